"""What-if from the command line: how a value is set, and which values a sweep tries."""

from __future__ import annotations

import pytest

from csvariable.kernel.diagnostic import FilePlace, PlanPlace
from csvariable.scenario import Edit, FactChange, Scenario, parse_sets, parse_sweeps
from csvariable.scenario.options import MOST_POINTS, split


def chosen(*texts: str) -> Scenario:
    found, _, problems = parse_sets(texts)
    assert found is not None, problems
    assert problems == ()
    return found


def told(*texts: str) -> list[tuple[str, str]]:
    found, document, problems = parse_sets(texts)
    assert found is None
    assert document is None
    assert all(one.at == FilePlace("") for one in problems)
    return [(one.rule, str(one.message)) for one in problems]


# -------------------------------------------------------------------------------------------- --set


def test_nothing_is_set_without_a_flag() -> None:
    assert parse_sets([]) == (None, None, ())


def test_flags_are_one_scenario_in_their_order() -> None:
    found = chosen(
        "cap=150 %", "facts.nrr=+2 points", "floor=null", "facts.nrr.target=*1.02", "pool={a: {b: 1}}"
    )
    assert (
        found.name == "cap=150 %, facts.nrr=+2 points, floor=null, facts.nrr.target=*1.02, pool={a: {b: 1}}"
    )
    assert [(one.route, one.written) for one in found.edits] == [
        (("cap",), "150 %"),
        (("floor",), "null"),
        (("pool",), "{a: {b: 1}}"),
    ]
    assert found.edits[1].value is None
    assert [(one.figure, one.text) for one in found.fact_changes] == [
        ("nrr", "+2 points"),
        ("nrr.target", "*1.02"),
    ]


def test_problems_stand_at_their_flag() -> None:
    found = chosen("cap=150 %", "facts.nrr=+2 points")
    document = found.edits[0].by.document
    assert document is not None
    assert (document.name, document.text) == ("--set", "cap: 150 %\nfacts.nrr: +2 points\n")
    assert (found.edits[0].by.by, found.edits[0].by.route) == ("--set", ("cap",))
    assert found.fact_changes[0].at == PlanPlace(("facts.nrr",), file="--set")


def test_a_star_is_a_factor_for_facts_and_an_alias_in_a_plan() -> None:
    assert chosen("facts.nrr=*2").fact_changes[0].text == "*2"
    assert chosen("facts.nrr=2*3").fact_changes[0].text == "2*3"
    found, _, problems = parse_sets(["cap=*2"])
    assert found is None
    assert [one.rule for one in problems] != []


def test_a_flag_twice_is_no_scenario() -> None:
    found, _, problems = parse_sets(["cap=1 %", "cap=2 %", "facts=1", "facts=2", "floor=1 %"])
    assert found is None
    assert [str(one.message) for one in problems] == [
        "two options `--set cap`: leave one of them out",
        "two options `--set facts`: leave one of them out",
    ]


def test_a_key_that_yaml_reads_otherwise_is_told_and_the_others_are_kept() -> None:
    found, _, problems = parse_sets(['"a name"=1', "cap=2"])
    assert found is not None
    assert [one.route for one in found.edits] == [("cap",)]
    assert [(one.rule, str(one.message), one.at) for one in problems] == [
        (
            "wrong-option",
            '`"a name"` cannot be set from the command line; write it in a scenario file',
            FilePlace(""),
        )
    ]


def test_a_factor_is_shown_as_it_was_typed() -> None:
    change = parse_sets(["facts.nrr=*2 é"])
    assert change[1] is not None
    assert change[1].text == 'facts.nrr: "*2 é"\n'


def test_what_is_no_text_changes_no_fact() -> None:
    assert chosen("facts.nrr=[1]").fact_changes[0].text == ""


@pytest.mark.parametrize(
    ("text", "route", "value"),
    [
        ("cap=1", ("cap",), "1"),
        (" cap = 1 %  ", ("cap",), "1 %"),
        ("name=a=b", ("name",), "a=b"),
        ('kpis."a=b".target=1', ("kpis", "a=b", "target"), "1"),
        ("kpis.a.curve.linear[0].at=5", ("kpis", "a", "curve", "linear", 0, "at"), "5"),
    ],
)
def test_the_first_sign_that_ends_a_route_divides(
    text: str, route: tuple[str | int, ...], value: str
) -> None:
    assert split(text) == (route, value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cap", "write a route, `=` and a value, like `kpis.nrr.target=105 %`"),
        ("=5", "the route is empty; write it like `kpis.nrr.target`"),
        ("cap=", "the value is missing; `null` removes what stands there"),
        ("cap=  ", "the value is missing; `null` removes what stands there"),
        ("cap=a\nb", "the value stands on one line"),
        ("cap=a\rb", "the value stands on one line"),
    ],
)
def test_a_flag_that_is_none_says_what_to_write(text: str, said: str) -> None:
    assert str(split(text)) == said
    assert told(text) == [("wrong-option", f"`--set {text}`: {said}")]


def test_every_wrong_flag_is_told_and_none_is_tried() -> None:
    assert [message.partition("`:")[0] for _, message in told("cap", "floor=1", "pool=")] == [
        "`--set cap",
        "`--set pool=",
    ]


# ------------------------------------------------------------------------------------------ --sweep


def values(*texts: str) -> list[list[str]]:
    found, problems = parse_sweeps(texts)
    assert problems == ()
    return [[one.written for one in scenario.edits] for scenario in found]


@pytest.mark.parametrize(
    ("span", "tried"),
    [
        ("1..3:1", ["1", "2", "3"]),
        ("3..1:1", ["3", "2", "1"]),
        ("1..1:1", ["1"]),
        ("1..2:0.4", ["1", "1.4", "1.8"]),
        ("2..1:0.4", ["2", "1.6", "1.2"]),
        ("80%..82%:1%", ["80 %", "81 %", "82 %"]),
        ("1/2..1/1:1/4", ["1/2", "3/4", "1/1"]),
        ("10 EUR..20 EUR:10 EUR", ["10 EUR", "20 EUR"]),
        ("1 h..2 h:30 min", ["60 min", "90 min", "120 min"]),
        ("1 d..2 d:1 d", ["1 d", "2 d"]),
    ],
)
def test_a_sweep_tries_these_values(span: str, tried: list[str]) -> None:
    assert values(f"cap={span}") == [[one] for one in tried]


def test_the_first_sweep_varies_slowest() -> None:
    assert values("cap=1..2:1", "floor=3..5:2") == [["1", "3"], ["1", "5"], ["2", "3"], ["2", "5"]]


def test_a_sweep_may_change_facts() -> None:
    found, _ = parse_sweeps(["facts.nrr.target=1 %..2 %:1 %", "cap=5..5:1"])
    assert [one.name for one in found] == ["facts.nrr.target=1 %, cap=5", "facts.nrr.target=2 %, cap=5"]
    first = found[0]
    assert first.fact_changes == (FactChange("nrr.target", "1 %", FilePlace("")),)
    assert [(one.route, one.value, one.by.by, one.by.document) for one in first.edits] == [
        (("cap",), "5", "--sweep", None)
    ]
    assert all(isinstance(one, Edit) for one in first.edits)


def test_no_sweep_is_no_scenario() -> None:
    assert parse_sweeps([]) == ((), ())


MISSING = "write the first and the last value and the step, like `kpis.csat.target=80%..95%:1%`"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cap=1", MISSING),
        ("cap=1..2", MISSING),
        ("cap=1:2", MISSING),
        ("cap=1..2:", MISSING),
        ("cap=1..2 %:1", "`1`, `2 %` and `1` are not of one kind"),
        ("cap=1..2:1 d", "`1`, `2` and `1 d` are not of one kind"),
        ("cap=1 %..2:1", "`1 %`, `2` and `1` are not of one kind"),
        ("cap=1 EUR..2 USD:1 EUR", "`1 EUR`, `2 USD` and `1 EUR` are not of one kind"),
        ("cap=1 EUR..2 EUR:1 USD", "`1 EUR`, `2 EUR` and `1 USD` are not of one kind"),
        ("cap=1..2:0", "the step is above 0"),
        ("cap=1..2:-1", "the step is above 0"),
        ("cap=1..2:x", "`x` is not a number"),
        ("cap=", "the value is missing; `null` removes what stands there"),
        ("cap=1..10001:1", "that makes more than 10,000 values"),
        ("cap=10001..1:1", "that makes more than 10,000 values"),
        ("cap=0..5000:0.5", "that makes more than 10,000 values"),
    ],
)
def test_a_sweep_that_is_none_says_what_to_write(text: str, said: str) -> None:
    found, problems = parse_sweeps([text, "floor=1..2:1"])
    assert found == ()
    assert [(one.rule, str(one.message), one.at) for one in problems] == [
        ("wrong-option", f"`--sweep {text}`: {said}", FilePlace(""))
    ]


def test_a_sweep_ends_at_the_most_values() -> None:
    tried = values("cap=1..10000:1")
    assert len(tried) == MOST_POINTS == 10_000
    assert tried[-1] == ["10000"]
    assert len(values("cap=1..10000.9:1")) == MOST_POINTS


@pytest.mark.parametrize(("last", "scenarios"), [(100, None), (101, 10_100)])
def test_a_grid_ends_at_the_most_scenarios(last: int, scenarios: int | None) -> None:
    found, problems = parse_sweeps([f"cap=1..{last}:1", "floor=1..100:1"])
    if scenarios is None:
        assert (len(found), problems) == (MOST_POINTS, ())
    else:
        assert found == ()
        assert [(one.rule, str(one.message), one.at) for one in problems] == [
            ("wrong-option", "the sweeps make 10,100 scenarios; 10,000 are the most", FilePlace(""))
        ]
