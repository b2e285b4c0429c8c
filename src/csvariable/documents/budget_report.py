"""A budget, in whatever format it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from csvariable.documents.budget import Budget, BudgetView, budget_page
from csvariable.documents.budget_data import as_data
from csvariable.documents.page import Page, Readable
from csvariable.documents.page_paper import paper_of
from csvariable.documents.paper.drawing import shares_up_to
from csvariable.documents.paper.model import Paper, PaperBlock
from csvariable.kernel.message import msg
from csvariable.speech.language import Language
from csvariable.speech.numbers import rate_text
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
        """Return the same as a page that stands by itself, with a picture of what the draws cost."""
        return paper_of(
            self.page(shared=True),
            language=self.language,
            title=in_language(msg("What the plan can cost"), self.language),
            over=in_language(msg("Budget"), self.language),
            drawn=self._drawn(),
        )

    def _drawn(self) -> dict[str, PaperBlock]:
        """Return which share of the draws costs how much, under the title of the odds."""
        odds, limit, language = self.budget.odds, self.budget.limit, self.language
        if odds is None:
            return {}
        view = BudgetView(language, self.budget.currency, self.details, redacted=False)
        told = [
            in_language(
                msg(
                    "{share} of the draws cost no more than {amount}.",
                    share=rate_text(Fraction(percent, 100), language=language),
                    amount=view.money(cost),
                ),
                language,
            )
            for percent, cost in odds.percentiles.items()
        ]
        if limit is not None:
            told.append(
                in_language(
                    msg("The dashed line is the limit, {amount}.", amount=view.money(limit)), language
                )
            )
        title = view.word("odds", count=len(odds.costs))
        picture = shares_up_to(
            odds.ordered,
            list(odds.percentiles.values()),
            limit,
            title=title,
            alternative=" ".join(told),
            across=view.money,
            up=lambda share: rate_text(share, language=language),
        )
        return {title: picture}

    def data(self) -> dict[str, Any]:
        """Return the same as neutral data."""
        return as_data(self.budget)
