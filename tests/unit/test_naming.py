"""The names and units of what a formula reads."""
# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F

import pytest
from readers import HEAD, Ran

from csvariable.kernel.formula import (
    Choose,
    Fact,
    Formula,
    Given,
    Grid,
    Holds,
    Known,
    Least,
    OfParts,
    Over,
    Part,
    Product,
    Quotient,
    Ref,
    Rounded,
    Split,
    Sum,
)
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Step
from csvariable.kernel.unit import Unit
from csvariable.speech.naming import Voice

LINE = "linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]"
PLAN = HEAD + (
    "target_incentive: 1000\nproration: {amount: calendar-days}\ncolumns: {seniority: {unit: number}}\nkpis:\n"
    f"  nrr: {{name: {{en: Retention, fr: Rétention}}, weight: 100 %, unit: percent, target: 90 %, curve: {{{LINE}}}}}\n"
    "  calls: {unit: number}\n  sales: {unit: money}\n  frt: {unit: hours}\n"
    "gates: {g: {when: {nrr: {from: 10 %}}, otherwise: {of: plan, times: 50 %}}}\n"
    "modifiers: {m: {by: nrr, of: plan, curve: {lookup: [{from: 0 %, pays: 90 %}]}}}\n"
    "pool: {pot: {amount: 300, by: calls, scope: company}}\n"
    "bonuses:\n  club: {name: {en: The club, fr: Le club}, when: {nrr: {from: 50 %}}, pays: 60}\n"
    "  shirt: {when: {nrr: {from: 50 %}}, gives: {item: T-shirt, value: 25}}\n"
)
RAN = Ran(
    PLAN,
    "participant,nrr,calls,sales,frt,seniority\nana,80 %,7,150,5,3\nben,70 %,2,100,4,1\n",
    "participant,entry\nana,2026-08-16\nben,\n",
    "2026-Q3",
)
ENGLISH, FRENCH = (RAN.view(language).voice(0) for language in ("en", "fr"))
NRR, CALLS, SALES = Ref("nrr.actual"), Ref("calls.actual"), Ref("sales.actual")
PRICE, TWO = Given(F(5)), Given(F(2))


@pytest.mark.parametrize(
    ("step", "en", "fr"),
    [
        ("nrr.actual", "Retention", "Rétention"),
        ("nrr.attainment", "Retention (attainment)", "Rétention (atteinte)"),
        ("nrr.payout_rate", "Retention (payout rate)", "Rétention (taux de versement)"),
        ("calls.actual", "calls", "calls"),
        ("gates.g", "gate g", "condition g"),
        ("modifiers.m", "modifier m", "modulateur m"),
        ("pool.pot", "pool pot", "enveloppe pot"),
        ("pool.pot.amount", "amount to share pot", "montant à partager pot"),
        ("pool.pot.key", "key pot", "clé pot"),
        ("bonuses.club", "bonus The club", "bonus Le club"),
        ("bonuses.shirt", "bonus shirt", "bonus shirt"),
        ("bonuses.shirt.given", "given shirt", "attribué shirt"),
        ("earned", "earned", "acquis"),
        ("gated", "gates", "conditions"),
        ("reached", "what the results came to", "ce que donnent les résultats"),
        ("total", "total", "total"),
        ("target_incentive", "target incentive", "prime cible"),
        ("nobody.knows", "nobody.knows", "nobody.knows"),
    ],
)
def test_a_step_is_called_as_people_call_it(step: str, en: str, fr: str) -> None:
    assert (ENGLISH.name(step), FRENCH.name(step)) == (en, fr)


def test_the_kpi_that_is_spoken_of_is_not_named_again() -> None:
    about = replace(ENGLISH, about="nrr")
    assert [about.name(one) for one in ("nrr.actual", "nrr.target", "calls.actual", "total")] == [
        "actual",
        "target",
        "calls",
        "total",
    ]


def test_a_bonus_that_the_plan_does_not_have_is_called_by_its_id() -> None:
    assert (
        ENGLISH.label(Step("bonuses.gone", Purpose.BONUS, Unit.MONEY, PRICE, (), of="gone")) == "bonus gone"
    )


@pytest.mark.parametrize(
    ("column", "en", "fr"),
    [
        ("@presence", "presence", "présence"),
        ("@presence.split", "share of the year", "part de l’année"),
        ("nrr.actual", "Retention", "Rétention"),
        ("nrr.actual@team", "Retention", "Rétention"),
        ("nrr.target", "Retention (target)", "Rétention (cible)"),
        ("nrr.target@team", "Retention (target)", "Rétention (cible)"),
        ("nrr.baseline", "Retention (baseline)", "Rétention (base)"),
        ("salary", "salary", "salaire"),
        ("@ramp.nrr", "ramp", "montée en charge"),
        ("other.target", "target", "cible"),
        ("seniority", "seniority", "seniority"),
        ("nrr", "nrr", "nrr"),
    ],
)
def test_a_column_is_called_as_people_call_it(column: str, en: str, fr: str) -> None:
    assert (ENGLISH.column(column), FRENCH.column(column)) == (en, fr)


def test_a_figure_of_the_calendar_tells_how_it_was_counted() -> None:
    assert ENGLISH.counted("@presence") == "46 active days of 92"
    assert FRENCH.counted("@presence") == "46 jours actifs sur 92"
    assert ENGLISH.counted("salary") == ""
    assert RAN.view("en").voice(1).counted("@presence") == "92 active days of 92"


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        (NRR, Unit.PERCENT),
        (Ref("nrr.attainment"), Unit.RATE),
        (Ref("none"), None),
        (OfParts("total", "sum"), Unit.MONEY),
        (Over("sales.actual", "sum", "team"), Unit.MONEY),
        (Quotient(NRR, Ref("nrr.target")), Unit.RATE),
        (Quotient(SALES, CALLS), Unit.MONEY),
        (Quotient(SALES, TWO), Unit.RATE),
        (Quotient(TWO, SALES), Unit.RATE),
        (Quotient(SALES, SALES), Unit.RATE),
        (Grid(SALES, SALES, (), (), (), (False, False), ()), Unit.RATE),
        (Holds(SALES, "from", TWO), Unit.FLAG),
        (Known(SALES), Unit.FLAG),
        (Part(Split(NRR, (NRR,), ("a",), F(1)), "a"), Unit.MONEY),
        (Product((NRR, SALES)), Unit.MONEY),
        (Product((Fact("@present"), NRR)), Unit.FLAG),
        (Product((NRR, Ref("nrr.attainment"))), Unit.PERCENT),
        (Product((NRR, CALLS, SALES)), Unit.NUMBER),
        (Product((TWO, SALES)), Unit.MONEY),
        (Product((TWO, PRICE)), None),
        (Rounded(SALES, F(1), "up"), Unit.MONEY),
        (Choose(Known(NRR), SALES, CALLS), Unit.MONEY),
        (Choose(Known(NRR), TWO, CALLS), Unit.NUMBER),
        (Sum((TWO, CALLS)), Unit.NUMBER),
        (Least((TWO, SALES, CALLS)), Unit.MONEY),
        (Sum((TWO, PRICE)), None),
        (PRICE, None),
    ],
)
def test_the_unit_of_a_formula(formula: Formula, unit: Unit | None) -> None:
    assert ENGLISH.unit(formula) is unit


@pytest.mark.parametrize(
    ("column", "unit"),
    [
        ("salary", Unit.MONEY),
        ("@salary.person", Unit.MONEY),
        ("@periods", Unit.NUMBER),
        ("@parts", Unit.FLAG),
        ("@full_period", Unit.FLAG),
        ("@team", Unit.FLAG),
        ("seniority", Unit.NUMBER),
        ("frt.actual", Unit.HOURS),
        ("frt.target@team", Unit.HOURS),
        ("sales.baseline", Unit.MONEY),
        ("frt.weight", Unit.RATE),
        ("other.target", Unit.RATE),
        ("@ramp.frt", Unit.HOURS),
        ("@ramp.other", Unit.RATE),
        ("frt", Unit.RATE),
        ("ramp", Unit.RATE),
        ("@presence", Unit.RATE),
    ],
)
def test_the_unit_of_a_column(column: str, unit: Unit) -> None:
    assert ENGLISH.unit(Fact(column)) is unit


@pytest.mark.parametrize(
    ("factors", "expected", "units"),
    [
        ((SALES, TWO), Unit.MONEY, [Unit.MONEY, Unit.RATE]),
        ((TWO, SALES), Unit.MONEY, [Unit.RATE, Unit.MONEY]),
        ((CALLS, PRICE), Unit.MONEY, [Unit.NUMBER, Unit.MONEY]),
        ((PRICE, CALLS, TWO), Unit.MONEY, [Unit.MONEY, Unit.NUMBER, Unit.RATE]),
        ((PRICE, TWO), Unit.MONEY, [Unit.MONEY, Unit.RATE]),
        ((NRR, TWO), Unit.RATE, [Unit.PERCENT, Unit.RATE]),
        ((CALLS, TWO), Unit.PERCENT, [Unit.NUMBER, Unit.RATE]),
        ((TWO, CALLS), Unit.NUMBER, [Unit.RATE, Unit.NUMBER]),
    ],
)
def test_one_factor_carries_the_unit_of_a_product(
    factors: tuple[Formula, ...], expected: Unit, units: list[Unit]
) -> None:
    assert ENGLISH.factor_units(factors, expected) == units


def test_values_are_said_whole_and_at_a_glance() -> None:
    def plain(voice: Voice, value: F | None, unit: Unit, *against: F) -> tuple[str, str]:
        short = "" if value is None else voice.short(value, unit, *against)
        return voice.said(value, unit, *against).replace("\u00a0", " "), short.replace("\u00a0", " ")

    assert plain(ENGLISH, F(1, 3), Unit.RATE) == ("33.333333333… %", "33.33 %")
    assert plain(FRENCH, F(1, 3), Unit.RATE) == ("33,333333333… %", "33,33 %")
    close = F(1, 2) + F(1, 3 * 10**12)
    assert plain(ENGLISH, close, Unit.RATE, F(1, 2)) == ("50.00000000003… %", "50.00000000003 %")
    assert (plain(ENGLISH, None, Unit.RATE), plain(FRENCH, None, Unit.RATE)) == (
        ("no value", ""),
        ("sans valeur", ""),
    )
    assert plain(ENGLISH, F(5), Unit.MONEY) == ("€5.00", "€5.00")
    assert ENGLISH.exact(Ref("calls.actual"), Unit.NUMBER) == "7"


def test_the_value_of_a_group_in_place_of_few_answers_names_the_group() -> None:
    plan = HEAD + (
        "target_incentive: 1000\nkpis:\n  x: {name: Joy, weight: 100 %, unit: percent, "
        f"sample: {{min: 30, below: team}}, curve: {{of: actual, {LINE}}}}}\n"
    )
    found = Ran(plan, "participant,team,x,x.n\nana,A,50 %,10\n,A,80 %,60\n", None, "2026-Q3")
    assert [found.view(language).voice(0).column("x.actual@team") for language in ("en", "fr")] == [
        "Joy (team)",
        "Joy (\u00e9quipe)",
    ]
