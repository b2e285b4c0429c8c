"""What a vote on objectives came to, in whatever format it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from csvariable import SCHEMA_VERSION
from csvariable.aims.promotion import Record
from csvariable.aims.vote import Tally
from csvariable.documents.page import Page, Readable, Row
from csvariable.kernel.message import Message, counted, listed, msg
from csvariable.kernel.unit import decimal_text, rounded
from csvariable.plan import Plan
from csvariable.plan.values import text_of
from csvariable.speech.language import Language
from csvariable.speech.numbers import number_text
from csvariable.speech.saying import in_language

HUNDREDTH = Fraction(1, 100)
_PLAIN = str.maketrans("\u00a0\u202f", "  ")
"""The spaces of typography, which a plan is not written with."""


@dataclass(frozen=True)
class VoteReport(Readable):
    """The objectives of a backlog in the order of a vote; nobody's ballot stands in it."""

    plan: Plan
    tallies: Sequence[Tally]
    quorum: int
    language: Language

    def page(self, *, shared: bool) -> Page:  # noqa: ARG002 - nobody is named here
        """Return a row for each objective, and how it was counted."""
        heads = (
            (msg("Place"), True),
            (msg("Objective"), False),
            (msg("Relevance"), True),
            (msg("Feasibility"), True),
            (msg("Ballots"), True),
        )
        page = Page()
        page.table(self._say(msg("Vote")), [(self._say(one), right) for one, right in heads], self._rows())
        how = counted(
            "Ranked by the sum of the two means, then by relevance, feasibility and id; "
            "under {count} ballot an objective has no place.",
            "Ranked by the sum of the two means, then by relevance, feasibility and id; "
            "under {count} ballots an objective has no place.",
            self.quorum,
        )
        page.lines("", [self._say(how)])
        return page

    def _say(self, message: Message) -> str:
        return in_language(message, self.language)

    def record(self, day: date, voters: int | None, chosen: Sequence[str]) -> Record:
        """Return what a plan keeps of the vote: when, how many, how, and which objectives it brought."""
        ballots = sum(one.ballots for one in self.tallies)
        who = (
            counted("{count} ballot", "{count} ballots", count=ballots)
            if voters is None
            else counted("{count} person", "{count} people", count=voters)
        )
        how = msg(
            "a vote on {objectives} objectives of the backlog by relevance and feasibility, quorum {quorum}",
            objectives=len(self.tallies),
            quorum=self.quorum,
        )
        changed = msg("from the backlog: {names}", names=listed(list(chosen), "and"))
        return Record(day, *(self._say(one).translate(_PLAIN) for one in (who, how, changed)))

    def _rows(self) -> Iterator[Row]:
        for one in self.tallies:
            found = self.plan.backlog.get(one.objective) or self.plan.objectives[one.objective]
            said = text_of(found.statement, self.language, one.objective)
            place = "" if one.place is None else str(one.place)
            means = (self._mean(one.relevance), self._mean(one.feasibility)) if one.ballots else ("", "")
            yield Row((place, said, *means, str(one.ballots)), "" if one.place is not None else "dim")

    def _mean(self, value: Fraction) -> str:
        return number_text(rounded(value, HUNDREDTH), language=self.language)

    def data(self) -> dict[str, Any]:
        """Return the same as neutral data: exact means, and no names."""
        return {
            "schema_version": SCHEMA_VERSION,
            "quorum": self.quorum,
            "objectives": [
                {
                    "id": one.objective,
                    "place": one.place,
                    "ballots": one.ballots,
                    "relevance": decimal_text(one.relevance),
                    "feasibility": decimal_text(one.feasibility),
                }
                for one in self.tallies
            ],
        }
