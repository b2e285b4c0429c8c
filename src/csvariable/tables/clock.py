"""A length of time as the text of a cell, for tables whose cells are typed."""

from __future__ import annotations

import datetime as dt


def clock_text(value: dt.timedelta) -> str:
    """Return a length of time as hours, minutes and seconds; hours go beyond 24.

    Spreadsheets keep parts of a day, so what is below a thousandth of a second is noise. Thousandths are
    written where there are some: the grammar of a cell refuses them, and nothing is rounded in silence.
    """
    thousandths = round(abs(value) / dt.timedelta(milliseconds=1))
    seconds, rest = divmod(thousandths, 1000)
    sign = "-" if value < dt.timedelta() else ""
    part = f".{rest:03}" if rest else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}{part}"
