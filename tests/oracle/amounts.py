"""From payout rates to the amount a row earns, guarantee included (sections 6 and 10)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from typing import Any

from . import periods
from .model import Person
from .people import Calendar, Part, base_of, target_incentive
from .periods import Span
from .plans import kpis, product, section
from .rates import Rates, names
from .values import ONE, ZERO, Refused, largest_remainder, money, rate

NOTE_KINDS = {"hold": "held", "reweight": "reweighted"}


def one_limit(node: Any, incentive: Fraction, base: Callable[[str], Fraction]) -> Fraction:
    """A cap or a floor: a rate of the target incentive, money, or a share (section 6)."""
    if isinstance(node, dict):
        return rate(node["share"]) * base(node["of"])
    text = str(node)
    return rate(text) * incentive if "%" in text or "/" in text else money(text)


def limits(node: Any, incentive: Fraction, base: Callable[[str], Fraction]) -> list[Fraction]:
    """One limit, or each of a list."""
    nodes = node if isinstance(node, list) else [node]
    return [one_limit(item, incentive, base) for item in nodes]


def asks_incentive(node: Any) -> bool:
    """Whether any of the limits is a rate of the target incentive."""
    nodes = node if isinstance(node, list) else [node]
    return any(not isinstance(item, dict) and ("%" in str(item) or "/" in str(item)) for item in nodes)


class Row:
    """The computation of one row of one person."""

    def __init__(self, part: Part, rates: Rates) -> None:
        self.part = part
        self.rates = rates
        self.calendar: Calendar = rates.measures.calendar
        self.result = Person(part.person)
        self.steps = self.result.steps
        self.absent = self.calendar.absent_all_along(part)
        self.money = part.rounding.money
        self.incentive = ZERO
        self.reached = ZERO
        self.held = False

    def compute(self) -> Row:
        """All the steps of the row, in the order of the pipeline."""
        weights = self.rates.base_weights(self.part)
        weighted = [key for key, weight in weights.items() if weight]
        incentive = target_incentive(self.part, self.calendar)
        if incentive is None and (weighted or asks_incentive(self.part.plan.get("cap_total", []))):
            raise Refused(f"{self.part.person}: no target incentive")
        self.incentive = incentive or ZERO
        self._notes()
        siblings = self.rates.measures.people[self.part.person]
        self.held = not self.absent and any(self.rates.held(row) for row in siblings)
        shares = self._shares(weighted)
        for key in kpis(self.part.plan):
            self._measure(key, key in weighted)
            if key in weighted:
                paid = ZERO if self.absent else self.steps.get(f"{key}.payout_rate", ZERO)
                self.steps[f"{key}.part"] = shares[key]
                self.steps[f"{key}.payout"] = self.money(shares[key] * paid)
        if weighted:
            self._plan_steps()
        if incentive is not None:
            self.steps["target_incentive"] = incentive
        self.reached = sum((self.steps[f"{key}.payout"] for key in weighted), ZERO)
        self.steps["earned"] = self.reached
        self._after_earned(idle=not weighted)
        return self

    def _shares(self, weighted: list[str]) -> dict[str, Fraction]:
        """Parts as money, shared by largest remainder (sections 10 and 11)."""
        weights = self.rates.weights(self.part)
        keys = {key: weights[key] for key in weighted}
        if self.part.rounding.node.get("parts") == "exact":
            return {key: self.incentive * weight for key, weight in keys.items()}
        return largest_remainder(self.incentive, keys, self.part.rounding.unit)

    def _notes(self) -> None:
        """What replaced a missing value, and a presence of 0 (sections 3 and 9)."""
        if self.absent:
            self.result.notes.append({"kind": "absent"})
            return
        for key, kpi in kpis(self.part.plan).items():
            if not ("curve" in kpi or "matrix" in kpi):
                continue
            chosen = self.rates.replaced(self.part, key)
            if chosen is None or chosen == "error" or self.rates.passed_over(self.part, key):
                continue
            kind = NOTE_KINDS.get(chosen, chosen)
            self.result.notes.append({"kind": kind, "kpi": key, "route": f"kpis.{key}.missing"})

    def _put(self, name: str, get: Callable[[], Fraction | None], must: bool) -> None:
        """A step that has a value; a refusal counts only for what is read (section 3)."""
        try:
            value = get()
        except Refused:
            if must:
                raise
            return
        if value is not None:
            self.steps[name] = value

    def _measure(self, key: str, weighted: bool) -> None:
        measures, part = self.rates.measures, self.part
        over = self.rates.passed_over(part, key)
        self._put(f"{key}.actual", lambda: measures.actual(part, key), True)
        self._put(f"{key}.target", lambda: measures.target(part, key), weighted)
        if f"{key}.target" in self.steps:
            self._put(f"{key}.attainment", lambda: measures.attainment(part, key), False)
        kpi = kpis(part.plan)[key]
        if "curve" in kpi or "matrix" in kpi:
            self._put(f"{key}.payout_rate", lambda: self.rates.final(part, key), not self.absent and not over)

    def _plan_steps(self) -> None:
        self._put("plan.attainment", lambda: self.rates.plan_attainment(self.part), False)
        if self.absent or not self.rates.held(self.part):  # a step of the part: its own lines count
            self._put(
                "plan.payout_rate", lambda: self.rates.plan_rate(self.part, final=True), not self.absent
            )

    # -- after earned

    def _effect(self, name: str, amount: Fraction) -> None:
        """A step that holds what it changed."""
        self.steps[name] = self.steps.get(name, ZERO) + amount
        self.reached += amount

    def base(self, name: str) -> Fraction:
        """What a share of a floor or a cap is of; presence applies to yearly figures."""
        amount, scaled = base_of(self.part, name, self.calendar)
        spans = self.calendar.counted(self.part.first_entry)
        if not scaled:
            return sum((amount * self.calendar.stands(self.part, s) for s in spans), ZERO)
        mode = self.part.prorates("amount")
        return sum((amount * self.calendar.presence(self.part, s, mode) for s in spans), ZERO)

    def _limits(self, name: str) -> list[Fraction]:
        return limits(self.part.plan[name], self.incentive, self.base)

    def _after_earned(self, *, idle: bool) -> None:
        """Modifiers -> floor -> gates -> cap -> guarantee (section 10).

        `idle`: no KPI of the role has a weight, and the rules of the plan change nothing.
        """
        plan = self.part.plan
        self._modifiers(idle=idle)
        if idle:
            self._gates(idle=True)
            for name in ("floor", "cap", "guarantee"):
                if name in plan:
                    self._effect(name, ZERO)
            return
        if "floor" in plan:
            floor = self.money(max(self._limits("floor")))
            self._effect("floor", ZERO if self.held else max(ZERO, floor - self.reached))
        self._gates(idle=False)
        if "cap" in plan:
            cap = self.money(min(self._limits("cap")))
            self._effect("cap", min(ZERO, cap - self.reached))
        if "guarantee" in plan:
            lacking = max(ZERO, self._guaranteed() - self.reached)
            self._effect("guarantee", ZERO if self.held else lacking)

    def _concerned(self, of: Any, *, idle: bool) -> bool:
        """Whether a rule can change what this role is paid: the plan, or a KPI with a payout rate."""
        if of == "plan":
            return not idle
        return any(
            "curve" in kpi or "matrix" in kpi for key, kpi in kpis(self.part.plan).items() if key in of
        )

    def _modifiers(self, *, idle: bool) -> None:
        """The product of the plan's modifiers, rounded once (section 5)."""
        found = section(self.part.plan, "modifiers")
        on_plan = []
        for key, modifier in found.items():
            if not self._concerned(modifier["of"], idle=idle):
                continue
            factor = self.rates.factor(self.part, modifier)
            self.steps[f"modifiers.{key}"] = factor
            if names(modifier["of"], "plan"):
                on_plan.append(factor)
        if any(names(modifier["of"], "plan") for modifier in found.values()):
            self._effect("modified", self.money(self.reached * product(on_plan)) - self.reached)

    def _gates(self, *, idle: bool) -> None:
        """Closed gates of the plan: the lowest cap, then the product of the factors."""
        caps, times, any_of_plan = [], [], False
        for key, gate in section(self.part.plan, "gates").items():
            any_of_plan = any_of_plan or names(gate["otherwise"]["of"], "plan")
            if not self._concerned(gate["otherwise"]["of"], idle=idle):
                continue
            is_open = self.rates.gate_open(self.part, gate)
            self.steps[f"gates.{key}"] = ONE if is_open else ZERO
            then = gate["otherwise"]
            if names(then["of"], "plan") and not is_open:
                caps += [rate(then["cap"]) * self.incentive] if "cap" in then else []
                times += [rate(then["times"])] if "times" in then else []
        if any_of_plan:
            limited = min([self.reached, *caps]) * product(times)
            self._effect("gated", self.money(limited) - self.reached)

    def _guaranteed(self) -> Fraction:
        """``pays`` x target incentive x covered active days / the days it stands for."""
        node = self.part.plan["guarantee"]
        covered = self._covered(node)
        spans = self.calendar.counted(self.part.first_entry)
        days = all_days = known = 0
        for span in spans:
            if span is None or covered is None:
                continue
            active = span.meet(self.part.entry, self.part.exit)
            days += active.meet(covered.first, covered.last).days
            known += active.days
            all_days += span.days
        stands_for = all_days if self.part.prorates("amount") == "none" else known
        if not stands_for:
            return ZERO
        share = Fraction(days, stands_for)
        return self.money(rate(node.get("pays", "100 %")) * self.incentive * share)

    def _covered(self, node: dict[str, str]) -> Span | None:
        """The days covered, from the entry date."""
        entry = self.part.first_entry
        if entry is None or self.calendar.span is None:
            return None
        if "months" in node:
            return periods.span_of_months(entry, int(node["months"]))
        span, size = self.calendar.span, periods.MONTHS_IN[self.calendar.kind]
        back = 0
        while span.first > entry:
            back += 1
            span = periods.span_of_months(periods.add_months(self.calendar.span.first, -size * back), size)
        last = periods.add_months(span.first, size * int(node["periods"])) - timedelta(1)
        return Span(entry, last)
