"""What everybody is paid, in whatever format it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TextIO

from csvariable.documents.formats import Look
from csvariable.documents.result import Heading, notes_text, person_of, result, rewards_of
from csvariable.documents.result_rows import columns_of, person_values
from csvariable.documents.row_set import CellValue, RowSet
from csvariable.engine.notes import notes, notes_on
from csvariable.engine.results import Results
from csvariable.facts.plans import Plans
from csvariable.facts.strictness import UNSAID
from csvariable.kernel.diagnostic import Diagnostic
from csvariable.kernel.step import Note
from csvariable.kernel.unit import Unit
from csvariable.plan.values import text_of
from csvariable.speech.language import Language
from csvariable.speech.screens import screen
from csvariable.tables.table import FileRead
from csvariable.text import Document

if TYPE_CHECKING:
    from csvariable.documents.paper.model import Paper
    from csvariable.documents.view import View
    from csvariable.documents.whole import WholeColumn

IDENTITY: Final = ("participant", "name", "role", "team")
"""The columns that say who is paid."""
SAID: Final = ("rewards", "notes", "period", "currency", "plan_sha256")
"""The columns after the total: what is given in kind, what must be known, and of which run it is."""
FEW: Final = 5
"""People up to whom each one's KPIs are shown without being asked."""


@dataclass(frozen=True)
class Payments:
    """The results of a run for the people chosen, with all that is said beside them."""

    results: Results
    plans: Plans
    heading: Heading
    document: Document
    tables: Sequence[FileRead]
    diagnostics: Sequence[Diagnostic]
    """Warnings and advice."""
    chosen: Sequence[int]
    """The people, by index."""
    language: Language
    details: bool | None = None
    """Each person's KPIs and lines, or in records every step; None: for a few people."""

    def show(self, stream: TextIO, look: Look) -> None:
        """Show a line a person, the total, and for a few people their details."""
        from csvariable.documents.console import make_console
        from csvariable.documents.terminal import show_compute

        view = self._view()
        console = make_console(stream, look.environ, color=look.color, width=look.width)
        details = len(self.chosen) <= FEW if self.details is None else self.details
        show_compute(console, view, self.tables, self.diagnostics, details=details)

    def _view(self) -> View:
        from csvariable.documents.view import View

        name = text_of(self.plans.base.name, self.language, "")
        return View(self.results, self.plans, self.language, self.chosen, name)

    def data(self) -> dict[str, Any]:
        """Return plan, files, people, totals and what was said."""
        from csvariable.documents.problems import as_data

        said = as_data(self.diagnostics, {self.document.name: self.document})
        problems = [one for one in said if isinstance(one, dict)]
        return result(self.results, self.heading, self.chosen, problems)

    def items(self) -> Iterator[dict[str, Any]]:
        """Yield each person."""
        for at in self.chosen:
            yield person_of(self.results, at, self.heading.currency)

    def records(self) -> RowSet:
        """Return a row a person: money that payroll adds up, or with details every public step."""
        names = ("target_incentive", *columns_of(self.results, details=bool(self.details)))
        units = {step.name: step.unit for program in self.results.programs.values() for step in program.steps}
        columns = [(name, None) for name in IDENTITY]
        numbers = [(name, units.get(name, Unit.MONEY)) for name in names]
        said = [(name, None) for name in SAID]
        whole = partial(self._whole, names) if self.results.by_columns and not self.details else None
        titles = partial(self._titles, (*IDENTITY, *names, *SAID))
        return RowSet((*columns, *numbers, *said), self._rows(names), self.heading.currency, whole, titles)

    def _titles(self, names: Sequence[str]) -> list[str]:
        """Return what people call the columns: of steps, what the statement calls them."""
        voices = [self._view().person_voice(at) for at in self.chosen[:FEW]]
        called: dict[str, str] = {}
        for voice in voices:
            for step in voice.steps.values():
                called.setdefault(step.name, voice.name(step.name))
        return [called.get(name) or screen(self.language, f"column-{name}") for name in names]

    def _whole(self, names: Sequence[str]) -> Mapping[str, WholeColumn] | None:
        """Return the same cells by whole columns, where everybody is chosen."""
        if len(self.chosen) < len(self.results.facts.people):
            return None
        from csvariable.documents.whole import whole_columns, whole_text

        found = whole_columns(self.results, IDENTITY, names)
        if found is None or any(program.rewards for program in self.results.programs.values()):
            return None
        noted = {at: notes_text(some) for at, some in self.results.kept(notes).items()}
        said = (None, whole_text(len(self.results.facts.people), noted), *self._run)
        return {**found, **dict(zip(SAID, said, strict=True))}

    def _rows(self, names: Sequence[str]) -> Iterator[list[CellValue]]:
        for at in self.chosen:
            texts, values = person_values(self.results, at)
            given = "; ".join(
                f"{one['quantity']} × {one['item']}"
                for one in rewards_of(self.results, at, self.heading.currency)
            )
            noted = notes_text(notes_on(self.results, at))
            yield [*texts, *(values.get(name) for name in names), given, noted, *self._run]

    @property
    def _run(self) -> tuple[str, str, str]:
        """Of which run a row is: its period, its currency and its plan."""
        return (self.heading.period or "", self.heading.currency, self.heading.plan.sha256)

    def told(self) -> Iterator[str]:
        """Yield a line for each thing that must be known of people, with those whom it concerns."""
        from csvariable.documents.clean import clean

        for one in self.diagnostics:
            if one.rule in UNSAID:
                yield clean(screen(self.language, "remark", what=one.message)) + "\n"
        noted = self.results.kept(notes)
        chosen = self.chosen if isinstance(self.chosen, range) else frozenset(self.chosen)
        concerned: dict[Note, list[int]] = {}
        for at in sorted(one for one in noted if one in chosen):
            for note in noted[at]:
                concerned.setdefault(note, []).append(at)
        if not concerned:
            return
        view = self._view()
        for note, people in concerned.items():
            names = [view.person(at) for at in people[:FEW]] + (["..."] if len(people) > FEW else [])
            count = screen(self.language, "people", count=len(people))
            what = view.person_voice(people[0]).note(note)
            said = screen(self.language, "note", what=what, people=count, names=", ".join(names))
            yield clean(said) + "\n"

    def markdown(self) -> str:
        """Return the table of the screen, what must be known of each person, and with details every step."""
        from csvariable.documents.payments_page import payments_markdown

        return payments_markdown(self._view(), self.items() if self.details else ())

    def paper(self) -> Paper:
        """Return the same as a page of its own."""
        from csvariable.documents.payments_page import payments_paper

        return payments_paper(self._view(), self.items() if self.details else ())
