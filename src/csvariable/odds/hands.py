"""What each draw takes of the past: for every person a period of their own, for every group one for all.

By periods, a draw takes one past period for everybody: all that went together stays together. Who
was not there in it takes one of their own. By people, each takes a period of their own past by
themselves, and each team, and the company, takes one of theirs, which is the same for all its people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from csvariable.engine.frozen import FROZEN, frozen
from csvariable.engine.results import Results
from csvariable.facts.model import Facts, Participant, Value
from csvariable.facts.pairs import ExactCell, Pairs, cell_of, cells_of
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import FilePlace
from csvariable.kernel.formula import facts_of
from csvariable.kernel.step import Program
from csvariable.odds.dice import choices, stream
from csvariable.odds.history import History
from csvariable.odds.outcomes import Way
from csvariable.odds.owners import DrawnOwner, Owners
from csvariable.plan import Role


class Card(NamedTuple):
    """What a person can be drawn: a period of their past, and the periods of their groups that differ."""

    period: str
    at: int
    """The place among the people of that period."""
    others: tuple[tuple[DrawnOwner, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Hand:
    """The cards of a person, and which of them each draw takes."""

    person: str
    cards: Sequence[Card]
    picks: Sequence[int]


@dataclass(slots=True)
class SharedDraw:
    """The results of teams and of the company in each period."""

    columns: dict[str, list[list[tuple[str, DrawnOwner]]]] = field(default_factory=dict)
    """By period and row: the columns that hold a shared result and are read, and whose it is."""
    values: dict[tuple[DrawnOwner, str], dict[str, Value]] = field(default_factory=dict)
    """By owner and column: the value in each period."""

    @staticmethod
    def of(plans: Plans, history: History) -> SharedDraw:
        """Look through the past."""
        found = SharedDraw()
        for period, results in history.runs.items():
            owners, read = Owners(plans, results.facts), _Read()
            rows: list[list[tuple[str, DrawnOwner]]] = []
            alone = {role: owners.alone(role) for role in set(results.facts.roles)}
            for row, role in enumerate(results.facts.roles):
                if alone[role]:
                    rows.append([])
                    continue
                columns = read.columns(results.program_of(row))
                rows.append([one for one in _with_steps(owners.shared(row)) if one[0] in columns])
                for column, owner in rows[-1]:
                    value = value_of(results, column, row)
                    found.values.setdefault((owner, column), {}).setdefault(period, value)
            found.columns[period] = rows
        return found

    def owners(self, history: History, period: str, at: int) -> tuple[DrawnOwner, ...]:
        """Return the groups whose results a person had in a period, in order."""
        rows = history.runs[period].facts.people[at].rows
        return tuple(sorted({owner for row in rows for _, owner in self.columns[period][row]}))

    def periods(self, owner: DrawnOwner) -> list[str]:
        """Return the periods in which a group had results."""
        found = [values for (one, _), values in self.values.items() if one == owner]
        return sorted({period for values in found for period in values})


def _with_steps(columns: Iterable[tuple[str, DrawnOwner]]) -> Iterator[tuple[str, DrawnOwner]]:
    """Yield columns, and the steps across rows of their names as they were."""
    for column, owner in columns:
        yield column, owner
        yield FROZEN + column, owner


def value_of(results: Results, column: str, row: int) -> Value:
    """Return the value of a column in a row of the past, or what a step across rows came to."""
    own = _values_of(results, column)
    return None if own is None else own[row]


def _values_of(results: Results, column: str) -> Sequence[Value] | None:
    """Return the values of a column in the past, or what a step across rows came to."""
    if column.startswith(FROZEN):
        return results.rows.get(column.removeprefix(FROZEN))
    return results.facts.columns.get(column)


@dataclass(slots=True)
class _Read:
    """The columns that programs read when they are drawn, each looked through once."""

    known: dict[int, frozenset[str]] = field(default_factory=dict)

    def columns(self, program: Program) -> frozenset[str]:
        if id(program) not in self.known:
            drawn = frozen({None: program})[0][None]
            self.known[id(program)] = frozenset(
                column for step in drawn.steps for column in facts_of(step.formula)
            )
        return self.known[id(program)]


# -------------------------------------------------------------------------------------- dealing


def dealt(plans: Plans, history: History, way: Way, count: int, seed: int) -> list[Hand]:
    """Return the hands of those who are paid now, for so many draws."""
    if way == "periods":
        periods = list(history.runs)
        whole = [periods[pick] for pick in choices(stream(seed, count, "history"), len(periods))]
        known: dict[tuple[str, ...], list[int]] = {}
        return [_of_periods(history, person, whole, seed, known) for person in history.people]
    table = _Dealer(SharedDraw.of(plans, history), history, count, seed)
    return [table.hand(person) for person in history.people]


def _of_periods(
    history: History, person: str, whole: Sequence[str], seed: int, known: dict[tuple[str, ...], list[int]]
) -> Hand:
    """Return the hand of a person; people of the same periods have the very same picks, kept in `known`."""
    past = history.periods_of(person)
    places = {period: at for at, (period, _) in enumerate(past)}
    cards = [Card(*one) for one in past]
    own_periods = tuple(places)
    if own_periods not in known and places.keys() >= set(whole):
        known[own_periods] = [places[period] for period in whole]
    if own_periods in known:
        return Hand(person, cards, known[own_periods])
    own = choices(stream(seed, len(whole), "history", person), len(past))
    return Hand(person, cards, [places.get(period, pick) for period, pick in zip(whole, own, strict=True)])


@dataclass(slots=True)
class _Dealer:
    """Deals to people by themselves; what a group has is dealt once."""

    shared: SharedDraw
    history: History
    count: int
    seed: int
    luck: dict[DrawnOwner, list[str]] = field(default_factory=dict)

    def hand(self, person: str) -> Hand:
        """Return the hand of a person."""
        past = self.history.periods_of(person)
        own = choices(stream(self.seed, self.count, "history", person), len(past))
        groups = [self.shared.owners(self.history, *one) for one in past]
        if not any(groups):
            return Hand(person, [Card(*one) for one in past], own)
        cards: dict[Card, int] = {}
        known: dict[tuple[int, tuple[str, ...]], int] = {}
        picks = []
        for draw, pick in enumerate(own):
            key = (pick, tuple(self._drawn(owner)[draw] for owner in groups[pick]))
            if key not in known:
                period, at = past[pick]
                others = ((owner, other) for owner, other in zip(groups[pick], key[1], strict=True))
                card = Card(period, at, tuple(one for one in others if one[1] != period))
                known[key] = cards.setdefault(card, len(cards))
            picks.append(known[key])
        return Hand(person, list(cards), picks)

    def _drawn(self, owner: DrawnOwner) -> list[str]:
        """Return the period of each draw of a group."""
        if owner not in self.luck:
            periods = self.shared.periods(owner)
            draws = stream(self.seed, self.count, "history", *owner)
            self.luck[owner] = [periods[pick] for pick in choices(draws, len(periods))]
        return self.luck[owner]


# ------------------------------------------------------------------------------------- stacking


def stacked(plans: Plans, history: History, hands: Sequence[Hand]) -> Facts:
    """Put all cards into one table of people, hand after hand."""
    table = _Stack(history, SharedDraw.of(plans, history), _columns(history))
    for hand in hands:
        for card in hand.cards:
            table.add(hand.person, card)
    return Facts(
        tuple(table.people),
        table.roles,
        table.teams,
        {name: Pairs(cells) for name, cells in table.columns.items()},
        table.present,
        lambda _row, _column: FilePlace(""),
    )


def _columns(history: History) -> dict[str, list[ExactCell]]:
    """Return all columns of the past, and what steps across rows came to, which stays as it was."""
    names = {name: None for results in history.runs.values() for name in results.facts.columns}
    steps = {name for results in history.runs.values() for name in frozen(results.programs)[1]}
    return {name: [] for name in (*names, *(FROZEN + name for name in sorted(steps)))}


@dataclass(slots=True)
class _Stack:
    history: History
    shared: SharedDraw
    columns: dict[str, list[ExactCell]]
    people: list[Participant] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    teams: list[str | None] = field(default_factory=list)
    present: list[bool] = field(default_factory=list)
    _past: dict[str, list[Sequence[ExactCell] | None]] = field(default_factory=dict)
    """By period, in the order of the columns: what they held."""

    def add(self, person: str, card: Card) -> None:
        """Add the rows that a person had in a period, with the results that their groups are drawn."""
        results = self.history.runs[card.period]
        facts, others = results.facts, dict(card.others)
        rows = facts.people[card.at].rows
        first = len(self.roles)
        self.people.append(Participant(person, None, tuple(range(first, first + len(rows)))))
        for row in rows:
            self.roles.append(facts.roles[row])
            self.teams.append(facts.teams[row])
            self.present.append(facts.present[row])
            drawn = {
                column: cell_of(values[others[owner]])
                for column, owner in self.shared.columns[card.period][row]
                # What nobody had then is as it was in the own period.
                if owner in others and others[owner] in (values := self.shared.values[owner, column])
            }
            for (name, column), own in zip(self.columns.items(), self._held(card.period), strict=True):
                column.append(drawn[name] if name in drawn else None if own is None else own[row])

    def _held(self, period: str) -> list[Sequence[ExactCell] | None]:
        """Return what the columns held in a period."""
        if period not in self._past:
            results = self.history.runs[period]
            every = range(len(results.facts.roles))
            found = [_values_of(results, name) for name in self.columns]
            self._past[period] = [None if own is None else cells_of(own, every) for own in found]
        return self._past[period]


def cards_of(hands: Sequence[Hand]) -> Mapping[str, range]:
    """Return the places of the cards of each person among all of them."""
    found: dict[str, range] = {}
    first = 0
    for hand in hands:
        found[hand.person] = range(first, first + len(hand.cards))
        first += len(hand.cards)
    return found
