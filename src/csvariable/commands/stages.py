"""Plans and files of `simulate` and `diff`: read once, laid out by period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from csvariable.commands.csv_options import CsvOptions
from csvariable.commands.files import PLAN_LIMIT, TABLE_LIMIT, read_bytes
from csvariable.commands.output_options import LookOptions
from csvariable.commands.problem_output import print_problems

if TYPE_CHECKING:
    from csvariable.facts.plans import Plans
    from csvariable.kernel.diagnostic import Diagnostic
    from csvariable.plan import Plan
    from csvariable.scenario import Stage
    from csvariable.tables.table import Table
    from csvariable.text import Document

_PERIOD = re.compile(
    r"((?:19|2\d)\d\d)[-_ ]?(Q[1-4]|H[12]|(?<=[-_ ])(?:0[1-9]|1[0-2]))?", re.ASCII | re.IGNORECASE
)


def read_document(path: Path) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Read a plan or a scenario file."""
    from csvariable.text import parse

    return parse(read_bytes(path, limit=PLAN_LIMIT), str(path))


def read_plans(path: Path) -> tuple[Document | None, Plans | None, list[Diagnostic]]:
    """Read a plan with the plans of its roles, and all that there is to say of them."""
    from csvariable.facts.plans import Plans
    from csvariable.reading import read

    document, problems = read_document(path)
    if document is None:
        return None, None, list(problems)
    reading = read(document)
    plans = None if reading.plan is None else Plans(reading.plan, reading.roles)
    return document, plans, [*problems, *reading.diagnostics]


def plans_alone(path: Path, look: LookOptions) -> tuple[Document, Plans] | None:
    """Read a plan that no file goes with; print what is wrong, and return None where errors are."""
    from csvariable.kernel.diagnostic import Severity, has_errors

    document, plans, found = read_plans(path)
    if has_errors(found):
        shown = [one for one in found if one.severity is Severity.ERROR]
        print_problems(shown, [document] if document else [], look)
        return None
    return None if document is None or plans is None else (document, plans)


def read_tables(paths: Sequence[Path], csv: CsvOptions) -> tuple[list[Table], list[Diagnostic]]:
    """Read files; one that cannot be read is a problem and no table."""
    tables: list[Table] = []
    problems: list[Diagnostic] = []
    for path in paths:
        table, found = csv.read(read_bytes(path, limit=TABLE_LIMIT), path)
        problems += found
        if table is not None:
            tables.append(table)
    return tables, problems


def stages_of(kpis: Sequence[Table], people: Table | None, periods: Sequence[str], plan: Plan) -> list[Stage]:
    """Lay tables out by period: named ones, else those of a `period` column, else a file each.

    Several files with the same columns and no `period` are one period each, called by the period
    in their name, else by their name; files with different columns are read together.
    """
    from csvariable.facts.load import Tables
    from csvariable.scenario import Stage

    named = list(dict.fromkeys(periods)) or _written(kpis)
    if named:
        return [Stage(period, Tables(kpis, people), period) for period in named]
    alike = len({tuple(sorted(table.header)) for table in kpis}) == 1
    if len(kpis) > 1 and alike:
        return [_stage(table, people, plan) for table in kpis]
    return [Stage(None, Tables(kpis, people))]


def with_adjustments(
    stages: Sequence[Stage], path: Path | None, csv: CsvOptions
) -> tuple[list[Stage], list[Diagnostic]]:
    """Give the one period of a run its adjustments; of several periods nobody knows which is meant."""
    from csvariable.kernel.diagnostic import FilePlace, error
    from csvariable.kernel.message import msg

    if path is None:
        return list(stages), []
    tables, problems = read_tables([path], csv)
    if len(stages) != 1:
        message = msg("adjustments are of one period, and this run has several")
        help_ = msg("name the period: `--period`, and give the files of that period")
        return list(stages), [
            *problems,
            error("adjustments-of-periods", message, FilePlace(str(path)), help=help_),
        ]
    if not tables:
        return list(stages), problems
    (one,) = stages
    return [replace(one, tables=replace(one.tables, adjustments=tables[0]))], problems


def _written(kpis: Sequence[Table]) -> list[str]:
    """Return the periods that the files hold, in the order of the calendar."""
    from csvariable.facts.headers import match
    from csvariable.time.period import spelled

    found: dict[str, None] = {}
    for table in kpis:
        columns = match(table.header, ()).columns
        at = next(
            (i for i, column in enumerate(columns) if column is not None and column.name == "period"), None
        )
        if at is not None:
            found |= dict.fromkeys(map(spelled, filter(None, table.distinct(at))))
    return sorted(found)


def _stage(table: Table, people: Table | None, plan: Plan) -> Stage:
    from csvariable.facts.load import Tables
    from csvariable.scenario import Stage
    from csvariable.time.period import NotAPeriod, parse_period

    stem = Path(table.name).stem
    tables = Tables([table], people)
    if found := _PERIOD.search(stem):
        text = "-".join(part.upper() for part in found.groups() if part)
        try:
            return Stage(text, tables, parse_period(text, plan).text)
        except NotAPeriod:
            pass
    return Stage(stem, tables)
