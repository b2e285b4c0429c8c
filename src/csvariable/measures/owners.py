"""Whose a row is: found by id, name or email, in persons and teams (language, section 16.2)."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence

from csvariable.kernel.diagnostic import Diagnostic, warning
from csvariable.kernel.message import counted, listed, msg, quoted
from csvariable.measures.model import MeasuredPerson, Reason
from csvariable.measures.opened import OpenSource
from csvariable.tables.numerals import is_missing


class RowOwners:
    """The owner of each row of a source."""

    def __init__(self, rows: OpenSource, people: Sequence[MeasuredPerson]) -> None:
        """Look every owner up once; people that a cell could mean both are told where it stands."""
        self._rows, self._people = rows, people
        self._header = ""
        self._known: dict[str, MeasuredPerson] = {}
        self._by = "id"
        self._unknown: Counter[str] = Counter()
        written = rows.source.owner_column
        if written is not None:
            self._header, self._by = " ".join(written.column.split()), written.by
        for person in people:
            called = self._called(person)
            if called:
                other = self._known.setdefault(called, person)
                self._double(called, other, person)

    def _called(self, person: MeasuredPerson) -> str | None:
        match self._by:
            case "name":
                return None if person.name is None else " ".join(person.name.split())
            case "email":
                return None if person.email is None else person.email.casefold()
            case _:
                return person.id

    def _double(self, called: str, one: MeasuredPerson, other: MeasuredPerson) -> None:
        if one.id == other.id:
            return
        texts = self._rows.texts(self._header)
        row = next((row for row, text in enumerate(texts) if self._text(text) == called), None)
        if row is not None:
            message = msg(
                "`{text}` is the {by} of two people: `{one}` and `{other}`",
                text=texts[row],
                by=_BY[self._by],
                one=one.id,
                other=other.id,
            )
            self._rows.refuse(
                "two-owners", message, row, self._header, msg("let the rows name owners by id (`by: id`)")
            )

    def _text(self, text: str) -> str:
        return text.casefold() if self._by == "email" else " ".join(text.split())

    def of(self, row: int) -> MeasuredPerson | Reason:
        """Return the owner of a row, or why it has none."""
        text = self._rows.texts(self._header)[row]
        if is_missing(text):
            return Reason.NO_OWNER
        found = self._known.get(self._text(text))
        if found is None:
            self._unknown[text] += 1
            return Reason.UNKNOWN_OWNER
        return found

    def unknown(self) -> list[Diagnostic]:
        """Warn, once, of the owners that nobody in the plan is."""
        if not self._unknown:
            return []
        names = list(self._unknown)
        texts = self._rows.texts(self._header)
        row = next(row for row, text in enumerate(texts) if text == names[0])
        close = difflib.get_close_matches(self._text(names[0]), self._known, n=1)
        message = counted(
            "{count} owner of rows of `{source}` is nobody who is paid: {names}",
            "{count} owners of rows of `{source}` are nobody who is paid: {names}",
            len(names),
            source=self._rows.name,
            names=listed([f"`{one}`" for one in names[:_SHOWN]] + ([_MORE] if len(names) > _SHOWN else [])),
        )
        advice = (
            msg("is `{name}` meant to be `{meant}`?", name=names[0], meant=close[0])
            if close
            else msg("their rows are left out; the people paid are {people}", people=quoted(self._known))
        )
        return [warning("unknown-owner", message, self._rows.place(row, self._header), help=advice)]


_SHOWN = 5
_MORE = "..."
_BY = {"id": msg("id"), "name": msg("name"), "email": msg("email")}
