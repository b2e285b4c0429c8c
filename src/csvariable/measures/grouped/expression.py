"""One measure of one source as an expression of an engine: groups of rows with counts and exact sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from csvariable.kernel.message import msg
from csvariable.measures.grouped.asking import Answer, GroupSums, StaysHere
from csvariable.measures.grouped.columns import EngineColumns, RawNumber, all_of, any_of, compared
from csvariable.measures.grouped.conditions import EngineTest, engine_test
from csvariable.measures.grouped.days import DayStretches
from csvariable.measures.kinds import DETRACTOR, PROMOTER, THAT
from csvariable.measures.model import Reason
from csvariable.measures.reader import answers
from csvariable.plan.measure_of_rows import (
    GrowthRows,
    MedianRows,
    NpsRows,
    OnlyRows,
    PercentileRows,
    Rows,
    ShareRows,
)
from csvariable.plan.row_read import ColumnPair
from csvariable.time.period import Days

_REASONS = list(Reason)
_COUNTS = 0
"""The code of rows that no reason leaves out."""


@dataclass(frozen=True, slots=True)
class GroupQuestion:
    """An expression, and what its columns are."""

    expression: Any
    owners: Sequence[str]
    """The headers of its first columns: what owners are found by."""
    factors: Mapping[str, Fraction]
    """What the sums are multiplied with, by the key that the measure reads."""
    parted: bool
    """Whether groups are parted by what they are read as: fulfils `that`, speaks for or against."""


@dataclass(frozen=True, slots=True)
class RowGroup:
    """One line that came back."""

    owners: tuple[str, ...]
    reason: Reason | None
    stretch: int | None
    sums: GroupSums


@dataclass(frozen=True, slots=True)
class RowGroups:
    """The lines that came back, and what they say together."""

    lines: Sequence[RowGroup]
    rows: int
    inside: int
    """How many rows lie in the period paid, whatever else they are."""


def question(
    measure: Rows,
    columns: EngineColumns,
    owners: Sequence[str],
    days: DayStretches | None,
    spans: Sequence[Days],
) -> GroupQuestion:
    """Write what is asked of an engine; the first span is the period paid.

    Raises:
        StaysHere: for what no group can answer.
    """
    _refuse(measure)
    import ibis  # type: ignore[import-untyped]

    of = measure.of if isinstance(measure, GrowthRows) else measure
    rows = columns.engine.rows
    tests = [one for one in (columns.source.where, measure.where) if one is not None]
    filters = [engine_test(one, columns) for one in tests]
    always = ibis.literal(True)
    passes = all_of([one.holds for one in filters], None) if filters else always
    read = {key: _read(one, columns) for key, one in of.reads}
    that = _that(of, columns)
    answered, wrong = _answered(read, that, columns, of, filters)
    inside = days.within(spans[0]) if days is not None else always
    in_some = any_of([days.within(span) for span in spans], None) if days is not None else always
    cases = [(~passes, _code(Reason.FILTERED))]
    if days is not None:
        cases += [(days.raw.isnull(), _code(Reason.NO_DATE)), (~in_some, _code(Reason.OUTSIDE))]
    if answered is not None:
        cases.append((~answered, _code(Reason.NOT_ANSWERED)))
    part = _part(of, read, that)
    refused = passes & in_some & wrong if wrong is not None else None
    if days is not None:
        refused = days.strange if refused is None else refused | days.strange
    # Two steps: what a row is, then only of rows that count whose they are.
    flat = rows.select(
        csv_reason=ibis.cases(*cases, else_=_COUNTS),
        csv_inside=_flag(inside),
        csv_refused=ibis.literal(0, "int64") if refused is None else _flag(refused),
        csv_stretch=ibis.literal(0, "int32") if days is None else days.index.cast("int32"),
        csv_part=ibis.literal(0, "int32") if part is None else part.cast("int32"),
        **{f"csv_read_{at}": one.raw for at, one in enumerate(read.values())},
        **{f"csv_owner_{at}": columns.at(header) for at, header in enumerate(owners)},
    )
    live = flat.csv_reason == _COUNTS

    def only(column: Any) -> Any:
        return ibis.ifelse(live, column, ibis.null(column.type()))

    keys = {f"k{at}": only(flat[f"csv_owner_{at}"]) for at in range(len(owners))}
    keys |= {"reason": flat.csv_reason, "stretch": only(flat.csv_stretch), "part": only(flat.csv_part)}
    sums = {f"s{at}": _sum(flat[f"csv_read_{at}"], live) for at in range(len(read))}
    expression = flat.group_by(**keys).aggregate(
        n=flat.count().cast("string"),
        inside=flat.csv_inside.sum().cast("string"),
        refused=flat.csv_refused.sum().cast("string"),
        **sums,
    )
    factors = {key: one.factor for key, one in read.items()}
    return GroupQuestion(expression, owners, factors, part is not None)


def groups(asked: GroupQuestion, answer: Answer) -> RowGroups:
    """Return the lines that came back.

    Raises:
        StaysHere: where a row is among them that the definition would refuse, or there is no row at all.
    """
    width = len(asked.owners)
    lines: list[RowGroup] = []
    rows = inside = 0
    for values, texts in zip(answer.lines, answer.texts, strict=True):
        reason, stretch, part, count, within, refused, *sums = values[width:]
        if _whole(refused):
            raise StaysHere(msg("a row has to be refused"))
        rows, inside = rows + _whole(count), inside + _whole(within)
        why = None if reason == _COUNTS else _REASONS[_whole(reason) - 1]
        read = GroupSums(_whole(count), _read_back(asked, _whole(count), sums, part) if why is None else {})
        lines.append(RowGroup(tuple(texts[:width]), why, None if stretch is None else _whole(stretch), read))
    if not rows:
        raise StaysHere(msg("the table has no row"))
    return RowGroups(lines, rows, inside)


def _read_back(
    asked: GroupQuestion, count: int, sums: Sequence[object], part: object
) -> Mapping[str, Fraction]:
    """Return the mean of what is read of the rows of a line, so that its weight times it is their sum."""
    found = {
        key: _exact(total) * factor / count
        for (key, factor), total in zip(asked.factors.items(), sums, strict=True)
    }
    return found | {THAT: Fraction(_whole(part))} if asked.parted and part is not None else found


def _exact(text: object) -> Fraction:
    """Return a sum that an engine wrote.

    Raises:
        StaysHere: where it is no number: it grew too large.
    """
    try:
        return Fraction(Decimal(str(text)))
    except (InvalidOperation, ValueError, OverflowError):
        raise StaysHere(msg("a sum is no number there")) from None


def _whole(value: object) -> int:
    return int(str(value))


def _code(reason: Reason) -> int:
    return _REASONS.index(reason) + 1


def _refuse(measure: Rows) -> None:
    """Say which kinds need their rows together."""
    if isinstance(measure, MedianRows | PercentileRows | OnlyRows):
        raise StaysHere(msg("`{kind}` needs its rows together", kind=measure.word))
    for word in ("distinct", "cap_per"):
        if getattr(measure, word) is not None:
            raise StaysHere(msg("`{kind}` needs its rows together", kind=word))


def _flag(holds: Any) -> Any:
    """Return 1 where something holds and 0 elsewhere: not every engine casts a condition."""
    import ibis

    return ibis.ifelse(holds, ibis.literal(1, "int64"), ibis.literal(0, "int64"))


def _sum(raw: Any, live: Any) -> Any:
    """Return an exact sum as text: whole numbers are widened first, so that no engine wraps them around."""
    wide = raw.cast("decimal(20, 0)") if raw.type().is_integer() else raw
    return wide.sum(where=live).cast("string")


def _read(read: str | ColumnPair, columns: EngineColumns) -> RawNumber:
    """Return what a measure reads of a row."""
    import ibis

    if isinstance(read, str):
        return _column(read, columns)
    word, *names = read.pair
    one, other = (_column(name, columns) for name in names)
    if one.factor != other.factor:
        raise StaysHere(msg("two columns are read in different units"))
    both = one.raw.notnull() & other.raw.notnull()
    made = {"least": ibis.least, "greatest": ibis.greatest, "minus": lambda a, b: a - b}[word]
    wide = [raw.cast("decimal(20, 0)") if raw.type().is_integer() else raw for raw in (one.raw, other.raw)]
    value = made(*wide)
    step = None if one.step is None or other.step is None else min(one.step, other.step)
    return RawNumber(
        ibis.ifelse(both, value, ibis.null(value.type())), one.factor, step, one.wrong | other.wrong
    )


def _column(name: str, columns: EngineColumns) -> RawNumber:
    own = name.partition(".")[2]
    column = columns.source.column(own)
    if column is None:  # pragma: no cover - a rule refuses it
        raise AssertionError(name)
    return columns.number(own, column)


def _that(measure: Rows, columns: EngineColumns) -> EngineTest | None:
    return engine_test(measure.that, columns) if isinstance(measure, ShareRows) else None


def _answered(
    read: Mapping[str, RawNumber],
    that: EngineTest | None,
    columns: EngineColumns,
    measure: Rows,
    filters: Sequence[EngineTest],
) -> tuple[Any, Any]:
    """Return whether a row answers all that is read of it, and whether some cell would be refused."""
    tests = [one.raw.notnull() for one in read.values()]
    wrong = [one.wrong for one in read.values()] + [one.wrong for one in filters]
    wrong += [] if that is None else [that.wrong]
    for name in dict.fromkeys(answers(measure.that)) if isinstance(measure, ShareRows) else ():
        column = columns.source.column(name)
        if column is not None and column.unit is not None:
            tests.append(columns.number(name, column).raw.notnull())
            continue
        sample = columns.sample(name)
        missing = [sample.is_missing(text) for text in sample.texts(sample.header(name))]
        tests.append(~columns.where(name, missing.__getitem__, of_null=True))
    return all_of(tests, None) if tests else None, any_of(wrong, None) if wrong else None


def _part(measure: Rows, read: Mapping[str, RawNumber], that: EngineTest | None) -> Any:
    """Return what parts the rows of one owner: whether `that` holds, which side an answer of NPS takes."""
    import ibis

    if that is not None:
        return _flag(that.holds)
    if not isinstance(measure, NpsRows):
        return None
    number = read["nps"]
    return ibis.cases(
        (compared(number, "from", Fraction(PROMOTER)), 2),
        (compared(number, "up_to", Fraction(DETRACTOR)), 0),
        else_=1,
    )
