"""KPIs measured on raw rows, beside the values of the KPI files (language, section 16)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from csvariable.facts.days import CountedRows
from csvariable.facts.few import few_answers
from csvariable.facts.left_out import left_out
from csvariable.facts.meant import Meant
from csvariable.facts.measures import Measures, is_long, read_measures
from csvariable.facts.plans import Plans
from csvariable.facts.sheet import Sheet, open_sheet
from csvariable.facts.typed import Reader
from csvariable.kernel.diagnostic import CellPlace, Diagnostic, PlanPlace, advice, error, has_errors
from csvariable.kernel.figure import of_scope
from csvariable.kernel.formula import facts_of
from csvariable.kernel.message import Message, msg
from csvariable.measures.grouped.asking import RowEngine
from csvariable.measures.long import as_long
from csvariable.measures.model import AskedKpi, Counted, Measured, MeasuredPerson, RowWindow, TeamStay
from csvariable.measures.owner import Owner
from csvariable.measures.work import RowFile, measure
from csvariable.plan.measure_of_rows import Rows
from csvariable.plan.values import Scope
from csvariable.plan.windows import window_of_kpi
from csvariable.program.compilation import compile_plan
from csvariable.tables.reading import read_table
from csvariable.tables.table import Table
from csvariable.time.period import Days, Period, day_before, period_of

Preference: TypeAlias = Literal["files", "rows"]


@dataclass(slots=True)
class MeasuredSheet(Sheet):
    """The long table of measured values; a value stands where its rows do."""

    values: Sequence[Measured] = field(default_factory=tuple)
    sources: Mapping[str, Sequence[RowFile]] = field(default_factory=dict)

    def place(self, row: int, name: str | None = None) -> CellPlace:  # noqa: ARG002 - a value is no cell
        """Return the head of the first file of the rows."""
        return self.sources[self.values[row].source][0].place(-1, 0)


@dataclass(frozen=True, slots=True)
class GivenRows:
    """The rows of sources, here or in engines, and what counts where files give a KPI too."""

    tables: Mapping[str, Sequence[RowFile]]
    engines: Mapping[str, RowEngine]
    prefer: Preference | None


def add_measured(  # noqa: PLR0913, PLR0917 - what files say, what rows say, and for whom
    found: Measures,
    given: GivenRows,
    days: CountedRows,
    plans: Plans,
    over: tuple[Period | None, date | None],
    meant: Meant,
    reader: Reader,
) -> Mapping[tuple[str, Owner], Measured]:
    """Measure what the plan measures on rows, up to a day of the period, and add it to the values given."""
    written: dict[str, list[tuple[Owner, str]]] = {}
    for key in found.cells:
        written.setdefault(key[1], []).append(key)
    asked = [one for one in _asked(days, plans, over[1]) if _is_measured(one, found, written, given, reader)]
    if not asked:
        return {}
    outside = list(_outside(plans, over[0]))
    if outside:
        reader.problems += outside
        return {}
    window = _window(plans, *over)
    made = measure(plans.base, asked, given.tables, people_of(days), window, given.engines)
    reader.problems += made.problems
    reader.problems += [came_here(one, one.reason) for one in made.counted if one.reason is not None]
    if has_errors(list(made.problems)):
        return {}
    reader.problems += few_answers(made.values, asked, plans)
    reader.problems += left_out(made.values, plans.base)
    sheet = _sheet(made.values, given.tables, plans)
    more = read_measures([(sheet, list(sheet.rows()))], plans, meant.kpis, reader)
    found.cells |= more.cells
    found.columns |= more.columns
    for owner, place in more.rows.items():
        found.rows.setdefault(owner, place)
    return {(one.kpi, one.owner): one for one in made.values}


def given_kpis(tables: Iterable[Table], plans: Plans) -> frozenset[str]:
    """Return the KPIs that KPI files give a value of, or have a column for."""
    found: set[str] = set()
    for table in tables:
        sheet, _ = open_sheet(table, plans.words)
        if is_long(sheet):
            found.update(table.distinct(sheet.index["kpi"]))
        found.update(column.kpi for column in sheet.columns if column is not None and column.kpi)
    return frozenset(found)


def came_here(counted: Counted, reason: Message) -> Diagnostic:
    """Tell that rows were fetched from an engine, and why it could not count them."""
    message = msg(
        "the rows of `{source}` came from {engine} and were measured here: {reason}",
        source=counted.source,
        engine=counted.engine,
        reason=reason,
    )
    return advice("rows-came-here", message, PlanPlace(("sources", counted.source, "table")))


def _is_measured(
    asked: AskedKpi,
    found: Measures,
    columns: Mapping[str, Sequence[tuple[Owner, str]]],
    given: GivenRows,
    reader: Reader,
) -> bool:
    """Whether a KPI is measured: rows and files may not both give it, unless one is preferred."""
    kpi, rows, prefer = asked.kpi, given.tables.get(asked.measure.source), given.prefer
    own = (key for key in columns.get(f"{kpi}.actual", ()) if key in found.cells)
    cells = {key: found.cells[key] for key in own}
    written = [cell for cell in cells.values() if cell.value is not None]
    if not written:
        return bool(rows) or prefer != "files"
    if prefer == "files" or not rows:
        return False
    if prefer is None:
        cell = written[0]
        reader.refuse(
            "measured-and-given",
            msg("`{kpi}` is measured on rows, and this file gives it too", kpi=kpi),
            cell.sheet.place(cell.row, cell.column),
            msg("say which counts: `--prefer files` or `--prefer rows`"),
        )
    for key in cells:
        del found.cells[key]
    return True


def _asked(days: CountedRows, plans: Plans, until: date | None) -> list[AskedKpi]:
    """Return each KPI that is measured on rows, for the people whose role measures it so."""
    people = {one.id: one for one in people_of(days)}
    found: list[AskedKpi] = []
    read: frozenset[str] | None = None
    for kpi_id in plans.kpi_ids:
        kinds: list[tuple[Rows, Scope, dict[str, MeasuredPerson]]] = []
        for row, one in enumerate(days.people):
            kpi = plans.of(one.role).kpis.get(kpi_id)
            if kpi is None or not isinstance(kpi.measure, Rows) or not days.is_counted(row):
                continue
            same = next((of for rows, scope, of in kinds if (rows, scope) == (kpi.measure, kpi.scope)), None)
            if same is None:
                kinds.append((kpi.measure, kpi.scope, same := {}))
            same[one.participant] = people[one.participant]
        for rows, scope, of in kinds:
            read = _read(plans) if read is None else read
            scopes = dict.fromkeys((scope, *_groups(read, kpi_id, scope)))
            over = _over(kpi_id, plans, until)
            found += [AskedKpi(kpi_id, rows, one, list(of.values()), over) for one in scopes]
    return found


def _over(kpi_id: str, plans: Plans, until: date | None) -> Days | None:
    """Return the days of the window that a KPI is measured over; None for those of the period."""
    found = (window_of_kpi(plan, kpi_id) for plan in plans.all)
    window = next((one for one in found if one is not None), None)
    if window is None:
        return None
    return Days(window.from_, window.to if until is None else min(window.to, until))


def _outside(plans: Plans, when: Period | None) -> Iterator[Diagnostic]:
    """Yield a problem for each window that is no part of the period paid."""
    for name in dict.fromkeys(name for plan in plans.all for name in plan.bonuses) if when else ():
        window = next(
            (
                one.window
                for plan in plans.all
                if (one := plan.bonuses.get(name)) is not None and one.window is not None
            ),
            None,
        )
        if window is None or when is None or (when.first <= window.from_ and window.to <= when.last):
            continue
        message = msg(
            "the window of the bonus `{name}`, {first} to {last}, is not inside the period paid, {period}",
            name=name,
            first=window.from_,
            last=window.to,
            period=when.text,
        )
        help_ = msg("pay its period, or take the bonus out of the plan of this one")
        yield error("window", message, PlanPlace(("bonuses", name, "window")), help=help_)


def _read(plans: Plans) -> frozenset[str]:
    """Return the columns of the facts that some rule reads."""
    programs = (compile_plan(plans.of(role), role) for role in (None, *plans.roles))
    return frozenset(
        name for program in programs for step in program.steps for name in facts_of(step.formula)
    )


def _groups(read: frozenset[str], kpi_id: str, scope: Scope) -> tuple[Scope, ...]:
    """Return the wider scopes whose value of a KPI some rule reads."""
    wider: tuple[Scope, ...] = (
        ("team", "company") if scope == "person" else ("company",) if scope == "team" else ()
    )
    return tuple(one for one in wider if of_scope(f"{kpi_id}.actual", one) in read)


def people_of(days: CountedRows) -> list[MeasuredPerson]:
    """Return who rows may belong to: everybody, with their teams."""
    found: list[MeasuredPerson] = []
    for participant, rows in days.persons.items():
        own = [days.people[row] for row in rows]
        name, email = (
            next((text for one in own if (text := getattr(one, field_))), None) for field_ in _CALLED
        )
        stays = tuple(TeamStay(one.team, one.entry, one.exit) for one in own)
        found.append(MeasuredPerson(participant, name, email, stays))
    return found


_CALLED = ("name", "email")


def _window(plans: Plans, when: Period | None, until: date | None) -> RowWindow:
    """Return the days of which rows count; growth up to a day compares with as many days before."""
    if when is None:
        return RowWindow(None)
    last = when.last if until is None else until
    if plans.base.accumulate is None:
        before = period_of(day_before(when.first), plans.base).span
        if until is not None and until < when.last:
            before = Days(before.first, min(before.last, before.first + (until - when.first)))
        return RowWindow(Days(when.first, last), before=before)
    return RowWindow(Days(when.year[0].first, last), from_entry=True)


def _sheet(values: Sequence[Measured], given: Mapping[str, Sequence[RowFile]], plans: Plans) -> MeasuredSheet:
    data = as_long(
        ((None, one) for one in values), lambda kpi: plans.kpi(kpi).measured_in, plans.base.currency
    )
    table, problems = read_table(data, "", delimiter=",", decimal=".")
    if table is None:  # pragma: no cover - it was written a line above
        raise AssertionError(problems)
    sheet, _ = open_sheet(table, plans.words)
    return MeasuredSheet(sheet.table, sheet.columns, sheet.index, sheet.marks, sheet.orders, values, given)
