"""Two results side by side: who came, who left, whose pay is another one, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from csvariable.documents.amounts import amount_text
from csvariable.documents.page import Page, Readable, Row
from csvariable.documents.row_set import CellValue, RowSet
from csvariable.kernel.message import Message, listed, msg
from csvariable.kernel.unit import Unit
from csvariable.ledger.why import PayCause, sentence
from csvariable.speech.language import Language
from csvariable.speech.numbers import effect_text, money_text
from csvariable.speech.saying import in_language


@dataclass(frozen=True)
class ComparedPerson:
    """A person of one of two results, or of both; a total is None where the person is not in it."""

    id: str
    before: Fraction | None
    after: Fraction | None
    causes: Sequence[PayCause]

    @property
    def change(self) -> Fraction:
        """What the second pays more."""
        return (self.after or Fraction(0)) - (self.before or Fraction(0))


@dataclass(frozen=True)
class ComparedResults(Readable):
    """What differs between two results, in whatever format it is asked for."""

    names: tuple[str, str]
    people: Sequence[ComparedPerson]
    currency: str
    reason: str
    language: Language

    @property
    def changed(self) -> list[ComparedPerson]:
        """The people whose pay is another one, and those who are in one result alone."""
        return [one for one in self.people if one.change or one.before is None or one.after is None]

    def page(self, *, shared: bool) -> Page:  # noqa: ARG002 - for who pays the people in it
        """Return a row for each who differs, then why."""
        page = Page()
        came = [one.id for one in self.people if one.before is None]
        left = [one.id for one in self.people if one.after is None]
        said = [msg("came: {people}", people=listed(came))] if came else []
        said += [msg("left: {people}", people=listed(left))] if left else []
        if said:
            page.lines("", [self.said(one) for one in said])
        columns = (
            (self.said(msg("Person")), False),
            (self.said(msg("Before")), True),
            (self.said(msg("After")), True),
            (self.said(msg("Change")), True),
        )
        total = Row((self.said(msg("Total")), *self._cells(self.people)), "bold")
        page.table(
            " → ".join(self.names),
            columns,
            [*(Row((one.id, *self._cells([one]))) for one in self.changed), total],
        )
        for one in self.changed:
            if one.causes:
                page.lines(
                    one.id, [self.said(sentence(cause, self._effect(cause.change))) for cause in one.causes]
                )
        return page

    def _cells(self, people: Sequence[ComparedPerson]) -> tuple[str, str, str]:
        zero = Fraction(0)
        before = sum((one.before or zero for one in people), zero)
        after = sum((one.after or zero for one in people), zero)
        return self._money(before), self._money(after), self._effect(after - before)

    def _effect(self, change: Fraction) -> str:
        return effect_text(change, self.currency, language=self.language)

    def _money(self, amount: Fraction) -> str:
        return money_text(amount, self.currency, language=self.language)

    def said(self, message: Message) -> str:
        """Return a message in the reader's language."""
        return in_language(message, self.language)

    def records(self) -> RowSet:
        """Return adjustments: a row for each who is in both, or came, or left, and is paid otherwise."""
        columns = (("participant", None), ("amount", Unit.MONEY), ("reason", None))
        return RowSet(columns, self._rows(), self.currency)

    def _rows(self) -> Iterator[list[CellValue]]:
        for one in self.people:
            if one.change:
                steps = ", ".join(cause.step for cause in one.causes)
                yield [one.id, one.change, self.reason or steps]

    def data(self) -> Mapping[str, Any]:
        """Return people and causes as neutral data."""
        return {
            "before": self.names[0],
            "after": self.names[1],
            "currency": self.currency,
            "people": [
                {
                    "id": one.id,
                    "before": None if one.before is None else amount_text(one.before, self.currency),
                    "after": None if one.after is None else amount_text(one.after, self.currency),
                    "change": amount_text(one.change, self.currency),
                    "causes": [
                        {"step": cause.step, "change": amount_text(cause.change, self.currency)}
                        for cause in one.causes
                    ],
                }
                for one in self.people
            ],
        }
