"""Contests among people: places by a step, and their prizes (language, section 7)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.figure import Figure, of_scope
from csvariable.kernel.formula import (
    Choose,
    Fact,
    Formula,
    Given,
    Greatest,
    Holds,
    Known,
    OfParts,
    Placed,
    Quotient,
    Ref,
)
from csvariable.kernel.message import msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Demand
from csvariable.kernel.unit import Unit
from csvariable.program.bonus_conditions import as_a_group
from csvariable.program.build import ONE, ZERO, Build, product
from csvariable.program.conditions import condition
from csvariable.program.names import as_paid, split
from csvariable.program.rates import policy
from csvariable.program.rewards import rewards_of

if TYPE_CHECKING:
    from csvariable.plan.bonus import Bonus

RANKS = (Purpose.RANKED_BY, Purpose.RANKED_SECOND, Purpose.RANKED_THIRD)


def prize(build: Build, name: str, bonus: Bonus, holds: Formula, route: Route) -> Formula:
    """Return the prize of this person, and add what they are ranked by and whether they take part."""
    contest = _contest(build, name, bonus, holds, route)
    if bonus.rank is None or bonus.rank.of is None:
        return contest
    share: Formula = ONE
    if bonus.by == "presence":
        build.step(Purpose.DAYS_OF_ROW, Unit.NUMBER, Fact(Figure.PRESENCE_DAYS), route)
        share = OfParts(Purpose.DAYS_OF_ROW, "sum")
    step = build.person_step(Purpose.PRESENT_DAYS, share, route, unit=Unit.NUMBER, of=name)
    return replace(contest, teams=step.step, within="team")


def prize_steps(build: Build, name: str, bonus: Bonus, holds: Formula, route: Route) -> None:
    """Add the place of a person in a contest for things, and what each place is given."""
    contest = _contest(build, name, bonus, holds, route)
    of_teams = bonus.rank is not None and bonus.rank.of is not None
    if of_teams:
        share = build.person_step(Purpose.PRESENT_DAYS, ONE, route, unit=Unit.NUMBER, of=name)
        contest = replace(contest, teams=share.step, within="team")
    place = build.person_step(
        Purpose.PLACE, replace(contest, tells="place"), route, unit=Unit.NUMBER, of=name
    )
    one = ONE
    if any(gift.one for gift in bonus.gifts):
        count = replace(contest, tells="members")
        one_of = build.person_step(Purpose.MEMBERS, count, route, unit=Unit.NUMBER, of=name)
    for at, gift in enumerate(bonus.gifts, start=1):
        number = Given(Fraction(at))
        here = product([Holds(place, "from", number), Holds(place, "up_to", number)])
        times: Formula = Quotient(one, Greatest((ONE, one_of))) if gift.one else one
        given = Choose(Known(place), Choose(here, times, ZERO), ZERO)
        step = build.person_step(
            Purpose.PRIZE, given, route, unit=Unit.NUMBER, of=name, when=holds, suffix=f".{at}"
        )
        build.rewards += rewards_of(name, bonus, gift, step.step, route)


def _contest(build: Build, name: str, bonus: Bonus, holds: Formula, route: Route) -> Placed:
    rank = bonus.rank
    if rank is None:  # pragma: no cover - the model has checked it
        raise AssertionError(name)
    resolve = as_paid(build) if rank.of is None else as_a_group(build, rank.of)
    ranks = []
    for purpose, step in zip(RANKS, rank.by, strict=False):
        read, unit = resolve(step)
        own = build.person_step(purpose, read, route, unit=unit, of=name)
        ranks.append((own.step, _falls(build, step)))
    if rank.of is not None:
        _demand_value_of_team(build, name, rank.by[0], Ref(ranks[0][0]), route)
    eligible = holds
    if rank.at_least is not None:
        from csvariable.plan.condition import Condition

        at_least = Condition.model_validate({rank.by[0]: rank.at_least})
        eligible = product([eligible, condition(build, at_least, resolve, "fails")])
    flag = build.person_step(Purpose.RANKABLE, eligible, route, unit=Unit.FLAG, of=name)
    places = (Fraction(0),) * rank.top
    prizes = bonus.pays[: rank.top] if isinstance(bonus.pays, tuple) else places
    (by, falling), *then = ranks
    within = rank.within or "company"
    return Placed(by, flag.step, prizes, within, build.money_unit, falling, route, tuple(then))


def _demand_value_of_team(build: Build, name: str, step: str, read: Formula, route: Route) -> None:
    """Refuse a team without a value, unless the KPI says what holds."""
    kpi_id = split(step)[0]
    if policy(build, build.plan.kpis[kpi_id]) == "error":
        actual = f"{kpi_id}.actual"
        there: Formula = Known(read)
        if build.plan.proration is not None:
            there = Choose(Fact(Figure.PERSON_PRESENT), there, ONE)
        build.person_demands.append(
            Demand(
                "measure-missing",
                there,
                msg(
                    "the contest `{name}` reads `{step}` of the team, which has no value",
                    name=name,
                    step=step,
                ),
                (*route, "rank", "by"),
                column=actual if build.plan.kpis[kpi_id].scope == "team" else of_scope(actual, "team"),
                help=msg("add the row of the team to the KPI file"),
                scope="team",
            )
        )


def _falls(build: Build, step: str) -> bool:
    """Whether a lower value of a step is a better one."""
    kpi_id, field = split(step)
    kpi = build.plan.kpis.get(kpi_id)
    return kpi is not None and kpi.lower_is_better and field == "actual"
