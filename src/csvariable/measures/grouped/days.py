"""Days of the plan as stretches of what an engine's column of dates holds (language, section 16.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from csvariable.kernel.message import msg
from csvariable.measures.dates import Moment, WrittenTime, first_of_day, read_time
from csvariable.measures.grouped.asking import StaysHere
from csvariable.measures.grouped.columns import EngineColumns, replace_rows
from csvariable.measures.opened import OpenSource
from csvariable.plan.source_column import DateColumn
from csvariable.time.period import Days

_ENDS = (date(1, 1, 3), date(9999, 12, 29))
"""Dates before the first and after the last are read row by row: they may be no dates at all."""


@dataclass(frozen=True, slots=True)
class DayStretches:
    """Days cut into stretches in which nothing that a row's owner or period hangs on changes."""

    raw: Any
    starts: Sequence[date]
    """The first day of each stretch but the one before all."""
    cuts: Sequence[Any]
    """What the column holds first on each of these days."""
    index: Any
    """The number of the stretch of a row: 0 is before the first start; null without a date."""
    strange: Any
    """Whether the date is one that the definition may refuse."""

    def day(self, index: int) -> date:
        """Return the first day of a stretch."""
        return self.starts[index - 1]

    def within(self, days: Days) -> Any:
        """Return whether a row lies in some days, which begin and end with stretches."""
        first, last = self.starts.index(days.first), self.starts.index(days.last + timedelta(1))
        return ((self.raw >= self.cuts[first]) & (self.raw < self.cuts[last])).fill_null(False)

    def between(self, spans: Sequence[Days]) -> Any:
        """Return what holds of rows from the first to the last day of spans, and of none without a date."""
        first = min(self.starts.index(one.first) for one in spans)
        last = max(self.starts.index(one.last + timedelta(1)) for one in spans)
        return (self.raw >= self.cuts[first]) & (self.raw < self.cuts[last])


def stretches(columns: EngineColumns, breaks: Iterable[date]) -> DayStretches:
    """Cut the column of dates at the first days of stretches.

    Raises:
        StaysHere: where dates are written as text, or a day begins at no one moment of the clock.
    """
    import ibis  # type: ignore[import-untyped]

    written = columns.source.date_column
    if written is None:  # pragma: no cover - asked of sources with a date
        raise AssertionError
    raw = columns.raw(written.column)
    kind = raw.type()
    if not (kind.is_date() or kind.is_timestamp()):
        raise StaysHere(msg("`{header}` is of the type `{type}`", header=written.column, type=str(kind)))
    if written.format not in {None, "iso"}:
        raise StaysHere(msg("dates under `{header}` are written year first", header=written.column))
    missing = map(read_time, columns.source.missing_words)
    if any(isinstance(one, WrittenTime) for one in missing):
        raise StaysHere(msg("a date of `{header}` is a missing word", header=written.column))
    starts = sorted(set(breaks))
    if kind.is_date():
        cuts = [ibis.literal(day) for day in starts]
        ends = [ibis.literal(day) for day in _ENDS]
    else:
        aware = kind.timezone is not None
        zones = (columns.opened.zone, None if aware else written.zone)
        if zones[0] is None or (not aware and zones[1] is None):
            columns.opened.problems += _sampled(columns, written, ["2026-01-01 00:00:00"]).said()
            raise StaysHere(msg("nothing says in which zone the times are"))
        cuts = [_literal(first_moment(day, zones[0], zones[1])) for day in starts]
        ends = [_literal(datetime.combine(day, time(), UTC if aware else None)) for day in _ENDS]
    strange = ((raw < ends[0]) | (raw > ends[1])).fill_null(False)
    return DayStretches(raw, starts, cuts, _placed(raw, cuts, 0), strange)


def _placed(raw: Any, cuts: Sequence[Any], start: int) -> Any:
    """Return how many cuts a value has passed, asking as few as possible."""
    import ibis

    if not cuts:
        return ibis.literal(start, "int32")
    middle = len(cuts) // 2
    lower = _placed(raw, cuts[:middle], start)
    upper = _placed(raw, cuts[middle + 1 :], start + middle + 1)
    return ibis.cases((raw < cuts[middle], lower), (raw >= cuts[middle], upper), else_=None)


def _literal(when: datetime) -> Any:
    import ibis

    return ibis.literal(when, "timestamp" if when.tzinfo is None else "timestamp('UTC')")


def first_moment(day: date, of_plan: str, zone: str | None) -> datetime:
    """Return when a day of the plan begins: in UTC, or as the clock of another zone shows it.

    Raises:
        StaysHere: where the clock jumps about there, so that no one moment parts the days.
    """
    start = first_of_day(day, of_plan, zone)
    if start is None:
        raise StaysHere(msg("the clock jumps where {day} begins", day=day))
    return start


def oldest_and_newest(columns: EngineColumns) -> tuple[Moment, ...]:
    """Return the first and the last moment of a source, as the definition reads them; none without dates."""
    written = columns.source.date_column
    if written is None:  # pragma: no cover - asked of sources with a date
        raise AssertionError
    raw = columns.raw(written.column)
    found = columns.engine.answer(columns.engine.rows.aggregate(k0=raw.min(), k1=raw.max()))
    if found.lines[0][0] is None:
        return ()
    return tuple(one for one in _sampled(columns, written, found.texts[0]).moments() if one is not None)


def _sampled(columns: EngineColumns, written: DateColumn, texts: Sequence[str]) -> OpenSource:
    """Return the source over a few rows that have but a date, read as far as their dates."""
    header = columns.engine.header
    at = header.header.index(" ".join(written.column.split()))
    rows = [[""] * at + [text] + [""] * (len(header.header) - at - 1) for text in texts]
    opened = replace_rows(columns.opened, header, rows)
    opened.moments()
    return opened
