"""`csvariable vote`: which objectives of the backlog people find relevant and feasible."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from csvariable.commands.completion import waiting_in_plan
from csvariable.commands.csv_options import CsvOptions
from csvariable.commands.delivery import deliver, format_of
from csvariable.commands.files import PLAN_LIMIT, STANDARD, read_bytes, write_whole
from csvariable.commands.grouped import grouped
from csvariable.commands.misuse import Misuse
from csvariable.commands.options import PlanArgument, form_option
from csvariable.commands.output_options import FileOptions, LookOptions
from csvariable.commands.problem_output import print_problems
from csvariable.commands.stages import read_plans, read_tables
from csvariable.documents.formats import Paged, Shown, Structured
from csvariable.kernel.message import msg
from csvariable.speech.saying import in_language

if TYPE_CHECKING:
    from datetime import date

    from csvariable.aims.promotion import Promoted
    from csvariable.documents.ballots import VoteReport
    from csvariable.text import Document

WRITTEN = (Shown, Structured, Paged)
"""What can be asked of VoteReport."""


@dataclass(frozen=True, slots=True)
class PromoteOptions:
    """What the vote moves into the plan, and when it was held."""

    promote: Annotated[
        list[str] | None,
        typer.Option(
            "--promote",
            metavar="ID",
            help="Move this objective of the backlog into the plan, and record the vote; repeatable.",
            show_default=False,
            autocompletion=waiting_in_plan,
        ),
    ] = None
    asked_on: Annotated[
        datetime | None,
        typer.Option(
            "--asked-on",
            formats=["%Y-%m-%d"],
            metavar="DATE",
            help="The day of the vote, for the record; today without it.",
            show_default=False,
        ),
    ] = None

    def checked(self, plan: Path) -> None:
        """Refuse what cannot be together.

        Raises:
            Misuse: a day without a record of it, or a plan that is no file and would be written.
        """
        if self.asked_on is not None and not self.promote:
            raise Misuse(msg("--asked-on is of the record that --promote writes, and needs it"))
        if self.promote and plan == STANDARD:
            raise Misuse(msg("--promote writes the plan, which must be a file"))

    def day(self) -> date:
        """Return the day of the vote."""
        from csvariable.commands.review import today

        return today(os.environ) if self.asked_on is None else self.asked_on.date()


@grouped
def command(
    plan: PlanArgument,
    ballots: Annotated[
        list[Path],
        typer.Argument(
            help="Ballots: objective, relevance, feasibility, each from 1 to 5.",
            metavar="BALLOTS",
            show_default=False,
        ),
    ],
    *,
    quorum: Annotated[
        int, typer.Option("--quorum", min=1, metavar="N", help="How many ballots an objective needs.")
    ] = 3,
    into: PromoteOptions,
    form: Annotated[str | None, form_option(WRITTEN)] = None,
    to: FileOptions,
    csv: CsvOptions,
    look: LookOptions,
) -> int:
    """Rank the objectives of the backlog by ballots, which stay anonymous; the same files, the same order.

    With --promote the plan is written: the objective moves with its comments, and `consultation`
    says who was asked, when, how, and what it changed.
    """
    chosen = format_of(form, to.output, WRITTEN)
    into.checked(plan)
    counted = _counted(plan, ballots, quorum, (csv, look))
    if counted is None:
        return 1
    document, report, voters = counted
    done = None
    if into.promote:
        done = _promoted(document, report, into.promote, (into.day(), voters), look)
        if done is None:
            return 1
    deliver(report, chosen, to, look)
    if done is not None:
        _write(plan, done, look)
    return 0


def _counted(
    plan: Path, ballots: list[Path], quorum: int, how: tuple[CsvOptions, LookOptions]
) -> tuple[Document, VoteReport, int | None] | None:
    """Return the plan, its vote, and how many voted where that is known; None where errors were printed."""
    from csvariable.aims.vote import Seen, read_ballots, tallies, voters_in
    from csvariable.documents.ballots import VoteReport
    from csvariable.kernel.diagnostic import Severity, has_errors

    csv, look = how
    document, plans, found = read_plans(plan)
    tables, said = read_tables(ballots, csv)
    base = None if plans is None else plans.base
    known = () if base is None else (*base.backlog, *base.objectives)
    cast = []
    seen: Seen = {}
    for table in tables:
        own, wrong = read_ballots(table, known, seen)
        cast += own
        said += wrong
    found += said
    if has_errors(found) or document is None or base is None:
        shown = [one for one in found if one.severity is Severity.ERROR]
        print_problems(shown, [document] if document else [], look)
        return None
    print_problems([one for one in said if one.severity is Severity.WARNING], [document], look)
    voted = {one.objective for one in cast}
    ranked = [name for name in known if name in base.backlog or name in voted]
    report = VoteReport(base, tallies(cast, ranked, quorum), quorum, look.language)
    return document, report, voters_in(tables)


def _write(plan: Path, done: Promoted, look: LookOptions) -> None:
    """Write the plan with what was promoted, with the mark that it began with, and say what is to be said."""
    from csvariable.documents.clean import clean

    mark = b"\xef\xbb\xbf" if read_bytes(plan, limit=PLAN_LIMIT).startswith(b"\xef\xbb\xbf") else b""
    write_whole(plan, mark + done.text.encode(), force=True, mends=True)
    sys.stderr.writelines(clean(in_language(note, look.language)) + "\n" for note in done.notes)


def _promoted(
    document: Document,
    report: VoteReport,
    chosen: list[str],
    asked: tuple[date, int | None],
    look: LookOptions,
) -> Promoted | None:
    """Return the plan with the objectives in it; say why where nothing changes."""
    from csvariable.aims.promotion import NotPromotable, promote
    from csvariable.kernel.diagnostic import Severity
    from csvariable.reading import read
    from csvariable.text import parse

    day, voters = asked
    record = report.record(day, voters, list(dict.fromkeys(chosen)))
    try:
        done = promote(document, report.plan, report.tallies, chosen, report.quorum, record)
    except NotPromotable as problem:
        raise Misuse(problem.said, "--promote") from None
    again, _ = parse(done.text.encode(), document.name)
    wrong = (
        [] if again is None else [one for one in read(again).diagnostics if one.severity is Severity.ERROR]
    )
    if again is None or wrong:
        print_problems(wrong, [again] if again else [], look)
        said = msg("with this objective the plan is no longer right, as said above: nothing was written")
        sys.stderr.write(in_language(said, look.language) + "\n")
        return None
    return done
