"""An amount of 0, a floor of 0 and a cap that nothing comes near to change nobody's pay.

What a floor lifts is never below 0, so one of 0 lifts nothing; a guarantee of 0 % guarantees nothing; a
bonus and a pool of 0 pay nothing. A cap above what a KPI, or all of them together, can come to before it
has nothing to cut but what rounding adds: it is a slip, or it is left over from a curve that paid more. A
guarantee is paid after the cap, and may be higher. A bonus may pay 0 in the plan where a role has another
amount.

```yaml
# fails
floor: 0 %
bonuses:
  referral: {pays: 0}
```

```yaml
# passes
floor: 50 %
bonuses:
  referral: {pays: 100}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, advice, warning
from csvariable.kernel.message import Amount, Message, msg
from csvariable.kernel.unit import Unit
from csvariable.plan import Plan
from csvariable.rules.ladders import Ladder, ladders
from csvariable.rules.payout import most_paid
from csvariable.text import Document

if TYPE_CHECKING:
    from csvariable.plan.amounts import Limit, ShareOf
    from csvariable.plan.bonus import Bonus

OPINION = True
FOR_SOMEBODY = True
READS = ("kpis", "bonuses", "pool", "floor", "guarantee", "cap", "gates", "modifiers")

ZERO, ONE = Fraction(0), Fraction(1)


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for each amount of 0, and advice for each cap above what it limits."""
    yield from _nothing(plan)
    curves = {ladder.route[1]: ladder for ladder in ladders(plan) if ladder.route[::2] == ("kpis", "curve")}
    reached: list[Fraction | None] = []
    for name, kpi in plan.kpis.items():
        most = _before_its_cap(plan, name, curves.get(name))
        yield from _caps_of_kpi(plan, name, curves.get(name), most)
        if kpi.curve is not None or kpi.matrix is not None:
            reached.append(most if most is None or kpi.cap is None else min(most, kpi.cap))
    yield from _caps_of_plan(plan, reached)


# ------------------------------------------------------------------------------------ amounts of 0


def _nothing(plan: Plan) -> Iterator[Diagnostic]:
    if plan.floor and not any(_written(one) for one in plan.floor):
        yield _floor(("floor",))
    for name, kpi in plan.kpis.items():
        if kpi.floor == 0:
            yield _floor(("kpis", name, "floor"))
    for name, bonus in plan.bonuses.items():
        if bonus.floor == 0:
            yield _floor(("bonuses", name, "floor"))
        elif bonus.floor is None and _pays_nothing(bonus):
            message = msg("the bonus `{bonus}` pays 0 in any case", bonus=name)
            yield _idle(message, ("bonuses", name), msg("write what it pays, or leave the bonus out"))
    for name, pool in plan.pool.items():
        if pool.key.name != "earned" and pool.amount != "earned" and not _paid(pool.amount):
            message = msg("the pool `{pool}` shares 0: nobody is paid anything of it", pool=name)
            yield _idle(message, ("pool", name), msg("write what is shared, or leave the pool out"))
    if plan.guarantee is not None and plan.guarantee.pays == 0:
        message = msg("a guarantee of 0 % guarantees nothing")
        help_ = msg("write the part that is guaranteed, or leave the guarantee out")
        yield _idle(message, ("guarantee",), help_)


def _written(limit: Limit) -> Fraction:
    """Return the figure of a limit."""
    if limit.share is not None:
        return limit.share.share
    return (limit.rate if limit.amount is None else limit.amount) or ZERO


def _paid(amount: Fraction | ShareOf) -> Fraction:
    return amount if isinstance(amount, Fraction) else amount.share


def _pays_nothing(bonus: Bonus) -> bool:
    """Whether a bonus in money comes to 0 for everybody."""
    if bonus.gives is not None or bonus.badge is not None:
        return False
    if bonus.cap == 0:
        return True
    if isinstance(bonus.pays, tuple):
        return not any(bonus.pays)
    if bonus.pays is not None:
        return not _paid(bonus.pays)
    if bonus.matrix is not None:
        return not any(pays for row in bonus.matrix.pays for pays in row)
    return not any(point.rate.value if bonus.kind.per_unit else point.pays for point in bonus.points)


def _floor(route: Route) -> Diagnostic:
    return _idle(
        msg("what a floor lifts is never below 0: one of 0 lifts nothing"),
        route,
        msg("write the least that is paid, or leave the floor out"),
    )


# ------------------------------------------------------------------------------------ caps


def _before_its_cap(plan: Plan, name: str, ladder: Ladder | None) -> Fraction | None:
    """Return the most that a KPI can come to before its own cap; None where nothing is known to end it."""
    kpi = plan.kpis[name]
    raised = any(name in one.of for one in plan.modifiers.values() if one.of != "plan") or any(
        name in gate.otherwise.of and (gate.otherwise.times or 0) > 1 for gate in plan.gates.values()
    )
    if raised or kpi.attainment == "inverse":
        return None
    if kpi.matrix is not None:
        top: Fraction | None = max(pays for row in kpi.matrix.pays for pays in row)
    else:
        top = None if ladder is None or kpi.curve is None else most_paid(plan, ladder, kpi.curve)
    if top is None:
        return None
    at_target = "at-target" in {kpi.missing, plan.missing}
    return max(top, kpi.floor or ZERO, ONE if at_target else ZERO)


def _caps_of_kpi(plan: Plan, name: str, ladder: Ladder | None, most: Fraction | None) -> Iterator[Diagnostic]:
    """Yield the caps of a KPI above what there is to cut."""
    kpi = plan.kpis[name]
    if kpi.curve is not None and kpi.curve.cap is not None and ladder and kpi.attainment != "inverse":
        top = most_paid(plan, ladder, kpi.curve.model_copy(update={"cap": None}))
        if top is not None and kpi.curve.cap > top:
            yield _above_a_kpi(("kpis", name, "curve", "cap"), kpi.curve.cap, top)
    if kpi.cap is not None and most is not None and kpi.cap > most:
        yield _above_a_kpi(("kpis", name, "cap"), kpi.cap, most)


def _caps_of_plan(plan: Plan, reached: list[Fraction | None]) -> Iterator[Diagnostic]:
    """Yield the caps in percent above the most of each KPI: so is their mean, by whatever weights."""
    known = [most for most in reached if most is not None]
    raised = any(one.of == "plan" for one in plan.modifiers.values()) or any(
        "plan" in gate.otherwise.of and (gate.otherwise.times or 0) > 1 for gate in plan.gates.values()
    )
    rounded = plan.rounding is not None and plan.rounding.payout_rate is not None
    proved = len(known) == len(reached) and all(one.rate is not None for one in plan.floor)
    if raised or rounded or not known or not proved:
        return
    most = max([*known, *(one.rate or ZERO for one in plan.floor)])
    for at, limit in enumerate(plan.cap):
        if limit.rate is not None and limit.rate > most:
            route: Route = ("cap",) if len(plan.cap) == 1 else ("cap", at)
            told = msg(
                "a cap of {cap} has nothing to cut: "
                "before it the KPIs come to {most} of the target incentive at most",
                cap=Amount(limit.rate, Unit.RATE),
                most=Amount(most, Unit.RATE),
            )
            yield _above(route, told)


def _above_a_kpi(route: Route, cap: Fraction, most: Fraction) -> Diagnostic:
    return _above(
        route,
        msg(
            "a cap of {cap} cuts nothing: what it limits comes to {most} at most",
            cap=Amount(cap, Unit.RATE),
            most=Amount(most, Unit.RATE),
        ),
    )


def _above(route: Route, message: Message) -> Diagnostic:
    help_ = msg("write a lower cap, or leave it out")
    return advice("idle-amount", message, PlanPlace(route, key=True), help=help_)


def _idle(message: Message, route: Route, help_: Message) -> Diagnostic:
    return warning("idle-amount", message, PlanPlace(route, key=True), help=help_)
