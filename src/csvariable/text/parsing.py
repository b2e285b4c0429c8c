"""Text to Document on the event stream of YAML: bounded, located, nothing guessed.

Events are used, never `load` or `compose`: those swallow duplicate keys, lose the places
that use an alias, expand bombs, and crash the interpreter on deep nesting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeAlias, cast

import yaml

from csvariable.kernel.diagnostic import Diagnostic, Label
from csvariable.kernel.message import msg
from csvariable.text.commas import comma_before, is_cut_off
from csvariable.text.decoding import decoded, hidden_characters
from csvariable.text.document import Document
from csvariable.text.events import MAX_DEPTH, events
from csvariable.text.node import Node, NodeValue, Scalar, Span
from csvariable.text.refusals import Refusals, Stopped
from csvariable.text.texts import SPACES, offset

MAX_NODES = 200_000

_PROPERTIES = (  # compiled, as the others, where a text may have it
    r"(?:[&!][^\s,\[\]{}]*(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r)\s*|[ \t]+|$|(?=[,\]}])))+"
)
_FALSE_INDENT = rf"[\r\n][ \t]*[{SPACES}]"
_HALVES = "[\ud800-\udfff]"
_BREAKS = "\u2028\u2029"


def parse(source: bytes | str, name: str) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Return the document that a text holds, and every problem of its form.

    There is no document when its values could not be trusted. It is there when a problem is
    local (a key given twice: the first one holds), so that the rest can be checked too.
    """
    text = decoded(source, name)
    if isinstance(text, Diagnostic):
        return None, (text,)
    document = Document(name, text, Node(Scalar("")))
    hidden = tuple(hidden_characters(document))
    if hidden:
        return None, hidden
    builder = _Builder(document)
    root = builder.build()
    return Document(name, text, root) if root else None, tuple(builder.refusals.found)


@dataclass(slots=True)
class _Frame:
    """A collection that is being read."""

    start: int
    end: int
    flow: bool
    anchor: str | None
    before: int
    """How many nodes had been read when it began."""
    keyed: bool
    entries: dict[str, Node] = field(default_factory=dict)
    items: list[Node] = field(default_factory=list)
    key: tuple[str, Span] | None = None
    height: int = 0
    comma: int | None = None
    """Where the comma inside a number stands that was already reported."""


_Named: TypeAlias = tuple[Node, int, int]
"""A value with a name; its expanded size and height are known without expanding it."""


class _Builder:
    """Reads the events of one text into a tree."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.refusals = Refusals(document)
        self.root: Node | None = None
        self.frames: list[_Frame] = []
        self.anchors: dict[str, _Named | None] = {}
        self.size = 0
        self.breaks: dict[int, str] = {}

    def build(self) -> Node | None:
        """Return the root, or None when the text cannot be trusted."""
        text = self._unbroken()
        try:
            for event in events(text):
                self._take(event)
            self.refusals.check_root(self.root)
        except (yaml.YAMLError, ValueError, OverflowError) as problem:
            # The parser in Python lets escapes of impossible characters through to chr().
            self.refusals.broken(problem, self._end())
            return None
        except Stopped:
            return None
        return self.root if self.refusals.trusted else None

    def _unbroken(self) -> str:
        """Return the text with stand-ins for separators that YAML 1.1 alone takes for line ends."""
        if not any(char in self.text for char in _BREAKS):
            return self.text
        spare = (chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in self.text)
        stands = dict(zip(_BREAKS, spare, strict=False))
        self.breaks = {ord(stand): char for char, stand in stands.items()}
        return self.text.translate({ord(char): stand for char, stand in stands.items()})

    def _end(self) -> int:
        return self.frames[-1].end if self.frames else 0

    def _take(self, event: yaml.Event) -> None:
        match event:
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._open(event)
            case yaml.CollectionEndEvent():
                self._close(event)
            case yaml.AliasEvent():
                self._alias(event)
            case yaml.DocumentStartEvent() if self.root is not None:
                self.refusals.second_document(offset(event.start_mark))
            case _:
                pass

    # Nodes

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        quoted = bool(event.style)
        span = self._span(event)
        if event.tag is not None:
            self.refusals.tag(offset(event.start_mark))
        scalar = Scalar(event.value.translate(self.breaks) if self.breaks else event.value, quoted)
        if event.style == '"' and re.search(_HALVES, scalar.text):
            # The C parser refuses these escapes itself.
            self.refusals.stop("yaml-syntax", msg("an escape here stands for half a character"), span)
        node = Node(scalar, span)
        self._count(1, span)
        if event.anchor:
            self._check_name(event.anchor, span)
            self.anchors[event.anchor] = node, 1, 0
        if not quoted and _false_indent(self.text[span.start : span.end]):
            self.refusals.spaces(span)
        self._add(node, span)

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        span = self._span(event)
        if event.tag is not None:
            self.refusals.tag(offset(event.start_mark))
        frame = self.frames[-1] if self.frames else None
        if frame is not None and frame.keyed and frame.key is None:
            self.refusals.stop(
                "non-text-key",
                msg("a key must be a text, not a list or a mapping"),
                span,
                msg("put the key in quotes"),
            )
        if len(self.frames) >= MAX_DEPTH:
            self.refusals.stop(
                "too-deep", msg("more than {most} levels are nested here", most=MAX_DEPTH), span
            )
        if event.anchor:
            self._check_name(event.anchor, span)
            self.anchors[event.anchor] = None
        before = self.size
        self._count(1, span)
        keyed = isinstance(event, yaml.MappingStartEvent)
        self.frames.append(_Frame(span.start, span.end, bool(event.flow_style), event.anchor, before, keyed))

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        frame = self.frames.pop()
        # A block ends, for the parser, where the next token begins: its last value is its end.
        end = offset(event.end_mark) if frame.flow else frame.end
        value: NodeValue = frame.entries if frame.keyed else tuple(frame.items)
        node = Node(value, Span(frame.start, end))
        if frame.anchor:
            size = self.size - frame.before
            self.anchors[frame.anchor] = node, size, frame.height + 1
        self._add(node, Span(frame.start, end), frame.height + 1)

    def _alias(self, event: yaml.AliasEvent) -> None:
        span = Span(offset(event.start_mark), offset(event.end_mark))
        if event.anchor not in self.anchors:
            self.refusals.stop(
                "unknown-anchor",
                msg(
                    "`*{name}` repeats a block named `&{named}`, and there is none above",
                    name=event.anchor or "",
                    named=event.anchor or "",
                ),
                span,
                msg("a text that begins with `*` needs quotes"),
            )
        named = self.anchors[event.anchor]
        if named is None:
            self.refusals.stop(
                "recursive-alias",
                msg("`*{name}` stands inside the block that it repeats", name=event.anchor),
                span,
            )
        node, size, height = named
        if len(self.frames) + height > MAX_DEPTH:
            self.refusals.stop(
                "too-deep", msg("more than {most} levels are nested here", most=MAX_DEPTH), span
            )
        self._count(size, span)
        self._add(Node(node.value, node.span, via=(span,)), span, height)

    def _add(self, node: Node, site: Span, height: int = 0) -> None:
        """Put a node where it belongs: the root, a key, the value of a key, an item."""
        if not self.frames:
            self.root = node
            return
        frame = self.frames[-1]
        frame.end = max(frame.end, site.end)
        frame.height = max(frame.height, height)
        if not frame.keyed:
            frame.items.append(node)
            self._check_comma(frame, site)
        elif frame.key is None:
            frame.key = self._key(node, site, frame)
        else:
            name, key = frame.key
            frame.key = None
            first = frame.entries.get(name)
            last = next(reversed(frame.entries.values()), None)
            if first is None and frame.flow and is_cut_off(node, name, key, last):
                self._join(key, frame)
            elif first is None:
                frame.entries[name] = Node(node.value, node.span, key, None, node.via)
            else:
                at = self.document.locate(first.key or key)
                self.refusals.note(
                    "duplicate-key",
                    msg("the key `{name}` is given twice", name=name),
                    key,
                    msg("keep one of them"),
                    (Label(at, msg("first given here")),),
                )

    def _key(self, node: Node, site: Span, frame: _Frame) -> tuple[str, Span]:
        if node.via or not isinstance(node.value, Scalar) or node.value == Scalar(""):
            self.refusals.stop(
                "non-text-key", msg("a key must be a text written here"), site, msg("write the key as a text")
            )
        name = node.value.text
        if node.value == Scalar("<<"):
            self.refusals.trusted = False
            self.refusals.note(
                "merge-key",
                msg("`<<` (a merge of blocks) is not part of the language"),
                site,
                msg("write the keys out, or repeat a whole block with `*name`"),
            )
        elif name.strip(SPACES) != name and not node.value.quoted:
            self.refusals.spaces(site)
        self._check_comma(frame, site)
        return name, site

    def _join(self, key: Span, frame: _Frame) -> None:
        """Read `60` and `5 %` as the one value that was written: what reads it says what to write."""
        name, last = next(reversed(frame.entries.items()))
        span = Span(cast("Span", last.span).start, key.end)
        text = Scalar(self.text[span.start : span.end])
        frame.entries[name] = Node(text, span, last.key, None, last.via)
        if frame.comma == key.start:
            self.refusals.found.pop()
            frame.comma = None

    # Checks

    def _count(self, size: int, at: Span) -> None:
        self.size += size
        if self.size > MAX_NODES:
            self.refusals.stop(
                "too-many-nodes",
                msg(
                    "the file holds more than {most} values, repeated blocks included",
                    most=MAX_NODES,
                ),
                at,
            )

    def _check_name(self, name: str, at: Span) -> None:
        if name in self.anchors:
            self.refusals.stop(
                "duplicate-anchor",
                msg("the name `&{name}` is given to two blocks", name=name),
                at,
                msg("give one another name"),
            )

    def _check_comma(self, frame: _Frame, site: Span) -> None:
        if frame.comma is not None or not frame.flow:
            return
        found = comma_before(self.document, site.start, keyed=frame.keyed)
        if found is not None:
            frame.comma = site.start
            self.refusals.told(found)

    def _span(self, event: yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent) -> Span:
        """Return the stretch of a value without its anchor, tag and trailing space."""
        start, end = offset(event.start_mark), offset(event.end_mark)
        if isinstance(event, yaml.ScalarEvent) and event.style in ("|", ">"):
            end = start + len(self.text[start:end].rstrip())
        if event.anchor or event.tag is not None:
            found = re.compile(_PROPERTIES).match(self.text, start)
            start = found.end() if found else start
        if isinstance(event, yaml.ScalarEvent):
            return Span(min(start, end), end)  # an empty value stands behind its anchor
        return Span(start, max(start, end))


def _false_indent(written: str) -> bool:
    """Whether a line after the first of a plain text is indented with a false space."""
    return not written.isprintable() and re.search(_FALSE_INDENT, written) is not None
