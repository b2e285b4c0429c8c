"""What the KPI files say of each person, by whole columns; rows of teams and the company one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial, reduce
from operator import or_

import polars as pl

from csvariable.facts.columns.declined import Declined
from csvariable.facts.columns.ids import places_in
from csvariable.facts.columns.selection import Selection, small_sheet
from csvariable.facts.columns.values import (
    CellKind,
    CellReader,
    actual_kind,
    either,
    level_kind,
    rate_kind,
    read_all,
    taken,
    values_of,
)
from csvariable.facts.measures import FIELDS, Measures, is_long, long_value, read_measures, suggest_exact
from csvariable.facts.model import Value
from csvariable.facts.people import EVERYBODY
from csvariable.facts.plans import Plans
from csvariable.facts.ratio import Ratio
from csvariable.facts.sheet import Sheet
from csvariable.facts.typed import Reader, range_of
from csvariable.plan.kpi import Kpi


class PersonsOfRows:
    """Whose some rows of a KPI file are: one for each of some persons."""

    def __init__(self, part: Selection) -> None:
        self._ids, repeated = part.ids
        self._found: pl.Series | None = None
        self._known = False
        if repeated is not None:
            raise Declined

    def are_of(self, part: Selection) -> bool:
        """Whether other rows are those of the same persons, one by one."""
        return len(self._ids) == len(part) and self._ids.eq(part.text("participant")).all()

    def of(self, persons: pl.Series) -> pl.Series | None:
        """Return which of the rows each person has, null for none; None where row n is that of person n.

        Raises Declined where a row is of nobody.
        """
        if not self._known:
            self._found = places_in(self._ids, persons)
            self._known = True
            if self._found is not None and len(self._found) - self._found.null_count() < len(self._ids):
                raise Declined
        return self._found


@dataclass(frozen=True, slots=True)
class PersonRows:
    """Rows of a KPI file, one for each of some persons."""

    part: Selection
    owners: PersonsOfRows


@dataclass(frozen=True, slots=True)
class GivenColumn:
    """A column of values of persons, in one file."""

    rows: PersonRows
    ratio: Ratio
    """A value for each row."""
    name: str
    """The column of the sheet."""


@dataclass(slots=True)
class MeasureColumns:
    """Columns of KPI values by name: `nrr.actual`, `nrr.target`..."""

    given: dict[str, list[GivenColumn]] = field(default_factory=dict)
    parts: list[Selection] = field(default_factory=list)
    """The rows of persons of each file."""
    groups: Measures = field(default_factory=Measures)
    """What is said of teams and of the company."""

    firsts: list[tuple[Sheet, pl.Series, pl.Series | None]] | None = None
    """Of each file the first row of each person: their indices, and which of them each person has."""

    def first_row(self, person: int, persons: pl.Series) -> tuple[Sheet, int] | None:
        """Return the first row of a person; None where no file has one."""
        if self.firsts is None:
            self.firsts = []
            for part in self.parts:
                ids = part.text("participant")
                first = ids.is_first_distinct()
                self.firsts.append(
                    (part.sheet, part.places.filter(first), places_in(ids.filter(first), persons))
                )
        for sheet, rows, places in self.firsts:
            at = person if places is None else places[person]
            if at is not None:
                return sheet, rows[at]
        return None

    def of(self, name: str, persons: pl.Series) -> Ratio | None:
        """Return a column of all persons; None where no file has it.

        Raises Declined where a person has two cells of it.
        """
        found: Ratio | None = None
        there: pl.Series | None = None
        for one in self.given.get(name, ()):
            places = one.rows.owners.of(persons)
            ratio = one.ratio if places is None else taken(one.ratio, places)
            here = (
                pl.Series([True]).new_from_index(0, len(persons)) if places is None else places.is_not_null()
            )
            if there is not None and (there & here).any():
                raise Declined
            there = here if there is None else there | here
            found = ratio if found is None else either(found, ratio)
        return found


def read_columns(parts: Sequence[Selection], plans: Plans) -> MeasureColumns:
    """Read the values of every KPI file; raise Declined where a cell needs a word or a row has no owner."""
    found = MeasureColumns()
    reader = Reader(plans.base.currency)
    group_rows: list[tuple[Sheet, list[int]]] = []
    for part in parts:
        own = part.of_persons
        if own is not part:
            who, team = part.text("participant"), part.text("team")
            if (who.eq("") & team.eq("")).any():
                raise Declined
            group_rows.append((part.sheet, part.places.filter(who.is_in(["", EVERYBODY])).to_list()))
        if not len(own):
            continue
        found.parts.append(own)
        (_read_long if is_long(part.sheet) else _read_wide)(own, plans, found)
    kpis = {kpi_id: (the_kpi(kpi_id, plans),) for kpi_id in plans.kpi_ids} if group_rows else {}
    found.groups = read_measures(group_rows, plans, lambda _, kpi_id: kpis[kpi_id], reader)
    if reader.problems:
        raise Declined
    return found


def the_kpi(kpi_id: str, plans: Plans) -> Kpi:
    """Return a KPI as the cells of any role are read; raise Declined where roles read them differently."""
    found = [plan.kpis[kpi_id] for plan in plans.all if kpi_id in plan.kpis]
    currency = plans.base.currency
    if len({(kpi.measured_in, kpi.reading, range_of(kpi, currency)) for kpi in found}) > 1:
        raise Declined
    return found[0]


def _read_wide(part: Selection, plans: Plans, found: MeasureColumns) -> None:
    rows, sheet, currency = PersonRows(part, PersonsOfRows(part)), part.sheet, plans.base.currency

    def add(column: str, ratio: Ratio, name: str) -> None:
        found.given.setdefault(column, []).append(GivenColumn(rows, ratio, name))

    for kpi_id in plans.kpi_ids:
        parts = [name for name in (f"{kpi_id}.numerator", f"{kpi_id}.denominator") if name in part]
        columns = [name for name in (f"{kpi_id}.{field}" for field in FIELDS) if name in part]
        if kpi_id not in part and not parts and not columns:
            continue
        kpi = the_kpi(kpi_id, plans)
        if parts:
            names = (*([kpi_id] if kpi_id in part else []), *parts)
            ratio = _together(part, names, partial(_actual, kpi_id, kpi), currency)
            add(f"{kpi_id}.actual", ratio, kpi_id if kpi_id in part else f"{kpi_id}.numerator")
        elif kpi_id in part:
            kind = actual_kind(kpi_id, kpi, sheet, currency)
            add(f"{kpi_id}.actual", values_of(part, kpi_id, kind, currency), kpi_id)
        for column in columns:
            add(column, values_of(part, column, field_kind(column, kpi, sheet, currency), currency), column)


def field_kind(column: str, kpi: Kpi, sheet: Sheet, currency: str) -> CellKind:
    """Return how a person's own target, baseline, cap or weight is read."""
    is_level = column.rpartition(".")[2] in {"target", "baseline"}
    return level_kind(column, kpi, sheet, currency) if is_level else rate_kind(column)


def _read_long(part: Selection, plans: Plans, found: MeasureColumns) -> None:
    sheet, currency = part.sheet, plans.base.currency
    if any(column is not None and column.kpi is not None for column in sheet.columns):
        raise Declined
    written = part.text("kpi")
    texts: dict[str, list[str]] = {}
    for text in written.unique(maintain_order=True):
        kpi_id = text if text in plans.kpi_ids else suggest_exact(text, plans)
        if kpi_id is None:
            raise Declined
        texts.setdefault(kpi_id, []).append(text)
    owners: PersonsOfRows | None = None
    for kpi_id, spellings in texts.items():
        kpi = the_kpi(kpi_id, plans)
        own = part.only(reduce(or_, map(written.eq, spellings)))
        # Most files have all the KPIs of everybody in one order: who is who is found once.
        owners = owners if owners is not None and owners.are_of(own) else PersonsOfRows(own)
        rows = PersonRows(own, owners)
        name = "value" if "value" in part else "numerator"
        names = tuple(one for one in ("value", "numerator", "denominator") if one in part)
        if names == ("value",):
            ratio = values_of(own, "value", actual_kind("value", kpi, sheet, currency), currency)
        else:
            ratio = _together(own, names, partial(_value, kpi), currency)
        found.given.setdefault(f"{kpi_id}.actual", []).append(GivenColumn(rows, ratio, name))
        if "target" in part:
            with_target = own.only(own.text("target").ne(""))
            if len(with_target):
                kind = level_kind("target", kpi, sheet, currency)
                given = GivenColumn(
                    PersonRows(with_target, PersonsOfRows(with_target)),
                    values_of(with_target, "target", kind, currency),
                    "target",
                )
                found.given.setdefault(f"{kpi_id}.target", []).append(given)


def _actual(kpi_id: str, kpi: Kpi, reader: Reader, sheet: Sheet, row: int) -> Value:
    return reader.actual(sheet, row, kpi_id, kpi)


def _value(kpi: Kpi, reader: Reader, sheet: Sheet, row: int) -> Value:
    return long_value(sheet, row, kpi, reader)


def _together(part: Selection, names: tuple[str, ...], read: CellReader, currency: str) -> Ratio:
    """Read cells that make one value together: each different set of texts once."""
    texts = pl.DataFrame([part.text(name).alias(name) for name in names])
    distinct_texts = texts.unique(maintain_order=True)
    found = read_all(small_sheet(part.sheet, names, distinct_texts.rows()), read, currency)
    places = texts.join(
        distinct_texts.with_row_index("at"), on=list(names), how="left", maintain_order="left"
    ).get_column("at")
    return taken(found, places)
