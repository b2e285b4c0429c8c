"""What a person costs, as one more step of a program: the total, and what rewards in kind are worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from csvariable.kernel.formula import Choose, Given, Known, Product, Ref, Sum
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Program, Step
from csvariable.kernel.unit import Unit
from csvariable.plan import Role

ZERO = Fraction(0)
COST = "cost: "
"""The step that holds what a person costs: the total, and what the rewards in kind are worth."""


def costed(programs: Mapping[Role, Program]) -> Mapping[Role, Program]:
    """Return programs that also say what a person costs."""
    return {
        role: one if COST in one.by_name else replace(one, person_steps=(*one.person_steps, _cost(one)))
        for role, one in programs.items()
    }


def _cost(program: Program) -> Step:
    """Return the step of the cost; a reward that somebody cannot have counts nothing."""
    worth = [
        Choose(Known(Ref(one.step)), Product((Given(one.value), Ref(one.step))), Given(ZERO))
        for one in program.rewards
        if one.value
    ]
    return Step(COST, Purpose.TOTAL, Unit.MONEY, Sum((Ref("total"), *worth)), ())
