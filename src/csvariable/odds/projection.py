"""What a period may come to, seen from a day within it: a projection, and never pay.

The law of this module: what was reached is what the files say; all else is what would be, and
is the whole pay computed again by the engine. A KPI that grows with time (`additive`) comes to
value / share of the days at the same pace; a rate or a level stays where it is. A range takes
what is left of the period from the past, period by period, or from the models that the plan
states: a growing KPI adds its part of the days, another one is the mean of both by their days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, TypeAlias

from csvariable.engine.rerun import rerun
from csvariable.engine.results import Results
from csvariable.facts.model import Value
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import Severity
from csvariable.kernel.message import Message, counted, listed, msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.unit import rounded
from csvariable.odds.dice import DiceTable, stream, table
from csvariable.odds.intervals import root
from csvariable.odds.model import Models, OddsModel
from csvariable.odds.moved import MovedResult, is_full, moving, value_of
from csvariable.odds.outcomes import percentile
from csvariable.odds.past import Past
from csvariable.time.elapsed import Elapsed

FLOOR = 4
"""The fewest past periods that a range is made of: a year of quarters."""
_FINE = Fraction(1, 10**20)
DRAWS = 100
"""The draws that a range of stated models is made of."""
SEED = 1
LOW, HIGH = 10, 90
"""The percentiles that a range goes from and to."""


@dataclass(frozen=True, slots=True)
class ProjectedRange:
    """The ends of a range."""

    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Course:
    """How a KPI of a row goes: what is reached, and what may be reached."""

    kpi: str
    grows: bool
    """Whether it grows with time, so that it has a pace."""
    to_date: Value
    target: Value
    """Of the whole period."""
    attained: Value
    """The attainment of what is reached, against the target of the whole period."""
    pace: Value
    """What it comes to at the same pace; of what does not grow, what it is."""
    at_pace: Value
    """The attainment of that."""
    range: ProjectedRange | None
    """Between which values it ends, from P10 to P90; None where nothing is known of its rest."""


@dataclass(frozen=True)
class Projection:
    """Results up to a day, and what the period may come to."""

    elapsed: Elapsed
    plans: Plans
    now: Results
    """Of what is reached: no pay, since the period is not over."""
    pace: Results | None
    """Of the same pace; None where the engine refuses it."""
    ends: Sequence[Results] = ()
    """Of each way in which the rest may go; none where there is no range."""
    source: Literal["history", "model"] | None = None
    why: Message | None = None
    """Why there is no range."""
    refusal: Message | None = None
    """What the engine says of the first way that cannot be paid, where that is why; it names a person."""
    pace_refusal: Message | None = None
    """What it says of the pace, where there is none."""
    left_out: tuple[str, ...] = ()
    """Past periods that could not be read for the plan."""

    def foreseen(self, person: int) -> bool:
        """Whether a person's pay is projected: of who is there on every day of the period."""
        return is_full(self.now.facts, self.now.facts.people[person].rows[-1])

    def courses(self, row: int) -> Iterator[Course]:
        """Yield how each KPI of a row goes, in the order of the plan."""
        plan = self.plans.of(self.now.facts.roles[row])
        full = is_full(self.now.facts, row)
        for kpi, spec in plan.kpis.items():
            actual = value_of(self.now, Purpose.ACTUAL, kpi, row)
            if actual is None:
                continue
            known = self.pace is not None and (full or not (spec.is_additive and spec.scope == "person"))
            pace = value_of(self.pace, Purpose.ACTUAL, kpi, row) if known and self.pace is not None else None
            ends = [value_of(one, Purpose.ACTUAL, kpi, row) for one in self.ends] if known else []
            yield Course(
                kpi,
                spec.is_additive,
                actual,
                value_of(self.now, Purpose.TARGET, kpi, row),
                value_of(self.now, Purpose.ATTAINMENT, kpi, row),
                pace,
                None
                if pace is None or self.pace is None
                else value_of(self.pace, Purpose.ATTAINMENT, kpi, row),
                None if (span := _span(ends)) is None or span.low == span.high else span,
            )

    def pay_at_pace(self, person: int) -> Value:
        """Return what a person would be paid at the same pace; None where that is not projected."""
        if self.pace is None or not self.foreseen(person):
            return None
        return self.pace.people[Purpose.TOTAL][person]

    def pay_range(self, person: int) -> ProjectedRange | None:
        """Return between which amounts the pay of a person would lie, from P10 to P90."""
        if not self.foreseen(person):
            return None
        return _span([one.people[Purpose.TOTAL][person] for one in self.ends])


def projected(plans: Plans, now: Results, until: Elapsed, past: Past | None, models: Models) -> Projection:
    """Return what the period of some results may come to; `past` is None where it cannot be looked at."""
    share = until.share
    moves = list(moving(plans, now.facts))
    pace, refused = _again(now, moves, [one.kept(one.paced(share)) for one in moves])
    left_out = () if past is None else past.left_out
    found = Projection(until, plans, now, pace, left_out=left_out, pace_refusal=refused)
    if until.is_over:
        return replace(found, why=msg("the period is over: nothing of it is left"))
    if models:
        drawn = list(_drawn(moves, models, share))
        draws = ([values[at] for values in drawn] for at in range(DRAWS))
        return _ranged(found, [_again(now, moves, values) for values in draws])
    if past is None:
        return replace(found, why=msg("results of the year so far cannot be drawn period by period"))
    if len(past.runs) < FLOOR:
        why = msg(
            "the files hold {count} past periods, and a range needs {floor}, or models: `odds`",
            count=len(past.runs),
            floor=FLOOR,
        )
        return replace(found, why=why)
    runs = list(past.runs.values())
    rests = [one.rests(runs, share) for one in moves]
    ways = ([ends[at] for ends in rests] for at in range(len(runs)))
    return _ranged(found, [_again(now, moves, values) for values in ways], list(past.runs))


def _ranged(found: Projection, ways: Sequence[_Way], periods: Sequence[str] = ()) -> Projection:
    """Add the ways in which the rest may go, of past periods or of draws; all of them, or none and why."""
    lost = [at for at, (results, _) in enumerate(ways) if results is None]
    if not lost:
        ends = [results for results, _ in ways if results is not None]
        return replace(found, ends=ends, source="history" if periods else "model")
    if periods:
        names = listed([periods[at] for at in lost], "or")
        why = msg("where the rest goes as in {periods}, this plan cannot be paid", periods=names)
    else:
        why = counted(
            "{count} of {draws} draws cannot be paid by this plan",
            "{count} of {draws} draws cannot be paid by this plan",
            len(lost),
            draws=len(ways),
        )
    return replace(found, why=why, refusal=ways[lost[0]][1])


# ---------------------------------------------------------------------------------- what moves


_Way: TypeAlias = tuple[Results | None, Message | None]
"""What a way comes to; or nothing, and why the engine refuses it."""


def _again(now: Results, moves: Sequence[MovedResult], values: Sequence[Fraction]) -> _Way:
    """Compute everybody again with other values."""
    columns: dict[str, list[Value]] = {}
    for one, value in zip(moves, values, strict=True):
        columns.setdefault(one.column, list(now.facts.columns[one.column]))[one.row] = value
    facts = replace(now.facts, columns={**now.facts.columns, **columns})
    results, problems = rerun(now, now.programs, facts)
    refused = next((one.message for one in problems if one.severity is Severity.ERROR), None)
    return (results, None) if refused is None else (None, refused)


# ------------------------------------------------------------------------------------ the draws


def _drawn(moves: Sequence[MovedResult], models: Models, share: Fraction) -> Iterator[Sequence[Fraction]]:
    """Yield the values of each move in all draws; what has no model goes on at its pace."""
    for one in moves:
        model = models.get(one.kpi)
        if model is None:
            yield [one.kept(one.paced(share))] * DRAWS
            continue
        law = _law(model, one, share)
        picks = law.drawn(stream(SEED, DRAWS, "projection", one.scope, one.who, one.kpi))
        yield [one.kept(law.values[pick]) for pick in picks]


def _law(model: OddsModel, one: MovedResult, share: Fraction) -> DiceTable:
    """Return the values that a KPI can end at: what is reached, and the model over the days that are left."""
    left = 1 - share
    if model.kind == "share":
        more = int(rounded(model.count * left, Fraction(1)))
        if not more:
            return table([one.value], [Fraction(1)])
        rest = replace(model, count=more).table(None, None)
        had = model.count * share
        values = [(had * one.value + more * value) / (had + more) for value in rest.values]
        return DiceTable(tuple(values), rest.marks)
    mean = one.with_rest(model.mean, share)
    return OddsModel("normal", mean, model.sd * root(left, _FINE), model.grain).table(None, None)


# -------------------------------------------------------------------------------------- figures


def _span(values: Sequence[Value]) -> ProjectedRange | None:
    """Return the range of values from P10 to P90, by nearest rank; None where one is missing, or all."""
    known = sorted(value for value in values if value is not None)
    if not known or len(known) < len(values):
        return None
    return ProjectedRange(percentile(known, LOW), percentile(known, HIGH))
