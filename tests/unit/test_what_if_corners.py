"""Corners of what a plan could pay: bounds, levels, limits, draws, curves that differ, refused scenarios."""
# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F

import pytest
from engine import plans_of

from csvariable.bounds import Interval, PersonBounds, exactly
from csvariable.bounds.cuts import cuts_of
from csvariable.bounds.levels import at_level
from csvariable.bounds.reading import BoundReading
from csvariable.bounds.shapes import on_grid
from csvariable.engine.run import once
from csvariable.exposure.limits import Open, open_ends
from csvariable.facts.load import Tables, load
from csvariable.facts.model import Facts
from csvariable.facts.plans import Plans
from csvariable.kernel.formula import (
    Curve,
    Fact,
    Formula,
    Given,
    Greatest,
    Grid,
    Holds,
    OfParts,
    Over,
    Product,
    Ref,
    Start,
    Sum,
)
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.segment import Segment
from csvariable.kernel.step import Program, Step
from csvariable.kernel.unit import Unit
from csvariable.odds import OddsModel, drawn_from_model, world_of
from csvariable.scenario import Stage, parse_sets, prepare, run
from csvariable.scenario.comparison import compare
from csvariable.scenario.moved_curves import curve_changes
from csvariable.tables.reading import read_table
from csvariable.text import Document, parse

X, Y = Fact("x"), Fact("y")
HEAD = "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\n"
STEPS = "curve: {of: actual, lookup: [{from: 80 %, pays: 50 %}, {from: 90 %, pays: 100 %}]}"
PLAN = (
    HEAD + "target_incentive: 1000\nkpis:\n"
    f"  nrr: {{weight: 60 %, unit: percent, {STEPS}}}\n"
    f"  csat: {{weight: 40 %, unit: percent, {STEPS}}}\n"
)
KPIS = "participant,nrr,csat\nana,95 %,92 %\nben,90 %,85 %\n"
LUCK = {"csat": OddsModel("share", F(1, 2), count=1)}
"""CSAT is 0 or 100 %: it pays 0 or 400."""


def plans(text: str = PLAN) -> Plans:
    found, problems = plans_of(text)
    assert found is not None, [str(problem.message) for problem in problems]
    return found


def document(text: str) -> Document:
    found, problems = parse(text, "plan.yaml")
    assert found is not None, problems
    return found


def tables(text: str = KPIS, people: str | None = None) -> Tables:
    found, problems = read_table(text.encode(), "kpis.csv")
    assert found is not None, problems
    staff = None if people is None else read_table(people.encode(), "people.csv")[0]
    return Tables([found], staff)


def facts(of: Plans, given: Tables, period: str | None = None) -> Facts:
    found, problems = load(given, of, period)
    assert found is not None, problems
    return found


# ------------------------------------------------------------------------------------------------- bounds


def reading(**steps: Formula) -> BoundReading:
    return BoundReading(steps, {"x": Interval(F(0), F(4)), "y": Interval(F(-1), F(2))})


def test_a_line_changes_in_the_rows_that_have_the_step_and_in_no_other() -> None:
    test = Holds(OfParts("s", "sum"), "from", Given(F(1)))
    whole = BoundReading({"t": test}, {}, (reading(s=Greatest((X, Y))), reading()))
    other = BoundReading({"t": test}, {}, (reading(), reading(s=Greatest((X, Y)))))
    two = BoundReading({"t": test}, {}, (reading(s=Greatest((X, Y))), reading(), reading(s=Sum((X, X)))))
    assert cuts_of(other) == {(1, "x"): [F(1)], (1, "y"): [F(1)]}
    assert cuts_of(whole) == {(0, "x"): [F(1)], (0, "y"): [F(1)]}
    assert cuts_of(two) == {(0, "x"): [F(1)], (0, "y"): [F(1)], (2, "x"): [F(1, 2)]}


def test_a_product_of_two_facts_reaches_a_level_at_no_single_value() -> None:
    assert cuts_of(BoundReading({}, {}, (reading(s=Holds(Product((X, Y)), "from", Given(F(1)))),))) == {}


ROWS = (Start("from", F(0)), Start("from", F(10)))


@pytest.mark.parametrize(
    ("row", "column", "found"),
    [
        (Interval(F(2), F(7)), exactly(F(0)), Interval(F(2, 10), F(7, 10))),
        (Interval(F(2), F(7)), exactly(F(10)), Interval(F(11, 10), F(26, 10))),
        (exactly(F(5)), Interval(F(0), F(20)), Interval(F(1, 2), F(2))),
        (Interval(F(-5), F(5)), exactly(F(10)), Interval(F(0), F(2))),
        (Interval(F(5), None), exactly(F(0)), Interval(F(1, 2), F(1))),
    ],
)
def test_a_matrix_between_two_rows_is_read_by_straight_lines(
    row: Interval, column: Interval, found: Interval
) -> None:
    """Down the first column it pays 0 to 1, down the second 1 / 2 to 7 / 2; columns are steps."""
    grid = Grid(X, Y, ROWS, ROWS, ((F(0), F(1, 2)), (F(1), F(7, 2))), (True, False), ())
    assert on_grid(grid, row, column) == found


# --------------------------------------------------------------------------------- levels and what is open


def levels(*segments: Segment) -> dict[str, dict[str, F]]:
    curve = Curve(Fact("nrr.actual"), segments)
    step = Step("nrr.curve_rate", Purpose.CURVE_RATE, Unit.RATE, curve, (), kpi="nrr", curve=curve)
    row = BoundReading({step.name: curve}, {"nrr.actual": Interval(F(0), F(2))})
    base, program = plans().base, Program((step,), ())
    return {
        "target": at_level(base, program, row, "target"),
        "threshold": at_level(base, program, row, "threshold"),
    }


def test_pay_starts_at_the_first_stretch_that_pays() -> None:
    nothing = Segment(F(0), True, F(0), F(0), ())
    half, all_of_it = Segment(F(4, 5), True, F(1, 2), F(0), ()), Segment(F(9, 10), True, F(1), F(0), ())
    assert levels(nothing, half, all_of_it) == {"target": {"nrr": F(9, 10)}, "threshold": {"nrr": F(4, 5)}}


def test_a_curve_that_never_pays_has_no_threshold() -> None:
    nothing = Segment(F(1, 2), True, F(0), F(0), ())
    assert levels(nothing) == {"target": {"nrr": F(1, 2)}, "threshold": {}}


def test_a_curve_without_end_of_what_others_reach_is_not_laid_to_a_column() -> None:
    """The team's curve is open whatever the person does; the column is open by itself."""
    team = Step("team", Purpose.SETTLED, Unit.NUMBER, Over("own", "sum", "team"), ())
    curve = Curve(Ref("team"), (Segment(F(0), True, F(0), F(1), ("kpis", "team")),))
    line = Step("line", Purpose.SETTLED, Unit.NUMBER, curve, ())
    own = Step("own", Purpose.SETTLED, Unit.NUMBER, Sum((X, Ref("line"))), ())
    program = Program((team, line, own), ())
    cost = OfParts("own", "sum")
    person = PersonBounds((program,), ({"x": Interval(F(0), None)},))
    assert open_ends(person, cost) == [Open("column", (), "x")]
    mine = replace(line, formula=replace(curve, of=X))
    other = PersonBounds((Program((team, mine, own), ()),), ({"x": Interval(F(0), None)},))
    assert open_ends(other, cost) == [Open("curve", ("kpis", "team"))]


# ----------------------------------------------------------------------------------------------------- draws


def test_people_without_luck_of_their_own_stand_once_among_the_values() -> None:
    """Two heads without CSAT get 1000 each; ana gets 600 and what her luck adds."""
    mine = plans(PLAN + "roles: {head: {kpis.csat: null, kpis.nrr.weight: 100 %}}\n")
    given = tables("participant,role,nrr,csat\nana,,95 %,92 %\nlea,head,95 %,\nmax,head,95 %,\n")
    found = drawn_from_model(world_of(mine, facts(mine, given), LUCK, 40, 3))
    assert [one.kinds for one in found.people] == [2, 1, 1]
    assert [one.drawn for one in found.people][1:] == [F(1000), F(1000)]
    assert set(found.costs) == {F(2600), F(3000)}
    assert found.unpaid == 0


@pytest.mark.parametrize("team", ["n", ""], ids=["in a team", "without a team"])
def test_who_is_paid_like_the_peers_is_paid_like_them_in_each_draw(team: str) -> None:
    """Half absent, ana gets half of her own rate and half of the mean of ben's and cid's.

    NRR pays 525 + 600 + 300; luck with CSAT is worth 200 to ana, and 400 + 100 each to ben and cid.
    """
    mine = plans(PLAN + "proration: none\nabsences: {parental: peer-average}\n")
    kpis = "participant,nrr,csat\nana,95 %,92 %\nben,90 %,85 %\ncid,80 %,85 %\n"
    people = "participant,team,absence_days.parental\nana,n,46\nben,n,\ncid,n,\n".replace(",n,", f",{team},")
    world = world_of(mine, facts(mine, tables(kpis, people), "2026-Q3"), LUCK, 60, 3)
    found = drawn_from_model(world)
    assert set(found.costs) == {F(1425 + own * 200 + peers * 500) for own in (0, 1) for peers in (0, 1, 2)}
    assert found.unpaid == 0


def test_draws_in_which_somebody_cannot_be_paid_are_counted_and_cost_what_the_others_do() -> None:
    mine = plans()
    own = facts(mine, tables())
    world = world_of(mine, own, LUCK, 40, 3)
    gone = replace(world, facts=replace(own, columns={**own.columns, "nrr.actual": [None, F(9, 10)]}))
    found = drawn_from_model(gone)
    assert found.unpaid == 40
    assert found.people[0].drawn == 0
    assert set(found.costs) == {F(600), F(1000)}


# --------------------------------------------------------------------------------- comparisons and curves


def test_a_period_of_one_side_alone_is_all_gain_or_all_loss() -> None:
    done = once(plans(), tables(), None)
    assert done.results is not None
    gone, new = compare({"2026-Q1": done.results}, {}), compare({}, {"2026-Q1": done.results})
    assert (gone.counts, new.counts) == ((0, 2, 0), (2, 0, 0))
    assert (gone.cash.before, gone.cash.after) == (F(1000 + 800), F(0))
    assert [one.change for one in new.people] == [F(1000), F(800)]


def test_a_matrix_is_no_curve_to_compare() -> None:
    axis = "{of: calls, from: [0, 10]}, columns: {of: mail, from: [0, 10]}"
    head = HEAD + "target_incentive: 1000\nkpis:\n  calls: {unit: number}\n  mail: {unit: number}\n"
    matrix = f"matrix: {{rows: {axis}, pays: [[0 %, 50 %], [50 %, 100 %]]}}"
    text = f"{head}  both: {{weight: 50 %, unit: number, {matrix}}}\n  nrr: {{weight: 50 %, unit: percent, {STEPS}}}\n"
    old = plans(text)
    assert curve_changes(old, plans(text.replace("[0 %, 50 %]", "[10 %, 50 %]"))) == ()
    changed = curve_changes(old, plans(text.replace("from: 90 %", "from: 95 %")))
    assert [(one.kpi, one.stretches[0].start, one.stretches[0].end) for one in changed] == [
        ("nrr", F(90, 100), F(95, 100))
    ]


# ------------------------------------------------------------------------------------- refused scenarios


def test_a_key_that_a_line_cannot_hold_is_not_set_from_the_command_line() -> None:
    scenario, _, problems = parse_sets(['"a name"=1', "cap=50 %"])
    assert [str(one.message) for one in problems] == [
        '`"a name"` cannot be set from the command line; write it in a scenario file'
    ]
    assert scenario is not None
    assert [edit.route for edit in scenario.edits] == [("cap",)]


def test_a_plan_that_cannot_be_read_is_no_base_for_scenarios() -> None:
    text = PLAN.replace("weight: 40 %", "weight: 50 %")
    found, problems = prepare(document(text), [Stage(None, tables())])
    assert found is None
    assert [one.severity for one in problems] == ["error"]
    assert "110 %" in str(problems[0].message)


def test_files_that_an_edited_plan_cannot_read_stop_the_scenario() -> None:
    base, problems = prepare(document(PLAN), [Stage(None, tables())])
    assert base is not None, problems
    scenario, _, _ = parse_sets(["kpis.nrr.range=[0 %, 94 %]"])
    assert scenario is not None
    (found,) = run(base, [scenario])
    assert found.comparison is None
    assert [(one.severity, one.rule, str(one.message)) for one in found.diagnostics] == [
        (
            "error",
            "outside-range",
            "scenario `kpis.nrr.range=[0 %, 94 %]`: 95 % is outside the range of `nrr`: 0 % to 94 %",
        )
    ]
