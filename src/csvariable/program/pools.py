"""Pools: an amount shared among the people of a team or of the company (language, section 6)."""

from __future__ import annotations

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.formula import (
    Choose,
    Fact,
    Formula,
    Given,
    Greatest,
    Holds,
    Known,
    Over,
    Product,
    Quotient,
    Ref,
    Shared,
    Within,
)
from csvariable.kernel.quantity import Unit
from csvariable.kernel.step import Demand, Kind
from csvariable.plan.amounts import Pool, ShareOf
from csvariable.program.build import ONE, ZERO, Build, minus, product
from csvariable.program.names import as_the_curve_gives, split


def replaces(pool: Pool) -> bool:
    """Whether a pool replaces what its members earned (section 6)."""
    return pool.amount == "earned" or pool.by == "earned"


def pool_steps(build: Build) -> None:
    """Add the share of each pool that this row is a member of."""
    own = _own_share(build) if build.plan.pool else ONE
    for name, pool in build.plan.pool.items():
        route: Route = ("pool", name)
        if pool.for_ is not None and build.role not in pool.for_:
            build.step(f"pool.{name}", Kind.POOL, Unit.MONEY, ZERO, route)
            if replaces(pool) and not any(step.name == "earned_replaced" for step in build.row_steps):
                build.step("earned_replaced", Kind.EFFECT, Unit.MONEY, ZERO, route)
            continue
        if pool.scope == "team":
            build.demands.append(
                Demand(
                    "team-missing",
                    Known(Fact("team")),
                    f"the pool `{name}` is shared in a team, and no team is given",
                    route,
                    "team",
                    "fill the column `team`",
                )
            )
        amount = build.step(
            f"pool.{name}.amount",
            Kind.INTERNAL,
            Unit.MONEY,
            _amount(build, pool, route),
            (*route, "amount"),
            public=False,
        )
        key = build.step(
            f"pool.{name}.key", Kind.INTERNAL, Unit.NUMBER, _key(pool, own), (*route, "by"), public=False
        )
        there: Formula = Fact("present.period") if build.plan.proration is not None else ONE
        member = build.step(f"pool.{name}.member", Kind.INTERNAL, Unit.FLAG, there, route, public=False)
        within: Within = "company" if pool.scope == "company" else "team"
        share = Shared(
            amount.step,
            pool.amount == "earned",
            key.step,
            member.step,
            within,
            pool.at_most,
            build.money_unit,
        )
        build.step(f"pool.{name}", Kind.POOL, Unit.MONEY, share, route)
        build.demands.append(
            Demand(
                "pool-key-missing",
                Known(key),
                f"no value to share the pool `{name}` by",
                (*route, "by"),
                pool.by,
                f"fill `{pool.by}` for every member",
            )
        )
        if replaces(pool):
            build.row_steps = [step for step in build.row_steps if step.name != "earned_replaced"]
            left = minus(product([Ref("reached"), there]))
            build.step("earned_replaced", Kind.EFFECT, Unit.MONEY, left, route)


def _amount(build: Build, pool: Pool, route: Route) -> Formula:
    if pool.amount == "earned":
        return Ref("reached")
    if isinstance(pool.amount, ShareOf):
        read, _ = as_the_curve_gives(build)(pool.amount.of)
        return build.money(Product((Given(pool.amount.share, (*route, "amount", "share")), read)))
    return build.money(Given(pool.amount, (*route, "amount")))


def _key(pool: Pool, own: Formula) -> Formula:
    return Greatest((ZERO, _points(pool, own)))


def _points(pool: Pool, own: Formula) -> Formula:
    match pool.by:
        case "uniform":
            return own
        case "presence":
            return Fact("presence.days")
        case "target_incentive":
            return Ref("target_incentive")
        case "earned":
            return Ref("reached")
        case "salary":
            return Fact("salary")
        case kpi:
            return product([Ref(f"{split(kpi)[0]}.{split(kpi)[1]}"), own])


def _own_share(build: Build) -> Formula:
    """Return the row's part of its person, by days: who has several rows counts once."""
    if "parts" not in build.columns:
        return ONE
    days = Fact("presence.days")
    build.step("days_of_row", Kind.INTERNAL, Unit.NUMBER, days, ("pool",), public=False)
    whole = Over("days_of_row", "sum", "person")
    build.step("days_of_person", Kind.INTERNAL, Unit.NUMBER, whole, ("pool",), public=False)
    return Choose(Holds(days, "above", ZERO), Quotient(days, Ref("days_of_person")), ZERO)
