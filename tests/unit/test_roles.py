"""Problems of a role: said with its name, at its own lines, and never for what the plan says already."""
# ruff: noqa: E501 - plans and sentences stand on one line, as they are written and printed

from __future__ import annotations

import pytest
from documents import marked, read as document_of
from findings import plain
from shared_plans import PAID

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace
from csvariable.reading import read, role_edits
from csvariable.text import Document

PLAN = (
    PAID
    + """\
kpis:
  nrr: {weight: 60 %, unit: percent, curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}
  csat: {weight: 40 %, unit: percent, curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}
roles:
"""
)


def told(text: str) -> list[str]:
    """`line:column what is underlined, rule: sentence` of each problem, opinions apart."""
    document = document_of(text)
    return [
        f"{pointed(one, document)} {one.rule}: {one.message}"
        for one in read(document, opinions=False).diagnostics
    ]


def pointed(problem: Diagnostic, document: Document) -> str:
    assert isinstance(problem.at, PlanPlace)
    return marked(document.text, document.place(problem.at))


def labels(text: str, rule: str) -> list[str]:
    """What stands beside a problem of a rule."""
    document = document_of(text)
    (found,) = [one for one in read(document).diagnostics if one.rule == rule]
    places = [label.at for label in found.also]
    assert all(isinstance(place, PlanPlace) for place in places)
    return [
        f"{marked(text, document.place(label.at))} {label.text}"
        for label in found.also
        if isinstance(label.at, PlanPlace)
    ]


NO_ID = "is not an id: a lower-case letter, then letters, digits, `_` or `-`"
MATRIX = "{rows: {of: nrr, from: [1 %]}, columns: {of: csat, from: [1 %]}, pays: [[1 %]]}"
LINES = {
    "kpis.nrr.weight: 60": ["10:24 60 bare-rate: role `r`: a rate needs its sign: `60` could mean 60 % or 60 times the whole"],
    "kpis.new: {wieght: 0 %, unit: percent}": ["10:18 wieght unknown-key: role `r`: unknown key `wieght`, did you mean `weight`?"],
    "kpis.new: {weight: 5, unit: percent}": ["10:26 5 bare-rate: role `r`: a rate needs its sign: `5` could mean 5 % or 5 times the whole"],
    "kpis.NRR: {unit: percent}": [f"10:7 kpis.NRR wrong-id: role `r`: `NRR` {NO_ID}"],
    f"kpis.nrr.matrix: {MATRIX}": ["10:7 kpis.nrr.matrix one-kind: role `r`: a KPI has a `curve` or a `matrix`, not both"],
    "kpis.nrr.weight: 50 %": ["10:3 r weights-do-not-sum: role `r`: the weights add up to 90 %, not 100 %"],
    "kpis.nrr.weight: null": ["10:3 r weights-do-not-sum: role `r`: the weights add up to 40 %, not 100 %"],
    "kpis.nrr.weight: 'null'": ["10:24 'null' wrong-number: role `r`: `null` is not a number: write a rate such as `85 %`"],
    "kpis.csat: ~, kpis.nrr.weight: 100 %": [],
    "kpis.csat: NULL, kpis.nrr.weight: 100 %": [],
    "kpis.zzz.target: 1 %, kpis.nrr.weight: 50 %": [
        "10:3 r weights-do-not-sum: role `r`: the weights add up to 90 %, not 100 %",
        "10:7 kpis.zzz.target unknown-route: there is no `kpis.zzz` to change",
    ],
    "kpis.nrr.weight: 50 %, kpis.zzz.target: 1 %": [
        "10:3 r weights-do-not-sum: role `r`: the weights add up to 90 %, not 100 %",
        "10:30 kpis.zzz.target unknown-route: there is no `kpis.zzz` to change",
    ],
    "'kpis[': 1, kpis.nrr.weight: 50 %": [
        "10:3 r weights-do-not-sum: role `r`: the weights add up to 90 %, not 100 %",
        "10:7 'kpis[' unknown-route: `kpis[` is not a route: after `kpis` it cannot be read; write keys with dots and items with brackets, like `kpis.nrr.curve.linear[1].pays`",
    ],
    "kpis.nrr.curve.linear: [{at: 5 %, pays: 0 %}, {at: 4 %, pays: 1 %}]": [
        "10:58 4 % points-not-in-order: role `r`: points rise: `4 %` comes after `5 %`"
    ],
}  # fmt: skip


@pytest.mark.parametrize("line", LINES, ids=range(len(LINES)))
def test_a_line_of_a_role_is_told_where_it_is_written(line: str) -> None:
    assert told(f"{PLAN}  r: {{{line}}}\n") == LINES[line]


def test_what_stands_beside_a_problem_is_found_in_the_role_or_in_the_plan() -> None:
    text = f"{PLAN}  r: {{kpis.csat.weight: 30 %}}\n"
    assert labels(text, "weights-do-not-sum") == [
        "6:1 kpis here",
        "7:17 60 % nrr: 60 %",
        "10:25 30 % csat: 30 %",
    ]
    text = f"{PLAN}  r: {{kpis.nrr.curve.linear: [{{at: 5 %, pays: 0 %}}, {{at: 4 %, pays: 1 %}}]}}\n"
    assert labels(text, "points-not-in-order") == ["10:36 5 % the point before starts here"]


GATE = "gates: {{g: {{when: {{{step}: {{from: 80 %}}}}, otherwise: {{of: plan, times: 0 %}}}}}}\n"


@pytest.mark.parametrize(
    ("step", "meant"), [("csat", ""), ("csat.payout_rate", "; did you mean `plan.payout_rate`?")]
)
def test_what_a_role_removes_and_the_plan_names_is_told_at_the_line_that_removes(
    step: str, meant: str
) -> None:
    text = PLAN.replace("roles:\n", GATE.format(step=step) + "roles:\n")
    text += "  r: {kpis.nrr.weight: 100 %, kpis.csat: null}\n"
    assert told(text) == [f"11:31 kpis.csat unknown-step: role `r`: there is no step `{step}`{meant}"]
    assert labels(text, "unknown-step")[0] == f"9:20 {step} here"


def test_what_is_wrong_with_the_plan_is_not_said_again_for_a_role() -> None:
    text = PLAN.replace("weight: 60 %", "weight: 60") + "  a: {name: A}\n  b: {kpis.nrr.weight: 70}\n"
    rate = "a rate needs its sign:"
    assert [line for line in told(text) if "bare-rate" in line] == [
        f"7:17 60 bare-rate: {rate} `60` could mean 60 % or 60 times the whole",
        f"11:24 70 bare-rate: role `b`: {rate} `70` could mean 70 % or 70 times the whole",
    ]
    same = PLAN.replace("weight: 60 %", "weight: 60") + "  b: {kpis.nrr.weight: 60, kpis.csat.weight: 40}\n"
    assert [line.partition(" bare-rate")[0] for line in told(same) if "bare-rate" in line] == [
        "7:17 60",
        "10:24 60",
        "10:46 40",
    ]


def test_a_line_is_asked_against_the_plan_not_against_another_role() -> None:
    text = PLAN + "  a: {kpis.csat: null, kpis.nrr.weight: 100 %}\n  b: {kpis.csat.weight: 40 %}\n"
    reading = read(document_of(text), opinions=False)
    assert reading.diagnostics == ()
    assert {name: list(plan.kpis) for name, plan in reading.roles.items()} == {
        "a": ["nrr"],
        "b": ["nrr", "csat"],
    }


def test_a_line_that_leads_nowhere_is_told_once_for_all_roles_that_have_it() -> None:
    lost = "kpis.zzz.target: 1 %"
    text = PLAN + f"  a: {{{lost}, kpis.csat.weight: 40 %}}\n  b: {{{lost}, kpis.csat.weight: 50 %}}\n"
    assert told(text) == [
        "10:7 kpis.zzz.target unknown-route: there is no `kpis.zzz` to change (the same in 1 more role)",
        "11:3 b weights-do-not-sum: role `b`: the weights add up to 110 %, not 100 %",
    ]


def test_a_role_that_is_no_mapping_leaves_the_others_to_be_read() -> None:
    assert told(PLAN + "  a: 3\n  b: {kpis.nrr.weight: 60}\n") == [
        "10:6 3 wrong-shape: the text `3` stands where a mapping of keys and values is due",
        "11:24 60 bare-rate: role `b`: a rate needs its sign: `60` could mean 60 % or 60 times the whole",
    ]


def test_edits_of_a_role_are_its_readable_lines() -> None:
    document = document_of(PLAN + "  a: {'kpis[': 1, kpis.csat: null, name: Null, period: 'null'}\n  b: 3\n")
    edits = role_edits(document, "a")
    assert list(edits) == [("kpis", "csat"), ("name",), ("period",)]
    assert [value is None for value in edits.values()] == [True, True, False]
    assert role_edits(document, "b") == role_edits(document, "c") == {}
    assert role_edits(document_of("a: 1\n"), "a") == {}


def test_a_problem_of_a_role_is_mended_by_hand() -> None:
    (found,) = read(document_of(f"{PLAN}  r: {{kpis.nrr.weight: 60}}\n"), opinions=False).diagnostics
    assert (
        found.fix,
        plain(found.help),
    ) == (None, "write `60 %`")


def test_what_no_line_of_a_role_wrote_points_to_its_name() -> None:
    document = document_of(f"{PLAN}  r: {{kpis.nrr.weight: null}}\n")
    found = {
        one.rule: pointed(one, document)
        for one in read(document).diagnostics
        if "role `r`" in str(one.message)
    }
    assert found == {"weights-do-not-sum": "10:3 r", "all-eggs-one-basket": "10:3 r"}
