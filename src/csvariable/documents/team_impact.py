"""What followed a plan, for the page of a team: before and after, euros a point, pay against performance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

from csvariable.documents.amounts import amount_text, value_text
from csvariable.documents.paper.drawing import scattered
from csvariable.documents.paper.model import Board, Chapter, Items, PaperBlock, Words
from csvariable.documents.team_groups import FEW
from csvariable.documents.view import View
from csvariable.engine.results import Results
from csvariable.facts.plans import Plans
from csvariable.kernel.message import Filling, Message, counted, msg
from csvariable.kernel.unit import Unit, rounded
from csvariable.scenario.comparison import PeriodName
from csvariable.scenario.impact import (
    COMPARED,
    Agreement,
    Finding,
    Shift,
    agreement,
    paid_kpis,
    performances,
    shift,
)
from csvariable.speech.saying import in_language


@dataclass(frozen=True)
class PlanVersion:
    """A version of a plan, and the periods that it paid."""

    name: str
    since: str
    """Its first day, as written; nothing of the first one."""
    plans: Plans
    periods: tuple[PeriodName, ...]


_FINDINGS: Final[Mapping[Finding, Message]] = {
    "unclear": msg("{kpi}: no more than single changes differ from one another, so nothing is concluded"),
    "clear": msg("{kpi}: more than single changes differ from one another; whatever else changed counts too"),
}
_FEW: Final = counted(
    "{kpi}: {count} value before and after is too few to conclude",
    "{kpi}: {count} values before and after are too few to conclude",
)


@dataclass(frozen=True)
class Impact:
    """Reads runs of several periods for what followed the plan, and each version of it."""

    view: View
    runs: Mapping[PeriodName, Results]
    versions: Sequence[PlanVersion]
    told: Sequence[str]
    """The KPIs whose pay is told."""
    redacted: bool

    def _say(self, message: Message, **values: Filling) -> str:
        return in_language(message.given(**values) if values else message, self.view.language)

    def changes(self) -> Iterator[tuple[Message, list[Shift]]]:
        """Yield each change with what became of every KPI: of a version, else from first to last period."""
        for before, after in pairwise(self._there):
            title = msg("Before and after {name}, since {since}", name=after.name, since=after.since)
            yield title, list(self._shifts(before, after))
        if len(self.versions) == 1 and len(self.runs) > 1:
            only, labels = self.versions[0], list(self.runs)
            first, last = (PlanVersion(only.name, "", only.plans, (one,)) for one in (labels[0], labels[-1]))
            title = msg("From {first} to {last}", first=labels[0] or "", last=labels[-1] or "")
            yield title, list(self._shifts(first, last))

    @property
    def _there(self) -> list[PlanVersion]:
        """The versions with the periods that are told of; one that paid no other is passed over."""
        found = [
            replace(one, periods=tuple(label for label in one.periods if label in self.runs))
            for one in self.versions
        ]
        return [one for one in found if one.periods]

    def _shifts(self, before: PlanVersion, after: PlanVersion) -> Iterator[Shift]:
        runs = [[(self.runs[one], version.plans) for one in version.periods] for version in (before, after)]
        for kpi in paid_kpis(runs[1][-1][0]):
            found = shift(kpi, *runs)
            if found is not None:
                yield found

    # ------------------------------------------------------------------ the paper

    def chapters(self) -> Iterator[Chapter]:
        """Yield what followed, then whether pay follows what is reached."""
        for title, shifts in self.changes():
            if shifts:
                yield Chapter(self._say(title), tuple(self._shifted(shifts)))
        yield from self._agreeing()

    def _shifted(self, shifts: Sequence[Shift]) -> Iterator[PaperBlock]:
        heads = (
            (self.view.word("kpi"), False),
            (self._say(msg("Values")), True),
            (self._say(msg("Before")), True),
            (self._say(msg("After")), True),
            (self._say(msg("Points gained")), True),
            (self._say(msg("Paid before")), True),
            (self._say(msg("Paid after")), True),
            (self._say(msg("More for each point")), True),
        )
        yield Board("", heads, tuple(self._row(one) for one in shifts))
        told = msg(
            "Means of those who were measured before and after; what a KPI paid in a period, to everybody."
        )
        yield Words(self._say(told), "quiet")
        yield Items(tuple(self._finding(one) for one in shifts))
        points = tuple(self._point(one) for one in shifts if self._unit(one) is Unit.MONEY)
        if points:
            yield Items(points)

    def _unit(self, one: Shift) -> Unit:
        plan = self.view.voice(0).plan
        return plan.kpis[one.kpi].measured_in if one.kpi in plan.kpis else Unit.NUMBER

    def _point(self, one: Shift) -> str:
        """Return what a point of a KPI in money is."""
        kpi = self.view.voice(0).kpi(one.kpi)
        if one.point is None:
            return self._say(msg("{kpi}: no points, because not everybody compared has a target", kpi=kpi))
        if self._kept_back(one):
            return self._say(msg("{kpi}: a point is 1 % of the target", kpi=kpi))
        point = self.view.money(one.point)
        return self._say(
            msg("{kpi}: a point is {point}, 1 % of the mean of the targets", kpi=kpi, point=point)
        )

    def _hidden(self, n: int) -> bool:
        return self.redacted and n < FEW

    def _kept_back(self, one: Shift) -> bool:
        """Whether others could find somebody: few are compared, or few others are in the other means."""
        return self.redacted and (one.n < FEW or one.kpi not in self.told or 0 < one.others < FEW)

    def _row(self, one: Shift) -> tuple[str, ...]:
        voice = self.view.voice(0)
        if self._kept_back(one):
            return (voice.kpi(one.kpi), str(one.n), *[""] * 6)
        unit = self._unit(one)
        old, new = (voice.short(_read(value), unit) for value in (one.before, one.after))
        return (
            voice.kpi(one.kpi),
            str(one.n),
            old,
            new,
            "" if one.gained is None else voice.short(_read(one.gained), Unit.NUMBER),
            self.view.money(_cents(one.paid_before)),
            self.view.money(_cents(one.paid_after)),
            self._each(one),
        )

    def _each(self, one: Shift) -> str:
        if one.per_point is not None:
            return self.view.money(_cents(one.per_point), signed=True)
        return "" if one.point is None else self._say(msg("no gain"))

    def _finding(self, one: Shift) -> str:
        kpi = self.view.voice(0).kpi(one.kpi)
        if one.finding == "few":
            return self._say(_FEW, kpi=kpi, count=one.n)
        return self._say(_FINDINGS[one.finding], kpi=kpi)

    def _agreements(self) -> Iterator[tuple[str | None, Agreement]]:
        """Yield the agreement of pay with the whole plan, then with each KPI, in the last period."""
        results, plans = list(self.runs.values())[-1], self.versions[-1].plans
        for kpi in (None, *paid_kpis(results)):
            found = agreement(results, plans, kpi)
            if found.n:
                yield kpi, found

    def _agreeing(self) -> Iterator[Chapter]:
        found = list(self._agreements())
        if not found:
            return
        blocks = [Words(self._say(one), "quiet") for one in self._about(found)]
        rows = tuple((self._called(kpi), str(one.n), self._share(one)) for kpi, one in found)
        heads = (
            (self.view.word("kpi"), False),
            (self._say(msg("People")), True),
            (self._say(msg("Who reached more was paid more")), True),
        )
        title = self._say(msg("Pay against performance"))
        yield Chapter(title, (*blocks, Board("", heads, rows), *self._scattered(title)))

    def _about(self, found: Sequence[tuple[str | None, Agreement]]) -> Iterator[Message]:
        yield msg(
            "Of all pairs of people who differ in both: the part in which who reached more was paid more "
            "of their target. Half of the pairs is what chance gives."
        )
        fewest = min(one.n for _, one in found)
        if fewest < COMPARED:
            yield counted(
                "{count} person is too few to conclude.", "{count} people are too few to conclude."
            ).given(count=fewest)

    def _called(self, kpi: str | None) -> str:
        return self._say(msg("The whole plan")) if kpi is None else self.view.voice(0).kpi(kpi)

    def _share(self, one: Agreement) -> str:
        if one.share is None or self._hidden(one.n):
            return ""
        said = msg("{share} of {count}", share=self.view.rate(_read(one.share)), count=one.pairs)
        return self._say(said)

    def _scattered(self, title: str) -> Iterator[PaperBlock]:
        """Yield everybody as a point, where others do not read it and the plan has an attainment."""
        results = list(self.runs.values())[-1]
        points = list(performances(results, self.versions[-1].plans, None))
        if len(points) < FEW or self.redacted:
            return
        told = msg(
            "Across: the attainment of the plan. Up: pay as a part of the target. A point is a person."
        )
        yield Words(self._say(told), "quiet")
        pairs = "; ".join(
            f"{self.view.rate(reached)} → {self.view.rate(_read(paid))}" for reached, paid in sorted(points)
        )
        yield scattered(points, title=title, alternative=f"{self._say(told)} {pairs}", said=self.view.rate)

    # ------------------------------------------------------------------ the data

    def data(self) -> dict[str, Any]:
        """Return the same figures as digits."""
        currency = self.view.currency
        return {
            "changes": [
                {"change": str(title), "kpis": [self._data(one, currency) for one in shifts]}
                for title, shifts in self.changes()
            ],
            "pay_and_performance": [
                {
                    "kpi": kpi,
                    "n": one.n,
                    "pairs": one.pairs,
                    "agreeing": None if self._hidden(one.n) else one.agreeing,
                    "concludes": one.concludes,
                }
                for kpi, one in self._agreements()
            ],
        }

    def _data(self, one: Shift, currency: str) -> dict[str, Any]:
        hidden = self._kept_back(one)
        each = one.per_point
        figures = {
            "before": value_text(one.before, Unit.NUMBER, currency),
            "after": value_text(one.after, Unit.NUMBER, currency),
            "point": None if one.point is None else value_text(one.point, Unit.NUMBER, currency),
            "points_gained": None if one.gained is None else value_text(one.gained, Unit.NUMBER, currency),
            "paid_before": amount_text(one.paid_before, currency),
            "paid_after": amount_text(one.paid_after, currency),
            "more_for_each_point": None if each is None else amount_text(each, currency),
        }
        told = dict.fromkeys(figures) if hidden else figures
        return {"kpi": one.kpi, "n": one.n, **told, "finding": one.finding}


def _read(value: Fraction) -> Fraction:
    """Return a mean as it is read: to four decimals."""
    return rounded(value, Fraction(1, 10_000))


def _cents(value: Fraction) -> Fraction:
    """Return a mean of money to two decimals."""
    return rounded(value, Fraction(1, 100))


__all__ = ["Impact", "PlanVersion"]
