"""Scenarios: how they are written, what they change, where their problems stand."""

from __future__ import annotations

from fractions import Fraction as F
from pathlib import Path

import pytest
from findings import plain
from small import facts

from csvariable.facts.load import Tables
from csvariable.facts.model import Value
from csvariable.kernel.diagnostic import TextPlace
from csvariable.kernel.purpose import Purpose
from csvariable.scenario import (
    Base,
    Outcome,
    Scenario,
    Stage,
    parse_sets,
    parse_sweeps,
    prepare,
    run,
    scenarios_in,
)
from csvariable.scenario.limits import parse_limit
from csvariable.scenario.model import Edit
from csvariable.scenario.reuse import keeps_facts
from csvariable.scenario.routes import suggestions
from csvariable.tables.reading import read_table
from csvariable.tables.table import Table
from csvariable.text import Document, Node, Scalar, Setting, parse, parse_route, written

DEMO = Path(__file__).resolve().parents[2] / "examples" / "demo"


def table(path: Path) -> Table:
    found, _ = read_table(path.read_bytes(), path.name)
    assert found is not None
    return found


def document(text: str, name: str = "plan.yaml") -> Document:
    found, problems = parse(text, name)
    assert found is not None, problems
    return found


@pytest.fixture(scope="module")
def plan() -> Document:
    return document((DEMO / "plan.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def base(plan: Document) -> Base:
    stage = Stage(None, Tables([table(DEMO / "kpis.csv")], table(DEMO / "people.csv")))
    found, problems = prepare(plan, [stage])
    assert found is not None, problems
    return found


def tried(base: Base, *texts: str) -> Outcome:
    scenario, _, problems = parse_sets(texts)
    assert scenario is not None, problems
    return run(base, [scenario])[0]


# -------------------------------------------------------------------------------------- writing


@pytest.mark.parametrize(
    ("text", "route", "value"),
    [
        ("kpis.nrr.target=105 %", "kpis.nrr.target", "105 %"),
        ("kpis.nrr.curve.linear[2].pays = 160%", "kpis.nrr.curve.linear[2].pays", "160%"),
        ('examples."a=b".given.nrr=1 %', 'examples."a=b".given.nrr', "1 %"),
    ],
)
def test_a_flag_is_a_route_and_a_value(text: str, route: str, value: str) -> None:
    scenario, shown, problems = parse_sets([text])
    assert not problems
    assert scenario is not None
    assert shown is not None
    assert scenario.edits[0].route == parse_route(route)
    assert scenario.edits[0].written == value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kpis.nrr.target", "write a route"),
        ("kpis.nrr.target=", "the value is missing"),
        ("kpis..target=1", "is not a route"),
        ("kpis.nrr.target=a\nb: c", "on one line"),
        ("kpis.nrr.curve={of: ", "cannot be read as YAML"),
    ],
)
def test_a_wrong_flag_says_what_to_write(text: str, said: str) -> None:
    scenario, _, problems = parse_sets([text])
    assert scenario is None
    assert said in str(problems[0].message)


def test_a_flag_takes_a_whole_mapping_and_null(base: Base) -> None:
    whole = tried(base, "kpis.csat.curve={of: actual, lookup: [{from: 80 %, pays: 100 %}]}")
    assert whole.comparison is not None
    assert whole.comparison.lines["csat.payout"].change == 250 + 600
    gone = tried(base, "bonuses.team-retention=null", 'roles.head."bonuses.team-retention"=null')
    assert gone.comparison is None  # the role still removes it: said as a problem, not ignored
    assert str(gone.diagnostics[0].message).startswith("scenario `bonuses.team-retention=null")


def test_sweeps_make_a_grid() -> None:
    points, problems = parse_sweeps(["kpis.csat.target=80%..82%:1%", "target_incentive=2000..1000:500"])
    assert not problems
    assert len(points) == 9
    assert points[0].name == "kpis.csat.target=80 %, target_incentive=2000"
    assert points[-1].name == "kpis.csat.target=82 %, target_incentive=1000"


@pytest.mark.parametrize(
    ("text", "first", "last", "count"),
    [
        ("kpis.a.target=1 h..2 h:30 min", "60 min", "120 min", 3),
        ("cap=1000 EUR..1100 EUR:50 EUR", "1000 EUR", "1100 EUR", 3),
        ("kpis.a.target=1 d..2 d:0.5 d", "1 d", "2 d", 3),
        ("kpis.a.weight=1/4..3/4:1/4", "1/4", "3/4", 3),
        ("kpis.a.target=80 %..95 %:4 %", "80 %", "92 %", 4),
    ],
)
def test_a_sweep_writes_its_values_as_the_first_is_written(
    text: str, first: str, last: str, count: int
) -> None:
    points, problems = parse_sweeps([text])
    assert not problems
    assert (points[0].edits[0].written, points[-1].edits[0].written, len(points)) == (first, last, count)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cap=1", "write the first and the last value"),
        ("cap=1..2", "write the first and the last value"),
        ("cap=1..2 %:1", "not of one kind"),
        ("cap=1..2:0", "above 0"),
        ("cap=1..2:a", "is not a number"),
        ("cap=1..20000:1", "more than 10,000"),
        ("nothing", "write a route"),
    ],
)
def test_a_wrong_sweep_says_what_to_write(text: str, said: str) -> None:
    points, problems = parse_sweeps([text])
    assert points == ()
    assert said in str(problems[0].message)


def test_a_grid_has_an_end() -> None:
    points, problems = parse_sweeps(["a.b=1..200:1", "a.c=1..200:1"])
    assert points == ()
    assert "40,000 scenarios" in str(problems[0].message)


# --------------------------------------------------------------------------------------- routes


@pytest.mark.parametrize(
    ("flag", "said", "near"),
    [
        ("kpis.nrr.traget=1 %", "`kpis.nrr` has no key `traget`", "kpis.nrr.target"),
        ("kpi.nrr.target=1 %", "a plan has no key `kpi`", "kpis.nrr.target"),
        ("kpis.nr.target=1 %", "there is no `kpis.nr` to change", "kpis.nrr.target"),
        ("kpis.nrr.curve.linear[9].pays=1 %", "is a list of 3", "kpis.nrr.curve.linear[2].pays"),
        ("kpis.nrr.weigt=null", "there is no `kpis.nrr.weigt` to remove", "kpis.nrr.weight"),
    ],
)
def test_a_route_to_nowhere_is_refused_with_suggestions(base: Base, flag: str, said: str, near: str) -> None:
    outcome = tried(base, flag)
    assert outcome.comparison is None
    assert said in str(outcome.diagnostics[0].message)
    assert near in str(outcome.diagnostics[0].help)


def test_a_route_like_no_other_has_no_advice(base: Base) -> None:
    assert plain(tried(base, "zzzzqqqq.xxxx=1").diagnostics[0].help) is None


def test_a_new_value_may_stand_where_none_stood(base: Base) -> None:
    outcome = tried(base, "kpis.nrr.cap=100 %")
    assert outcome.comparison is not None
    assert outcome.comparison.cost.change < 0


def test_suggestions_know_keys_that_are_not_written(plan: Document) -> None:
    assert suggestions(("kpis", "nrr", "flor"), plan, removes=False)[0] == "kpis.nrr.floor"


# ------------------------------------------------------------------------------------- problems


def test_an_impossible_scenario_points_to_its_flag(base: Base) -> None:
    problem = tried(base, "kpis.nrr.weight=60 %").diagnostics[0]
    assert problem.rule == "weights-do-not-sum"
    assert problem.at == TextPlace("--set", 1, 18, 1, 22)
    assert any(isinstance(label.at, TextPlace) and label.at.file == "plan.yaml" for label in problem.also)


def test_an_impossible_scenario_points_to_its_line(base: Base) -> None:
    text = "scenarios:\n  more:\n    changes:\n      target_incentive: 3000\n      kpis.csat.weight: 30 %\n"
    found, _ = scenarios_in(document(text, "what-if.yaml"))
    problem = run(base, found)[0].diagnostics[0]
    assert "scenario `more`: the weights add up to 110 %" in str(problem.message)
    assert isinstance(problem.at, TextPlace)
    assert (problem.at.file, problem.at.line) == ("what-if.yaml", 5)


def test_a_wrong_value_points_to_itself(base: Base) -> None:
    problem = tried(base, "target_incentive=3000", "kpis.nrr.target=5").diagnostics[0]
    assert isinstance(problem.at, TextPlace)
    assert (problem.at.file, problem.at.line, problem.at.column) == ("--set", 2, 18)


# ---------------------------------------------------------------------------------------- facts


def test_facts_change_for_those_that_are_named(base: Base) -> None:
    found, _ = scenarios_in(
        document("scenarios: {n: {facts: {nrr: +1 point, only: {team: North}}}}", "w.yaml")
    )
    comparison = run(base, found)[0].comparison
    assert comparison is not None
    assert {one.id for one in comparison.ordered} == {"ana", "ben"}  # chloe's gate is closed


def test_facts_stop_at_the_range_and_say_so(base: Base) -> None:
    outcome = tried(base, "facts.csat=+10 points")
    assert outcome.comparison is not None
    (stopped,) = outcome.diagnostics
    assert stopped.severity == "warning"
    assert "2 values stopped at the range" in str(stopped.message)


@pytest.mark.parametrize("change", ["-1 point", "*0.99"])
def test_plan_and_facts_change_together(base: Base, change: str) -> None:
    outcome = tried(base, "kpis.nrr.curve.linear[2].pays=200 %", f"facts.nrr={change}")
    assert outcome.comparison is not None
    assert outcome.comparison.cost.change < 0


@pytest.mark.parametrize(
    ("limit", "fails"),
    [("cost > +5%", False), ("losers > 0", True), ("any loss > 100", True), ("anyone < -1000", False)],
)
def test_a_limit_looks_at_what_people_lose(base: Base, limit: str, *, fails: bool) -> None:
    comparison = tried(base, "kpis.nrr.curve.linear[2].pays=200 %").comparison
    assert comparison is not None
    assert parse_limit(limit).fails(comparison) is fails


def test_a_plan_that_reads_the_files_otherwise_may_refuse_them(base: Base) -> None:
    found = tried(base, "kpis.nrr.range=[0 %, 60 %]")
    assert found.comparison is None
    assert "is outside the range of `nrr`" in str(found.diagnostics[0].message)
    both = tried(base, "kpis.nrr.range=[0 %, 200 %]", "facts.other=+1")
    assert both.comparison is None
    assert any("other" in str(one.message) for one in both.diagnostics)


def test_an_edit_without_a_place_is_written_by_its_text() -> None:
    by = Setting("test", None, ())
    assert Edit(("cap",), Node(Scalar("100 %"), None), by).written == "100 %"
    assert Edit(("cap",), Node({}, None), by).written == "..."
    assert Edit(("cap",), None, by).written == "null"


# --------------------------------------------------------------------------------------- others


def test_edited_then_written_is_the_file_edited_by_hand(plan: Document) -> None:
    by_hand = plan.text.replace("pays: 250 %", "pays: 220 %").replace(
        "target_incentive: 2500\n", "target_incentive: 2600\n"
    )
    scenario, _, _ = parse_sets(["kpis.nrr.curve.linear[2].pays=220 %", "target_incentive=2600"])
    assert scenario is not None
    edits = {edit.route: edit.written for edit in scenario.edits}
    assert written(plan, edits) == by_hand
    assert scenario.document(plan).plain() == document(by_hand).plain()


@pytest.mark.parametrize(
    ("route", "kept", "with_weights"),
    [
        ("cap", True, True),
        ("x-note", True, True),
        ("currency", False, False),
        ("period", False, False),
        ("proration", False, False),
        ("kpis.nrr.target", True, True),
        ("kpis.nrr.curve.linear[0].pays", True, False),
        ("kpis.nrr.unit", False, False),
        ("kpis.nrr.scope", False, False),
        ("kpis.nrr.weight", True, False),
        ("objectives.a.weight", True, False),
        ('roles.head."kpis.nrr.target"', True, True),
        ('roles.head."kpis.nrr.weight"', True, False),
        ('roles.head."kpis.nrr.scope"', False, False),
        ('roles.head."a["', False, False),
        ("", False, False),
    ],
)
def test_facts_are_kept_where_a_plan_cannot_change_their_reading(
    route: str, *, kept: bool, with_weights: bool
) -> None:
    """Own weights are read beside those of the plan."""
    weights: list[Value] = [F(1)]
    asked = [parse_route(route) if route else ()]
    assert keeps_facts(asked, facts(1)) is kept
    assert keeps_facts(asked, facts(1, **{"nrr.weight": weights})) is with_weights


def test_a_scenario_may_start_from_another_plan(base: Base, plan: Document) -> None:
    other = document(plan.text.replace("pays: 250 %", "pays: 220 %"), "other.yaml")
    same, less = run(base, [Scenario("same", plan=plan), Scenario("less", plan=other)])
    assert same.comparison is not None
    assert same.comparison.ordered == ()
    assert less.comparison is not None
    assert [one.id for one in less.comparison.losers] == ["ana"]
    cause = less.comparison.losers[0].cause
    assert cause is not None
    assert (cause.step.name, cause.step.purpose) == ("nrr.payout", Purpose.PAYOUT)
