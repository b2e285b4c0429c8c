"""What a budget is asked for, and what was read for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from csvariable.speech.language import Language

if TYPE_CHECKING:
    from csvariable.engine.results import Results
    from csvariable.facts.load import Tables
    from csvariable.facts.plans import Plans
    from csvariable.odds import OddsModel, Way
    from csvariable.solve import Goal
    from csvariable.text import Document


@dataclass(frozen=True)
class Wanted:
    """What is asked of a budget beside its bounds."""

    draws: int
    seed: int
    limit: Fraction | None
    solve: str | None
    goal: Goal
    grain: str | None
    language: Language
    way: Way | None = None
    """How the history is drawn; None where nobody has said it."""


@dataclass(frozen=True)
class BudgetInputs:
    """What was read: the plan, the tables, the results of the period at hand, stated models."""

    document: Document
    plans: Plans
    tables: Tables | None
    paid: Tables | None
    """Those of the period at hand, its adjustments among them: what the results are of."""
    results: Results | None
    models: Mapping[str, OddsModel]
