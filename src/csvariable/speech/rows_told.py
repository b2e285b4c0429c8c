"""What a plan says of the rows that results are measured on: where they lie, which count, whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from csvariable.kernel.message import Filling, Message, listed, msg, quoted
from csvariable.plan import Plan
from csvariable.plan.kpi import Kpi
from csvariable.plan.measure_of_rows import GrowthRows, PercentileRows, RatioRows, Rows, ShareRows
from csvariable.plan.row_read import ColumnPair
from csvariable.plan.rows import CellTest, RowCondition, texts_of
from csvariable.plan.source import SourceOfRows
from csvariable.speech.figures import exact_money
from csvariable.speech.language import Language
from csvariable.speech.measured import SAID_KINDS
from csvariable.speech.numbers import day_of_year_text, rate_text
from csvariable.speech.written import BOUND, PlanWords
from csvariable.text import Scalar

Told = tuple[Message, Message]
"""A label, and what there is to say."""

_NAMED: Final = {
    "id": msg("the person whose id is in {columns}"),
    "name": msg("the person whose name is in {columns}"),
    "email": msg("the person whose email is in {columns}"),
}
_ASSIGNED: Final = {
    "at-date": msg("who has the account in `{account}` on the day of the row, by `{assign}`"),
    "at-start": msg("who has the account in `{account}` on the first day of the period, by `{assign}`"),
    "days": msg("who has the account in `{account}`, by `{assign}`: split by the days of the period"),
    "share": msg("who has the account in `{account}`, by `{assign}`: split by the shares written there"),
}
_UNDATED: Final = msg("who has the account in `{account}` on the last day of the period, by `{assign}`")
_KEPT: Final = {
    None: msg("by `{key}`: a second row of it is an error"),
    "latest": msg("by `{key}`: the latest row of it counts"),
    "first": msg("by `{key}`: the first row of it counts"),
}
_DISTINCT: Final = {
    None: msg("by `{key}`: rows of it that differ are an error"),
    "latest": msg("by `{key}`: the latest row of it counts"),
    "first": msg("by `{key}`: the first row of it counts"),
}
_PAIRS: Final = {
    "least": msg("(the least of `{one}` and `{other}` of each row)"),
    "greatest": msg("(the greatest of `{one}` and `{other}` of each row)"),
    "minus": msg("(`{one}` less `{other}` of each row)"),
}
_ONLY: Final = msg("Only rows where")
_ONCE: Final = msg("Each counts once")


def measured_by(measure: Rows, language: Language) -> Message:
    """Return what a measure takes of the rows that count, in words."""
    read = [_read(one) for _, one in measure.reads]
    said = SAID_KINDS[measure.word].taken
    if isinstance(measure, GrowthRows):
        return said.given(what=measured_by(measure.of, language))
    if isinstance(measure, RatioRows):
        return said.given(of=read[0], over=read[1])
    if isinstance(measure, ShareRows) and read:
        return msg("a part of the sum of {read}", read=read[0])
    said = said.given(source=measure.source)
    if isinstance(measure, PercentileRows):
        said = said.given(share=rate_text(measure.percentile.at, language=language))
    return said.given(read=read[0]) if read else said


def _read(column: str | ColumnPair) -> Message:
    if isinstance(column, str):
        return msg("`{column}`", column=column)
    word, one, other = column.pair
    return _PAIRS[word].given(one=one, other=other)


@dataclass(frozen=True, slots=True)
class RowWords:
    """Says what a plan says of rows; values of conditions as the language writes them."""

    plan: Plan
    words: PlanWords

    def calendar(self) -> Iterator[Message]:
        """Yield where the year and the days of the plan begin, and what other currencies count as."""
        month, _, day = self.plan.year_starts.partition("-")
        begins = day_of_year_text(int(month), int(day), language=self.words.language)
        yield msg("The year of the plan begins on {day}; quarters and halves count from there.", day=begins)
        if self.plan.zone is not None:
            yield msg("Days begin and end by the clock of {zone}.", zone=self.plan.zone)
        for currency, rate in self.plan.rates.items():
            worth = exact_money(rate, self.plan.currency, language=self.words.language)
            yield msg("1 {currency} counts as {worth}.", currency=currency, worth=worth)

    def of_measure(self, kpi: Kpi) -> Iterator[Told]:
        """Yield which rows of its source the value of a KPI takes."""
        measure = kpi.measure
        if not isinstance(measure, Rows):
            return
        if measure.where is not None:
            yield _ONLY, self.condition(measure.where)
        if isinstance(measure, ShareRows):
            yield msg("The part where"), self.condition(measure.that)
        if measure.distinct is not None:
            yield _ONCE, _DISTINCT[measure.keep].given(key=measure.distinct)
        if measure.cap_per is not None:
            said = msg("the latest {most} rows of each `{column}`")
            yield msg("At most"), said.given(most=measure.cap_per.most, column=measure.cap_per.by)

    def of_source(self, name: str, source: SourceOfRows, measured: tuple[str, ...]) -> Iterator[Told]:
        """Yield how a source is read; `measured` are the names of the KPIs that its rows measure."""
        yield msg("Read from"), _place(source)
        if measured:
            yield msg("Measures"), msg("{all}", all=listed(measured))
        for label, users in (
            (
                msg("Says who has which account, for"),
                [one for one, of in self.plan.sources.items() if of.assign == name],
            ),
            (
                msg("Names the owners of the rows of"),
                [
                    one
                    for one, of in self.plan.sources.items()
                    if of.owner_from is not None and of.owner_from.source == name
                ],
            ),
        ):
            if users:
                yield label, msg("{all}", all=quoted(users))
        if source.where is not None:
            yield _ONLY, self.condition(source.where)
        if source.key is not None:
            yield _ONCE, _KEPT[source.keep].given(key=source.key)
        if measured:
            yield msg("Period"), _period(source)
            yield msg("Whose a row is"), self._owner(source)
            if source.has_owner:
                yield msg("Rows of nobody"), _unowned(source)

    def condition(self, asked: RowCondition) -> Message:
        """Return what the cells of a row must be."""
        parts: list[Filling] = [
            part for column, test in asked.tests.items() for part in self._cell(column, test)
        ]
        if asked.any is not None:
            inner = [self.condition(one) for one in asked.any]
            parts.append(msg("one of ({conditions})", conditions=listed(inner, "or")))
        return msg("{all}", all=listed(parts, "and"))

    def _cell(self, column: str, test: str | tuple[str, ...] | CellTest) -> Iterator[Message]:
        if not isinstance(test, CellTest):
            yield msg("`{column}` is {texts}", column=column, texts=quoted(texts_of(test), "or"))
            return
        for bound in test.bounds:
            level = self.words.value(Scalar(bound.value.text), ())
            yield msg("`{column}` {bound}", column=column, bound=BOUND[bound.word].given(level=level))
        if test.not_ is not None:
            yield msg("`{column}` is not {texts}", column=column, texts=quoted(texts_of(test.not_), "or"))
        if test.known is not None:
            said = msg("`{column}` has a value") if test.known else msg("`{column}` has no value")
            yield said.given(column=column)
        if test.has is not None:
            yield msg("`{column}` has `{text}` among its texts", column=column, text=test.has)

    def _owner(self, source: SourceOfRows) -> Message:
        if source.assign is not None:
            undated = source.owner == "at-date" and source.date is None
            said = _UNDATED if undated else _ASSIGNED[source.owner]
            return said.given(account=source.account or "", assign=source.assign)
        if source.owner_from is not None:
            found = source.owner_from
            return msg("whom `{source}` names, found by `{by}`", source=found.source, by=found.by)
        owners = source.owner_columns
        if owners is None:
            return msg("nobody's: it measures results of the whole company alone")
        if len(owners.columns) == 1:
            return _NAMED[owners.by].given(columns=quoted(owners.columns))
        parts = [
            msg("`{column}` ({share})", column=column, share=rate_text(share, language=self.words.language))
            for column, share in zip(owners.columns, owners.shares, strict=True)
        ]
        return msg(
            "in parts, {person}; the part of an empty one goes to the others",
            person=_NAMED[owners.by].given(columns=listed(parts, "and")),
        )


def _place(source: SourceOfRows) -> Message:
    if source.table is not None:
        return msg("the table `{table}`", table=source.table.name)
    if source.files:
        return msg("{all}", all=quoted(source.files))
    return msg("what is named when pay is worked out")


def _period(source: SourceOfRows) -> Message:
    opening = source.opening is not None
    date = source.date_column
    if date is None and opening:
        return msg(
            "it has no dates: its rows stand for the period paid, beside the list of its first day; a row of "
            "only one of the two lists counts as 0 in the other"
        )
    if date is None:
        return msg("it has no dates: its rows stand for the period paid")
    said = msg("the day in `{column}` decides when a row counts; a row without one never does")
    if date.zone is not None:
        said = msg(
            "the day in `{column}` decides when a row counts; a row without one never does; "
            "times without an offset are those of {zone}",
            zone=date.zone,
        )
    return said.given(column=date.column)


def _unowned(source: SourceOfRows) -> Message:
    if source.assign is not None and source.unowned is None:
        return msg(
            "an account that nobody has on a day that counts is an error: nothing is paid until somebody has "
            "it; rows of people whom this plan does not pay count for no person and no team"
        )
    if source.nobody is not None:
        return msg(
            "they count for no person and no team, and neither do rows of people whom this plan does not "
            "pay; {texts} names nobody",
            texts=quoted(texts_of(source.nobody), "or"),
        )
    return msg(
        "they count for no person and no team, and neither do rows of people whom this plan does not pay"
    )


__all__ = ["RowWords", "measured_by"]
