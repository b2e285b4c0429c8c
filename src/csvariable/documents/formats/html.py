"""HTML: one page that is whole, for screens and for paper."""

from __future__ import annotations

from typing import BinaryIO

from csvariable.documents.formats import Format, Look, Printed


def write(found: Printed, out: BinaryIO, _: Look) -> None:
    """Write the page."""
    from csvariable.documents.paper.html import as_html

    out.write(as_html(found.paper()).encode("utf-8", "replace"))


FORMAT = Format("html", Printed, write, (".html", ".htm"))
