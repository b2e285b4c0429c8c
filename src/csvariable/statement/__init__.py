"""What a run says of one person: every line, what it rests on, and what comes next."""

from csvariable.statement.lines import Gift, Line, Operand, Statement, Stretch, gifts, statement, why
from csvariable.statement.prospects import NextTier, next_tier, worth_of_a_point
from csvariable.statement.sight import Condition, Sight, Tier

__all__ = [
    "Condition",
    "Gift",
    "Line",
    "NextTier",
    "Operand",
    "Sight",
    "Statement",
    "Stretch",
    "Tier",
    "gifts",
    "next_tier",
    "statement",
    "why",
    "worth_of_a_point",
]
