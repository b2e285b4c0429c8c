"""A simulation, in whatever format it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from csvariable.documents.comparison import ComparisonView, simulation_page
from csvariable.documents.comparison_data import COLUMNS, as_data, rows
from csvariable.documents.differences import change_lines
from csvariable.documents.formats import RowSet
from csvariable.documents.page import Lines, Page, Readable
from csvariable.scenario import Base, Outcome
from csvariable.scenario.points import Worth, worth_of_points
from csvariable.speech.language import Language


@dataclass(frozen=True)
class Simulation(Readable):
    """What became of each scenario, against the run as it is."""

    base: Base
    outcomes: Iterable[Outcome]
    """Read once, one after the other, so that thousands need no memory."""
    count: int
    """How many they are."""
    language: Language
    details: bool
    redacted: bool
    """Whether names are hidden in what is shared."""

    def page(self, *, shared: bool) -> Page:
        """Return what is changed, then who gains and who loses."""
        view = ComparisonView(self.base.plans, self.language, self.details, redacted=shared and self.redacted)
        only = list(self.outcomes) if self.count == 1 else []
        page = simulation_page(only or self.outcomes, self.count, view, self._worths())
        lines = tuple(self._changes(only))
        if lines:
            page.blocks.insert(0, Lines(view.word("plan-changes"), lines))
        page.lines("", [view.word("names-hidden" if view.redacted else "not-written")])
        return page

    def data(self) -> dict[str, Any]:
        """Return the scenarios with all amounts; with details those of everybody."""
        name, currency = self.base.document.name, self.base.plans.base.currency
        return as_data(name, currency, self.outcomes, self._worths(), people=self.details)

    def records(self) -> RowSet:
        """Return a row for each scenario, period and person."""
        return RowSet(COLUMNS, rows(self.outcomes), self.base.plans.base.currency)

    def _worths(self) -> dict[str, Sequence[Worth]]:
        """Return what one more point is worth in the last period, where that is asked for."""
        if not self.details and self.count > 1:
            return {}
        label, results = list(self.base.results.items())[-1]
        return {label or "": worth_of_points(results, self.base.plans)}

    def _changes(self, only: Sequence[Outcome]) -> Iterator[str]:
        """Yield what the only scenario changes in the plan."""
        for one in only:
            if one.document is not None:
                yield from change_lines(self.base.document, one.document, self.language)
