"""Templates retold in a language: comments and texts of a plan, paragraphs of a page beside it.

What pays stays as it is: keys, ids, numbers, and the order of everything. `say` gives each text in
the language; the gathering of catalogues passes one that only listens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from textwrap import fill
from typing import Final, TypeAlias

from csvariable.text import parse, written

Say: TypeAlias = Callable[[str], str]

_TEXTS: Final = frozenset(
    "name why statement serves item owner evidence horizon reasons verified_by who how changed "
    "disputes".split()
)
"""Keys of a plan whose plain values people read."""
_COMMENT: Final = re.compile(r"( *)# (.*)")
_BESIDE: Final = re.compile(r"(.*?\S)( {2,})# (.*)")
_EXAMPLE: Final = re.compile(r"  (?! )(.+?)(: \{given: .*)")
_HEADING: Final = re.compile(r"(#+ )(.*)", re.DOTALL)
_WIDTH: Final = 100
_PAGE_WIDTH: Final = 115


def plan_retold(text: str, say: Say) -> str:
    """Return a plan whose comments, names and reasons are said otherwise; it pays the same."""
    document, _ = parse(text, "plan.yaml")
    if document is None:
        return text
    said = {
        route: say(value.text)
        for route, value in document.routes()
        if route[-1] in _TEXTS and route[0] != "examples"
    }
    written_now = dict(document.routes())
    changed = {route: words for route, words in said.items() if words != written_now[route].text}
    lines = written(document, changed).splitlines()
    return "\n".join(_lines(lines, say)) + "\n"


def _lines(lines: list[str], say: Say) -> Iterator[str]:
    """Yield the lines of a plan: comments said, and the names of examples."""
    at, examples = 0, False
    while at < len(lines):
        line = lines[at]
        comment = _COMMENT.fullmatch(line)
        if comment is not None and not comment[2].startswith("yaml-language-server"):
            indent, words = comment[1], [comment[2]]
            while not words[0].startswith(" ") and at + 1 < len(lines):
                after = _COMMENT.fullmatch(lines[at + 1])
                if after is None or after[1] != indent or after[2].startswith(" "):
                    break
                words.append(after[2])
                at += 1
            yield from _comment(indent, words, say)
        else:
            examples = line == "examples:" or (examples and line.startswith(" "))
            yield _line(line, say, example=examples)
        at += 1


def _comment(indent: str, words: list[str], say: Say) -> Iterator[str]:
    if words[0].startswith(" "):  # set out by hand, as a table is
        text = words[0].strip()
        yield f"{indent}# {' ' * (len(words[0]) - len(words[0].lstrip()))}{say(text)}"
        return
    start = f"{indent}# "
    text = " ".join(words)
    said = say(text)
    if said == text:
        yield from (start + one for one in words)
        return
    yield fill(said, _WIDTH, initial_indent=start, subsequent_indent=start, break_on_hyphens=False)


def _line(line: str, say: Say, *, example: bool) -> str:
    named = _EXAMPLE.fullmatch(line) if example else None
    if named is not None:
        return f"  {say(named[1])}{named[2]}"
    beside = _BESIDE.fullmatch(line)
    return line if beside is None else f"{beside[1]}{beside[2]}# {say(beside[3])}"


def page_retold(text: str, say: Say) -> str:
    """Return a page of Markdown in other words; what is indented as code stays."""
    return "\n\n".join(_paragraph(part, say) for part in text.strip().split("\n\n")) + "\n"


def _paragraph(part: str, say: Say) -> str:
    if part.startswith("    "):
        return part
    heading = _HEADING.fullmatch(part)
    if heading is not None:
        return heading[1] + say(heading[2])
    text = " ".join(part.split())
    said = say(text)
    return part if said == text else fill(said, _PAGE_WIDTH, break_on_hyphens=False, break_long_words=False)


def texts_of(plan: str, page: str) -> list[str]:
    """Return every text of a template that a catalogue translates, in its order."""
    heard: dict[str, None] = {}

    def hear(text: str) -> str:
        heard[text] = None
        return text

    plan_retold(plan, hear)
    page_retold(page, hear)
    return list(heard)


__all__ = ["page_retold", "plan_retold", "texts_of"]
