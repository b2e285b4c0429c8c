"""Limits for continuous integration: `cost > +5%`, `losers > 0`, `any loss > 10%`, `anyone < -100`.

A subject, a comparison (`>`, `>=`, `<`, `<=`) and an amount. With `%` or a sign the amount is of
the change, else of the level after it:

    cost > +5%        what everything costs rises by more than 5 %
    cash > +2000      cash rises by more than 2,000
    cost > 120000     the cost after the change is above 120,000
    losers > 0        somebody loses; also gainers, unchanged, with `%` as a share of all
    any loss > 10%    somebody loses more than 10 % of their pay; also `any gain`
    anyone < -100     somebody's pay changes by less than -100

Of several periods, what happens to one person is looked at in each period, since a loss of one is not made
good by a gain of another; `any loss > 10% in all` looks at the sum. Costs and counts are of all periods.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NamedTuple

from csvariable.kernel.message import Told, msg, quoted
from csvariable.kernel.quantity import NotAQuantity, exact_number
from csvariable.scenario.comparison import Comparison
from csvariable.scenario.persons import Amounts, Person

SUBJECTS: Final = (
    "cost",
    "cash",
    "rewards",
    "gainers",
    "losers",
    "unchanged",
    "any loss",
    "any gain",
    "anyone",
)
_LIMIT = re.compile(
    r"\s*([a-z]+(?: +[a-z]+)?)\s*(>=|<=|>|<)\s*([+-]?)\s*([0-9.]+)\s*(%?)\s*(in +all|per +period)?\s*",
    re.ASCII,
)
_OF_PEOPLE: Final = ("any loss", "any gain", "anyone")
_LEVELS: Final = ("cost", "cash", "rewards")
_COUNTS: Final = ("gainers", "losers", "unchanged")
_COMPARE: Final[Mapping[str, Callable[[Fraction, Fraction], bool]]] = {
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
}


class Figured(NamedTuple):
    """A figure that a limit looks at."""

    value: Fraction
    person: str | None = None
    period: str | None = None


class NotALimit(Told):
    """A text that is no limit; says what to write."""


@dataclass(frozen=True, slots=True)
class OutcomeLimit:
    """A condition that fails a run where it holds."""

    text: str
    subject: str
    word: str
    amount: Fraction
    percent: bool
    signed: bool

    per_period: bool = False
    """Whether each period is looked at by itself."""

    @property
    def of_a_change(self) -> bool:
        """Whether it looks at what a scenario changes, not at the level after it."""
        return self.subject not in _LEVELS or self.percent or self.signed

    def fails(self, comparison: Comparison) -> bool:
        """Whether the condition holds for a scenario."""
        figure = self.figure(comparison)
        return figure is not None and _COMPARE[self.word](figure.value, self.amount)

    def figure(self, comparison: Comparison) -> Figured | None:
        """Return the figure that crosses the limit most, or comes nearest to it; None without any."""
        sign = 1 if self.word in {">", ">="} else -1
        return max(self._figures(comparison), key=lambda one: sign * one.value, default=None)

    def _figures(self, comparison: Comparison) -> Iterator[Figured]:
        match self.subject:
            case subject if subject in _LEVELS:
                amounts: Amounts = getattr(comparison, subject)
                yield Figured(self._of(amounts))
            case "gainers" | "losers" | "unchanged":
                counts = comparison.counts
                count = Fraction(counts[_COUNTS.index(self.subject)])
                everybody = sum(counts)
                yield Figured(count / everybody if self.percent and everybody else count)
            case _ if self.per_period:
                for period, people in comparison.periods.items():
                    for one in people:
                        yield from self._of_person(one, period)
            case _:
                for one in comparison.people:
                    yield from self._of_person(one, None)

    def _of_person(self, one: Person, period: str | None) -> Iterator[Figured]:
        change = self._change(one.cash)
        if self.subject == "anyone":
            yield Figured(change, one.id, period)
        elif self.subject == "any loss" and change < 0:
            yield Figured(-change, one.id, period)
        elif self.subject == "any gain" and change > 0:
            yield Figured(change, one.id, period)

    def _of(self, amounts: Amounts) -> Fraction:
        return self._change(amounts) if self.percent or self.signed else amounts.after

    def _change(self, amounts: Amounts) -> Fraction:
        if not self.percent:
            return amounts.change
        # From nothing, or from a debt, any change is beyond every share: it counts as 100,000 %.
        share = amounts.share
        return share if share is not None else Fraction(1000 * ((amounts.change > 0) - (amounts.change < 0)))


def parse_limit(text: str) -> OutcomeLimit:
    """Read a limit.

    Raises:
        NotALimit: with a sentence for the person who typed it.
    """
    found = _LIMIT.fullmatch(text)
    if found is None:
        raise NotALimit(
            msg(
                "`{text}` is no limit; write it like `cost > +5%`, `losers > 0`, `any loss > 10%` "
                "or `any loss > 10% in all`",
                text=text,
            )
        )
    subject = " ".join(found[1].split())
    if subject not in SUBJECTS:
        raise NotALimit(
            msg("`{subject}` cannot be limited; there are: {known}", subject=subject, known=quoted(SUBJECTS))
        )
    try:
        amount = exact_number(found[4])
    except NotAQuantity as problem:
        raise NotALimit(problem.said) from None
    if subject in _COUNTS and found[3]:
        raise NotALimit(msg("`{text}`: a number of people has no sign", text=text))
    value = amount / 100 if found[5] else amount
    scope = " ".join((found[6] or "").split())
    if scope == "per period" and subject not in _OF_PEOPLE:
        raise NotALimit(msg("`{text}`: only the change of a person is looked at in each period", text=text))
    return OutcomeLimit(
        text.strip(),
        subject,
        found[2],
        -value if found[3] == "-" else value,
        bool(found[5]),
        bool(found[3]),
        per_period=subject in _OF_PEOPLE and scope != "in all",
    )
