"""Two runs side by side: who gains, who loses, by which line, and what it costs.

The law: a person's changes by line add up to the person's change, and people's changes add up
to the change of the total, exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from csvariable.engine.columns.totals import Spread, Totals
from csvariable.engine.results import Results
from csvariable.facts.ratio import Overflow
from csvariable.kernel.step import Step
from csvariable.scenario.persons import (
    ZERO,
    Amounts,
    Person,
    adding,
    given_to,
    merged,
    people_of,
    ranked,
    steps_of,
)
from csvariable.scenario.spread import spread_of
from csvariable.statement.lines import effect_of

PeriodName: TypeAlias = str | None


@dataclass(frozen=True)
class Comparison:
    """One scenario against the base, over one or more periods."""

    name: str
    before: Mapping[PeriodName, Results]
    after: Mapping[PeriodName, Results]
    earlier: Mapping[PeriodName, Totals] = field(default_factory=dict, compare=False, repr=False)
    """What the runs before come to, where that is kept for many comparisons."""

    @cached_property
    def _totals(self) -> Mapping[PeriodName, tuple[Totals, Totals]] | None:
        """Both runs of each period as whole columns; None where they are not of the same people."""
        if self.before.keys() != self.after.keys():
            return None
        found = {}
        for period, was in self.before.items():
            now = self.after[period]
            if was.facts.people is not now.facts.people or was.facts.teams is not now.facts.teams:
                return None
            earlier = self.earlier.get(period) or Totals(was)
            found[period] = earlier, Totals(now, earlier)
        return found

    @cached_property
    def periods(self) -> Mapping[PeriodName, tuple[Person, ...]]:
        """Everybody of each period, in the order of the facts."""
        both = dict.fromkeys((*self.before, *self.after))
        return {period: people_of(self.before.get(period), self.after.get(period)) for period in both}

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Everybody once, over all periods, in the order of the facts."""
        found: dict[str, Person] = {}
        for people in self.periods.values():
            for one in people:
                found[one.id] = merged(found[one.id], one) if one.id in found else one
        return ranked(tuple(found.values()))

    @cached_property
    def _by_change(self) -> list[Person]:
        return sorted(self.people, key=lambda one: (-one.change, one.id))

    @cached_property
    def ordered(self) -> tuple[Person, ...]:
        """Those whose pay changes: greatest gain first, greatest loss last."""
        return tuple(one for one in self._by_change if one.change)

    @property
    def gainers(self) -> tuple[Person, ...]:
        """Those who gain, most first."""
        return tuple(one for one in self._by_change if one.change > 0)

    @property
    def losers(self) -> tuple[Person, ...]:
        """Those who lose, most first."""
        return tuple(one for one in reversed(self._by_change) if one.change < 0)

    @cached_property
    def counts(self) -> tuple[int, int, int]:
        """How many gain, lose and stay, without a look at anybody's lines."""
        if self._totals is not None and len(self._totals) == 1:
            with suppress(Overflow):
                ((was, now),) = self._totals.values()
                return now.changes_from(was)
        changes: dict[str, Fraction] = {}
        for period in dict.fromkeys((*self.before, *self.after)):
            for who, change in _changes(self.before.get(period), self.after.get(period)):
                changes[who] = changes[who] + change if who in changes else change
        gain = sum(change > 0 for change in changes.values())
        lose = sum(change < 0 for change in changes.values())
        return gain, lose, len(changes) - gain - lose

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
        return Amounts(_in_kind(self.before), _in_kind(self.after))

    @property
    def cost(self) -> Amounts:
        """Cash and rewards."""
        return self.cash + self.rewards

    @cached_property
    def incentive(self) -> Amounts:
        """The target incentives."""
        if self._totals is not None:
            with suppress(Overflow):
                return added(_incentives(*pair) for pair in self._totals.values())
        return added(one.incentive for one in self.people)

    @cached_property
    def lines(self) -> Mapping[str, Amounts]:
        """Cash by line of the statement: KPI payouts, then effects, pools and bonuses."""
        found: dict[str, Amounts] = {}
        for step, amounts in self._effects():
            found[step] = found.get(step, Amounts()) + amounts
        return {step: amounts for step, amounts in found.items() if amounts.before or amounts.after}

    def _effects(self) -> Sequence[tuple[str, Amounts]]:
        """Return what lines add, of everybody or one by one."""
        if self._totals is not None:
            with suppress(Overflow):
                return [line for pair in self._totals.values() for line in _lines(*pair)]
        return [line for one in self.people for line in one.lines.items()]

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        """The steps of all runs, by name."""
        return steps_of((*self.before.values(), *self.after.values()))

    @cached_property
    def teams(self) -> Mapping[str | None, Amounts]:
        """Cash by team, in the order of the facts."""
        found: dict[str | None, Amounts] = {}
        for team, amounts in self._by_team():
            found[team] = found.get(team, Amounts()) + amounts
        return found

    @cached_property
    def roles(self) -> Mapping[str | None, Amounts]:
        """Cash by role, that of the last row of a person, in the order of the facts."""
        found: dict[str | None, Amounts] = {}
        for role, amounts in self._by_role():
            found[role] = found.get(role, Amounts()) + amounts
        return found

    def _by_role(self) -> Sequence[tuple[str | None, Amounts]]:
        """Return what roles are paid, of everybody or one by one."""
        if self._totals is not None:
            with suppress(Overflow):
                earlier = [
                    (role, Amounts(paid, ZERO))
                    for was, _ in self._totals.values()
                    for role, paid in was.by_role().items()
                ]
                return earlier + [
                    (role, Amounts(ZERO, paid))
                    for _, now in self._totals.values()
                    for role, paid in now.by_role().items()
                ]
        found: list[tuple[str | None, Amounts]] = []
        for before, runs in ((True, self.before), (False, self.after)):
            for run in runs.values():
                for person, total in zip(run.facts.people, run.people["total"], strict=True):
                    paid = total or ZERO
                    amounts = Amounts(paid, ZERO) if before else Amounts(ZERO, paid)
                    found.append((run.facts.roles[person.rows[-1]], amounts))
        return found

    def _by_team(self) -> Sequence[tuple[str | None, Amounts]]:
        """Return what teams are paid, of everybody or one by one."""
        if self._totals is not None:
            with suppress(Overflow):
                sides = [(was.by_team(), now.by_team()) for was, now in self._totals.values()]
                return [(team, Amounts(was[team], now[team])) for was, now in sides for team in was]
        return [(one.team, one.cash) for people in self.periods.values() for one in people]

    @property
    def by_period(self) -> Mapping[PeriodName, Amounts]:
        """Cash by period."""
        return {
            period: Amounts(_paid_by(self.before.get(period)), _paid_by(self.after.get(period)))
            for period in dict.fromkeys((*self.before, *self.after))
        }

    @cached_property
    def spread(self) -> tuple[Spread, Spread]:
        """The distribution before and after, each person and period counted once where they are there."""
        if self._totals is not None and len(self._totals) == 1:
            with suppress(Overflow):
                ((was, now),) = self._totals.values()
                return was.spread(), now.spread()
        everybody = [one for people in self.periods.values() for one in people]
        return (
            spread_of([(one.cash.before, one.incentive.before) for one in everybody if one.there[0]]),
            spread_of([(one.cash.after, one.incentive.after) for one in everybody if one.there[1]]),
        )


def compare(
    base: Results | Mapping[PeriodName, Results],
    other: Results | Mapping[PeriodName, Results],
    name: str = "",
    earlier: Mapping[PeriodName, Totals] | None = None,
) -> Comparison:
    """Compare two runs, or two sets of runs by period; somebody of one side alone had, or has, 0.

    `earlier` holds what the runs of the base come to, where that is kept for many comparisons.
    """
    before = {base.facts.period: base} if isinstance(base, Results) else base
    after = {other.facts.period: other} if isinstance(other, Results) else other
    return Comparison(name, before, after, earlier or {})


def _paid(runs: Mapping[PeriodName, Results]) -> Fraction:
    return sum((run.paid for run in runs.values()), ZERO)


def _paid_by(results: Results | None) -> Fraction:
    return ZERO if results is None else results.paid


def _incentives(was: Totals, now: Totals) -> Amounts:
    """Return the target incentives of everybody."""
    return Amounts(*(one.sum_of("target_incentive", person=False) for one in (was, now)))


def _lines(was: Totals, now: Totals) -> list[tuple[str, Amounts]]:
    """Return what each line adds to the pay of everybody, in the order in which people have them."""
    sides: list[dict[str, Fraction]] = []
    for one in (was, now):
        effects: dict[str, Fraction] = {}
        for person, step in adding(one.results):
            effect = effect_of(step, one.sum_of(step.name, person=person)) or ZERO
            effects[step.name] = effects.get(step.name, ZERO) + effect
        sides.append(effects)
    before, after = sides
    steps = dict.fromkeys((*before, *after))
    return [(step, Amounts(before.get(step, ZERO), after.get(step, ZERO))) for step in steps]


def _changes(before: Results | None, after: Results | None) -> Iterator[tuple[str, Fraction]]:
    """Yield by how much each person's pay changes."""
    was, now = _totals(before), _totals(after)
    for who in dict.fromkeys((*was, *now)):
        yield who, now.get(who, ZERO) - was.get(who, ZERO)


def _totals(results: Results | None) -> dict[str, Fraction]:
    """Return what everybody is paid, by id."""
    if results is None:
        return {}
    people = zip(results.facts.people, results.people["total"], strict=True)
    return {person.id: total or ZERO for person, total in people}


def _in_kind(runs: Mapping[PeriodName, Results]) -> Fraction:
    given = (
        given_to(run, at)
        for run in runs.values()
        if any(program.rewards for program in run.programs.values())
        for at in range(len(run.facts.people))
    )
    return sum(given, ZERO)


def added(amounts: Iterable[Amounts]) -> Amounts:
    """Return the sum of amounts."""
    found = Amounts()
    for one in amounts:
        found += one
    return found
