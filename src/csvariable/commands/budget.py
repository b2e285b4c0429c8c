"""`csvariable budget`: what a plan can cost, what it is likely to cost, which value fits a limit."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from csvariable.commands.budget_work import Wanted, find, read_budget
from csvariable.commands.files import write_whole
from csvariable.commands.inputs import (
    DecimalOption,
    DelimiterOption,
    EncodingOption,
    PeopleOption,
    PeriodOption,
    PlanArgument,
)
from csvariable.commands.options import ColorOption, ForceOption, LangOption, OutputOption, WidthOption
from csvariable.commands.problem_output import complain
from csvariable.commands.progress import Progress
from csvariable.documents.color import Color
from csvariable.speech.catalogue import language_of
from csvariable.speech.language import Language

if TYPE_CHECKING:
    from csvariable.documents.budget import Budget, BudgetView

BudgetFormat: TypeAlias = Literal["table", "json", "markdown"]
Redact: TypeAlias = Literal["none", "names"]
SUFFIXES: dict[str, BudgetFormat] = {".json": "json", ".md": "markdown", ".markdown": "markdown"}
MOST_DRAWS = 1_000_000


def command(  # noqa: PLR0917 - an option is a parameter
    plan: PlanArgument,
    kpis: Annotated[
        list[Path] | None,
        typer.Argument(help="CSV files of KPIs; without, one person of each role.", metavar="KPIS"),
    ] = None,
    people: PeopleOption = None,
    period: PeriodOption = None,
    draws: Annotated[
        int,
        typer.Option(
            "--draws",
            min=0,
            max=MOST_DRAWS,
            metavar="N",
            help="Draw so many periods, for the odds of a cost.",
        ),
    ] = 0,
    seed: Annotated[
        int, typer.Option("--seed", min=0, metavar="N", help="Of the draws: the same seed draws the same.")
    ] = 1,
    odds: Annotated[
        Path | None,
        typer.Option(
            "--odds",
            metavar="FILE",
            help="A YAML file with `odds:`; else the plan's, else the history in the files.",
            show_default=False,
        ),
    ] = None,
    limit: Annotated[
        str | None,
        typer.Option("--limit", metavar="AMOUNT", help="What the plan may cost.", show_default=False),
    ] = None,
    solve: Annotated[
        str | None,
        typer.Option(
            "--solve",
            metavar="ROUTE",
            help="Find the largest value of this route within the limit.",
            show_default=False,
        ),
    ] = None,
    smallest: Annotated[bool, typer.Option("--smallest", help="Find the smallest value instead.")] = False,
    grain: Annotated[
        str | None,
        typer.Option(
            "--grain",
            metavar="STEP",
            help="Of --solve, as 0.5%; else the last decimal written.",
            show_default=False,
        ),
    ] = None,
    fail_on_limit: Annotated[
        bool,
        typer.Option("--fail-on-limit", help="Exit code 1 where P90, or without draws the most, is over it."),
    ] = False,
    details: Annotated[bool, typer.Option("--details", help="Everybody, however many.")] = False,
    form: Annotated[
        BudgetFormat | None,
        typer.Option(
            "--format", "-f", help="Else by the suffix of --output; else a table.", show_default=False
        ),
    ] = None,
    output: OutputOption = None,
    redact: Annotated[
        Redact | None,
        typer.Option(
            "--redact", help="Hide names in Markdown; else names, when CI is set.", show_default=False
        ),
    ] = None,
    encoding: EncodingOption = None,
    delimiter: DelimiterOption = None,
    decimal: DecimalOption = None,
    lang: LangOption = None,
    color: ColorOption = "auto",
    width: WidthOption = None,
    force: ForceOption = False,
) -> int:
    """What a plan can cost at least and at most, what it is likely to cost, which value fits a limit."""
    language = language_of(lang, os.environ)
    wanted = Wanted(
        draws, seed, _amount(limit), solve, "smallest" if smallest else "largest", grain, language
    )
    _check(wanted, kpis or [], fail_on_limit=fail_on_limit)
    reading = {"encoding": encoding, "delimiter": delimiter, "decimal": decimal}
    found = read_budget(plan, kpis or [], people, period, odds, reading, color, language)
    if found is None:
        return 1
    progress = Progress()
    try:
        budget, problems = find(found, wanted, progress)
    finally:
        progress.done()
    complain(problems, [found.document], color, language)
    if budget is None:
        return 1
    chosen = form or (SUFFIXES.get(output.suffix.lower(), "table") if output else "table")
    hidden = chosen == "markdown" and (redact or ("names" if os.environ.get("CI") else "none")) == "names"
    text = _text(
        budget, chosen, _view(budget, language, details=details, hidden=hidden), output, color, width
    )
    if output is not None:
        write_whole(output, text.encode("utf-8", "replace"), force=force)
    else:
        sys.stdout.write(text)
    unmet = budget.solved is not None and budget.solved.ending in {"none", "refused"}
    return int(unmet or (fail_on_limit and _passed(budget)))


def _amount(text: str | None) -> Fraction | None:
    """Read the limit: a plain amount, of 0 or more."""
    from csvariable.kernel.quantity import NotAQuantity, exact_number

    if text is None:
        return None
    try:
        found = exact_number(text.strip())
    except NotAQuantity as problem:
        raise typer.BadParameter(str(problem), param_hint="--limit") from None
    if found < 0:
        raise typer.BadParameter("a limit is 0 or more", param_hint="--limit")
    return found


def _check(wanted: Wanted, kpis: Sequence[Path], *, fail_on_limit: bool) -> None:
    """Refuse options that need others."""
    if (wanted.draws or wanted.solve) and not kpis:
        raise typer.BadParameter("they need CSV files of KPIs", param_hint="--draws and --solve")
    if (wanted.solve or fail_on_limit) and wanted.limit is None:
        raise typer.BadParameter("they need a --limit", param_hint="--solve and --fail-on-limit")
    if wanted.grain and not wanted.solve:
        raise typer.BadParameter("it is the step of --solve", param_hint="--grain")


def _passed(budget: Budget) -> bool:
    """Whether the limit is passed at P90, or without draws by the most there can be."""
    if budget.limit is None:
        return False
    if budget.odds is not None:
        return budget.odds.percentile(90) > budget.limit
    most = budget.exposure.most.bound
    return most is None or most > budget.limit


# ---------------------------------------------------------------------------------- showing


def _view(budget: Budget, language: Language, *, details: bool, hidden: bool) -> BudgetView:
    from csvariable.documents.budget import BudgetView

    return BudgetView(language, budget.currency, details, hidden)


def _text(  # noqa: PLR0917 - a budget, and how it is shown
    budget: Budget,
    form: BudgetFormat,
    view: BudgetView,
    output: Path | None,
    color: Color,
    width: int | None,
) -> str:
    from csvariable.documents.budget import budget_page
    from csvariable.documents.budget_data import as_data
    from csvariable.documents.console import make_console
    from csvariable.documents.json_ import as_json
    from csvariable.documents.page import as_markdown, show

    if form == "json":
        return as_json(as_data(budget))
    page = budget_page(budget, view)
    if form == "markdown":
        return as_markdown(page)
    if output is not None:
        stream = io.StringIO()
        show(page, make_console(stream, {}, color="never"))
        return stream.getvalue()
    console = make_console(sys.stdout, os.environ, color=color, width=width)
    with console.capture() as capture:
        show(page, console)
    return capture.get()
