"""Where a what-if leads: routes that cannot be, facts that are read again, problems at their own line."""
# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction as F

import pytest
from findings import english, plain

from csvariable.facts.model import Facts, Participant
from csvariable.kernel.diagnostic import (
    CellPlace,
    Diagnostic,
    FilePlace,
    Label,
    Place,
    PlanPlace,
    TextPlace,
    error,
)
from csvariable.kernel.message import msg, quoted
from csvariable.scenario import Edit, FactChange, Scenario, parse_sets
from csvariable.scenario.places import brought_home, place_of
from csvariable.scenario.reuse import keeps_facts
from csvariable.scenario.routes import lost, suggestions
from csvariable.text import Document, Node, Scalar, Setting, Span, parse, parse_route

PLAN = """\
csvariable: 1
name: P
currency: EUR
x-note: 1
target_incentive: 1000
kpis:
  nrr: {weight: 100 %, unit: percent, target: 90 %, curve: {linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}
examples:
  one: {given: {nrr: 90 %}, expect: {total: 900}}
"""


@pytest.fixture(scope="module")
def plan() -> Document:
    found, problems = parse(PLAN, "plan.yaml")
    assert found is not None, problems
    return found


def flags(*texts: str) -> Scenario:
    found, _, problems = parse_sets(texts)
    assert found is not None, problems
    return found


def edit(text: str) -> Edit:
    return flags(text).edits[0]


def swept(route: str, value: str) -> Edit:
    return Edit(parse_route(route), value, Setting("--sweep"))


# ------------------------------------------------------------------------------------------- routes


@pytest.mark.parametrize(
    "text",
    [
        "kpis.nrr.target=80 %",
        "kpis.nrr.cap=80 %",
        "kpis.nrr.target=null",
        "kpis.csat={weight: 10 %}",
        "kpis.nrr.curve.linear[2]={at: 200 %, pays: 0 %}",
        "cap=150 %",
        "x-more.deep=1",
        "kpis.nrr.x-why=1",
        "examples.two={given: {nrr: 1 %}}",
        "floor.amount=100",
    ],
)
def test_a_route_that_a_plan_can_have_is_not_lost(plan: Document, text: str) -> None:
    assert lost(edit(text), plan) is None


@pytest.mark.parametrize(
    ("text", "message", "near"),
    [
        ("kpis.nrr.traget=1", "`kpis.nrr` has no key `traget`", ["kpis.nrr.target", "kpis.nrr.range", "kpis.nrr.name"]),
        ("target_incentiv=1", "a plan has no key `target_incentiv`", ["target_incentive"]),
        ("kpi.nrr.target=1", "a plan has no key `kpi`", ["kpis.nrr.target"]),
        ("kpis.nr.target=1", "there is no `kpis.nr` to change", ["kpis.nrr.target"]),
        ("examples.two.given.nrr=1", "there is no `examples.two` to change", ["examples.one.given.nrr"]),
        ("kpis.nrr.cap=null", "there is no `kpis.nrr.cap` to remove", ["kpis.nrr.curve"]),
        ("kpis.nr=null", "there is no `kpis.nr` to remove", ["kpis.nrr"]),
        ("examples.on=null", "there is no `examples.on` to remove", ["examples.one", "examples.one.given"]),
        ("xx-note=1", "a plan has no key `xx-note`", ["x-note"]),
        ("zzzz.zzzz=1", "a plan has no key `zzzz`", []),
        (
            "kpis.nrr.curve.linear[9].pays=1",
            "`kpis.nrr.curve.linear[9].pays` cannot be set: `kpis.nrr.curve.linear` is a list of 2",
            ["kpis.nrr.curve.linear[1].pays", "kpis.nrr.curve.linear[0].pays", "kpis.nrr.curve.linear[1].at"],
        ),
        (
            "examples.one.given.nrr.more=1",
            "`examples.one.given.nrr.more` cannot be set: `examples.one.given.nrr` is a text",
            ["examples.one.given.nrr", "examples.one.given"],
        ),
    ],
)  # fmt: skip
def test_a_route_that_leads_nowhere_is_told_with_the_nearest(
    plan: Document, text: str, message: str, near: list[str]
) -> None:
    one = edit(text)
    advice = msg("did you mean {routes}?", routes=quoted(near, "or")) if near else None
    at = PlanPlace(one.by.route, key=True, file="--set")
    assert english(lost(one, plan)) == english(
        error(
            "unknown-route",
            msg("{said}", said=message),
            at,
            help=advice,
        )
    )


def test_a_route_of_a_sweep_stands_on_the_command_line(plan: Document) -> None:
    problem = lost(swept("kpis.nrr.targt", "1"), plan)
    assert problem is not None
    assert problem.at == FilePlace("")


def test_no_more_than_three_routes_are_suggested_the_nearest_first(plan: Document) -> None:
    assert suggestions(("kpis", "nrr", "curve", "linear", 1, "pys"), plan, removes=False) == [
        "kpis.nrr.curve.linear[1].pays",
        "kpis.nrr.curve.linear[0].pays",
        "kpis.nrr.curve.linear[1].at",
    ]


@pytest.mark.parametrize(
    ("route", "meant"),
    [
        (("kpis", "nrr", "cible"), ["kpis.nrr.target"]),
        (("prime_cible",), ["target_incentive"]),
        (("kpis", "nrr", "curve", "linear", 1, "pay"), ["kpis.nrr.curve.linear[1].pays"]),
        (("kpis", "zzz", "cible"), []),
    ],
)
def test_a_word_of_elsewhere_is_answered_with_the_key_that_it_means(
    plan: Document, route: tuple[str | int, ...], meant: list[str]
) -> None:
    assert suggestions(route, plan, removes=False) == meant


@pytest.mark.parametrize(
    ("route", "whole", "never"),
    [
        (("kpis", "nr"), "kpis.nrr", "kpis.nrr.target"),
        (("examples", "one", "give"), "examples.one.given", "examples.one"),
    ],
)
def test_a_route_is_suggested_as_far_as_it_was_written(
    plan: Document, route: tuple[str, ...], whole: str, never: str
) -> None:
    found = suggestions(route, plan, removes=False)
    assert found[0] == whole
    assert never not in found


# ------------------------------------------------------------------------------------ what is read


def test_facts_are_kept_where_every_route_keeps_them() -> None:
    def facts(*columns: str) -> Facts:
        return Facts(
            people=(Participant("p", None, (0,)),),
            roles=[None],
            teams=[None],
            columns={name: [F(1)] for name in columns},
            present=[True],
            place=lambda _row, _column: FilePlace("facts"),
        )

    cap, unit, weight = ("cap",), ("kpis", "nrr", "unit"), ("kpis", "nrr", "weight")
    plain, own = facts("nrr.actual"), facts("nrr.actual", "nrr.weight", "salary")
    assert keeps_facts([], plain)
    assert keeps_facts([cap, cap], plain)
    assert not keeps_facts([cap, unit], plain)
    assert not keeps_facts([unit, cap], plain)
    assert keeps_facts([weight], plain)
    assert not keeps_facts([weight], own)
    assert keeps_facts([cap, ("kpis", "nrr", "cap")], own)


# ----------------------------------------------------------------------------------------- problems

TOLD = TextPlace("plan.yaml", 6, 1, 6, 5)
"""The key `kpis`."""


def home(problem: Diagnostic, document: Document, scenario: Scenario) -> tuple[Place, Sequence[Label]]:
    found = brought_home(problem, document, scenario)
    assert (found.rule, found.severity, plain(found.help)) == (
        problem.rule,
        problem.severity,
        plain(problem.help),
    )
    assert str(found.message) == f"scenario `{scenario.name}`: {problem.message}"
    assert found.fix is None
    return found.at, found.also


def wrong(at: Place, *also: Place) -> Diagnostic:
    labels = tuple(Label(one, msg("{said}", said=str(number))) for number, one in enumerate(also))
    return error("r", msg("it is wrong"), at, also=labels, help=msg("mend it"), fix={("cap",): "1"})


FLAGS = ("kpis.nrr.target=80 %", "kpis.nrr.weight=60 %")
SECOND = TextPlace("--set", 2, 18, 2, 22)
"""The value of the second flag."""
WEIGHT, CURVE = PlanPlace(("kpis", "nrr", "weight")), PlanPlace(("kpis", "nrr", "curve", "linear", 0, "at"))


def test_a_wrong_value_that_the_scenario_sets_is_told_where_it_is_written(plan: Document) -> None:
    scenario = flags(*FLAGS)
    edited = scenario.document(plan)
    assert home(wrong(WEIGHT, PlanPlace(("kpis",), key=True)), edited, scenario) == (
        SECOND,
        (Label(TOLD, msg("{said}", said="0")),),
    )


def test_a_problem_elsewhere_is_told_at_the_edit_that_a_label_names(plan: Document) -> None:
    scenario = flags(*FLAGS)
    edited = scenario.document(plan)
    at, also = home(wrong(PlanPlace(("kpis",), key=True), CURVE, WEIGHT), edited, scenario)
    assert at == SECOND
    assert also == (Label(TOLD, msg("here")), Label(edited.place(CURVE), msg("{said}", said="0")))


@pytest.mark.parametrize(
    ("texts", "route", "line"),
    [
        (("cap=1 %", "kpis.nrr.weight=60 %"), ("kpis", "nrr", "curve"), 2),
        (("kpis.nrr.weight=60 %", "cap=1 %"), ("kpis", "nrr", "curve"), 1),
        (("examples.one.given.nrr=1 %", "kpis.nrr.weight=60 %"), ("kpis", "nrr", "curve"), 2),
        (("examples.one.given.nrr=1 %", "kpis.csat.given.nrr=2 %"), ("examples", "two"), 1),
        (("kpis.csat.given.total=1 %", "examples.two.expect.nrr=2 %"), ("kpis", "two", "expect", "nrr"), 1),
        (("kpis.nrr.weight=60 %", "kpis.nrr.target=1 %"), ("kpis", "nrr"), 1),
        (("cap=1 %", "floor=1 %"), (), 1),
        (("kpis.nrr=1", "kpis.nrr.weight=60 %"), ("kpis", "nrr", "weight", "x"), 2),
    ],
)
def test_a_problem_elsewhere_is_told_at_the_edit_nearest_to_it(
    plan: Document, texts: tuple[str, ...], route: tuple[str, ...], line: int
) -> None:
    """The nearest shares the longest beginning of its route; of several it is the first."""
    at, also = home(wrong(PlanPlace(route)), plan, flags(*texts))
    assert isinstance(at, TextPlace)
    assert (at.file, at.line) == ("--set", line)
    assert also == (Label(plan.place(PlanPlace(route)), msg("here")),)


def test_a_problem_of_a_whole_file_is_told_at_the_first_edit(plan: Document) -> None:
    at, also = home(wrong(FilePlace("kpis.csv")), plan, flags(*FLAGS))
    assert isinstance(at, TextPlace)
    assert (at.file, at.line) == ("--set", 1)
    assert also == (Label(FilePlace("kpis.csv"), msg("here")),)


def test_a_problem_of_a_cell_stays_at_its_cell(plan: Document) -> None:
    cell = CellPlace("kpis.csv", 2)
    assert home(wrong(cell, WEIGHT), plan, flags(*FLAGS)) == (
        cell,
        (Label(plan.place(WEIGHT), msg("{said}", said="0")),),
    )


def test_a_place_in_the_scenario_s_own_text_stays(plan: Document) -> None:
    there = PlanPlace(("cap",), file="--set")
    assert home(wrong(there), plan, flags(*FLAGS)) == (there, ())


def test_without_edits_a_problem_of_the_plan_stays_in_the_plan(plan: Document) -> None:
    scenario = Scenario("facts", fact_changes=(FactChange("nrr", "+1 point", FilePlace("")),))
    assert home(wrong(WEIGHT), plan, scenario) == (plan.place(WEIGHT), ())


def test_a_sweep_has_no_line_of_its_own(plan: Document) -> None:
    one = swept("kpis.nrr.weight", "60 %")
    scenario = Scenario("sweep", edits=(one,))
    assert place_of(one) == FilePlace("")
    at, also = home(wrong(PlanPlace(("kpis",), key=True)), scenario.document(plan), scenario)
    assert (at, also) == (FilePlace(""), (Label(TOLD, msg("here")),))
    both = Scenario("both", edits=(one, edit("cap=1 %")))
    at, _ = home(wrong(PlanPlace(("cap",))), both.document(plan), both)
    assert at == TextPlace("--set", 1, 6, 1, 9)


# ------------------------------------------------------------------------------------------- values


def test_a_value_is_shown_as_its_author_wrote_it() -> None:
    document, _ = parse("cap:  150  %\n", "a.yaml")
    assert document is not None
    node = document.node(("cap",))
    assert node is not None
    here, nowhere = Setting("test", document, ("cap",)), Setting("test")
    assert Edit(("cap",), node, here).written == "150  %"
    assert Edit(("cap",), node, nowhere).written == "150  %"
    assert Edit(("cap",), Node(Scalar("7")), here).written == "7"
    assert Edit(("cap",), Node({}, Span(0, 3)), here).written == "cap"
    assert Edit(("cap",), Node({}, Span(0, 3)), nowhere).written == "..."
    assert Edit(("cap",), "7 %", nowhere).written == "7 %"
    assert Edit(("cap",), None, here).written == "null"


def test_a_scenario_of_facts_leaves_the_plan_as_it_is(plan: Document) -> None:
    other, _ = parse("name: other\n", "other.yaml")
    assert Scenario("same").of_facts_only
    assert not Scenario("edits", edits=(edit("cap=1 %"),)).of_facts_only
    assert not Scenario("plan", plan=other).of_facts_only
    assert not Scenario("both", edits=(edit("cap=1 %"),), plan=other).of_facts_only
    assert Scenario("same").document(plan) is plan
    assert Scenario("plan", plan=other).document(plan) is other


def test_a_scenario_beside_another_changes_what_both_do() -> None:
    """Its own words come first; the plan to start from is the other's where that has one."""
    first, second = (parse("name: a\n", name)[0] for name in ("first.yaml", "second.yaml"))
    assert first is not None
    assert second is not None
    cap, floor = edit("cap=1 %"), edit("floor=1 %")
    one, other = (FactChange(name, "+1", FilePlace(name)) for name in ("a", "b"))
    north, south = {"team": frozenset("n")}, {"team": frozenset("s")}
    left = Scenario("left", "Left", (cap,), (one,), north, first, FilePlace("left"))
    right = Scenario("right", "Right", (floor,), (other,), south, second, FilePlace("right"))
    empty = Scenario("empty")
    assert left.beside(right, "both") == Scenario(
        "both", "Left", (cap, floor), (one, other), north, second, FilePlace("left")
    )
    for both in (left.beside(empty, "both"), empty.beside(left, "both")):
        assert both == Scenario("both", "Left", (cap,), (one,), north, first, FilePlace("left"))


def test_scenarios_can_be_told_apart_in_a_set() -> None:
    assert len({Scenario("a"), Scenario("a"), Scenario("b", only={"team": frozenset("n")})}) == 2
