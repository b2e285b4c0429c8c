"""The words that a plan chooses from, by the key they stand under: `scope: team`, `missing: zero`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.message import Message, in_context

CLOSED_WORDS: Final[Mapping[str, Mapping[str, Message]]] = {
    "scope": {
        "person": in_context("scope", "person"),
        "team": in_context("scope", "team"),
        "company": in_context("scope", "company"),
    },
    "direction": {
        "higher": in_context("direction", "higher"),
        "lower": in_context("direction", "lower"),
    },
    "unit": {
        "percent": in_context("unit", "percent"),
        "points": in_context("unit", "points"),
        "number": in_context("unit", "number"),
        "score": in_context("unit", "score"),
        "money": in_context("unit", "money"),
        "hours": in_context("unit", "hours"),
        "minutes": in_context("unit", "minutes"),
        "days": in_context("unit", "days"),
        "yes-no": in_context("unit", "yes-no"),
    },
    "period": {
        "month": in_context("length", "month"),
        "quarter": in_context("length", "quarter"),
        "half": in_context("length", "half"),
        "year": in_context("length", "year"),
    },
    "missing": {
        "error": in_context("missing", "error"),
        "zero": in_context("missing", "zero"),
        "at-target": in_context("missing", "at-target"),
        "reweight": in_context("missing", "reweight"),
        "hold": in_context("missing", "hold"),
        "team": in_context("missing", "team"),
        "company": in_context("missing", "company"),
        "holds": in_context("missing", "holds"),
        "fails": in_context("missing", "fails"),
    },
    "amount": {
        "calendar-days": in_context("proration", "calendar-days"),
        "months": in_context("proration", "months"),
        "none": in_context("proration", "none"),
    },
    "targets": {
        "additive": in_context("proration", "additive"),
        "none": in_context("proration", "none"),
    },
    "of": {
        "attainment": in_context("read", "attainment"),
        "actual": in_context("read", "actual"),
        "salary": in_context("pay", "salary"),
        "annual_salary": in_context("pay", "annual_salary"),
        "ote": in_context("pay", "ote"),
        "target_incentive": in_context("pay", "target_incentive"),
        "earned": in_context("pay", "earned"),
    },
    "beyond": {"continue": in_context("beyond", "continue")},
    "attainment": {
        "ratio": in_context("attainment", "ratio"),
        "inverse": in_context("attainment", "inverse"),
        "distance": in_context("attainment", "distance"),
    },
    "below_zero": {
        "zero": in_context("below zero", "zero"),
        "pay": in_context("below zero", "pay"),
        "carry": in_context("below zero", "carry"),
    },
    "present": {
        "any": in_context("presence", "any"),
        "full-period": in_context("presence", "full-period"),
    },
    "by": {
        "uniform": in_context("sharing", "uniform"),
        "presence": in_context("sharing", "presence"),
    },
    "excess": {
        "others": in_context("excess", "others"),
        "lost": in_context("excess", "lost"),
    },
    "mode": {
        "half-up": in_context("rounding", "half-up"),
        "half-even": in_context("rounding", "half-even"),
        "half-down": in_context("rounding", "half-down"),
        "up": in_context("rounding", "up"),
        "down": in_context("rounding", "down"),
    },
    "parts": {
        "cents": in_context("parts", "cents"),
        "exact": in_context("parts", "exact"),
    },
    "absences": {
        "neutralise": in_context("absence", "neutralise"),
        "ignore": in_context("absence", "ignore"),
        "peer-average": in_context("absence", "peer-average"),
    },
    "origin": {
        "top-down": in_context("origin", "top-down"),
        "bottom-up": in_context("origin", "bottom-up"),
    },
    "priority": {
        "main": in_context("priority", "main"),
        "secondary": in_context("priority", "secondary"),
    },
    "commitment": {
        "committed": in_context("commitment", "committed"),
        "aspirational": in_context("commitment", "aspirational"),
    },
    "quality": {
        "expected": in_context("quality", "expected"),
        "delivered": in_context("quality", "delivered"),
        "perceived": in_context("quality", "perceived"),
    },
    "controllability": {
        "direct": in_context("controllability", "direct"),
        "influence": in_context("controllability", "influence"),
        "none": in_context("controllability", "none"),
    },
    "nature": {
        "contractual": in_context("nature", "contractual"),
        "unilateral-commitment": in_context("nature", "unilateral-commitment"),
        "discretionary": in_context("nature", "discretionary"),
    },
}
"""In English each word as the plan writes it; reasons of absence stand under `absences`."""


def closed_word(text: str, route: Route) -> Message | None:
    """Return a word of a closed list, by the last key of its route; None where a plan is free to write."""
    keys = [key for key in route if isinstance(key, str)]
    key = "absences" if keys[:1] == ["absences"] else next(reversed(keys), "")
    return CLOSED_WORDS.get(key, {}).get(text)


__all__ = ["CLOSED_WORDS", "closed_word"]
