"""A run once more after a change: what a run at once would pay, and not one value more than needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction as F

import pytest

from csvariable.engine.demands import refusals
from csvariable.engine.exact.evaluation import evaluate
from csvariable.engine.exact.readers import Readers
from csvariable.engine.rerun.exact import MANY, again, differing, unmet
from csvariable.engine.rerun.reach import affected
from csvariable.facts.model import Facts, Participant, Value
from csvariable.facts.pairs import ExactCell
from csvariable.kernel.diagnostic import FilePlace
from csvariable.kernel.formula import (
    Fact,
    Formula,
    Given,
    Holds,
    OfParts,
    Over,
    Placed,
    Product,
    Ref,
    Shared,
    Sum,
)
from csvariable.kernel.message import msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Demand, Program, Step
from csvariable.kernel.unit import Unit
from csvariable.plan import Role

Programs = dict[Role, Program]
CENT = F(1, 100)
ONE = Given(F(1))
ROWS: Mapping[str, Formula] = {
    "actual": Fact("x"),
    "bonus": Fact("y"),
    "pay": Sum((Ref("actual"), ONE)),
    "both": Sum((Ref("pay"), Ref("bonus"))),
    "mean": Over("actual", "mean", "team", "flag"),
    "pot": Given(F(10)),
    "member": ONE,
    "share": Shared("pot", False, "actual", "member", "company", False, CENT),
    "only": Fact("y"),
    "all": Over("only", "sum", "company"),
}
PEOPLE: Mapping[str, Formula] = {
    "total": OfParts("both", "sum"),
    "last": Sum((OfParts("pay", "last"), Fact("z"))),
    "double": Sum((Ref("total"), Ref("last"))),
    "there": ONE,
    "prize": Placed("total", "there", (F(100), F(50)), "company", CENT, False, ()),
}


def program(changes: Mapping[str, Formula | None]) -> Program:
    """The plan of a role with other formulas, more steps, or without some."""

    def steps(of: Mapping[str, Formula], more: Mapping[str, Formula | None]) -> tuple[Step, ...]:
        made = {**of, **more}
        return tuple(
            Step(name, Purpose.SETTLED, Unit.NUMBER, formula, ())
            for name, formula in made.items()
            if formula is not None
        )

    people = {name: one for name, one in changes.items() if name in PEOPLE or name.startswith("person")}
    return Program(
        steps(ROWS, {name: one for name, one in changes.items() if name not in people}), steps(PEOPLE, people)
    )


def plan(a: Mapping[str, Formula | None], b: Mapping[str, Formula | None] | None = None) -> Programs:
    return {"a": program(a), "b": program(a if b is None else b)}


def facts(**columns: Sequence[Value]) -> Facts:
    """Four people in two roles; the first has three rows, and is of the role of the last of them."""
    rows = [(0, 1, 2), (3,), (4,), (5,)]
    given: dict[str, Sequence[Value]] = {
        "x": [F(3), F(1), F(4), F(1, 2), F(5), F(9)],
        "y": [F(1), None, F(2), F(6), F(5), F(3)],
        "z": [F(7)] * 6,
        "flag": [F(1), F(0), F(1), F(1), F(1), F(0)],
    }
    return Facts(
        people=tuple(Participant(f"p{at}", None, own) for at, own in enumerate(rows)),
        roles=["a", "a", "b", "a", "b", "b"],
        teams=["n", "n", "s", "n", "s", "s"],
        columns={**given, **columns},
        present=[True] * 6,
        place=lambda _row, _column: FilePlace("facts"),
    )


def with_value(name: str, row: int, value: Value) -> Facts:
    """The facts with another value in one row."""
    column = list(BASE.columns[name])
    column[row] = value
    return replace(BASE, columns={**BASE.columns, name: column})


@dataclass(frozen=True)
class Change:
    """Programs and facts of a run, and the steps that can differ, of rows and of people."""

    programs: Programs
    facts: Facts
    rows: str = ""
    people: str = ""
    before: Facts | None = None


BASE = facts()
WITHOUT = replace(BASE, columns={name: one for name, one in BASE.columns.items() if name != "y"})
TWO = Given(F(2))
PLUS_TWO = Sum((Ref("actual"), TWO))
PAID = "total last double prize"
"""What the people of a row have that reads what it came to."""
CHANGES: Mapping[str, Change] = {
    "nothing": Change(plan({}), BASE),
    "a formula": Change(plan({"pay": PLUS_TWO}), BASE, "pay both", PAID),
    "a formula of one role": Change(plan({}, {"pay": PLUS_TWO}), BASE, "pay both", PAID),
    "a formula of a person": Change(plan({"last": OfParts("pay", "last")}), BASE, "", "last double"),
    "a formula of the people of one role": Change(
        plan({}, {"last": OfParts("pay", "last")}), BASE, "", "last double"
    ),
    "the formula of a mean": Change(plan({"mean": Over("actual", "mean", "company")}), BASE, "mean"),
    "the formula of a pool": Change(
        plan({"share": Shared("pot", False, "pay", "member", "company", False, CENT)}), BASE, "share"
    ),
    "the formula of a podium": Change(
        plan({}, {"prize": Placed("last", "there", (F(30),), "company", CENT, False, ())}), BASE, "", "prize"
    ),
    "the pot": Change(plan({"pot": TWO}), BASE, "pot share"),
    "a pot of one role": Change(plan({"pot": TWO}, {}), BASE, "pot share"),
    "who has a prize": Change(plan({}, {"there": Given(F(0))}), BASE, "", "there prize"),
    "a fact of one row": Change(plan({}), with_value("x", 3, F(8)), "actual pay both mean share", PAID),
    "a fact that is nothing now": Change(
        plan({}), with_value("x", 5, None), "actual pay both mean share", PAID
    ),
    "a fact that was nothing": Change(
        plan({}), with_value("y", 1, F(4)), "bonus both only all", "total double prize"
    ),
    "who counts in a mean": Change(plan({}), with_value("flag", 1, F(1)), "mean"),
    "a fact that a person has in the last row": Change(plan({}), with_value("z", 2, F(0)), "", "last double"),
    "a fact that a person has in another row": Change(plan({}), with_value("z", 0, F(0)), "", "last double"),
    "a fact that no file gave": Change(
        plan({}),
        replace(WITHOUT, columns={**WITHOUT.columns, "y": BASE.columns["y"]}),
        "bonus both only all",
        "total double prize",
        WITHOUT,
    ),
    "a column that no file gave": Change(
        plan({"more": Fact("w")}), replace(BASE, columns={**BASE.columns, "w": [F(1)] * 6}), "more"
    ),
    "a step of the row": Change(plan({"more": Sum((Ref("pay"), Ref("actual")))}), BASE, "more"),
    "a step of one role": Change(plan({}, {"more": Ref("pay")}), BASE, "more"),
    "a step of the person": Change(plan({"person's own": Ref("last")}), BASE, "", "person's_own"),
    "a sum of what nobody has": Change(plan({"more": Over("none", "sum", "team")}), BASE, "more"),
    "a step less": Change(plan({"only": None}), BASE, "only all"),
    "a step less in one role": Change(plan({"only": None}, {}), BASE, "only all"),
    "a step of the person less": Change(plan({"double": None}), BASE, "", "double"),
    "a step of the person less in one role": Change(plan({}, {"double": None}), BASE, "", "double"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_run_again_is_the_run_at_once_and_computes_only_what_can_differ(name: str) -> None:
    change = CHANGES[name]
    base = evaluate(plan({}), change.before or BASE)
    moved = affected(base.programs, change.programs, differing(base.facts, change.facts))
    assert moved.rows == set(change.rows.split())
    assert moved.people == {one.replace("_", " ") for one in change.people.split()}
    for known in (None, moved):
        found = again(base, change.programs, change.facts, known)
        expected = evaluate(change.programs, change.facts)
        assert (dict(found.rows), dict(found.people)) == (dict(expected.rows), dict(expected.people))
        assert (found.programs, found.facts) == (change.programs, change.facts)
        for side, names in ((found.rows, moved.rows), (found.people, moved.people)):
            old = base.rows if side is found.rows else base.people
            assert all(side[one] is old[one] for one in side if one not in names)


def test_the_earlier_run_is_never_touched() -> None:
    base = evaluate(plan({}), BASE)
    found = again(base, plan({}), with_value("y", 1, F(4)))
    assert base.rows["bonus"][1] is None
    assert found.rows["bonus"][1] == 4


def test_nobody_is_run_again_for_nothing() -> None:
    nobody = Facts((), [], [], {}, [], lambda _row, _column: FilePlace("facts"))
    found = again(evaluate({}, nobody), {}, nobody)
    assert (dict(found.rows), dict(found.people)) == ({}, {})


# ------------------------------------------------------------------------------- long sums, demands

NAMES = [f"s{at}" for at in range(MANY + 4)]


def long(*, nothing: bool = False, most: int = 1000) -> Program:
    """A sum of many steps of the row and another of the person; each step is a column of its own."""
    rows = [Step(name, Purpose.SETTLED, Unit.NUMBER, Fact(name), ()) for name in NAMES]
    terms: list[Formula] = [Product((Ref(name), TWO)) for name in NAMES]
    terms += [Fact("empty")] if nothing else []
    rows.append(Step("all", Purpose.SETTLED, Unit.NUMBER, Sum(tuple(terms)), ()))
    total = Sum((OfParts("all", "sum"), *(OfParts(name, "last") for name in NAMES)))
    return Program(
        tuple(rows),
        (Step("total", Purpose.SETTLED, Unit.NUMBER, total, ()),),
        (Demand("low", Holds(Ref("s0"), "up_to", Given(F(most))), msg("is low"), ()),),
        (Demand("total-low", Holds(OfParts("s1", "last"), "up_to", Given(F(most))), msg("is low"), ()),),
    )


def long_facts(**columns: Sequence[Value]) -> Facts:
    """Two people, the first with two rows."""
    given = facts()
    values = {name: [F(at), F(at, 3), F(at + 1)] for at, name in enumerate(NAMES)}
    return replace(
        given,
        people=(Participant("p0", None, (0, 1)), Participant("p1", None, (2,))),
        roles=["a"] * 3,
        teams=[None] * 3,
        present=[True] * 3,
        columns={**values, **columns},
    )


@pytest.mark.parametrize("value", [F(9), F(-1, 7), F(4), None])
def test_a_long_sum_gains_what_its_terms_gain(value: Value) -> None:
    programs: Programs = {"a": long()}
    for before in (F(1), None):
        base = evaluate(programs, long_facts(s3=[F(3), before, F(4)]))
        now = replace(base.facts, columns={**base.facts.columns, "s3": [F(3), value, F(4)], "s5": [F(1)] * 3})
        found = again(base, programs, now)
        expected = evaluate(programs, now)
        assert (dict(found.rows), dict(found.people)) == (dict(expected.rows), dict(expected.people))


def test_a_long_sum_is_not_added_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    programs: Programs = {"a": long()}
    base = evaluate(programs, long_facts())
    asked: list[Formula] = []
    cells = Readers.cells

    def listed(self: Readers, formula: Formula, places: Sequence[int]) -> list[ExactCell]:
        asked.append(formula)
        return cells(self, formula, places)

    monkeypatch.setattr(Readers, "cells", listed)
    again(base, programs, replace(base.facts, columns={**base.facts.columns, "s3": [F(8)] * 3}))
    # Of the row: the column, and the term before and now; of the person: two terms, before and now.
    assert asked == [
        Fact("s3"),
        *[Product((Ref("s3"), TWO))] * 2,
        *[OfParts("all", "sum")] * 2,
        *[OfParts("s3", "last")] * 2,
    ]


def test_a_long_sum_with_a_term_that_has_no_value_has_none() -> None:
    programs: Programs = {"a": long(nothing=True)}
    base = evaluate(programs, long_facts(empty=[None] * 3))
    found = again(base, programs, replace(base.facts, columns={**base.facts.columns, "s3": [F(8)] * 3}))
    assert list(found.rows["all"]) == [None] * 3


@pytest.mark.parametrize(
    ("moved", "asked", "failing"),
    [
        ({"s0": [F(5), F(70), F(5)]}, ["low"], [(1, "low")]),
        ({"s1": [F(70), F(5), F(70)]}, ["total-low"], [(2, "total-low")]),
        ({"s2": [F(70)] * 3}, [], []),
    ],
)
def test_a_demand_is_asked_again_where_what_it_reads_can_differ(
    moved: dict[str, list[Value]], asked: list[str], failing: list[tuple[int, str]]
) -> None:
    programs: Programs = {"a": long(most=60)}
    base = evaluate(programs, long_facts())
    facts = replace(base.facts, columns={**base.facts.columns, **moved})
    can = affected(programs, programs, moved)
    demands = [
        one for person in (False, True) for one in can.demands(programs["a"], programs["a"], person=person)
    ]
    assert [one.rule for one in demands] == asked
    after = again(base, programs, facts, can)
    assert [(row, one.rule) for row, one in unmet(base, after, can)] == failing
    assert unmet(base, after, can) == refusals(programs, facts, after)
    stricter: Programs = {"a": long(most=0)}
    after = again(base, stricter, base.facts)
    assert unmet(base, after, affected(programs, stricter)) == refusals(stricter, base.facts, after)
