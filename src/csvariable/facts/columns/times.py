"""The calendar of everybody: rows that count alike are counted once, by `time.calendar`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

import polars as pl

from csvariable.facts.columns.declined import Declined
from csvariable.facts.columns.people import People
from csvariable.facts.columns.roles import Roles
from csvariable.facts.columns.said import ABSENCES
from csvariable.facts.columns.values import one_denominator, taken
from csvariable.facts.plans import Plans
from csvariable.facts.ratio import Ratio, ratio_of
from csvariable.facts.sheet import DATES
from csvariable.kernel.message import Message
from csvariable.time.calendar import Calendar
from csvariable.time.period import Period
from csvariable.time.stays import Stay
from csvariable.time.window import window_of

Figures: TypeAlias = Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class TimeColumns:
    """Figures of the calendar for each row of the people."""

    count: int
    kinds: Sequence[Figures]
    """The different figures that rows have."""
    kind_of: pl.Series | None
    """Which of them each row has; None where there is one."""

    def column(self, name: str) -> Ratio:
        """Return a column of all rows, which differ in it."""
        values = ratio_of([kind.get(name) for kind in self.kinds])
        return values if self.kind_of is None else taken(values, self.kind_of)

    def holds(self, name: str) -> pl.Series | None:
        """Return which rows have a figure that is not 0; None where all have."""
        flags = pl.Series([bool(kind[name]) for kind in self.kinds])
        if flags.all():
            return None
        return flags.new_from_index(0, self.count) if self.kind_of is None else flags.gather(self.kind_of)


class StayColumns:
    """The rows of the people in time, and the calendar that counts them."""

    def __init__(self, people: People, roles: Roles, plans: Plans, when: Period | None) -> None:
        self._roles = roles
        self._person_of = people.person_of
        self._several = None if people.person_of is None else people.person_of.is_duplicated()
        self._calendar = Calendar(plans.of, when)
        self._window = None if when is None else window_of(plans.all, when)
        said = people.said
        self._absences = said.absences
        self._scales = [one_denominator(ratio) for ratio in self._absences.values()]
        codes = roles.codes
        if codes is None:
            codes = pl.Series([0], dtype=pl.UInt32).new_from_index(0, people.count)
        self._rows = pl.DataFrame(
            [
                codes.alias("role"),
                *(said.word(name, pl.Date).alias(name) for name in DATES),
                *(ratio.numerator.alias(f"{ABSENCES}{reason}") for reason, ratio in self._absences.items()),
            ]
        )

    def times(self) -> TimeColumns:
        """Return the figures of every row; raise Declined where somebody's days cannot be counted."""
        if (self._rows["exit"] < self._rows["entry"]).any():
            raise Declined
        clipped = self._clipped()
        varied = any(_differs(column) for column in clipped)
        several = self._several
        if not varied and several is None:
            return TimeColumns(len(clipped), self._counted([self._stay(clipped.row(0))]), None)
        keys = clipped.unique(maintain_order=True)
        stays = [self._stay(row) for row in keys.iter_rows()]
        numbered = keys.with_row_index("key")
        joined = clipped.join(numbered, on=keys.columns, how="left", nulls_equal=True, maintain_order="left")
        key_of = joined.get_column("key")
        alone = key_of.unique() if several is None else key_of.filter(~several).unique()
        kinds: list[Figures] = []
        kind_for: list[int | None] = [None] * len(stays)
        for key in alone:
            kind_for[key] = len(kinds)
            kinds += self._counted([stays[key]])
        kind_of = pl.Series(kind_for, dtype=pl.UInt32).gather(key_of)
        if several is not None:
            kind_of = self._together(key_of, several, stays, kinds, kind_of)
        return TimeColumns(len(clipped), kinds, kind_of if len(kinds) > 1 else None)

    def texts(self, rows: Sequence[int]) -> Sequence[Mapping[str, Message]]:
        """Return the words about the figures of one person, whose rows are given by date."""
        return self._calendar.times([self._stay(self._rows.row(row)) for row in rows]).texts

    # ------------------------------------------------------------------------- rows

    def _clipped(self) -> pl.DataFrame:
        """Return the rows, with those dates made the same that the period does not tell apart."""
        if self._window is None:
            return self._rows.with_columns(pl.lit(None, dtype=pl.Date).alias(name) for name in DATES)
        least, most = self._window.least, self._window.most
        clipped = self._rows.with_columns(pl.col(name).clip(least, most) for name in DATES)
        if self._several is None:
            return clipped
        outside = ((self._rows["exit"] <= least) | (self._rows["entry"] >= most)).fill_null(value=False)
        apart = outside & self._several
        return clipped.with_columns(
            self._rows[name].zip_with(apart, clipped[name]).alias(name) for name in DATES
        )

    def _stay(self, row: tuple) -> Stay:  # type: ignore[type-arg]
        role, entry, left, *days = row
        absences = {
            reason: Fraction(count, scale)
            for reason, scale, count in zip(self._absences, self._scales, days, strict=True)
            if count is not None
        }
        return Stay(self._roles.of[role], entry, left, absences)

    def _counted(self, stays: Sequence[Stay]) -> Sequence[Figures]:
        found = self._calendar.times(stays)
        if found.problems:
            raise Declined
        return found.columns

    # ------------------------------------------------------------------------- several rows

    def _together(
        self,
        key_of: pl.Series,
        several: pl.Series,
        stays: list[Stay],
        kinds: list[Figures],
        kind_of: pl.Series,
    ) -> pl.Series:
        """Count the rows of each person of several together; return the kind of every row."""
        rows = self._rows.select("entry", "exit", person=self._person_of, key=key_of).with_row_index("row")
        rows = rows.filter(several).sort("person", "entry", "row", nulls_last=False)
        follows = pl.col("person") == pl.col("person").shift(1)
        gone = (pl.col("exit").shift(1) < pl.col("entry")).fill_null(value=False)
        if rows.select((follows & ~gone).any()).item():
            raise Declined
        known: dict[tuple[int, ...], int] = {}
        found: list[int] = []
        for group in rows.group_by("person", maintain_order=True).agg("key").get_column("key").to_list():
            own = tuple(group)
            if own not in known:
                known[own] = len(kinds)
                kinds += self._counted([stays[key] for key in own])
            found += range(known[own], known[own] + len(own))
        return kind_of.scatter(rows.get_column("row"), pl.Series(found, dtype=pl.UInt32))


def _differs(column: pl.Series) -> bool:
    """Whether two rows of a column are not the same."""
    nulls = column.null_count()
    return nulls not in {0, len(column)} or column.min() != column.max()
