"""What steps that look at other rows can be, where facts can be many things: sums, means, shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from csvariable.bounds import Interval, PersonBounds, exactly
from csvariable.engine.exact.across import placed, shared
from csvariable.engine.groups import group_keys
from csvariable.engine.schedule import schedule
from csvariable.facts.model import Facts, Value
from csvariable.kernel.figure import told
from csvariable.kernel.formula import Over, Placed, Shared
from csvariable.kernel.step import Program
from csvariable.kernel.unit import rounded
from csvariable.plan import Role

ZERO = Fraction(0)
Group: TypeAlias = Mapping[int, Sequence[Interval]]
"""What each row of a team, a role or a company can have of the steps that are looked at."""


def fill_across(
    programs: Mapping[Role, Program], facts: Facts, domains: Sequence[dict[str, Interval]]
) -> None:
    """Add to the domains what steps that look at other rows can be, in the order of the pipeline."""
    rows: dict[Role, list[int]] = {}
    for row, role in enumerate(facts.roles):
        rows.setdefault(role, []).append(row)
    steps = {role: programs[role].row_steps for role in rows}
    for role, step in schedule(steps):
        formula = step.formula
        if not isinstance(formula, Over | Shared):
            continue
        names = (
            (formula.step,) if isinstance(formula, Over) else (formula.amount, formula.key, formula.member)
        )
        keys = group_keys(formula.within, facts)
        groups: dict[object, Group] = {}
        for row in rows[role]:
            if keys[row] not in groups:
                groups[keys[row]] = {
                    at: _steps_of(programs[facts.roles[at]], domains[at], names)
                    for at, key in enumerate(keys)
                    if key == keys[row]
                }
            group = groups[keys[row]]
            domains[row][told(step.name)] = (
                _over(formula, group, facts)
                if isinstance(formula, Over)
                else _exact_share(formula, group, row, facts) or _shared(formula, group, row)
            )


def _steps_of(program: Program, domains: Mapping[str, Interval], names: Sequence[str]) -> list[Interval]:
    reading = PersonBounds((program,), (domains,)).reading()
    row = (reading.rows or (reading,))[0]
    return [row.step(name).interval for name in names]


def _over(node: Over, group: Group, facts: Facts) -> Interval:
    flags = facts.columns.get(node.where) if node.where is not None else None
    counted = [
        found[0]
        for row, found in group.items()
        if not found[0].empty and (node.where is None or (flags is not None and flags[row]))
    ]
    if not counted:
        return exactly(None)
    lows, highs = [one.low for one in counted], [one.high for one in counted]
    absent = all(one.absent for one in counted)
    if node.fold == "mean":
        sure = not any(one.absent for one in counted)
        return Interval(_mean(lows, min, sure=sure), _mean(highs, max, sure=sure), absent)
    return Interval(
        added([min(one.low, ZERO) if one.absent and one.low is not None else one.low for one in counted]),
        added([max(one.high, ZERO) if one.absent and one.high is not None else one.high for one in counted]),
        absent,
    )


def _mean(ends: Sequence[Value], outermost: Callable[[list[Fraction]], Fraction], *, sure: bool) -> Value:
    """Return the mean of ends; the outermost where it may be the only one that counts."""
    known = [end for end in ends if end is not None]
    if len(known) < len(ends):
        return None
    return sum(known, ZERO) / len(known) if sure else outermost(known)


def added(ends: Sequence[Value]) -> Value:
    """Return the sum of ends; None where one of them is open."""
    known = [end for end in ends if end is not None]
    return sum(known, ZERO) if len(known) == len(ends) else None


def _shared(node: Shared, group: Group, row: int) -> Interval:
    """Return what a member can receive: never less than nothing of a pool of 0 or more."""
    member = group[row][2]
    if member.empty:
        return exactly(None)
    if member.point == 0:
        return exactly(ZERO)
    there = {at: found for at, found in group.items() if not found[2].empty and found[2].point != 0}
    pots = [amount for amount, _, _ in there.values()]
    if any(pot.low is None or pot.low < 0 for pot in pots):
        return Interval(None, None, absent=True)
    own, others = group[row][1], [found for at, found in there.items() if at != row]
    absent = any(one.absent for found in there.values() for one in found)
    most = pot_of(node, pots)
    rest = [  # who may be no member takes nothing for certain
        key.low if member.point == 1 else ZERO for _, key, member in others if key.low is not None
    ]
    moves = node.each is not None and node.again  # what is over for others comes on top
    if most is not None and own.high is not None and len(rest) == len(others) and not (absent or moves):
        whole = own.high + sum(rest, ZERO)
        most = rounded(most * own.high / whole, node.unit, "up") if whole else most
    if node.at_most and own.high is not None:  # an award, which is cut and never raised
        award = rounded(own.high, node.unit, "up")
        most = award if most is None else min(most, award)
    if node.each is not None:
        most = node.each if most is None else min(most, node.each)
    return Interval(_least_share(node, group, row), most, absent)


def prizes_of(
    node: Placed, found: Sequence[tuple[Sequence[Interval], Interval]], facts: Facts
) -> list[Interval] | None:
    """Return each person's prize from what ranks them and whether it may; None where one is open."""
    if any(one.point is None and not one.empty for ranks, flag in found for one in (*ranks, flag)):
        return None
    if node.teams is not None:
        return None
    keys = group_keys(node.within, facts)
    sheet = {step: [ranks[at].point for ranks, _ in found] for at, (step, _) in enumerate(node.ranks)}
    sheet[node.eligible] = [flag.point for _, flag in found]
    last = [keys[person.rows[-1]] for person in facts.people]
    return [exactly(prize) for prize in placed(node, sheet, last, [person.id for person in facts.people])]


def _exact_share(node: Shared, group: Group, row: int, facts: Facts) -> Interval | None:
    """Return what a member has for certain, to the cent; None where something of the pool is open."""
    if any(one.point is None and not one.empty for found in group.values() for one in found):
        return None
    rows = list(group)
    ids = facts.ids()
    table = {
        name: [group[at][place].point for at in rows]
        for place, name in enumerate((node.amount, node.key, node.member))
    }
    shares = shared(node, table, [None] * len(rows), [ids[at] for at in rows])
    return exactly(shares[rows.index(row)])


def _least_share(node: Shared, group: Group, row: int) -> Fraction:
    """Return what a member has for certain: its part of the least pool beside the greatest keys."""
    mine = group[row]
    there = {at: found for at, found in group.items() if not found[2].empty and found[2].point != 0}
    keys = [found[1] for at, found in there.items() if at != row]
    if mine[2].point != 1 or any(
        key.low is None or key.low < 0 or key.high is None for key in (mine[1], *keys)
    ):
        return ZERO
    sure = [found[0].low or ZERO for found in there.values() if found[2].point == 1]
    pot = sum(sure, ZERO) if node.pooled else min(found[0].low or ZERO for found in there.values())
    own = mine[1].low or ZERO
    whole = own + sum((key.high or ZERO for key in keys), ZERO)
    if not whole:
        return ZERO
    part = rounded(pot * own / whole, node.unit, "down")
    if node.each is not None:
        part = min(part, rounded(node.each, node.unit, "down"))
    return min(part, own) if node.at_most else part


def pot_of(node: Shared, pots: Sequence[Interval]) -> Value:
    """Return the most that a pool gives to members of these amounts; None where there is no limit."""
    known = [max(pot.high, ZERO) for pot in pots if pot.high is not None]
    if len(known) < len(pots):
        return None
    return sum(known, ZERO) if node.pooled else max(known, default=ZERO)
