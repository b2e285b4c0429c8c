"""Programs in exact fractions: the permanent second opinion, and the only one for small teams.

Nothing (None) is contagious: a step that rests on a missing value has none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias, assert_never

from csvariable.apportion import apportion
from csvariable.evaluate.across import group_keys, over, placed, shared
from csvariable.evaluate.results import Results
from csvariable.evaluate.schedule import schedule
from csvariable.facts.model import Facts, Role, Value
from csvariable.formula import (
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
    Program,
    Quotient,
    Ref,
    Rounded,
    Segment,
    Shared,
    Start,
    Step,
    Sum,
    Word,
)
from csvariable.quantity import rounded

Columns: TypeAlias = dict[str, list[Value]]
Reader: TypeAlias = Callable[[int], Value]

ONE, ZERO = Fraction(1), Fraction(0)


def evaluate(programs: Mapping[Role, Program], facts: Facts) -> Results:
    """Run the program of each role on its rows, then the steps of each person."""
    rows = _rows_of(facts)
    table: Columns = {}
    for role, step in schedule({role: programs[role].row_steps for role in rows}):
        column = table.setdefault(step.name, [None] * len(facts.roles))
        _fill(step, column, rows[role], facts, table)
    people = _people_of(facts)
    sheet: Columns = {}
    for role, step in schedule({role: programs[role].person_steps for role in people}):
        column = sheet.setdefault(step.name, [None] * len(facts.people))
        _fill_people(step, column, people[role], facts, table, sheet)
    return Results(programs, facts, table, sheet)


def _rows_of(facts: Facts) -> dict[Role, list[int]]:
    rows: dict[Role, list[int]] = {}
    for at, role in enumerate(facts.roles):
        rows.setdefault(role, []).append(at)
    return rows


def _people_of(facts: Facts) -> dict[Role, list[int]]:
    people: dict[Role, list[int]] = {}
    for at, person in enumerate(facts.people):
        people.setdefault(facts.roles[person.rows[-1]], []).append(at)
    return people


def _fill(step: Step, column: list[Value], rows: Sequence[int], facts: Facts, table: Columns) -> None:
    formula = step.formula
    match formula:
        case Over():
            keys = group_keys(formula.within, facts)
            values = over(
                formula, table[formula.step] if formula.step in table else [None] * len(keys), keys, facts
            )
        case Shared():
            values = shared(formula, table, group_keys(formula.within, facts), facts.ids())
        case _:
            read = reader(formula, facts.columns, table, None)
            for row in rows:
                column[row] = read(row)
            return
    for row in rows:
        column[row] = values[row]


def _fill_people(  # noqa: PLR0913 - two tables meet here
    step: Step, column: list[Value], people: Sequence[int], facts: Facts, table: Columns, sheet: Columns
) -> None:
    if isinstance(step.formula, Placed):
        last = [person.rows[-1] for person in facts.people]
        keys = [group_keys(step.formula.within, facts)[row] for row in last]
        values = placed(step.formula, sheet, keys, [person.id for person in facts.people])
        for at in people:
            column[at] = values[at]
        return
    read = reader(step.formula, facts.columns, sheet, (facts, table))
    for at in people:
        column[at] = read(at)


def reader(
    formula: Formula,
    columns: Mapping[str, Sequence[Value]],
    table: Columns,
    parts: tuple[Facts, Columns] | None,
) -> Reader:
    """Return a function from a row (or a person, where `parts` is given) to the value."""

    def make(one: Formula) -> Reader:
        return reader(one, columns, table, parts)

    match formula:
        case Given(value=value):
            return lambda _: value
        case Fact(column=column):
            return _fact(column, columns, parts)
        case Ref(step=name):
            found = table[name]
            return lambda row: found[row]
        case OfParts():
            return _of_parts(formula, parts)
        case Sum(terms=terms):
            return _fold([make(term) for term in terms], sum_of)
        case Product(factors=factors):
            return _fold([make(factor) for factor in factors], product_of)
        case Least(of=of):
            return _fold([make(one) for one in of], min)
        case Greatest(of=of):
            return _fold([make(one) for one in of], max)
        case Quotient(top=top, bottom=bottom):
            return _quotient(make(top), make(bottom))
        case Curve():
            return _curve(formula, make(formula.of))
        case Grid():
            return _grid(formula, make(formula.row), make(formula.column))
        case Holds(left=left, word=word, right=right):
            return _holds(make(left), word, make(right))
        case Known(of=one):
            known = make(one)
            return lambda row: ZERO if known(row) is None else ONE
        case Choose(when=when, then=then, otherwise=otherwise):
            return _choose(make(when), make(then), make(otherwise))
        case Rounded(of=one, unit=unit, mode=mode):
            inner = make(one)
            return lambda row: None if (value := inner(row)) is None else rounded(value, unit, mode)
        case Part():
            return _part(formula, make(formula.total), [make(weight) for weight in formula.weights])
        case Over() | Shared() | Placed():
            message = f"{type(formula).__name__} stands alone as the formula of a step"
            raise TypeError(message)
        case _:
            assert_never(formula)


def _fact(column: str, columns: Mapping[str, Sequence[Value]], parts: tuple[Facts, Columns] | None) -> Reader:
    values = columns.get(column)
    if values is None:
        return lambda _: None
    if parts is None:
        return lambda row: values[row]
    people = parts[0].people
    return lambda at: values[people[at].rows[-1]]


def _of_parts(formula: OfParts, parts: tuple[Facts, Columns] | None) -> Reader:
    if parts is None:
        message = "a row has no parts"
        raise TypeError(message)
    facts, table = parts
    values = table.get(formula.step)
    if values is None:
        return lambda _: None
    if formula.fold == "last":
        return lambda at: values[facts.people[at].rows[-1]]

    def add(at: int) -> Value:
        found = [values[row] for row in facts.people[at].rows]
        return found[0] if len(found) == 1 else sum((value for value in found if value is not None), ZERO)

    return add


def sum_of(values: list[Fraction]) -> Fraction:
    """Return the sum of fractions."""
    return sum(values, ZERO)


def product_of(values: list[Fraction]) -> Fraction:
    """Return the product of fractions."""
    result = values[0]
    for value in values[1:]:
        result *= value
    return result


def _fold(readers: list[Reader], fold: Callable[[list[Fraction]], Fraction]) -> Reader:
    def read(row: int) -> Value:
        values: list[Fraction] = []
        for one in readers:
            value = one(row)
            if value is None:
                return None
            values.append(value)
        return fold(values)

    return read


def _quotient(top: Reader, bottom: Reader) -> Reader:
    def read(row: int) -> Value:
        over_, under = top(row), bottom(row)
        return None if over_ is None or not under else over_ / under

    return read


def _choose(when: Reader, then: Reader, otherwise: Reader) -> Reader:
    def read(row: int) -> Value:
        flag = when(row)
        if flag is None:
            return None
        return then(row) if flag else otherwise(row)

    return read


def compare(left: Fraction, word: Word, right: Fraction) -> bool:
    """Whether a bound holds: `from` >=, `above` >, `up_to` <=, `below` <."""
    match word:
        case "from":
            return left >= right
        case "above":
            return left > right
        case "up_to":
            return left <= right
        case "below":
            return left < right


def _holds(left: Reader, word: Word, right: Reader) -> Reader:
    def read(row: int) -> Value:
        one, other = left(row), right(row)
        if one is None or other is None:
            return None
        return ONE if compare(one, word, other) else ZERO

    return read


def reached(segment: Segment, value: Fraction, *, falling: bool) -> bool:
    """Whether a value stands in a segment or beyond it."""
    if value == segment.start:
        return segment.owns_start
    return value < segment.start if falling else value > segment.start


def on_curve(curve: Curve, value: Fraction) -> Fraction:
    """Return the height of a curve: never below 0, never above its cap."""
    height = curve.before
    for segment in curve.segments:
        if not reached(segment, value, falling=curve.falling):
            break
        height = segment.base + (value - segment.start) * segment.slope
    if curve.cap is not None:
        height = min(height, curve.cap)
    return max(height, ZERO)


def _curve(curve: Curve, of: Reader) -> Reader:
    return lambda row: None if (value := of(row)) is None else on_curve(curve, value)


def on_axis(starts: tuple[Start, ...], value: Fraction, *, linear: bool) -> list[tuple[int, Fraction]] | None:
    """Return the rows (or columns) that a value reads with their shares; None before the first."""
    at = -1
    for index, start in enumerate(starts):
        if compare(value, start.word, start.value):
            at = index
    if at < 0:
        return None
    if not linear or at == len(starts) - 1:
        return [(at, ONE)]
    here, there = starts[at].value, starts[at + 1].value
    share = (value - here) / (there - here)
    return [(at, 1 - share), (at + 1, share)]


def on_grid(grid: Grid, row: Fraction, column: Fraction) -> Fraction:
    """Return the height of a matrix: 0 before its first row or column, flat after the last."""
    rows = on_axis(grid.rows, row, linear=grid.linear[0])
    columns = on_axis(grid.columns, column, linear=grid.linear[1])
    if rows is None or columns is None:
        return ZERO
    return sum((grid.pays[at][to] * share * other for at, share in rows for to, other in columns), ZERO)


def _grid(grid: Grid, row: Reader, column: Reader) -> Reader:
    def read(at: int) -> Value:
        one, other = row(at), column(at)
        return None if one is None or other is None else on_grid(grid, one, other)

    return read


def _part(part: Part, whole: Reader, weights: list[Reader]) -> Reader:
    index = part.names.index(part.name)

    def read(row: int) -> Value:
        amount = whole(row)
        found = [weight(row) for weight in weights]
        known = [weight for weight in found if weight is not None]
        if amount is None or len(known) < len(found):
            return None
        return apportion(amount, known, part.names, part.unit)[index]

    return read
