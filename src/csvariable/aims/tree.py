"""The objectives of a plan as a tree: what the company wants, objectives, key results, KPIs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from csvariable.plan import Plan
from csvariable.plan.objective import Objective


@dataclass(frozen=True, slots=True)
class Aim:
    """An objective with what hangs on it."""

    id: str
    objective: Objective
    parts: tuple[Aim, ...]
    """The objectives whose parent it is."""
    kpis: tuple[str, ...]
    """The KPIs that name it, in the order of the plan."""


@dataclass(frozen=True, slots=True)
class CompanyGoal:
    """What the company wants, as objectives say that they serve it; None for those that say nothing."""

    serves: dict[str, str] | None
    aims: tuple[Aim, ...]


def goals(plan: Plan) -> tuple[CompanyGoal, ...]:
    """Return the goals of the company with the objectives that serve them, in the order of the plan."""
    roots = [name for name, one in plan.objectives.items() if one.parent not in plan.objectives]
    found: list[CompanyGoal] = []
    for name in roots:
        serves = plan.objectives[name].serves
        aim = _aim(plan, name)
        at = next((at for at, goal in enumerate(found) if goal.serves == serves), None)
        if at is None:
            found.append(CompanyGoal(serves, (aim,)))
        else:
            found[at] = CompanyGoal(serves, (*found[at].aims, aim))
    return tuple(found)


def _aim(plan: Plan, name: str) -> Aim:
    """Return an objective with its parts: each has one parent, so below one without there is no circle."""
    parts = tuple(_aim(plan, one) for one, own in plan.objectives.items() if own.parent == name)
    kpis = tuple(kpi for kpi, spec in plan.kpis.items() if spec.objective == name)
    return Aim(name, plan.objectives[name], parts, kpis)


def every(found: tuple[CompanyGoal, ...]) -> Iterator[tuple[int, Aim]]:
    """Yield each objective with its depth, parts behind what they are parts of."""

    def walk(aim: Aim, depth: int) -> Iterator[tuple[int, Aim]]:
        yield depth, aim
        for part in aim.parts:
            yield from walk(part, depth + 1)

    for goal in found:
        for aim in goal.aims:
            yield from walk(aim, 0)


def homeless(plan: Plan) -> tuple[str, ...]:
    """Return the KPIs that serve no objective of the plan."""
    return tuple(name for name, kpi in plan.kpis.items() if kpi.objective not in plan.objectives)
