"""What a closed gate takes from a person: the same pay computed again with the gate open.

The law: what is said is the difference of two totals, all else as it was, for that person alone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from csvariable.engine.rerun import affected
from csvariable.engine.results import Results
from csvariable.facts.model import Value
from csvariable.kernel.figure import MARK
from csvariable.kernel.formula import Choose, Fact
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import ALWAYS, Program, Step
from csvariable.statement.otherwise import Otherwise

_OPENED: Final = f"{MARK}opened"
"""1 in the rows whose gates are taken as open."""


def closed_gates(pay: Otherwise) -> tuple[str, ...]:
    """Return the gates that are closed in a row of the person, in the order of the plan."""
    base = pay.base
    return tuple(
        dict.fromkeys(
            step.of or ""
            for row in pay.rows
            for step in base.program_of(row).row_steps
            if step.purpose is Purpose.GATE and base.rows[step.name][row] == 0
        )
    )


def cost_of_gates(pay: Otherwise, gates: Collection[str]) -> Fraction:
    """Return what the total of the person would have more if these gates were open."""

    def opened(among: Results, own: Sequence[int]) -> list[Value]:
        return [Fraction(row in own) for row in range(len(among.facts.roles))]

    programs = {role: _opened(program, gates) for role, program in pay.programs.items()}
    moved = affected(pay.programs, programs, (_OPENED,))
    return pay.gain(pay.again(programs, moved, _OPENED, opened, alone=True))


def _opened(program: Program, gates: Collection[str]) -> Program:
    def changed(step: Step) -> Step:
        if step.purpose is not Purpose.GATE or step.of not in gates:
            return step
        return replace(step, formula=Choose(Fact(_OPENED), ALWAYS, step.formula))

    return replace(program, row_steps=tuple(map(changed, program.row_steps)))


__all__ = ["closed_gates", "cost_of_gates"]
