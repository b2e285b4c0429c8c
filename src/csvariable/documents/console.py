"""The only way to the terminal: foreign text is never markup, and no amount is ever cut.

Rich is told everything it would otherwise guess: colours, width, terminal or not. A stream
that cannot encode arrows, lines or narrow spaces gets their plain forms instead of a crash.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from typing import Any, Final, TextIO, cast

from rich.box import SIMPLE_HEAD, Box
from rich.console import Console as Console  # noqa: PLC0414 - the one place that consoles come from
from rich.table import Table
from rich.text import Text

from csvariable.documents.clean import clean
from csvariable.documents.color import Color, wants_color
from csvariable.documents.nearest import fitted

UNLIMITED: Final = 10_000
"""The width of a pipe: whoever reads it has no margin."""


class _Console(Console):
    """A console whose reader may have seen enough (`| head`): the run goes on, with its own exit code."""

    def on_broken_pipe(self) -> None:
        """Say nothing more."""
        self.quiet = True


class PlainStream:
    """A stream that writes `→` as `->` and so on, where its encoding has no such character."""

    def __init__(self, stream: TextIO) -> None:
        """Keep the stream and its encoding."""
        self.stream = stream
        self.encoding = getattr(stream, "encoding", None) or "utf-8"

    def write(self, text: str) -> int:
        """Write the text, or the nearest text the encoding can carry."""
        return self.stream.write(fitted(text, self.encoding))

    def __getattr__(self, name: str) -> Any:
        """Be the stream in everything else."""
        return getattr(self.stream, name)


def make_console(
    stream: TextIO, environ: Mapping[str, str], *, color: Color = "auto", width: int | None = None
) -> Console:
    """Make the console of one stream; `environ` is the environment, or what a test says it is."""
    terminal = stream.isatty()
    colored = wants_color(color, terminal=terminal, environ=environ)
    return _Console(
        file=cast("TextIO", PlainStream(stream)),
        force_terminal=terminal or colored,
        force_interactive=False,
        color_system="standard" if colored else None,  # without a system, bold is not written either
        no_color=not colored,
        width=width or _width(environ, terminal=terminal),
        height=100,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        soft_wrap=False,
    )


def encoding_of(console: Console) -> str:
    """Return the encoding of what a console writes into."""
    return getattr(console.file, "encoding", None) or "utf-8"


def _width(environ: Mapping[str, str], *, terminal: bool) -> int:
    columns = environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and int(columns):
        return int(columns)
    return shutil.get_terminal_size((80, 24)).columns if terminal else UNLIMITED


def text(foreign: object, style: str = "") -> Text:
    """Make a cell of any text: nothing in it is markup, nothing in it moves the cursor."""
    return Text(clean(str(foreign)), style=style)


class TextGrid(Table):
    """A table whose cells are `Text`, so that a name in brackets stays a name in brackets."""

    def __init__(self, *, box: Box | None = SIMPLE_HEAD) -> None:
        """Start a table without columns."""
        super().__init__(box=box, pad_edge=False, show_edge=False)

    def add_text(self, header: str) -> None:
        """Add a column of words: on the left, folded when the terminal is narrow, never cut."""
        self.add_column(text(header), overflow="fold")

    def add_number(self, *header: str) -> None:
        """Add a column of numbers: on the right, on one line, whole; its header may have several lines."""
        self.add_column(Text("\n").join(map(text, header)), justify="right", no_wrap=True, overflow="ignore")

    def row(self, *cells: Text, style: str | None = None, last: bool = False) -> None:
        """Add a row; a plain string is refused; after the `last` of a block comes a line."""
        for cell in cells:
            if not isinstance(cell, Text):
                raise TypeError(f"a cell is a Text, not {type(cell).__name__}")
        self.add_row(*cells, style=style, end_section=last)
