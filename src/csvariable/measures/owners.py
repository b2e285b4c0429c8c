"""Whose a row is: found by id, name or email, or in a portfolio (language, section 16.2)."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeAlias

from csvariable.kernel.diagnostic import Diagnostic, warning
from csvariable.kernel.message import counted, listed, msg, quoted
from csvariable.kernel.unit import decimal_text
from csvariable.measures.model import MeasuredPerson, Reason
from csvariable.measures.opened import OpenSource
from csvariable.measures.portfolio import Holding, Portfolio
from csvariable.plan.rows import texts_of
from csvariable.tables.folding import fold
from csvariable.tables.totals import is_total, total_in_rows
from csvariable.time.period import Days

OwnedPart: TypeAlias = tuple[MeasuredPerson | Reason, Fraction]
"""An owner, or why there is none, and the part of the row."""
ONE = Fraction(1)


class CalledPeople:
    """CalledPeople by what cells call them; a call that two people answer is told where it stands."""

    def __init__(
        self, rows: OpenSource, people: Sequence[MeasuredPerson], by: str, headers: Sequence[str]
    ) -> None:
        """Look for everybody, and for those that a cell could mean both."""
        self._rows, self._by, self._headers = rows, by, headers
        self.known: dict[str, MeasuredPerson] = {}
        self.unknown: dict[str, None] = {}
        for person in people:
            called = self.called(person)
            if called:
                other = self.known.setdefault(called, person)
                if other is not person:
                    self._double(called, other, person)

    def called(self, person: MeasuredPerson) -> str | None:
        """Return what cells call somebody, None where the people file does not say."""
        match self._by:
            case "name":
                return None if person.name is None else " ".join(person.name.split())
            case "email":
                return None if person.email is None else person.email.casefold()
            case _:
                return person.id

    def text(self, cell: str) -> str:
        """Return a cell as people are called."""
        return cell.casefold() if self._by == "email" else " ".join(cell.split())

    def find(self, cell: str) -> MeasuredPerson | Reason:
        """Return whom a cell names, or why it names nobody."""
        if self._rows.is_missing(cell) or cell in texts_of(self._rows.source.nobody):
            return Reason.NO_OWNER
        found = self.known.get(self.text(cell))
        if found is None:
            self.unknown[cell] = None
            return Reason.UNKNOWN_OWNER
        return found

    def _double(self, called: str, one: MeasuredPerson, other: MeasuredPerson) -> None:
        for header in self._headers:
            texts = self._rows.texts(header)
            row = next((row for row, text in enumerate(texts) if self.text(text) == called), None)
            if row is not None:
                message = msg(
                    "`{text}` is the {by} of two people: `{one}` and `{other}`",
                    text=texts[row],
                    by=_BY[self._by],
                    one=one.id,
                    other=other.id,
                )
                advice = msg("let the rows name owners by id (`by: id`)")
                self._rows.refuse("two-owners", message, row, header, advice)
                return

    def told(self) -> list[Diagnostic]:
        """Warn, once, of the owners that nobody in the plan is; a total is refused."""
        if not self.unknown:
            return []
        totals = [one for one in self.unknown if self._is_total(one)]
        problems = [self._total(*self._first([one])) for one in totals[:1]]
        names = sorted(one for one in self.unknown if one not in totals)
        return [*problems, *([self._unknown(names)] if names else [])]

    def _first(self, names: Collection[str]) -> tuple[str, int]:
        """Return the header and the row of the first cell that says one of some names."""
        return next(
            (header, row)
            for header in self._headers
            for row, text in enumerate(self._rows.texts(header))
            if text in names
        )

    def _is_total(self, cell: str) -> bool:
        """Whether a cell is the word of a total, alone or beside somebody: `Total`, `Ana Roy Total`."""
        words = self.text(cell).split()
        beside = (" ".join(words[:-1]), words[-1]), (" ".join(words[1:]), words[0])
        return is_total(cell) or any(who in self.known and is_total(word) for who, word in beside)

    def _total(self, header: str, row: int) -> Diagnostic:
        cell = self._rows.texts(header)[row]
        return total_in_rows(header, cell, self._rows.place(row, header))

    def _unknown(self, names: Sequence[str]) -> Diagnostic:
        header, row = self._first(names)
        like = {fold(one): one for one in self.known}
        close = [like[one] for one in difflib.get_close_matches(fold(names[0]), like)]
        shown = [f"`{one}`" for one in names[:_SHOWN]]
        message = counted(
            "{count} owner of rows of `{source}` is nobody who is paid: {names}",
            "{count} owners of rows of `{source}` are nobody who is paid: {names}",
            len(names),
            source=self._rows.name,
            names=listed([*shown, _MORE] if len(names) > _SHOWN else shown),
        )
        people = sorted(self.known)
        advice = (
            msg("is `{name}` meant to be `{meant}`?", name=names[0], meant=close[0])
            if close
            else msg(
                "their rows count for no person and no team; the people paid are {people}",
                people=quoted([*people[:_SHOWN], *([_MORE] if len(people) > _SHOWN else [])]),
            )
        )
        return warning("unknown-owner", message, self._rows.place(row, header), help=advice)


_SHOWN = 5
_MORE = "..."
_BY = {"id": msg("id"), "name": msg("name"), "email": msg("email")}


@dataclass(slots=True)
class RowOwners:
    """The owners of each row of a source, with the part of each."""

    rows: OpenSource
    people: CalledPeople
    portfolio: Portfolio | None = None
    found_in: Mapping[str, str] | None = None
    """Owner cells of another source, by the text of a column that both have."""
    _columns: list[list[str]] | None = None
    _known: dict[tuple[str, ...], list[OwnedPart]] = field(default_factory=dict)

    def of(self, row: int, day: date | None, span: Days | None) -> list[OwnedPart]:
        """Return whose a row is; the parts add up to 1.

        `day` is the day of the row, or the last one of the period; `span` the period.
        """
        if self.portfolio is not None:
            return self._assigned(self.portfolio, row, day, span)
        by = self.rows.source.owner_from
        if by is not None and self.found_in is not None:
            return [(self.people.find(self.found_in.get(self.rows.ids(by.by)[row], "")), ONE)]
        if self._columns is None:
            written = self.rows.source.owner_columns
            names = () if written is None else written.columns
            self._columns = [self.rows.texts(self.rows.header(name)) for name in names]
        cells = tuple(column[row] for column in self._columns)
        found = self._known.get(cells)
        if found is None:
            found = self._known[cells] = self._named(cells)
        return found

    def _named(self, cells: tuple[str, ...]) -> list[OwnedPart]:
        """Return whom the owner cells of a row name, each with the part of it."""
        written = self.rows.source.owner_columns
        shares = () if written is None else written.shares
        found = [(self.people.find(cell), share) for cell, share in zip(cells, shares, strict=True)]
        named = [(who, share) for who, share in found if who is not Reason.NO_OWNER]
        if not named:
            return [(Reason.NO_OWNER, ONE)]
        whole = sum((share for _, share in named), Fraction(0))
        return [(who, share / whole if whole else ONE / len(named)) for who, share in named]

    # -------------------------------------------------------------------------- portfolios

    def _assigned(
        self, portfolio: Portfolio, row: int, day: date | None, span: Days | None
    ) -> list[OwnedPart]:
        source = self.rows.source
        account = self.rows.ids(self.rows.source.account or "")[row]
        match source.owner:
            case "days":
                return self._by_days(portfolio, account, row, span)
            case "share":
                return self._by_shares(portfolio, account, row, day)
            case _:
                when = day if source.owner == "at-date" else span.first if span is not None else None
                held = [] if when is None else list(portfolio.on(account, when))
                if when is None:
                    held = list(portfolio.of(account))[-1:]
                if not held:
                    return self._unowned(account, row, when)
                return [(self._person(held[0]), ONE)]

    @property
    def _account(self) -> str:
        return self.rows.header(self.rows.source.account or "")

    def _person(self, held: Holding) -> MeasuredPerson | Reason:
        return self.people.find(held.owner)

    def _unowned(self, account: str, row: int, day: date | None) -> list[OwnedPart]:
        if self.rows.source.unowned is None:
            message = (
                msg("nobody has the account `{account}`", account=account)
                if day is None
                else msg("nobody has the account `{account}` on {day}", account=account, day=day)
            )
            advice = msg("add it to the portfolio, or write `unowned: company` at the source")
            self.rows.refuse("no-owner", message, row, self._account, advice, once=account)
        return [(Reason.NO_OWNER, ONE)]

    def _by_days(self, portfolio: Portfolio, account: str, row: int, span: Days | None) -> list[OwnedPart]:
        if span is None:
            return self._unowned(account, row, None)
        parts: list[OwnedPart] = []
        free = span.count
        for held in portfolio.of(account):
            days = span.between(held.first, held.last).count
            free -= days
            if days:
                parts.append((self._person(held), Fraction(days, span.count)))
        if free:
            day = next(
                one
                for one in (span.first + timedelta(at) for at in range(span.count))
                if not any(portfolio.on(account, one))
            )
            parts.append((self._unowned(account, row, day)[0][0], Fraction(free, span.count)))
        return parts

    def _by_shares(self, portfolio: Portfolio, account: str, row: int, day: date | None) -> list[OwnedPart]:
        held = list(portfolio.on(account, day)) if day is not None else list(portfolio.of(account))
        if not held:
            return self._unowned(account, row, day)
        whole = sum((one.share for one in held), Fraction(0))
        if whole != 1:
            message = msg(
                "the shares of the account `{account}` add up to {total} %, not 100 %",
                account=account,
                total=decimal_text(whole * 100),
            )
            self.rows.refuse("shares-do-not-sum", message, row, self._account, None, once=account)
        return [(self._person(one), one.share) for one in held if one.share]
