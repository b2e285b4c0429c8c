"""Numbers of a plan at their limits, and the rounding of what is exactly between."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from csvariable.kernel.quantity import Kind, NotAQuantity, exact_number, read_quantity
from csvariable.kernel.unit import Mode, decimal_text, fixed_text, minor_units, rounded


@pytest.mark.parametrize("text", ["9999999999999", "-9999999999999", "0.000001", "9999999999999.999999"])
def test_a_number_of_a_plan_has_up_to_13_digits_and_6_decimals(text: str) -> None:
    assert exact_number(text) == F(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [("10000000000000", "more than 13 integer digits"), ("0.0000001", "more than 6 decimals")],
)
def test_a_longer_number_is_refused(text: str, message: str) -> None:
    with pytest.raises(NotAQuantity, match=message):
        exact_number(text)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("2.4", [2, 2, 2, 3, 2]),
        ("2.5", [3, 2, 2, 3, 2]),
        ("2.6", [3, 3, 3, 3, 2]),
        ("3.5", [4, 4, 3, 4, 3]),
        ("3", [3, 3, 3, 3, 3]),
        ("1.01", [1, 1, 1, 2, 1]),
        ("1.99", [2, 2, 2, 2, 1]),
        ("0", [0, 0, 0, 0, 0]),
        ("-2.5", [-3, -2, -2, -3, -2]),
        ("-2.4", [-2, -2, -2, -3, -2]),
    ],
)
def test_each_mode_sends_what_is_between_its_own_way(value: str, wanted: list[int]) -> None:
    modes: list[Mode] = ["half-up", "half-even", "half-down", "up", "down"]
    assert [rounded(F(value), F(1), mode) for mode in modes] == wanted
    assert [rounded(F(value) / 20, F(1, 20), mode) for mode in modes] == [F(one, 20) for one in wanted]


@pytest.mark.parametrize(("currency", "places"), [("EUR", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4)])
def test_a_currency_has_the_decimals_of_iso_4217(currency: str, places: int) -> None:
    assert minor_units(currency) == places


@pytest.mark.parametrize(
    ("text", "message", "readings"),
    [
        ("05", "`05` starts with a zero; write `5`", ("5",)),
        ("00", "`00` starts with a zero; write `0`", ("0",)),
        ("010", "`010` can be read as `10` and as `8`", ("10", "8")),
        ("-017", "`-017` can be read as `-17` and as `-15`", ("-17", "-15")),
        ("019", "`019` starts with a zero; write `19`", ("19",)),
        ("007.007", "`007.007` starts with a zero; write `7.007`", ("7.007",)),
        ("05.05", "`05.05` starts with a zero; write `5.05`", ("5.05",)),
        ("1,250", "`1,250` can be read as `1250` and as `1.250`", ("1250", "1.250")),
        ("0,250", "decimals take a point in a plan; write `0.250`", ("0.250",)),
        ("1,250,000", "`1,250,000` has a thousands separator; write `1250000`", ("1250000",)),
        ("-1,250,000.5", "`-1,250,000.5` has a thousands separator; write `-1250000.5`", ("-1250000.5",)),
        ("1,5", "decimals take a point in a plan; write `1.5`", ("1.5",)),
        ("1_000", "`1_000` has an underscore; write `1000`", ("1000",)),
        ("1__0", "`1__0` is not a number", ()),
        ("1e5", "`1e5` has an exponent; write the number in full", ()),
        ("5.", "`5.` is not a number", ()),
        ("x", "`x` is not a number", ()),
        ("x_1", "`x_1` is not a number", ()),
        ("30 days", "`30 days` is not written as in a plan; write `30 d`", ("30 d",)),
        ("2 Heures", "`2 Heures` is not written as in a plan; write `2 h`", ("2 h",)),
        ("90 percent", "`90 percent` is not written as in a plan; write `90 %`", ("90 %",)),
        ("39,5 %", "decimals take a point in a plan; write `39.5 %`", ("39.5 %",)),
        ("2,500 EUR", "`2,500` can be read as `2500 EUR` and as `2.500 EUR`", ("2500 EUR", "2.500 EUR")),
        ("1e5 %", "`1e5 %` is not a number", ()),
        ("5. %", "`5. %` is not a number", ()),
        ("4 euros", "`4 euros` is not a number", ()),
    ],
)
def test_what_is_no_number_of_a_plan_says_what_to_write(
    text: str, message: str, readings: tuple[str, ...]
) -> None:
    with pytest.raises(NotAQuantity) as refused:
        exact_number(text)
    assert (str(refused.value), refused.value.readings) == (message, readings)


@pytest.mark.parametrize(
    ("text", "message", "readings"),
    [
        ("095 %", "`095` starts with a zero; write `95 %`", ("95 %",)),
        ("012 EUR", "`012` can be read as `12 EUR` and as `10 EUR`", ("12 EUR", "10 EUR")),
        ("04 h", "`04` starts with a zero; write `4 h`", ("4 h",)),
        ("04 min", "`04` starts with a zero; write `4 min`", ("4 min",)),
        ("09 d", "`09` starts with a zero; write `9 d`", ("9 d",)),
        ("01/3", "`01/3` is not a number", ()),
        ("1 h 03 min", "`1 h 03 min` is not a number", ()),
        ("1.1234567 h 3 min", "`1.1234567` has more than 6 decimals; nothing is rounded on reading", ()),
    ],
)
def test_what_is_to_be_written_keeps_the_sign(text: str, message: str, readings: tuple[str, ...]) -> None:
    with pytest.raises(NotAQuantity) as refused:
        read_quantity(text)
    assert (str(refused.value), refused.value.readings) == (message, readings)


@pytest.mark.parametrize(
    ("text", "value", "kind", "decimals"),
    [
        ("0", F(0), Kind.NUMBER, 0),
        ("85.25 %", F("0.8525"), Kind.RATE, 2),
        ("2/15", F(2, 15), Kind.RATE, 0),
        ("12.5 EUR", F("12.5"), Kind.MONEY, 1),
        ("1.5 d", F("1.5"), Kind.DAYS, 1),
        ("2 h 30 min", F(150), Kind.DURATION, 0),
        ("1.5 h", F(90), Kind.DURATION, 1),
        ("45 min", F(45), Kind.DURATION, 0),
    ],
)
def test_a_quantity_says_its_unit(text: str, value: F, kind: Kind, decimals: int) -> None:
    found = read_quantity(text)
    assert (found.value, found.kind, found.decimals) == (value, kind, decimals)


@pytest.mark.parametrize(
    ("text", "grain"),
    [
        ("85 %", F(1, 100)),
        ("85.25 %", F(1, 10**4)),
        ("3 h", F(60)),
        ("3.5 h", F(6)),
        ("3 h 20 min", F(1)),
        ("20.5 min", F(1, 10)),
        ("2.25 d", F(1, 100)),
        ("12.50 EUR", F(1, 100)),
        ("12", F(1)),
    ],
)
def test_a_quantity_knows_one_of_its_last_decimal(text: str, grain: F) -> None:
    assert read_quantity(text).grain == grain


def test_a_ratio_of_nothing_is_refused() -> None:
    with pytest.raises(NotAQuantity, match="`1/0` divides by zero"):
        read_quantity("1/0")


@pytest.mark.parametrize(
    ("value", "places", "fixed", "short"),
    [
        ("0.005", 2, "0.01", "0.01"),
        ("-0.005", 2, "-0.01", "-0.01"),
        ("-0.004", 2, "0.00", "0"),
        ("1200", 2, "1200.00", "1200"),
        ("1200", 0, "1200", "1200"),
        ("-7.5", 0, "-8", "-8"),
    ],
)
def test_decimals_are_printed_half_away_from_zero(value: str, places: int, fixed: str, short: str) -> None:
    assert fixed_text(F(value), places) == fixed
    assert decimal_text(F(value), places) == short
