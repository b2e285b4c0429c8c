"""Who is measured, and what comes out: values with their counts, and the rows that were left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from csvariable.kernel.diagnostic import CellPlace, Diagnostic
from csvariable.kernel.message import Message
from csvariable.measures.owner import Owner
from csvariable.plan.measure_of_rows import Rows
from csvariable.plan.values import Scope
from csvariable.tables.table import Table
from csvariable.time.period import Days


class Reason(StrEnum):
    """Why a row is left out, in the order of work: a row is counted under the first that applies."""

    FOOTER = "footer"
    """Below the end of the rows: a total, a note."""
    DUPLICATE_KEY = "duplicate-key"
    FILTERED = "filtered"
    NO_DATE = "no-date"
    OUTSIDE = "outside"
    NOT_ANSWERED = "not-answered"
    NO_OWNER = "no-owner"
    UNKNOWN_OWNER = "unknown-owner"
    NO_TEAM = "no-team"
    """The owner is in no team on that day: for values of teams."""
    DUPLICATE = "duplicate"
    """Another row of the same `distinct` counts in the value."""
    OVER_CAP = "over-cap"
    """More rows of one client count than `cap_per` lets."""


@dataclass(frozen=True, slots=True)
class TeamStay:
    """The days that somebody is in a team, or in none; open where nothing is written."""

    team: str | None
    entry: date | None = None
    exit: date | None = None

    def holds(self, day: date) -> bool:
        """Whether a day is one of them."""
        return (self.entry is None or self.entry <= day) and (self.exit is None or day <= self.exit)


@dataclass(frozen=True, slots=True)
class MeasuredPerson:
    """Somebody to pay: the id, what else a row may call them, and their teams."""

    id: str
    name: str | None = None
    email: str | None = None
    stays: tuple[TeamStay, ...] = ()

    @property
    def entry(self) -> date | None:
        """The first day, where every row of the person has one."""
        days = [one.entry for one in self.stays]
        return None if None in days or not days else min(day for day in days if day is not None)

    def team_on(self, day: date) -> str | None:
        """Return the team on a day."""
        return next((one.team for one in self.stays if one.holds(day)), None)


@dataclass(frozen=True, slots=True)
class AskedKpi:
    """A KPI to measure, and for whom its measure is written so."""

    kpi: str
    measure: Rows
    scope: Scope
    people: Sequence[MeasuredPerson]
    over: Days | None = None
    """The days that it is measured over, where they are not those of the period."""


@dataclass(frozen=True, slots=True)
class RowWindow:
    """The days of which rows count; none without a period."""

    days: Days | None
    from_entry: bool = False
    """Whether the rows of a person count from the entry on only (values of the year so far)."""
    before: Days | None = None
    """The period before, as long, that growth compares with."""


class AlikeRows(NamedTuple):
    """How many rows of a file one row stands for, and what they come to.

    The rows are alike in all that decides about them; what is summed up may differ.
    """

    times: int
    sums: Mapping[tuple[str, ...], Fraction]
    """By what is read: a column, or a word and two columns."""


class RowPlace(NamedTuple):
    """A row of a table."""

    table: Table
    row: int
    before: tuple[Table, int] | None = None
    """The table and row of the first day that it is matched with."""

    def place(self, column: int = 0) -> CellPlace:
        """Return where it is written."""
        return self.table.place(self.row, column)


@dataclass(frozen=True, slots=True)
class Counted:
    """How the rows of a source in an engine were measured: there, or here and why."""

    source: str
    engine: str
    rows: int
    groups: int
    """How many lines came back; 0 where the rows did."""
    reason: Message | None = None


class Elsewhere(NamedTuple):
    """Where rows were counted that never came here."""

    table: str
    engine: str


class HeaviestRow(NamedTuple):
    """A row, by the text of its client or key, and what it adds to the numerator of a ratio."""

    name: str
    top: Fraction


@dataclass(frozen=True, slots=True)
class Measured:
    """The value of a KPI for somebody: numerator over denominator, and what it stands on."""

    kpi: str
    owner: Owner
    source: str
    top: int
    bottom: int
    """0 where there is no value."""
    n: Fraction
    left: Mapping[Reason, Fraction]
    """How many rows, or parts of rows, were left out, by reason: the last two for this value alone."""
    rows: Sequence[RowPlace]
    """The rows that count, in the order of the files."""
    word: str
    """The kind of measure: `share`, `nps`..."""
    headers: tuple[str, ...] = ()
    """The columns that say when a row happened and what was read of it."""
    halves: tuple[Fraction, Fraction] | None = None
    """Of NPS, how many rows count for and against."""
    elsewhere: Elsewhere | None = None
    """The engine that counted the rows, of which none are here then."""
    squares: Fraction | None = None
    """Of a mean, the sum of the squares of its values, where every row is known and counts whole."""
    heaviest: HeaviestRow | None = None
    """Of a ratio, the row that adds most to its numerator."""
    over: Fraction = Fraction(1)
    """Of a ratio, the sum below it."""
    grades: Mapping[Fraction, int] | None = None
    """Of a mean, how many rows have each value, where they are few and every row counts whole; of a median
    and a percentile too."""
    part: Fraction | None = None
    """Of a percentile, the part of the rows that its value reaches."""

    @property
    def value(self) -> Fraction | None:
        """The value, None where it is missing."""
        return Fraction(self.top, self.bottom) if self.bottom else None


@dataclass(frozen=True, slots=True)
class Measurement:
    """Everything that was measured, and what is wrong with the rows."""

    values: Sequence[Measured]
    problems: Sequence[Diagnostic]
    counted: Sequence[Counted] = ()
    """How the rows of sources in engines were measured."""
