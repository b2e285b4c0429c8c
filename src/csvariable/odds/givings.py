"""Pools and contests that only ever add to what their people cost: all that they give is given.

The shares of a pool add up to the pool, and the prizes of a contest to the prizes of the places that are
taken. Where nothing between a share and the cost of its person cuts it (a cap of all, a rounding of the
total, a balance), what a group costs needs no sharing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TypeAlias

from csvariable.engine.cost import COST
from csvariable.kernel.formula import (
    ACROSS,
    Formula,
    Given,
    OfParts,
    Placed,
    Ref,
    Shared,
    Sum,
    across,
    leaves,
)
from csvariable.kernel.step import Program, Step
from csvariable.plan import Role

NOTHING = Given(Fraction(0))
Giving: TypeAlias = Shared | Placed
"""A pool, or a contest."""


class NotAllGivenError(Exception):
    """What a group gets together depends on who gets what, or cannot be told for everybody."""


def givings_of(programs: Mapping[Role, Program]) -> tuple[Giving, ...]:
    """Return the pools and contests of programs with a cost; raise NotAllGivenError if one does more."""
    found: dict[Giving, None] = {}
    for program in programs.values():
        whole = _in_cost(program)
        for giving in _own(program):
            if whole[giving] != 1:
                raise NotAllGivenError
            found[giving] = None
    for giving in found:
        for program in programs.values():
            if giving not in _own(program) and any(name in program.by_name for name in across(giving)):
                raise NotAllGivenError  # its people would take part, and nobody would give them anything
    return tuple(found)


def without_givings(program: Program) -> Program:
    """Return a program in which pools and contests give nothing."""

    def step(one: Step) -> Step:
        return replace(one, formula=NOTHING) if isinstance(one.formula, Shared | Placed) else one

    return replace(
        program,
        row_steps=tuple(step(one) for one in program.row_steps),
        person_steps=tuple(step(one) for one in program.person_steps),
    )


def _own(program: Program) -> list[Giving]:
    """Return the pools and contests of a program, each as often as it has a step."""
    return [one for step in program.steps if isinstance(one := step.formula, Shared | Placed)]


_Within: TypeAlias = dict[str, Counter[Giving]]
"""By step: how often each pool and contest stands in its sum."""


def _in_cost(program: Program) -> Counter[Giving]:
    """Return how often each pool and contest stands in the sum that a person costs."""
    rows: _Within = {}
    people: _Within = {}
    for own, steps in ((rows, program.row_steps), (people, program.person_steps)):
        for step in steps:
            own[step.name] = _of_formula(step.formula, own, rows)
    return people[COST]


def _of_formula(formula: Formula, own: _Within, rows: _Within) -> Counter[Giving]:
    """Return what stands in the sum that a formula is; raise NotAllGivenError where it does more than add."""
    if isinstance(formula, ACROSS):
        if any(own.get(name) or rows.get(name) for name in across(formula)):
            raise NotAllGivenError
        return Counter([formula]) if isinstance(formula, Shared | Placed) else Counter()
    found: Counter[Giving] = Counter()
    for term in formula.terms if isinstance(formula, Sum) else (formula,):
        added = _of_leaf(term, own, rows)
        if added is None and any(_of_leaf(leaf, own, rows) for leaf in leaves(term)):
            raise NotAllGivenError
        found += added or Counter()
    return found


def _of_leaf(formula: Formula, own: _Within, rows: _Within) -> Counter[Giving] | None:
    """Return what stands in a step that is added as it is; None where a formula is no such step."""
    match formula:
        case Ref(step=name):
            return own.get(name)
        case OfParts(step=name, fold="sum"):
            return rows.get(name)
        case _:
            return None
