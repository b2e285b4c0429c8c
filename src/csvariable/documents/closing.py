"""What is closed, or would be: the review, a line a person, the total."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from csvariable.documents.page import Page, Readable, Row
from csvariable.kernel.message import Amount, Message, counted, msg
from csvariable.kernel.unit import Unit
from csvariable.speech.language import Language
from csvariable.speech.numbers import money_text
from csvariable.speech.saying import in_language


def person_label(one: Mapping[str, Any]) -> str:
    """Return a person as lists name people: the name, and the id in brackets."""
    return f"{one['name']} ({one['id']})" if one["name"] else str(one["id"])


@dataclass(frozen=True)
class ClosingReport(Readable):
    """A period that is closed, or that a dry run shows."""

    period: str
    people: Sequence[Mapping[str, Any]]
    totals: Mapping[str, str]
    currency: str
    review: Sequence[Message]
    language: Language

    def page(self, *, shared: bool) -> Page:  # noqa: ARG002 - read by who closes, alone
        """Return what to look at, then what is paid."""
        page = Page()
        if self.review:
            page.lines(self.said(msg("Before {period} is closed", period=self.period)), self._lines())
        rows = [self._row(one) for one in self.people]
        total = Row((self.said(msg("Total")), self.money(self.totals["payout"])), "bold")
        columns = ((self.said(msg("Person")), False), (self.said(msg("Payout")), True))
        page.table(f"{self.period}", columns, [*rows, total])
        return page

    def _row(self, one: Mapping[str, Any]) -> Row:
        return Row((person_label(one), self.money(one["total"])))

    def _lines(self) -> Iterator[str]:
        for one in self.review:
            yield self.said(one)

    def said(self, message: Message) -> str:
        """Return a message in the reader's language."""
        return in_language(message, self.language)

    def money(self, text: str) -> str:
        """Return an amount of a result as it is shown."""
        return money_text(Fraction(text), self.currency, language=self.language)


def closed_message(period: str, count: int, total: str, currency: str) -> Message:
    """Return what is said when a period is closed."""
    return counted(
        "{period} is closed: {count} person, {total}",
        "{period} is closed: {count} people, {total}",
        count=count,
        period=period,
        total=Amount(Fraction(total), Unit.MONEY, currency),
    )
