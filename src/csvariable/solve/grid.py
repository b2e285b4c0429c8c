"""The values of one route of a plan: multiples of a grain, written as their author does."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.message import Message, Told, msg
from csvariable.kernel.quantity import MAX_INTEGER_DIGITS, Kind, NotAQuantity, Quantity, read_quantity
from csvariable.kernel.unit import decimal_text
from csvariable.text import Document, Scalar, route_text

SUGGESTED = 5


class NotSolvable(Told):
    """A route that has no number to look for; says what to write."""

    def __init__(self, message: Message, suggestions: tuple[str, ...] = ()) -> None:
        """Keep the sentence and the routes that may have been meant."""
        super().__init__(message)
        self.suggestions = suggestions


@dataclass(frozen=True, slots=True)
class ValueGrid:
    """The values of a route that are tried: multiples of a grain, written as their author does."""

    route: Route
    written: Quantity
    grain: Fraction

    def text(self, step: int) -> str:
        """Return a value as it would be written in the plan."""
        value = self.value(step)
        match self.written.kind:
            case Kind.RATE:
                return f"{decimal_text(value * 100)} %"
            case Kind.MONEY:
                return f"{decimal_text(value)} {self.written.currency}"
            case Kind.DURATION:
                hours = value / 60
                return f"{decimal_text(hours)} h" if hours.denominator == 1 else f"{decimal_text(value)} min"
            case Kind.DAYS:
                return f"{decimal_text(value)} d"
            case _:
                return decimal_text(value)

    def value(self, step: int) -> Fraction:
        """Return a value as a number."""
        return step * self.grain

    @property
    def start(self) -> int:
        """The multiple at, or just below, what is written."""
        return (self.written.value / self.grain).__floor__()

    @property
    def last(self) -> int:
        """The greatest multiple that the language can write."""
        whole = Fraction(10**MAX_INTEGER_DIGITS - 1)
        return ((whole / 100 if self.written.kind is Kind.RATE else whole) / self.grain).__floor__()

    @property
    def first(self) -> int:
        """The least multiple that the language can write."""
        return -self.last


# ---------------------------------------------------------------------------------- routes


def grid_of(document: Document, route: Route, grain: str | None = None) -> ValueGrid:
    """Return the values of a route that can be tried.

    Without a grain it is the last decimal that is written: `150 %` goes by 1 %, `2500.50` by 0.01.

    Raises:
        NotSolvable: where the route is not there, or holds no number.
    """
    node = document.node(route)
    if node is None:
        near = _near(document, route)
        raise NotSolvable(msg("the plan has no `{route}`", route=route_text(route)), near)
    if not isinstance(node.value, Scalar):
        inside = tuple(route_text(one) for one, _ in numbers(document) if one[: len(route)] == route)
        raise NotSolvable(msg("`{route}` holds several values", route=route_text(route)), inside[:SUGGESTED])
    try:
        written = read_quantity(node.value.text)
    except NotAQuantity:
        near = _near(document, route)
        raise NotSolvable(
            msg("`{route}` is `{text}`, not a number", route=route_text(route), text=node.value.text), near
        ) from None
    return ValueGrid(route, written, _grain(written, grain))


def _grain(written: Quantity, text: str | None) -> Fraction:
    if text is None:
        return written.grain
    try:
        found = read_quantity(text)
    except NotAQuantity as problem:
        raise NotSolvable(msg("the grain: {problem}", problem=problem.said)) from None
    alike = (found.kind, found.currency) == (written.kind, written.currency)
    same = alike or {found.kind, written.kind} == {Kind.NUMBER, Kind.MONEY}
    if not same or found.value <= 0:
        raise NotSolvable(
            msg("the grain `{text}` is not a step of `{written}`", text=text, written=written.text)
        )
    return found.value


def numbers(document: Document) -> Iterator[tuple[Route, Quantity]]:
    """Yield the routes of a plan that hold a number that pays, with it; examples left out."""
    for route, scalar in document.routes():
        if route[0] in {"csvariable", "examples", "odds", "effective", "year_starts"}:
            continue
        try:
            found = read_quantity(scalar.text)
        except NotAQuantity:
            continue
        yield route, found


def _near(document: Document, route: Route) -> tuple[str, ...]:
    texts = [route_text(one) for one, _ in numbers(document)]
    return tuple(difflib.get_close_matches(route_text(route), texts, n=3, cutoff=0.6))
