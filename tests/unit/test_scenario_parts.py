"""Scenarios and draws: figures of every kind, what keeps the facts, where curves differ, wrong models."""
# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from fractions import Fraction as F

import pytest
from engine import plans_of
from findings import plain

from csvariable.engine.run import once
from csvariable.facts.load import Tables
from csvariable.facts.model import Facts, Participant, Value
from csvariable.kernel.diagnostic import FilePlace, PlanPlace
from csvariable.kernel.formula import Curve, Fact
from csvariable.kernel.segment import Segment
from csvariable.odds import OddsModel, read_history, read_models
from csvariable.scenario import Base, Outcome, Stage, parse_sets, prepare, run
from csvariable.scenario.differences import differences
from csvariable.scenario.facts import shifted
from csvariable.scenario.model import Edit, FactShift, Scenario
from csvariable.scenario.moved_curves import DifferingStretch, curve_changes, differing
from csvariable.scenario.points import worth_of_points
from csvariable.scenario.reuse import keeps_facts
from csvariable.tables.reading import read_table
from csvariable.text import Document, Node, Scalar, Setting, parse

LINE = "linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]"
PLAN = (
    "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\ntarget_incentive: {share: 10 %, of: salary}\n"
    "columns: {seniority: {unit: number}}\nkpis:\n"
    f"  nrr: {{weight: 100 %, unit: percent, curve: {{of: actual, {LINE}}}}}\n"
    "  calls: {unit: number}\n  mail: {unit: number}\n  both: {unit: number, measure: {sum: {calls: 100 %, mail: 100 %}}}\n"
    "bonuses: {old: {when: {seniority: {from: 5}}, pays: 7}, busy: {when: {both: {from: 30}}, pays: 3}}\n"
)
KPIS = "participant,salary,seniority,nrr,calls,mail\nana,10000,4,50 %,10,10\nben,20000,5,100 %,20,10\n"


def document(text: str) -> Document:
    found, problems = parse(text, "plan.yaml")
    assert found is not None, problems
    return found


def tables(text: str = KPIS) -> Tables:
    found, problems = read_table(text.encode(), "kpis.csv")
    assert found is not None, problems
    return Tables([found])


@pytest.fixture(scope="module")
def base() -> Base:
    found, problems = prepare(document(PLAN), [Stage(None, tables())])
    assert found is not None, problems
    return found


def tried(base: Base, *texts: str) -> Outcome:
    scenario, _, problems = parse_sets(texts)
    assert scenario is not None, problems
    return run(base, [scenario])[0]


# ------------------------------------------------------------------------------------------- figures


@pytest.mark.parametrize(
    ("change", "paid"),
    [
        ("facts.salary=+1000", F(50 + 100)),
        ("facts.salary=*2", F(500 + 2000)),
        ("facts.seniority=+1", F(7)),
        ("facts.calls=+10", F(3)),
        ("facts.nrr=*0.5", F(-250 - 1000)),
    ],
)
def test_figures_of_a_person_of_a_column_and_of_a_kpi(base: Base, change: str, paid: F) -> None:
    found = tried(base, change)
    assert found.comparison is not None, [str(one.message) for one in found.diagnostics]
    assert sum(one.change for one in found.comparison.people) == paid


def test_a_figure_made_of_others_is_changed_by_those(base: Base) -> None:
    found = tried(base, "facts.both=+1")
    assert [str(one.message).rpartition(": ")[2] for one in found.diagnostics if one.severity == "error"] == [
        "`both` is computed from other figures; change those"
    ]


def test_a_figure_is_added_multiplied_or_set() -> None:
    assert shifted([F(3)], [0], FactShift("add", F(2))) == ([F(5)], 0)
    assert shifted([F(3)], [0], FactShift("times", F(2))) == ([F(6)], 0)
    assert shifted([F(3)], [0], FactShift("set", F(2))) == ([F(2)], 0)


# ------------------------------------------------------------------------------ what keeps the facts


def facts(*, weights: bool = False) -> Facts:
    columns: dict[str, list[Value]] = {"nrr.weight": [F(1)]} if weights else {}
    return Facts(
        people=(Participant("p", None, (0,)),),
        roles=[None],
        teams=[None],
        columns=columns,
        present=[True],
        place=lambda _row, _column: FilePlace("facts"),
    )


@pytest.mark.parametrize(
    ("route", "kept", "with_weights"),
    [
        (("cap",), True, True),
        (("x-note",), True, True),
        (("currency",), False, False),
        (("kpis", "nrr", "target"), True, True),
        (("kpis", "nrr", "unit"), False, False),
        (("kpis", "nrr", "weight"), True, False),
        (("objectives", "a", "weight"), True, False),
        (("roles", "head", "kpis.nrr.weight"), True, False),
        (("roles", "head", "a["), False, False),
        ((), False, False),
    ],
)
def test_what_keeps_the_facts(route: tuple[str, ...], kept: bool, with_weights: bool) -> None:
    assert keeps_facts([route], facts()) is kept
    assert keeps_facts([route], facts(weights=True)) is with_weights


def test_an_edit_without_a_place_is_written_by_its_text() -> None:
    by = Setting("test", None, ())
    assert Edit(("cap",), Node(Scalar("100 %"), None), by).written == "100 %"
    assert Edit(("cap",), Node({}, None), by).written == "..."
    assert Edit(("cap",), None, by).written == "null"


# ------------------------------------------------------------------------------------- differences


def test_texts_that_look_like_numbers_are_texts() -> None:
    one, other = document("name: '1'\n"), document("name: '1.0'\n")
    assert [(found.before, found.after) for found in differences(one, other)] == [('"1"', '"1.0"')]
    assert differences(document("cap: 1\n"), document("cap: 1.0\n")) == ()


def test_a_line_of_a_role_that_is_no_route_is_a_difference_like_others() -> None:
    one, other = document("roles: {head: {'a[': 1}}\n"), document("roles: {head: {'a[': 2}}\n")
    (found,) = differences(one, other)
    assert (found.route, found.role, found.before, found.after) == (("roles", "head", "a["), "head", "1", "2")


def test_a_kpi_that_is_new_has_no_curve_to_differ_from() -> None:
    old, _ = plans_of(PLAN)
    new, problems = plans_of(
        PLAN.replace("weight: 100 %, unit: percent", "weight: 50 %, unit: percent").replace(
            "calls: {unit: number}", f"calls: {{weight: 50 %, unit: number, target: 10, curve: {{{LINE}}}}}"
        )
    )
    assert old is not None
    assert new is not None, problems
    assert list(curve_changes(old, new)) == []


def curve(*segments: Segment, cap: F | None = None) -> Curve:
    return Curve(Fact("x"), segments, False, F(0), cap)


def test_curves_differ_where_one_is_capped_and_at_single_points() -> None:
    steep = Segment(F(0), True, F(0), F(1), ())
    assert differing(curve(), curve()) == ()
    assert differing(curve(steep), curve(steep)) == ()
    assert differing(curve(steep), curve(steep, cap=F(2))) == (DifferingStretch(F(2), None),)
    low, high = Segment(F(0), True, F(1), F(0), ()), Segment(F(1), True, F(2), F(0), ())
    past = Segment(F(1), False, F(2), F(0), ())
    assert differing(curve(low, high), curve(low, past)) == (DifferingStretch(F(1), F(1)),)


# ------------------------------------------------------------------------------------------- points


def test_only_figures_of_a_measure_can_be_a_point_better(base: Base) -> None:
    done = once(base.plans, tables(), None)
    assert done.results is not None
    found = worth_of_points(done.results, base.plans)
    assert {one.kpi: one.people for one in found} == {
        "nrr": (("ana", F(10)), ("ben", F(0))),
        "calls": (("ana", F(0)), ("ben", F(0))),
        "mail": (("ana", F(0)), ("ben", F(0))),
    }


# -------------------------------------------------------------------------------------------- models


@pytest.mark.parametrize(
    ("odds", "message"),
    [
        ("odds: 3\n", "`odds` names KPIs with their models"),
        (
            "odds: {both: {normal: {mean: 3, sd: 1}}}\n",
            "`both` is computed from other KPIs; state the model of those",
        ),
        ("odds: {nrr: {normal: 3}}\n", "`normal` has no figures"),
        ("odds: {nrr: {uniform: {}}}\n", "a model is `normal` or `share`"),
        ("odds: {calls: {share: {p: 50 %, n: 4}}}\n", "a `share` is of a KPI in percent"),
        ("odds: {nrr: {normal: {mean: 50 %, sd: -1 %}}}\n", "`sd` is below 0"),
        ("odds: {nrr: {normal: {mean: 50 %, sd: 1 %, grain: 0 %}}}\n", "`grain` is above 0"),
    ],
)
def test_a_model_that_cannot_be_says_why(base: Base, odds: str, message: str) -> None:
    found, problems = read_models(document(odds), base.plans)
    assert found == {}
    assert [str(one.message) for one in problems] == [message]
    assert isinstance(problems[0].at, PlanPlace)


def test_a_model_without_luck_is_its_mean(base: Base) -> None:
    found, problems = read_models(document("odds: {nrr: {normal: {mean: 50 %, sd: 0 %}}}\n"), base.plans)
    assert problems == ()
    assert found == {"nrr": OddsModel("normal", F(1, 2), F(0), F(1))}
    assert found["nrr"].table(None, None).values == (F(1, 2),)


def test_a_history_that_cannot_be_paid_says_why(base: Base) -> None:
    text = "participant,period,salary,nrr\nana,2026-Q1,100,soon\n"
    found, problems = read_history(base.plans, tables(text))
    assert found is None
    assert any(one.rule == "wrong-cell" for one in problems)


# ------------------------------------------------------------------------------------- read again


def test_a_plan_that_reads_the_files_otherwise_may_refuse_them(base: Base) -> None:
    found = tried(base, "kpis.nrr.range=[0 %, 60 %]")
    assert found.comparison is None
    assert "is outside the range of `nrr`" in str(found.diagnostics[0].message)
    both = tried(base, "kpis.nrr.range=[0 %, 200 %]", "facts.other=+1")
    assert both.comparison is None
    assert any("other" in str(one.message) for one in both.diagnostics)


def test_a_route_like_no_other_has_no_advice(base: Base) -> None:
    found = tried(base, "zzzzqqqq.xxxx=1")
    assert found.comparison is None
    assert plain(found.diagnostics[0].help) is None


def test_where_people_share_money_each_moves_alone() -> None:
    plan = PLAN + "pool: {pot: {amount: 100, by: nrr, scope: company}}\n"
    shared, problems = plans_of(plan)
    assert shared is not None, problems
    done = once(shared, tables(), None)
    assert done.results is not None
    nrr = worth_of_points(done.results, shared)[0]
    assert nrr.people == (("ana", F("10.44")), ("ben", F("0.22")))  # 51 of 151 and 101 of 151


def test_scenarios_of_one_name_stand_once_in_a_set() -> None:
    one, other = Scenario("x", only={"team": frozenset({"North"})}), Scenario("x")
    assert len({one, Scenario("x", only={"team": frozenset({"North"})}), other}) == 2
