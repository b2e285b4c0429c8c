"""`csvariable inspect`: what a file holds, and the source to write in a plan."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeAlias

import typer

from csvariable.commands.csv_options import CsvOptions
from csvariable.commands.files import TABLE_LIMIT, read_bytes
from csvariable.commands.grouped import grouped
from csvariable.commands.output_options import LookOptions
from csvariable.commands.problem_output import print_problems
from csvariable.commands.usage_error import UsageError

if TYPE_CHECKING:
    from csvariable.inspection.file import InspectedFile
    from csvariable.kernel.diagnostic import Diagnostic


ROWS: Final = 10_000
"""Rows of a table of a database that are looked at."""


class InspectionFormat(StrEnum):
    """How what was found is written."""

    TEXT = "text"
    JSON = "json"
    YAML = "yaml"


TableOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--table", help="A table or view of the database; repeatable.", metavar="NAME", show_default=False
    ),
]


@grouped
def command(
    files: Annotated[
        list[str],
        typer.Argument(
            help="Files: CSV, XLSX, ODS or Parquet; or the address of a database, with `--table`.",
            metavar="FILE",
            show_default=False,
        ),
    ],
    *,
    tables: TableOption = None,
    output: Annotated[
        InspectionFormat, typer.Option("--format", "-f", help="text, json, or the yaml to paste.")
    ] = InspectionFormat.TEXT,
    csv: CsvOptions,
    look: LookOptions,
) -> int:
    """Look at files before a plan reads them: how they are written, their columns, the source to write."""
    from csvariable.inspection.file import InspectedFile, inspect

    found: list[tuple[str, InspectedFile]] = []
    code = 0
    for path, table in _asked(files, tables or []):
        if table is None:
            looked = inspect(read_bytes(Path(path), limit=TABLE_LIMIT), path, csv.written())
        else:
            looked = _in_database(path, table, csv.written().decimal)
        if isinstance(looked, InspectedFile):
            found.append((path if table is None else table.rpartition(".")[2], looked))
            print_problems(looked.problems, [], look)
        else:
            print_problems(looked, [], look)
            code = 1
    _show(found, output, look)
    return code


def _show(found: Sequence[tuple[str, InspectedFile]], output: InspectionFormat, look: LookOptions) -> None:
    from csvariable.inspection.block import block, source_names
    from csvariable.speech.inspection import inspection_page

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


def _asked(files: Sequence[str], tables: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    """Yield each file, and each table of each database.

    Raises:
        UsageError: it is not said which table, or an address holds a password.
    """
    from csvariable.kernel.password import has_password

    for path in files:
        if "://" not in path:
            yield path, None
            continue
        if has_password(path):
            raise UsageError("password-in-address")
        if not tables:
            raise UsageError("which-table", address=path)
        yield from ((path, table) for table in tables)


def _in_database(address: str, table: str, decimal: str | None) -> InspectedFile | tuple[Diagnostic, ...]:
    """Look at the first rows of a table; what keeps it from being read is told of its address."""
    from csvariable.commands.database import open_table
    from csvariable.inspection.file import inspect_table
    from csvariable.kernel.diagnostic import FilePlace
    from csvariable.plan.database_table import DatabaseTable

    where = DatabaseTable.model_construct(connect=address, name=table)
    engine, problems = open_table(table, where, Path("plan.yaml"), decimal)
    read, unread = (None, ()) if engine is None else engine.first(ROWS)
    if read is None:
        return tuple(replace(one, at=FilePlace(address)) for one in (*problems, *unread))
    return inspect_table(read, (address, table))


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
