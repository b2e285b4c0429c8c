"""The tree of a document: texts, mappings and lists, each with the place it was written at.

Nothing is guessed here: a scalar stays the text its author wrote, and only a typed field
decides what `85 %` or `true` means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from csvariable.kernel.diagnostic import PlanPlace, Route, TextPlace


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: offsets in code points, the end excluded."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scalar:
    """The text of a value until a typed field reads it."""

    text: str
    quoted: bool = False
    """Whether it stood in quotes or in a block of text; an empty unquoted one is no value."""


class Holder(Protocol):
    """A text that holds a value which another one uses: it tells where things stand in it."""

    @property
    def name(self) -> str:
        """The name of the file."""

    @property
    def text(self) -> str:
        """The text as it was read."""

    def place(self, place: PlanPlace) -> TextPlace:
        """Return where to point for a route."""

    def locate(self, span: Span) -> TextPlace:
        """Return the lines and columns of a stretch of the text."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Who gave a value that the file itself does not hold: a role, an option, a scenario."""

    by: str
    """A few words for the reader: `role head`, `--set`."""
    document: Holder | None = None
    """The text that holds the value, when there is one."""
    route: Route = ()
    """Where that text holds it."""


NodeValue: TypeAlias = "Scalar | dict[str, Node] | tuple[Node, ...]"


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A value and where it comes from. Two uses of one anchor share their value."""

    value: NodeValue
    span: Span | None = None
    """Of the value, without its anchor; None when the value was set, not written."""
    key: Span | None = None
    """Of its key; None for the items of a list."""
    origin: Setting | None = None
    """Who set it; None for whoever set what it stands in, in the end the file."""
    via: tuple[Span, ...] = ()
    """The places that use the value through an alias."""

    @property
    def site(self) -> Span | None:
        """The stretch that stands for the value where it is used: itself or its alias."""
        return self.via[-1] if self.via else self.span


Plain: TypeAlias = "Scalar | dict[str, Plain] | list[Plain]"

# One line that reads back as the same text wherever it stands, inside brackets too. Narrower
# than YAML on purpose: what it leaves out is put in quotes, which is never wrong.
_PLAIN = r"""(?:[^\W_]|[-+.]?[0-9]|[_(/€$£])(?:[^\s,\[\]{}:#"'\\]|[ \u00a0\u202f](?=\S))*"""


def is_plain(text: str) -> bool:
    """Whether a text can be written without quotes and stay what it is."""
    return re.fullmatch(_PLAIN, text) is not None and not _hidden(text)


def _hidden(text: str) -> bool:
    """Whether a text holds characters that cannot be seen, the wide spaces of numbers apart."""
    return not text.replace("\u00a0", " ").replace("\u202f", " ").isprintable()


def settled(scalar: Scalar) -> Scalar:
    """Return the scalar as it will be read back after it has been written."""
    return Scalar(scalar.text, scalar.quoted or not (is_plain(scalar.text) or not scalar.text))


def grown(value: object) -> NodeValue:
    """Return plain data as the value of a node.

    Texts are what an author would write: `"85 %"` is a rate. None is an empty value.

    Raises:
        TypeError: for binary floats and everything else a plan cannot hold.
    """
    match value:
        case Scalar():
            return settled(value)
        case str():
            return Scalar(value, quoted=not is_plain(value))
        case dict():
            return {str(key): branch(child) for key, child in value.items()}
        case list() | tuple():
            return tuple(branch(child) for child in value)
        case _:
            return Scalar(_digits(value))


def branch(value: object, origin: Setting | None = None) -> Node:
    """Return a node for a value that nobody wrote in this text; a given node keeps its places."""
    if isinstance(value, Node):
        return Node(value.value, value.span, value.key, value.origin or origin, value.via)
    return Node(grown(value), origin=origin)


def _digits(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Decimal() if value.is_finite():
            return format(value, "f")
        case Fraction():
            return str(value)
        case _:
            message = f"a plan cannot hold a {type(value).__name__}: {value!r}"
            raise TypeError(message)
