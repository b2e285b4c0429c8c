"""A run that goes on from a ledger: its period, and what the closed periods leave to it."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from csvariable.commands.csv_options import CsvOptions
from csvariable.commands.files import PLAN_LIMIT, TABLE_LIMIT, read_bytes
from csvariable.commands.ledger_files import LedgerFolder, open_folder
from csvariable.commands.misuse import Misuse
from csvariable.commands.output_options import LookOptions
from csvariable.commands.problem_output import print_problems
from csvariable.kernel.message import msg

if TYPE_CHECKING:
    from csvariable.facts.opening import LedgerOpening
    from csvariable.facts.plans import Plans
    from csvariable.kernel.diagnostic import Diagnostic
    from csvariable.ledger.closed import Ledger
    from csvariable.plan import Plan


@dataclass(frozen=True)
class OpenLedger:
    """A ledger, its files, and what it leaves to a period."""

    ledger: Ledger
    files: Mapping[str, bytes]
    period: str
    opening: LedgerOpening
    late: tuple[tuple[str, Mapping[str, bytes]], ...] = ()
    """Corrections for values that came late, by folder: part of the ledger, and not written yet."""


def read_folder(
    folder: Path, look: LookOptions, period: str | None = None
) -> tuple[Ledger, LedgerFolder] | None:
    """Read a ledger that has closed periods; print what is wrong with it, and return None."""
    from csvariable.ledger.reading import no_ledger, read_ledger

    files = open_folder(folder)
    ledger, problems = read_ledger(str(folder), files)
    if ledger is not None:
        problems = no_ledger(ledger, period)
    if ledger is None or problems:
        print_problems(problems, [], look)
        return None
    return ledger, files


def open_ledger(  # noqa: PLR0917 - a ledger, and the run that goes on from it
    folder: Path,
    plan: Path,
    kpis: Sequence[Path],
    period: str | None,
    csv: CsvOptions,
    look: LookOptions,
    *,
    renamed: bool = False,
) -> OpenLedger | None:
    """Return what a ledger leaves to a period, the next one if none is named; None beside what is wrong.

    What KPI files hold of lines that closed periods held back is corrected first.

    Raises:
        Unread: where the plan cannot be read, which the run tells better.
    """
    from csvariable.facts.plans import Plans
    from csvariable.reading import read
    from csvariable.text import parse

    found = read_folder(folder, look)
    if found is None:
        return None
    document, _ = parse(read_bytes(plan, limit=PLAN_LIMIT), str(plan))
    reading = None if document is None else read(document)
    if document is None or reading is None or reading.plan is None:
        raise Unread
    opened, problems = _opened(*found, reading.plan, period, renamed=renamed)
    print_problems(problems, [document], look)
    if opened is None or opened.ledger.period(opened.period) is not None:
        return opened
    return _with_late(opened, Plans(reading.plan, reading.roles), kpis, csv, look)


def _with_late(
    opened: OpenLedger, plans: Plans, kpis: Sequence[Path], csv: CsvOptions, look: LookOptions
) -> OpenLedger | None:
    """Correct held lines whose value the KPI files of this run hold; print what stops that."""
    from csvariable.commands.correcting import Refused, prepared
    from csvariable.ledger.disputes import held_lines
    from csvariable.ledger.late import late_values
    from csvariable.ledger.opening import opening_of
    from csvariable.ledger.reading import read_ledger
    from csvariable.tables.files import read_file
    from csvariable.tables.written import HowWritten
    from csvariable.time.period import parse_period

    if not held_lines(opened.ledger):
        return opened
    read = (read_file(read_bytes(path, limit=TABLE_LIMIT), str(path), csv.written()) for path in kpis)
    tables = [table for table, _ in read if table is not None]
    for late in list(late_values(opened.ledger, tables, plans)):
        done = prepared(opened.ledger, opened.files, late.period, [late.file], HowWritten(), late.reason)
        if isinstance(done, Refused):
            print_problems(done.problems, done.documents, look)
            return None
        name, files = done.entry()
        every = ChainMap({f"{name}/{one}": data for one, data in files.items()}, dict(opened.files.items()))
        ledger, _ = read_ledger(opened.ledger.name, every)
        year = parse_period(opened.period, plans.base).year[0].first
        if ledger is not None:
            late_ones = (*opened.late, (name, files))
            opened = OpenLedger(
                ledger, every, opened.period, opening_of(ledger, opened.period, year), late_ones
            )
    return opened


@dataclass(frozen=True)
class GoingOn:
    """The period that follows a ledger and what is left to it; nothing where there is no ledger."""

    period: str | None = None
    opening: LedgerOpening | None = None


def opened(  # noqa: PLR0917 - a ledger, and the run that goes on from it
    ledger: Path | None,
    plan: Path,
    kpis: Sequence[Path],
    periods: Sequence[str],
    csv: CsvOptions,
    look: LookOptions,
) -> GoingOn | None:
    """Return what a run of one period goes on from; None where that is wrong, which was printed."""
    if ledger is None:
        return GoingOn()
    if len(periods) > 1:
        raise Misuse(msg("one period follows a ledger: name that one"), "--period")
    try:
        found = open_ledger(ledger, plan, kpis, next(iter(periods), None), csv, look)
    except Unread:
        return GoingOn()
    return None if found is None else GoingOn(found.period, found.opening)


class Unread(Exception):  # noqa: N818 - what a plan is, rather than a fault
    """A plan that cannot be read."""


def _opened(
    ledger: Ledger, files: LedgerFolder, plan: Plan, text: str | None, *, renamed: bool
) -> tuple[OpenLedger | None, list[Diagnostic]]:
    from csvariable.kernel.diagnostic import FilePlace, error
    from csvariable.ledger.closing import family_problems, next_period, order_problem
    from csvariable.ledger.opening import before, opening_of
    from csvariable.time.period import NotAPeriod, parse_period

    problems = family_problems(ledger, plan, renamed=renamed)
    if problems:
        return None, problems
    try:
        period = next_period(ledger, plan) if text is None else parse_period(text, plan)
    except NotAPeriod as problem:
        return None, [error("wrong-period", problem.said, FilePlace(""))]
    known = ledger if ledger.period(period.text) is None else before(ledger, period.text)
    wrong = order_problem(known, plan, period, first=False) if known.periods else None
    if wrong is not None:
        return None, [wrong]
    return OpenLedger(ledger, files, period.text, opening_of(known, period.text, period.year[0].first)), []
