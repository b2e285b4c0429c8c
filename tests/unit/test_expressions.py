"""Formulas as arithmetic with values, and conditions with both sides of each test."""

from __future__ import annotations

import re
from fractions import Fraction as F

import pytest
from readers import HEAD, Ran

from csvariable.kernel.formula import (
    Choose,
    Fact,
    Formula,
    Given,
    Greatest,
    Holds,
    Known,
    Least,
    OfParts,
    Product,
    Quotient,
    Ref,
    Sum,
)
from csvariable.kernel.segment import BoundWord
from csvariable.kernel.unit import Unit
from csvariable.program.build import MINUS as OPPOSITE
from csvariable.speech.expressions import condition, expression, negated
from csvariable.speech.naming import Voice

PLAN = HEAD + (
    "target_incentive: 1000\nkpis:\n"
    "  nrr: {weight: 100 %, unit: percent, target: 90 %,"
    " curve: {linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}\n"
    "  csat: {unit: percent, missing: hold}\n  nps: {unit: points}\n"
    "modifiers: {m: {by: nrr, of: plan, curve: {lookup: [{from: 0 %, pays: 90 %}]}}}\n"
)
RAN = Ran(PLAN, "participant,nrr,csat,nps,salary\nana,80 %,,-20,1000\n")
ENGLISH, FRENCH = (RAN.view(language).voice(0) for language in ("en", "fr"))
NRR, CSAT, NPS = Ref("nrr.actual"), Ref("csat.actual"), Ref("nps.actual")
TARGET, SALARY, NONE = Ref("nrr.target"), Fact("salary"), Fact("ote")
SAYS = "€1,000.00 (salary)"


def plain(text: str) -> str:
    return re.sub("[\u00a0\u202f]", " ", text).replace("\u2212", "-")


def minus(formula: Formula) -> Formula:
    return Product((OPPOSITE, formula))


def given(value: str, route: tuple[str, ...] | None = None) -> Given:
    return Given(F(value), route)


def said(formula: Formula, unit: Unit = Unit.MONEY, *, inside: bool = False) -> str:
    return plain(expression(ENGLISH, formula, unit, inside=inside))


@pytest.mark.parametrize(
    ("formula", "alone", "within"),
    [
        (Sum((NRR, TARGET)), "80 % + 90 %", "(80 % + 90 %)"),
        (Quotient(NRR, TARGET), "80 % ÷ 90 %", "(80 % ÷ 90 %)"),
        (Quotient(Sum((NRR, minus(TARGET))), TARGET), "(80 % - 90 %) ÷ 90 %", "((80 % - 90 %) ÷ 90 %)"),
        (Quotient(NRR, Sum((TARGET, NRR))), "80 % ÷ (90 % + 80 %)", "(80 % ÷ (90 % + 80 %))"),
        (Product((SALARY, NRR)), f"{SAYS} × 80 %", f"{SAYS} × 80 %"),
        (Product((SALARY, Sum((NRR, TARGET)))), f"{SAYS} × (80 % + 90 %)", f"{SAYS} × (80 % + 90 %)"),
        (Least((SALARY, given("5"))), f"the lowest of ({SAYS}; €5.00)", f"the lowest of ({SAYS}; €5.00)"),
        (Greatest((NRR, given("1"))), "the highest of (80 %; €1.00)", "the highest of (80 %; €1.00)"),
        (Ref("modifiers.m"), "90 % (modifier m)", "90 % (modifier m)"),
        (given("5"), "€5.00", "€5.00"),
        (NONE, "no value (on-target earnings)", "no value (on-target earnings)"),
    ],
)
def test_a_formula_has_brackets_where_a_reader_needs_them(formula: Formula, alone: str, within: str) -> None:
    assert plain(expression(ENGLISH, formula, Unit.MONEY)) == alone
    assert (said(formula, inside=False), said(formula, inside=True)) == (alone, within)


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (Sum((minus(SALARY), SALARY)), f"-{SAYS} + {SAYS}"),
        (Sum((SALARY, minus(Sum((SALARY, SALARY))))), f"{SAYS} - ({SAYS} + {SAYS})"),
        (Sum((NPS, given("30"))), "-20 + €30.00"),
        (Sum((given("30"), NPS)), "€30.00 - 20"),
        (Sum((given("30"), minus(NPS))), "€30.00 + 20"),
        (Sum((minus(NPS), given("30"))), "20 + €30.00"),
        (minus(SALARY), f"-{SAYS}"),
        (Product((OPPOSITE, SALARY, NRR)), f"-{SAYS} × 80 %"),
    ],
)
def test_what_is_taken_away_has_its_sign_before_it(formula: Formula, text: str) -> None:
    assert said(formula) == text


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (Product((SALARY, given("1/12"))), f"{SAYS} ÷ 12"),
        (Product((SALARY, given("1/2"))), f"{SAYS} ÷ 2"),
        (Product((SALARY, given("1/12"), NRR)), f"{SAYS} ÷ 12 × 80 %"),
        (Product((SALARY, given("1/4", ("cap",)))), f"{SAYS} × 25 %"),
        (Product((SALARY, given("3/4"))), f"{SAYS} × 75 %"),
        (Product((SALARY, given("1"))), f"{SAYS} × 100 %"),
        (Product((given("1/4"), SALARY)), f"25 % × {SAYS}"),
    ],
)
def test_a_part_that_nobody_wrote_is_a_division(formula: Formula, text: str) -> None:
    assert said(formula) == text


@pytest.mark.parametrize(
    ("formula", "unit", "text"),
    [
        (Quotient(given("1/2"), NRR), Unit.RATE, "50 % ÷ 80 %"),
        (Quotient(NRR, given("1/2")), Unit.RATE, "80 % ÷ 50 %"),
        (Quotient(given("5"), given("2")), Unit.NUMBER, "5 ÷ 2"),
        (Quotient(SALARY, NPS), Unit.MONEY, f"{SAYS} ÷ -20"),
        (Least((given("5"), given("2"))), Unit.NUMBER, "the lowest of (5; 2)"),
        (Sum((given("5"), NRR)), Unit.NUMBER, "5 + 80 %"),
    ],
)
def test_a_written_value_is_of_the_unit_beside_it(formula: Formula, unit: Unit, text: str) -> None:
    assert said(formula, unit) == text


def test_what_a_column_says_of_itself_stands_behind_it() -> None:
    assert said(Fact("nrr.actual")) == "80 %"
    assert said(Fact("nrr.target")) == "no value"
    assert said(Fact("csat.baseline")) == "no value"
    assert plain(expression(FRENCH, SALARY, Unit.MONEY)) == "1 000,00 € (salaire)"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_figure_of_the_calendar_says_what_it_was_counted_from(language: str) -> None:
    plan = PLAN + "proration: {amount: calendar-days}\n"
    ran = Ran(
        plan,
        "participant,nrr,csat,nps,salary\nana,80 %,,-20,1000\n",
        "participant,entry\nana,2026-08-16\n",
        "2026-Q3",
    )
    voice = ran.view("fr" if language == "fr" else "en").voice(0)
    text = plain(expression(voice, Fact("@presence"), Unit.RATE))
    assert (
        text
        == {
            "en": "50 % (presence: 46 active days of 92)",
            "fr": "50 % (présence : 46 jours actifs sur 92)",
        }[language]
    )


def test_an_opposite_is_a_product_that_starts_with_minus_one() -> None:
    assert negated(minus(NRR)) == NRR
    assert negated(Product((OPPOSITE, NRR, TARGET))) == Product((NRR, TARGET))
    assert negated(Product((NRR, OPPOSITE))) is None
    assert negated(Product((NRR, OPPOSITE, TARGET))) is None
    assert negated(NRR) is None


# ------------------------------------------------------------------------------------ conditions


def why(formula: Formula, *, held: bool, voice: Voice = ENGLISH) -> str:
    return plain(condition(voice, formula, held=held))


@pytest.mark.parametrize(
    ("word", "bound", "sign"),
    [
        ("from", "80", "≥"),
        ("from", "81", "<"),
        ("above", "79", ">"),
        ("above", "80", "≤"),
        ("up_to", "80", "≤"),
        ("up_to", "79", ">"),
        ("below", "81", "<"),
        ("below", "80", "≥"),
    ],
)
def test_a_test_is_told_with_the_sign_that_is_true(word: BoundWord, bound: str, sign: str) -> None:
    test = Holds(NRR, word, Given(F(bound) / 100))
    assert why(test, held=True) == why(test, held=False) == f"nrr 80 % {sign} {bound} %"


def test_a_value_close_to_its_bound_is_not_told_as_the_bound() -> None:
    assert why(Holds(NRR, "from", given("0.80001")), held=False) == "nrr 80 % < 80.00 %"
    assert why(Holds(given("0.80001"), "from", NRR), held=True) == " 80.001 % ≥ 80 %"


YES, NO, ALSO = (
    Holds(NRR, "from", given("0.8")),
    Holds(NRR, "from", given("0.9")),
    Holds(TARGET, "from", given("0.9")),
)
LOW = Holds(TARGET, "below", given("0.9"))


@pytest.mark.parametrize(
    ("formula", "held", "text"),
    [
        (Product((YES, ALSO)), True, "nrr 80 % ≥ 80 % and nrr (target) 90 % ≥ 90 %"),
        (Product((NO, ALSO)), False, "nrr 80 % < 90 %"),
        (Product((NO, LOW)), False, "nrr 80 % < 90 % and nrr (target) 90 % ≥ 90 %"),
        (Product((YES, YES)), True, "nrr 80 % ≥ 80 %"),
        (Greatest((YES, ALSO)), True, "nrr 80 % ≥ 80 % or nrr (target) 90 % ≥ 90 %"),
        (Greatest((YES, LOW)), True, "nrr 80 % ≥ 80 %"),
        (Greatest((NO, LOW)), False, "nrr 80 % < 90 % and nrr (target) 90 % ≥ 90 %"),
        (Product((Greatest((NO, LOW)), YES)), False, "nrr 80 % < 90 % and nrr (target) 90 % ≥ 90 %"),
        (Holds(CSAT, "from", NRR), False, "csat has no value"),
        (Holds(NRR, "from", CSAT), False, "csat has no value"),
        (Holds(CSAT, "from", CSAT), False, "csat has no value"),
        (Known(NRR), True, "nrr has a value"),
        (Known(CSAT), False, "csat has no value"),
        (Known(OfParts("nrr.payout", "sum")), True, "nrr (payout) has a value"),
        (Known(Sum((given("1"), SALARY))), True, "salary has a value"),
        (Known(given("1")), True, " has a value"),
        (Choose(Known(CSAT), NO, given("1")), True, "csat has no value"),
        (Choose(Known(CSAT), NO, given("0")), False, "csat has no value"),
        (Choose(YES, given("1"), given("0")), True, "always"),
        (given("1"), True, "always"),
        (given("0"), False, "nothing asks for it"),
        (Fact("@present"), True, "present: yes"),
        (Fact("@present"), False, "present: no"),
    ],
)  # fmt: skip
def test_why_something_held_or_did_not(formula: Formula, held: bool, text: str) -> None:
    assert why(formula, held=held) == text


def test_the_same_in_french() -> None:
    assert why(Greatest((YES, ALSO)), held=True, voice=FRENCH) == "nrr 80 % ≥ 80 % ou nrr (cible) 90 % ≥ 90 %"
    assert why(Product((NO, LOW)), held=False, voice=FRENCH) == "nrr 80 % < 90 % et nrr (cible) 90 % ≥ 90 %"
    assert why(Known(CSAT), held=False, voice=FRENCH) == "csat n’a pas de valeur"
    assert why(given("1"), held=True, voice=FRENCH) == "toujours"
    assert plain(expression(FRENCH, Least((NRR, TARGET)), Unit.RATE)) == "le plus bas de (80 % ; 90 %)"


@pytest.mark.parametrize(("instead", "held"), [(0, False), (1, True)])
def test_of_several_tests_one_without_a_value_is_told_by_what_it_lacks(instead: int, held: bool) -> None:
    """Of `any` one test reads a missing measure and falls back: what it lacks is told."""
    csat = Choose(
        Known(Ref("csat.actual")), Holds(Ref("csat.actual"), "from", Given(F(9, 10))), Given(F(instead))
    )
    either = Greatest((csat, Holds(Ref("nrr.actual"), "from", Given(F(9, 10)))))
    lacks = "csat has no value" if held else "csat has no value and nrr 80 % < 90 %"
    for formula in (either, Choose(Given(F(1)), either, Given(F(0)))):
        assert plain(condition(ENGLISH, formula, held=held)) == lacks
