"""How and where a command writes: options that most commands share, each group one value.

The fields of a group are annotated as Typer documents its parameters. `grouped` makes of a function
that takes such values one that Typer can read: each field becomes a parameter of the command.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from csvariable.commands.options import ForceOption, LangOption, OutputOption
from csvariable.documents.color import Color
from csvariable.speech.catalogue import language_of
from csvariable.speech.language import Language

if TYPE_CHECKING:
    from csvariable.documents.formats import Format, Look


@dataclass(frozen=True, kw_only=True)
class LookOptions:
    """How what is printed looks."""

    lang: LangOption = None
    color: Annotated[
        Color, typer.Option("--color", help="Colours: auto asks the terminal, `NO_COLOR` and `FORCE_COLOR`.")
    ] = "auto"
    width: Annotated[
        int | None,
        typer.Option(
            "--width", min=40, max=1000, metavar="N", help="Width of what is printed; else the terminal's."
        ),
    ] = None

    @property
    def language(self) -> Language:
        """The language of what is printed."""
        return language_of(self.lang, os.environ)


@dataclass(frozen=True, kw_only=True)
class FileOptions:
    """Where what is written goes."""

    output: OutputOption = None
    force: ForceOption = False

    def look(self, look: Look, form: Format) -> Look:  # noqa: ARG002 (a table of values is asked for more)
        """Return how what is written in a format looks."""
        return look
