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

RANKS = (Purpose.RANKED_BY, Purpose.RANKED_SECOND, Purpose.RANKED_THIRD)


def prize(build: Build, name: str, bonus: Bonus, holds: Formula, route: Route) -> Formula:
    """Return the prize of this person, and add what they are ranked by and whether they take part."""
    rank = bonus.rank
    if rank is None or not isinstance(bonus.pays, tuple):  # pragma: no cover - the model has checked it
        raise AssertionError(name)
    ranks = []
    for purpose, step in zip(RANKS, rank.by, strict=False):
        read, unit = as_paid(build)(step)
        own = build.person_step(purpose, read, route, unit=unit, of=name)
        ranks.append((own.step, _falls(build, step)))
    eligible = holds
    if rank.at_least is not None:
        at_least = Condition.model_validate({rank.by[0]: rank.at_least})
        eligible = product([eligible, condition(build, at_least, as_paid(build), "fails")])
    flag = build.person_step(Purpose.RANKABLE, eligible, route, unit=Unit.FLAG, of=name)
    prizes = bonus.pays[: rank.top]
    (by, falling), *then = ranks
    within = rank.within or "company"
    return Placed(by, flag.step, prizes, within, build.money_unit, falling, route, tuple(then))


def _falls(build: Build, step: str) -> bool:
    """Whether a lower value of a step is a better one."""
    kpi_id, field = split(step)
    kpi = build.plan.kpis.get(kpi_id)
    return kpi is not None and kpi.lower_is_better and field == "actual"
