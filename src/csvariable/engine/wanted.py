"""The steps that draws still need, once others are paid beforehand."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from csvariable.engine.cost import COST
from csvariable.kernel.formula import across, parts_of, refs
from csvariable.kernel.step import Program, Step


class WantedSteps(NamedTuple):
    """The steps that draws still need, of rows and of people."""

    rows: set[str]
    people: set[str]


def wanted_steps(programs: Sequence[Program], ahead: Sequence[Collection[str]]) -> WantedSteps:
    """Return the steps that the cost rests on, without those behind what is paid beforehand."""
    of_people = [{step.name: step for step in program.person_steps} for program in programs]
    people = _with_what_they_read({COST}, of_people)
    parts = (parts_of(own[name].formula) for own in of_people for name in own.keys() & people)
    left = [
        {step.name: step for step in program.row_steps if step.name not in paid}
        for program, paid in zip(programs, ahead, strict=True)
    ]
    return WantedSteps(_with_what_they_read(set(chain.from_iterable(parts)), left), people)


def _with_what_they_read(names: set[str], programs: Sequence[Mapping[str, Step]]) -> set[str]:
    """Return steps and all that they read, however far, in any of some programs."""
    found, todo = set(names), list(names)
    while todo:
        name = todo.pop()
        formulas = [own[name].formula for own in programs if name in own]
        new = {one for formula in formulas for one in (*refs(formula), *across(formula))} - found
        todo += new
        found |= new
    return found
