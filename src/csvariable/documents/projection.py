"""Progress within a period: what is reached, its pace, and what the period may come to, which is no pay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from csvariable import __version__
from csvariable.documents.amounts import amount_text, value_text
from csvariable.documents.formats import CellValue, RowSet
from csvariable.documents.kept import Kept
from csvariable.documents.paper.model import Board, Chapter, Items, Paper, PaperBlock, Words
from csvariable.documents.result import SCHEMA_VERSION, Heading
from csvariable.documents.view import View
from csvariable.kernel.message import Message, counted, msg
from csvariable.kernel.unit import Unit, rounded
from csvariable.odds.projection import HIGH, LOW, Course, Projection
from csvariable.plan.measure_of_rows import Rows
from csvariable.speech.naming import Voice
from csvariable.speech.saying import in_language

FEW: Final = 5
"""People up to whom each one's KPIs are shown without being asked."""
COLUMNS: Final = (
    "participant",
    "name",
    "period",
    "as_of",
    "kpi",
    "unit",
    "to_date",
    "target",
    "attainment_to_date",
    "projection_pace",
    "projection_attainment",
    "projection_low",
    "projection_high",
    "projection_total",
    "projection_total_low",
    "projection_total_high",
    "notes",
    "currency",
    "plan_sha256",
)


@dataclass(frozen=True)
class ProjectionReport(Kept):
    """What people have reached by a day, and what the period may come to for them."""

    view: View
    projection: Projection
    heading: Heading
    chosen: Sequence[int]
    """The people, by index."""
    details: bool | None = None
    redacted: bool = False

    def _say(self, message: Message) -> str:
        return in_language(message, self.view.language)

    # ------------------------------------------------------------------ for people

    def paper(self) -> Paper:
        """Return the page."""
        found, day = self.projection, self.projection.elapsed
        alone = len(self.chosen) == 1
        under = msg(
            "{day}: day {gone} of {days}, {share} of the period",
            day=day.day,
            gone=day.gone,
            days=day.counted.count,
            share=self.view.rate(rounded(day.share, Fraction(1, 100))),
        )
        over = msg(
            "Progress within {period}, not pay · {plan}",
            period=self.heading.period or "",
            plan=self.view.name,
        )
        return Paper(
            self.view.language,
            self._who(self.chosen[0]) if alone else self._say(msg("Progress to date")),
            self._say(over),
            "",
            self._say(under),
            (
                *self._chapters(),
                Chapter(self._say(msg("How it is projected")), (Items(tuple(self._how(found))),)),
            ),
            (self._say(msg("Made by csvariable {version}.").given(version=__version__)),),
        )

    def _who(self, at: int) -> str:
        return self._say(msg("somebody")) if self.redacted else self.view.person(at)

    def _chapters(self) -> Iterator[Chapter]:
        details = len(self.chosen) <= FEW if self.details is None else self.details
        if len(self.chosen) > 1:
            heads = (
                (self._say(msg("Person")), False),
                (self._say(msg("Projected at this pace")), True),
                (self._say(msg("Projected from")), True),
                (self._say(msg("Projected to")), True),
            )
            rows = tuple(self._pay_cells(at) for at in self.chosen)
            yield Chapter(self._say(msg("Projected totals, not pay")), (Board("", heads, rows),))
        if details:
            for at in self.chosen:
                title = self._say(msg("What is reached")) if len(self.chosen) == 1 else self._who(at)
                yield Chapter(title, tuple(self._person(at)))

    def _pay_cells(self, at: int) -> tuple[str, ...]:
        pace, span = self.projection.pay_at_pace(at), self.projection.pay_range(at)
        ends = ("", "") if span is None else (self.view.money(span.low), self.view.money(span.high))
        return (self._who(at), "" if pace is None else self.view.money(pace), *ends)

    def _person(self, at: int) -> Iterator[PaperBlock]:
        results = self.view.results
        heads = (
            (self._say(msg("KPI")), False),
            (self._say(msg("To date")), True),
            (self._say(msg("Target")), True),
            (self._say(msg("Attained to date")), True),
            (self._say(msg("Projected at this pace")), True),
            (self._say(msg("Projected from")), True),
            (self._say(msg("Projected to")), True),
        )
        for row in results.facts.people[at].rows:
            voice = self.view.voice(row)
            rows = tuple(self._cells(voice, one) for one in self.projection.courses(row))
            yield Board("", heads, rows)
        yield Words(self._say(self._pay(at)), "strong")

    def _cells(self, voice: Voice, one: Course) -> tuple[str, ...]:
        unit = voice.plan.kpis[one.kpi].measured_in
        bounds = [] if one.target is None else [one.target]

        def shown(value: Fraction | None) -> str:
            return "" if value is None else voice.short(value, unit, *bounds)

        pace = shown(one.pace) if one.grows else self._say(msg("no pace"))
        ends = (None, None) if one.range is None else (one.range.low, one.range.high)
        attained = "" if one.attained is None else voice.short(one.attained, Unit.RATE, Fraction(1))
        return (voice.kpi(one.kpi), shown(one.to_date), shown(one.target), attained, pace, *map(shown, ends))

    def _pay(self, at: int) -> Message:
        found, view = self.projection, self.view
        pace, span = found.pay_at_pace(at), found.pay_range(at)
        if pace is None:
            return self._unpaced(at)
        said = msg("Projection, not pay: {money} where it goes on like this", money=view.money(pace))
        if span is None:
            return msg("{projection}.", projection=said)
        return msg(
            "{projection}; from {low} to {high}, P{first} to P{last} of {count} cases.",
            projection=said,
            first=LOW,
            last=HIGH,
            count=len(found.ends),
            low=view.money(span.low),
            high=view.money(span.high),
        )

    def _unpaced(self, at: int) -> Message:
        """Return why somebody's pay is not projected."""
        if not self.projection.foreseen(at):
            return msg("No projection: not there on every day of the period.")
        problem = self._detail(self.projection.pace_refusal)
        if problem is None:
            return msg("No projection of the total: the pace cannot be paid.")
        return msg("No projection of the total: the pace cannot be paid ({problem}).", problem=problem)

    def _unranged(self) -> Message | None:
        """Return why there is no range; None where there is one."""
        found = self.projection
        if found.why is None:
            return None
        problem = self._detail(found.refusal)
        if problem is None:
            return msg("No range: {why}.", why=found.why)
        return msg("No range: {why} ({problem}).", why=found.why, problem=problem)

    def _detail(self, problem: Message | None) -> Message | None:
        """Return what the engine refuses, which names a person."""
        return None if self.redacted else problem

    def _notes(self, at: int) -> list[Message]:
        """Return why a person's total, or its range, is not there, and what the range is not made of."""
        paced = [] if self.projection.pay_at_pace(at) is not None else [self._unpaced(at)]
        if not self.projection.foreseen(at):
            return paced
        range_ = self._unranged()
        return [*paced, *([] if range_ is None else [range_]), *self._left_out()]

    def _left_out(self) -> Iterator[Message]:
        """Yield which past periods the range is not made of."""
        for period in self.projection.left_out:
            yield msg("{period} is left out: this plan cannot be paid on its files.", period=period)

    def _how(self, found: Projection) -> Iterator[str]:
        yield self._say(
            msg(
                "Nothing here is pay: pay is computed when the period is over. "
                "What is reached is what the files say; the rest is a projection."
            )
        )
        yield self._say(
            msg(
                "A KPI that grows with time comes to its value divided by the share of the days gone; "
                "a rate or a level has no pace and stays where it is."
            )
        )
        if (ranged := self._ranged(found)) is not None:
            yield self._say(ranged)
            yield self._say(msg("A KPI with no range goes on as it does: nothing is known of its rest."))
        if (why := self._unranged()) is not None:
            yield self._say(why)
        yield from map(self._say, self._left_out())
        undated = [name for name in self._sources() if self.view.plans.base.sources[name].date is None]
        for name in undated:
            yield self._say(msg("The source {name} has no dates: all its rows count.", name=name))

    def _ranged(self, found: Projection) -> Message | None:
        """Say what the range rests on, where there is one."""
        if found.source == "history":
            return counted(
                "The range goes from P{low} to P{high} of {count} past period: what is left of the "
                "days goes as in each of them.",
                "The range goes from P{low} to P{high} of {count} past periods: what is left of the "
                "days goes as in each of them.",
                count=len(found.ends),
                low=LOW,
                high=HIGH,
            )
        if found.source == "model":
            return msg(
                "The range goes from P{low} to P{high} of {count} draws of the models that the plan "
                "states, over the days that are left.",
                count=len(found.ends),
                low=LOW,
                high=HIGH,
            )
        return None

    def _sources(self) -> list[str]:
        kpis = (kpi for plan in self.view.plans.all for kpi in plan.kpis.values())
        names = dict.fromkeys(kpi.measure.source for kpi in kpis if isinstance(kpi.measure, Rows))
        return [name for name in names if name in self.view.plans.base.sources]

    # ------------------------------------------------------------------ for programs

    def data(self) -> dict[str, Any]:
        """Return the same as neutral data; what is projected stands under `projection`."""
        found = self.projection
        return {
            "schema_version": SCHEMA_VERSION,
            "kind": "projection",
            "is_pay": False,
            "period": self.heading.period,
            "plan_sha256": self.heading.plan.sha256,
            "currency": self.heading.currency,
            "as_of": found.elapsed.day.isoformat(),
            "days_gone": found.elapsed.gone,
            "days": found.elapsed.counted.count,
            "projection_source": found.source,
            "projection_cases": len(found.ends),
            "why_no_range": None if found.why is None else str(found.why),
            "refusal": None if (refusal := self._detail(found.refusal)) is None else str(refusal),
            "left_out": list(found.left_out),
            "people": list(self.items()),
        }

    def items(self) -> Iterator[dict[str, Any]]:
        """Yield each person."""
        results, currency = self.view.results, self.heading.currency
        for at in self.chosen:
            one = results.facts.people[at]
            pace, span = self.projection.pay_at_pace(at), self.projection.pay_range(at)
            yield {
                "id": None if self.redacted else one.id,
                "name": None if self.redacted else one.name,
                "kpis": [
                    self._course(row, course) for row in one.rows for course in self.projection.courses(row)
                ],
                "projection": {
                    "is_pay": False,
                    "total_at_pace": None if pace is None else amount_text(pace, currency),
                    "total_low": None if span is None else amount_text(span.low, currency),
                    "total_high": None if span is None else amount_text(span.high, currency),
                    "notes": [str(one) for one in self._notes(at)],
                },
            }

    def _course(self, row: int, one: Course) -> dict[str, Any]:
        role = self.view.results.facts.roles[row]
        unit, currency = self.view.plans.kpi(one.kpi, role).measured_in, self.heading.currency

        def text(value: Fraction | None, of: Unit = unit) -> str | None:
            return None if value is None else value_text(value, of, currency)

        return {
            "kpi": one.kpi,
            "grows": one.grows,
            "to_date": text(one.to_date),
            "target": text(one.target),
            "attainment_to_date": text(one.attained, Unit.RATE),
            "projection": {
                "pace": text(one.pace) if one.grows else None,
                "attainment": text(one.at_pace, Unit.RATE),
                "low": None if one.range is None else text(one.range.low),
                "high": None if one.range is None else text(one.range.high),
            },
        }

    def records(self) -> RowSet:
        """Return a row for each KPI of a person, and one with their total; what is projected says so."""
        return RowSet(tuple((name, None) for name in COLUMNS), self._rows(), self.heading.currency)

    def _rows(self) -> Iterator[list[CellValue]]:
        run = (self.heading.currency, self.heading.plan.sha256)
        for at, person in zip(self.chosen, self.items(), strict=True):
            who = (person["id"], person["name"], self.heading.period, self.projection.elapsed.day.isoformat())
            for one in person["kpis"]:
                unit = str(self.view.plans.kpi(one["kpi"]).unit)
                ahead = one["projection"]
                values = (one["kpi"], unit, one["to_date"], one["target"], one["attainment_to_date"])
                yield [
                    *who,
                    *values,
                    ahead["pace"],
                    ahead["attainment"],
                    ahead["low"],
                    ahead["high"],
                    *[None] * 4,
                    *run,
                ]
            pay = person["projection"]
            totals = (pay["total_at_pace"], pay["total_low"], pay["total_high"])
            notes = " ".join(map(self._say, self._notes(at)))
            yield [*who, *[None] * 9, *totals, notes, *run]
