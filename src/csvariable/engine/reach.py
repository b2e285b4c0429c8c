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
from csvariable.kernel.apportion import in_whole_units
from csvariable.kernel.figure import told
from csvariable.kernel.formula import Over, Placed, Shared, Within
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
    ids = facts.ids()
    members: dict[Within, Mapping[object, list[int]]] = {}
    known: dict[tuple[Over | Shared, object], Mapping[int, Interval]] = {}
    for role, step in schedule(steps):
        formula = step.formula
        if not isinstance(formula, Over | Shared):
            continue
        within = formula.within
        keys = group_keys(within, facts)
        if within not in members:
            members[within] = _members(keys)
        for row in rows[role]:
            key = keys[row]
            if (formula, key) not in known:
                group = _group(formula, members[within][key], programs, facts, domains)
                known[formula, key] = _across(formula, group, facts, ids)
            domains[row][told(step.name)] = known[formula, key][row]


def _members(keys: Sequence[object]) -> Mapping[object, list[int]]:
    found: dict[object, list[int]] = {}
    for row, key in enumerate(keys):
        found.setdefault(key, []).append(row)
    return found


def _group(
    formula: Over | Shared,
    rows: Sequence[int],
    programs: Mapping[Role, Program],
    facts: Facts,
    domains: Sequence[Mapping[str, Interval]],
) -> Group:
    names = (formula.step,) if isinstance(formula, Over) else (formula.amount, formula.key, formula.member)
    return {at: _steps_of(programs[facts.roles[at]], domains[at], names) for at in rows}


def _across(formula: Over | Shared, group: Group, facts: Facts, ids: Sequence[str]) -> Mapping[int, Interval]:
    """Return what each row of a group has of a step that looks at all of them."""
    if isinstance(formula, Over):
        return dict.fromkeys(group, over_group(formula, group, facts))
    exact = _exact_shares(formula, group, ids)
    if exact is not None:
        return exact
    return shares_of(formula, group)


def _steps_of(program: Program, domains: Mapping[str, Interval], names: Sequence[str]) -> list[Interval]:
    reading = PersonBounds((program,), (domains,)).reading()
    row = (reading.rows or (reading,))[0]
    return [row.step(name).interval for name in names]


def over_group(node: Over, group: Group, facts: Facts) -> Interval:
    """Return what the sum, or the mean, of a group can be."""
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


def shares_of(node: Shared, group: Group) -> Mapping[int, Interval]:
    """Return what each member of a group can receive of a pool, of which something is open."""
    pool = _Pool(node, group)
    return {row: pool.share(row) for row in group}


class _Pool:
    """What the members of a pool can receive, from sums over all of them that are made once."""

    def __init__(self, node: Shared, group: Group) -> None:
        self._node = node
        self._group = group
        self._limit = None if node.each is None else in_whole_units(node.each, node.unit)
        there = [found for found in group.values() if not found[2].empty and found[2].point != 0]
        pots, keys = [amount for amount, _, _ in there], [key for _, key, _ in there]
        self._open = any(pot.low is None or pot.low < 0 for pot in pots)
        self._absent = any(one.absent for found in there for one in found)
        self._most = None if self._open else pot_of(node, pots)
        # Who may be no member takes nothing for certain.
        lows = [ZERO if key.low is not None and member.point != 1 else key.low for _, key, member in there]
        self._unknown = sum(low is None for low in lows)
        self._lows = sum((low for low in lows if low is not None), ZERO)
        self._bounded = all(key.low is not None and key.low >= 0 and key.high is not None for key in keys)
        self._highs = sum((key.high or ZERO for key in keys), ZERO)
        sure = [amount.low or ZERO for amount, _, member in there if member.point == 1]
        self._sure = sum(sure, ZERO) if node.pooled else min((pot.low or ZERO for pot in pots), default=ZERO)

    def share(self, row: int) -> Interval:
        """Return what a member can receive: never less than nothing of a pool of 0 or more."""
        _, own, member = self._group[row]
        if member.empty:
            return exactly(None)
        if member.point == 0:
            return exactly(ZERO)
        if self._open:
            return Interval(None, None, absent=True)
        most = self._most
        rest = self._rest(own, member)
        raised = self._limit is not None and self._node.again  # by what is over the limit of others
        if most is not None and own.high is not None and rest is not None and not raised:
            whole = own.high + rest
            most = rounded(most * own.high / whole, self._node.unit, "up") if whole else most
        if self._node.at_most and own.high is not None:  # an award, which is cut and never raised
            award = rounded(own.high, self._node.unit, "up")
            most = award if most is None else min(most, award)
        least = self._least(own, member)
        if self._limit is not None:
            least, most = min(least, self._limit), self._limit if most is None else min(most, self._limit)
        return Interval(least, most, self._absent)

    def _rest(self, own: Interval, member: Interval) -> Value:
        """Return what the keys of the others come to at least; None where that is not certain."""
        if self._absent or self._unknown > (own.low is None):
            return None
        return self._lows - ((own.low or ZERO) if member.point == 1 else ZERO)

    def _least(self, own: Interval, member: Interval) -> Fraction:
        """Return what a member has for certain: its part of the least pool beside the greatest keys."""
        if member.point != 1 or not self._bounded:
            return ZERO
        low, high = own.low or ZERO, own.high or ZERO
        whole = low + self._highs - high
        if not whole:
            return ZERO
        part = rounded(self._sure * low / whole, self._node.unit, "down")
        return min(part, low) if self._node.at_most else part


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


def _exact_shares(node: Shared, group: Group, ids: Sequence[str]) -> Mapping[int, Interval] | None:
    """Return what members have for certain, to the cent; None where something of the pool is open."""
    if any(one.point is None and not one.empty for found in group.values() for one in found):
        return None
    rows = list(group)
    table = {
        name: [group[at][place].point for at in rows]
        for place, name in enumerate((node.amount, node.key, node.member))
    }
    shares = shared(node, table, [None] * len(rows), [ids[at] for at in rows])
    return {row: exactly(share) for row, share in zip(rows, shares, strict=True)}


def pot_of(node: Shared, pots: Sequence[Interval]) -> Value:
    """Return the most that a pool gives to members of these amounts; None where there is no limit."""
    known = [max(pot.high, ZERO) for pot in pots if pot.high is not None]
    if len(known) < len(pots):
        return None
    return sum(known, ZERO) if node.pooled else max(known, default=ZERO)
