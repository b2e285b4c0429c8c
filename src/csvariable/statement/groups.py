"""What the lines that look beyond their own row counted: pools, podiums, sums over a group."""

from __future__ import annotations

from csvariable.engine.groups import Pot
from csvariable.engine.results import Results
from csvariable.kernel.formula import Over, Placed, Shared
from csvariable.kernel.step import Step
from csvariable.statement.used import ValueReader


def pot_of(results: Results, step: Step, reader: ValueReader) -> Pot | None:
    """Return what a pool, a podium or a sum over a group counted for this row or person."""
    match step.formula:
        case Over() as formula:
            return results.groups.counted(formula, reader.at)
        case Shared() as formula:
            return results.groups.pool(step.name, formula, reader.at)
        case Placed() as formula:
            return results.groups.podium(formula, reader.at)
        case _:
            return None
