"""What everybody is paid: a line a person, the total and its cost; a block a person where it is narrow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NamedTuple

from csvariable.documents.measured import briefly
from csvariable.documents.screen import Piece, Screen, ScreenColumn, across, cells, widths
from csvariable.documents.view import View
from csvariable.engine.notes import notes_on
from csvariable.facts.pairs import added_up
from csvariable.kernel.figure import Figure
from csvariable.kernel.formula import Fact
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.unit import Unit
from csvariable.speech.expressions import condition
from csvariable.statement import gifts


@dataclass
class Costs:
    """What the people cost together."""

    cash: Fraction = Fraction(0)
    valued: Fraction = Fraction(0)
    incentive: Fraction = Fraction(0)


def show_summary(screen: Screen, view: View, *, details: bool) -> None:
    """Show the heading, the table (or the blocks), the total, and what must be known of it.

    With `details` what measured values stand on follows with each person's KPIs, and not here.
    """
    _heading(screen, view)
    money = _money(view)
    found = _figures(view, money)
    beneath = [[] if details else [*briefly(view, at)] for at in view.chosen]
    for layout in _LAYOUTS:
        columns, rows = _laid_out(found, layout)
        sizes = widths(screen, columns, rows)
        if across(sizes) + 1 <= screen.width:
            _rows(screen, columns, sizes, rows, beneath)
            break
    else:
        _blocks(screen, *_laid_out(found, _LAYOUTS[0]), beneath)
    _cost(screen, view, money)
    _remarks(screen, view)


def heading_of(view: View) -> str:
    """Return what was paid, when, and to how many: `CSM variable pay · 2026-Q3 · 6 people`."""
    return " · ".join([view.name, *_when_and_who(view)])


def table_of(view: View) -> tuple[list[ScreenColumn], list[list[str]]]:
    """Return the table of everybody chosen with the most columns; its last row is the total."""
    return _laid_out(_figures(view, _money(view)), _LAYOUTS[0])


def cost_of(view: View) -> str | None:
    """Return what it all costs in words, where something is given in kind."""
    money = _money(view)
    return _cost_words(view, money) if money.valued else None


def _when_and_who(view: View) -> list[str]:
    period = view.results.facts.period
    return [*([period] if period else []), view.word("people", count=len(view.chosen))]


def _heading(screen: Screen, view: View) -> None:
    screen.line(" ", Piece(view.name, "bold"), *(f" · {part}" for part in _when_and_who(view)))
    screen.line()


def _money(view: View) -> Costs:
    """Return what the chosen people cost together."""
    results = view.results
    return Costs(
        added_up(results.people["total"][at] for at in view.chosen),
        added_up(gift.value for at in view.chosen for gift in gifts(results, at)),
        added_up(_incentive(view, at) for at in view.chosen),
    )


class _Figure(NamedTuple):
    """A column of the table: its head, what it says of each of the chosen people, and of all together."""

    head: ScreenColumn
    cells: Sequence[str]
    total: str = ""


_FIGURES: Final = ("team", "rate", "incentive", "payout", "share", "rewards")
_LAYOUTS: Final = (
    ("person", *_FIGURES),
    ("name", *_FIGURES),
    ("name", *(one for one in _FIGURES if one != "rewards")),
    ("name", *(one for one in _FIGURES if one not in {"team", "rewards"})),
)
"""The columns, by the name of their figures: all of them, and fewer where the screen is narrow."""


def _laid_out(
    found: Mapping[str, _Figure], layout: Sequence[str]
) -> tuple[list[ScreenColumn], list[list[str]]]:
    """Return the heads of a layout, and a row for each person and for all; a figure nobody has has none."""
    figures = [found[name] for name in layout if name in found]
    columns = [(*figure.cells, figure.total) for figure in figures]
    return [figure.head for figure in figures], [list(row) for row in zip(*columns, strict=True)]


def _figures(view: View, money: Costs) -> dict[str, _Figure]:
    """Return the figures of the table; those that no chosen person has are left out."""
    facts, results, chosen = view.results.facts, view.results, view.chosen
    last = [facts.people[at].rows[-1] for at in chosen]
    totals = [results.people["total"][at] or Fraction(0) for at in chosen]
    targets = [_incentive(view, at) for at in chosen]
    everybody = view.word("total")
    found = {
        "person": _Figure(ScreenColumn(view.word("person")), [view.person(at) for at in chosen], everybody),
        "name": _Figure(
            ScreenColumn(view.word("person")), [view.person(at, short=True) for at in chosen], everybody
        ),
    }
    if any(facts.teams[row] for at in chosen for row in facts.people[at].rows):
        found["team"] = _Figure(ScreenColumn(view.word("team")), [facts.teams[row] or "" for row in last])
    if "plan.payout_rate" in results.rows:
        found["rate"] = _rates(view, last)
    found["incentive"] = _Figure(
        ScreenColumn(view.word("incentive"), number=True),
        ["" if one is None else view.money(one) for one in targets],
        view.money(money.incentive) if money.incentive else "",
    )
    found["payout"] = _Figure(
        ScreenColumn(view.word("payout"), number=True),
        [view.money(one) for one in totals],
        view.money(money.cash),
    )
    found["share"] = _Figure(
        ScreenColumn(view.word("share"), number=True),
        [view.rate(total / target) if target else "" for total, target in zip(totals, targets, strict=True)],
        view.rate(money.cash / money.incentive) if money.incentive else "",
    )
    given = [[view.gift(gift) for gift in gifts(results, at)] for at in chosen]
    if any(given):
        found["rewards"] = _Figure(
            ScreenColumn(view.word("rewards")),
            [", ".join(one) for one in given],
            view.money(money.valued) if money.valued else "",
        )
    return found


def _rates(view: View, rows: Sequence[int]) -> _Figure:
    """Return the weighted attainment, or the payout rate of a plan that weighs rates."""
    known = view.results.rows
    name, word = next(one for one in _RATES if one[0] in known)
    rates = [known[name][row] for row in rows]
    head = ScreenColumn(view.word(word), number=True)
    return _Figure(head, ["" if one is None else view.rate(one) for one in rates])


_RATES = (("plan.attainment", "attainment"), ("plan.payout_rate", "payout-rate"))


def _incentive(view: View, at: int) -> Fraction | None:
    column = view.results.rows.get("target_incentive")
    rows = view.results.facts.people[at].rows
    found = [] if column is None else [value for row in rows if (value := column[row]) is not None]
    return added_up(found) if found else None


def _rows(
    screen: Screen,
    columns: list[ScreenColumn],
    sizes: list[int],
    rows: list[list[str]],
    beneath: Sequence[Sequence[str]],
) -> None:
    screen.line(" ", *cells(screen, columns, sizes, [column.header for column in columns], "bold"))
    screen.rule(across(sizes) + 1, 1)
    for row, lines in zip(rows[:-1], beneath, strict=True):
        screen.line(" ", *cells(screen, columns, sizes, row))
        for line in lines:
            screen.paragraph(Piece(line, "dim"), 3)
    screen.rule(across(sizes) + 1, 1)
    screen.line(" ", *cells(screen, columns, sizes, rows[-1], "bold"))


def _blocks(
    screen: Screen, columns: list[ScreenColumn], rows: list[list[str]], beneath: Sequence[Sequence[str]]
) -> None:
    """One block a person: each figure beside its label, below it where it does not fit."""
    for row, lines in zip(rows, [*beneath, ()], strict=True):
        screen.paragraph(Piece(row[0], "bold"), 1)
        for column, cell in zip(columns[1:], row[1:], strict=True):
            if cell:
                screen.ends([Piece(column.header)], Piece(cell), 2, min(screen.width, 50))
        for line in lines:
            screen.paragraph(Piece(line, "dim"), 2)


def _cost(screen: Screen, view: View, money: Costs) -> None:
    if money.valued:
        screen.line()
        screen.paragraph(Piece(_cost_words(view, money)), 1)


def _cost_words(view: View, money: Costs) -> str:
    words = view.word(
        "cost-is",
        cash=view.money(money.cash),
        rewards=view.money(money.valued),
        total=view.money(money.cash + money.valued),
    )
    return view.word("cost", words=words)


def _remarks(screen: Screen, view: View) -> None:
    """Say of each person what changed the ordinary course: gates closed, caps reached, policies used."""
    said = [(view.person(at), remark) for at in view.chosen for remark in remarks(view, at)]
    if said:
        screen.line()
    for person, remark in said:
        screen.paragraph(Piece(view.word("of-person", person=person, remark=remark)), 1)


_REMARKED = frozenset(
    {
        Purpose.FLOOR,
        Purpose.CAP,
        Purpose.GUARANTEE,
        Purpose.CAP_TOTAL,
        Purpose.ALREADY_PAID,
        Purpose.ADJUSTMENTS,
        Purpose.CORRECTIONS,
        Purpose.CORRECTIONS_CARRIED,
    }
)


def remarks(view: View, at: int) -> list[str]:
    """Return what a reader of the summary must know of a person."""
    found: list[str] = []
    for row in view.results.facts.people[at].rows:
        voice = view.voice(row)
        found += [
            view.word("gate-closed", id=voice.called(step), why=condition(voice, step.formula, held=False))
            for step in view.results.program_of(row).row_steps
            if step.purpose is Purpose.GATE and view.results.rows[step.name][row] == 0
        ]
        if voice.counted(Figure.PRESENCE):
            value = view.results.facts.columns[Figure.PRESENCE][row]
            if value != 1:
                label = voice.column(Figure.PRESENCE)
                share = voice.short(value or Fraction(0), voice.unit(Fact(Figure.PRESENCE)) or Unit.RATE)
                found.append(f"{label} {share}, {voice.counted(Figure.PRESENCE)}")
        for step in view.results.program_of(row).row_steps:
            effect = view.results.rows[step.name][row]
            if step.purpose in _REMARKED and effect:
                found.append(f"{voice.label(step)} {view.money(effect, signed=True)}")
    last = view.results.facts.people[at].rows[-1]
    for step in view.results.program_of(last).person_steps:
        effect = view.results.people[step.name][at]
        if step.purpose in _REMARKED and effect:
            found.append(f"{view.person_voice(at).label(step)} {view.money(effect, signed=True)}")
    found += [view.gift(gift) for gift in gifts(view.results, at)]
    voice = view.voice(last)
    found += [voice.note(note) for note in notes_on(view.results, at)]
    return list(dict.fromkeys(found))
