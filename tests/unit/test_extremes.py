"""The most and the least of a formula: found exactly where they are paid, within the work allowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction as F
from itertools import product as pairs
from typing import TypeAlias

import pytest

from csvariable.bounds import Extreme, Interval, PersonBounds, exactly
from csvariable.bounds.extremes import Box, Search
from csvariable.bounds.interval import NOTHING
from csvariable.bounds.reading import BoundReading
from csvariable.kernel.figure import told
from csvariable.kernel.formula import (
    Choose,
    Fact,
    Formula,
    Given,
    Holds,
    Known,
    Least,
    OfParts,
    Over,
    Product,
    Ref,
    Rounded,
    Sum,
)
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Program, Step
from csvariable.kernel.unit import Unit

Number: TypeAlias = F | int
X, Y = Fact("x"), Fact("y")
UP_TO_FOUR, ANY = Interval(F(0), F(4)), Interval(None, None)


def number(value: Number) -> Given:
    return Given(F(value))


def minus(formula: Formula) -> Formula:
    return Product((number(-1), formula))


def arch(of: Formula, low: Number, high: Number) -> Formula:
    """(x - low) (high - x): 0 at both ends; read as intervals it could be the square of the width."""
    return Product((Sum((of, number(-low))), Sum((number(high), minus(of)))))


def jump(of: Formula, at: Number) -> Formula:
    """Below a value x itself; from there on 10 - x."""
    return Choose(Holds(of, "from", number(at)), Sum((number(10), minus(of))), of)


def person(formula: Formula, **domains: Interval) -> PersonBounds:
    row = (Step("s", Purpose.SETTLED, Unit.NUMBER, formula, ()),)
    whole = (Step("total", Purpose.TOTAL, Unit.MONEY, OfParts("s", "sum"), ()),)
    return PersonBounds((Program(row, whole),), (domains,))


def extreme(
    formula: Formula, *, most: bool = True, **domains: Interval
) -> tuple[Number | None, bool, list[Number | None]]:
    found = person(formula, **domains).extreme(Ref("total"), most=most)
    at: list[Number | None] = [found.at[column] for column in sorted(found.at)]
    return found.bound, found.reached, at


def looking(box: Box) -> BoundReading:
    """How a formula without steps is read over a box."""
    return BoundReading({}, {name: one for (_, name), one in box.items()})


def search(
    formula: Formula, *, work: int = 160, cuts: Mapping[str, Sequence[int]] | None = None, **box: Interval
) -> tuple[Extreme, int]:
    """Search the most over a box; return it with the number of readings that it took."""
    levels = {(0, name): [F(one) for one in some] for name, some in (cuts or {}).items()}
    one, whole = Search(formula, levels, work), {(0, name): interval for name, interval in box.items()}
    return one.most(whole, looking(whole)), work - one.work


# ------------------------------------------------------------------------------------------ of a person


def test_least_and_most_keep_their_signs() -> None:
    one = Interval(F(1), F(4))
    assert extreme(X, x=one) == (4, True, [4])
    assert extreme(X, x=one, most=False) == (1, True, [1])
    assert extreme(Product((number(-3), X)), x=one, most=False) == (-12, True, [4])
    assert extreme(X, x=ANY, most=False) == (None, False, [-1000])
    assert extreme(X, x=ANY) == (None, False, [1000])


def test_only_what_a_program_reads_and_can_vary_is_looked_at() -> None:
    somebody = person(
        Sum((X, Y, Fact("z"), Fact("w"))),
        x=UP_TO_FOUR, y=exactly(F(2)), z=NOTHING, w=Interval(F(1), F(1), absent=True), unread=UP_TO_FOUR,
    )  # fmt: skip
    assert somebody.box() == {(0, "x"): UP_TO_FOUR, (0, "w"): Interval(F(1), F(1), absent=True)}


def test_a_box_takes_the_place_of_the_domains_that_it_names() -> None:
    somebody = person(Sum((X, Y)), x=UP_TO_FOUR, y=UP_TO_FOUR)
    assert somebody.reading().step("total").interval == Interval(F(0), F(8))
    assert somebody.reading({(0, "x"): exactly(F(1))}).step("total").interval == Interval(F(1), F(5))
    assert somebody.domains[0]["x"] == UP_TO_FOUR


# --------------------------------------------------------------------------------------- what is found


@pytest.mark.parametrize(
    "domain",
    [Interval(F(0), F(10)), Interval(None, None), Interval(None, F(10)), Interval(F(0), F(7, 3))],
)
def test_a_jump_inside_is_found_whatever_ends_there_are(domain: Interval) -> None:
    """Money has no end on either side, and is cut where its conditions are like anything else."""
    assert extreme(jump(X, F(7, 3)), x=domain) == (F(23, 3), True, [F(7, 3)])


def test_what_is_paid_just_below_a_bound_is_bounded_and_not_reached() -> None:
    below = Choose(Holds(X, "below", number(3)), X, number(0))
    bound, reached, _ = extreme(below, x=Interval(F(0), F(10)))
    assert (bound, reached) == (3, False)


def test_what_is_paid_up_to_a_bound_is_told_from_what_is_paid_above() -> None:
    up_to = Choose(Holds(X, "above", number(3)), minus(X), X)
    assert extreme(up_to, x=Interval(F(0), F(10))) == (3, True, [3])
    assert extreme(up_to, x=Interval(F(0), F(10)), most=False) == (-10, True, [10])


def test_several_columns_are_each_cut_where_their_lines_change() -> None:
    both = Sum((jump(X, F(7, 3)), jump(Y, F(5, 2))))
    assert extreme(both, x=Interval(F(0), F(10)), y=Interval(F(0), F(10))) == (
        F(23, 3) + F(15, 2), True, [F(7, 3), F(5, 2)]
    )  # fmt: skip
    one = Sum((jump(Y, F(7, 3)), X))
    assert extreme(one, x=Interval(F(0), F(1)), y=Interval(F(0), F(10))) == (F(26, 3), True, [1, F(7, 3)])


def test_having_no_value_is_tried_beside_the_values() -> None:
    else_ten = Choose(Known(X), X, number(10))
    assert extreme(else_ten, x=Interval(F(0), F(4), absent=True)) == (10, True, [None])
    assert extreme(Sum((else_ten, Y)), x=Interval(F(0), F(4), absent=True), y=UP_TO_FOUR) == (
        14, True, [None, 4]
    )  # fmt: skip
    assert extreme(jump(X, 2), x=Interval(F(0), F(4), absent=True)) == (8, True, [2])
    assert extreme(jump(X, 2), x=Interval(F(0), F(4), absent=True), most=False) == (0, True, [0])


def test_what_others_decide_bounds_and_is_never_called_reached() -> None:
    somebody = person(Sum((X, Ref("o"))), x=UP_TO_FOUR)
    over = Step("o", Purpose.SETTLED, Unit.NUMBER, Over("s", "sum", "team"), ())
    program = somebody.programs[0]
    known = PersonBounds(
        (Program((over, *program.row_steps), program.person_steps),),
        ({"x": UP_TO_FOUR, told("o"): Interval(F(2), F(5))},),
    )
    assert known.extreme(Ref("total"), most=True) == Extreme(F(9), reached=False, at={})
    perhaps = PersonBounds(known.programs, ({"x": UP_TO_FOUR, told("o"): Interval(F(5), F(5), absent=True)},))
    assert perhaps.extreme(Ref("total"), most=True) == Extreme(F(9), reached=False, at={})


def test_nothing_is_looked_for_where_nothing_can_vary() -> None:
    assert extreme(Sum((X, number(10))), x=exactly(F(2))) == (12, True, [])
    assert extreme(Over("s", "sum", "team"), x=exactly(F(2))) == (None, False, [])


def test_what_never_has_a_value_has_no_most() -> None:
    assert search(Fact("none"), x=UP_TO_FOUR)[0] == Extreme(None, reached=False)


# ------------------------------------------------------------------------------------------- the search


def test_the_middle_of_an_interval_is_looked_at_where_nothing_else_is() -> None:
    """Two and a half pays most, 1/4; what lies just beside it keeps the bound a little higher."""
    found, _ = search(arch(X, 2, 3), x=Interval(F(2), F(3)))
    at = found.at[0, "x"]
    assert found.bound is not None
    assert at is not None
    assert F(1, 4) < found.bound < F(1, 4) + F(1, 200)
    assert abs(at - F(5, 2)) < F(1, 100)
    assert not found.reached


def test_the_widest_column_is_halved() -> None:
    found, _ = search(Sum((arch(X, 0, 1), Y)), x=Interval(F(0), F(1)), y=Interval(F(10), F(21, 2)))
    assert found.bound is not None
    assert F(43, 4) <= found.bound < F(43, 4) + F(1, 10)
    endless, _ = search(
        Sum((arch(X, 0, F(1, 2)), Least((Y, number(3))))), y=Interval(F(0), None), x=Interval(F(0), F(1, 2))
    )
    assert endless.bound is not None
    assert F(49, 16) <= endless.bound < F(49, 16) + F(1, 100)


@pytest.mark.parametrize(
    ("base", "bound", "reads"),
    [(999, 1000, 4), (-1001, -1000, 4), (998, F(1997, 2), 10), (-999, F(-1997, 2), 10)],
)
def test_a_bound_nearer_than_a_thousandth_is_left_as_it_is(base: int, bound: F, reads: int) -> None:
    """The arch adds 1/4 at most, and could add 1 for all that intervals know."""
    found, took = search(Sum((arch(X, 0, 1), number(base))), x=Interval(F(0), F(1)))
    assert found.bound == bound
    assert took == reads


@pytest.mark.parametrize(("work", "reads"), [(0, 4), (10, 10), (11, 16)])
def test_an_extreme_costs_no_more_readings_than_its_work_and_one_cell(work: int, reads: int) -> None:
    """One reading at first, three to walk in a cell, three to cut it; below 1/4 the search has no end."""
    endless = Sum((arch(X, 0, 1), number(F(-1, 4))))
    assert search(endless, work=work, x=Interval(F(0), F(1)))[1] == reads
    one, box = Search(endless, {}), {(0, "x"): Interval(F(0), F(1))}
    one.most(box, looking(box))
    assert -6 < one.work <= 0


def test_the_cut_in_the_middle_comes_first() -> None:
    found, _ = search(jump(X, 3), work=5, cuts={"x": [1, 2, 3, 4, 5]}, x=Interval(F(0), F(10)))
    assert found == Extreme(F(7), reached=True, at={(0, "x"): F(3)})


def test_of_points_that_pay_the_same_the_first_is_kept() -> None:
    """Rounded to 0 or 1 the arch pays 0 everywhere, and its greatest x is tried first."""
    found, _ = search(arch(Rounded(X, F(1), "half-up"), 0, 1), x=Interval(F(0), F(1)))
    assert found == Extreme(F(1), reached=False, at={(0, "x"): F(1)})


@pytest.mark.parametrize(("cuts", "far"), [([], 1000), ([5000], 5001000), ([-7, 2], 8000)])
def test_where_there_is_no_end_a_value_far_beyond_all_cuts_is_tried(cuts: list[int], far: int) -> None:
    endless = Interval(F(0), None)
    assert search(X, work=0, cuts={"x": cuts}, x=endless)[0].at == {(0, "x"): F(far)}
    assert search(minus(X), work=0, cuts={"x": cuts}, x=endless.opposite())[0].at == {(0, "x"): F(-far)}


def tried(one: Interval) -> tuple[F | None, F | None]:
    """The values of an interval that are paid where less and where more of it pays more."""
    return tuple(search(of, work=0, x=one)[0].at[0, "x"] for of in (minus(X), X))  # type: ignore[return-value]


def test_a_value_inside_is_an_end_or_lies_between_or_far_from_the_other() -> None:
    sides = ((None, False), (F(-3), False), (F(-3), True), (F(5), False), (F(5), True))
    for (low, low_open), (high, high_open) in pairs(sides, sides):
        if low is not None and high is not None and low >= high:
            continue
        one = Interval(low, high, low_open=low_open, high_open=high_open)
        assert all(one.holds(value) for value in tried(one))
    closed, open_ = Interval(F(-3), F(5)), Interval(F(-3), F(5), low_open=True, high_open=True)
    up, down = Interval(F(5), None, low_open=True), Interval(None, F(-3), high_open=True)
    found = [tried(one) for one in (closed, open_, up, down, ANY)]
    assert found == [(F(a), F(b)) for a, b in ((-3, 5), (1, 1), (505, 1005), (-1003, -503), (-1000, 1000))]
