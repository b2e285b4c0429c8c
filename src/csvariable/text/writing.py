"""The author's text with new values spliced in: comments, order and spelling survive.

One edit is one splice, and the result is read again before the next: what would not read
back as the edited document is refused, never written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from csvariable.text.document import Document, plain
from csvariable.text.editing import in_order
from csvariable.text.node import Node, Plain, Scalar, Setting, Span, branch, is_plain, settled
from csvariable.text.parsing import parse
from csvariable.text.routes import route_text
from csvariable.text.texts import line_around

if TYPE_CHECKING:
    from csvariable.kernel.diagnostic import Edits, Key, Route

_BY = Setting("fix")
_BLANK = re.compile(r"(?:\s+|#[^\r\n]*)*")
_COLON = re.compile(r"\s*:")


def written(document: Document, edits: Edits) -> str:
    """Return the text of the document with the edits in it.

    Raises:
        ValueError: when a value cannot be changed in its place: it was set from elsewhere,
            or is shared through an anchor. The sentence says so to the author.
        TypeError: for a value that a plan cannot hold.
    """
    text = document.text
    for route, value in in_order(edits):
        if document.setting(route) is not None:
            message = f"`{route_text(route)}` is not written in {document.name}"
            raise ValueError(message)
        if value is None and document.node(route) is None:
            continue
        wanted = document.edited({route: value}, _BY)
        text = _spliced(document, *_least(document, route, value))
        again, _ = parse(text, document.name)
        if again is None or _settled(again.root) != _settled(wanted.root):
            message = f"`{route_text(route)}` cannot be changed in its place; change it by hand"
            raise ValueError(message)
        document = again
    return text


def _least(document: Document, route: Route, value: object) -> tuple[Route, object]:
    """Return the smallest edit of the text that does what an edit of the values does."""
    for depth in range(1, len(route)):
        above = route[:depth]
        node = document.node(above)
        if node is None:
            # Keys that do not exist yet are written as one value of the first of them.
            for key in reversed(route[depth:]):
                value = {key: value} if isinstance(key, str) else [value]
            return above, value
        if node.via:
            # The use of an alias becomes a value of its own, the anchor keeps its own.
            edited = document.edited({route: value}, _BY).node(above)
            return above, edited
    parent = _held(document, route[:-1])
    if value is None and len(_entries(parent)) == 1:
        return route[:-1], {} if isinstance(parent.value, dict) else []
    return route, value


def _held(document: Document, route: Route) -> Node:
    """Return what stands at a route that is there: every one above the smallest edit."""
    return cast("Node", document.node(route))


def _spliced(document: Document, route: Route, value: object) -> str:
    """Return the text with one value replaced, added or, if None, removed."""
    if value is None:
        return _without(document.text, _held(document, route[:-1]), route[-1])
    node = document.node(route)
    if node is None:
        return _with(document, route, value)
    return _replaced(document.text, node, flow_text(branch(value)))


def _replaced(text: str, node: Node, new: str) -> str:
    site = _site(node)
    block = not isinstance(node.value, Scalar) and not node.via and not _in_brackets(text, node)
    colon = _COLON.match(text, node.key.end) if node.key else None
    if block and colon:
        # The value moves up to the line of its key, before the comment that stands there.
        _, eol = line_around(text, colon.end())
        return f"{text[: colon.end()]} {new}{text[colon.end() : eol]}{text[site.end :]}"
    if site.start == site.end:
        glue = " " if node.key is None or colon else ": "
        return f"{text[: site.start]}{glue}{new}{text[site.start :]}"
    return text[: site.start] + new + text[site.end :]


def _with(document: Document, route: Route, value: object) -> str:
    """Return the text with a new last entry in the collection that a route ends in."""
    text, key = document.text, route[-1]
    parent = _held(document, route[:-1])
    if isinstance(parent.value, Scalar):
        return _spliced(document, route[:-1], {key: value} if isinstance(key, str) else [value])
    new = flow_text(branch(value))
    entry = f"{_word(key)}: {new}".rstrip() if isinstance(key, str) else new
    start = _site(parent).start
    entries = _entries(parent)
    if not entries:
        return f"{text[: start + 1]}{entry}{text[start + 1 :]}"
    end = _site(entries[-1]).end
    if _in_brackets(text, parent):
        return f"{text[:end]}, {entry}{text[end:]}"
    dash = "" if isinstance(key, str) else "- "
    column = start - line_around(text, start)[0]
    _, eol = line_around(text, end)
    return f"{text[:eol]}{_newline(text)}{' ' * column}{dash}{entry}{text[eol:]}"


def _without(text: str, parent: Node, key: Key) -> str:
    """Return the text without one entry of a collection that has others."""
    entries = _entries(parent)
    index = list(parent.value).index(str(key)) if isinstance(parent.value, dict) else int(key)
    starts = _starts(text, parent, entries)
    start, end, last = starts[index], _site(entries[index]).end, index + 1 == len(entries)
    line, _ = line_around(text, start)
    if not _in_brackets(text, parent) and not text[line:start].strip():
        _, eol = line_around(text, end)
        newline = _newline(text) if text[eol:] else ""
        return text[:line] + text[eol + len(newline) :]
    if last:
        return text[: _site(entries[index - 1]).end] + text[end:]
    return text[:start] + text[starts[index + 1] :]


def _starts(text: str, parent: Node, entries: list[Node]) -> list[int]:
    """Return where each entry begins: its key, its dash, or in brackets its value."""
    if _in_brackets(text, parent) or isinstance(parent.value, dict):
        return [(entry.key or _site(entry)).start for entry in entries]
    starts = [_site(parent).start]
    for entry in entries[:-1]:
        blank = cast("re.Match[str]", _BLANK.match(text, _site(entry).end))
        starts.append(blank.end())
    return starts


def _entries(parent: Node) -> list[Node]:
    children = parent.value.values() if isinstance(parent.value, dict) else parent.value
    return [] if isinstance(children, Scalar) else list(children)


def _site(node: Node) -> Span:
    return node.site or Span(0, 0)


def _in_brackets(text: str, node: Node) -> bool:
    return text[_site(node).start :].startswith(("[", "{"))


def _newline(text: str) -> str:
    found = re.search(r"\r\n|\n|\r", text)
    return found[0] if found else "\n"


def flow_text(node: Node) -> str:
    """Return a value on one line, with brackets and as few quotes as possible."""
    match node.value:
        case dict() as children:
            return (
                "{" + ", ".join(f"{_word(key)}: {flow_text(child)}" for key, child in children.items()) + "}"
            )
        case tuple() as items:
            return "[" + ", ".join(flow_text(item) for item in items) + "]"
        case scalar:
            kept = settled(scalar)
            return _quoted(kept.text) if kept.quoted else kept.text


def _word(key: Key) -> str:
    return str(key) if is_plain(str(key)) else _quoted(str(key))


def _quoted(text: str) -> str:
    def escape(char: str) -> str:
        code = ord(char)
        return char if char.isprintable() else f"\\U{code:08x}"

    import json

    return "".join(map(escape, json.dumps(text, ensure_ascii=False)))


def _settled(node: Node) -> Plain:
    """Return the values of a tree as they read back once written."""

    def settle(value: Plain) -> Plain:
        match value:
            case dict():
                return {key: settle(child) for key, child in value.items()}
            case list():
                return [settle(item) for item in value]
            case _:
                return settled(value)

    return settle(plain(node))
