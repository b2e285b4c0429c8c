"""Contests among people: places by a step, and their prizes (language, section 7)."""

from __future__ import annotations

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.formula import Formula, Placed
from csvariable.kernel.step import Purpose
from csvariable.kernel.unit import Unit
from csvariable.plan.bonus import Bonus
from csvariable.plan.condition import Condition
from csvariable.program.build import Build, product
from csvariable.program.conditions import condition
from csvariable.program.names import as_paid, split


def prize(build: Build, name: str, bonus: Bonus, holds: Formula, route: Route) -> Formula:
    """Return the prize of this person, and add what they are ranked by and whether they take part."""
    rank = bonus.rank
    if rank is None or not isinstance(bonus.pays, tuple):  # pragma: no cover - the model has checked it
        raise AssertionError(name)
    read, unit = as_paid(build)(rank.by)
    kpi_id, field = split(rank.by)
    kpi = build.plan.kpis.get(kpi_id)
    falling = kpi is not None and kpi.lower_is_better and field == "actual"
    by = build.person_step(Purpose.RANKED_BY, read, route, unit=unit, of=name)
    eligible = holds
    if rank.at_least is not None:
        at_least = Condition.model_validate({rank.by: rank.at_least})
        eligible = product([eligible, condition(build, at_least, as_paid(build), "fails")])
    flag = build.person_step(Purpose.RANKABLE, eligible, route, unit=Unit.FLAG, of=name)
    prizes = bonus.pays[: rank.top]
    return Placed(by.step, flag.step, prizes, rank.within or "company", build.money_unit, falling, route)
