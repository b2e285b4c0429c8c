"""Who speaks of a plan before anybody is paid by it: its names, units, program, money."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from csvariable.aims.shares import weights_of
from csvariable.engine.results import Results
from csvariable.facts.model import Facts, Participant
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import FilePlace
from csvariable.kernel.message import Filling, Message
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Program
from csvariable.kernel.unit import Unit
from csvariable.plan import Plan, Role
from csvariable.plan.amounts import AnnualAmount
from csvariable.program.compilation import compile_plan
from csvariable.speech.curves import CurveWords
from csvariable.speech.language import Language
from csvariable.speech.naming import Voice
from csvariable.speech.numbers import money_text, rate_text
from csvariable.speech.saying import in_language
from csvariable.statement import ValueReader


@dataclass(frozen=True)
class PlanVoice:
    """Says what the plan of a role says, in a language."""

    plans: Plans
    language: Language
    role: Role = None

    @property
    def plan(self) -> Plan:
        """The plan of the role."""
        return self.plans.of(self.role)

    @cached_property
    def program(self) -> Program:
        """What the plan computes."""
        return compile_plan(self.plan, self.role, self.plans.columns)

    @cached_property
    def voice(self) -> Voice:
        """The names and units of the program, for a person of whom nothing is known."""
        facts = Facts(
            (Participant("", None, (0,)),),
            [self.role],
            [None],
            {},
            [True],
            lambda _row, _column: FilePlace(""),
        )
        results = Results({self.role: self.program}, facts, {}, {})
        return Voice(self.language, self.plans, ValueReader(results, 0, person=False))

    def say(self, message: Message, **values: Filling) -> str:
        """Return a message in the language."""
        return in_language(message.given(**values) if values else message, self.language)

    def money(self, value: Fraction) -> str:
        """Return an amount."""
        return money_text(value, self.plan.currency, language=self.language)

    def rate(self, value: Fraction) -> str:
        """Return a rate."""
        return rate_text(value, language=self.language)

    def weight(self, kpi: str) -> Fraction | None:
        """Return the weight of a KPI, where the plan gives it to everybody."""
        return weights_of(self.plan).get(kpi) if Purpose.PART.named(kpi) in self.program.by_name else None

    def worth(self, kpi: str) -> Fraction | None:
        """Return what a payout rate of 100 % of a KPI is in money, for a whole period."""
        amount, weight = self._incentive(), self.weight(kpi)
        return amount * weight if amount is not None and weight is not None else None

    def _incentive(self) -> Fraction | None:
        """Return the target incentive of every period, where it is the same in each for everybody."""
        match self.plan.target_incentive:
            case Fraction() as amount:
                return amount
            case AnnualAmount(annual=annual, split=None):
                return annual / self.plan.periods_per_year
            case _:
                return None

    def curve(self, measured: Unit, unit: Unit = Unit.RATE, worth: Fraction | None = None) -> CurveWords:
        """Return who says curves that read a measure."""
        return CurveWords(self.language, self.plan.currency, measured, unit, worth)


__all__ = ["PlanVoice"]
