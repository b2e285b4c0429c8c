"""What a run says of one person: every line, what it rests on, and what comes next."""

from csvariable.statement.closed import closed_gates, cost_of_gates
from csvariable.statement.lines import (
    Gift,
    Line,
    Operand,
    Statement,
    StatementPart,
    gifts,
    is_told,
    is_with_peers,
    statement,
    why,
)
from csvariable.statement.openings import Opening, next_opening
from csvariable.statement.otherwise import Otherwise
from csvariable.statement.prospects import Gain, NextTier, next_tier, one_more_point
from csvariable.statement.used import Decision, Tier, ValueReader

__all__ = [
    "Decision",
    "Gain",
    "Gift",
    "Line",
    "NextTier",
    "Opening",
    "Operand",
    "Otherwise",
    "Statement",
    "StatementPart",
    "Tier",
    "ValueReader",
    "closed_gates",
    "cost_of_gates",
    "gifts",
    "is_told",
    "is_with_peers",
    "next_opening",
    "next_tier",
    "one_more_point",
    "statement",
    "why",
]
