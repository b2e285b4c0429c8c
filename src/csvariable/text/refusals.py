"""What a text is refused for while it is read: each problem with its place, and whether to go on reading."""

from __future__ import annotations

import re
from typing import Final, NoReturn, cast

import yaml

from csvariable.kernel.diagnostic import Diagnostic, Label, Severity, error
from csvariable.kernel.message import Message, msg
from csvariable.text.document import Document
from csvariable.text.node import Node, Scalar, Span
from csvariable.text.texts import first_line

MAX_PROBLEMS: Final = 1_000
"""Problems of one file, after which nothing more is read."""
_TAG = re.compile(r"![^\s,\[\]{}]*")


class Stopped(Exception):  # noqa: N818 - no error: the end of the reading, told by a diagnostic
    """The reading cannot go on; the problem has been noted."""


class Refusals:
    """The problems of one text, as they are found."""

    def __init__(self, document: Document) -> None:
        """Begin with a text that can be trusted."""
        self.document = document
        self.found: list[Diagnostic] = []
        self.trusted = True
        """Whether the tree is what the author meant."""

    def stop(self, rule: str, message: Message, at: Span, advice: Message | None = None) -> NoReturn:
        """Note a problem after which nothing can be read."""
        self.note(rule, message, at, advice)
        raise Stopped

    def note(
        self,
        rule: str,
        message: Message,
        at: Span,
        advice: Message | None = None,
        also: tuple[Label, ...] = (),
    ) -> None:
        """Note a problem; what follows is read too, unless there are too many."""
        self.found.append(error(rule, message, self.document.locate(at), also=also, help=advice))
        if len(self.found) >= MAX_PROBLEMS:
            raise Stopped

    def told(self, one: Diagnostic) -> None:
        """Note a problem that is told already; after an error the tree is not what was meant."""
        self.trusted = self.trusted and one.severity is not Severity.ERROR
        self.found.append(one)

    def broken(self, problem: Exception, end: int) -> None:
        """Note that the text is no YAML: at its place, else behind what was read."""
        if isinstance(problem, yaml.MarkedYAMLError):
            from csvariable.text import syntax  # what only a broken file needs

            self.found.append(syntax.explain(self.document, problem))
            return
        message = msg("this cannot be read as YAML ({problem})", problem=str(problem))
        self.found.append(error("yaml-syntax", message, self.document.locate(Span(end, end))))

    def second_document(self, start: int) -> NoReturn:
        """Refuse a `---` line behind the first document."""
        self.stop(
            "several-documents",
            msg("a second document begins here; a file holds one"),
            Span(start, start + 3),
            msg("delete the `---` line, or put what follows into its own file"),
        )

    def tag(self, start: int) -> None:
        """Note the tag of the value that begins there."""
        found = cast("re.Match[str]", _TAG.search(self.document.text, start))
        self.note(
            "explicit-tag",
            msg("a tag (`!`) is not part of the language"),
            Span(*found.span()),
            msg("delete the tag; a text that begins with `!` needs quotes"),
        )

    def spaces(self, at: Span) -> None:
        """Note a space that YAML takes for a letter."""
        self.trusted = False
        self.note(
            "non-breaking-space",
            msg("a non-breaking space stands where YAML needs an ordinary one"),
            at,
            msg("replace it by a space; such spaces come with text pasted from a document or a page"),
        )

    def check_root(self, root: Node | None) -> None:
        """Refuse a file that holds no keys with values."""
        if root is None or root.value == Scalar(""):
            self.stop(
                "empty-file",
                msg("the file holds nothing"),
                Span(0, 0),
                msg("`csvariable init` writes a first plan"),
            )
        if not isinstance(root.value, dict):
            kind = msg("a list") if isinstance(root.value, tuple) else msg("a text")
            start = cast("Span", root.span).start
            from csvariable.text import syntax  # what only a broken file needs

            line = first_line(self.document.text[start : start + 80])
            self.stop(
                "not-a-mapping",
                msg("the file is {kind}; it must hold keys with values", kind=kind),
                Span(start, start + len(line)),
                syntax.missing_space(line) or msg("write `key: value` on the first line"),
            )
