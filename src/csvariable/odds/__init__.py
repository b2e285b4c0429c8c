"""What a plan is likely to cost: draws from its history or from a stated model, the same everywhere."""

from csvariable.odds.aiming import on_target
from csvariable.odds.dice import DiceTable, choices, stream, table
from csvariable.odds.drawing import drawn as drawn_from_history, percentile_of, run_of_cards, shares
from csvariable.odds.hands import Hand, dealt, stacked
from csvariable.odds.history import History, periods_in, read_history, tables_of_period
from csvariable.odds.model import Models, OddsModel, read_models
from csvariable.odds.outcomes import Expected, Outcomes, Way, percentile
from csvariable.odds.stated import drawn as drawn_from_model
from csvariable.odds.world import world_of

__all__ = [
    "DiceTable",
    "Expected",
    "Hand",
    "History",
    "Models",
    "OddsModel",
    "Outcomes",
    "Way",
    "choices",
    "dealt",
    "drawn_from_history",
    "drawn_from_model",
    "on_target",
    "percentile",
    "percentile_of",
    "periods_in",
    "read_history",
    "read_models",
    "run_of_cards",
    "shares",
    "stacked",
    "stream",
    "table",
    "tables_of_period",
    "world_of",
]
