"""A run once more after a change: what a run at once would pay, and not one value more than needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction as F
from unittest.mock import Mock

import pytest

from csvariable.engine.exact.evaluation import evaluate
from csvariable.engine.rerun import again as module
from csvariable.engine.rerun.again import TooMuch, again
from csvariable.facts.model import Facts, Participant, Value
from csvariable.kernel.diagnostic import FilePlace
from csvariable.kernel.formula import Fact, Formula, Given, OfParts, Over, Placed, Ref, Shared, Sum
from csvariable.kernel.step import Program, Purpose, Step
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
    given = facts()
    column = list(given.columns[name])
    column[row] = value
    return replace(given, columns={**given.columns, name: column})


@dataclass(frozen=True)
class Change:
    """Programs and facts of a run, and what of it is computed: values one by one, steps across rows."""

    programs: Programs
    facts: Facts
    values: int
    across: Mapping[str, int] = field(default_factory=dict)
    before: Facts | None = None


BASE = facts()
WITHOUT = replace(BASE, columns={name: one for name, one in BASE.columns.items() if name != "y"})
TWO = Given(F(2))
PLUS_TWO = Sum((Ref("actual"), TWO))
CHANGES: Mapping[str, Change] = {
    "nothing": Change(plan({}), BASE, 0),
    "the same facts, read again": Change(plan({}), facts(), 0),
    # 6 of the step, 6 that read it; 4 people have each of three steps, then the podiums of both roles.
    "a formula": Change(plan({"pay": PLUS_TWO}), BASE, 24, {"placed": 2}),
    # 3 rows of the role and 3 that read it; 3 people whose totals differ.
    "a formula of one role": Change(plan({}, {"pay": PLUS_TWO}), BASE, 15, {"placed": 2}),
    "a formula that gives the same": Change(plan({"pay": Sum((ONE, Ref("actual")))}), BASE, 6),
    "a formula of a person": Change(plan({"last": OfParts("pay", "last")}), BASE, 8),
    "a formula of the people of one role": Change(plan({}, {"last": OfParts("pay", "last")}), BASE, 6),
    "the formula of a mean": Change(plan({"mean": Over("actual", "mean", "company")}), BASE, 0, {"over": 2}),
    "the formula of a pool": Change(
        plan({"share": Shared("pot", False, "pay", "member", "company", False, CENT)}),
        BASE,
        0,
        {"shared": 2},
    ),
    "the formula of a podium": Change(
        plan({}, {"prize": Placed("last", "there", (F(30),), "company", CENT, False, ())}),
        BASE,
        0,
        {"placed": 1},
    ),
    "the pot": Change(plan({"pot": TWO}), BASE, 6, {"shared": 2}),
    "a pot of one role": Change(plan({"pot": TWO}, {}), BASE, 3, {"shared": 2}),
    "who has a prize": Change(plan({}, {"there": Given(F(0))}), BASE, 3, {"placed": 2}),
    # The value, the two steps that read it, and the three steps of the person.
    "a fact of one row": Change(plan({}), with_value("x", 3, F(8)), 6, {"over": 2, "shared": 2, "placed": 2}),
    "a fact that is nothing now": Change(
        plan({}), with_value("x", 5, None), 6, {"over": 2, "shared": 2, "placed": 2}
    ),
    # Both steps that are the fact, and those that read them.
    "a fact that was nothing": Change(plan({}), with_value("y", 1, F(4)), 5, {"over": 2, "placed": 2}),
    "who counts in a mean": Change(plan({}), with_value("flag", 1, F(1)), 0, {"over": 2}),
    "a fact that a person has in the last row": Change(plan({}), with_value("z", 2, F(0)), 2),
    "a fact that a person has in another row": Change(plan({}), with_value("z", 0, F(0)), 1),
    # Five rows have it: both steps that are the fact, and the one that reads it; then two of each person.
    "a fact that no file gave": Change(plan({}), facts(), 3 * 5 + 2 * 4, {"over": 2, "placed": 2}, WITHOUT),
    "a column that no file gave": Change(
        plan({"more": Fact("w")}),
        facts(w=[F(1)] * 6),
        6,
    ),
    "a step of the row": Change(plan({"more": Sum((Ref("pay"), Ref("actual")))}), BASE, 6),
    "a step of one role": Change(plan({}, {"more": Ref("pay")}), BASE, 3),
    "a step of the person": Change(plan({"person's own": Ref("last")}), BASE, 4),
    "a sum of what nobody has": Change(plan({"more": Over("none", "sum", "team")}), BASE, 0, {"over": 2}),
    "a step less": Change(plan({"only": None}), BASE, 0, {"over": 2}),
    "a step less in one role": Change(plan({"only": None}, {}), BASE, 0, {"over": 2}),
    "a step of the person less": Change(plan({"double": None}), BASE, 0),
    "a step of the person less in one role": Change(plan({}, {"double": None}), BASE, 0),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_run_again_is_the_run_at_once_and_computes_only_what_can_differ(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = CHANGES[name]
    base = evaluate(plan({}), change.before or BASE)
    spies = {one: Mock(wraps=getattr(module, one)) for one in ("over", "shared", "placed")}
    for one, spy in spies.items():
        monkeypatch.setattr(module, one, spy)
    found = again(base, change.programs, change.facts)
    expected = evaluate(change.programs, change.facts)
    assert (dict(found.rows), dict(found.people)) == (expected.rows, expected.people)
    assert (found.programs, found.facts) == (change.programs, change.facts)
    assert {one: spy.call_count for one, spy in spies.items() if spy.called} == change.across
    again(base, change.programs, change.facts, change.values)
    if change.values:
        with pytest.raises(TooMuch):
            again(base, change.programs, change.facts, change.values - 1)


def test_what_is_as_before_is_the_very_same_column() -> None:
    base = evaluate(plan({}), BASE)
    found = again(base, plan({}), with_value("y", 1, F(4)))
    assert found.rows["actual"] is base.rows["actual"]
    assert base.rows["bonus"][1] is None
    assert found.rows["bonus"][1] == 4


def test_nobody_is_run_again_for_nothing() -> None:
    nobody = Facts((), [], [], {}, [], lambda _row, _column: FilePlace("facts"))
    found = again(evaluate({}, nobody), {}, nobody, 0)
    assert (dict(found.rows), dict(found.people)) == ({}, {})
