"""Values of a plan that can move on the page: those in which every number of the program is a straight line.

The engine compiles the plan with a value as low and as high as it makes a plan, and between;
where all numbers of the program move in proportion, and nothing else of it changes, the page may
move the value itself. Where several move at once, the engine has compiled them together too. All
else is refused with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NamedTuple, TypeAlias

from csvariable.documents.explore.movable import (
    SIGNS,
    MovableValue,
    MovedValue,
    is_bound,
    movable_values,
    written_as,
)
from csvariable.documents.explore.program_data import Data, ProgramData, text
from csvariable.engine.run import programs_of
from csvariable.facts.model import Facts
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import Route, Severity, has_errors
from csvariable.kernel.message import Message, msg
from csvariable.kernel.unit import Unit
from csvariable.reading import read
from csvariable.speech.language import Language
from csvariable.speech.written import PlanWords
from csvariable.text import Document, Scalar, route_text
from csvariable.text.node import Setting

MOST: Final = 60
"""Values of a plan that are tried; a page with more sliders helps nobody."""
_BY: Final = Setting("explore")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value of the plan that can move."""

    movable: MovableValue
    """How far it moves, and in which steps."""
    moves: Mapping[int, Fraction]
    """By how much each number of the program moves, where the value moves by one."""

    def data(self) -> Data:
        """Return it as the page reads it."""
        movable = self.movable
        return {
            "label": movable.label,
            "route": " ↔ ".join(route_text(one.route) for one in movable.sets),
            "unit": movable.unit.value,
            "value": text(movable.value),
            "low": text(movable.low),
            "high": text(movable.high),
            "step": text(movable.step),
            "moves": written(self.moves),
            "sets": [
                {
                    "route": route_text(one.route),
                    "value": text(one.value),
                    "sign": str(one.sign),
                    "like": one.like.value,
                    "behind": SIGNS[one.like],
                    "least": None if one.least is None else text(one.least),
                }
                for one in movable.sets
            ],
        }


def written(moves: Mapping[int, Fraction]) -> Data:
    """Return by how much numbers of the program move, as the page reads it."""
    return {str(slot): text(slope) for slot, slope in moves.items()}


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

    def plans(self, edits: Mapping[Route, str]) -> Plans | Message:
        """Return the plan with other values; why it is none."""
        document = self.document.edited({route: Scalar(said) for route, said in edits.items()}, _BY)
        found = read(document, opinions=False)
        if found.plan is None or has_errors(found.diagnostics):
            return next(one.message for one in found.diagnostics if one.severity is Severity.ERROR)
        return Plans(found.plan, found.roles)

    def shape(self, edits: Mapping[Route, str]) -> CompiledShape | Message:
        """Return the programs of the plan with other values; why it is none."""
        plans = self.plans(edits)
        return plans if isinstance(plans, Message) else self.shape_of(plans)

    def shape_of(self, plans: Plans) -> CompiledShape:
        """Return the programs of a plan that has been read."""
        data = ProgramData()
        whole = data.programs(programs_of(plans, self.facts), alone=False)
        return CompiledShape((whole, data.splits), tuple(data.numbers))

    def moved(self, base: CompiledShape, movable: MovableValue, at: Fraction) -> CompiledShape | Message:
        """Return the programs with a value elsewhere; why there are none, or why the page cannot run them."""
        shape = self.shape(_edits([(movable, at)]))
        if isinstance(shape, Message):
            return msg("where it moves there is no plan: {why}", why=shape)
        if shape.whole != base.whole or len(shape.numbers) != len(base.numbers):
            return msg("it changes the steps of the plan, not only their numbers")
        return shape


def _edits(moved: Iterable[tuple[MovableValue, Fraction]]) -> dict[Route, str]:
    """Return the values that are written where some of them stand elsewhere."""
    known: dict[Route, MovedValue] = {}
    now: dict[Route, Fraction] = {}
    for movable, at in moved:
        for one in movable.sets:
            known[one.route] = one
            now[one.route] = now.get(one.route, one.value) + one.sign * (at - movable.value)
    return {route: written_as(value, known[route].like) for route, value in now.items()}


def parameters(
    document: Document, facts: Facts, language: Language = "en"
) -> tuple[tuple[Parameter, ...], tuple[NotOffered, ...]]:
    """Return the values of a plan that can move, and those that cannot."""
    compiler = Compiler(document, facts)
    base = compiler.shape({})
    if isinstance(base, Message):
        return (), ()
    found: list[Parameter] = []
    refused: list[NotOffered] = []
    wanted_all = list(movable_values(document, PlanWords(document, language)))
    for wanted in wanted_all[:MOST]:
        moved = _movable(compiler, base, wanted)
        if isinstance(moved, Message):
            refused.append(NotOffered(route_text(wanted.sets[0].route), moved))
        elif moved.moves:
            found.append(moved)
    many = msg("a page has no more than {count} sliders", count=MOST)
    refused += [NotOffered(route_text(one.sets[0].route), many) for one in wanted_all[MOST:]]
    kept = apart(compiler, base, [(one.movable, one.moves) for one in found])
    for at, one in enumerate(found):
        if at not in kept:
            refused.append(
                NotOffered(
                    route_text(one.movable.sets[0].route), msg("it does not move apart from the others")
                )
            )
    return tuple(one for at, one in enumerate(found) if at in kept), tuple(refused)


def _movable(compiler: Compiler, base: CompiledShape, wanted: MovableValue) -> Parameter | Message:
    """Return how far a value moves and what it moves; a value that counts is tried by ones too."""
    counts = wanted.unit is not Unit.RATE and wanted.value.denominator == 1 and wanted.step < 1
    found = _moves(compiler, base, wanted)
    return _moves(compiler, base, _by_ones(wanted)) if counts and isinstance(found, Message) else found


def _moves(compiler: Compiler, base: CompiledShape, movable: MovableValue) -> Parameter | Message:
    fitted = _fitted(compiler, base, movable)
    if isinstance(fitted, Message):
        return fitted
    moves = moves_of(compiler, base, fitted)
    return moves if isinstance(moves, Message) else Parameter(fitted, moves)


def _fitted(compiler: Compiler, base: CompiledShape, movable: MovableValue) -> MovableValue | Message:
    """Return a value that goes as far as the plan allows; why it cannot move at all."""

    def reaches(end: Fraction) -> Fraction | Message:
        why: Message | None = None
        good, bad = 0, int(abs(end - movable.value) / movable.step) + 1
        step = movable.step if end > movable.value else -movable.step
        at = bad - 1
        while bad - good > 1:
            found = compiler.moved(base, movable, movable.value + at * step)
            if isinstance(found, Message):
                bad, why = at, found
            else:
                good = at
            at = (good + bad) // 2
        return why if why is not None and not good else movable.value + good * step

    high, low = reaches(movable.high), reaches(movable.low)
    if isinstance(high, Message) and (isinstance(low, Message) or low == movable.value):
        return high
    return movable._replace(
        low=movable.value if isinstance(low, Message) else low,
        high=movable.value if isinstance(high, Message) else high,
    )


def _by_ones(movable: MovableValue) -> MovableValue:
    """Return what moves by one: a value that counts."""
    room = Fraction(max(1, movable.value // 2))
    return movable._replace(step=Fraction(1), low=movable.value - room, high=movable.value + room)


def moves_of(compiler: Compiler, base: CompiledShape, movable: MovableValue) -> dict[int, Fraction] | Message:
    """Return by how much each number of the program moves, where the value moves by one; why it may not."""
    slopes: dict[int, Fraction] | None = None
    middle = movable.value + movable.step * max(1, int((movable.high - movable.value) / movable.step) // 3)
    for at in (movable.high, movable.low, min(middle, movable.high)):
        if at == movable.value:
            continue
        shape = compiler.moved(base, movable, at)
        if isinstance(shape, Message):
            return shape
        found = {
            slot: (now - was) / (at - movable.value)
            for slot, (was, now) in enumerate(zip(base.numbers, shape.numbers, strict=True))
            if now != was
        }
        if slopes is not None and found != slopes:
            return msg("what it does is no straight line")
        slopes = found
    return slopes or {}


Moving: TypeAlias = tuple[MovableValue, Mapping[int, Fraction]]
"""What moves, and by how much each number of the program moves with it."""


def apart(compiler: Compiler, base: CompiledShape, found: Sequence[Moving]) -> frozenset[int]:
    """Return which of them do together what they do apart, by their places."""
    if _together(compiler, base, found):
        return frozenset(range(len(found)))
    kept: list[int] = []
    for at in range(len(found)):
        if _together(compiler, base, [found[one] for one in (*kept, at)]):
            kept.append(at)
    return frozenset(kept)


def _together(compiler: Compiler, base: CompiledShape, kept: Sequence[Moving]) -> bool:
    """Whether values that move at once do what they do apart, added up: the engine compiles them together.

    One goes up and the next one down, then the other way round. Bounds and weights go less than
    half of their way, so that none passes another: the page refuses those that do.
    """
    for turn in (0, 1):
        moved = [(movable, _away(movable, up=number % 2 == turn)) for number, (movable, _) in enumerate(kept)]
        wanted = list(base.numbers)
        for (movable, moves), (_, at) in zip(kept, moved, strict=True):
            for slot, slope in moves.items():
                wanted[slot] += slope * (at - movable.value)
        shape = compiler.shape(_edits(moved))
        if isinstance(shape, Message) or shape.whole != base.whole or shape.numbers != tuple(wanted):
            return False
    return True


def _away(movable: MovableValue, *, up: bool) -> Fraction:
    end = movable.high if up else movable.low
    if not is_bound(movable.sets[0].route) and len(movable.sets) == 1:
        return end
    return movable.value + (end - movable.value) / movable.step * 2 // 5 * movable.step


__all__ = ["Compiler", "NotOffered", "Parameter", "apart", "moves_of", "parameters", "written"]
