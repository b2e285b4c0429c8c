"""Values of a plan that can move on the page: those in which every number of the program is a straight line.

The engine compiles the plan with a value a little lower, a little higher and much higher; where
all numbers of the program move in proportion, and nothing else of it changes, the page may move
the value itself. Where several move at once, the engine has compiled them together too. All
else is refused with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final, NamedTuple

from csvariable.documents.explore.program_data import Data, ProgramData, text
from csvariable.engine.run import programs_of
from csvariable.facts.model import Facts
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import Route, has_errors
from csvariable.kernel.message import Message, msg
from csvariable.kernel.quantity import Kind, NotAQuantity, read_quantity
from csvariable.kernel.unit import Unit, decimal_text
from csvariable.reading import read
from csvariable.speech.language import Language
from csvariable.speech.parts import part_name
from csvariable.speech.saying import in_language
from csvariable.speech.written import PlanWords
from csvariable.text import Document, Scalar, route_text
from csvariable.text.node import Setting

MOST: Final = 60
"""Values of a plan that are tried; a page with more sliders helps nobody."""
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
_BY: Final = Setting("explore")


class MovedValue(NamedTuple):
    """A value that a slider sets, and whether it goes up or down with it."""

    route: Route
    value: Fraction
    sign: int
    like: Kind


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value of the plan that can move."""

    label: str
    unit: Unit
    value: Fraction
    low: Fraction
    high: Fraction
    step: Fraction
    sets: tuple[MovedValue, ...]
    moves: Mapping[int, Fraction]
    """By how much each number of the program moves, where the value moves by one."""

    def data(self) -> Data:
        """Return it as the page reads it."""
        return {
            "label": self.label,
            "route": " ↔ ".join(route_text(one.route) for one in self.sets),
            "unit": self.unit.value,
            "value": text(self.value),
            "low": text(self.low),
            "high": text(self.high),
            "step": text(self.step),
            "moves": {str(slot): text(slope) for slot, slope in self.moves.items()},
            "sets": [
                {
                    "route": route_text(one.route),
                    "value": text(one.value),
                    "sign": str(one.sign),
                    "like": one.like.value,
                }
                for one in self.sets
            ],
        }


@dataclass(frozen=True, slots=True)
class NotOffered:
    """A value of the plan that the page does not move, and why."""

    route: str
    reason: Message


class CompiledShape(NamedTuple):
    """A compiled plan: its shape, and its numbers in order."""

    whole: object
    numbers: tuple[Fraction, ...]


@dataclass(frozen=True)
class Compiler:
    """Compiles a plan with other values, for the people of some facts."""

    document: Document
    facts: Facts

    def shape(self, edits: Mapping[Route, str]) -> CompiledShape | None:
        """Return the programs of a plan with other values; None where it is no plan."""
        document = self.document.edited({route: Scalar(said) for route, said in edits.items()}, _BY)
        found = read(document)
        if found.plan is None or has_errors(found.diagnostics):
            return None
        programs = programs_of(Plans(found.plan, found.roles), self.facts)
        data = ProgramData()
        whole = data.programs(programs, alone=False)
        return CompiledShape((whole, data.splits), tuple(data.numbers))


# ------------------------------------------------------------------------------ what can move


class _Wish(NamedTuple):
    """A value that may move: how far, in which steps, and what else moves with it."""

    label: str
    unit: Unit
    value: Fraction
    low: Fraction
    high: Fraction
    step: Fraction
    sets: tuple[MovedValue, ...]


def _edits(moved: Iterable[tuple[_Wish, Fraction]]) -> dict[Route, str]:
    """Return the values that are written where some of them stand elsewhere."""
    known: dict[Route, MovedValue] = {}
    now: dict[Route, Fraction] = {}
    for wish, at in moved:
        for one in wish.sets:
            known[one.route] = one
            now[one.route] = now.get(one.route, one.value) + one.sign * (at - wish.value)
    return {route: _written(value, known[route].like) for route, value in now.items()}


def parameters(
    document: Document, facts: Facts, language: Language = "en"
) -> tuple[tuple[Parameter, ...], tuple[NotOffered, ...]]:
    """Return the values of a plan that can move, and those that cannot."""
    compiler = Compiler(document, facts)
    base = compiler.shape({})
    if base is None:
        return (), ()
    found: list[tuple[_Wish, Parameter]] = []
    refused: list[NotOffered] = []
    for wish in list(_wishes(document, PlanWords(document, language)))[:MOST]:
        moved = _moved(compiler, base, wish)
        if isinstance(moved, Message):
            refused.append(NotOffered(route_text(wish.sets[0].route), moved))
        elif moved is not None:
            found.append((wish, moved))
    kept = found if _together(compiler, base, found) else []
    for one in [] if kept else found:
        if _together(compiler, base, [*kept, one]):
            kept.append(one)
        else:
            refused.append(
                NotOffered(route_text(one[0].sets[0].route), msg("it does not move apart from the others"))
            )
    return tuple(one for _, one in kept), tuple(refused)


def _moved(compiler: Compiler, base: CompiledShape, wish: _Wish) -> Parameter | Message | None:
    """Return how the numbers of the program move; None where nothing does, or why they may not."""
    slopes: dict[int, Fraction] | None = None
    middle = wish.value + wish.step * max(1, (wish.high - wish.value) / wish.step // 3)
    for at in (wish.high, wish.low, middle):
        if at == wish.value:
            continue
        shape = compiler.shape(_edits([(wish, at)]))
        if shape is None:
            return msg("some of its values make no plan")
        if shape.whole != base.whole or len(shape.numbers) != len(base.numbers):
            return msg("it changes the steps of the plan, not only their numbers")
        found = {
            slot: (now - was) / (at - wish.value)
            for slot, (was, now) in enumerate(zip(base.numbers, shape.numbers, strict=True))
            if now != was
        }
        if slopes is not None and found != slopes:
            return msg("what it does is no straight line")
        slopes = found
    if not slopes:
        return None
    return Parameter(wish.label, wish.unit, wish.value, wish.low, wish.high, wish.step, wish.sets, slopes)


def _together(compiler: Compiler, base: CompiledShape, kept: Sequence[tuple[_Wish, Parameter]]) -> bool:
    """Whether values that move at once do what they do apart, added up: the engine compiles them together."""
    moved = [(wish, wish.high if number % 2 else wish.low) for number, (wish, _) in enumerate(kept)]
    wanted = list(base.numbers)
    for (wish, found), (_, at) in zip(kept, moved, strict=True):
        for slot, slope in found.moves.items():
            wanted[slot] += slope * (at - wish.value)
    shape = compiler.shape(_edits(moved))
    return shape is not None and shape.whole == base.whole and shape.numbers == tuple(wanted)


def _wishes(document: Document, words: PlanWords) -> Iterator[_Wish]:
    """Yield each number of the plan that pays, with how far it may move."""
    weights: list[tuple[Route, Fraction]] = []
    for route, scalar in document.routes():
        if route[0] in _LEFT_OUT or _WORDS & set(map(str, route)):
            continue
        try:
            quantity = read_quantity(scalar.text)
        except NotAQuantity:
            continue
        if quantity.kind not in {Kind.RATE, Kind.NUMBER}:
            continue
        if route[-1] == "weight":
            weights.append((route, quantity.value))
            continue
        yield _wish(_called(route, words), route, quantity.value, quantity.kind)
    for (route, value), (other, beside) in pairwise(weights):
        room = min(value, beside, Fraction(2, 5)) / 2 // HUNDREDTH * HUNDREDTH
        sets = (
            MovedValue(route, value, 1, Kind.RATE),
            MovedValue(other, beside, -1, Kind.RATE),
        )
        if room <= 0:
            continue
        label = f"{_called(route, words)} ↔ {part_name(other, words)}"
        yield _Wish(label, Unit.RATE, value, value - room, value + room, HUNDREDTH, sets)


def _called(route: Route, words: PlanWords) -> str:
    """Return what a value is in words, as a title; a bound is told from what it pays."""
    said = part_name(route, words)
    if "curve" in route and route[-1] in _BOUNDS:
        said = in_language(msg("{what} (its bound)", what=said), words.language)
    return said[:1].upper() + said[1:]


def _wish(label: str, route: Route, value: Fraction, kind: Kind) -> _Wish:
    size = abs(value) or (Fraction(1, 2) if kind is Kind.RATE else Fraction(100))
    bound = route[-1] in _BOUNDS
    room = size / 50 if bound else size / 2
    step = Fraction(1, 1000) if kind is Kind.RATE else Fraction(1)
    while step * 50 > room and step > Fraction(1, 10_000):
        step /= 10
    while room / step > 200:
        step *= 10
    room = step * max(1, room // step)
    low = value - room if value else value
    unit = Unit.RATE if kind is Kind.RATE else Unit.NUMBER
    return _Wish(label, unit, value, low, value + room, step, (MovedValue(route, value, 1, kind),))


def _written(value: Fraction, kind: Kind) -> str:
    return f"{decimal_text(value * 100)} %" if kind is Kind.RATE else decimal_text(value)


__all__ = ["NotOffered", "Parameter", "parameters"]
