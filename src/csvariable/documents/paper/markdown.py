"""A paper as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from csvariable.documents.clean import clean
from csvariable.documents.markdown import escaped
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
from csvariable.kernel.message import msg
from csvariable.speech.language import Language
from csvariable.speech.saying import in_language


def as_markdown(paper: Paper) -> str:
    """Return the page."""
    return "\n".join(_page(paper)).rstrip("\n") + "\n"


def _page(paper: Paper) -> Iterator[str]:
    yield from (
        f"# {_beside(escaped(paper.title), paper.beside, paper.language)}",
        "",
        escaped(paper.over),
        "",
    )
    if paper.under:
        yield from (escaped(paper.under), "")
    for chapter in paper.chapters:
        yield from _chapter(chapter, paper.language)
    if paper.foot:
        yield from ("---", "")
    for line in paper.foot:
        yield from (escaped(line), "")
    for one in paper.also:
        yield from _page(one)


def _chapter(chapter: Chapter, language: Language) -> Iterator[str]:
    yield from (f"{'#' * chapter.level} {_beside(escaped(chapter.title), chapter.amount, language)}", "")
    for block in chapter.blocks:
        lines = list(_block(block, language))
        yield from (*lines, "") if lines else ()


def _block(block: PaperBlock, language: Language) -> Iterator[str]:
    match block:
        case Words(text=text, mood=mood):
            mark = "**" if mood == "strong" else ""
            yield f"{mark}{_begun(escaped(text))}{mark}"
        case Items(texts=texts):
            yield from (f"- {_begun(escaped(text))}" for text in texts)
        case Terms(rows=rows):
            yield from (f"- {_beside(_begun(escaped(term)), said, language)}" for term, said in rows)
        case Board():
            yield from _board(block)
        case Reckoning(entries=entries):
            yield from ("| | | |", "| --- | --- | ---: |")
            yield from map(_entry, entries)
        case Bars(rows=rows):
            yield from (f"- {_beside(_begun(escaped(label)), said, language)}" for label, _, said in rows)
        case Sketch(lines=lines):
            yield from ("```text", *(clean(line) for line in lines), "```")
        case Picture(alternative=alternative, told=told):
            if not told:
                yield f"_{escaped(alternative)}_"
        case _:
            assert_never(block)


def _beside(term: str, said: str, language: Language) -> str:
    """Return a term with what is said of it, as the language sets a colon."""
    return in_language(msg("{term}: {said}", term=term, said=escaped(said)), language) if said else term


def _begun(text: str) -> str:
    """Return a line whose first sign begins no list or heading of its own."""
    return f"\\{text}" if text[:1] in {"+", "-", "="} else text


def _entry(entry: Entry) -> str:
    mark = "**" if entry.strong else ""
    places = "".join(f" ({escaped(place)})" for place in entry.places)
    cells = (f"{mark}{escaped(cell)}{mark}" if cell else "" for cell in (entry.label, entry.amount))
    label, amount = cells
    return f"| {label} | {escaped(entry.how)}{places} | {amount} |"


def _board(board: Board) -> Iterator[str]:
    if board.caption:
        yield from (escaped(board.caption), "")
    yield "| " + " | ".join(escaped(head) for head, _ in board.heads) + " |"
    yield "| " + " | ".join("---:" if number else "---" for _, number in board.heads) + " |"
    for at, row in enumerate(board.rows):
        yield _row(row, strong=at == board.marked)
    if board.foot:
        yield _row(board.foot, strong=True)


def _row(row: tuple[str, ...], *, strong: bool) -> str:
    mark = "**" if strong else ""
    return "| " + " | ".join(f"{mark}{escaped(cell)}{mark}" if cell else "" for cell in row) + " |"


__all__ = ["as_markdown"]
