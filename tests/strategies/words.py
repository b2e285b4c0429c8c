"""KPIs that are counted in words, and what plans build on them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .dice import Dice, percent
from .kpis import Kpi, Node, pays_in_order
from .parts import money

FLAGS = ("no", "yes")
SPELLED = {
    "no": ("no", "No", "false", "FAUX", "non", "n/a"),
    "yes": ("yes", "YES", "true", "Vrai", "oui", " yes "),
}
LADDERS = (("below", "meets", "exceeds"), ("Bronze", "no", "12", "Étoile"), ("low", "high"))


@dataclass
class WordKpi(Kpi):
    """A KPI of words; its values are their places."""

    words: tuple[str, ...] = FLAGS

    def level(self, value: Fraction) -> str:
        """The word of a place."""
        return self.words[int(value)]

    def cell(self, value: Fraction) -> str:
        """The word as a file has it, in some spelling."""
        word = self.words[int(value)]
        return SPELLED[word][int(value * 2) % 5] if self.unit == "yes-no" else word.upper()

    def clamp(self, value: Fraction) -> Fraction:
        """A place that there is."""
        return Fraction(min(max(round(value), 0), len(self.words) - 1))


def word_kpi(dice: Dice, ident: str, minor: int) -> WordKpi:
    """A KPI of yes and no, or of levels, with a curve."""
    if dice.chance(4):
        kpi = WordKpi(ident, "yes-no", False, minor, {"unit": "yes-no"})
    else:
        words = dice.pick(LADDERS)
        levels: list[Any] = [{"id": word, "fr": f"{word} (fr)"} if dice.chance(3) else word for word in words]
        kpi = WordKpi(ident, "level", False, minor, {"unit": "level", "levels": levels}, words=words)
    kpi.edges = [Fraction(at) for at in range(len(kpi.words))]
    points = _points(dice, kpi)
    for point, pays in zip(points, pays_in_order(dice, len(points)), strict=True):
        point["pays"] = percent(pays)
    kpi.node["curve"] = ({"of": "actual"} if dice.chance(5) else {}) | {"lookup": points}
    return kpi


def _points(dice: Dice, kpi: WordKpi) -> list[Node]:
    if kpi.unit == "yes-no":
        return [{"is": dice.pick(("yes", "true"))}]
    word = dice.pick(("from", "is"))
    return [{word: one} for one in dice.some(kpi.words)]


def _test(dice: Dice, kpi: WordKpi) -> Any:
    word = dice.pick(kpi.words)
    if kpi.unit == "yes-no":
        return dice.pick((word, {"is": word}))
    return {dice.pick(("from", "up_to", "is")): word}


def add_rules(dice: Dice, plan: Node, kpis: list[WordKpi], minor: int, names: tuple[str, str, str]) -> None:
    """A gate, a modifier and a bonus that read them."""
    gate, modifier, bonus = names
    for kpi in kpis:
        paying = [key for key, one in plan["kpis"].items() if "curve" in one or "matrix" in one]
        if dice.chance(4):
            plan.setdefault("gates", {})[gate] = {
                "when": {kpi.id: _test(dice, kpi)},
                "otherwise": {"of": dice.some(paying), "times": percent(pays_in_order(dice, 1, 120)[0])},
            }
        if dice.chance(4):
            points = _points(dice, kpi)
            if "is" in points[0]:
                points = [{"is": word} for word in (("yes",) if kpi.unit == "yes-no" else kpi.words)]
            for point, pays in zip(points, pays_in_order(dice, len(points), 150), strict=True):
                point["pays"] = percent(pays)
            plan.setdefault("modifiers", {})[modifier] = {
                "by": kpi.id,
                "curve": {"lookup": points},
                "of": dice.some(paying),
                "missing": "100 %",
            }
        if dice.chance(5):
            plan.setdefault("bonuses", {})[bonus] = _bonus(dice, kpi, minor)


def _bonus(dice: Dice, kpi: WordKpi, minor: int) -> Node:
    form = dice.whole(0, 2)
    if form == 0:
        return {"when": {kpi.id: _test(dice, kpi)}, "pays": money(dice, minor, 500)}
    points = _points(dice, kpi)
    if form == 1:
        for point in points:
            point["pays"] = money(dice, minor, 500)
        return {"of": kpi.id, "lookup": points}
    for point in points:
        point["gives"] = str(dice.whole(0, 3))
    return {"badge": {"by": kpi.id, "lookup": points}}
