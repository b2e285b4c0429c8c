"""Runs: twice and equal; what is told where two evaluations differ, and what is not computed yet."""

# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F

import pytest
from engine import plans_of
from findings import english, plain

from csvariable.engine import cross_check as opinion, run as running
from csvariable.engine.columns import evaluation as columns
from csvariable.engine.cross_check import (
    ByColumns,
    Disagreement,
    compared,
    disagreement,
    is_ordinary,
    sample_of,
    sampled,
    some,
)
from csvariable.engine.exact.across import over
from csvariable.engine.exact.evaluation import evaluate
from csvariable.engine.exact.readers import reader
from csvariable.engine.groups import group_keys
from csvariable.engine.refusals import without_total
from csvariable.engine.schedule import schedule
from csvariable.facts.load import Tables
from csvariable.facts.model import Facts, Participant, Value
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import FilePlace, Label, PlanPlace
from csvariable.kernel.formula import (
    Fact,
    Formula,
    Given,
    OfParts,
    Over,
    Placed,
    Product,
    Shared,
    Sum,
    Within,
)
from csvariable.kernel.message import msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Program, Step
from csvariable.kernel.unit import Unit
from csvariable.plan import Role
from csvariable.tables.reading import read_table

PLAN = (
    "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 1000\nkpis:\n"
    "  nrr: {weight: 100 %, unit: percent, curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}\n"
)
KPIS = b"participant,nrr\nana,100 %\nben,50 %\nchloe,25 %\n"
CENT = F(1, 100)
X = Fact("x")


def plans(text: str = PLAN) -> Plans:
    found, problems = plans_of(text)
    assert found is not None, [str(one.message) for one in problems]
    return found


def tables() -> Tables:
    table, problems = read_table(KPIS, "kpis.csv")
    assert table is not None, problems
    return Tables([table])


def step(name: str, formula: Formula) -> Step:
    return Step(name, Purpose.SETTLED, Unit.NUMBER, formula, ())


def facts(
    teams: list[str | None],
    roles: list[Role] | None = None,
    parts: list[tuple[int, ...]] | None = None,
    **columns: list[Value],
) -> Facts:
    own = [(row,) for row in range(len(teams))] if parts is None else parts
    return Facts(
        people=tuple(Participant(f"p{at}", None, rows) for at, rows in enumerate(own)),
        roles=[None] * len(teams) if roles is None else roles,
        teams=teams,
        columns=columns,
        present=[True] * len(teams),
        place=lambda _row, _column: FilePlace("facts"),
    )


# ---------------------------------------------------------------------------------- two evaluations


def test_a_large_run_is_paid_by_columns_and_a_sample_of_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = running.run(plans(), tables())
    assert whole.results is not None
    monkeypatch.setattr(opinion, "CHECKED_LINES", 2)
    monkeypatch.setattr(opinion, "SAMPLE", 2)
    large = running.run(plans(), tables())
    assert large.results is not None
    assert large.results.people["total"] == [F(1000), F(500), F(250)]
    assert (large.results.rows, large.results.people) == (whole.results.rows, whole.results.people)
    assert large.diagnostics == whole.diagnostics


def test_evaluations_that_disagree_pay_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = [Disagreement("nrr.payout", "ana", F(1000), F(999)), Disagreement("total", "ana", F(1, 3), None)]
    monkeypatch.setattr(columns, "differences", lambda _exact, _columns: wrong)
    found = running.run(plans(), tables())
    assert found.results is None
    assert [(one.rule, str(one.message), plain(one.help)) for one in found.diagnostics] == [
        (
            "evaluations-disagree",
            "`ana`, `nrr.payout`: 1000 in fractions and 999 by columns",
            "please report it; nothing is paid",
        ),
        (
            "evaluations-disagree",
            "`ana`, `total`: 0.333333333333 in fractions and nothing by columns",
            "please report it; nothing is paid",
        ),
    ]


def test_many_differences_are_told_by_the_first_and_their_number() -> None:
    many = [Disagreement("total", f"p{at}", F(1), F(2)) for at in range(opinion.SHOWN + 3)]
    found = disagreement(many)
    assert [str(one.message) for one in found[:1] + found[-1:]] == [
        "`p0`, `total`: 1 in fractions and 2 by columns",
        "3 more values differ",
    ]
    assert len(found) == opinion.SHOWN + 1
    assert len(disagreement(many[: opinion.SHOWN])) == opinion.SHOWN


def by_columns(s: list[int], total: list[int]) -> ByColumns:
    """The values that columns gave: of the step and of the total, by row."""
    steps = {"s": s, "total": total}
    return lambda name, rows: [F(steps[name][row]) for row in rows]


def test_a_sample_is_compared_step_by_step() -> None:
    programs: dict[Role, Program] = {
        None: Program((step("s", Sum((X, Given(F(1))))),), (step("total", OfParts("s", "sum")),), ())
    }
    given = facts(["a", "a", "b"], parts=[(0, 2), (1,)], x=[F(1), F(2), F(3)])
    assert sampled(programs, given, by_columns([2, 3, 4], [6, 3, 6])) == []
    wrong = sampled(programs, given, by_columns([2, 0, 4], [6, 3, 7]))
    assert wrong == [Disagreement("s", "p1", F(3), F(0)), Disagreement("total", "p0", F(6), F(7))]
    part = some(given, [1], [1])
    assert (part.ids(), part.teams, part.columns) == (["p1"], ["a"], {"x": [F(2)]})
    assert part.people[0].rows == (0,)
    assert compared(programs, part, [1], lambda _name, rows: [F(3)] * len(rows)) == []


def test_the_values_of_some_rows_are_found_whatever_their_role() -> None:
    roles: dict[Role, Program] = {
        role: Program((step("s", Product((X, Given(F(times))))),), (step("total", OfParts("s", "sum")),), ())
        for role, times in (("lead", 2), ("agent", 3))
    }
    given = facts(["a", "a", "b"], parts=[(0, 2), (1,)], x=[F(1), F(2), F(3)])
    given = replace(given, roles=["lead", "agent", "lead"])
    found = columns.evaluate(roles, columns.ColumnFacts.of(given))
    assert list(found.values("s", [2, 1])) == [6, 6]
    assert list(found.values("total", [2, 1])) == [8, 6]
    assert sampled(roles, given, found.values) == []


def test_nobody_is_paid_nothing_for_a_total_without_a_value() -> None:
    late = replace(step("late", Fact("y")), route=("kpis", "late"))
    programs: dict[Role, Program] = {
        None: Program(
            (step("s", X), late), (step("total", Sum((OfParts("s", "sum"), OfParts("late", "last")))),), ()
        )
    }
    given = facts(["a", "b"], x=[F(1), F(2)], y=[F(1), None])
    (found,) = without_total(evaluate(programs, given))
    assert (found.rule, str(found.message)) == ("no-total", "`p1`: `late` has no value, so there is no total")
    assert english(found.also) == english((Label(PlanPlace(("kpis", "late")), msg("asked for here")),))
    bare: dict[Role, Program] = {
        None: Program((step("s", X), step("late", Fact("y"))), programs[None].person_steps, ())
    }
    assert without_total(evaluate(bare, given))[0].also == ()


def test_the_sample_is_the_same_each_time_and_never_too_large() -> None:
    assert sample_of(3) == [0, 1, 2]
    assert sample_of(1000) == sample_of(1000)
    assert len(set(sample_of(1000))) == opinion.SAMPLE
    assert sample_of(1000, seed=2) != sample_of(1000)


def test_people_who_share_amounts_are_all_computed_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opinion, "CHECKED_LINES", 1)
    monkeypatch.setattr(opinion, "SAMPLE", 1)
    given = facts(["a", "a"], x=[F(1), F(2)])
    alone: dict[Role, Program] = {None: Program((step("s", X),), (), ())}
    across: dict[Role, Program] = {None: Program((step("s", X), step("t", Over("s", "sum", "team"))), (), ())}
    assert not is_ordinary(alone, len(given.roles))
    assert is_ordinary(across, len(given.roles))


def lines(count: int) -> Program:
    """A program of as many KPI lines, or of a step that is none."""
    kpis = (Step(f"k{at}.actual", Purpose.ACTUAL, Unit.NUMBER, X, (), f"k{at}") for at in range(count))
    return Program(tuple(kpis) or (step("s", X),), ())


@pytest.mark.parametrize(
    ("counts", "most"), [((0,), 50_000), ((1,), 50_000), ((1, 4, 2), 12_500), ((501,), 100)]
)
def test_a_run_is_ordinary_up_to_fifty_thousand_lines_or_the_people_of_a_sample(
    counts: tuple[int, ...], most: int
) -> None:
    programs: dict[Role, Program] = {f"r{count}": lines(count) for count in counts}
    assert [is_ordinary(programs, rows) for rows in (1, most, most + 1)] == [True, True, False]


def test_a_hundred_people_are_paid_again_and_twenty_differences_are_shown() -> None:
    assert (len(sample_of(1000)), sample_of(1000)) == (100, sample_of(1000, seed=1))
    many = [Disagreement("total", "p", F(1), F(2))] * 21
    assert [str(one.message) for one in disagreement(many)][20:] == ["1 more value differs"]


def test_the_words_of_the_calendar_are_not_made_for_a_second_opinion() -> None:
    given = replace(facts(["a", "b"], x=[F(1), F(2)]), texts=[{"x": msg("one")}, {"x": msg("two")}])
    assert some(given, [1], [1]).texts == ()


def test_steps_of_roles_that_others_have_not_have_no_value_there() -> None:
    programs: dict[Role, Program] = {
        "a": Program((step("s", X),), (step("p", OfParts("s", "sum")),)),
        "b": Program((step("t", Over("s", "sum", "company")), step("u", Over("v", "sum", "company"))), ()),
    }
    given = facts(["n"] * 4, ["a", "b", "b", "a"], [(0, 1), (2, 3)], x=[F(1), F(2), F(3), F(4)])
    found = evaluate(programs, given)
    assert found.rows == {
        "s": [F(1), None, None, F(4)],
        "t": [None, F(5), F(5), None],
        "u": [None, None, None, None],
    }
    assert found.people == {"p": [None, F(4)]}


def test_a_podium_of_a_team_places_people_by_their_last_row() -> None:
    prize = Placed("by", "there", (F(100),), "team", CENT, False, ())
    own = (step("by", OfParts("s", "last")), step("there", Given(F(1))), step("prize", prize))
    programs: dict[Role, Program] = {None: Program((step("s", X),), own)}
    given = facts(["n", "s", "n"], parts=[(0, 1), (2,)], x=[F(1), F(2), F(3)])
    assert evaluate(programs, given).people["prize"] == [F(100), F(100)]


# ----------------------------------------------------------------------------------------- schedule


def test_steps_of_other_rows_wait_for_what_they_read() -> None:
    sums = step("sum", Over("late", "sum", "team"))
    found = list(schedule({"a": (sums,), "b": (step("first", X), step("late", X))}))
    assert [(role, one.name) for role, one in found] == [("b", "first"), ("b", "late"), ("a", "sum")]


def test_steps_that_wait_for_one_another_are_a_fault() -> None:
    one, other = step("one", Over("other", "sum", "team")), step("other", Over("one", "sum", "team"))
    with pytest.raises(ValueError, match="steps wait for one another: one, other"):
        list(schedule({"a": (one,), "b": (other,), "done": (step("first", X),)}))


# ------------------------------------------------------------------------------------------ readers


@pytest.mark.parametrize(
    "formula",
    [
        Over("s", "sum", "team"),
        Shared("s", True, "s", "s", "team", False, CENT),
        Placed("s", "s", (F(1),), "company", CENT, False, ()),
    ],
)
def test_what_looks_beyond_its_row_is_the_formula_of_a_step(formula: Formula) -> None:
    with pytest.raises(TypeError, match=f"{type(formula).__name__} stands alone as the formula of a step"):
        reader(Sum((formula, X)), {"x": [F(1)]}, {"s": [F(1)]}, None)(0)


def test_a_row_has_no_parts_and_a_step_of_no_row_no_value() -> None:
    given = facts(["a", "b"], x=[F(1), F(2)])
    with pytest.raises(TypeError, match="a row has no parts"):
        reader(OfParts("s", "sum"), given.columns, {}, None)(0)
    assert reader(OfParts("s", "sum"), given.columns, {}, (given, {}))(0) is None


@pytest.mark.parametrize(
    ("within", "keys"),
    [
        ("team", ["n", "n", "s", None]),
        ("role", ["r", None, "r", None]),
        ("role and team", [("r", "n"), (None, "n"), ("r", "s"), (None, None)]),
        ("company", [None] * 4),
        ("person", ["p0", "p1", "p0", "p2"]),
    ],
)
def test_groups_of_rows(within: Within, keys: list[object]) -> None:
    given = facts(["n", "n", "s", None], ["r", None, "r", None], [(0, 2), (1,), (3,)], x=[F(1)] * 4)
    assert group_keys(within, given) == keys


def test_a_mean_counts_rows_with_a_value_where_the_flag_is_up() -> None:
    given = facts(["n", "n", "n", "s"], flag=[F(1), F(0), F(1), F(0)])
    values = [F(1), F(100), None, F(5)]
    node = Over("s", "mean", "team", "flag")
    assert over(node, values, group_keys("team", given), given) == [F(1), F(1), F(1), None]
