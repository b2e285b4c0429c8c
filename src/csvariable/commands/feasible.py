"""`csvariable feasible`: how often the past reached the threshold, the target and the top of each KPI."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from csvariable.commands.delivery import deliver, format_of
from csvariable.commands.options import (
    CsvOptions,
    FileOptions,
    LookOptions,
    PeopleOption,
    PlanArgument,
    SomeKpisArgument,
    SourceOptions,
    form_option,
    grouped,
)
from csvariable.commands.problem_output import print_problems
from csvariable.commands.stages import read_document, read_tables
from csvariable.documents.formats import Paged, Printed, Shown, Structured

if TYPE_CHECKING:
    from csvariable.documents.feasible import FeasibleReport

WRITTEN = (Shown, Structured, Paged, Printed)
"""What can be asked of FeasibleReport."""


@grouped
def command(
    plan: PlanArgument,
    some_kpis: SomeKpisArgument = None,
    *,
    people: PeopleOption = None,
    form: Annotated[str | None, form_option(WRITTEN)] = None,
    to: FileOptions,
    raw: SourceOptions,
    csv: CsvOptions,
    look: LookOptions,
) -> int:
    """The odds of threshold, target and top of each KPI and role, from the past periods in the files.

    Each comes with its number of results and an interval; what is too easy or too hard is named.
    Under four periods nothing is told.
    """
    chosen = format_of(form, to.output, WRITTEN)
    found = _report(plan, some_kpis or [], people, (raw, csv, look))
    if found is None:
        return 1
    deliver(found, chosen, to, look)
    return 0


def _report(
    plan: Path, kpis: list[Path], people: Path | None, how: tuple[SourceOptions, CsvOptions, LookOptions]
) -> FeasibleReport | None:
    """Look at every period; print what is wrong, and return None where something is."""
    from csvariable.commands.source_files import no_kpis, source_tables
    from csvariable.documents.feasible import FeasibleReport
    from csvariable.facts.load import Tables
    from csvariable.facts.plans import Plans
    from csvariable.kernel.diagnostic import has_errors
    from csvariable.odds.feasible import feasibility, too_short
    from csvariable.odds.past import past_of
    from csvariable.plan.values import text_of
    from csvariable.reading import read

    raw, csv, look = how
    document, problems = read_document(plan)
    tables, found = read_tables([*kpis, *([people] if people else [])], csv)
    found = [*problems, *found]
    reading = None if document is None else read(document)
    found += [] if reading is None else [one for one in reading.diagnostics if one.severity == "error"]
    report = None
    if document is not None and reading is not None and reading.plan is not None and not has_errors(found):
        staff = tables.pop() if people is not None else None
        plans = Plans(reading.plan, reading.roles)
        rows = source_tables(plans, plan, raw, csv, tables)
        found += [*rows.problems, *no_kpis(plans, tables)]
        if not has_errors(found):
            past = past_of(plans, Tables(tables, staff, sources=rows.tables, prefer=raw.prefer))
            found += too_short(past)
            name = text_of(reading.plan.name, look.language, document.name)
            seen = feasibility(plans, past.runs)
            report = FeasibleReport(name, plans, seen, list(past.runs), past.left_out, look.language)
    found = csv.judged(found)
    stops = has_errors(found)
    shown = found if stops else [one for one in found if one.severity == "warning"]
    print_problems(shown, [document] if document else [], look)
    return None if stops else report
