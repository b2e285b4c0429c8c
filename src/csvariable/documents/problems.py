"""Diagnostics as text: for people, for editors, for continuous integration, for programs."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from shutil import get_terminal_size
from typing import Final, TextIO, TypeAlias

from csvariable.documents.clean import clean
from csvariable.documents.color import wants_color
from csvariable.documents.excerpts import SourceLines, Style, Underline, excerpt
from csvariable.documents.formats import Look
from csvariable.documents.placed import Found, Sources, Spot, found, position
from csvariable.documents.problem_data import Json, objects
from csvariable.kernel.diagnostic import CellPlace, Diagnostic, FilePlace, Severity, TextPlace
from csvariable.kernel.message import listed
from csvariable.speech.frame import frame
from csvariable.speech.language import Language
from csvariable.text import Document

Texts: TypeAlias = dict[str, SourceLines | None]
"""The lines of the sources that were looked at."""

_COLORS = {
    "error": "\x1b[1;31m",
    "warning": "\x1b[1;33m",
    "advice": "\x1b[1;36m",
    "frame": "\x1b[34m",
    "note": "\x1b[1m",
    "mark": "\x1b[34m",
}

__all__ = ["ProblemReport", "as_data", "render"]


@dataclass(frozen=True)
class ProblemReport:
    """Diagnostics in any order and the texts they speak of, by name.

    A plan place without a file belongs to the first Document. They are told sorted by file,
    position, severity and rule; what programs read is always in English.
    """

    diagnostics: Sequence[Diagnostic]
    sources: Sources
    language: Language = "en"
    """Of what people read."""

    def show(self, stream: TextIO, look: Look) -> None:
        """Write each with its excerpt; longer lines of a source are cut to the width."""
        color = wants_color(look.color, terminal=stream.isatty(), environ=look.environ)
        style = Style(_COLORS if color else {}, getattr(stream, "encoding", None) or "utf-8")
        # A longer line would go on at the left of the next one, above carets that point elsewhere.
        width = get_terminal_size((WIDTH, 0)).columns if stream.isatty() else WIDTH
        items = found(self.diagnostics, self.sources, self.language)
        stream.write(_text(items, self.sources, style, look.width or min(width, WIDTH), self.language))

    def lines(self) -> Iterator[str]:
        """Yield `file:line:column: rule: message`."""
        for item in found(self.diagnostics, self.sources, self.language):
            yield _concise(item, self.language)

    def data(self) -> list[Json]:
        """Return an object for each."""
        return objects(self.problems())

    def problems(self) -> list[Found]:
        """Return them with their places."""
        return found(self.diagnostics, self.sources)


WIDTH: Final = 100
"""Cells of a line where nothing says how many there are."""


def render(  # noqa: PLR0913 - where it is shown: format, colours, width, language
    diagnostics: Iterable[Diagnostic],
    sources: Sources,
    form: str = "text",
    *,
    color: bool = False,
    width: int = WIDTH,
    language: Language = "en",
) -> str:
    """Return the diagnostics in a format, each ending with a line break."""
    from csvariable.documents.formats import formats

    out = io.BytesIO()
    look = Look("always" if color else "never", width)
    formats()[form].write(ProblemReport(tuple(diagnostics), sources, language), out, look)
    return out.getvalue().decode("utf-8")


def as_data(diagnostics: Iterable[Diagnostic], sources: Sources) -> list[Json]:
    """Return the objects that the format `json` lists, for a larger object."""
    return objects(found(diagnostics, sources))


def _summary(items: list[Found], language: Language) -> str:
    """Return the count of problems: `2 errors, 1 warning in 1 file. 1 fixable with --fix.`."""
    counts = Counter(item.severity for item in items)
    parts = [_count(counts[severity], severity, language) for severity in Severity if counts[severity]]
    files = len({item.file for item in items} - {""})
    said = [frame(language, "summary-of-files" if files else "summary", problems=listed(parts), count=files)]
    fixable = sum(item.fix is not None for item in items)
    if fixable:
        said.append(frame(language, "fixable", count=fixable))
    return " ".join(said)


def _count(number: int, severity: Severity, language: Language) -> str:
    return frame(language, f"several-{severity.value}", count=number)


def _where(at: Spot, language: Language) -> str:
    """Return `file:line:column` as editors open it."""
    if isinstance(at, FilePlace):
        return clean(at.file) or frame(language, "command-line")
    line, column = position(at)
    cell = at.reference if isinstance(at, CellPlace) else None
    return f"{clean(at.file)}:{line}:{column}" if cell is None else f"{clean(at.file)} {clean(cell)}"


def _concise(item: Found, language: Language) -> str:
    return f"{_where(item.at, language)}: {item.rule}: {clean(item.message)}"


def _text(items: list[Found], sources: Sources, style: Style, width: int, language: Language) -> str:
    if not items:
        return ""
    texts: Texts = {}
    blocks = ["\n".join(_block(item, sources, texts, style, width, language)) for item in items]
    return "\n\n".join([*blocks, _summary(items, language)]) + "\n"


def _block(  # noqa: PLR0913, PLR0917 - a problem, where it stands, how it is shown
    item: Found, sources: Sources, texts: Texts, style: Style, width: int, language: Language
) -> list[str]:
    role = item.severity.value
    spots = [item.at, *(mark.at for mark in item.marks)]
    gutter = len(str(max(position(spot)[0] for spot in spots)))
    indent = " " * gutter
    name = f"{frame(language, role)}[{item.rule}]"
    title = f"{style(name, role)}{style(frame(language, 'colon') + clean(item.message), 'note')}"
    lines = [title, f"{indent}{style('-->', 'frame')} {_where(item.at, language)}"]
    rest: list[str] = []
    pointed: dict[str, list[Underline]] = {
        item.at.file: [_underline(item.at, _words(item, language), role, main=True)]
    }
    for mark in item.marks:
        if mark.at == item.at:
            continue
        if isinstance(mark.at, TextPlace) and _lines(mark.at.file, sources, texts) is not None:
            pointed.setdefault(mark.at.file, []).append(_underline(mark.at, mark.text, "mark", main=False))
        else:
            said = f"{_where(mark.at, language)}: {clean(mark.text)}"
            rest.append(_aside("note", said, indent, style, language))
    for file, marks in pointed.items():
        known: SourceLines | dict[int, str] | None = _lines(file, sources, texts)
        if file != item.at.file:
            first = min(marks, key=lambda mark: (mark.line, mark.start))
            lines.append(f"{indent}{style(':::', 'frame')} {clean(file)}:{first.line}:{first.start}")
        elif isinstance(item.at, CellPlace):
            shown = item.at.cell if item.at.cell is not None or item.at.header is None else ""
            known = None if shown is None else {item.at.line: shown[:80]}
        if known is not None:
            lines.extend(excerpt(known, marks, style, width, gutter))
    if item.help:
        rest.append(_aside("help", clean(item.help), indent, style, language))
    return lines + rest


def _aside(name: str, text: str, indent: str, style: Style, language: Language) -> str:
    colon = frame(language, "colon")
    return f"{indent} {style('=', 'frame')} {style(frame(language, name), 'note')}{colon}{text}"


def _words(item: Found, language: Language) -> str:
    """Return what stands beside the carets: the column of a cell, labels of the very place."""
    words = [mark.text for mark in item.marks if mark.at == item.at]
    if isinstance(item.at, CellPlace) and item.at.header:
        words.insert(0, frame(language, "column", name=item.at.header))
    return ", ".join(words)


def _underline(at: Spot, words: str, role: str, *, main: bool) -> Underline:
    line, column = position(at)
    if isinstance(at, CellPlace):
        return Underline(line, 1, None, words, role, main)
    one = isinstance(at, TextPlace) and at.line == at.end_line
    return Underline(
        line, column, at.end_column if one and isinstance(at, TextPlace) else None, words, role, main
    )


def _lines(file: str, sources: Sources, texts: Texts) -> SourceLines | None:
    """Return the lines of a source, split once."""
    if file not in texts:
        source = sources.get(file)
        if source is None:
            source = next(
                (text for text in sources.values() if isinstance(text, Document) and text.name == file), None
            )
        text = source.text if isinstance(source, Document) else source
        texts[file] = SourceLines(text) if text is not None else None
    return texts[file]
