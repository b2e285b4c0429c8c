"""A budget, in whatever format it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from csvariable.documents.budget import Budget, BudgetView, budget_page
from csvariable.documents.budget_data import as_data
from csvariable.documents.page import Page, Readable
from csvariable.documents.page_paper import paper_of
from csvariable.documents.paper.model import Paper
from csvariable.kernel.message import msg
from csvariable.speech.language import Language
from csvariable.speech.saying import in_language


@dataclass(frozen=True)
class BudgetReport(Readable):
    """A budget, in whatever format it is asked for."""

    budget: Budget
    language: Language
    details: bool
    redacted: bool
    """Whether names are hidden in what is shared."""

    def page(self, *, shared: bool) -> Page:
        """Return bounds, caps, odds and the value that fits."""
        view = BudgetView(self.language, self.budget.currency, self.details, shared and self.redacted)
        return budget_page(self.budget, view)

    def paper(self) -> Paper:
        """Return the same as a page that stands by itself."""
        return paper_of(
            self.page(shared=True),
            language=self.language,
            title=in_language(msg("What the plan can cost"), self.language),
            over=in_language(msg("Budget"), self.language),
        )

    def data(self) -> dict[str, Any]:
        """Return the same as neutral data."""
        return as_data(self.budget)
