"""`csvariable budget`: what a plan can cost, what it is likely to cost, which value fits a limit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from csvariable.commands.amount import amount_of
from csvariable.commands.budget_inputs import BudgetInputs, Wanted
from csvariable.commands.budget_work import find, read_budget
from csvariable.commands.completion import plain_routes_of_plan
from csvariable.commands.csv_options import CsvOptions
from csvariable.commands.delivery import deliver, format_of, redactable
from csvariable.commands.grouped import grouped
from csvariable.commands.ledger_run import opened
from csvariable.commands.misuse import Misuse
from csvariable.commands.options import (
    AdjustmentsOption,
    LedgerOption,
    PeopleOption,
    PeriodOption,
    PlanArgument,
    form_option,
)
from csvariable.commands.output_options import FileOptions, LookOptions
from csvariable.commands.problem_output import print_problems
from csvariable.commands.progress import ProgressLine
from csvariable.commands.run_options import PeopleOptions, SourceOptions
from csvariable.documents.formats import Paged, Printed, Shown, Structured
from csvariable.kernel.message import msg

if TYPE_CHECKING:
    from csvariable.documents.budget import Budget

MOST_DRAWS = 1_000_000


WRITTEN = (Shown, Structured, Paged, Printed)
"""What can be asked of BudgetReport."""


@dataclass(frozen=True, kw_only=True)
class OddsOptions:
    """How the cost is drawn."""

    draws: Annotated[
        int,
        typer.Option(
            "--draws",
            min=0,
            max=MOST_DRAWS,
            metavar="N",
            help="Draw so many periods, for the odds of a cost.",
        ),
    ] = 0
    draw: Annotated[
        Literal["periods", "people"] | None,
        typer.Option(
            "--draw",
            help="Whole past periods for everybody (the default), or people by themselves.",
            show_default=False,
        ),
    ] = None
    seed: Annotated[
        int, typer.Option("--seed", min=0, metavar="N", help="Of the draws: the same seed draws the same.")
    ] = 1
    odds: Annotated[
        Path | None,
        typer.Option(
            "--odds",
            metavar="FILE",
            help="A YAML file with `odds:`; else the plan's, else the history in the files.",
            show_default=False,
        ),
    ] = None


@dataclass(frozen=True, kw_only=True)
class LimitOptions:
    """What the plan may cost, and which value is looked for within it."""

    limit: Annotated[
        str | None,
        typer.Option("--limit", metavar="AMOUNT", help="What the plan may cost.", show_default=False),
    ] = None
    solve: Annotated[
        str | None,
        typer.Option(
            "--solve",
            metavar="ROUTE",
            help="Find the largest value of this route within the limit.",
            show_default=False,
            autocompletion=plain_routes_of_plan,
        ),
    ] = None
    smallest: Annotated[bool, typer.Option("--smallest", help="Find the smallest value instead.")] = False
    grain: Annotated[
        str | None,
        typer.Option(
            "--grain",
            metavar="STEP",
            help="Of --solve, as `0.5%`; else the last decimal written.",
            show_default=False,
        ),
    ] = None
    fail_on_limit: Annotated[
        bool,
        typer.Option("--fail-on-limit", help="Exit code 1 where P90, or without draws the most, is over it."),
    ] = False


@grouped
def command(
    plan: PlanArgument,
    kpis: Annotated[
        list[Path] | None,
        typer.Argument(help="Files of KPIs; without, one person of each role.", metavar="KPIS"),
    ] = None,
    *,
    people: PeopleOption = None,
    adjustments: AdjustmentsOption = None,
    period: PeriodOption = None,
    ledger: LedgerOption = None,
    drawn: OddsOptions,
    within: LimitOptions,
    form: Annotated[str | None, form_option(WRITTEN)] = None,
    to: FileOptions,
    shown: PeopleOptions,
    raw: SourceOptions,
    csv: CsvOptions,
    look: LookOptions,
) -> int:
    """What a plan can cost at least and at most, what it is likely to cost, which value fits a limit."""
    chosen = redactable(format_of(form, to.output, WRITTEN), shown.redact)
    wanted = _wanted(drawn, within, look)
    _check(wanted, files=bool(kpis or people), fail_on_limit=within.fail_on_limit)
    going_on = opened(ledger, plan, kpis or [], [period] if period else [], csv, look)
    if going_on is None:
        return 1
    named, files = going_on.period or period, (plan, kpis or [], people, adjustments)
    found = read_budget(files, named, drawn.odds, csv, look, opening=going_on.opening, raw=raw)
    budget = None if found is None else _found(found, wanted, look)
    if budget is None:
        return 1
    from csvariable.documents.budget_report import BudgetReport

    deliver(BudgetReport(budget, look.language, shown.details, shown.redacted), chosen, to, look)
    return int(_unmet(budget) or (within.fail_on_limit and _passed(budget)))


def _found(read: BudgetInputs, wanted: Wanted, look: LookOptions) -> Budget | None:
    """Return what the plan can cost, and print what is wrong; where it takes long, how far it is."""
    progress = ProgressLine()
    try:
        budget, problems = find(read, wanted, progress)
    finally:
        progress.done()
    print_problems(problems, [read.document], look)
    return budget


def _unmet(budget: Budget) -> bool:
    """Whether a value was looked for that keeps within the limit, and there is none."""
    return budget.solved is not None and budget.solved.ending in {"none", "refused"}


def _check(wanted: Wanted, *, files: bool, fail_on_limit: bool) -> None:
    """Refuse options that need others."""
    if (wanted.draws or wanted.solve) and not files:
        raise Misuse(msg("--draws and --solve need files of KPIs"))
    if (wanted.solve or fail_on_limit) and wanted.limit is None:
        raise Misuse(msg("--solve and --fail-on-limit need a --limit"))
    if wanted.way and not wanted.draws:
        raise Misuse(msg("--draw says how --draws are drawn, and needs them"))
    if wanted.grain and not wanted.solve:
        raise Misuse(msg("--grain is the step of --solve, and needs it"))


def _passed(budget: Budget) -> bool:
    """Whether the limit is passed at P90, or without draws by the most there can be."""
    if budget.limit is None:
        return False
    if budget.odds is not None:
        return budget.odds.percentile(90) > budget.limit
    most = budget.exposure.most.bound
    return most is None or most > budget.limit


def _wanted(drawn: OddsOptions, within: LimitOptions, look: LookOptions) -> Wanted:
    """Return what is asked of the cost.

    Raises:
        UsageError: for a limit that is no amount.
    """
    return Wanted(
        drawn.draws,
        drawn.seed,
        amount_of(within.limit, "--limit"),
        within.solve,
        "smallest" if within.smallest else "largest",
        within.grain,
        look.language,
        drawn.draw,
    )
