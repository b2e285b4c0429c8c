"""Programs cut down to what can differ from an earlier run: what is left, and what that reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction as F

import pytest

from csvariable.engine.columns.evaluation import ColumnFacts
from csvariable.engine.exact.evaluation import evaluate
from csvariable.engine.rerun.columns import Earlier, only_what_differs
from csvariable.facts.model import Facts, Participant
from csvariable.facts.ratio import Overflow
from csvariable.kernel.diagnostic import FilePlace
from csvariable.kernel.formula import Fact, Formula, Given, Holds, OfParts, Over, Product, Ref, Sum
from csvariable.kernel.message import msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Demand, Program, Step
from csvariable.kernel.unit import Unit
from csvariable.plan import Role

Programs = dict[Role, Program]
X, TWO, THREE = Fact("x"), Given(F(2)), Given(F(3))
ROWS: Mapping[str, Formula] = {
    "actual": X,
    "rate": TWO,
    "pay": Product((Ref("actual"), Ref("rate"))),
    "bonus": Sum((Ref("actual"), Fact("y"))),
    "all": Over("bonus", "sum", "company"),
}
PEOPLE: Mapping[str, Formula] = {
    "earned": OfParts("pay", "sum"),
    "extra": Sum((OfParts("bonus", "last"), TWO)),
    "total": Sum((Ref("earned"), Ref("extra"))),
}
DEMANDS: Mapping[str, Formula] = {
    "a value": Holds(X, "from", TWO),
    "pay is low": Holds(Ref("pay"), "up_to", THREE),
}
OF_PEOPLE: Mapping[str, Formula] = {
    "extra is low": Holds(Ref("extra"), "up_to", Sum((THREE, OfParts("bonus", "sum")))),
    "bonus is low": Holds(OfParts("bonus", "sum"), "up_to", THREE),
}


def program(**changes: Formula) -> Program:
    """The plan of a role, with other formulas of some steps and demands."""
    by_name = {name.replace("_", " "): formula for name, formula in changes.items()}

    def steps(of: Mapping[str, Formula]) -> tuple[Step, ...]:
        return tuple(
            Step(name, Purpose.SETTLED, Unit.NUMBER, by_name.get(name, formula), ())
            for name, formula in of.items()
        )

    def demands(of: Mapping[str, Formula]) -> tuple[Demand, ...]:
        return tuple(
            Demand("a-rule", by_name.get(name, formula), msg("{said}", said=name), ())
            for name, formula in of.items()
        )

    return Program(steps(ROWS), steps(PEOPLE), demands(DEMANDS), demands(OF_PEOPLE))


def facts(parts: Sequence[Sequence[int]] | None = None) -> Facts:
    own = [[0], [1], [2]] if parts is None else parts
    return Facts(
        people=tuple(Participant(f"p{at}", None, tuple(rows)) for at, rows in enumerate(own)),
        roles=["a", "b", "a"],
        teams=[None] * 3,
        columns={"x": [F(1), F(5, 2), None], "y": [F(1, 3), F(0), F(7)]},
        present=[True] * 3,
        place=lambda _row, _column: FilePlace("facts"),
    )


def earlier(given: Facts | None = None) -> Earlier:
    results = evaluate({"a": program(), "b": program()}, given or facts())
    return Earlier(results, ColumnFacts.of(results.facts))


def kept(programs: Mapping[Role, Program]) -> dict[Role, tuple[list[str], list[str], list[str], list[str]]]:
    """The names of what is left of each role: steps and demands, of the row and of the person."""
    return {
        role: (
            [step.name for step in one.row_steps],
            [step.name for step in one.person_steps],
            [str(demand.message) for demand in one.demands],
            [str(demand.message) for demand in one.person_demands],
        )
        for role, one in programs.items()
    }


CHANGES: Mapping[str, tuple[Program, Program, tuple[list[str], list[str], list[str], list[str]]]] = {
    "nothing": (program(), program(), ([], [], [], [])),
    "a figure": (
        program(rate=THREE),
        program(rate=THREE),
        (["rate", "pay"], ["earned", "total"], ["pay is low"], []),
    ),
    "a step of the person": (
        program(extra=TWO),
        program(extra=TWO),
        ([], ["extra", "total"], [], ["extra is low"]),
    ),
    "the last step": (program(total=Ref("earned")), program(total=Ref("earned")), ([], ["total"], [], [])),
    "a demand": (program(a_value=X), program(a_value=X), ([], [], ["a value"], [])),
    "a demand of the person": (
        program(bonus_is_low=Holds(OfParts("bonus", "sum"), "up_to", TWO)),
        program(bonus_is_low=Holds(OfParts("bonus", "sum"), "up_to", TWO)),
        ([], [], [], ["bonus is low"]),
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_left_is_what_differs_and_what_reads_it(name: str) -> None:
    one, other, expected = CHANGES[name]
    found = earlier().cut({"a": one, "b": other})
    assert found is not None
    assert kept(found) == {"a": expected, "b": expected}


def test_what_differs_in_one_role_is_left_in_all_so_that_their_columns_are_whole() -> None:
    found = earlier().cut({"a": program(), "b": program(rate=THREE, bonus_is_low=X)})
    assert found is not None
    row = (["rate", "pay"], ["earned", "total"], ["pay is low"])
    assert kept(found) == {"a": (*row, []), "b": (*row, ["bonus is low"])}


def test_a_new_demand_is_left() -> None:
    more = replace(
        program(), demands=(*program().demands, Demand("a-rule", Ref("pay"), msg("pay is known"), ()))
    )
    found = earlier().cut({"a": more, "b": program()})
    assert found is not None
    assert kept(found) == {"a": ([], [], ["pay is known"], []), "b": ([], [], [], [])}
    assert found["a"].demands[0].holds == Fact("=pay")


def test_what_is_left_reads_the_rest_as_facts() -> None:
    found = earlier().cut({"a": program(rate=THREE, extra=THREE), "b": program()})
    assert found is not None
    left = {step.name: step.formula for step in found["b"].steps}
    assert left == {
        "rate": TWO,
        "pay": Product((Fact("=actual"), Ref("rate"))),
        "earned": OfParts("pay", "sum"),
        "extra": Sum((Fact("=bonus"), TWO)),
        "total": Sum((Ref("earned"), Ref("extra"))),
    }
    assert [one.holds for one in found["b"].person_demands] == [
        Holds(Ref("extra"), "up_to", Sum((THREE, Fact("=bonus"))))
    ]


@pytest.mark.parametrize(
    "change", [program(bonus=X), program(all=Over("bonus", "sum", "role")), program(actual=THREE)]
)
def test_what_looks_across_people_is_run_whole_where_it_can_differ(change: Program) -> None:
    assert earlier().cut({"a": program(), "b": change}) is None
    assert only_what_differs(earlier(), {"a": program(), "b": change}, facts()) is None


def test_a_plan_of_other_steps_or_another_order_is_run_whole() -> None:
    own = program()
    for row_steps in (own.row_steps[:-1], own.row_steps[::-1], (*own.row_steps, own.row_steps[0])):
        assert earlier().cut({"a": own, "b": replace(own, row_steps=row_steps)}) is None
    assert earlier().cut({"a": replace(own, person_steps=own.person_steps[:-1]), "b": own}) is None


def test_people_of_several_rows_are_run_whole() -> None:
    assert earlier(facts([[0, 2], [1]])).cut({"a": program(), "b": program()}) is None


def test_what_differs_is_paid_from_what_the_earlier_run_paid() -> None:
    programs: Programs = {"a": program(rate=THREE), "b": program(rate=THREE, extra=TWO)}
    one = earlier()
    found = only_what_differs(one, programs, one.results.facts)
    assert found is not None
    expected = evaluate(programs, facts())
    assert set(found.rows) == {"rate", "pay"}
    assert set(found.people) == {"earned", "extra", "total"}
    for name in found.rows:
        assert found.rows[name].values() == expected.rows[name], name
    for name in found.people:
        assert found.people[name].values() == expected.people[name], name


def test_columns_of_the_facts_and_steps_of_both_levels_are_read_once() -> None:
    one = earlier()
    assert one.names == ("x", "y", *(f"={name}" for name in (*ROWS, *PEOPLE)))
    assert one.column("y").values() == [F(1, 3), 0, 7]
    assert one.column("=bonus").values() == [F(4, 3), F(5, 2), None]
    assert one.column("=extra").values() == [F(10, 3), F(9, 2), None]
    assert one.column("=extra") is one.column("=extra")


def test_a_step_of_numbers_too_long_for_a_column_has_none() -> None:
    given = facts()
    long = replace(given, columns={**given.columns, "x": [F(2**130), F(1), F(1)]})
    with pytest.raises(Overflow):
        earlier(long).column("=pay")
