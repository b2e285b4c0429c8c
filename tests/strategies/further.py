"""What further plans say of bonuses: gates and modifiers on them, bands, matrices, debts, parts, the year."""

from __future__ import annotations

from fractions import Fraction

from .dice import Dice, decimal, percent
from .kpis import Kpi, Node, note_edge, pays_in_order
from .parts import condition, gate, matrix, modifier, money, names_of


def source(dice: Dice, kpis: list[Kpi], minor: int, growing: set[str]) -> Node | None:
    """A matrix of amounts, or a curve in parts of a target."""
    aimed = [
        kpi
        for kpi in kpis
        if kpi.target is not None and kpi.target > 0 and kpi.id not in growing and not kpi.lower
    ]
    if aimed and dice.chance(6):
        return _bands(dice, dice.pick(aimed), minor)
    steps = [kpi for kpi in kpis if kpi.id not in growing]
    if not steps:
        return None
    cells = matrix(dice, steps)
    cells["pays"] = [[money(dice, minor, 500) for _ in row] for row in cells["pays"]]
    return {"matrix": cells}


def _bands(dice: Dice, kpi: Kpi, minor: int) -> Node:
    kinds = ("lookup", "linear") if kpi.unit == "percent" else ("lookup", "linear", "marginal", "whole")
    kind = dice.pick(kinds)
    starts = [Fraction(one, 100) for one in dice.rising(0, 150, dice.whole(1, 3))]
    if kind in ("marginal", "whole") and dice.chance(5):
        starts[0] = Fraction(0)
    for at in starts:
        note_edge(kpi, at * (kpi.target or 0), attainment=False)
    points: list[Node] = []
    for at in dict.fromkeys(starts):
        point: Node = {"at" if kind == "linear" else dice.pick(("from", "above")): percent(at)}
        if kind in ("marginal", "whole"):
            rate = dice.whole(0, 200)
            point["rate"] = (
                percent(Fraction(rate, 1000)) if kpi.unit == "money" else decimal(Fraction(rate, 10))
            )
        else:
            point["pays"] = money(dice, minor, 600)
        points.append(point)
    return {"of": kpi.id, "bands": "target", kind: points}


def settled(dice: Dice, found: Node, kpis: list[Kpi]) -> None:
    """What becomes of an amount: what was paid before, a debt, parts."""
    if any(word in found for word in ("gives", "badge")):
        return
    bands = next((found[word] for word in ("marginal", "whole") if word in found), None)
    priced = "per" in found or (isinstance(found.get("pays"), dict))
    from_zero = (
        bands is not None and Fraction(bands[0].get("from", bands[0].get("above", "1")).split()[0]) == 0
    )
    if (priced or from_zero) and "floor" not in found and "threshold" not in found and dice.chance(4):
        found["below_zero"] = dice.pick(("pay", "carry", "zero"))
        if found["below_zero"] != "zero":
            return
    if dice.chance(1):
        found["accumulate"] = "true"
    if dice.chance(2):
        found["paid"] = in_parts(dice, kpis)


def in_parts(dice: Dice, kpis: list[Kpi]) -> list[Node]:
    """The parts in which a bonus is paid."""
    shares = dice.pick((("60 %", "40 %"), ("1/3", "1/3", "1/3"), ("100 %",), ("10 %", "90 %")))
    return [{"share": share} | _waits(dice, kpis) for share in shares]


def _waits(dice: Dice, kpis: list[Kpi]) -> Node:
    if dice.chance(5):
        return {"after": {"periods": str(dice.whole(1, 3))}}
    return {"when": condition(dice, kpis, names_of(kpis, rates=True))} if dice.chance(4) else {}


def effects(dice: Dice, plan: Node, kpis: list[Kpi], names: tuple[str, str]) -> None:
    """Gates and modifiers that name bonuses, some of them KPIs too."""
    paying = [
        f"bonuses.{name}" for name, one in plan["bonuses"].items() if not {"gives", "badge"} & one.keys()
    ]
    if not paying:
        return
    for one in plan.get("gates", {}).values():
        if isinstance(one["otherwise"]["of"], list) and "cap" not in one["otherwise"] and dice.chance(5):
            one["otherwise"]["of"] += dice.some(paying)
    for one in plan.get("modifiers", {}).values():
        if isinstance(one["of"], list) and dice.chance(5):
            one["of"] += dice.some(paying)
    if dice.chance(5):
        made = gate(dice, kpis, weighted=False, plan_attainment=False)
        made["otherwise"] = {"of": dice.some(paying), "times": percent(pays_in_order(dice, 1, 120)[0])}
        plan.setdefault("gates", {})[names[0]] = made
    if dice.chance(5):
        made = modifier(dice, kpis, weighted=False, plan_attainment=False) | {"of": dice.some(paying)}
        plan.setdefault("modifiers", {})[names[1]] = made


def accounts(dice: Dice, plan: Node) -> set[str]:
    """Columns of what was paid of a bonus, or is owed on it."""
    found = set()
    for name, bonus in plan.get("bonuses", {}).items():
        if bonus.get("accumulate") == "true" and dice.chance(8):
            found.add(f"already_paid.{name}")
        if bonus.get("below_zero") == "carry" and dice.chance(8):
            found.add(f"owed.{name}")
    return found
