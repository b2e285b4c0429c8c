"""PDF: one file to print and to keep; needs the extra `pdf`."""

from __future__ import annotations

from typing import BinaryIO

from csvariable.documents.formats import Format, Lacking, Look, Printed


def write(found: Printed, out: BinaryIO, look: Look) -> None:
    """Write the document.

    Raises:
        Lacking: where the extra is not installed, or no font has the letters of a text.
    """
    try:
        import typst  # noqa: F401 - asked for before anything is made
    except ImportError:
        raise Lacking("no-extra", extra="pdf") from None
    from csvariable.documents.paper.pdf import NoFontError, as_pdf

    try:
        out.write(as_pdf(found.paper(), since=look.since))
    except NoFontError as problem:
        raise Lacking("no-font", text=str(problem)) from None


FORMAT = Format("pdf", Printed, write, (".pdf",))
