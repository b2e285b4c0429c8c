"""One person before and after: what each line adds, which line makes the difference, the place.

The law: a person's changes by line add up to the person's change, exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from csvariable.diagnostic import Route
from csvariable.evaluate.results import Results
from csvariable.record import record
from csvariable.statement import gifts
from csvariable.statement.lines import effect_of
from csvariable.step import ADDS, Kind, Step

ZERO = Fraction(0)


@record(frozen=True, slots=True)
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


@record(frozen=True, slots=True)
class Cause:
    """The line of a statement whose effect differs most."""

    step: str
    kind: Kind
    kpi: str | None
    change: Fraction
    route: Route


@record(frozen=True, slots=True)
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


def people_of(before: Results | None, after: Results | None) -> tuple[Person, ...]:
    """Compare everybody of one period, in the order of the facts; who is on one side alone had, or has, 0."""
    sides = (_indexed(before), _indexed(after))
    ids = dict.fromkeys((*sides[0], *sides[1]))
    return ranked(tuple(_person(one, (before, after), sides) for one in ids))


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
        for read in (total_of, given_to, incentive_of)
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


def given_to(results: Results, at: int) -> Fraction:
    """Return the value of what a person is given in kind."""
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


def merged(one: Person, other: Person) -> Person:
    """Add up a person over two periods; the line that makes the difference is found again."""
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


def ranked(people: tuple[Person, ...]) -> tuple[Person, ...]:
    """Give everybody their place by cash; equal cash has the same place."""
    before = _places([one.cash.before for one in people])
    after = _places([one.cash.after for one in people])
    return tuple(replace(one, rank=(before[one.cash.before], after[one.cash.after])) for one in people)


def _places(values: Sequence[Fraction]) -> dict[Fraction, int]:
    found: dict[Fraction, int] = {}
    for place, value in enumerate(sorted(values, reverse=True), 1):
        found.setdefault(value, place)
    return found
