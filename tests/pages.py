"""Papers read back: the lines of the accounts of a page, whatever it was written as."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple


class ReadLine(NamedTuple):
    """A line of an account: what it is called, how it comes about, what it comes to."""

    label: str
    how: str
    amount: str


class _Accounts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[ReadLine] = []
        self.cells: list[str] = []
        self.inside = self.beside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.inside = ("class", "account") in attrs
        elif tag == "tr":
            self.cells = []
        elif tag in {"th", "td"}:
            self.cells.append("")
        elif tag == "small":
            self.beside = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "tr" and self.inside:
            self.lines.append(ReadLine(*self.cells))
        elif tag == "small":
            self.beside = False

    def handle_data(self, data: str) -> None:
        if self.inside and self.cells and not self.beside:
            self.cells[-1] += data


def of_html(page: str) -> list[ReadLine]:
    """The lines of an HTML page."""
    reader = _Accounts()
    reader.feed(page)
    return reader.lines


_PLACES = re.compile(r"(?: +\([^()]*\.(?:yaml|csv)[^()]*\)| +\(default\))+$")


def of_markdown(page: str) -> list[ReadLine]:
    """The lines of a page of Markdown."""
    lines: list[ReadLine] = []
    inside = False
    for line in page.splitlines():
        if line == "| | | |":
            inside = True
        elif inside and line.startswith("| ") and not line.startswith("| ---"):
            cells = re.split(r"(?<!\\)\|", line)[1:-1]
            label, how, amount = (
                re.sub(r"\\(.)", r"\1", cell.strip(" ").replace("**", "")) for cell in cells
            )
            lines.append(ReadLine(label, _PLACES.sub("", how), amount))
        elif not line.startswith("|"):
            inside = False
    return lines


def of_text(page: str) -> list[str]:
    """The sentences of a page of text in a pipe, where nothing wraps."""
    return [re.sub(r"^ +", "", _PLACES.sub("", line)) for line in page.splitlines()]
