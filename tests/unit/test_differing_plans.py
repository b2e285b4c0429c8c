"""Differences of plans and their words, where plans hold what few of them hold."""
# ruff: noqa: E501 - plans and sentences stand on one line, as they are written and printed

from __future__ import annotations

from fractions import Fraction as F

import pytest

from csvariable.documents.comparison_data import as_data
from csvariable.facts.load import Tables
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import FilePlace
from csvariable.reading import read
from csvariable.scenario import Outcome
from csvariable.scenario.differences import Difference, differences
from csvariable.scenario.following import others_follow
from csvariable.scenario.in_force import has_no_jump, is_idle
from csvariable.scenario.joiners import with_people
from csvariable.scenario.model import Edit, PeopleChange, Scenario
from csvariable.scenario.moved_curves import AttainmentScale, curve_changes
from csvariable.speech.changes import change_sentence, change_sentences
from csvariable.tables.reading import read_table
from csvariable.text import Document, Node, Scalar, Setting, parse

HEAD = "csvariable: 1\nname: P\ncurrency: EUR\nperiod: month\n"


def document(text: str) -> Document:
    found, problems = parse(text, "plan.yaml")
    assert found is not None, problems
    return found


def said(old: str, new: str) -> list[str]:
    """The sentences of a change between two plans, whatever stands in them."""
    one, other = document(HEAD + old), document(HEAD + new)
    return [
        text.replace("\u00a0", " ") for _, text in change_sentences(differences(one, other), one, other, "en")
    ]


MONEY = "kpis: {arr: {unit: money}, nps: {unit: points}}\n"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("absences: {sick: neutralise}\n", "absences: {sick: ignore}\n", "what happens to absences for sick changes from neutralise to ignore"),
        (MONEY + "ramp: {arr: [10000, 20000]}\n", MONEY + "ramp: {arr: [10000, 30000]}\n", "the ramp of arr changes from €10,000.00, €20,000.00 to €10,000.00, €30,000.00"),
        ("ramp: [1/3, 50 %]\n", "ramp: [2/3, 50 %]\n", "the ramp changes from 1/3, 50 % to 2/3, 50 %"),
        ("kpis: {a: {curve: {lookup: [{from: 1 d, pays: 1 %}]}}}\n", "kpis: {a: {curve: {lookup: [{from: 1 d, pays: 1 %}, {from: 2.5 d, pays: 3 %}]}}}\n", "the tier of a from 2.5 d is new: 3 %"),
        ("kpis: {a: {curve: {linear: [{at: 1 h, pays: 1 %, before: 2 %}]}}}\n", "kpis: {a: {curve: {linear: [{at: 1 h, pays: 1 %, before: 3 %}]}}}\n", "what a pays just before 1 h rises from 2 % to 3 %"),
        ("kpis: {a: {curve: {linear: []}}}\n", "kpis: {a: {curve: {linear: 3}}}\n", "the points of a changes from «» to 3"),
        ("gates: {g: {when: {any: [{nps: {from: 1}}]}}}\n", "gates: {g: {when: {any: [{all: [{nps: {from: 2}}, {arr: {below: 9, from: 3}}]}]}}}\n", "what gate g asks changes from nps from 1 to nps from 2 and arr below 9 and from 3"),
        (MONEY + "gates: {g: {when: {all: [{arr: {from: 1}}]}}}\n", MONEY + "gates: {g: {when: {all: [{arr: {from: 2}}]}}}\n", "what gate g asks changes from arr from €1.00 to arr from €2.00"),
        ("gates: {g: {otherwise: {}}}\n", "gates: {g: {otherwise: 3}}\n", "what gate g does when it is closed changes from «» to 3"),
        ("gates: {g: {}}\n", "gates: {}\n", "gate g is gone (it was «»)"),
        ("gates: {}\n", "gates: {g: {name: G, why: x}}\n", "gate G is new: «»"),
        (MONEY, MONEY + "modifiers: {m: {by: arr, curve: {linear: [{at: 5, pays: 1 %, before: 3 %}]}}}\n", "modifier m is new: by arr, curve (linear (at €5.00: 1 %, 3 % just before))"),
        ("bonuses: {b: {matrix: {pays: [[1, 2], [3, 4]]}}}\n", "bonuses: {b: {matrix: {pays: [[1, 2], [3, 5]]}}}\n", "bonus b, matrix, pays changes from €1.00, €2.00, €3.00, €4.00 to €1.00, €2.00, €3.00, €5.00"),
        ("bonuses: {b: {paid: [{share: 50 %}]}}\n", "bonuses: {b: {paid: [{share: 60 %}]}}\n", "bonus b, paid changes from share 50 % to share 60 %"),
        (MONEY + "modifiers: {m: {by: arr, curve: {lookup: [{from: 5, pays: 1 %}]}}}\n", MONEY + "modifiers: {m: {by: arr, curve: {lookup: [{from: 6, pays: 1 %}]}}}\n", "the tier of modifier m that pays 1 % starts from €6.00, not from €5.00"),
        ("pool: {p: {amount: 100}}\n", "pool: {p: {amount: 120}}\n", "the amount of pool p rises from €100.00 to €120.00"),
        ("bonuses: {b: {gives: {item: T, value: 25}}}\n", "bonuses: {b: {gives: {item: T, value: 30}}}\n", "bonus b, gives, value rises from €25.00 to €30.00"),
        ("odds2: {any: {nps: {from: 3}}}\n", "odds2: {any: {nps: {from: 4}}}\n", "odds2, any, nps, from rises from 3 to 4"),
        ("odds2: {when: {nps: {from: 3}}}\n", "odds2: {when: {nps: {from: 4}}}\n", "odds2, when, nps, from rises from 3 to 4"),
        ("gates: 3\n", "gates: 4\n", "gates rises from 3 to 4"),
        ("gates: [1]\n", "x-note: 1\n", "gates is gone (it was 1)"),
        ("x-note: 1\n", "bonuses: 3\n", "bonuses is new: 3"),
        ("effective: {from: 2026-01-01}\n", "effective: {from: 2026-04-01}\n", "the first day of the plan changes from 1 January 2026 to 1 April 2026"),
        ("name2: 'x y'\n", "name2: ''\n", "name2 changes from x y to «»"),
        ("roles: {head: {'a[': 1, cap: 5 %}}\n", "roles: {}\n", "role head is gone (it was the cap of the plan 5 %)"),
        ("columns: {age: {unit: number}}\n", "columns: {age: {unit: money}}\n", "column age, unit changes from number to money"),
        ("bonuses: {b: {of: arr, threshold: 80 %}}\n", "bonuses: {b: {of: arr, threshold: {above: 80 %}}}\n", "the threshold of bonus b: 80 % before, above 80 % now"),
        ("kpis: {a: {curve: {threshold: {from: 80 %}}}}\n", "kpis: {a: {curve: {threshold: {above: 85 %}}}}\n", "the threshold of a: from 80 % before, above 85 % now"),
    ],
)  # fmt: skip
def test_what_few_plans_hold_is_said_in_words(old: str, new: str, sentence: str) -> None:
    assert said(old, new) == [sentence]


def test_a_part_without_a_plan_around_it_is_still_said() -> None:
    plan = document(HEAD)
    point = Difference(("kpis", "a", "curve", "lookup", 0), None, Node(Scalar("x")), "side", pays=True)
    assert change_sentence(point, plan, plan, "en") == "the first rate of a"
    nothing = Difference(("cap",), None, None, "changed", pays=True)
    assert change_sentence(nothing, plan, plan, "en") == "the cap of the plan changes from  to "
    items = Difference(("kpis", "a", "range", 0), None, Node(Scalar("1")), "added", pays=True)
    assert change_sentence(items, plan, plan, "en") == "a, range is new: 1"


def test_a_point_that_cannot_be_read_is_never_idle() -> None:
    def node(text: str) -> Node:
        found = document(f"a: {text}\n").node(("a",))
        assert found is not None
        return found

    point, odd = node("{from: 1, pays: 5 %}"), node("{from: 1, up_to: 2, pays: 5 %}")
    assert not is_idle("lookup", [odd], point, goes_on=False)
    assert not is_idle("lookup", [node("3")], point, goes_on=False)
    assert not has_no_jump("lookup", [odd], point)
    assert not is_idle("linear", [], node("{at: 1, pays: 5 %}"), goes_on=False)
    assert is_idle("lookup", [node("{up_to: 9, pays: 5 %}"), node("{up_to: 3, pays: 9 %}")], node("{up_to: 5, pays: 5 %}"), goes_on=False)  # fmt: skip
    line = [node("{at: 1, pays: 10 %}"), node("{at: 3, pays: 40 %, before: 30 %}")]
    assert is_idle("linear", line, node("{at: 2, pays: 20 %}"), goes_on=False)
    assert not is_idle("linear", line, node("{at: 2, pays: 25 %}"), goes_on=False)
    assert not is_idle("linear", line, node("{at: 4, pays: 40 %}"), goes_on=True)


def test_an_attainment_and_its_value_are_each_other_s_inverse() -> None:
    for mode in ("ratio", "inverse", "distance", "baseline"):
        scale = AttainmentScale(mode, F(10), F(2))
        assert scale.attained(scale.value(F(9, 10))) == F(9, 10)
    inverse = AttainmentScale("inverse", F(10), F(0))
    assert (inverse.attained(F(0)), inverse.value(F(0))) == (F(10**6), F(20))
    assert AttainmentScale("distance", F(10), F(0)).attained(F(9)) == F(11, 10)


WEIGHTS = HEAD + "kpis: {a: {weight: 50 %}, b: {weight: 30 %}, c: {weight: 20 %}, d: {weight: x}, e: 3}\n"


def edit(value: Node | str | None) -> Edit:
    return Edit(("kpis", "a", "weight"), value, Setting("--sweep"))


@pytest.mark.parametrize(
    ("value", "others"),
    [
        ("40 %", ["9/25", "6/25"]),
        (Node(Scalar("40 %")), ["9/25", "6/25"]),
        (Node({}), []),
        (None, []),
        ("x", []),
        ("120 %", []),
    ],
)
def test_the_other_weights_share_what_is_left(value: Node | str | None, others: list[str]) -> None:
    scenario = Scenario("s", None, (edit(value),), home=FilePlace(""))
    found = others_follow(scenario, document(WEIGHTS), ("--sweep",))
    assert [one.value for one in found.edits[1:]] == others
    assert others_follow(scenario, document(WEIGHTS), ("--set",)) == scenario
    assert others_follow(scenario, document(HEAD), ("--sweep",)) == scenario


def test_who_joins_and_who_leaves_stand_in_the_data() -> None:
    change = PeopleChange(((3, "ana"),), ("ben",), FilePlace("s.yaml"))
    asked = [Scenario("s", people=change), Scenario("same")]
    data = as_data("plan.yaml", "EUR", [Outcome(one, None, ()) for one in asked], lambda _: (), people=False)
    assert [one["people_changed"] for one in data["scenarios"]] == [
        {"add": [{"count": 3, "like": "ana"}], "remove": ["ben"]},
        None,
    ]


def test_a_file_that_names_nobody_stays_and_raw_rows_have_no_copies() -> None:
    table, problems = read_table(b"team,a\nNorth,1\n", "teams.csv")
    people, more = read_table(b"name,participant,team\nAna,ana,N\n", "people.csv")
    assert table is not None
    assert people is not None
    assert not [*problems, *more]
    change = PeopleChange(((1, "ana"),), (), FilePlace("s.yaml"))
    tables, wrong = with_people(Tables([table], people), change)
    assert (list(tables.kpis), wrong) == ([table], ())
    assert tables.people is not None
    assert tables.people.rows == [["Ana", "ana", "N"], ["", "ana-2", "N"]]
    raw = Tables([table], people, sources={"crm": [table]})
    assert [one.rule for one in with_people(raw, change)[1]] == ["unknown-figure"]


KPI = "target_incentive: 1000\nkpis: {{a: {{weight: 100 %, unit: percent, target: {target}{more}, curve: {{linear: [{{at: 0 %, pays: 0 %}}, {{at: 100 %, pays: 100 %}}]}}}}}}\n"


@pytest.mark.parametrize(
    ("more", "start"),
    [(", baseline: 10 %", F(1, 10)), ("", F(0)), (", direction: lower, attainment: distance", None)],
)
def test_a_curve_that_only_its_target_moved_is_compared_over_the_value(more: str, start: F | None) -> None:
    def plans(target: str) -> Plans:
        found = read(document(HEAD + KPI.format(target=target, more=more)), opinions=False)
        assert found.plan is not None, found.diagnostics
        return Plans(found.plan, {})

    (change,) = curve_changes(plans("50 %"), plans("60 %"))
    assert change.unit == "percent"
    assert change.scales is not None
    assert start is None or change.stretches[0].start == start
    low, high = change.window
    assert low < F(1, 2) < high
    assert change.heights(F(1, 2))[0] == 1
    assert curve_changes(plans("50 %"), plans("50 %")) == ()
