"""What a measure reads of a row that counts, or that it was not answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from csvariable.measures.conditions import row_test
from csvariable.measures.kinds import THAT
from csvariable.measures.opened import OpenSource
from csvariable.plan.measure_of_rows import Rows, ShareRows
from csvariable.plan.row_read import ColumnPair, read_key
from csvariable.plan.rows import CellTest, RowCondition


class MeasureReader:
    """Reads of a row what a measure needs."""

    def __init__(self, measure: Rows, rows: OpenSource) -> None:
        """Prepare the condition of a share."""
        self._measure, self._rows = measure, rows
        that = measure.that if isinstance(measure, ShareRows) else None
        self._holds = None if that is None else row_test(that, rows, set())
        self._answers = () if that is None else tuple(dict.fromkeys(answers(that)))

    def read(self, row: int) -> Mapping[str, Fraction] | None:
        """Return the values of a row by key, None where one is missing."""
        found: dict[str, Fraction] = {}
        for key, one in self._measure.reads:
            value = self._of(one, row)
            if value is not None and self._rows.alike is not None:
                value = self._mean(one, row, value)
            if value is None:
                return None
            found[key] = value
        if self._holds is None:
            return found
        if not all(self._answered(name, row) for name in self._answers):
            return None
        found[THAT] = Fraction(self._holds(row))
        return found

    def _mean(self, read: str | ColumnPair, row: int, own: Fraction) -> Fraction:
        """Return the mean of the rows that a row stands for; its own value where that is the one of all."""
        alike = self._rows.alike
        sums = alike[row].sums if alike is not None else {}
        found = sums.get(read_key(read))
        return own if found is None else found / self._rows.times(row)

    def _of(self, read: str | ColumnPair, row: int) -> Fraction | None:
        if isinstance(read, str):
            return self._rows.value(read.partition(".")[2], row)
        word, *names = read.pair
        one, other = (self._rows.value(name.partition(".")[2], row) for name in names)
        if one is None or other is None:
            return None
        if word == "minus":
            return one - other
        return min(one, other) if word == "least" else max(one, other)

    def _answered(self, name: str, row: int) -> bool:
        column = self._rows.source.column(name)
        if column is None or column.unit is None:
            return not self._rows.is_missing(self._rows.ids(name)[row])
        return self._rows.value(name, row) is not None


def answers(condition: RowCondition) -> list[str]:
    """Return the columns that must be answered: one that `known` tests, wherever it does, needs no answer."""
    tested = [*_tested(condition)]
    aside = {name for name, by_known in tested if by_known}
    return [name for name, _ in tested if name not in aside]


def _tested(condition: RowCondition) -> Iterator[tuple[str, bool]]:
    """Yield each column that a condition tests, and whether by `known`."""
    for name, test in condition.tests.items():
        yield name, isinstance(test, CellTest) and test.known is not None
    for one in condition.any or ():
        yield from _tested(one)
