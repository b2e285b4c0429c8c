"""What the names of a plan stand for, and which of them its pay rests on."""

# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

import pytest
from engine import plans_of
from small import PAID, of_two

from csvariable.kernel.formula import Fact, OfParts, Ref, Rounded
from csvariable.kernel.unit import Unit
from csvariable.program.build import Build
from csvariable.program.names import (
    as_paid,
    as_the_curve_gives,
    curve_rate,
    is_shaped,
    needed,
    read_by_rules,
    split,
)

STEP = "{lookup: [{from: 0 %, pays: 100 %}]}"
WHEN = "when: {b: {from: 50 %}}"


def build(plan: str, *columns: str, role: str | None = None) -> Build:
    plans, problems = plans_of(plan)
    assert plans is not None, [str(one.message) for one in problems]
    return Build(plans.of(role), role, frozenset(columns))


@pytest.mark.parametrize(
    ("of_a", "more", "columns", "shaped"),
    [
        ("", "", (), ""),
        ("", f"modifiers: {{m: {{by: b, of: plan, curve: {STEP}}}}}\n", (), ""),
        ("", f"modifiers: {{m: {{by: b, of: [a], curve: {STEP}}}}}\n", (), "a"),
        ("", f"gates: {{g: {{{WHEN}, otherwise: {{of: plan, times: 0 %}}}}}}\n", (), ""),
        ("", f"gates: {{g: {{{WHEN}, otherwise: {{of: [a], times: 0 %}}}}}}\n", (), "a"),
        ("floor: 10 %,", "", (), "a"),
        ("cap: 150 %,", "", (), "a"),
        ("rounding: {payout_rate: 2},", "", (), "a"),
        ("", "rounding: {payout_rate: 2}\n", (), "ab"),
        ("", "", ("a.cap",), "a"),
        ("", "proration: {amount: calendar-days}\nabsences: {leave: peer-average}\n", (), "ab"),
        ("", "proration: {amount: calendar-days}\nabsences: {leave: ignore}\n", (), ""),
    ],
)
def test_a_rate_that_something_shapes_is_told_before_and_after(
    of_a: str, more: str, columns: tuple[str, ...], shaped: str
) -> None:
    built = build(of_two(of_a, "") + more, *columns)
    assert "".join(one for one in "ab" if is_shaped(built, one)) == shaped
    assert [curve_rate(built, one) for one in "ab"] == [
        f"{one}.curve_rate" if one in shaped else f"{one}.payout_rate" for one in "ab"
    ]


def test_a_name_is_of_a_kpi_and_a_field() -> None:
    assert split("nrr") == ("nrr", "actual")
    assert split("nrr.target") == ("nrr", "target")
    assert split("plan.attainment") == ("plan", "attainment")


COLUMNS = "columns: {years: {unit: number}}\n"


def test_rules_read_rates_as_the_curve_gives_them() -> None:
    built = build(of_two("rounding: {payout_rate: 2},", "target: 50 %,") + COLUMNS)
    resolve = as_the_curve_gives(built)
    assert resolve("plan.attainment") == (Ref("plan.attainment"), Unit.RATE)
    assert resolve("plan.payout_rate") == (Ref("plan.curve_rate"), Unit.RATE)
    assert isinstance(resolve("a.payout_rate")[0], Rounded)
    assert resolve("b.payout_rate") == (Ref("b.payout_rate"), Unit.RATE)
    assert resolve("b.attainment") == (Ref("b.attainment"), Unit.RATE)
    assert resolve("b") == (Ref("b.actual"), Unit.PERCENT)
    assert resolve("b.target") == (Ref("b.target"), Unit.PERCENT)
    assert resolve("years") == (Fact("years"), Unit.NUMBER)
    assert resolve("salary") == (Fact("salary"), Unit.MONEY)


def test_bonuses_read_what_is_of_the_person() -> None:
    resolve = as_paid(build(of_two("", "target: 50 %,") + COLUMNS))
    assert resolve("plan.attainment") == (OfParts("plan.attainment", "last"), Unit.RATE)
    assert resolve("plan.payout_rate") == (OfParts("plan.payout_rate", "last"), Unit.RATE)
    assert resolve("target_incentive") == (OfParts("target_incentive", "sum"), Unit.MONEY)
    assert resolve("earned") == (OfParts("earned", "sum"), Unit.MONEY)
    assert resolve("b.payout") == (OfParts("b.payout", "sum"), Unit.MONEY)
    assert resolve("b.part") == (OfParts("b.part", "sum"), Unit.MONEY)
    assert resolve("b") == (OfParts("b.actual", "last"), Unit.PERCENT)
    assert resolve("b.target") == (OfParts("b.target", "last"), Unit.PERCENT)
    assert resolve("b.payout_rate") == (OfParts("b.payout_rate", "last"), Unit.RATE)
    assert resolve("salary") == (Fact("@salary.person"), Unit.MONEY)
    assert resolve("annual_salary") == (Fact("annual_salary"), Unit.MONEY)
    assert resolve("years") == (Fact("years"), Unit.NUMBER)


ASIDE = PAID + (
    "kpis:\n"
    "  a: {weight: 100 %, unit: percent, curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}\n"
    "  b: {unit: percent, target: 50 %}\n  c: {unit: percent}\n  d: {unit: percent}\n  m: {unit: percent, measure: {least: [c, d]}}\n"
    "  z: {unit: number}\n  y: {unit: money, scope: team}\n"
)


@pytest.mark.parametrize(
    ("rule", "role", "read"),
    [
        ("", None, []),
        (f"gates: {{g: {{{WHEN}, otherwise: {{of: plan, times: 0 %}}}}}}\n", None, ["b"]),
        (f"gates: {{g: {{{WHEN}, missing: holds, otherwise: {{of: plan, times: 0 %}}}}}}\n", None, []),
        (f"modifiers: {{x: {{by: b, of: plan, curve: {STEP}}}}}\n", None, ["b"]),
        (f"modifiers: {{x: {{by: b, of: plan, missing: 90 %, curve: {STEP}}}}}\n", None, []),
        ("pool: {p: {amount: 100, by: b}}\n", None, ["b"]),
        ("pool: {p: {amount: 100, by: uniform}}\n", None, []),
        ("pool: {p: {amount: 100, by: b, for: [x]}, q: {amount: 100, by: c}}\nroles: {x: {}}\n", None, ["c"]),
        (
            "pool: {p: {amount: 100, by: b, for: [x]}, q: {amount: 100, by: c}}\nroles: {x: {}}\n",
            "x",
            ["b", "c"],
        ),
        ("pool: {p: {amount: {share: 1 %, of: y}, by: uniform}}\n", None, ["y"]),
        ("pool: {p: {amount: earned, by: uniform}}\n", None, []),
    ],
)
def test_rules_read_names(rule: str, role: str | None, read: list[str]) -> None:
    assert list(read_by_rules(build(ASIDE + rule, role=role))) == read


BONUS = "bonuses: {{x: {{{}}}}}\n"


@pytest.mark.parametrize(
    ("rule", "read"),
    [
        ("", {"a"}),
        (BONUS.format("when: {b: {from: 1 %}}, pays: 1"), {"a", "b"}),
        (BONUS.format("scope: team, when: {b: {from: 1 %}}, pays: 1"), {"a"}),
        (BONUS.format("when: {b.attainment: {from: 1 %}}, pays: 1"), {"a", "b.attainment", "b"}),
        (BONUS.format("when: {b.target: {from: 1 %}}, pays: 1"), {"a", "b.target"}),
        (BONUS.format("when: {m: {from: 1 %}}, pays: 1"), {"a", "m", "c", "d"}),
        (BONUS.format("when: {a.payout_rate: {from: 1 %}}, pays: 1"), {"a", "a.payout_rate"}),
        (BONUS.format("per: z, pays: 1"), {"a", "z"}),
        (BONUS.format("pays: {share: 1 %, of: a.payout}"), {"a", "a.payout"}),
        (BONUS.format("rank: {by: b, top: 1}, pays: [5]"), {"a", "b"}),
        (BONUS.format("of: b, linear: [{at: 0 %, pays: 1}, {at: 1 %, pays: 2}]"), {"a", "b"}),
        (
            BONUS.format("when: {plan.attainment: {from: 1 %}}, pays: 1"),
            {"a", "plan.attainment", "a.attainment"},
        ),
    ],
)
def test_pay_rests_on_names_and_what_they_are_made_of(rule: str, read: set[str]) -> None:
    assert needed(build(ASIDE + rule)) == read


def test_pay_rests_on_what_a_matrix_reads() -> None:
    grid = "  g: {unit: percent, matrix: {rows: {of: m, from: [0 %]}, columns: {of: b.attainment, from: [0 %]}, pays: [[100 %]]}}\n"
    assert needed(build(ASIDE + grid)) == {"a", "m", "c", "d", "b.attainment", "b"}
