"""Which value of a plan keeps its cost within a limit: the largest, or the smallest, at its grain.

The law: the value found was paid, and stays within the limit; of all others on its far side it is
proved that they cost more or are refused. Where there is no such proof, what was tried is told.
"""

from csvariable.solve.grid import NotSolvable, ValueGrid, grid_of
from csvariable.solve.model import Ending, Fold, Goal, PricedRun, Pricing, Solved, Tried, run_of
from csvariable.solve.search import solve

__all__ = [
    "Ending",
    "Fold",
    "Goal",
    "NotSolvable",
    "PricedRun",
    "Pricing",
    "Solved",
    "Tried",
    "ValueGrid",
    "grid_of",
    "run_of",
    "solve",
]
