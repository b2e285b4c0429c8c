"""What a team reached, KPI by KPI: the curve with everybody on it, and how the means moved over periods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final, TypeAlias

from csvariable.documents.amounts import value_text
from csvariable.documents.paper.curve_words import as_sentence
from csvariable.documents.paper.drawing import near, picture
from csvariable.documents.paper.model import Bars, Board, Chapter, PaperBlock, Words
from csvariable.documents.team_groups import FEW, classes
from csvariable.documents.view import View
from csvariable.engine.results import Results
from csvariable.facts.pairs import added_up
from csvariable.kernel.formula import Curve, Fact, Ref
from csvariable.kernel.message import Filling, Message, counted, msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.unit import Unit, rounded
from csvariable.scenario.comparison import PeriodName
from csvariable.scenario.impact import CONCLUSIVE
from csvariable.speech.curves import CurveWords
from csvariable.speech.naming import Voice
from csvariable.speech.numbers import MINUS
from csvariable.speech.saying import in_language

_BESIDE: Final = 4
"""KPIs that stand beside each other in a table."""

Reached: TypeAlias = tuple[int, Fraction]
"""A person of a run, by index, and a value of theirs."""


def attained(results: Results, kpi: str) -> list[Reached]:
    """Return what each person of a run reached of a KPI: the attainment, else the actual."""
    for purpose in (Purpose.ATTAINMENT, Purpose.ACTUAL):
        values = _values(results, results.rows.get(purpose.named(kpi)))
        if values:
            return values
    return []


def _values(results: Results, column: Sequence[Fraction | None] | None) -> list[Reached]:
    """Return the values of a column, each with the person whose row it is."""
    return [
        (at, value)
        for at, one in enumerate(results.facts.people)
        for row in one.rows
        if column is not None and (value := column[row]) is not None
    ]


@dataclass(frozen=True)
class TeamLevels:
    """Reads runs of several periods for what was reached."""

    view: View
    """Speaks of the last period."""
    runs: Mapping[PeriodName, Results]
    redacted: bool

    def _say(self, message: Message, **values: Filling) -> str:
        return in_language(message.given(**values) if values else message, self.view.language)

    def _hidden(self, values: Sequence[Reached]) -> bool:
        """Whether values are of so few people that a mean of them says too much."""
        return self.redacted and len({at for at, _ in values}) < FEW

    # ------------------------------------------------------------------ KPI by KPI

    def kpis(self) -> Iterator[Chapter]:
        """Yield a picture of each KPI of the last period, under a title of them all."""
        found = [one for kpi in self.view.plans.kpi_ids for one in self._kpi(kpi)]
        if found:
            yield Chapter(self._say(msg("KPI by KPI")), ())
            yield from found

    def _kpi(self, kpi: str) -> Iterator[Chapter]:
        results = self.view.results
        roles = results.facts.roles
        row = next((at for at, role in enumerate(roles) if kpi in self.view.plans.of(role).kpis), None)
        if row is None:
            return
        voice = self.view.voice(row)
        title = voice.kpi(kpi)
        step = results.programs[roles[row]].curves.get(kpi)
        unit = voice.plan.kpis[kpi].measured_in
        if step is not None and isinstance(step.curve, Curve) and not unit.words:
            blocks = tuple(self._curve(voice, kpi, step.curve))
        else:
            blocks = tuple(self._levels(voice, kpi))
        if blocks:
            yield Chapter(title, blocks, level=3)

    def _curve(self, voice: Voice, kpi: str, curve: Curve) -> Iterator[PaperBlock]:
        values = self._read(curve)
        measured = voice.unit(curve.of) or Unit.RATE
        words = CurveWords(self.view.language, voice.currency, measured).sentences(curve)
        is_attainment = isinstance(curve.of, Ref) and curve.of.step == Purpose.ATTAINMENT.named(kpi)
        yield self._told(voice, values, measured, is_attainment=is_attainment)
        shown = [] if self.redacted else sorted(near(curve, [value for _, value in values]))
        told = [as_sentence(one) for one in words]
        if shown:
            points = ", ".join(voice.short(value, measured) for value in shown)
            told.append(self._say(msg("A point is a person: {values}."), values=points))
        yield picture(
            curve,
            title=self._say(msg("Payout curve of {name}"), name=voice.kpi(kpi)),
            alternative=" ".join(told),
            across=lambda value: voice.short(value, measured),
            up=lambda value: voice.short(value, Unit.RATE),
            peers=shown,
        )
        far = 0 if self.redacted else len(values) - len(shown)
        if far:
            beside = counted(
                "{count} value is too far away to be drawn.", "{count} values are too far away to be drawn."
            )
            yield Words(self._say(beside, count=far), "quiet")

    def _levels(self, voice: Voice, kpi: str) -> Iterator[PaperBlock]:
        """Yield a bar for each word that was reached, or each person, where no curve is drawn."""
        results, unit = self.view.results, voice.plan.kpis[kpi].measured_in
        values = _values(results, results.rows.get(Purpose.ACTUAL.named(kpi)))
        if not values or self._hidden(values):
            return
        if not unit.words:
            yield self._told(voice, values, unit, is_attainment=False)
        title = self._say(msg("What was reached of {name}"), name=voice.kpi(kpi))
        if unit.words:
            counts = [sum(value == word for _, value in values) for word in range(len(unit.words))]
            shown = classes(counts) if self.redacted else [(at, at, count) for at, count in enumerate(counts)]
            said = counted("{count} person", "{count} people")
            yield Bars(
                title,
                tuple(
                    (
                        " – ".join(dict.fromkeys(voice.short(Fraction(at), unit) for at in (first, last))),
                        Fraction(count),
                        self._say(said, count=count),
                    )
                    for first, last, count in shown
                ),
            )
        elif not self.redacted:
            rows = (
                (self.view.person(at, short=True), value, voice.short(value, unit)) for at, value in values
            )
            yield Bars(title, tuple(rows))

    def _told(self, voice: Voice, values: Sequence[Reached], unit: Unit, *, is_attainment: bool) -> Words:
        """Return how many values there are, and their mean."""
        said = [self._say(counted("{count} value", "{count} values"), count=len(values))]
        if values and not self._hidden(values):
            mean = msg("mean attainment {value}") if is_attainment else msg("mean {value}")
            said.append(self._say(mean, value=voice.short(_mean(values), unit)))
        return Words(" · ".join(said), "quiet")

    def _read(self, curve: Curve) -> list[Reached]:
        """Return the values that a curve is read at, one a row."""
        results = self.view.results
        match curve.of:
            case Ref(step=name):
                return _values(results, results.rows.get(name))
            case Fact(column=name):
                return _values(results, results.facts.columns.get(name))
            case _:
                return []

    # ------------------------------------------------------------------ from period to period

    def drift(self) -> Iterator[PaperBlock]:
        """Yield what was reached of each KPI in each period, always with how many values that is of."""
        runs = list(self.runs.values())
        kpis = [kpi for kpi in self.view.plans.kpi_ids if any(attained(one, kpi) for one in runs)]
        fewest = min((len(attained(one, kpi)) for one in runs for kpi in kpis), default=0)
        if fewest < CONCLUSIVE:
            few = msg("Some of these are means of fewer than {count} values: too few to conclude.")
            yield Words(self._say(few, count=CONCLUSIVE), "quiet")
        for first in range(0, len(kpis), _BESIDE):
            yield self._means(kpis[first : first + _BESIDE])

    def _means(self, kpis: Sequence[str]) -> Board:
        """Return the means of some KPIs, as many as stand beside each other on a page."""
        heads = ((self._say(msg("Period")), False), *((self._called(kpi), True) for kpi in kpis))
        rows = tuple(
            (label or "", *(self._reached(results, kpi) for kpi in kpis))
            for label, results in self.runs.items()
        )
        foot = (self._say(msg("From first to last")), *map(self._drifted, kpis))
        return Board(self._say(msg("Means, with how many values they are of")), heads, rows, foot)

    def _called(self, kpi: str) -> str:
        """Return the name of a KPI, and that its attainment is told, where it is."""
        name = self.view.voice(0).kpi(kpi)
        attainments = self.view.results.rows.get(Purpose.ATTAINMENT.named(kpi)) is not None
        return self._say(msg("{kpi}, attainment", kpi=name)) if attainments else name

    def _drifted(self, kpi: str) -> str:
        """Return by how much the mean of the last period is over that of the first."""
        runs = list(self.runs.values())
        ends = [attained(one, kpi) for one in (runs[0], runs[-1])]
        if not all(ends) or any(map(self._hidden, ends)):
            return ""
        first, last = map(_exact_mean, ends)
        moved = rounded(last - first, Fraction(1, 10_000))
        shown = self.view.voice(0).short(abs(moved), self._unit(kpi))
        return shown if not moved else f"{'+' if moved > 0 else MINUS}{shown}"

    def _unit(self, kpi: str) -> Unit:
        attainments = self.view.results.rows.get(Purpose.ATTAINMENT.named(kpi)) is not None
        return Unit.RATE if attainments else self.view.plans.kpi(kpi).measured_in

    def _reached(self, results: Results, kpi: str) -> str:
        values = attained(results, kpi)
        if not values or self._hidden(values):
            return ""
        return f"{self.view.voice(0).short(_mean(values), self._unit(kpi))} ({len(values)})"

    # ------------------------------------------------------------------ the data

    def data(self, results: Results, kpi: str) -> dict[str, Any]:
        """Return the mean of a KPI as digits, and of how many values it is."""
        values = attained(results, kpi)
        if not values or self._hidden(values):
            return {"n": len(values), "mean": None}
        return {
            "n": len(values),
            "mean": value_text(_exact_mean(values), Unit.RATE, self.view.currency),
        }


def _exact_mean(values: Sequence[Reached]) -> Fraction:
    return added_up(value for _, value in values) / len(values)


def _mean(values: Sequence[Reached]) -> Fraction:
    """Return a mean as it is read: to four decimals."""
    return rounded(_exact_mean(values), Fraction(1, 10_000))


__all__ = ["Reached", "TeamLevels", "attained"]
