"""`csvariable simulate`: who gains, who loses and what it costs, before anything is changed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from csvariable.commands.completion import routes_of_plan
from csvariable.commands.csv_options import CsvOptions
from csvariable.commands.delivery import deliver, format_of, redactable
from csvariable.commands.grouped import grouped
from csvariable.commands.ledger_run import GoingOn, opened
from csvariable.commands.misuse import Misuse
from csvariable.commands.options import LedgerOption, form_option
from csvariable.commands.output_options import LookOptions
from csvariable.commands.problem_output import print_problems, to_tell
from csvariable.commands.run_options import PeopleOptions, RunsOptions, SheetOptions, SourceOptions
from csvariable.commands.scenario_options import ScenarioOptions, scenario_options
from csvariable.commands.source_files import no_kpis, with_rows
from csvariable.commands.stages import read_document, read_tables, stages_of, with_adjustments
from csvariable.documents.formats import Paged, Printed, Shown, Structured, Tabular
from csvariable.kernel.message import msg, quoted
from csvariable.speech.language import Language

if TYPE_CHECKING:
    from csvariable.kernel.diagnostic import Diagnostic
    from csvariable.scenario import Base, Outcome, Scenario
    from csvariable.scenario.comparison import Comparison
    from csvariable.scenario.limits import Figured, OutcomeLimit
    from csvariable.tables.table import Table
    from csvariable.text import Document

WRONG = "wrong-option"
"""The rule of an option that is not written as options are: the command cannot run."""


SetOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        help="A new value: `kpis.nrr.target=108%`, `facts.nrr='+2 points'`; repeatable.",
        metavar="ROUTE=VALUE",
        show_default=False,
        autocompletion=routes_of_plan,
    ),
]


FailOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--fail-if",
        help=(
            "Exit code 1 where it holds: `cost > +5%`, `losers > 0`, `any loss > 10%` in a period, "
            "`any loss > 10% in all`, `anyone < -100`."
        ),
        metavar="LIMIT",
        show_default=False,
    ),
]
WRITTEN = (Shown, Structured, Tabular, Paged, Printed)
"""What can be asked of Simulation."""


@dataclass(frozen=True, slots=True)
class ChangeOptions:
    """What is changed, and how what is not named follows."""

    sets: SetOption = None
    scenario: Annotated[
        list[Path] | None,
        typer.Option(
            "--scenario", metavar="FILE", help="A file of named scenarios; repeatable.", show_default=False
        ),
    ] = None
    against: Annotated[
        list[Path] | None,
        typer.Option(
            "--against", metavar="FILE", help="Another plan to compare with; repeatable.", show_default=False
        ),
    ] = None
    sweep: Annotated[
        list[str] | None,
        typer.Option(
            "--sweep",
            help="Try many values; two sweeps make a grid.",
            metavar="ROUTE=A..B:STEP",
            autocompletion=routes_of_plan,
            show_default=False,
        ),
    ] = None
    others_follow: Annotated[
        bool,
        typer.Option(
            "--others-follow", help="The weights that are not given share what is left, in proportion."
        ),
    ] = False

    def read(self) -> ScenarioOptions:
        """Return all that is to be tried."""
        return scenario_options(self.sets or [], self.sweep or [], self.scenario or [], self.against or [])

    def of(self, base: Base, asked: ScenarioOptions) -> Sequence[Scenario]:
        """Return the scenarios, with what follows."""
        return _following(base, asked.scenarios) if self.others_follow else asked.scenarios


@grouped
def command(
    *,
    asked: RunsOptions,
    ledger: LedgerOption = None,
    changes: ChangeOptions,
    fail_if: FailOption = None,
    form: Annotated[str | None, form_option(WRITTEN)] = None,
    to: SheetOptions,
    shown: PeopleOptions,
    raw: SourceOptions,
    csv: CsvOptions,
    look: LookOptions,
) -> int:
    """Compare pay under changed plans or facts with pay as it is; nothing is written to a plan.

    Scenarios come from --set, --sweep, --scenario and --against, in any mixture: what --set says
    holds in all of them. Without any, the run itself is shown.
    """
    limits, tried = _limits(fail_if or []), changes.read()
    chosen = redactable(format_of(form, to.output, WRITTEN), shown.redact)
    _changed(limits, tried)
    document, problems = read_document(asked.plan)
    tables, found = read_tables(asked.tables, csv)
    going_on = opened(ledger, asked.plan, asked.kpis, asked.periods, csv, look)
    if going_on is None:
        return 1
    base, more = _base(document, tables, asked, going_on, raw, csv)
    problems = (*csv.judged([*problems, *found, *more]), *tried.problems)
    documents = (*([document] if document else []), *tried.documents)
    print_problems(to_tell(problems), documents, look)
    if base is None or _stops(problems) or len(tables) < len(asked.tables):
        return 2 if any(problem.rule == WRONG for problem in tried.problems) else 1
    told = _Told(limits, redacted=shown.redacted)
    run = _run(base, changes.of(base, tried))
    every = _once_one_is_run(told.through(run, lambda wrong: print_problems(wrong, documents, look)))
    if every is None:
        return 1
    from csvariable.documents.simulation import Simulation

    count = max(1, len(tried.scenarios))
    deliver(Simulation(base, every, count, look.language, shown.details, shown.redacted), chosen, to, look)
    told.say(look.language, base.plans.base.currency)
    return int(bool(told.crossed) or told.refused)


def _limits(texts: Sequence[str]) -> list[OutcomeLimit]:
    from csvariable.scenario.limits import NotALimit, parse_limit

    try:
        return [parse_limit(text) for text in texts]
    except NotALimit as problem:
        raise Misuse(problem.said, "--fail-if") from None


def _changed(limits: Sequence[OutcomeLimit], asked: ScenarioOptions) -> None:
    """Refuse a limit of what changes where nothing is changed: it says nothing of any pay."""
    idle = next((limit for limit in limits if limit.of_a_change), None)
    if idle is not None and not asked.scenarios and not asked.problems:
        raise Misuse(
            msg(
                "`{limit}` looks at what changes, and nothing is changed: add {options}",
                limit=idle.text,
                options=quoted(("--set", "--sweep", "--scenario", "--against"), "or"),
            ),
            "--fail-if",
        )


def _base(  # noqa: PLR0917 - a plan, its files, and what went before
    document: Document | None,
    tables: Sequence[Table],
    asked: RunsOptions,
    going_on: GoingOn,
    raw: SourceOptions,
    csv: CsvOptions,
) -> tuple[Base | None, tuple[Diagnostic, ...]]:
    from csvariable.facts.load import Tables
    from csvariable.facts.plans import Plans
    from csvariable.reading import read
    from csvariable.scenario import prepare

    if document is None:
        return None, ()
    reading = read(document)
    if reading.plan is None:
        return None, tuple(one for one in reading.diagnostics if one.severity == "error")
    ready = list(tables)
    people = ready.pop() if asked.people is not None else None
    named = [going_on.period] if going_on.period else asked.periods
    plans = Plans(reading.plan, reading.roles)
    whole, problems = with_rows(plans, asked.plan, raw, csv, Tables(ready, people), named)
    problems = [*problems, *no_kpis(plans, whole.kpis)]
    if _stops(problems):
        return None, tuple(problems)
    stages = stages_of(whole.kpis, people, named, reading.plan)
    if going_on.opening is not None:
        stages = [replace(one, tables=replace(one.tables, opening=going_on.opening)) for one in stages]
    stages, wrong = with_adjustments(stages, asked.adjustments, csv)
    problems += wrong
    if _stops(problems):
        return None, tuple(problems)
    base, more = prepare(document, stages)
    return base, (*problems, *more)


def _following(base: Base, scenarios: Sequence[Scenario]) -> Sequence[Scenario]:
    """Let the other weights give way in each scenario."""
    from csvariable.scenario.following import others_follow, sweeps_a_weight
    from csvariable.scenario.options import FLAG, SWEEP

    if not any(sweeps_a_weight(one, (FLAG, SWEEP)) for one in scenarios):
        raise Misuse(msg("--others-follow goes with a --sweep or a --set of a weight"), "--others-follow")
    return [others_follow(one, base.document, (FLAG, SWEEP)) for one in scenarios]


def _run(base: Base, scenarios: Sequence[Scenario]) -> Iterator[Outcome]:
    from csvariable.scenario import Scenario, outcomes

    return outcomes(base, scenarios or [Scenario(base.document.name)])


def _once_one_is_run(outcomes: Iterator[Outcome]) -> Iterator[Outcome] | None:
    """Return all outcomes once it is known that one has something to be written; None where none has."""
    first: list[Outcome] = []
    for one in outcomes:
        first.append(one)
        if one.comparison is not None:
            return chain(first, outcomes)
    return None


def _stops(problems: Sequence[Diagnostic]) -> bool:
    return any(problem.severity == "error" for problem in problems)


@dataclass
class _Told:
    """What has to be said of scenarios that pass one by one, and are not kept."""

    limits: Sequence[OutcomeLimit]
    crossed: list[tuple[OutcomeLimit, str, Figured]] = field(default_factory=list)
    """Limits and the scenarios that cross them, with the figure that does."""
    nearest: dict[int, tuple[str, Figured]] = field(default_factory=dict)
    """By the place of a limit, the scenario that comes nearest to crossing it."""
    redacted: bool = False
    """Whether nobody is named."""
    refused: bool = False
    """Whether a scenario could not be run."""

    def through(
        self, outcomes: Iterator[Outcome], tell: Callable[[Sequence[Diagnostic]], None]
    ) -> Iterator[Outcome]:
        """Yield the outcomes; after the last one tell the problems of all, each once."""
        found: dict[Diagnostic, None] = {}
        for one in outcomes:
            found |= dict.fromkeys(one.diagnostics)
            if one.comparison is None:
                self.refused = True
            else:
                self._look(one.scenario.name, one.comparison)
            yield one
        tell(tuple(found))

    def _look(self, scenario: str, comparison: Comparison) -> None:
        """Keep what each limit sees of a scenario: every crossing, else what came nearest."""
        for at, limit in enumerate(self.limits):
            figure = limit.figure(comparison)
            if figure is not None and limit.fails(comparison):
                self.crossed.append((limit, scenario, self._shown(figure)))
            elif figure is not None:
                sign = 1 if limit.word in {">", ">="} else -1
                known = self.nearest.get(at)
                if known is None or sign * figure.value > sign * known[1].value:
                    self.nearest[at] = scenario, self._shown(figure)

    def _shown(self, figure: Figured) -> Figured:
        return figure._replace(person=None) if self.redacted else figure

    def say(self, language: Language, currency: str) -> None:
        """Say which limits are crossed and which hold, each with its figure."""
        from csvariable.documents.clean import clean
        from csvariable.speech.limits import limit_crossed, limit_held

        lines = [limit_crossed(*crossed, language, currency) for crossed in self.crossed]
        crossed = {limit.text for limit, *_ in self.crossed}
        for at, limit in enumerate(self.limits):
            if limit.text not in crossed:
                lines.append(limit_held(limit, self.nearest.get(at), language, currency))
        sys.stderr.write("".join(clean(line) + "\n" for line in lines))
