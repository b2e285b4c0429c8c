"""The days that a period can tell apart: dates outside of them count alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from csvariable.plan import Plan
from csvariable.time.period import MONTHS_IN, Period, add_months, day_before


@dataclass(frozen=True, slots=True)
class Window:
    """Dates that figures of the calendar tell apart: those outside count as the nearest of these.

    Of somebody with several rows only those which reach into the window: the others stay apart.
    """

    least: date
    """The day before the first day that any figure looks at."""
    most: date
    """The day after the last one."""


def window_of(plans: Iterable[Plan], period: Period) -> Window:
    """Return the days that some plans look at: those counted, and the tenure that reaches into them."""
    plans = list(plans)
    accumulates = any(plan.accumulate is not None for plan in plans)
    first, last = (period.year[0].first, period.year[-1].last) if accumulates else (period.first, period.last)
    months = max((_months_of_tenure(plan, period) for plan in plans), default=0)
    # One month more, because the months of tenure that begin on the 31st end earlier in shorter ones.
    first = add_months(first, -months - 1) if months else first
    return Window(day_before(first), last + timedelta(1))


def _months_of_tenure(plan: Plan, period: Period) -> int:
    """Return the months from an entry that the plan may still look at."""
    ramp, guarantee = plan.ramp, plan.guarantee
    found = 0
    if ramp is not None:
        found = max([len(ramp.factors), *(len(levels) for levels in ramp.values.values())])
    if guarantee is not None:
        periods = 0 if guarantee.periods is None else guarantee.periods + 1
        found = max(found, guarantee.months or 0, periods * MONTHS_IN[period.kind])
    return found
