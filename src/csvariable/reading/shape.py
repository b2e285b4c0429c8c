"""The shape of a plan: read whole, or in what can be read beside what cannot."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic_core import ValidationError

from csvariable.kernel.diagnostic import Diagnostic, Route
from csvariable.plan import Plan
from csvariable.text import Document, Scalar, plain

if TYPE_CHECKING:
    from csvariable.reading.translation import Translated

_NEUTRAL = {"csvariable": "1", "name": "?", "currency": "EUR", "period": "quarter"}
"""What stands for a required value that cannot be read, so that the rules still run."""

_BY_ID = frozenset(
    "kpis objectives gates modifiers pool bonuses roles columns examples backlog absences allow".split()
)


class Shape(NamedTuple):
    """A plan without what could not be read, and the routes of that."""

    plan: Plan | None
    diagnostics: tuple[Diagnostic, ...]
    broken: frozenset[Route]


def shape(document: Document, without: Collection[str] = ()) -> Shape:
    """Read the shape of a plan; a broken part is set aside, said, and the rest is read.

    The parts `without` are left out, as if nobody had written them.
    """
    values = parts_of(document, without)
    context = {"currency": currency(document)}
    try:
        return Shape(Plan.model_validate(values, context=context), (), frozenset())
    except ValidationError as problem:
        from csvariable.reading.translation import translated

        found = translated(problem, document)
    plan, gone = _rest(values, context, found)
    return Shape(plan, found.diagnostics, found.broken | gone)


def parts_of(document: Document, without: Collection[str] = ()) -> dict[str, Any]:
    """Return the plain parts of a document, without its author's own (`x-`) and those named."""
    parts = document.root.value
    if not isinstance(parts, dict):  # pragma: no cover - the parser has refused it
        raise AssertionError(parts)  # noqa: TRY004
    return {
        key: plain(part) for key, part in parts.items() if not key.startswith("x-") and key not in without
    }


def currency(document: Document) -> str:
    """Return the currency that amounts are read in, before the plan is known to be right."""
    scalar = document.value(("currency",))
    return scalar.text.upper() if scalar is not None and len(scalar.text) == 3 else "EUR"


def _rest(
    values: dict[str, Any], context: dict[str, str], found: Translated
) -> tuple[Plan | None, frozenset[Route]]:
    """Return a plan of what is left when the broken parts are taken out, and those parts."""
    left: Any = values
    for route in found.strange:
        left = _without(left, route)
    renamed = {route[:-1] for route in found.strange}
    pieces = {_piece(route) for route in found.broken if route[:-1] not in renamed}
    gone: set[Route] = set()
    while True:
        gone |= pieces
        for route in pieces:
            left = _without(left, route)
        left = {key: Scalar(text) for key, text in _NEUTRAL.items()} | left
        try:
            return Plan.model_validate(left, context=context), frozenset(gone)
        except ValidationError as problem:
            pieces = {_piece(error["loc"]) for error in problem.errors()} - gone
        if not pieces:
            return None, frozenset(gone)  # what is left is no plan, as one without KPIs


def _piece(route: Route) -> Route:
    """Return the part that goes when the value at a route cannot be read.

    A KPI or an objective loses the field, and all of itself with its unit; everything else
    that has an id goes as a whole.
    """
    if route[0] not in _BY_ID:
        return route[:1]
    if route[0] in {"kpis", "objectives"} and route[2:] and route[2] not in {"unit", "[key]"}:
        return route[:3]
    return route[:2]


def _without(value: Any, route: Route) -> Any:
    """Return plain data without what stands at a route; the items of a list stay."""
    if not isinstance(value, dict):
        return value
    if len(route) == 1:
        return {key: child for key, child in value.items() if key != route[0]}
    return {key: _without(child, route[1:]) if key == route[0] else child for key, child in value.items()}
