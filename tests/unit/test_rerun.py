"""The same people once more: which way a run takes, and that every way pays and refuses the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction as F
from unittest.mock import Mock

import pytest

from csvariable.engine.columns.evaluation import ColumnFacts, evaluate as by_columns
from csvariable.engine.exact.evaluation import evaluate
from csvariable.engine.rerun import Earlier, rerun, run as module
from csvariable.engine.rerun.run import total
from csvariable.engine.results import Results
from csvariable.facts.model import Facts, Participant, Value
from csvariable.kernel.diagnostic import CellPlace
from csvariable.kernel.formula import Fact, Formula, Given, Holds, OfParts, Over, Product, Ref, Sum
from csvariable.kernel.message import msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Demand, Program, Step
from csvariable.kernel.unit import Unit
from csvariable.plan import Role

Programs = dict[Role, Program]
LONGEST = F(2**126)


def step(name: str, formula: Formula) -> Step:
    return Step(name, Purpose.SETTLED, Unit.NUMBER, formula, ())


def facts(
    values: Sequence[Value],
    roles: Sequence[Role] | None = None,
    present: Sequence[bool] | None = None,
    **more: Sequence[Value],
) -> Facts:
    count = len(values)
    return Facts(
        people=tuple(Participant(f"p{at}", None, (at,)) for at in range(count)),
        roles=["a"] * count if roles is None else roles,
        teams=["n"] * count,
        columns={"x": values, **more},
        present=[True] * count if present is None else present,
        place=lambda row, column: CellPlace("facts", row + 1, header=column),
    )


def role(rate: int | F, most: int = 10**6, bonus: int = 1) -> Program:
    """Pay `x` times a rate, and a bonus; a product above `most` is refused."""
    holds = Holds(Ref("pay"), "up_to", Given(F(most)))
    return Program(
        (step("base", Fact("x")), step("pay", Product((Ref("base"), Given(F(rate)))))),
        (step("bonus", Given(F(bonus))), step("total", Sum((OfParts("pay", "sum"), Ref("bonus"))))),
        (Demand("too-much", holds, msg("is above {most}", most=str(most)), (), "x"),),
    )


def plan(rate: int | F, most: int = 10**6, bonus: int = 1) -> Programs:
    return {"a": role(rate, most, bonus)}


def earlier_of(base: Results) -> Earlier:
    return Earlier(base, ColumnFacts.of(base.facts))


def same(found: Results, programs: Programs) -> None:
    """Every step must have the values of a run at once."""
    expected = evaluate(programs, found.facts)
    assert {name: list(found.rows[name]) for name in found.rows} == expected.rows
    assert {name: list(found.people[name]) for name in found.people} == expected.people
    assert found.paid == expected.paid
    assert found.programs == programs


def spy(monkeypatch: pytest.MonkeyPatch, name: str) -> Mock:
    found = Mock(wraps=getattr(module, name))
    monkeypatch.setattr(module, name, found)
    return found


# ------------------------------------------------------------------------------------------ one plan

FOUR = facts([F(1), F(2), F(3), F(4)])


@pytest.mark.parametrize(("few", "values", "columns"), [(4, 1, 0), (3, 0, 1)])
def test_few_rows_are_run_in_whole_numbers_and_many_by_columns(
    few: int, values: int, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FEW", few)
    by_values, cut = spy(monkeypatch, "again"), spy(monkeypatch, "only_what_differs")
    base = evaluate(plan(2), FOUR)
    found, problems = rerun(base, plan(3), FOUR, earlier_of(base))
    same(found, plan(3))
    assert problems == ()
    assert (by_values.call_count, cut.call_count) == (values, columns)


def test_without_columns_of_the_earlier_run_all_is_run_in_whole_numbers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "FEW", 0)
    whole, cut = spy(monkeypatch, "evaluate"), spy(monkeypatch, "only_what_differs")
    base = evaluate(plan(2), FOUR)
    found, problems = rerun(base, plan(3, most=9), FOUR)
    same(found, plan(3, most=9))
    assert [str(one.message) for one in problems] == ["`p3`: is above 9"]
    assert (whole.called, cut.called) == (False, False)


@pytest.mark.parametrize("few", [0, 4])
@pytest.mark.parametrize(
    ("programs", "told"),
    [
        (plan(3), []),
        (plan(2, bonus=5), []),
        (plan(2, most=5), ["`p2`: is above 5", "`p3`: is above 5"]),
        (plan(3, most=9, bonus=0), ["`p3`: is above 9"]),
        (plan(2), []),
    ],
    ids=["a rate", "a bonus", "a limit", "all of them", "nothing"],
)
def test_a_plan_pays_the_same_and_refuses_the_same_whichever_way_it_is_run(
    programs: Programs, told: Sequence[str], few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FEW", few)
    base = evaluate(plan(2), FOUR)
    found, problems = rerun(base, programs, FOUR, earlier_of(base))
    same(found, programs)
    assert [str(one.message) for one in problems] == told


def test_only_the_steps_that_can_differ_are_run_by_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FEW", 0)
    whole = spy(monkeypatch, "evaluate")
    base = evaluate(plan(2), FOUR)
    same(rerun(base, plan(3), FOUR, earlier_of(base))[0], plan(3))
    assert not whole.called
    rows = step("all", Over("pay", "sum", "team"))
    across: Programs = {"a": replace(role(3), row_steps=(*role(3).row_steps, rows))}
    base = evaluate({"a": replace(role(2), row_steps=(*role(2).row_steps, rows))}, FOUR)
    same(rerun(base, across, FOUR, earlier_of(base))[0], across)
    assert whole.call_count == 1


def test_what_is_paid_is_the_earlier_sum_where_no_total_can_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FEW", 0)
    added = spy(monkeypatch, "total")
    base = evaluate(plan(2), FOUR)
    found, _ = rerun(base, plan(2, most=7), FOUR, earlier_of(base))
    assert (found.paid, added.called) == (base.paid, False)
    found, _ = rerun(base, plan(3), FOUR, earlier_of(base))
    assert (found.paid, added.called) == (F(34), True)


# --------------------------------------------------------------------------------------- other facts


@pytest.mark.parametrize("few", [0, 4])
def test_other_figures_of_the_same_people_pay_and_refuse_what_they_do_at_once(
    few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FEW", few)
    whole = spy(monkeypatch, "evaluate")
    programs: Programs = {"a": replace(role(2, most=9), row_steps=(*role(2).row_steps, step("y", Fact("y"))))}
    base = evaluate(programs, facts([F(1), F(2)]))
    earlier = earlier_of(base)
    told = []
    for given in (
        replace(base.facts, columns={"x": [F(5), F(2)], "y": [F(7), None]}),
        replace(base.facts, columns={"x": [F(1), F(6)]}),
        base.facts,
    ):
        found, problems = rerun(base, programs, given, earlier)
        same(found, programs)
        told.append([str(one.message) for one in problems])
    assert told == [["`p0`: is above 9"], ["`p1`: is above 9"], []]
    assert not whole.called


def test_people_of_every_role_are_paid_and_who_is_away_is_not_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = facts([F(1), F(20), F(30), F(40)], ["a", "b", "b", "a"], [True, True, False, True])
    base = evaluate({"a": role(7, bonus=9), "b": role(9, bonus=9)}, given)
    for few in (0, 4):
        monkeypatch.setattr(module, "FEW", few)
        found, problems = rerun(base, {"a": role(2, 50), "b": role(4, 50, bonus=2)}, given, earlier_of(base))
        same(found, {"a": role(2, 50), "b": role(4, 50, bonus=2)})
        assert [str(one.message) for one in problems] == ["`p1`: is above 50", "`p3`: is above 50"]


def test_nobody_is_run_for_nothing_in_every_plan() -> None:
    nobody = facts([])
    base = evaluate({}, nobody)
    for earlier in (None, earlier_of(base)):
        found, problems = rerun(base, {}, nobody, earlier)
        assert (dict(found.rows), dict(found.people), problems) == ({}, {}, ())


# ------------------------------------------------------------------------------------- what it costs


@pytest.mark.parametrize(
    "values",
    [
        [LONGEST, LONGEST],
        [-LONGEST, -LONGEST, -LONGEST],
        [LONGEST, -LONGEST, None, F(1)],
        [F(2**62), F(2**62), F(2**62)],
        [F(1, 3), F(-4, 3), F(1)],
        [None, None],
        [],
    ],
    ids=str,
)
def test_a_sum_of_numbers_that_fill_a_column_does_not_wrap(values: Sequence[Value]) -> None:
    programs: Programs = {"a": Program((step("s", Fact("x")),), (step("total", OfParts("s", "sum")),))}
    found = by_columns(programs if values else {}, ColumnFacts.of(facts(values)))
    if values:
        assert total(found) == sum((value for value in values if value is not None), F(0))
