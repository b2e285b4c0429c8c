"""The files of a closed period with one value as a person says it was."""

from __future__ import annotations

import csv
import io
from pathlib import PurePath

from csvariable.facts.sheet import open_sheet
from csvariable.kernel.diagnostic import CellPlace, Diagnostic, FilePlace, error
from csvariable.kernel.message import msg
from csvariable.ledger.correcting import RunSource
from csvariable.ledger.replay import Replay, RunFile
from csvariable.measures.long import as_long
from csvariable.tables.table import Table


def with_value(
    source: RunSource, done: Replay, person: str, kpi: str, text: str
) -> list[RunFile] | Diagnostic:
    """Return the KPI files in which a value is another one; or why there is no such cell.

    The file is written anew from its cells: what an editor kept beside them is left out.
    """
    found = _cell(done, person, kpi)
    measured = _measured(done, person, kpi, text)
    if measured is not None:
        return [*(one for one in source.files if one.kind in {"kpis", "late"}), measured]
    if found is None:
        said = msg("no file of the period has a cell for `{kpi}` of `{person}`", kpi=kpi, person=person)
        advice = msg("`csvariable correct` takes the files as they should have been")
        return error("no-cell", said, FilePlace(""), help=advice)
    table, row, column = found
    return [
        _edited(one, table, row, column, text) if one.name == table.name else one
        for one in source.files
        if one.kind in {"kpis", "late"}
    ]


def _cell(done: Replay, person: str, kpi: str) -> tuple[Table, int, int] | None:
    """Return the table, the row and the column where the value of a KPI stands as one number."""
    if done.results is None or done.plans is None:
        return None
    facts = done.results.facts
    own = (one for one in facts.people if one.id == person)
    places = (facts.place(one.rows[-1], f"{kpi}.actual") for one in own)
    for place in places:
        for table in done.tables:
            if isinstance(place, CellPlace) and place.file == table.name and place.header is not None:
                at = table.header.index(place.header)
                column = open_sheet(table, done.plans.words)[0].columns[at]
                if column is not None and (
                    column.name == "value" or (column.kpi, column.field) == (kpi, None)
                ):
                    return table, list(table.lines).index(place.line), at
    return None


def _measured(done: Replay, person: str, kpi: str, text: str) -> RunFile | None:
    """Return a KPI that was measured on rows as a KPI file, with one value as the person says it was."""
    if done.results is None or done.plans is None:
        return None
    facts, plans = done.results.facts, done.plans
    rows = [one.rows[-1] for one in facts.people if one.id == person]
    values = [one for (name, _), one in facts.measured.items() if name == kpi]
    if not values or not rows:
        return None
    scope = plans.kpi(kpi, facts.roles[rows[0]]).scope
    who = {"person": (person, ""), "team": ("", facts.teams[rows[0]] or ""), "company": ("*", "")}[scope]
    data = as_long(((None, one) for one in values), lambda _: plans.kpi(kpi).measured_in, plans.base.currency)
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\n")
    for cells in csv.reader(io.StringIO(data.decode())):
        mine = tuple(cells[:2]) == who
        lines.writerow([*cells[:3], text, "", "", *cells[6:]] if mine else cells)
    return RunFile("kpis", f"{kpi}.csv", out.getvalue().encode())


def _edited(one: RunFile, table: Table, row: int, column: int, text: str) -> RunFile:
    out = io.StringIO(newline="")
    lines = csv.writer(out, delimiter=table.dialect.delimiter, lineterminator="\n")
    lines.writerow(table.header)
    for at, cells in enumerate(table.rows):
        lines.writerow([*cells[:column], text, *cells[column + 1 :]] if at == row else cells)
    name = one.name if PurePath(one.name).suffix.lower() in {".csv", ".txt", ".tsv"} else f"{one.name}.csv"
    return RunFile(one.kind, name, out.getvalue().encode())
