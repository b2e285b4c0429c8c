"""What plans build on their KPIs: conditions, gates, modifiers, matrices, measures, bonuses."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from .dice import Dice, decimal, percent
from .kpis import GRIDS, Kpi, Node, bounds, grid_value, note_edge, pays_in_order


def money(dice: Dice, minor: int, top: int = 3000) -> str:
    """An amount to the minor unit, 0 now and then."""
    if dice.chance(5):
        return str(dice.whole(0, top // 50) * 50)
    return decimal(
        Fraction(dice.whole(0, top * 100), 100 if minor else 1) if minor else Fraction(dice.whole(0, top))
    )


def has_attainment(kpi: Kpi) -> bool:
    """Whether `kpi.attainment` may be named."""
    return kpi.target is not None


def names_of(kpis: list[Kpi], *, rates: bool, plan_attainment: bool = False) -> list[str]:
    """Steps that a condition may read."""
    found = [kpi.id for kpi in kpis]
    found += [f"{kpi.id}.attainment" for kpi in kpis if has_attainment(kpi)]
    if rates:
        found += [f"{kpi.id}.payout_rate" for kpi in kpis if "curve" in kpi.node or "matrix" in kpi.node]
        if any(kpi.node.get("weight") not in (None, "0 %") for kpi in kpis):
            found.append("plan.payout_rate")
            if plan_attainment:
                found.append("plan.attainment")
    return found


def _test(dice: Dice, kpis: list[Kpi], name: str) -> Node:
    """Bounds of one name; the actuals where it turns are kept."""
    key, _, step = name.partition(".")
    kpi = next((kpi for kpi in kpis if kpi.id == key), None)
    if kpi is None or step in ("attainment", "payout_rate"):
        values = [Fraction(one, 100) for one in dice.rising(0, 150, 2)]
        write: Any = percent
    else:
        low, high, size = GRIDS[kpi.unit]
        values = [one * size for one in dice.rising(low, high, 2)]
        write = kpi.level
    if kpi is not None and step != "payout_rate":
        for value in values:
            note_edge(kpi, value, attainment=step == "attainment")
    if len(values) > 1 and dice.chance(2):
        low_word, high_word = dice.pick(("from", "above")), dice.pick(("up_to", "below"))
        return {low_word: write(values[0]), high_word: write(values[1])}
    return {dice.pick(("from", "above", "up_to", "below")): write(values[0])}


def condition(dice: Dice, kpis: list[Kpi], names: list[str], depth: int = 0) -> Node:
    """One name, several, or `any` and `all` of them."""
    if depth < 2 and dice.chance(2):
        word = dice.pick(("any", "all"))
        return {word: [condition(dice, kpis, names, depth + 1) for _ in range(dice.whole(1, 2))]}
    return {name: _test(dice, kpis, name) for name in dice.some(names, 1, 2)}


def gate(dice: Dice, kpis: list[Kpi], *, weighted: bool, plan_attainment: bool) -> Node:
    """A condition, and what is limited or multiplied otherwise; some KPI has a payout rate."""
    names = names_of(kpis, rates=True, plan_attainment=plan_attainment)
    found: Node = {"when": condition(dice, kpis, names)}
    paying = [kpi.id for kpi in kpis if "curve" in kpi.node or "matrix" in kpi.node]
    of: Any = "plan" if weighted and dice.chance(5) else dice.some(paying or [kpis[0].id])
    effects = dice.some(("times", "cap"))
    found["otherwise"] = {"of": of, **{word: percent(pays_in_order(dice, 1, 120)[0]) for word in effects}}
    if dice.chance(4):
        found["missing"] = dice.pick(("holds", "fails"))
    return found


def modifier(dice: Dice, kpis: list[Kpi], *, weighted: bool, plan_attainment: bool) -> Node:
    """A factor read on a step; some KPI has a payout rate."""
    name = dice.pick(names_of(kpis, rates=True, plan_attainment=plan_attainment))
    key, _, step = name.partition(".")
    kpi = next((kpi for kpi in kpis if kpi.id == key), None)
    actual = kpi is not None and not step
    falling = bool(kpi is not None and actual and kpi.lower)
    write, values = _axis_values(dice, kpi if actual else None, dice.whole(1, 3))
    if kpi is not None and step != "payout_rate":
        for value in values:
            note_edge(kpi, value, attainment=not actual)
    kind = dice.pick(("lookup", "linear"))
    if kind == "linear":
        rates = pays_in_order(dice, len(values), 150)
        points = [
            {"at": write(at), "pays": percent(rate)}
            for at, rate in zip(sorted(values, reverse=falling), rates, strict=True)
        ]
    else:
        points = bounds(dice, values, write, falling=falling)
        for point, rate in zip(points, pays_in_order(dice, len(points), 150), strict=True):
            point["pays"] = percent(rate)
    curve: Node = {kind: points}
    if kind == "linear" and len(points) > 1 and dice.chance(2):
        curve["beyond"] = "continue"
    if dice.chance(2):
        curve["cap"] = percent(pays_in_order(dice, 1, 150)[0])
    paying = [one.id for one in kpis if "curve" in one.node or "matrix" in one.node]
    of: Any = "plan" if weighted and dice.chance(5) else dice.some(paying or [kpis[0].id])
    found: Node = {"by": name, "curve": curve, "of": of}
    if dice.chance(4):
        found["missing"] = percent(pays_in_order(dice, 1, 150)[0])
    return found


def _axis_values(dice: Dice, kpi: Kpi | None, count: int) -> tuple[Any, list[Fraction]]:
    if kpi is None:
        return percent, [Fraction(one, 20) for one in dice.rising(0, 30, count)]
    low, high, size = GRIDS[kpi.unit]
    return kpi.level, [one * size for one in dice.rising(low, high, count)]


def matrix(dice: Dice, kpis: list[Kpi]) -> Node:
    """Two measures and the rates where they meet."""
    steps = names_of(kpis, rates=False)
    axes = []
    for _ in range(2):
        name = dice.pick(steps)
        key, _, step = name.partition(".")
        kpi = next(kpi for kpi in kpis if kpi.id == key)
        write, values = _axis_values(dice, None if step else kpi, dice.whole(1, 3))
        falling = kpi.lower and not step
        for value in values:
            note_edge(kpi, value, attainment=bool(step))
        items: list[Any] = []
        for bound in bounds(dice, sorted(values), write, falling=falling):
            word, text = next(iter(bound.items()))
            items.append(text if word == "from" else {word: text})
        linear = len(items) == len(set(values)) and dice.chance(4)
        axes.append({"of": name, "from": items, **({"read": "linear"} if linear else {})})
    rows, columns = axes
    pays = [[percent(one) for one in pays_in_order(dice, len(columns["from"]))] for _ in rows["from"]]
    return {"rows": rows, "columns": columns, "pays": pays}


def measure(dice: Dice, kpis: list[Kpi]) -> Node:
    """A recipe of steps in one unit."""
    steps: dict[str, list[str]] = {}
    for kpi in kpis:
        steps.setdefault(kpi.unit, []).append(kpi.id)
    unit = dice.pick(sorted(steps))
    named = dice.some(steps[unit], 1, 3)
    kind = dice.pick(("sum", "least", "greatest"))
    if kind != "sum":
        return {"unit": unit, "measure": {kind: named}}
    factors = {name: percent(Fraction(dice.whole(-4, 8), 4)) for name in named}
    return {"unit": unit, "measure": {"sum": factors}}


def bonus(
    dice: Dice,
    kpis: list[Kpi],
    minor: int,
    *,
    incentive: bool,
    grouped: list[Kpi],
    growing: set[str],
) -> Node:
    """A condition, one source and limits; no amount is a share of what is `growing`."""
    source = dice.pick(("pays", "share", "per", "of", "rank", "gives", "badge", "scoped"))
    names = names_of(kpis, rates=True)
    found: Node = {}
    if source == "scoped" and grouped:
        return _scoped(dice, grouped, minor)
    if dice.chance(5):
        found["when"] = condition(dice, kpis, names)
    if source == "rank":
        teams = [kpi for kpi in grouped if kpi.scope == "team"]
        if teams and dice.chance(5):
            return found | _rank_of_teams(dice, teams, minor)
        return found | _rank(dice, kpis, names, minor)
    if source == "gives":
        return found | {"gives": _gift(dice, minor)}
    if source == "badge":
        name, _, points = _ladder(dice, kpis, names)
        for count, point in enumerate(points):
            point["gives"] = str(count + dice.whole(0, 2))
        return found | {"badge": {"by": name, "lookup": points}}
    paying = [kpi for kpi in kpis if kpi.id not in growing]
    steps = [name for name in names if name not in growing]
    found |= _paid(dice, paying, steps, source, minor, incentive=incentive)
    if dice.chance(3):
        found["cap"] = money(dice, minor, 1000)
    if dice.chance(2):
        found["floor"] = money(dice, minor, 300)
    return found


def _paid(dice: Dice, kpis: list[Kpi], names: list[str], source: str, minor: int, *, incentive: bool) -> Node:
    moneys = [kpi.id for kpi in kpis if kpi.unit == "money"]
    if source == "share" and (moneys or incentive):
        of = dice.pick([*(["target_incentive", "earned"] if incentive else []), *moneys])
        return {"pays": {"share": percent(Fraction(dice.whole(0, 200), 1000)), "of": of}}
    if source == "per" and kpis:
        price = decimal(Fraction(dice.whole(0, 50000), 10000))
        return {"per": dice.pick([kpi.id for kpi in kpis]), "pays": price}
    if source == "of" and names:
        return _of(dice, kpis, names, minor)
    return {"pays": money(dice, minor, 800)}


def _ladder(dice: Dice, kpis: list[Kpi], names: list[str]) -> tuple[str, bool, list[Node]]:
    """A step, whether it falls, and bounds on it."""
    name = dice.pick(names)
    key, _, step = name.partition(".")
    kpi = next((kpi for kpi in kpis if kpi.id == key), None)
    actual = kpi is not None and not step
    falling = bool(kpi is not None and actual and kpi.lower)
    write, values = _axis_values(dice, kpi if actual else None, dice.whole(1, 4))
    if kpi is not None and step != "payout_rate":
        for value in values:
            note_edge(kpi, value, attainment=not actual)
    return name, falling, bounds(dice, values, write, falling=falling)


def _of(dice: Dice, kpis: list[Kpi], names: list[str], minor: int) -> Node:
    name, falling, points = _ladder(dice, kpis, names)
    kpi = next((kpi for kpi in kpis if kpi.id == name), None)
    banded = kpi is not None and not falling and kpi.unit != "percent"
    kind = dice.pick(("lookup", "linear", "marginal", "whole") if banded else ("lookup", "linear"))
    if kind in ("marginal", "whole"):
        for point in points:
            rate = dice.whole(0, 200)
            point["rate"] = (
                percent(Fraction(rate, 1000)) if kpi and kpi.unit == "money" else decimal(Fraction(rate, 10))
            )
        return {"of": name, kind: points}
    if kind == "lookup":
        for point in points:
            point["pays"] = money(dice, minor, 600)
        return {"of": name, kind: points}
    seen: list[Node] = []
    for point in points:
        text = next(iter(point.values()))
        if all(one["at"] != text for one in seen):
            seen.append({"at": text, "pays": money(dice, minor, 600)})
    return {"of": name, kind: seen} | ({"beyond": "continue"} if len(seen) > 1 and dice.chance(2) else {})


def _rank(dice: Dice, kpis: list[Kpi], names: list[str], minor: int) -> Node:
    top = dice.whole(1, 3)
    name, _, points = _ladder(dice, kpis, names)
    rank: Node = {"by": name, "top": str(top)}
    others = [one for one in names if one != name]
    if others and dice.chance(4):
        rank["by"] = [name, *dice.some(others, 1, 2)]
    if dice.chance(4):
        rank["at_least"] = points[0]
    if dice.chance(5):
        rank["ties"] = "share"
    if dice.chance(5):
        rank["within"] = dice.pick(("team", "role"))
    return {"rank": rank} | _prizes(dice, top, minor)


def _prizes(dice: Dice, top: int, minor: int) -> Node:
    if dice.chance(3):
        return {"gives": [_gift(dice, minor) for _ in range(top)]}
    prizes = sorted((Fraction(money(dice, minor, 500)) for _ in range(top)), reverse=True)
    return {"pays": [decimal(one) for one in prizes]}


def _rank_of_teams(dice: Dice, teams: list[Kpi], minor: int) -> Node:
    """A contest of teams by their own values; their people share the prize, or are given a thing."""
    top = dice.whole(1, 2)
    by = dice.some([kpi.id for kpi in teams], 1, 2)
    rank: Node = {"of": "team", "by": by if len(by) > 1 else by[0], "top": str(top)}
    found = _prizes(dice, top, minor)
    for gift in found.get("gives", []):
        if dice.chance(3):
            gift["one"] = "true"
    if "pays" in found and dice.chance(5):
        found["by"] = dice.pick(("uniform", "presence"))
    return {"rank": rank} | found


def _gift(dice: Dice, minor: int) -> Node:
    return dice.pick(
        (
            {"item": "T-shirt", "value": money(dice, minor, 50)},
            {"leave_days": dice.pick(("1", "0.5", "2"))},
            {"voucher": money(dice, minor, 50)},
        )
    )


def _scoped(dice: Dice, kpis: list[Kpi], minor: int) -> Node:
    """A bonus whose condition reads the value of the team or the company."""
    scope = dice.pick([kpi.scope for kpi in kpis])
    readable = [kpi for kpi in kpis if kpi.scope in (scope, "company")]
    names = [kpi.id for kpi in readable]
    found: Node = {"scope": scope, "when": condition(dice, readable, names)}
    if dice.chance(5):
        return found | {"gives": _gift(dice, minor)} | ({"present": "full-period"} if dice.chance(4) else {})
    return found | {"pays": money(dice, minor, 400)}


def level_text(dice: Dice, kpi: Kpi) -> str:
    """Another target of a KPI, on its good side."""
    value = grid_value(dice, kpi.unit, positive=True)
    if kpi.baseline is not None:
        value = kpi.baseline - value if kpi.lower else kpi.baseline + value
    return kpi.level(kpi.clamp(value))
