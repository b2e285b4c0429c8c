"""What a command found on its way out: in the format asked for, to the terminal or into a file."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from csvariable.commands.files import STANDARD, write_whole
from csvariable.commands.output_options import FileOptions, LookOptions
from csvariable.commands.usage_error import UsageError

if TYPE_CHECKING:
    from csvariable.documents.color import Color
    from csvariable.documents.formats import Format, Look


def format_of(form: str | None, output: Path | None, needs: Sequence[type]) -> Format:
    """Find the format: the one that is named, else by the ending of the file, else text.

    Raises:
        UsageError: for an ending that asks for no format in which this can be written.
    """
    from csvariable.documents.formats import asked_by, endings, formats

    if form is not None:
        return formats()[form]
    if output is None or output == STANDARD:
        return formats()["text"]
    found = asked_by(output.suffix, needs)
    if found is None:
        raise UsageError("unknown-suffix", path=output, known=" ".join(endings(needs)))
    return found


def redactable(form: Format, redact: str | None) -> Format:
    """Return the format where names can be hidden in it, or need not be.

    Raises:
        UsageError: for data that name everybody, where names are to be hidden.
    """
    from csvariable.documents.formats import Structured, Tabular

    if redact == "names" and form.needs in {Structured, Tabular}:
        raise UsageError("names-in-data", form=form.name)
    return form


def deliver(found: Any, form: Format, to: FileOptions, look: LookOptions) -> None:
    """Write what was found; a terminal sees text as it comes."""
    shown = to.look(look_of(look.color, look.width), form)
    if form.name == "text" and to.output in {None, STANDARD}:
        found.show(sys.stdout, shown)
        return
    write_whole(to.output or STANDARD, partial(write_as, form, found, shown), force=to.force)


def look_of(color: Color, width: int | None) -> Look:
    """Return how something is shown here and now; SOURCE_DATE_EPOCH says which time it is."""
    from csvariable.documents.formats import Look

    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return Look(color, width, os.environ, int(epoch) if epoch.isdecimal() else int(time.time()))


def write_as(form: Format, found: Any, look: Look, out: BinaryIO) -> None:
    """Write what was found in a format.

    Raises:
        UsageError: where something that the format needs is not there.
    """
    from csvariable.documents.formats import Lacking

    try:
        form.write(found, out, look)
    except Lacking as problem:
        raise UsageError(problem.name, **problem.values) from None
