"""Numbers as a reader needs them to do a sum again: whole, or their beginning with a mark."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from csvariable.kernel.unit import Unit
from csvariable.speech.figures import ends, exact_money, exact_number, exact_rate, exact_value, points
from csvariable.speech.language import Language
from csvariable.speech.numbers import MINUS

THIRD = F(1, 3)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace(MINUS, "-")


def test_a_number_ends_at_twelve_decimals_at_most() -> None:
    assert ends(F(1, 10**12))
    assert not ends(F(1, 10**13))
    assert (ends(F("0.25"), 2), ends(F("0.125"), 2), ends(F(7), 0)) == (True, False, True)


@pytest.mark.parametrize(
    ("value", "en", "fr"),
    [
        (F(0), "0", "0"),
        (F("0.000000000001"), "0.000000000001", "0,000000000001"),
        (F("1234.5"), "1,234.5", "1 234,5"),
        (F("-0.125"), "-0.125", "-0,125"),
        (THIRD, "0.333333333…", "0,333333333…"),
        (F(-2, 3), "-0.666666666…", "-0,666666666…"),
        (1234 + THIRD, "1,234.333333333…", "1 234,333333333…"),
        (1 + THIRD / 10**10, "1.000000000…", "1,000000000…"),
        (F(2) - THIRD / 10**10, "1.999999999…", "1,999999999…"),
        (F(1, 10**13), "0.000000000…", "0,000000000…"),
        (-THIRD / 10**10, "-0.000000000…", "-0,000000000…"),
    ],
)
def test_a_number_is_whole_or_its_first_nine_decimals(value: F, en: str, fr: str) -> None:
    assert plain(exact_number(value, language="en")) == en
    assert plain(exact_number(value, language="fr")) == fr


@pytest.mark.parametrize(
    ("value", "bounds", "text"),
    [
        (1 + THIRD / 10**9, ["1"], "1.0000000003…"),
        (1 + THIRD / 10**11, ["1"], "1.000000000003…"),
        (1 + THIRD / 10**11, ["2"], "1.000000000…"),
        (1 + F(4, 3) / 10**10, ["1", "1.0000000001"], "1.00000000013…"),
        (-1 - THIRD / 10**9, ["-1"], "-1.0000000003…"),
        (THIRD, ["1", "0.3"], "0.333333333…"),
    ],
)
def test_a_number_that_is_cut_never_reads_as_a_bound(value: F, bounds: list[str], text: str) -> None:
    assert plain(exact_number(value, language="en", against=map(F, bounds))) == text
    assert (
        plain(exact_rate(value / 100, language="en", against=[F(one) / 100 for one in bounds])) == f"{text} %"
    )


@pytest.mark.parametrize(
    ("value", "unit", "en", "fr"),
    [
        ("1/8", Unit.RATE, "12.5 %", "12,5 %"),
        ("8/7", Unit.PERCENT, "114.285714285… %", "114,285714285… %"),
        ("1234.5", Unit.MONEY, "€1,234.50", "1 234,50 €"),
        ("10/3", Unit.HOURS, "3 h 20 min", "3 h 20 min"),
        ("0.0125", Unit.HOURS, "0.75 min", "0,75 min"),
        ("0.00125", Unit.HOURS, "0.00125 h", "0,00125 h"),
        ("1/7", Unit.HOURS, "0.142857142… h", "0,142857142… h"),
        ("90", Unit.MINUTES, "1 h 30 min", "1 h 30 min"),
        ("0.25", Unit.MINUTES, "0.25 min", "0,25 min"),
        ("0.125", Unit.MINUTES, "0.125 min", "0,125 min"),
        ("1/7", Unit.MINUTES, "0.142857142… min", "0,142857142… min"),
        ("2.5", Unit.DAYS, "2.5 d", "2,5 j"),
        ("2.125", Unit.DAYS, "2.125 d", "2,125 j"),
        ("1/3", Unit.DAYS, "0.333333333… d", "0,333333333… j"),
        ("1/8", Unit.NUMBER, "0.125", "0,125"),
        ("1/3", Unit.POINTS, "0.333333333…", "0,333333333…"),
        ("4.5", Unit.SCORE, "4.5", "4,5"),
    ],
)
def test_a_value_of_each_unit(value: str, unit: Unit, en: str, fr: str) -> None:
    assert plain(exact_value(F(value), unit, currency="EUR", language="en")) == en
    assert plain(exact_value(F(value), unit, currency="EUR", language="fr")) == fr


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        (Unit.RATE, "1.0000000003… %"),
        (Unit.HOURS, "0.010000000003… h"),
        (Unit.MINUTES, "0.010000000003… min"),
        (Unit.DAYS, "0.010000000003… d"),
        (Unit.NUMBER, "0.010000000003…"),
    ],
)
def test_a_value_never_reads_as_its_bound(unit: Unit, text: str) -> None:
    close = (1 + THIRD / 10**9) / 100
    found = exact_value(close, unit, currency="EUR", language="en", against=[F(1, 100)])
    assert plain(found) == text


@pytest.mark.parametrize(
    ("value", "currency", "en", "fr"),
    [
        ("0.000001", "EUR", "€0.000001", "0,000001 €"),
        ("0.0000001", "EUR", "€0.0000001", "0,0000001 €"),
        ("-0.0000001", "EUR", "-€0.0000001", "-0,0000001 €"),
        ("-10/3", "EUR", "-€3.333333333…", "-3,333333333… €"),
        ("10/3", "JPY", "¥3.333333333…", "3,333333333… JPY"),
        ("10/3", "KWD", "KWD 3.333333333…", "3,333333333… KWD"),
        ("4000/3", "USD", "$1,333.333333333…", "1 333,333333333… $US"),
        ("2.5", "JPY", "¥2.5", "2,5 JPY"),
    ],
)
def test_money_keeps_its_symbol_where_it_stands(value: str, currency: str, en: str, fr: str) -> None:
    assert plain(exact_money(F(value), currency, language="en")) == en
    assert plain(exact_money(F(value), currency, language="fr")) == fr


@pytest.mark.parametrize(
    ("value", "en", "fr"),
    [
        ("0", "0 points", "0 point"),
        ("0.01", "1 point", "1 point"),
        ("-0.01", "-1 point", "-1 point"),
        ("0.015", "1.5 points", "1,5 point"),
        ("0.0199", "1.99 points", "1,99 point"),
        ("0.02", "2 points", "2 points"),
        ("-0.02", "-2 points", "-2 points"),
    ],
)
def test_percentages_lie_points_apart(value: str, en: str, fr: str) -> None:
    def said(unit: Unit, language: Language) -> str:
        return plain(points(F(value), unit, currency="EUR", language=language))

    assert (said(Unit.PERCENT, "en"), said(Unit.RATE, "fr")) == (en, fr)


def test_other_measures_lie_a_value_apart() -> None:
    assert plain(points(F(5, 2), Unit.DAYS, currency="EUR", language="fr")) == "2,5 j"
    assert plain(points(F(50), Unit.MONEY, currency="EUR", language="en")) == "€50.00"
