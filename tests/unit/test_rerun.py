"""The same people once more: every way is a run at once, and computes no more than it must."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction as F
from unittest.mock import Mock

import pytest

from csvariable.engine.columns.evaluation import ColumnFacts
from csvariable.engine.demands import refusals
from csvariable.engine.exact.evaluation import evaluate
from csvariable.engine.exact.readers import Readers
from csvariable.engine.refusals import refused
from csvariable.engine.rerun import Earlier, affected, rerun, run as module
from csvariable.engine.rerun.columns import only_what_differs
from csvariable.engine.results import Results
from csvariable.facts.model import Facts, Participant, Value
from csvariable.facts.pairs import ExactCell
from csvariable.kernel.diagnostic import CellPlace
from csvariable.kernel.formula import (
    Choose,
    Curve,
    Fact,
    Formula,
    Given,
    Greatest,
    Grid,
    Holds,
    Known,
    Least,
    OfParts,
    Over,
    Part,
    Placed,
    Product,
    Quotient,
    Ref,
    Rounded,
    Shared,
    Split,
    Start,
    Sum,
)
from csvariable.kernel.message import msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.segment import Segment
from csvariable.kernel.step import Demand, Program, Step
from csvariable.kernel.unit import Unit
from csvariable.plan import Role

Programs = dict[Role, Program]
CENT = F(1, 100)
ONE, TWO, TEN = Given(F(1)), Given(F(2)), Given(F(10))
ROWS: Mapping[str, Formula] = {
    "actual": Fact("x"),
    "bonus": Fact("y"),
    "pay": Sum((Ref("actual"), ONE)),
    "both": Sum((Ref("pay"), Ref("bonus"))),
    "mean": Over("actual", "mean", "team", "flag"),
    "pot": TEN,
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
    "end": Sum((Ref("last"), OfParts("bonus", "last"))),
}
DEMANDS: Mapping[str, Formula] = {"pay": Holds(Ref("pay"), "up_to", TEN), "x": Fact("x")}
OF_PEOPLE: Mapping[str, Formula] = {"end": Holds(OfParts("pay", "sum"), "up_to", Given(F(11)))}
ACROSS = {"mean", "share", "all", "prize"}


def program(changes: Mapping[str, Formula | None]) -> Program:
    """The plan of a role with other formulas, more steps, or without some; `?pay` is a demand."""

    def made(of: Mapping[str, Formula], more: Mapping[str, Formula | None]) -> dict[str, Formula]:
        return {name: one for name, one in {**of, **more}.items() if one is not None}

    def demands(of: Mapping[str, Formula], more: Mapping[str, Formula | None]) -> tuple[Demand, ...]:
        return tuple(
            Demand(f"{name}-rule", one, msg("{name} is not right", name=name), (), "x")
            for name, one in made(of, more).items()
        )

    asked = {name[1:]: one for name, one in changes.items() if name.startswith("?")}
    people = {name: one for name, one in changes.items() if name in PEOPLE or name.startswith("person")}
    rows = {name: one for name, one in changes.items() if name not in people and not name.startswith("?")}
    last = {name: one for name, one in asked.items() if name in OF_PEOPLE}
    return Program(
        tuple(step(*one) for one in made(ROWS, rows).items()),
        tuple(step(*one) for one in made(PEOPLE, people).items()),
        demands(DEMANDS, {name: one for name, one in asked.items() if name not in last}),
        demands(OF_PEOPLE, last),
    )


def step(name: str, formula: Formula) -> Step:
    return Step(name, Purpose.SETTLED, Unit.NUMBER, formula, ())


def plan(a: Mapping[str, Formula | None], b: Mapping[str, Formula | None] | None = None) -> Programs:
    return {"a": program(a), "b": program(a if b is None else b)}


def facts(people: Sequence[Sequence[int]], columns: Mapping[str, Sequence[Value]], present: str) -> Facts:
    return Facts(
        people=tuple(Participant(f"p{at}", None, tuple(own)) for at, own in enumerate(people)),
        roles=["a", "a", "b", "a", "b", "b"][: len(present)],
        teams=["n", "n", "s", "n", "s", "s"][: len(present)],
        columns=columns,
        present=[one == "x" for one in present],
        place=lambda row, column: CellPlace("facts", row + 1, header=column),
    )


COLUMNS: Mapping[str, Sequence[Value]] = {
    "x": [F(3), F(1), F(4), F(1, 2), F(5), F(9)],
    "y": [F(1), None, F(2), F(6), F(5), F(3)],
    "z": [F(7)] * 6,
    "flag": [F(1), F(0), F(1), F(1), F(1), F(0)],
}
OWN: Sequence[Sequence[int]] = [(at,) for at in range(6)]
BASE = facts(OWN, COLUMNS, "xxxxx-")
"""A row for everybody; the last one has no active day."""
PARTS = facts([(0, 1, 2), (3,), (4,), (5,)], COLUMNS, "xxxxx-")
"""The same rows of four people: the first has three, and is of the role of the last of them."""


def without(name: str) -> Mapping[str, Sequence[Value]]:
    return {one: column for one, column in COLUMNS.items() if one != name}


def with_value(name: str, row: int, value: Value) -> Mapping[str, Sequence[Value]]:
    """The facts with another value in one row."""
    column = list(COLUMNS[name])
    column[row] = value
    return {**COLUMNS, name: column}


@dataclass(frozen=True)
class Change:
    """Programs and facts of a run, and the steps that can differ, of rows and of people."""

    programs: Programs
    columns: Mapping[str, Sequence[Value]]
    rows: str = ""
    people: str = ""
    before: Mapping[str, Sequence[Value]] | None = None


PLUS_TWO = Sum((Ref("actual"), TWO))
PAID = "total last double prize end"
"""What the people of a row have that reads what it came to."""
CHANGES: Mapping[str, Change] = {
    "nothing": Change(plan({}), COLUMNS),
    "a formula": Change(plan({"pay": PLUS_TWO}), COLUMNS, "pay both", PAID),
    "a formula of one role": Change(plan({}, {"pay": PLUS_TWO}), COLUMNS, "pay both", PAID),
    "a formula of a person": Change(plan({"end": OfParts("pay", "last")}), COLUMNS, "", "end"),
    "a formula that others read": Change(
        plan({}, {"last": OfParts("pay", "last")}), COLUMNS, "", "last double end"
    ),
    "the formula of a mean": Change(plan({"mean": Over("actual", "mean", "company")}), COLUMNS, "mean"),
    "the formula of a pool": Change(
        plan({"share": Shared("pot", False, "pay", "member", "company", False, CENT)}), COLUMNS, "share"
    ),
    "the formula of a podium": Change(
        plan({}, {"prize": Placed("last", "there", (F(30),), "company", CENT, False, ())}),
        COLUMNS,
        "",
        "prize",
    ),
    "the pot": Change(plan({"pot": TWO}), COLUMNS, "pot share"),
    "a pot of one role": Change(plan({"pot": TWO}, {}), COLUMNS, "pot share"),
    "who has a prize": Change(plan({}, {"there": Given(F(0))}), COLUMNS, "", "there prize"),
    "a fact of one row": Change(plan({}), with_value("x", 3, F(8)), "actual pay both mean share", PAID),
    "a fact that is too much": Change(
        plan({}), with_value("x", 4, F(12)), "actual pay both mean share", PAID
    ),
    "a fact that is nothing now": Change(
        plan({}), with_value("x", 3, None), "actual pay both mean share", PAID
    ),
    "a fact that was nothing": Change(
        plan({}), with_value("y", 1, F(4)), "bonus both only all", "total double prize end"
    ),
    "who counts in a mean": Change(plan({}), with_value("flag", 1, F(1)), "mean"),
    "a fact of the last row": Change(plan({}), with_value("z", 2, F(0)), "", "last double end"),
    "a fact of another row": Change(plan({}), with_value("z", 0, F(0)), "", "last double end"),
    "a fact that no file gave": Change(
        plan({}), COLUMNS, "bonus both only all", "total double prize end", without("y")
    ),
    "a fact of people that no file gave": Change(plan({}), COLUMNS, "", "last double end", without("z")),
    "a column that no file gave": Change(plan({"more": Fact("w")}), {**COLUMNS, "w": [F(1)] * 6}, "more"),
    "a step of the row": Change(plan({"more": Sum((Ref("pay"), Ref("actual")))}), COLUMNS, "more"),
    "a step of one role": Change(plan({}, {"more": Ref("pay")}), COLUMNS, "more"),
    "a step of the person": Change(plan({"person's own": Ref("last")}), COLUMNS, "", "person's_own"),
    "a sum of what nobody has": Change(plan({"more": Over("none", "sum", "team")}), COLUMNS, "more"),
    "a step less": Change(plan({"only": None}), COLUMNS, "only all"),
    "a step less in one role": Change(plan({"only": None}, {}), COLUMNS, "only all"),
    "a step of the person less": Change(plan({"end": None}), COLUMNS, "", "end"),
    "a step of the person less in one role": Change(plan({}, {"end": None}), COLUMNS, "", "end"),
    "a limit": Change(plan({"?pay": Holds(Ref("pay"), "up_to", Given(F(4)))}), COLUMNS),
    "a limit of one role": Change(plan({}, {"?pay": Holds(Ref("pay"), "up_to", Given(F(4)))}), COLUMNS),
    "a limit of people": Change(plan({"?end": Holds(OfParts("pay", "sum"), "up_to", TWO)}), COLUMNS),
    "one more demand": Change(plan({"?y": Fact("y")}, {}), COLUMNS),
    "a formula, where nobody meets a demand": Change(
        plan({"end": OfParts("pay", "last"), "?end": Holds(Ref("end"), "below", Ref("last"))}),
        COLUMNS,
        "",
        "end",
    ),
}


def values(results: Results) -> tuple[dict[str, list[Value]], dict[str, list[Value]]]:
    return (
        {name: list(column) for name, column in results.rows.items()},
        {name: list(column) for name, column in results.people.items()},
    )


def earlier_of(base: Results) -> Earlier:
    return Earlier(base, ColumnFacts.of(base.facts))


@pytest.mark.parametrize("few", [0, 1000])
@pytest.mark.parametrize("people", [BASE, PARTS], ids=["one row each", "several rows"])
@pytest.mark.parametrize("name", CHANGES)
def test_a_run_again_is_the_run_at_once_and_computes_only_what_can_differ(
    name: str, people: Facts, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On whole columns all is run where a step across people can differ, or where steps are others."""
    monkeypatch.setattr(module, "FEW", few)
    change = CHANGES[name]
    base = evaluate(plan({}), replace(people, columns=change.before or COLUMNS))
    before, given = values(base), replace(people, columns=change.columns)
    expected = evaluate(change.programs, given)
    found, problems = rerun(base, change.programs, given, earlier_of(base))
    assert values(found) == values(expected)
    assert (found.programs, found.facts, found.paid) == (change.programs, given, expected.paid)
    assert problems == tuple(refused(given, refusals(change.programs, given, expected)))
    assert values(base) == before
    rows, persons = set(change.rows.split()), {one.replace("_", " ") for one in change.people.split()}
    alike = set(expected.rows) == set(base.rows) and set(expected.people) == set(base.people)
    alike = alike and all(len(one.steps) == len(ROWS) + len(PEOPLE) for one in change.programs.values())
    if few or (people is BASE and alike and not ACROSS & (rows | persons)):
        assert isinstance(found.rows, ChainMap)
        assert isinstance(found.people, ChainMap)
        assert set(found.rows.maps[0]) == rows & set(found.rows)
        assert set(found.people.maps[0]) == persons & set(found.people)
    else:
        assert not isinstance(found.rows, ChainMap)


def test_steps_in_another_order_are_run_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FEW", 0)
    base, own = evaluate(plan({}), BASE), program({})
    pot, member = (list(ROWS).index(name) for name in ("pot", "member"))
    steps = list(own.row_steps)
    steps[pot], steps[member] = steps[member], steps[pot]
    other: Programs = {"a": own, "b": replace(own, row_steps=tuple(steps))}
    found, _ = rerun(base, other, BASE, earlier_of(base))
    assert values(found) == values(base)
    assert not isinstance(found.rows, ChainMap)


@pytest.mark.parametrize(("few", "known", "columns"), [(6, True, 0), (5, True, 1), (0, False, 0)])
def test_few_rows_are_run_in_whole_numbers_and_many_by_columns(
    few: int, known: bool, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FEW", few)
    cut = Mock(wraps=only_what_differs)
    monkeypatch.setattr(module, "only_what_differs", cut)
    base, given = evaluate(plan({}), BASE), replace(BASE, columns=with_value("x", 4, F(12)))
    found, problems = rerun(base, plan({}), given, earlier_of(base) if known else None)
    assert values(found) == values(evaluate(plan({}), given))
    place = CellPlace("facts", 5, header="x")
    assert [(str(one.message), one.at) for one in problems] == [
        ("`p4`: pay is not right", place),
        ("`p4`: end is not right", place),
    ]
    assert cut.call_count == columns


@pytest.mark.parametrize("few", [0, 1000])
def test_nobody_is_run_again_for_nothing(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FEW", few)
    nobody = facts([], {}, "")
    base = evaluate({}, nobody)
    found, problems = rerun(base, {}, nobody, earlier_of(base))
    assert (values(found), problems) == (({}, {}), ())


def test_only_the_demands_that_can_fail_now_are_asked() -> None:
    def asked(programs: Programs, *columns: str) -> list[str]:
        moved, before = affected(plan({}), programs, columns), plan({})["a"]
        levels = (moved.demands(before, programs["a"], person=person) for person in (False, True))
        return [one.rule for level in levels for one in level]

    assert asked(plan({})) == asked(plan({"pot": TWO})) == []
    assert asked(plan({}), "x") == ["pay-rule", "x-rule", "end-rule"]
    assert asked(plan({"pay": PLUS_TWO})) == ["pay-rule", "end-rule"]
    assert asked(plan({"?x": ONE})) == ["x-rule"]
    assert asked(plan({"?y": ONE})) == ["y-rule"]


STILL, MOVED = Ref("still"), Ref("moved")
STARTS = (Start("from", F(0)), Start("from", F(2)))
SPLIT = Split(MOVED, (STILL, MOVED), ("a", "b"), CENT)
NODES: Mapping[str, Formula] = {
    "sum": Sum((STILL, MOVED, ONE)),
    "product": Product((STILL, MOVED, TWO)),
    "quotient": Quotient(STILL, MOVED),
    "least": Least((STILL, MOVED)),
    "greatest": Greatest((STILL, MOVED)),
    "holds": Holds(MOVED, "above", STILL),
    "known": Known(Quotient(STILL, MOVED)),
    "choose": Choose(Holds(STILL, "from", TWO), MOVED, STILL),
    "rounded": Rounded(Quotient(STILL, MOVED), CENT, "up"),
    "curve": Curve(Product((STILL, MOVED)), (Segment(F(2), True, F(1), F(3), ()),), False, F(1, 2)),
    "matrix": Grid(STILL, MOVED, STARTS, STARTS, ((F(1), F(2)), (F(3), F(4))), (True, False), ()),
    "a": Part(SPLIT, "a"),
    "b": Part(SPLIT, "b"),
}


def test_in_every_kind_of_formula_what_did_not_move_is_what_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FEW", 0)

    def made(moved: Formula) -> Programs:
        steps = {"still": Fact("x"), "moved": moved, **NODES}
        total = step("total", OfParts("sum", "sum"))
        return {None: Program(tuple(step(*one) for one in steps.items()), (total,))}

    base = evaluate(made(Fact("x")), alone([F(0), F(1), F(2), None, F(7)]))
    earlier = earlier_of(base)
    for more in (ONE, TWO):
        changed = made(Sum((Fact("x"), more)))
        found, _ = rerun(base, changed, base.facts, earlier)
        assert values(found) == values(evaluate(changed, base.facts))
        assert isinstance(found.rows, ChainMap)
        assert set(found.rows.maps[0]) == {"moved", *NODES}


# ------------------------------------------------------------------------------------------- what is paid

LONGEST = F(2**126)


def rated(rate: int) -> Programs:
    """Pay `x`, which is a step that no change moves, times a rate."""
    rows = (step("base", Fact("x")), step("pay", Product((Ref("base"), Given(F(rate))))))
    return {None: Program(rows, (step("total", OfParts("pay", "sum")),))}


def alone(xs: Sequence[Value]) -> Facts:
    given = facts([(at,) for at in range(len(xs))], {"x": xs}, "")
    return replace(given, roles=[None] * len(xs), teams=[None] * len(xs), present=[True] * len(xs))


@pytest.mark.parametrize(
    "xs",
    [
        [LONGEST, LONGEST],
        [-LONGEST, -LONGEST, -LONGEST],
        [LONGEST, -LONGEST, None, F(1)],
        [F(2**62), F(2**62), F(2**62)],
        [F(1, 3), F(-4, 3), F(1)],
        [None, None],
        [F(1, 10**10), None, F(1, 10**10 + 1)],
        [LONGEST * 2, None, F(1, 3)],
    ],
    ids=str,
)
def test_a_sum_is_exact_over_one_denominator_over_many_and_in_fractions(
    xs: Sequence[Value], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Numbers that fill a column do not wrap; those too long for one are run whole, in fractions."""
    monkeypatch.setattr(module, "FEW", 0)
    base = evaluate(rated(2), alone(xs))
    found, _ = rerun(base, rated(1), base.facts, earlier_of(base))
    assert found.paid == sum((one for one in xs if one is not None), F(0))
    assert values(found) == values(evaluate(rated(1), base.facts))


def test_what_is_paid_is_the_earlier_sum_where_no_total_can_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FEW", 0)
    added = Mock(wraps=module.total)
    monkeypatch.setattr(module, "total", added)
    base = evaluate(plan({}), BASE)
    for changed, called in ((plan({"end": ONE}), False), (CHANGES["a limit"].programs, False)):
        found, _ = rerun(base, changed, BASE, earlier_of(base))
        assert (found.paid, added.called) == (base.paid, called)


# ------------------------------------------------------------------------------------------- long sums

NAMES = [f"s{at}" for at in range(12)]


def long(*, nothing: bool = False) -> Programs:
    """A sum of many steps of the row and another of the person; each step is a column of its own."""
    terms: list[Formula] = [Product((Ref(name), TWO)) for name in NAMES]
    terms += [Fact("empty")] if nothing else []
    total = Sum((OfParts("all", "sum"), *(OfParts(name, "last") for name in NAMES)))
    rows = (*(step(name, Fact(name)) for name in NAMES), step("all", Sum(tuple(terms))))
    return {"a": Program(rows, (step("total", total),))}


def long_facts(**columns: Sequence[Value]) -> Facts:
    """Two people, the first with two rows."""
    values = {name: [F(at), F(at, 3), F(at + 1)] for at, name in enumerate(NAMES)}
    return replace(facts([(0, 1), (2,)], {**values, **columns}, "xxx"), roles=["a"] * 3)


@pytest.mark.parametrize("value", [F(9), F(-1, 7), F(4), None])
@pytest.mark.parametrize("before", [F(1), None])
def test_a_long_sum_gains_what_its_terms_gain(value: Value, before: Value) -> None:
    for programs in (long(), long(nothing=True)):
        base = evaluate(programs, long_facts(s3=[F(3), before, F(4)]))
        now = replace(base.facts, columns={**base.facts.columns, "s3": [F(3), value, F(4)], "s5": [F(1)] * 3})
        assert values(rerun(base, programs, now)[0]) == values(evaluate(programs, now))


def test_a_long_sum_is_not_added_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    programs = long()
    base = evaluate(programs, long_facts())
    asked: list[Formula] = []
    cells = Readers.cells

    def listed(self: Readers, formula: Formula, places: Sequence[int]) -> list[ExactCell]:
        asked.append(formula)
        return cells(self, formula, places)

    monkeypatch.setattr(Readers, "cells", listed)
    rerun(base, programs, replace(base.facts, columns={**base.facts.columns, "s3": [F(8)] * 3}))
    # Of the row: the column, and the term before and now; of the person: two terms, before and now.
    assert asked == [
        Fact("s3"),
        *[Product((Ref("s3"), TWO))] * 2,
        *[OfParts("all", "sum")] * 2,
        *[OfParts("s3", "last")] * 2,
    ]
