"""What a plan says of amounts, time and people."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from .dice import Dice, decimal, percent
from .kpis import Kpi, Node
from .parts import money

PERIODS = {
    "month": ("2026-07", "2026-02", "2024-02"),
    "quarter": ("2026-Q3", "2026-Q1", "2026-Q4"),
    "half": ("2026-H2", "2026-H1"),
    "year": ("2026", "2024"),
}
PER_YEAR = {"month": 12, "quarter": 4, "half": 2, "year": 1}


def incentive(dice: Dice, period: str, minor: int, *, timed: bool) -> Any:
    """The target incentive of a plan, in one of its forms."""
    form = dice.whole(0, 9)
    if form <= 5:
        return dice.pick(("2500", "5841", "1000", "0", money(dice, minor, 20000)))
    if form <= 7:
        found: Node = {"annual": money(dice, minor, 60000)}
        if timed and period != "year" and dice.chance(5):
            found["split"] = [percent(Fraction(one, 100)) for one in dice.shares(PER_YEAR[period], 100)]
        return found
    return {
        "share": percent(Fraction(dice.whole(1, 300), 1000)),
        "of": dice.pick(("salary", "annual_salary", "ote")),
    }


def limit(dice: Dice, minor: int, *, rate: bool) -> Any:
    """A cap or a floor, or a list of them."""
    if dice.chance(2):
        return [_one_limit(dice, minor, rate=rate) for _ in range(dice.whole(1, 3))]
    return _one_limit(dice, minor, rate=rate)


def _one_limit(dice: Dice, minor: int, *, rate: bool) -> Any:
    form = dice.whole(0 if rate else 5, 9)
    if form <= 5 and rate:
        return percent(Fraction(dice.whole(0, 2000), 1000))
    if form <= 7:
        return money(dice, minor, 5000)
    return {
        "share": percent(Fraction(dice.whole(0, 900), 1000)),
        "of": dice.pick(("salary", "annual_salary", "ote")),
    }


def time_rules(dice: Dice, plan: Node, kpis: list[Kpi], minor: int) -> None:
    """Proration, absences, ramp, accumulate, guarantee."""
    if dice.chance(7):
        plan["proration"] = {
            "amount": dice.pick(("calendar-days", "months", "calendar-days", "none")),
            "targets": dice.pick(("additive", "none")),
        }
        scaled = plan["proration"]["amount"] != "none" or plan["proration"]["targets"] != "none"
        if scaled and dice.chance(5):
            plan["absences"] = {
                reason: dice.pick(("neutralise", "ignore", "peer-average"))
                for reason in dice.some(("§a1§", "§a2§"))
            }
        if plan["proration"] == {"amount": "none", "targets": "none"}:
            plan["proration"] = "none"
    additive = [kpi for kpi in kpis if kpi.target is not None and kpi.scope == "person" and _additive(kpi)]
    if additive and dice.chance(4):
        if dice.chance(5):
            plan["ramp"] = [percent(Fraction(dice.whole(1, 20), 20)) for _ in range(dice.whole(1, 4))]
        else:
            chosen = dice.some(additive)
            plan["ramp"] = {
                kpi.id: [kpi.level(Fraction(dice.whole(1, 40) * 10)) for _ in range(dice.whole(1, 3))]
                for kpi in chosen
            }
    if dice.chance(3):
        plan["guarantee"] = {
            dice.pick(("months", "periods")): str(dice.whole(1, 4)),
            "pays": percent(Fraction(dice.whole(0, 30), 20)),
        }
    if dice.chance(2) and plan["period"] != "year":
        plan["accumulate"] = {
            "since": "year",
            "target": dice.pick(("elapsed", "whole")),
            "below_zero": dice.pick(("zero", "carry")),
        }


def _additive(kpi: Kpi) -> bool:
    said = kpi.node.get("additive")
    return said == "true" if said is not None else kpi.unit == "money"


def pools(dice: Dice, plan: Node, kpis: list[Kpi], minor: int, *, incentive: bool) -> None:
    """One or two pools; at most one replaces what people earned."""
    grouped = [kpi for kpi in kpis if kpi.unit == "money" and kpi.scope != "person" and kpi.measured]
    points = [kpi.id for kpi in kpis if kpi.unit in ("number", "points", "money")]
    found: Node = {}
    for name in dice.some(("§p1§", "§p2§")):
        by = dice.pick(
            ["uniform", "presence", "salary", *(["target_incentive"] if incentive else []), *points]
        )
        amount: Any = money(dice, minor, 9000)
        scope = dice.pick(("team", "company"))
        if grouped and dice.chance(4):
            kpi = dice.pick(grouped)
            amount = {"share": percent(Fraction(dice.whole(0, 100), 1000)), "of": kpi.id}
            scope = kpi.scope
        pool: Node = {"amount": amount, "by": by}
        if scope == "company" or dice.chance(3):
            pool["scope"] = scope
        found[name] = pool
    if incentive and "accumulate" not in plan and dice.chance(5):
        pool = next(iter(found.values()))
        if dice.chance(4):
            pool["by"] = "earned"
            pool["amount"] = money(dice, minor, 9000)
            if dice.chance(5):
                pool["at_most"] = "true"
        else:
            pool["amount"] = "earned"
    for pool in found.values():
        _limits(dice, pool, kpis, minor)
    plan["pool"] = found


def _limits(dice: Dice, pool: Node, kpis: list[Kpi], minor: int) -> None:
    """The most of one member, and bounds of the key."""
    if "at_most" not in pool and dice.chance(4):
        pool["each_at_most"] = money(dice, minor, 3000)
        pool["excess"] = dice.pick(("others", "others", "lost"))
    if pool["by"] != "uniform" and "at_most" not in pool and dice.chance(3):
        kpi = next((kpi for kpi in kpis if kpi.id == pool["by"]), None)
        low, high = sorted(Fraction(dice.whole(0, 400) * 50) for _ in range(2))
        if kpi is not None and kpi.unit != "money":
            low, high = Fraction(dice.whole(0, 5)), Fraction(dice.whole(6, 60))
        if pool["by"] == "presence":
            words = {"at_least": percent(low / 40000), "at_most": percent(high / 20000)}
        else:
            words = {"at_least": decimal(low), "at_most": decimal(high)}
        pool["by"] = {pool["by"]: {word: words[word] for word in dice.some(tuple(words))}}


def rounding(dice: Dice, minor: int) -> Node:
    """Declared rounding of a plan."""
    found: Node = {}
    if dice.chance(5):
        found["mode"] = dice.pick(("half-up", "half-even", "half-down", "up", "down"))
    if dice.chance(3):
        found["parts"] = dice.pick(("exact", "exact", "cents"))
    for name in ("actual", "target", "attainment", "payout_rate"):
        if dice.chance(2):
            found[name] = str(dice.whole(0, 5))
    units = [Fraction(1), Fraction(10)] + ([Fraction(1, 10**minor), Fraction(5, 10**minor)] if minor else [])
    if dice.chance(3):
        found["money"] = decimal(dice.pick(units))
    if dice.chance(3):
        base = Fraction(found.get("money", Fraction(1, 10**minor)))
        found["total"] = decimal(base * dice.pick((1, 10, 100, 3)))
    return found or {"mode": "half-even"}
