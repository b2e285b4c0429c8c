"""Pages of `simulate`, `diff` and `budget` as papers: their tables and lines, with real pictures beside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from csvariable.documents.comparison_view import ComparisonView
from csvariable.documents.page import Lines, Page, PageTable
from csvariable.documents.paper.model import Bars, Board, Chapter, Items, Paper, PaperBlock, Sketch, Words
from csvariable.kernel.message import msg
from csvariable.scenario import Outcome
from csvariable.speech.language import Language
from csvariable.speech.numbers import money_text
from csvariable.speech.saying import in_language


def paper_of(  # noqa: PLR0913 - a page, what it is called, what is drawn on it
    page: Page,
    *,
    language: Language,
    title: str,
    over: str,
    drawn: Mapping[str, PaperBlock] | None = None,
    front: Sequence[Chapter] = (),
) -> Paper:
    """Return a page as a paper; `drawn` are pictures by titles: over a table, or for one of characters."""
    chapters = tuple(_chapters(page, drawn or {}))
    return Paper(language, title, over, chapters=(*front, *chapters))


def changes(outcome: Outcome | None, view: ComparisonView) -> tuple[Chapter, ...]:
    """Return a bar for each person who gains or loses; none where names are hidden."""
    found = None if outcome is None else outcome.comparison
    if found is None or view.redacted:
        return ()
    moved = sorted((one for one in found.people if one.change), key=lambda one: (-one.change, one.id))
    rows = tuple((view.who(one), one.change, _signed(one.change, view)) for one in moved)
    title = in_language(msg("Who gains, who loses"), view.language)
    return (Chapter(title, (Bars(title, rows),)),) if rows else ()


def _signed(value: Fraction, view: ComparisonView) -> str:
    return money_text(value, view.currency, language=view.language, signed=True)


def _chapters(page: Page, drawn: Mapping[str, PaperBlock]) -> Iterator[Chapter]:
    """Yield a chapter for each block; lines without a title end the chapter before them."""
    last: Chapter | None = None
    for block in page.blocks:
        title = block.title
        if isinstance(block, PageTable):
            body: tuple[PaperBlock, ...] = (_board(block),)
            body = (drawn[title], *body) if title in drawn else body
        elif block.title in drawn:
            body = (drawn[block.title],)
        else:
            body = _lines(block)
        if not title and last is not None:
            last = Chapter(last.title, (*last.blocks, *body), last.amount, last.level)
            continue
        if last is not None:
            yield last
        last = Chapter(title or "·", body)
    if last is not None:
        yield last


def _board(block: PageTable) -> Board:
    rows = [row.cells for row in block.rows]
    total = len(block.rows) > 1 and block.rows[-1].tone == "bold"
    return Board("", block.columns, tuple(rows[:-1] if total else rows), rows[-1] if total else ())


def _lines(block: Lines) -> tuple[PaperBlock, ...]:
    if block.drawn:
        return (Sketch(block.lines),)
    if not block.title:
        return tuple(Words(line) for line in block.lines)
    return (Items(block.lines),)


__all__ = ["changes", "paper_of"]
