"""A simulation, in whatever format it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from csvariable.documents.comparison import simulation_page
from csvariable.documents.comparison_data import COLUMNS, as_data, rows
from csvariable.documents.comparison_view import ComparisonView
from csvariable.documents.curve_pictures import moved
from csvariable.documents.differences import change_lines
from csvariable.documents.page import Lines, Page, Readable
from csvariable.documents.page_paper import changes, paper_of
from csvariable.documents.paper.model import Chapter, Paper
from csvariable.documents.row_set import RowSet
from csvariable.facts.plans import Plans
from csvariable.kernel.message import msg
from csvariable.plan.values import text_of
from csvariable.reading import read
from csvariable.scenario import Base, Outcome
from csvariable.scenario.moved_curves import curve_changes
from csvariable.scenario.points import Worth, worth_of_points
from csvariable.scenario.unmoved import why_unmoved
from csvariable.speech.language import Language
from csvariable.speech.saying import in_language


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
        return self._page(self._view(shared=shared), list(self.outcomes) if self.count == 1 else [])

    def paper(self) -> Paper:
        """Return the same as a page that stands by itself, with a bar for each who gains or loses."""
        view = self._view(shared=True)
        only = list(self.outcomes) if self.count == 1 else []
        return paper_of(
            self._page(view, only),
            language=self.language,
            title=text_of(self.base.plans.base.name, self.language, self.base.document.name),
            over=in_language(msg("What a change would pay"), self.language),
            front=(*changes(only[0] if only else None, view), *self._curves(only, view)),
        )

    def _curves(self, only: Sequence[Outcome], view: ComparisonView) -> Iterator[Chapter]:
        """Yield the curves that the only scenario moves, before and after."""
        for one in only:
            if one.document is not None and one.comparison is not None:
                reading = read(one.document)
                if reading.plan is not None:
                    after = Plans(reading.plan, reading.roles)
                    yield from moved(curve_changes(self.base.plans, after), view)

    def _view(self, *, shared: bool) -> ComparisonView:
        return ComparisonView(self.base.plans, self.language, self.details, redacted=shared and self.redacted)

    def _page(self, view: ComparisonView, only: list[Outcome]) -> Page:
        page = simulation_page(only or self.outcomes, self.count, view, self._worths(), self._unmoved)
        lines = tuple(self._changes(only))
        if lines:
            page.blocks.insert(0, Lines(view.word("plan-changes"), lines))
        page.lines("", [view.word("names-hidden" if view.redacted else "not-written")])
        return page

    def data(self) -> dict[str, Any]:
        """Return the scenarios with all amounts; with details those of everybody."""
        name, currency = self.base.document.name, self.base.plans.base.currency
        return as_data(name, currency, self.outcomes, self._unmoved, self._worths(), people=self.details)

    def records(self) -> RowSet:
        """Return a row for each scenario, period and person."""
        return RowSet(COLUMNS, rows(self.outcomes, self._unmoved), self.base.plans.base.currency)

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
            for why in self._unmoved(one):
                yield in_language(msg("Nothing moves: {why}.", why=why), self.language)

    def _unmoved(self, one: Outcome) -> tuple[str, ...]:
        """Return why a scenario moves nobody's pay; nothing where it does."""
        return tuple(in_language(why, self.language) for why in why_unmoved(self.base, one))
