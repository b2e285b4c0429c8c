"""One person's pay on a page: each KPI with its tier and what comes next, then the lines that follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Final

from rich.cells import cell_len

from csvariable.documents.ahead import Ahead
from csvariable.documents.measured import measured_briefly
from csvariable.documents.screen import Piece, Screen, ScreenColumn, across, cells, packed, padded, widths
from csvariable.documents.view import View
from csvariable.kernel.figure import Figure
from csvariable.kernel.formula import Part, Product
from csvariable.kernel.purpose import EFFECTS, Purpose
from csvariable.kernel.unit import Unit
from csvariable.speech.naming import Voice
from csvariable.speech.telling import tell
from csvariable.statement import Line, Statement, StatementPart, statement

BAR: Final = 10
"""Cells of a bar; full at 100 %."""

_AFTER: Final = EFFECTS | {
    Purpose.MODIFIER,
    Purpose.GATE,
    Purpose.POOL,
    Purpose.BONUS,
    Purpose.BONUS_RELEASED,
    Purpose.ADVANCE,
    Purpose.REPAID,
}

_BESIDE: Final = frozenset({Purpose.BONUS_DEFERRED, Purpose.BONUS_OWED})
"""What is not paid now of a bonus, and what is owed on it, where there is something."""


def show_person(screen: Screen, view: View, at: int) -> None:
    """Show the whole breakdown of a person."""
    read, ahead = statement(view.results, at), Ahead(view, at)
    total = read.total
    screen.ends([Piece(view.person(at), "bold"), Piece(_belongs(read))], Piece(view.money(total), "bold"), 1)
    target = read.target_incentive()
    if target:
        share = view.word("of-target", share=view.rate(total / target), target=view.money(target))
        screen.ends([], Piece(share, "dim"), 1)
    for number, part in enumerate(read.parts, start=1):
        if len(read.parts) > 1:
            screen.paragraph(Piece(_part_title(view, read, part, number), "bold"), 1)
        _kpis(screen, view, read, part, ahead)
        earned = part.value(Purpose.EARNED)
        if earned is not None and any(line.step.purpose is Purpose.PAYOUT for line in part.lines):
            label = view.voice(part.row).label(view.voice(part.row).steps[Purpose.EARNED])
            screen.ends([Piece(label)], Piece(view.money(earned)), 3)
        _lines(screen, view, _after(part.lines, view.voice(part.row)))
    _lines(screen, view, _after(read.lines, view.person_voice(at)))
    for gift in read.gifts:
        worth = view.word("worth", value=view.money(gift.value)) if gift.value else ""
        screen.ends([Piece(view.gift(gift))], Piece(worth), 3)
    screen.ends([Piece(view.word("total"), "bold")], Piece(view.money(total), "bold"), 3)


def _belongs(read: Statement) -> str:
    last = read.parts[-1]
    return "".join(f" · {word}" for word in (last.role, last.team) if word)


def _part_title(view: View, read: Statement, part: StatementPart, number: int) -> str:
    title = view.word("part-of", number=number, count=len(read.parts))
    voice = view.voice(part.row)
    return " · ".join(word for word in (title, part.role, part.team, voice.counted(Figure.PRESENCE)) if word)


# ---------------------------------------------------------------------------------------- the KPIs


def _kpis(screen: Screen, view: View, read: Statement, part: StatementPart, ahead: Ahead) -> None:
    """Show the table of the weighted KPIs; a block each where the screen is narrow."""
    voice = view.voice(part.row)

    def beneath(kpi: str) -> None:
        _beneath(screen, view, part, kpi, ahead.words(voice, read.parts, part, kpi))

    paid = [line for line in part.lines if line.step.purpose is Purpose.PAYOUT and line.value is not None]
    kpis = [line.step.kpi for line in paid if line.step.kpi]
    if not kpis:
        return
    heads = [
        ("kpi", False),
        ("actual", True),
        ("target", True),
        ("pays", True),
        ("weight", True),
        ("payout", True),
    ]
    columns = [ScreenColumn(view.word(name), number) for name, number in heads]
    rows = [_kpi_row(voice, view, part, kpi) for kpi in kpis]
    if not any(row[2] for row in rows):
        columns.pop(2)
        rows = [[*row[:2], *row[3:]] for row in rows]
    sizes = widths(screen, columns, rows)
    spread = screen.width - 3 - across(sizes)
    if spread < 0:
        _kpi_blocks(screen, columns, rows, kpis, beneath)
        return
    sizes[0] += spread
    screen.line("   ", *cells(screen, columns, sizes, [column.header for column in columns], "dim"))
    for kpi, row in zip(kpis, rows, strict=True):
        screen.line("   ", *cells(screen, columns, sizes, row))
        beneath(kpi)


def _kpi_row(voice: Voice, view: View, part: StatementPart, kpi: str) -> list[str]:
    def shown(field: Purpose, *against: Fraction) -> str:
        line = part.line(field.named(kpi))
        if line is None or line.value is None:
            return ""
        return voice.short(line.value, line.step.unit, *against)

    curve = part.curve_of(kpi)
    bounds = [] if curve is None or curve.tier is None else [one.start for one in curve.tier.curve.segments]
    actual = shown(Purpose.ACTUAL, *bounds)
    silent = "" if voice.plan.kpis[kpi].matrix is not None else view.word("none")
    return [
        voice.kpi(kpi),
        actual or silent,
        shown(Purpose.TARGET),
        shown(Purpose.PAYOUT_RATE),
        voice.short(weight_of(voice, part, kpi), Unit.RATE),
        shown(Purpose.PAYOUT),
    ]


def weight_of(voice: Voice, part: StatementPart, kpi: str) -> Fraction:
    """Return the weight that cut the part of a KPI; 1 where it is the only one."""
    line = part.line(Purpose.PART.named(kpi))
    match None if line is None else line.used:
        case Part() as cut:
            return voice.reader.value(cut.weight) or Fraction(0)
        case Product(factors=(_, weight)):
            return voice.reader.value(weight) or Fraction(0)
        case _:
            return Fraction(1)


def _kpi_blocks(
    screen: Screen,
    columns: list[ScreenColumn],
    rows: list[list[str]],
    kpis: list[str],
    beneath: Callable[[str], None],
) -> None:
    for kpi, row in zip(kpis, rows, strict=True):
        screen.paragraph(Piece(row[0], "bold"), 3)
        for column, cell in zip(columns[1:], row[1:], strict=True):
            if cell:
                screen.ends([Piece(column.header)], Piece(cell), 5, min(screen.width, 50))
        beneath(kpi)


def _beneath(screen: Screen, view: View, part: StatementPart, kpi: str, ahead: list[str]) -> None:
    """Show the bar, the tier reached and what comes next, under the row of a KPI."""
    voice = view.voice(part.row)
    attainment = part.value(Purpose.ATTAINMENT.named(kpi))
    words = [
        word
        for word in (
            _attained(view, attainment),
            _tier(view, voice, part, kpi),
            *ahead,
        )
        if word
    ]
    stands = measured_briefly(view, part.row, kpi)
    if stands is not None:
        screen.paragraph(Piece(stands, "dim"), 5)
    if not words and attainment is None:
        return
    bar = "" if attainment is None else _bar(attainment)
    indent = 5
    room = screen.width - indent - len(bar) - 2
    lines = screen.wrap(packed(words, room - 2), room)
    for number, text in enumerate(lines):
        lead = bar if not number else " " * len(bar)
        style = "green" if attainment is not None and attainment >= 1 else "yellow"
        gap = "  " if bar else ""
        screen.line(" " * indent, Piece(lead, style), gap, Piece(text, "dim"))


def _bar(attainment: Fraction) -> str:
    filled = max(0, min(BAR, int(attainment * BAR)))
    return "━" * filled + "─" * (BAR - filled)


def _attained(view: View, attainment: Fraction | None) -> str:
    if attainment is None:
        return ""
    shown = view.voice(0).short(attainment, Unit.RATE, Fraction(1))
    return view.word("attained", attainment=shown)


def _tier(view: View, voice: Voice, part: StatementPart, kpi: str) -> str:
    line = part.curve_of(kpi)
    tier = None if line is None else line.tier
    if tier is None:
        return tell(voice, line) if line is not None and voice.plan.kpis[kpi].matrix is not None else ""
    unit = voice.unit(tier.curve.of) or Unit.RATE
    if tier.segment is None:
        return view.word("tier-first-from", start=voice.short(tier.curve.segments[0].start, unit))
    start = voice.short(tier.segment.start, unit)
    if tier.following is None:
        return view.word("tier-last", start=start)
    return view.word("tier-between", start=start, end=voice.short(tier.following.start, unit))


# -------------------------------------------------------------------------------- the other lines


def _after(lines: Sequence[Line], voice: Voice) -> list[tuple[Voice, Line]]:
    return [
        (voice, line)
        for line in lines
        if line.told and (line.step.purpose in _AFTER or (line.step.purpose in _BESIDE and line.value))
    ]


def _lines(screen: Screen, view: View, lines: Sequence[tuple[Voice, Line]]) -> None:
    """Show the lines after what is earned: a label, the sentence, the signed effect."""
    for voice, line in lines:
        effect = "" if line.effect is None else view.money(line.effect, signed=True)
        show_line(screen, voice.label(line.step), tell(voice, line), effect)


LABEL: Final = 20
"""Cells of the labels; a longer one stands on a line of its own."""


def show_line(screen: Screen, name: str, sentence: str, amount: str) -> None:
    """Show a label, a sentence that wraps, and an amount at the right end."""
    indent, size, name, shown = 3, LABEL, screen.fit(name), screen.fit(amount)
    room = screen.width - indent - size - 2 - cell_len(shown) - 2
    if room < 24 or cell_len(name) > size:
        screen.ends([Piece(name)], Piece(amount), indent)
        screen.paragraph(Piece(sentence, "dim"), indent + 2, 0)
        return
    for number, text in enumerate(screen.wrap(sentence, room)):
        head = name if not number else ""
        tail = Piece(amount) if not number else Piece("")
        left = [Piece(f"{padded(head, size)}  "), Piece(text, "dim")]
        if number:
            screen.line(" " * indent, *left)
        else:
            screen.ends(left, tail, indent)
