"""Diagnostics as neutral data: an object a problem."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from csvariable.documents.placed import Found, Spot
from csvariable.kernel.diagnostic import CellPlace, Edits, TextPlace
from csvariable.text import Node, Scalar, route_text
from csvariable.text.document import plain

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"


def objects(items: list[Found]) -> list[Json]:
    """Return one object per diagnostic; texts are as they are, not cleaned."""
    return [_data(item) for item in items]


def _data(item: Found) -> Json:
    return {
        "rule": item.rule,
        "severity": item.severity.value,
        "message": item.message,
        **_place(item.at),
        "route": item.route,
        "help": item.help,
        "also": [{**_place(mark.at), "message": mark.text} for mark in item.marks],
        "fix": _fix(item.fix),
    }


def _place(at: Spot) -> dict[str, Json]:
    place: dict[str, Json] = {"file": at.file or None}
    if isinstance(at, TextPlace):
        place |= {"line": at.line, "column": at.column, "end_line": at.end_line, "end_column": at.end_column}
    elif isinstance(at, CellPlace):
        place |= {"line": at.line, "column": at.column, "header": at.header, "cell": at.cell}
        if at.reference is not None:
            place["reference"] = at.reference
    return place


def _fix(fix: Edits | None) -> Json:
    return None if fix is None else {route_text(route): _value(value) for route, value in fix.items()}


def _value(value: object) -> Json:
    match value:
        case None | bool() | int() | str():
            return value
        case Scalar():
            return value.text
        case Node():
            return _value(plain(value))
        case Mapping():
            return {str(key): _value(child) for key, child in value.items()}
        case list() | tuple():
            return [_value(child) for child in value]
        case _:
            return str(value)
