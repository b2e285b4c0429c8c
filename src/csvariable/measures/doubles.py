"""Which of several rows counts: one for each key, one for each respondent, the latest of each client."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeAlias

from csvariable.kernel.diagnostic import Label
from csvariable.kernel.message import Message, msg
from csvariable.measures.dates import Moment
from csvariable.measures.kinds import WeighedRow
from csvariable.measures.opened import OpenSource
from csvariable.plan.measure_of_rows import CapPer

RowRank: TypeAlias = tuple[datetime, str]
_NEVER = datetime.min.replace(tzinfo=UTC)


class Doubles:
    """Orders the rows of a source by time, then by key, and says which of some count."""

    def __init__(self, rows: OpenSource, moments: Sequence[Moment | None]) -> None:
        """Take the rows and when each one happened."""
        self._rows, self._moments = rows, moments
        key = rows.source.key
        self._header = "" if key is None else rows.header(key)
        self._keys = None if key is None else rows.ids(key)

    def rank(self, row: int) -> RowRank:
        """Return what orders a row: its time, then its key."""
        when = self._moments[row]
        return (_NEVER if when is None else when.instant, "" if self._keys is None else self._keys[row])

    # ------------------------------------------------------------------------------- keys

    def keyed(self) -> frozenset[int]:
        """Return the rows that another row of the same key takes the place of."""
        if self._keys is None:
            return frozenset()
        groups: dict[str, list[int]] = {}
        for row, key in enumerate(self._keys):
            if not self._rows.is_missing(key) and row not in self._rows.footer:
                groups.setdefault(key, []).append(row)
        left: set[int] = set()
        for key, some in groups.items():
            if len(some) == 1:
                continue
            if self._rows.source.keep is None:
                message = msg("the key `{key}` has two rows", key=key)
                advice = msg("is it two exports of one period? else write `keep: latest` or `keep: first`")
                self._tell("duplicate-key", message, some[0], some[1], self._header, advice)
            kept = self._one_of(some, self._rows.source.keep or "first", self._cells, self._header)
            left |= {row for row in some if row != kept}
        return frozenset(left)

    def _cells(self, row: int) -> Hashable:
        place = self._rows.rows[row]
        return tuple(zip(place.table.header, place.table.rows[place.row], strict=True))

    def _one_of(self, some: Sequence[int], keep: str, read: Callable[[int], Hashable], header: str) -> int:
        """Return the latest or the first row; two at one instant that differ in what is read are told."""
        best = (max if keep == "latest" else min)(self.rank(row) for row in some)
        same = [row for row in some if self.rank(row) == best]
        other = next((row for row in same if read(row) != read(same[0])), None)
        if other is not None:
            message = msg("two rows happened at the same time and differ: nothing says which counts")
            advice = msg("give the source a `key`, of which the greater one is later, or leave one out")
            self._tell("same-instant", message, same[0], other, header, advice)
        return same[0]

    def _tell(  # noqa: PLR0913, PLR0917 - two rows, and what is wrong with them
        self, rule: str, message: Message, one: int, other: int, header: str, advice: Message
    ) -> None:
        also = (Label(self._rows.place(one, header), msg("the other one")),)
        self._rows.refuse(rule, message, other, header, advice, also)

    # ----------------------------------------------------------------------------- values

    def distinct(self, some: Sequence[WeighedRow], name: str, keep: str | None) -> list[WeighedRow]:
        """Return one row for each text of a column; an empty cell is nobody's double."""
        header = self._rows.header(name)
        texts = self._rows.ids(name)
        read: Mapping[int, Hashable] = {one.row: tuple(sorted(one.read.items())) for one in some}
        groups: dict[str, list[int]] = {}
        for one in some:
            if not self._rows.is_missing(texts[one.row]):
                groups.setdefault(texts[one.row], []).append(one.row)
        left: set[int] = set()
        for text, rows in groups.items():
            other = next((row for row in rows if read[row] != read[rows[0]]), None)
            if keep is None and other is not None:
                message = msg("`{text}` has two rows that differ in what is measured", text=text)
                advice = msg("write `keep: latest` or `keep: first` beside `distinct`")
                self._tell("duplicate-row", message, rows[0], other, header, advice)
            kept = rows[0] if keep is None else self._one_of(rows, keep, read.__getitem__, header)
            left |= {row for row in rows if row != kept}
        return [one for one in some if one.row not in left]

    def capped(self, some: Sequence[WeighedRow], cap: CapPer) -> list[WeighedRow]:
        """Return the latest rows of each client, up to a number."""
        account = self._rows.source.account
        name = account if cap.by == "account" and account is not None else cap.by
        header = self._rows.header(name)
        texts = self._rows.ids(name)
        groups: dict[str, list[WeighedRow]] = {}
        for one in some:
            if not self._rows.is_missing(texts[one.row]):
                groups.setdefault(texts[one.row], []).append(one)
        left: set[int] = set()
        for rows in groups.values():
            if len(rows) <= cap.most:
                continue
            ordered = sorted(rows, key=lambda one: self.rank(one.row), reverse=True)
            self._edge(ordered, cap.most, header)
            left |= {one.row for one in ordered[cap.most :]}
        return [one for one in some if one.row not in left]

    def _edge(self, ordered: Sequence[WeighedRow], most: int, header: str) -> None:
        """Tell rows at the edge that happened at the same time and differ in what is read."""
        edge = self.rank(ordered[most].row)
        same = [one for one in ordered if self.rank(one.row) == edge]
        if self.rank(ordered[most - 1].row) != edge:
            return
        other = next((one for one in same if one.read != same[0].read), None)
        if other is not None:
            message = msg("two rows happened at the same time and differ: nothing says which counts")
            advice = msg("give the source a `key`, of which the greater one is later, or leave one out")
            self._tell("same-instant", message, same[0].row, other.row, header, advice)
