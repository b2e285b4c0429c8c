"""The order of problems, and one problem where an alias would repeat it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import cast

from csvariable.kernel.diagnostic import Diagnostic, Label, PlanPlace, Severity, TextPlace
from csvariable.kernel.message import Message, msg
from csvariable.text import Document

_RANK = tuple(Severity)


def place_of(problem: Diagnostic, document: Document) -> TextPlace:
    """Return where a problem of a plan or of its text stands."""
    at = problem.at
    return at if isinstance(at, TextPlace) else document.place(cast("PlanPlace", at))


def sorted_by_place(found: Iterable[Diagnostic], document: Document) -> list[Diagnostic]:
    """Sort by place, then severity, then name."""

    def key(problem: Diagnostic) -> tuple[int, int, int, str, str]:
        place = place_of(problem, document)
        return place.line, place.column, _RANK.index(problem.severity), problem.rule, str(problem.message)

    return sorted(found, key=key)


def once(found: Sequence[Diagnostic], document: Document) -> tuple[Diagnostic, ...]:
    """Say a problem of aliased content once, with the places that use it as labels."""
    kept: dict[tuple[str, Message, TextPlace], Diagnostic] = {}
    uses: dict[tuple[str, Message, TextPlace], dict[TextPlace, None]] = {}
    for problem in found:
        key = problem.rule, problem.message, place_of(problem, document)
        kept.setdefault(key, problem)
        if isinstance(problem.at, PlanPlace):
            uses.setdefault(key, {}).update(dict.fromkeys(document.uses(problem.at.route)))
    return tuple(_with_uses(problem, uses.get(key, {})) for key, problem in kept.items())


def _with_uses(problem: Diagnostic, uses: Iterable[TextPlace]) -> Diagnostic:
    labels = tuple(Label(use, msg("also used here, through an alias")) for use in uses)
    if not labels:
        return problem
    return replace(problem, also=(*problem.also, *labels), fix=None)
