"""The console: foreign text is text, amounts are whole, any encoding will do."""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from rich.text import Text

import csvariable
from csvariable.documents.color import Color, wants_color
from csvariable.documents.console import UNLIMITED, TextGrid, make_console, text
from csvariable.documents.nearest import NEAREST
from csvariable.documents.page import Page, Row, show
from csvariable.speech.numbers import money_text

SOURCES = sorted(Path(csvariable.__file__).parent.rglob("*.py"))
AMOUNT = money_text(Fraction(-1234567), "EUR", language="fr")


class Stream(io.TextIOWrapper):
    """A stream in memory, a terminal or not."""

    def __init__(self, encoding: str = "utf-8", *, terminal: bool = False) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="\n")
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def shown(self) -> str:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode(self.encoding)


def printed(*cells: Text, encoding: str = "utf-8", width: int | None = None, **options: Any) -> str:
    stream = Stream(encoding)
    grid = TextGrid()
    grid.add_text("Name")
    for _ in cells[1:]:
        grid.add_number("Pay")
    grid.row(*cells)
    make_console(stream, {}, width=width, **options).print(grid)
    return stream.shown()


@pytest.mark.parametrize(
    ("choice", "terminal", "environ", "expected"),
    [
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("auto", True, {"TERM": "dumb"}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        ("auto", False, {"FORCE_COLOR": "1"}, True),
        ("auto", False, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("always", False, {"NO_COLOR": "1", "TERM": "dumb"}, True),
        ("never", True, {"FORCE_COLOR": "1"}, False),
    ],
)
def test_when_there_are_colours(
    choice: Color, terminal: bool, environ: dict[str, str], expected: bool
) -> None:
    assert wants_color(choice, terminal=terminal, environ=environ) is expected
    stream = Stream(terminal=terminal)
    make_console(stream, environ, color=choice).print(text("a", "bold red"))
    assert ("\x1b[" in stream.shown()) is expected


@pytest.mark.parametrize(
    "name",
    ["[bold]ana", "[/]", "[link=http://a]b[/link]", ":moneybag:", "a\\", "\\[bold]x", "12:30 'x' 0x1F"],
)
def test_a_name_is_never_markup(name: str) -> None:
    assert name in printed(text(name), text("1"), color="always")


@pytest.mark.parametrize("name", ["\x1b[2J", "\x9b2J", "\x00", "a\rb", "\u202e0001"])
def test_a_name_never_moves_the_cursor(name: str) -> None:
    shown = printed(text(name), text("1"))
    assert not set(shown) & {"\x1b", "\x9b", "\x00", "\r", "\u202e"}


@pytest.mark.parametrize("width", [20, 40, 80, 200, None])
def test_an_amount_is_never_cut(width: int | None) -> None:
    shown = printed(text("A rather long name of a person"), text(AMOUNT), width=width)
    assert AMOUNT in shown


@pytest.mark.parametrize(
    ("encoding", "amount"),
    [
        ("utf-8", AMOUNT),
        ("cp1252", "-1 234 567,00\u00a0€"),
        ("latin-1", "-1 234 567,00\u00a0EUR"),
        ("ascii", "-1 234 567,00 EUR"),
    ],
)
def test_any_encoding_shows_the_amount(encoding: str, amount: str) -> None:
    shown = printed(text("Zoë → 李"), text(AMOUNT), encoding=encoding)
    assert amount in shown


@pytest.mark.parametrize(
    ("encoding", "name"), [("utf-8", "Zoë → 李"), ("latin-1", "Zoë -> ?"), ("ascii", "Zoe -> ?")]
)
def test_a_letter_loses_its_accent_where_it_must(encoding: str, name: str) -> None:
    assert name in printed(text("Zoë → 李"), text(AMOUNT), encoding=encoding)


def test_the_width_is_given_or_found() -> None:
    assert make_console(Stream(), {}).width == UNLIMITED
    assert make_console(Stream(), {"COLUMNS": "90"}).width == 90
    assert make_console(Stream(), {"COLUMNS": "zero"}).width == UNLIMITED
    assert make_console(Stream(), {"COLUMNS": "90"}, width=60).width == 60
    assert make_console(Stream(terminal=True), {}).width < UNLIMITED


def test_a_string_is_no_cell() -> None:
    grid = TextGrid()
    grid.add_text("Name")
    with pytest.raises(TypeError, match="a cell is a Text, not str"):
        grid.row("ana")  # type: ignore[arg-type]


def sources() -> Iterator[tuple[str, str, ast.AST]]:
    """Every node of every source: the name of its module, its place, itself."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield path.stem, f"{path.name}:{getattr(node, 'lineno', '')}", node


TAG = re.compile(r"\[/?(?:bold|dim|italic|underline|reverse|red|green|yellow|blue|cyan|magenta|white|link)\b")


def is_markup(node: ast.AST) -> bool:
    match node:
        case ast.Constant(value=str(said)):
            return bool(TAG.search(said))
        case ast.Attribute(attr=name):
            return name in {"from_markup", "render_str"}
        case ast.keyword(arg="markup", value=value):
            return not (isinstance(value, ast.Constant) and value.value is False)
        case _:
            return False


def makes_a_table(node: ast.AST) -> bool:
    if not isinstance(node, ast.ImportFrom) or (node.module or "").partition(".")[0] != "rich":
        return False
    return bool({alias.name for alias in node.names} & {"Table", "Console", "print", "inspect"})


def test_no_source_holds_markup_and_tables_and_consoles_are_made_in_one_place() -> None:
    markup, tables = [], set()
    for module, place, node in sources():
        markup += [place] if is_markup(node) else []
        tables |= {module} if makes_a_table(node) else set()
    assert markup == []
    assert tables == {"console"}


@pytest.mark.parametrize(
    "source", ["'[bold]x'", "'[/red]'", "f(markup=True)", "f(markup=x)", "Text.from_markup", "a.render_str"]
)
def test_markup_is_found(source: str) -> None:
    assert any(is_markup(node) for node in ast.walk(ast.parse(source)))


@pytest.mark.parametrize("source", ["from rich.table import Table", "from rich import print as p"])
def test_a_table_is_found(source: str) -> None:
    assert any(makes_a_table(node) for node in ast.walk(ast.parse(source)))
    assert not any(is_markup(node) for node in ast.walk(ast.parse(source)))


@pytest.mark.parametrize(
    ("shown", "written"),
    [("€1,000.50", "EUR 1,000.50"), ("1\u202f000,50\u00a0€", "1 000,50 EUR"), ("−€5 (£6)", "-EUR 5 (GBP 6)")],
)
def test_a_code_stands_for_a_sign_with_one_blank_to_its_amount(shown: str, written: str) -> None:
    assert shown.encode("ascii", NEAREST) == written.encode("ascii")


def test_a_table_is_laid_out_with_what_its_stream_has() -> None:
    page, stream = Page(), Stream("ascii")
    page.table("≥ 1", [("Name", False), ("€", True)], [Row(("Zoë…", "€5.00")), Row(("Li", "€1,000.00"))])
    show(page, make_console(stream, {}))
    assert [line.rstrip() for line in stream.shown().splitlines()] == [
        ">= 1",
        "Name   |          EUR",
        "-------+-------------",
        "Zoe... |     EUR 5.00",
        "Li     | EUR 1,000.00",
    ]
