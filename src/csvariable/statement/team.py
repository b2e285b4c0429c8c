"""What a team looks at together: tiers that moved, who leads a contest, how long a target has been reached.

Nothing here is money: what was reached stands beside what the plan asks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from csvariable.engine.exact.curves import on_curve
from csvariable.engine.groups import rank_of
from csvariable.engine.results import Results
from csvariable.facts.plans import Plans
from csvariable.kernel.formula import Placed, walk
from csvariable.kernel.step import Step
from csvariable.statement.tiers import FULL, tier_in
from csvariable.statement.used import Tier


@dataclass(frozen=True, slots=True)
class TierMove:
    """A person whose KPI stands on another tier than before."""

    person: int
    """By index in the run of now."""
    kpi: str
    before: Tier
    now: Tier

    @property
    def is_up(self) -> bool:
        """Whether the new tier pays more."""
        return on_curve(self.now.curve, self.now.at) > on_curve(self.before.curve, self.before.at)


def tier_moves(plans: Plans, before: Results, now: Results) -> Iterator[TierMove]:
    """Yield who moved to another tier, in the order of the people; by their last row in each run."""
    then = {one.id: one.rows[-1] for one in before.facts.people}
    for at, one in enumerate(now.facts.people):
        row, old = one.rows[-1], then.get(one.id)
        if old is None:
            continue
        for kpi in plans.of(now.facts.roles[row]).kpis:
            was, is_ = tier_in(before, old, kpi), tier_in(now, row, kpi)
            if was is not None and is_ is not None and was.reached != is_.reached:
                yield TierMove(at, kpi, was, is_)


@dataclass(frozen=True, slots=True)
class Streak:
    """Periods in a row in which a person reached the target of a KPI, up to the last one."""

    person: str
    kpi: str
    periods: int


def streaks(plans: Plans, runs: Sequence[Results]) -> tuple[Streak, ...]:
    """Return who reached a target in at least two periods in a row, the longest first; runs are in order."""
    found: list[Streak] = []
    last = runs[-1]
    rows = [{one.id: one.rows[-1] for one in results.facts.people} for results in runs]
    for one in last.facts.people:
        for kpi in plans.of(last.facts.roles[one.rows[-1]]).kpis:
            count = 0
            for results, own in zip(reversed(runs), reversed(rows), strict=True):
                if not _on_target(results, own.get(one.id), kpi):
                    break
                count += 1
            if count > 1:
                found.append(Streak(one.id, kpi, count))
    return tuple(sorted(found, key=lambda one: -one.periods))


def _on_target(results: Results, row: int | None, kpi: str) -> bool:
    tier = None if row is None else tier_in(results, row, kpi)
    return tier is not None and on_curve(tier.curve, tier.at) >= FULL


@dataclass(frozen=True, slots=True)
class ContestPlace:
    """Where somebody stands in a contest: a person by index, or a team by name."""

    place: int
    who: int | str
    value: Fraction


@dataclass(frozen=True, slots=True)
class Standings:
    """The places of a contest, within a group where it is held in groups."""

    bonus: str
    by: Step
    within: str
    """The team or the role, where each has a contest of its own; empty else."""
    places: tuple[ContestPlace, ...]


def standings(results: Results) -> Iterator[Standings]:
    """Yield each contest with its places so far; those who are equal share the first of them."""
    seen: set[str] = set()
    for program in results.programs.values():
        for step in program.person_steps:
            node = next((node for node in walk(step.formula) if isinstance(node, Placed)), None)
            if node is None or node.by in seen:
                continue
            seen.add(node.by)
            by = next(one for one in program.person_steps if one.name == node.by)
            yield from _contest(results, node, by)


def _contest(results: Results, node: Placed, by: Step) -> Iterator[Standings]:
    keys = results.groups.keys(node.within)
    groups: dict[object, list[int]] = {}
    for at, one in enumerate(results.facts.people):
        if results.people[node.eligible][at]:
            groups.setdefault(keys[one.rows[-1]], []).append(at)
    bonus = by.name.split(".")[1]
    if node.teams is not None:
        first = [(str(key), people[0]) for key, people in groups.items() if key is not None]
        yield Standings(bonus, by, "", _places(node, results, first))
        return
    for key, people in groups.items():
        within = (
            ""
            if node.within == "company"
            else " · ".join(map(str, key))
            if isinstance(key, tuple)
            else str(key)
        )
        yield Standings(bonus, by, within, _places(node, results, [(at, at) for at in people]))


def _places(
    node: Placed, results: Results, compared: Sequence[tuple[int | str, int]]
) -> tuple[ContestPlace, ...]:
    """Return the places of people or teams, each by the person whose value is theirs."""
    found = []
    ranks = [rank_of(node, results.people, at) for _, at in compared]
    known = sorted(rank for rank in ranks if rank is not None)
    for (who, at), rank in zip(compared, ranks, strict=True):
        value = results.people[node.by][at]
        if rank is not None and value is not None:
            found.append(ContestPlace(1 + len(known) - bisect_right(known, rank), who, value))
    return tuple(sorted(found, key=lambda one: one.place))
