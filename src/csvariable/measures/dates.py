"""Dates and times of rows as people's tools write them, as days of the plan (language, section 16.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from csvariable.kernel.message import msg
from csvariable.tables.numerals import MISSING, CellError, NoValue, is_missing

_ISO = re.compile(
    r"(\d{4})-(\d{2})(?:-(\d{2})"
    r"(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?(Z|UTC|[+-]\d{2}:?\d{2}))?)?)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class WrittenTime:
    """A date as written: the day, and perhaps a time, and perhaps its distance from UTC."""

    day: date
    time: time | None = None
    offset: timezone | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """When a row happened: the day in the plan's zone, and a point in time that orders rows."""

    day: date
    instant: datetime


def read_iso(text: str) -> WrittenTime | CellError | NoValue:
    """Read a date written year first, perhaps with a time and an offset; a month is its first day."""
    if is_missing(text):
        return MISSING
    match = _ISO.fullmatch(text.strip())
    if match is None:
        return CellError(
            msg("`{text}` is not a date written year first", text=text),
            msg("say how it is written: `format: DD/MM/YYYY` under `date`"),
        )
    year, month, day, hour, minute, second, part, offset = match.groups()
    try:
        found = date(int(year), int(month), int(day or 1))
        if hour is None:
            return WrittenTime(found)
        at = time(int(hour), int(minute), int(second or 0), int((part or "0")[:6].ljust(6, "0")))
        return WrittenTime(found, at, _offset(offset))
    except ValueError:
        return CellError(msg("`{text}` is not a day of the calendar, or not a time", text=text))


def _offset(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text in {"Z", "UTC"}:
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    span = timedelta(hours=hours, minutes=minutes)
    return timezone(-span if text[0] == "-" else span)


def moment(written: WrittenTime, zone: str | None, of_plan: str | None) -> Moment | CellError:
    """Return when something happened, in the days of the plan.

    A date without a time is that day. A time without an offset is one of `zone`: of an hour that comes
    twice it is the first, and one that does not exist is what the clock shows after the jump.
    """
    if written.time is None:
        midnight = datetime.combine(written.day, time(), ZoneInfo(of_plan) if of_plan else UTC)
        return Moment(written.day, midnight.astimezone(UTC))
    if of_plan is None:
        return CellError(
            msg("the dates have times, and the plan does not say where its days begin and end"),
            msg("write `zone: Europe/Paris`, or where the plan is, at the top of the plan"),
        )
    if written.offset is None and zone is None:
        return CellError(
            msg("the times have no offset, and nothing says in which zone they are"),
            msg("write `zone: UTC`, or the zone of the tool, under `date`"),
        )
    local = datetime.combine(written.day, written.time, written.offset or ZoneInfo(zone or "UTC"))
    try:
        instant = local.astimezone(UTC)
        return Moment(instant.astimezone(ZoneInfo(of_plan)).date(), instant)
    except OverflowError:
        return CellError(msg("`{day}` is outside the calendar", day=written.day))
