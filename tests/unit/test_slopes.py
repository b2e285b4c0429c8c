"""The sentence of a curve: each place on it, in each unit, as a sum that a reader can do again."""

from __future__ import annotations

import re
from fractions import Fraction as F

import pytest
from readers import HEAD, Ran

from csvariable.kernel.formula import Curve, Formula, Given, Ref
from csvariable.kernel.segment import Segment
from csvariable.kernel.unit import Unit
from csvariable.speech.language import Language
from csvariable.speech.slopes import curve_sentence

PLAN = HEAD + (
    "target_incentive: 1000\nkpis:\n  nrr: {weight: 100 %, unit: percent,"
    " curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}\n"
    "  frt: {unit: hours}\n  wait: {unit: minutes}\n  delay: {unit: days}\n"
    "  sales: {unit: money}\n  calls: {unit: number}\n  csat: {unit: percent, missing: hold}\n"
)
RAN = Ran(PLAN, "participant,nrr,frt,wait,delay,sales,calls,csat\nana,80 %,5,45,3,150,7,\n")
RATE, MONEY = Unit.RATE, Unit.MONEY


def said(curve: Curve, unit: Unit = RATE, language: Language = "en") -> str:
    text = curve_sentence(RAN.view(language).voice(0), curve, unit)
    return re.sub("[\u00a0\u202f]", " ", text).replace("\u2212", "-")


def part(start: str, base: str, slope: str = "0", *, owns: bool = True, on_all: bool = False) -> Segment:
    return Segment(F(start), owns, F(base), F(slope), (), on_all)


def of(kpi: str, *parts: Segment, falling: bool = False, before: str = "0", cap: str | None = None) -> Curve:
    limit = None if cap is None else F(cap)
    return Curve(Ref(f"{kpi}.actual"), parts, falling, F(before), limit)


@pytest.mark.parametrize(
    ("curve", "text"),
    [
        (of("csat", part("0", "1")), "no value"),
        (of("nrr", part("0.9", "0.5")), "80 % does not reach 90 %: pays 0 %"),
        (of("nrr", part("0.8", "0.5", "0", owns=False)), "80 % does not pass 80 %: pays 0 %"),
        (of("nrr", part("0.9", "0")), "80 % does not reach 90 %: pays 0 %"),
        (
            of("nrr", part("0.9", "0.5"), before="0.5"),
            "80 % does not reach 90 %: keeps the first factor, 50 %",
        ),
        (of("nrr", part("0.9", "0.5"), before="0.4"), "80 % does not reach 90 %: pays 40 %"),
        (of("nrr", part("0.8", "0.5")), "80 % reaches 80 %: pays 50 %"),
        (of("nrr", part("0.7", "0.5", "0", owns=False)), "80 % passes 70 %: pays 50 %"),
        (
            of("nrr", part("0.7", "0.5"), part("0.9", "1")),
            "80 % lies between 70 % (pays 50 %) and 90 % (pays 100 %): pays 50 %",
        ),
        (
            of("nrr", part("0.7", "0.5"), part("0.8", "1", owns=False)),
            "80 % does not pass 80 %: pays 50 %",
        ),
        (
            of("nrr", part("0.9", "0.5"), part("0.8", "1", owns=False), falling=True),
            "80 % is not below 80 %: pays 50 %",
        ),
        (
            of("frt", part("4", "0.5"), part("6", "1")),
            "5 h lies between 4 h (pays 50 %) and 6 h (pays 100 %): pays 50 %",
        ),
        (of("nrr", part("0.8", "0.5", "2"), part("0.9", "1")), "80 % reaches 80 %: pays 50 %"),
        (
            of("nrr", part("0.7", "0.5", "2"), part("0.9", "1.5")),
            "80 % lies between 70 % (pays 50 %) and 90 % (pays 90 %): 50 % + 10 points × 2 = 70 %",
        ),
        (of("nrr", part("0.7", "0.5", "2")), "80 % lies past 70 % (pays 50 %): 50 % + 10 points × 2 = 70 %"),
        (of("nrr", part("0.7", "0.5", "-2")), "80 % lies past 70 % (pays 50 %): 50 % - 10 points × 2 = 30 %"),
        (
            of("nrr", part("0.7", "0.5", "1/3")),
            "80 % lies past 70 % (pays 50 %): 50 % + 10 points × 1 ÷ 3 = 53.333333333… %",
        ),
        (
            of("nrr", part("1", "0.5", "-2"), falling=True),
            "80 % lies past 100 % (pays 50 %): 50 % + 20 points × 2 = 90 %",
        ),
        (
            of("nrr", part("1", "0.5", "2"), part("0.6", "0"), falling=True),
            "80 % lies between 100 % (pays 50 %) and 60 % (pays -30 %): 50 % - 20 points × 2 = 10 %",
        ),
    ],
)
def test_where_a_value_stands_and_what_it_is_paid(curve: Curve, text: str) -> None:
    assert said(curve) == text


@pytest.mark.parametrize(
    ("base", "cap", "more"),
    [
        ("1.2", "1.1", "; capped at 110 %"),
        ("1.2", "1.2", ""),
        ("1.2", None, ""),
        ("0", "1", ""),
        ("-0.1", "1", "; never below 0"),
    ],
)
def test_a_height_beyond_its_limits_says_so(base: str, cap: str | None, more: str) -> None:
    height = f"{float(F(base) * 100):g} %"
    assert said(of("nrr", part("0.8", base), cap=cap)) == f"80 % reaches 80 %: pays {height}{more}"


@pytest.mark.parametrize(
    ("kpi", "unit", "sum_"),
    [
        ("frt", RATE, "50 % + 3 h × 2 % = 56 %"),
        ("wait", RATE, "50 % + 43 min × 2 % = 136 %"),
        ("delay", RATE, "50 % + 1 d × 2 % = 52 %"),
        ("calls", RATE, "50 % + 5 × 2 % = 60 %"),
        ("sales", RATE, "50 % + €148.00 × 2 % = 346 %"),
        ("sales", MONEY, "€0.50 + €148.00 × 2 % = €3.46"),
        ("calls", MONEY, "€0.50 + 5 × €0.02 = €0.60"),
        ("frt", MONEY, "€0.50 + 3 h × €0.02 = €0.56"),
        ("calls", Unit.NUMBER, "0.5 + 5 × 0.02 = 0.6"),
    ],
)
def test_a_rise_is_told_in_the_unit_of_its_measure(kpi: str, unit: Unit, sum_: str) -> None:
    assert said(of(kpi, part("2", "0.5", "0.02")), unit).partition("): ")[2] == sum_


def test_a_rise_in_money_over_a_rate_is_told_by_the_point() -> None:
    assert said(of("nrr", part("0.7", "5", "300")), MONEY) == (
        "80 % lies past 70 % (pays €5.00): €5.00 + 10 points × €3.00 = €35.00"
    )
    assert said(of("nrr", part("0.7", "5", "-100/3")), MONEY).endswith(
        "€5.00 - 10 points × €0.333333333… = €1.666666666…"
    )


@pytest.mark.parametrize(
    ("kpi", "unit", "text"),
    [
        ("nrr", RATE, "80 % lies in the band from 50 %: 80 % × 5 % = 4 %"),
        ("sales", MONEY, "€150.00 lies in the band from €0.50: €150.00 × 5 % = €7.50"),
        ("sales", RATE, "€150.00 lies in the band from €0.50: €150.00 × 5 % = 750 %"),
        ("calls", MONEY, "7 lies in the band from 0.5: 7 × €0.05 = €0.35"),
        ("nrr", MONEY, "80 % lies in the band from 50 %: 80 % × €0.05 = €0.04"),
        ("calls", Unit.NUMBER, "7 lies in the band from 0.5: 7 × 5 % = 0.35"),
    ],
)
def test_a_whole_band_is_the_measure_times_its_rate(kpi: str, unit: Unit, text: str) -> None:
    assert said(of(kpi, part("0.5", "0.025", "0.05", on_all=True)), unit) == text


def test_in_french() -> None:
    assert said(of("delay", part("2", "0.5", "0.02")), RATE, "fr") == (
        "3 j est au-delà de 2 j (verse 50 %) : 50 % + 1 j × 2 % = 52 %"
    )
    assert said(of("nrr", part("0.785", "0.5", "2")), RATE, "fr") == (
        "80 % est au-delà de 78,5 % (verse 50 %) : 50 % + 1,5 point × 2 = 53 %"
    )
    assert said(of("nrr", part("0.9", "0.5"), before="0.5"), RATE, "fr") == (
        "80 % n’atteint pas 90 % : garde le premier facteur, 50 %"
    )
    assert (
        said(of("nrr", part("0.8", "-0.1")), RATE, "fr") == "80 % atteint 80 % : verse -10 % ; jamais sous 0"
    )


def test_a_value_that_is_cut_never_reads_as_a_bound_of_its_curve() -> None:
    near: Formula = Given(F(9, 10) + F(1, 3 * 10**12))
    curve = Curve(near, (part("0.9", "0.5"), part("1", "1")))
    assert said(curve).startswith("90.00000000003… % lies between 90 %")
