"""A run that goes on from a ledger: its period, and what the closed periods leave to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from csvariable.commands.files import PLAN_LIMIT, read_bytes
from csvariable.commands.ledger_files import LedgerFolder, open_folder
from csvariable.commands.misuse import Misuse
from csvariable.commands.options import LookOptions
from csvariable.commands.problem_output import print_problems
from csvariable.kernel.message import msg

if TYPE_CHECKING:
    from csvariable.facts.opening import LedgerOpening
    from csvariable.kernel.diagnostic import Diagnostic
    from csvariable.ledger.closed import Ledger
    from csvariable.plan import Plan

LedgerOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--ledger",
        metavar="FOLDER",
        help="Go on from these closed periods: balances, year to date, corrections.",
        show_default=False,
    ),
]


@dataclass(frozen=True)
class OpenLedger:
    """A ledger, its files, and what it leaves to a period."""

    ledger: Ledger
    files: LedgerFolder
    period: str
    opening: LedgerOpening


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


def open_ledger(
    folder: Path, plan: Path, period: str | None, look: LookOptions, *, renamed: bool = False
) -> OpenLedger | None:
    """Return what a ledger leaves to a period, the next one if none is named; None beside what is wrong.

    Raises:
        Unread: where the plan cannot be read, which the run tells better.
    """
    from csvariable.reading import read
    from csvariable.text import parse

    found = read_folder(folder, look)
    if found is None:
        return None
    document, _ = parse(read_bytes(plan, limit=PLAN_LIMIT), str(plan))
    read_plan = None if document is None else read(document).plan
    if document is None or read_plan is None:
        raise Unread
    opened, problems = _opened(*found, read_plan, period, renamed=renamed)
    print_problems(problems, [document], look)
    return opened


@dataclass(frozen=True)
class GoingOn:
    """The period that follows a ledger and what is left to it; nothing where there is no ledger."""

    period: str | None = None
    opening: LedgerOpening | None = None


def opened(ledger: Path | None, plan: Path, periods: Sequence[str], look: LookOptions) -> GoingOn | None:
    """Return what a run of one period goes on from; None where that is wrong, which was printed."""
    if ledger is None:
        return GoingOn()
    if len(periods) > 1:
        raise Misuse(msg("one period follows a ledger: name that one"), "--period")
    try:
        found = open_ledger(ledger, plan, next(iter(periods), None), look)
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
    return OpenLedger(ledger, files, period.text, opening_of(known, period.year[0].first)), []
