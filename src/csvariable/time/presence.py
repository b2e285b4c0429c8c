"""The days that one stay of a person is there, in the periods counted (language, section 6).

Every figure is an exact fraction of days. The days of absence have no dates in the files, only
a number: they are taken from all the active days in proportion.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Literal, TypeAlias

from csvariable.plan import Plan
from csvariable.time.period import Days, Period, add_months, day_before, months_of
from csvariable.time.stays import Stay, Together

ZERO, ONE = Fraction(0), Fraction(1)

Mode: TypeAlias = Literal["calendar-days", "months", "none"]


@dataclass(frozen=True)
class Presence:
    """One stay of a person, beside the others, with the plan of its role."""

    plan: Plan
    period: Period
    together: Together
    at: int
    since: date | None
    counted: range

    @property
    def stay(self) -> Stay:
        """The stay itself."""
        return self.together.stays[self.at]

    @cached_property
    def spans(self) -> tuple[Days, ...]:
        """The periods counted: the period paid, or more where the plan accumulates."""
        return tuple(self.period.year[index] for index in self.counted)

    @cached_property
    def there(self) -> tuple[Days, ...]:
        """The periods counted in which the stay has a day."""
        return tuple(span for span in self.spans if self.stay.within(span).count)

    @property
    def amount_mode(self) -> Mode:
        """How presence scales the amount; an absent `amount` is `none`."""
        return "none" if self.plan.proration is None else self.plan.proration.amount

    @property
    def target_mode(self) -> Mode:
        """How presence scales targets: like the amount, by days where only targets are scaled."""
        rule = self.plan.proration
        if rule is None or rule.targets == "none":
            return "none"
        return "calendar-days" if rule.amount == "none" else rule.amount

    @cached_property
    def active(self) -> int:
        """Days between entry and exit in the periods counted; absences are not taken out."""
        return sum(self.stay.within(span).count for span in self.spans)

    @cached_property
    def active_in_period(self) -> int:
        """The same, in the period paid alone."""
        return self.stay.within(self.period.span).count

    def absent(self, policy: str) -> Fraction:
        """Days of absence under a policy of the plan."""
        known = self.plan.absences
        return sum((n for reason, n in self.stay.absences.items() if known.get(reason) == policy), ZERO)

    @property
    def away(self) -> bool:
        """Whether there are days of absence that the plan does not ignore."""
        return bool(self.absent("neutralise") + self.absent("peer-average"))

    @cached_property
    def kept(self) -> Fraction:
        """The share of the active days that neutralised absences leave.

        They have no dates, so each period counted and each month of tenure loses this share.
        """
        absent = self.absent("neutralise")
        return 1 - absent / self.active if absent and self.active else ONE

    @cached_property
    def left_in_period(self) -> Fraction:
        """Active days left in the period paid."""
        return self.active_in_period * self.kept

    @cached_property
    def past(self) -> bool:
        """Whether the person is there with other rows and not with this one, which counts 0."""
        return not self.together.inside(self.spans)[self.at]

    def shares(self, mode: Mode) -> list[Fraction]:
        """Presence in each period counted: active days / days, or months counted / months."""
        if self.past:
            return [ZERO] * len(self.counted)
        if mode == "none":
            return [ONE] * len(self.counted)
        if mode == "calendar-days":
            return [Fraction(self.stay.within(span).count, span.count) * self.kept for span in self.spans]
        return [Fraction(self.months(span), len(months_of(span))) * self.kept for span in self.spans]

    def months(self, span: Days) -> int:
        """Return how many months of a period count for this row.

        A month counts when at least half of its days are active (language, section 6). A month
        of a person with several rows counts once: when the active days of all rows reach half,
        for the row that holds most of them, the earlier one on a tie. So a change of role in the
        middle of a month pays that month neither twice nor never.
        """
        return sum(self.together.holder(month) == self.at for month in months_of(span))

    def tenure(self, entry: date, months: int) -> list[Fraction]:
        """Return the share of a period's target in each of the first months of tenure, and after.

        Each day counts 1 / days of its period, summed over the periods counted. Days before entry
        are in the first month; where the plan prorates targets, days before entry, after exit and
        neutralised days count 0 (language, section 6). Month m runs from the entry to the day
        before the same day of the next month.
        """
        shares = [ZERO] * (months + 1)
        prorated = self.target_mode != "none" or self.past
        for span in self.spans:
            days = self.stay.within(span) if prorated else span
            rest = days.count
            for month in range(months):
                held = days.between(
                    add_months(entry, month) if month else None, _month_ends(entry, month)
                ).count
                shares[month] += Fraction(held, span.count)
                rest -= held
                if not rest:
                    break
            shares[months] += Fraction(rest, span.count)
        return [share * self.kept for share in shares] if prorated else shares

    @property
    def covered(self) -> int:
        """Active days under the guarantee: from the first entry, for months or periods of tenure."""
        rule = self.plan.guarantee
        if rule is None or self.since is None:
            return 0
        if rule.periods is not None:
            last = self.period.end_of(self.since, rule.periods)
        else:
            last = day_before(add_months(self.since, rule.months or 0))
        return sum(self.stay.within(span).between(self.since, last).count for span in self.spans)

    @property
    def stands_for(self) -> int:
        """Days that the target incentive stands for: the active ones when it is prorated, else all."""
        return sum(span.count for span in self.spans) if self.amount_mode == "none" else self.active


def _month_ends(entry: date, month: int) -> date:
    """Return the last day of a month of tenure: before the same day of the next month."""
    return day_before(add_months(entry, month + 1))
