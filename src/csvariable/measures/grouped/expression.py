"""One measure of one source as an expression of an engine: groups of rows with counts and exact sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from csvariable.kernel.message import msg
from csvariable.measures.grouped.asking import StaysHere
from csvariable.measures.grouped.columns import EngineColumns, RawNumber, all_of, any_of, compared, flag
from csvariable.measures.grouped.conditions import EngineTest, engine_test
from csvariable.measures.grouped.days import DayStretches
from csvariable.measures.kinds import DETRACTOR, PROMOTER
from csvariable.measures.model import Reason
from csvariable.measures.reader import answers
from csvariable.plan.measure_of_rows import (
    GrowthRows,
    NpsRows,
    Rows,
    ShareRows,
)
from csvariable.plan.row_read import ColumnPair
from csvariable.time.period import Days

_SMALL = frozenset({"int8", "int16", "int32", "uint8", "uint16", "uint32"})
"""Of these no number of rows that there is comes to more than 64 bits hold."""
COUNTS: Final = 0
"""The code of rows that no reason leaves out."""


@dataclass(frozen=True, slots=True)
class AskedMeasure:
    """What a question asks of one measure."""

    factors: Mapping[str, Fraction]
    """What the sums are multiplied with, by the key that the measure reads."""
    flagged: bool
    """Whether groups are parted by what they are read as: fulfils `that`, speaks for or against."""


@dataclass(frozen=True, slots=True)
class GroupQuestion:
    """An expression, and what its columns are: owners, the stretch, reason and part of each measure, sums."""

    expression: Any
    owners: Sequence[str]
    """The headers of its first columns: what owners are found by."""
    measures: Sequence[AskedMeasure]
    cells: Sequence[str] = ()
    """The headers of cells that decide between rows, where each row comes back of one measure."""

    @property
    def told(self) -> int:
        """How many columns tell rows of one measure apart: these cells, and what is read of a row."""
        return len(self.cells) + len(self.measures[0].factors) if self.cells else 0


def question(  # noqa: PLR0913, PLR0917 - what is asked, of whose columns, by whom and when
    measures: Sequence[Rows],
    columns: EngineColumns,
    owners: Sequence[str],
    days: DayStretches | None,
    spans: Sequence[Days],
    cells_of_row: Sequence[str] = (),
) -> GroupQuestion:
    """Write what is asked of an engine about measures, in one pass; the first span is the period paid.

    With `cells_of_row`, headers, each row that counts comes back with these cells: of one measure alone.

    Raises:
        StaysHere: for what no group can answer.
    """
    import ibis  # type: ignore[import-untyped]

    always = ibis.literal(True)
    inside = days.within(spans[0]) if days is not None else always
    asked, cells, outside = _of_measures(measures, columns, days, spans)
    # Two steps: what a row is, then only of rows that count whose they are.
    made = {
        "csv_inside": flag(inside),
        "csv_stretch": ibis.literal(0, "int32") if days is None else days.index.cast("int32"),
        **cells,
        **{f"csv_owner_{at}": columns.at(header) for at, header in enumerate(owners)},
        **{f"csv_cell_{at}": columns.at(header) for at, header in enumerate(cells_of_row)},
    }
    told = _GroupColumns(asked, len(owners), len(cells_of_row))
    rows = columns.engine.rows
    near = _near(measures, columns, days, spans)
    if near is None:
        return GroupQuestion(told.grouped(rows.select(**made)), owners, asked, cells_of_row)
    # What can be seen of a row at once parts those that may count: an engine passes over whole blocks of the
    # others, and nobody asks whose these are.
    counting = told.grouped(rows.filter(near).select(**made))
    strange = ibis.literal(0, "int64") if days is None else flag(days.strange)
    far = rows.filter(~near.fill_null(False))
    others = told.left_out(
        far.select(csv_inside=made["csv_inside"], csv_refused=strange, **outside), counting.schema()
    )
    return GroupQuestion(counting.union(others), owners, asked, cells_of_row)


def _of_measures(
    measures: Sequence[Rows], columns: EngineColumns, days: DayStretches | None, spans: Sequence[Days]
) -> tuple[list[AskedMeasure], dict[str, Any], dict[str, Any]]:
    """Return what is asked of each measure, its columns, and the column that says why a row is left out."""
    asked: list[AskedMeasure] = []
    cells: dict[str, Any] = {}
    outside: dict[str, Any] = {}
    for at, measure in enumerate(measures):
        one, own, aside = _of_measure(measure, columns, days, spans)
        asked.append(one)
        cells |= {f"csv_{name}_{at}": column for name, column in own.items()}
        outside[f"csv_reason_{at}"] = aside
    return asked, cells, outside


def _near(
    measures: Sequence[Rows], columns: EngineColumns, days: DayStretches | None, spans: Sequence[Days]
) -> Any:
    """Return what holds of each row that counts, and of few others; None where nothing is asked of a row."""
    tests = [] if days is None else [days.between(spans)]
    if columns.source.where is not None:
        tests.append(engine_test(columns.source.where, columns).holds)
    wheres = [one.where for one in measures]
    if None not in wheres:
        tests.append(any_of([engine_test(one, columns).holds for one in wheres if one is not None]))
    return all_of(tests) if tests else None


@dataclass(frozen=True, slots=True)
class _GroupColumns:
    """What lines tell of rows: whose they are and when, why they are left out, their number, their sums."""

    asked: Sequence[AskedMeasure]
    owners: int
    cells: int

    def grouped(self, flat: Any) -> Any:
        """Return the groups of rows that may count."""
        import ibis

        live = [flat[f"csv_reason_{at}"] == COUNTS for at in range(len(self.asked))]
        some = any_of(live)

        def only(holds: Any, column: Any) -> Any:
            return ibis.ifelse(holds, column, ibis.null(column.type()))

        keys = {f"k{at}": only(some, flat[f"csv_owner_{at}"]) for at in range(self.owners)}
        keys["stretch"] = only(some, flat.csv_stretch)
        sums: dict[str, Any] = {}
        for at, one in enumerate(self.asked):
            keys[f"reason{at}"] = flat[f"csv_reason_{at}"]
            keys[f"part{at}"] = only(live[at], flat[f"csv_part_{at}"])
            sums[f"refused{at}"] = flat[f"csv_refused_{at}"].sum().cast("string")
            for number in range(len(one.factors)):
                sums[f"s{at}_{number}"] = _sum(flat[f"csv_read{number}_{at}"], live[at])
        if self.cells:
            keys |= {f"c{at}": only(some, flat[f"csv_cell_{at}"]) for at in range(self.cells)}
            keys |= {
                f"v{at}": only(some, flat[f"csv_read{at}_0"]) for at in range(len(self.asked[0].factors))
            }
        return flat.group_by(**keys).aggregate(**_counts(flat), **sums)

    def left_out(self, flat: Any, schema: Any) -> Any:
        """Return the groups of rows none of which counts, in the columns of the others."""
        import ibis

        numbers = range(len(self.asked))
        keys = {f"reason{at}": flat[f"csv_reason_{at}"] for at in numbers}
        refused = flat.csv_refused.sum().cast("string")
        found = flat.group_by(**keys).aggregate(**_counts(flat), refused=refused)
        known = {name: found[name] for name in (*keys, "n", "inside")}
        known |= {f"refused{at}": found.refused for at in numbers}
        return found.select(**{name: known.get(name, ibis.null(kind)) for name, kind in schema.items()})


def _counts(flat: Any) -> dict[str, Any]:
    """Return how many rows there are, and how many lie in the period paid."""
    return {"n": flat.count().cast("string"), "inside": flat.csv_inside.sum().cast("string")}


def _of_measure(
    measure: Rows, columns: EngineColumns, days: DayStretches | None, spans: Sequence[Days]
) -> tuple[AskedMeasure, dict[str, Any], Any]:
    """Return what is asked of a measure, the columns of a row that answer it, and the reason of one far off.

    A row far off is filtered, without a date or outside: nothing else is asked of it.
    """
    import ibis

    of = measure.of if isinstance(measure, GrowthRows) else measure
    tests = [one for one in (columns.source.where, measure.where) if one is not None]
    filters = [engine_test(one, columns) for one in tests]
    always = ibis.literal(True)
    passes = all_of([one.holds for one in filters]) if filters else always
    read = {key: _read(one, columns) for key, one in of.reads}
    that = _that(of, columns)
    answered, wrong = _answered(read, that, columns, of, filters)
    in_some = any_of([days.within(span) for span in spans]) if days is not None else always
    cases = [(~passes, _code(Reason.FILTERED))]
    if days is not None:
        cases += [(days.raw.isnull(), _code(Reason.NO_DATE)), (~in_some, _code(Reason.OUTSIDE))]
    aside = ibis.cases(*cases, else_=COUNTS)
    if answered is not None:
        cases.append((~answered, _code(Reason.NOT_ANSWERED)))
    part = _part(of, read, that)
    refused = passes & in_some & wrong if wrong is not None else None
    if days is not None:
        refused = days.strange if refused is None else refused | days.strange
    values = of.by_value
    found = {
        "reason": ibis.cases(*cases, else_=COUNTS),
        "refused": ibis.literal(0, "int64") if refused is None else flag(refused),
        "part": next(iter(read.values())).raw if values else _whole_part(part),
        **{f"read{number}": one.raw for number, one in enumerate(read.values())},
    }
    return AskedMeasure({key: one.factor for key, one in read.items()}, part is not None), found, aside


def _whole_part(part: Any) -> Any:
    import ibis

    return ibis.literal(0, "int32") if part is None else part.cast("int32")


def _code(reason: Reason) -> int:
    return list(Reason).index(reason) + 1


def _sum(raw: Any, live: Any) -> Any:
    """Return an exact sum as text: whole numbers are widened first, so that no engine wraps them around."""
    kind = raw.type()
    small = "int64" if str(kind) in _SMALL else "decimal(20, 0)"
    wide = raw.cast(small) if kind.is_integer() else raw
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
    return all_of(tests) if tests else None, any_of(wrong) if wrong else None


def _part(measure: Rows, read: Mapping[str, RawNumber], that: EngineTest | None) -> Any:
    """Return what parts the rows of one owner: whether `that` holds, which side an answer of NPS takes."""
    import ibis

    if that is not None:
        return flag(that.holds)
    if not isinstance(measure, NpsRows):
        return None
    number = read["nps"]
    return ibis.cases(
        (compared(number, "from", Fraction(PROMOTER)), 2),
        (compared(number, "up_to", Fraction(DETRACTOR)), 0),
        else_=1,
    )
