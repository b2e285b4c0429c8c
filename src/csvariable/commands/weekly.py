"""`csvariable progress`: a page for the team: moves, next steps, contests, streaks; nobody's pay."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from csvariable.commands.csv_options import CsvOptions
from csvariable.commands.delivery import deliver, format_of
from csvariable.commands.grouped import grouped
from csvariable.commands.inputs import Inputs, read_inputs
from csvariable.commands.options import form_option
from csvariable.commands.output_options import FileOptions, LookOptions
from csvariable.commands.problem_output import print_problems
from csvariable.commands.run_options import RunOptions, SourceOptions
from csvariable.commands.stages import read_tables
from csvariable.documents.formats import Paged, Printed, Shown, Structured

if TYPE_CHECKING:
    from csvariable.engine.results import Results
    from csvariable.odds.past import Past

WRITTEN = (Shown, Structured, Paged, Printed)
"""What can be asked of TeamProgress."""


PreviousOption: TypeAlias = Annotated[
    list[Path] | None,
    typer.Option(
        "--previous",
        metavar="FILE",
        help="The KPI file of the week before, of the same period: tells who moved; repeatable.",
        show_default=False,
    ),
]


@grouped
def command(
    asked: RunOptions,
    *,
    previous: PreviousOption = None,
    pay: Annotated[
        bool, typer.Option("--pay", help="Show euros too: what a step adds, and totals as they stand.")
    ] = False,
    form: Annotated[str | None, form_option(WRITTEN)] = None,
    to: FileOptions,
    raw: SourceOptions,
    csv: CsvOptions,
    look: LookOptions,
) -> int:
    """Where a team stands: who moved to which tier, nearest next steps, contests, streaks over periods.

    The whole team sees it, so nobody's pay stands on it, unless --pay asks for it.
    """
    chosen = format_of(form, to.output, WRITTEN)
    inputs = read_inputs(asked, csv, look, raw)
    if inputs is None:
        return 1
    before = None
    if previous:
        before = _before(inputs, previous, csv, look)
        if before is None:
            return 1
    from csvariable.documents.team_progress import TeamProgress
    from csvariable.documents.view import view_of

    everybody = range(len(inputs.results.facts.people))
    view = view_of(inputs.results, inputs.plans, look.language, everybody)
    past = _past(inputs)
    page = TeamProgress(view, before, past.unbroken, pay, past.left_out)
    deliver(page, chosen, to, look)
    return 0


def _before(inputs: Inputs, files: list[Path], csv: CsvOptions, look: LookOptions) -> Results | None:
    """Compute the week before with the same people; print what is wrong, and return None where it stops."""
    from dataclasses import replace

    from csvariable.engine.run import once
    from csvariable.kernel.diagnostic import has_errors

    tables, problems = read_tables(files, csv)
    results = None
    if inputs.given is not None and len(tables) == len(files):
        given = replace(inputs.given, kpis=tables, sources={}, adjustments=None)
        done = once(inputs.plans, given, inputs.results.facts.period)
        problems += done.diagnostics
        results = done.results
    problems = csv.judged(problems)
    # What holds of this week's run as well was said of it.
    told = [one for one in problems if one.severity != "advice" and one not in inputs.diagnostics]
    print_problems(told, [inputs.document], look)
    return None if has_errors(problems) else results


def _past(inputs: Inputs) -> Past:
    """Return the periods before the one that is looked at, as far as the files hold them."""
    from csvariable.odds.past import Past, past_of
    from csvariable.time.period import parse_period

    period = inputs.results.facts.period
    if period is None or inputs.given is None or inputs.plans.base.accumulate is not None:
        return Past({})
    return past_of(inputs.plans, inputs.given, parse_period(period, inputs.plans.base))
