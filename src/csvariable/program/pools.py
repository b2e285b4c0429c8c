"""Pools: an amount shared among the people of a team or of the company (language, section 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.figure import Figure
from csvariable.kernel.formula import (
    Choose,
    Fact,
    Formula,
    Given,
    Greatest,
    Holds,
    Known,
    Least,
    Over,
    Product,
    Quotient,
    Ref,
    Shared,
    Within,
)
from csvariable.kernel.message import msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Demand
from csvariable.kernel.unit import Unit
from csvariable.plan.amounts import ShareOf
from csvariable.plan.steps import key_unit
from csvariable.program.build import ONE, ZERO, Build, minus, product
from csvariable.program.names import as_the_curve_gives, split

if TYPE_CHECKING:
    from csvariable.plan.pool import Pool


def replaces(pool: Pool) -> bool:
    """Whether a pool replaces what its members earned (section 6)."""
    return pool.amount == "earned" or pool.by == "earned"


def pool_steps(build: Build) -> None:
    """Add the share of each pool that this row is a member of, and what a pool replaces."""
    own = _own_share(build) if build.plan.pool else ONE
    replacing = _replacing(build)
    for name, pool in build.plan.pool.items():
        if build.is_member(pool):
            _share(build, name, pool, own)
        else:
            build.step(Purpose.POOL, Unit.MONEY, ZERO, ("pool", name), of=name)
        if name == replacing:
            left = minus(product([Ref("reached"), _there(build)])) if build.is_member(pool) else ZERO
            build.step(Purpose.EARNED_REPLACED, Unit.MONEY, left, ("pool", name))


def _replacing(build: Build) -> str | None:
    """Return the pool that replaces what was earned: of this role, else of another one."""
    found = {name: pool for name, pool in build.plan.pool.items() if replaces(pool)}
    own = [name for name, pool in found.items() if build.is_member(pool)]
    return own[-1] if own else next(iter(found), None)


def _there(build: Build) -> Formula:
    """1 where the person was there in the period."""
    return Fact(Figure.PRESENT_IN_PERIOD) if build.plan.proration is not None else ONE


def _share(build: Build, name: str, pool: Pool, own: Formula) -> None:
    """Add the share of a pool that this row is a member of."""
    route: Route = ("pool", name)
    if pool.scope == "team":
        build.demands.append(
            Demand(
                "team-missing",
                Known(Fact(Figure.HAS_TEAM)),
                msg("the pool `{name}` is shared in a team, and no team is given", name=name),
                route,
                "team",
                msg("fill the column `team`"),
            )
        )
    amount = build.step(
        Purpose.POOL_AMOUNT, Unit.MONEY, _amount(build, pool, route), (*route, "amount"), of=name
    )
    key = build.step(Purpose.POOL_KEY, Unit.NUMBER, _key(build, name, pool, own), (*route, "by"), of=name)
    member = build.step(Purpose.POOL_MEMBER, Unit.FLAG, _there(build), route, of=name)
    within: Within = "company" if pool.scope == "company" else "team"
    share = Shared(
        amount.step,
        pool.amount == "earned",
        key.step,
        member.step,
        within,
        pool.at_most,
        build.money_unit,
        pool.each_at_most,
        pool.excess != "lost",
    )
    build.step(Purpose.POOL, Unit.MONEY, share, route, of=name)
    build.demands.append(
        Demand(
            "pool-key-missing",
            Known(key),
            msg("no value to share the pool `{name}` by", name=name),
            (*route, "by"),
            pool.by,
            msg("fill `{column}` for every member", column=pool.by),
        )
    )


def _amount(build: Build, pool: Pool, route: Route) -> Formula:
    if pool.amount == "earned":
        return Ref("reached")
    if isinstance(pool.amount, ShareOf):
        read, _ = as_the_curve_gives(build)(pool.amount.of)
        return build.money(Product((Given(pool.amount.share, (*route, "amount", "share")), read)))
    return build.money(Given(pool.amount, (*route, "amount")))


def _key(build: Build, name: str, pool: Pool, own: Formula) -> Formula:
    """Return what a member's share goes by, never below 0; who has several rows counts once."""
    points, once = _points(pool)
    route: Route = ("pool", name, "by", pool.by)
    unit = key_unit(build.plan, pool)
    if (least := pool.key.bounds.at_least) is not None:
        points = Greatest((points, Given(build.level(least, unit), (*route, "at_least"))))
    if (most := pool.key.bounds.at_most) is not None:
        points = Least((points, Given(build.level(most, unit), (*route, "at_most"))))
    return Greatest((ZERO, product([points, own]) if once else points))


def _points(pool: Pool) -> tuple[Formula, bool]:
    """Return the key of a row, and whether it is of the person, so that each row has a share of it."""
    match pool.by:
        case "uniform":
            return ONE, True
        case "presence":
            return Fact(Figure.PRESENCE_DAYS), False
        case "target_incentive":
            return Ref("target_incentive"), False
        case "earned":
            return Ref("reached"), False
        case "salary":
            return Fact("salary"), False
        case kpi:
            return Ref(f"{split(kpi)[0]}.{split(kpi)[1]}"), True


def _own_share(build: Build) -> Formula:
    """Return the row's part of its person, by days: who has several rows counts once."""
    if Figure.PARTS not in build.columns:
        return ONE
    days = Fact(Figure.PRESENCE_DAYS)
    build.step(Purpose.DAYS_OF_ROW, Unit.NUMBER, days, ("pool",))
    whole = Over("days_of_row", "sum", "person")
    build.step(Purpose.DAYS_OF_PERSON, Unit.NUMBER, whole, ("pool",))
    return Choose(Holds(days, "above", ZERO), Quotient(days, Ref("days_of_person")), ZERO)
