"""Problems of a scenario at the line or the flag that makes them, as those of a role are at its lines."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from csvariable.kernel.diagnostic import (
    CellPlace,
    Diagnostic,
    FilePlace,
    Label,
    Place,
    PlanPlace,
    Route,
    TextPlace,
)
from csvariable.kernel.message import msg
from csvariable.scenario.model import Edit, Scenario
from csvariable.text import Document


def brought_home(problem: Diagnostic, document: Document, scenario: Scenario) -> Diagnostic:
    """Return a problem of an edited plan with its name and at its own line.

    The line is that of the value that is wrong, else of the edit nearest to it, else the first.
    """
    at = _spot(problem.at, document)
    labels = tuple(Label(_spot(label.at, document), label.text) for label in problem.also)
    homes = _homes(scenario)
    message = msg("scenario `{name}`: {problem}", name=scenario.name, problem=problem.message)
    if isinstance(at, CellPlace) or _file(at) in homes or not scenario.edits:
        return replace(problem, message=message, at=at, also=labels, fix=None)
    near = next((label.at for label in labels if _file(label.at) in homes), None)
    home = near or _nearest(problem.at, scenario)
    rest = tuple(label for label in labels if label.at != home)
    return replace(problem, message=message, at=home, also=(Label(at, msg("here")), *rest), fix=None)


def place_of(edit: Edit) -> Place:
    """Return the line of an edit; the command line where no text holds it."""
    if edit.by.document is None:
        return FilePlace("")
    return edit.by.document.place(PlanPlace(edit.by.route))


def _spot(at: Place, document: Document) -> Place:
    """Return lines and columns, of whichever text holds the value."""
    return document.place(at) if isinstance(at, PlanPlace) and at.file is None else at


def _homes(scenario: Scenario) -> set[str]:
    return {edit.by.document.name for edit in scenario.edits if edit.by.document is not None}


def _file(at: Place) -> str | None:
    return at.file if isinstance(at, TextPlace | PlanPlace) else None


def _nearest(at: Place, scenario: Scenario) -> Place:
    route: Route = at.route if isinstance(at, PlanPlace) else ()

    def shared(edit: Edit) -> int:
        pairs = zip(edit.route, route, strict=False)
        return len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))

    return place_of(max(scenario.edits, key=shared))
