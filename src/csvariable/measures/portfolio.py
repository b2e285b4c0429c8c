"""Who has which account, from when to when, and with which share (language, section 16.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Final

from csvariable.kernel.diagnostic import Label, error
from csvariable.kernel.message import msg
from csvariable.measures.dates import WrittenTime, read_time
from csvariable.measures.opened import OpenSource
from csvariable.plan.row_owner import OwnerColumns
from csvariable.tables import cells
from csvariable.tables.dates import date_order, two_days
from csvariable.tables.numerals import AMBIGUOUS, Ambiguous, CellError
from csvariable.tables.table import Table
from csvariable.tables.written import DateOrder

ACCOUNT, PARTICIPANT, FROM, TO, SHARE = "account", "participant", "from", "to", "share"
ONE: Final = Fraction(1)


@dataclass(frozen=True, slots=True)
class Holding:
    """An account that somebody has: the owner's cell, the days, the share, and its row."""

    owner: str
    first: date
    last: date
    share: Fraction
    row: int

    def holds(self, day: date) -> bool:
        """Whether a day is one of its days."""
        return self.first <= day <= self.last


class Portfolio:
    """The holdings of each account."""

    def __init__(self, rows: OpenSource, *, shared: bool) -> None:
        """Read the portfolio; without shares no account may have two owners on one day."""
        self.rows = rows
        self._held: dict[str, list[Holding]] = {}
        self._orders: dict[tuple[str, str], DateOrder | None] = {}
        if self._lacks_columns():
            return
        accounts = rows.ids(ACCOUNT)
        for row in range(len(rows.rows)):
            one = self._holding(row)
            if one is not None:
                self._held.setdefault(accounts[row], []).append(one)
        for account, held in self._held.items():
            held.sort(key=lambda one: (one.first, one.last, one.row))
            if not shared:
                self._overlaps(account, held)

    @property
    def by(self) -> str:
        """By what it names owners."""
        written = self.rows.source.owner_columns
        return written.by if isinstance(written, OwnerColumns) else "id"

    def of(self, account: str) -> Sequence[Holding]:
        """Return the holdings of an account, by their first day."""
        return self._held.get(account, ())

    def holdings(self) -> Iterator[Holding]:
        """Yield every holding."""
        return (one for held in self._held.values() for one in held)

    def on(self, account: str, day: date) -> Iterator[Holding]:
        """Yield the holdings of an account that hold a day."""
        return (one for one in self.of(account) if one.holds(day))

    def changes(self) -> set[date]:
        """Return the days on which an account is taken, or is no longer had."""
        held = [one for some in self._held.values() for one in some]
        ends = {one.last + timedelta(1) for one in held if one.last < date.max}
        return {one.first for one in held} | ends

    def _lacks_columns(self) -> bool:
        for header in (self.rows.header(ACCOUNT), self.owner_header):
            self.rows.texts(header)
        return bool(self.rows.problems)

    @property
    def owner_header(self) -> str:
        """The header of the owner."""
        written = self.rows.source.owner_columns
        return self.rows.header(written.columns[0] if written is not None else PARTICIPANT)

    def _optional(self, name: str, row: int) -> str:
        header = self.rows.header(name)
        if any(header in table.header for table in self.rows.tables):
            return self.rows.texts(header)[row]
        return ""

    def _holding(self, row: int) -> Holding | None:
        owner = self.rows.texts(self.owner_header)[row]
        first, last = self._day(FROM, row, date.min), self._day(TO, row, date.max)
        share = self._share(row)
        if first is None or last is None or share is None:
            return None
        if last < first:
            message = msg(
                "the account is left on {last}, before it is taken on {first}", first=first, last=last
            )
            self.rows.refuse("wrong-date", message, row, self.rows.header(TO), None)
            return None
        return Holding(owner, first, last, share, row)

    def _day(self, name: str, row: int, otherwise: date) -> date | None:
        text = self._optional(name, row)
        if self.rows.is_missing(text):
            return otherwise
        table = self.rows.rows[row].table
        order = self._order(name, table)
        read = read_time(text, None, order)
        if isinstance(read, WrittenTime) and read.time is None:
            return read.day
        message = msg("`{text}` is more than a date", text=text)
        if isinstance(read, CellError):
            message = read.message
        help_ = msg("write it as `2026-07-01`")
        self.rows.refuse("wrong-date", message, row, self.rows.header(name), help_)
        return None

    def _order(self, name: str, table: Table) -> DateOrder | None:
        """Return which of day and month stands first in a column of a file; ask where both fit."""
        at = table.header.index(self.rows.header(name))
        if (name, table.name) not in self._orders:
            texts = table.texts(at)
            found = date_order(texts, table.dialect.dates)
            if found is AMBIGUOUS:
                row, (one, other) = next(
                    (row, both) for row, text in enumerate(texts) if (both := two_days(text))
                )
                message = msg("`{text}` can be {one} or {other}", text=texts[row], one=one, other=other)
                help_ = msg("write days as `2026-07-01`, or say `--dates dmy` or `--dates mdy`")
                self.rows.problems.append(error("ambiguous-date", message, table.place(row, at), help=help_))
            self._orders[name, table.name] = "dmy" if isinstance(found, Ambiguous) else found
        return self._orders[name, table.name]

    def _share(self, row: int) -> Fraction | None:
        text = self._optional(SHARE, row)
        if self.rows.is_missing(text):
            return ONE
        found = cells.read_rate(text, None, None)
        if isinstance(found, Fraction) and 0 <= found <= 1:
            return found
        problem = found if isinstance(found, CellError) else None
        message = problem.message if problem else msg("`{text}` is not a part of 0 % to 100 %", text=text)
        self.rows.refuse(
            "wrong-cell", message, row, self.rows.header(SHARE), problem.help if problem else None
        )
        return None

    def _overlaps(self, account: str, held: Sequence[Holding]) -> None:
        for one, other in pairwise(held):
            if other.first <= one.last:
                message = msg(
                    "two people have the account `{account}` on {day}", account=account, day=other.first
                )
                if other.first == date.min:
                    message = msg(
                        "two people have the account `{account}` from the beginning", account=account
                    )
                header = self.rows.header(ACCOUNT)
                self.rows.refuse(
                    "two-owners",
                    message,
                    other.row,
                    header,
                    msg("end one before the other begins, or write `owner: share` and the share of each"),
                    (Label(self.rows.place(one.row, header), msg("the other one")),),
                )
