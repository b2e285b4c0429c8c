"""An entry of one mapping moved into another as its author wrote it: its lines go, comments and all.

The lines are lifted, set in as deep as their new neighbours, and the result is read again: what
would not read back as the moved document is refused, never written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from csvariable.kernel.message import Message, Told, msg
from csvariable.text.document import Document
from csvariable.text.node import Node, Span
from csvariable.text.parsing import parse
from csvariable.text.routes import route_text
from csvariable.text.texts import line_around
from csvariable.text.writing import written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csvariable.kernel.diagnostic import Route

_INDENT = 2


class NotMovable(Told):
    """An entry that cannot be moved with its comments; says why."""


def moved(document: Document, section: str, name: str, to: str) -> str:
    """Return the text with an entry of a section of the document as the last one of another section.

    A section that is not there yet is begun above the one that is left; one that is left empty goes.

    Raises:
        NotMovable: where the entry shares its lines with others, or holds what only its place allows.
    """
    home, entry = (cast("Node", document.node(route)) for route in ((section,), (section, name)))
    there = document.node((to,))
    if _shares_lines(document.text, home, entry) or _is_flow(document.text, there):
        text = _in_brackets(document, section, name, to)
    else:
        text = _by_lines(document, (section, home), (name, entry), (to, there))
    _same(document, text, section, name, to)
    return text


def _by_lines(
    document: Document, home: tuple[str, Node], entry: tuple[str, Node], there: tuple[str, Node | None]
) -> str:
    text = document.text
    start, end = _lines(text, entry[1])
    key = cast("Span", entry[1].key)
    own = key.start - line_around(text, key.start)[0]
    lines = text[start:end].splitlines(keepends=True)
    alone = isinstance(home[1].value, dict) and len(home[1].value) == 1
    gone = _lines(text, home[1]) if alone else (start, end)
    found = there[1]
    if found is None:
        at, column, head = _lines(text, home[1])[0], _INDENT, f"{there[0]}:{_break(text)}"
    elif not isinstance(found.value, dict):
        raise NotMovable(
            msg("`{to}` is there and empty; take the key away, and it is begun anew", to=there[0])
        )
    else:
        last = list(found.value.values())[-1]
        first = cast("Span", next(iter(found.value.values())).key)
        at, head = _lines(text, last)[1], ""
        column = first.start - line_around(text, first.start)[0]
    block = head + "".join(_shifted(line, column - own) for line in lines)
    if not block.endswith(("\n", "\r")):
        block += _break(text)
    pieces = sorted([(at, at, block), (*gone, "")], reverse=True)
    for begin, until, new in pieces:
        glue = _break(text) if new and begin and text[begin - 1] not in "\r\n" else ""
        text = text[:begin] + glue + new + text[until:]
    return text


def _lines(text: str, entry: Node) -> tuple[int, int]:
    """Return the stretch of the lines of an entry: the comments just above it, and those inside it."""
    key = cast("Span", entry.key)
    start, _ = line_around(text, key.start)
    column = key.start - start
    while start:
        above, _ = line_around(text, start - 1 - (text[start - 2 : start] == "\r\n"))
        line = text[above:start]
        if not line.lstrip().startswith("#") or len(line) - len(line.lstrip()) != column:
            break
        start = above
    last = max(cast("Span", entry.site).end, key.end)
    _, end = line_around(text, last - (text[last - 1] in "\r\n"))
    end = _past_break(text, end)
    at = end
    while at < len(text):
        _, eol = line_around(text, at)
        line, following = text[at:eol], _past_break(text, eol)
        if line.strip() and not (line.lstrip().startswith("#") and len(line) - len(line.lstrip()) > column):
            break
        end = following if line.strip() else end
        at = following
    return start, end


def _past_break(text: str, at: int) -> int:
    return at + (2 if text[at : at + 2] == "\r\n" else 1 if at < len(text) else 0)


def _shifted(line: str, by: int) -> str:
    if not line.strip():
        return line
    return " " * by + line if by >= 0 else line[min(-by, len(line) - len(line.lstrip(" "))) :]


def _break(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _shares_lines(text: str, home: Node, entry: Node) -> bool:
    """Whether an entry stands in brackets, or its section is used from elsewhere."""
    return bool(home.via or entry.via) or _is_flow(text, home)


def _is_flow(text: str, node: Node | None) -> bool:
    return node is not None and text[cast("Span", node.site).start :].startswith("{")


def _in_brackets(document: Document, section: str, name: str, to: str) -> str:
    """Move an entry as a value; where it has comments of its own it is refused."""
    entry = cast("Node", document.node((section, name)))
    home = cast("Node", document.node((section,)))
    span = cast("Span", entry.site)
    start, end = (
        (span.start, span.end) if _shares_lines(document.text, home, entry) else _lines(document.text, entry)
    )
    if "#" in document.text[start:end] or entry.via or home.via:
        raise NotMovable(
            msg(
                "`{route}` cannot be moved with its comments: write `{section}` and `{to}` line by line",
                route=route_text((section, name)),
                section=section,
                to=to,
            )
        )
    alone = len(cast("dict[str, Node]", home.value)) == 1
    gone = (section,) if alone else (section, name)
    try:
        return written(document, {(to, name): entry, gone: None})
    except (ValueError, TypeError):
        raise NotMovable(_by_hand(section, name)) from None


def _by_hand(section: str, name: str) -> Message:
    return msg("`{route}` cannot be moved in its place; move it by hand", route=route_text((section, name)))


def _same(document: Document, text: str, section: str, name: str, to: str) -> None:
    """Refuse a text that does not say what the document says, with the entry elsewhere."""
    again, problems = parse(text, document.name)
    if (
        again is None
        or problems
        or _texts(again) != _relocated(_texts(document), (section, name), (to, name))
    ):
        raise NotMovable(_by_hand(section, name))


def _texts(document: Document) -> dict[Route, str]:
    return {route: value.text for route, value in document.routes()}


def _relocated(texts: Mapping[Route, str], old: Route, new: Route) -> dict[Route, str]:
    return {(*new, *route[2:]) if route[:2] == old else route: text for route, text in texts.items()}
