"""JSON lines: an object a person."""

from __future__ import annotations

from typing import BinaryIO

from csvariable.documents.clean import visible_json
from csvariable.documents.formats import Format, Listed, Look


def write(found: Listed, out: BinaryIO, _: Look) -> None:
    """Write each object on a line of its own, one after the other."""
    import json

    for item in found.items():
        text = visible_json(json.dumps(item, ensure_ascii=False)) + "\n"
        out.write(text.encode("utf-8", "replace"))


FORMAT = Format("jsonl", Listed, write, (".jsonl", ".ndjson"))
