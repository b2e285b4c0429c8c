"""Files and cells as tools write them (section 16.6): frame, headers, texts, values, dates."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from fnmatch import fnmatchcase
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from .plans import Node
from .values import DURATIONS, MINUTES, Refused, fact, minor_unit, number, of_unit

MONTHS = (
    "jan january janv janvier", "feb february févr février", "mar march mars", "apr april avr avril",
    "may mai", "jun june juin", "jul july juil juillet", "aug august août", "sep sept september septembre",
    "oct october octobre", "nov november novembre", "dec december déc décembre",
)  # fmt: skip
PIECES = {
    "YYYY": r"(?P<year>\d{4})", "MMM": r"(?P<name>[^\W\d]+\.?)", "MM": r"(?P<month>\d{1,2})",
    "DD": r"(?P<day>\d{1,2})", "hh": r"(?P<hour>\d{1,2})", "mm": r"(?P<minute>\d{2})",
    "ss": r"(?P<second>\d{2})", "AM": r"(?P<half>[AaPp][Mm])", "Z": r"(?P<offset>Z|UTC|[+-]\d\d:?\d\d)",
}  # fmt: skip
IN = {"ms": Fraction(1, 60_000), "s": Fraction(1, 60), "min": Fraction(1), "h": Fraction(60)}


def framed(text: str, source: Node) -> tuple[list[dict[str, str]], int]:
    """The rows of a file under their headers, and how many stand below the end of its rows."""
    how = source.get("header") or {}
    skip, rows = int(how.get("skip", 0)), int(how.get("rows", 1))
    ends = source.get("ends")
    lines = text.split("\n")[skip:]
    records = list(csv.reader(io.StringIO("\n".join(lines))))
    heads = [" ".join(part.strip() for part in parts).strip() for parts in zip(*records[:rows], strict=True)]
    found: list[dict[str, str]] = []
    below, ended = 0, False
    for record in records[rows:]:
        if not any(cell.strip() for cell in record):
            ended |= ends == "blank"
            continue
        row = {head: _unguarded(cell.strip()) for head, cell in zip(heads, record, strict=False)}
        if isinstance(ends, dict):
            shown = [ends["is"]] if isinstance(ends["is"], str) else ends["is"]
            named = (source.get("columns") or {}).get(ends["column"]) or ends["column"]
            ended |= row[named if isinstance(named, str) else header_of(named, row)] in shown
        if ended:
            below += 1
        else:
            found.append(row)
    return found, below


def _unguarded(text: str) -> str:
    return text[1:] if re.match(r"'[=+@-]", text) else text


def header_of(spec: Node, line: Mapping[str, str]) -> str:
    """The header of a column: written, or the one that fits what is written."""
    if "like" not in spec:
        return str(spec["column"])
    fits = [head for head in line if fnmatchcase(head, spec["like"])]
    if len(fits) != 1:
        raise Refused(f"{len(fits)} headers fit")
    return fits[0]


def same_id(text: str, spec: Node) -> str:
    """An id as it is compared: the last 3 of 18 characters of Salesforce say the case of the others."""
    return text[:15] if spec.get("id") == "salesforce" and len(text) == len("0060000000abcdeFGH") else text


def texts(text: str, spec: Node) -> list[str]:
    """The texts of a cell that holds several."""
    return [one.strip() for one in text.split(spec["split"])] if "split" in spec else [text]


def value(text: str, spec: Node, line: Mapping[str, str], plan: Node, decimal: str | None) -> Fraction:
    """The value of a cell in the unit of its column."""
    unit = spec["unit"]
    if "values" in spec:
        if text not in spec["values"]:
            raise Refused(f"{text!r} is no word of the column")
        return of_unit(spec["values"][text], unit)
    clock = spec.get("in")
    found = _time(text, clock, unit, decimal) if clock else _number(text, unit, decimal, spec)
    if "currency" in spec:
        found = _exchanged(found, line[spec["currency"]].strip(), plan)
    if "times" in spec:
        found *= _factor(spec["times"], line)
    return found


def _number(text: str, unit: str, decimal: str | None, spec: Node) -> Fraction:
    """A number as a spreadsheet writes it; in brackets it is below zero."""
    inside = re.fullmatch(r"\((.*)\)", text)
    bare = (inside[1] if inside else text).replace("\u2212", "-")
    if decimal == ",":
        bare = bare.replace(".", "").replace(",", ".")
    elif decimal == ".":
        bare = bare.replace(",", "")
    signed = re.search(r"%[)\]]?$|^%", str(spec.get("column") or spec.get("like") or ""))
    found = fact(bare.replace("'", "").replace("\u2019", ""), unit, "percent" if signed else None)
    return -found if inside else found


def _time(text: str, written: str, unit: str, decimal: str | None) -> Fraction:
    if unit not in DURATIONS or (written == "d") != (unit == "days"):
        raise Refused("days are never converted")
    if written == "d":
        return _number(text, "number", decimal, {})
    if ":" in written:
        parts = [Fraction(part) for part in text.split(":")]
        hours, minutes, seconds = (*parts, Fraction(0))[:3]
        return (hours * 60 + minutes + seconds / 60) / MINUTES[unit]
    return _number(text, "number", decimal, {}) * IN[written] / MINUTES[unit]


def _exchanged(amount: Fraction, currency: str, plan: Node) -> Fraction:
    if amount % minor_unit(currency):
        raise Refused("more decimals than the currency has")
    if currency == plan["currency"]:
        return amount
    if currency not in plan.get("rates", {}):
        raise Refused(f"no rate of {currency}")
    return amount * number(plan["rates"][currency])


def _factor(how: Any, line: Mapping[str, str]) -> Fraction:
    if isinstance(how, str):
        return number(how)
    word = line[how["column"]].strip()
    if word not in how["by"]:
        raise Refused(f"no factor of {word!r}")
    return number(how["by"][word])


def instant(text: str, spec: Node, here: ZoneInfo | Any) -> datetime:
    """The instant of a cell in the plan's zone; a day without a time is its first moment there."""
    found = _moment(text, spec.get("format", "iso"))
    if not isinstance(found, datetime):
        return datetime(found.year, found.month, found.day, tzinfo=here)
    if found.tzinfo is None:
        # An hour that comes twice is the first one; one that does not exist has the offset before it.
        found = found.replace(tzinfo=ZoneInfo(spec["zone"]), fold=0)
    return found.astimezone(UTC).astimezone(here)


def _moment(text: str, form: str) -> date | datetime:
    if form != "iso":
        return _by_pattern(text, form)
    if re.fullmatch(r"\d{4}-\d\d", text):
        return date.fromisoformat(f"{text}-01")
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    return datetime.fromisoformat(re.sub(r"\s*(Z|UTC)$", "+00:00", text))


def _by_pattern(text: str, form: str) -> date | datetime:
    pattern = "".join(PIECES.get(part) or re.escape(part) for part in re.split(f"({'|'.join(PIECES)})", form))
    found = re.fullmatch(pattern, text)
    if found is None:
        raise Refused(f"{text!r} is not written as {form!r}")
    got = found.groupdict()
    month = got.get("month") or _month(got["name"])
    day = date(int(got["year"]), int(month), int(got.get("day") or 1))
    if "hour" not in got:
        return day
    hour = int(got["hour"])
    if "half" in got:
        hour = hour % 12 + (12 if got["half"].lower() == "pm" else 0)
    when = datetime.combine(day, time(hour, int(got["minute"]), int(got.get("second") or 0)))
    return when.replace(tzinfo=_offset(got["offset"])) if "offset" in got else when


def _offset(text: str) -> timezone:
    if text in {"Z", "UTC"}:
        return UTC
    whole = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-whole if text[0] == "-" else whole)


def _month(name: str) -> int:
    word = name.casefold().removesuffix(".")
    return next(at for at, words in enumerate(MONTHS, 1) if word in words.split())
