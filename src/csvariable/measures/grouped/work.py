"""One source measured in its engine: questions, groups that come back, and the definition over them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from csvariable.kernel.diagnostic import Diagnostic
from csvariable.kernel.message import msg
from csvariable.measures.dates import Moment
from csvariable.measures.doubles import Doubles
from csvariable.measures.grouped.asking import RowEngine, StaysHere
from csvariable.measures.grouped.columns import EngineColumns, replace_rows
from csvariable.measures.grouped.days import DayStretches, oldest_and_newest, stretches
from csvariable.measures.grouped.expression import question
from csvariable.measures.grouped.lines import RowGroup, RowGroups, groups
from csvariable.measures.grouped.singles import cells_that_decide, refuse_doubles
from csvariable.measures.in_period import no_period, none_in_period
from csvariable.measures.kinds import ONE, WeighedRow
from csvariable.measures.model import (
    AskedKpi,
    Counted,
    Elsewhere,
    HeaviestRow,
    Measured,
    MeasuredPerson,
    Reason,
    RowPlace,
    RowWindow,
)
from csvariable.measures.opened import OpenSource
from csvariable.measures.owners import RowOwners
from csvariable.measures.value import Counting, SourceWork
from csvariable.plan.measure_of_rows import GrowthRows, OnlyRows, Rows
from csvariable.plan.source import SourceOfRows
from csvariable.time.period import Days

_TOGETHER = 3
"""About so many measures one question asks: more would part rows into too many groups."""
Owned: TypeAlias = Callable[[OpenSource], tuple[RowOwners, list[OpenSource]]]
"""Who owns the rows of an open source, and the further sources that were read for it."""


class _AskedTogether(NamedTuple):
    """What measures share that are asked about together."""

    whole: bool
    """Whether nobody owns their rows: they count for the company."""
    spans: tuple[Days, ...]
    breaks: tuple[date, ...]
    cells: tuple[str, ...]
    """The headers of what decides between rows, each of which then comes back."""


@dataclass(slots=True)
class GroupWork(SourceWork):
    """A source of which groups are at hand: each stands for its rows, weighed by how many they are."""

    lines: Sequence[tuple[int, RowGroup]] = ()
    """The groups of one KPI, each with its row in the source over all groups."""
    spans: dict[int, tuple[Days | None, bool]] = field(default_factory=dict)
    """The period of each stretch of days, and whether it is the one before."""
    engine: str = ""

    def _counting(self, asked: AskedKpi, left: Counter[Reason]) -> list[Counting]:  # noqa: ARG002
        """Return the groups whose rows count."""
        found: list[Counting] = []
        for row, one in self.lines:
            if one.reason is not None:
                left[one.reason] += one.sums.rows
                continue
            weight = ONE if one.sums.rows == 1 else Fraction(one.sums.rows)
            span, before = self.spans[one.stretch or 0]
            found.append(Counting(WeighedRow(row, weight, one.sums.read), span, before))
        return found

    def _places(self, rows: Sequence[WeighedRow]) -> Sequence[RowPlace]:  # noqa: ARG002
        return ()

    def _is_each_known(self, measure: Rows, rows: Sequence[WeighedRow]) -> bool:  # noqa: ARG002
        return False

    def _heaviest(self, measure: Rows, rows: Sequence[WeighedRow]) -> HeaviestRow | None:  # noqa: ARG002
        return None

    def _elsewhere(self) -> Elsewhere | None:
        return Elsewhere(self.rows.tables[0].name, self.engine)


@dataclass(frozen=True, slots=True)
class MeasuredThere:
    """What an engine's groups come to, KPI by KPI, and what is wrong."""

    values: Sequence[list[Measured]]
    problems: Sequence[Diagnostic]
    counted: Counted


def measured_there(  # noqa: PLR0913, PLR0917 - a source, its engine, what is asked, of whom, for when
    opened: OpenSource,
    engine: RowEngine,
    asked: Sequence[AskedKpi],
    window: RowWindow,
    people: Sequence[MeasuredPerson],
    owned: Owned,
) -> MeasuredThere:
    """Measure KPIs of one source in its engine; `opened` is the source over the header alone.

    Raises:
        StaysHere: where one of them needs the rows, or the definition has something to say of a row.
    """
    source = opened.source
    counted = Counted(opened.name, engine.name, 0, 0)
    if source.date is not None and window.days is None:
        return MeasuredThere([], [no_period(opened)], counted)
    _refuse(source)
    owners, others = owned(opened)
    if wrong := [said for one in (*others, opened) for said in one.said()]:
        return MeasuredThere([], wrong, counted)
    _one_call_each(owners, people)
    try:
        found = _asked(opened, engine, asked, window, owners)
    except StaysHere:
        if opened.problems:
            return MeasuredThere([], opened.said(), counted)
        raise
    counts = [one.groups for one in found]
    counted = replace(counted, rows=counts[0].rows, groups=sum(len(one.lines) for one in counts))
    span = window.days
    if source.date is not None and span is not None and not counts[0].inside:
        known = [one.day for one in oldest_and_newest(EngineColumns(engine, opened))]
        return MeasuredThere([], [none_in_period(opened, span, known)], counted)
    rows = _opened_groups(opened, engine, found)
    work = GroupWork(rows, *_of_groups(owners, rows, owned), window, engine=engine.name)
    values = _values(work, asked, found)
    single = any(isinstance(one.measure, OnlyRows) for one in asked) or any(one.cells for one in found)
    if single and rows.problems:
        raise StaysHere(msg("a row has to be refused"))
    before = [said for one in others for said in one.said()]
    told = [*before, *rows.said(), *work.owners.people.told(), *work.problems]
    return MeasuredThere(values, told, counted)


class _CameBack(NamedTuple):
    """What came back of one KPI."""

    groups: RowGroups
    days: DayStretches | None
    keys: Sequence[str]
    """The headers that owners are found by."""
    cells: Sequence[str]
    """The headers of what decides between rows, where groups are single rows."""


def _asked(
    opened: OpenSource, engine: RowEngine, asked: Sequence[AskedKpi], window: RowWindow, owners: RowOwners
) -> list[_CameBack]:
    """Ask the engine about each KPI."""
    columns = EngineColumns(engine, opened)
    dated = opened.source.date is not None
    if opened.source.key is not None:
        refuse_doubles(columns, opened.source.key)
    alike: dict[_AskedTogether, list[int]] = {}
    for at, one in enumerate(asked):
        both = (window.days, window.before if isinstance(one.measure, GrowthRows) else None)
        spans = tuple(span for span in both if span is not None)
        breaks = tuple(sorted(set(_breaks(one, window, spans, owners)))) if dated else ()
        cells = tuple(cells_that_decide(columns, one.measure))
        own = alike.setdefault(_AskedTogether(one.scope == "company", spans, breaks, cells), [])
        own.append(at)
    found: dict[int, _CameBack] = {}
    for frame, numbers in alike.items():
        days = stretches(columns, frame.breaks) if dated else None
        keys = [] if frame.whole else _keys(opened)
        together = 1 if frame.cells else _TOGETHER
        for start in range(0, len(numbers), together):
            some = numbers[start : start + together]
            asking = question(
                [asked[at].measure for at in some], columns, keys, days, frame.spans, frame.cells
            )
            answer = engine.answer(asking.expression)
            for number, at in enumerate(some):
                found[at] = _CameBack(groups(asking, answer, number), days, keys, frame.cells)
    return [found[at] for at in range(len(asked))]


def _values(work: GroupWork, asked: Sequence[AskedKpi], found: Sequence[_CameBack]) -> list[list[Measured]]:
    """Hand the groups of each KPI to the definition."""
    values: list[list[Measured]] = []
    row = 0
    work.moments = []
    exact = work.rows.moments() if any(one.cells for one in found) else ()
    for kpi, some in zip(asked, found, strict=True):
        lines, days = some.groups.lines, some.days
        work.lines = list(enumerate(lines, row))
        spans = [(work.window.days, False)]
        if isinstance(kpi.measure, GrowthRows):
            spans.append((work.window.before, True))
        work.spans = {0: spans[0]} if days is None else _spans(days, spans)
        coarse = [_moment(one, days) for one in lines]
        work.moments += exact[row : row + len(lines)] if some.cells else coarse
        work.doubles = Doubles(work.rows, work.moments) if some.cells else None
        values.append(work.measured(kpi))
        row += len(lines)
    return values


def _of_groups(owners: RowOwners, rows: OpenSource, owned: Owned) -> tuple[RowOwners]:
    """Return the owners of groups: found anew where their cells stand on the rows themselves."""
    if owners.portfolio is not None or owners.found_in is not None:
        return (RowOwners(rows, owners.people, owners.portfolio, owners.found_in),)
    return (owned(rows)[0],)


def _opened_groups(opened: OpenSource, engine: RowEngine, found: Sequence[_CameBack]) -> OpenSource:
    """Return a source whose rows are groups: cells of owners under their headers, all at the header.

    Of groups that are single rows, what decides between them stands there too.
    """
    header = engine.header.header
    rows: list[list[str]] = []
    for some in found:
        at = [header.index(key) for key in (*some.keys, *some.cells)]
        for line in some.groups.lines:
            cells = [""] * len(header)
            for column, text in zip(at, (*line.owners, *line.cells), strict=False):  # none of rows left out
                cells[column] = text
            rows.append(cells)
    return replace_rows(opened, engine.header, rows)


def _refuse(source: SourceOfRows) -> None:
    for word in ("ends", "header"):
        if getattr(source, word) is not None:
            raise StaysHere(msg("`{kind}` needs its rows together", kind=word))


def _keys(opened: OpenSource) -> list[str]:
    """Return the headers of the cells that owners are found by."""
    source = opened.source
    if source.assign is not None:
        return [opened.header(source.account or "")]
    if source.owner_from is not None:
        return [opened.header(source.owner_from.by)]
    written = source.owner_columns
    return [] if written is None else [opened.header(name) for name in written.columns]


def _one_call_each(owners: RowOwners, people: Sequence[MeasuredPerson]) -> None:
    """Leave to the definition what two people are called alike: it looks for it in every row."""
    called = [text for one in people if (text := owners.people.called(one))]
    if len(set(called)) != len(called):
        raise StaysHere(msg("two people are called the same"))


def _breaks(asked: AskedKpi, window: RowWindow, spans: Sequence[Days], owners: RowOwners) -> Iterable[date]:
    """Return the days on which a period begins or has ended, or an owner may change."""
    day = timedelta(1)
    found = {edge for span in spans for edge in (span.first, span.last + day)}
    changes: set[date] = set()
    if asked.scope != "company" and (asked.scope == "team" or window.from_entry):
        for stay in (stay for one in owners.people.known.values() for stay in one.stays):
            changes |= {stay.entry} if stay.entry is not None else set()
            changes |= {stay.exit + day} if stay.exit is not None and stay.exit < date.max else set()
    if (
        asked.scope != "company"
        and owners.portfolio is not None
        and owners.rows.source.owner in {"at-date", "share"}
    ):
        changes |= owners.portfolio.changes()
    return found | {one for one in changes if any(span.first <= one <= span.last for span in spans)}


def _spans(
    days: DayStretches, spans: Sequence[tuple[Days | None, bool]]
) -> dict[int, tuple[Days | None, bool]]:
    """Return the period in which each stretch of days lies."""
    found: dict[int, tuple[Days | None, bool]] = {}
    for index, first in enumerate(days.starts, 1):
        for span, before in spans:
            if span is not None and span.first <= first <= span.last:
                found.setdefault(index, (span, before))
    return found


def _moment(one: RowGroup, days: DayStretches | None) -> Moment | None:
    if days is None or one.stretch is None:
        return None
    day = days.day(one.stretch)
    return Moment(day, datetime.combine(day, time(), UTC))
