"""What a plan is likely to cost: draws from its history or from a stated model, the same everywhere."""

from csvariable.odds.dice import Table, choices, stream, table
from csvariable.odds.history import (
    History,
    drawn as drawn_from_history,
    on_target,
    periods_in,
    read_history,
    tables_of_period,
)
from csvariable.odds.model import Model, Models, read_models
from csvariable.odds.outcomes import Expected, Outcomes, percentile
from csvariable.odds.stated import drawn as drawn_from_model, world_of

__all__ = [
    "Expected",
    "History",
    "Model",
    "Models",
    "Outcomes",
    "Table",
    "choices",
    "drawn_from_history",
    "drawn_from_model",
    "on_target",
    "percentile",
    "periods_in",
    "read_history",
    "read_models",
    "stream",
    "table",
    "tables_of_period",
    "world_of",
]
