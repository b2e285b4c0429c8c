"""The page of a team: what its pay costs, by period, team and KPI, who is near a tier, how results moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any, Final

from csvariable import __version__
from csvariable.documents.amounts import amount_text, value_text
from csvariable.documents.kept import Kept
from csvariable.documents.paper.curve_words import as_sentence
from csvariable.documents.paper.drawing import picture
from csvariable.documents.paper.model import (
    Bars,
    Board,
    Chapter,
    Dot,
    Paper,
    PaperBlock,
    Picture,
    Terms,
    Words,
)
from csvariable.documents.result import SCHEMA_VERSION
from csvariable.documents.team_groups import FEW, classes, merged
from csvariable.documents.team_impact import Impact, PlanVersion
from csvariable.documents.view import View
from csvariable.engine.exact.curves import on_curve
from csvariable.engine.results import Results
from csvariable.facts.pairs import added_up
from csvariable.facts.plans import Plans
from csvariable.kernel.formula import Curve, Fact, Ref
from csvariable.kernel.message import Filling, Message, counted, msg
from csvariable.kernel.step import Purpose
from csvariable.kernel.unit import Unit, rounded
from csvariable.scenario.comparison import PeriodName
from csvariable.scenario.impact import CONCLUSIVE, paid_kpis
from csvariable.speech.curves import CurveWords
from csvariable.speech.language import Language
from csvariable.speech.naming import Voice
from csvariable.speech.numbers import MINUS
from csvariable.speech.saying import in_language
from csvariable.statement import NextTier, Otherwise, gifts, next_tier

NEAREST: Final = 10
"""People who are named as near a tier."""
_STEPS: Final = (Fraction(0), Fraction(1, 2), Fraction(4, 5), Fraction(1), Fraction(6, 5))
"""Shares of the target at which a new class of the distribution begins."""


@dataclass(frozen=True)
class Money:
    """What some people cost."""

    people: int
    cash: Fraction
    rewards: Fraction
    target: Fraction


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

    @cached_property
    def _last(self) -> tuple[PeriodName, Results]:
        return list(self.runs.items())[-1]

    @cached_property
    def _view(self) -> View:
        results = self._last[1]
        return View(results, self.plans, self.language, range(len(results.facts.people)), self.name)

    # ------------------------------------------------------------------ the figures

    def money(self, results: Results, people: Sequence[int]) -> Money:
        """Return what some people of a run cost."""
        column = results.rows.get(Purpose.TARGET_INCENTIVE)
        rows = [row for at in people for row in results.facts.people[at].rows]
        targets = [] if column is None else [value for row in rows if (value := column[row]) is not None]
        return Money(
            len(people),
            added_up(results.people[Purpose.TOTAL][at] for at in people),
            added_up(gift.value for at in people for gift in gifts(results, at)),
            added_up(targets),
        )

    def teams(self, results: Results) -> dict[str, list[int]]:
        """Return the people of each team; where it is read by others, small teams stand together."""
        found: dict[str, list[int]] = {}
        for at, one in enumerate(results.facts.people):
            found.setdefault(results.facts.teams[one.rows[-1]] or "", []).append(at)
        return merged(found, self._say(msg("smaller teams"))) if self.redacted else found

    @cached_property
    def impact(self) -> Impact:
        """What followed the plan."""
        whole = PlanVersion(self.name, "", self.plans, tuple(self.runs))
        return Impact(self._view, self.runs, self.versions or (whole,), self.redacted)

    def hidden(self, results: Results) -> bool:
        """Whether so few people were paid that whatever is said of them names them."""
        return self.redacted and len(results.facts.people) < FEW

    def paid_by_kpi(self, results: Results) -> dict[str, Fraction]:
        """Return what each KPI paid to everybody, before what follows the KPIs."""
        found = {}
        for kpi in paid_kpis(results):
            column = results.rows[Purpose.PAYOUT.named(kpi)]
            few = sum(value is not None for value in column) < FEW
            if not (self.redacted and few):
                found[kpi] = added_up(column)
        return found

    @staticmethod
    def attained(results: Results, kpi: str) -> list[Fraction]:
        """Return what each row of a run reached of a KPI: its attainment, else its actual."""
        for purpose in (Purpose.ATTAINMENT, Purpose.ACTUAL):
            column = results.rows.get(purpose.named(kpi))
            values = [] if column is None else [value for value in column if value is not None]
            if values:
                return values
        return []

    # ------------------------------------------------------------------ the paper

    def paper(self) -> Paper:
        """Return the page."""
        label, results = self._last
        if self.hidden(results):
            few = msg("Fewer than {count} people were paid: nothing is said of them to others.", count=FEW)
            blocks = (Words(self._say(few)),)
            title = self._say(msg("Team report"))
            chapters = (Chapter(self._say(msg("What it costs")), blocks),)
            return Paper(self.language, self.name, title, chapters=chapters)
        everybody = self.money(results, range(len(results.facts.people)))
        people = self._say(counted("{count} person", "{count} people"), count=everybody.people)
        return Paper(
            self.language,
            self.name,
            self._say(msg("Team report")),
            self._view.money(everybody.cash + everybody.rewards),
            " · ".join(word for word in (label, people) if word),
            tuple(self._chapters(results, everybody)),
            (self._say(msg("Made by csvariable {version}."), version=__version__),),
        )

    def _chapters(self, results: Results, everybody: Money) -> Iterator[Chapter]:
        yield Chapter(self._say(msg("What it costs")), (self._cost(everybody), *self._by_team(results)))
        if len(self.runs) > 1:
            yield Chapter(self._say(msg("Period by period")), (self._by_period(),))
        yield from self.impact.chapters()
        yield Chapter(self._say(msg("What the results pay")), tuple(self._by_kpi(results)))
        yield Chapter(self._say(msg("How pay is spread")), tuple(self._spread(results)))
        if not self.redacted:
            yield from self._near()
        for kpi in self.plans.kpi_ids:
            yield from self._kpi(results, kpi)
        if len(self.runs) > 1:
            yield Chapter(self._say(msg("How results moved")), tuple(self._drift()))

    def _cost(self, money: Money) -> Terms:
        view, say = self._view, self._say
        rows = [(say(msg("Cash")), view.money(money.cash))]
        if money.rewards:
            rows += [
                (say(msg("Rewards")), view.money(money.rewards)),
                (say(msg("Together")), view.money(money.cash + money.rewards)),
            ]
        if money.target:
            rows += [
                (say(msg("Target incentives")), view.money(money.target)),
                (say(msg("Of target")), view.rate(money.cash / money.target)),
            ]
        if self.budget is not None:
            left = self.budget - money.cash - money.rewards
            said = msg("Left of the budget") if left >= 0 else msg("Over the budget")
            rows += [(say(msg("Budget")), view.money(self.budget)), (say(said), view.money(abs(left)))]
        return Terms(tuple(rows))

    def _board(
        self, caption: str, first: str, rows: Sequence[tuple[str, Money]], foot: Money | None
    ) -> Board:
        heads = (
            (first, False),
            (self._say(msg("People")), True),
            (self._say(msg("Cash")), True),
            (self._say(msg("Target incentives")), True),
            (self._say(msg("Of target")), True),
        )
        total = () if foot is None else self._cells(self._say(msg("Total")), foot)
        return Board(caption, heads, tuple(self._cells(name, money) for name, money in rows), total)

    def _cells(self, name: str, money: Money) -> tuple[str, ...]:
        view = self._view
        share = view.rate(money.cash / money.target) if money.target else ""
        target = view.money(money.target) if money.target else ""
        return name, str(money.people), view.money(money.cash), target, share

    def _by_team(self, results: Results) -> Iterator[Board]:
        teams = self.teams(results)
        if len(teams) < 2:
            return
        rows = [
            (name or self._say(msg("no team")), self.money(results, people)) for name, people in teams.items()
        ]
        yield self._board("", self._say(msg("Team")), rows, None)

    def _by_period(self) -> Board:
        rows = [
            (label or "", self.money(results, range(len(results.facts.people))))
            for label, results in self.runs.items()
        ]
        whole = Money(
            max(money.people for _, money in rows),
            added_up(money.cash for _, money in rows),
            added_up(money.rewards for _, money in rows),
            added_up(money.target for _, money in rows),
        )
        board = self._board("", self._say(msg("Period")), rows, whole)
        cash = [money.cash for _, money in rows]
        changes = [
            "",
            *(self._view.money(now - was, signed=True) for was, now in pairwise(cash)),
        ]
        heads = (*board.heads, (self._say(msg("Against the one before")), True))
        body = tuple((*row, change) for row, change in zip(board.rows, changes, strict=True))
        return Board("", heads, body, (*board.foot, ""))

    def _by_kpi(self, results: Results) -> Iterator[PaperBlock]:
        paid = self.paid_by_kpi(results)
        named = {kpi: self._view.voice(0).kpi(kpi) for kpi in paid}
        rows = tuple((named[kpi], value, self._view.money(value)) for kpi, value in paid.items())
        if rows:
            yield Bars(self._say(msg("What each KPI pays")), rows)
        if len(paid) < len(paid_kpis(results)):
            few = msg("KPIs that fewer than {count} people have are left out.", count=FEW)
            yield Words(self._say(few), "quiet")

    def _spread(self, results: Results) -> Iterator[PaperBlock]:
        """Yield how many people stand where, by the share of the target that they are paid."""
        column = results.rows.get(Purpose.TARGET_INCENTIVE)
        counts = [0] * len(_STEPS)
        told = 0
        for at, one in enumerate(results.facts.people):
            targets = [] if column is None else [value for row in one.rows if (value := column[row])]
            total = results.people[Purpose.TOTAL][at]
            if targets and total is not None:
                share = total / sum(targets, Fraction(0))
                counts[max(place for place, step in enumerate(_STEPS) if share >= step or not place)] += 1
                told += 1
        if told < CONCLUSIVE:
            few = counted(
                "{count} person is too few to say how pay is spread.",
                "{count} people are too few to say how pay is spread.",
            )
            yield Words(self._say(few, count=told), "quiet")
        shown = classes(counts) if self.redacted else [(at, at, count) for at, count in enumerate(counts)]
        rows = tuple(
            (
                self._class(first, last),
                Fraction(count),
                self._say(counted("{count} person", "{count} people"), count=count),
            )
            for first, last, count in shown
        )
        yield Bars(self._say(msg("People by what they are paid of their target")), rows)

    def _class(self, first: int, last: int) -> str:
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
        for _, at, gain in found:
            voice = view.voice(view.results.facts.people[at].rows[-1])
            unit = voice.steps[Purpose.ACTUAL.named(gain.kpi)].unit
            needed = voice.short(gain.needed, unit)
            adds = view.money(gain.adds, signed=True)
            rows.append((view.person(at, short=True), voice.kpi(gain.kpi), needed, adds))
        heads = (
            (self._say(msg("Person")), False),
            (self._say(msg("KPI")), False),
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

    # ------------------------------------------------------------------ KPI by KPI

    def _kpi(self, results: Results, kpi: str) -> Iterator[Chapter]:
        row = next(
            (at for at, role in enumerate(results.facts.roles) if kpi in results.programs[role].curves), None
        )
        step = None if row is None else results.programs[results.facts.roles[row]].curves[kpi]
        if row is None or step is None or not isinstance(step.curve, Curve):
            return
        voice, curve = self._view.voice(row), step.curve
        values = self._read(results, curve)
        measured = voice.unit(curve.of) or Unit.RATE
        words = CurveWords(self.language, voice.currency, measured).sentences(curve)
        people = self._say(counted("{count} value", "{count} values"), count=len(values))
        mean = self._mean(voice, values, measured)
        blocks: list[PaperBlock] = [Words(" · ".join(word for word in (people, mean) if word), "quiet")]
        drawn = picture(
            curve,
            title=self._say(msg("Payout curve of {name}"), name=voice.kpi(kpi)),
            alternative=" ".join(map(as_sentence, words)),
            across=lambda value: voice.short(value, measured),
            up=lambda value: voice.short(value, Unit.RATE),
        )
        blocks.append(self._with_points(drawn, curve, values))
        yield Chapter(voice.kpi(kpi), tuple(blocks), level=3)

    @staticmethod
    def _read(results: Results, curve: Curve) -> list[Fraction]:
        """Return the values that a curve is read at, one a row."""
        match curve.of:
            case Ref(step=name):
                column = results.rows.get(name)
            case Fact(column=name):
                column = results.facts.columns.get(name)
            case _:
                column = None
        return [] if column is None else [value for value in column if value is not None]

    def _mean(self, voice: Voice, values: Sequence[Fraction], unit: Unit) -> str:
        if not values or (self.redacted and len(values) < FEW):
            return ""
        mean = rounded(added_up(values) / len(values), Fraction(1, 10_000))
        return self._say(msg("mean {value}"), value=voice.short(mean, unit))

    def _with_points(self, drawn: Picture, curve: Curve, values: Sequence[Fraction]) -> Picture:
        """Return a picture with a point for each value inside of it; none where others read it."""
        if self.redacted:
            return drawn
        low, high = drawn.across.low, drawn.across.high
        inside = [value for value in values if low <= value <= high]
        dots = tuple(Dot((value, on_curve(curve, value)), "peer") for value in inside)
        return Picture(
            drawn.title, drawn.alternative, drawn.across, drawn.up, drawn.strokes, (*drawn.dots, *dots)
        )

    def _drift(self) -> Iterator[PaperBlock]:
        """Yield what was reached of each KPI in each period, always with how many people that is."""
        kpis = [
            kpi for kpi in self.plans.kpi_ids if any(self.attained(one, kpi) for one in self.runs.values())
        ]
        names = [(self._view.voice(0).kpi(kpi), True) for kpi in kpis]
        heads = ((self._say(msg("Period")), False), *names)
        rows = []
        fewest = min((len(self.attained(one, kpi)) for one in self.runs.values() for kpi in kpis), default=0)
        for label, results in self.runs.items():
            cells = [self._reached(results, kpi) for kpi in kpis]
            rows.append((label or "", *cells))
        foot = (self._say(msg("From first to last")), *map(self._drifted, kpis))
        if fewest < CONCLUSIVE:
            yield Words(
                self._say(
                    msg("Some of these are means of fewer than {count} values: too few to conclude."),
                    count=CONCLUSIVE,
                ),
                "quiet",
            )
        yield Board(self._say(msg("Means, with how many values they are of")), heads, tuple(rows), foot)

    def _drifted(self, kpi: str) -> str:
        """Return by how much the mean of the last period is over that of the first."""
        runs = list(self.runs.values())
        ends = [self.attained(one, kpi) for one in (runs[0], runs[-1])]
        if not all(ends) or (self.redacted and min(map(len, ends)) < FEW):
            return ""
        first, last = (added_up(values) / len(values) for values in ends)
        moved = rounded(last - first, Fraction(1, 10_000))
        shown = self._view.voice(0).short(abs(moved), self._attained_in(kpi))
        return shown if not moved else f"{'+' if moved > 0 else MINUS}{shown}"

    def _attained_in(self, kpi: str) -> Unit:
        attained = self._last[1].rows.get(Purpose.ATTAINMENT.named(kpi)) is not None
        return Unit.RATE if attained else self.plans.kpi(kpi).measured_in

    def _reached(self, results: Results, kpi: str) -> str:
        values = self.attained(results, kpi)
        if not values or (self.redacted and len(values) < FEW):
            return ""
        mean = rounded(added_up(values) / len(values), Fraction(1, 10_000))
        return f"{self._view.voice(0).short(mean, self._attained_in(kpi))} ({len(values)})"

    # ------------------------------------------------------------------ the data

    def data(self) -> dict[str, Any]:
        """Return the same figures as digits."""
        currency = self.plans.base.currency

        def money(one: Money) -> dict[str, Any]:
            return {
                "people": one.people,
                "cash": amount_text(one.cash, currency),
                "rewards": amount_text(one.rewards, currency),
                "target_incentive": amount_text(one.target, currency),
            }

        return {
            "schema_version": SCHEMA_VERSION,
            "tool": {"name": "csvariable", "version": __version__},
            "plan": self.name,
            "currency": currency,
            "budget": None if self.budget is None else amount_text(self.budget, currency),
            "impact": self.impact.data(),
            "periods": [
                {
                    "period": label,
                    "total": money(self.money(results, range(len(results.facts.people)))),
                    "teams": {
                        name: money(self.money(results, people))
                        for name, people in self.teams(results).items()
                    },
                    "kpis": {
                        kpi: {"paid": amount_text(value, currency), **self._level(results, kpi)}
                        for kpi, value in self.paid_by_kpi(results).items()
                    },
                }
                for label, results in self.runs.items()
                if not self.hidden(results)
            ],
        }

    def _level(self, results: Results, kpi: str) -> dict[str, Any]:
        values = self.attained(results, kpi)
        if not values or (self.redacted and len(values) < FEW):
            return {"n": len(values), "mean": None}
        mean = added_up(values) / len(values)
        return {"n": len(values), "mean": value_text(mean, Unit.RATE, self.plans.base.currency)}


__all__ = ["TeamReport"]
