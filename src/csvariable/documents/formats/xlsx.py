"""XLSX: a workbook whose amounts are live formulas; needs the extra `xlsx`."""

from __future__ import annotations

from typing import BinaryIO

from csvariable.documents.formats import Format, Lacking, Look, Reckoned


def write(found: Reckoned, out: BinaryIO, _: Look) -> None:
    """Write the workbook.

    Raises:
        Lacking: where the extra is not installed.
    """
    try:
        import xlsxwriter  # noqa: F401 - asked for before anything is made
    except ImportError:
        raise Lacking("no-extra", extra="xlsx") from None
    from csvariable.documents.paper.workbook import write_workbook

    write_workbook(found.paper(), found.workings(), out)


FORMAT = Format("xlsx", Reckoned, write, (".xlsx",))
