"""What payroll takes over of a closed period: rows, sums, and the file in its dialect."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from csvariable.documents.amounts import amount_text
from csvariable.documents.clean import clean
from csvariable.documents.formats import Lacking
from csvariable.documents.page import Page, Readable, Row
from csvariable.documents.row_set import CellValue, RowSet
from csvariable.kernel.message import Message, msg
from csvariable.kernel.unit import Unit, minor_units
from csvariable.ledger.payroll import PayElement, PayrollLayout
from csvariable.speech.language import Language
from csvariable.speech.numbers import money_text
from csvariable.speech.saying import in_language

TITLES: Final[Mapping[str, Message]] = {
    "id": msg("Person"),
    "name": msg("Name"),
    "code": msg("Code"),
    "element": msg("Element"),
    "kind": msg("Kind"),
    "amount": msg("Amount"),
    "period": msg("Period"),
    "currency": msg("Currency"),
    "comment": msg("Comment"),
}
"""What people call what a column holds."""


@dataclass(frozen=True)
class PayrollReport(Readable):
    """The pay elements of a closed period, in whatever format they are asked for."""

    period: str
    currency: str
    elements: Sequence[PayElement]
    layout: PayrollLayout
    language: Language

    def total(self, kind: str) -> Fraction:
        """Return the sum of what is paid in cash, or given in kind."""
        return sum((one.amount for one in self.elements if one.kind == kind), Fraction(0))

    def cell(self, one: PayElement, field: str) -> CellValue:
        """Return what a column holds of an element."""
        texts = {
            "id": one.id,
            "name": one.name or "",
            "code": self.layout.codes.get(one.element, ""),
            "element": one.element,
            "kind": one.kind,
            "period": self.period,
            "currency": self.currency,
            "comment": one.comment,
        }
        return one.amount if field == "amount" else texts[field]

    # ------------------------------------------------------------------------ for people

    def page(self, *, shared: bool) -> Page:  # noqa: ARG002 - payroll is told everything
        """Return the sum of each element, then what is paid and what is given."""
        page = Page()
        columns = (
            (self.said(msg("Code")), False),
            (self.said(msg("Element")), False),
            (self.said(msg("People")), True),
            (self.said(msg("Amount")), True),
        )
        page.table(self.period, columns, [*self._rows(), *self._sums()])
        return page

    def _rows(self) -> Iterator[Row]:
        for name in dict.fromkeys(one.element for one in self.elements):
            own = [one for one in self.elements if one.element == name]
            people = len({one.id for one in own})
            amount = sum((one.amount for one in own), Fraction(0))
            yield Row((self.layout.codes.get(name, ""), name, str(people), self.money(amount)))

    def _sums(self) -> Iterator[Row]:
        yield Row(("", self.said(msg("Paid in cash")), "", self.money(self.total("cash"))), "bold")
        if any(one.kind == "in-kind" for one in self.elements):
            said = self.said(msg("Given in kind, to declare"))
            yield Row(("", said, "", self.money(self.total("in-kind"))), "bold")

    def said(self, message: Message) -> str:
        """Return a message in the reader's language."""
        return in_language(message, self.language)

    def money(self, amount: Fraction) -> str:
        """Return an amount as it is shown."""
        return money_text(amount, self.currency, language=self.language)

    # ---------------------------------------------------------------------- for programs

    def records(self) -> RowSet:
        """Return a row an element, in the columns of the layout."""
        fields = list(self.layout.columns.values())
        columns = tuple(
            (header, Unit.MONEY if field == "amount" else None)
            for header, field in self.layout.columns.items()
        )
        rows = ([self.cell(one, field) for field in fields] for one in self.elements)
        return RowSet(columns, rows, self.currency, titles=self.titles)

    def titles(self) -> list[str]:
        """Return what people call the columns: as the layout says, else by what they hold."""
        if self.layout.columns != PayrollLayout().columns:
            return list(self.layout.columns)
        return [self.said(TITLES[field]) for field in self.layout.columns.values()]

    def data(self) -> dict[str, Any]:
        """Return elements and sums as neutral data."""
        return {
            "period": self.period,
            "currency": self.currency,
            "elements": [
                {
                    "id": one.id,
                    "name": one.name,
                    "code": self.layout.codes.get(one.element),
                    "element": one.element,
                    "kind": one.kind,
                    "amount": amount_text(one.amount, self.currency),
                    "comment": one.comment,
                }
                for one in self.elements
            ],
            "totals": {
                "cash": amount_text(self.total("cash"), self.currency),
                "in_kind": amount_text(self.total("in-kind"), self.currency),
            },
        }

    def workbook(self) -> bytes:
        """Return the file as a workbook, each amount a number of exactly its digits.

        Raises:
            Lacking: where the extra is not installed.
        """
        try:
            from openpyxl import Workbook
            from openpyxl.writer.excel import ExcelWriter
        except ImportError:
            raise Lacking("no-extra", extra="xlsx") from None
        book = Workbook(write_only=False)
        sheet = book.create_sheet(clean(self.period), 0)
        del book[book.sheetnames[1]]
        places = minor_units(self.currency)
        shown = f"#,##0{'.' + '0' * places if places else ''}"
        sheet.append([clean(header) for header in self.titles()])
        for header in sheet[1]:
            header.data_type = "s"  # a text that begins with `=` stays a text
        for one in self.elements:
            cells = [self.cell(one, field) for field in self.layout.columns.values()]
            sheet.append(
                [
                    clean(cell) if isinstance(cell, str) else self._decimal(cell or Fraction(0))
                    for cell in cells
                ]
            )
            for at, cell in enumerate(cells, start=1):
                written = sheet.cell(sheet.max_row, at)
                if isinstance(cell, str):
                    written.data_type = "s"
                else:
                    written.number_format = shown
        book.properties.created = book.properties.modified = datetime(1980, 1, 1)  # noqa: DTZ001 - no clock
        made, kept = io.BytesIO(), io.BytesIO()
        ExcelWriter(book, ZipFile(made, "w")).save()
        with ZipFile(made) as dated, ZipFile(kept, "w", ZIP_DEFLATED) as undated:
            for name in dated.namelist():  # each part has the hour at which it was written
                undated.writestr(ZipInfo(name), dated.read(name), ZIP_DEFLATED)
        return kept.getvalue()

    def _decimal(self, amount: Fraction) -> Decimal:
        return Decimal(amount_text(amount, self.currency))
