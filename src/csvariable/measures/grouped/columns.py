"""Columns of an engine as the cells that the definition reads: what is missing, a number, refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import reduce
from math import ceil, floor, lcm
from operator import and_, or_
from typing import Any, Final

from csvariable.kernel.message import msg
from csvariable.kernel.quantity import MAX_INTEGER_DIGITS
from csvariable.kernel.unit import Unit, minor_units
from csvariable.measures.cells import other_unit
from csvariable.measures.grouped.asking import RowEngine, StaysHere
from csvariable.measures.opened import OpenSource
from csvariable.plan.levels import in_unit
from csvariable.plan.source import SourceOfRows
from csvariable.plan.source_column import SourceColumn
from csvariable.tables.numerals import MAX_DECIMALS, CellError, read_number
from csvariable.tables.table import Table

MOST_TEXTS: Final = 1000
"""The most different texts of a column that are judged one by one."""
_PER_UNIT: Final = {
    "ms": Fraction(1, 60_000),
    "s": Fraction(1, 60),
    "min": Fraction(1),
    "h": Fraction(60),
}
"""How many minutes the file's own units of time are worth."""
_LARGEST: Final = 10**15
"""From here on whole numbers that texts stand for are added here."""
_DIGITS: Final = {"int8": 3, "int16": 5, "int32": 10, "uint8": 3, "uint16": 5, "uint32": 10}
_ODD: Final = ("NaN", "Infinity", "-Infinity")
"""What stands for decimals that are none."""


@dataclass(frozen=True, slots=True)
class RawNumber:
    """A column of numbers: its value is what the engine holds times a factor; null where there is none."""

    raw: Any
    factor: Fraction
    step: Fraction | None
    """What the engine's numbers are multiples of; None where they may have any number of decimals."""
    wrong: Any
    """Whether the definition would refuse the cell."""


@dataclass(slots=True)
class EngineColumns:
    """The columns of a table in an engine, by the names of the plan or their headers."""

    engine: RowEngine
    opened: OpenSource
    """The source over the header alone: it knows which header a name is."""
    _texts: dict[str, Sequence[tuple[object, str]]] = field(default_factory=dict)

    @property
    def source(self) -> SourceOfRows:
        """What the plan says of the source."""
        return self.opened.source

    def raw(self, name: str) -> Any:
        """Return a column as the engine holds it.

        Raises:
            StaysHere: where the table has none, which the source then tells.
        """
        return self.at(self.opened.header(name))

    def at(self, header: str) -> Any:
        """Return the column under a header."""
        if header not in self.engine.header.header:
            self.opened.texts(header)  # tells it, with the nearest headers
            raise StaysHere(msg("there is no column `{header}`", header=header))
        if self.engine.header.header.count(header) > 1:
            raise StaysHere(msg("two columns are called `{header}`", header=header))
        return self.engine.rows[self.engine.labels[self.engine.header.header.index(header)]]

    # -------------------------------------------------------------------------------- texts

    def texts(self, name: str) -> Sequence[tuple[object, str]]:
        """Return the different values of a column, each with the text that the definition reads.

        Raises:
            StaysHere: where there are too many to be judged one by one.
        """
        header = self.opened.header(name)
        if header not in self._texts:
            column = self.at(header)
            if column.type().is_boolean():
                self._texts[header] = [(True, "true"), (False, "false")]
            else:
                wanted = self.engine.rows.select(k0=column).filter(lambda t: t.k0.notnull())
                found = self.engine.answer(wanted.distinct().limit(MOST_TEXTS + 1))
                if len(found.lines) > MOST_TEXTS:
                    raise StaysHere(
                        msg(
                            "`{header}` has more than {count} different texts",
                            header=header,
                            count=MOST_TEXTS,
                        )
                    )
                pairs = zip(found.lines, found.texts, strict=True)
                self._texts[header] = [(line[0], cells[0]) for line, cells in pairs]
        return self._texts[header]

    def where(self, name: str, wanted: Callable[[int], bool], *, of_null: bool) -> Any:
        """Return whether the text of a cell, by its place among the different ones, is wanted."""
        column = self.raw(name)
        chosen = [value for at, (value, _) in enumerate(self.texts(name)) if wanted(at)]
        inside = column.isin(chosen) if chosen else never()
        return inside.fill_null(False) | column.isnull() if of_null else inside.fill_null(False)

    def sample(self, name: str) -> OpenSource:
        """Return the source over the different texts of one column, and a last row without any."""
        header = self.engine.header
        at = header.header.index(self.opened.header(name))
        rows = [[""] * at + [text] + [""] * (len(header.header) - at - 1) for _, text in self.texts(name)]
        return replace_rows(self.opened, header, [*rows, [""] * len(header.header)])

    # ------------------------------------------------------------------------------ numbers

    def number(self, name: str, column: SourceColumn) -> RawNumber:
        """Return a column of numbers, exact in the engine.

        Raises:
            StaysHere: where the engine's type is not exact, or the plan converts it row by row.
        """
        raw, kind = self.raw(name), self.raw(name).type()
        header = self.opened.header(name)
        if kind.is_floating():
            raise StaysHere(msg("`{header}` holds binary fractions, which no sum keeps exact", header=header))
        if column.currency is not None or not (column.times is None or isinstance(column.times, Fraction)):
            raise StaysHere(msg("`{header}` is converted by the words of another column", header=header))
        if column.values is not None or kind.is_string():
            return self._of_texts(name, column)
        if not (kind.is_integer() or kind.is_decimal()):
            raise StaysHere(msg("`{header}` is of the type `{type}`", header=header, type=str(kind)))
        if column.measured_in is Unit.PERCENT or column.in_ in {"h:mm", "h:mm:ss"}:
            raise StaysHere(msg("numbers under `{header}` do not say what they mean", header=header))
        if column.in_ is None and other_unit(header, column.measured_in) is not None:
            raise StaysHere(msg("numbers under `{header}` do not say what they mean", header=header))
        mark = self.source.decimal or "."
        if any(isinstance(read_number(word, mark), Fraction) for word in self.source.missing_words):
            raise StaysHere(msg("a number of `{header}` is a missing word", header=header))
        own = _PER_UNIT.get(column.in_ or "", Fraction(1))
        factor = own / 60 if column.in_ not in {None, "d"} and column.unit == "hours" else own
        factor *= column.times if isinstance(column.times, Fraction) else 1
        places = 0 if kind.is_integer() else kind.scale
        step = None if places is None else Fraction(1, 10**places)
        found = RawNumber(raw, factor, step, self._written_too_long(raw, column))
        return replace(found, wrong=self._outside(found, column))

    def _written_too_long(self, raw: Any, column: SourceColumn) -> Any:
        """Return whether a number has more digits than a cell may have, or is none."""
        kind, tests = raw.type(), [never()]
        most = minor_units(self.opened.currency) if column.measured_in is Unit.MONEY else MAX_DECIMALS
        if kind.is_decimal() and (kind.scale is None or kind.scale > most):
            tests.append(raw != raw.round(most))
        if kind.is_decimal() and self.engine.odd_numbers:
            tests.append(raw.cast("string").isin(_ODD))
        digits = (
            _DIGITS.get(str(kind), 20) if kind.is_integer() else (kind.precision or 99) - (kind.scale or 0)
        )
        if digits > MAX_INTEGER_DIGITS:
            tests.append((raw >= 10**MAX_INTEGER_DIGITS) | (raw <= -(10**MAX_INTEGER_DIGITS)))
        return any_of(tests).fill_null(False) if tests else never()

    def _outside(self, found: RawNumber, column: SourceColumn) -> Any:
        if column.range is None:
            return found.wrong
        unit = column.measured_in or Unit.NUMBER
        low, high = (in_unit(level, unit, self.opened.currency) for level in column.range)
        outside = compared(found, "below", low) | compared(found, "above", high)
        return found.wrong | outside.fill_null(False)

    def _of_texts(self, name: str, column: SourceColumn) -> RawNumber:
        """Return a column of texts as the whole numbers that they stand for."""
        import ibis  # type: ignore[import-untyped]

        sample = self.sample(name)
        read = sample.values(name, column)
        pairs = [(value, one) for (value, _), one in zip(self.texts(name), read[:-1], strict=True)]
        numbers = [(value, one) for value, one in pairs if isinstance(one, Fraction)]
        whole = reduce(lcm, (one.denominator for _, one in numbers), 1)
        raw = self.raw(name)
        wrong = [value for value, one in pairs if isinstance(one, CellError)]
        integers = [(value, int(one * whole)) for value, one in numbers]
        if any(abs(one) >= _LARGEST for _, one in integers):
            raise StaysHere(msg("`{header}` has numbers too large to add", header=sample.header(name)))
        none = ibis.null("int64")
        return RawNumber(
            raw.cases(*integers, else_=none).cast("int64") if integers else none,
            Fraction(1, whole),
            Fraction(1),
            raw.isin(wrong).fill_null(False) if wrong else never(),
        )


def replace_rows(opened: OpenSource, header: Table, rows: list[list[str]]) -> OpenSource:
    """Return a source over some rows that stand nowhere but under their header."""
    table = replace(header, rows=rows, lines=[header.header_line] * len(rows))
    return OpenSource(opened.name, opened.source, [table], opened.currency, opened.zone, opened.rates)


def compared(number: RawNumber, word: str, bound: Fraction) -> Any:
    """Return whether a number keeps a bound; null where there is no number."""
    level = bound / number.factor
    if number.step is not None:
        # Bounds between two numbers that there can be are moved to the nearer one, which is exact.
        steps = level / number.step
        level = (ceil(steps) if word in {"from", "below"} else floor(steps)) * number.step
    value = _literal(level)
    match word:
        case "from":
            return number.raw >= value
        case "above":
            return number.raw > value
        case "up_to":
            return number.raw <= value
        case _:
            return number.raw < value


def among(number: RawNumber, levels: frozenset[Fraction]) -> Any:
    """Return whether a number is one of some; null where there is no number."""
    found = [level / number.factor for level in levels]
    there = [one for one in found if number.step is None or (one / number.step).denominator == 1]
    return any_of([number.raw == _literal(one) for one in there])


def any_of(tests: Sequence[Any]) -> Any:
    """Return whether one of some holds; none does where there are none."""
    return reduce(or_, tests) if tests else never()


def all_of(tests: Sequence[Any]) -> Any:
    """Return whether all of some hold."""
    return reduce(and_, tests) if tests else ~never()


def never() -> Any:
    """Return a condition that holds in no row."""
    import ibis

    return ibis.literal(False)


def flag(holds: Any) -> Any:
    """Return 1 where something holds and 0 elsewhere: not every engine casts a condition."""
    import ibis

    return ibis.ifelse(holds, ibis.literal(1, "int64"), ibis.literal(0, "int64"))


def _literal(value: Fraction) -> Any:
    """Return a number that every engine reads exactly."""
    from decimal import Context, Decimal

    import ibis

    if value.denominator == 1 and abs(value) < 2**63:
        return ibis.literal(int(value), "int64")
    text = Context(prec=60).divide(Decimal(value.numerator), Decimal(value.denominator))
    if Fraction(text) != value or len(text.as_tuple().digits) > 30:
        raise StaysHere(msg("a bound has no end of decimals"))
    return ibis.literal(text)
