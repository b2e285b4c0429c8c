"""`csvariable booklet`: a plan in words, for those whom it pays."""

from __future__ import annotations

import hashlib
import io
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from csvariable.commands.delivery import deliver, format_of, look_of, write_as
from csvariable.commands.files import read_bytes
from csvariable.commands.grouped import grouped
from csvariable.commands.misuse import unknown_word
from csvariable.commands.options import PlanArgument, form_option
from csvariable.commands.output_options import FileOptions, LookOptions
from csvariable.commands.stages import plans_alone
from csvariable.documents.formats import Paged, Printed, Shown
from csvariable.speech.catalogue import language_of, languages
from csvariable.speech.edge import say
from csvariable.speech.language import Language

if TYPE_CHECKING:
    from csvariable.documents.booklet.booklet import Booklet
    from csvariable.documents.formats import Format

WRITTEN = (Shown, Paged, Printed)
"""What can be asked of Booklet."""


def _all_spoken(given: str | None) -> str | None:
    """Return languages in a row, or refuse one that is not spoken as Typer refuses a word."""
    for one in (given or "").split(",") if given is not None else ():
        if one.strip() not in languages():
            raise unknown_word("--lang", one.strip(), languages())
    return given


@dataclass(frozen=True, kw_only=True)
class BookletLook(LookOptions):
    """How a booklet looks: it can stand in several languages."""

    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            callback=_all_spoken,
            metavar=f"[{'|'.join(languages())}|{','.join(reversed(languages()))}]",
            help="Language of the booklet, or several; the first stands in front.",
            show_default=False,
        ),
    ] = None

    @property
    def spoken(self) -> list[Language]:
        """The languages of the booklet, each once."""
        if self.lang is None:
            return [language_of(None, os.environ)]
        return list(dict.fromkeys(one.strip() for one in self.lang.split(",")))

    @property
    def language(self) -> Language:
        """The language in front, which is that of messages."""
        return self.spoken[0]


@grouped
def command(
    plan: PlanArgument,
    *,
    form: Annotated[str | None, form_option(WRITTEN)] = None,
    poster: Annotated[bool, typer.Option("--poster", help="One page: objectives, results, weights.")] = False,
    check: Annotated[
        Path | None,
        typer.Option(
            "--check",
            metavar="FILE",
            help="Whether this booklet still says what the plan says; exit code 1 if not.",
            show_default=False,
        ),
    ] = None,
    to: FileOptions,
    look: BookletLook,
) -> int:
    """A plan in words and pictures, from the plan alone: why, what pays, the rules, a worked example."""
    chosen = format_of(form, check or to.output, WRITTEN)
    found = _booklet(plan, look, poster=poster)
    if found is None:
        return 1
    if check is None:
        deliver(found, chosen, to, look)
        return 0
    if _written(found, chosen, look) == read_bytes(check):
        return 0
    sys.stderr.write(say(look.language, "booklet-stale", path=str(check), plan=str(plan)) + "\n")
    return 1


def _booklet(plan: Path, look: BookletLook, *, poster: bool) -> Booklet | None:
    """Read a plan and make its booklet; print what is wrong, and return None where something is."""
    from csvariable.documents.booklet.booklet import Booklet
    from csvariable.documents.booklet.worked import worked_example
    from csvariable.exposure import exposure

    read = plans_alone(plan, look)
    if read is None:
        return None
    document, plans = read
    digest = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
    worked = worked_example(document, plans)
    return Booklet(plans, document, digest, look.spoken, exposure(plans), worked, poster)


def _written(found: Booklet, form: Format, look: LookOptions) -> bytes:
    """Return what would be written into a file."""
    out = io.BytesIO()
    write_as(form, found, look_of("never", look.width), out)
    return out.getvalue()
