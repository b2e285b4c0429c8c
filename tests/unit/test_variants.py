"""Runs that differ little: which way each takes, and that every way pays the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction as F
from unittest.mock import Mock

import pytest

from csvariable.engine.columns.evaluation import ColumnFacts, evaluate as by_columns
from csvariable.engine.exact.evaluation import evaluate
from csvariable.engine.rerun import variants as module
from csvariable.engine.rerun.reduced import Earlier
from csvariable.engine.rerun.variants import one_frame, stacked, total, variant, variants
from csvariable.engine.results import Results
from csvariable.facts.model import Facts, Participant, Value
from csvariable.kernel.diagnostic import CellPlace
from csvariable.kernel.formula import Fact, Formula, Given, Holds, OfParts, Over, Product, Ref, Sum
from csvariable.kernel.message import msg
from csvariable.kernel.step import Demand, Program, Purpose, Step
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
FIVE = facts([F(1), F(2), F(3), F(4), F(5)])


@pytest.mark.parametrize(
    ("given", "frame", "most"), [(FOUR, 8, 2), (FOUR, 9, 2), (FIVE, 10, 2), (FIVE, 11, 2), (FOUR, 7, None)]
)
def test_a_run_is_changed_value_by_value_up_to_half_its_rows_where_half_a_frame_holds_it(
    given: Facts, frame: int, most: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`most` is how many values may be computed one by one; None where columns are used at once."""
    monkeypatch.setattr(module, "FRAME", frame)
    by_values = spy(monkeypatch, "again")
    base = evaluate(plan(2), given)
    found, problems = variant(base, plan(3), given, earlier_of(base))
    same(found, plan(3))
    assert problems == ()
    assert [call.args[3] for call in by_values.call_args_list] == ([] if most is None else [most])


def test_without_columns_of_the_earlier_run_all_is_changed_value_by_value(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "FRAME", 0)
    whole = spy(monkeypatch, "evaluate")
    base = evaluate(plan(2), FOUR)
    found, problems = variant(base, plan(3, most=9), FOUR)
    same(found, plan(3, most=9))
    assert [str(one.message) for one in problems] == ["`p3`: is above 9"]
    assert not whole.called


@pytest.mark.parametrize("frame", [0, 60_000])
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
    programs: Programs, told: Sequence[str], frame: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FRAME", frame)
    base = evaluate(plan(2), FOUR)
    found, problems = variant(base, programs, FOUR, earlier_of(base))
    same(found, programs)
    assert [str(one.message) for one in problems] == told


def test_only_the_steps_that_can_differ_are_run_by_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FRAME", 0)
    whole = spy(monkeypatch, "evaluate")
    base = evaluate(plan(2), FOUR)
    same(variant(base, plan(3), FOUR, earlier_of(base))[0], plan(3))
    assert not whole.called
    rows = step("all", Over("pay", "sum", "team"))
    across: Programs = {"a": replace(role(3), row_steps=(*role(3).row_steps, rows))}
    base = evaluate({"a": replace(role(2), row_steps=(*role(2).row_steps, rows))}, FOUR)
    same(variant(base, across, FOUR, earlier_of(base))[0], across)
    assert whole.call_count == 1


def test_what_is_paid_is_the_earlier_sum_where_no_total_can_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FRAME", 0)
    added = spy(monkeypatch, "total")
    base = evaluate(plan(2), FOUR)
    found, _ = variant(base, plan(2, most=7), FOUR, earlier_of(base))
    assert (found.paid, added.called) == (base.paid, False)
    found, _ = variant(base, plan(3), FOUR, earlier_of(base))
    assert (found.paid, added.called) == (F(34), True)


# ---------------------------------------------------------------------------------------- many plans


@pytest.mark.parametrize(
    ("height", "frame", "framed", "alone"),
    [
        (4, 7, [], 5),
        (4, 8, [2, 2], 1),
        (4, 11, [2, 2], 1),
        (4, 12, [3, 2], 0),
        (4, 16, [4], 1),
        (4, 20, [5], 0),
        (1, 3, [3, 2], 0),
        (1, 1, [], 5),
    ],
)
def test_plans_of_one_build_share_frames_as_long_as_they_may_be(
    height: int, frame: int, framed: Sequence[int], alone: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FRAME", frame)
    frames, single = spy(monkeypatch, "_frame"), spy(monkeypatch, "variant")
    base = evaluate(plan(2), facts([F(at + 1) for at in range(height)]))
    plans = [plan(rate, bonus=rate) for rate in range(3, 8)]
    found = variants(base, plans, earlier_of(base))
    for (results, problems), programs in zip(found, plans, strict=True):
        same(results, programs)
        assert problems == ()
    assert [len(call.args[1]) for call in frames.call_args_list] == framed
    assert single.call_count == alone


def test_plans_of_other_builds_have_frames_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    frames = spy(monkeypatch, "_frame")
    base = evaluate(plan(2), FOUR)
    last = role(2).person_steps[1]
    bonuses = [step("bonus", Sum((Fact("x"), Given(F(at))))) for at in range(2)]
    other: list[Programs] = [{"a": replace(role(2), person_steps=(one, last))} for one in bonuses]
    plans = [plan(3), other[0], plan(4), other[1], plan(5)]
    for (results, _), programs in zip(variants(base, plans, earlier_of(base)), plans, strict=True):
        same(results, programs)
    assert [[one.at for one in call.args[1]] for call in frames.call_args_list] == [[0, 2, 4], [1, 3]]


def test_only_figures_that_differ_become_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rate, the bonus and the limit can differ from the earlier run; the first two do among the plans."""
    asked = spy(monkeypatch, "lifted")
    base = evaluate(plan(2), FOUR)
    plans = [plan(3, 8, bonus=4), plan(5, 8, bonus=4), plan(5, 8, bonus=6)]
    for (results, problems), programs in zip(variants(base, plans, earlier_of(base)), plans, strict=True):
        same(results, programs)
        assert problems
    (call,) = asked.call_args_list
    assert call.args[1] == {0, 1}


def test_without_columns_of_the_earlier_run_plans_are_run_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    frames = spy(monkeypatch, "_frame")
    base = evaluate(plan(2), FOUR)
    plans = [plan(3), plan(4)]
    for (results, _), programs in zip(variants(base, plans), plans, strict=True):
        same(results, programs)
    assert not frames.called


def test_people_of_every_role_are_paid_in_a_frame_and_who_is_away_is_not_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    frames = spy(monkeypatch, "_frame")
    given = facts([F(1), F(20), F(30), F(40)], ["a", "b", "b", "a"], [True, True, False, True])
    base = evaluate({"a": role(7, bonus=9), "b": role(9, bonus=9)}, given)
    plans: list[Programs] = [{"a": role(at, 50), "b": role(2 * at, 50, bonus=at)} for at in (1, 2)]
    found = variants(base, plans, earlier_of(base))
    for (results, _), programs in zip(found, plans, strict=True):
        same(results, programs)
    assert [[str(one.message) for one in problems] for _, problems in found] == [
        [],
        ["`p1`: is above 50", "`p3`: is above 50"],
    ]
    assert frames.call_count == 1


def test_nobody_is_run_for_nothing_in_every_plan() -> None:
    nobody = facts([])
    base = evaluate({}, nobody)
    for earlier in (None, earlier_of(base)):
        found = variants(base, [{}, {}], earlier)
        assert [(dict(one.rows), dict(one.people), problems) for one, problems in found] == [({}, {}, ())] * 2


# ---------------------------------------------------------------------------------------- many facts


def test_facts_of_the_same_people_are_run_in_one_frame() -> None:
    programs: Programs = {
        "a": replace(
            role(2, most=9),
            row_steps=(
                *role(2).row_steps,
                step("all", Over("pay", "sum", "team")),
                step("more", Sum((Ref("all"), Fact("y")))),
            ),
        )
    }
    runs = [facts([F(1), F(2)]), facts([F(5), F(2)], y=[F(7), None]), facts([F(1), F(6)])]
    found = stacked(programs, runs)
    for (results, _), own in zip(found, runs, strict=True):
        expected = evaluate(programs, own)
        assert results.facts is own
        assert {name: list(results.rows[name]) for name in results.rows} == expected.rows
        assert {name: list(results.people[name]) for name in results.people} == expected.people
    assert [[str(one.message) for one in problems] for _, problems in found] == [
        [],
        ["`p0`: is above 9"],
        ["`p1`: is above 9"],
    ]


def test_one_run_is_a_frame_of_its_own() -> None:
    ((results, problems),) = stacked(plan(2), [FOUR])
    same(results, plan(2))
    assert problems == ()


def test_a_frame_holds_people_and_rows_of_each_run_one_after_the_other() -> None:
    parts = (Participant("p0", None, (1, 0)), Participant("p1", None, (2,)))
    one = replace(facts([F(1), F(2), F(3)], ["a", "b", "a"], [True, False, True]), people=parts)
    frame = one_frame([one, replace(one, columns={"y": [F(7), F(8), F(9)]})])
    assert [person.rows for person in frame.people] == [(1, 0), (2,), (4, 3), (5,)]
    assert (frame.roles, frame.present) == (["a", "b", "a"] * 2, [True, False, True] * 2)
    assert (frame.teams, frame.runs) == (["n"] * 6, [0, 0, 0, 1, 1, 1])
    assert frame.columns == {
        "x": [F(1), F(2), F(3), None, None, None],
        "y": [None, None, None, F(7), F(8), F(9)],
    }


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
