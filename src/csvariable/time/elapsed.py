"""How far a period has gone by a day: the share of its days, both ends included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from csvariable.kernel.message import Told, msg
from csvariable.time.period import Days, Period


class NotWithin(Told):
    """A day that is not of the period; says which days are."""


@dataclass(frozen=True, slots=True)
class Elapsed:
    """A day within the days that are counted: those of the period, or of the year up to its end."""

    day: date
    counted: Days
    """The days whose values the files hold: where results are of the year so far, from its start."""

    @property
    def gone(self) -> int:
        """The days that have gone, the day itself among them."""
        return Days(self.counted.first, self.day).count

    @property
    def share(self) -> Fraction:
        """The part of the days that has gone: from above 0 to 1."""
        return Fraction(self.gone, self.counted.count)

    @property
    def is_over(self) -> bool:
        """Whether nothing of the period is left."""
        return self.day == self.counted.last


def elapsed(period: Period, day: date, *, since_year: bool = False) -> Elapsed:
    """Return how far a period has gone.

    Raises:
        NotWithin: for a day before its first or after its last.
    """
    if not period.first <= day <= period.last:
        raise NotWithin(
            msg(
                "{day} is not in {period}, which is from {first} to {last}",
                day=day,
                period=period.text,
                first=period.first,
                last=period.last,
            )
        )
    first = period.year[0].first if since_year else period.first
    return Elapsed(day, Days(first, period.last))
