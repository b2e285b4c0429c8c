"""Dates of cells: year first, or in the one order that a whole column shows."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from csvariable.tables.dates import date_order, read_date, two_days
from csvariable.tables.numerals import AMBIGUOUS, MISSING, Ambiguous, CellError
from csvariable.tables.written import DateOrder


def refusal(text: str, order: DateOrder | None = None) -> str:
    found = read_date(text, order)
    assert isinstance(found, CellError)
    return f"{found.message}; {found.help}"


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        (" 2026-07-01 ", None, dt.date(2026, 7, 1)),
        ("2026/07/01", "mdy", dt.date(2026, 7, 1)),
        ("16/08/2026", None, dt.date(2026, 8, 16)),
        ("8.16.2026", None, dt.date(2026, 8, 16)),
        ("05-05-2026", None, dt.date(2026, 5, 5)),
        ("03/04/2026", "dmy", dt.date(2026, 4, 3)),
        ("03/04/2026", "mdy", dt.date(2026, 3, 4)),
    ],
)
def test_a_date_with_one_reading_is_that_day(text: str, order: DateOrder | None, day: dt.date) -> None:
    assert read_date(text, order) == day


@pytest.mark.parametrize(
    ("text", "order", "words"),
    [
        ("03/04/2026", None, "`03/04/2026` can be read as two days; write it year first"),
        ("16/08/2026", "mdy", "`16/08/2026` is no day in the order month, day, year, which the column has"),
        ("08/16/2026", "dmy", "`08/16/2026` is no day in the order day, month, year, which the column has"),
        ("31/02/2025", None, "not a day of the calendar"),
        ("2025-02-30", None, "not a day of the calendar"),
        ("0000-01-01", None, "not a day of the calendar"),
        ("2025-12-31T00:00:00Z", None, "`2025-12-31` alone"),
        ("01/02/25", None, "not a date"),
        ("01-Feb-2025", None, "not a date"),
        ("\uff12\uff10\uff12\uff15-01-01", None, "not a date"),
    ],
)
def test_c24_other_dates_are_refused(text: str, order: DateOrder | None, words: str) -> None:
    assert words in refusal(text, order)


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        ((), None),
        (("2026-07-01", "n/a", "", "soon"), None),
        (("03/04/2026", "16/08/2026"), "dmy"),
        (("03/04/2026", "08/16/2026"), "mdy"),
        (("03/04/2026", "2026-07-01"), AMBIGUOUS),
        (("05/05/2026",), None),
        (("16/08/2026", "08/16/2026"), "dmy"),
    ],
)
def test_a_column_shows_its_order_where_all_its_dates_fit_one(
    texts: tuple[str, ...], order: DateOrder | Ambiguous | None
) -> None:
    assert date_order(texts) == order


def test_what_the_user_says_decides() -> None:
    assert date_order(["16/08/2026"], "mdy") == "mdy"
    assert two_days("03/04/2026") == (dt.date(2026, 4, 3), dt.date(2026, 3, 4))
    assert two_days("05/05/2026") is two_days("16/08/2026") is two_days("n/a") is None
    assert read_date("-") is MISSING


DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
WRITTEN = {"dmy": "%d/%m/%Y", "mdy": "%m/%d/%Y"}
ORDERS: st.SearchStrategy[DateOrder] = st.sampled_from(["dmy", "mdy"])


@given(st.lists(DAYS, max_size=6), ORDERS)
def test_a_column_written_in_one_order_is_never_read_in_the_other(
    days: list[dt.date], order: DateOrder
) -> None:
    """Its dates are the days that were written, or an error asks."""
    texts = [day.strftime(WRITTEN[order]) for day in days]
    found = date_order(texts)
    if isinstance(found, Ambiguous):
        assert any(two_days(text) for text in texts)
        assert all(day.day <= 12 for day in days)
    else:
        assert [read_date(text, found) for text in texts] == days
