"""What a period may come to, seen from a day within it: a projection, and never pay.

The law of this module: what was reached is what the files say; all else is what would be, and
is the whole pay computed again by the engine. A KPI that grows with time (`additive`) comes to
value / share of the days at the same pace; a rate or a level stays where it is. A range takes
what is left of the period from the past, period by period, or from the models that the plan
states: a growing KPI adds its part of the days, another one is the mean of both by their days.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, TypeAlias

from csvariable.engine.rerun import rerun
from csvariable.engine.results import Results
from csvariable.facts.model import Facts, Value
from csvariable.facts.plans import Plans
from csvariable.facts.typed import range_of
from csvariable.kernel.diagnostic import Severity
from csvariable.kernel.figure import Figure, of_scope
from csvariable.kernel.message import Message, counted, listed, msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.unit import Unit, minor_unit, rounded
from csvariable.odds.dice import DiceTable, stream, table
from csvariable.odds.intervals import root
from csvariable.odds.model import Models, OddsModel
from csvariable.odds.outcomes import percentile
from csvariable.odds.past import Past
from csvariable.plan.kpi import Kpi
from csvariable.plan.values import Scope
from csvariable.time.elapsed import Elapsed

FLOOR = 4
"""The fewest past periods that a range is made of: a year of quarters."""
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
        return _is_full(self.now.facts, self.now.facts.people[person].rows[-1])

    def courses(self, row: int) -> Iterator[Course]:
        """Yield how each KPI of a row goes, in the order of the plan."""
        plan = self.plans.of(self.now.facts.roles[row])
        full = _is_full(self.now.facts, row)
        for kpi, spec in plan.kpis.items():
            actual = _of(self.now, Purpose.ACTUAL, kpi, row)
            if actual is None:
                continue
            known = self.pace is not None and (full or not (_grows(spec) and spec.scope == "person"))
            pace = _of(self.pace, Purpose.ACTUAL, kpi, row) if known and self.pace is not None else None
            ends = [_of(one, Purpose.ACTUAL, kpi, row) for one in self.ends] if known else []
            yield Course(
                kpi,
                _grows(spec),
                actual,
                _of(self.now, Purpose.TARGET, kpi, row),
                _of(self.now, Purpose.ATTAINMENT, kpi, row),
                pace,
                None if pace is None or self.pace is None else _of(self.pace, Purpose.ATTAINMENT, kpi, row),
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
    moves = list(_moves(plans, now.facts))
    pace, refused = _again(now, moves, [one.kept(one.paced(share)) for one in moves])
    left_out = () if past is None else past.left_out
    found = Projection(until, plans, now, pace, left_out=left_out, pace_refusal=refused)
    if until.is_over:
        return replace(found, why=msg("the period is over: nothing of it is left"))
    if models:
        draws = zip(*_drawn(moves, models, share), strict=True)
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
    rests = ([one.rest_of(runs, at, share) for one in moves] for at in range(len(runs)))
    return _ranged(found, [_again(now, moves, values) for values in rests], list(past.runs))


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


@dataclass(frozen=True, slots=True)
class _Moved:
    """The value of a KPI in a row, or of the team or the company that some rule reads."""

    column: str
    row: int
    kpi: str
    spec: Kpi
    scope: Scope
    who: str
    """The person, or the team; empty for the company."""
    value: Fraction
    currency: str

    def kept(self, value: Fraction) -> Fraction:
        """Return a value as it is told and counted: within the range of the KPI, to hundredths of a point."""
        if value != self.value:
            value = rounded(value, _grain(self.spec, self.currency))
        low, high = range_of(self.spec, self.currency)
        value = value if low is None else max(low, value)
        return value if high is None else min(high, value)

    def paced(self, share: Fraction) -> Fraction:
        """Return what it comes to at the same pace."""
        return self.value / share if _grows(self.spec) else self.value

    def ended(self, rest: Fraction, share: Fraction) -> Fraction:
        """Return what it comes to where the rest of the days goes as a whole period of `rest`.

        A word is no number: it stays the one that it is.
        """
        if self.spec.measured_in.words:
            return self.value
        before = self.value if _grows(self.spec) else share * self.value
        return self.kept(before + (1 - share) * rest)

    def rest_of(self, runs: Sequence[Results], at: int, share: Fraction) -> Fraction:
        """Return what it comes to with the rest of a past period, or of another one for who was away."""
        own = [value for run in runs if (value := self._in(run)) is not None]
        there = self._in(runs[at])
        if not own:
            return self.kept(self.paced(share))
        return self.ended(own[at % len(own)] if there is None else there, share)

    def _in(self, then: Results) -> Value:
        """Return the value of the same owner in another period."""
        column = then.facts.columns.get(self.column)
        rows = then.kept(_owners)[self.scope].get(self.who, ())
        return (
            None if column is None else next((column[row] for row in rows if column[row] is not None), None)
        )


def _owners(results: Results) -> Mapping[Scope, Mapping[str, Sequence[int]]]:
    """Return the rows of each person, the last one first, of each team, and of the company."""
    facts = results.facts
    teams: dict[str, list[int]] = {}
    for row, team in enumerate(facts.teams):
        teams.setdefault(team or "", []).append(row)
    people = {one.id: one.rows[::-1] for one in facts.people}
    return {"person": people, "team": teams, "company": {"": range(len(facts.roles))}}


def _moves(plans: Plans, facts: Facts) -> Iterator[_Moved]:
    """Yield each value that the files give of a KPI; what is computed from others follows them."""
    ids = facts.ids()
    for row, role in enumerate(facts.roles):
        whose: dict[Scope, str] = {"person": ids[row], "team": facts.teams[row] or "", "company": ""}
        for kpi, spec in plans.of(role).kpis.items():
            actual = Purpose.ACTUAL.named(kpi)
            scopes: tuple[tuple[str, Scope], ...] = (
                (actual, spec.scope),
                (of_scope(actual, "team"), "team"),
                (of_scope(actual, "company"), "company"),
            )
            for column, scope in scopes:
                value = _cell(facts.columns.get(column), row)
                if value is not None:
                    yield _Moved(column, row, kpi, spec, scope, whose[scope], value, plans.base.currency)


_Way: TypeAlias = tuple[Results | None, Message | None]
"""What a way comes to; or nothing, and why the engine refuses it."""


def _again(now: Results, moves: Sequence[_Moved], values: Sequence[Fraction]) -> _Way:
    """Compute everybody again with other values."""
    columns: dict[str, list[Value]] = {}
    for one, value in zip(moves, values, strict=True):
        columns.setdefault(one.column, list(now.facts.columns[one.column]))[one.row] = value
    facts = replace(now.facts, columns={**now.facts.columns, **columns})
    results, problems = rerun(now, now.programs, facts)
    refused = next((one.message for one in problems if one.severity is Severity.ERROR), None)
    return (results, None) if refused is None else (None, refused)


# ------------------------------------------------------------------------------------ the draws


def _drawn(moves: Sequence[_Moved], models: Models, share: Fraction) -> Iterator[Sequence[Fraction]]:
    """Yield the values of each move in all draws; what has no model goes on at its pace."""
    for one in moves:
        model = models.get(one.kpi)
        if model is None:
            yield [one.kept(one.paced(share))] * DRAWS
            continue
        law = _law(model, one, share)
        picks = law.drawn(stream(SEED, DRAWS, "projection", one.scope, one.who, one.kpi))
        yield [one.kept(law.values[pick]) for pick in picks]


def _law(model: OddsModel, one: _Moved, share: Fraction) -> DiceTable:
    """Return the values that a KPI can end at: what is reached, and the model over the days that are left."""
    left = 1 - share
    if model.kind == "share":
        more = round(model.count * left)
        if not more:
            return table([one.value], [Fraction(1)])
        rest = replace(model, count=more).table(None, None)
        had = model.count * share
        values = [(had * one.value + more * value) / (had + more) for value in rest.values]
        return DiceTable(tuple(values), rest.marks)
    mean = one.ended(model.mean, share)
    return OddsModel("normal", mean, model.sd * root(left), model.grain).table(None, None)


# -------------------------------------------------------------------------------------- figures


def _grain(spec: Kpi, currency: str) -> Fraction:
    """Return what projected values are rounded to: minor units, hundredths of a point or of a unit."""
    if spec.measured_in is Unit.MONEY:
        return minor_unit(currency)
    return Fraction(1, 10_000 if spec.measured_in is Unit.PERCENT else 100)


def _grows(spec: Kpi) -> bool:
    return spec.is_additive


def _of(results: Results, purpose: Purpose, kpi: str, row: int) -> Value:
    name = purpose.named(kpi)
    return _cell(results.rows.get(name) or results.facts.columns.get(name), row)


def _cell(column: Sequence[Value] | None, row: int, otherwise: Value = None) -> Value:
    return otherwise if column is None else column[row]


def _is_full(facts: Facts, row: int) -> bool:
    """Whether the person of a row is there on every day of the period, by this row or by others."""
    return bool(_cell(facts.columns.get(Figure.PERSON_FULL_PERIOD), row, Fraction(1)))


def _span(values: Sequence[Value]) -> ProjectedRange | None:
    """Return the range of values from P10 to P90, by nearest rank; None where one is missing, or all."""
    known = sorted(value for value in values if value is not None)
    if not known or len(known) < len(values):
        return None
    return ProjectedRange(percentile(known, LOW), percentile(known, HIGH))
