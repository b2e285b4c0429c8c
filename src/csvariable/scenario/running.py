"""Scenarios run on facts: routes and values applied to a document, then the ordinary engine.

Facts are read once and kept where a scenario cannot change how they are read; of the run that
scenarios are compared with only what can differ is computed again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from csvariable.engine.columns.evaluation import ColumnFacts
from csvariable.engine.columns.totals import Totals
from csvariable.engine.rerun import Earlier, rerun
from csvariable.engine.results import Results
from csvariable.engine.run import once, programs_of, run as run_twice
from csvariable.facts.gathering import once_in_all
from csvariable.facts.load import Tables
from csvariable.facts.measured_periods import NAME as MEASURED
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import Diagnostic, has_errors
from csvariable.reading import read
from csvariable.scenario.comparison import Comparison, PeriodName, compare
from csvariable.scenario.facts import changed
from csvariable.scenario.joiners import with_people
from csvariable.scenario.model import Scenario
from csvariable.scenario.places import brought_home
from csvariable.scenario.reuse import keeps_facts
from csvariable.scenario.routes import decides_rows, lost
from csvariable.text import Document


@dataclass(frozen=True, slots=True)
class Stage:
    """One period of a run: its label, its files, and the period named to the calendar."""

    label: str | None
    tables: Tables
    period: str | None = None


@dataclass(slots=True)
class Base:
    """The run that scenarios are compared with, and what they share with it."""

    document: Document
    plans: Plans
    stages: tuple[Stage, ...]
    results: Mapping[PeriodName, Results]
    diagnostics: tuple[Diagnostic, ...] = ()
    totals: dict[PeriodName, Totals] = field(default_factory=dict)
    """What the runs come to, for all comparisons."""
    earlier: dict[PeriodName, Earlier] = field(default_factory=dict)
    """The runs as scenarios read them, made once."""

    def earlier_of(self, label: PeriodName) -> Earlier:
        """Return the run of a period as columns."""
        results = self.results[label]
        if label not in self.earlier:
            self.earlier[label] = Earlier(results, ColumnFacts.of(results.facts))
        return self.earlier[label]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a scenario: a comparison, or None beside the problems that stop it."""

    scenario: Scenario
    comparison: Comparison | None
    diagnostics: tuple[Diagnostic, ...] = ()
    document: Document | None = None
    """The plan of the scenario, where its edits could be applied."""


def prepare(document: Document, stages: Sequence[Stage]) -> tuple[Base | None, tuple[Diagnostic, ...]]:
    """Read the plan and run every period once; None beside what is wrong."""
    reading = read(document)
    found = [one for one in reading.diagnostics if one.severity == "error"]
    if reading.plan is None:
        return None, tuple(found)
    plans = Plans(reading.plan, reading.roles)
    results: dict[PeriodName, Results] = {}
    for stage in stages:
        done = run_twice(plans, stage.tables, stage.period)
        known = set(found)
        found += [one for one in done.diagnostics if one not in known]
        if done.results is not None:
            results[stage.label] = done.results
    if has_errors(found):
        return None, once_in_all(found)
    totals = {label: Totals(one) for label, one in results.items()}
    return Base(document, plans, tuple(stages), results, tuple(found), totals), tuple(found)


def run(base: Base, scenarios: Iterable[Scenario]) -> tuple[Outcome, ...]:
    """Run every scenario on every period and compare it with the base, in the order given."""
    return tuple(outcomes(base, scenarios))


def outcomes(base: Base, scenarios: Iterable[Scenario]) -> Iterator[Outcome]:
    """Yield what becomes of each scenario; nothing is kept of those before."""
    return (_of_facts(base, one) if one.of_facts_only else _of_plan(base, one) for one in scenarios)


def _of_facts(base: Base, scenario: Scenario) -> Outcome:
    """Run a scenario that changes facts alone."""
    one = _Ready(scenario, base.document, base.plans)
    for label, results in base.results.items():
        facts, wrong = changed(results.facts, scenario, base.plans)
        one.keep(label, results, wrong)
        if scenario.fact_changes and not has_errors(wrong):
            one.keep(label, *rerun(results, results.programs, facts, base.earlier_of(label)))
    return _outcome(base, one)


def _of_plan(base: Base, scenario: Scenario) -> Outcome:
    """Run a scenario that changes the plan, and its changes of facts on top of that."""
    one = _ready(base, scenario)
    if isinstance(one, Outcome):
        return one
    for stage in base.stages:
        results = base.results[stage.label]
        if not _keeps(scenario, results) or scenario.people is not None:
            one.keep(stage.label, *_read_again(one, stage))
            continue
        programs = programs_of(one.plans, results.facts)
        found, problems = rerun(results, programs, results.facts, base.earlier_of(stage.label))
        one.keep(stage.label, *_with_facts(one, found, problems))
    return _outcome(base, one)


@dataclass(slots=True)
class _Ready:
    """A scenario whose plan could be read, on its way through the periods."""

    scenario: Scenario
    document: Document
    plans: Plans
    after: dict[PeriodName, Results] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)

    def keep(self, label: PeriodName, results: Results | None, found: Iterable[Diagnostic]) -> None:
        """Take what a period gives; its problems stand at the scenario's lines."""
        told = (brought_home(one, self.document, self.scenario) for one in found)
        self.problems += [one for one in told if one not in self.problems]
        if results is not None:
            self.after[label] = results


def _keeps(scenario: Scenario, results: Results) -> bool:
    """Whether a scenario reads the files as the base has read them."""
    return scenario.plan is None and keeps_facts((edit.route for edit in scenario.edits), results.facts)


def _ready(base: Base, scenario: Scenario) -> _Ready | Outcome:
    """Apply the edits of a scenario and read its plan, or say what stops it."""
    wrong: list[Diagnostic] = []
    document = scenario.plan or base.document
    for edit in scenario.edits:
        problem = lost(edit, document) or (decides_rows(edit) if _of_rows(base) else None)
        if problem is not None:
            wrong.append(problem)
            continue
        document = document.edited({edit.route: edit.value}, edit.by)
    if wrong:
        return Outcome(scenario, None, tuple(wrong))
    plans, problems = plans_of(document, scenario)
    if plans is None:
        return Outcome(scenario, None, problems, document)
    return _Ready(scenario, document, plans)


def _of_rows(base: Base) -> bool:
    """Whether some value was measured on rows before the scenarios run."""
    return any(table.name == MEASURED for stage in base.stages for table in stage.tables.kpis)


def plans_of(document: Document, scenario: Scenario) -> tuple[Plans | None, tuple[Diagnostic, ...]]:
    """Read the plan of a scenario; its errors stand at the scenario's lines, and nothing else is said."""
    reading = read(document, opinions=False)
    if reading.plan is not None:
        return Plans(reading.plan, reading.roles), ()
    return None, tuple(brought_home(one, document, scenario) for one in reading.diagnostics)


def _read_again(one: _Ready, stage: Stage) -> tuple[Results | None, Sequence[Diagnostic]]:
    """Run a period from its files, where the plan decides how they are read."""
    tables = stage.tables
    if one.scenario.people is not None:
        tables, wrong = with_people(tables, one.scenario.people)
        if wrong:
            return None, wrong
    done = once(one.plans, tables, stage.period)
    if done.results is None:
        return None, [problem for problem in done.diagnostics if problem.severity == "error"]
    return _with_facts(one, done.results, ())


def _with_facts(
    one: _Ready, found: Results, problems: Sequence[Diagnostic]
) -> tuple[Results | None, Sequence[Diagnostic]]:
    """Run what a scenario changes of the facts on top of its plan."""
    if not one.scenario.fact_changes or has_errors(list(problems)):
        return found, problems
    facts, wrong = changed(found.facts, one.scenario, one.plans)
    if has_errors(wrong):
        return None, wrong
    found, more = rerun(found, found.programs, facts)
    return found, (*wrong, *more)


def _outcome(base: Base, one: _Ready) -> Outcome:
    if has_errors(one.problems):
        return Outcome(one.scenario, None, once_in_all(one.problems), one.document)
    comparison = compare(base.results, one.after, one.scenario.name, base.totals)
    return Outcome(one.scenario, comparison, tuple(one.problems), one.document)
