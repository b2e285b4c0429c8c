"""What is shown, in which language: results, plans, and the people chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from csvariable.engine.results import Results
from csvariable.facts.plans import Plans
from csvariable.kernel.message import Filling
from csvariable.kernel.purpose import Purpose
from csvariable.plan.values import text_of
from csvariable.speech.gifts import gift_words
from csvariable.speech.language import Language
from csvariable.speech.naming import Voice
from csvariable.speech.numbers import money_text, rate_text
from csvariable.speech.screens import screen as say
from csvariable.statement import Gift, NextTier, ValueReader


@dataclass(frozen=True)
class View:
    """What is shown, in which language: results, plans, and the people chosen."""

    results: Results
    plans: Plans
    language: Language
    chosen: Sequence[int]
    name: str = ""
    """The name of the plan."""
    with_rows: bool = False
    """Whether the rows that a value was measured on are listed."""

    @property
    def currency(self) -> str:
        """The currency of the plan."""
        return self.plans.base.currency

    def money(self, value: Fraction, *, signed: bool = False) -> str:
        """Return an amount as people read it."""
        return money_text(value, self.currency, language=self.language, signed=signed)

    def rate(self, value: Fraction) -> str:
        """Return a rate as people read it."""
        return rate_text(value, language=self.language)

    def word(self, name: str, **values: Filling) -> str:
        """Return the words of a screen."""
        return say(self.language, name, **values)

    def voice(self, row: int) -> Voice:
        """Return who speaks of a row; who spoke last speaks on, and remembers what was read."""
        if row not in self._voices:
            self._voices.clear()
            self._voices[row] = Voice(self.language, self.plans, ValueReader(self.results, row, person=False))
        return self._voices[row]

    @cached_property
    def _voices(self) -> dict[int, Voice]:
        return {}

    def person_voice(self, at: int) -> Voice:
        """Return who speaks of a person."""
        return Voice(self.language, self.plans, ValueReader(self.results, at, person=True))

    def person(self, at: int, *, short: bool = False) -> str:
        """Return a person's name and id; with `short` the name alone, where nobody else has it."""
        one = self.results.facts.people[at]
        if short and one.name and self._bearers[one.name] == 1:
            return one.name
        return one.id if one.name in {None, one.id} else f"{one.name} ({one.id})"

    @cached_property
    def _bearers(self) -> Counter[str | None]:
        """How many people have each name."""
        return Counter(one.name for one in self.results.facts.people)

    def gift(self, gift: Gift) -> str:
        """Return a reward in words: `T-shirt`, `Gold star ★★☆`."""
        return gift_words(gift, self.plans, self.language)


def view_of(results: Results, plans: Plans, language: Language, chosen: Sequence[int]) -> View:
    """Return the view of some people, under the name of the plan."""
    return View(results, plans, language, chosen, text_of(plans.base.name, language, ""))


def next_at(view: View, voice: Voice, tier: NextTier) -> str:
    """Return where a next tier begins: at a value, or past it where the value itself is still before it."""
    value = voice.short(tier.needed, voice.steps[Purpose.ACTUAL.named(tier.kpi)].unit)
    if not tier.exceeded:
        return value
    return view.word("below" if voice.plan.kpis[tier.kpi].lower_is_better else "above", value=value)
