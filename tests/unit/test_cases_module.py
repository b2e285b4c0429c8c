"""Examples: how they are read, what is told of one that fails, and what no example exercises."""

# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from fractions import Fraction as F

import pytest
from engine import plans_of
from findings import plain
from shared_plans import PAID

from csvariable.cases import Case, Mismatch, Unused, Verdict, cases_in, coverage, shown, verdict
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import PlanPlace
from csvariable.kernel.unit import Unit
from csvariable.speech.examples import coverage_text, mismatch_text, summary_text
from csvariable.text import Document, parse

PLAN = (
    PAID
    + """\
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
)
HEAD = PLAN.partition("  nrr:")[0]
FROM = {"hours": "1 h", "minutes": "1 min", "days": "1 d"}
ROLES = "roles:\n  head: {target_incentive: 2000}\n"


def plans(text: str = PLAN) -> Plans:
    found, problems = plans_of(text)
    assert found is not None, [str(one.message) for one in problems]
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


def test_of_what_is_given_only_plain_values_are_read() -> None:
    (one,) = cases_in(
        document("examples:\n  one: {given: {nrr: 1 %, csat: [1], x: {y: 2}}, expect: {total: 0}}\n")
    )
    assert one.given == {"nrr": "1 %"}


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
    [("72.78 %", True), ("73 %", True), ("72.7778 %", True), ("72.77 %", False), ("72.7 %", False)],
)
def test_a_quotient_that_does_not_end_is_compared_at_the_decimals_written(written: str, passes: bool) -> None:
    found = judged({"nrr": "65.5 %", "csat": "80 %"}, {"nrr.attainment": written})
    assert [one.found for one in found.mismatches] == ([] if passes else ["72.7777777778 %"])


@pytest.mark.parametrize(
    ("unit", "written", "wrong", "shown_as"),
    [
        ("number", "3.3", "3.2", "3.333333333333"),
        ("number", "3", "4", "3.333333333333"),
        ("hours", "3.3 h", "3.4 h", "3.333333333333 h"),
        ("hours", "3 h 20 min", "3 h 21 min", "3.333333333333 h"),
        ("minutes", "3.33 min", "3.34 min", "3.333333333333 min"),
        ("days", "3.333 d", "3.334 d", "3.333333333333 d"),
    ],
)
def test_a_quotient_is_compared_and_shown_in_its_unit(
    unit: str, written: str, wrong: str, shown_as: str
) -> None:
    plan = (
        HEAD
        + f"  x: {{weight: 100 %, unit: {unit}, curve: {{of: actual, lookup: [{{from: {FROM.get(unit, '1')}, pays: 50 %}}]}}}}\n"
    )
    given = {"x.numerator": "10", "x.denominator": "3"}
    assert judged(given, {"x.actual": written}, plan).passed
    found = judged(given, {"x.actual": wrong}, plan)
    assert found.mismatches == (Mismatch("x.actual", wrong, shown_as),)


@pytest.mark.parametrize(
    ("target", "written", "passes"),
    [("4096", "0.0244 %", False), ("8192", "0.0122 %", True)],
)
def test_a_quotient_of_at_most_twelve_decimals_ends(target: str, written: str, passes: bool) -> None:
    plan = (
        HEAD
        + "  x: {weight: 100 %, unit: number, curve: {of: attainment, lookup: [{from: 1 %, pays: 50 %}]}}\n"
    )
    assert judged({"x": "1", "x.target": target}, {"x.attainment": written}, plan).passed is passes


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
    return [
        (
            one.rule,
            str(one.message),
            plain(one.help),
        )
        for one in found.problems
    ]


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
    assert str(found.problems[0].message).startswith("one: ")


def test_an_expected_step_that_is_none_and_a_number_that_is_none() -> None:
    assert told(HALF, {"totl": "1", "nrr.payout": "much"})[:1] == [
        ("unknown-step", "`totl` is not a step of this plan", "did you mean `total`?")
    ]
    rule, message, _ = told(HALF, {"total": "much"})[0]
    assert (rule, message.startswith("`much` is not a number")) == ("wrong-number", True)
    _, _, advice = told(HALF, {"zzz": "1"})[0]
    assert advice is not None
    assert advice.startswith("the steps are: `nrr.actual`")


def test_what_is_wrong_in_an_example_hides_nothing_that_follows() -> None:
    found = judged(HALF, {"totl": "1", "nrr.payout": "much", "nrr.attainment": "1", "total": "501"})
    assert [(one.rule, one.at) for one in found.problems] == [
        ("unknown-step", PlanPlace(("examples", "one", "expect", "totl"))),
        ("wrong-number", PlanPlace(("examples", "one", "expect", "nrr.payout"))),
        ("wrong-number", PlanPlace(("examples", "one", "expect", "nrr.attainment"))),
    ]
    assert found.mismatches == (Mismatch("total", "501", "500"),)


def test_steps_that_nobody_is_shown_cannot_be_expected() -> None:
    assert told(HALF, {"reached": "500"})[0][:2] == ("unknown-step", "`reached` is not a step of this plan")


def test_what_is_expected_stands_in_the_unit_of_its_step() -> None:
    assert judged(HALF, {"total": "500 EUR", "gates.quality": "1"}).passed
    assert told(HALF, {"total": "500 USD"})[0][1] == "`500 USD` is not in the plan's currency, EUR"
    assert told(HALF, {"total": "50 %"})[0][1] == "`50 %` stands where an amount such as `2500` is due"


def test_warnings_are_no_problems_of_an_example_that_cannot_be_paid() -> None:
    assert [rule for rule, _, _ in told({"nrr": "72 %", "usage": "3"}, {"total": "1"})] == [
        "missing-value",
        "measure-missing",
    ]


# ---------------------------------------------------------------------------- alone in all groups

GROUPS = HEAD + (
    "  own: {weight: 40 %, unit: number, target: 10, curve: {linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}\n"
    "  crew: {weight: 30 %, unit: money, scope: team, target: 100, curve: {linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}\n"
    "  firm: {weight: 30 %, unit: percent, scope: company, curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}\n"
    "bonuses: {loyal: {pays: {share: 1 %, of: salary}}}\n"
)


@pytest.mark.parametrize("team", [{}, {"team": "North"}])
def test_a_person_alone_is_the_team_and_the_company(team: dict[str, str]) -> None:
    """Own targets stay with the person, those of groups with the group; ratios are read everywhere."""
    given = {"own": "5", "own.target": "20", "crew": "300", "crew.target": "400", "salary": "6000", **team}
    given |= {"firm.numerator": "9", "firm.denominator": "10"}
    expect = {"own.attainment": "25 %", "crew.attainment": "75 %", "firm.actual": "90 %", "total": "655"}
    found = judged(given, expect, GROUPS)
    assert (found.mismatches, found.problems) == ((), ())


@pytest.mark.parametrize("scope", ["team", "company"])
@pytest.mark.parametrize(("own", "paid"), [("90 %", "70"), ("80 %", "0")])
def test_what_a_group_reads_of_a_person_alone_is_the_value_of_that_person(
    scope: str, own: str, paid: str
) -> None:
    plan = (
        HEAD
        + f"  csat: {{unit: percent}}\nbonuses: {{b: {{scope: {scope}, when: {{csat: {{from: 90 %}}}}, pays: 70}}}}\n"
    )
    for given in ({"csat": own}, {"csat.numerator": own.removesuffix(" %"), "csat.denominator": "100"}):
        assert judged(given, {"bonuses.b": paid, "total": paid}, plan).passed


def test_the_targets_of_the_plan_hold_where_none_is_given() -> None:
    given = {"own": "5", "crew": "30", "firm": "10 %", "salary": "6000"}
    found = judged(given, {"own.payout": "200", "crew.payout": "90", "firm.payout": "30"}, GROUPS)
    assert found.passed


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


MATRIX = HEAD + (
    "  a: {unit: percent, missing: zero}\n  b: {unit: percent, missing: zero}\n"
    "  x: {weight: 100 %, unit: percent, missing: zero, matrix: {rows: {of: a, from: [0 %, {above: 50 %}, 80 %]},"
    " columns: {of: b, from: [10 %, 60 %]}, pays: [[10 %, 20 %], [30 %, 40 %], [50 %, 60 %]]}}\n"
)


@pytest.mark.parametrize(
    ("given", "rows", "columns"),
    [
        ({"a": "50 %", "b": "10 %"}, [1, 2], [1]),
        ({"a": "50.1 %", "b": "60 %"}, [0, 2], [0]),
        ({"a": "99 %", "b": "9 %"}, [0, 1], [0, 1]),
        ({"a": "99 %"}, [0, 1], [0, 1]),
        ({}, [0, 1, 2], [0, 1]),
    ],
)
def test_a_matrix_is_exercised_row_by_row_and_column_by_column(
    given: dict[str, str], rows: list[int], columns: list[int]
) -> None:
    plan = plans(MATRIX)
    found = verdict(case(given, {"total": "0"}), plan)
    assert found.problems == ()
    count, unused = coverage([found], plan)
    place = ("kpis", "x", "matrix")
    assert count == 5
    assert unused == [
        *(Unused("row", "x.payout_rate", (*place, "rows", "from", at)) for at in rows),
        *(Unused("column", "x.payout_rate", (*place, "columns", "from", at)) for at in columns),
    ]


def test_an_example_below_the_first_tier_reaches_none() -> None:
    plan = plans(PLAN)
    found = verdict(case({"nrr": "71 %", "csat": "80 %"}, {"total": "0"}), plan)
    assert found.passed
    assert [one.what for one in coverage([found], plan)[1]] == ["tier", "tier", "gate-closed"]


def test_tiers_are_counted_for_targets_that_people_bring() -> None:
    plan = plans(PLAN.replace("    target: 90 %\n", "") + "roles: {head: {target_incentive: 1}}\n")
    found = verdict(case({**HALF, "nrr.target": "90 %"}, {"total": "500"}), plan)
    assert found.passed
    assert [(one.what, one.name) for one in coverage([found], plan)[1]] == [
        ("tier", "nrr.curve_rate"),
        ("gate-closed", "quality"),
        ("role", "head"),
    ]


# ------------------------------------------------------------------------------------------- words


def test_what_is_said_of_examples() -> None:
    found = Mismatch("total", "500.01", "500")
    assert mismatch_text(found, "en") == "total: expected 500.01, found 500"
    assert (
        mismatch_text(Mismatch("nrr.target", "1", None), "fr") == "nrr.target : attendu 1, obtenu sans valeur"
    )
    assert summary_text(1, 2, "en") == "1 of 2 examples passed."
    assert summary_text(0, 1, "en") == "0 of 1 example passed."
    assert summary_text(2, 3, "fr") == "2 exemples sur 3 sont justes."
    assert summary_text(0, 0, "fr") == "Aucun exemple : écrivez-en sous `examples:`."


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
