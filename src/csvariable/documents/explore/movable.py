"""Which values of a plan people would move, how far, and in which steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Final, NamedTuple

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.message import msg
from csvariable.kernel.quantity import Kind, NotAQuantity, Quantity, read_quantity
from csvariable.kernel.unit import Unit, decimal_text
from csvariable.speech.parts import part_name
from csvariable.speech.saying import in_language
from csvariable.speech.written import PlanWords
from csvariable.text import Document

HUNDREDTH: Final = Fraction(1, 100)
_LEFT_OUT: Final = frozenset(
    "csvariable name currency period effective year_starts communicated_on review_by languages nature "
    "profile consultation disputes objectives backlog allow examples sources odds columns roles rounding "
    "missing".split()
)
"""Parts of a plan that pay nothing, or whose change is no other amount."""
_WORDS: Final = frozenset(
    "name why objective unit range scope direction quality measure sample source owner".split()
)
"""The same, inside of other parts."""
_BOUNDS: Final = frozenset({"from", "above", "up_to", "below", "at"})
SIGNS: Final[Mapping[Kind, str]] = {Kind.RATE: " %", Kind.NUMBER: "", Kind.DURATION: " min", Kind.DAYS: " d"}
"""What stands behind a number of a plan, written anew; money is a number in the currency of the plan."""
_UNITS: Final = {Kind.RATE: Unit.RATE, Kind.DURATION: Unit.MINUTES, Kind.DAYS: Unit.DAYS}


class MovedValue(NamedTuple):
    """A value that a slider sets, and whether it goes up or down with it."""

    route: Route
    value: Fraction
    sign: int
    like: Kind
    least: Fraction | None = None
    """The value under which there is no plan, where several sliders set it."""


class MovableValue(NamedTuple):
    """A value that may move: how far, in which steps, and what else moves with it."""

    label: str
    unit: Unit
    value: Fraction
    low: Fraction
    high: Fraction
    step: Fraction
    sets: tuple[MovedValue, ...]


def movable_values(document: Document, words: PlanWords) -> Iterator[MovableValue]:
    """Yield each number of the plan that pays, with how far it may move."""
    weights: list[tuple[Route, Fraction]] = []
    known: dict[Route, Quantity] = {}
    for route, scalar in document.routes():
        if route[0] in _LEFT_OUT or _WORDS & set(map(str, route)):
            continue
        try:
            quantity = read_quantity(scalar.text)
        except NotAQuantity:
            continue
        if quantity.kind in SIGNS:
            known[route] = quantity
    for route, quantity in known.items():
        if route[-1] == "weight":
            weights.append((route, quantity.value))
            continue
        ends = _neighbours(route, quantity, known) if is_bound(route) else None
        yield _wish(_called(route, words), route, quantity, ends, words.unit(route))
    for (route, value), (other, beside) in pairwise(weights):
        room = min(value, beside) // HUNDREDTH * HUNDREDTH
        sets = (
            MovedValue(route, value, 1, Kind.RATE, Fraction(0)),
            MovedValue(other, beside, -1, Kind.RATE, Fraction(0)),
        )
        if room <= 0:
            continue
        label = f"{_called(route, words)} ↔ {part_name(other, words)}"
        yield MovableValue(label, Unit.RATE, value, value - room, value + room, HUNDREDTH, sets)


def is_bound(route: Route) -> bool:
    """Whether a value says from where on something holds, as a bound of a curve or of a matrix does."""
    return route[-1] in _BOUNDS or (isinstance(route[-1], int) and route[-2] in _BOUNDS)


def _neighbours(
    route: Route, quantity: Quantity, known: Mapping[Route, Quantity]
) -> tuple[Fraction, Fraction] | None:
    """Return the bounds between which a bound stands; without one on a side, as far as on the other."""
    place = -1 if isinstance(route[-1], int) else -2
    at = route[place] if len(route) > 1 else None
    if not isinstance(at, int):
        return None
    found = [
        value.value
        for other, value in known.items()
        if len(other) == len(route)
        and other[:place] == route[:place]
        and other[place] in {at - 1, at + 1}
        and is_bound(other)
        and value.kind is quantity.kind
    ]
    under = [one for one in found if one < quantity.value]
    over = [one for one in found if one > quantity.value]
    if not under and not over:
        return None
    room = min([*(quantity.value - one for one in under), *(one - quantity.value for one in over)])
    return max(under, default=quantity.value - room), min(over, default=quantity.value + room)


def _called(route: Route, words: PlanWords) -> str:
    """Return what a value is in words, as a title; a bound is told from what it pays."""
    said = part_name(route, words)
    if "curve" in route and route[-1] in _BOUNDS:
        said = in_language(msg("{what} (its bound)", what=said), words.language)
    return said[:1].upper() + said[1:]


def _wish(
    label: str,
    route: Route,
    quantity: Quantity,
    ends: tuple[Fraction, Fraction] | None,
    plain: Unit | None,
) -> MovableValue:
    """Return how far a value may move: a half of it, a bound to its neighbours, which it does not reach."""
    value, kind = quantity.value, quantity.kind
    size = abs(value) or (Fraction(1, 2) if kind is Kind.RATE else Fraction(100))
    room = size / 4 if is_bound(route) else size / 2
    if ends is not None:
        room = min(value - ends[0], ends[1] - value)
    step = Fraction(1, 1000) if kind is Kind.RATE else Fraction(1)
    while step * 50 > room and step > Fraction(1, 10_000):
        step /= 10
    while room / step > 200:
        step *= 10
    room = step * max(1, room // step)
    low, high = value - room if value else value, value + room
    if ends is not None:
        low, high = (value + step * _inside((end - value) / step) for end in ends)
    unit = _UNITS.get(kind, Unit.MONEY if plain is Unit.MONEY else Unit.NUMBER)
    return MovableValue(label, unit, value, low, high, step, (MovedValue(route, value, 1, kind),))


def _inside(steps: Fraction) -> int:
    """Return the whole steps that stop before an end."""
    whole = -(-abs(steps) // 1) - 1
    return int(whole if steps > 0 else -whole)


def written_as(value: Fraction, kind: Kind) -> str:
    """Return a value as it is written in a plan."""
    return decimal_text(value * 100 if kind is Kind.RATE else value) + SIGNS[kind]


__all__ = ["MovableValue", "MovedValue", "is_bound", "movable_values", "written_as"]
