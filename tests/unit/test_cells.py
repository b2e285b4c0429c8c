"""Cells: what a text means, exactly, and what is refused with a sentence."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import pytest

from csvariable.tables.cells import (
    AMBIGUOUS,
    MISSING,
    CellError,
    ambiguous_grouping,
    decimal_mark,
    is_missing,
    read_duration,
    read_fte,
    read_money,
    read_number,
    read_rate,
)
from csvariable.tables.dates import read_date

F = Fraction


def refusal(value: object) -> str:
    """Return the words of a refusal: message and help."""
    assert isinstance(value, CellError), value
    return f"{value.message}: {value.help}"


# --------------------------------------------------------------------------------- missing


@pytest.mark.parametrize(
    "text", ["", "  ", "N/A", "n/a", "NA", "#N/A", "-", "\u2013", "\u2014", "null", "NULL", "\u00a0"]
)
def test_missing_is_not_zero(text: str) -> None:
    assert is_missing(text)
    readers = [
        read_number(text, None),
        read_rate(text, None, None),
        read_fte(text, None),
        read_money(text, None, "EUR", 2),
        read_duration(text, None, "hours"),
        read_date(text),
    ]
    assert all(value is MISSING for value in readers)


@pytest.mark.parametrize("text", ["none", "None", "NaN", "#DIV/0!", "#REF!"])
def test_c20_words_that_hide_a_question_are_refused(text: str) -> None:
    assert "empty the cell" in refusal(read_number(text, None))


# --------------------------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("0", None, F(0)),
        ("007", None, F(7)),
        ("0" * 20 + "7", None, F(7)),
        ("-3.5", ".", F(-7, 2)),
        ("+50", None, F(50)),
        (" 50 ", None, F(50)),
        ("\u221220", None, F(-20)),
        ("- 20", None, F(-20)),
        ("(12)", None, F(-12)),
        ("( 1 234,50 )", ",", F(-2469, 2)),
        (".5", None, F(1, 2)),
        ("95,5", None, F(191, 2)),
        ("0,500", None, F(1, 2)),
        ("1,234", ",", F(617, 500)),
        ("1,234", ".", F(1234)),
        ("1.234", ",", F(1234)),
        ("1.234,5", None, F(2469, 2)),
        ("1,234,567", None, F(1234567)),
        ("12 345 678,90", ",", F(1234567890, 100)),
        ("1\u00a0234", None, F(1234)),
        ("1\u202f234,5", ",", F(2469, 2)),
        ("1\u2009234", None, F(1234)),
        ("1'234.50", ".", F(2469, 2)),
        ("1\u2019234", None, F(1234)),
        ("9007199254740.993", ".", F(9007199254740993, 1000)),
        ("1234567890123.123456789012", ".", F(1234567890123123456789012, 10**12)),
    ],
)
def test_c21_c23_numbers_are_exact(text: str, mark: str | None, value: Fraction) -> None:
    assert read_number(text, mark) == value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1e5", "exponent"),
        ("1.5E-3", "exponent"),
        ("inf", "finite"),
        ("-Infinity", "finite"),
        ("0x1F", "decimal digits"),
        ("1_000", "underscore"),
        ("５０", "digits other than 0 to 9"),
        ("5０", "digits other than 0 to 9"),
        ("٥", "digits other than 0 to 9"),
        ("½", "digits other than 0 to 9"),
        ("95 %", "percentage"),
        ("5-", "sign at the end"),
        ("5.", "ends with a decimal mark"),
        ("1/3", "numerator and denominator"),
        ("--5", "more than one sign"),
        ("(-5)", "more than one sign"),
        ("+(5)", "more than one sign"),
        ("12 34", "groups of three"),
        ("1 234'567", "groups of three"),
        ("0 123", "groups of three"),
        ("12 000,00,00", "groups of three"),
        ("1,234", "two ways"),
        ("1.000", "two ways"),
        ("12345678901234", "13 digits"),
        ("0.1234567890123", "12 after it"),
        ("9" * 81, "too long"),
        ("12 pts", "not a number"),
        ("TOTAL", "not a number"),
        ("()", "without a number"),
        ("(5", "`(5` is not a number"),
        ("5)", "`5)` is not a number"),
        ("\u2212", "without a number"),
    ],
)
def test_c22_c26_texts_that_are_not_numbers(text: str, words: str) -> None:
    assert words in refusal(read_number(text, None))


def test_a_mark_against_the_one_of_the_file() -> None:
    assert "decimal point, but the decimal mark here is `,`" in refusal(read_number("95.5", ","))
    assert "`--decimal ,`" in refusal(read_number("95,5", "."))
    assert "is not a number: None" in refusal(read_number("x", "."))


def test_a_value_has_80_characters_at_most() -> None:
    assert read_number("5".rjust(80), None) == 5
    assert "too long" in refusal(read_number("5".rjust(81), None))


# ---------------------------------------------------------------------------- decimal mark


@pytest.mark.parametrize(
    ("texts", "hint", "mark"),
    [
        (["95,5", "12"], None, ","),
        (["95.5 %", "-"], None, "."),
        (["1,234", "95,5"], None, ","),
        (["1,234", "$1,234.50"], None, "."),
        (["1.234,5 €", "CHF 12,50"], None, ","),
        (["(12,5)", "1,5 h"], None, ","),
        (["1,234"], None, AMBIGUOUS),
        (["1,234"], ",", ","),
        (["95,5"], ".", "."),
        (["95,5", "95.5"], None, AMBIGUOUS),
        (["12", "1 234", "abc", "", "x,5y", "01.02.2025", "." * 100], None, None),
    ],
)
def test_the_decimal_mark_needs_unanimous_evidence(texts: list[str], hint: str | None, mark: object) -> None:
    assert decimal_mark(texts, hint) == mark


def test_ambiguous_groups() -> None:
    assert ambiguous_grouping(["95,5", "1.234"], None) == "1.234"
    assert ambiguous_grouping(["95,5", "1 234"], None) is None
    assert ambiguous_grouping(["1,234"], ".") is None


# ------------------------------------------------------------------------------------ rates


@pytest.mark.parametrize(
    ("text", "reading", "value"),
    [
        ("95 %", None, F(19, 20)),
        ("95%", "ratio", F(19, 20)),
        ("95,0\u202f%", None, F(19, 20)),
        ("-4,5 %", None, F(-9, 200)),
        ("(4,5 %)", None, F(-9, 200)),
        ("(4,5) %", None, F(-9, 200)),
        ("95", "percent", F(19, 20)),
        ("0,95", "ratio", F(19, 20)),
    ],
)
def test_a_rate_is_a_ratio(text: str, reading: Literal["percent", "ratio"] | None, value: Fraction) -> None:
    assert read_rate(text, None, reading) == value


def test_a_bare_rate_is_never_guessed() -> None:
    for text in ("95", "0.95", "1"):
        assert "nothing shows whether 1 means 1 % or 100 %" in refusal(read_rate(text, ".", None))
    assert "not a number" in refusal(read_rate("95 p.c.", None, "percent"))
    assert "percentage" in refusal(read_rate("95 %%", None, None))
    assert "one sign" in refusal(read_rate("--95 %", None, None))


@pytest.mark.parametrize(("text", "value"), [("80 %", F(4, 5)), ("0.8", F(4, 5)), ("1", F(1)), ("0", F(0))])
def test_a_working_time(text: str, value: Fraction) -> None:
    assert read_fte(text, None) == value


def test_a_working_time_outside_its_range() -> None:
    for bare in (" 80", "10.5", "100"):
        assert refusal(read_fte(bare, None)).endswith(f": write `{bare.strip()} %`")
    assert "write `80 %` or `0.8`" in refusal(read_fte("120 %", None))
    assert "write `80 %` or `0.8`" in refusal(read_fte("1.5", None))
    assert read_fte("80", None, "percent") == Fraction(4, 5)
    assert "write `80 %` or `0.8`" in refusal(read_fte("-1", None))
    assert "write `80 %` or `0.8`" in refusal(read_fte("101", None))
    assert "not a number" in refusal(read_fte("half", None))


# ------------------------------------------------------------------------------------ money


@pytest.mark.parametrize(
    ("text", "currency", "value"),
    [
        ("2500", "EUR", F(2500)),
        ("1 234,50 €", "EUR", F(2469, 2)),
        ("€1,234.50", "EUR", F(2469, 2)),
        ("1.234,50 €", "EUR", F(2469, 2)),
        ("1234.50 EUR", "EUR", F(2469, 2)),
        ("eur 5", "EUR", F(5)),
        ("-$1,234.50", "USD", F(-2469, 2)),
        ("$-5", "CAD", F(-5)),
        ("US$5", "USD", F(5)),
        ("(5 EUR)", "EUR", F(-5)),
        ("(5) EUR", "EUR", F(-5)),
        ("CHF 1'234.50", "CHF", F(2469, 2)),
        ("Fr. 5", "CHF", F(5)),
        ("£1", "GBP", F(1)),
        ("5 kr", "SEK", F(5)),
        ("5 zł", "PLN", F(5)),
        ("\u221212,50\u00a0€", "EUR", F(-25, 2)),
    ],
)
def test_money(text: str, currency: str, value: Fraction) -> None:
    assert read_money(text, None, currency, 2) == value


def test_c22_money_is_never_rounded() -> None:
    assert "has 3 decimals, EUR has 2" in refusal(read_money("50.125", ".", "EUR", 2))
    assert "has 3 decimals, EUR has 2" in refusal(read_money("0,500", None, "EUR", 2))
    assert "has 1 decimals, JPY has 0" in refusal(read_money("¥12.5", ".", "JPY", 0))
    assert read_money("¥30000", None, "JPY", 0) == 30000
    assert read_money("12.505", ".", "TND", 3) == F(2501, 200)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("5 USD", "in USD, the plan pays in EUR"),
        ("$5", "in $, the plan pays in EUR"),
        ("£5", "in £"),
        ("EUR 5 €", "twice"),
        ("12 k€", "not a number"),
        ("1.2M", "not a number"),
        ("abc def", "not a number"),
        ("€", "not a number"),
        ("--5 €", "more than one sign"),
        ("12.505 €", "two ways"),
    ],
)
def test_money_that_is_refused(text: str, words: str) -> None:
    assert words in refusal(read_money(text, None, "EUR", 2))


# -------------------------------------------------------------------------------- durations


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("2.5", "hours", F(5, 2)),
        ("90", "minutes", F(90)),
        ("3", "days", F(3)),
        ("2:35:10", "hours", F(931, 360)),
        ("02:35:10", "minutes", F(931, 6)),
        ("107:15:00", "hours", F(429, 4)),
        ("-00:05:00", "minutes", F(-5)),
        ("3h 12m", "hours", F(16, 5)),
        ("2 h 35 min", "minutes", F(155)),
        ("2\u202fh\u202f35\u202fmin", "minutes", F(155)),
        ("1 h 30 min", "hours", F(3, 2)),
        ("2 h 35 min 10 s", "hours", F(931, 360)),
        ("1 h 59 min", "minutes", F(119)),
        ("2h35", "minutes", F(155)),
        ("90 min", "hours", F(3, 2)),
        ("1 234 min", "minutes", F(1234)),
        ("1,5 h", "hours", F(3, 2)),
        ("30 seconds", "minutes", F(1, 2)),
        ("2 d", "days", F(2)),
        ("1,5 jours", "days", F(3, 2)),
        ("-2 j", "days", F(-2)),
    ],
)
def test_durations(text: str, unit: Literal["hours", "minutes", "days"], value: Fraction) -> None:
    assert read_duration(text, None, unit) == value


@pytest.mark.parametrize(
    ("text", "unit", "words"),
    [
        ("02:35", "hours", "`02:35:00` or `0:02:35`"),
        ("2:5", "minutes", "`2:05:00` or `0:02:05`"),
        ("25:61:00", "hours", "from 0 to 59"),
        ("2 h 75 min", "hours", "from 0 to 59"),
        ("2 h 60 min", "hours", "from 0 to 59"),
        ("35 min 2 h", "hours", "from 0 to 59"),
        ("2 h 2 h", "hours", "from 0 to 59"),
        ("1,5 h 30 min", "hours", "from 0 to 59"),
        ("2 d", "hours", "no fixed number of hours"),
        ("2 h", "days", "hours are never made days"),
        ("2:00:00", "days", "hours are never made days"),
        ("PT2H35M10S", "hours", "not a duration"),
        ("2 weeks", "hours", "not a duration"),
        ("1e5", "hours", "not a duration"),
        ("2 h x", "hours", "not a duration"),
        ("2 h 3 weeks", "hours", "not a duration"),
        ("1,234 h", "hours", "two ways"),
        ("12345678901234:00:00", "hours", "13 digits"),
        ("95 %", "hours", "percentage"),
        ("--2 h", "hours", "one sign"),
    ],
)
def test_durations_that_are_refused(text: str, unit: Literal["hours", "minutes", "days"], words: str) -> None:
    assert words in refusal(read_duration(text, None, unit))
