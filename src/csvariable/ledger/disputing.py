"""The files of a closed period with one value as a person says it was."""

from __future__ import annotations

import csv
import io
from pathlib import PurePath

from csvariable.kernel.diagnostic import CellPlace, Diagnostic, FilePlace, error
from csvariable.kernel.message import msg
from csvariable.ledger.correcting import RunSource
from csvariable.ledger.replay import Replay, RunFile
from csvariable.tables.table import Table


def with_value(
    source: RunSource, done: Replay, person: str, kpi: str, text: str
) -> list[RunFile] | Diagnostic:
    """Return the KPI files in which a value is another one; or why there is no such cell.

    The file is written anew from its cells: what an editor kept beside them is left out.
    """
    place = _cell(done, person, kpi)
    table = next((one for one in done.tables if place is not None and one.name == place.file), None)
    if place is None or table is None or place.header is None:
        said = msg("no file of the period has a cell for `{kpi}` of `{person}`", kpi=kpi, person=person)
        advice = msg("`csvariable correct --late` adds a value that is not there")
        return error("no-cell", said, FilePlace(""), help=advice)
    return [
        _edited(one, table, place, text) if one.name == table.name else one
        for one in source.files
        if one.kind in {"kpis", "late"}
    ]


def _cell(done: Replay, person: str, kpi: str) -> CellPlace | None:
    if done.results is None:
        return None
    facts = done.results.facts
    found = next((one for one in facts.people if one.id == person), None)
    if found is None:
        return None
    place = facts.place(found.rows[-1], f"{kpi}.actual")
    if not isinstance(place, CellPlace) or place.header is None:
        return None
    about = place.header.casefold()
    return (
        place if about in {"value", "valeur"} or about.replace(" ", "_").startswith(kpi.casefold()) else None
    )


def _edited(one: RunFile, table: Table, place: CellPlace, text: str) -> RunFile:
    row = list(table.lines).index(place.line)
    column = list(table.header).index(place.header or "")
    out = io.StringIO(newline="")
    lines = csv.writer(out, delimiter=table.dialect.delimiter, lineterminator="\n")
    lines.writerow(table.header)
    for at, cells in enumerate(table.rows):
        lines.writerow([*cells[:column], text, *cells[column + 1 :]] if at == row else cells)
    name = one.name if PurePath(one.name).suffix.lower() in {".csv", ".txt", ".tsv"} else f"{one.name}.csv"
    return RunFile(one.kind, name, out.getvalue().encode())
