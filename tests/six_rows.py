"""Six rows in two roles, and steps without a place in a plan: for tests of copies of people and of draws."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction as F

from csvariable.facts.model import Facts, Participant, Value
from csvariable.kernel.diagnostic import FilePlace
from csvariable.kernel.formula import Formula
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Step
from csvariable.kernel.unit import Unit


def step(name: str, formula: Formula) -> Step:
    return Step(name, Purpose.SETTLED, Unit.NUMBER, formula, ())


def facts(parts: Sequence[Sequence[int]] | None = None, **columns: Sequence[Value]) -> Facts:
    """Six rows in two roles and two teams, or none. The ids are not in the order of the people."""
    own = [[row] for row in range(6)] if parts is None else parts
    given: dict[str, Sequence[Value]] = {
        "x": [F(3), F(3), F(1, 2), F(4), F(7, 3), F(3)],
        "y": [F(1), F(2), F(5), None, F(0), F(2)],
        "z": [None, F(1), F(2), F(3), None, F(7)],
    }
    return Facts(
        people=tuple(Participant(f"p{9 - at}", None, tuple(rows)) for at, rows in enumerate(own)),
        roles=["a", "b", "a", "b", "b", "a"],
        teams=["n", "n", None, "s", None, "s"],
        columns={**given, **columns},
        present=[True] * 6,
        place=lambda _row, _column: FilePlace("facts"),
    )
