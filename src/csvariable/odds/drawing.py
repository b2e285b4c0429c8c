"""Odds from history: draws added up from what was paid, or paid anew where money is shared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import chain
from math import lcm

from csvariable.engine.columns.draws import added
from csvariable.engine.columns.facts import ColumnFacts
from csvariable.engine.drawn import copied, shares_money
from csvariable.engine.frozen import frozen
from csvariable.engine.run import Progress, programs_of
from csvariable.facts.model import Facts
from csvariable.facts.plans import Plans
from csvariable.kernel.step import Program
from csvariable.odds.given_out import cost_of_draws
from csvariable.odds.givings import NotAllGivenError
from csvariable.odds.hands import Hand, cards_of, dealt, stacked
from csvariable.odds.history import History, costs_of
from csvariable.odds.outcomes import Expected, Outcomes, Way, percentile
from csvariable.plan import Role

ZERO = Fraction(0)
CHUNK = 100_000
"""Copies of people that are paid in one pass."""


def drawn(  # noqa: PLR0913, PLR0917 - a past, how it is drawn, and who is told
    plans: Plans,
    history: History,
    count: int,
    seed: int,
    progress: Progress | None = None,
    way: Way = "people",
) -> Outcomes:
    """Draw `count` periods to come from the history."""
    hands = dealt(plans, history, way, count, seed)
    paid = {period: costs_of(results) for period, results in history.runs.items()}
    if shares(history):
        costs, unpaid = _together(plans, history, hands, progress)
    else:
        costs, unpaid = _apart(plans, history, hands, paid)
    people = tuple(_expected(history, person, paid) for person in history.people)
    return Outcomes(costs, people, "history", seed, tuple(history.runs), unpaid, way)


def shares(history: History) -> bool:
    """Whether what one person is paid depends on the results of others."""
    return any(shares_money(results.programs) for results in history.runs.values())


def _apart(
    plans: Plans, history: History, hands: Sequence[Hand], paid: Mapping[str, Sequence[Fraction]]
) -> tuple[tuple[Fraction, ...], int]:
    """Pay each card once, and add up those of each draw."""
    tops, bottom = _cards(plans, history, hands, paid)
    count = len(hands[0].picks)
    lacking = [False] * count
    for hand, own in zip(hands, tops, strict=True):
        if None in own:
            lacking = [one or own[pick] is None for one, pick in zip(lacking, hand.picks, strict=True)]
    known = [[top or 0 for top in own] for own in tops]
    sums = added(((own, hand.picks) for hand, own in zip(hands, known, strict=True)), count)
    costs = {whole: Fraction(whole, bottom) for whole in set(sums)}
    return tuple(costs[whole] for whole in sums), sum(lacking)


def _cards(
    plans: Plans, history: History, hands: Sequence[Hand], paid: Mapping[str, Sequence[Fraction]]
) -> tuple[list[list[int | None]], int]:
    """Return what each card of each hand costs, in units of 1 / the second; those of the past are known."""
    bottom = lcm(*(cost.denominator for costs in paid.values() for cost in costs))
    mixed = [Hand(hand.person, [card for card in hand.cards if card.others], ()) for hand in hands]
    found: list[int | None] = []
    if any(hand.cards for hand in mixed):
        facts = stacked(plans, history, mixed)
        programs, _ = frozen(programs_of(plans, facts))
        new = copied(programs, ColumnFacts.of(facts), range(len(facts.people)))
        bottom = lcm(bottom, new.bottom)
        factor = bottom // new.bottom
        found = [None if top is None else top * factor for top in new.tops]
    rest = iter(found)
    return [
        [next(rest) if card.others else int(paid[card.period][card.at] * bottom) for card in hand.cards]
        for hand in hands
    ], bottom


def _together(
    plans: Plans, history: History, hands: Sequence[Hand], progress: Progress | None
) -> tuple[tuple[Fraction, ...], int]:
    """Pay draws in which a pool or a podium looks at everybody: by sums where it gives all that it has."""
    facts = stacked(plans, history, hands)
    programs, _ = frozen(programs_of(plans, facts))
    try:
        return tuple(cost_of_draws(programs, facts, hands)), 0
    except NotAllGivenError:
        return paid_whole(programs, facts, hands, progress)


def paid_whole(
    programs: Mapping[Role, Program], facts: Facts, hands: Sequence[Hand], progress: Progress | None
) -> tuple[tuple[Fraction, ...], int]:
    """Pay every draw whole; equal draws once."""
    base = ColumnFacts.of(facts)
    places = cards_of(hands)
    own = {person: list(cards) for person, cards in places.items()}
    draws = list(zip(*([own[hand.person][pick] for pick in hand.picks] for hand in hands), strict=True))
    different = list(dict.fromkeys(draws))
    size = max(1, CHUNK // len(hands))
    costs: dict[tuple[int, ...], Fraction] = {}
    lacking: set[tuple[int, ...]] = set()
    for first in range(0, len(different), size):
        some = different[first : first + size]
        groups = [at for at in range(len(some)) for _ in hands]
        paid = copied(programs, base, [*chain.from_iterable(some)], groups)
        for at, draw in enumerate(some):
            tops = paid.tops[at * len(hands) : (at + 1) * len(hands)]
            known = [top for top in tops if top is not None]
            if len(known) < len(tops):
                lacking.add(draw)
            costs[draw] = Fraction(sum(known), paid.bottom)
        if progress is not None:
            progress(first + len(some), len(different))
    return tuple(costs[draw] for draw in draws), sum(draw in lacking for draw in draws)


def _expected(history: History, person: str, paid: Mapping[str, Sequence[Fraction]]) -> Expected:
    """Return what a person was paid on average in the periods of their past."""
    periods = history.periods_of(person)
    mean = sum((paid[period][at] for period, at in periods), ZERO) / len(periods)
    last = history.runs[periods[-1][0]]
    one = last.facts.people[periods[-1][1]]
    incentives = last.rows.get("target_incentive")
    incentive = None
    if incentives is not None:
        known = [value for row in one.rows if (value := incentives[row]) is not None]
        incentive = sum(known, ZERO) if known else None
    return Expected(one.id, one.name, incentive, mean, None, len(periods))


# --------------------------------------------------------------------------- cards as one run


def run_of_cards(
    plans: Plans, history: History, hands: Sequence[Hand]
) -> tuple[Mapping[Role, Program], Facts, list[Fraction]]:
    """Return all cards as people of one run and what each costs; 0 where it cannot be paid."""
    facts = stacked(plans, history, hands)
    programs, _ = frozen(programs_of(plans, facts))
    paid = copied(programs, ColumnFacts.of(facts), range(len(facts.people)))
    return programs, facts, [Fraction(top or 0, paid.bottom) for top in paid.tops]


def percentile_of(hands: Sequence[Hand], costs: Sequence[Fraction], percent: int) -> Fraction:
    """Return the percentile of the draws where each card costs this much."""
    bottom = lcm(*(cost.denominator for cost in costs))
    tops = [int(cost * bottom) for cost in costs]
    cards = zip(hands, cards_of(hands).values(), strict=True)
    sums = added(
        ((tops[places.start : places.stop], hand.picks) for hand, places in cards), len(hands[0].picks)
    )
    return Fraction(percentile(sorted(map(Fraction, sums)), percent), bottom)
