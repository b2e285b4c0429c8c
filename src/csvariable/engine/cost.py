"""What a person costs, as one more step of a program: the total, and what rewards in kind are worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from csvariable.kernel.formula import Formula, Given, Product, Ref, Sum
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Program, Step
from csvariable.kernel.unit import Unit
from csvariable.plan import Role

COST = "cost: "
"""The step that holds what a person costs: the total, and what the rewards in kind are worth."""


def costed(programs: Mapping[Role, Program]) -> Mapping[Role, Program]:
    """Return programs that also say what a person costs."""
    return {
        role: one if COST in one.by_name else replace(one, person_steps=(*one.person_steps, _cost(one)))
        for role, one in programs.items()
    }


def with_rewards(program: Program, paid: Formula) -> Formula:
    """Return what is paid and what rewards are worth; of a reward that somebody cannot have 0 are given."""
    worth = [Product((Given(one.value), Ref(one.step))) for one in program.rewards if one.value]
    return Sum((paid, *worth)) if worth else paid


def _cost(program: Program) -> Step:
    return Step(COST, Purpose.TOTAL, Unit.MONEY, with_rewards(program, Ref(Purpose.TOTAL)), ())
