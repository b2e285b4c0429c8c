"""The block of `sources` to paste: what the file shows, and what only its owner can say as a question."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator, Sequence
from pathlib import PurePath
from typing import Any, Final

from csvariable.catalog.definition import Tree
from csvariable.catalog.preset import asked, preset
from csvariable.facts.headers import match
from csvariable.inspection.file import InspectedFile
from csvariable.inspection.kinds import ColumnKind, InspectedColumn, is_day, looks_like_a_value, says_its_zone
from csvariable.kernel.excerpt import excerpt
from csvariable.kernel.message import Listing, Message, msg, quoted
from csvariable.tables.folding import fold
from csvariable.tables.numerals import is_missing, marks_of
from csvariable.text import parse, written

_OWNER = re.compile(
    r"owner|assign|agent|\bcsm\b|teammate|responsable|attribut?|participant|collaborat|vendeur|manager"
    r"|propri\u00e9taire|proprietaire|commercial|conseill|gestionnaire|charg\u00e9|\brep\b|handled by"
    r"|account exec",
    re.IGNORECASE,
)
_DAYS = re.compile(
    r"date|\bday|jour|month|mois|_at$|\bat$|\b(?:created|closed|solved|resolved|submitted|answered|updated)\b"
    r"|\bon$|time ?stamp|horodat|^le$|\bquand\b|\bwhen\b|cr\u00e9\u00e9e? le",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"[34]\d{4}(?:[.,]\d+)?")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?(?:[.,]\d+)?")
_CURRENCY = re.compile(r"currency|devise|monnaie", re.IGNORECASE)
_AMOUNT = re.compile(
    r"amount|montant|\b(?:arr|mrr|acv|tcv|ca)\b|revenue?|price|prix|value|valeur|total|contract|renew|deal",
    re.IGNORECASE,
)
_WHEN: Final = ("close", "solved", "resolved", "submit", "response", "answer", "updated", "created", "date")
"""Words of headers of days, those that decide a period most often first."""


def source_name(file: str) -> str:
    """Return a name for the source of a file: its own, as an id."""
    plain = unicodedata.normalize("NFKD", PurePath(file).stem).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-") or "rows"
    return (name if name[0].isalpha() else f"rows-{name}")[:40]


def source_names(files: Sequence[str]) -> list[str]:
    """Return a name for the source of each file; files of one name get a number each after the first."""
    names: list[str] = []
    for file in files:
        names.append(_free(source_name(file), names))
    return names


def _free(wanted: str, taken: Container[str]) -> str:
    """Return a name that is not taken: the one wanted, else that with the first number that makes one."""
    name, number = wanted, 2
    while name in taken:
        name = f"{wanted[:36]}-{number}"
        number += 1
    return name


def block(found: InspectedFile, file: str, name: str | None = None) -> str:
    """Return the source as a plan writes it, under a name or that of the file."""
    name = name or source_name(file)
    first = "file" if found.database is None else "table"
    document, _ = parse(f"sources:\n  {name}:\n    {first}: x\n", "sources")
    assert document is not None  # noqa: S101 - it is the text above
    text = document.text
    for key, value in _keys(found, file).items():
        document, _ = parse(text, "sources")
        assert document is not None  # noqa: S101 - each edit is parsed again where it is made
        text = written(document, {("sources", name, key): value})
    return text


def questions(found: InspectedFile) -> list[Message]:
    """Return what only somebody who knows the file can say."""
    said = [*_doubts(found)]
    if found.presets:
        known = preset(found.presets[0])
        return [*said, *(asked(route, gap) for route, gap in known.open_gaps(_own(found)).items())]
    owners, days = _owners(found), _days(found)
    if not owners:
        said.append(msg("no header says whose a row is: write `participant`"))
    elif len(owners) > 1:
        said.append(msg("`participant` may also be {others}", others=_others(owners)))
    if len(days) > 1:
        said.append(msg("`date` may also be {others}", others=_others(days)))
    if not days:
        said += [_unread_days(found, at) for at, one in enumerate(found.columns) if _is_of_days(one)][:1]
    alone = len(owners) == 1 and owners[0].kind is ColumnKind.ID and fold(owners[0].header) == "id"
    if alone and len(found.columns) > 1:
        said.append(msg("`participant`: does `{header}` name people, or rows?", header=owners[0].header))
    asks_zone = bool(days) and days[0].kind is ColumnKind.TIME and days[0].zone is None
    if asks_zone and not says_its_zone(days[0].example):
        said.append(msg("`{header}` has times: write the `zone` that they are in", header=days[0].header))
    return said


def _doubts(found: InspectedFile) -> Iterator[Message]:
    """Yield what makes another file of it than rows of a source, and marks that can be read in two ways."""
    names = {one.name for one in match(found.table.header, ()).columns if one is not None}
    if {"participant", "kpi", "value"} <= names:
        yield msg("it is a KPI file: give it to `csvariable compute` beside the plan, no source is needed")
    values = [one for one in found.table.header if looks_like_a_value(one)]
    if values:
        message = msg("the headers look like values ({values}): is the line of headers missing?")
        yield message.given(values=quoted(values, "and"))
    columns = (at for at, one in enumerate(found.columns) if one.unclear)
    marked = [text for at in columns for text in found.table.distinct(at) if marks_of(text)]
    unclear = sorted(marked, key=lambda text: -len(marks_of(text)))  # those with two readings first
    if unclear:
        yield msg(
            '`decimal`: `{text}` can be read in two ways: write `decimal: "."` or `decimal: ","`',
            text=unclear[0],
        )


def _is_of_days(one: InspectedColumn) -> bool:
    """Whether the header of a column is one of days, and its cells are none that can be read."""
    if one.kind is ColumnKind.TEXT and one.header.casefold().endswith("time"):
        return re.search(r"\d[/.-]\d", one.example) is not None
    return one.filled > 0 and _DAYS.search(one.header) is not None


def _unread_days(found: InspectedFile, at: int) -> Message:
    one = found.columns[at]
    if _SERIAL.fullmatch(one.example):
        return msg(
            "`date`: `{header}` counts days as a spreadsheet does (`{text}`): show them as dates there",
            header=one.header,
            text=one.example,
        )
    if _EPOCH.fullmatch(one.example):
        return msg(
            "`date`: `{header}` counts seconds from 1970 (`{text}`): export it as dates and times",
            header=one.header,
            text=one.example,
        )
    cells = (text for text in found.table.distinct(at) if not is_missing(text) and not is_day(text))
    return msg(
        "`date`: `{text}` under `{header}` is no day that is read: write days as `2026-08-31`, or say their "
        "`format`; without a date the rows hold the period as they are",
        header=one.header,
        text=excerpt(next(cells, one.example)),
    )


def _others(columns: Sequence[InspectedColumn]) -> Listing:
    return quoted([one.header for one in columns[1:]], "or")


def _keys(found: InspectedFile, file: str) -> dict[str, Any]:
    keys: dict[str, Any] = {"file": file}
    if found.database is not None:
        address, table = found.database
        keys = {"table": {"connect": address, "name": table}}
    if found.presets:
        return {**keys, "preset": found.presets[0], **_own(found)}
    return {**keys, **_own(found), **_read(found)}


def _own(found: InspectedFile) -> dict[str, Any]:
    """Return what is of this file, whatever tool wrote it."""
    keys: dict[str, Any] = {}
    header = {
        name: str(value)
        for name, value, usual in (("skip", found.skip, 0), ("rows", found.header_rows, 1))
        if value != usual
    }
    known: Tree = preset(found.presets[0]).source if found.presets else {}
    assert isinstance(known, dict)  # noqa: S101 - a source is a mapping
    if header and "header" not in known:
        keys["header"] = header
    if "ends" not in known and found.total is not None:
        keys["ends"] = {"column": found.total[0], "is": found.total[1]}
    elif "ends" not in known and found.blank_end:
        keys["ends"] = "blank"
    return keys


def _read(found: InspectedFile) -> dict[str, Any]:
    """Return owner, day, key and columns, as far as the file shows them."""
    keys: dict[str, Any] = {}
    owners = _owners(found)
    if owners:
        keys["participant"] = {"column": owners[0].header, "by": _by(owners[0])}
    if days := _days(found):
        said = {"format": days[0].form, "zone": days[0].zone}
        more = {key: value for key, value in said.items() if value is not None}
        keys["date"] = {"column": days[0].header, **more} if more else days[0].header
    ids = [one for one in found.columns if one.kind is ColumnKind.ID and not one.empty]
    if ids and ids[0] not in owners[:1]:
        keys["key"] = ids[0].header
    columns = dict(_columns(found, [one.header for one in owners[:1]]))
    if columns:
        keys["columns"] = columns
    return keys


def _columns(found: InspectedFile, owners: Sequence[str]) -> Iterator[tuple[str, dict[str, str]]]:
    taken: set[str] = set()
    for one in found.columns:
        if not one.is_number or one.header in owners:
            continue
        name = _free(source_name(f"{one.header}.x"), taken)
        taken.add(name)
        yield name, {"column": one.header, **(_money_of(found, one) or _unit(one))}


def _money_of(found: InspectedFile, one: InspectedColumn) -> dict[str, str]:
    """Return the unit of an amount whose currency stands in a column of its own."""
    if one.kind not in {ColumnKind.NUMBER, ColumnKind.MONEY} or not _AMOUNT.search(one.header):
        return {}
    codes = [
        each.header for each in found.columns if _CURRENCY.search(each.header) and _is_code(each.example)
    ]
    own = [header for header in codes if _CURRENCY.sub("", header).strip(" _-()") == one.header]
    if len(codes) != 1 and not own:
        return {}
    return {"unit": "money", "currency": (own or codes)[0]}


def _is_code(text: str) -> bool:
    return re.fullmatch("[A-Za-z]{3}", text) is not None


def _unit(one: InspectedColumn) -> dict[str, str]:
    if one.kind is ColumnKind.PERCENT:
        return {"unit": "percent"}
    if one.kind is ColumnKind.MONEY:
        return {"unit": "money"}
    if one.kind is ColumnKind.DURATION and one.unit is None:
        return {"unit": "minutes"}
    if one.unit is None:
        return {"unit": "number"}
    return {"unit": "days" if one.unit == "d" else "minutes", "in": one.unit}


def _owners(found: InspectedFile) -> list[InspectedColumn]:
    """Return the columns that may name the owner of a row, those that say so first."""
    kinds = {ColumnKind.WORDS, ColumnKind.TEXT, ColumnKind.EMAIL, ColumnKind.ID}
    known = match([one.header for one in found.columns], ()).columns
    ids = {at for at, column in enumerate(known) if column is not None and column.name == "participant"}
    named = [at for at, one in enumerate(found.columns) if one.kind in kinds and _OWNER.search(one.header)]
    alone = {at for at in ids if fold(found.columns[at].header) == "id"}  # of a row, where a person has one
    return [found.columns[at] for at in dict.fromkeys([*sorted(ids - alone), *named, *sorted(alone)])]


def _by(one: InspectedColumn) -> str:
    if one.kind is ColumnKind.EMAIL:
        return "email"
    return "name" if " " in one.example else "id"


def _days(found: InspectedFile) -> list[InspectedColumn]:
    days = [one for one in found.columns if one.kind in {ColumnKind.DATE, ColumnKind.TIME}]

    def rank(one: InspectedColumn) -> int:
        header = one.header.casefold()
        return next((at for at, word in enumerate(_WHEN) if word in header), len(_WHEN))

    return sorted(days, key=rank)
