"""For people: what a terminal shows, without colours where it goes into a file."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import BinaryIO

from csvariable.documents.formats import Format, Look, Shown


def write(found: Shown, out: BinaryIO, look: Look) -> None:
    """Write what a terminal would show."""
    stream = io.StringIO()
    found.show(stream, replace(look, color="never") if look.color == "auto" else look)
    out.write(stream.getvalue().encode("utf-8", "replace"))


FORMAT = Format("text", Shown, write, (".txt",), also=("table", "full"))
