"""One person before and after: what each line adds, which line makes the difference, the place.

The law: a person's changes by line add up to the person's change, exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from csvariable.engine.results import Results
from csvariable.facts.model import Value
from csvariable.kernel.purpose import ADDS, Purpose
from csvariable.kernel.step import Step
from csvariable.statement import gifts
from csvariable.statement.lines import effect_of

ZERO = Fraction(0)
_LINES = ADDS | {Purpose.REPAID}
_FROM_FILES = {
    Purpose.ADJUSTMENTS,
    Purpose.ALREADY_PAID,
    Purpose.CORRECTIONS,
    Purpose.CORRECTIONS_CARRIED,
    Purpose.BONUS_RELEASED,
    Purpose.REPAID,
    Purpose.ADVANCE,
}
"""Lines that some people have and others do not, whatever their role is."""


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
        """The change as a share of before; None where nothing was paid before, or where money was owed.

        Of a debt a share would have the wrong sign: -50 that becomes -1,050 is no rise of 2,000 %.
        """
        return self.change / self.before if self.before > 0 else None

    def __add__(self, other: Amounts) -> Amounts:
        """Add both sides."""
        return Amounts(self.before + other.before, self.after + other.after)


@dataclass(frozen=True, slots=True)
class Driver:
    """The line of a statement whose effect differs most."""

    step: Step
    change: Fraction


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
    steps: Mapping[str, Step]
    """The steps of the runs, by name."""
    there: tuple[bool, bool] = (True, True)
    """Whether the person is paid before, and after: who joins was not, who leaves is not."""
    rank: tuple[int | None, ...] = ()
    """Place by total before and after, 1 is most; None where the person is not there."""

    @property
    def change(self) -> Fraction:
        """What the person gains or loses in cash."""
        return self.cash.change

    @property
    def cause(self) -> Driver | None:
        """The line whose effect differs most, the first one of several."""
        step = max(self.lines, key=lambda one: abs(self.lines[one].change), default=None)
        if step is None or not self.lines[step].change:
            return None
        return Driver(self.steps[step], self.lines[step].change)


def effects(results: Results, at: int) -> dict[str, Fraction]:
    """Return what each line adds to a person's total; repayments are negative."""
    found: dict[str, Fraction] = {}
    for step, value in _adding(results, at):
        found[step.name] = found.get(step.name, ZERO) + (effect_of(step, value) or ZERO)
    return found


def lines_held(results: Results, at: int) -> frozenset[str]:
    """Return the lines that a person has; of what a file gives or leaves out, those that move pay."""
    rows = results.facts.people[at].rows
    measured = {
        kpi
        for row in rows
        for kpi in {step.kpi for step in results.program_of(row).row_steps if step.kpi}
        if (column := results.rows.get(Purpose.ACTUAL.named(kpi))) is not None and column[row] is not None
    }
    return frozenset(
        step.name
        for step, value in _adding(results, at)
        if value or (value is not None and step.purpose not in _FROM_FILES and step.kpi in {None, *measured})
    )


def _adding(results: Results, at: int) -> Iterator[tuple[Step, Value]]:
    """Yield the steps that add to a person's total, row by row, then of the person, with their values."""
    rows = results.facts.people[at].rows
    for row in rows:
        for step in results.program_of(row).row_steps:
            if step.purpose in _LINES:
                yield step, results.rows[step.name][row]
    for step in results.program_of(rows[-1]).person_steps:
        if step.purpose in _LINES:
            yield step, results.people[step.name][at]


def adding(results: Results) -> Iterator[tuple[bool, Step]]:
    """Yield the steps that add to anybody's total, each once, of rows and (True) of people."""
    found: dict[tuple[bool, str], Step] = {}
    for program in results.programs.values():
        for person, steps in ((False, program.row_steps), (True, program.person_steps)):
            for step in steps:
                if step.purpose in _LINES:
                    found.setdefault((person, step.name), step)
    yield from ((person, step) for (person, _), step in found.items())


def incentive_of(results: Results, at: int) -> Fraction:
    """Return a person's target incentive over all parts; 0 where there is none."""
    column = results.rows.get("target_incentive")
    if column is None:
        return ZERO
    return sum((column[row] or ZERO for row in results.facts.people[at].rows), ZERO)


def total_of(results: Results, at: int) -> Fraction:
    """Return what a person is paid."""
    return results.people["total"][at] or ZERO


def steps_of(runs: Iterable[Results]) -> dict[str, Step]:
    """Return the steps of all roles in some runs, by name."""
    return {step.name: step for run in runs for program in run.programs.values() for step in program.steps}


def people_of(before: Results | None, after: Results | None) -> tuple[Person, ...]:
    """Compare everybody of one period, in the order of the facts; who is on one side alone had, or has, 0."""
    sides = (_indexed(before), _indexed(after))
    steps = steps_of(run for run in (before, after) if run is not None)
    ids = dict.fromkeys((*sides[0], *sides[1]))
    return ranked(tuple(_person(one, (before, after), sides, steps) for one in ids))


def _indexed(results: Results | None) -> dict[str, int]:
    return {} if results is None else {person.id: at for at, person in enumerate(results.facts.people)}


def _person(
    who: str,
    runs: tuple[Results | None, Results | None],
    sides: tuple[dict[str, int], dict[str, int]],
    steps: Mapping[str, Step],
) -> Person:
    both = [
        (run, side[who]) if run is not None and who in side else None
        for run, side in zip(runs, sides, strict=True)
    ]
    there = [pair for pair in both if pair is not None]
    run, at = there[-1]
    facts = run.facts
    one = facts.people[at]
    lines = _lines([effects(*pair) if pair else {} for pair in both])
    cash, rewards, incentive = (
        Amounts(*(read(*pair) if pair else ZERO for pair in both))
        for read in (total_of, given_to, incentive_of)
    )
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
        steps,
        (both[0] is not None, both[1] is not None),
    )


def given_to(results: Results, at: int) -> Fraction:
    """Return the value of what a person is given in kind."""
    return sum((gift.value for gift in gifts(results, at)), ZERO)


def _lines(sides: Sequence[Mapping[str, Fraction]]) -> dict[str, Amounts]:
    before, after = sides
    return {
        step: Amounts(before.get(step, ZERO), after.get(step, ZERO))
        for step in dict.fromkeys((*before, *after))
    }


def merged(one: Person, other: Person) -> Person:
    """Add up a person over two periods, with the team and the role of the second."""
    lines = {
        step: one.lines.get(step, Amounts()) + other.lines.get(step, Amounts())
        for step in dict.fromkeys((*one.lines, *other.lines))
    }
    return Person(
        one.id,
        one.name or other.name,
        other.team,
        other.role,
        one.cash + other.cash,
        one.rewards + other.rewards,
        one.incentive + other.incentive,
        lines,
        {**one.steps, **other.steps},
        (one.there[0] or other.there[0], one.there[1] or other.there[1]),
    )


def ranked(people: tuple[Person, ...]) -> tuple[Person, ...]:
    """Give everybody their place by cash among those who are there; equal cash has the same place."""
    before = _places([one.cash.before for one in people if one.there[0]])
    after = _places([one.cash.after for one in people if one.there[1]])
    return tuple(
        replace(
            one,
            rank=(
                before[one.cash.before] if one.there[0] else None,
                after[one.cash.after] if one.there[1] else None,
            ),
        )
        for one in people
    )


def _places(values: Sequence[Fraction]) -> dict[Fraction, int]:
    found: dict[Fraction, int] = {}
    for place, value in enumerate(sorted(values, reverse=True), 1):
        found.setdefault(value, place)
    return found
