"""A parsed document: values by their address, and the place in a text of every address."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

from csvariable.kernel.diagnostic import PlanPlace, TextPlace
from csvariable.text import editing
from csvariable.text.node import Holder, Node, Plain, Scalar, Setting, Span
from csvariable.text.texts import first_line, line_starts, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from csvariable.kernel.diagnostic import Edits, Key, Route


@dataclass(frozen=True, eq=False)
class Document:
    """A text, the tree it holds, and what was set on top of it. Never changes."""

    name: str
    text: str
    root: Node

    @property
    def sha256(self) -> str:
        """The fingerprint of the text, by which a result says from which plan it comes."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def node(self, route: Route) -> Node | None:
        """Return what stands at a route, or None."""
        trail = self._trail(route)
        return trail[-1] if len(trail) == len(route) + 1 else None

    def value(self, route: Route) -> Scalar | None:
        """Return the text at a route; None for a mapping, a list or nothing."""
        node = self.node(route)
        return node.value if node is not None and isinstance(node.value, Scalar) else None

    def routes(self) -> Iterator[tuple[Route, Scalar]]:
        """Yield every text with its route, in the order of the document."""
        yield from _texts(self.root, ())

    def walk(self, loc: Iterable[Key]) -> tuple[Route, Node]:
        """Follow an error path of pydantic and return how far it leads.

        Parts that the document does not hold, as the tags of a union or a missing key, are
        skipped.
        """
        route: list[Key] = []
        node = self.root
        for key in loc:
            child = _child(node, key)
            if child is not None:
                route.append(key)
                node = child
        return tuple(route), node

    def plain(self) -> Plain:
        """Return the values alone: dict, list and Scalar."""
        return plain(self.root)

    def setting(self, route: Route) -> Setting | None:
        """Return who set the value at a route; None when the file itself holds it."""
        found: Setting | None = None
        for node in self._trail(route):
            found = node.origin or found
        return found

    def edited(self, edits: Edits, by: Setting) -> Document:
        """Return a new document with these values; None removes.

        Missing mappings on the way are made. A value may be a text as an author would write
        it, a Scalar, an int, a Decimal, a Fraction, a bool, a dict, a list or a Node.

        Raises:
            ValueError: for a route that cannot exist, with a sentence for the reader.
            TypeError: for a value that a plan cannot hold, as a binary float.
        """
        return Document(self.name, self.text, editing.apply(self.root, edits, by))

    def place(self, place: PlanPlace) -> TextPlace:
        """Return where to point for a route: the nearest thing that somebody wrote.

        A key that is missing points to the key of the mapping that should hold it. A value
        that was set points to the text that set it, where there is one. A collection over
        several lines is never underlined: its key is.
        """
        trail = self._trail(place.route)
        for depth in range(len(trail) - 1, 0, -1):
            node = trail[depth]
            home, route = self._home(trail, depth, place.route)
            if home is None:
                # An option has set it: its key is where the author wrote the one before.
                outer, _ = self._home(trail, depth - 1, place.route)
                if outer is not None and node.key is not None:
                    return outer.locate(node.key)
            elif node.span is None:
                return home.place(PlanPlace(route, place.key))
            else:
                exact = depth == len(place.route)
                return home.locate(_shown(home.text, node, key=place.key, exact=exact))
        return self.locate(_shown(self.text, self.root, key=place.key, exact=not place.route))

    def uses(self, route: Route) -> tuple[TextPlace, ...]:
        """Return the aliases (`*name`) through which a route reaches its value."""
        trail = self._trail(route)
        found: list[TextPlace] = []
        for depth, node in enumerate(trail):
            home, _ = self._home(trail, depth, route)
            if home is not None:
                found.extend(home.locate(site) for site in node.via)
        return tuple(found)

    def locate(self, span: Span) -> TextPlace:
        """Return the lines and columns of a stretch of this text."""
        start = min(span.start, len(self.text))
        line, column = self._position(start)
        end_line, end_column = self._position(min(max(start, span.end), len(self.text)))
        return TextPlace(self.name, line, column, end_line, end_column)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return line_starts(self.text)

    def _position(self, index: int) -> tuple[int, int]:
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1

    def _trail(self, route: Route) -> list[Node]:
        """Return the nodes from the root to the route, as far as they exist."""
        trail = [self.root]
        for key in route:
            child = _child(trail[-1], key)
            if child is None:
                break
            trail.append(child)
        return trail

    def _home(self, trail: list[Node], depth: int, route: Route) -> tuple[Holder | None, Route]:
        """Return the text that holds the text of a node, if one does, and the route there."""
        for setter in range(depth, 0, -1):
            origin = trail[setter].origin
            if origin is not None:
                return origin.document, (*origin.route, *route[setter:])
        return self, route


def plain(node: Node) -> Plain:
    """Return the values of a tree alone."""
    match node.value:
        case dict() as children:
            return {key: plain(child) for key, child in children.items()}
        case tuple() as items:
            return [plain(item) for item in items]
        case scalar:
            return scalar


def _texts(node: Node, route: Route) -> Iterator[tuple[Route, Scalar]]:
    match node.value:
        case dict() as children:
            for key, child in children.items():
                yield from _texts(child, (*route, key))
        case tuple() as items:
            for index, item in enumerate(items):
                yield from _texts(item, (*route, index))
        case scalar:
            yield route, scalar


def _child(node: Node, key: Key) -> Node | None:
    value = node.value
    if isinstance(value, dict):
        return value.get(key) if isinstance(key, str) else None
    if isinstance(value, tuple) and isinstance(key, int) and 0 <= key < len(value):
        return value[key]
    return None


def _shown(text: str, node: Node, *, key: bool, exact: bool) -> Span:
    """Return what to underline of a node, on one line; `exact` when it is the very thing meant.

    An empty value has no width and a block has too many lines: their key stands for them.
    """
    span = _meant(text, node, key=key, exact=exact)
    return Span(span.start, span.start + len(first_line(text[span.start : span.end])))


def _meant(text: str, node: Node, *, key: bool, exact: bool) -> Span:
    span = cast("Span", node.span)  # what stands in no text is shown by what set it
    scalar = isinstance(node.value, Scalar)
    written = text[span.start : span.end]
    whole = bool(written) and one_line(written) and (scalar or written.startswith(("[", "{")))
    if node.key is not None:
        return span if exact and whole and not key else node.key
    if scalar or (exact and whole):
        return span
    first = next(iter(node.value.values()), None) if isinstance(node.value, dict) else None
    return first.key if first is not None and first.key is not None else span
