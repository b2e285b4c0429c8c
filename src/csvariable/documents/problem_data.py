"""Diagnostics for programs: JSON, annotations of GitHub, SARIF 2.1.0."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from typing import TypeAlias
from urllib.parse import quote

from csvariable import __version__
from csvariable.documents.clean import clean, visible_json
from csvariable.documents.placed import Found, Spot, position
from csvariable.kernel.diagnostic import CellPlace, Edits, Severity, TextPlace
from csvariable.text import Node, Scalar, route_text
from csvariable.text.document import plain

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
_SHOWN = 10
"""Annotations of one kind that GitHub shows for a step; it drops the others in silence."""
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def json_text(data: Json) -> str:
    """Return JSON that a terminal can show: what cannot be seen is escaped, and means the same."""
    return visible_json(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def objects(items: list[Found]) -> list[Json]:
    """Return one object per diagnostic; texts are as they are, not cleaned."""
    return [_data(item) for item in items]


def _data(item: Found) -> Json:
    problem = item.problem
    return {
        "rule": problem.rule,
        "severity": problem.severity.value,
        "message": problem.message,
        **_place(item.at),
        "route": item.route,
        "help": problem.help,
        "also": [{**_place(mark.at), "message": mark.text} for mark in item.marks],
        "fix": _fix(problem.fix),
    }


def _place(at: Spot) -> dict[str, Json]:
    place: dict[str, Json] = {"file": at.file or None}
    if isinstance(at, TextPlace):
        place |= {"line": at.line, "column": at.column, "end_line": at.end_line, "end_column": at.end_column}
    elif isinstance(at, CellPlace):
        place |= {"line": at.line, "column": at.column, "header": at.header, "cell": at.cell}
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


def github(items: list[Found]) -> str:
    """Return workflow commands, errors first; what GitHub would drop is counted instead."""
    lines: list[str] = []
    for severity, command in _COMMANDS.items():
        of_kind = [item for item in items if item.problem.severity is severity]
        shown = of_kind if len(of_kind) <= _SHOWN else of_kind[: _SHOWN - 1]
        lines.extend(_command(command, item) for item in shown)
        if len(shown) < len(of_kind):
            lines.append(f"::{command} title=csvariable::and {len(of_kind) - len(shown)} more, see the log")
    return "".join(f"{line}\n" for line in lines)


def _command(command: str, item: Found) -> str:
    properties: dict[str, str | int] = {"title": f"csvariable ({item.problem.rule})"}
    if item.file:
        properties["file"] = item.file
    line, column = position(item.at)
    if line:
        properties |= {"line": line, "col": column}
    if isinstance(item.at, TextPlace):
        properties |= {"endLine": item.at.end_line, "endColumn": item.at.end_column}
        if item.at.end_line != item.at.line:
            # GitHub refuses columns when an annotation covers several lines.
            del properties["col"], properties["endColumn"]
    named = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    where = f"{clean(item.file)}:{line}:{column}: " if line else f"{clean(item.file)}: " if item.file else ""
    texts = [f"{where}{item.problem.rule}: {clean(item.problem.message)}"]
    texts += [f"  help: {clean(item.problem.help)}"] if item.problem.help else []
    return f"::{command} {named}::{'%0A'.join(_escaped(text) for text in texts)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Return a property; its file name must stay the true one, so it is escaped, not cleaned."""
    escaped = _escaped(text).replace(":", "%3A").replace(",", "%2C")
    return clean(escaped)


def sarif(items: list[Found]) -> Json:
    """Return a SARIF log; its fingerprints follow the address in the plan, not the line."""
    rules = sorted({item.problem.rule for item in items})
    seen: Counter[str] = Counter()
    results: list[Json] = []
    for item in items:
        identity = "\0".join((item.problem.rule, item.file, item.route or item.problem.message))
        seen[identity] += 1
        results.append(_result(item, rules.index(item.problem.rule), f"{identity}\0{seen[identity]}"))
    driver: Json = {"name": "csvariable", "version": __version__, "rules": [{"id": rule} for rule in rules]}
    run: Json = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(item: Found, index: int, identity: str) -> Json:
    problem = item.problem
    help_text = f"\n{clean(problem.help)}" if problem.help else ""
    result: dict[str, Json] = {
        "ruleId": problem.rule,
        "ruleIndex": index,
        "level": _LEVELS[problem.severity],
        "message": {"text": f"{clean(problem.message)}{help_text}"},
        "partialFingerprints": {
            "csvariable/v1": hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest(),
        },
    }
    if item.file:
        location = _location(item.at)
        if item.route:
            location["logicalLocations"] = [{"fullyQualifiedName": item.route}]
        result["locations"] = [location]
    related: list[Json] = [
        {**_location(mark.at), "id": number, "message": {"text": clean(mark.text)}}
        for number, mark in enumerate(item.marks)
        if mark.at.file
    ]
    if related:
        result["relatedLocations"] = related
    return result


def _location(at: Spot) -> dict[str, Json]:
    uri = quote(at.file.replace("\\", "/"), safe="/:", errors="surrogatepass")
    physical: dict[str, Json] = {"artifactLocation": {"uri": uri}}
    if isinstance(at, TextPlace):
        physical["region"] = {
            "startLine": at.line,
            "startColumn": at.column,
            "endLine": at.end_line,
            "endColumn": at.end_column,
        }
    elif isinstance(at, CellPlace):
        physical["region"] = {"startLine": at.line, "startColumn": at.column}
    return {"physicalLocation": physical}
