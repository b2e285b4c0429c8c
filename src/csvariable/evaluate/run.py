"""A run: facts, programs, both evaluations, and what the demands refuse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from csvariable.diagnostic import Diagnostic, PlanPlace, error, has_errors
from csvariable.evaluate.exact import evaluate
from csvariable.evaluate.refusals import refusals
from csvariable.evaluate.results import Results
from csvariable.facts.load import Tables, load
from csvariable.facts.model import Facts, Role
from csvariable.facts.plans import Plans
from csvariable.formula import Program
from csvariable.program import compile_plan

CHECKED_LINES = 50_000
"""KPI lines up to which every line is computed twice, by columns and in exact fractions."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run gives: results, or None beside the problems that stopped it."""

    results: Results | None
    diagnostics: tuple[Diagnostic, ...]


def run(plans: Plans, tables: Tables, period: str | None = None) -> Run:
    """Compute everybody's pay, exactly; every problem of the facts is told at once."""
    raw = _not_computed(plans)
    facts, problems = load(tables, plans, period)
    found = [*raw, *problems]
    if facts is None or has_errors(found):
        return Run(None, tuple(found))
    programs = programs_of(plans, facts)
    results = evaluate(programs, facts)
    found += refusals(results)
    return Run(None if has_errors(found) else results, tuple(found))


def programs_of(plans: Plans, facts: Facts) -> Mapping[Role, Program]:
    """Compile the plan of every role that somebody has."""
    columns = frozenset(facts.columns)
    return {role: compile_plan(plans.of(role), role, columns) for role in dict.fromkeys(facts.roles)}


def _not_computed(plans: Plans) -> list[Diagnostic]:
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
