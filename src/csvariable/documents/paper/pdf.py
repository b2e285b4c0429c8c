"""A paper as PDF/A: set by Typst, which gets every text as data and none as source."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from importlib.resources import files
from typing import Any, Final

from csvariable.documents.clean import clean
from csvariable.documents.paper.model import Bars, Paper, PaperBlock, Picture
from csvariable.documents.paper.svg import alone

STANDARD: Final = "a-2b"
"""The kind of PDF/A: it holds its fonts, and looks the same in thirty years."""
_LACKING: Final = "could not be displayed"
"""What Typst says of a letter that no font has."""


class NoFontError(ValueError):
    """A text has letters that no font of this machine has; the message quotes them."""


def as_pdf(paper: Paper, *, since: int) -> bytes:
    """Return the document; `since` is its date, which PDF/A asks for, in seconds of the epoch.

    The fonts are those that Typst carries; those of the machine are asked only for letters
    that these lack.

    Raises:
        NoFontError: for letters that no font has.
    """
    import typst

    pictures: list[str] = []
    papers = [_paper(one, pictures) for one in (paper, *paper.also)]
    given = {
        "papers": json.dumps(papers, ensure_ascii=False),
        "pictures": json.dumps(pictures, ensure_ascii=False),
    }
    told = ""
    source = files(__package__).joinpath("page.typ").read_bytes()
    for own_fonts in (True, False):
        try:
            return typst.compile(
                source,
                format="pdf",
                sys_inputs=given,
                pdf_standards=[STANDARD],
                timestamp=since,
                ignore_system_fonts=own_fonts,
            )
        except typst.TypstError as problem:
            if _LACKING not in str(problem):
                raise
            told = str(problem)
    raise NoFontError(told.partition("`")[2].partition("`")[0])


def _paper(paper: Paper, pictures: list[str]) -> dict[str, Any]:
    """Return a paper as data; pictures stand apart, by number."""
    whole = _cleaned(
        {
            "language": paper.language,
            "title": paper.title,
            "over": paper.over,
            "beside": paper.beside,
            "under": paper.under,
            "foot": list(paper.foot),
        }
    )
    whole["chapters"] = [
        {
            **_cleaned({"title": chapter.title, "amount": chapter.amount}),
            "level": chapter.level,
            "blocks": list(_blocks(chapter.blocks, pictures)),
        }
        for chapter in paper.chapters
    ]
    return whole


def _blocks(blocks: tuple[PaperBlock, ...], pictures: list[str]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        kind = type(block).__name__.lower()
        if isinstance(block, Picture | Bars):
            pictures.append(alone(block))
            said = block.title if isinstance(block, Bars) else block.alternative
            yield {"kind": "picture", "picture": len(pictures) - 1, "alternative": clean(said)}
        else:
            yield {"kind": kind, **_cleaned(asdict(block))}


def _cleaned(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _clean(value) for name, value in data.items()}


def _clean(value: Any) -> Any:
    match value:
        case str():
            return clean(value)
        case dict():
            return _cleaned(value)
        case list() | tuple():
            return [_clean(one) for one in value]
        case _:
            return value


__all__ = ["NoFontError", "as_pdf"]
