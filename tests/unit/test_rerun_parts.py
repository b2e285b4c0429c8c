"""The same people once more, part by part: what is cut, what is too long for a column, who is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction as F
from unittest.mock import Mock

import pytest

from csvariable.engine.columns.draws import Draws, added, chosen, fallen
from csvariable.engine.columns.evaluation import ColumnFacts, evaluate as by_columns
from csvariable.engine.exact.evaluation import evaluate
from csvariable.engine.rerun import Earlier, rerun, run as module
from csvariable.engine.rerun.columns import only_what_differs
from csvariable.engine.rerun.run import total
from csvariable.engine.results import Results
from csvariable.facts.model import Facts, Participant, Value
from csvariable.facts.pairs import added_up
from csvariable.facts.ratio import LIMIT
from csvariable.kernel.diagnostic import CellPlace, Diagnostic, Place
from csvariable.kernel.formula import (
    Choose,
    Fact,
    Formula,
    Given,
    Grid,
    Holds,
    OfParts,
    Product,
    Ref,
    Start,
    Sum,
)
from csvariable.kernel.message import msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.rewriting import rebuilt
from csvariable.kernel.step import Demand, Program, Step
from csvariable.kernel.unit import Unit
from csvariable.plan import Role

Programs = dict[Role, Program]
X = Fact("x")
HUGE = F(LIMIT) * 4


def step(name: str, formula: Formula) -> Step:
    return Step(name, Purpose.SETTLED, Unit.NUMBER, formula, ())


def facts(
    values: Sequence[Value], parts: Sequence[tuple[int, ...]] | None = None, file: str = "facts"
) -> Facts:
    own = [(row,) for row in range(len(values))] if parts is None else parts
    return Facts(
        people=tuple(Participant(f"p{at}", None, rows) for at, rows in enumerate(own)),
        roles=[None] * len(values),
        teams=[None] * len(values),
        columns={"x": values},
        present=[True] * len(values),
        place=lambda row, column: CellPlace(file, row + 1, header=column),
    )


def figure(value: int | F) -> Given:
    return Given(F(value))


def demand(rule: str, most: int, read: Formula) -> Demand:
    return Demand(rule, Holds(read, "up_to", figure(most)), msg("is above {most}", most=str(most)), (), "x")


def plan(rate: int | F = 2, *, most: int | None = None, paid: int | None = None) -> Programs:
    """Pay a base, `x`, and that times a rate; `most` limits the product, `paid` the total."""
    return {
        None: Program(
            (step("base", Sum((X, figure(0)))), step("pay", Product((Ref("base"), figure(rate))))),
            (
                step("twice", Product((OfParts("base", "sum"), figure(2)))),
                step("total", OfParts("pay", "sum")),
            ),
            () if most is None else (demand("too-much", most, Ref("pay")),),
            () if paid is None else (demand("too-high", paid, Ref("total")),),
        )
    }


def earlier_of(base: Results) -> Earlier:
    return Earlier(base, ColumnFacts.of(base.facts))


def totals(results: Results) -> list[Value]:
    return list(results.people["total"])


# ------------------------------------------------------------------------------------------- small parts


def test_draws_without_a_mark_are_all_at_the_first_value() -> None:
    assert fallen([0, 2**64 - 1], []) == [0, 0]
    assert fallen([0, 5, 2**64 - 1], [5, 2**63]) == [0, 1, 2]


def test_who_has_no_value_adds_nothing() -> None:
    assert added_up([F(1, 2), None, F(1, 3), F(3, 2), None]) == F(7, 3)
    assert added_up([None]) == 0


def test_both_measures_of_a_matrix_are_rebuilt_and_its_cells_are_kept() -> None:
    starts = (Start("from", F(0)), Start("from", F(5)))
    grid = Grid(
        X, Ref("y"), starts, starts, ((F(1), F(2)), (F(3), F(4))), (False, False), ("kpis", "a", "matrix")
    )
    changed = rebuilt(grid, lambda one: Fact("z") if one == X else Given(F(6)))
    assert changed == replace(grid, row=Fact("z"), column=Given(F(6)))


# ------------------------------------------------------------------------------------- what is cut


def test_only_the_steps_that_can_differ_are_run() -> None:
    base = evaluate(plan(2), facts([F(1), F(3)]))
    found = only_what_differs(earlier_of(base), plan(5), base.facts)
    assert found is not None
    assert (list(found.rows), list(found.people)) == (["pay"], ["total"])
    assert found.people["total"].values() == [5, 15]


def test_people_of_several_rows_are_run_whole() -> None:
    given = facts([F(1), F(3), F(4)], [(0, 1), (2,)])
    base = evaluate(plan(2), given)
    earlier = earlier_of(base)
    assert earlier.cut(plan(5)) is None
    assert only_what_differs(earlier, plan(5), base.facts) is None
    found, problems = rerun(base, plan(5), given, earlier)
    assert totals(found) == [20, 20]
    assert problems == ()


def test_plans_of_other_steps_are_run_whole() -> None:
    base = evaluate(plan(2), facts([F(1), F(3)]))
    more = plan(2)[None]
    other: Programs = {None: replace(more, row_steps=(*more.row_steps, step("new", figure(9))))}
    assert earlier_of(base).cut(other) is None
    found, _ = rerun(base, other, base.facts, earlier_of(base))
    assert list(found.rows["new"]) == [9, 9]
    assert found.paid == 8


# ------------------------------------------------------------------- what is too long for a column


@pytest.fixture
def long() -> Results:
    """A run whose base, which every change of the rate reads, has no column."""
    return evaluate(plan(2), facts([HUGE, F(1, 3)]))


def test_what_was_too_long_for_a_column_is_run_whole(long: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FEW", 0)
    whole = Mock(wraps=by_columns)
    monkeypatch.setattr(module, "evaluate", whole)
    found, problems = rerun(long, plan(5), long.facts, earlier_of(long))
    assert (totals(found), problems) == ([HUGE * 5, F(5, 3)], ())
    assert found.paid == HUGE * 5 + F(5, 3)
    assert whole.call_count == 1


# --------------------------------------------------------------------------------- who is refused


def told(problems: Sequence[Diagnostic]) -> list[tuple[str, str, Place]]:
    return [(one.rule, str(one.message), one.at) for one in problems]


@pytest.mark.parametrize("few", [0, 3])
def test_each_plan_has_the_refusals_of_its_own(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two demands of the row and the person: told by its own words, in the rows of the plan."""
    monkeypatch.setattr(module, "FEW", few)
    base = evaluate(plan(2, most=100, paid=100), facts([F(1), F(30), F(20)]))
    plans = [plan(rate, most=70, paid=50) for rate in (1, 2, 3)]
    low, middle, high = (rerun(base, one, base.facts, earlier_of(base)) for one in plans)
    assert [totals(one) for one, _ in (low, middle, high)] == [[1, 30, 20], [2, 60, 40], [3, 90, 60]]
    assert told(low[1]) == []
    assert told(middle[1]) == [("too-high", "`p1`: is above 50", CellPlace("facts", 2, header="x"))]
    assert told(high[1]) == [
        ("too-much", "`p1`: is above 70", CellPlace("facts", 2, header="x")),
        ("too-high", "`p1`: is above 50", CellPlace("facts", 2, header="x")),
        ("too-high", "`p2`: is above 50", CellPlace("facts", 3, header="x")),
    ]


# ----------------------------------------------------------------------------------- what it costs


def test_a_sum_is_the_same_over_one_denominator_over_many_and_in_fractions() -> None:
    """Values over 10^10 and 10^10 + 1 have no common denominator of 18 digits."""
    here: Formula = Choose(Holds(X, "up_to", figure(HUGE * 2)), X, Fact("nothing"))
    one: Programs = {None: Program((step("pay", here),), (step("total", OfParts("pay", "sum")),))}

    def added(*values: Value) -> F:
        return total(by_columns(one, ColumnFacts.of(facts(values))))

    assert added(F(1, 2), None, F(5, 3)) == F(13, 6)
    assert added(None, None) == 0
    assert added(F(1, 10**10), None, F(1, 10**10 + 1)) == F(2 * 10**10 + 1, 10**10 * (10**10 + 1))
    assert added(HUGE, None, F(1, 3)) == HUGE + F(1, 3)


def test_draws_add_up_what_each_hand_takes() -> None:
    picks = [0, 1, 1]
    assert added([([5, 7], picks), ([1, 2], picks), ([10], [0, 0, 0])], 3) == [16, 19, 19]
    assert added([([2**63, 0], [0, 1]), ([1, 2], [1, 0])], 2) == [2**63 + 2, 1]
    assert added([([2**130, -(2**130)], [0, 1]), ([1], [0, 0])], 2) == [2**130 + 1, 1 - 2**130]
    assert added([], 2) == [0, 0]


def test_draws_are_whole_numbers_of_eight_bytes() -> None:
    found = Draws(bytes(range(16)))
    whole = (0x0001020304050607, 0x08090A0B0C0D0E0F)
    assert tuple(found) == whole
    assert (found[1], list(found[:1]), len(found)) == (whole[1], [whole[0]], 2)
    assert found == whole
    assert found != whole[:1]
    assert found != 5
    assert list(Draws(b"")) == []
    most = Draws(b"\xff" * 8 + b"\x80" + bytes(7) + b"\x7f" + b"\xff" * 7)
    assert chosen(most, 10) == [9, 5, 4]
    assert chosen(most, 2**31) == [2**31 - 1, 2**30, 2**30 - 1]
