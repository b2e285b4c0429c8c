"""`csvariable simulate`: who gains, who loses and what it costs, before anything is changed."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from csvariable.commands.files import write_whole
from csvariable.commands.inputs import (
    DecimalOption,
    DelimiterOption,
    EncodingOption,
    KpisArgument,
    PeopleOption,
    PlanArgument,
)
from csvariable.commands.options import ColorOption, ForceOption, LangOption, OutputOption, WidthOption
from csvariable.commands.problem_output import complain
from csvariable.commands.scenario_options import wishes_of
from csvariable.commands.stages import read_document, read_tables, stages_of
from csvariable.speech.catalogue import language_of
from csvariable.speech.language import Language

if TYPE_CHECKING:
    from csvariable.documents.comparison import View
    from csvariable.documents.page import Page
    from csvariable.kernel.diagnostic import Diagnostic
    from csvariable.scenario import Base, Outcome, Scenario
    from csvariable.scenario.limits import Limit
    from csvariable.scenario.points import Worth
    from csvariable.tables.table import Table
    from csvariable.text import Document

SimulateFormat: TypeAlias = Literal["table", "json", "csv", "markdown"]
Redact: TypeAlias = Literal["none", "names"]
SUFFIXES: dict[str, SimulateFormat] = {
    ".json": "json",
    ".csv": "csv",
    ".md": "markdown",
    ".markdown": "markdown",
}

WRONG = "wrong-option"
"""The rule of an option that is not written as options are: the command cannot run."""

RedactOption: TypeAlias = Annotated[
    Redact | None,
    typer.Option("--redact", help="Hide names in Markdown; else names, when CI is set.", show_default=False),
]
PeriodsOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--period",
        metavar="PERIOD",
        help="A period to run, repeatable; else all in the files.",
        show_default=False,
    ),
]
DetailsFlag: TypeAlias = Annotated[
    bool, typer.Option("--details", help="Everybody, each scenario, one more point for each person.")
]
FormatFlag: TypeAlias = Annotated[
    SimulateFormat | None,
    typer.Option("--format", "-f", help="Else by the suffix of --output; else a table.", show_default=False),
]


def routes_of_plan(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete a route of the plan on the command line; nothing where it cannot be read."""
    from csvariable.text import parse, route_text

    plan = ctx.params.get("plan")
    if plan is None or "=" in incomplete:
        return []
    try:
        document, _ = parse(Path(plan).read_bytes(), str(plan))
    except OSError:
        return []
    texts = [route_text(route) for route, _ in document.routes()] if document is not None else []
    return [f"{text}=" for text in texts if text.startswith(incomplete)]


SetOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        help="A new value: kpis.nrr.target=108%, facts.nrr='+2 points'; repeatable.",
        metavar="ROUTE=VALUE",
        show_default=False,
        autocompletion=routes_of_plan,
    ),
]


@dataclass(frozen=True)
class Shown:
    """How the outcome is shown."""

    form: SimulateFormat
    language: Language
    details: bool
    redacted: bool


def command(  # noqa: PLR0917 - an option is a parameter
    plan: PlanArgument,
    kpis: KpisArgument,
    people: PeopleOption = None,
    period: PeriodsOption = None,
    sets: SetOption = None,
    scenario: Annotated[
        list[Path] | None,
        typer.Option(
            "--scenario", metavar="FILE", help="A file of named scenarios; repeatable.", show_default=False
        ),
    ] = None,
    against: Annotated[
        list[Path] | None,
        typer.Option(
            "--against", metavar="FILE", help="Another plan to compare with; repeatable.", show_default=False
        ),
    ] = None,
    sweep: Annotated[
        list[str] | None,
        typer.Option(
            "--sweep",
            help="Try many values; two sweeps make a grid.",
            metavar="ROUTE=A..B:STEP",
            show_default=False,
        ),
    ] = None,
    fail_if: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-if",
            help="Exit code 1 where it holds: 'cost > +5%', 'losers > 0', 'any loss > 10%', 'anyone < -100'.",
            metavar="LIMIT",
            show_default=False,
        ),
    ] = None,
    details: DetailsFlag = False,
    form: FormatFlag = None,
    output: OutputOption = None,
    redact: RedactOption = None,
    encoding: EncodingOption = None,
    delimiter: DelimiterOption = None,
    decimal: DecimalOption = None,
    lang: LangOption = None,
    color: ColorOption = "auto",
    width: WidthOption = None,
    force: ForceOption = False,
) -> int:
    """Compare pay under changed plans or facts with pay as it is; nothing is written to a plan.

    Scenarios come from --set, --sweep, --scenario and --against, in any mixture: what --set says
    holds in all of them. Without any, the run itself is shown.
    """
    limits = _limits(fail_if or [])
    language = language_of(lang, os.environ)
    chosen = form or (SUFFIXES.get(output.suffix.lower(), "table") if output else "table")
    redacted = chosen == "markdown" and (redact or ("names" if os.environ.get("CI") else "none")) == "names"
    wishes = wishes_of(sets or [], sweep or [], scenario or [], against or [])
    document, problems = read_document(plan)
    tables, found = read_tables(
        [*kpis, *([people] if people else [])],
        {"encoding": encoding, "delimiter": delimiter, "decimal": decimal},
    )
    base, more = _base(document, tables, people, period or [])
    problems = (*problems, *found, *more)
    documents = (*([document] if document else []), *wishes.documents)
    if (
        base is None
        or _stops([*problems, *wishes.problems])
        or len(tables) < len(kpis) + (people is not None)
    ):
        complain([*problems, *wishes.problems], documents, color, language)
        return 2 if any(problem.rule == WRONG for problem in wishes.problems) else 1
    complain([one for one in problems if one.severity == "warning"], documents, color, language)
    outcomes = _run(base, wishes.scenarios)
    for one in outcomes:
        complain(one.diagnostics, documents, color, language)
    if all(one.comparison is None for one in outcomes):
        return 1
    shown = Shown(chosen, language, details, redacted)
    text = _text(base, outcomes, shown, None if output else _printer(color, width))
    if output is not None:
        write_whole(output, text.encode("utf-8", "replace"), force=force)
    else:
        sys.stdout.write(text)
    return int(_crossed(outcomes, limits, language) or any(one.comparison is None for one in outcomes))


def _limits(texts: Sequence[str]) -> list[Limit]:
    from csvariable.scenario.limits import NotALimit, parse_limit

    try:
        return [parse_limit(text) for text in texts]
    except NotALimit as problem:
        raise typer.BadParameter(str(problem), param_hint="--fail-if") from None


def _base(
    document: Document | None, tables: Sequence[Table], staff: Path | None, periods: Sequence[str]
) -> tuple[Base | None, tuple[Diagnostic, ...]]:
    from csvariable.reading import read
    from csvariable.scenario import prepare

    if document is None or not tables:
        return None, ()
    reading = read(document)
    if reading.plan is None:
        return None, tuple(one for one in reading.diagnostics if one.severity == "error")
    ready = list(tables)
    people = ready.pop() if staff is not None else None
    stages = stages_of(ready, people, periods, reading.plan)
    return prepare(document, stages)


def _run(base: Base, scenarios: Sequence[Scenario]) -> tuple[Outcome, ...]:
    from csvariable.scenario import Scenario, run

    return run(base, scenarios or [Scenario(base.document.name)])


def _stops(problems: Sequence[Diagnostic]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def _printer(color: ColorOption, width: int | None) -> Callable[[Page], str]:
    """Return a function that shows a page as this terminal does."""
    from csvariable.documents.console import make_console
    from csvariable.documents.page import show

    def printed(page: Page) -> str:
        console = make_console(sys.stdout, os.environ, color=color, width=width)
        with console.capture() as capture:
            show(page, console)
        return capture.get()

    return printed


def _text(
    base: Base, outcomes: Sequence[Outcome], shown: Shown, printed: Callable[[Page], str] | None
) -> str:
    """Return the outcome in its format."""
    from csvariable.documents.comparison import View, simulation_page
    from csvariable.documents.comparison_data import as_csv, as_data
    from csvariable.documents.json_ import as_json
    from csvariable.documents.page import as_markdown

    currency = base.plans.base.currency
    worths = _worths(base) if shown.form != "csv" and (shown.details or len(outcomes) == 1) else {}
    if shown.form == "csv":
        return as_csv(outcomes, currency)
    if shown.form == "json":
        return as_json(as_data(base.document.name, currency, outcomes, worths))
    view = View(base.plans, shown.language, shown.details, shown.redacted)
    page = simulation_page(outcomes, view, worths)
    _changes(page, base, outcomes, view)
    page.lines("", [view.word("names-hidden")] if shown.redacted else [view.word("not-written")])
    if shown.form == "markdown":
        return as_markdown(page)
    return printed(page) if printed is not None else _plain(page)


def _plain(page: Page) -> str:
    from csvariable.documents.console import make_console
    from csvariable.documents.page import show

    stream = io.StringIO()
    show(page, make_console(stream, {}, color="never"))
    return stream.getvalue()


def _worths(base: Base) -> dict[str, Sequence[Worth]]:
    """Return what one more point is worth in the last period."""
    from csvariable.scenario.points import worth_of_points

    label, results = list(base.results.items())[-1]
    return {label or "": worth_of_points(results, base.plans)}


def _changes(page: Page, base: Base, outcomes: Sequence[Outcome], view: View) -> None:
    """Put what each scenario changes in the plan at the head of the page."""
    from csvariable.documents.differences import change_lines
    from csvariable.documents.page import Lines

    lines = [
        line
        for outcome in outcomes[:1]
        if len(outcomes) == 1 and outcome.document is not None
        for line in change_lines(base.document, outcome.document, view.language)
    ]
    if lines:
        page.blocks.insert(0, Lines(view.word("plan-changes"), tuple(lines)))


def _crossed(outcomes: Sequence[Outcome], limits: Sequence[Limit], language: Language) -> bool:
    """Say which limits are crossed."""
    from csvariable.documents.clean import clean
    from csvariable.speech.comparisons import word

    crossed = False
    for one in outcomes:
        for limit in limits:
            if one.comparison is not None and limit.fails(one.comparison):
                said = word(language, "limit-crossed", limit=limit.text, scenario=one.scenario.name)
                sys.stderr.write(clean(said) + "\n")
                crossed = True
    return crossed
