"""Examples: how they are read, what is told of one that fails, and what no example exercises."""

# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from fractions import Fraction as F

import pytest
from engine import plans_of

from csvariable.cases import Case, Mismatch, Unused, Verdict, cases_in, coverage, shown, verdict
from csvariable.diagnostic import PlanPlace
from csvariable.facts.plans import Plans
from csvariable.quantity import Unit
from csvariable.source import Document, parse
from csvariable.words.examples import coverage_text, mismatch_text, summary_text

PLAN = """\
csvariable: 1
name: P
currency: EUR
period: quarter
target_incentive: 1000
kpis:
  nrr:
    weight: 100 %
    unit: percent
    target: 90 %
    curve: {of: attainment, lookup: [{from: 80 %, pays: 50 %}, {from: 100 %, pays: 100 %}]}
  csat: {unit: percent}
gates:
  quality: {when: {csat: {from: 80 %}}, otherwise: {of: [nrr], cap: 50 %}}
"""
ROLES = "roles:\n  head: {target_incentive: 2000}\n"


def plans(text: str = PLAN) -> Plans:
    found, problems = plans_of(text)
    assert found is not None, [one.message for one in problems]
    return found


def document(text: str) -> Document:
    found, problems = parse(text, "cases.yaml")
    assert found is not None, problems
    return found


def case(given: dict[str, str], expect: dict[str, str], file: str | None = None) -> Case:
    return Case("one", given, expect, ("examples", "one"), file)


def judged(given: dict[str, str], expect: dict[str, str], plan: str = PLAN) -> Verdict:
    return verdict(case(given, expect), plans(plan))


HALF = {"nrr": "72 %", "csat": "80 %"}


# ---------------------------------------------------------------------------------------- reading


def test_examples_are_read_in_order_with_their_routes() -> None:
    text = "examples:\n  one: {given: {nrr: 1 %}, expect: {total: 0}}\n  two: {given: 3, expect: {total: 5}}\n  odd: 4\n"
    one, two = cases_in(document(text), "cases.yaml")
    assert one == Case("one", {"nrr": "1 %"}, {"total": "0"}, ("examples", "one"), "cases.yaml")
    assert two == Case("two", {}, {"total": "5"}, ("examples", "two"), "cases.yaml")
    assert one.at("given", "nrr") == PlanPlace(("examples", "one", "given", "nrr"), file="cases.yaml")


@pytest.mark.parametrize("text", ["name: P\n", "examples: 3\n", "examples: [1]\n"])
def test_a_file_without_examples_has_none(text: str) -> None:
    assert cases_in(document(text)) == []


# ---------------------------------------------------------------------------------------- verdicts


def test_an_example_that_pays_what_it_expects_passes() -> None:
    found = judged(HALF, {"total": "500", "nrr.attainment": "80 %", "gates.quality": "1"})
    assert (found.mismatches, found.problems, found.passed) == ((), (), True)
    assert not judged(HALF, {"total": "501"}).passed


def test_a_mismatch_says_what_was_found_as_an_author_writes_it() -> None:
    found = judged(HALF, {"total": "500.01", "nrr.attainment": "81 %", "nrr.payout_rate": "50 %"})
    assert found.mismatches == (
        Mismatch("total", "500.01", "500"),
        Mismatch("nrr.attainment", "81 %", "80 %"),
    )


@pytest.mark.parametrize(
    ("written", "passes"),
    [("77.78 %", True), ("78 %", True), ("77.7778 %", True), ("77.77 %", False)],
)
def test_a_quotient_that_does_not_end_is_compared_at_the_decimals_written(written: str, passes: bool) -> None:
    found = judged({"nrr": "70 %", "csat": "80 %"}, {"nrr.attainment": written})
    assert [one.found for one in found.mismatches] == ([] if passes else ["77.7777777778 %"])


def test_a_quotient_that_ends_is_compared_whole() -> None:
    found = judged({"nrr": "72.9 %", "csat": "80 %"}, {"nrr.attainment": "81.0 %"})
    assert found.mismatches == ()
    found = judged({"nrr": "72.99 %", "csat": "80 %"}, {"nrr.attainment": "81 %"})
    assert found.mismatches == (Mismatch("nrr.attainment", "81 %", "81.1 %"),)


def test_values_are_shown_as_they_are_written() -> None:
    assert shown(F(1, 8), Unit.RATE) == "12.5 %"
    assert shown(F(1, 8), Unit.PERCENT) == "12.5 %"
    assert shown(F(1, 8), Unit.MONEY) == "0.125"


def told(
    given: dict[str, str], expect: dict[str, str], plan: str = PLAN
) -> list[tuple[str, str, str | None]]:
    found = judged(given, expect, plan)
    assert found.mismatches == ()
    return [(one.rule, one.message, one.help) for one in found.problems]


def test_an_example_that_expects_nothing() -> None:
    assert told(HALF, {}) == [("empty-example", "the example `one` expects nothing", None)]


def test_an_example_of_a_role_that_is_none() -> None:
    assert told({"role": "haed"}, {"total": "1"}, PLAN + ROLES) == [
        ("unknown-role", "`haed` is not a role of the plan", "did you mean `head`?")
    ]
    assert told({"role": "x"}, {"total": "1"}, PLAN + ROLES) == [
        ("unknown-role", "`x` is not a role of the plan", None)
    ]
    found = judged({"role": "x"}, {"total": "1"})
    assert found.problems[0].at == PlanPlace(("examples", "one", "given", "role"))


def test_an_example_that_cannot_be_paid_says_why() -> None:
    found = judged({"nrr": "72 %"}, {"total": "1"})
    place = PlanPlace(("examples", "one", "given"))
    assert [(one.rule, one.at) for one in found.problems] == [
        ("missing-value", place),
        ("measure-missing", place),
    ]
    assert found.problems[0].message.startswith("one: ")


def test_an_expected_step_that_is_none_and_a_number_that_is_none() -> None:
    assert told(HALF, {"totl": "1", "nrr.payout": "much"})[:1] == [
        ("unknown-step", "`totl` is not a step of this plan", "did you mean `total`?")
    ]
    rule, message, _ = told(HALF, {"total": "much"})[0]
    assert (rule, message.startswith("`much` is not a number")) == ("wrong-number", True)
    _, _, advice = told(HALF, {"zzz": "1"})[0]
    assert advice is not None
    assert advice.startswith("the steps are: `nrr.actual`")


# ---------------------------------------------------------------------------------------- coverage


def test_what_no_example_exercises_is_listed_once() -> None:
    plan = plans(PLAN + ROLES)
    lower = ("kpis", "nrr", "curve", "lookup", 0, "pays")
    upper = ("kpis", "nrr", "curve", "lookup", 1, "pays")
    half, empty = verdict(case(HALF, {"total": "500"}), plan), verdict(case(HALF, {}), plan)
    count, unused = coverage([empty], plan)
    assert count == 5
    assert [(one.what, one.route, one.role) for one in unused] == [
        ("tier", lower, None),
        ("tier", upper, None),
        ("gate-open", ("gates", "quality"), None),
        ("gate-closed", ("gates", "quality"), None),
        ("role", ("roles", "head"), "head"),
    ]
    _, unused = coverage([half, empty], plan)
    assert [(one.what, one.name) for one in unused] == [
        ("tier", "nrr.curve_rate"),
        ("gate-closed", "quality"),
        ("role", "head"),
    ]
    head = verdict(case({"role": "head", "nrr": "90 %", "csat": "79 %"}, {"total": "1000"}), plan)
    assert head.mismatches == ()
    assert coverage([half, head], plan) == (5, [])


# ------------------------------------------------------------------------------------------- words


def test_what_is_said_of_examples() -> None:
    found = Mismatch("total", "500.01", "500")
    assert mismatch_text(found, "en") == "total: expected 500.01, found 500"
    assert (
        mismatch_text(Mismatch("nrr.target", "1", None), "fr")
        == "nrr.target : attendu 1, obtenu aucune valeur"
    )
    assert summary_text(1, 2, "en") == "1 of 2 examples passed."
    assert summary_text(0, 0, "fr") == "Aucun exemple : écrivez-en sous `examples:`."


def test_what_is_said_of_coverage() -> None:
    tier = ("kpis", "nrr", "curve", "lookup", 1)
    unused = [
        Unused("tier", "nrr.curve_rate", tier, None),
        Unused("tier", "nrr.curve_rate", (*tier, "pays"), "head"),
        Unused("gate-closed", "quality", ("gates", "quality"), "head"),
        Unused("role", "head", ("roles", "head"), "head"),
    ]
    places: dict[tuple[object, ...], str] = {
        (*tier, "from"): "plan.yaml:11",
        ("gates", "quality"): "plan.yaml:14",
    }
    assert coverage_text(6, unused, places, "en") == (
        "Coverage: 2 of 6 tiers, gates and roles exercised.\n"
        "  tier never reached: kpis.nrr.curve.lookup[1]   [plan.yaml:11]\n"
        "  tier never reached: kpis.nrr.curve.lookup[1].pays (role head)   [kpis.nrr.curve.lookup[1].pays]\n"
        "  gate never closed: quality (role head)   [plan.yaml:14]\n"
        "  role never used: head   [roles.head]\n"
    )
