"""The law of the value that fits: what is said of all values holds for each one that is paid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, settings, strategies as st
from strategies import Scenario, scenarios

from csvariable.engine.run import once
from csvariable.facts.load import Tables
from csvariable.facts.plans import Plans
from csvariable.kernel.quantity import read_quantity
from csvariable.odds.history import costs_of
from csvariable.reading import read
from csvariable.solve import PricedRun, Pricing, Solved, ValueGrid, grid_of, run_of, solve
from csvariable.solve.grid import numbers
from csvariable.tables.reading import read_table
from csvariable.tables.table import Table
from csvariable.text import Document, Setting, parse

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Priced:
    """A plan on its files, and what it costs with other values."""

    document: Document
    tables: Tables
    period: str | None
    known: dict[int, Fraction | None] = field(default_factory=dict)
    """What the values paid so far cost, by step; of one route."""
    paid: dict[object, list[PricedRun] | None] = field(default_factory=dict)
    """The runs of plans that were paid already, by their values."""

    @staticmethod
    def of(scenario: Scenario) -> Priced:
        document, _ = parse(scenario.text, "plan.yaml")
        assert document is not None
        kpis, people, adjustments = (table(data, f"{at}.csv") for at, data in enumerate(scenario.files))
        assume(kpis is not None)
        assert kpis is not None
        return Priced(document, Tables([kpis], people, adjustments), scenario.period)

    def runs(self, document: Document) -> list[PricedRun] | None:
        """Pay a plan, each only once: both searches and the check meet the same values."""
        written = tuple((route, value.text) for route, value in document.routes())
        if written not in self.paid:
            self.paid[written] = self._runs(document)
        return self.paid[written]

    def _runs(self, document: Document) -> list[PricedRun] | None:
        reading = read(document, opinions=False)  # what is advised changes no pay
        if reading.plan is None:
            return None
        done = once(Plans(reading.plan, reading.roles), self.tables, self.period)
        return None if done.results is None else [run_of(done.results, costs_of(done.results))]

    def cost(self, grid: ValueGrid, step: int) -> Fraction | None:
        if step not in self.known:
            edited = self.document.edited({grid.route: grid.text(step)}, Setting("test"))
            runs = self.runs(edited)
            self.known[step] = None if runs is None else total([run.costs for run in runs])
        return self.known[step]

    @property
    def pricing(self) -> Pricing:
        return Pricing(self.runs, total)


def table(data: bytes | None, name: str) -> Table | None:
    return None if data is None else read_table(data, name)[0]


def total(costs: Sequence[Sequence[Fraction]]) -> Fraction:
    return sum(costs[0], Fraction(0))


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenarios(), st.data())
def test_what_is_said_of_all_values_holds_for_each(scenario: Scenario, data: st.DataObject) -> None:
    assert_true(scenario, data)


@pytest.mark.fuzz
@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenarios(), st.data())
def test_what_is_said_of_all_values_holds_in_many_plans(scenario: Scenario, data: st.DataObject) -> None:
    assert_true(scenario, data)


def assert_true(scenario: Scenario, data: st.DataObject) -> None:
    """Look for a value of any route of a plan, and pay many others."""
    priced = Priced.of(scenario)
    now = priced.runs(priced.document)
    assume(now is not None)
    assert now is not None
    route, _ = data.draw(st.sampled_from(list(numbers(priced.document))))
    grid = grid_of(priced.document, route)
    cost = total([run.costs for run in now])
    limit = cost * data.draw(
        st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(9, 10), Fraction(11, 10)])
    )
    for goal, outward in (("largest", 1), ("smallest", -1)):
        found = solve(
            priced.document, grid, priced.pricing, limit, "largest" if goal == "largest" else "smallest"
        )
        steps = {grid.start + near for near in range(-12, 13)}
        steps |= {grid.start * 2**double for double in range(1, 12)} | {0, 1, -1, grid.last, grid.first}
        check(priced, grid, found, sorted(steps), outward)


def check(priced: Priced, grid: ValueGrid, found: Solved, steps: list[int], outward: int) -> None:
    if found.value is not None:
        assert found.value.cost is not None
        assert found.value.cost <= found.limit
    if not found.proved:
        return
    for step, cost in paid(priced, grid, steps):
        what = f"{grid.text(step)} costs {cost}, limit {found.limit}: {found}"
        fits = cost is not None and cost <= found.limit
        if found.ending in {"none", "refused"}:
            assert not fits, what
            assert found.ending == "none" or cost is None, what
        elif found.ending == "every":
            assert fits or cost is None, what
        else:
            at = step_of(grid, found)
            beyond = (step - at) * outward
            if found.ending == "onward":
                assert beyond < 0 or fits or cost is None, what
            else:
                assert beyond <= 0 or not fits, what


def step_of(grid: ValueGrid, found: Solved) -> int:
    assert found.value is not None
    at = read_quantity(found.value.text).value / grid.grain
    assert at.denominator == 1
    assert grid.first <= at.numerator <= grid.last
    return at.numerator


def paid(priced: Priced, grid: ValueGrid, steps: list[int]) -> Iterator[tuple[int, Fraction | None]]:
    for step in steps:
        if grid.first <= step <= grid.last:
            yield step, priced.cost(grid, step)
