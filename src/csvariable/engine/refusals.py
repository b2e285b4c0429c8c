"""Demands on the facts that do not hold, as problems at their cells (language, sections 3, 5 and 9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

from csvariable.engine.results import Results
from csvariable.facts.model import Facts
from csvariable.kernel.diagnostic import Diagnostic, Label, PlanPlace, error
from csvariable.kernel.formula import Given
from csvariable.kernel.message import Message, msg
from csvariable.kernel.step import Demand

NEVER = Given(Fraction(0))
"""A demand that nobody can meet."""


def refused(facts: Facts, failing: Iterable[tuple[int, Demand]]) -> list[Diagnostic]:
    """Return an error for every row and demand, the same thing of a person or of the plan once."""
    failing = list(failing)
    if not failing:
        return []
    ids = facts.ids()
    found: dict[tuple[str, str, Message], Diagnostic] = {}
    lacking = Counter(demand for _, demand in failing if _is_unmeasured(facts, demand))
    for row, demand in failing:
        if demand.holds == NEVER:
            found.setdefault((demand.rule, "", demand.message), _of_the_plan(demand))
            continue
        if lacking[demand] > 1:
            key = (demand.rule, "", demand.message)
            found.setdefault(key, _unmeasured(facts, row, demand, lacking[demand]))
            continue
        key = (demand.rule, ids[row], demand.message)
        if key not in found:
            at = facts.place(row, demand.column)
            also = (Label(PlanPlace(demand.route), msg("asked for here")),) if demand.route else ()
            message = msg("`{person}`: {problem}", person=ids[row], problem=demand.message)
            found[key] = error(demand.rule, message, at, also=also, help=demand.help)
    return list(found.values())


def _of_the_plan(demand: Demand) -> Diagnostic:
    """Say once, at the line of the plan, what holds for nobody whatever the files say."""
    return error(demand.rule, demand.message, PlanPlace(demand.route, key=True), help=demand.help)


def _is_unmeasured(facts: Facts, demand: Demand) -> bool:
    """Whether a value is missing because no file gives it to anybody."""
    named = demand.rule == "missing-value" and demand.column is not None
    return named and demand.column not in facts.columns


def _unmeasured(facts: Facts, row: int, demand: Demand, people: int) -> Diagnostic:
    column = (demand.column or "").removesuffix(".actual")
    return error(
        demand.rule,
        msg("no file gives a value of `{column}`, and {people} rows need one", column=column, people=people),
        PlanPlace(demand.route, key=True),
        also=(Label(facts.place(row, None), msg("the first of them")),),
        help=demand.help,
    )


def without_total(results: Results) -> list[Diagnostic]:
    """Return an error for everybody whose total has no value, naming the first step that has none."""
    found = []
    for at in _without("total", results):
        person = results.facts.people[at]
        last = person.rows[-1]
        values = {**results.steps_of_row(last), **results.steps_of_person(at)}
        program = results.program_of(last)
        step = next(
            step for step in program.steps if values[step.name] is None and (step.public or step.kpi is None)
        )
        also = (Label(PlanPlace(step.route), msg("asked for here")),) if step.route else ()
        message = msg(
            "`{person}`: `{step}` has no value, so there is no total", person=person.id, step=step.name
        )
        found.append(error("no-total", message, results.facts.place(last, None), also=also))
    return found


def _without(step: str, results: Results) -> list[int]:
    """Return the people who have no value of a step of theirs."""
    if results.by_columns is not None:
        return results.by_columns.without(step)
    return [at for at, value in enumerate(results.people[step]) if value is None]
