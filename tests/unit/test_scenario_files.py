"""Files of scenarios: what they hold, and each mistake at its own line."""
# ruff: noqa: E501 - files stand on one line

from __future__ import annotations

import pytest
from findings import plain

from csvariable.kernel.diagnostic import PlanPlace, Route
from csvariable.scenario import FactChange, Scenario, scenarios_in
from csvariable.text import Document, parse

FILE = "what-if.yaml"


def document(text: str) -> Document:
    found, problems = parse(text, FILE)
    assert found is not None, problems
    return found


def at(*route: str, key: bool = False) -> PlanPlace:
    return PlanPlace(route, key=key, file=FILE)


def test_a_scenario_is_what_it_changes_of_the_plan_and_of_the_facts() -> None:
    text = (
        "x-note: 1\nscenarios:\n"
        "  one:\n    description: First\n    changes: {cap: 1 %, kpis.a.floor: null, 'x-y': ~}\n"
        "  two:\n    facts: {nrr: +1 point, csat: '*2', only: {team: [n, s], role: head, participant: ana}}\n"
    )
    (one, two), problems = scenarios_in(document(text))
    assert problems == ()
    assert (one.name, one.description, one.home) == ("one", "First", at("scenarios", "one", key=True))
    assert [(edit.route, edit.written, edit.value is None) for edit in one.edits] == [
        (("cap",), "1 %", False),
        (("kpis", "a", "floor"), "null", True),
        (("x-y",), "null", True),
    ]
    assert [(edit.by.by, edit.by.route) for edit in one.edits][:2] == [
        ("scenario one", ("scenarios", "one", "changes", "cap")),
        ("scenario one", ("scenarios", "one", "changes", "kpis.a.floor")),
    ]
    assert (one.fact_changes, one.only) == ((), {})
    assert (two.name, two.description, two.edits) == ("two", None, ())
    assert two.fact_changes == (
        FactChange("nrr", "+1 point", at("scenarios", "two", "facts", "nrr")),
        FactChange("csat", "*2", at("scenarios", "two", "facts", "csat")),
    )
    assert two.only == {"team": {"n", "s"}, "role": {"head"}, "participant": {"ana"}}


HELD = "{a: {changes: {cap: 1}"
MAPPING = "is a mapping: names, colons and values"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            "scenario: {}",
            [
                ("unknown-key", "there is no key `scenario` here", ("scenario",), True, "did you mean `scenarios`?"),
                ("no-scenarios", "the file holds no scenarios", (), False, "write `scenarios:` and below it a name, then `changes` or `facts`"),
            ],
        ),
        (f"other: 1\nscenarios: {HELD}}}}}", [("unknown-key", "there is no key `other` here", ("other",), True, "there are: scenarios")]),
        (f"x-a: 1\nother: 1\nscenarios: {HELD}}}}}", [("unknown-key", "there is no key `other` here", ("other",), True, "there are: scenarios, x-a")]),
        ("scenarios: [a]", [("wrong-kind", f"`scenarios` {MAPPING}", ("scenarios",), True, None)]),
        (
            "scenarios: {a: 1}",
            [
                ("wrong-kind", f"the scenario `a` {MAPPING}", ("scenarios", "a"), True, None),
                ("empty-scenario", "the scenario `a` changes nothing", ("scenarios", "a"), True, None),
            ],
        ),
        ("scenarios: {a: {changes: {cap: 1}, fact: {}}}", [("unknown-key", "there is no key `fact` here", ("scenarios", "a", "fact"), True, "did you mean `facts`?")]),
        ("scenarios: {a: {changes: {cap: 1}, zzz: {}}}", [("unknown-key", "there is no key `zzz` here", ("scenarios", "a", "zzz"), True, "there are: description, changes, facts, people")]),
        ("scenarios: {a: {description: x}}", [("empty-scenario", "the scenario `a` changes nothing", ("scenarios", "a"), True, None)]),
        ("scenarios: {a: {changes: 1, facts: {n: 1}}}", [("wrong-kind", f"`changes` {MAPPING}", ("scenarios", "a", "changes"), True, None)]),
        ("scenarios: {a: {changes: {cap: 1}, facts: [1]}}", [("wrong-kind", f"`facts` {MAPPING}", ("scenarios", "a", "facts"), True, None)]),
        (
            "scenarios: {a: {facts: {n: [1], only: {team: x}, m: 1}}}",
            [("wrong-change", "`n` needs a change", ("scenarios", "a", "facts", "n"), False, "write `+5 points`, `*1.02`, `-2 %` or a value")],
        ),
        ("scenarios: {a: {facts: {n: 1, only: 1}}}", [("wrong-kind", f"`only` {MAPPING}", ("scenarios", "a", "facts", "only"), True, None)]),
        ("scenarios: {a: {facts: {n: 1, only: {town: x}}}}", [("unknown-key", "there is no key `town` here", ("scenarios", "a", "facts", "only", "town"), True, "there are: team, role, participant")]),
        ("scenarios: {a: {facts: {n: 1, only: {team: []}}}}", [("wrong-change", "`team` takes a name or a list of names", ("scenarios", "a", "facts", "only", "team"), False, None)]),
        ("scenarios: {a: {facts: {n: 1, only: {team: [x, [y]]}}}}", [("wrong-change", "`team` takes a name or a list of names", ("scenarios", "a", "facts", "only", "team"), False, None)]),
        ("scenarios: {a: {facts: {n: 1, only: {team: {x: 1}}}}}", [("wrong-change", "`team` takes a name or a list of names", ("scenarios", "a", "facts", "only", "team"), False, None)]),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_place_and_once(
    text: str, problems: list[tuple[str, str, Route, bool, str | None]]
) -> None:
    _, found = scenarios_in(document(text))
    assert [
        (
            one.rule,
            str(one.message),
            one.at,
            plain(one.help),
        )
        for one in found
    ] == [
        (rule, message, PlanPlace(route, key=key, file=FILE), advice)
        for rule, message, route, key, advice in problems
    ]


def test_a_route_that_cannot_be_read_is_told_at_its_key() -> None:
    found, (problem,) = scenarios_in(document("scenarios: {a: {changes: {'kpis..x': 1, cap: 2}}}"))
    assert (problem.rule, problem.at) == (
        "unknown-route",
        at("scenarios", "a", "changes", "kpis..x", key=True),
    )
    assert str(problem.message).startswith("`kpis..x` is not a route")
    assert [edit.route for edit in found[0].edits] == [("cap",)]


def test_what_can_be_read_is_kept_beside_the_problems() -> None:
    found, problems = scenarios_in(
        document("scenarios: {a: {facts: {only: {team: x}, n: [1], m: 1}}, b: {}}")
    )
    assert len(problems) == 2
    assert [one.name for one in found] == ["a", "b"]
    assert [change.figure for change in found[0].fact_changes] == ["m"]
    assert found[0].only == {"team": {"x"}}
    assert isinstance(found[1], Scenario)
    nothing, _ = scenarios_in(document("x-note: 1"))
    assert nothing == ()
