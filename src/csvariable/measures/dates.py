"""Dates and times of rows as people's tools write them, as days of the plan (language, section 16.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from csvariable.kernel.message import msg
from csvariable.plan.date_format import SIGNS
from csvariable.tables.numerals import CellError
from csvariable.tables.written import DateOrder

_ZONE: Final = r"Z|(?:UTC|GMT)(?:[+-]\d{1,2}(?::\d{2})?)?|[+-]\d{2}(?::?\d{2})?"
"""How the distance from UTC is written: `Z`, `+02:00`, `+02` as databases do, `GMT+2` as forms do."""
_TIME: Final = (
    r"(?P<hh>\d{1,2}):(?P<mm>\d{2})(?::(?P<ss>\d{2})(?:[.,](?P<part>\d{1,9}))?)?"
    rf"(?: ?(?P<half>[AaPp][Mm]))?(?: ?(?P<zone>{_ZONE}))?"
)
ISO = re.compile(rf"(?P<YYYY>\d{{4}})-(?P<MM>\d{{2}})(?:-(?P<DD>\d{{2}})(?:[ T]{_TIME})?)?", re.ASCII)
_YEAR_FIRST: Final = re.compile(
    rf"(?P<YYYY>\d{{4}})(?P<sign>[/.])(?P<MM>\d{{2}})(?P=sign)(?P<DD>\d{{2}})(?:,? +{_TIME})?", re.ASCII
)
"""What `iso` does not allow, and nobody reads in two ways."""
_ORDERED: Final = {
    order: re.compile(rf"{days}[/.-](?P<YYYY>\d{{4}})(?:,? +{_TIME})?", re.ASCII)
    for order, days in (
        ("dmy", r"(?P<DD>\d{1,2})[/.-](?P<MM>\d{1,2})"),
        ("mdy", r"(?P<MM>\d{1,2})[/.-](?P<DD>\d{1,2})"),
    )
}
_MONTHS: Final = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
        "janv fevr mars avr mai juin juil aout sept oct nov dec",
        "janvier f\u00e9vrier mars avril mai juin juillet ao\u00fbt septembre octobre novembre d\u00e9cembre",
        "janv f\u00e9vr mars avr mai juin juil ao\u00fbt sept oct nov d\u00e9c",
    )
    for number, name in enumerate(names.split(), 1)
}
_TOKENS: Final = {
    "YYYY": r"(?P<YYYY>\d{4})",
    "MMM": r"(?P<name>[^\W\d_]+)\.?",
    "MM": r"(?P<MM>\d{1,2})",
    "DD": r"(?P<DD>\d{1,2})(?:er)?",
    "hh": r"(?P<hh>\d{1,2})",
    "mm": r"(?P<mm>\d{2})",
    "ss": r"(?P<ss>\d{2})(?:[.,](?P<part>\d{1,9}))?",
    "AM": r"(?P<half>[AaPp]\.?[Mm]\.?)",
    "Z": rf"(?P<zone>{_ZONE})",
}


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


_AROUND: Final = [timedelta(minutes=15 * at) for at in range(-16, 17)] + [
    timedelta(hours=at) for at in range(-26, 27)
]
_GRAIN: Final = timedelta(microseconds=1)


@lru_cache(maxsize=64)
def _pattern(written: str) -> re.Pattern[str]:
    """Return the pattern of a format such as `DD/MM/YYYY hh:mm`."""
    parts, at = [], 0
    for token in SIGNS.finditer(written):
        parts += [re.escape(written[at : token.start()]), _TOKENS[token[0]]]
        at = token.end()
    return re.compile("".join([*parts, re.escape(written[at:])]), re.ASCII if "MMM" not in written else 0)


def read_time(
    text: str, written: str | None = None, order: DateOrder | None = None
) -> WrittenTime | CellError:
    """Read a date in the format that is written; else year first, or in the order of its column."""
    body = text.strip()
    if written is not None and written != "iso":
        match = _pattern(written).fullmatch(body)
        if match is None:
            return CellError(
                msg("`{text}` is not written as `{format}`", text=text, format=written),
                msg("write it so, or correct the `format` of the column"),
            )
        return _read(text, match.groupdict())
    match = ISO.fullmatch(body)
    if match is None and written is None:
        match = _YEAR_FIRST.fullmatch(body)
    if match is None and written is None and order is not None:
        match = _ORDERED[order].fullmatch(body)
    if match is None:
        return CellError(
            msg("`{text}` is not a date written year first", text=text),
            msg("say how it is written: `format: DD/MM/YYYY` under `date`"),
        )
    return _read(text, match.groupdict())


def _read(text: str, found: Mapping[str, str | Any]) -> WrittenTime | CellError:
    """Return what the signs of a pattern found: a year and a month always, None for what is not there."""
    name = found.get("name")
    try:
        month = int(found["MM"]) if name is None else _MONTHS.get(name.casefold(), 0)
        day = date(int(found["YYYY"]), month, int(found.get("DD") or 1))
        if found.get("hh") is None:
            return WrittenTime(day)
        part = (found.get("part") or "")[:6].ljust(6, "0")
        at = time(_hour(found), int(found.get("mm") or 0), int(found.get("ss") or 0), int(part))
        return WrittenTime(day, at, _offset(found.get("zone")))
    except ValueError:
        return CellError(msg("`{text}` is not a day of the calendar, or not a time", text=text))


def _hour(found: Mapping[str, str | Any]) -> int:
    hour, half = int(found["hh"]), (found.get("half") or "")[:1].casefold()
    if not half:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if half == "p" else 0)


def _offset(text: str | None) -> timezone | None:
    if text is None:
        return None
    span = text.removeprefix("UTC").removeprefix("GMT")
    if span in {"", "Z"}:
        return UTC
    digits = span[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    distance = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-distance if span[0] == "-" else distance)


def moment(written: WrittenTime, zone: str | None, of_plan: str | None) -> Moment | CellError:
    """Return when something happened, in the days of the plan.

    A date without a time is that day. A time without an offset is one of `zone`: of an hour that comes
    twice it is the first, and one that does not exist is what the clock shows after the jump.
    """
    if written.time is None:
        midnight = datetime.combine(written.day, time(), ZoneInfo(of_plan) if of_plan else UTC)
        try:
            return Moment(written.day, midnight.astimezone(UTC))
        except OverflowError:
            return Moment(written.day, midnight.replace(tzinfo=UTC))
    if of_plan is None:
        return CellError(
            msg("the dates have times, and the plan does not say where its days begin and end"),
            msg("write `zone: Europe/Paris`, or where the plan is, at the top of the plan"),
            asks=True,
        )
    if written.offset is None and zone is None:
        return CellError(
            msg("the times have no offset, and nothing says in which zone they are"),
            msg("write `zone: UTC`, or the zone of the tool, under `date`"),
            asks=True,
        )
    local = datetime.combine(written.day, written.time, written.offset or ZoneInfo(zone or "UTC"))
    try:
        instant = local.astimezone(UTC)
        return Moment(instant.astimezone(ZoneInfo(of_plan)).date(), instant)
    except OverflowError:
        return CellError(msg("`{day}` is outside the calendar", day=written.day))


@lru_cache(maxsize=2000)
def first_of_day(day: date, of_plan: str, zone: str | None) -> datetime | None:
    """Return when a day of the plan begins: in UTC, or as the clock of another zone shows it.

    None where the clock jumps about there, so that no one moment parts the days, or the calendar ends.
    """
    try:
        instant = datetime.combine(day, time(), ZoneInfo(of_plan)).astimezone(UTC)
        start = instant if zone is None else instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        probes = [start + step for step in (-_GRAIN, *_AROUND)]
    except OverflowError:
        return None
    parts = all((_day_of(one, zone, of_plan) >= day) == (one >= start) for one in probes)
    return start if parts else None


def _day_of(when: datetime, zone: str | None, of_plan: str) -> date:
    """Return the day of the plan of a moment, as the definition reads it."""
    found = moment(WrittenTime(when.date(), when.time(), None if zone is not None else UTC), zone, of_plan)
    return found.day if isinstance(found, Moment) else date.min
