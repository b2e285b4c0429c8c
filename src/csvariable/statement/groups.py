"""What the lines that look beyond their own row counted: pools, podiums, sums over a group."""

from __future__ import annotations

from csvariable.engine.groups import Pot
from csvariable.engine.results import Results
from csvariable.kernel.formula import Formula, Over, Placed, Shared
from csvariable.statement.used import ValueReader


def pot_of(results: Results, formula: Formula, reader: ValueReader) -> Pot | None:
    """Return what a pool, a podium or a sum over a group counted for this row or person."""
    match formula:
        case Over():
            return results.groups.counted(formula, reader.at)
        case Shared():
            return results.groups.pool(formula, reader.at)
        case Placed():
            return results.groups.podium(formula, reader.at)
        case _:
            return None
