"""A plan with one file of several periods: what is looked at, and what went before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from .dice import Dice
from .history import CALENDAR
from .naming import marks_of, named, names_for
from .scenario import Scenario, _Maker, span_of
from .writing import Rows


@dataclass
class Past:
    """A scenario whose KPI file has a column `period`, a day of the period paid, and all the periods."""

    scenario: Scenario
    day: date
    periods: list[str]


@st.composite
def pasts(draw: st.DrawFn) -> Past:
    """A plan, some past periods of the same people, and a day of the last one."""
    dice = Dice(draw)
    return _PastMaker(dice, timed=None, alone=False).past()


@st.composite
def modelled_pasts(draw: st.DrawFn) -> Past:
    """The same, with models of how results may fall in the plan."""
    past = draw(pasts())
    dice = Dice(draw)
    plan = past.scenario.plan
    units = {key: str(kpi["unit"]) for key, kpi in plan["kpis"].items() if "measure" not in kpi}
    stated = {key: _model(dice, unit) for key, unit in units.items() if unit in _SIGNS and dice.chance(7)}
    if stated:
        plan["odds"] = stated
    return past


_SIGNS = {**dict.fromkeys(("money", "number", "score", "points"), ""), "percent": " %", "hours": " h"}


def _model(dice: Dice, unit: str) -> dict[str, dict[str, str]]:
    if unit == "percent" and dice.chance(5):
        return {"share": {"p": dice.pick(("88 %", "50 %", "100 %", "0 %")), "n": dice.pick(("1", "7", "40"))}}
    high = {"money": 20_000, "score": 5}.get(unit, 120)
    figures = {"mean": dice.whole(0, high), "sd": dice.whole(0, high // 4)}
    found = {name: f"{figure}{_SIGNS[unit]}" for name, figure in figures.items()}
    return {"normal": found | ({"grain": f"1{_SIGNS[unit]}"} if dice.chance(3) else {})}


class _PastMaker(_Maker):
    """A plan, then facts for several periods of the same people."""

    staff: Rows | None = None

    def past(self) -> Past:
        """Plan and people first, then the facts of each period."""
        dice = self.dice
        self._whole_plan()
        self._roles()
        self._wants()
        names = CALENDAR[self.period_kind]
        count = dice.pick((5, 6, 5, 7, 4, 2, 1))
        chosen = names[-count:]
        self.staff = self._people(chosen[-1])
        rows: Rows = []
        for period in chosen:
            _, found = self._facts(period)
            rows += [{"period": period, **row} for row in found if dice.chance(9) or period == chosen[-1]]
        scenario = Scenario(self.plan, rows, self.staff, None, chosen[-1], self.every)
        scenario = named(scenario, names_for(dice, marks_of(scenario)))
        first, last = span_of(chosen[-1])
        day = first + timedelta(dice.whole(0, (last - first).days))
        return Past(scenario, day, chosen)

    def _people(self, period: str | None) -> Rows:
        """The same people in every period; their absences would be those of one."""
        if self.staff is not None:
            return self.staff
        rows = super()._people(period)
        return [
            {name: "" if name.startswith("absence_days.") else text for name, text in row.items()}
            for row in rows
        ]
