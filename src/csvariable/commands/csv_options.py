"""What a user says of how the files of a run are written."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from csvariable.tables.written import DateOrder, Hidden, HowWritten

if TYPE_CHECKING:
    from csvariable.kernel.diagnostic import Diagnostic
    from csvariable.tables.table import Table


@dataclass(frozen=True, kw_only=True)
class CsvOptions:
    """How files of tables are read, where the user says it, and what stops a run."""

    encoding: Annotated[
        str | None,
        typer.Option("--encoding", metavar="NAME", help="Of the CSV files; else found.", show_default=False),
    ] = None
    delimiter: Annotated[
        str | None,
        typer.Option(
            "--delimiter", metavar="SIGN", help="Between cells: , ; | or tab; else found.", show_default=False
        ),
    ] = None
    decimal: Annotated[
        str | None,
        typer.Option(
            "--decimal", metavar="SIGN", help="Before decimals: , or .; else found.", show_default=False
        ),
    ] = None
    dates: Annotated[
        DateOrder | None,
        typer.Option("--dates", help="Of dates such as 03/04/2026; else found.", show_default=False),
    ] = None
    sheet: Annotated[
        str | None,
        typer.Option(
            "--sheet", metavar="TITLE", help="Of a workbook; else its only visible one.", show_default=False
        ),
    ] = None
    header_row: Annotated[
        int | None,
        typer.Option(
            "--header-row", metavar="N", min=1, help="The line or row of the headers.", show_default=False
        ),
    ] = None
    hidden: Annotated[
        Hidden | None,
        typer.Option("--hidden", help="Hidden rows and columns of a workbook.", show_default=False),
    ] = None

    strict: Annotated[
        bool | None,
        typer.Option(
            "--strict/--no-strict",
            help="Stop where a column or a result seems lost; else where CI is set.",
            show_default=False,
        ),
    ] = None

    @property
    def is_strict(self) -> bool:
        """Whether warnings that something of the files is lost stop a run."""
        if self.strict is not None:
            return self.strict
        return os.environ.get("CI", "").lower() not in {"", "0", "false"}

    def judged(self, found: Sequence[Diagnostic]) -> list[Diagnostic]:
        """Return what was found, as severe as was asked."""
        from csvariable.facts.strictness import strictly

        return strictly(found) if self.is_strict else list(found)

    def read(self, data: bytes, path: Path) -> tuple[Table | None, tuple[Diagnostic, ...]]:
        """Read a file as a table, as the user says it is written."""
        from csvariable.tables.files import read_file

        return read_file(data, str(path), self.written())

    def written(self) -> HowWritten:
        """Return what the user says of how files are written."""
        return HowWritten(
            self.encoding,
            self.delimiter,
            self.decimal,
            self.header_row,
            self.sheet,
            self.hidden,
            self.dates,
        )
