"""JSON: neutral, every amount a string of digits."""

from __future__ import annotations

import json
from typing import BinaryIO

from csvariable.documents.clean import visible_json
from csvariable.documents.formats import Format, Look, Structured


def as_json(data: object) -> str:
    """Return one object; what cannot be seen is escaped, and means the same."""
    return visible_json(json.dumps(data, ensure_ascii=False, indent=1)) + "\n"


def write(found: Structured, out: BinaryIO, _: Look) -> None:
    """Write the whole as one object."""
    out.write(as_json(found.data()).encode("utf-8", "replace"))


FORMAT = Format("json", Structured, write, (".json",))
