"""Rows of which none lies in the period, or whose period nobody knows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from csvariable.kernel.diagnostic import Diagnostic, FilePlace, error
from csvariable.kernel.message import msg
from csvariable.measures.opened import OpenSource
from csvariable.time.period import Days


def no_period(rows: OpenSource) -> Diagnostic:
    """Ask which period is paid, where rows have dates."""
    message = msg("the rows of `{source}` have dates: which period is paid?", source=rows.name)
    advice = msg("write `--period`, such as `--period 2026-Q3`")
    return error("period", message, FilePlace(""), help=advice)


def none_in_period(rows: OpenSource, span: Days, known: Sequence[date]) -> Diagnostic:
    """Return the problem of a source without any row in the period paid, whose dates are known."""
    table = rows.tables[0]
    header = rows.source.date_column.column if rows.source.date_column else ""
    at = table.place(-1, table.header.index(" ".join(header.split())))
    if not known:
        return error("no-rows-in-period", msg("no row of `{source}` has a date", source=rows.name), at)
    message = msg(
        "no row of `{source}` lies between {first} and {last}: they go from {oldest} to {newest}",
        source=rows.name,
        first=span.first,
        last=span.last,
        oldest=min(known),
        newest=max(known),
    )
    advice = msg("is it the export of this period, and its column of the date that counts?")
    return error("no-rows-in-period", message, at, help=advice)
