"""The files of raw rows: those that the plan names, beside it, or those of the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from csvariable.commands.csv_options import CsvOptions
from csvariable.commands.files import TABLE_LIMIT, read_bytes
from csvariable.commands.run_options import SourceOptions
from csvariable.commands.source_paths import files_given, files_written, looked_for
from csvariable.commands.usage_error import UsageError
from csvariable.kernel.message import msg

if TYPE_CHECKING:
    from csvariable.facts.load import Tables
    from csvariable.facts.plans import Plans
    from csvariable.kernel.diagnostic import Diagnostic, PlanPlace
    from csvariable.kernel.message import Message
    from csvariable.measures.grouped.asking import RowEngine
    from csvariable.measures.work import RowFile
    from csvariable.plan.database_table import DatabaseTable
    from csvariable.plan.source import SourceOfRows
    from csvariable.tables.later import LaterTable
    from csvariable.tables.table import Table
    from csvariable.tables.written import HowWritten

SEVERAL_PERIODS: Final = msg("several periods are measured")

HowRead: TypeAlias = Literal["now", "means", "whole"]
"""Whether a file is read at once, or later where that may be: for means alone, or wholly."""


@dataclass(frozen=True)
class SourceTables:
    """The tables of the sources that KPIs are measured on, and what is wrong with them."""

    tables: Mapping[str, Sequence[RowFile]] = field(default_factory=dict)
    problems: Sequence[Diagnostic] = ()
    of_database: Sequence[str] = ()
    """The sources whose rows came from a database, and from no file."""
    given: Sequence[str] = ()
    """The KPIs that the plan measures, and KPI files that are preferred give."""
    engines: Mapping[str, RowEngine] = field(default_factory=dict)
    """The engines of the sources whose rows lie in one; of these the tables are headers."""

    @property
    def all(self) -> tuple[Table, ...]:
        """Every table that was read, once, in the order of the plan."""
        from csvariable.tables.table import Table

        read = (table for tables in self.tables.values() for table in tables if isinstance(table, Table))
        return tuple({table.name: table for table in read}.values())

    @property
    def later(self) -> tuple[LaterTable, ...]:
        """Every file that was not read whole before it was known what is asked of its rows."""
        from csvariable.tables.table import Table

        return tuple(one for tables in self.tables.values() for one in tables if not isinstance(one, Table))

    def here(self, reason: Message) -> SourceTables:
        """Fetch the rows that lie in engines, for who reads them one by one, and tell the reason."""
        if not self.engines:
            return self
        from csvariable.facts.measured import came_here
        from csvariable.measures.model import Counted

        tables, problems = dict(self.tables), list(self.problems)
        for name, engine in self.engines.items():
            table, found = engine.fetched()
            tables[name] = [] if table is None else [table]
            problems += [*found, came_here(Counted(name, engine.name, 0, 0), reason)]
        return replace(self, tables=tables, problems=tuple(problems), engines={})


def source_tables(
    plans: Plans,
    beside: Path,
    said: SourceOptions,
    csv: CsvOptions,
    kpis: Sequence[Table | None] = (),
    *,
    later: bool = False,
    intervals: bool = False,
) -> SourceTables:
    """Read the files of the sources that some KPI is measured on; `beside` is the plan's file.

    Where KPI files are preferred, a source that only KPIs of these files need is not read. Where nothing but
    values is asked, large files are read `later`; those of means whose `intervals` are shown only where they
    cannot be read whole.
    """
    given = files_given(said.source, plans.base)
    sources = plans.base.sources
    if not sources:
        return SourceTables()
    from csvariable.measures.work import files_of
    from csvariable.plan.source import OF_OPENING

    used, instead = _needed(plans, kpis if said.prefer == "files" else ())
    tables: dict[str, Sequence[RowFile]] = {}
    engines: dict[str, RowEngine] = {}
    problems: list[Diagnostic] = []
    of_database: list[str] = []
    whole = _by_rows(plans) if intervals else set()
    for name in files_of(plans.base, used):
        source = sources[name.removesuffix(OF_OPENING)]
        paths, where = given.get(name), None if name.endswith(OF_OPENING) else source.table
        if paths is None and where is not None:
            engine = _engine(name, where, beside, source.decimal, problems)
            tables[name] = [] if engine is None else [engine.header]
            engines |= {} if engine is None else {name: engine}
            of_database.append(name)
        else:
            how: HowRead = "now" if not later else "whole" if name in whole else "means"
            tables[name] = list(_rows(name, source, paths, beside, csv, how, problems))
    return SourceTables(tables, tuple(problems), tuple(of_database), instead, engines)


def _engine(
    name: str, where: DatabaseTable, beside: Path, decimal: str | None, problems: list[Diagnostic]
) -> RowEngine | None:
    """Open the table of a source in its database; what is wrong is told."""
    from csvariable.commands.database import open_table

    engine, said = open_table(name, where, beside, decimal)
    problems += said
    return engine


def _rows(  # noqa: PLR0917 - a source, its files, and how they are read
    name: str,
    source: SourceOfRows,
    paths: Sequence[Path] | None,
    beside: Path,
    csv: CsvOptions,
    how: HowRead,
    problems: list[Diagnostic],
) -> Iterator[RowFile]:
    """Yield the files of a source: those given, else those that the plan names.

    Large ones are read later, where that may be, and wholly or for means.
    """
    places: Mapping[Path, PlanPlace] = {}
    if paths is None:
        places, lacking = files_written(name, source, beside)
        problems += lacking
    for path in places if paths is None else paths:
        large = None if how == "now" else _later(path, source, csv.written(), whole=how == "whole")
        if large is not None:
            yield large
            continue
        table, found = _read(path, source, csv, name=name, place=places.get(path))
        problems += found
        if table is not None:
            yield table


def _needed(plans: Plans, kpis: Sequence[Table | None]) -> tuple[list[str], tuple[str, ...]]:
    """Return the sources that some KPI is measured on, and the KPIs that preferred files give instead."""
    from csvariable.facts.measured import given_kpis
    from csvariable.plan.measure_of_rows import Rows

    held = given_kpis((one for one in kpis if one is not None), plans)
    measured = [
        (kpi_id, kpi.measure.source)
        for plan in plans.all
        for kpi_id, kpi in plan.kpis.items()
        if isinstance(kpi.measure, Rows)
    ]
    used = dict.fromkeys(source for kpi_id, source in measured if kpi_id not in held)
    return list(used), tuple(dict.fromkeys(kpi_id for kpi_id, _ in measured if kpi_id in held))


def _read(
    path: Path, source: SourceOfRows, csv: CsvOptions, *, name: str, place: PlanPlace | None
) -> tuple[Table | None, Sequence[Diagnostic]]:
    """Read a file of a source whole; why it cannot be read is told where the plan names it.

    Raises:
        UsageError: a file of the command line cannot be read.
    """
    from csvariable.kernel.diagnostic import error
    from csvariable.measures.source_file import read_source

    try:
        data = read_bytes(path, limit=TABLE_LIMIT)
    except UsageError as refused:
        if place is None:
            raise
        return None, [error(refused.name, refused.sentence, place, help=looked_for(path.parent, name))]
    return read_source(data, str(path), source, csv.written())


def no_kpis(plans: Plans, files: Sequence[object]) -> list[Diagnostic]:
    """Ask for KPI files where there are none and some KPI is measured on nothing."""
    from csvariable.kernel.diagnostic import FilePlace, error

    lacking = [kpi for kpi in plans.kpi_ids if plans.kpi(kpi).measure is None]
    if files or not lacking:
        return []
    message = msg("a KPI file is due: the plan does not say how `{kpi}` is measured", kpi=lacking[0])
    advice = msg("give the file after the plan, or write a `measure` under `{kpi}`", kpi=lacking[0])
    return [error("no-kpi-file", message, FilePlace(""), help=advice)]


def with_rows(  # noqa: PLR0917 - a plan, its files, and the periods asked for
    plans: Plans,
    beside: Path,
    said: SourceOptions,
    csv: CsvOptions,
    tables: Tables,
    periods: Sequence[str],
) -> tuple[Tables, Sequence[Diagnostic]]:
    """Return tables with one more KPI file: what the plan measures on rows, in each period.

    The periods are those asked for, else those in which every source has rows: to find these, rows that lie
    in engines are fetched.
    """
    from csvariable.facts.measured_periods import measured_over, periods_of_rows
    from csvariable.kernel.diagnostic import has_errors

    rows = source_tables(plans, beside, said, csv, tables.kpis)
    rows = rows if periods else rows.here(SEVERAL_PERIODS)
    if has_errors(list(rows.problems)) or not rows.tables:
        return tables, rows.problems
    named: Sequence[str | None] = periods or periods_of_rows(plans, rows.tables) or [None]
    whole = replace(tables, sources=rows.tables, engines=rows.engines, prefer=said.prefer)
    table, problems = measured_over(plans, whole, named)
    problems = (*rows.problems, *problems)
    if table is None:
        return tables, problems
    return replace(tables, kpis=[*tables.kpis, table]), problems


LATER: Final = 8_000_000
"""Bytes of a file from which it is read when it is known what is asked of its rows."""


def _by_rows(plans: Plans) -> set[str]:
    """Return the sources of means of which an interval is shown: it needs the value of each row."""
    from csvariable.plan.measure_of_rows import MeanRows

    kpis = (kpi for plan in plans.all for kpi in plan.kpis.values())
    return {
        kpi.measure.source
        for kpi in kpis
        if isinstance(kpi.measure, MeanRows) and kpi.sample is not None and kpi.sample.interval is not None
    }


def _later(path: Path, source: SourceOfRows, written: HowWritten, *, whole: bool) -> LaterTable | None:
    """Return a large text as a file to be read later; None for others, and in a frame.

    One that is better read `whole` is read so as long as it can be.
    """
    from csvariable.tables.decoding import MAX_BYTES
    from csvariable.tables.workbooks import is_workbook

    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4)
    except OSError:
        return None  # told where the file is read
    framed = source.header is not None or source.ends is not None
    if size < LATER or (whole and size <= MAX_BYTES) or framed or is_workbook(head) or head == b"PAR1":
        return None
    from csvariable.tables.later import LaterTable

    def read(start: int, size: int) -> bytes:
        with path.open("rb") as file:
            file.seek(start)
            return file.read(size)

    how = written if source.decimal is None else replace(written, decimal=source.decimal)
    return LaterTable(str(path), how, size, read)
