"""What rows say of people beside their KPIs: names, roles, dates, amounts, absences, by whole columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from csvariable.facts.columns.declined import Declined
from csvariable.facts.columns.selection import Selection
from csvariable.facts.columns.values import (
    CellKind,
    agreeing,
    alike,
    fte_kind,
    money_kind,
    number_kind,
    one_denominator,
    taken,
    unit_kind,
    values_of,
)
from csvariable.facts.people import MONEY_COLUMNS
from csvariable.facts.plans import Plans
from csvariable.facts.ratio import Ratio, constant_ratio
from csvariable.facts.sheet import DATES
from csvariable.tables.numerals import CellError, NoValue, is_missing

TEXTS = ("name", "role", "team")
ABSENCES = "absence_days."


@dataclass(frozen=True, slots=True)
class Said:
    """Columns by name, of the same rows; null is nothing said."""

    count: int
    words: Mapping[str, pl.Series]
    """Names, roles and teams as text; entries and exits as dates."""
    values: Mapping[str, Ratio]
    """Amounts, working times, what the plan declares; and `absence_days.<reason>`."""

    def word(self, name: str, dtype: type[pl.DataType] = pl.String) -> pl.Series:
        """Return a column of words or dates, of nulls where nothing is said."""
        found = self.words.get(name)
        return nothing(dtype, self.count) if found is None else found

    @property
    def absences(self) -> dict[str, Ratio]:
        """The days of absence by reason."""
        found = self.values.items()
        return {name.removeprefix(ABSENCES): one for name, one in found if name.startswith(ABSENCES)}

    @property
    def amounts(self) -> dict[str, Ratio]:
        """The other values by name."""
        return {name: one for name, one in self.values.items() if not name.startswith(ABSENCES)}


def nothing(dtype: pl.DataType | type[pl.DataType], count: int) -> pl.Series:
    """Return a column of nulls."""
    return pl.Series([None], dtype=dtype).new_from_index(0, count)


def read_said(part: Selection, plans: Plans) -> Said:
    """Read what some rows say of people; raise Declined where a cell needs a word."""
    words: dict[str, pl.Series] = {}
    for name in (name for name in TEXTS if name in part):
        text = part.text(name)
        words[name] = text.set(text.eq(""), None)
    if "role" in words:
        others = [text for text in words["role"].drop_nulls().unique() if text not in plans.roles]
        if not all(map(is_missing, others)):
            raise Declined
        if others:
            words["role"] = words["role"].set(words["role"].is_in(others), None)
    for name in (name for name in DATES if name in part):
        words[name] = _dates(part.text(name), part.sheet.dates(name))
    currency = plans.base.currency
    values = {name: values_of(part, name, kind, currency) for name, kind in _kinds(part, plans)}
    return Said(len(part), words, values)


def _kinds(part: Selection, plans: Plans) -> Iterator[tuple[str, CellKind]]:
    """Yield the columns of values that a sheet has, and how their cells are read."""
    currency = plans.base.currency
    for name in (*MONEY_COLUMNS, *plans.accounts):
        if name in part:
            yield name, money_kind(name, currency)
    if "fte" in part:
        yield "fte", fte_kind()
    for name in plans.columns:
        if name in part:
            yield name, unit_kind(name, plans.base.columns[name].measured_in, part.sheet, currency)
    for column in part.sheet.columns:
        if column is not None and column.name.startswith(ABSENCES):
            yield column.name, number_kind(column.name)


def _dates(texts: pl.Series, read: Callable[[str], date | CellError | NoValue]) -> pl.Series:
    distinct = texts.unique(maintain_order=True)
    days: list[date | None] = []
    for text in distinct:
        day = read(text)
        if isinstance(day, CellError):
            raise Declined
        days.append(None if isinstance(day, NoValue) else day)
    found = pl.Series(days, dtype=pl.Date)
    return texts.replace_strict(distinct, found, default=None, return_dtype=pl.Date)


# ---------------------------------------------------------------------------- together


def stacked(parts: Sequence[Said]) -> Said:
    """Put the rows of several files one behind the other."""
    if len(parts) == 1:
        return parts[0]
    words = {name: series.dtype for part in parts for name, series in part.words.items()}
    values = dict.fromkeys(name for part in parts for name in part.values)
    return Said(
        sum(part.count for part in parts),
        {
            name: pl.concat([part.words.get(name, nothing(dtype, part.count)) for part in parts])
            for name, dtype in words.items()
        },
        {
            name: _stacked([part.values.get(name, constant_ratio(None, part.count)) for part in parts])
            for name in values
        },
    )


def _stacked(parts: Sequence[Ratio]) -> Ratio:
    ratios = alike(parts)
    return Ratio(pl.concat([ratio.numerator for ratio in ratios]), one_denominator(ratios[0]))


def agreed(said: Said, owners: pl.Series, count: int) -> Said:
    """Return what all the rows of each owner say, who is one of `count`; raise Declined where two differ."""
    return Said(
        count,
        {name: _agreed(series, owners, count) for name, series in said.words.items()},
        {
            name: Ratio(_agreed(ratio.numerator, owners, count), one_denominator(ratio))
            for name, ratio in said.values.items()
        },
    )


def _agreed(series: pl.Series, owners: pl.Series, count: int) -> pl.Series:
    known = pl.DataFrame({"owner": owners.cast(pl.UInt32), "said": series}).drop_nulls()
    first = known.unique("owner", keep="first", maintain_order=True)
    if first.height != known.height and known.n_unique() != first.height:
        raise Declined
    everybody = pl.int_range(count, dtype=pl.UInt32, eager=True).to_frame("owner")
    return everybody.join(first, on="owner", how="left", maintain_order="left").get_column("said")


def completed(said: Said, more: Said) -> Said:
    """Fill what is not said with what other rows say of the same people; raise Declined where two differ."""
    words, values = dict(said.words), dict(said.values)
    for name, series in more.words.items():
        before = words.get(name, series)
        if before.ne(series).any():
            raise Declined
        words[name] = before.zip_with(before.is_not_null(), series)
    for name, ratio in more.values.items():
        values[name] = agreeing(values[name], ratio) if name in values else ratio
    return Said(said.count, words, values)


def moved(said: Said, places: pl.Series) -> Said:
    """Return the rows at some places, nothing where a place is null."""
    return Said(
        len(places),
        {name: series.gather(places) for name, series in said.words.items()},
        {name: taken(ratio, places) for name, ratio in said.values.items()},
    )
