"""Columns of cells as exact values: each different text is read once, and plain numbers all at once.

The grammar of a cell is that of `facts.typed`, which reads every text that is not a plain number.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from math import lcm
from typing import TypeAlias

import polars as pl

from csvariable.facts.columns.declined import Declined
from csvariable.facts.columns.selection import Selection, small_sheet
from csvariable.facts.model import Value
from csvariable.facts.ratio import COMMON, Ratio, multiplied, of_one_width, ratio_of, whole_series
from csvariable.facts.sheet import Sheet
from csvariable.facts.typed import Reader, meant, range_of
from csvariable.kernel.unit import Unit, minor_units
from csvariable.plan.kpi import Kpi

CellReader: TypeAlias = Callable[[Reader, Sheet, int], Value]
"""How the reading by rows reads a cell."""
Matching: TypeAlias = Callable[[str], pl.Series]
"""Gives which texts of a column have a pattern."""

SHORT, LONG = 2, 6
"""Decimals of most numbers, and of all that are read at once."""
DIGITS = 12
"""Digits before the decimal mark of a number that is read at once: with the decimals it fits 64 bits."""


@dataclass(frozen=True, slots=True)
class PlainNumbers:
    """Which texts of a column are plain numbers, and what they mean."""

    places: int = LONG
    """Decimals that may be written."""
    percent: bool | None = False
    """Whether numbers are percentages: with a sign alone (None), or with and without one."""
    least: Fraction | None = None
    most: Fraction | None = None

    def pattern(self, places: int, mark: str | None) -> str:
        """Return the pattern of a number of so many decimals: no group, no exponent, no zero in front."""
        sign = {None: " ?%", True: "(?: ?%)?", False: ""}[self.percent]
        decimals = rf"(?:[{mark}][0-9]{{1,{places}}})?" if places and mark else ""
        return rf"^-?(?:0|[1-9][0-9]{{0,{DIGITS - 1}}}){decimals}{sign}$"


@dataclass(frozen=True, slots=True)
class CellKind:
    """How the cells of a column are read: one by one, and plain numbers all at once."""

    read: CellReader
    plain: PlainNumbers | None = None


# ---------------------------------------------------------------------------- kinds


def money_kind(name: str, currency: str) -> CellKind:
    """Return the kind of an amount of 0 or more."""
    places = min(LONG, minor_units(currency))
    return CellKind(
        lambda reader, sheet, row: reader.money(sheet, row, name), PlainNumbers(places, least=Fraction(0))
    )


def fte_kind() -> CellKind:
    """Return the kind of a working time."""
    return CellKind(lambda reader, sheet, row: reader.fte(sheet, row))


def number_kind(name: str) -> CellKind:
    """Return the kind of a plain number."""
    return CellKind(lambda reader, sheet, row: reader.number(sheet, row, name), PlainNumbers())


def rate_kind(name: str) -> CellKind:
    """Return the kind of a rate of 0 or more, with its sign."""
    plain = PlainNumbers(percent=None, least=Fraction(0))
    return CellKind(lambda reader, sheet, row: reader.rate(sheet, row, name), plain)


def unit_kind(name: str, unit: Unit, sheet: Sheet, currency: str) -> CellKind:
    """Return the kind of a column that the plan declares."""
    return CellKind(
        lambda reader, of, row: reader.of_unit(of, row, name, unit), _plain(name, unit, None, sheet, currency)
    )


def level_kind(name: str, kpi: Kpi, sheet: Sheet, currency: str) -> CellKind:
    """Return the kind of a KPI's target or baseline."""
    plain = _plain(name, kpi.measured_in, kpi, sheet, currency)
    return CellKind(lambda reader, of, row: reader.level(of, row, name, kpi), plain)


def actual_kind(name: str, kpi: Kpi, sheet: Sheet, currency: str) -> CellKind:
    """Return the kind of a KPI's value, which is held to its range."""
    plain = _plain(name, kpi.measured_in, kpi, sheet, currency, *range_of(kpi, currency))
    return CellKind(
        lambda reader, of, row: reader.in_range(of, row, name, kpi, reader.level(of, row, name, kpi)), plain
    )


def _plain(  # noqa: PLR0913, PLR0917 - a column, its unit and its range
    name: str,
    unit: Unit,
    kpi: Kpi | None,
    sheet: Sheet,
    currency: str,
    least: Fraction | None = None,
    most: Fraction | None = None,
) -> PlainNumbers | None:
    """Return what plain numbers mean in a unit, None where each has to be looked at."""
    column = sheet.column(name)
    match unit:
        case Unit.PERCENT:
            reading = column.reading or meant(kpi)
            return (
                None if reading == "ratio" else PlainNumbers(LONG, reading == "percent" or None, least, most)
            )
        case Unit.MONEY:
            return PlainNumbers(min(LONG, minor_units(currency)), False, least, most)
        case Unit.HOURS | Unit.MINUTES | Unit.DAYS if column.unit not in {None, unit.value}:
            return None
        case _ if unit.words:
            return None
        case _:
            return PlainNumbers(LONG, False, least, most)


# ---------------------------------------------------------------------------- reading


def values_of(part: Selection, name: str, kind: CellKind, currency: str) -> Ratio:
    """Read a column of cells. Raises Declined where a cell needs a word."""
    found = part.coded(name)
    if found is not None:
        few = _values(found.texts, found.texts.str.contains, part.sheet, name, kind, currency)
        return taken(few, found.codes)
    return _values(part.text(name), partial(part.matching, name), part.sheet, name, kind, currency)


def _values(  # noqa: PLR0913, PLR0917 - a column, what is asked of it and how it is read
    texts: pl.Series, matching: Matching, sheet: Sheet, name: str, kind: CellKind, currency: str
) -> Ratio:
    """Read texts of a column. Raises Declined where one needs a word."""
    plain, rest = None, texts
    if kind.plain is not None:
        plain, rest = _at_once(texts, matching, sheet.mark(name), kind.plain)
        if not len(rest):
            return plain
    distinct = rest.unique(maintain_order=True)
    small = small_sheet(sheet, (name,), [(text,) for text in distinct])
    found = gathered(read_all(small, kind.read, currency), texts, distinct)
    return found if plain is None else either(plain, found)


def read_all(sheet: Sheet, read: CellReader, currency: str) -> Ratio:
    """Read every row of a sheet by the grammar of cells; raise Declined where anything is to be told."""
    reader = Reader(currency)
    values = [read(reader, sheet, row) for row in sheet.rows()]
    if reader.problems:
        raise Declined
    return ratio_of(values)


def gathered(ratio: Ratio, keys: pl.Series, distinct: pl.Series) -> Ratio:
    """Return a value for each key: the one at its place among the distinct keys, nothing for other keys."""
    places = pl.int_range(len(distinct), dtype=pl.UInt32, eager=True)
    return taken(ratio, keys.replace_strict(distinct, places, default=None, return_dtype=pl.UInt32))


def taken(ratio: Ratio, places: pl.Series) -> Ratio:
    """Return the values at some places, nothing where a place is null."""
    bottom = ratio.denominator
    if not isinstance(bottom, int):
        bottom = bottom.gather(places).fill_null(1)
    return Ratio(ratio.numerator.gather(places), bottom)


def _at_once(
    texts: pl.Series, matching: Matching, mark: str | None, plain: PlainNumbers
) -> tuple[Ratio, pl.Series]:
    """Return the plain numbers of a column, and the texts that are anything else."""
    places = min(SHORT, plain.places)
    is_plain = matching(plain.pattern(places, mark))
    whole = is_plain.all()
    if mark and places < plain.places and not whole and not (is_plain | texts.eq("")).all():
        longer = matching(plain.pattern(plain.places, mark))
        if longer.sum() > is_plain.sum():
            places, is_plain, whole = plain.places, longer, longer.all()
    text = pl.col("text")
    if plain.percent is not False:
        text = text.str.strip_chars_end("% ")
    if mark == ",":
        text = text.str.replace(",", ".", literal=True)
    frame = pl.DataFrame({"text": texts, "plain": is_plain})
    number = text if whole else pl.when("plain").then(text)
    tops = frame.select(number.cast(pl.Decimal(scale=places)).to_physical().cast(pl.Int64)).to_series()
    scale = 10**places * (1 if plain.percent is False else 100)
    _check_range(tops, scale, plain)
    return Ratio(tops, scale), texts.clear() if whole else texts.filter(~is_plain & texts.ne(""))


def _check_range(tops: pl.Series, scale: int, plain: PlainNumbers) -> None:
    low, high = tops.min(), tops.max()
    if low is None or high is None:
        return
    below = plain.least is not None and Fraction(int(str(low)), scale) < plain.least
    if below or (plain.most is not None and Fraction(int(str(high)), scale) > plain.most):
        raise Declined


# ---------------------------------------------------------------------------- joining


def either(first: Ratio, second: Ratio) -> Ratio:
    """Return the values of the first column, and where it has none those of the second."""
    one, other = alike([first, second])
    if isinstance(one.denominator, int):
        return Ratio(one.numerator.zip_with(one.numerator.is_not_null(), other.numerator), one.denominator)
    known = one.numerator.is_not_null()
    bottoms = [ratio.denominator for ratio in (one, other) if not isinstance(ratio.denominator, int)]
    return Ratio(one.numerator.zip_with(known, other.numerator), bottoms[0].zip_with(known, bottoms[1]))


def agreeing(first: Ratio, second: Ratio) -> Ratio:
    """Return the same, of columns that must not differ; raise Declined where they do."""
    one, other = alike([first, second])
    if one.numerator.ne(other.numerator).any():
        raise Declined
    return Ratio(one.numerator.zip_with(one.numerator.is_not_null(), other.numerator), one_denominator(one))


def one_denominator(ratio: Ratio) -> int:
    """Return the denominator that all values have; raise Declined where there are several."""
    if not isinstance(ratio.denominator, int):
        raise Declined
    return ratio.denominator


def alike(ratios: Sequence[Ratio]) -> list[Ratio]:
    """Return columns over one denominator, or each over a column of them, and of the same width."""
    scales = [ratio.denominator for ratio in ratios if isinstance(ratio.denominator, int)]
    common = lcm(*scales)
    if len(scales) == len(ratios) and common <= COMMON:
        tops = [
            multiplied(ratio.numerator, common // scale) for ratio, scale in zip(ratios, scales, strict=True)
        ]
        return [Ratio(top, common) for top in of_one_width(tops)]
    bottoms = [
        ratio.denominator
        if not isinstance(ratio.denominator, int)
        else whole_series([ratio.denominator]).new_from_index(0, len(ratio.numerator))
        for ratio in ratios
    ]
    tops = of_one_width([ratio.numerator for ratio in ratios])
    return [Ratio(*pair) for pair in zip(tops, of_one_width(bottoms), strict=True)]


def times(ratio: Ratio, factor: pl.Series) -> Ratio:
    """Return values times small whole numbers."""
    return Ratio(ratio.numerator.cast(pl.Int128) * factor.cast(pl.Int128), ratio.denominator)
