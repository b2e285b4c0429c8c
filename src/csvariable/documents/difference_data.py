"""A diff as neutral data: routes, sentences, stretches of curves, and with facts the comparison."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from csvariable import SCHEMA_VERSION
from csvariable.documents.comparison_data import comparison_data
from csvariable.documents.comparison_view import ComparisonView
from csvariable.documents.differences import roles_touched
from csvariable.kernel.unit import decimal_text
from csvariable.scenario import Outcome
from csvariable.scenario.differences import differences
from csvariable.scenario.idle_points import told_by
from csvariable.scenario.moved_curves import CurveChange
from csvariable.speech.changes import change_sentence
from csvariable.text import Document, route_text


def as_data(
    old: Document, new: Document, curves: Sequence[CurveChange], view: ComparisonView, outcome: Outcome | None
) -> dict[str, Any]:
    """Return a diff as one object."""
    found = told_by(differences(old, new), old, new)
    return {
        "schema_version": SCHEMA_VERSION,
        "old": old.name,
        "new": new.name,
        "changes": [
            {
                "route": route_text(one.route),
                "what": one.what,
                "before": one.before,
                "after": one.after,
                "pays": one.pays,
                "role": one.role,
                "text": change_sentence(one, old, new, view.language),
            }
            for one in found
        ],
        "curves": [
            {
                "kpi": one.kpi,
                "role": one.role,
                "differs": [
                    [None if end is None else decimal_text(end) for end in (stretch.start, stretch.end)]
                    for stretch in one.stretches
                ],
                "words": [
                    {"word": change.word.id, "before": _rate(change.before), "after": _rate(change.after)}
                    for change in one.words
                ],
            }
            for one in curves
        ],
        "roles": roles_touched(found, view),
        "pay": comparison_data(outcome.comparison, view.currency, people=True)
        if outcome is not None and outcome.comparison is not None
        else None,
    }


def _rate(rate: Fraction | None) -> str | None:
    return None if rate is None else decimal_text(rate)
