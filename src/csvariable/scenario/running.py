"""Scenarios run on facts: routes and values applied to a document, then the ordinary engine.

Facts are read once and kept where a scenario cannot change how they are read. Scenarios of
facts alone are one frame, not a loop; scenarios of plans compute only what can differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from csvariable.diagnostic import Diagnostic, has_errors
from csvariable.evaluate.columns import ColumnFacts
from csvariable.evaluate.ratio import Ratio
from csvariable.evaluate.results import Results
from csvariable.evaluate.run import once, programs_of, run as run_twice
from csvariable.evaluate.variants import stacked, variant
from csvariable.facts.load import Tables
from csvariable.facts.model import Facts
from csvariable.facts.plans import Plans
from csvariable.reading import read
from csvariable.scenario.comparison import Comparison, Period, compare
from csvariable.scenario.facts import changed
from csvariable.scenario.model import Scenario
from csvariable.scenario.places import brought_home
from csvariable.scenario.reuse import keeps_facts
from csvariable.scenario.routes import lost
from csvariable.source import Document

SMALL = 25
"""Rows below which a value at a time is always the shorter way."""


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
    results: Mapping[Period, Results]
    diagnostics: tuple[Diagnostic, ...] = ()
    columns: dict[Period, ColumnFacts] = field(default_factory=dict)
    known: dict[Period, dict[str, Ratio]] = field(default_factory=dict)
    """Columns of the run that scenarios have read."""

    def columns_of(self, label: Period) -> ColumnFacts | None:
        """Return the facts of a period as columns, made once; None where there are few rows."""
        facts = self.results[label].facts
        if len(facts.roles) < SMALL:
            return None
        if label not in self.columns:
            self.columns[label] = ColumnFacts.of(facts)
        return self.columns[label]


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
    results: dict[Period, Results] = {}
    for stage in stages:
        done = run_twice(plans, stage.tables, stage.period)
        found += [one for one in done.diagnostics if one not in found]
        if done.results is not None:
            results[stage.label] = done.results
    if has_errors(found):
        return None, tuple(found)
    return Base(document, plans, tuple(stages), results, tuple(found)), tuple(found)


def run(base: Base, scenarios: Iterable[Scenario]) -> tuple[Outcome, ...]:
    """Run every scenario on every period and compare it with the base, in the order given."""
    chosen = list(scenarios)
    of_facts = [one for one in chosen if one.of_facts_only]
    together = iter(_run_facts(base, of_facts))
    return tuple(next(together) if one.of_facts_only else _run_plan(base, one) for one in chosen)


# --------------------------------------------------------------------------------------- facts


def _run_facts(base: Base, scenarios: Sequence[Scenario]) -> list[Outcome]:
    """Run scenarios that change facts alone: for each period, one frame for all of them."""
    after: list[dict[Period, Results]] = [{} for _ in scenarios]
    problems: list[list[Diagnostic]] = [[] for _ in scenarios]
    for label, results in base.results.items():
        made: dict[int, Facts] = {}
        for at, one in enumerate(scenarios):
            facts, found = changed(results.facts, one, base.plans)
            problems[at] += [problem for problem in found if problem not in problems[at]]
            if one.fact_changes and not has_errors(found):
                made[at] = facts
            after[at][label] = results
        if not made:
            continue
        runs = stacked(results.programs, list(made.values()))
        for at, (result, refused) in zip(made, runs, strict=True):
            after[at][label] = result
            problems[at] += [brought_home(one, base.document, scenarios[at]) for one in refused]
    return [_outcome(base, one, after[at], problems[at], base.document) for at, one in enumerate(scenarios)]


# --------------------------------------------------------------------------------------- plans


def _run_plan(base: Base, scenario: Scenario) -> Outcome:
    start = scenario.plan or base.document
    wrong: list[Diagnostic] = []
    document = start
    for edit in scenario.edits:
        problem = lost(edit, document)
        if problem is not None:
            wrong.append(problem)
            continue
        document = document.edited({edit.route: edit.value}, edit.by)
    if wrong:
        return Outcome(scenario, None, tuple(wrong))
    plans, problems = plans_of(document, scenario)
    if plans is None:
        return Outcome(scenario, None, problems, document)
    after: dict[Period, Results] = {}
    found: list[Diagnostic] = list(problems)
    for stage in base.stages:
        result, more = _stage(base, stage, scenario, plans)
        found += [brought_home(one, document, scenario) for one in more]
        if result is not None:
            after[stage.label] = result
    return _outcome(base, scenario, after, found, document)


def plans_of(document: Document, scenario: Scenario) -> tuple[Plans | None, tuple[Diagnostic, ...]]:
    """Read the plan of a scenario; its errors stand at the scenario's lines."""
    reading = read(document)
    if reading.plan is not None:
        return Plans(reading.plan, reading.roles), ()
    errors = (one for one in reading.diagnostics if one.severity == "error")
    return None, tuple(brought_home(one, document, scenario) for one in errors)


def _stage(
    base: Base, stage: Stage, scenario: Scenario, plans: Plans
) -> tuple[Results | None, Sequence[Diagnostic]]:
    """Run a period under another plan, with the facts of the base where they are the same."""
    results = base.results[stage.label]
    same = scenario.plan is None and keeps_facts((edit.route for edit in scenario.edits), results.facts)
    if same:
        facts, columns = results.facts, base.columns_of(stage.label)
        found, problems = variant(
            results, programs_of(plans, facts), facts, columns, base.known.setdefault(stage.label, {})
        )
    else:
        done = once(plans, stage.tables, stage.period)
        if done.results is None:
            return None, [one for one in done.diagnostics if one.severity == "error"]
        found, problems = done.results, ()
    if not scenario.fact_changes or has_errors(problems):
        return found, problems
    facts, wrong = changed(found.facts, scenario, plans)
    if has_errors(wrong):
        return None, wrong
    found, problems = variant(found, found.programs, facts)
    return found, (*wrong, *problems)


def _outcome(
    base: Base,
    scenario: Scenario,
    after: Mapping[Period, Results],
    problems: Sequence[Diagnostic],
    document: Document,
) -> Outcome:
    if has_errors(list(problems)):
        return Outcome(scenario, None, tuple(problems), document)
    return Outcome(scenario, compare(base.results, after, scenario.name), tuple(problems), document)
