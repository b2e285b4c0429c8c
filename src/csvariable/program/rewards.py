"""What bonuses give in kind: things, vouchers, days of leave, badges (language, section 7)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.formula import Choose, Curve, Formula, Known
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Reward
from csvariable.kernel.unit import Unit
from csvariable.program.build import ZERO, Build, product
from csvariable.program.names import as_paid, split
from csvariable.program.segments import BoundReader, stairs

if TYPE_CHECKING:
    from csvariable.plan.bonus import Bonus
    from csvariable.plan.gift import InKind


def reward_steps(build: Build, name: str, bonus: Bonus, holds: Formula, route: Route) -> None:
    """Add how many times a bonus in kind is given, and what it gives."""
    given = holds
    curve: Curve | None = None
    if bonus.badge is not None:
        read, unit = as_paid(build)(bonus.badge.by)
        kpi_id, field = split(bonus.badge.by)
        kpi = build.plan.kpis.get(kpi_id)
        falling = kpi is not None and kpi.lower_is_better and field == "actual"
        gives = [Fraction(point.gives) for point in bonus.badge.lookup]
        stars = stairs(
            bonus.badge.lookup, gives, BoundReader(unit, build.currency), (*route, "badge", "lookup")
        )
        curve = Curve(read, stars, falling=falling, route=(*route, "badge"))
        given = product([holds, curve])
    given = Choose(Known(given), given, ZERO)
    step = build.person_step(Purpose.REWARD, given, route, unit=Unit.NUMBER, of=name, curve=curve, when=holds)
    if bonus.badge is not None:
        build.rewards.append(Reward(name, step.step, bonus.name, "badge", Fraction(1), Fraction(0), route))
    for gift in bonus.gifts:
        build.rewards += rewards_of(name, bonus, gift, step.step, route)


def rewards_of(name: str, bonus: Bonus, gift: InKind, step: str, route: Route) -> list[Reward]:
    """Return what a gift holds, each given as many times as a step says."""
    one, none = Fraction(1), Fraction(0)
    found: list[Reward] = []
    if gift.item is not None:
        found.append(Reward(name, step, gift.item, "item", one, gift.value or none, route))
    if gift.voucher is not None:
        found.append(Reward(name, step, bonus.name, "voucher", one, gift.voucher, route))
    if gift.leave_days is not None:
        worth = gift.value if gift.item is None and gift.value is not None else none
        found.append(Reward(name, step, bonus.name, "leave_days", gift.leave_days, worth, route))
    if gift.badge is not None:
        found.append(Reward(name, step, gift.badge, "badge", one, none, route))
    return found
