"""How one person's pay comes about: every line with its sum, and who wrote what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, TextIO

from rich.cells import cell_len

from csvariable.documents.ahead import Ahead
from csvariable.documents.breakdown import weight_of
from csvariable.documents.clean import clean
from csvariable.documents.console import Console, make_console
from csvariable.documents.formats import Look
from csvariable.documents.measured import measured_of, measured_words
from csvariable.documents.origins import Origins
from csvariable.documents.screen import Piece, Screen, padded
from csvariable.documents.statement_lines import is_shown
from csvariable.documents.view import View
from csvariable.kernel.figure import Figure
from csvariable.kernel.formula import Given, OfParts, Ref
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.unit import Unit
from csvariable.speech.naming import Voice
from csvariable.speech.telling import tell
from csvariable.statement import Line, Statement, StatementPart, statement, why

if TYPE_CHECKING:
    from csvariable.measures.model import Measured, RowPlace

LABEL = 21
"""Cells of the labels of lines."""


@dataclass(frozen=True)
class Explanation:
    """How one person's pay comes about: all of it, or one step and what it rests on."""

    view: View
    at: int
    """The person, by index."""
    origins: Origins
    step: str | None = None

    def show(self, stream: TextIO, look: Look) -> None:
        """Show the lines, each with its sum and its places."""
        console = make_console(stream, look.environ, color=look.color, width=look.width)
        if self.step is None:
            show_explanation(console, self.view, self.at, self.origins)
        else:
            show_why(console, self.view, self.at, self.step, self.origins)


def show_explanation(console: Console, view: View, at: int, origins: Origins) -> None:
    """Show every line of a person's statement, KPI by KPI, then what follows, then the total."""
    screen, read, ahead = Screen(console), statement(view.results, at), Ahead(view, at)
    period = view.results.facts.period
    title = "".join(f" · {word}" for word in (read.parts[-1].role, read.parts[-1].team, period) if word)
    total = Piece(view.money(read.total), "bold")
    screen.ends([Piece(view.person(at), "bold"), Piece(title)], total, 1)
    for number, part in enumerate(read.parts, start=1):
        _part(screen, view, read, part, number, origins, ahead)
    voice = view.person_voice(at)
    shown = [line for line in read.lines if is_shown(line)]
    if shown:
        screen.line()
    for line in shown:
        _effect(screen, view, voice, line, origins.of(read, line))
    for gift in read.gifts:
        worth = view.word("worth", value=view.money(gift.value)) if gift.value else ""
        screen.ends([Piece(view.gift(gift))], Piece(worth), 1)


def show_why(console: Console, view: View, at: int, step: str, origins: Origins) -> None:
    """Show a step and what it rests on, nearest first."""
    screen, read = Screen(console), statement(view.results, at)
    for number, line in enumerate(why(read, step)):
        voice = view.voice(line.row) if line.row is not None else view.person_voice(at)
        name = voice.name(line.step.name)
        style = "bold" if not number else ""
        screen.ends([Piece(line.step.name, style), Piece("  "), Piece(name, "dim")], Piece(""), 1)
        _sentence(screen, voice, line, origins.of(read, line), 5)


def _part(  # noqa: PLR0913, PLR0917 - one part of one page
    screen: Screen,
    view: View,
    read: Statement,
    part: StatementPart,
    number: int,
    origins: Origins,
    ahead: Ahead,
) -> None:
    voice = view.voice(part.row)
    if len(read.parts) > 1:
        title = view.word("part-of", number=number, count=len(read.parts))
        words = [word for word in (title, part.role, part.team, voice.counted(Figure.PRESENCE)) if word]
        screen.line()
        screen.paragraph(Piece(" · ".join(words), "bold"), 1)
    unpaid = (line for line in part.lines if line.step.purpose is Purpose.PAYOUT and line.value is None)
    passed = {line.step.kpi for line in unpaid}
    for kpi in dict.fromkeys(line.step.kpi for line in part.lines if line.step.kpi):
        if kpi in passed:  # the person has not chosen it
            continue
        _kpi(screen, view, read, part, kpi, origins)
        if words := ahead.words(voice, read.parts, part, kpi):
            _beside(screen, view.word("more"), " · ".join(words))
    rest = [line for line in part.lines if line.step.kpi is None and is_shown(line)]
    screen.line()
    for line in rest:
        _effect(screen, view, voice, line, origins.of(read, line))


def _kpi(  # noqa: PLR0913, PLR0917 - one KPI of one part
    screen: Screen, view: View, read: Statement, part: StatementPart, kpi: str, origins: Origins
) -> None:
    voice = view.voice(part.row)
    payout = part.line(Purpose.PAYOUT.named(kpi))
    weighted = f" · {voice.short(weight_of(voice, part, kpi), Unit.RATE)}" if payout is not None else ""
    amount = view.money(payout.effect) if payout is not None and payout.effect is not None else ""
    screen.line()
    screen.ends([Piece(voice.kpi(kpi), "bold"), Piece(weighted)], Piece(amount, "bold"), 1)
    for line in _in_order(line for line in part.lines_of(kpi) if is_shown(line)):
        measured = measured_of(view, part.row, kpi) if line.step.purpose is Purpose.ACTUAL else None
        _labelled(screen, voice, line, origins.of(read, line) if measured is None else ())
        if measured is not None:
            for label, said in measured_words(view, part.row, kpi, measured):
                _beside(screen, label, said)
            if view.with_rows:
                _rows(screen, measured)


def _rows(screen: Screen, measured: Measured) -> None:
    """The rows that a value stands on, each with its file, its line and what was read of it."""
    from csvariable.measures.model import RowPlace

    for place in measured.rows:
        first = () if place.before is None else (RowPlace(*place.before),)
        for text in screen.wrap(clean(_row(measured, (place, *first))), screen.width - 7):
            screen.line(" " * 7, *_dimmed(text))


def _row(measured: Measured, places: Sequence[RowPlace]) -> str:
    """Say where a row stands and what was read of it; so of the first day where it is matched with that."""
    told = []
    for place in places:
        at, header, cells = place.place(), place.table.header, place.table.rows[place.row]
        names = [name for name in measured.headers if name in header]
        read = "  ".join(f"{name}: {cells[header.index(name)]}" for name in names)
        told.append(f"{PurePath(at.file).name}:{at.line}  {read}")
    return "  |  ".join(told)


def _in_order(lines: Iterable[Line]) -> list[Line]:
    """The part before the payout; the rest as the pipeline has it."""
    return sorted(lines, key=lambda line: _RANKS.get(line.step.purpose, 0))


_RANKS = {Purpose.PAYOUT_RATE: 1, Purpose.WEIGHT: 2, Purpose.PART: 3, Purpose.PAYOUT: 4}


def _labelled(screen: Screen, voice: Voice, line: Line, places: tuple[str, ...]) -> None:
    _beside(screen, screen.fit(voice.label(line.step)), _with_places(tell(voice, line), places))


def _beside(screen: Screen, label: str, sentence: str) -> None:
    """A label with a sentence beside it; below it where there is no room."""
    if cell_len(label) > LABEL or screen.width < 50:
        screen.paragraph(Piece(label), 3)
        for text in screen.wrap(sentence, screen.width - 5):
            screen.line(" " * 5, *_dimmed(text))
        return
    for number, text in enumerate(screen.wrap(sentence, screen.width - 3 - LABEL - 2)):
        head = label if not number else ""
        screen.line(f"   {padded(head, LABEL)}  ", *_dimmed(text))


def _effect(screen: Screen, view: View, voice: Voice, line: Line, places: tuple[str, ...]) -> None:
    """A line of the plan or of the person: its label, its amount, its sentence below."""
    if line.step.unit is Unit.MONEY and line.value is not None:
        signed = line.effect is not None
        amount = view.money(line.value if line.effect is None else line.effect, signed=signed)
    else:
        amount = (
            ""
            if line.step.unit is Unit.FLAG or line.value is None
            else voice.short(line.value, line.step.unit)
        )
    strong = "bold" if line.step.purpose in {Purpose.TOTAL, Purpose.EARNED} else ""
    screen.ends([Piece(voice.label(line.step), strong)], Piece(amount, strong), 1)
    if not _repeats(line, places):
        _sentence(screen, voice, line, places, 3)


def _repeats(line: Line, places: tuple[str, ...]) -> bool:
    """Whether a sentence would only say again what the line says: a sum of one line or of none."""
    alone = isinstance(line.used, Given | Ref | OfParts) and not line.conditions
    return alone and not places and line.step.purpose in {Purpose.EARNED, Purpose.TOTAL, Purpose.REACHED}


def _sentence(screen: Screen, voice: Voice, line: Line, places: tuple[str, ...], indent: int) -> None:
    for text in screen.wrap(_with_places(tell(voice, line), places), screen.width - indent):
        screen.line(" " * indent, *_dimmed(text))


def _with_places(text: str, places: tuple[str, ...]) -> str:
    return text + "".join(f"  ({place})" for place in places)


def _dimmed(text: str) -> list[Piece]:
    """Split the places off the end of a line, so that they can stand back."""
    head, found, tail = text.partition("  (")
    return [Piece(head), Piece(found + tail, "dim")] if found else [Piece(text)]
