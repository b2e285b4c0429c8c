"""Conditions on rows as expressions of an engine: they hold where the definition's do."""

from __future__ import annotations

from typing import Any, NamedTuple

from csvariable.kernel.quantity import read_quantity
from csvariable.kernel.unit import Unit
from csvariable.measures.conditions import row_test
from csvariable.measures.grouped.columns import (
    EngineColumns,
    RawNumber,
    all_of,
    among,
    any_of,
    compared,
    never,
)
from csvariable.plan.levels import in_unit
from csvariable.plan.rows import CellTest, RowCondition, texts_of
from csvariable.plan.source_column import SourceColumn


class EngineTest(NamedTuple):
    """Whether a row fulfils a condition, and whether a cell that it tests would be refused."""

    holds: Any
    wrong: Any


def engine_test(condition: RowCondition, columns: EngineColumns) -> EngineTest:
    """Return a condition as an expression."""
    tests = [_cell_test(name, test, columns) for name, test in condition.tests.items()]
    branches = [engine_test(one, columns) for one in condition.any or ()]
    holds = [one.holds for one in tests]
    if branches:
        holds.append(any_of([one.holds for one in branches]))
    return EngineTest(all_of(holds), any_of([one.wrong for one in (*tests, *branches)]))


def _cell_test(name: str, test: str | tuple[str, ...] | CellTest, columns: EngineColumns) -> EngineTest:
    column = columns.source.column(name)
    parted = isinstance(test, CellTest) and test.has is not None
    kind = columns.raw(name).type()
    if column is not None and column.unit is not None and not parted and not kind.is_string():
        return _number_test(test, columns.number(name, column), column, columns)
    return _text_test(name, test, columns)


def _text_test(name: str, test: str | tuple[str, ...] | CellTest, columns: EngineColumns) -> EngineTest:
    """Ask the definition about each text that the column has."""
    sample = columns.sample(name)
    doubted: set[tuple[int, str]] = set()
    holds = row_test(RowCondition.model_construct(tests={name: test}, any=None), sample, doubted)
    wanted = [holds(row) for row in range(len(sample.rows))]
    wrong = {row for row, _ in doubted}
    return EngineTest(
        columns.where(name, wanted.__getitem__, of_null=wanted[-1]),
        columns.where(name, wrong.__contains__, of_null=False),
    )


def _number_test(
    test: str | tuple[str, ...] | CellTest, number: RawNumber, column: SourceColumn, columns: EngineColumns
) -> EngineTest:
    unit, currency = column.measured_in or Unit.NUMBER, columns.opened.currency

    def levels(words: str | tuple[str, ...]) -> frozenset[Any]:
        return frozenset(in_unit(read_quantity(one.strip()), unit, currency) for one in texts_of(words))

    if not isinstance(test, CellTest):
        found = among(number, levels(test)).fill_null(False)
        return EngineTest(found | number.wrong, number.wrong)
    bounds = [compared(number, bound.word, in_unit(bound.value, unit, currency)) for bound in test.bounds]
    if test.not_ is not None:
        bounds.append(~among(number, levels(test.not_)))
    inside = all_of(bounds).fill_null(False) & number.raw.notnull()
    if test.known is True:
        found = inside
    elif test.known is False:
        found = never() if test.bounds else number.raw.isnull()
    else:
        found = inside if test.bounds else inside | number.raw.isnull()
    return EngineTest(found | number.wrong, number.wrong)
