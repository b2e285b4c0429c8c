"""Progress within a period: what is reached, its pace, and what the period may come to, which is no pay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from csvariable import __version__
from csvariable.documents.paper.model import Board, Chapter, Items, Paper, PaperBlock, Words
from csvariable.documents.projected import Projected
from csvariable.kernel.message import Message, counted, msg
from csvariable.kernel.unit import Unit, rounded
from csvariable.odds.projection import HIGH, LOW, Course, Projection
from csvariable.plan.measure_of_rows import Rows
from csvariable.speech.naming import Voice

FEW: Final = 5
"""People up to whom each one's KPIs are shown without being asked."""


@dataclass(frozen=True)
class ProjectionReport(Projected):
    """What people have reached by a day, and what the period may come to for them, as a paper."""

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
