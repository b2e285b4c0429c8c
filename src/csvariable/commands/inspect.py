"""`csvariable inspect`: what a file holds, and the source to write in a plan."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from csvariable.commands.files import TABLE_LIMIT, read_bytes
from csvariable.commands.options import CsvOptions, LookOptions, grouped
from csvariable.commands.problem_output import print_problems

if TYPE_CHECKING:
    from csvariable.inspection.file import InspectedFile


class InspectionFormat(StrEnum):
    """How what was found is written."""

    TEXT = "text"
    JSON = "json"
    YAML = "yaml"


@grouped
def command(
    files: Annotated[
        list[Path],
        typer.Argument(help="Files: CSV, XLSX, ODS or Parquet.", metavar="FILE", show_default=False),
    ],
    *,
    output: Annotated[
        InspectionFormat, typer.Option("--format", "-f", help="text, json, or the yaml to paste.")
    ] = InspectionFormat.TEXT,
    csv: CsvOptions,
    look: LookOptions,
) -> int:
    """Look at files before a plan reads them: how they are written, their columns, the source to write."""
    from csvariable.inspection.block import block, source_names
    from csvariable.inspection.file import InspectedFile, inspect
    from csvariable.speech.inspection import inspection_page

    found: list[tuple[str, InspectedFile]] = []
    code = 0
    for path in files:
        looked = inspect(read_bytes(path, limit=TABLE_LIMIT), str(path), csv.written())
        if isinstance(looked, InspectedFile):
            found.append((str(path), looked))
            print_problems(looked.problems, [], look)
        else:
            print_problems(looked, [], look)
            code = 1
    match output:
        case InspectionFormat.JSON:
            sys.stdout.write(json.dumps([_data(*one) for one in found], ensure_ascii=False, indent=1) + "\n")
        case InspectionFormat.YAML:
            names = source_names([name for name, _ in found])
            blocks = [
                block(one, file, name).removeprefix("sources:\n")
                for (file, one), name in zip(found, names, strict=True)
            ]
            sys.stdout.write("".join(["sources:\n", *blocks]) if blocks else "")
        case InspectionFormat.TEXT:
            sys.stdout.write("\n".join(inspection_page(one, name, look.language) for name, one in found))
    return code


def _data(name: str, found: InspectedFile) -> dict[str, Any]:
    """Return what was found as data."""
    from csvariable.inspection.block import block

    dialect = found.table.dialect
    return {
        "file": name,
        "sha256": found.table.sha256,
        "encoding": dialect.encoding,
        "delimiter": dialect.delimiter,
        "decimal": dialect.decimal,
        "rows": found.rows,
        "header": {"skip": found.skip, "rows": found.header_rows},
        "ends": "blank" if found.blank_end else None,
        "total": None if found.total is None else {"column": found.total[0], "is": found.total[1]},
        "columns": [{**asdict(one), "notes": [str(note) for note in one.notes]} for one in found.columns],
        "presets": list(found.presets),
        "sources": block(found, name),
    }
