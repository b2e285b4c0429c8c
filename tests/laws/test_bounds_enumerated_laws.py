"""Every result on a grid, of small plans: none pays less than the least or more than the most told."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction as F
from itertools import pairwise, product
from math import prod

from engine import plans_of
from hypothesis import HealthCheck, assume, event, given, settings
from strategies import Scenario, scenarios

from csvariable.bounds import Interval
from csvariable.bounds.cuts import cuts_of
from csvariable.engine.columns import evaluation as columns
from csvariable.exposure import cost_of
from csvariable.exposure.domains import Somebody, of_plan
from csvariable.exposure.totals import divides
from csvariable.facts.model import Facts, Participant, Value
from csvariable.kernel.diagnostic import FilePlace
from csvariable.kernel.formula import facts_of

MOST_POINTS = 2000
FAR = F(10**6)


def grid(interval: Interval, cuts: Sequence[F], *, fine: bool) -> list[Value]:
    """The ends of a domain, the bounds of the plan, what lies beside and between them, and no value."""
    tiny = F(1, 10**6)
    low = -FAR if interval.low is None else interval.low
    high = max([*cuts, low, F(1)]) * 2 + 1 if interval.high is None else interval.high
    marks = sorted({low, high, *(cut for cut in cuts if low <= cut <= high)})
    found: set[F] = {*marks, *(mark + side for mark in marks for side in (-tiny, tiny))}
    if fine:
        found |= {one + (other - one) * part / 3 for one, other in pairwise(marks) for part in (1, 2)}
    return ([None] if interval.absent else []) + [one for one in sorted(found) if interval.holds(one)]


def facts_at(one: Somebody, points: Sequence[dict[str, Value]]) -> Facts:
    """A person at each point, alone: nobody shares a team with anybody."""
    known = {name: [point[name] for point in points] for name in points[0]}
    return Facts(
        people=tuple(Participant(f"{at:05d}", None, (at,)) for at in range(len(points))),
        roles=[one.role] * len(points),
        teams=[f"{at:05d}" for at in range(len(points))],
        columns=known,
        present=[True] * len(points),
        place=lambda _row, _column: FilePlace(""),
    )


def costs_at(one: Somebody, points: Sequence[dict[str, Value]]) -> list[Value]:
    """What each point costs: its total, and the value of what is given."""
    program = one.person.programs[0]
    people = columns.evaluate({one.role: program}, columns.ColumnFacts.of(facts_at(one, points))).people
    totals = people["total"].values()
    gifts = [(people[gift.step].values(), gift.value) for gift in program.rewards]
    return [
        None if total is None else total + sum(((given[at] or 0) * value for given, value in gifts), F(0))
        for at, total in enumerate(totals)
    ]


def points_of(one: Somebody) -> list[dict[str, Value]] | None:
    """The grid of all that is open; None where it is too large for a small plan."""
    domains, cuts = one.person.domains[0], cuts_of(one.person.reading())
    read = {name for step in one.person.programs[0].steps for name in facts_of(step.formula)}
    for fine in (True, False):
        axes = {
            name: [interval.point]
            if interval.point is not None or name not in read
            else grid(interval, cuts.get((0, name), ()), fine=fine)
            for name, interval in domains.items()
        }
        if prod(map(len, axes.values())) <= MOST_POINTS:
            return [dict(zip(axes, values, strict=True)) for values in product(*axes.values())]
    return None


def check(one: Somebody) -> None:
    points = points_of(one)
    event("enumerated" if points else "too large")
    if not points:
        return
    costs = [cost for cost in costs_at(one, points) if cost is not None]
    formula = cost_of(one.person.programs[-1])
    least, most = (one.person.extreme(formula, most=most) for most in (False, True))
    assert most.bound is None or max(costs, default=most.bound) <= most.bound
    assert least.bound is None or min(costs, default=least.bound) >= least.bound
    for end in (least, most):
        if end.reached:  # the engine pays it at the point that is told
            at = dict(points[0]) | {column: value for (_, column), value in end.at.items()}
            assert costs_at(one, [at]) == [end.bound], (at, end)
            event("reached")


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenarios(timed=False))
def test_no_result_on_a_grid_passes_the_bounds_and_the_ends_are_paid(scenario: Scenario) -> None:
    plans, _ = plans_of(scenario.text)
    assume(plans is not None)
    assert plans is not None
    for one in of_plan(plans):
        if not divides([one.person.programs]):
            check(one)
