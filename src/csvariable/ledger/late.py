"""Values of held lines that come with the files of a later period (ledger, section 8)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from csvariable.facts.headers import Column
from csvariable.facts.plans import Plans
from csvariable.facts.sheet import Sheet, open_sheet
from csvariable.ledger.closed import Ledger
from csvariable.ledger.disputes import held_lines
from csvariable.ledger.replay import RunFile
from csvariable.tables.numerals import is_missing
from csvariable.tables.table import Table

EVERYBODY = frozenset({"", "*"})


@dataclass(frozen=True, slots=True)
class LateValues:
    """The values of one closed period that have come: whose lines they are of, and as a file."""

    period: str
    kpis: tuple[str, ...]
    file: RunFile

    @property
    def reason(self) -> str:
        """What the people paid are told."""
        return f"{', '.join(self.kpis)}: held then, known now"


def late_values(ledger: Ledger, tables: Sequence[Table], plans: Plans) -> Iterator[LateValues]:
    """Yield the values of held lines that KPI files hold in rows of their own period, oldest first."""
    held: dict[str, dict[str, set[str]]] = {}
    for person, period, kpi in held_lines(ledger):
        held.setdefault(period, {}).setdefault(kpi, set()).add(person)
    sheets = [sheet for sheet, _ in (open_sheet(table, plans.words) for table in tables)]
    for period, kpis in held.items():
        for sheet in sheets:
            found = _file_of(sheet, period, kpis) if "period" in sheet else None
            if found is not None:
                yield found


def _file_of(sheet: Sheet, period: str, held: Mapping[str, set[str]]) -> LateValues | None:
    """Return the cells of held lines of a period as a file of their own, under the headers they have."""
    columns = [at for at, column in enumerate(sheet.columns) if column is not None and _is_kept(column, held)]
    rows: list[list[str]] = []
    seen: dict[str, None] = {}
    for row in range(len(sheet.table.rows)):
        if sheet.period(row) != period:
            continue
        cells = [_cell(sheet, row, at, held) for at in columns]
        kpis = [kpi for kpi, value in _values(sheet, row, held) if not is_missing(value)]
        if kpis:
            rows.append(cells)
            seen |= dict.fromkeys(kpis)
    if not rows:
        return None
    out = io.StringIO(newline="")
    lines = csv.writer(out, delimiter=sheet.table.dialect.delimiter, lineterminator="\n")
    lines.writerow([sheet.table.header[at] for at in columns])
    lines.writerows(rows)
    return LateValues(period, tuple(seen), RunFile("late", sheet.table.name, out.getvalue().encode()))


_OF_ROWS: Final = frozenset("participant team period kpi value numerator denominator".split())


def _is_kept(column: Column, held: Mapping[str, set[str]]) -> bool:
    """Whether a column says whose a row is, or holds what was measured of a held KPI."""
    measured = column.kpi in held and column.field in {None, "numerator", "denominator"}
    return measured if column.kpi is not None else column.name in _OF_ROWS


def _cell(sheet: Sheet, row: int, at: int, held: Mapping[str, set[str]]) -> str:
    """Return a cell; nothing for a KPI that is not held for the person of the row."""
    column = sheet.columns[at]
    kpi = None if column is None else column.kpi
    return sheet.table.rows[row][at] if kpi is None or _is_of(sheet, row, held[kpi]) else ""


def _is_of(sheet: Sheet, row: int, people: set[str]) -> bool:
    who = sheet.text(row, "participant")
    return who in people or who in EVERYBODY


def _values(sheet: Sheet, row: int, held: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    """Yield the held KPIs of a long or a wide row, with the text of what was measured."""
    if "kpi" in sheet:
        kpi = sheet.text(row, "kpi")
        if kpi in held and _is_of(sheet, row, held[kpi]):
            yield kpi, sheet.text(row, "value") or sheet.text(row, "numerator")
        return
    for at, column in enumerate(sheet.columns):
        if column is not None and column.kpi in held and _is_kept(column, held):
            yield column.kpi or "", _cell(sheet, row, at, held)
