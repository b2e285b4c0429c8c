"""A paper as one HTML file: no script, nothing from a network, for screens and for A4.

The law of this module: every text that comes from a plan or a file is cleaned and escaped, and
nothing else stands between two tags.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html import escape
from importlib.resources import files
from typing import Final, assert_never

from csvariable.documents.clean import clean
from csvariable.documents.paper.model import (
    Bars,
    Board,
    Chapter,
    Entry,
    Items,
    Paper,
    PaperBlock,
    Picture,
    Reckoning,
    Sketch,
    Terms,
    Words,
)
from csvariable.documents.paper.svg import as_bars, as_svg

POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What a browser may load for a page: its own style."""
_NARROW: Final = 3
"""Columns that fit beside each other on a phone."""
_SHORT: Final = 12
"""Letters of a row's name that stay on one line, as `2026-Q1` does."""


@cache
def style() -> str:
    """Return the style of all pages."""
    return files(__package__).joinpath("page.css").read_text("utf-8")


def as_html(paper: Paper) -> str:
    """Return the page."""
    return "\n".join(_page(paper)) + "\n"


def _page(paper: Paper) -> Iterator[str]:
    yield "<!doctype html>"
    yield f'<html lang="{_text(paper.language)}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="robots" content="noindex">'
    yield f"<title>{_text(f'{paper.title} · {paper.over}')}</title>"
    yield f"<style>\n{style()}</style>"
    yield "</head>"
    yield "<body>"
    for number, one in enumerate((paper, *paper.also), start=1):
        yield from _body(one, number)
    yield "</body>"
    yield "</html>"


def _body(paper: Paper, which: int) -> Iterator[str]:
    tag = "main" if which == 1 else "article"
    yield f'<{tag} lang="{_text(paper.language)}">'
    yield "<header>"
    yield f'<p class="over">{_text(paper.over)}</p>'
    beside = f'<p class="beside">{_text(paper.beside)}</p>' if paper.beside else ""
    yield f'<div class="head"><h1>{_text(paper.title)}</h1>{beside}</div>'
    if paper.under:
        yield f'<p class="under">{_text(paper.under)}</p>'
    yield "</header>"
    for number, chapter in enumerate(paper.chapters, start=1):
        yield from _chapter(chapter, f"c{which}.{number}")
    if paper.foot:
        yield "<footer>"
        yield from (f"<p>{_text(line)}</p>" for line in paper.foot)
        yield "</footer>"
    yield f"</{tag}>"


def _chapter(chapter: Chapter, name: str) -> Iterator[str]:
    yield "<section>"
    amount = f"<span>{_text(chapter.amount)}</span>" if chapter.amount else ""
    level = chapter.level
    yield f'<h{level} id="{name}"><span class="title">{_text(chapter.title)}</span>{amount}</h{level}>'
    for number, block in enumerate(chapter.blocks, start=1):
        yield from _block(block, f"{name}-{number}")
    yield "</section>"


def _block(block: PaperBlock, name: str) -> Iterator[str]:
    match block:
        case Words(text=text, mood=mood):
            yield f'<p class="{mood}">{_text(text)}</p>' if mood else f"<p>{_text(text)}</p>"
        case Items(texts=texts):
            yield "<ul>"
            yield from (f"<li>{_text(text)}</li>" for text in texts)
            yield "</ul>"
        case Terms(rows=rows):
            yield "<dl>"
            yield from (f"<dt>{_text(term)}</dt><dd>{_text(said)}</dd>" for term, said in rows)
            yield "</dl>"
        case Board():
            yield from _board(block, name)
        case Reckoning(entries=entries):
            yield '<table class="account"><tbody>'
            yield from map(_entry, entries)
            yield "</tbody></table>"
        case Picture():
            yield f"<figure>{as_svg(block, name)}</figure>"
        case Bars():
            yield f"<figure>{as_bars(block, name)}</figure>"
        case Sketch(lines=lines):
            drawn = "\n".join(_text(line) for line in lines)
            yield f'<pre tabindex="0">{drawn}</pre>'
        case _:
            assert_never(block)


def _board(board: Board, name: str) -> Iterator[str]:
    chapter = name.partition("-")[0]
    named = f"{name}-c" if board.caption else f"{chapter} {name}-h" if board.heads[0][0] else chapter
    yield f'<div class="scroll" role="region" aria-labelledby="{named}" tabindex="0">'
    caption = f'<caption id="{name}-c">{_text(board.caption)}</caption>' if board.caption else ""
    wide = ' class="wide"' if len(board.heads) > _NARROW else ""
    yield f"<table{wide}>{caption}"
    own = "" if board.caption else f' id="{name}-h"'
    heads = (_head(*head, own if at == 0 else "") for at, head in enumerate(board.heads))
    yield f"<thead><tr>{''.join(heads)}</tr></thead>"
    yield "<tbody>"
    for at, row in enumerate(board.rows):
        yield _row(row, board.heads, marked=at == board.marked)
    yield "</tbody>"
    if board.foot:
        yield f"<tfoot>{_row(board.foot, board.heads)}</tfoot>"
    yield "</table></div>"


def _head(text: str, number: bool, own: str) -> str:  # noqa: FBT001 - a header as a table has it
    """Return a header; one without words is an empty cell, which heads nothing."""
    return f'<th scope="col"{own}{_side(number=number)}>{_text(text)}</th>' if text else "<td></td>"


def _row(row: tuple[str, ...], heads: tuple[tuple[str, bool], ...], *, marked: bool = False) -> str:
    """Return a row; each cell of a wide table knows its header, which stands beside it on a phone."""
    short = ' class="short"' if len(row[0]) <= _SHORT else ""
    first = f'<th scope="row"{_side(number=True) if heads[0][1] else short}>{_text(row[0])}</th>'
    named = len(heads) > _NARROW
    cells = (
        f"<td{_side(number=number)}{_named(head) if named else ''}>{_text(cell)}</td>"
        for cell, (head, number) in zip(row[1:], heads[1:], strict=True)
    )
    kind = ' class="marked"' if marked else ""
    return f"<tr{kind}>{first}{''.join(cells)}</tr>"


def _side(*, number: bool) -> str:
    return ' class="number"' if number else ""


def _named(head: str) -> str:
    return f' data-head="{_text(head)}"'


def _entry(entry: Entry) -> str:
    places = f"<small>{_text(' · '.join(entry.places))}</small>" if entry.places else ""
    kind = ' class="sum"' if entry.strong else ""
    return (
        f'<tr{kind}><th scope="row">{_text(entry.label)}</th>'
        f'<td class="how">{_text(entry.how)}{places}</td>'
        f'<td class="number">{_text(entry.amount)}</td></tr>'
    )


def _text(text: str) -> str:
    """Return foreign text as a page shows it: nothing in it is markup, and nothing is hidden."""
    return escape(clean(text))


__all__ = ["POLICY", "as_html", "style"]
