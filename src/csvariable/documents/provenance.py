"""Where a statement comes from: its plan, its files, whom to turn to, what made it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from csvariable import __version__
from csvariable.documents.paper.model import Chapter, Terms, Words
from csvariable.documents.result import FactsFile, Heading, PlanFile
from csvariable.documents.view import View
from csvariable.kernel.message import Filling, Message, counted, msg
from csvariable.plan.values import text_of
from csvariable.speech.saying import in_language


@dataclass(frozen=True)
class Provenance:
    """What stands below the accounts of a statement."""

    view: View
    heading: Heading
    revision: str | None
    """The revision of the plan in its repository, where it has one."""

    def _say(self, message: Message, **values: Filling) -> str:
        return in_language(message.given(**values) if values else message, self.view.language)

    def files(self) -> Terms:
        """Return the plan and the files, each with its hash."""
        plan = self.heading.plan
        said = [self._say(msg("revision {revision}"), revision=self.revision)] if self.revision else []
        rows = [(self._say(msg("Plan")), self._source(plan, said))]
        for one in self.heading.facts:
            count = self._say(counted("{count} row", "{count} rows"), count=one.rows)
            rows.append((self._say(msg("File")), self._source(one, [count])))
        return Terms(tuple(rows))

    def _source(self, file: PlanFile | FactsFile, words: Sequence[str]) -> str:
        """Return a file by its name, what is said of it, and its hash."""
        told = [file.path, *words, self._say(msg("SHA-256 {hash}"), hash=file.sha256)]
        return ", ".join(word for word in told if word)

    def disputes(self) -> Iterator[Chapter]:
        """Yield whom to turn to, where the plan says it."""
        said = text_of(self.view.plans.base.disputes, self.view.language, "")
        if said:
            yield Chapter(self._say(msg("Where to dispute")), (Words(said),))

    def foot(self) -> Iterator[str]:
        """Yield what is true of every line, and what made them."""
        plan = self.view.plans.base
        if plan.is_french:
            yield self._say(msg("All amounts are gross pay."))
        yield self._say(
            msg("Each line shows the numbers that it was computed from. Made by csvariable {version}."),
            version=__version__,
        )
