"""Steps that look beyond their own row: team targets, peers, pools, podiums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from csvariable.engine.groups import Beside, Keys, Standing, rank_of
from csvariable.facts.model import Facts, Value
from csvariable.facts.pairs import cells_added, cells_of
from csvariable.kernel.apportion import apportion, apportion_within, part_of_equals
from csvariable.kernel.formula import Over, Placed, Shared


def _groups(keys: Keys, rows: Sequence[int]) -> dict[object, list[int]]:
    groups: dict[object, list[int]] = {}
    for row in rows:
        groups.setdefault(keys[row], []).append(row)
    return groups


def over(node: Over, values: Sequence[Value], keys: Keys, facts: Facts) -> list[Value]:
    """Return the sum or mean of a step over each row's group; nothing where no row counts."""
    flags = facts.columns[node.where] if node.where is not None else None
    cells = cells_of(values, range(len(values)))
    counted = [row for row, cell in enumerate(cells) if cell is not None and (flags is None or flags[row])]
    found: dict[object, Fraction] = {}
    for key, rows in _groups(keys, counted).items():
        whole = cells_added(cells[row] for row in rows)
        found[key] = whole / len(rows) if node.fold == "mean" else whole
    return [found.get(key) for key in keys]


def shared(node: Shared, table: Mapping[str, Sequence[Value]], keys: Keys, ids: Sequence[str]) -> list[Value]:
    """Return each member's share of its pool, 0 for who is no member; the cents add up to the pool."""
    amounts, weights, members = table[node.amount], table[node.key], table[node.member]
    result: list[Value] = [None if flag is None else Fraction(0) for flag in members]
    there = [row for row, flag in enumerate(members) if flag]
    for rows in _groups(keys, there).values():
        known = [weight for row in rows if (weight := weights[row]) is not None]
        pots = [amount for row in rows if (amount := amounts[row]) is not None]
        if len(known) < len(rows) or len(pots) < len(rows):
            for row in rows:
                result[row] = None
            continue
        pot = sum(pots, Fraction(0)) if node.pooled else pots[0]
        names = [(ids[row], row) for row in rows]
        fits = node.at_most and sum(known) <= pot
        parts = known if fits else _parts(node, pot, known, names)
        for row, part in zip(rows, parts, strict=True):
            result[row] = part
    return result


def _parts(
    node: Shared, pot: Fraction, keys: Sequence[Fraction], names: Sequence[object]
) -> Sequence[Fraction]:
    if node.each is None:
        return apportion(pot, keys, names, node.unit)
    return apportion_within(pot, keys, names, node.unit, node.each, again=node.again)


def placed(node: Placed, sheet: Mapping[str, Sequence[Value]], keys: Keys, ids: Sequence[str]) -> list[Value]:
    """Return each person's prize; those with the same values share the places they cover."""
    eligible = sheet[node.eligible]
    result: list[Value] = [None if flag is None else Fraction(0) for flag in eligible]
    groups = _groups(keys, [at for at, flag in enumerate(eligible) if flag])
    if node.teams is not None:
        _of_teams(node, sheet, groups, ids, result)
        return result
    for rows in groups.values():
        ranks = {at: rank_of(node, sheet, at) for at in rows}
        for at, prize in _prizes(node, ranks, ids).items():
            result[at] = prize
    return result


def _prizes(
    node: Placed, ranks: Mapping[int, Standing | None], names: Sequence[object]
) -> Mapping[int, Fraction]:
    """Return the prize, or the place, of each of those who are compared."""
    by_rank: dict[Standing, list[int]] = {}
    for at, rank in ranks.items():
        if rank is not None:
            by_rank.setdefault(rank, []).append(at)
    found: dict[int, Fraction] = {}
    place = 0
    for rank in sorted(by_rank, reverse=True):
        tied = by_rank[rank]
        whole = sum(node.prizes[place : place + len(tied)], Fraction(0))
        parts = apportion(whole, [Fraction(1)] * len(tied), [names[at] for at in tied], node.unit)
        if node.tells != "prize":
            parts = [_told_place(node, place)] * len(tied)
        found |= dict(zip(tied, parts, strict=True))
        place += len(tied)
    return found


def _told_place(node: Placed, place: int) -> Fraction:
    return Fraction(place + 1 if place < len(node.prizes) else 0)


def prize_beside(node: Placed, others: Beside) -> Fraction:
    """Return what `placed` gives one person of whom it is known how the others stand to them."""
    place, tied = others.better, others.tied + 1
    if node.tells != "prize":
        return _told_place(node, place)
    whole = sum(node.prizes[place : place + tied], Fraction(0))
    return part_of_equals(whole, tied, others.before, node.unit)


def _of_teams(
    node: Placed,
    sheet: Mapping[str, Sequence[Value]],
    groups: Mapping[object, list[int]],
    ids: Sequence[str],
    result: list[Value],
) -> None:
    """Put down what the people of each team are given; who is of no team takes no part."""
    teams = [(str(key), rows) for key, rows in groups.items() if key is not None]
    ranks = {at: rank_of(node, sheet, rows[0]) for at, (_, rows) in enumerate(teams)}
    prizes = _prizes(node, ranks, [key for key, _ in teams])
    for at, (_, rows) in enumerate(teams):
        prize = prizes.get(at, Fraction(0))
        parts: Sequence[Fraction] = [prize] * len(rows)
        if node.tells == "members":
            parts = [Fraction(len(rows))] * len(rows)
        elif node.tells == "prize":
            weights = [sheet[node.teams or ""][row] or Fraction(0) for row in rows]
            parts = apportion(prize, weights, [ids[row] for row in rows], node.unit)
        for row, part in zip(rows, parts, strict=True):
            result[row] = part
