"""What differs between two plans, in whatever format it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from csvariable.documents.comparison_view import ComparisonView
from csvariable.documents.curve_pictures import before_and_after
from csvariable.documents.difference_data import as_data
from csvariable.documents.differences import comment, curve_title, difference_page
from csvariable.documents.page import Page, Readable
from csvariable.documents.page_paper import changes, paper_of
from csvariable.documents.paper.model import Paper
from csvariable.kernel.message import msg
from csvariable.scenario import Outcome
from csvariable.scenario.moved_curves import CurveChange
from csvariable.speech.saying import in_language
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

    def paper(self) -> Paper:
        """Return the same as a page that stands by itself, the curves drawn before and after."""
        view = replace(self.view, redacted=self.redacted)
        page = difference_page(self.old, self.new, self.curves, view, self.outcome)
        return paper_of(
            page,
            language=view.language,
            title=self.new.name,
            over=in_language(msg("What changes from {old}", old=self.old.name), view.language),
            drawn={
                curve_title(one, view): before_and_after(one, view) for one in self.curves if not one.words
            },
            front=changes(self.outcome, view),
        )

    def data(self) -> dict[str, Any]:
        """Return the same as neutral data."""
        return as_data(self.old, self.new, self.curves, self.view, self.outcome)
