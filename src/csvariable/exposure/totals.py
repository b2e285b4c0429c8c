"""Totals over people: sums of what each can be, less what several cannot all have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from csvariable.bounds import Extreme, Interval
from csvariable.evaluate.across import group_keys
from csvariable.exposure.domains import Somebody, added, pot_of
from csvariable.facts.model import Facts, Value
from csvariable.formula import Formula, Given, Placed, Product, Program, Ref, Shared, Sum

ZERO = Fraction(0)


def cost_of(program: Program) -> Formula:
    """Return the cost of a person: what is paid and what the rewards are worth."""
    gifts_ = [Product((Given(one.value), Ref(one.step))) for one in program.rewards if one.value]
    return Sum((Ref("total"), *gifts_)) if gifts_ else Ref("total")


def sum_of(values: Iterable[Value]) -> Value:
    """Return the sum of what has a value; None where nothing has."""
    known = [value for value in values if value is not None]
    return sum(known, ZERO) if known else None


def whole_of(extremes: Sequence[Extreme]) -> Extreme:
    """Return the sum of what each person can be: reached where all are."""
    return Extreme(added([one.bound for one in extremes]), all(one.reached for one in extremes))


def pooled(most: Extreme, people: Sequence[Somebody], facts: Facts | None) -> Extreme:
    """Take from the sum what several people cannot all have: a pool is shared, a podium is one."""
    if facts is None or most.bound is None:
        return most
    keys = {within: group_keys(within, facts) for within in ("team", "role", "role and team", "company")}
    bound, reached = most.bound, most.reached
    shares: dict[object, list[Fraction]] = {}
    limits: dict[object, Fraction | None] = {}
    for one in people:
        reading = one.person.reading()
        form = reading.linear(cost_of(one.person.programs[-1]))
        for program, row, own in zip(one.person.programs, one.rows, reading.rows or (), strict=True):
            for step in program.row_steps:
                if isinstance(step.formula, Shared):
                    part = form.parts.get((id(own), step.name))
                    reached = False
                    if part is None or part[0] != 1 or part[1].high is None:
                        continue
                    key = (step.name, keys[step.formula.within][row])
                    shares.setdefault(key, []).append(part[1].high)
                    amount = own.step(step.formula.amount).interval
                    limits[key] = _pot(step.formula, limits.get(key), shares[key], amount)
        for step in one.person.programs[-1].person_steps:
            part = form.parts.get((id(reading), step.name))
            if isinstance(step.formula, Placed) and part is not None and part[0] == 1 and part[1].high:
                reached = False
                key = (step.name, keys[step.formula.within][one.rows[-1]])
                shares.setdefault(key, []).append(part[1].high)
                limits[key] = sum(step.formula.prizes, ZERO)
    for key, found in shares.items():
        limit = limits[key]
        if limit is not None:
            bound -= max(ZERO, sum(found, ZERO) - limit)
    return Extreme(bound, reached)


def _pot(node: Shared, before: Fraction | None, shares: list[Fraction], amount: Interval) -> Fraction | None:
    """Return the most that a pool gives, one member more being counted."""
    one = pot_of(node, [{0: [amount, amount, Interval(ZERO, ZERO + 1)]}])
    if len(shares) == 1 or one is None:
        return one
    if before is None:
        return None
    return before + one if node.pooled else max(before, one)
