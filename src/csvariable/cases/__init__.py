"""Examples in plans and beside them: what they give and expect, and what of a plan they reach."""

from csvariable.cases.coverage import Unused, coverage
from csvariable.cases.verdict import Case, Mismatch, Verdict, cases_in, rows_of_given, shown, verdict

__all__ = [
    "Case",
    "Mismatch",
    "Unused",
    "Verdict",
    "cases_in",
    "coverage",
    "rows_of_given",
    "shown",
    "verdict",
]
