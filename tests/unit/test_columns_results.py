"""Runs on columns: steps across rows, people of several rows, refusals, samples and differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction as F

import polars as pl
import pytest

from csvariable.engine.columns.evaluation import ColumnFacts, ColumnResults, differences, evaluate
from csvariable.engine.columns.roles import RoleTable
from csvariable.engine.columns.totals import Totals
from csvariable.engine.demands import refusals
from csvariable.engine.exact import evaluation as exact
from csvariable.facts.model import Facts, Participant, Value
from csvariable.facts.ratio import LIMIT, Overflow
from csvariable.kernel.diagnostic import FilePlace
from csvariable.kernel.formula import (
    Fact,
    Formula,
    Given,
    Holds,
    Known,
    OfParts,
    Over,
    Placed,
    Product,
    Quotient,
    Ref,
    Shared,
    Sum,
)
from csvariable.kernel.message import msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Demand, Program, Step
from csvariable.kernel.unit import Unit
from csvariable.plan import Role

CENT = F(1, 100)
X, Y = Fact("x"), Fact("y")
HUGE = Given(F(2**130))


def steps(**formulas: Formula) -> tuple[Step, ...]:
    return tuple(Step(name, Purpose.SETTLED, Unit.NUMBER, one, ()) for name, one in formulas.items())


def demands(**formulas: Formula) -> tuple[Demand, ...]:
    return tuple(Demand(name, one, msg(""), ()) for name, one in formulas.items())


def facts(
    people: Sequence[Sequence[int]],
    roles: Sequence[Role],
    x: Sequence[int | None],
    present: Sequence[bool] | None = None,
) -> Facts:
    """Rows with `x`, and with `y` ten times as much."""
    return Facts(
        people=tuple(Participant("cabdef"[at], None, tuple(rows)) for at, rows in enumerate(people)),
        roles=roles,
        teams=["n" if at % 2 else None for at in range(len(roles))],
        columns={"x": [None if one is None else F(one) for one in x],
                 "y": [None if one is None else F(10 * one) for one in x]},
        present=[True] * len(roles) if present is None else present,
        place=lambda _row, _column: FilePlace("facts"),
    )  # fmt: skip


def same(programs: dict[Role, Program], given: Facts) -> ColumnResults:
    """Evaluate both ways, and return what the columns found."""
    found, expected = evaluate(programs, ColumnFacts.of(given)), exact.evaluate(programs, given)
    assert differences(expected, found) == []
    assert found.refusals() == refusals(programs, given, expected)
    return found


def paid(found: ColumnResults, name: str) -> list[Value]:
    """A step of everybody, of which all is a column."""
    return (found.rows if name in found.rows else found.people)[name].values()


# ---------------------------------------------------------------------------------------- across rows

ACROSS = steps(
    s=Sum((X, Given(F(1)))),
    money=Product((X, Given(F(10)))),
    key=X,
    member=Given(F(1)),
    team=Over("s", "sum", "team"),
    mean=Over("s", "mean", "company"),
    pool=Shared("money", True, "key", "member", "company", False, CENT),
    after=Sum((Ref("pool"), Ref("team"))),
)
PODIUM = steps(
    by=OfParts("s", "sum"),
    there=Given(F(1)),
    prize=Placed("by", "there", (F(100), F(50)), "company", CENT, False, ()),
    total=Sum((Ref("prize"), OfParts("pool", "sum"), OfParts("s", "last"))),
)


def test_steps_across_rows_are_columns_too() -> None:
    found = same({None: Program(ACROSS, PODIUM)}, facts([[0], [1], [2]], [None] * 3, [1, 2, 5]))
    assert paid(found, "team") == [F(8), F(3), F(8)]
    assert paid(found, "mean") == [F(11, 3)] * 3
    assert paid(found, "pool") == [F(10), F(20), F(50)]
    assert paid(found, "after") == [F(18), F(23), F(58)]
    assert paid(found, "prize") == [F(0), F(50), F(100)]
    assert paid(found, "total") == [F(12), F(73), F(156)]


def test_people_of_several_rows_are_seen_once() -> None:
    found = same({None: Program(ACROSS, PODIUM)}, facts([[2, 0], [1, 3]], [None] * 4, [1, 2, 5, None]))
    assert paid(found, "by") == [F(8), F(3)]
    assert paid(found, "prize") == [F(100), F(50)]
    assert paid(found, "pool") == [None] * 4  # a member without a key: nobody knows the shares
    assert paid(found, "total") == [F(102), None]
    known = same({None: Program(ACROSS, PODIUM)}, facts([[2, 0], [1, 3]], [None] * 4, [1, 2, 5, 2]))
    assert paid(known, "pool") == [F(10), F(20), F(50), F(20)]
    assert paid(known, "total") == [F(100 + 60 + 2), F(50 + 40 + 3)]


def test_a_person_reads_facts_that_no_row_reads() -> None:
    program = Program(steps(s=X), steps(own=Y), (), demands(p=Holds(Y, "above", Given(F(10)))))
    for people, own, refused in (([[0], [1]], [F(10), F(20)], 0), ([[1, 0]], [F(10)], 0)):
        found = same({None: program}, facts(people, [None] * 2, [1, 2]))
        assert paid(found, "own") == own
        assert [row for row, _ in found.refusals()] == [refused]


def test_a_step_across_rows_is_of_the_roles_that_have_it() -> None:
    other = steps(s=X, money=Y, key=X, member=Given(F(1)))
    programs: dict[Role, Program] = {"a": Program(ACROSS, PODIUM), "b": Program(other, PODIUM[:2])}
    found = same(programs, facts([[0], [1], [2]], ["a", "b", "a"], [1, 2, 5]))
    assert paid(found, "pool") == [F(10), None, F(50)]
    assert paid(found, "mean") == [F(10, 3), None, F(10, 3)]
    assert paid(found, "prize") == [F(25), None, F(100)]  # who has no prize ties all the same
    whole: dict[Role, Program] = {"a": programs["a"], "b": programs["a"]}
    found = same(whole, facts([[0, 1], [2]], ["a", "b", "a"], [1, 2, 5]))
    assert paid(found, "pool") == [F(10), F(20), F(50)]
    assert paid(found, "prize") == [F(50), F(100)]


def test_a_step_across_rows_that_no_column_holds_is_left_to_fractions() -> None:
    rows = steps(
        s=Product((X, HUGE)),
        money=Ref("s"),
        key=X,
        member=Given(F(1)),
        over=Over("s", "sum", "company"),
        pool=Shared("money", False, "key", "member", "company", False, CENT),
    )
    people = steps(
        by=OfParts("s", "sum"),
        there=Given(F(1)),
        prize=Placed("by", "there", (F(100), F(50)), "company", CENT, False, ()),
    )
    for parts, roles in (([[0], [1], [2]], "aba"), ([[0], [1], [2]], "aaa"), ([[0, 2], [1]], "aba")):
        program = Program(rows, people)
        found = same({"a": program, "b": program}, facts(parts, list(roles), [1, 3, 1]))
        assert found.values("over", [0, 1, 2]) == [F(5 * 2**130)] * 3
        assert found.values("prize", [0, 1]) == ([F(50), F(100)] if len(parts) == 2 else [F(25), F(100)])
        with pytest.raises(Overflow):
            found.rows["over"]


def test_what_a_column_does_not_hold_is_known_to_later_steps() -> None:
    given = replace(
        facts([[0, 2], [1]], ["a", "b", "a"], [1, 2, 3]),
        columns={"x": [F(2**130), F(0), F(2**129)], "y": [F(1), None, F(2)]},
    )
    rows = steps(wide=X, s=Product((X, Given(F(1, 2**130)))), sum=Sum((Ref("s"), Y)))
    people = steps(last=X, wide=OfParts("wide", "sum"), sum=OfParts("sum", "sum"))
    program = Program(
        rows, people, demands(d=Holds(Ref("wide"), "from", Given(F(1)))), demands(p=Ref("wide"))
    )
    found = same({"a": program, "b": program}, given)
    assert found.to_results().people["wide"] == [F(3 * 2**129), F(0)]
    assert (found.without("wide"), found.without("last")) == ([], [])
    assert found.to_results().people["last"] == [F(2**129), F(0)]
    assert found.people["sum"].values() == [F(9, 2), None]
    assert [(row, demand.rule) for row, demand in found.refusals()] == [(1, "d"), (1, "p")]


def test_what_a_role_does_not_have_is_no_value_of_its_people() -> None:
    people = steps(own=OfParts("s", "sum"), none=OfParts("t", "sum"))
    programs: dict[Role, Program] = {"a": Program(steps(s=X), people), "b": Program((), people)}
    for parts, own in (([[0, 1], [2]], [F(1), None]), ([[0], [1], [2]], [F(1), None, None])):
        found = same(programs, facts(parts, ["a", "b", "b"], [1, 2, 4]))
        assert (paid(found, "own"), paid(found, "none")) == (own, [None] * len(own))
        table = RoleTable(found.row_side)
        assert (list(table), len(table), list(table["s"])) == (["s"], 1, [F(1), None, None])
        with pytest.raises(KeyError):
            table["none"]


def test_roles_whose_denominators_have_no_column_together_are_joined_in_fractions() -> None:
    row = Quotient(Given(F(1)), Sum((X, Given(F(2)))))
    for longest, fits in ((LIMIT, True), (LIMIT + 1, False)):
        other = Program(steps(s=Product((X, Given(F(1, longest))))), ())
        found = same(
            {"a": Program(steps(s=row), ()), "b": other}, facts([[0], [1], [2]], ["a", "b", "a"], [1, 1, 2])
        )
        assert found.values("s", [0, 1, 2]) == [F(1, 3), F(1, longest), F(1, 4)]
        if fits:
            assert paid(found, "s") == [F(1, 3), F(1, longest), F(1, 4)]
        else:
            with pytest.raises(Overflow):
                found.rows["s"]


def test_what_only_fractions_hold_reads_a_number_of_all_rows() -> None:
    rows = steps(c=Given(F(5, 3)), s=Product((X, HUGE, Ref("c"))))
    found = same({None: Program(rows, ())}, facts([[0], [1]], [None] * 2, [3, 2]))
    assert found.values("s", [1]) == [F(10, 3) * 2**130]


# -------------------------------------------------------------------------------------------- refusals


def refused(found: ColumnResults) -> list[tuple[int, str]]:
    return [(row, demand.rule) for row, demand in found.refusals()]


ASKED = Program(
    steps(s=X),
    steps(total=OfParts("s", "sum")),
    demands(known=Known(X), some=X, large=Holds(Product((X, HUGE)), "above", Product((HUGE, Given(F(2)))))),
    demands(paid=Holds(Ref("total"), "from", Given(F(5))), last=X),
)


def test_refusals_come_in_the_order_of_rows_and_then_of_demands() -> None:
    found = same({None: ASKED}, facts([[0], [1], [2], [3]], [None] * 4, [0, 9, None, 2]))
    assert refused(found) == [
        (0, "some"), (0, "large"), (0, "paid"), (0, "last"),
        (2, "known"), (2, "some"), (2, "large"), (2, "paid"), (2, "last"),
        (3, "large"), (3, "paid"),
    ]  # fmt: skip


def test_a_person_is_refused_at_the_last_row() -> None:
    found = same({None: ASKED}, facts([[3, 1], [2, 0]], [None] * 4, [9, 1, 3, 2]))
    assert refused(found) == [(1, "large"), (1, "paid"), (3, "large")]


def test_each_role_has_its_own_demands() -> None:
    other = Program(steps(s=X), steps(total=OfParts("s", "last")), demands(ten=Holds(Y, "from", X)), ())
    programs: dict[Role, Program] = {"a": ASKED, "b": other}
    found = same(programs, facts([[0], [1], [2], [3]], ["b", "a", "b", "a"], [-1, 1, 4, 9]))
    assert refused(found) == [(0, "ten"), (1, "large"), (1, "paid")]
    found = same(programs, facts([[3, 0], [1], [2]], ["b", "a", "b", "a"], [-1, 1, 4, 0]))
    assert refused(found) == [(0, "ten"), (1, "large"), (1, "paid"), (3, "some"), (3, "large")]


def test_rows_without_an_active_day_are_exempt() -> None:
    given = facts([[0], [1], [3, 2]], [None] * 4, [0, 0, 0, 0], [False, True, False, True])
    found = same({None: ASKED}, given)
    assert refused(found) == [
        (1, "some"), (1, "large"), (1, "paid"), (1, "last"), (3, "some"), (3, "large")
    ]  # fmt: skip
    everybody = evaluate({None: ASKED}, replace(ColumnFacts.of(given), present=None))
    assert [row for row, name in refused(everybody) if name == "some"] == [0, 1, 2, 3]


def test_a_demand_that_is_the_same_for_all_rows_is_known_at_once() -> None:
    program = Program(
        steps(s=X),
        (),
        demands(yes=Given(F(1)), no=Given(F(0)), nothing=Fact("none")),
        demands(no=Given(F(0))),
    )
    found = same({None: program}, facts([[0, 1]], [None] * 2, [1, 1]))
    assert refused(found) == [(0, "no"), (0, "nothing"), (1, "no"), (1, "nothing"), (1, "no")]


# --------------------------------------------------------------------------------- samples, differences


def test_a_sample_of_rows_reads_steps_of_rows_and_of_their_people() -> None:
    program = Program(steps(s=X, huge=Product((X, HUGE))), steps(total=OfParts("s", "sum")))
    for roles in ([None] * 4, ["a", "b", "b", "a"]):
        programs: dict[Role, Program] = dict.fromkeys(roles, program)
        found = same(programs, facts([[3, 1], [2, 0]], roles, [1, 2, 4, 8]))
        assert found.values("s", [3, 0, 0]) == [F(8), F(1), F(1)]
        assert found.values("huge", [1, 2]) == [F(2**131), F(2**132)]
        assert found.values("total", [3, 0, 2]) == [F(10), F(5), F(5)]
        assert all(found.measures(role, "s") and found.measures(role, "huge") for role in programs)
        assert [found.person_of(row) for row in range(4)] == [1, 0, 1, 0]
        alone = same(programs, facts([[0], [1], [2], [3]], roles, [1, 2, 4, 8]))
        assert alone.values("total", [3, 0]) == [F(8), F(1)]


def test_results_in_fractions_have_the_names_of_the_steps() -> None:
    program = Program(steps(s=X), steps(total=OfParts("s", "sum")))
    given = facts([[0, 1]], [None] * 2, [1, 2])
    found = same({None: program}, given).to_results()
    assert (found.rows, found.people) == ({"s": [F(1), F(2)]}, {"total": [F(3)]})
    assert (found.facts, found.programs) == (given, {None: program})


def test_differences_name_every_step_and_person() -> None:
    given = facts([[2, 0], [1]], [None] * 3, [1, 2, None])
    right = Program(steps(s=X, t=X), steps(total=OfParts("s", "sum")))
    wrong = Program(steps(s=Product((X, X)), u=Y), steps(total=OfParts("s", "last"), own=Y))
    found = differences(exact.evaluate({None: right}, given), evaluate({None: wrong}, ColumnFacts.of(given)))
    assert found == [
        ("s", "a", F(2), F(4)),
        ("t", "c", F(1), None),
        ("t", "a", F(2), None),
        ("u", "c", None, F(10)),
        ("u", "a", None, F(20)),
        ("total", "a", F(2), F(4)),
        ("own", "c", None, F(10)),
        ("own", "a", None, F(20)),
    ]
    alone = facts([[0], [1]], [None] * 2, [1, 2])
    assert differences(
        exact.evaluate({None: right}, alone),
        evaluate({None: replace(right, row_steps=steps(s=X, t=Y))}, ColumnFacts.of(alone)),
    ) == [("t", "c", F(1), F(10)), ("t", "a", F(2), F(20))]


def test_columns_of_a_run_stay_narrow_where_their_numbers_do() -> None:
    found = same({None: Program(steps(s=Sum((X, Y)), t=Product((X, HUGE))), ())}, facts([[0]], [None], [3]))
    assert found.rows["s"].numerator.dtype == pl.Int64


def test_totals_are_spread_beside_the_targets_of_all_rows_of_a_person() -> None:
    program = Program(steps(s=X, target_incentive=Y), steps(total=OfParts("s", "sum")))
    found = same({None: program}, facts([[0, 1], [2]], [None] * 3, [60, -30, 40]))
    spread = Totals(found.to_results()).spread()
    assert (spread.nothing, spread.below, spread.at, spread.above, spread.untold) == (0, 2, 0, 0, 0)
    assert spread.quartiles == (F(30), F(65, 2), F(35), F(75, 2), F(40))
