"""Diagnostics with their places resolved to lines and columns, in the order people read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from csvariable.kernel.diagnostic import (
    CellPlace,
    Diagnostic,
    Edits,
    FilePlace,
    Label,
    Place,
    PlanPlace,
    Severity,
    TextPlace,
)
from csvariable.kernel.message import msg
from csvariable.speech.language import Language
from csvariable.speech.saying import in_language
from csvariable.text import Document, route_text

Sources: TypeAlias = Mapping[str, Document | str]
"""The texts that places speak of, by name. The first Document is the plan."""

Spot: TypeAlias = TextPlace | CellPlace | FilePlace
"""A place that needs no document to be shown."""

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.ADVICE)


@dataclass(frozen=True, slots=True)
class ShownMark:
    """A secondary place with a few words."""

    at: Spot
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """A diagnostic as it will be shown: said in a language, with its places found."""

    rule: str
    severity: Severity
    message: str
    help: str | None
    fix: Edits | None
    at: Spot
    marks: tuple[ShownMark, ...]
    route: str | None
    """The address in the plan, when the diagnostic has one."""

    @property
    def file(self) -> str:
        """Return the name of its file, empty for the command line."""
        return self.at.file


def found(diagnostics: Iterable[Diagnostic], sources: Sources, language: Language = "en") -> list[Found]:
    """Return the diagnostics by file, position, severity and rule.

    What aliases repeat is told once, with all the places that use it.
    """
    once: dict[tuple[str, str, Spot], Found] = {}
    for diagnostic in diagnostics:
        item = _found(diagnostic, sources, language)
        key = (diagnostic.rule, str(diagnostic.message), item.at)
        known = once.get(key)
        if known is None:
            once[key] = item
        else:
            new = tuple(mark for mark in item.marks if mark not in known.marks)
            once[key] = replace(known, marks=(*known.marks, *new))
    return [once[key] for key in sorted(once, key=lambda key: _rank(key[1], once[key]))]


def position(at: Spot) -> tuple[int, int]:
    """Return line and column, zeros for a whole file."""
    return (0, 0) if isinstance(at, FilePlace) else (at.line, at.column)


def _rank(english: str, item: Found) -> tuple[str, tuple[int, int], int, str, str]:
    """Order by place, severity and name, and by the English, so that languages list alike."""
    return item.file, position(item.at), _ORDER.index(item.severity), item.rule, english


def _found(diagnostic: Diagnostic, sources: Sources, language: Language) -> Found:
    at = _spot(diagnostic.at, sources)
    labels = (*diagnostic.also, *_ways(diagnostic.at, sources))
    marks = tuple(ShownMark(_spot(label.at, sources), in_language(label.text, language)) for label in labels)
    route = route_text(diagnostic.at.route) if isinstance(diagnostic.at, PlanPlace) else None
    return Found(
        diagnostic.rule,
        diagnostic.severity,
        in_language(diagnostic.message, language),
        None if diagnostic.help is None else in_language(diagnostic.help, language),
        diagnostic.fix,
        at,
        marks,
        route or None,
    )


def _spot(place: Place, sources: Sources) -> Spot:
    if not isinstance(place, PlanPlace):
        return place
    document = _document(place, sources)
    return document.place(place) if document is not None else FilePlace(place.file or "")


def _ways(place: Place, sources: Sources) -> tuple[Label, ...]:
    """Return how a value came to its place: the aliases that use it, the option that set it."""
    document = _document(place, sources) if isinstance(place, PlanPlace) else None
    if document is None or not isinstance(place, PlanPlace):
        return ()
    ways = [Label(at, msg("also used here")) for at in document.uses(place.route)]
    setting = document.setting(place.route)
    if setting is not None and setting.document is None:
        ways.append(Label(document.place(place), msg("set by {option}", option=setting.by)))
    return tuple(ways)


def _document(place: PlanPlace, sources: Sources) -> Document | None:
    documents = [source for source in sources.values() if isinstance(source, Document)]
    if place.file is None:
        return documents[0] if documents else None
    named = sources.get(place.file)
    if isinstance(named, Document):
        return named
    return next((document for document in documents if document.name == place.file), None)
