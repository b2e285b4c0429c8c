"""Formulas of a program as formulas of a spreadsheet: a reading of the nodes, and no rule of pay.

A spreadsheet counts in binary: every comparison and every rounding is made of a value that is
first brought to so many decimals that what was written in decimals is itself again.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final, assert_never

from csvariable.documents.paper.workings import Working
from csvariable.kernel.formula import (
    Choose,
    Curve,
    Fact,
    Formula,
    Given,
    Greatest,
    Grid,
    Holds,
    Known,
    Least,
    OfParts,
    Over,
    Part,
    Placed,
    Product,
    Quotient,
    Ref,
    Rounded,
    Shared,
    Sum,
    operands,
)
from csvariable.kernel.segment import BoundWord
from csvariable.kernel.unit import decimal_text

NEAR: Final = 11
"""Decimals to which a value is brought before it is compared."""
CLOSE: Final = 8
"""Decimals, in units of the rounding, to which an amount is brought before it is rounded."""
_SIGNS: Final[dict[BoundWord, str]] = {"from": ">=", "above": ">", "up_to": "<=", "below": "<"}

Place = Callable[[Fact | Ref | OfParts], str]
"""Finds the cell of a fact or a step."""


class CellFormula:
    """Writes the formula of one step."""

    def __init__(self, working: Working, place: Place) -> None:
        """Take the step, and who knows the cells."""
        self._working, self._place = working, place

    def text(self) -> str:
        """Return the whole, with its sign of equality."""
        return "=" + self._of(self._working.formula)

    def _of(self, formula: Formula) -> str:  # noqa: C901, PLR0912 - a line a node
        match formula:
            case Given(value=value):
                return number(value)
            case Fact() | Ref() | OfParts():
                return self._place(formula)
            case Sum(terms=terms):
                return "(" + "+".join(map(self._of, terms)) + ")"
            case Product(factors=factors):
                return "(" + "*".join(map(self._of, factors)) + ")"
            case Quotient(top=top, bottom=bottom):
                return f"({self._of(top)}/{self._of(bottom)})"
            case Least(of=of):
                return f"MIN({','.join(map(self._of, of))})"
            case Greatest(of=of):
                return f"MAX({','.join(map(self._of, of))})"
            case Curve():
                return self._curve(formula)
            case Holds(left=left, word=word, right=right):
                sides = [f"ROUND({self._of(one)},{NEAR})" for one in (left, right)]
                return f"IF({sides[0]}{_SIGNS[word]}{sides[1]},1,0)"
            case Known(of=of):
                return f"IF({self._known(of)},1,0)"
            case Choose(when=when, then=then, otherwise=otherwise):
                return f"IF({self._of(when)}=1,{self._of(then)},{self._of(otherwise)})"
            case Rounded(of=of, unit=unit, mode=mode):
                return _rounded(self._of(of), unit, mode)
            case Part(split=split) as part:
                whole = f"{self._of(split.total)}*{self._of(part.weight)}"
                cut = _rounded(whole, split.unit, "half-up")
                more = self._working.correction
                return f"({cut}+{number(more)})" if more else cut
            case Grid() | Over() | Shared() | Placed():
                return number(self._working.value or Fraction(0))  # it looks at what is not in this book
            case _:
                assert_never(formula)

    def _known(self, formula: Formula) -> str:
        """Return whether a formula has a value: nothing is contagious, but in a choice."""
        match formula:
            case Fact() | Ref() | OfParts():
                return f"ISNUMBER({self._place(formula)})"
            case Known():
                return "TRUE"
            case Choose(when=when, then=then, otherwise=otherwise):
                chosen = f"IF({self._of(when)}=1,{self._known(then)},{self._known(otherwise)})"
                return f"IF({self._known(when)},{chosen},FALSE)"
            case Quotient(top=top, bottom=bottom):
                both = f"AND({self._known(top)},{self._known(bottom)})"
                return f"IF({both},{self._of(bottom)}<>0,FALSE)"
            case _:
                parts = [self._known(one) for one in operands(formula)]
                return f"AND({','.join(parts)})" if parts else "TRUE"

    def _curve(self, curve: Curve) -> str:
        x = self._of(curve.of)
        near = f"ROUND({x},{NEAR})"
        text = number(curve.before)
        for one in curve.segments:
            sign = ("<" if curve.falling else ">") + ("=" if one.owns_start else "")
            height = number(one.base)
            if one.slope:
                height += f"+({x}-{number(one.start)})*{number(one.slope)}"
            text = f"IF({near}{sign}{number(one.start)},{height},{text})"
        capped = text if curve.cap is None else f"MIN({number(curve.cap)},{text})"
        return f"MAX(0,{capped})"


def number(value: Fraction) -> str:
    """Return a value as a spreadsheet writes it: decimals where they end, else a quotient."""
    if (value * 10**12).denominator == 1:
        text = decimal_text(value)
        return f"({text})" if value < 0 else text
    return f"({value.numerator}/{value.denominator})"


def _rounded(text: str, unit: Fraction, mode: str) -> str:
    times = f"ROUND(({text})/{number(unit)},{CLOSE})"
    match mode:
        case "half-up":
            whole = f"ROUND({times},0)"
        case "up":
            whole = f"ROUNDUP({times},0)"
        case "down":
            whole = f"ROUNDDOWN({times},0)"
        case _:
            tie = f"ABS(ABS({times})-INT(ABS({times}))-0.5)<0.0000001"
            even = f"2*ROUND(ABS({times})/2,0)" if mode == "half-even" else f"INT(ABS({times}))"
            whole = f"IF({tie},SIGN({times})*{even},ROUND({times},0))"
    return f"({whole}*{number(unit)})"


__all__ = ["CellFormula", "number"]
