"""SARIF 2.1.0: problems for programs that show the results of checks."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import quote

from csvariable import __version__
from csvariable.documents.clean import clean, visible_json
from csvariable.documents.formats import Diagnosed, Format, Look
from csvariable.kernel.diagnostic import CellPlace, Severity, TextPlace

if TYPE_CHECKING:
    from csvariable.documents.placed import Found, Spot
    from csvariable.documents.problem_data import Json

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def write(found: Diagnosed, out: BinaryIO, _: Look) -> None:
    """Write one log."""
    import json

    text = visible_json(json.dumps(log(found.problems()), ensure_ascii=False, indent=2)) + "\n"
    out.write(text.encode("utf-8", "replace"))


def log(items: Sequence[Found]) -> Json:
    """Return the log; its fingerprints follow the address in the plan, not the line."""
    rules = sorted({item.rule for item in items})
    seen: Counter[str] = Counter()
    results: list[Json] = []
    for item in items:
        identity = "\0".join((item.rule, item.file, item.route or item.message))
        seen[identity] += 1
        results.append(_result(item, rules.index(item.rule), f"{identity}\0{seen[identity]}"))
    driver: Json = {"name": "csvariable", "version": __version__, "rules": [{"id": rule} for rule in rules]}
    run: Json = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(item: Found, index: int, identity: str) -> Json:
    help_text = f"\n{clean(item.help)}" if item.help else ""
    result: dict[str, Json] = {
        "ruleId": item.rule,
        "ruleIndex": index,
        "level": _LEVELS[item.severity],
        "message": {"text": f"{clean(item.message)}{help_text}"},
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


FORMAT = Format("sarif", Diagnosed, write, (".sarif",))
