"""Whether the cells of a row are what a condition says (language, section 16.1)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

from csvariable.kernel.quantity import read_quantity
from csvariable.kernel.unit import Unit
from csvariable.measures.opened import OpenSource
from csvariable.plan.levels import in_unit
from csvariable.plan.rows import CellTest, RowCondition, texts_of
from csvariable.plan.source_column import SourceColumn
from csvariable.tables.numerals import CellError

RowTest: TypeAlias = Callable[[int], bool]


def row_test(condition: RowCondition | None, rows: OpenSource, doubted: set[tuple[int, str]]) -> RowTest:
    """Return whether a row fulfils a condition; without one every row does.

    A cell that cannot be read fulfils everything and is noted as doubted: whoever lets the row through
    tells it.
    """
    if condition is None:
        return lambda _row: True
    tests = [cell_test(name, test, rows, doubted) for name, test in condition.tests.items()]
    branches = [row_test(one, rows, doubted) for one in condition.any or ()]

    def holds(row: int) -> bool:
        # Every test is asked, so that all cells in doubt are noted, whatever the others say.
        found = [test(row) for test in tests]
        some = [branch(row) for branch in branches]
        return all(found) and (not branches or any(some))

    return holds


def cell_test(
    name: str, test: str | tuple[str, ...] | CellTest, rows: OpenSource, doubted: set[tuple[int, str]]
) -> RowTest:
    """Return whether the cell of a row is what one test says."""
    column = rows.source.column(name)
    if column is not None and isinstance(test, CellTest) and test.has is not None:
        return _part_test(test.has, column.split or ";", rows.ids(name))
    if column is None or column.unit is None:
        return _text_test(test, rows.ids(name), rows.is_missing)
    return _value_test(name, test, rows, column, doubted)


def _words(test: str | tuple[str, ...] | None) -> frozenset[str]:
    return frozenset(one.strip() for one in texts_of(test))


def _part_test(wanted: str, sign: str, texts: list[str]) -> RowTest:
    """Whether one of the texts that a cell parts is the one asked for."""
    return lambda row: wanted.strip() in (part.strip() for part in texts[row].split(sign))


def _text_test(
    test: str | tuple[str, ...] | CellTest, texts: list[str], is_missing: Callable[[str], bool]
) -> RowTest:
    if not isinstance(test, CellTest):
        wanted = _words(test)
        return lambda row: texts[row] in wanted and not is_missing(texts[row])
    unwanted = _words(test.not_)

    def holds(row: int) -> bool:
        missing = is_missing(texts[row])
        if test.known is not None and test.known == missing:
            return False
        return test.not_ is None or missing or texts[row] not in unwanted

    return holds


def _value_test(
    name: str,
    test: str | tuple[str, ...] | CellTest,
    rows: OpenSource,
    column: SourceColumn,
    doubted: set[tuple[int, str]],
) -> RowTest:
    unit, values = column.measured_in or Unit.NUMBER, rows.values(name, column)

    def levels(words: str | tuple[str, ...] | None) -> frozenset[Fraction]:
        return frozenset(in_unit(read_quantity(one), unit, rows.currency) for one in _words(words))

    if not isinstance(test, CellTest):
        inside = levels(test)
        fulfils: Callable[[Fraction | None], bool] = inside.__contains__
    else:
        fulfils = _bounded(test, levels(test.not_), unit, rows.currency)

    def holds(row: int) -> bool:
        value = values[row]
        if isinstance(value, CellError):
            doubted.add((row, name))
            return True
        return fulfils(value if isinstance(value, Fraction) else None)

    return holds


def _bounded(
    test: CellTest, unwanted: frozenset[Fraction], unit: Unit, currency: str
) -> Callable[[Fraction | None], bool]:
    bounds = [(bound.word, in_unit(bound.value, unit, currency)) for bound in test.bounds]

    def fulfils(value: Fraction | None) -> bool:
        if test.known is not None and test.known == (value is None):
            return False
        if value is None:
            return not bounds
        return value not in unwanted and all(_within(word, value, bound) for word, bound in bounds)

    return fulfils


def _within(word: str, value: Fraction, bound: Fraction) -> bool:
    match word:
        case "from":
            return value >= bound
        case "above":
            return value > bound
        case "up_to":
            return value <= bound
        case _:
            return value < bound
