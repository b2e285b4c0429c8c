"""A correction: its lines, and what it changes for each person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from csvariable.documents.amounts import amount_text
from csvariable.documents.page import Page, Readable, Row
from csvariable.documents.row_set import CellValue, RowSet
from csvariable.facts.opening import Owed
from csvariable.kernel.message import Message, msg
from csvariable.kernel.unit import Unit
from csvariable.speech.language import Language
from csvariable.speech.numbers import effect_text
from csvariable.speech.saying import in_language

COLUMNS = ("participant", "amount", "reason", "period", "step")


@dataclass(frozen=True)
class CorrectionReport(Readable):
    """The lines of a correction, each with its person, in whatever format they are asked for."""

    title: Message
    lines: Sequence[tuple[str, Owed]]
    currency: str
    language: Language

    def page(self, *, shared: bool) -> Page:  # noqa: ARG002 - amounts are what it is for
        """Return a row a line, and the sum."""
        page = Page()
        columns = (
            (self.said(msg("Person")), False),
            (self.said(msg("Period")), False),
            (self.said(msg("Step")), False),
            (self.said(msg("Change")), True),
        )
        rows = [Row((person, one.period, one.step, self.money(one.amount))) for person, one in self.lines]
        total = Row((self.said(msg("Total")), "", "", self.money(self.total)), "bold")
        page.table(self.said(self.title), columns, [*rows, total])
        return page

    @property
    def total(self) -> Fraction:
        """What the correction changes in all."""
        return sum((one.amount for _, one in self.lines), Fraction(0))

    def records(self) -> RowSet:
        """Return a row a line: the file of adjustments that it is."""
        columns = tuple((name, Unit.MONEY if name == "amount" else None) for name in COLUMNS)
        return RowSet(columns, self._rows(), self.currency)

    def _rows(self) -> Iterator[list[CellValue]]:
        for person, one in self.lines:
            yield [person, one.amount, str(one.reason), one.period, one.step]

    def data(self) -> list[dict[str, Any]]:
        """Return an object a line."""
        return [
            {
                "participant": person,
                "amount": amount_text(one.amount, self.currency),
                "reason": str(one.reason),
                "period": one.period,
                "step": one.step,
            }
            for person, one in self.lines
        ]

    def said(self, message: Message) -> str:
        """Return a message in the reader's language."""
        return in_language(message, self.language)

    def money(self, amount: Fraction) -> str:
        """Return a change as it is shown, with its sign."""
        return effect_text(amount, self.currency, language=self.language)
