"""Programs in which what is seen of other people stands still, whatever is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from csvariable.kernel.formula import Fact, Over
from csvariable.kernel.step import Program, Step
from csvariable.plan import Role

FROZEN = "as it was: "
"""A column that holds what a step across rows came to before anything was drawn."""


def frozen(programs: Mapping[Role, Program]) -> tuple[Mapping[Role, Program], frozenset[str]]:
    """Return programs that take sums and means over other rows as facts, and the steps meant."""
    names: set[str] = set()

    def step(one: Step) -> Step:
        if not isinstance(one.formula, Over) or one.formula.within == "person":
            return one
        names.add(one.name)
        return replace(one, formula=Fact(FROZEN + one.name))

    made = {
        role: replace(program, row_steps=tuple(step(one) for one in program.row_steps))
        for role, program in programs.items()
    }
    return made, frozenset(names)
