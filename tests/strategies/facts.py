"""Rows of people and KPIs, with values on, just under and just above every bound."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from .dice import Dice, decimal, percent
from .kpis import Kpi, Node, grid_value
from .naming import mark
from .parts import money
from .writing import Rows

IDS = tuple(mark("w", at) for at in range(1, 6))
NEAR = (0, 0, 0, 1, -1)


def value_of(dice: Dice, kpi: Kpi) -> Fraction:
    """An actual on a bound, one unit from it, anywhere, or very large."""
    form = dice.whole(0, 9)
    if form <= 6 and kpi.edges:
        unit = dice.pick((Fraction(1, 100), Fraction(1, 10**6), Fraction(1)))
        return kpi.clamp(dice.pick(kpi.edges) + dice.pick(NEAR) * unit)
    if form <= 8:
        low, high = (-200, 2000) if kpi.unit in ("money", "points") else (0, 2000)
        return kpi.clamp(Fraction(dice.whole(low, high), dice.pick((1, 8, 10, 1000))))
    return kpi.clamp(
        dice.pick((Fraction(0), Fraction(10**7), Fraction(-(10**6)), grid_value(dice, kpi.unit)))
    )


def put_actual(dice: Dice, row: dict[str, str], kpi: Kpi, *, counted: bool, gaps: int) -> None:
    """The cells of a value: a number, or numerator and denominator; perhaps nothing."""
    missing = dice.chance(gaps)
    if not counted:
        row[kpi.id] = dice.pick(("", "-", "N/A")) if missing else kpi.cell(value_of(dice, kpi))
        return
    top, bottom = f"{kpi.id}.numerator", f"{kpi.id}.denominator"
    if missing:
        row[top], row[bottom] = dice.pick((("0", "0"), ("", ""), ("5", "0")))
        return
    value = value_of(dice, kpi)
    if dice.chance(5):
        times = dice.whole(1, 3)
        row[top], row[bottom] = str(value.numerator * times), str(value.denominator * times)
    else:
        below = dice.whole(1, 500)
        share = kpi.unit in ("percent", "score") or kpi.node.get("reading") == "share"
        most = below if share else below * 60
        row[top], row[bottom] = str(dice.whole(0, most)), str(below)


def person_row(dice: Dice, plan: Node, kpis: list[Kpi], minor: int, wanted: set[str]) -> dict[str, str]:
    """The columns of a person that some plan of the scenario reads."""
    row: dict[str, str] = {}
    for name in ("salary", "annual_salary", "ote", "already_paid", "draw_balance", "target_incentive"):
        if name in wanted:
            empty = name == "target_incentive" and "target_incentive" in plan and dice.chance(5)
            row[name] = "" if empty else money(dice, minor, 20000)
    row |= {
        name: money(dice, minor, 900)
        for name in sorted(wanted)
        if name.startswith(("already_paid.", "owed."))
    }
    if "fte" in wanted:
        row["fte"] = dice.pick(("100 %", "80 %", "0.5", "1", ""))
    for name in sorted(wanted):
        if name.startswith("column."):
            row[name.removeprefix("column.")] = dice.pick(("0", "1", "2", "3.5", ""))
    for kpi in kpis:
        if f"{kpi.id}.target" in wanted:
            row[f"{kpi.id}.target"] = own_target(dice, kpi)
        if f"{kpi.id}.baseline" in wanted:
            row[f"{kpi.id}.baseline"] = own_baseline(dice, kpi)
        if f"{kpi.id}.cap" in wanted:
            row[f"{kpi.id}.cap"] = dice.pick(("", percent(Fraction(dice.whole(0, 200), 100))))
    return row


def own_target(dice: Dice, kpi: Kpi) -> str:
    """A person's own target, where the plan's may stand in for it."""
    if "target" in kpi.node and dice.chance(4):
        return ""
    value = grid_value(dice, kpi.unit, positive=True)
    if kpi.baseline is not None:
        value = kpi.baseline - value if kpi.lower else kpi.baseline + value
    return kpi.cell(kpi.clamp(value))


def own_baseline(dice: Dice, kpi: Kpi) -> str:
    """A person's own baseline, mostly on the bad side of the plan's target."""
    if kpi.target is None or dice.chance(4):
        return ""
    span = grid_value(dice, kpi.unit, positive=True)
    return kpi.cell(kpi.clamp(kpi.target + span if kpi.lower else kpi.target - span))


def own_weights(dice: Dice, row: dict[str, str], kpis: list[Kpi]) -> None:
    """A person's weights: all weighted KPIs or none."""
    weighted = [kpi for kpi in kpis if kpi.node.get("weight") not in (None, "0 %")]
    filled = bool(weighted) and dice.chance(6)
    shares = dice.shares(len(weighted), 100) if filled else [0] * len(weighted)
    for kpi, share in zip(weighted, shares, strict=True):
        row[f"{kpi.id}.weight"] = f"{share} %" if filled else ""


def choice(dice: Dice, row: dict[str, str], kpis: list[Kpi], menu: list[str]) -> None:
    """A person's weights where people choose: some of the menu, and perhaps others that can pay."""
    mine = dice.some(menu)
    others = [kpi.id for kpi in kpis if "curve" in kpi.node or "matrix" in kpi.node]
    mine += [one for one in others if one not in menu and dice.chance(5)]
    shares = dice.shares(len(mine), 100)
    for kpi in kpis:
        given = f"{shares[mine.index(kpi.id)]} %" if kpi.id in mine else dice.pick(("", "0 %"))
        row[f"{kpi.id}.weight"] = given


def stay(dice: Dice, span: tuple[date, date]) -> tuple[date | None, date | None]:
    """Entry and exit around a period."""
    first, last = span
    days = (last - first).days
    entry = exit_ = None
    if dice.chance(6):
        entry = first + timedelta(dice.whole(-150, days + (5 if dice.chance(1) else 0)))
    if dice.chance(3):
        start = max(entry or first, first)
        exit_ = start + timedelta(dice.whole(0, days + 30))
    return entry, exit_


def period_row(kpi: Kpi, value: Fraction) -> str:
    """The text of a value."""
    return kpi.cell(value)


def absences(dice: Dice, row: dict[str, str], reasons: list[str], active: int) -> None:
    """Days away, at most the active days."""
    left = active
    for reason in reasons:
        days = dice.whole(0, left) if dice.chance(5) else 0
        row[f"absence_days.{reason}"] = str(days) if days else dice.pick(("", "0"))
        left -= days


def adjustments(dice: Dice, ids: list[str], minor: int) -> Rows:
    """Signed amounts with reasons."""
    found = []
    for _ in range(dice.whole(1, 3)):
        amount = Fraction(money(dice, minor, 500)) * dice.pick((1, -1))
        found.append({"participant": dice.pick(ids), "amount": decimal(amount), "reason": "correction"})
    return found
