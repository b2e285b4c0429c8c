"""A program of which every reference has its step, and one that the compiler got wrong."""

from __future__ import annotations

import pytest

from csvariable.kernel.formula import Fact, Formula, OfParts, Ref
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Program, Step
from csvariable.kernel.unit import Unit
from csvariable.program.references import BrokenProgramError, prove


def step(name: str, formula: Formula) -> Step:
    return Step(name, Purpose.SETTLED, Unit.NUMBER, formula, ())


def test_a_program_whose_references_are_there_is_returned() -> None:
    whole = Program((step("a", Fact("x")), step("b", Ref("a"))), (step("c", OfParts("b", "sum")),), ())
    assert prove(whole) is whole


@pytest.mark.parametrize(
    ("rows", "people", "lacking"),
    [
        ((step("b", Ref("a")),), (), ("b", "a")),
        ((step("a", Fact("x")), step("a", Fact("y"))), (), ("a", "a")),
        ((), (step("c", OfParts("b", "sum")),), ("c", "b")),
    ],
)
def test_a_reference_without_its_step_stops_the_compiler(
    rows: tuple[Step, ...], people: tuple[Step, ...], lacking: tuple[str, str]
) -> None:
    with pytest.raises(BrokenProgramError) as broken:
        prove(Program(rows, people, ()))
    assert lacking in broken.value.args
