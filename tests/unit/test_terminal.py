"""Screens of any width and any code page: amounts are whole, names are data."""

# ruff: noqa: E501 (a KPI reads best on one line)
from __future__ import annotations

import io
import re
from fractions import Fraction

import pytest
from readers import HEAD, ROOT, Ran, demo

from csvariable.documents.console import make_console
from csvariable.documents.explanation import show_explanation, show_why
from csvariable.documents.terminal import show_compute
from csvariable.speech.language import Language

pytestmark = pytest.mark.slow

BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2212": "-"})


class Stream(io.TextIOWrapper):
    """A stream of an encoding, terminal or not."""

    def __init__(self, encoding: str, *, terminal: bool) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="\n")
        self.terminal = terminal

    def isatty(self) -> bool:
        """Whether it says that it is a terminal."""
        return self.terminal

    def text(self) -> str:
        """What was written."""
        self.flush()
        data: bytes = self.buffer.getvalue()  # type: ignore[attr-defined]
        return data.decode(self.encoding)


def page(
    ran: Ran,
    width: int | None = None,
    language: Language = "en",
    encoding: str = "utf-8",
    *,
    terminal: bool = False,
    explained: bool = False,
    environ: dict[str, str] | None = None,
) -> str:
    stream = Stream(encoding, terminal=terminal)
    console = make_console(stream, environ or {}, width=width)
    view = ran.view(language)
    show_compute(console, view, ran.tables, ran.diagnostics, details=True)
    for at in view.chosen if explained else ():
        show_explanation(console, view, at, ran.origins())
        show_why(console, view, at, "total", ran.origins())
    return stream.text()


def amounts(text: str, language: Language) -> list[Fraction]:
    """Every amount of a page, read back."""
    text = text.translate(BLANKS)
    if language == "en":
        found = re.findall(r"(?:€|EUR )(\d{1,3}(?:,\d{3})*\.\d{2})(?!\d)", text)
        return [Fraction(one.replace(",", "")) for one in found]
    found = re.findall(r"(?<![\d,])(\d{1,3}(?: \d{3})*,\d{2}) (?:€|EUR)", text)
    return [Fraction(one.replace(" ", "").replace(",", ".")) for one in found]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("encoding", "from_width"), [("utf-8", 21), ("cp1252", 30), ("ascii", 39)])
def test_every_amount_is_whole_at_every_width(language: Language, encoding: str, from_width: int) -> None:
    """The narrowest page in all of them, and others at 40 widths, each in one language and encoding."""
    ran = demo()
    paid = {value for name in ("nrr.payout", "csat.payout") for value in ran.results.rows[name]}
    paid |= set(ran.results.people["total"])
    for width in (20, *range(from_width + (4 if language == "fr" else 0), 201, 27)):
        text = page(ran, width, language, encoding, terminal=True)
        found = amounts(text, language)
        assert paid <= set(found), width
        assert len(found) == len(re.findall("€|EUR", text)), width  # no sign stands with a part of one
        assert "?" not in text


def test_lines_keep_to_the_width() -> None:
    for width in (40, 60, 80, 100, 120):
        text = page(demo(), width, explained=True)
        assert max(len(line) for line in text.splitlines()) <= width


def test_a_pipe_gets_no_colour_and_no_wrapping() -> None:
    text = page(demo(), explained=True)
    assert "\x1b" not in text
    assert "not given: Gross revenue retention of the team 90.4\u00a0% <\u00a092\u00a0% " in text or (
        "90.4\u00a0%\u00a0<\u00a092\u00a0%" in text
    )
    assert "decimal point" in text


def test_a_terminal_gets_colours_unless_told_otherwise() -> None:
    assert "\x1b" in page(demo(), 80, terminal=True)
    assert "\x1b" not in page(demo(), 80, terminal=True, environ={"NO_COLOR": "1"})


def test_names_are_data() -> None:
    plan = (
        HEAD
        + "target_incentive: 1000\nkpis: {x: {name: '[bold]x[/]', weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 80 %, pays: 100 %}]}}}\n"
    )
    people = 'participant,name\na,"[red]:moneybag: \x1b[31mEve\u202e [/]"\n'
    text = page(
        Ran(plan, "participant,x\na,85 %\n", people),
        100,
        terminal=True,
        explained=True,
        environ={"NO_COLOR": "1"},
    )
    assert "[red]:moneybag: \\x1b[31mEve\\u202e [/]" in text
    assert "[bold]x[/]" in text
    assert "\x1b" not in text


def test_narrow_screens_get_a_block_a_person() -> None:
    text = page(demo(), 40).translate(BLANKS)
    assert re.search(r"^ David Kim \(david\)$\n^  Team +South$", text, re.MULTILINE)
    wide = page(demo(), 80).translate(BLANKS)
    assert re.search(r"^ David Kim \(david\) +South +169 % ", wide, re.MULTILINE)


def test_what_matters_is_said_below_the_table() -> None:
    text = page(demo(), 120).translate(BLANKS)
    assert "Chloe Dubois (chloe): gate quality-first closed: Customer satisfaction 78.2 % < 80 %" in text
    assert "David Kim (david): cap -€475.00" in text
    french = page(demo(), 120, "fr").translate(BLANKS)
    assert "condition quality-first non remplie" in french
    assert "cellules séparées par des virgules, point décimal" in french


@pytest.mark.parametrize("name", ["ecommerce", "retail-store", "csm-saas-fr", "hotel-reviews", "head-of-cs"])
def test_the_starting_plans_are_shown(name: str) -> None:
    folder = ROOT / "plans" / name
    plan, kpis, people = (
        (folder / one).read_text("utf-8") for one in ("plan.yaml", "kpis.csv", "people.csv")
    )
    period = {"csm-saas-fr": "2026-Q3"}.get(name)
    ran = Ran(plan, kpis, people, period)
    for width in (30, 80):
        for language in ("en", "fr"):
            text = page(ran, width, language, explained=True)
            assert "Total" in text
            assert "{" not in text
