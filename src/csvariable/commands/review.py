"""A plan that was to be looked at again, by the calendar of who runs it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, warning
from csvariable.kernel.message import msg
from csvariable.plan import Plan


def today(environ: Mapping[str, str]) -> date:
    """Return the day by the calendar of who runs this, or the one that SOURCE_DATE_EPOCH says."""
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdecimal() else date.today()  # noqa: DTZ011


def past_review(plan: Plan, today: date) -> Iterator[Diagnostic]:
    """Yield a warning where the day by which a plan was to be looked at again has passed."""
    starts = None if plan.effective is None else plan.effective.from_
    if plan.review_by is not None and plan.review_by < today and (starts is None or plan.review_by >= starts):
        yield warning(
            "review-overdue",
            msg("this plan was to be looked at again by {day}, which has passed", day=plan.review_by),
            PlanPlace(("review_by",)),
            help=msg("look at it with those whom it concerns, then write the next day"),
        )
