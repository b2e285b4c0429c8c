"""Histories: one plan, its periods in a row, each with files, and files that correct some of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from . import further
from .dice import Dice
from .naming import marks_of, named, names_for
from .scenario import Scenario, _Maker

CALENDAR = {
    "month": [f"2024-{month:02}" for month in range(9, 13)] + [f"2025-{month:02}" for month in range(1, 5)],
    "quarter": ["2024-Q2", "2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1"],
    "half": [f"{year}-H{half}" for year in range(2022, 2027) for half in (1, 2)],
    "year": [f"{year}" for year in range(2017, 2026)],
}
LONGEST = 8


@dataclass
class History:
    """What is closed in order, and what corrects it."""

    periods: list[Scenario]
    corrections: list[tuple[int, Scenario]] = field(default_factory=list)
    """After how many closings each comes; the scenario says of which period."""


@st.composite
def histories(draw: st.DrawFn) -> History:
    """A plan with two to eight periods, and up to four corrections."""
    dice = Dice(draw)
    maker = _HistoryMaker(dice, timed=True, alone=False)
    return maker.history()


class _HistoryMaker(_Maker):
    """A plan, then facts for several periods."""

    def history(self) -> History:
        """Plan first, then the facts of each period, then those that correct some."""
        dice = self.dice
        self._plan()
        names = CALENDAR[self.period_kind]
        start = dice.whole(0, len(names) - 2)
        chosen = names[start : start + dice.pick((2, 3, 4, 3, 5, 6, 7, LONGEST))]
        found = History([self._at(period) for period in chosen])
        for _ in range(dice.pick((2, 1, 3, 0, 4))):
            at = dice.whole(1, len(chosen))
            found.corrections.append((at, self._at(chosen[dice.whole(0, at - 1)])))
        found.corrections.sort(key=lambda one: one[0])
        every = [*found.periods, *(one for _, one in found.corrections)]
        marks = sorted({mark for one in every for mark in marks_of(one)})
        called = names_for(dice, marks)
        found.periods = [named(one, called) for one in found.periods]
        found.corrections = [(at, named(one, called)) for at, one in found.corrections]
        return found

    def _plan(self) -> None:
        dice = self.dice
        self._whole_plan()
        absences = self.plan.get("absences", {})
        self.plan |= {"absences": dict.fromkeys(absences, "ignore")} if absences else {}
        if "draw" not in self.plan and "accumulate" not in self.plan and dice.chance(8):
            self.plan["draw"] = {
                "amount": str(dice.whole(100, 900) * 5),
                "recover": dice.pick(("50 %", "100 %")),
            }
        for bonus in self.plan.get("bonuses", {}).values():
            if not {"gives", "badge", "below_zero", "paid"} & bonus.keys() and dice.chance(4):
                bonus["paid"] = further.in_parts(dice, self.kpis + self.columns)
        if dice.chance(7):
            self.plan["corrections"] = {"recover": dice.pick(("5 %", "0 %", "20 %", "100 %"))}
        self._roles()
        self._wants()
        carried = {"already_paid", "draw_balance", "owed"}
        self.wanted = {name for name in self.wanted if name.partition(".")[0] not in carried}

    def _at(self, period: str) -> Scenario:
        people, kpis = self._facts(period)
        plan: Any = self.plan
        return Scenario(plan, kpis, people, None, period, self.kpis)
