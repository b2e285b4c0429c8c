"""Limits for continuous integration: `cost > +5%`, `losers > 0`, `any loss > 10%`, `anyone < -100`.

A subject, a comparison (`>`, `>=`, `<`, `<=`) and an amount. With `%` or a sign the amount is of
the change, else of the level after it:

    cost > +5%        what everything costs rises by more than 5 %
    cash > +2000      cash rises by more than 2,000
    cost > 120000     the cost after the change is above 120,000
    losers > 0        somebody loses; also gainers, unchanged, with `%` as a share of all
    any loss > 10%    somebody loses more than 10 % of their pay; also `any gain`
    anyone < -100     somebody's pay changes by less than -100
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from csvariable.kernel.message import Told, msg, quoted
from csvariable.kernel.quantity import NotAQuantity, exact_number
from csvariable.scenario.comparison import Comparison
from csvariable.scenario.persons import Amounts

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
_LIMIT = re.compile(r"\s*([a-z]+(?: +[a-z]+)?)\s*(>=|<=|>|<)\s*([+-]?)\s*([0-9.]+)\s*(%?)\s*", re.ASCII)
_COUNTS: Final = ("gainers", "losers", "unchanged")
_COMPARE: Final[Mapping[str, Callable[[Fraction, Fraction], bool]]] = {
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
}


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

    def fails(self, comparison: Comparison) -> bool:
        """Whether the condition holds for a scenario."""
        return any(_COMPARE[self.word](value, self.amount) for value in self._values(comparison))

    def _values(self, comparison: Comparison) -> list[Fraction]:
        match self.subject:
            case "cost" | "cash" | "rewards":
                amounts: Amounts = getattr(comparison, self.subject)
                return [self._of(amounts)]
            case "gainers" | "losers" | "unchanged":
                counts = comparison.counts
                count = Fraction(counts[_COUNTS.index(self.subject)])
                everybody = sum(counts)
                return [count / everybody if self.percent and everybody else count]
            case "any loss":
                return [-self._change(one.cash) for one in comparison.losers]
            case "any gain":
                return [self._change(one.cash) for one in comparison.gainers]
            case _:
                return [self._change(one.cash) for one in comparison.people]

    def _of(self, amounts: Amounts) -> Fraction:
        return self._change(amounts) if self.percent or self.signed else amounts.after

    def _change(self, amounts: Amounts) -> Fraction:
        if not self.percent:
            return amounts.change
        # From nothing, any change is beyond every share: it counts as one hundred thousand percent.
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
                "`{text}` is no limit; write it like `cost > +5%`, `losers > 0` or `any loss > 10%`",
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
    return OutcomeLimit(
        text.strip(), subject, found[2], -value if found[3] == "-" else value, bool(found[5]), bool(found[3])
    )
