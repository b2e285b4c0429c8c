"""Whole scenarios: a plan, its files, the period paid."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from . import amounts, facts, further, parts, words
from .dice import Dice, percent
from .kpis import UNITS, Kpi, Node, add_curve, add_limits, blank
from .naming import Names, mark, marks_of, named, names_for
from .writing import Rows, to_csv, to_yaml

KPI_IDS = tuple(mark("k", at) for at in range(1, 5))
MADE, GRID, WORDS, COLUMN = mark("k", 5), mark("k", 6), mark("k", 7), mark("c", 1)
TEAMS = (mark("t", 1), mark("t", 2))
CURRENCIES = (("EUR", 2), ("EUR", 2), ("EUR", 2), ("USD", 2), ("JPY", 0), ("KWD", 3))
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
OWN = (("target", 2), ("baseline", 1))
"""Of a KPI, what a person may have of their own; out of ten, how many plans have it."""


@dataclass
class Scenario:
    """What a run is given."""

    plan: Node
    kpis: Rows
    people: Rows | None = None
    adjustments: Rows | None = None
    period: str | None = None
    specs: list[Kpi] = field(default_factory=list, repr=False)
    written: str | None = None
    """The text of a plan that was not drawn."""

    @property
    def text(self) -> str:
        """The plan as text."""
        return to_yaml(self.plan) if self.written is None else self.written

    @property
    def files(self) -> tuple[bytes, bytes | None, bytes | None]:
        """KPI, people and adjustments files."""
        return (
            to_csv(self.kpis),
            None if self.people is None else to_csv(self.people),
            None if self.adjustments is None else to_csv(self.adjustments),
        )


def shifted(scenario: Scenario, **changes: Any) -> Scenario:
    """A copy with other parts."""
    return replace(scenario, **changes)


@st.composite
def scenarios(draw: st.DrawFn, *, timed: bool | None = None, alone: bool = False) -> Scenario:
    """A valid plan with all its files; `alone`: nobody's pay hangs on who else is paid."""
    dice = Dice(draw)
    found = _Maker(dice, timed=timed, alone=alone).make()
    return named(found, names_for(dice, marks_of(found)))


@st.composite
def renamings(draw: st.DrawFn) -> tuple[Scenario, Names, Names]:
    """A scenario with marks in the place of names, and two ways to name it that sort alike."""
    dice = Dice(draw)
    found = _Maker(dice, timed=None, alone=False).make()
    marks = marks_of(found)
    return found, names_for(dice, marks, sorted_alike=True), names_for(dice, marks, sorted_alike=True)


class _Maker:
    """One scenario under construction."""

    def __init__(self, dice: Dice, *, timed: bool | None, alone: bool) -> None:
        self.dice = dice
        self.alone = alone
        self.currency, self.minor = dice.pick(CURRENCIES)
        self.timed = dice.chance(4) if timed is None else timed
        self.period_kind = dice.pick(("quarter", "month", "half", "year"))
        self.plan: Node = {
            "csvariable": "1",
            "name": "Plan",
            "currency": self.currency,
            "period": self.period_kind,
        }
        self.kpis: list[Kpi] = []
        self.columns: list[Kpi] = []
        self.words: list[words.WordKpi] = []
        self.wanted: set[str] = set()

    def make(self) -> Scenario:
        """Plan first, then facts on the bounds that the plan has."""
        dice = self.dice
        self._whole_plan()
        self._roles()
        self._wants()
        period = dice.pick(amounts.PERIODS[self.period_kind]) if self.timed or dice.chance(3) else None
        people, kpis = self._facts(period)
        found = [row["participant"] for row in people]
        adjustments = facts.adjustments(dice, found, self.minor) if dice.chance(2) else None
        if len(set(found)) < len(found) or dice.chance(4):
            return Scenario(self.plan, kpis, people, adjustments, period, self.every)
        if dice.chance(4):
            aside = {name for row in people for name in row if name != "participant" and dice.chance(4)}
            return Scenario(self.plan, *_parted(people, kpis, aside), adjustments, period, self.every)
        return Scenario(self.plan, _merged(people, kpis), None, adjustments, period, self.every)

    # -- the plan

    def _whole_plan(self) -> None:
        """KPIs and columns first, then what pays them."""
        self._kpis()
        self._columns()
        weighted = self._weights()
        if weighted or self.dice.chance(2):
            self._incentive()
        self._rules(weighted=weighted)

    def _kpis(self) -> None:
        dice = self.dice
        count = dice.pick((1, 2, 2, 3, 3, 4))
        common = dice.pick(UNITS)
        for name in KPI_IDS[:count]:
            unit = common if dice.chance(3) else dice.pick(UNITS)
            kpi = blank(dice, name, unit, self.minor)
            scopes = ("person", "person", "person", "team", "company")
            kpi.node["scope"] = "person" if self.alone else dice.pick(scopes)
            self.kpis.append(kpi)
        if dice.chance(2):
            made = parts.measure(dice, self.kpis)
            kpi = Kpi(MADE, made["unit"], lower=False, minor=self.minor, node=made, measured=False)
            if made["unit"] == "score":
                made["range"] = ["0", "5"]
            if made["unit"] == "number":
                made["additive"] = "false"
            self.kpis.append(kpi)
        for kpi in self.kpis:
            if dice.chance(8):
                add_curve(dice, kpi)
            add_limits(dice, kpi)
        if dice.chance(1):
            grid = Kpi(GRID, "percent", lower=False, minor=self.minor, measured=False)
            grid.node = {"unit": "percent", "matrix": parts.matrix(dice, self.kpis)}
            add_limits(dice, grid)
            self.kpis.append(grid)
        if dice.chance(2):
            self.words.append(words.word_kpi(dice, WORDS, self.minor))
            add_limits(dice, self.words[0])
        self.plan["kpis"] = {kpi.id: kpi.node for kpi in self.every}

    @property
    def every(self) -> list[Kpi]:
        """All KPIs, those of words too."""
        return [*self.kpis, *self.words]

    def _columns(self) -> None:
        """A figure of people that conditions may read."""
        if self.dice.chance(3):
            self.columns = [Kpi(COLUMN, "number", lower=False, minor=self.minor, measured=False)]
            self.plan["columns"] = {COLUMN: {"unit": "number"}}
            self.wanted.add(f"column.{COLUMN}")

    def _weights(self) -> bool:
        dice = self.dice
        paying = [kpi for kpi in self.every if "curve" in kpi.node or "matrix" in kpi.node]
        if not paying or dice.chance(1):
            return False
        chosen = dice.some(paying)
        if dice.chance(2) and len(chosen) == 3:
            shares = [Fraction(1, 3)] * 3
        else:
            whole = dice.pick((20, 100, 10000))
            shares = [Fraction(one, whole) for one in dice.shares(len(chosen), whole)]
        for kpi, share in zip(chosen, shares, strict=True):
            kpi.node["weight"] = percent(share)
        if dice.chance(2):
            self._objectives(chosen)
        return True

    def _objectives(self, chosen: list[Kpi]) -> None:
        """Weights of objectives: those of the KPIs add up inside each."""
        dice = self.dice
        cut = dice.whole(1, len(chosen))
        groups = {mark("o", 1): chosen[:cut], mark("o", 2): chosen[cut:]}
        groups = {name: group for name, group in groups.items() if group}
        weights = dice.shares(len(groups), 100)
        self.plan["objectives"] = {
            name: {"statement": name, "weight": f"{weight} %"}
            for name, weight in zip(groups, weights, strict=True)
        }
        for name, group in groups.items():
            for kpi, share in zip(group, dice.shares(len(group), 100), strict=True):
                kpi.node |= {"objective": name, "weight": f"{share} %"}

    def _incentive(self) -> None:
        form = self.dice.whole(0, 9)
        if form <= 7:
            found = amounts.incentive(self.dice, self.period_kind, self.minor, timed=self.timed)
            self.plan["target_incentive"] = found
            if isinstance(found, dict) and "of" in found:
                self.wanted.add(found["of"])
        if form >= 7:
            self.wanted.add("target_incentive")

    def _rules(self, *, weighted: bool) -> None:
        incentive = "target_incentive" in self.plan or "target_incentive" in self.wanted
        self._gates_and_modifiers(weighted=weighted)
        self._limits(weighted=weighted)
        if self.timed:
            self._time(weighted=weighted)
        if not self.alone and self.dice.chance(2):
            shared = [kpi for kpi in self.kpis if kpi.id not in self._growing()]
            amounts.pools(self.dice, self.plan, shared, self.minor, incentive=weighted)
        if self.dice.chance(5) or not weighted:
            self._bonuses(incentive=incentive and weighted)
        if self.words:
            names = (mark("g", 4), mark("m", 4), mark("b", 4))
            words.add_rules(self.dice, self.plan, self.words, self.minor, names)
        if self.dice.chance(2):
            self.plan["rounding"] = amounts.rounding(self.dice, self.minor)
        if self.dice.chance(3):
            self.plan["missing"] = self.dice.pick(("zero", "at-target", "reweight", "hold", "error"))

    def _gates_and_modifiers(self, *, weighted: bool) -> None:
        dice, plan = self.dice, self.plan
        lines = [kpi for kpi in self.every if kpi.node.get("weight") not in (None, "0 %")]
        aimed = weighted and all(kpi.target is not None for kpi in lines)
        if not any("curve" in kpi.node or "matrix" in kpi.node for kpi in self.kpis):
            return
        if dice.chance(3):
            plan["gates"] = {
                name: parts.gate(dice, self.kpis + self.columns, weighted=weighted, plan_attainment=aimed)
                for name in dice.some((mark("g", 1), mark("g", 2)))
            }
        if dice.chance(3):
            plan["modifiers"] = {
                name: parts.modifier(dice, self.kpis + self.columns, weighted=weighted, plan_attainment=aimed)
                for name in dice.some((mark("m", 1), mark("m", 2)))
            }

    def _limits(self, *, weighted: bool) -> None:
        dice, plan = self.dice, self.plan
        for name in ("cap", "floor", "cap_total"):
            if (weighted or name == "cap_total") and dice.chance(2):
                plan[name] = amounts.limit(dice, self.minor, rate=weighted)
        if dice.chance(2):
            recover = percent(Fraction(dice.whole(0, 20), 20))
            plan["draw"] = {"amount": parts.money(dice, self.minor, 4000), "recover": recover}

    def _time(self, *, weighted: bool) -> None:
        amounts.time_rules(self.dice, self.plan, self.kpis, self.minor)
        if not weighted:
            self.plan.pop("guarantee", None)
        if self.alone and "absences" in self.plan:
            self.plan["absences"] = dict.fromkeys(self.plan["absences"], "neutralise")

    def _bonuses(self, *, incentive: bool) -> None:
        dice = self.dice
        grouped = [kpi for kpi in self.kpis if kpi.scope != "person" and kpi.measured]
        found = {
            name: parts.bonus(
                dice,
                self.kpis + self.columns,
                self.minor,
                incentive=incentive and "accumulate" not in self.plan,
                grouped=grouped,
                growing=self._growing(),
            )
            for name in dice.some([mark("b", at) for at in (1, 2, 3)])
        }
        if self.alone:
            found = {name: one for name, one in found.items() if "rank" not in one}
        found = found or {mark("b", 1): {"pays": "100"}}
        for one in found.values():
            if "present" not in one and dice.chance(2):
                one["present"] = dice.pick(("any", "full-period"))
            if "scope" not in one and dice.chance(3):
                self._further(one)
            if dice.chance(3):
                further.settled(dice, one, self.kpis + self.columns)
        self.plan["bonuses"] = found
        if dice.chance(4):
            further.effects(dice, self.plan, self.kpis + self.columns, (mark("g", 3), mark("m", 3)))

    def _further(self, one: Node) -> None:
        """Another source of money, in the place of the one that there is."""
        made = further.source(self.dice, self.kpis, self.minor, self._growing())
        if made is not None and not {"rank", "gives", "badge"} & one.keys():
            kept = {word: one[word] for word in ("when", "cap", "floor") if word in one}
            one.clear()
            one |= kept | made

    def _growing(self) -> set[str]:
        """KPIs that hold the year so far: no amount is a share of them."""
        if "accumulate" not in self.plan:
            return set()
        return {
            kpi.id
            for kpi in self.kpis
            if kpi.node.get("additive", "true" if kpi.unit == "money" else "false") == "true"
            or "measure" in kpi.node
        }

    def _roles(self) -> None:
        """Overlays that change an amount, a target, a scope or a curve."""
        dice = self.dice
        if not dice.chance(4):
            return
        drawn = {name: self._overlay() for name in dice.some((mark("r", 1), mark("r", 2)))}
        roles = {name: routes for name, routes in drawn.items() if routes}
        if roles:
            self.plan["roles"] = roles

    def _overlay(self) -> Node:
        dice = self.dice
        routes: Node = {}
        if "target_incentive" in self.plan and dice.chance(6):
            routes["target_incentive"] = parts.money(dice, self.minor, 9000)
        for kpi in self.kpis:
            if "target" in kpi.node and kpi.measured and dice.chance(4):
                routes[f"kpis.{kpi.id}.target"] = parts.level_text(dice, kpi)
            if "curve" in kpi.node and dice.chance(2):
                routes[f"kpis.{kpi.id}.cap"] = percent(Fraction(dice.whole(0, 200), 100))
        if "cap" in self.plan and dice.chance(3):
            routes["cap"] = None
        if "objectives" not in self.plan and dice.chance(1):
            routes |= {f"kpis.{kpi.id}.weight": "0 %" for kpi in self.every if "weight" in kpi.node}
        return routes | self._other_scopes()

    def _other_scopes(self) -> Node:
        """KPIs of a person that are of the team or the company for a role."""
        if self.alone or not self.dice.chance(3):
            return {}
        own = [kpi for kpi in self.kpis if kpi.measured and kpi.scope == "person"]
        chosen = self.dice.some(own) if own else []
        return {f"kpis.{kpi.id}.scope": self.dice.pick(("team", "company")) for kpi in chosen}

    def _scopes(self, kpi: Kpi) -> set[str]:
        """The scopes that a KPI has for somebody."""
        roles = self.plan.get("roles", {}).values()
        return {kpi.scope, *(found for one in roles if (found := one.get(f"kpis.{kpi.id}.scope")))}

    # -- the facts

    def _wants(self) -> None:
        """Columns of the people that rules of the plan read, and some that overrule it."""
        dice, plan = self.dice, self.plan
        text = repr(plan)
        self.wanted |= {name for name in ("salary", "annual_salary", "ote") if f"'{name}'" in text}
        if "accumulate" in plan and dice.chance(8):
            self.wanted.add("already_paid")
        self.wanted |= further.accounts(dice, plan)
        if "draw" in plan and dice.chance(8):
            self.wanted.add("draw_balance")
        if dice.chance(3):
            self.wanted.add("fte")
        if "target_incentive" in plan and dice.chance(2):
            self.wanted.add("target_incentive")
        for kpi in self.kpis:
            if not kpi.measured or kpi.scope != "person":
                continue
            if "target" in kpi.node and self._scopes(kpi) == {"person"}:
                self.wanted |= {f"{kpi.id}.{name}" for name, often in OWN if dice.chance(often)}
            if "curve" in kpi.node and dice.chance(1):
                self.wanted.add(f"{kpi.id}.cap")
        if dice.chance(1) and "objectives" not in plan:
            self.wanted.add("weights")
            self._menu()

    def _menu(self) -> None:
        """KPIs that people choose from; now and then somebody chooses too many."""
        paying = [kpi.id for kpi in self.every if "curve" in kpi.node or "matrix" in kpi.node]
        if paying and self.dice.chance(5):
            menu = self.dice.some(paying)
            most = len(menu) if self.dice.chance(8) else self.dice.whole(1, len(menu))
            self.plan["choose"] = {"of": menu, "from": "1", "up_to": str(most)}

    def _own_weights(self, row: dict[str, str]) -> None:
        menu = self.plan.get("choose")
        if menu is None:
            facts.own_weights(self.dice, row, self.every)
        else:
            facts.choice(self.dice, row, self.every, menu["of"])

    def _people(self, period: str | None) -> Rows:
        dice = self.dice
        rows: Rows = []
        for name in facts.IDS[: dice.pick((1, 2, 3, 3, 4, 5))]:
            base = {"participant": name, "team": dice.pick((TEAMS[0], TEAMS[1], TEAMS[0]))}
            base["role"] = dice.pick(("", *self.plan.get("roles", {})))
            row = base | facts.person_row(dice, self.plan, self.kpis, self.minor, self.wanted)
            if "weights" in self.wanted:
                self._own_weights(row)
            rows += self._dated(row, period)
        return rows

    def _dated(self, row: dict[str, str], period: str | None) -> Rows:
        """Entry and exit, absences, and perhaps a second row."""
        dice, proration = self.dice, self.plan.get("proration")
        needs = {"proration", "ramp", "guarantee", "accumulate"} & set(self.plan)
        if period is None or not needs:
            return [row]
        first, last = span_of(period)
        if not proration:
            early = first - timedelta(dice.whole(0, 200))
            if "accumulate" in self.plan:
                early = date(first.year, 1, 1) - timedelta(dice.whole(0, 200))
            return [row | {"entry": early.isoformat() if dice.chance(6) else "", "exit": ""}]
        entry, exit_ = facts.stay(dice, (first, last))
        moves = isinstance(proration, dict) and proration.get("amount") != "none" and dice.chance(2)
        rows = [
            row | {"entry": entry.isoformat() if entry else "", "exit": exit_.isoformat() if exit_ else ""}
        ]
        if moves and (exit_ is None or exit_ > last) and (entry is None or entry < last - timedelta(3)):
            start = max(entry or first, first)
            turn = start + timedelta(dice.whole(0, (last - start).days - 1))
            entered = entry or first - timedelta(400)
            rows[0] |= {"entry": entered.isoformat(), "exit": turn.isoformat()}
            after = {"entry": (turn + timedelta(1)).isoformat(), "exit": exit_.isoformat() if exit_ else ""}
            moved = {
                "team": dice.pick(TEAMS),
                "role": dice.pick(("", *self.plan.get("roles", {}))),
            }
            if "fte" in row:
                moved["fte"] = dice.pick(("100 %", "80 %", "0.5", "1", ""))
            moved |= {
                f"{kpi.id}.target": facts.own_target(dice, kpi)
                for kpi in self.kpis
                if f"{kpi.id}.target" in row
            }
            rows.append(row | moved | after)
        for one in rows:
            begins = max(date.fromisoformat(one["entry"]) if one["entry"] else first, first)
            ends = min(date.fromisoformat(one["exit"]) if one["exit"] else last, last)
            reasons = list(self.plan.get("absences", {}))
            facts.absences(dice, one, reasons, max(0, (ends - begins).days + 1))
        return rows

    def _facts(self, period: str | None) -> tuple[Rows, Rows]:
        dice = self.dice
        people = self._people(period)
        measured = [kpi for kpi in self.every if kpi.measured]
        counted = {
            kpi.id
            for kpi in measured
            if kpi.unit not in {"money", "yes-no", "level"}
            and (kpi.unit != "points" or "reading" in kpi.node)
            and dice.chance(2)
        }
        gaps = {kpi.id: 0 if self._policy(kpi) == "error" and not dice.chance(1) else 2 for kpi in measured}
        rows: Rows = []

        def fill(row: dict[str, str], kpis: list[Kpi]) -> None:
            for kpi in kpis:
                facts.put_actual(dice, row, kpi, counted=kpi.id in counted, gaps=gaps[kpi.id])

        own = [kpi for kpi in measured if kpi.scope == "person"]
        roles = self.plan.get("roles", {})
        for name in dict.fromkeys(row["participant"] for row in people):
            plays = [roles.get(row["role"], {}) for row in people if row["participant"] == name]
            row = {"participant": name, "team": ""}
            fill(row, [kpi for kpi in own if any(f"kpis.{kpi.id}.scope" not in one for one in plays)])
            rows.append(row)
        of_team = [kpi for kpi in measured if "team" in self._scopes(kpi)]
        if of_team:
            for team in dict.fromkeys(row["team"] for row in people):
                row = {"participant": "", "team": team}
                fill(row, of_team)
                rows.append(row)
        of_company = [kpi for kpi in measured if "company" in self._scopes(kpi)]
        if of_company:
            row = {"participant": "*", "team": ""}
            fill(row, of_company)
            rows.append(row)
        return people, rows

    def _policy(self, kpi: Kpi) -> str:
        return str(kpi.node.get("missing", self.plan.get("missing", "error")))


def span_of(period: str) -> tuple[date, date]:
    """First and last day of a period of calendar years."""
    year, _, part = period.partition("-")
    if not part:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    if part[0] in "QH":
        size = 3 if part[0] == "Q" else 6
        month = size * (int(part[1]) - 1) + 1
    else:
        size, month = 1, int(part)
    after = month + size
    ends = date(int(year) + (after > 12), (after - 1) % 12 + 1, 1) - timedelta(1)
    return date(int(year), month, 1), ends


def _parted(people: Rows, kpis: Rows, aside: set[str]) -> tuple[Rows, Rows]:
    """Two files that both say who people are: some columns stand in the rows of KPIs alone."""
    moved = [{name: text for name, text in row.items() if name in {"participant", *aside}} for row in people]
    left = [{name: text for name, text in row.items() if name not in aside} for row in people]
    return _merged(moved, kpis), left


def _merged(people: Rows, kpis: Rows) -> Rows:
    """One file: the columns of a person stand on their row of KPIs."""
    known = {row["participant"]: row for row in people}
    return [row | known.get(row["participant"], {}) if row["participant"] else row for row in kpis]
