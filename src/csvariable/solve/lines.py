"""What changes with the number that is looked for: figures as lines in it, columns between their ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from csvariable.bounds import Interval, exactly
from csvariable.facts.model import Facts, Value
from csvariable.kernel.figure import MARK
from csvariable.kernel.formula import Fact, Formula, Given, Product, Sum

NUMBER, SLOPE = f"{MARK}number", f"{MARK}slope"
"""The columns of the number that is looked for, and of the first figure that is no line in it."""


def domains_between(facts: Sequence[Facts]) -> list[dict[str, Interval]] | None:
    """Return what each row's facts can be: what differs goes from one end to the other."""
    nothing: Sequence[Value] = [None] * len(facts[0].roles)
    found: list[dict[str, Interval]] = [{} for _ in facts[0].roles]
    for name in dict.fromkeys(name for one in facts for name in one.columns):
        columns = [one.columns.get(name, nothing) for one in facts]
        for row, domain in enumerate(found):
            values = [column[row] for column in columns]
            known = [value for value in values if value is not None]
            if len(known) < len(values) and known:
                return None
            if not known:
                domain[name] = exactly(None)
            elif (ends := ends_of(known)) is not None:
                domain[name] = ends
            else:
                return None
    return found


def ends_of(values: Sequence[Fraction]) -> Interval | None:
    """Return the interval from the first value to the last; None where the middle is not between them."""
    first, middle, last = values
    low, high = min(first, last), max(first, last)
    return Interval(low, high) if low <= middle <= high else None


@dataclass(slots=True)
class FigureLines:
    """Figures as lines in the number, or in the first figure that is none."""

    at: Sequence[Fraction]
    found: dict[str, Formula] = field(default_factory=dict)
    free: dict[str, Interval] = field(default_factory=dict)
    slope: Sequence[Fraction] | None = None

    def __post_init__(self) -> None:
        self.free[NUMBER] = Interval(self.at[0], self.at[-1])

    def add(self, name: str, values: Sequence[Fraction]) -> bool:
        """Take a figure in; False where its middle is not between its ends."""
        ends = ends_of(values)
        if ends is None:
            return False
        line = _line(NUMBER, self.at, values)
        if line is None and self.slope is None:
            self.slope, self.free[SLOPE] = values, ends
        if line is None and self.slope is not None:
            line = _line(SLOPE, self.slope, values)
        if line is None:
            self.free[name] = ends
        self.found[name] = line or Fact(name)
        return True


def _line(name: str, by: Sequence[Fraction], values: Sequence[Fraction]) -> Formula | None:
    """Return a line through three points, the first of which is not the last; None where they are on none."""
    rise, way = values[-1] - values[0], by[-1] - by[0]
    if (values[1] - values[0]) * way != rise * (by[1] - by[0]):
        return None
    slope = rise / way
    return Sum((Given(values[0] - by[0] * slope), Product((Given(slope), Fact(name)))))
