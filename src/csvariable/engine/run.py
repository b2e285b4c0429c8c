"""A run: facts, programs, both evaluations, and what the demands refuse."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from csvariable.engine.cross_check import Disagreement, disagreement, is_ordinary, sampled
from csvariable.engine.demands import refusals
from csvariable.engine.exact.evaluation import evaluate
from csvariable.engine.refusals import refused, without_total
from csvariable.engine.results import Results, places_of
from csvariable.engine.unmeasured import unmeasured
from csvariable.engine.yearly_pay import yearly_pay
from csvariable.facts.load import Tables, load
from csvariable.facts.model import Facts, Value
from csvariable.facts.plans import Plans
from csvariable.facts.unread import is_alone
from csvariable.kernel.diagnostic import Diagnostic, has_errors
from csvariable.kernel.step import Program
from csvariable.plan import Role
from csvariable.program.compilation import compile_plan
from csvariable.reading.reader import pardoned

Progress: TypeAlias = Callable[[int, int], None]
"""Is told how many of how many are done."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run gives: results, or None beside the problems that stopped it."""

    results: Results | None
    diagnostics: tuple[Diagnostic, ...]


def run(plans: Plans, tables: Tables, period: str | None = None) -> Run:
    """Compute everybody's pay twice, exactly; every problem of the facts is told at once.

    Where the two evaluations disagree there are no results, only the differences.
    """
    facts, problems = load(tables, plans, period)
    found = list(problems)
    if facts is None or has_errors(found):
        return Run(None, tuple(found))
    programs = programs_of(plans, facts)
    results, differences = _twice(programs, facts)
    if differences:
        return Run(None, tuple(disagreement(differences)))
    done = _judged(results, found)
    if done.results is None:
        return done
    lost = unmeasured(results, plans, tables)
    meant = {label.at for one in lost for label in one.also}
    rest = [one for one in done.diagnostics if not (is_alone(one) and one.at in meant)]
    return Run(done.results, tuple(pardoned([*rest, *lost, *yearly_pay(results, plans)], plans.base)))


def _judged(results: Results, found: list[Diagnostic]) -> Run:
    """Add what the demands refuse; a person whose total rests on nothing is never paid 0 for it."""
    facts = results.facts
    found += refused(facts, refusals(results.programs, facts, results))
    if not has_errors(found):
        found += without_total(results)
    return Run(None if has_errors(found) else results, tuple(found))


def once(plans: Plans, tables: Tables, period: str | None = None) -> Run:
    """Compute in exact fractions alone: for worked examples, which state what they expect."""
    facts, problems = load(tables, plans, period)
    found = list(problems)
    if facts is None or has_errors(found):
        return Run(None, tuple(found))
    programs = programs_of(plans, facts)
    return _judged(evaluate(programs, facts), found)


def _twice(programs: Mapping[Role, Program], facts: Facts) -> tuple[Results, list[Disagreement]]:
    """Evaluate by columns and in fractions: every line of an ordinary run, a sample of a larger one."""
    from csvariable.engine.columns import evaluation as columns

    by_columns = columns.evaluate(programs, columns.ColumnFacts.of(facts))
    if is_ordinary(programs, len(facts.roles)):
        exact = evaluate(programs, facts)
        differences = columns.differences(exact, by_columns)
        large = not isinstance(facts.people, tuple)  # then whole columns are what is written, too
        return replace(exact, by_columns=by_columns) if large else exact, differences
    return by_columns.to_results(), sampled(programs, facts, by_columns.values)


def programs_of(plans: Plans, facts: Facts) -> Mapping[Role, Program]:
    """Compile the plan of every role that somebody has."""
    columns = frozenset(facts.columns)
    weights = {name: facts.columns[name] for name in columns if name.endswith(".weight")}
    if not weights:
        return {role: compile_plan(plans.of(role), role, columns) for role in facts.different_roles}
    return {
        role: compile_plan(plans.of(role), role, columns - _of_others(weights, rows))
        for role, rows in places_of(facts.roles).items()
    }


def _of_others(weights: Mapping[str, Sequence[Value]], rows: Sequence[int]) -> frozenset[str]:
    """Return the columns of weights of one's own that nobody of a role has, whose rows are given."""
    return frozenset(name for name, values in weights.items() if all(values[row] is None for row in rows))
