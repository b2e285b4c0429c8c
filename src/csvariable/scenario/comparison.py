"""Two runs side by side: who gains, who loses, by which line, and what it costs.

The law: a person's changes by line add up to the person's change, and people's changes add up
to the change of the total, exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from csvariable.diagnostic import Route
from csvariable.evaluate.results import Results
from csvariable.formula import ADDS, Kind, Step
from csvariable.statement import gifts
from csvariable.statement.lines import effect_of

ZERO = Fraction(0)
Period: TypeAlias = str | None


@dataclass(frozen=True, slots=True)
class Amounts:
    """What something costs before and after."""

    before: Fraction = ZERO
    after: Fraction = ZERO

    @property
    def change(self) -> Fraction:
        """After less before."""
        return self.after - self.before

    @property
    def share(self) -> Fraction | None:
        """The change as a share of before; None where there was nothing before."""
        return self.change / self.before if self.before else None

    def __add__(self, other: Amounts) -> Amounts:
        """Add both sides."""
        return Amounts(self.before + other.before, self.after + other.after)


@dataclass(frozen=True, slots=True)
class Cause:
    """The line of a statement whose effect differs most."""

    step: str
    kind: Kind
    kpi: str | None
    change: Fraction
    route: Route


@dataclass(frozen=True, slots=True)
class Person:
    """One person in one period, or over all of them (period None)."""

    id: str
    name: str | None
    team: str | None
    role: str | None
    cash: Amounts
    rewards: Amounts
    incentive: Amounts
    lines: Mapping[str, Amounts]
    """Effects by step."""
    cause: Cause | None = None
    rank: tuple[int, int] = (0, 0)
    """Place by total before and after, 1 is most."""

    @property
    def change(self) -> Fraction:
        """What the person gains or loses in cash."""
        return self.cash.change


@dataclass(frozen=True, slots=True)
class Spread:
    """How pay is distributed: people by what they reach, and quartiles of their totals."""

    nothing: int
    below: int
    at: int
    above: int
    untold: int
    """People paid without a target incentive to compare with."""
    quartiles: tuple[Fraction, ...]
    """Least, first quartile, median, third quartile, most; between two people in proportion."""


@dataclass(frozen=True)
class Comparison:
    """One scenario against the base, over one or more periods."""

    name: str
    before: Mapping[Period, Results]
    after: Mapping[Period, Results]

    @cached_property
    def periods(self) -> Mapping[Period, tuple[Person, ...]]:
        """Everybody of each period, in the order of the facts."""
        both = dict.fromkeys((*self.before, *self.after))
        return {period: _people(self.before.get(period), self.after.get(period)) for period in both}

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Everybody once, over all periods, in the order of the facts."""
        merged: dict[str, Person] = {}
        for people in self.periods.values():
            for one in people:
                merged[one.id] = _merged(merged[one.id], one) if one.id in merged else one
        return _ranked(tuple(merged.values()))

    @cached_property
    def ordered(self) -> tuple[Person, ...]:
        """Those whose pay changes: greatest gain first, greatest loss last."""
        moved = [one for one in self.people if one.change]
        return tuple(sorted(moved, key=lambda one: (-one.change, one.id)))

    @property
    def gainers(self) -> tuple[Person, ...]:
        """Those who gain, most first."""
        return tuple(one for one in self.ordered if one.change > 0)

    @property
    def losers(self) -> tuple[Person, ...]:
        """Those who lose, most first."""
        return tuple(one for one in reversed(self.ordered) if one.change < 0)

    @property
    def unchanged(self) -> tuple[Person, ...]:
        """Those whose cash is the same."""
        return tuple(one for one in self.people if not one.change)

    @cached_property
    def cash(self) -> Amounts:
        """What everybody is paid."""
        return Amounts(_paid(self.before), _paid(self.after))

    @cached_property
    def rewards(self) -> Amounts:
        """The value of what is given in kind."""
        return added(one.rewards for one in self.people)

    @property
    def cost(self) -> Amounts:
        """Cash and rewards."""
        return self.cash + self.rewards

    @cached_property
    def incentive(self) -> Amounts:
        """The target incentives."""
        return added(one.incentive for one in self.people)

    @cached_property
    def lines(self) -> Mapping[str, Amounts]:
        """Cash by line of the statement: KPI payouts, then effects, pools and bonuses."""
        found: dict[str, Amounts] = {}
        for one in self.people:
            for step, amounts in one.lines.items():
                found[step] = found.get(step, Amounts()) + amounts
        return {step: amounts for step, amounts in found.items() if amounts.before or amounts.after}

    @cached_property
    def teams(self) -> Mapping[str | None, Amounts]:
        """Cash by team, in the order of the facts."""
        found: dict[str | None, Amounts] = {}
        for people in self.periods.values():
            for one in people:
                found[one.team] = found.get(one.team, Amounts()) + one.cash
        return found

    @property
    def by_period(self) -> Mapping[Period, Amounts]:
        """Cash by period."""
        return {period: added(one.cash for one in people) for period, people in self.periods.items()}

    @property
    def spread(self) -> tuple[Spread, Spread]:
        """The distribution before and after, each person and period counted once."""
        everybody = [one for people in self.periods.values() for one in people]
        return (
            _spread([(one.cash.before, one.incentive.before) for one in everybody]),
            _spread([(one.cash.after, one.incentive.after) for one in everybody]),
        )


def compare(
    base: Results | Mapping[Period, Results], other: Results | Mapping[Period, Results], name: str = ""
) -> Comparison:
    """Compare two runs, or two sets of runs by period; somebody of one side alone had, or has, 0."""
    before = {base.facts.period: base} if isinstance(base, Results) else base
    after = {other.facts.period: other} if isinstance(other, Results) else other
    return Comparison(name, before, after)


def _paid(runs: Mapping[Period, Results]) -> Fraction:
    return sum((value for run in runs.values() for value in run.people["total"] if value), ZERO)


def added(amounts: Iterable[Amounts]) -> Amounts:
    """Return the sum of amounts."""
    found = Amounts()
    for one in amounts:
        found += one
    return found


def effects(results: Results, at: int) -> dict[str, Fraction]:
    """Return what each line adds to a person's total; repayments are negative."""
    found: dict[str, Fraction] = {}
    facts = results.facts
    for row in facts.people[at].rows:
        for step in _adding(results.program_of(row).row_steps):
            found[step.name] = found.get(step.name, ZERO) + (
                effect_of(step, results.rows[step.name][row]) or 0
            )
    for step in _adding(results.program_of(facts.people[at].rows[-1]).person_steps):
        found[step.name] = found.get(step.name, ZERO) + (effect_of(step, results.people[step.name][at]) or 0)
    return found


def _adding(steps: Iterable[Step]) -> Iterable[Step]:
    return (step for step in steps if step.kind in ADDS or step.kind is Kind.REPAID)


def incentive_of(results: Results, at: int) -> Fraction:
    """Return a person's target incentive over all parts; 0 where there is none."""
    column = results.rows.get("target_incentive")
    if column is None:
        return ZERO
    return sum((column[row] or ZERO for row in results.facts.people[at].rows), ZERO)


def total_of(results: Results, at: int) -> Fraction:
    """Return what a person is paid."""
    return results.people["total"][at] or ZERO


def _people(before: Results | None, after: Results | None) -> tuple[Person, ...]:
    sides = (_indexed(before), _indexed(after))
    ids = dict.fromkeys((*sides[0], *sides[1]))
    return _ranked(tuple(_person(one, (before, after), sides) for one in ids))


def _indexed(results: Results | None) -> dict[str, int]:
    return {} if results is None else {person.id: at for at, person in enumerate(results.facts.people)}


def _person(
    who: str, runs: tuple[Results | None, Results | None], sides: tuple[dict[str, int], dict[str, int]]
) -> Person:
    there = [
        (run, side[who]) for run, side in zip(runs, sides, strict=True) if run is not None and who in side
    ]
    run, at = there[-1]
    facts = run.facts
    one = facts.people[at]
    both = [
        (run, side[who]) if run is not None and who in side else None
        for run, side in zip(runs, sides, strict=True)
    ]
    lines = _lines([effects(*pair) if pair else {} for pair in both])
    cash, rewards, incentive = (
        Amounts(*(read(*pair) if pair else ZERO for pair in both))
        for read in (total_of, _given, incentive_of)
    )
    steps = {step.name: step for run, at in there for step in _steps(run, at)}
    last = one.rows[-1]
    return Person(
        who,
        one.name,
        facts.teams[last],
        facts.roles[last],
        cash,
        rewards,
        incentive,
        lines,
        _cause(lines, steps),
    )


def _given(results: Results, at: int) -> Fraction:
    return sum((gift.value for gift in gifts(results, at)), ZERO)


def _steps(results: Results, at: int) -> tuple[Step, ...]:
    return results.program_of(results.facts.people[at].rows[-1]).steps


def _lines(sides: Sequence[Mapping[str, Fraction]]) -> dict[str, Amounts]:
    before, after = sides
    return {
        step: Amounts(before.get(step, ZERO), after.get(step, ZERO))
        for step in dict.fromkeys((*before, *after))
    }


def _cause(lines: Mapping[str, Amounts], steps: Mapping[str, Step]) -> Cause | None:
    """Return the line whose effect differs most, the first one of several."""
    moved = [(step, amounts.change) for step, amounts in lines.items() if amounts.change]
    if not moved:
        return None
    name, change = max(moved, key=lambda one: abs(one[1]))
    step = steps.get(name)
    if step is None:
        return Cause(name, Kind.EFFECT, None, change, ())
    return Cause(name, step.kind, step.kpi, change, step.route)


def _merged(one: Person, other: Person) -> Person:
    lines = {
        step: one.lines.get(step, Amounts()) + other.lines.get(step, Amounts())
        for step in dict.fromkeys((*one.lines, *other.lines))
    }
    causes = {cause.step: cause for cause in (one.cause, other.cause) if cause is not None}
    moved = [(step, amounts.change) for step, amounts in lines.items() if amounts.change]
    cause: Cause | None = None
    if moved:
        name, change = max(moved, key=lambda pair: abs(pair[1]))
        known = causes.get(name)
        cause = (
            Cause(name, known.kind, known.kpi, change, known.route)
            if known
            else Cause(name, Kind.EFFECT, None, change, ())
        )
    return Person(
        one.id,
        one.name or other.name,
        other.team,
        other.role,
        one.cash + other.cash,
        one.rewards + other.rewards,
        one.incentive + other.incentive,
        lines,
        cause,
    )


def _ranked(people: tuple[Person, ...]) -> tuple[Person, ...]:
    """Give everybody their place by cash; equal cash has the same place."""
    places = [_places([getattr(one.cash, side) for one in people]) for side in ("before", "after")]
    return tuple(
        Person(
            one.id,
            one.name,
            one.team,
            one.role,
            one.cash,
            one.rewards,
            one.incentive,
            one.lines,
            one.cause,
            (places[0][one.cash.before], places[1][one.cash.after]),
        )
        for one in people
    )


def _places(values: Sequence[Fraction]) -> dict[Fraction, int]:
    found: dict[Fraction, int] = {}
    for place, value in enumerate(sorted(values, reverse=True), 1):
        found.setdefault(value, place)
    return found


def _spread(pairs: Sequence[tuple[Fraction, Fraction]]) -> Spread:
    totals = sorted(total for total, _ in pairs)
    paid = [(total, target) for total, target in pairs if total]
    told = [(total, target) for total, target in paid if target]
    return Spread(
        nothing=len(pairs) - len(paid),
        below=sum(total < target for total, target in told),
        at=sum(total == target for total, target in told),
        above=sum(total > target for total, target in told),
        untold=len(paid) - len(told),
        quartiles=tuple(_quantile(totals, Fraction(at, 4)) for at in range(5)) if totals else (),
    )


def _quantile(ordered: Sequence[Fraction], share: Fraction) -> Fraction:
    """Return the value at a share of the way from the least to the most, between two in proportion."""
    place = share * (len(ordered) - 1)
    low = place.numerator // place.denominator
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
