"""The names and units of what a formula reads, for one row or one person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from csvariable.engine.results import Results
from csvariable.facts.plans import Plans
from csvariable.kernel.figure import MARK, Figure, is_counted, ramp_value
from csvariable.kernel.formula import (
    Choose,
    Fact,
    Formula,
    Grid,
    Holds,
    Known,
    OfParts,
    Over,
    Part,
    Product,
    Quotient,
    Ref,
    Rounded,
    operands,
)
from csvariable.kernel.message import msg
from csvariable.kernel.purpose import BONUS_STAGES, Purpose
from csvariable.kernel.step import Note, Step
from csvariable.kernel.terms import SCOPES
from csvariable.kernel.unit import Unit
from csvariable.plan import Plan
from csvariable.plan.steps import is_account
from csvariable.plan.values import text_of
from csvariable.plan.waiting import waiting_part
from csvariable.speech import labels
from csvariable.speech.figures import exact_value
from csvariable.speech.language import Language
from csvariable.speech.numbers import value_text
from csvariable.speech.saying import in_language
from csvariable.statement import ValueReader

if TYPE_CHECKING:
    from csvariable.plan.bonus import Bonus
    from csvariable.plan.gate import Gate
    from csvariable.plan.modifier import Modifier
    from csvariable.plan.pool import Pool

_RATES: Final = frozenset({Unit.RATE, Unit.PERCENT, Unit.FLAG})
_MONEY: Final = frozenset(
    {
        *"salary annual_salary ote target_incentive already_paid draw_balance".split(),
        Figure.SALARY_OF_PERSON,
        Figure.SALARY_COUNTED,
        Figure.ADJUSTMENTS,
        Figure.CORRECTIONS,
    }
)
_PRESENCES: Final = frozenset({Figure.PRESENCE, Figure.PRESENCE_OF_PERSON})
"""Shares of one period; of several, in a plan that pays the year so far, how many periods they come to."""
_COUNTS: Final = frozenset({Figure.PERIODS, Figure.ALL_PERIODS})
_FLAGS: Final = frozenset(
    {
        Figure.PRESENT,
        Figure.PRESENT_IN_PERIOD,
        Figure.PERSON_PRESENT,
        Figure.FULL_PERIOD,
        Figure.PERSON_FULL_PERIOD,
        Figure.COUNTED,
        Figure.HAS_TEAM,
        Figure.PARTS,
        Figure.LAST_PART,
    }
)

_OF_BONUSES: Final = (BONUS_STAGES - {Purpose.GATE_OF_BONUSES, Purpose.MODIFIER_OF_BONUSES}) | {
    Purpose.BONUS_DEFERRED,
    Purpose.BONUS_RELEASED,
    Purpose.BONUS_OWED,
}
"""Steps of a bonus beside what is paid of it."""


def called_in(plans: Iterable[Plan], step: Step, language: Language) -> str:
    """Return the name of the rule of a step that the first of some plans shows; its id where none does."""
    own = step.of or ""
    for plan in plans:
        named: Mapping[Purpose, Mapping[str, Bonus | Gate | Modifier | Pool]] = {
            Purpose.BONUS: plan.bonuses,
            Purpose.GATE: plan.gates,
            Purpose.MODIFIER: plan.modifiers,
            Purpose.GATE_OF_BONUSES: plan.gates,
            Purpose.MODIFIER_OF_BONUSES: plan.modifiers,
            Purpose.POOL: plan.pool,
            **dict.fromkeys(_OF_BONUSES, plan.bonuses),
        }
        rule = named.get(step.purpose, {}).get(own)
        if rule is not None and rule.name:
            return text_of(rule.name, language, own)
    return own


@dataclass(frozen=True)
class Voice:
    """Says names and values of one row, or of one person: a language, a currency, a place to look."""

    language: Language
    plans: Plans
    reader: ValueReader
    about: str | None = None
    """The KPI that is spoken of: its own steps need no name before them."""

    @property
    def results(self) -> Results:
        """What was computed."""
        return self.reader.results

    @property
    def currency(self) -> str:
        """The currency of the plan."""
        return self.plans.base.currency

    @property
    def plan(self) -> Plan:
        """The plan of the row's role."""
        return self.plans.of(self.results.facts.roles[self.reader.row])

    @property
    def steps(self) -> Mapping[str, Step]:
        """The steps of the row and of the person, by name."""
        return self.results.program_of(self.reader.row).by_name

    # ------------------------------------------------------------------ names

    def kpi(self, kpi_id: str) -> str:
        """Return the name of a KPI as people know it."""
        kpi = self.plan.kpis.get(kpi_id)
        return kpi_id if kpi is None else text_of(kpi.name, self.language, kpi_id)

    def label(self, step: Step) -> str:
        """Return the label of a step without its KPI: `attainment`; `gate quality-first`."""
        found = in_language(labels.STEPS[step.purpose], self.language)
        return f"{found} {self.called(step)}" if step.of else found

    def called(self, step: Step) -> str:
        """Return the name that the plan shows of the rule of a step; its id where it has none."""
        return called_in((self.plan,), step, self.language)

    def note(self, note: Note) -> str:
        """Say a note in a sentence."""
        steps, route = self.steps, note.route[:2]
        found = steps.get(".".join(map(str, route)))
        found = found or next((step for step in steps.values() if step.route == route), None)
        rule = "" if found is None else self.label(found)
        read = note.kpi or ""
        name = self.column(read) if read in self.plan.columns else self.kpi(read)
        return in_language(labels.NOTES[note.kind].given(kpi=name, rule=rule), self.language)

    def name(self, step_name: str) -> str:
        """Return the full name of a step: `Adoption (attainment)`, `gate quality-first`."""
        step = self.steps.get(step_name)
        if step is None:
            return step_name
        if step.kpi is None:
            return self.label(step)
        if step.kpi == self.about:
            return self.label(step)
        if step.purpose is Purpose.ACTUAL:
            return self.kpi(step.kpi)
        return f"{self.kpi(step.kpi)} ({self.label(step)})"

    def column(self, column: str) -> str:
        """Return the name of a column: `presence`, `Adoption (target)`."""
        if column in _PRESENCES and self.plan.accumulate is not None:
            return in_language(labels.FIGURES[Figure.PERIODS], self.language)
        declared = self.plan.columns.get(column)
        if declared is not None:
            return text_of(declared.name, self.language, column)
        written = column if is_counted(column) else column.partition(MARK)[0]
        label = labels.of_column(written, self.language)
        kpi_id, dot, last = written.rpartition(".")
        if dot and kpi_id in self.plan.kpis:
            scope = SCOPES.get(column.partition(MARK)[2]) if self.plan.kpis[kpi_id].sample else None
            if scope is not None:
                label = in_language(scope, self.language)
            return self.kpi(kpi_id) if last == "actual" and scope is None else f"{self.kpi(kpi_id)} ({label})"
        return label

    def group(self, column: str) -> tuple[str, str] | None:
        """Return whose value a column holds, as a sentence and a name; None for the person's own."""
        name, mark, scope = column.partition(MARK)
        if not name or not mark or scope not in SCOPES:
            return None
        team = self.results.facts.teams[self.reader.row]
        return ("of-group", team) if scope == "team" and team else ("of-company", "")

    def counted(self, column: str) -> str:
        """Return what a figure of the calendar was counted from, or nothing."""
        texts = self.results.facts.texts
        return in_language(texts[self.reader.row].get(column, ""), self.language) if texts else ""

    # ------------------------------------------------------------------ units and values

    def unit(self, formula: Formula) -> Unit | None:
        """Return the unit of a formula; None where only its place can tell it (a given value)."""
        match formula:
            case Ref(step=name) | OfParts(step=name) | Over(step=name):
                step = self.steps.get(name)
                return None if step is None else step.unit
            case Fact(column=column):
                return self._column_unit(column)
            case Quotient(top=top, bottom=bottom):
                over, under = self.unit(top), self.unit(bottom)
                return Unit.RATE if over is under or None in {over, under} else over
            case Grid():
                return Unit.RATE
            case Holds() | Known():
                return Unit.FLAG
            case Part():
                return Unit.MONEY
            case Product(factors=factors):
                found = [unit for unit in map(self.unit, factors) if unit is not None]
                return next((unit for unit in found if unit not in _RATES), next(iter(found), None))
            case Rounded(of=of):
                return self.unit(of)
            case Choose(then=then, otherwise=otherwise):
                return self.unit(then) or self.unit(otherwise)
            case _:
                return next((unit for unit in map(self.unit, operands(formula)) if unit is not None), None)

    def _column_unit(self, column: str) -> Unit:
        kpi_id, _, last = column.partition(MARK)[0].rpartition(".")
        plan = self.plan
        if column in _MONEY or is_account(column) or waiting_part(column) is not None:
            return Unit.MONEY
        if column in _COUNTS or (column in _PRESENCES and plan.accumulate is not None):
            return Unit.NUMBER
        if column in _FLAGS:
            return Unit.FLAG
        if column in plan.columns:
            return plan.columns[column].measured_in
        if kpi_id in plan.kpis and last == "n":
            return Unit.NUMBER
        if kpi_id in plan.kpis and last in {"actual", "target", "baseline"}:
            return plan.kpis[kpi_id].measured_in
        ramped = next((kpi for name, kpi in plan.kpis.items() if column == ramp_value(name)), None)
        return Unit.RATE if ramped is None else ramped.measured_in

    def factor_units(self, factors: Sequence[Formula], expected: Unit) -> list[Unit]:
        """Return the unit of each factor of a product that is of a unit.

        Exactly one factor carries the unit of the product, the others are rates or counts; a
        given value is the one that carries it where no other does (a price).
        """
        found = [self.unit(factor) for factor in factors]
        carried = expected in found or expected in _RATES
        units: list[Unit] = []
        for unit in found:
            units.append(unit if unit is not None else Unit.RATE if carried else expected)
            carried = carried or unit is None
        return units

    def exact(self, formula: Formula, unit: Unit) -> str:
        """Return the value of a formula, whole."""
        return self.said(self.reader.value(formula), unit)

    def said(self, value: Fraction | None, unit: Unit, *against: Fraction) -> str:
        """Return a value, whole."""
        if value is None:
            return in_language(msg("no value"), self.language)
        return exact_value(value, unit, currency=self.currency, language=self.language, against=against)

    def short(self, value: Fraction, unit: Unit, *against: Fraction) -> str:
        """Return a value as it is read at a glance; it never contradicts the bounds."""
        return value_text(value, unit, currency=self.currency, language=self.language, against=against)
