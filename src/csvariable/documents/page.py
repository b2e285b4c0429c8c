"""A page of tables and lines before it is text: one description for terminals and Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal, TextIO, TypeAlias

from rich.cells import cell_len

from csvariable.documents.clean import clean
from csvariable.documents.console import Console, TextGrid, encoding_of, make_console, text
from csvariable.documents.formats import Look
from csvariable.documents.markdown import escaped
from csvariable.documents.nearest import fitted

_ENDLESS: Final = 10_000
"""More columns than any screen has."""
Tone: TypeAlias = Literal["", "green", "red", "bold", "dim"]


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of a table."""

    cells: tuple[str, ...]
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class PageTable:
    """Headers with their side, and rows."""

    title: str
    columns: tuple[tuple[str, bool], ...]
    """Header, and whether its cells are numbers, on the right."""
    rows: tuple[Row, ...]
    folded: bool = False
    """Whether Markdown shows it behind its title."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A heading with lines below; `drawn` where their characters make a picture."""

    title: str
    lines: tuple[str, ...] = ()
    drawn: bool = False
    tone: Tone = "bold"
    folded: bool = False


Block: TypeAlias = PageTable | Lines


@dataclass(slots=True)
class Page:
    """Blocks in order."""

    blocks: list[Block] = field(default_factory=list)

    def table(
        self, title: str, columns: Sequence[tuple[str, bool]], rows: Iterable[Row], *, folded: bool = False
    ) -> None:
        """Add a table, if it has rows."""
        found = tuple(rows)
        if found:
            self.blocks.append(PageTable(title, tuple(columns), found, folded))

    def lines(
        self, title: str, lines: Iterable[str] = (), *, drawn: bool = False, folded: bool = False
    ) -> None:
        """Add a heading with its lines."""
        self.blocks.append(Lines(title, tuple(lines), drawn, folded=folded))


class Readable:
    """Something whose page is read on a terminal and as Markdown."""

    def page(self, *, shared: bool) -> Page:
        """Return the page; `shared` where others will read it, as a comment on a change."""
        raise NotImplementedError

    def show(self, stream: TextIO, look: Look) -> None:
        """Print the page."""
        show(self.page(shared=False), make_console(stream, look.environ, color=look.color, width=look.width))

    def markdown(self) -> str:
        """Return the page as Markdown."""
        return as_markdown(self.page(shared=True))


def show(page: Page, console: Console) -> None:
    """Print a page; amounts are never cut and foreign text is never markup."""
    for at, block in enumerate(_fitted(block, encoding_of(console)) for block in page.blocks):
        if at:
            console.print()
        if block.title:
            console.print(text(block.title, "bold"), soft_wrap=True)
        if isinstance(block, Lines):
            for line in block.lines:
                console.print(text(f"  {line}" if block.title else line), soft_wrap=True)
            continue
        lines = next((lines for lines in (_in_one, _in_two) if _fits(block, lines, console)), None)
        if lines is None:
            _rows(block, console)
        else:
            console.print(_grid(block, lines))


def _fitted(block: Block, encoding: str) -> Block:
    """Return a block in the characters that a stream has, so that what is measured is what is written."""
    if isinstance(block, Lines):
        lines = tuple(fitted(line, encoding) for line in block.lines)
        return replace(block, title=fitted(block.title, encoding), lines=lines)
    columns = tuple((fitted(header, encoding), right) for header, right in block.columns)
    cells = (tuple(fitted(cell, encoding) for cell in row.cells) for row in block.rows)
    rows = tuple(replace(row, cells=fit) for row, fit in zip(block.rows, cells, strict=True))
    return replace(block, title=fitted(block.title, encoding), columns=columns, rows=rows)


def _fits(block: PageTable, lines: Callable[[str], list[str]], console: Console) -> bool:
    """Whether a table stands whole; no line ends between the words of a figure: its blanks are as digits."""
    grid = _grid(block, lines, "0")
    return console.measure(grid, options=console.options.update(max_width=_ENDLESS)).minimum <= console.width


def _in_one(header: str) -> list[str]:
    return [header]


def _in_two(header: str) -> list[str]:
    """Return a header of figures on two lines, broken at the blank nearest its middle."""
    blanks = [at for at, sign in enumerate(header) if sign == " "]
    if not blanks:
        return [header]
    at = min(blanks, key=lambda blank: abs(2 * blank - len(header)))
    return [header[:at], header[at + 1 :]]


def _rows(block: PageTable, console: Console) -> None:
    """Print a table that is wider than the screen row by row, each figure behind its header."""
    for row in block.rows:
        console.print(text(row.cells[0], row.tone or "bold"), soft_wrap=True)
        for (header, _), cell in zip(block.columns[1:], row.cells[1:], strict=True):
            if cell.strip():
                console.print(text(f"  {header}  {cell.strip()}", row.tone), soft_wrap=True)


def _grid(block: PageTable, lines: Callable[[str], list[str]], blank: str = " ") -> TextGrid:
    """Return a table for the terminal; numbers are set to the right here, because nothing folds them."""
    grid = TextGrid()
    widths = [
        max(map(cell_len, (*lines(header), *(row.cells[at] for row in block.rows)))) if right else 0
        for at, (header, right) in enumerate(block.columns)
    ]
    for (header, right), width in zip(block.columns, widths, strict=True):
        if right:
            grid.add_number(*(_right(line, width).replace(" ", blank) for line in lines(header)))
        else:
            grid.add_text(header)
    for row in block.rows:
        cells = (
            text(_right(cell, width).replace(" ", blank) if right else cell)
            for cell, width, (_, right) in zip(row.cells, widths, block.columns, strict=True)
        )
        grid.row(*cells, style=row.tone or None)
    return grid


def _right(cell: str, width: int) -> str:
    return " " * (width - cell_len(cell)) + cell


def as_markdown(page: Page) -> str:
    """Return a page as Markdown; folded blocks stand behind their titles."""
    return "\n".join(part for block in page.blocks for part in _block(block))


def _block(block: Block) -> list[str]:
    title = escaped(block.title)
    body = _table(block) if isinstance(block, PageTable) else _lines(block)
    if block.folded:
        return ["<details>", f"<summary>{title}</summary>", "", *body, "", "</details>", ""]
    return [*([f"**{title}**", ""] if title else []), *body, ""]


def _table(block: PageTable) -> list[str]:
    head = "| " + " | ".join(escaped(header) for header, _ in block.columns) + " |"
    side = "| " + " | ".join("---:" if right else "---" for _, right in block.columns) + " |"
    rows = []
    for row in block.rows:
        mark = "**" if row.tone == "bold" else ""
        cells = (f"{mark}{escaped(cell)}{mark}" if cell else "" for cell in row.cells)
        rows.append("| " + " | ".join(cells) + " |")
    return [head, side, *rows]


def _lines(block: Lines) -> list[str]:
    if block.drawn:
        return ["```text", *(clean(line) for line in block.lines), "```"]
    if not block.title:
        return [escaped(line) for line in block.lines]
    return [f"- {_unlisted(escaped(line))}" for line in block.lines]


def _unlisted(line: str) -> str:
    """Return a line whose first sign does not begin a list of its own."""
    return f"\\{line}" if line[:1] in {"+", "-", "="} else line
