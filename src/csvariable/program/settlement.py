"""What is of the person: bonuses, cap of the total, draw, adjustments, total (sections 6, 7 and 10)."""

from __future__ import annotations

from fractions import Fraction

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.figure import Figure
from csvariable.kernel.formula import (
    Choose,
    Fact,
    Formula,
    Given,
    Greatest,
    Known,
    Least,
    OfParts,
    Product,
    Ref,
    Rounded,
)
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Turn
from csvariable.kernel.unit import Unit
from csvariable.program.bonus_sources import note_below_zero
from csvariable.program.bonuses import bonus_steps
from csvariable.program.build import ONE, ZERO, Build, minus, total, turned
from csvariable.program.effects import limits_of


def settlement_steps(build: Build) -> None:
    """Add the steps of the person, from what the rows reached to the total."""
    pools = [
        Ref(step.name) for step in build.row_steps if step.purpose in {Purpose.POOL, Purpose.EARNED_REPLACED}
    ]
    settled = "reached"
    if build.plan.pool or Figure.PARTS in build.columns:
        # A step of every role: what an earlier row of a person received counts, whatever the last role has.
        settled = build.step(Purpose.SETTLED, Unit.MONEY, total([Ref("reached"), *pools]), ("kpis",)).step
    lines: list[Formula] = [OfParts(settled, "sum")]
    if build.plan.accumulate is not None:
        lines.append(_already_paid(build, OfParts("reached", "sum")))
    lines += bonus_steps(build)
    incentive: Formula = OfParts("target_incentive", "sum")
    limits = limits_of(build, "cap_total", incentive)
    if limits:
        before = total(lines)
        turn = Turn(before, Least((before, *limits)), tuple(limits))
        lines.append(build.person_step(Purpose.CAP_TOTAL, turned(turn), ("cap_total",), turn=turn))
    lines += _draw(build, total(lines))
    if Figure.ADJUSTMENTS in build.columns:
        added = build.person_step(Purpose.ADJUSTMENTS, Fact(Figure.ADJUSTMENTS), ())
        lines.append(Choose(Known(added), added, ZERO))
    _total(build, lines)


def _already_paid(build: Build, due: Formula) -> Ref:
    rule = build.plan.accumulate
    paid: Formula = Fact("already_paid") if "already_paid" in build.columns else ZERO
    if rule is not None and rule.below_zero != "carry":
        build.notes.append(note_below_zero(total([due, minus(paid)]), ONE, ("accumulate",)))
        paid = Least((paid, due))
    return build.person_step(Purpose.ALREADY_PAID, minus(paid), ("accumulate",))


def _draw(build: Build, before: Formula) -> list[Formula]:
    rule = build.plan.draw
    if rule is None:
        return []
    route: Route = ("draw",)
    owed: Formula = Fact("draw_balance") if "draw_balance" in build.columns else ZERO
    amount = build.money(Given(rule.amount, ("draw", "amount")))
    lacking = Greatest((ZERO, total([amount, minus(before)])))
    advance = build.person_step(Purpose.ADVANCE, lacking, ("draw", "amount"))
    over = Greatest((ZERO, total([before, minus(amount)])))
    share = build.money(Product((Given(rule.recover, ("draw", "recover")), over)))
    repaid = build.person_step(Purpose.REPAID, Least((owed, share)), ("draw", "recover"))
    build.person_step(Purpose.BALANCE, total([owed, advance, minus(repaid)]), route)
    return [advance, minus(repaid)]


def _total(build: Build, lines: list[Formula]) -> None:
    unit = build.rounding.total
    route: Route = ("rounding", "total") if unit else ("name",)
    if unit is None:
        build.person_step(Purpose.TOTAL, total([*lines, *_corrections(build, total(lines))]), route)
        return
    exact = total(lines)
    turn = Turn(exact, Rounded(exact, unit, build.mode))
    lines.append(build.person_step(Purpose.ROUNDING, turned(turn), route, turn=turn))
    build.person_step(Purpose.TOTAL, total([*lines, *_corrections(build, total(lines))]), route)


def _corrections(build: Build, before: Formula) -> list[Formula]:
    """Add what is owed from closed periods, and what this pay cannot bear of it (ledger, section 7)."""
    if Figure.CORRECTIONS not in build.columns:
        return []
    rule = build.plan.corrections
    share = Given(rule.recover if rule is not None else Fraction(1), ("corrections", "recover"))
    owed = build.person_step(Purpose.CORRECTIONS, Fact(Figure.CORRECTIONS), ("corrections",))
    most = Greatest((ZERO, build.money(Product((share, before)))))
    left = Greatest((ZERO, total([minus(owed), minus(most)])))
    carried = build.person_step(Purpose.CORRECTIONS_CARRIED, left, ("corrections", "recover"))
    return [Choose(Known(one), one, ZERO) for one in (owed, carried)]
