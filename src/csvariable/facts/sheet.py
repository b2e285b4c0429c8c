"""A table whose headers have a meaning: cells as exact values, with their places."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from csvariable.facts import headers
from csvariable.facts.headers import Column
from csvariable.facts.likeness import Vocabulary
from csvariable.facts.marks import other_units
from csvariable.facts.unread import unread
from csvariable.kernel.diagnostic import CellPlace, Diagnostic, Label, error
from csvariable.kernel.message import msg
from csvariable.kernel.unit import minor_units
from csvariable.plan.steps import is_account
from csvariable.tables.dates import date_order, read_date, two_days
from csvariable.tables.flaws import two_marks_in
from csvariable.tables.numerals import (
    MISSING,
    Ambiguous,
    CellError,
    Mark,
    NoValue,
    decimal_mark,
    marks_of,
)
from csvariable.tables.table import Table
from csvariable.tables.written import DateOrder
from csvariable.time.period import spelled

MONEY = frozenset(
    {"target_incentive", "salary", "annual_salary", "ote", "already_paid", "draw_balance", "amount"}
)
"""Columns of amounts in the currency of the plan."""
NUMBERS = MONEY | {"n"}
_GROUP = 3
"""The digits of a group, which may be decimals too."""

DATES = ("entry", "exit")
"""Columns of days."""


@dataclass(slots=True)
class Sheet:
    """A table with the meaning of each column, and the decimal mark of each."""

    table: Table
    columns: tuple[Column | None, ...]
    index: Mapping[str, int]
    """Canonical name of a column -> its index."""
    marks: dict[int, Mark | None] = field(default_factory=dict)
    orders: dict[int, DateOrder | None] = field(default_factory=dict)
    """Of each column of dates; a column that an error asks about is not here."""
    asked: set[int] = field(default_factory=set, kw_only=True)
    """Columns whose decimal mark has been asked for: their cells need not ask again."""

    def __contains__(self, name: str) -> bool:
        """Whether a column of this name is there."""
        return name in self.index

    def text(self, row: int, name: str) -> str:
        """Return the text of a cell, "" where the column is not there."""
        at = self.index.get(name)
        return "" if at is None else self.table.rows[row][at]

    def period(self, row: int) -> str:
        """Return the period of a row as this language writes it, "" where no column names one."""
        return spelled(self.text(row, "period"))

    def is_asked(self, name: str) -> bool:
        """Whether the decimal mark of a column has been asked for."""
        return self.index.get(name) in self.asked

    def column(self, name: str) -> Column:
        """Return the meaning of a column."""
        found = self.columns[self.index[name]]
        if found is None:  # pragma: no cover - the index holds only what was matched
            raise KeyError(name)
        return found

    def mark(self, name: str) -> Mark | None:
        """Return the decimal mark of a column."""
        return self.marks.get(self.index[name])

    def dates(self, name: str) -> Callable[[str], date | CellError | NoValue]:
        """Return what reads the dates of a column; nothing is read where an error asks about its order."""
        at = self.index[name]
        order = self.orders.get(at)
        return (lambda text: read_date(text, order)) if at in self.orders else lambda _: MISSING

    def place(self, row: int, name: str | None = None) -> CellPlace:
        """Return the place of a cell, or of the start of its row."""
        return self.table.place(row, self.index.get(name or "", 0))

    def rows(self) -> Iterator[int]:
        """Yield the indices of the rows."""
        return iter(range(len(self.table.rows)))


def open_sheet(table: Table, words: Vocabulary, *, of_people: bool = False) -> tuple[Sheet, list[Diagnostic]]:
    """Match the headers of a table; say what clashes and, once, what is not used."""
    found = headers.match(table.header, words.kpis, words.declared, words.shown, words.currency)
    columns = found.columns
    problems = [_clash(table, *pair) for pair in found.clashes]
    index = {column.name: at for at, column in reversed(list(enumerate(columns))) if column is not None}
    sheet = Sheet(table, columns, index)
    problems += unread(table, columns, words, of_people=of_people)
    problems += other_units(table, columns, words)
    problems += _decimal_marks(sheet, words)
    problems += _date_orders(sheet)
    return sheet, problems


def _clash(table: Table, first: int, second: int) -> Diagnostic:
    message = msg(
        "the columns `{one}` and `{two}` mean the same", one=table.header[first], two=table.header[second]
    )
    label = Label(table.place(-1, first), msg("first written here"))
    return error(
        "duplicate-column", message, table.place(-1, second), also=(label,), help=msg("keep one of them")
    )


def _decimal_marks(sheet: Sheet, words: Vocabulary) -> list[Diagnostic]:
    """Find the decimal mark of each column of numbers; ask where two readings fit."""
    table = sheet.table
    hint = table.dialect.decimal
    problems: list[Diagnostic] = []
    for at, column in enumerate(sheet.columns):
        if column is None or not _is_number(column):
            continue
        mark = decimal_mark(table.telling(at) if hint is None else (), hint)
        if not isinstance(mark, Ambiguous):
            sheet.marks[at] = mark
            continue
        sheet.asked.add(at)
        row = next(row for row in sheet.rows() if marks_of(table.rows[row][at]))
        asked = _asked(table, row, at, words.currency if _is_money(column, words) else None)
        problems.append(two_marks_in(table, at) or asked)
    return problems


def _is_money(column: Column, words: Vocabulary) -> bool:
    """Whether a column holds amounts of the currency of the plan."""
    if column.kpi is not None:
        return column.kpi in words.money and column.field in {None, "target", "baseline"}
    return column.name in words.money or column.name in MONEY


def _asked(table: Table, row: int, at: int, currency: str | None) -> Diagnostic:
    """Ask for the decimal mark of a column; an amount of whole cents can be read in one way, and is told."""
    text, place = table.rows[row][at], table.place(row, at)
    if currency is None or minor_units(currency) >= _GROUP or len(marks_of(text)) == 1:
        message = msg("`{text}` can be read in two ways: is the mark a decimal point?", text=text)
        say = msg("say which mark stands before the decimals: `--decimal ,` or `--decimal .`")
        return error("ambiguous-decimal", message, place, help=say)
    mark = max(text.rfind(","), text.rfind("."))
    message = msg(
        "`{text}` has {places} decimals, {currency} has {count}, unless its mark parts thousands",
        text=text,
        places=_GROUP,
        currency=currency,
        count=minor_units(currency),
    )
    say = msg(
        "round it yourself; where thousands are meant, write `{whole}` or say `--decimal {other}`",
        whole=text[:mark] + text[mark + 1 :],
        other="." if text[mark] == "," else ",",
    )
    return error("ambiguous-decimal", message, place, help=say)


def _date_orders(sheet: Sheet) -> list[Diagnostic]:
    """Find whether days or months come first in each column of dates; ask where two readings fit."""
    table = sheet.table
    problems: list[Diagnostic] = []
    for name in DATES:
        at = sheet.index.get(name)
        if at is None:
            continue
        order = date_order(table.distinct(at), table.dialect.dates)
        if not isinstance(order, Ambiguous):
            sheet.orders[at] = order
            continue
        row, days = next((row, days) for row in sheet.rows() if (days := two_days(table.rows[row][at])))
        message = msg(
            "`{text}` can be {one} or {other}: does the day or the month come first?",
            text=table.rows[row][at],
            one=days[0],
            other=days[1],
        )
        advice_ = msg("say it: `--dates dmy` or `--dates mdy`")
        problems.append(error("ambiguous-date", message, table.place(row, at), help=advice_))
    return problems


def _is_number(column: Column) -> bool:
    return (
        column.kpi is not None
        or column.name in NUMBERS
        or is_account(column.name)
        or column.name in {"value", "target", "numerator", "denominator", "fte"}
    )
