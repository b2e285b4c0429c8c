"""Within a period: what is reached by a day, its pace, and what the period may come to (section 18a).

Every whole pay is computed again from rows in which the values that are projected stand in their cells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from . import periods
from .draws import DRAWS, drawn, numbers
from .facts import Facts, measured
from .model import Outcome, Person
from .people import Calendar, parts_of
from .pipeline import Table, compute, ids_of
from .plans import Node, additive, kpis, load, overlay, scope
from .rows import source_of
from .values import LEVEL, ONE, Refused, fact, minor_unit, to_unit
from .windows import widened

LEAST = 4
"""The fewest past periods that a range is made of."""
Change = Callable[[tuple[str, str], str, Node, Fraction], Fraction]
"""Of the owner, the KPI and its value: what it comes to."""


@dataclass(frozen=True)
class Course:
    """How a KPI of a part goes."""

    to_date: Fraction
    target: Fraction | None
    attained: Fraction | None
    pace: Fraction | None
    at_pace: Fraction | None
    range: tuple[Fraction, Fraction] | None


EVERYBODY = ("all", "")
"""Whose the row is that a team without one of its own has."""


@dataclass
class Progress:
    """What people have reached, and what the period may come to."""

    share: Fraction
    courses: dict[tuple[str, int, str], Course] = field(default_factory=dict)
    """By person, number of the part and KPI."""
    pace: dict[str, Fraction | None] = field(default_factory=dict)
    """The projected total of each person."""
    range: dict[str, tuple[Fraction, Fraction] | None] = field(default_factory=dict)


def share_of_days(plan: Node, period: str, day: date) -> Fraction:
    """Days gone / days counted, both ends included."""
    span = periods.parse(period, plan.get("year_starts"))
    first = periods.year_of(span, plan.get("year_starts")) if "accumulate" in plan else span.first
    if not span.first <= day <= span.last:
        raise Refused("a day outside of the period")
    return Fraction((day - first).days + 1, (span.last - first).days + 1)


def progress(plan_text: str, rows: Table, people: Table | None, period: str, day: date) -> Progress:
    """Look at a period from one of its days; the past is what the same file has of earlier periods."""
    plan = load(plan_text)
    found = Progress(share_of_days(plan, period, day))
    files = _Files(plan_text, rows, people)
    now = files.paid(period, None)
    if now is None:
        raise Refused("nobody can be paid")
    share = found.share
    paced = files.paid(period, lambda _owner, _key, kpi, value: value / share if grows(kpi) else value)
    ways = files.drawn if "odds" in plan else files.ends
    ends = [] if share == 1 or "accumulate" in plan else ways(period, share)
    calendar = Calendar(plan, period)
    for who, parts in parts_of(plan, Facts(rows, ids_of(plan), period), people).items():
        there = calendar.counted_rows(parts)
        whole = sum(calendar.active(part, calendar.span) for part in there)
        full = calendar.span is None or whole == calendar.span.days
        full &= not any(part.absent(policy) for part in there for policy in ("neutralise", "peer-average"))
        found.pace[who] = _total(paced, who) if full else None
        found.range[who] = _between([_total(one, who) for one in ends]) if full else None
        for at, part in enumerate(there):
            steps = [_steps(one, who, at) for one in (now, paced, *ends)]
            for key, kpi in kpis(part.plan).items():
                if f"{key}.actual" in steps[0]:
                    known = full or not (grows(kpi) and scope(kpi) == "person")
                    found.courses[who, at, key] = _course(key, steps, known=known)
    return found


def grows(kpi: Node) -> bool:
    """Only what is additive has a pace."""
    return additive(kpi)


def _course(key: str, steps: Sequence[dict[str, Fraction]], *, known: bool) -> Course:
    now, paced, *ends = steps
    span = _between([one.get(f"{key}.actual") for one in ends]) if known else None
    return Course(
        now[f"{key}.actual"],
        now.get(f"{key}.target"),
        now.get(f"{key}.attainment"),
        paced.get(f"{key}.actual") if known else None,
        paced.get(f"{key}.attainment") if known else None,
        None if span is None or span[0] == span[1] else span,
    )


def _between(values: Sequence[Fraction | None]) -> tuple[Fraction, Fraction] | None:
    """From P10 to P90 by nearest rank: the least value that a tenth, or nine tenths, do not exceed."""
    known = sorted(value for value in values if value is not None)
    if not known or len(known) < len(values):
        return None

    def at(part: Fraction) -> Fraction:
        return next(one for rank, one in enumerate(known, 1) if rank >= part * len(known))

    return at(Fraction(1, 10)), at(Fraction(9, 10))


def _total(outcome: Outcome | None, who: str) -> Fraction | None:
    return None if outcome is None else outcome.people[who].steps["total"]


def _steps(outcome: Outcome | None, who: str, at: int) -> dict[str, Fraction]:
    if outcome is None:
        return {}
    person: Person = outcome.people[who]
    return person.parts[at].steps if person.parts else person.steps


class _Files:
    """The rows of a file, and the same rows with other values in their cells."""

    def __init__(self, plan_text: str, rows: Table, people: Table | None) -> None:
        self.text, self.rows, self.people = plan_text, rows, people
        self.plan = load(plan_text)
        self.kpis = {
            key: kpi
            for key, kpi in kpis(widened(overlay(self.plan, None))).items()
            if "measure" not in kpi or source_of(self.plan, kpi) is not None
        }
        self.minor = minor_unit(str(self.plan["currency"]))
        self.draws: dict[tuple[object, ...], list[Fraction]] = {}
        self.known: dict[tuple[str, tuple[str, str], str], Fraction | None] = {}
        self.teams: dict[str, set[str]] = {}

    def paid(self, period: str, change: Change | None) -> Outcome | None:
        """Everybody's pay; None where it is refused."""
        rows = self.rows if change is None else [self._changed(row, period, change) for row in self.rows]
        return self._computed(rows, self.people, period)

    def there(self, period: str) -> Outcome | None:
        """The pay of a past period, without those who have rows, but none in it: they were away."""
        found = self._computed(self.rows, self._staff(period), period)
        return found if found is not None and found.people else None

    def _staff(self, period: str) -> Table | None:
        ever = {row["participant"] for row in self.rows}
        here = {row["participant"] for row in self.rows if row.get("period") in {None, "", period}}
        away = ever - here
        return self.people and [one for one in self.people if one["participant"] not in away]

    def _teams(self, period: str) -> set[str]:
        """The teams of which somebody is there."""
        if period not in self.teams:
            facts = Facts(self.rows, ids_of(self.plan), period)
            parts = parts_of(self.plan, facts, self._staff(period)).values()
            counted = Calendar(self.plan, period).counted_rows
            self.teams[period] = {part.team for own in parts for part in counted(own)}
        return self.teams[period]

    def _computed(self, rows: Table, people: Table | None, period: str) -> Outcome | None:
        try:
            return compute(self.text, rows, people, None, period)
        except Refused:
            return None

    def _changed(self, row: dict[str, str], period: str, change: Change) -> dict[str, str]:
        if row.get("period") not in {None, "", period}:
            return row
        owner, found = Facts.owner_of(row), dict(row)
        for key, kpi in self.kpis.items():
            value = self._value(row, key)
            if value is None:
                continue
            changed = change(owner, key, kpi, value)
            if changed != value:
                found |= {key: self._cell(kpi, changed)}
                found |= {name: "" for name in (f"{key}.numerator", f"{key}.denominator") if name in row}
        return found

    def _value(self, row: dict[str, str], key: str) -> Fraction | None:
        facts = Facts([row], {key}, None)
        return next((measured(cell, self.kpis[key]) for cell in facts.cells.values()), None)

    def _cell(self, kpi: Node, value: Fraction) -> str:
        """A projected value as it is told: rounded, and within the range of the KPI."""
        unit = str(kpi["unit"])
        grain = self.minor if unit == "money" else Fraction(1, 10_000 if unit == "percent" else 100)
        value = to_unit(value, grain)
        low, high = _range(kpi)
        value = value if low is None else max(value, low)
        value = value if high is None else min(value, high)
        written = value * 100 if unit == "percent" else value
        text = f"{'-' if written < 0 else ''}{abs(written).numerator // written.denominator}"
        rest = (abs(written) % 1) * 10**6
        return f"{text}.{int(rest):06}" + (" %" if unit == "percent" else "")

    # -- the past

    def ends(self, period: str, share: Fraction) -> list[Outcome]:
        """Everybody's pay for each past period whose rest would follow."""
        starts = self.plan.get("year_starts")
        first = periods.parse(period, starts).first
        named = {text for row in self.rows if (text := (row.get("period") or "").strip())}
        past = sorted(
            (one for one in named if periods.parse(one, starts).last < first),
            key=lambda one: periods.parse(one, starts).first,
        )
        past = [one for one in past if self.there(one) is not None]
        if len(past) < LEAST:
            return []
        ways = [self.paid(period, self._way(past, at, share)) for at in range(len(past))]
        known = [one for one in ways if one is not None]
        return known if len(known) == len(ways) else []

    def drawn(self, period: str, share: Fraction) -> list[Outcome]:
        """Everybody's pay for each draw of the models that the plan states."""
        ways = [self.paid(period, self._draw(at, share)) for at in range(DRAWS)]
        known = [one for one in ways if one is not None]
        return known if len(known) == len(ways) else []

    def _draw(self, at: int, share: Fraction) -> Change:
        def change(owner: tuple[str, str], key: str, kpi: Node, value: Fraction) -> Fraction:
            model = self.plan["odds"].get(key)
            if model is None:
                return value / share if grows(kpi) else value
            where = (*owner, key, value, share)
            if where not in self.draws:
                reach = {"all": "company"}.get(owner[0], owner[0])
                law = drawn(model, str(kpi["unit"]), value, share, grows=grows(kpi))
                self.draws[where] = [law(number) for number in numbers(reach, owner[1], key)]
            return self.draws[where][at]

        return change

    def _way(self, past: Sequence[str], at: int, share: Fraction) -> Change:
        """The rest of the days as one past period: of who was away in it, as the next of theirs in turns."""

        def change(owner: tuple[str, str], key: str, kpi: Node, value: Fraction) -> Fraction:
            own = [then for one in past if (then := self._then(one, owner, key)) is not None]
            there = self._then(past[at], owner, key)
            if not own:
                return value / share if grows(kpi) else value
            if kpi["unit"] == "yes-no" or str(kpi["unit"]).startswith(LEVEL):
                return value
            rest = own[at % len(own)] if there is None else there
            return (value if grows(kpi) else share * value) + (1 - share) * rest

        return change

    def _then(self, period: str, owner: tuple[str, str], key: str) -> Fraction | None:
        at = (period, owner, key)
        if owner[0] == "team" and owner[1] not in self._teams(period):
            return None
        if at not in self.known:
            facts = Facts([row for row in self.rows if row.get("period") == period], {key}, None)
            whose = owner if (owner, key) in facts.cells or owner[0] != "team" else EVERYBODY
            cell = facts.cells.get((whose, key))
            self.known[at] = None if cell is None else measured(cell, self.kpis[key])
        return self.known[at]


def _range(kpi: Node) -> tuple[Fraction | None, Fraction | None]:
    """The values that a KPI can have (section 3)."""
    unit = str(kpi["unit"])
    if "range" in kpi:
        low, high = (fact(text, unit, "percent") for text in kpi["range"])
        return low, high
    if unit == "points":
        return Fraction(-100), 100 * ONE
    return (None if unit == "money" else 0 * ONE), None
