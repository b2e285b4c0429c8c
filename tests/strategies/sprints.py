"""Bonuses that measure their KPIs over some days, with rows on both edges of those days."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from hypothesis import strategies as st

from . import parts
from .dice import Dice, percent
from .kpis import Kpi, Node, pays_in_order
from .writing import Rows, to_yaml

DAYS = (
    "2026-07-01", "2026-07-02", "2026-07-14", "2026-07-15", "2026-08-15", "2026-09-29", "2026-09-30",
)  # fmt: skip
"""Days that a window may begin or end on."""
BEFORE = ("2026-03-31", "2026-04-01", "2026-06-16", "2026-06-30", "2026-10-01", "")
MEASURES: dict[str, tuple[str, Node]] = {
    "share": ("percent", {"share": "answers", "that": {"stars": {"from": "4"}}}),
    "sales": ("money", {"sum": "answers.spent"}),
    "many": ("number", {"count": "answers"}),
    "nps": ("points", {"nps": "answers.score"}),
    "rise": ("percent", {"growth": {"sum": "answers.spent"}}),
    "mean": ("score", {"mean": "answers.stars"}),
}
SOURCE: Node = {
    "file": "a.csv",
    "participant": "Agent",
    "date": {"column": "Day"},
    "columns": {
        "stars": {"column": "Stars", "unit": "score", "range": ["0", "5"]},
        "score": {"column": "Score", "unit": "score", "range": ["0", "10"]},
        "spent": {"column": "Spent", "unit": "money"},
    },
}
READ = ("when", "rank", "badge", "per", "of", "matrix")


@dataclass(frozen=True)
class Sprint:
    """A plan, its people and the rows that it measures, in the third quarter of 2026."""

    plan: Node
    people: Rows
    rows: Rows

    @property
    def text(self) -> str:
        """The plan as text."""
        return to_yaml(self.plan)


@st.composite
def sprints(draw: st.DrawFn) -> Sprint:
    """A plan with one to three bonuses, most of them over a window."""
    dice = Dice(draw)
    kpis = [_kpi(dice, name) for name in dice.some(list(MEASURES), 2)]
    plan: Node = {"csvariable": "1", "name": "P", "currency": "EUR", "period": "quarter", "zone": "UTC"}
    plan |= {"sources": {"answers": SOURCE}, "kpis": {kpi.id: kpi.node for kpi in kpis}}
    if dice.chance(5):
        plan["target_incentive"] = "1000"
        points = [{"from": dice.pick(("0", "10"))}] if kpis[0].unit == "number" else []
        if points:
            points[0]["pays"] = percent(pays_in_order(dice, 1)[0])
            kpis[0].node |= {"weight": "100 %", "curve": {"of": "actual", "lookup": points}}
        else:
            del plan["target_incentive"]
    plan["bonuses"] = {f"b{at}": _bonus(dice, kpis) for at in range(dice.whole(1, 3))}
    people = [
        {"participant": name, "team": dice.pick(("north", "south"))}
        for name in ("ana", "ben", "cleo")[: dice.whole(1, 3)]
    ]
    rows = [_row(dice) for _ in range(dice.whole(0, 12))]
    inside = {"Agent": "", "Day": "2026-08-08", "Stars": "", "Score": "", "Spent": ""}
    return Sprint(plan, people, [*rows, inside])


def _kpi(dice: Dice, name: str) -> Kpi:
    unit, measure = MEASURES[name]
    kpi = Kpi(name, unit, lower=unit != "money" and dice.chance(2), minor=2)
    kpi.node = {
        "unit": unit,
        "measure": measure,
        "missing": dice.pick(("zero", "hold", "at-target", "error")),
    }
    kpi.node["scope"] = dice.pick(("person", "person", "team", "company"))
    if kpi.lower:
        kpi.node["direction"] = "lower"
    if name == "rise":
        kpi.node["range"] = ["-100 %", "999999999 %"]
    if unit == "score":
        kpi.node["range"] = ["0", "5"]
    if dice.chance(2):
        kpi.node["rounding"] = {"actual": str(dice.whole(0, 3))}
    return kpi


def _bonus(dice: Dice, kpis: list[Kpi]) -> Node:
    bare = [Kpi(kpi.id, kpi.unit, kpi.lower, 2, {"scope": kpi.scope}) for kpi in kpis]
    grouped = [kpi for kpi in bare if kpi.scope != "person"]
    found = parts.bonus(dice, bare, 2, incentive=False, grouped=grouped, growing=set())
    teams = [kpi for kpi in bare if kpi.scope != "company"]
    if teams and dice.chance(2):
        found = {"rank": {"of": "team", "by": dice.pick(teams).id, "top": "1"}, "pays": ["101"]}
    share = isinstance(found.get("pays"), dict)
    if (share or any(word in found for word in READ)) and dice.chance(8):
        first, last = sorted((dice.pick(DAYS), dice.pick(DAYS)))
        found["window"] = {"from": first, "to": last}
    return found


def _row(dice: Dice) -> dict[str, str]:
    return {
        "Agent": dice.pick(("ana", "ben", "cleo", "ana", "ben", "zoe", "")),
        "Day": dice.pick((*DAYS, *DAYS, *BEFORE)),
        "Stars": dice.pick(("5", "4", "3", "", "4.5")),
        "Score": str(dice.whole(0, 10)) if dice.chance(8) else "",
        "Spent": dice.pick(("10", "0.01", "333.33", "", str(Fraction(dice.whole(0, 900))))),
    }
