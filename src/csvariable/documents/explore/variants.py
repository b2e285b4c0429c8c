"""Plans of another form, compiled beforehand: without a cap, a gate, a modifier, a bonus, a threshold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from typing import Final, NamedTuple, TypeAlias

from csvariable.documents.explore.parameters import Compiler, Parameter, apart, moves_of
from csvariable.facts.model import Facts
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import Route
from csvariable.kernel.message import Message, msg
from csvariable.kernel.quantity import NotAQuantity, read_quantity
from csvariable.kernel.unit import decimal_text
from csvariable.speech.language import Language
from csvariable.speech.parts import part_name
from csvariable.speech.saying import in_language
from csvariable.speech.written import PlanWords
from csvariable.text import Document, Scalar, route_text
from csvariable.text.node import Setting

MOST: Final = 12
"""Plans of another form on one page."""
_SECTIONS: Final = ("gates", "modifiers", "bonuses")
_OF_KPIS: Final = ("cap", "floor", "curve.threshold", "curve.cap")
_WHOLE: Final = ("cap", "floor", "guarantee")
_BY: Final = Setting("explore")


class Variant(NamedTuple):
    """The plan without one of its parts."""

    label: str
    sets: tuple[str, ...]
    """As options of `simulate`."""
    plans: Plans
    moves: tuple[Mapping[int, Fraction] | None, ...]
    """How each value of the page moves in it; None where it does not."""


PlanEdits: TypeAlias = Mapping[Route, str | None]
"""What is written elsewhere in the plan; None takes it away."""


def variants(
    document: Document, facts: Facts, moved: Sequence[Parameter], language: Language
) -> Iterator[Variant]:
    """Yield the plan without each of its parts that can be left out, its programs compiled by the engine."""
    words = PlanWords(document, language)
    wanted = [*_without(document, words), *_unweighted(document, words)]
    for label, edits in wanted[:MOST]:
        # Worked examples pay nothing, and may state what a part that is gone would have paid.
        besides: tuple[PlanEdits, ...] = ({}, {("examples",): None})
        for beside in besides:
            found = _variant(document, facts, moved, {**edits, **beside})
            if found is not None:
                yield found._replace(label=in_language(label, language))
                break


def _variant(
    document: Document, facts: Facts, moved: Sequence[Parameter], edits: PlanEdits
) -> Variant | None:
    """Return the plan with what is written elsewhere; None where it is no plan."""
    said = {route: None if one is None else Scalar(one) for route, one in edits.items()}
    try:
        compiler = Compiler(document.edited(said, _BY), facts)
    except ValueError:
        return None
    plans = compiler.plans({})
    if isinstance(plans, Message):
        return None
    base = compiler.shape_of(plans)
    moves: list[Mapping[int, Fraction] | None] = []
    for one in moved:
        gone = any(value.route[: len(route)] == route for value in one.movable.sets for route in edits)
        found = msg("") if gone else moves_of(compiler, base, one.movable)
        moves.append(None if isinstance(found, Message) or not found else found)
    there = [at for at, one in enumerate(moves) if one is not None]
    kept = {there[at] for at in apart(compiler, base, [(moved[at].movable, moves[at] or {}) for at in there])}
    sets = tuple(f"{route_text(route)}={one or 'null'}" for route, one in edits.items())
    return Variant("", sets, plans, tuple(one if at in kept else None for at, one in enumerate(moves)))


def _without(document: Document, words: PlanWords) -> Iterator[tuple[Message, PlanEdits]]:
    """Yield what people would try to do without, what holds for the whole plan first."""
    written = {route[: end + 1] for route, _ in document.routes() for end in range(len(route))}
    entries = list(dict.fromkeys(route[:2] for route, _ in document.routes() if len(route) > 1))
    routes: list[Route] = [(name,) for name in _WHOLE]
    routes += [entry for entry in entries if entry[0] in _SECTIONS]
    routes += [(*entry, *key.split(".")) for entry in entries if entry[0] == "kpis" for key in _OF_KPIS]
    for route in routes:
        if route in written:
            alone = route[0] in _SECTIONS and sum(entry[0] == route[0] for entry in entries) == 1
            yield msg("without {what}", what=part_name(route, words)), {route[:1] if alone else route: None}


def _unweighted(document: Document, words: PlanWords) -> Iterator[tuple[Message, PlanEdits]]:
    """Yield each KPI without its weight, which the others share in proportion."""
    weights: dict[Route, Fraction] = {}
    for route, scalar in document.routes():
        if route[0] == "kpis" and route[2:] == ("weight",):
            with suppress(NotAQuantity):
                weights[route] = read_quantity(scalar.text).value
    whole = sum(weights.values())
    for route, value in weights.items():
        if 0 < value < whole:
            share = {one: weight * whole / (whole - value) for one, weight in weights.items()}
            texts = {one: f"{decimal_text(weight * 100)} %" for one, weight in share.items()}
            yield msg("without {what}", what=part_name(route, words)), {**texts, route: "0 %"}


__all__ = ["Variant", "variants"]
