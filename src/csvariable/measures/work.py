"""The work of measuring: rows that count, whose they are, what they come to, reason by reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeAlias

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error, has_errors
from csvariable.kernel.message import msg
from csvariable.measures.grouped.asking import RowEngine, StaysHere
from csvariable.measures.model import AskedKpi, Counted, Measured, MeasuredPerson, Measurement, RowWindow
from csvariable.measures.opened import OpenSource
from csvariable.measures.owners import CalledPeople, RowOwners
from csvariable.measures.portfolio import Portfolio
from csvariable.measures.snapshots import beside_first_day
from csvariable.measures.value import SourceWork
from csvariable.plan import Plan
from csvariable.plan.source import OF_OPENING
from csvariable.tables.table import Table
from csvariable.time.period import Days

if TYPE_CHECKING:
    from csvariable.measures.grouped.work import MeasuredThere
    from csvariable.tables.later import LaterTable


_EVE = date.max - timedelta(1)
RowFile: TypeAlias = "Table | LaterTable"
"""A file of rows: read, or to be read when it is known what is asked of it."""


def measure(  # noqa: PLR0913, PLR0917 - a plan, what is asked, the rows here and there, for whom and when
    plan: Plan,
    asked: Sequence[AskedKpi],
    tables: Mapping[str, Sequence[RowFile]],
    people: Sequence[MeasuredPerson],
    window: RowWindow,
    engines: Mapping[str, RowEngine] | None = None,
) -> Measurement:
    """Measure KPIs on the rows of their sources, for everybody that each is asked for.

    Rows of sources with an engine are counted there where they can be, and fetched where not.
    """
    return _Measuring(plan, dict(tables), people, window, engines or {}).all(asked)


def sources_of(plan: Plan, names: Sequence[str]) -> list[str]:
    """Return the sources that some sources need: themselves, their portfolios, where owners stand."""
    found: dict[str, None] = {}
    for name in names:
        source = plan.sources.get(name)
        found[name] = None
        if source is not None and source.assign is not None:
            found[source.assign] = None
        if source is not None and source.owner_from is not None:
            found[source.owner_from.source] = None
    return [name for name in found if name in plan.sources]


def files_of(plan: Plan, names: Sequence[str]) -> list[str]:
    """Return what files are due of some sources: their own, and those of their first day."""
    found = sources_of(plan, names)
    return found + [f"{name}{OF_OPENING}" for name in found if plan.sources[name].opening is not None]


@dataclass(slots=True)
class _Attempt:
    """What a source came to, by the number of what was asked."""

    values: dict[int, list[Measured]]
    problems: list[Diagnostic]


@dataclass(slots=True)
class _Measuring:
    """A plan, its files and its people."""

    plan: Plan
    given: dict[str, Sequence[RowFile]]
    people: Sequence[MeasuredPerson]
    window: RowWindow
    engines: Mapping[str, RowEngine]
    tables: dict[str, Sequence[Table]] = field(default_factory=dict)
    """The files that were read whole."""
    unread: list[Diagnostic] = field(default_factory=list)
    """What is wrong with those that could not be."""

    def all(self, asked: Sequence[AskedKpi]) -> Measurement:
        """Measure source by source."""
        values: dict[int, list[Measured]] = {}
        problems: list[Diagnostic] = []
        counted: list[Counted] = []
        for name in dict.fromkeys(one.measure.source for one in asked):
            own = {at: one for at, one in enumerate(asked) if one.measure.source == name}
            for needed in sources_of(self.plan, [name]):
                problems += self._fetched(needed) if needed != name else ()
            there = self._there(name, list(own.values()), counted) if name in self.engines else None
            if there is not None:
                values |= dict(zip(own, there.values, strict=False))
                problems += there.problems
                continue
            problems += self._fetched(name)
            lacking = [one for one in files_of(self.plan, [name]) if not self.given.get(one)]
            if lacking:
                problems += [_no_file(one) for one in lacking if one not in self.engines]
                continue
            attempt = self._of(name, own)
            values |= attempt.values
            problems += attempt.problems
        ordered = [one for at in sorted(values) for one in values[at]]
        return Measurement(ordered, list(dict.fromkeys([*self.unread, *problems])), counted)

    def _there(self, name: str, asked: Sequence[AskedKpi], counted: list[Counted]) -> MeasuredThere | None:
        """Measure a source in its engine; None where its rows have to come."""
        from csvariable.measures.grouped.work import measured_there

        engine = self.engines[name]
        opened = self._opened(name, [engine.header])
        try:
            if self.plan.sources[name].opening is not None:
                raise StaysHere(msg("it has a second snapshot (`opening`)"))  # noqa: TRY301 - as the engine says
            if any(one.over is not None for one in asked):
                raise StaysHere(msg("a bonus measures it over a window"))  # noqa: TRY301 - as the engine says
            found = measured_there(opened, engine, asked, self.window, self.people, self._owners)
        except StaysHere as why:
            counted.append(Counted(name, engine.name, 0, 0, why.reason))
            return None
        counted.append(found.counted)
        return found

    def _fetched(self, name: str) -> Sequence[Diagnostic]:
        """Fetch the rows of a source from its engine, and say what is wrong with them."""
        engine = self.engines.get(name)
        if engine is None or (self.given.get(name) and self.given[name][0] is not engine.header):
            return ()
        table, problems = engine.fetched()
        self.given[name] = [] if table is None else [table]
        return problems

    def _of(self, name: str, asked: Mapping[int, AskedKpi]) -> _Attempt:
        """Measure a source: condensed where its files are large and in order, else row by row."""
        files = self.given[name]
        large = [one for one in files if not isinstance(one, Table)]
        if not large:
            return self._measured(self._open(name), asked)
        from csvariable.measures.condensed.source import condensed_source

        empty = self._opened(name, [])
        found = condensed_source(
            empty, files, [one.measure for one in asked.values()], self._days(name, asked)
        )
        if isinstance(found, OpenSource):
            attempt = self._measured(found, asked)
            if not has_errors(attempt.problems) or any(one.is_too_large for one in large):
                return attempt
        elif any(one.is_too_large for one in large):
            return _Attempt({}, [found])
        return self._measured(self._open(name), asked)

    def _measured(self, rows: OpenSource, asked: Mapping[int, AskedKpi]) -> _Attempt:
        """Measure the rows of a source."""
        if not rows.tables:
            return _Attempt({}, [])
        owners, others = self._owners(rows)
        work = SourceWork(rows, owners, self.window)
        values: dict[int, list[Measured]] = {}
        if work.ready() and not any(other.problems for other in others):
            values = {at: work.over(one.over).measured(one) for at, one in asked.items()}
        told = [problem for other in others for problem in other.said()]
        return _Attempt(values, [*told, *rows.said(), *owners.people.told(), *work.problems])

    def _days(self, name: str, asked: Mapping[int, AskedKpi]) -> list[date]:
        """Return the days from which something else holds for the rows of a source."""
        held = [(stay.entry, stay.exit) for one in self.people for stay in one.stays]
        own = [one.over for one in asked.values() if one.over is not None]
        before = [Days(one.first - timedelta(one.count), one.first - timedelta(1)) for one in own]
        every = [self.window.days, self.window.before, *own, *before]
        windows = [(one.first, one.last) for one in every if one is not None]
        source = self.plan.sources[name]
        if source.assign is not None:
            portfolio = Portfolio(self._open(source.assign), shared=source.owner == "share")
            held += [(one.first, one.last) for one in portfolio.holdings()]
        changes = {first for first, _ in held if first is not None}
        changes |= {last + timedelta(1) for _, last in held if last is not None and last <= _EVE}
        within = {one for one in changes if any(first <= one <= last for first, last in windows)}
        edges = {one for first, last in windows for one in (first, min(last, _EVE) + timedelta(1))}
        return sorted(within | edges)

    def _open(self, name: str) -> OpenSource:
        """Open a source whose files are read whole."""
        rows = self._opened(name, self._whole(name))
        if rows.source.opening is None or not rows.tables:
            return rows
        return beside_first_day(rows, self._opened(name, self._whole(f"{name}{OF_OPENING}")))

    def _whole(self, name: str) -> Sequence[Table]:
        """Return the files of a source, or those of its first day, read whole."""
        if name not in self.tables:
            found: list[Table] = []
            for one in self.given.get(name, ()):
                table, problems = (one, ()) if isinstance(one, Table) else one.whole()
                self.unread += problems
                found += [] if table is None else [table]
            self.tables[name] = found
        return self.tables[name]

    def _opened(self, name: str, tables: Sequence[Table]) -> OpenSource:
        plan = self.plan
        return OpenSource(name, plan.sources[name], tables, plan.currency, plan.zone, plan.rates)

    def _owners(self, rows: OpenSource) -> tuple[RowOwners, list[OpenSource]]:
        """Return who owns the rows of a source, and the further sources that were read for it."""
        source = rows.source
        if source.assign is not None:
            other = self._open(source.assign)
            portfolio = Portfolio(other, shared=source.owner == "share")
            header = portfolio.owner_header
            people = CalledPeople(other, self.people, portfolio.by, [header] if not other.problems else [])
            rows.texts(rows.header(source.account or ""))
            return RowOwners(rows, people, portfolio), [other]
        if source.owner_from is not None:
            other = self._open(source.owner_from.source)
            key = source.owner_from.by
            rows.texts(rows.header(key))
            written = other.source.owner_columns
            headers = [] if written is None else [other.header(name) for name in written.columns]
            people = CalledPeople(other, self.people, written.by if written is not None else "id", headers)
            return RowOwners(rows, people, found_in=_owner_cells(other, key, headers)), [other]
        written = source.owner_columns
        headers = [] if written is None else [rows.header(name) for name in written.columns]
        for header in headers:
            rows.texts(header)
        by = "id" if written is None else written.by
        return RowOwners(rows, CalledPeople(rows, self.people if not rows.problems else (), by, headers)), []


def _owner_cells(rows: OpenSource, key: str, headers: Sequence[str]) -> Mapping[str, str]:
    """Return the owner cell of each key; two that differ are told."""
    found: dict[str, str] = {}
    keys = rows.ids(key)
    owners = rows.texts(headers[0]) if headers else [""] * len(keys)
    for row, (text, owner) in enumerate(zip(keys, owners, strict=True)):
        if rows.is_missing(text):
            continue
        if found.setdefault(text, owner) != owner:
            message = msg(
                "`{text}` has two owners: `{one}` and `{other}`", text=text, one=found[text], other=owner
            )
            rows.refuse("two-owners", message, row, rows.header(key), None)
    return found


def _no_file(name: str) -> Diagnostic:
    return error(
        "no-source-file",
        msg("nothing says where the rows of `{source}` are", source=name),
        PlanPlace(("sources", name.removesuffix(OF_OPENING)), key=True),
        help=msg("write `file: ...` there, or give one: `--source {source}=FILE`", source=name),
    )
