"""What differs between two plans, in whatever format it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from csvariable.documents.comparison import ComparisonView
from csvariable.documents.difference_data import as_data
from csvariable.documents.differences import comment, difference_page
from csvariable.documents.page import Page, Readable
from csvariable.scenario import Outcome
from csvariable.scenario.moved_curves import CurveChange
from csvariable.text import Document


@dataclass(frozen=True)
class DifferenceReport(Readable):
    """What differs between two plans, in whatever format it is asked for."""

    name: str
    """The new plan, as the marker of a comment names it."""
    old: Document
    new: Document
    curves: Sequence[CurveChange]
    view: ComparisonView
    outcome: Outcome | None
    redacted: bool
    """Whether names are hidden in what is shared."""

    def page(self, *, shared: bool) -> Page:  # noqa: ARG002 - what is shared is a comment
        """Return changes, curves, roles, and with facts the euros."""
        return difference_page(self.old, self.new, self.curves, self.view, self.outcome)

    def markdown(self) -> str:
        """Return a comment for a pull request."""
        view = replace(self.view, redacted=self.redacted)
        return comment(self.name, self.old, self.new, self.curves, view, self.outcome)

    def data(self) -> dict[str, Any]:
        """Return the same as neutral data."""
        return as_data(self.old, self.new, self.curves, self.view, self.outcome)
