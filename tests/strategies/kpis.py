"""KPIs of every unit, direction, kind and attainment, and the actuals where they turn."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from .dice import Dice, decimal, percent

Node = dict[str, Any]
UNITS = ("percent", "number", "money", "points", "score", "hours", "minutes", "days")
GRIDS: dict[str, tuple[int, int, Fraction]] = {
    "percent": (0, 30, Fraction(5, 100)),
    "points": (-10, 18, Fraction(5)),
    "number": (0, 40, Fraction(5)),
    "score": (0, 10, Fraction(1, 2)),
    "money": (0, 40, Fraction(500)),
    "hours": (0, 48, Fraction(1, 2)),
    "minutes": (0, 40, Fraction(15)),
    "days": (0, 30, Fraction(1)),
    "yes-no": (0, 1, Fraction(1)),
    "level": (0, 3, Fraction(1)),
}
"""Bounds of each unit: the first and the last step of a grid, and the size of a step."""


def unambiguous(value: Fraction) -> str:
    """A decimal whose mark cannot be taken for one of thousands."""
    text = decimal(value)
    return f"{text}0" if len(text.partition(".")[2]) == 3 else text


@dataclass
class Kpi:
    """A KPI under construction, and where its actual may stand."""

    id: str
    unit: str
    lower: bool
    minor: int
    node: Node = field(default_factory=dict)
    target: Fraction | None = None
    baseline: Fraction | None = None
    edges: list[Fraction] = field(default_factory=list)
    measured: bool = True
    """Whether the KPI file holds its value."""

    @property
    def scope(self) -> str:
        """``person`` unless said."""
        return str(self.node.get("scope", "person"))

    @property
    def reads_attainment(self) -> bool:
        """Whether its curve reads the attainment."""
        of = self.node.get("curve", {}).get("of")
        return bool(of == "attainment" if of else "target" in self.node)

    def level(self, value: Fraction) -> str:
        """A value of the unit, as a plan writes it."""
        if self.unit == "percent":
            return percent(value)
        if self.unit == "hours":
            whole, rest = divmod(value, 1)
            return f"{whole} h {decimal(rest * 60)} min" if rest else f"{decimal(value)} h"
        return decimal(value) + {"minutes": " min", "days": " d"}.get(self.unit, "")

    def cell(self, value: Fraction) -> str:
        """A value of the unit, as a KPI file writes it."""
        return unambiguous(value * 100) + " %" if self.unit == "percent" else unambiguous(value)

    def clamp(self, value: Fraction) -> Fraction:
        """A value the unit allows in a file."""
        if self.unit == "points":
            value = max(Fraction(-100), min(Fraction(100), value))
        elif self.unit == "score":
            value = max(Fraction(0), min(Fraction(5), value))
        elif self.unit == "money":
            coin = 10 ** min(self.minor, 2)
            return Fraction(round(value * coin), coin)
        else:
            value = max(Fraction(0), value)
        return Fraction(round(value * 10**9), 10**9)


def grid_value(dice: Dice, unit: str, *, positive: bool = False) -> Fraction:
    """A value on the grid of a unit."""
    low, high, step = GRIDS[unit]
    return dice.whole(max(1, low) if positive else low, high) * step


def blank(dice: Dice, ident: str, unit: str, minor: int) -> Kpi:
    """A KPI without a curve: unit, direction, perhaps a target."""
    lower = unit != "money" and dice.chance(3)
    kpi = Kpi(ident, unit, lower, minor, {"unit": unit})
    if unit == "score":
        kpi.node["range"] = ["0", "5"]
    if unit == "points" and dice.chance(3):
        kpi.node["reading"] = dice.pick(("share", "ratio"))
    if unit == "number":
        kpi.node["additive"] = dice.pick(("true", "false"))
    elif unit == "money" and dice.chance(2):
        kpi.node["additive"] = "false"
    if lower:
        kpi.node["direction"] = "lower"
    if dice.chance(6):
        _aim(dice, kpi)
    kpi.edges += [Fraction(0), grid_value(dice, unit)]
    return kpi


def _aim(dice: Dice, kpi: Kpi) -> None:
    """A target, and how the attainment is read."""
    kpi.target = grid_value(dice, kpi.unit, positive=True)
    kpi.node["target"] = kpi.level(kpi.target)
    if dice.chance(2):
        span = abs(grid_value(dice, kpi.unit, positive=True))
        base = kpi.target + span if kpi.lower else kpi.target - span
        if _allowed(kpi, base):
            kpi.baseline = base
            kpi.node["baseline"] = kpi.level(base)
            return
    if kpi.lower:
        kpi.node["attainment"] = dice.pick(("distance", "inverse"))
    elif dice.chance(2):
        kpi.node["attainment"] = "ratio"


def _allowed(kpi: Kpi, value: Fraction) -> bool:
    return kpi.clamp(value) == value


def at_attainment(kpi: Kpi, rate: Fraction) -> Fraction | None:
    """The actual that gives an attainment."""
    if kpi.target is None:
        return None
    if kpi.baseline is not None:
        return kpi.baseline + rate * (kpi.target - kpi.baseline)
    kind = kpi.node.get("attainment", "ratio")
    if kind == "distance":
        return (2 - rate) * kpi.target
    if kind == "inverse":
        return kpi.target / rate if rate else None
    return rate * kpi.target


def note_edge(kpi: Kpi, at: Fraction, *, attainment: bool) -> None:
    """Keep the actual where something turns."""
    value = at_attainment(kpi, at) if attainment else at
    if value is not None:
        kpi.edges.append(value)


def pays_in_order(dice: Dice, count: int, top: int = 250) -> list[Fraction]:
    """Payout rates, mostly rising, to a hundredth of a percent."""
    unit = dice.pick((500, 500, 100, 1))
    found = [dice.whole(0, top * 100 // unit) * unit for _ in range(count)]
    if dice.chance(8):
        found.sort()
    return [Fraction(one, 10000) for one in found]


def bounds(dice: Dice, values: list[Fraction], write: Any, *, falling: bool) -> list[Node]:
    """Points from the easiest to the hardest to reach; a bound may come twice, reached and exceeded."""
    easy, strict = ("up_to", "below") if falling else ("from", "above")
    ordered = sorted(values, reverse=falling)
    found: list[Node] = []
    for value in ordered:
        if dice.chance(1):
            found += [{easy: write(value)}, {strict: write(value)}]
        else:
            found.append({strict if dice.chance(3) else easy: write(value)})
    return found


def add_curve(dice: Dice, kpi: Kpi) -> None:
    """One of the four kinds, with threshold, cap and beyond."""
    attainment = kpi.target is not None and not dice.chance(3)
    curve: Node = {}
    if kpi.target is None or not attainment:
        curve["of"] = "actual"
    elif dice.chance(2):
        curve["of"] = "attainment"
    falling = kpi.lower and not attainment
    rate_read = attainment or kpi.unit == "percent"
    kinds = ("lookup", "linear") if falling or not rate_read else ("lookup", "linear", "marginal", "whole")
    kind = dice.pick(kinds)
    values = _bounds_of(dice, kpi, attainment=attainment, count=dice.whole(2 if kind == "linear" else 1, 4))
    write = percent if attainment else kpi.level
    for value in values:
        note_edge(kpi, value, attainment=attainment)
    _points(dice, curve, kind, values, write, falling=falling)
    if dice.chance(2):
        at = _bounds_of(dice, kpi, attainment=attainment, count=1)[0]
        note_edge(kpi, at, attainment=attainment)
        words = ("up_to", "below") if falling else ("from", "above")
        bare = not falling and dice.chance(5)
        curve["threshold"] = write(at) if bare else {dice.pick(words): write(at)}
    if dice.chance(3):
        curve["cap"] = percent(pays_in_order(dice, 1)[0])
    kpi.node["curve"] = curve


def _bounds_of(dice: Dice, kpi: Kpi, *, attainment: bool, count: int) -> list[Fraction]:
    if attainment:
        high, step = 0, dice.pick((Fraction(5, 100), Fraction(1, 100)))
        whole = dice.rising(0, int(Fraction(3, 2) / step), count)
    else:
        low, high, step = GRIDS[kpi.unit]
        whole = dice.rising(low, high, count)
    if len(whole) < 2 <= count:
        whole = [whole[0], whole[0] + 1] if attainment or whole[0] < high else [whole[0] - 1, whole[0]]
    return [value * step for value in whole]


def _points(dice: Dice, curve: Node, kind: str, values: list[Fraction], write: Any, *, falling: bool) -> None:
    if kind == "linear":
        pays = pays_in_order(dice, len(values))
        points: list[Node] = []
        for at, rate in zip(sorted(values, reverse=falling), pays, strict=True):
            jumps = "below" if falling else "above"
            points.append(
                {jumps if not points and dice.chance(1) else "at": write(at), "pays": percent(rate)}
            )
            if len(points) > 1 and dice.chance(2):
                before = {"before": percent(pays_in_order(dice, 1)[0])}
                points[-1] = {jumps if dice.chance(4) else "at": write(at), "pays": percent(rate)} | before
        curve[kind] = points
        if len(points) > 1 and dice.chance(3):
            curve["beyond"] = "continue"
        return
    found = bounds(dice, values, write, falling=falling)
    word = "pays" if kind == "lookup" else "rate"
    for point, rate in zip(found, pays_in_order(dice, len(found)), strict=True):
        point[word] = percent(rate)
    curve[kind] = found


WORDED = {"yes-no", "level"}
"""Units whose values are words: there is nothing to round."""


def add_limits(dice: Dice, kpi: Kpi) -> None:
    """Cap, floor, missing policy and declared rounding of a KPI."""
    pays = "curve" in kpi.node or "matrix" in kpi.node
    if pays and dice.chance(2):
        kpi.node["cap"] = percent(pays_in_order(dice, 1)[0])
    if pays and dice.chance(2):
        kpi.node["floor"] = percent(pays_in_order(dice, 1, 80)[0])
    if dice.chance(4):
        kpi.node["missing"] = dice.pick(("error", "zero", "at-target", "reweight", "hold"))
    if dice.chance(1):
        steps = ("payout_rate",) if kpi.unit in WORDED else ("actual", "attainment", "payout_rate")
        chosen = dice.some(steps, 1)
        kpi.node["rounding"] = {name: str(dice.whole(0, 4)) for name in chosen}
