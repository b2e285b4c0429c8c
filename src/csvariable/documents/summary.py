"""What everybody is paid: a line a person, the total and its cost; a block a person where it is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from csvariable.documents.result import notes_of
from csvariable.documents.screen import Column, Piece, Screen, across, cells, widths
from csvariable.engine.results import Results
from csvariable.facts.plans import Plans
from csvariable.kernel.figure import Figure
from csvariable.kernel.message import Value
from csvariable.kernel.step import Purpose
from csvariable.kernel.unit import Unit
from csvariable.plan.values import text_of
from csvariable.speech import labels
from csvariable.speech.expressions import condition
from csvariable.speech.language import Language
from csvariable.speech.naming import Voice
from csvariable.speech.numbers import money_text, number_text, rate_text
from csvariable.speech.saying import in_language
from csvariable.speech.screens import screen as say
from csvariable.statement import Gift, Sight, gifts


@dataclass(frozen=True)
class View:
    """What is shown, in which language: results, plans, and the people chosen."""

    results: Results
    plans: Plans
    language: Language
    chosen: Sequence[int]
    name: str = ""
    """The name of the plan."""

    @property
    def currency(self) -> str:
        """The currency of the plan."""
        return self.plans.base.currency

    def money(self, value: Fraction, *, signed: bool = False) -> str:
        """Return an amount as people read it."""
        return money_text(value, self.currency, language=self.language, signed=signed)

    def rate(self, value: Fraction) -> str:
        """Return a rate as people read it."""
        return rate_text(value, language=self.language)

    def word(self, name: str, **values: Value) -> str:
        """Return the words of a screen."""
        return say(self.language, name, **values)

    def voice(self, row: int) -> Voice:
        """Return who speaks of a row."""
        return Voice(self.language, self.plans, Sight(self.results, row, person=False))

    def person_voice(self, at: int) -> Voice:
        """Return who speaks of a person."""
        return Voice(self.language, self.plans, Sight(self.results, at, person=True))

    def person(self, at: int, *, short: bool = False) -> str:
        """Return a person's name and id; with `short` the name alone, where nobody else has it."""
        one = self.results.facts.people[at]
        alone = sum(other.name == one.name for other in self.results.facts.people) == 1
        if short and one.name and alone:
            return one.name
        return one.id if one.name in {None, one.id} else f"{one.name} ({one.id})"

    def gift(self, gift: Gift) -> str:
        """Return a reward in words: `2 × T-shirt`."""
        kind = in_language(labels.REWARDS[gift.reward.kind], self.language)
        item = text_of(gift.reward.item, self.language, f"{kind} ({gift.reward.bonus})")
        return f"{number_text(gift.quantity, language=self.language)} × {item}"


@dataclass
class Money:
    """What the people cost together."""

    cash: Fraction = Fraction(0)
    valued: Fraction = Fraction(0)
    incentive: Fraction = Fraction(0)


def show_summary(screen: Screen, view: View) -> None:
    """Show the heading, the table (or the blocks), the total, and what must be known of it."""
    _heading(screen, view)
    for leaves_out in ((), ("id",), ("id", "rewards"), ("id", "team", "rewards")):
        columns, rows, money = _table(view, frozenset(leaves_out))
        sizes = widths(screen, columns, rows)
        if across(sizes) + 1 <= screen.width:
            _rows(screen, columns, sizes, rows)
            break
    else:
        columns, rows, money = _table(view, frozenset())
        _blocks(screen, columns, rows)
    _cost(screen, view, money)
    _remarks(screen, view)


def _heading(screen: Screen, view: View) -> None:
    count = len(view.chosen)
    people = view.word("people", count=count)
    period = view.results.facts.period
    parts = [view.name, *([period] if period else []), people]
    screen.line(" ", Piece(parts[0], "bold"), *(f" · {part}" for part in parts[1:]))
    screen.line()


def _table(view: View, without: frozenset[str]) -> tuple[list[Column], list[list[str]], Money]:
    facts, results, money = view.results.facts, view.results, Money()
    rated = "plan.payout_rate" in results.rows
    attained = rated and "plan.attainment" in results.rows
    heads = [Column(view.word("person"))]
    named = "team" not in without and any(
        facts.teams[row] for at in view.chosen for row in facts.people[at].rows
    )
    given = {at: list(gifts(results, at)) for at in view.chosen}
    heads += [Column(view.word("team"))] if named else []
    heads += [Column(view.word("attainment" if attained else "payout-rate"), number=True)] if rated else []
    heads += [Column(view.word(name), number=True) for name in ("incentive", "payout", "share")]
    shown = "rewards" not in without and any(given.values())
    heads += [Column(view.word("rewards"))] if shown else []
    rows = []
    for at in view.chosen:
        last = facts.people[at].rows[-1]
        total = results.people["total"][at] or Fraction(0)
        target = _incentive(view, at)
        rate = _last(results, "plan.attainment" if attained else "plan.payout_rate", last)
        money.cash, money.incentive = money.cash + total, money.incentive + (target or Fraction(0))
        money.valued += sum((gift.value for gift in given[at]), Fraction(0))
        row = [view.person(at, short="id" in without)]
        row += [facts.teams[last] or ""] if named else []
        row += [view.rate(rate) if rate is not None else ""] if rated else []
        row += ["" if target is None else view.money(target), view.money(total)]
        row += [view.rate(total / target) if target else ""]
        row += [", ".join(view.gift(gift) for gift in given[at])] if shown else []
        rows.append(row)
    rows.append(_total(view, money, heads))
    return heads, rows, money


def _total(view: View, money: Money, heads: Sequence[Column]) -> list[str]:
    row = [view.word("total")] + [""] * (len(heads) - 1)
    at = next(place for place, head in enumerate(heads) if head.header == view.word("incentive"))
    row[at] = view.money(money.incentive) if money.incentive else ""
    row[at + 1] = view.money(money.cash)
    row[at + 2] = view.rate(money.cash / money.incentive) if money.incentive else ""
    if len(heads) > at + 3:
        row[at + 3] = view.money(money.valued) if money.valued else ""
    return row


def _last(results: Results, name: str, row: int) -> Fraction | None:
    column = results.rows.get(name)
    return None if column is None else column[row]


def _incentive(view: View, at: int) -> Fraction | None:
    column = view.results.rows.get("target_incentive")
    rows = view.results.facts.people[at].rows
    found = [] if column is None else [value for row in rows if (value := column[row]) is not None]
    return sum(found, Fraction(0)) if found else None


def _rows(screen: Screen, columns: list[Column], sizes: list[int], rows: list[list[str]]) -> None:
    screen.line(" ", *cells(screen, columns, sizes, [column.header for column in columns], "bold"))
    screen.rule(across(sizes) + 1, 1)
    for row in rows[:-1]:
        screen.line(" ", *cells(screen, columns, sizes, row))
    screen.rule(across(sizes) + 1, 1)
    screen.line(" ", *cells(screen, columns, sizes, rows[-1], "bold"))


def _blocks(screen: Screen, columns: list[Column], rows: list[list[str]]) -> None:
    """One block a person: each figure beside its label, below it where it does not fit."""
    for row in rows:
        screen.paragraph(Piece(row[0], "bold"), 1)
        for column, cell in zip(columns[1:], row[1:], strict=True):
            if cell:
                screen.ends([Piece(column.header)], Piece(cell), 2, min(screen.width, 50))


def _cost(screen: Screen, view: View, money: Money) -> None:
    if not money.valued:
        return
    words = view.word(
        "cost-is",
        cash=view.money(money.cash),
        rewards=view.money(money.valued),
        total=view.money(money.cash + money.valued),
    )
    screen.line()
    colon = "\u00a0: " if view.language == "fr" else ": "
    screen.paragraph(Piece(f"{view.word('cost')}{colon}{words}"), 1)


def _remarks(screen: Screen, view: View) -> None:
    """Say of each person what changed the ordinary course: gates closed, caps reached, policies used."""
    said = [(view.person(at), remark) for at in view.chosen for remark in remarks(view, at)]
    if said:
        screen.line()
    colon = "\u00a0: " if view.language == "fr" else ": "
    for person, remark in said:
        screen.paragraph(Piece(f"{person}{colon}{remark}"), 1)


_REMARKED = frozenset(
    {
        Purpose.FLOOR,
        Purpose.CAP,
        Purpose.GUARANTEE,
        Purpose.CAP_TOTAL,
        Purpose.ALREADY_PAID,
        Purpose.ADJUSTMENTS,
    }
)


def remarks(view: View, at: int) -> list[str]:
    """Return what a reader of the summary must know of a person."""
    found: list[str] = []
    for row in view.results.facts.people[at].rows:
        voice = view.voice(row)
        found += [
            view.word("gate-closed", id=step.of or "", why=condition(voice, step.formula, held=False))
            for step in view.results.program_of(row).row_steps
            if step.purpose is Purpose.GATE and view.results.rows[step.name][row] == 0
        ]
        if voice.counted(Figure.PRESENCE):
            value = view.results.facts.columns[Figure.PRESENCE][row]
            if value != 1:
                label = labels.of_column(Figure.PRESENCE, view.language)
                share = voice.short(value or Fraction(0), Unit.RATE)
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
    for note in notes_of(view.results, at):
        found.append(
            in_language(
                labels.NOTES[note["kind"] or ""].given(kpi=voice.kpi(note["kpi"] or "")), view.language
            )
        )
    return list(dict.fromkeys(found))
