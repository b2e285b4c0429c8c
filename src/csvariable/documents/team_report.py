"""The page of a team: what its pay costs, by period, team and KPI, who is near a tier, how results moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

from csvariable import SCHEMA_VERSION, __version__
from csvariable.documents.amounts import amount_text
from csvariable.documents.kept import Kept
from csvariable.documents.paper.model import Bars, Board, Chapter, Paper, PaperBlock, Words
from csvariable.documents.team_costs import TeamCosts, told_runs
from csvariable.documents.team_groups import FEW, classes
from csvariable.documents.team_impact import Impact, PlanVersion
from csvariable.documents.team_kpis import TeamLevels
from csvariable.documents.view import View, next_at
from csvariable.engine.results import Results
from csvariable.facts.plans import Plans
from csvariable.kernel.message import Filling, Message, counted, listed, msg
from csvariable.kernel.purpose import Purpose
from csvariable.scenario.comparison import PeriodName
from csvariable.scenario.impact import CONCLUSIVE
from csvariable.speech.language import Language
from csvariable.speech.saying import in_language
from csvariable.statement import NextTier, Otherwise, next_tier

NEAREST: Final = 10
"""People who are named as near a tier."""
_STEPS: Final = (Fraction(0), Fraction(1, 2), Fraction(4, 5), Fraction(1), Fraction(6, 5))
"""Shares of the target at which a new class of the distribution begins."""


@dataclass(frozen=True)
class TeamReport(Kept):
    """Runs of one or several periods, as a leader reads them."""

    name: str
    plans: Plans
    runs: Mapping[PeriodName, Results]
    """The results of each period, in order."""
    language: Language
    redacted: bool = False
    """Whether names and small groups are hidden."""
    versions: tuple[PlanVersion, ...] = ()
    """The versions of the plan that paid these periods, the oldest first; none where it is one."""
    budget: Fraction | None = None
    """What a period may cost."""

    def _say(self, message: Message, **values: Filling) -> str:
        return in_language(message.given(**values) if values else message, self.language)

    # ------------------------------------------------------------------ what is told

    @cached_property
    def _told(self) -> Mapping[PeriodName, Results]:
        """The runs that the page tells of: where others read it, none in which few were paid."""
        return told_runs(self.runs, redacted=self.redacted)

    @cached_property
    def _last(self) -> tuple[PeriodName, Results]:
        return list(self._told.items())[-1]

    @cached_property
    def _view(self) -> View:
        results = self._last[1]
        return View(results, self.plans, self.language, range(len(results.facts.people)), self.name)

    @cached_property
    def costs(self) -> TeamCosts:
        """What the periods cost."""
        return TeamCosts(self._view, self._told, self.redacted, self.budget)

    @cached_property
    def levels(self) -> TeamLevels:
        """What was reached."""
        return TeamLevels(self._view, self._told, self.redacted)

    @cached_property
    def impact(self) -> Impact:
        """What followed the plan."""
        versions = self.versions or (PlanVersion(self.name, "", self.plans, tuple(self.runs)),)
        return Impact(self._view, self._told, versions, self.costs.told_kpis, self.redacted)

    # ------------------------------------------------------------------ the paper

    def paper(self) -> Paper:
        """Return the page."""
        title = self._say(msg("Team report"))
        if not self._told:
            few = msg("Fewer than {count} people were paid: nothing is said of them to others.", count=FEW)
            chapters = (Chapter(self._say(msg("What it costs")), (Words(self._say(few)),)),)
            return Paper(self.language, self.name, title, chapters=chapters)
        label, results = self._last
        whole = self.costs.whole(results)
        people = self._say(counted("{count} person", "{count} people"), count=whole.people)
        return Paper(
            self.language,
            self.name,
            title,
            self._view.money(whole.cost),
            " · ".join(word for word in (label, people) if word),
            tuple(self._chapters(results)),
            (self._say(msg("Made by csvariable {version}."), version=__version__),),
        )

    def _chapters(self, results: Results) -> Iterator[Chapter]:
        yield Chapter(self._say(msg("What it costs")), (*self.costs.blocks(), *self._left_out()))
        several = len(self._told) > 1
        if several:
            yield Chapter(self._say(msg("Period by period")), (self.costs.by_period(),))
        yield from self.impact.chapters()
        yield self.costs.kpis()
        yield Chapter(self._say(msg("How pay is spread")), tuple(self._spread(results)))
        if not self.redacted:
            yield from self._near()
        yield from self.levels.kpis()
        if several:
            yield Chapter(self._say(msg("How results moved")), tuple(self.levels.drift()))

    def _left_out(self) -> Iterator[PaperBlock]:
        """Yield which periods the page does not tell of."""
        lost = [label or "-" for label in self.runs if label not in self._told]
        if lost:
            few = msg(
                "Left out, because fewer than {count} people were paid: {periods}.",
                count=FEW,
                periods=listed(lost, "and"),
            )
            yield Words(self._say(few), "quiet")

    def _spread(self, results: Results) -> Iterator[PaperBlock]:
        """Yield how many people stand where, by the share of the target that they are paid."""
        column = results.rows.get(Purpose.TARGET_INCENTIVE)
        counts = [0] * len(_STEPS)
        told, below = 0, False
        for at, one in enumerate(results.facts.people):
            targets = [] if column is None else [value for row in one.rows if (value := column[row])]
            total = results.people[Purpose.TOTAL][at]
            if targets and total is not None:
                share = total / sum(targets, Fraction(0))
                counts[max(place for place, step in enumerate(_STEPS) if share >= step or not place)] += 1
                told, below = told + 1, below or share < 0
        if told < CONCLUSIVE:
            few = counted(
                "{count} person is too few to say how pay is spread.",
                "{count} people are too few to say how pay is spread.",
            )
            yield Words(self._say(few, count=told), "quiet")
        shown = classes(counts) if self.redacted else [(at, at, count) for at, count in enumerate(counts)]
        rows = tuple(
            (
                self._class(first, last, below=below),
                Fraction(count),
                self._say(counted("{count} person", "{count} people"), count=count),
            )
            for first, last, count in shown
        )
        yield Bars(self._say(msg("People by what they are paid of their target")), rows)

    def _class(self, first: int, last: int, *, below: bool) -> str:
        """Return the shares of a class; the lowest one begins nowhere where somebody is `below` zero."""
        if not first and below:
            if last + 1 == len(_STEPS):
                return self._say(msg("whatever the share"))
            return self._say(msg("under {start}"), start=self._view.rate(_STEPS[last + 1]))
        low = self._view.rate(_STEPS[first])
        if last + 1 == len(_STEPS):
            return self._say(msg("from {start} on"), start=low)
        return self._say(msg("from {start} to under {end}"), start=low, end=self._view.rate(_STEPS[last + 1]))

    def _near(self) -> Iterator[Chapter]:
        """Yield who is nearest to a tier that pays more."""
        found = sorted(self._tiers(), key=lambda one: (one[0], one[1]))[:NEAREST]
        if not found:
            return
        view = self._view
        rows = []
        for _, at, tier in found:
            voice = view.voice(view.results.facts.people[at].rows[-1])
            unit = voice.steps[Purpose.ACTUAL.named(tier.kpi)].unit
            values = (voice.short(tier.needed - tier.step, unit, tier.needed), next_at(view, voice, tier))
            adds = view.money(tier.adds, signed=True)
            rows.append((view.person(at, short=True), voice.kpi(tier.kpi), *values, adds))
        heads = (
            (self._say(msg("Person")), False),
            (self._say(msg("KPI")), False),
            (self._say(msg("Stands at")), True),
            (self._say(msg("Next tier at")), True),
            (self._say(msg("Worth")), True),
        )
        yield Chapter(self._say(msg("Nearest to a tier")), (Board("", heads, tuple(rows)),))

    def _tiers(self) -> Iterator[tuple[Fraction, int, NextTier]]:
        """Yield tiers ahead that add something, with how far they are as a part of what there is."""
        results = self._last[1]
        for at, one in enumerate(results.facts.people):
            pay = Otherwise(results, self.plans, at)
            plan = self.plans.of(results.facts.roles[one.rows[-1]])
            for kpi, spec in plan.kpis.items():
                tier = next_tier(pay, pay.rows[-1], kpi) if spec.curve is not None else None
                if tier is not None and tier.adds > 0 and tier.needed:
                    yield abs(tier.step / tier.needed), at, tier

    # ------------------------------------------------------------------ the data

    def data(self) -> dict[str, Any]:
        """Return the same figures as digits."""
        currency = self.plans.base.currency
        found: dict[str, Any] = {
            "schema_version": SCHEMA_VERSION,
            "tool": {"name": "csvariable", "version": __version__},
            "plan": self.name,
            "currency": currency,
            "budget": None if self.budget is None else amount_text(self.budget, currency),
        }
        if not self._told:
            return {**found, "impact": {"changes": [], "pay_and_performance": []}, "periods": []}
        return {
            **found,
            "impact": self.impact.data(),
            "periods": [
                {"period": label, **self.costs.data(results), "kpis": self._kpis(results)}
                for label, results in self._told.items()
            ],
        }

    def _kpis(self, results: Results) -> dict[str, Any]:
        currency = self.plans.base.currency
        return {
            kpi: {
                "paid": amount_text(one.cash, currency),
                "target_incentive": amount_text(one.target, currency),
                **self.levels.data(results, kpi),
            }
            for kpi, one in self.costs.by_kpi(results).items()
        }


__all__ = ["TeamReport"]
