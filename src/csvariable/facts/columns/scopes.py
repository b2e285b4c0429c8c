"""Which value is a person's, by whole columns: their own, their team's, or the company's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple, TypeAlias

import polars as pl

from csvariable.facts.columns.declined import Declined
from csvariable.facts.columns.measures import MeasureColumns, field_kind, the_kpi
from csvariable.facts.columns.people import People
from csvariable.facts.columns.roles import Roles
from csvariable.facts.columns.values import agreeing, either, gathered, one_denominator, taken, values_of
from csvariable.facts.measures import FIELDS, Cell
from csvariable.facts.model import Value
from csvariable.facts.plans import Plans
from csvariable.facts.ratio import Ratio, ratio_of
from csvariable.facts.scopes import COMPANY
from csvariable.kernel.diagnostic import CellPlace
from csvariable.measures.owner import Owner

Find: TypeAlias = Callable[[int], CellPlace | None]
"""The place of the cell that a row has its value from, None where there is none."""

EVERYBODYS = ""
"""The key of the company among those of teams."""


class Repeated(NamedTuple):
    """A value that a member's row repeats for the whole group."""

    value: Fraction
    row: int


@dataclass(frozen=True, slots=True)
class ScopedColumns:
    """Columns of KPI values by row of the people, and where each value stands."""

    columns: dict[str, Ratio] = field(default_factory=dict)
    finds: dict[str, list[Find]] = field(default_factory=dict)

    def put(self, name: str, mask: pl.Series | None, ratio: Ratio, find: Find) -> None:
        """Write the values of the rows where a mask holds and that have none yet; of all for None."""
        if mask is not None:
            ratio = Ratio(ratio.numerator.set(~mask, None), ratio.denominator)
        before = self.columns.get(name)
        self.columns[name] = ratio if before is None else either(before, ratio)
        self.finds.setdefault(name, []).append(
            find if mask is None else lambda row: find(row) if mask[row] else None
        )

    def place(self, row: int, name: str) -> CellPlace | None:
        """Return where the value of a row stands; None where no cell has one."""
        return next((at for find in self.finds.get(name, ()) if (at := find(row)) is not None), None)


def scoped(
    people: People, roles: Roles, counted: pl.Series | None, measures: MeasureColumns, plans: Plans
) -> ScopedColumns:
    """Give every row the values of its KPIs; raise Declined where two of them differ.

    `counted`: the rows of a person that count; None for all.
    """
    found = ScopedColumns()
    groups = _Groups(people, measures)
    for kpi_id in plans.kpi_ids:
        name = f"{kpi_id}.actual"
        own = _own(name, people, measures)
        scopes = roles.by_scope(kpi_id, plans)
        repeated = {} if own is None else groups.repeated(own, _repeating(scopes, people, counted))
        for scope, mask in scopes:
            if scope != "person":
                groups.put_given(found, name, scope, mask, repeated, _find_own(name, people, measures))
            elif own is not None:
                found.put(name, mask, own, _find_own(name, people, measures))
            for group in ("team", "company") if measures.groups.rows else ():
                groups.put(found, name, group, mask, f"{name}@{group}")
            for one in FIELDS:
                _field(found, groups, (kpi_id, one, scope, mask), people, measures, plans)
    return found


def _repeating(
    scopes: list[tuple[str, pl.Series | None]], people: People, counted: pl.Series | None
) -> list[tuple[str, pl.Series | None]]:
    """Return the rows whose persons may repeat a value for a group: who has no KPI of their own in any.

    Somebody promoted from a KPI of their own to that of the team has both: the value on their own
    row is never the team's.
    """
    if people.person_of is None:
        return scopes
    everybody = pl.Series([True]).new_from_index(0, people.count)
    there = everybody if counted is None else counted
    others = there
    for scope, mask in scopes:
        if scope == "person":
            personal = there if mask is None else there & mask
            others &= ~people.person_of.is_in(people.person_of.filter(personal).unique().implode())
    return [(scope, others if mask is None else others & mask) for scope, mask in scopes]


def _own(name: str, people: People, measures: MeasureColumns) -> Ratio | None:
    """Return what the KPI files say of each row's person."""
    found = measures.of(name, people.persons)
    return found if found is None or people.person_of is None else taken(found, people.person_of)


def _find_own(name: str, people: People, measures: MeasureColumns) -> Find:
    def find(row: int) -> CellPlace | None:
        person = row if people.person_of is None else people.person_of[row]
        for one in measures.given.get(name, ()):
            places = one.rows.owners.of(people.persons)
            at = person if places is None else places[person]
            if at is not None:
                return one.rows.part.sheet.place(one.rows.part.places[at], one.name)
        return None

    return find


def _where_known(ratio: Ratio, find: Find) -> Find:
    return lambda row: None if ratio.numerator[row] is None else find(row)


def _field(  # noqa: PLR0913, PLR0917 - a column, its rows and the two files
    found: ScopedColumns,
    groups: _Groups,
    of: tuple[str, str, str, pl.Series | None],
    people: People,
    measures: MeasureColumns,
    plans: Plans,
) -> None:
    """Targets, baselines, caps and weights: the people file, then the KPI file, then the group's row."""
    kpi_id, of_kpi, scope, mask = of
    name = f"{kpi_id}.{of_kpi}"
    measured, staff = _own(name, people, measures), _in_people(name, kpi_id, people, measures, plans)
    written = agreeing(staff, measured) if staff is not None and measured is not None else staff or measured
    if written is not None:
        known = written.numerator.is_not_null()
        if (known if mask is None else known & mask).any():
            if scope != "person" and of_kpi in {"target", "baseline"}:
                raise Declined
            finds = []
            if staff is not None:
                finds.append(_where_known(staff, lambda row: people.place(row, name)))
            if measured is not None:
                finds.append(_where_known(measured, _find_own(name, people, measures)))
            found.put(name, mask, written, finds[0])
            found.finds[name] += finds[1:]
    if scope != "person":
        groups.put(found, name, scope, mask, name)


def _in_people(
    name: str, kpi_id: str, people: People, measures: MeasureColumns, plans: Plans
) -> Ratio | None:
    """Read what a people file says of a KPI; what a KPI file says is a measure already."""
    (home,) = people.homes if len(people.homes) == 1 else (None,)
    if home is None or name not in home or home.sheet in [part.sheet for part in measures.parts]:
        return None
    currency = plans.base.currency
    return values_of(home, name, field_kind(name, the_kpi(kpi_id, plans), home.sheet, currency), currency)


class _Groups:
    """Teams and the company: what their rows say, and what the rows of their members repeat."""

    def __init__(self, people: People, measures: MeasureColumns) -> None:
        self._measures = measures
        self._people = people
        self._known: dict[str, tuple[pl.Series, list[str]]] = {}

    def _keys(self, scope: str) -> pl.Series:
        """Return the group of each row."""
        return self._grouped(scope)[0]

    def _grouped(self, scope: str) -> tuple[pl.Series, list[str]]:
        """Return the group of each row, and the different ones in order."""
        if scope not in self._known:
            if scope == "team":
                keys = self._people.said.word("team").fill_null(EVERYBODYS)
            else:
                keys = pl.Series([EVERYBODYS], dtype=pl.String).new_from_index(0, self._people.count)
            self._known[scope] = keys, keys.unique(maintain_order=True).to_list()
        return self._known[scope]

    def _cells(self, name: str, scope: str) -> dict[str, Cell | None]:
        """Return the cell of each group; a team without a row of its own has the row of everybody."""
        cells = self._measures.groups.cells
        company = cells.get((COMPANY, name))
        return {
            key: cells.get((Owner("team", key), name), company) if key else company
            for key in self._grouped(scope)[1]
        }

    def put(self, found: ScopedColumns, name: str, scope: str, mask: pl.Series | None, column: str) -> None:
        """Write what the rows of groups say into a column."""
        cells = self._cells(name, scope)
        if any(cell is not None for cell in cells.values()):
            values = {key: None if cell is None else cell.value for key, cell in cells.items()}
            found.put(column, mask, self._spread(values, scope), self._find(cells, scope))

    def put_given(  # noqa: PLR0913, PLR0917 - a column, its rows and what members repeat
        self,
        found: ScopedColumns,
        name: str,
        scope: str,
        mask: pl.Series | None,
        repeated: Mapping[str, Repeated],
        find_own: Find,
    ) -> None:
        """Write the value of a group's row; where it has none, the one that members repeat."""
        cells = self._cells(name, scope)
        values: dict[str, Value] = {}
        for key, cell in cells.items():
            value = None if cell is None else cell.value
            said = repeated.get(key)
            if said is not None and value is not None and said.value != value:
                raise Declined
            values[key] = said.value if value is None and said is not None else value
        at_group = self._find(cells, scope)

        def find(row: int) -> CellPlace | None:
            key = self._keys(scope)[row]
            cell, said = cells[key], repeated.get(key)
            if said is not None and (cell is None or cell.value is None):
                return find_own(said.row)
            return at_group(row)

        if any(cell is not None or key in repeated for key, cell in cells.items()):
            found.put(name, mask, self._spread(values, scope), find)

    def repeated(self, own: Ratio, scopes: list[tuple[str, pl.Series | None]]) -> dict[str, Repeated]:
        """Return the value that the rows of a group's members repeat; raise Declined where two differ."""
        frames = []
        for scope, mask in scopes:
            if scope == "person":
                continue
            known = own.numerator.is_not_null()
            rows = (known if mask is None else known & mask).arg_true()
            keys = self._keys(scope).gather(rows)
            frames.append(pl.DataFrame({"key": keys, "row": rows, "top": own.numerator.gather(rows)}))
        if not frames or not sum(map(len, frames)):
            return {}
        scale = one_denominator(own)
        said = pl.concat(frames).sort("row")
        first = said.unique("key", keep="first", maintain_order=True)
        if said.select("key", "top").n_unique() != first.height:
            raise Declined
        return {key: Repeated(Fraction(top, scale), row) for key, row, top in first.iter_rows()}

    def _spread(self, values: Mapping[str, Value], scope: str) -> Ratio:
        """Return the value of each row's group."""
        keys = pl.Series(list(values), dtype=pl.String)
        return gathered(ratio_of(list(values.values())), self._keys(scope), keys)

    def _find(self, cells: Mapping[str, Cell | None], scope: str) -> Find:
        def find(row: int) -> CellPlace | None:
            cell = cells[self._keys(scope)[row]]
            return None if cell is None else cell.sheet.place(cell.row, cell.column)

        return find
