"""The grammar of a date in a cell, and the order of day and month that a column shows.

`2026-07-01` is a date everywhere. `16/08/2026` has one reading and `03/04/2026` has two: the whole column
decides, and only where all of its dates fit one order; else an error asks once (language, section 9).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Final

from csvariable.kernel.message import msg
from csvariable.tables.numerals import AMBIGUOUS, MISSING, Ambiguous, CellError, NoValue, is_missing
from csvariable.tables.written import DateOrder

_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{2})[-/.]([0-9]{2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_WRITE_A_DATE: Final = msg("write it year first: `2026-07-01`")
_ORDERS: Final[tuple[DateOrder, ...]] = ("dmy", "mdy")
_SAID: Final = {"dmy": msg("day, month, year"), "mdy": msg("month, day, year")}


def date_order(texts: Iterable[str], said: DateOrder | None = None) -> DateOrder | Ambiguous | None:
    """Return the order of the dates of a column; None where it needs none.

    What a user said decides. Else a date with one reading does, unless another one needs the other order:
    then it is the order of the first one, and that other one is refused where it is read.
    """
    if said is not None:
        return said
    first: DateOrder | None = None
    open_question = False
    for text in filter(_YEAR_LAST.search, texts):
        days = {order: day for order in _ORDERS if (day := _ordered(text, order)) is not None}
        if len(days) == 1 and first is None:
            first = next(iter(days))
        open_question = open_question or len(set(days.values())) > 1
    if first is None and open_question:
        return AMBIGUOUS
    return first


def two_days(text: str) -> tuple[dt.date, dt.date] | None:
    """Return the two days that a text can be, or None if it has at most one reading."""
    first, second = (_ordered(text, order) for order in _ORDERS)
    return None if first is None or second is None or first == second else (first, second)


def read_date(text: str, order: DateOrder | None = None) -> dt.date | CellError | NoValue:
    """Read a date; one whose year stands last in the order of its column.

    Without an order only a text that is the same day in both is read.
    """
    if is_missing(text):
        return MISSING
    body = text.strip()
    if match := _YEAR_FIRST.match(body):
        day = _date(match[1], match[2], match[3])
        if day is None:
            return _no_day(body)
        if match[0] != body:
            return CellError(
                msg("`{text}` is more than a date", text=body),
                msg("write `{day}` alone, if that is the day where it counts", day=day),
            )
        return day
    if not _YEAR_LAST.fullmatch(body):
        return CellError(msg("`{text}` is not a date", text=body), _WRITE_A_DATE)
    days = {one: day for one in _ORDERS if (day := _ordered(body, one)) is not None}
    if not days:
        return _no_day(body)
    readings = set(days.values()) if order is None else {days[order]} if order in days else set()
    if len(readings) == 1:
        return readings.pop()
    if order is None:
        return CellError(msg("`{text}` can be read as two days", text=body), _WRITE_A_DATE)
    return CellError(
        msg("`{text}` is no day in the order {order}, which the column has", text=body, order=_SAID[order]),
        _WRITE_A_DATE,
    )


def _no_day(text: str) -> CellError:
    return CellError(
        msg("`{text}` is not a day of the calendar", text=text), msg("look at its month and its day")
    )


def _ordered(text: str, order: DateOrder) -> dt.date | None:
    """Return the day of a text whose year stands last, in an order."""
    match = _YEAR_LAST.fullmatch(text.strip())
    if match is None:
        return None
    day, month = (match[1], match[2]) if order == "dmy" else (match[2], match[1])
    return _date(match[3], month, day)


def _date(year: str, month: str, day: str) -> dt.date | None:
    """Return a date of the calendar, or None if there is no such day."""
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
