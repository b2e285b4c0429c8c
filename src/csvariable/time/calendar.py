"""Time as columns of the facts: presence, ramp, guarantee, absences, accumulation (language, section 6).

Every figure is an exact fraction of the days of a `Presence`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from csvariable.kernel.figure import Figure, ramp_time, ramp_value
from csvariable.kernel.message import Message, counted, msg
from csvariable.plan import Plan, Role
from csvariable.plan.amounts import AnnualAmount
from csvariable.plan.kpi import Kpi
from csvariable.plan.levels import in_unit
from csvariable.time.period import Period, months_of
from csvariable.time.presence import ONE, ZERO, Mode, Presence
from csvariable.time.stays import Stay, StayKey, StayProblem, Together, check, counted_periods, first_entry

if TYPE_CHECKING:
    from csvariable.plan.presence import Ramp

NEUTRAL: Mapping[str, Fraction] = {
    Figure.PRESENCE: ONE,
    Figure.PRESENCE_DAYS: ONE,
    Figure.PRESENT: ONE,
    Figure.PRESENT_IN_PERIOD: ONE,
    Figure.PERSON_PRESENT: ONE,
    Figure.FULL_PERIOD: ONE,
    Figure.PERSON_FULL_PERIOD: ONE,
    Figure.PERIODS: ONE,
    Figure.ALL_PERIODS: ONE,
    Figure.COUNTED: ONE,
    Figure.TARGET_TIME: ONE,
    Figure.GUARANTEED: ZERO,
    Figure.WITH_PEERS: ZERO,
}
"""The columns of somebody who is there all the time, in a plan that does not look at it."""


@dataclass(frozen=True)
class Times:
    """What time means for one person, row by row."""

    columns: tuple[Mapping[str, Fraction], ...]
    """Columns of the facts, for each stay."""
    problems: tuple[StayProblem, ...] = ()
    """Why it cannot be paid; the columns are neutral then."""
    rows: tuple[Presence, ...] = ()
    """The days that the columns were counted from; none of columns that are neutral."""

    @cached_property
    def texts(self) -> tuple[Mapping[str, Message], ...]:
        """What a column was counted from, in words, for each stay."""
        return tuple(map(_texts, self.rows)) or tuple({} for _ in self.columns)


@dataclass(slots=True)
class Calendar:
    """Counts the days of people in one period; equal stays are counted once."""

    plan_of: Callable[[Role], Plan]
    period: Period | None
    _known: dict[tuple[StayKey, ...], Times] = field(default_factory=dict)

    def times(self, stays: Sequence[Stay]) -> Times:
        """Return the columns, their texts and the problems of the stays of one person."""
        key = tuple(stay.key for stay in stays)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._counted(stays)
        return found

    def _counted(self, stays: Sequence[Stay]) -> Times:
        plans = [self.plan_of(stay.role) for stay in stays]
        problems = check(stays, plans, self.period)
        if problems or self.period is None:
            return Times(tuple(_neutral(plan) for plan in plans), problems)
        since, together = first_entry(stays), Together(stays)
        rows = tuple(
            Presence(plan, self.period, together, at, since, counted_periods(plan, self.period, since))
            for at, plan in enumerate(plans)
        )
        there = _flag(any(row.left_in_period for row in rows))
        active = sum(row.active_in_period for row in rows)
        full = _flag(active == self.period.days and not any(row.away for row in rows))
        columns = tuple(
            {**_columns(row), Figure.PERSON_PRESENT: there, Figure.PERSON_FULL_PERIOD: full} for row in rows
        )
        return Times(columns, rows=rows)


def _columns(row: Presence) -> dict[str, Fraction]:
    """Return the columns of a row; those of the person are added over all rows."""
    amount = row.shares(row.amount_mode)
    presence = sum(amount, ZERO)
    targets = presence if row.target_mode == row.amount_mode else sum(row.shares(row.target_mode), ZERO)
    return {
        Figure.PRESENCE: presence,
        Figure.PRESENCE_DAYS: row.left_in_period / row.period.days,
        Figure.PRESENCE_SPLIT: _split(row.plan, row.counted, amount),
        Figure.PRESENT: _present(row, presence, targets),
        Figure.PRESENT_IN_PERIOD: _flag(row.left_in_period),
        Figure.FULL_PERIOD: _flag(row.active_in_period == row.period.days and not row.away),
        Figure.COUNTED: _flag(not row.past),
        Figure.PERIODS: Fraction(len(row.there)),
        Figure.ALL_PERIODS: Fraction(len(counted_periods(row.plan, row.period, None))),
        Figure.TARGET_TIME: targets,
        **_ramp(row, targets),
        Figure.GUARANTEED: Fraction(row.covered, row.stands_for or 1),
        Figure.WITH_PEERS: row.absent("peer-average") / ((row.active - row.absent("neutralise")) or 1),
    }


def _flag(holds: object) -> Fraction:
    return ONE if holds else ZERO


def _present(row: Presence, presence: Fraction, targets: Fraction) -> Fraction:
    """Return 0 for a row that is paid lines of 0.00 with a note, because its presence is 0.

    A person with presence 0 owes no values (language, section 3): that is presence as the plan
    counts it, over every period counted, and not whether there is a day in the period paid.
    Somebody who left in the first quarter of a plan that accumulates is still settled.
    """
    return _flag(targets if row.amount_mode == "none" else presence)


def _split(plan: Plan, counted: Sequence[int], presence: Sequence[Fraction]) -> Fraction:
    """Return the share of a yearly amount: the split of each period counted times its presence."""
    written = plan.target_incentive
    split = written.split if isinstance(written, AnnualAmount) else None
    if split is None:
        return sum(presence, ZERO) / plan.periods_per_year
    return sum((split[index] * share for index, share in zip(counted, presence, strict=True)), ZERO)


def _ramped(plan: Plan, ramp: Ramp) -> dict[str, Kpi]:
    """Return the KPIs whose targets grow by month of tenure: additive ones of the person."""
    return {
        name: kpi
        for name, kpi in plan.kpis.items()
        if kpi.scope == "person" and kpi.is_additive and (ramp.factors or name in ramp.values)
    }


def _ramp(row: Presence, targets: Fraction) -> dict[str, Fraction]:
    """Return the share of a period's target that each KPI under the ramp has, and the value beside it.

    Without a first entry there is no tenure, so no ramp: the target is the one of the periods.
    """
    ramp, found = row.plan.ramp, {}
    if ramp is None:
        return {}
    for name, kpi in _ramped(row.plan, ramp).items():
        levels = ramp.values.get(name)
        if row.since is None:
            found[ramp_time(name)] = targets
        elif levels is None:
            shares = row.tenure(row.since, len(ramp.factors))
            found[ramp_time(name)] = sum(
                (a * b for a, b in zip(shares, (*ramp.factors, ONE), strict=True)), ZERO
            )
        else:
            *shares, found[ramp_time(name)] = row.tenure(row.since, len(levels))
            values = [in_unit(level, kpi.measured_in, row.plan.currency) for level in levels]
            found[ramp_value(name)] = sum((a * b for a, b in zip(shares, values, strict=True)), ZERO)
        if levels is not None:
            found.setdefault(ramp_value(name), ZERO)
    return found


def _neutral(plan: Plan) -> dict[str, Fraction]:
    """Return the columns where no day is counted: no period is named, or something is wrong."""
    ramp = plan.ramp
    found = {**NEUTRAL, Figure.PRESENCE_SPLIT: Fraction(1, plan.periods_per_year)}
    for name in () if ramp is None else _ramped(plan, ramp):
        found |= {ramp_time(name): ONE, ramp_value(name): ZERO}
    return found


def _texts(row: Presence) -> dict[str, Message]:
    """Return what the columns of a row were counted from, where the plan counts something."""
    found: dict[str, Message | None] = {
        Figure.PRESENCE: _presence_text(row, row.amount_mode),
        Figure.TARGET_TIME: _presence_text(row, row.target_mode),
    }
    if row.plan.accumulate is not None and row.there:
        found[Figure.PERIODS] = counted(
            "{count} period from {first} to {last}",
            "{count} periods from {first} to {last}",
            len(row.there),
            first=row.there[0].first,
            last=row.there[-1].last,
        )
    if row.covered:
        found[Figure.GUARANTEED] = counted(
            "{count} day covered of {whole}",
            "{count} days covered of {whole}",
            row.covered,
            whole=row.stands_for,
        )
    if row.absent("peer-average"):
        found[Figure.WITH_PEERS] = counted(
            "{count} day absent of {whole}",
            "{count} days absent of {whole}",
            row.absent("peer-average"),
            whole=row.active - row.absent("neutralise"),
        )
    if row.plan.ramp is not None and row.since is not None:
        text = msg("month by month from the entry on {day}", day=row.since)
        found |= {ramp_time(name): text for name in _ramped(row.plan, row.plan.ramp)}
    return {name: text for name, text in found.items() if text is not None}


def _presence_text(row: Presence, mode: Mode) -> Message | None:
    if mode == "none":
        return None
    if mode == "months":
        text = counted(
            "{count} month of {whole}",
            "{count} months of {whole}",
            sum(row.months(span) for span in row.spans),
            whole=sum(len(months_of(span)) for span in row.spans),
        )
    else:
        days = sum(span.count for span in row.spans)
        text = counted(
            "{count} active day of {whole}", "{count} active days of {whole}", row.active, whole=days
        )
    absent = row.absent("neutralise")
    if not absent:
        return text
    return counted(
        "{text}, less {absent} absent of {count} active day",
        "{text}, less {absent} absent of {count} active days",
        row.active,
        text=text,
        absent=absent,
    )
