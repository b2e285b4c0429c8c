"""What became of the closed periods that were verified, in whatever format it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TextIO

from csvariable import __version__
from csvariable.documents.formats import Look
from csvariable.documents.page import Page, Row, show
from csvariable.documents.placed import Found, found
from csvariable.documents.problems import ProblemReport
from csvariable.kernel.diagnostic import Diagnostic
from csvariable.kernel.message import Message, counted, msg
from csvariable.ledger.closed import Ledger
from csvariable.speech.language import Language
from csvariable.speech.numbers import money_text
from csvariable.speech.saying import in_language


@dataclass(frozen=True)
class VerifiedEntry:
    """A period or a correction, whether it was computed again, and what is wrong with it."""

    name: str
    digest: str
    recomputed: bool
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Verification:
    """A ledger whose manifests hold together, its entries, and all that is wrong."""

    name: str
    ledger: Ledger | None
    """None where it could not be read."""
    entries: Sequence[VerifiedEntry]
    diagnostics: Sequence[Diagnostic]
    language: Language

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not any(one.severity == "error" for one in self.diagnostics)

    # ------------------------------------------------------------------------ for people

    def show(self, stream: TextIO, look: Look) -> None:
        """Show a line for each entry, then what is wrong with it."""
        from csvariable.documents.console import make_console

        console = make_console(stream, look.environ, color=look.color, width=look.width)
        page = self.page()
        if page.blocks:
            show(page, console)
        if self.diagnostics:
            stream.write("\n" if page.blocks else "")
            self._report().show(stream, look)
        if self.holds:
            stream.write("\n" + self.said(self._good()) + "\n")

    def page(self) -> Page:
        """Return a line for each period and correction."""
        page = Page()
        columns = (
            (self.said(msg("Closed")), False),
            (self.said(msg("Payout")), True),
            (self.said(msg("Verified")), False),
            (self.said(msg("Manifest")), False),
        )
        page.table(self.name, columns, self._rows())
        return page

    def _rows(self) -> Iterator[Row]:
        for one in self.entries:
            wrong = any(problem.severity == "error" for problem in one.problems)
            done = (
                msg("no")
                if wrong
                else msg("bytes and amounts")
                if one.recomputed
                else msg("bytes alone: the files of the run were not kept")
            )
            yield Row((one.name, self._payout(one), self.said(done), one.digest[:12]), "red" if wrong else "")

    def _payout(self, one: VerifiedEntry) -> str:
        period = self.ledger.period(one.name) if self.ledger is not None else None
        if period is None:  # a correction is paid with the period after it
            return ""
        result = period.account.result
        return money_text(Fraction(result["totals"]["payout"]), result["currency"], language=self.language)

    def _good(self) -> Message:
        count = len(self.ledger.periods) if self.ledger is not None else 0
        if all(one.recomputed for one in self.entries):
            return counted(
                "{count} closed period holds: every byte, and every amount with csvariable {version}",
                "{count} closed periods hold: every byte, and every amount with csvariable {version}",
                count=count,
                version=__version__,
            )
        return counted(
            "{count} closed period holds: every byte, and the amounts of those whose files were kept",
            "{count} closed periods hold: every byte, and the amounts of those whose files were kept",
            count=count,
        )

    def said(self, message: Message) -> str:
        """Return a message in the reader's language."""
        return in_language(message, self.language)

    # ---------------------------------------------------------------------- for programs

    def _report(self) -> ProblemReport:
        return ProblemReport(self.diagnostics, {}, self.language)

    def problems(self) -> Sequence[Found]:
        """Return what is wrong, with its places."""
        return self._report().problems()

    def lines(self) -> Iterable[str]:
        """Yield a line for each problem."""
        return self._report().lines()

    def examined(self) -> Iterator[tuple[str, Sequence[Found]]]:
        """Yield each entry with what is wrong with it; what is of no entry first, as the ledger itself."""
        of_entries = [problem for one in self.entries for problem in one.problems]
        yield self.name, found([one for one in self.diagnostics if one not in of_entries], {})
        for one in self.entries:
            yield f"{self.name}/{one.name}", found(one.problems, {})

    def data(self) -> Mapping[str, Any]:
        """Return entries and problems as neutral data."""
        return {
            "ledger": self.name,
            "tool": {"name": "csvariable", "version": __version__},
            "holds": self.holds,
            "entries": [
                {
                    "name": one.name,
                    "manifest": one.digest,
                    "recomputed": one.recomputed,
                    "holds": not any(problem.severity == "error" for problem in one.problems),
                }
                for one in self.entries
            ],
            "problems": self._report().data(),
        }
