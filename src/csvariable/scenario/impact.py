"""What followed a change of the plan: levels before and after, what a point cost, pay against performance.

The law of this module: every figure is exact and comes with how many people (or teams) it is of;
below a floor it concludes nothing, whatever the figure is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Final, Literal, TypeAlias

from csvariable.engine.results import Results
from csvariable.facts.pairs import added_up
from csvariable.facts.plans import Plans
from csvariable.kernel.purpose import Purpose
from csvariable.statement.points import whole_point

CONCLUSIVE: Final = 8
"""People from whom on a distribution says something."""
COMPARED: Final = 10
"""People from whom on two orders can be compared."""

Finding: TypeAlias = Literal["few", "unclear", "clear"]
"""Too few to conclude; no more than how they differ from one another; more than that."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A KPI of the same people (or teams) before and after a change."""

    kpi: str
    before: Fraction
    after: Fraction
    """The means of what each of them reached on average."""
    n: int
    spread: Fraction
    """The variance of their changes."""
    better: int
    """1 where more is better, -1 where less is."""
    paid_before: Fraction
    paid_after: Fraction
    """What the KPI paid in a period, on average, to everybody who was there."""
    point: Fraction | None
    """What one point is: of money 1 % of the mean of their targets after it; None where one has none."""
    others: int
    """By how many at least those measured in a period differ from those compared; 0 where by none."""

    @property
    def gained(self) -> Fraction | None:
        """By how many points the mean is better; negative where it is worse; None without a point."""
        return None if self.point is None else (self.after - self.before) * self.better / self.point

    @property
    def per_point(self) -> Fraction | None:
        """What the KPI paid more in a period for each point gained; None where nothing was gained."""
        gained = self.gained
        return (self.paid_after - self.paid_before) / gained if gained is not None and gained > 0 else None

    @property
    def finding(self) -> Finding:
        """Whether the change is more than what single changes vary by: twice its standard error."""
        if self.n < CONCLUSIVE:
            return "few"
        far = (self.after - self.before) ** 2 * self.n > 4 * self.spread
        return "clear" if far else "unclear"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often who reached more was paid more, of all pairs of people that differ in both."""

    n: int
    pairs: int
    agreeing: int

    @property
    def share(self) -> Fraction | None:
        """The part of the pairs; None where no two people differ in both."""
        return Fraction(self.agreeing, self.pairs) if self.pairs else None

    @property
    def concludes(self) -> bool:
        """Whether there are people enough."""
        return self.n >= COMPARED and self.pairs > 0


def paid_kpis(results: Results) -> tuple[str, ...]:
    """Return the KPIs that a run pays by, in the order of its programs."""
    steps = (step for program in results.programs.values() for step in program.row_steps)
    return tuple(dict.fromkeys(step.kpi for step in steps if step.purpose is Purpose.PAYOUT and step.kpi))


def shift(
    kpi: str, before: Sequence[tuple[Results, Plans]], after: Sequence[tuple[Results, Plans]]
) -> Shift | None:
    """Compare the periods before a change with those after it; None where nobody was measured in both."""
    by_period = [[_levels([one], kpi) for one in runs] for runs in (before, after)]
    levels = [_levels(runs, kpi) for runs in (before, after)]
    both = [one for one in levels[0] if one in levels[1]]
    apart = [len(measured.keys() ^ both) for side in by_period for measured in side]
    if not both:
        return None
    changes = [levels[1][one] - levels[0][one] for one in both]
    count = len(both)
    mean = added_up(changes) / count
    spread = added_up((one - mean) ** 2 for one in changes) / (count - 1) if count > 1 else Fraction(0)
    spec = after[-1][1].kpi(kpi)
    old, new = (added_up(level[one] for one in both) / count for level in levels)
    less, more = (
        added_up(_paid(results, kpi) for results, _ in runs) / len(runs) for runs in (before, after)
    )
    targets = _levels(after, kpi, Purpose.TARGET)
    aimed = [targets[one] for one in both if one in targets]
    aim = added_up(aimed) / count if len(aimed) == count else None
    step = whole_point(spec, after[-1][1].base.currency, aim)
    point = None if step is None else abs(step)
    better = -1 if spec.lower_is_better else 1
    others = min((few for few in apart if few), default=0)
    return Shift(kpi, old, new, count, spread, better, less, more, point, others)


def _paid(results: Results, kpi: str) -> Fraction:
    column = results.rows.get(Purpose.PAYOUT.named(kpi))
    return Fraction(0) if column is None else added_up(column)


def _levels(
    runs: Iterable[tuple[Results, Plans]], kpi: str, purpose: Purpose = Purpose.ACTUAL
) -> Mapping[str, Fraction]:
    """Return what each person (or team, or the company, whose KPI it is) reached on average, or had to."""
    found: dict[str, dict[int, Fraction]] = {}
    for period, (results, plans) in enumerate(runs):
        column = results.rows.get(purpose.named(kpi))
        if column is None:
            continue
        facts = results.facts
        for one in facts.people:
            for row in one.rows:
                value, spec = column[row], plans.of(facts.roles[row]).kpis.get(kpi)
                if value is not None and spec is not None:
                    whose = {"person": one.id, "team": facts.teams[row] or ""}.get(spec.scope, "")
                    found.setdefault(f"{spec.scope} {whose}", {})[period] = value
    return {whose: added_up(values.values()) / len(values) for whose, values in found.items()}


def agreement(results: Results, plans: Plans, kpi: str | None) -> Agreement:
    """Compare what people reached of a KPI, or of the whole plan, with what they are paid of their target."""
    pairs = list(performances(results, plans, kpi))
    return Agreement(len(pairs), *ordered_alike(pairs))


def performances(results: Results, plans: Plans, kpi: str | None) -> Iterable[tuple[Fraction, Fraction]]:
    """Yield what each person reached, more being better, and their pay as a share of their target.

    Without a KPI it is the attainment of the plan, where every KPI with a weight has one.
    """
    targets = results.rows.get(Purpose.TARGET_INCENTIVE)
    name = Purpose.PLAN_ATTAINMENT if kpi is None else Purpose.ACTUAL.named(kpi)
    column = results.rows.get(name)
    if targets is None or column is None:
        return
    for at, one in enumerate(results.facts.people):
        row = one.rows[-1]
        reached, total = column[row], results.people[Purpose.TOTAL][at]
        target = added_up(value for each in one.rows if (value := targets[each]) is not None)
        spec = None if kpi is None else plans.of(results.facts.roles[row]).kpis.get(kpi)
        if reached is None or total is None or not target or (kpi is not None and spec is None):
            continue
        yield (-reached if spec is not None and spec.lower_is_better else reached), total / target


def ordered_alike(pairs: Sequence[tuple[Fraction, Fraction]]) -> tuple[int, int]:
    """Count the pairs of people that differ in both values, and those of them in the same order."""
    levels = sorted({paid for _, paid in pairs})
    seen = [0] * (len(levels) + 1)
    differing = agreeing = added = 0
    for _, group in groupby(sorted(pairs), key=lambda one: one[0]):
        places = [bisect_left(levels, paid) + 1 for _, paid in group]
        for place in places:
            below, same = _up_to(seen, place - 1), _up_to(seen, place)
            agreeing += below
            differing += added - (same - below)
        for place in places:
            _add(seen, place)
        added += len(places)
    return differing, agreeing


def _up_to(tree: Sequence[int], place: int) -> int:
    """Return how many stand up to a place of a tree of sums."""
    found = 0
    while place:
        found += tree[place]
        place &= place - 1
    return found


def _add(tree: list[int], place: int) -> None:
    while place < len(tree):
        tree[place] += 1
        place += place & -place


__all__ = [
    "COMPARED",
    "CONCLUSIVE",
    "Agreement",
    "Finding",
    "Shift",
    "agreement",
    "paid_kpis",
    "performances",
    "shift",
]
