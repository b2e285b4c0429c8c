"""The page of `explore`: one person's results, or a team with its plan, and what they pay when they move."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

from csvariable.documents.clean import clean
from csvariable.documents.explore.form import form_data, shown_in
from csvariable.documents.explore.parameters import NotOffered, Parameter, written
from csvariable.documents.explore.program_data import Data, facts_data, text
from csvariable.documents.explore.variants import Variant
from csvariable.documents.paper.curve_words import picture_of
from csvariable.documents.paper.drawing import window
from csvariable.documents.paper.svg import as_svg
from csvariable.documents.view import View
from csvariable.engine.exact.evaluation import evaluate
from csvariable.engine.run import programs_of
from csvariable.facts.typed import range_of
from csvariable.kernel.formula import ACROSS, Curve, Ref
from csvariable.kernel.message import Filling, Message, msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.unit import Unit, minor_unit, minor_units
from csvariable.plan.kpi import Kpi
from csvariable.speech.naming import Voice
from csvariable.speech.numbers import day_unit, value_text
from csvariable.speech.saying import in_language
from csvariable.statement import Otherwise, StatementPart, statement

POSITIONS: Final = 500
"""Places of a slider, about."""


@dataclass(frozen=True)
class Explorer:
    """What the page shows: a run, the people on the page, and what of the plan can move."""

    view: View
    people: Sequence[int]
    """The people on the page, by index; nobody else's figures stand in it."""
    command: str
    """The command that changes are written behind."""
    parameters: Sequence[Parameter] = ()
    variants: Sequence[Variant] = ()
    refused: Sequence[NotOffered] = ()
    planned: bool = False

    def _say(self, message: Message, **values: Filling) -> str:
        return in_language(message.given(**values) if values else message, self.view.language)

    @property
    def alone(self) -> bool:
        """Whether some of those who were paid are not on the page."""
        return len(self.people) < len(self.view.results.facts.people)

    # ------------------------------------------------------------------ the data

    @cached_property
    def data(self) -> Data:
        """Everything that the page computes from."""
        results, language = self.view.results, self.view.language
        rows = [row for at in self.people for row in results.facts.people[at].rows]
        roles = dict.fromkeys(results.facts.roles[row] for row in rows)
        return {
            "language": language,
            "currency": self.view.currency,
            "places": minor_units(self.view.currency),
            "words": self._words(),
            **facts_data(results, self.people, alone=self.alone),
            **form_data(self.view, self.people, alone=self.alone),
            "variants": [self._variant(one) for one in self.variants],
            "levels": self._levels(roles),
            "sliders": [list(self._sliders(number, at)) for number, at in enumerate(self.people)],
            "parameters": [one.data() for one in self.parameters],
            "planned": self.planned,
            "command": self.command,
        }

    def _variant(self, one: Variant) -> Data:
        """Return the plan in another form."""
        facts, language = self.view.results.facts, self.view.language
        results = evaluate(programs_of(one.plans, facts), facts)
        view = View(results, one.plans, language, self.people, self.view.name)
        return {
            "label": one.label,
            "sets": list(one.sets),
            "form": form_data(view, self.people, alone=False),
            "moves": [None if moves is None else written(moves) for moves in one.moves],
        }

    def _words(self) -> dict[str, str]:
        said = {
            "none": msg("no value"),
            "yes": msg("yes"),
            "no": msg("no"),
            "least": msg("the lowest of"),
            "greatest": msg("the highest of"),
            "curve": msg("the curve at"),
            "matrix": msg("the matrix at"),
            "others": msg("counted with the others"),
            "refused": msg("these values cannot be paid"),
            "against": msg("against"),
            "nothing": msg("Nothing of the plan is changed."),
            "by_hand": msg("results that were moved by hand are not in it: it counts with the files"),
            "crossed": msg("bounds pass one another: that is no plan"),
            "under": msg("a weight is under 0 %: that is no plan"),
        }
        gaps = {name: f"{{{name}}}" for name in ("count", "start", "end", "low", "high")}
        told = {
            "unmoved": msg("Unchanged: {count}", count=gaps["count"]),
            "between": msg("between {start} ({low}) and {end} ({high})").given(
                **{name: gaps[name] for name in ("start", "low", "end", "high")}
            ),
            "up_true": msg("from {start} on", start=gaps["start"]),
            "up_false": msg("over {start}", start=gaps["start"]),
            "down_true": msg("up to {start}", start=gaps["start"]),
            "down_false": msg("under {start}", start=gaps["start"]),
        }
        return {name: self._say(one) for name, one in (said | told).items()} | {
            "day": day_unit(self.view.language)
        }

    def _levels(self, roles: Iterable[str | None]) -> dict[str, list[str]]:
        """Return the words of each unit that is counted in words, the worst first."""
        language = self.view.language
        plans = [self.view.plans.of(role) for role in roles]
        units = [kpi.measured_in for plan in plans for kpi in plan.kpis.values()]
        units += [column.measured_in for plan in plans for column in plan.columns.values()]
        return {
            shown_in(unit): [
                value_text(Fraction(at), unit, currency="", language=language)
                for at in range(len(unit.words))
            ]
            for unit in units
            if unit.words
        }

    # ------------------------------------------------------------------ the sliders

    def _sliders(self, number: int, at: int) -> Iterator[Data]:
        """Yield a slider for each KPI of a person, in the last part that has it."""
        results = self.view.results
        pay, read = Otherwise(results, self.view.plans, at), statement(results, at)
        part = read.parts[-1]
        voice = self.view.voice(part.row)
        for place, name in enumerate(dict.fromkeys(line.step.kpi for line in part.lines if line.step.kpi)):
            values = results.facts.columns.get(Purpose.ACTUAL.named(name))
            now = None if values is None else values[part.row]
            if now is None:
                continue
            moved = pay.move(name, pay.rows[-1])
            reason = ""
            if moved is None or moved.programs is not pay.programs:
                reason = self._say(msg("It is computed from other results."))
            elif self.alone and self._looks_beyond(pay, moved.affected.rows | moved.affected.people):
                reason = self._say(msg("It is counted with the results of others, who are not on this page."))
            slider = self._slider(voice, part, name, now, f"p{number}-{place}")
            yield {**slider, "rows": self._alike(at, name), "refused": reason}

    def _alike(self, at: int, kpi: str) -> list[int]:
        """Return the rows of the page that have the same value: of the person, the team, the company."""
        facts, plans = self.view.results.facts, self.view.plans
        last = facts.people[at].rows[-1]
        scope = plans.of(facts.roles[last]).kpis[kpi].scope
        found = []
        place = 0
        for one in self.people:
            for row in facts.people[one].rows:
                spec = plans.of(facts.roles[row]).kpis.get(kpi)
                near = {
                    "person": one == at,
                    "team": facts.teams[row] == facts.teams[last],
                    "company": True,
                }[scope]
                if near and spec is not None and spec.scope == scope:
                    found.append(place)
                place += 1
        return found

    @staticmethod
    def _looks_beyond(pay: Otherwise, names: frozenset[str]) -> bool:
        steps = (step for program in pay.circle[0].programs.values() for step in program.steps)
        return any(isinstance(step.formula, ACROSS) and step.name in names for step in steps)

    def _slider(self, voice: Voice, part: StatementPart, name: str, now: Fraction, called: str) -> Data:
        spec = voice.plan.kpis[name]
        curve = part.curve_of(name)
        low, high = self._ends(spec, now, None if curve is None else curve.step.curve)
        step = nice((high - low) / POSITIONS, spec.measured_in, self.view.currency)
        if spec.measured_in.words:
            low, high, step = Fraction(0), Fraction(len(spec.measured_in.words) - 1), Fraction(1)
        low, high = step * (low // step), step * -((-high) // step)
        drawn = (
            picture_of(voice, curve, voice.kpi(name))
            if curve and isinstance(curve.step.curve, Curve) and not spec.measured_in.words
            else None
        )
        reads = "" if curve is None or not isinstance(curve.step.curve, Curve) else _read(curve.step.curve)
        return {
            "label": clean(voice.kpi(name)),
            "unit": shown_in(spec.measured_in),
            "column": Purpose.ACTUAL.named(name),
            "now": text(now),
            "low": text(low),
            "high": text(high),
            "step": text(step),
            "picture": "" if drawn is None else as_svg(drawn, called),
            "scale": None
            if drawn is None
            else [text(drawn.across.low), text(drawn.across.high), text(drawn.up.high)],
            "reads": reads,
            "reads_unit": shown_in(voice.steps[reads].unit if reads in voice.steps else spec.measured_in),
            "pays": "" if curve is None else curve.step.name,
            "pays_unit": Unit.RATE.value,
        }

    def _ends(self, spec: Kpi, now: Fraction, curve: object) -> tuple[Fraction, Fraction]:
        """Return from where to where a result moves: its range, or around the curve and its value."""
        least, most = range_of(spec, self.view.currency)
        around = [now]
        if isinstance(curve, Curve) and not _read(curve).endswith("attainment"):
            around += [one.start for one in curve.segments]
        low, high = window(around) if len(around) > 1 else (now / 2, now * 3 / 2 or Fraction(1))
        low = low if least is None else max(least, low)
        high = high if most is None else min(most, high)
        return (low, high) if low < high else (now - 1, now + 1)


def nice(least: Fraction, unit: Unit, currency: str) -> Fraction:
    """Return the step of a slider: 1, 2 or 5 times a power of ten, never finer than the unit is written."""
    finest = minor_unit(currency) if unit is Unit.MONEY else Fraction(1, 10_000)
    power = finest
    while True:
        for times in (1, 2, 5):
            if power * times >= least:
                return power * times
        power *= 10


def _read(curve: Curve) -> str:
    """Return the step that a curve reads; nothing where it reads the fact itself."""
    return curve.of.step if isinstance(curve.of, Ref) else ""


__all__ = ["Explorer", "nice"]
