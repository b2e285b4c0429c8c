"""How a comparison is read: in which language, by whom, with which words for lines and amounts."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from csvariable.facts.plans import Plans
from csvariable.kernel.message import Filling
from csvariable.kernel.step import Step
from csvariable.kernel.unit import minor_unit, rounded
from csvariable.plan.values import text_of
from csvariable.scenario import Amounts, Person
from csvariable.speech.comparisons import change_text, share_text, word
from csvariable.speech.labels import STEPS
from csvariable.speech.language import Language
from csvariable.speech.naming import called_in
from csvariable.speech.numbers import money_text
from csvariable.speech.saying import in_language


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """How a comparison is read: language, currency, names."""

    plans: Plans
    language: Language
    details: bool = False
    redacted: bool = False
    """Whether others read it: no names, and nothing that is of few people."""
    older: Plans | None = None
    """The plan that went before, which has the names of what is gone."""

    @property
    def currency(self) -> str:
        """The currency of the plan."""
        return self.plans.base.currency

    def word(self, name: str, /, **values: Filling) -> str:
        """Return a word of the page."""
        return word(self.language, name, **values)

    def money(self, value: Fraction) -> str:
        """Return an amount."""
        return money_text(value, self.currency, language=self.language)

    def about(self, value: Fraction) -> Fraction:
        """Return an amount in minor units: for means and quartiles, never for pay."""
        return rounded(value, minor_unit(self.currency))

    def cells(self, amounts: Amounts) -> tuple[str, ...]:
        """Return before, after, change and its share."""
        return (
            self.money(amounts.before),
            self.money(amounts.after),
            change_text(amounts.change, self.currency, self.language),
            share_text(amounts.share, self.language) if amounts.change else "",
        )

    def who(self, person: Person) -> str:
        """Return a person's name."""
        return person.name or person.id

    def kpi(self, kpi: str) -> str:
        """Return the name of a KPI, also of one that is gone."""
        plans = (self.plans, *([] if self.older is None else [self.older]))
        name = next((one.kpi(kpi).name for one in plans if kpi in one.kpi_ids), None)
        return text_of(name, self.language, kpi) if name else kpi

    def line(self, step: Step) -> str:
        """Return what a line of a statement is called here."""
        if step.kpi is not None:
            return self.kpi(step.kpi)
        label = in_language(STEPS[step.purpose], self.language)
        if step.of is None:
            return label
        plans = (*self.plans.all, *(() if self.older is None else self.older.all))
        return f"{label} {called_in(plans, step, self.language)}"

    @property
    def columns(self) -> list[tuple[str, bool]]:
        """The headers over `cells`."""
        return [(self.word(name), True) for name in ("now", "then", "change", "share")]


__all__ = ["ComparisonView"]
