"""Demands on the facts that do not hold, as problems at their cells (language, sections 3, 5 and 9)."""

from __future__ import annotations

from collections.abc import Iterable

from csvariable.diagnostic import Diagnostic, Label, PlanPlace, error
from csvariable.evaluate.results import Results
from csvariable.facts.model import Facts
from csvariable.formula import Demand


def refused(facts: Facts, failing: Iterable[tuple[int, Demand]]) -> list[Diagnostic]:
    """Return an error for every row and demand, the same thing of a person once."""
    ids = facts.ids()
    found: dict[tuple[str, str, str], Diagnostic] = {}
    for row, demand in failing:
        key = (demand.rule, ids[row], demand.message)
        if key not in found:
            at = facts.place(row, demand.column)
            also = (Label(PlanPlace(demand.route), "asked for here"),) if demand.route else ()
            message = f"`{ids[row]}`: {demand.message}"
            found[key] = error(demand.rule, message, at, also=also, help=demand.help)
    return list(found.values())


def without_total(results: Results) -> list[Diagnostic]:
    """Return an error for everybody whose total has no value, naming the first step that has none."""
    found = []
    for at, person in enumerate(results.facts.people):
        if results.people["total"][at] is not None:
            continue
        last = person.rows[-1]
        values = {**results.steps_of_row(last), **results.steps_of_person(at)}
        program = results.program_of(last)
        step = next(
            step for step in program.steps if values[step.name] is None and (step.public or step.kpi is None)
        )
        also = (Label(PlanPlace(step.route), "asked for here"),) if step.route else ()
        message = f"`{person.id}`: `{step.name}` has no value, so there is no total"
        found.append(error("no-total", message, results.facts.place(last, None), also=also))
    return found
