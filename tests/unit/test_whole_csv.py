"""Whole columns as CSV: amounts have the decimals of their currency, however they are looked up."""

from __future__ import annotations

import io

import polars as pl
import pytest

from csvariable.documents.whole import WholeColumn
from csvariable.documents.whole_csv import write_columns
from csvariable.facts.ratio import Ratio
from csvariable.kernel.unit import Unit

PLACES = {"EUR": 2, "JPY": 0, "KWD": 3}


def lines_of(currency: str, *columns: list[int | None]) -> list[str]:
    """Return what is written of columns of minor units beside an id."""
    scale = 10 ** PLACES[currency]
    ids = pl.Series([f"p{at}" for at in range(len(columns[0]))])
    given: dict[str, WholeColumn] = {"id": ids, "role": None}
    given |= {f"c{at}": Ratio(pl.Series(one, dtype=pl.Int64), scale) for at, one in enumerate(columns)}
    out = io.BytesIO()
    write_columns(given, {name: Unit.MONEY if name[0] == "c" else None for name in given}, currency, out)
    return out.getvalue().decode().splitlines()


def text_of(units: int | None, currency: str) -> str:
    """Return minor units as a person writes them."""
    if units is None:
        return ""
    places = PLACES[currency]
    digits = f"{abs(units):0{places + 1}}"
    cut = len(digits) - places
    return "-" * (units < 0) + digits[:cut] + "." * bool(places) + digits[cut:]


def test_the_decimals_of_a_currency() -> None:
    assert [text_of(-105, currency) for currency in PLACES] == ["-1.05", "-105", "-0.105"]
    assert [text_of(7, currency) for currency in PLACES] == ["0.07", "7", "0.007"]


@pytest.mark.parametrize("currency", PLACES)
@pytest.mark.parametrize("times", [1, 2_000])
@pytest.mark.parametrize("widest", [9, 10**15])
def test_an_amount_is_written_alike_by_itself_and_out_of_a_table(
    currency: str, times: int, widest: int
) -> None:
    columns: list[list[int | None]] = [
        [0, -105, None, 7, 1230] * times,
        [5, None, None, 100, 1] * times,
        [widest, -1, None, None, None] * times,
    ]
    found = lines_of(currency, *columns)
    assert found[0] == "id,role,c0,c1,c2"
    assert found[1:] == [
        f"p{at},,{','.join(text_of(one, currency) for one in cells)}"
        for at, cells in enumerate(zip(*columns, strict=True))
    ]
