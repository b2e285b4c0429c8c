"""What the rules say of a plan of which a part cannot be read, or whose design nobody asks about."""

from __future__ import annotations

import pytest
from findings import document, place, problems

from csvariable import rules
from csvariable.reading import read

MONEY = "curve: {of: actual, lookup: [{from: 90, pays: 100 %}]}"
ENDLESS = "curve: {of: actual, whole: [{from: 0 %, rate: 9 %}]}"


def heard(plan: str) -> list[str]:
    """Rule and address of all that is said."""
    return [f"{one.rule} {place(one)}" for one in problems(plan, *rules.names())]


BROKEN = [
    (
        "a weight: nothing is said of weights, all else is",
        f"kpis: {{a: {{weight: 6, unit: money, {MONEY}}}, b: {{weight: 5 %, unit: money, target: members}}}}",
        [
            "no-worked-example name",
            "bare-rate kpis.a.weight",
            "weight-without-curve kpis.b.weight",
            "members-target-of-a-person kpis.b.target",
        ],
    ),
    (
        "a scope: nothing is said of what needs it",
        "kpis: {a: {scope: persn, unit: money, target: members}, k: {unit: score}}\n",
        [
            "no-worked-example name",
            "wrong-word kpis.a.scope",
            "range-unsaid kpis.k.unit",
        ],
    ),
    (
        "a whole KPI: nothing is said of what it might be read by",
        "kpis: {nrr: {unit: zzz}, k: {unit: score}}\n",
        ["no-worked-example name", "wrong-word kpis.nrr.unit"],
    ),
    (
        "a column: nothing is said of who reads it",
        "columns: {c: {unit: x}}\nbonuses: {b: {when: {c: {from: 1}}, pays: 1}}\n",
        [
            "no-worked-example name",
            "all-eggs-one-basket kpis.nrr.weight",
            "cliff kpis.nrr.curve.lookup[0]",
            "wrong-word columns.c.unit",
        ],
    ),
    (
        "the name: nothing more is said at its place",
        "name: {de: Plan}\nkpis: {k: {unit: score}}\n",
        ["unknown-language name", "idle-kpi kpis.k", "range-unsaid kpis.k.unit"],
    ),
    (
        "a cap: nobody knows what has no end",
        f"kpis: {{a: {{weight: 100 %, cap: 3, unit: percent, {ENDLESS}}}}}",
        ["no-worked-example name", "all-eggs-one-basket kpis.a.weight", "bare-rate kpis.a.cap"],
    ),
]


@pytest.mark.parametrize(("plan", "said"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_nothing_is_said_of_what_cannot_be_read(plan: str, said: list[str]) -> None:
    assert heard(plan) == said


DESIGN = f"kpis: {{a: {{weight: 90 %, unit: money, {MONEY}}}, b: {{unit: score}}}}\n"


def test_without_opinions_only_what_stops_a_plan_is_said() -> None:
    everything = read(document(DESIGN)).diagnostics
    stopping = read(document(DESIGN), opinions=False).diagnostics
    assert [one.rule for one in stopping] == ["weights-do-not-sum", "range-unsaid"]
    assert stopping == tuple(one for one in everything if one.severity == "error")
    assert (
        {one.rule for one in everything if one.severity != "error"} <= rules.opinions() < set(rules.rules())
    )
