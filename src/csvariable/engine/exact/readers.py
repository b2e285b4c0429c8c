"""Formulas in exact whole numbers: from rows, or people, to values or to nothing.

Nothing (None) is contagious: a formula that rests on a missing value has none. A formula is read
for many rows at once, node by node, so that what is the same for all of them is computed once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias, assert_never

from csvariable.engine.exact.curves import Heights, holds, on_grid
from csvariable.facts.model import Facts, Value
from csvariable.facts.pairs import (
    ExactCell,
    ExactPair,
    cells_of,
    fraction,
    greatest,
    least,
    over,
    plus,
    shortened,
    times,
)
from csvariable.kernel.apportion import apportion
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
    Split,
    Sum,
)
from csvariable.kernel.unit import multiples

Columns: TypeAlias = Mapping[str, Sequence[Value]]
RowReader: TypeAlias = Callable[[int], Value]

CellsOrOne: TypeAlias = "list[ExactCell] | ExactCell"
"""What a formula gives for some places: a value for each, or the one value of them all."""

YES, NO = (1, 1), (0, 1)


def reader(
    formula: Formula, columns: Columns, table: Columns, parts: tuple[Facts, Columns] | None
) -> RowReader:
    """Return a function from a row (or a person, where `parts` is given) to the value."""
    readers = Readers(columns, table, parts)
    return lambda at: readers.value(formula, at)


class Readers:
    """Reads formulas over rows; over people where the facts and the steps of their rows are given."""

    def __init__(self, columns: Columns, table: Columns, parts: tuple[Facts, Columns] | None = None) -> None:
        """Take the facts, the steps there are, and, for people, the facts and the steps of rows."""
        self._columns, self._table, self._parts = columns, table, parts
        self._heights: dict[int, tuple[Curve, Heights]] = {}
        self._splits: dict[tuple[int, int], tuple[Split, Sequence[int], Sequence[CellsOrOne]]] = {}
        self._alone: dict[int, tuple[int]] = {}

    def value(self, formula: Formula, at: int) -> Value:
        """Return the value of a formula at one place."""
        found = self._of(formula, self._alone.setdefault(at, (at,)))
        return fraction(found[0] if isinstance(found, list) else found)

    def cells(self, formula: Formula, places: Sequence[int]) -> list[ExactCell]:
        """Return the value of a formula at each place; the same list may be given twice."""
        found = self._of(formula, places)
        return shortened(found) if isinstance(found, list) else [found] * len(places)

    def _of(self, formula: Formula, places: Sequence[int]) -> CellsOrOne:  # noqa: C901, PLR0912 - one case a node
        match formula:
            case Given(value=value):
                return value.as_integer_ratio()
            case Fact(column=column):
                return self._fact(column, places)
            case Ref(step=name):
                return cells_of(self._table[name], places)
            case OfParts():
                return self._of_parts(formula, places)
            case Sum(terms=terms):
                return _folded([self._of(term, places) for term in terms], _sums, plus) if terms else NO
            case Product(factors=factors):
                return _folded([self._of(one, places) for one in factors], _products, times)
            case Least(of=of):
                return _folded([self._of(one, places) for one in of], _leasts, least)
            case Greatest(of=of):
                return _folded([self._of(one, places) for one in of], _greatests, greatest)
            case Quotient(top=top, bottom=bottom):
                return _quotients(self._of(top, places), self._of(bottom, places), len(places))
            case Curve():
                return _each(self._of(formula.of, places), self._curve(formula))
            case Grid():
                return self._grid(formula, places)
            case Holds(left=left, word=word, right=right):
                one, other = self._of(left, places), self._of(right, places)
                return _both(one, other, lambda a, b: YES if holds(a, word, b) else NO, len(places))
            case Known(of=of):
                found = self._of(of, places)
                if isinstance(found, list):
                    return [NO if cell is None else YES for cell in found]
                return NO if found is None else YES
            case Choose():
                return self._choose(formula, places)
            case Rounded(of=of):
                return _rounded(self._of(of, places), formula)
            case Part():
                return self._part(formula, places)
            case Over() | Shared() | Placed():
                message = f"{type(formula).__name__} stands alone as the formula of a step"
                raise TypeError(message)
            case _:
                assert_never(formula)

    def _curve(self, curve: Curve) -> Heights:
        if id(curve) not in self._heights:  # the curve is kept, so that no other has its id
            self._heights[id(curve)] = (curve, Heights(curve))
        return self._heights[id(curve)][1]

    def _fact(self, column: str, places: Sequence[int]) -> CellsOrOne:
        values = self._columns.get(column)
        if values is None:
            return None
        if self._parts is not None:
            people = self._parts[0].people
            places = [people[at].rows[-1] for at in places]
        return cells_of(values, places)

    def _of_parts(self, formula: OfParts, places: Sequence[int]) -> CellsOrOne:
        if self._parts is None:
            message = "a row has no parts"
            raise TypeError(message)
        facts, table = self._parts
        values = table.get(formula.step)
        if values is None:
            return None
        rows = [facts.people[at].rows for at in places]
        if formula.fold == "last" or all(len(own) == 1 for own in rows):
            return cells_of(values, [own[-1] for own in rows])
        found: list[ExactCell] = []
        for own in rows:
            cells = cells_of(values, own)
            there = [cell for cell in cells if cell is not None]
            found.append(cells[0] if len(own) == 1 else _added(there))
        return found

    def _grid(self, grid: Grid, places: Sequence[int]) -> CellsOrOne:
        def height(row: ExactPair, column: ExactPair) -> ExactPair:
            return on_grid(grid, Fraction(*row), Fraction(*column)).as_integer_ratio()

        return _both(self._of(grid.row, places), self._of(grid.column, places), height, len(places))

    def _choose(self, formula: Choose, places: Sequence[int]) -> CellsOrOne:
        """Read each branch where it is taken, and nowhere else."""
        flags = self._of(formula.when, places)
        if not isinstance(flags, list):
            if flags is None:
                return None
            return self._of(formula.then if flags[0] else formula.otherwise, places)
        found: list[ExactCell] = [None] * len(places)
        taken = [at for at, flag in enumerate(flags) if flag is not None and flag[0]]
        left = [at for at, flag in enumerate(flags) if flag is not None and not flag[0]]
        for branch, chosen in ((formula.then, taken), (formula.otherwise, left)):
            if len(chosen) == len(places):
                return self._of(branch, places)
            cells = self._of(branch, [places[at] for at in chosen]) if chosen else None
            for number, at in enumerate(chosen):
                found[at] = cells[number] if isinstance(cells, list) else cells
        return found

    def _part(self, part: Part, places: Sequence[int]) -> CellsOrOne:
        """Return one part of a split; the split is cut once for all its parts."""
        split = part.split
        key = (id(split), id(places))
        if key not in self._splits:  # the split and the places are kept, so that no other has their id
            self._splits[key] = (split, places, self._cut(split, places))
        return self._splits[key][2][split.place(part.name)]

    def _cut(self, split: Split, places: Sequence[int]) -> Sequence[CellsOrOne]:
        whole, weights = self._of(split.total, places), [self._of(one, places) for one in split.weights]
        if not any(isinstance(one, list) for one in (whole, *weights)):
            return _apportioned(split, (whole, *weights))  # type: ignore[arg-type]
        rows = zip(*(_spread(one, len(places)) for one in (whole, *weights)), strict=True)
        known: dict[tuple[ExactCell, ...], Sequence[ExactCell]] = {}
        found: list[list[ExactCell]] = [[] for _ in weights]
        for row in rows:
            if row not in known:
                known[row] = _apportioned(split, row)
            for column, cell in zip(found, known[row], strict=True):
                column.append(cell)
        return found


def _apportioned(split: Split, row: Sequence[ExactCell]) -> Sequence[ExactCell]:
    values = [Fraction(*cell) for cell in row if cell is not None]
    if len(values) < len(row):
        return [None] * len(split.weights)
    parts = apportion(values[0], values[1:], split.names, split.unit)
    return [part.as_integer_ratio() for part in parts]


# ------------------------------------------------------------------------------- node by node


def _spread(found: CellsOrOne, count: int) -> list[ExactCell]:
    return found if isinstance(found, list) else [found] * count


def _each(found: CellsOrOne, change: Callable[[ExactPair], ExactPair]) -> CellsOrOne:
    if isinstance(found, list):
        return [None if cell is None else change(cell) for cell in found]
    return None if found is None else change(found)


def _both(
    one: CellsOrOne, other: CellsOrOne, join: Callable[[ExactPair, ExactPair], ExactCell], count: int
) -> CellsOrOne:
    if not isinstance(one, list) and not isinstance(other, list):
        return None if one is None or other is None else join(one, other)
    pairs = zip(_spread(one, count), _spread(other, count), strict=True)
    return [None if a is None or b is None else join(a, b) for a, b in pairs]


_Fold: TypeAlias = Callable[[list[ExactCell], list[ExactCell]], list[ExactCell]]


def _folded(
    found: list[CellsOrOne], columns: _Fold, pairs: Callable[[ExactPair, ExactPair], ExactPair]
) -> CellsOrOne:
    """Fold values into one: those that are the same everywhere first, then column by column."""
    fixed: ExactCell = None
    lists: list[list[ExactCell]] = []
    for one in found:
        if isinstance(one, list):
            lists.append(one)
        elif one is None:
            return None
        else:
            fixed = one if fixed is None else pairs(fixed, one)
    if not lists:
        return fixed
    result = lists[0] if fixed is None else columns(lists[0], [fixed] * len(lists[0]))
    for more in lists[1:]:
        result = columns(result, more)
    return result


def _sums(one: list[ExactCell], other: list[ExactCell]) -> list[ExactCell]:
    """Add column to column; where the bottoms differ, by cross multiplication."""
    found: list[ExactCell] = [
        None
        if a is None or b is None
        else (a[0] + b[0], a[1])
        if a[1] == b[1]
        else (a[0] * b[1] + b[0] * a[1], a[1] * b[1])
        for a, b in zip(one, other, strict=True)
    ]
    return shortened(found)


def _products(one: list[ExactCell], other: list[ExactCell]) -> list[ExactCell]:
    return [
        None if a is None or b is None else (a[0] * b[0], a[1] * b[1])
        for a, b in zip(one, other, strict=True)
    ]


def _leasts(one: list[ExactCell], other: list[ExactCell]) -> list[ExactCell]:
    return [None if a is None or b is None else least(a, b) for a, b in zip(one, other, strict=True)]


def _greatests(one: list[ExactCell], other: list[ExactCell]) -> list[ExactCell]:
    return [None if a is None or b is None else greatest(a, b) for a, b in zip(one, other, strict=True)]


def _quotients(top: CellsOrOne, bottom: CellsOrOne, count: int) -> CellsOrOne:
    if isinstance(top, list) and bottom is not None and not isinstance(bottom, list) and bottom[0] > 0:
        under, factor = bottom
        return [None if cell is None else (cell[0] * factor, cell[1] * under) for cell in top]
    return _both(top, bottom, over, count)


def _rounded(found: CellsOrOne, formula: Rounded) -> CellsOrOne:
    """Round to multiples of the unit: whole numbers of it, counted away from or towards zero."""
    unit, under = formula.unit.as_integer_ratio()
    mode = formula.mode

    def change(cell: ExactPair) -> ExactPair:
        return multiples(cell[0] * under, cell[1] * unit, mode) * unit, under

    return _each(found, change)


def _added(pairs: Sequence[ExactPair]) -> ExactPair:
    found = NO
    for one in pairs:
        found = plus(found, one)
    return found
