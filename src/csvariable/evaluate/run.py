"""A run: facts, programs, both evaluations, and what the demands refuse."""

from __future__ import annotations

from collections.abc import Mapping

from csvariable.diagnostic import Diagnostic, FilePlace, PlanPlace, error, has_errors
from csvariable.evaluate.demands import refusals
from csvariable.evaluate.exact import evaluate
from csvariable.evaluate.opinion import Difference, is_ordinary, sampled
from csvariable.evaluate.refusals import refused, without_total
from csvariable.evaluate.results import Results
from csvariable.facts.load import Tables, load
from csvariable.facts.model import Facts, Role
from csvariable.facts.plans import Plans
from csvariable.formula import Program
from csvariable.program import compile_plan
from csvariable.quantity import decimal_text
from csvariable.record import record

SHOWN = 20
"""Differences that are shown before they are only counted."""


@record(frozen=True, slots=True)
class Run:
    """What a run gives: results, or None beside the problems that stopped it."""

    results: Results | None
    diagnostics: tuple[Diagnostic, ...]


def run(plans: Plans, tables: Tables, period: str | None = None) -> Run:
    """Compute everybody's pay twice, exactly; every problem of the facts is told at once.

    Where the two evaluations disagree there are no results, only the differences.
    """
    found = not_computed(plans)
    facts, problems = load(tables, plans, period)
    found += problems
    if facts is None or has_errors(found):
        return Run(None, tuple(found))
    programs = programs_of(plans, facts)
    results, differences = _twice(programs, facts)
    if differences:
        return Run(None, tuple(disagreement(differences)))
    return _judged(results, found)


def _judged(results: Results, found: list[Diagnostic]) -> Run:
    """Add what the demands refuse; a person whose total rests on nothing is never paid 0 for it."""
    facts = results.facts
    found += refused(facts, refusals(results.programs, facts, results))
    if not has_errors(found):
        found += without_total(results)
    return Run(None if has_errors(found) else results, tuple(found))


def once(plans: Plans, tables: Tables, period: str | None = None) -> Run:
    """Compute in exact fractions alone: for worked examples, which state what they expect."""
    found = not_computed(plans)
    facts, problems = load(tables, plans, period)
    found += problems
    if facts is None or has_errors(found):
        return Run(None, tuple(found))
    programs = programs_of(plans, facts)
    return _judged(evaluate(programs, facts), found)


def _twice(programs: Mapping[Role, Program], facts: Facts) -> tuple[Results, list[Difference]]:
    """Evaluate by columns and in fractions: every line of an ordinary run, a sample of a larger one."""
    from csvariable.evaluate import columns

    by_columns = columns.evaluate(programs, columns.ColumnFacts.of(facts))
    if is_ordinary(programs, len(facts.roles)):
        exact = evaluate(programs, facts)
        return exact, columns.differences(exact, by_columns)
    return by_columns.to_results(), sampled(programs, facts, by_columns.value)


def programs_of(plans: Plans, facts: Facts) -> Mapping[Role, Program]:
    """Compile the plan of every role that somebody has."""
    columns = frozenset(facts.columns)
    return {role: compile_plan(plans.of(role), role, columns) for role in dict.fromkeys(facts.roles)}


def disagreement(differences: list[Difference]) -> list[Diagnostic]:
    """Return what the two evaluations disagree on: a fault of the program, never of its user."""
    found = []
    for one in differences[:SHOWN]:
        exact, other = (
            "nothing" if value is None else decimal_text(value) for value in (one.exact, one.columns)
        )
        message = f"`{one.person}`, `{one.step}`: {exact} in fractions and {other} by columns"
        found.append(
            error("evaluations-disagree", message, FilePlace(""), help="please report it; nothing is paid")
        )
    if len(differences) > SHOWN:
        more = f"{len(differences) - SHOWN} more values differ"
        found.append(error("evaluations-disagree", more, FilePlace("")))
    return found


def not_computed(plans: Plans) -> list[Diagnostic]:
    """Say what the language can write and this version does not compute."""
    found: dict[str, Diagnostic] = {}
    for plan in plans.all:
        for kpi_id, kpi in plan.kpis.items():
            if kpi.measure is not None and hasattr(kpi.measure, "from_"):
                found.setdefault(
                    f"{kpi_id}.measure", _later(("kpis", kpi_id, "measure"), "measures from raw rows are")
                )
            if kpi.sample is not None:
                found.setdefault(
                    f"{kpi_id}.sample", _later(("kpis", kpi_id, "sample"), "sample policies are")
                )
    return list(found.values())


def _later(route: tuple[str, ...], what: str) -> Diagnostic:
    return error(
        "not-computed-yet",
        f"{what} read and not computed yet",
        PlanPlace(route, key=True),
        help="give the KPI's value in the KPI file, and remove this key",
    )
