"""What has a paper, written for people: on a terminal and as Markdown."""

from __future__ import annotations

from typing import TextIO

from csvariable.documents.console import make_console
from csvariable.documents.formats import Look
from csvariable.documents.paper.markdown import as_markdown
from csvariable.documents.paper.model import Paper
from csvariable.documents.paper.plain import show_paper
from csvariable.documents.screen import Screen


class Kept:
    """Something whose paper is read on a terminal, as Markdown, or as a page of its own."""

    def paper(self) -> Paper:
        """Return the paper."""
        raise NotImplementedError

    def show(self, stream: TextIO, look: Look) -> None:
        """Print the paper."""
        console = make_console(stream, look.environ, color=look.color, width=look.width)
        show_paper(Screen(console), self.paper())

    def markdown(self) -> str:
        """Return the paper as Markdown."""
        return as_markdown(self.paper())


__all__ = ["Kept"]
