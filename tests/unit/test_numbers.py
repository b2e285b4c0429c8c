"""Numbers for people: faithful to the branch taken, and spelt as Babel spells them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction as F

import pytest
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal
from hypothesis import given, strategies as st

from csvariable.kernel.unit import ALL_UNITS, Unit
from csvariable.speech.catalogue import language_of
from csvariable.speech.language import Language
from csvariable.speech.numbers import (
    MINUS,
    NO_BREAK,
    date_text,
    days_text,
    duration_text,
    effect_text,
    money_text,
    number_text,
    rate_text,
    value_text,
)

LANGUAGES = st.sampled_from(["en", "fr"])
CURRENCIES = st.sampled_from(["EUR", "USD", "GBP", "JPY", "CHF", "CAD", "AUD", "INR", "KWD", "SEK"])
CENTS = st.integers(-(10**12), 10**12)


def plain(text: str) -> str:
    return text.replace(NO_BREAK, " ").replace("\u202f", " ")


def parsed(text: str, language: Language) -> F:
    digits = "".join(c for c in text.replace(MINUS, "-") if c in "-0123456789.,")
    return F(digits.replace(",", "") if language == "en" else digits.replace(",", "."))


@pytest.mark.parametrize(
    ("value", "en", "fr"),
    [
        (F(9, 8), "112.5 %", "112,5 %"),
        (F(85, 100), "85 %", "85 %"),
        (F(8, 7), "114.29 %", "114,29 %"),
        (F(89996, 100000), "90.00 %", "90,00 %"),
        (F(-1, 8), "−12.5 %", "−12,5 %"),
        (F(0), "0 %", "0 %"),
        (F(1250), "125,000 %", "125 000 %"),
    ],
)
def test_rates(value: F, en: str, fr: str) -> None:
    assert plain(rate_text(value)) == en
    assert plain(rate_text(value, language="fr")) == fr


@pytest.mark.parametrize(
    ("value", "bound", "text"),
    [
        ("0.89996", "0.9", "89.996 %"),
        ("0.90004", "0.9", "90.004 %"),
        ("0.9", "0.9", "90 %"),
        ("0.8999999999", "0.9", "89.99999999 %"),
        ("0.89996", "0.95", "90.00 %"),
        ("-0.89996", "-0.9", "−89.996 %"),
        ("0.899951", "0.89995", "90.00 %"),
        ("0.89996", "0.89995", "90.00 %"),
        ("0.899949", "0.89995", "89.99 %"),
        ("1/3", "1/3", "33.33 %"),
    ],
)
def test_a_rate_never_lands_on_or_crosses_its_bound(value: str, bound: str, text: str) -> None:
    assert plain(rate_text(F(value), against=[F(bound)])) == text


@given(
    st.fractions(-2, 2, max_denominator=10**7),
    st.lists(st.fractions(-2, 2, max_denominator=10**4), max_size=4),
    LANGUAGES,
)
def test_a_printed_rate_tells_the_same_branch(value: F, bounds: list[F], language: Language) -> None:
    shown = parsed(rate_text(value, language=language, against=bounds), language) / 100
    for bound in bounds:
        if bound != value:
            assert (shown < bound) == (value < bound)
            assert shown != bound


@given(CENTS, CURRENCIES, LANGUAGES)
def test_money_is_spelt_as_babel_spells_it(units: int, currency: str, language: Language) -> None:
    value = F(units, {"JPY": 1, "KWD": 1000}.get(currency, 100))
    places = {"JPY": 0, "KWD": 3}.get(currency, 2)
    expected = format_currency(decimal(value, places), currency, locale=language)
    if language == "en":
        expected = expected.replace(
            currency, currency + NO_BREAK
        )  # Babel joins codes and digits, CLDR does not
    assert money_text(value, currency, language=language).replace(MINUS, "-") == expected


@given(st.integers(-(10**9), 10**9), LANGUAGES)
def test_numbers_are_spelt_as_babel_spells_them(hundredths: int, language: Language) -> None:
    value = F(hundredths, 100)
    expected = format_decimal(decimal(value, 2), locale=language)
    assert number_text(value, language=language).replace(MINUS, "-") == expected


@given(st.dates(date(1970, 1, 1), date(2100, 1, 1)))
def test_dates_are_spelt_as_babel_spells_them(day: date) -> None:
    assert plain(date_text(day)) == format_date(day, "long", locale="en_GB")
    french = format_date(day, "long", locale="fr")
    expected = french.replace("1 ", "1er ", 1) if day.day == 1 else french
    assert plain(date_text(day, language="fr")) == expected


def decimal(value: F, places: int) -> Decimal:
    return Decimal(value.numerator * 10**places // value.denominator).scaleb(-places)


def test_money_for_readers() -> None:
    assert money_text(F(12345, 10), "EUR") == "€1,234.50"
    assert money_text(F(12345, 10), "EUR", language="fr") == "1\u202f234,50\u00a0€"
    assert effect_text(F(450), "EUR") == "+€450.00"
    assert effect_text(F(-75), "EUR") == "−€75.00"
    assert effect_text(F(-75), "EUR", language="fr") == "−75,00\u00a0€"
    assert effect_text(F(0), "EUR") == "€0.00"
    assert money_text(F("0.00125"), "EUR") == "€0.00125"
    assert money_text(F(1, 3), "EUR") == "€0.33"
    assert money_text(F(-1, 1000), "EUR") == "−€0.001"
    assert money_text(F(-1, 3000), "EUR") == "€0.00"
    assert money_text(F("99.9999999"), "EUR", against=[F(100)]) == "€99.9999999"


@pytest.mark.parametrize(
    ("value", "number", "rate", "days"),
    [
        ("1/3", "0.33", "33.33 %", "0.33 d"),
        ("2/3", "0.67", "66.67 %", "0.67 d"),
        ("-2/3", "−0.67", "−66.67 %", "−0.67 d"),
        ("2.5", "2.5", "250 %", "2.5 d"),
        ("1234567", "1,234,567", "123,456,700 %", "1,234,567 d"),
        ("-1/1000", "0.00", "−0.1 %", "0.00 d"),
        ("100", "100", "10,000 %", "100 d"),
    ],
)
def test_two_decimals_are_shown_and_zeros_only_where_something_was_left_out(
    value: str, number: str, rate: str, days: str
) -> None:
    assert plain(number_text(F(value))) == number
    assert plain(rate_text(F(value))) == rate
    assert plain(days_text(F(value))) == days


def test_other_decimals_are_shown_where_they_are_asked_for() -> None:
    assert number_text(F(2, 3), places=4) == "0.6667"
    assert number_text(F("0.89996"), against=[F("0.9")]) == "0.89996"
    assert number_text(F("-0.89996"), against=[F("-0.9")]) == MINUS + "0.89996"
    assert number_text(F("0.89996"), against=[F("-0.9")]) == "0.90"
    assert plain(rate_text(F(2, 3), places=1)) == "66.7 %"
    assert plain(rate_text(F(2, 3), places=0)) == "67 %"
    assert plain(duration_text(F(2, 3))) == "0.67 min"
    assert plain(duration_text(F(2, 3), places=1, language="fr")) == "0,7 min"
    assert plain(days_text(F(5, 2), against=[F(5, 2), F(2)], language="fr")) == "2,5 j"


@pytest.mark.parametrize(
    ("value", "currency", "en", "fr"),
    [
        ("0.000001", "EUR", "€0.000001", "0,000001 €"),
        ("0.0000001", "EUR", "€0.00", "0,00 €"),
        ("12", "CHF", "CHF 12.00", "12,00 CHF"),
        ("12", "CAD", "CA$12.00", "12,00 $CA"),
        ("-12.5", "GBP", "−£12.50", "−12,50 £GB"),
        ("12.5", "JPY", "¥12.5", "12,5 JPY"),
        ("1.0005", "KWD", "KWD 1.0005", "1,0005 KWD"),
        ("1/3", "KWD", "KWD 0.333", "0,333 KWD"),
    ],
)
def test_money_of_each_currency(value: str, currency: str, en: str, fr: str) -> None:
    assert plain(money_text(F(value), currency)) == en
    assert plain(money_text(F(value), currency, language="fr")) == fr


@pytest.mark.parametrize(
    ("value", "text"),
    [("5", "+€5.00"), ("-5", "−€5.00"), ("0", "€0.00"), ("1/300", "+€0.00"), ("-1/300", "€0.00")],
)
def test_an_effect_has_its_sign(value: str, text: str) -> None:
    assert effect_text(F(value), "EUR") == text
    assert money_text(F(value), "EUR") == text.removeprefix("+")


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (F(200), "3 h 20 min"),
        (F(45), "45 min"),
        (F(240), "4 h"),
        (F(0), "0 min"),
        (F(61, 2), "30.5 min"),
        (F(-90), "−1 h 30 min"),
        (F(60 * 1500), "1,500 h"),
        (F("119.999"), "2 h 0.00 min"),
    ],
)
def test_durations(minutes: F, text: str) -> None:
    assert plain(duration_text(minutes)) == text


def test_a_duration_never_lands_on_its_bound() -> None:
    assert plain(duration_text(F("119.999"), against=[F(120)])) == "1 h 59.999 min"


def test_a_value_of_each_unit() -> None:
    texts = {
        unit: plain(value_text(F(3, 2), unit, currency="EUR", language="fr", against=[F(1)]))
        for unit in ALL_UNITS
    }
    assert texts == {
        Unit.PERCENT: "150 %",
        Unit.RATE: "150 %",
        Unit.POINTS: "1,5",
        Unit.NUMBER: "1,5",
        Unit.SCORE: "1,5",
        Unit.MONEY: "1,50 €",
        Unit.HOURS: "1 h 30 min",
        Unit.MINUTES: "1,5 min",
        Unit.DAYS: "1,5 j",
        Unit.FLAG: "oui",
        Unit.YES_NO: "1,5",
        Unit.LEVEL: "1,5",
    }
    assert days_text(F(2)) == "2\u00a0d"
    assert [value_text(F(at), Unit.FLAG, currency="EUR") for at in (0, 1)] == ["no", "yes"]
    assert plain(value_text(F("1.99999"), Unit.HOURS, currency="EUR", against=[F(2)])) == "1 h 59.999 min"
    assert (
        plain(value_text(F("119.9999"), Unit.MINUTES, currency="EUR", against=[F(120)])) == "1 h 59.9999 min"
    )


def test_a_date_in_words() -> None:
    assert plain(date_text(date(2026, 7, 1))) == "1 July 2026"
    assert plain(date_text(date(2026, 12, 31), language="fr")) == "31 décembre 2026"
    assert plain(date_text(date(2026, 1, 2), language="fr")) == "2 janvier 2026"
    assert plain(date_text(date(2026, 1, 1), language="fr")) == "1er janvier 2026"
    assert plain(date_text(date(2026, 1, 11), language="fr")) == "11 janvier 2026"


@pytest.mark.parametrize(
    ("given", "environ", "expected"),
    [
        (None, {}, "en"),
        ("fr", {"LANG": "en_US.UTF-8"}, "fr"),
        (None, {"LANG": "fr_FR.UTF-8"}, "fr"),
        (None, {"LC_ALL": "C.UTF-8", "LANG": "fr_FR.UTF-8"}, "en"),
        (None, {"LC_ALL": "", "LC_MESSAGES": "fr_CA"}, "fr"),
        (None, {"CSVARIABLE_LANG": "FR", "LC_ALL": "C"}, "fr"),
    ],
)
def test_the_language_of_a_run(given: Language | None, environ: dict[str, str], expected: Language) -> None:
    assert language_of(given, environ) == expected
