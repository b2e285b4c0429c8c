"""A line for each problem, as compilers write them."""

from __future__ import annotations

from typing import BinaryIO

from csvariable.documents.formats import Diagnosed, Format, Look


def write(found: Diagnosed, out: BinaryIO, _: Look) -> None:
    """Write `file:line:column: rule: message`."""
    out.write("".join(f"{line}\n" for line in found.lines()).encode("utf-8", "replace"))


FORMAT = Format("concise", Diagnosed, write)
