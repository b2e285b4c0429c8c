"""The options that commands share, so that each is spelt and explained once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from csvariable.documents.color import Color
from csvariable.speech.catalogue import languages
from csvariable.speech.language import Language


def _spoken(given: str | None) -> str | None:
    if given is not None and given not in languages():
        raise typer.BadParameter(f"{given!r} is not one of {', '.join(map(repr, languages()))}.")
    return given


LangOption: TypeAlias = Annotated[
    Language | None,
    typer.Option(
        "--lang",
        callback=_spoken,
        metavar=f"[{'|'.join(languages())}]",
        help="Language of what is printed; else CSVARIABLE_LANG, then the locale.",
    ),
]
ColorOption: TypeAlias = Annotated[
    Color,
    typer.Option("--color", help="Colours: auto asks the terminal, NO_COLOR and FORCE_COLOR."),
]
ForceOption: TypeAlias = Annotated[bool, typer.Option("--force", help="Replace files that exist.")]
OutputOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to this file; - is the standard output.",
        show_default=False,
    ),
]
WidthOption: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--width", min=40, max=1000, metavar="N", help="Width of what is printed; else the terminal's."
    ),
]
