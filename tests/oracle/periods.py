"""Periods and days (section 6: proration, guarantee, ramp, accumulate)."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12}
PER_YEAR = {"month": 12, "quarter": 4, "half": 2, "year": 1}


@dataclass(frozen=True)
class Span:
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days, never below 0."""
        return max(0, (self.last - self.first).days + 1)

    def meet(self, first: date | None, last: date | None) -> Span:
        """The days of the span from ``first`` to ``last``, either one open."""
        return Span(
            self.first if first is None else max(self.first, first),
            self.last if last is None else min(self.last, last),
        )

    def each(self) -> list[date]:
        """Every day of the span."""
        return [self.first + timedelta(n) for n in range(self.days)]


def add_months(start: date, count: int) -> date:
    """The same day ``count`` months later, or the last day of a shorter month."""
    month = start.month - 1 + count
    year, month = start.year + month // 12, month % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def span_of_months(start: date, months: int) -> Span:
    """``months`` whole months from ``start``."""
    return Span(start, add_months(start, months) - timedelta(1))


def year_start(text: str | None, year: int) -> date:
    """The first day of the plan's year named ``year`` (``year_starts``)."""
    month, _, day = (text or "01-01").partition("-")
    return date(year, int(month), int(day))


def parse(text: str, starts: str | None) -> Span:
    """``2026``, ``2026-H2``, ``2026-Q3`` of the plan's year, ``2026-07`` of the calendar."""
    found = re.fullmatch(r"(\d{4})(?:-(?:(H)([12])|(Q)([1-4])|(\d\d)))?", text.strip())
    if not found:
        raise ValueError(f"not a period: {text!r}")
    year = int(found[1])
    if found[6]:
        return span_of_months(date(year, int(found[6]), 1), 1)
    first = year_start(starts, year)
    if found[2]:
        return span_of_months(add_months(first, 6 * (int(found[3]) - 1)), 6)
    if found[4]:
        return span_of_months(add_months(first, 3 * (int(found[5]) - 1)), 3)
    return span_of_months(first, 12)


def year_of(span: Span, starts: str | None) -> date:
    """The first day of the plan's year that holds the span."""
    first = year_start(starts, span.first.year)
    return first if first <= span.first else year_start(starts, span.first.year - 1)


def spans_of_year(span: Span, kind: str, starts: str | None) -> list[Span]:
    """All the periods of the plan's year that holds the span."""
    first, size = year_of(span, starts), MONTHS_IN[kind]
    return [span_of_months(add_months(first, size * n), size) for n in range(PER_YEAR[kind])]


def tenure_month(entry: date, when: date) -> int:
    """1 from the entry to the day before the same day of the next month, 1 before the entry."""
    count = (when.year - entry.year) * 12 + when.month - entry.month
    while count > 0 and add_months(entry, count) > when:
        count -= 1
    return max(1, count + 1)


def months_of(span: Span) -> list[Span]:
    """The months of a span."""
    found: list[Span] = []
    start = span.first
    while start <= span.last:
        after = add_months(span.first, len(found) + 1)
        found.append(Span(start, after - timedelta(1)))
        start = after
    return found
