"""Actual, target and attainment of each KPI (sections 3, 6 and 9)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from . import periods
from .facts import Facts, Row, answers, measured, too_few
from .people import Calendar, Part
from .plans import Node, additive, kpis, policy, scope
from .rows import source_of
from .values import ZERO, Refused, fact, money, number, of_unit, rate

Places = Mapping[str, list[Part]]


class Measures:
    """Everything of a KPI before its payout rate."""

    def __init__(self, people: Places, facts: Facts, calendar: Calendar) -> None:
        self.people = people
        self.facts = facts
        self.calendar = calendar

    # -- cells

    def cell(self, part: Part, key: str) -> Row:
        """The cell whose value counts for this person: the row of the KPI's scope.

        A wide file may repeat the value on the members for whom the scope holds (section 9).
        """
        reach = scope(kpis(part.plan)[key])
        own = self.facts.cell(("person", part.person), key)
        if reach == "person":
            return own
        if self._is_personal(part.person, key):
            own = {}
        if reach == "team" and self.facts.has(("team", part.team), key):
            return self.facts.cell(("team", part.team), key) or own or self._repeated(part, key, reach)
        return self.facts.cell(("all", ""), key) or own or self._repeated(part, key, reach)

    def _repeated(self, part: Part, key: str, reach: str) -> Row:
        for person, parts in self.people.items():
            if self._is_personal(person, key):
                continue
            for other in parts:
                if scope(kpis(other.plan).get(key, {})) != reach:
                    continue
                if reach == "company" or other.team == part.team:
                    cell = self.facts.cell(("person", person), key)
                    if cell:
                        return cell
        return {}

    def _is_personal(self, person: str, key: str) -> bool:
        """Whether a part of the person has the KPI for its own: a value on the own row is the person's."""
        plans = [part.plan for part in self.people.get(person, ())]
        return any(key in kpis(plan) and scope(kpis(plan)[key]) == "person" for plan in plans)

    def agree(self) -> None:
        """A value that members repeat is the one of their team or of the company (section 9)."""
        said: dict[tuple[str, str, str], Fraction] = {}
        for person, parts in self.people.items():
            for part in parts:
                for key, kpi in kpis(part.plan).items():
                    if scope(kpi) == "person" or "measure" in kpi or self._is_personal(person, key):
                        continue
                    own = measured(self.facts.cell(("person", person), key), kpi)
                    if own is not None and own != self._repeats(part, key, kpi, said, own):
                        raise Refused("a member repeats another value than the group has")

    def _repeats(
        self, part: Part, key: str, kpi: Node, said: dict[tuple[str, str, str], Fraction], own: Fraction
    ) -> Fraction:
        """The value of the row of a team or the company; without one, what the first member said."""
        owner = ("team", part.team) if scope(kpi) == "team" and part.team else ("all", "")
        cell = (
            self.facts.cell(owner, key) if self.facts.has(owner, key) else self.facts.cell(("all", ""), key)
        )
        value = measured(cell, kpi)
        return said.setdefault((*owner, key), own) if value is None else value

    def policy(self, part: Part, key: str) -> str:
        """What a missing value leads to; a sample too small has a policy of its own."""
        kpi = kpis(part.plan)[key]
        if "measure" not in kpi and too_few(self.cell(part, key), kpi):
            return str(kpi["sample"]["below"])
        return policy(part.plan, key)

    # -- actual

    def actual(self, part: Part, key: str) -> Fraction | None:
        """Scope applied, declared rounding; None when missing (section 10)."""
        kpi = kpis(part.plan)[key]
        recipe = kpi.get("measure")
        if isinstance(recipe, dict) and source_of(part.plan, kpi) is None:
            value = self._made(part, recipe)
        else:
            value = self._sampled(part, key, kpi)
        return None if value is None else part.rounding.step(key, "actual", value)

    def _sampled(self, part: Part, key: str, kpi: Node) -> Fraction | None:
        """The own value, a pooled one, a weighed one, or none (section 17)."""
        cell, sample = self.cell(part, key), kpi.get("sample") or {}
        value = measured(cell, kpi)
        if too_few(cell, kpi):
            if sample["below"] not in {"team", "company"}:
                return None
            group = self._group(part, key, sample["below"])
            size = answers(group)
            if size is None or size < number(sample["min"]):
                raise Refused("few answers of the group too")
            return measured(group, kpi)
        if "credibility" not in sample:
            return value
        n, k = answers(cell), number(sample["credibility"])
        if n is None:
            if value is not None:
                raise Refused("no sample size")
            return None
        if value is None and n:
            return None
        towards = sample["towards"]
        other = (
            self.target(part, key) if towards == "target" else measured(self._group(part, key, towards), kpi)
        )
        if other is None:
            raise Refused("no other value")
        return other if not n or value is None else value * n / (n + k) + other * k / (n + k)

    def _group(self, part: Part, key: str, reach: str) -> Row:
        if reach == "team" and self.facts.has(("team", part.team), key):
            return self.facts.cell(("team", part.team), key)
        return self.facts.cell(("all", ""), key)

    def _made(self, part: Part, recipe: Node) -> Fraction | None:
        """A KPI made of KPIs; missing as soon as one of them is."""
        kind = next(kind for kind in ("sum", "least", "greatest") if kind in recipe)
        values = [self.step(part, name) for name in recipe[kind]]
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            return None
        if kind == "sum":
            factors = [rate(text) for text in recipe["sum"].values()]
            return sum((a * b for a, b in zip(known, factors, strict=True)), ZERO)
        return min(known) if kind == "least" else max(known)

    def step(self, part: Part, name: str) -> Fraction | None:
        """Any step of a KPI before its payout rate."""
        key, _, field = name.partition(".")
        if field == "target":
            return self.target(part, key)
        return self.attainment(part, key) if field == "attainment" else self.actual(part, key)

    # -- target and baseline

    def own(self, part: Part, key: str, field: str) -> Fraction | None:
        """A value of the person's own row: people file, then KPI file (section 3)."""
        kpi = kpis(part.plan)[key]
        cell = self.facts.cell(("person", part.person), key)
        text = part.text(f"{key}.{field}") or cell.get(field)
        if text is None:
            return None
        if field in ("cap", "weight"):
            return rate(text)
        return fact(text, kpi["unit"], cell.get("reading", kpi.get("reading")))

    def baseline(self, part: Part, key: str) -> Fraction | None:
        """The baseline, of the person or of the plan."""
        kpi = kpis(part.plan)[key]
        own = self._given(part, key, "baseline")
        if own is not None:
            return own
        return of_unit(kpi["baseline"], kpi["unit"]) if "baseline" in kpi else None

    def _given(self, part: Part, key: str, field: str) -> Fraction | None:
        """A value of the files: the person's, or the row of the scope."""
        kpi = kpis(part.plan)[key]
        if scope(kpi) == "person":
            return self.own(part, key, field)
        cell = self.cell(part, key)
        if field not in cell:
            return None
        return fact(cell[field], kpi["unit"], cell.get("reading", kpi.get("reading")))

    def target(self, part: Part, key: str) -> Fraction | None:
        """The target as it is used: rounded where that is declared (section 11)."""
        value = self._exact_target(part, key)
        return None if value is None else part.rounding.step(key, "target", value)

    def _exact_target(self, part: Part, key: str) -> Fraction | None:
        """Files > role > plan -> ramp -> presence and fte (section 6).

        The additive target of a person with several rows is the sum over those that have the KPI for
        their own and prorate its target.
        """
        if scope(kpis(part.plan)[key]) != "person":
            return self._shared_target(part, key)
        rows = [row for row in self.people[part.person] if self._adds(row, key)]
        if len(self.people[part.person]) == 1 or part not in rows:
            return self._one_target(part, key)
        found = [self._one_target(row, key) for row in rows]
        known = [value for value in found if value is not None]
        return sum(known, ZERO) if known else None

    @staticmethod
    def _adds(part: Part, key: str) -> bool:
        """Whether the target of a part is a share of that of the person."""
        kpi = kpis(part.plan).get(key)
        own = kpi is not None and scope(kpi) == "person" and additive(kpi)
        return own and part.prorates("targets") == "additive"

    def _shared_target(self, part: Part, key: str) -> Fraction | None:
        """The target of a team or company KPI (section 3: scopes)."""
        kpi = kpis(part.plan)[key]
        if kpi.get("target") == "members":
            return self._members(part, key)
        base = self._given(part, key, "target")
        if base is None:
            base = self._written(kpi)
        if base is not None and additive(kpi):
            base *= len(self.calendar.counted())
        return base

    def _members(self, part: Part, key: str) -> Fraction:
        """The sum of the targets of the team's people at person scope."""
        total = ZERO
        whole = scope(kpis(part.plan)[key]) == "company"
        for rows in self.people.values():
            for row in rows:
                kpi = kpis(row.plan).get(key)
                counts = self._adds(row, key) or row is rows[-1]
                if kpi is None or scope(kpi) != "person" or not counts:
                    continue
                if whole or row.team == part.team:
                    value = self._one_target(row, key)
                    if value is None:
                        raise Refused(f"{row.person}: no target for {key}")
                    total += row.rounding.step(key, "target", value)
        return total

    def _written(self, kpi: Node) -> Fraction | None:
        """The plan's or the role's target for one period."""
        node: Any = kpi.get("target")
        if node is None:
            return None
        if isinstance(node, dict):
            return money_or(node["annual"], kpi["unit"]) / periods.PER_YEAR[self.calendar.kind]
        return of_unit(node, kpi["unit"])

    def _one_target(self, part: Part, key: str) -> Fraction | None:
        """The target of one row."""
        kpi = kpis(part.plan)[key]
        base = self.own(part, key, "target")
        mine = base is not None
        if base is None:
            base = self._written(kpi)
        if base is None or not additive(kpi):
            return base
        mode = self.calendar.target_mode(part)
        fte = Fraction(1) if mine or mode == "none" else part.fte
        ramp = self._ramp(part, key)
        if ramp is not None:
            return self._ramped(part, base, fte, ramp, kpi["unit"])
        spans = self.calendar.counted(part.first_entry)
        return sum((base * fte * self.calendar.presence(part, s, mode) for s in spans), ZERO)

    def _ramp(self, part: Part, key: str) -> list[str] | None:
        node: Any = part.plan.get("ramp")
        if node is None or part.first_entry is None or self.calendar.span is None:
            return None
        found = node.get(key) if isinstance(node, dict) else node
        return list(found) if found is not None else None

    def _ramped(self, part: Part, base: Fraction, fte: Fraction, ramp: list[str], unit: str) -> Fraction:
        """By days: each counts 1 / days of the target at its month of tenure (section 6)."""
        prorated = self.calendar.target_mode(part) != "none"
        spans = [s for s in self.calendar.counted(part.first_entry) if s is not None]
        assert part.first_entry is not None
        steps = [base * rate(text) if "%" in text or "/" in text else money_or(text, unit) for text in ramp]
        total = ZERO
        for span in spans:
            present = span.meet(part.entry, part.exit) if prorated else span
            for when in present.each():
                total += _at(steps, base, part.first_entry, when) / span.days
        kept = self.calendar.kept(part) if prorated else Fraction(1)
        return total * kept * fte

    # -- attainment

    def unbounded(self, part: Part, key: str) -> bool:
        """``inverse`` at 0: there is no attainment (section 3)."""
        kpi = kpis(part.plan)[key]
        return (
            kpi.get("attainment") == "inverse"
            and self.baseline(part, key) is None
            and self.actual(part, key) == 0
            and (self.target(part, key) or ZERO) > 0
        )

    def attainment(self, part: Part, key: str) -> Fraction | None:
        """The attainment, rounded as declared; None when the actual is missing."""
        actual = self.actual(part, key)
        if actual is None:
            return None
        return part.rounding.step(key, "attainment", self._attained(part, key, actual))

    def _attained(self, part: Part, key: str, actual: Fraction) -> Fraction:
        kpi = kpis(part.plan)[key]
        target, base = self.target(part, key), self.baseline(part, key)
        who = f"{part.person}, {key}"
        if target is None:
            raise Refused(f"{who}: no target")
        if base is not None:
            wrong = target < base if kpi.get("direction") != "lower" else target > base
            if target == base or wrong:
                raise Refused(f"{who}: target on the wrong side of the baseline")
            return (actual - base) / (target - base)
        if target <= 0:
            raise Refused(f"{who}: target not above 0")
        kind = kpi.get("attainment", "ratio")
        if kind == "distance":
            return max(ZERO, 2 - actual / target)
        if kind == "inverse":
            if actual <= 0:
                raise Refused(f"{who}: no inverse attainment at {actual}")
            return target / actual
        return actual / target


def _at(steps: list[Fraction], base: Fraction, entry: date, when: date) -> Fraction:
    """The target at the month of tenure of a day."""
    month = periods.tenure_month(entry, when)
    return steps[month - 1] if month <= len(steps) else base


def money_or(text: str, unit: str) -> Fraction:
    """A plan's value in its unit, money with or without currency."""
    return money(text) if unit == "money" else of_unit(text, unit)
