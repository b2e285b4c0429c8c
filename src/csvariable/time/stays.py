"""Rows of a person in time: entry, exit, absences, and what cannot be counted (language, section 6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from csvariable.kernel.message import Message, msg
from csvariable.plan import Plan, Role
from csvariable.plan.amounts import AnnualAmount, ShareOfPay
from csvariable.time.period import EXAMPLES, Days, Period

StayKey: TypeAlias = tuple[Role, date | None, date | None, tuple[tuple[str, Fraction], ...]]

SAY_PRESENCE = msg(
    "write `proration: {{amount: calendar-days}}` in the plan, or `proration: none` to pay in full"
)


@dataclass(frozen=True, slots=True)
class Stay:
    """One row of a person: a role, from an entry to an exit, without the days absent."""

    role: Role = None
    entry: date | None = None
    """None: before anything that is counted."""
    exit: date | None = None
    """The last day, None: still there."""
    absences: Mapping[str, Fraction] = field(default_factory=dict)
    """Days by reason, from the columns `absence_days.<reason>`."""

    @property
    def key(self) -> StayKey:
        """What two stays that count alike have in common."""
        return self.role, self.entry, self.exit, tuple(self.absences.items())

    def within(self, days: Days) -> Days:
        """Return the days of a period between entry and exit, both included."""
        return days.between(self.entry, self.exit)


class StayProblem(NamedTuple):
    """What keeps a stay from being counted: a diagnostic that has no place yet."""

    stay: int
    """Which of the person's stays."""
    column: str | None
    """Column of the people file; None where the trouble is in what was not given."""
    rule: str
    message: Message
    help: Message


def first_entry(stays: Sequence[Stay]) -> date | None:
    """Return the day that tenure and guarantee start from: the first entry over all rows.

    None as soon as one row has no entry: that row began before anything that is counted.
    """
    entries = [stay.entry for stay in stays if stay.entry is not None]
    return min(entries) if entries and len(entries) == len(stays) else None


def counted_periods(plan: Plan, period: Period, since: date | None) -> range:
    """Return the indexes, in the plan's year, of the periods that a target stands for.

    The period paid; where the plan accumulates, those from the first day of the year, or from
    the period of entry if later, to the period paid (`elapsed`) or to the end of the year
    (`whole`) (language, section 6). Somebody who has not entered by then counts the period paid.
    """
    if plan.accumulate is None:
        return range(period.index, period.index + 1)
    end = len(period.year) if plan.accumulate.target == "whole" else period.index + 1
    for index in range(end):
        if since is None or period.year[index].last >= since:
            return range(index, end)
    return range(period.index, period.index + 1)


def needs_period(plan: Plan) -> Message | None:
    """Return why the period paid has to be named, or None where it may be left out.

    Required when the plan uses proration, absences, ramp, accumulate or a guarantee (language,
    section 6; files of several periods are asked in `paid`); and when a yearly amount is split
    by hand, because its share of an unnamed period is anybody's guess.
    """
    rule, incentive = plan.proration, plan.target_incentive
    uses = {
        "proration": rule is not None and (rule.amount, rule.targets) != ("none", "none"),
        "absences": bool(plan.absences),
        "ramp": plan.ramp is not None,
        "accumulate": plan.accumulate is not None,
        "guarantee": plan.guarantee is not None,
        "split": isinstance(incentive, AnnualAmount) and incentive.split is not None,
    }
    for word, used in uses.items():
        if used:
            return msg("the plan uses `{word}`, and the period paid is not named", word=word)
    return None


def say_period(plan: Plan) -> Message:
    """Return what to write to name a period of this plan."""
    return msg("name it, as in `--period {period}`", period=EXAMPLES[plan.period])


@dataclass(frozen=True, slots=True)
class Together:
    """All rows of a person, each counted beside the others; what is asked of all of them is asked once."""

    stays: Sequence[Stay]
    _inside: dict[tuple[Days, ...], Sequence[bool]] = field(default_factory=dict)
    _holders: dict[Days, int | None] = field(default_factory=dict)

    def inside(self, spans: Sequence[Days]) -> Sequence[bool]:
        """Return which rows of a person count: those with a day in the periods counted.

        A file may keep the rows of a person's past; they are no part of this period. Where no row
        has a day, all of them count, as those of somebody with presence 0.
        """
        asked = tuple(spans)
        if asked not in self._inside:
            found = [any(stay.within(days).count for days in asked) for stay in self.stays]
            self._inside[asked] = found if any(found) else [True] * len(found)
        return self._inside[asked]

    def holder(self, month: Days) -> int | None:
        """Return the row that holds a month; None where less than half of its days are active in all.

        It is the row with most of the active days, the earlier one on a tie.
        """
        if month not in self._holders:
            active = [stay.within(month).count for stay in self.stays]
            begins = [stay.entry or date.min for stay in self.stays]
            most = min(range(len(active)), key=lambda at: (-active[at], begins[at]))
            self._holders[month] = None if 2 * sum(active) < month.count else most
        return self._holders[month]


def check(stays: Sequence[Stay], plans: Sequence[Plan], period: Period | None) -> tuple[StayProblem, ...]:
    """Return everything that keeps the stays of one person from being counted."""
    found: list[StayProblem] = []
    since = first_entry(stays)
    parts = dict.fromkeys(range(len(stays)))
    together = Together(stays)
    for at, (stay, plan) in enumerate(zip(stays, plans, strict=True)):
        found += _order(at, stay)
        found += _reasons(at, stay, plan)
        if period is not None:
            counted = [period.year[index] for index in counted_periods(plan, period, since)]
            found += _too_many(at, stay, counted)
            here = together.inside(counted)
            if not here[at]:
                del parts[at]
            elif plan.proration is None and sum(here) == 1:
                found += _arrivals(at, stay, period, counted)
    return (*found, *_overlaps(stays), *_parts(list(parts), plans))


def _order(at: int, stay: Stay) -> Iterator[StayProblem]:
    if stay.entry is not None and stay.exit is not None and stay.exit < stay.entry:
        message = msg("the exit {end} comes before the entry {start}", end=stay.exit, start=stay.entry)
        yield StayProblem(
            at, "exit", "exit-before-entry", message, msg("`exit` is the last day, both ends included")
        )


def _reasons(at: int, stay: Stay, plan: Plan) -> Iterator[StayProblem]:
    """Days absent are whole calendar days, for reasons that the plan knows (language, section 6)."""
    for reason, days in stay.absences.items():
        column = f"absence_days.{reason}"
        if days < 0 or days.denominator != 1:
            message = msg("absence days for `{reason}` are not a whole number of days", reason=reason)
            yield StayProblem(
                at, column, "absence-not-whole", message, msg("count whole calendar days, 0 or more")
            )
        elif days and reason not in plan.absences:
            message = msg(
                "absence days for `{reason}` occur, and the plan does not say what they change", reason=reason
            )
            say = msg("write `absences: {{{reason}: neutralise}}`, `ignore` or `peer-average`", reason=reason)
            yield StayProblem(at, column, "absence-unsaid", message, say)
        elif days and plan.proration is None:
            message = msg(
                "absence days for `{reason}` occur in a plan that does not say whether presence counts",
                reason=reason,
            )
            yield StayProblem(at, column, "presence-unsaid", message, SAY_PRESENCE)


def _arrivals(at: int, stay: Stay, period: Period, counted: Sequence[Days]) -> Iterator[StayProblem]:
    """Arriving late and leaving early need a word of the plan (language, section 6).

    Rows that follow each other inside the period are another matter: see `_parts`.
    """
    first, last = counted[0].first, counted[-1].last
    unsaid = msg("and the plan does not say whether presence counts")
    if stay.entry is not None and stay.entry > first:
        message = msg(
            "the entry {day} is after the first day counted for {period}, {first}, {unsaid}",
            day=stay.entry,
            period=period.text,
            first=first,
            unsaid=unsaid,
        )
        yield StayProblem(at, "entry", "presence-unsaid", message, SAY_PRESENCE)
    if stay.exit is not None and stay.exit < last:
        message = msg(
            "the exit {day} is before the last day counted for {period}, {last}, {unsaid}",
            day=stay.exit,
            period=period.text,
            last=last,
            unsaid=unsaid,
        )
        yield StayProblem(at, "exit", "presence-unsaid", message, SAY_PRESENCE)


def _too_many(at: int, stay: Stay, counted: Sequence[Days]) -> Iterator[StayProblem]:
    active = sum(stay.within(days).count for days in counted)
    absent = sum(stay.absences.values(), Fraction(0))
    if absent > active:
        column = f"absence_days.{next(reason for reason, days in stay.absences.items() if days > 0)}"
        message = msg(
            "{absent} absence days, and only {active} active days to be absent from",
            absent=absent,
            active=active,
        )
        say = msg("absence days are days between entry and exit in the period paid, each for one reason")
        yield StayProblem(at, column, "too-many-absence-days", message, say)


def _overlaps(stays: Sequence[Stay]) -> Iterator[StayProblem]:
    """Rows of one person have disjoint entry and exit (language, section 6)."""
    order = sorted(range(len(stays)), key=lambda at: stays[at].entry or date.min)
    for before, at in pairwise(order):
        entry, left = stays[at].entry, stays[before].exit
        if entry is None or left is None or left >= entry:
            begins = msg("has no entry") if entry is None else msg("begins on {day}", day=entry)
            ends = msg("does not end") if left is None else msg("ends on {day}", day=left)
            message = msg(
                "two rows of one person overlap: this one {begins}, the one before {ends}",
                begins=begins,
                ends=ends,
            )
            say = msg("give each row an `entry` and an `exit` that leave no day twice")
            yield StayProblem(at, "entry", "overlapping-stays", message, say)


def _parts(parts: Sequence[int], plans: Sequence[Plan]) -> list[StayProblem]:
    """Several rows are parts of one period: without proration each would be paid in full."""
    full = [
        at
        for at in parts
        if (rule := plans[at].proration) is None or (rule.amount == "none" and _pays_by_row(plans[at]))
    ]
    if len(parts) < 2 or not full:
        return []
    message = msg(
        "this person has several rows in the period, and the plan does not prorate the amount of each"
    )
    say = msg("write `proration: {{amount: calendar-days}}` in the plan")
    return [StayProblem(full[0], None, "parts-without-proration", message, say)]


def _pays_by_row(plan: Plan) -> bool:
    """Whether each row has a target incentive that its days do not already limit.

    A share of the salary due is of the row's own pay as it stands (language, section 6).
    """
    incentive = plan.target_incentive
    if isinstance(incentive, ShareOfPay) and incentive.of == "salary":
        return False
    return incentive is not None or any(kpi.weight for kpi in plan.kpis.values())
