"""The values of a plan, from their text: read exactly, or refused with what to write instead."""

# ruff: noqa: E501 - sentences stand on one line, as they are printed

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError

from csvariable.kernel.quantity import Kind, Quantity
from csvariable.plan.model import Model
from csvariable.plan.values import (
    Count,
    Date,
    Factor,
    Flag,
    HalfDays,
    Level,
    Money,
    Price,
    Rate,
    StepName,
    Text,
    Word,
    text_of,
)
from csvariable.text import Scalar, parse


class Values(Model):
    """A field of each type."""

    rate: Rate | None = None
    factor: Factor | None = None
    money: Money | None = None
    price: Price | None = None
    level: Level | None = None
    count: Count | None = None
    half_days: HalfDays | None = None
    date: Date | None = None
    flag: Flag | None = None
    word: Word | None = None
    text: Text | None = None
    step: StepName | None = None


def value(name: str, written: object, currency: str | None = "EUR") -> Any:
    """What a field reads, from the text of a plan or from a value of Python."""
    context = None if currency is None else {"currency": currency}
    return getattr(Values.model_validate({name: plain(written)}, context=context), name)


def plain(written: object) -> object:
    if not isinstance(written, str):
        return written
    document, problems = parse(f"a: {written}\n", "plan.yaml")
    assert document is not None, problems
    found = document.plain()
    assert isinstance(found, dict)
    return found["a"]


def refused(name: str, written: object, currency: str | None = "EUR") -> tuple[str, str, tuple[str, ...]]:
    """Rule, sentence, and what it can be read as."""
    with pytest.raises(ValidationError) as found:
        value(name, written, currency)
    (error,) = found.value.errors()
    return error["type"], str(error["ctx"]["message"]), error["ctx"]["readings"]


@pytest.mark.parametrize(
    ("name", "written", "expected"),
    [
        ("rate", "85 %", Fraction(17, 20)),
        ("rate", "1/3", Fraction(1, 3)),
        ("rate", "-100 %", Fraction(-1)),
        ("rate", Fraction(2, 3), Fraction(2, 3)),
        ("factor", "0 %", Fraction(0)),
        ("factor", "112.5 %", Fraction(9, 8)),
        ("money", "0", 0),
        ("money", "2500.50", Fraction(5001, 2)),
        ("money", "2500 EUR", 2500),
        ("money", Fraction(5), 5),
        ("price", "0.000001", Fraction(1, 1_000_000)),
        ("price", "2 EUR", 2),
        ("price", Fraction(1, 3), Fraction(1, 3)),
        ("level", "90 %", Quantity(Fraction(9, 10), Kind.RATE, "90 %")),
        ("count", "0", 0),
        ("count", "999999", 999_999),
        ("count", 7, 7),
        ("half_days", "0.5", Fraction(1, 2)),
        ("half_days", "2", 2),
        ("half_days", Fraction(3, 2), Fraction(3, 2)),
        ("date", "2028-02-29", dt.date(2028, 2, 29)),
        ("date", dt.date(2026, 7, 1), dt.date(2026, 7, 1)),
        ("flag", "true", True),
        ("flag", "false", False),
        ("flag", False, False),
        ("word", "a word", "a word"),
        ("word", "''", ""),
        ("word", "'~'", "~"),
        ("word", "nothing", "nothing"),
        ("step", "nrr.target", "nrr.target"),
        ("text", "a word", {"": "a word"}),
        ("text", "{fr: un, en: one}", {"fr": "un", "en": "one"}),
    ],
)
def test_a_value_is_read_exactly(name: str, written: object, expected: object) -> None:
    assert value(name, written) == expected


SIGN = "a rate needs its sign: "
FIELD = {
    "rate": "a rate such as `85 %`",
    "factor": "a rate such as `85 %`",
    "money": "an amount such as `2500` or `2500.50`",
    "price": "an amount such as `2500` or `2500.50`",
    "level": "a value such as `90 %`, `42` or `4 h`",
    "count": "a whole number",
    "half_days": "a number of days such as `1` or `0.5`",
    "date": "a date such as `2026-07-01`",
    "flag": "`true` or `false`",
    "word": "a text",
    "text": "a text",
    "step": "a text",
}


@pytest.mark.parametrize("name", FIELD)
def test_nothing_a_list_and_a_mapping_are_no_value(name: str) -> None:
    assert refused(name, "") == ("missing-value", f"a value is missing here: write {FIELD[name]}", ())
    assert refused(name, Scalar(" ")) == refused(name, "")
    assert refused(name, "[1]") == ("wrong-shape", f"a list stands where {FIELD[name]} is due", ())
    if name != "text":
        assert refused(name, "{a: 1}") == (
            "wrong-shape",
            f"a mapping stands where {FIELD[name]} is due",
            (),
        )


@pytest.mark.parametrize(
    ("name", "written", "expected"),
    [
        ("rate", "60", ("bare-rate", f"{SIGN}`60` could mean 60 % or 60 times the whole", ("60 %",))),
        ("rate", "2.01", ("bare-rate", f"{SIGN}`2.01` could mean 2.01 % or 2.01 times the whole", ("2.01 %", "201 %"))),
        ("rate", "2", ("bare-rate", f"{SIGN}`2` could mean 2 % or 2 times the whole", ("2 %", "200 %"))),
        ("rate", "0.85", ("bare-rate", f"{SIGN}`0.85` could mean 0.85 % or 0.85 times the whole", ("0.85 %", "85 %"))),
        ("rate", "-0.5", ("bare-rate", f"{SIGN}`-0.5` could mean -0.5 % or -0.5 times the whole", ("-0.5 %", "-50 %"))),
        ("rate", "4 h", ("wrong-number", "`4 h` is not a rate: write one such as `85 %`", ())),
        ("rate", "x", ("wrong-number", "`x` is not a number: write a rate such as `85 %`", ())),
        ("factor", "-0.01 %", ("negative-payment", "a payment or a factor is 0 % or more", ())),
        ("money", "-0.01", ("negative-payment", "an amount of a plan is 0 or more", ())),
        ("money", "0.005", ("too-many-decimals", "`0.005` has more decimals than EUR has (2)", ())),
        ("money", "5 USD", ("other-currency", "`5 USD` is not in the plan's currency, EUR", ())),
        ("money", "5 %", ("wrong-number", "`5 %` is not an amount: write one such as `2500`", ())),
        ("money", "1_000", ("wrong-number", "`1_000` has an underscore; write `1000`", ("1000",))),
        ("price", "5 USD", ("other-currency", "`5 USD` is not in the plan's currency, EUR", ())),
        ("count", "1000000", ("wrong-number", "`1000000` is not a whole number such as `3`", ())),
        ("count", "-1", ("wrong-number", "`-1` is not a whole number such as `3`", ())),
        ("count", "03", ("wrong-number", "`03` is not a whole number such as `3`", ())),
        ("half_days", "0", ("wrong-number", "leave is given in half days: `0` is not a number of half days", ())),
        ("half_days", "-1", ("wrong-number", "leave is given in half days: `-1` is not a number of half days", ())),
        ("half_days", "0.25", ("wrong-number", "leave is given in half days: `0.25` is not a number of half days", ())),
        ("half_days", "1_0", ("wrong-number", "`1_0` has an underscore; write `10`", ("10",))),
        ("date", "2026-02-29", ("wrong-date", "`2026-02-29` is not a day of the calendar", ())),
        ("date", "01/07/2026", ("wrong-date", "`01/07/2026` is not a date: write year, month and day, as in `2026-07-01`", ())),
        ("flag", "yes", ("wrong-flag", "`yes` is neither `true` nor `false`", ("true",))),
        ("flag", "OFF", ("wrong-flag", "`OFF` is neither `true` nor `false`", ("false",))),
        ("flag", "True", ("wrong-flag", "`True` is neither `true` nor `false`", ("true",))),
        ("flag", "FALSE", ("wrong-flag", "`FALSE` is neither `true` nor `false`", ("false",))),
        ("flag", "1", ("wrong-flag", "`1` is neither `true` nor `false`", ())),
        ("text", "{fr: un, nl: een, de: eins}", ("unknown-language", "a text is written in `fr` and `en`, not in `de`", ())),
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused_with_what_to_write(
    name: str, written: str, expected: tuple[str, str, tuple[str, ...]]
) -> None:
    assert refused(name, written) == expected


def test_an_amount_is_in_the_currency_of_the_plan_and_to_its_minor_unit() -> None:
    assert value("money", "5 JPY", "JPY") == 5
    assert refused("money", "5 EUR", "JPY") == (
        "other-currency",
        "`5 EUR` is not in the plan's currency, JPY",
        (),
    )
    assert refused("money", "5.5", "JPY") == (
        "too-many-decimals",
        "`5.5` has more decimals than JPY has (0)",
        (),
    )
    assert value("price", "5.5", "JPY") == Fraction(11, 2)
    assert value("money", "5 EUR", None) == 5


def test_a_text_is_shown_in_the_language_asked_or_in_one_that_is_there() -> None:
    both = {"fr": "Un", "en": "One"}
    assert [text_of(both, language, "id") for language in ("fr", "en", "de")] == ["Un", "One", "Un"]
    assert text_of({"": "Both", "en": "One"}, "fr", "id") == "Both"
    assert text_of({"": "Both", "en": "One"}, "en", "id") == "One"
    assert text_of({}, "fr", "id") == "id"


@pytest.mark.parametrize("written", ["~", "null", "Null", "NULL"])
@pytest.mark.parametrize("name", ["word", "text", "step"])
def test_what_yaml_calls_nothing_is_no_text(name: str, written: str) -> None:
    assert refused(name, written) == ("missing-value", "a value is missing here: write a text", ())
