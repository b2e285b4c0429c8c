"""What draws cost where all of a pool or a contest is given: by sums over cards, nobody's share cut.

Each card is paid once without what is shared. A draw costs what its cards cost, and what is given to its
groups: of a pool what its members put in or what stands for them, of a contest the prizes of the places
that are taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from math import lcm
from typing import NamedTuple, TypeAlias

from csvariable.engine.columns import evaluation as columns
from csvariable.engine.columns.draws import added
from csvariable.engine.columns.facts import ColumnFacts
from csvariable.engine.cost import COST, costed
from csvariable.engine.groups import group_keys
from csvariable.engine.results import Results
from csvariable.facts.model import Facts, Value
from csvariable.facts.pairs import ExactCell, ExactPair, cells_of
from csvariable.kernel.apportion import in_whole_units
from csvariable.kernel.formula import Placed, Shared
from csvariable.kernel.step import Program
from csvariable.odds.givings import NotAllGivenError, givings_of, without_givings
from csvariable.odds.hands import Hand, cards_of
from csvariable.plan import Role

ZERO, ONE = Fraction(0), Fraction(1)


def cost_of_draws(programs: Mapping[Role, Program], facts: Facts, hands: Sequence[Hand]) -> list[Fraction]:
    """Return what each draw costs, of cards that stand as people of one run.

    Raises NotAllGivenError where that cannot be told without sharing.
    """
    programs = costed(programs)
    givings = givings_of(programs)
    rest = {role: without_givings(program) for role, program in programs.items()}
    paid = columns.evaluate(rest, ColumnFacts.of(facts)).to_results()
    deal = _Deal(hands)
    parts = [deal.sums({card: _known(cost) for card, cost in enumerate(paid.people[COST])})]
    for giving in givings:
        found = (
            _of_contest(giving, paid, deal) if isinstance(giving, Placed) else _of_pool(giving, paid, deal)
        )
        parts += found
    return [sum(several, ZERO) for several in zip(*parts, strict=True)]


def _known(value: Value) -> Fraction:
    if value is None:
        raise NotAllGivenError
    return value


class _Own(NamedTuple):
    """Where the cards of a hand begin, and the hand."""

    first: int
    hand: Hand


@dataclass(frozen=True)
class _Deal:
    """The hands, and whose each card is."""

    hands: Sequence[Hand]

    @cached_property
    def owns(self) -> Sequence[_Own]:
        """The hands in order."""
        places = cards_of(self.hands).values()
        return [_Own(own.start, hand) for own, hand in zip(places, self.hands, strict=True)]

    @cached_property
    def owners(self) -> Sequence[int]:
        """The place of the hand of each card."""
        return [at for at, hand in enumerate(self.hands) for _ in hand.cards]

    @property
    def count(self) -> int:
        """How many draws there are."""
        return len(self.hands[0].picks)

    def of(self, cards: Iterable[int]) -> list[_Own]:
        """Return the hands that hold some cards, in order."""
        return [self.owns[at] for at in sorted({self.owners[card] for card in cards})]

    def always(self, cards: Iterable[int]) -> int:
        """Return how many hands hold nothing but such cards: at least so many are there in each draw."""
        found = Counter(self.owners[card] for card in cards)
        return sum(number == len(self.hands[at].cards) for at, number in found.items())

    def sums(self, amounts: Mapping[int, Fraction]) -> list[Fraction]:
        """Return what the cards of each draw come to; those that are not named come to nothing."""
        bottom = lcm(*(one.denominator for one in amounts.values()))
        tops = {card: int(one * bottom) for card, one in amounts.items()}
        hands = (
            ([tops.get(own.first + at, 0) for at in range(len(own.hand.cards))], own.hand.picks)
            for own in self.of(amounts)
        )
        found = added(hands, self.count)
        known = {whole: Fraction(whole, bottom) for whole in set(found)}
        return [known[whole] for whole in found]

    def numbers(self, cards: Iterable[int], most: int) -> list[int]:
        """Return how many of some cards each draw holds, or `most` where there are more."""
        cards = tuple(cards)
        if self.always(cards) >= most:
            return [most] * self.count
        return [min(int(one), most) for one in self.sums(dict.fromkeys(cards, ONE))]


# ---------------------------------------------------------------------------------------- pools


class _Member(NamedTuple):
    """A row that shares a pool: the amount that is shared, as it stands there, and its key.

    The key is told where keys are awards, which may come to less than the pool.
    """

    amount: Fraction
    key: Fraction


_Members: TypeAlias = dict[int, list[_Member]]
"""By card, in order: its rows that share."""


def _of_pool(giving: Shared, paid: Results, deal: _Deal) -> list[list[Fraction]]:
    """Return what a pool gives to each of its groups in each draw."""
    if giving.each is not None:
        raise NotAllGivenError
    return [_given(giving, members, deal) for members in _groups(giving, paid).values()]


def _groups(giving: Shared, paid: Results) -> Mapping[object, _Members]:
    """Return who shares, by group."""
    found: dict[object, _Members] = {}
    facts, every = paid.facts, range(len(paid.facts.roles))
    keys = group_keys(giving.within, facts)
    holds = {role: giving.member in program.by_name for role, program in paid.programs.items()}
    asked = (giving.member, giving.amount, giving.key)
    flags, amounts, points = (
        cells_of(paid.rows[name], every) if any(holds.values()) else () for name in asked
    )
    known: dict[ExactCell, Fraction] = {}  # an amount of all is the same in each row
    for card, person in enumerate(facts.people):
        for row in person.rows:
            if not holds[facts.roles[row]] or not _there(flags[row])[0]:
                continue
            amount, point = _there(amounts[row]), _there(points[row])
            if amount not in known:
                known[amount] = Fraction(*amount)
            one = _Member(known[amount], Fraction(*point) if giving.at_most else ZERO)
            found.setdefault(keys[row], {}).setdefault(card, []).append(one)
    return found


def _there(cell: ExactCell) -> ExactPair:
    if cell is None:
        raise NotAllGivenError
    return cell


def _given(giving: Shared, members: _Members, deal: _Deal) -> list[Fraction]:
    """Return what a group is given in each draw."""
    pots = _pooled(members, deal) if giving.pooled else _first(members, deal)
    known = {pot: _cut(pot, giving.unit) for pot in set(pots)}
    whole = [known[pot] for pot in pots]
    if not giving.at_most:
        return whole
    awards = deal.sums({card: sum((one.key for one in own), ZERO) for card, own in members.items()})
    return [award if award <= pot else cut for award, pot, cut in zip(awards, pots, whole, strict=True)]


def _pooled(members: _Members, deal: _Deal) -> list[Fraction]:
    """Return what the members of each draw put in."""
    return deal.sums({card: sum((one.amount for one in own), ZERO) for card, own in members.items()})


def _first(members: _Members, deal: _Deal) -> list[Fraction]:
    """Return the amount as it stands with the first member of each draw; nothing where there is none."""
    amounts = {card: own[0].amount for card, own in members.items()}
    if len(set(amounts.values())) == 1:
        (amount,) = set(amounts.values())
        return [amount if there else ZERO for there in deal.numbers(members, 1)]
    found: list[Fraction | None] = [None] * deal.count
    lacking: Sequence[int] = range(deal.count)
    for own in deal.of(members):
        for draw in lacking:
            found[draw] = amounts.get(own.first + own.hand.picks[draw])
        lacking = [draw for draw in lacking if found[draw] is None]
    return [pot or ZERO for pot in found]


def _cut(pot: Fraction, unit: Fraction) -> Fraction:
    """Return what of a pot is shared: whole units, of a debt too."""
    return in_whole_units(pot, unit) if pot >= 0 else -in_whole_units(-pot, unit)


# ------------------------------------------------------------------------------------- contests


def _of_contest(giving: Placed, paid: Results, deal: _Deal) -> list[list[Fraction]]:
    """Return what a contest gives to each of its groups in each draw."""
    whole = all(prize == _cut(prize, giving.unit) for prize in giving.prizes)
    if giving.tells != "prize" or not whole:
        raise NotAllGivenError
    sums = [ZERO, *accumulate(giving.prizes)]
    groups = _placed(giving, paid)
    most = len(giving.prizes)
    if giving.teams is None:
        counts = [deal.numbers(cards, most) for cards in groups.values()]
    else:
        counts = [_teams([cards for team, cards in groups.items() if team is not None], deal)]
    return [[sums[min(number, most)] for number in numbers] for numbers in counts]


def _placed(giving: Placed, paid: Results) -> Mapping[object, Sequence[int]]:
    """Return the cards that take a place, by group."""
    found: dict[object, list[int]] = {}
    facts, people = paid.facts, paid.people
    keys = group_keys(giving.within, facts)
    for card, person in enumerate(facts.people):
        last = person.rows[-1]
        if giving.eligible not in paid.programs[facts.roles[last]].by_name:
            continue
        if _known(people[giving.eligible][card]):
            value = people[giving.by][card]
            if value is None and giving.teams is not None:
                raise NotAllGivenError  # whether its team is placed is said by the first of its people
            if value is not None:
                found.setdefault(keys[last], []).append(card)
    return found


def _teams(teams: Sequence[Sequence[int]], deal: _Deal) -> list[int]:
    """Return how many teams have somebody who takes part, in each draw."""
    sure = [bool(deal.always(cards)) for cards in teams]
    found = [sum(sure)] * deal.count
    for cards, always in zip(teams, sure, strict=True):
        if not always:
            there = deal.numbers(cards, 1)
            found = [one + other for one, other in zip(found, there, strict=True)]
    return found
