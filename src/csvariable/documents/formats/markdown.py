"""Markdown, for a page or a pull request."""

from __future__ import annotations

from typing import BinaryIO

from csvariable.documents.formats import Format, Look, Paged


def write(found: Paged, out: BinaryIO, _: Look) -> None:
    """Write the page."""
    out.write(found.markdown().encode("utf-8", "replace"))


FORMAT = Format("markdown", Paged, write, (".md", ".markdown"))
