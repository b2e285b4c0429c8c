"""A plan that was to be looked at again, by the calendar of who runs it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, warning
from csvariable.kernel.message import msg
from csvariable.plan import Plan


def past_review(plan: Plan, today: date) -> Iterator[Diagnostic]:
    """Yield a warning where the day by which a plan was to be looked at again has passed."""
    if plan.review_by is not None and plan.review_by < today:
        yield warning(
            "review-overdue",
            msg("this plan was to be looked at again by {day}, which has passed", day=plan.review_by),
            PlanPlace(("review_by",)),
            help=msg("look at it with those whom it concerns, then write the next day"),
        )
