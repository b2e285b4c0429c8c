"""`csvariable vote`: which objectives of the backlog people find relevant and feasible."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from csvariable.commands.delivery import deliver, format_of
from csvariable.commands.options import (
    CsvOptions,
    FileOptions,
    LookOptions,
    PlanArgument,
    form_option,
    grouped,
)
from csvariable.commands.problem_output import print_problems
from csvariable.commands.stages import read_document, read_tables
from csvariable.documents.formats import Paged, Shown, Structured

WRITTEN = (Shown, Structured, Paged)
"""What can be asked of VoteReport."""


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
    form: Annotated[str | None, form_option(WRITTEN)] = None,
    to: FileOptions,
    csv: CsvOptions,
    look: LookOptions,
) -> int:
    """Rank the objectives of the backlog by ballots, which stay anonymous; the same files, the same order."""
    from csvariable.aims.vote import read_ballots, tallies
    from csvariable.documents.ballots import VoteReport
    from csvariable.kernel.diagnostic import Severity, has_errors
    from csvariable.reading import read

    chosen = format_of(form, to.output, WRITTEN)
    document, problems = read_document(plan)
    reading = None if document is None else read(document)
    found = [*problems, *(() if reading is None else reading.diagnostics)]
    tables, said = read_tables(ballots, csv)
    found += said
    known = () if reading is None or reading.plan is None else tuple(reading.plan.backlog)
    cast = []
    for table in tables:
        own, wrong = read_ballots(table, known)
        cast += own
        found += wrong
    if has_errors(found) or reading is None or reading.plan is None:
        shown = [one for one in found if one.severity is Severity.ERROR]
        print_problems(shown, [document] if document else [], look)
        return 1
    report = VoteReport(reading.plan, tallies(cast, known, quorum), quorum, look.language)
    deliver(report, chosen, to, look)
    return 0
