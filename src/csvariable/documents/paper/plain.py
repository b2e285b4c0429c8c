"""A paper on a terminal, or in a pipe: amounts at the right end, sentences that wrap."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, TypeVar, assert_never

from rich.cells import cell_len

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
from csvariable.documents.screen import Piece, Screen, ScreenColumn, across, cells, padded, widths

_One = TypeVar("_One")
_LABEL: Final = 22
"""Cells of the labels; a longer one stands on a line of its own."""
_NARROW: Final = 60
"""Cells below which a label stands over its sentence."""


def show_paper(screen: Screen, paper: Paper) -> None:
    """Show all chapters."""
    screen.paragraph(Piece(paper.over, "dim"))
    screen.ends([Piece(paper.title, "bold")], Piece(paper.beside, "bold"))
    if paper.under:
        screen.paragraph(Piece(paper.under, "dim"))
    for chapter in paper.chapters:
        screen.line()
        _chapter(screen, chapter)
    if paper.foot:
        screen.line()
    for line in paper.foot:
        screen.paragraph(Piece(line, "dim"))
    for one in paper.also:
        screen.line()
        screen.rule(screen.width)
        screen.line()
        show_paper(screen, one)


def _chapter(screen: Screen, chapter: Chapter) -> None:
    screen.ends([Piece(chapter.title, "bold")], Piece(chapter.amount, "bold"))
    if chapter.level == 2:
        screen.rule(screen.width)
    for block in chapter.blocks:
        _block(screen, block)


def _block(screen: Screen, block: PaperBlock) -> None:
    match block:
        case Words(text=text, mood=mood):
            screen.paragraph(Piece(text, {"quiet": "dim", "strong": "bold"}.get(mood, "")), 2, 0)
        case Items(texts=texts):
            _each(texts, lambda text: screen.paragraph(Piece(f"· {text}"), 2))
        case Terms(rows=rows):
            _each(rows, lambda row: _beside(screen, *row))
        case Board():
            _board(screen, block)
        case Reckoning(entries=entries):
            _each(entries, lambda entry: _entry(screen, entry))
        case Bars(rows=rows):
            _each(rows, lambda row: screen.ends([Piece(row[0])], Piece(row[2]), 2))
        case Sketch(lines=lines):
            _each(lines, lambda line: screen.line(f"  {line}"))
        case Picture():
            _each(
                [] if block.told else [block.alternative],
                lambda one: screen.paragraph(Piece(one, "dim"), 2, 0),
            )
        case _:
            assert_never(block)


def _each(items: Iterable[_One], show: Callable[[_One], None]) -> None:
    for item in items:
        show(item)


def _beside(screen: Screen, term: str, said: str) -> None:
    """Show a term with its text beside it; below it where there is no room."""
    label = screen.fit(term)
    if cell_len(label) > _LABEL or screen.width < _NARROW:
        screen.paragraph(Piece(label), 2)
        screen.paragraph(Piece(said, "dim"), 4, 0)
        return
    for number, text in enumerate(screen.wrap(said, screen.width - 2 - _LABEL - 2)):
        head = label if not number else ""
        screen.line(f"  {padded(head, _LABEL)}  ", Piece(text, "dim"))


def _entry(screen: Screen, entry: Entry) -> None:
    """Show a line of an account: its label and its amount, below them how it comes about."""
    strong = "bold" if entry.strong else ""
    how = entry.how + "".join(f"  ({place})" for place in entry.places)
    if not entry.amount:
        _beside(screen, entry.label, how)
        return
    screen.ends([Piece(entry.label, strong)], Piece(entry.amount, strong), 2)
    if how:
        screen.paragraph(Piece(how, "dim"), 4, 0)


def _board(screen: Screen, board: Board) -> None:
    columns = [ScreenColumn(head, number) for head, number in board.heads]
    rows = [list(row) for row in board.rows]
    everything = [*rows, list(board.foot)] if board.foot else rows
    if board.caption:
        screen.paragraph(Piece(board.caption, "dim"), 2)
    sizes = widths(screen, columns, everything)
    if across(sizes) + 2 > screen.width:
        _blocks(screen, columns, everything)
        return
    screen.line("  ", *cells(screen, columns, sizes, [column.header for column in columns], "dim"))
    for at, row in enumerate(rows):
        screen.line("  ", *cells(screen, columns, sizes, row, "bold" if at == board.marked else ""))
    if board.foot:
        screen.rule(across(sizes) + 2, 2)
        screen.line("  ", *cells(screen, columns, sizes, board.foot, "bold"))


def _blocks(screen: Screen, columns: list[ScreenColumn], rows: list[list[str]]) -> None:
    """One block a row: each figure beside its header, below it where it does not fit."""
    for row in rows:
        screen.paragraph(Piece(row[0], "bold"), 2)
        for column, cell in zip(columns[1:], row[1:], strict=True):
            if cell:
                screen.ends([Piece(column.header)], Piece(cell), 4, min(screen.width, 60))


__all__ = ["show_paper"]
