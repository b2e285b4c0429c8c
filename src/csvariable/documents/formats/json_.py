"""JSON: neutral, every amount a string of digits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from csvariable.documents.clean import visible_json
from csvariable.documents.formats import Format, Look, Structured


def as_json(data: object) -> str:
    """Return one object; what cannot be seen is escaped, and means the same."""
    return "".join(_pieces(data))


def write(found: Structured, out: BinaryIO, _: Look) -> None:
    """Write the whole as one object, an item at a time where the data makes them one by one."""
    out.writelines(piece.encode("utf-8", "replace") for piece in _pieces(found.data()))


def _pieces(data: object) -> Iterator[str]:
    """Yield the text of an object, of which a value may be an iterator: a list too long to be kept."""
    if not isinstance(data, dict) or not any(isinstance(value, Iterator) for value in data.values()):
        yield f"{_text(data)}\n"
        return
    before = "{\n "
    for key, value in data.items():
        yield f"{before}{_text(key)}: "
        before = ",\n "
        if isinstance(value, Iterator):
            yield from _items(value)
        else:
            yield _text(value, 1)
    yield "\n}\n"


def _items(items: Iterator[object]) -> Iterator[str]:
    before = "["
    for item in items:
        yield f"{before}\n  {_text(item, 2)}"
        before = ","
    yield "[]" if before == "[" else "\n ]"


def _text(data: object, depth: int = 0) -> str:
    import json  # every command asks for the names of the formats, few write this one

    text = visible_json(json.dumps(data, ensure_ascii=False, indent=1))
    return text.replace("\n", "\n" + " " * depth) if depth else text


FORMAT = Format("json", Structured, write, (".json",))
