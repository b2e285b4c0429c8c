"""From tables to facts: people, values, calendar; or everything that is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from csvariable.facts.accounts import once_for_each
from csvariable.facts.adjustments import read_adjustments
from csvariable.facts.assembly import assemble
from csvariable.facts.days import CountedRows
from csvariable.facts.doubts import doubts
from csvariable.facts.gathering import gathered
from csvariable.facts.headers import canonical
from csvariable.facts.meant import Meant
from csvariable.facts.measures import Measures, fill, read_measures
from csvariable.facts.model import Facts
from csvariable.facts.owners import unknown_owners
from csvariable.facts.paid import paid_period, people_of_period, rows_of_period
from csvariable.facts.people import EVERYBODY, Stretch, completed, full_time, repeated, same_person, stretches
from csvariable.facts.plans import Plans
from csvariable.facts.repeated_headers import repeated_headers
from csvariable.facts.scopes import scoped
from csvariable.facts.sheet import Sheet, open_sheet
from csvariable.facts.typed import Reader
from csvariable.facts.unread import kpis_of_people, of_long_files, read_elsewhere
from csvariable.kernel.diagnostic import CellPlace, Diagnostic, FilePlace, error, has_errors, warning
from csvariable.kernel.message import Message, msg, quoted
from csvariable.measures.owner import Owner
from csvariable.tables.table import Table
from csvariable.time.period import Period

if TYPE_CHECKING:
    from csvariable.facts.measured import Preference
    from csvariable.facts.opening import LedgerOpening
    from csvariable.measures.grouped.asking import RowEngine
    from csvariable.measures.model import Measured
    from csvariable.measures.work import RowFile

_PARTS: Final = re.compile(r"[^\w\s\"'()\[\]%.-]|\x1f")
"""Signs that could part the cells of a header."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The files of a run: KPI files, perhaps people, adjustments and raw rows."""

    kpis: Sequence[Table]
    people: Table | None = None
    adjustments: Table | None = None
    sources: Mapping[str, Sequence[RowFile]] = field(default_factory=dict, kw_only=True)
    """The files of raw rows, by the name of their source."""
    engines: Mapping[str, RowEngine] = field(default_factory=dict, kw_only=True)
    """The engines in which rows of sources lie: of these, the table of a source is its header alone."""
    prefer: Preference | None = field(default=None, kw_only=True)
    """Where the value of a KPI is taken from that files give and rows measure."""
    late: Sequence[Table] = field(default=(), kw_only=True)
    """Files of values that came late: they stand where the KPI files hold none."""
    opening: LedgerOpening | None = field(default=None, kw_only=True)
    """What closed periods leave to this one."""
    until: date | None = field(default=None, kw_only=True)
    """The day within the period up to which raw rows count; without it, all of the period."""

    @property
    def large(self) -> bool:
        """Whether a file is so large that it is kept as columns: then facts are read by columns too."""
        if self.opening is not None or self.late:
            return False
        return any(not isinstance(table.rows, list) for table in (*self.kpis, self.people) if table)


def load(
    tables: Tables, plans: Plans, period: str | None = None
) -> tuple[Facts | None, tuple[Diagnostic, ...]]:
    """Return the facts of a run, or None beside everything that is wrong with the files."""
    reader = Reader(plans.base.currency)
    raw = {table.name for found in tables.sources.values() for table in found}
    sheets = [_open(table, plans, reader) for table in tables.kpis]
    staff = None if tables.people is None else _open(tables.people, plans, reader, of_people=True)
    files = [*sheets, *([staff] if staff else [])]
    when, problem = paid_period(period, plans, tables.until)
    if repeated_headers(files, reader):
        return None, tuple(gathered(reader.problems, raw))
    _unread(sheets, staff, when, reader)
    if problem is not None:
        reader.problems.append(problem)
    unsaid = (
        []
        if problem is not None
        else [*doubts(sheets, staff, plans, when, carried=tables.opening is not None)]
    )
    whole = problem is None and not has_errors([*reader.problems, *unsaid])
    if whole and tables.large and _by_columns(tables, plans):
        from csvariable.facts.columns.load import load_columns

        found = load_columns(sheets, staff, tables.adjustments, plans, when)
        if found is not None:
            return found[0], (*reader.problems, *unsaid, *found[1])
    chosen = [(sheet, rows_of_period(sheet, when, period, reader)) for sheet in sheets]
    _need_people(files, reader)
    unreadable = has_errors([one for one in reader.problems if one is not problem])
    if unreadable or (problem is not None and any("period" in sheet for sheet in sheets)):
        # Without its period or its people a row has no meaning.
        return None, (*gathered(reader.problems, raw), *unsaid)
    reader.problems += unsaid
    facts = _by_rows(chosen, staff, tables, plans, (when, period), reader)
    return (None if has_errors(reader.problems) else facts), tuple(gathered(reader.problems, raw))


def _by_rows(  # noqa: PLR0913, PLR0917 - the files as they were opened, and what they are read for
    chosen: list[tuple[Sheet, list[int]]],
    staff: Sheet | None,
    tables: Tables,
    plans: Plans,
    paid: tuple[Period | None, str | None],
    reader: Reader,
) -> Facts:
    """Return the facts of the rows chosen; `paid` is the period and how it was named."""
    when, period = paid
    files = [*(sheet for sheet, _ in chosen), *([staff] if staff else [])]
    people = _people(staff, chosen, plans, reader)
    full_time(people, files)
    days = CountedRows.of(people, plans, when)
    if tables.opening is not None:
        from csvariable.facts.carried import carry_over

        carry_over(days, tables.opening, files, plans, reader)
    once_for_each(days, files, plans, reader)
    meant = Meant(plans, days)
    measures = read_measures(chosen, plans, meant.kpis, reader)
    afterwards = [_open(table, plans, reader) for table in tables.late]
    rows_late = [(sheet, rows_of_period(sheet, when, period, reader)) for sheet in afterwards]
    fill(measures, read_measures(rows_late, plans, meant.kpis, reader), reader)
    measured = _on_rows(tables, measures, days, plans, when, meant, reader)
    if people:
        unknown_owners(measures, {one.participant for one in people}, {one.team for one in people}, reader)
    values = scoped(days, measures, plans, reader)
    adjustments = read_adjustments(tables.adjustments, {one.participant for one in people}, plans, reader)
    owed = {} if tables.opening is None else tables.opening.owed
    facts = assemble(days, measures, values, plans, when, adjustments, owed, reader)
    return replace(facts, measured=measured)


def _on_rows(  # noqa: PLR0913, PLR0917 - everything that rows may count for
    tables: Tables,
    measures: Measures,
    days: CountedRows,
    plans: Plans,
    when: Period | None,
    meant: Meant,
    reader: Reader,
) -> Mapping[tuple[str, Owner], Measured]:
    """Add what KPIs come to on rows of sources to what the files say, and return what that stands on."""
    if not any(kpi.rows is not None for plan in plans.all for kpi in plan.kpis.values()):
        return {}
    from csvariable.facts.measured import GivenRows, add_measured

    given = GivenRows(tables.sources, tables.engines, tables.prefer)
    return add_measured(measures, given, days, plans, (when, tables.until), meant, reader)


def _unread(sheets: Sequence[Sheet], staff: Sheet | None, when: Period | None, reader: Reader) -> None:
    """Tell what stands in a file that is not read there."""
    for sheet in [*sheets, *([] if staff is None else [staff])]:
        _halves(sheet, reader, of_people=sheet is staff)
        read = {column.name for column in sheet.columns if column is not None} - _OF_ADJUSTMENTS
        reader.problems += read_elsewhere(sheet.table, sheet.columns, read)
    if staff is None:
        return
    if staff.table.name not in {sheet.table.name for sheet in sheets}:
        reader.problems += kpis_of_people(staff.table, staff.columns)
        _nobody_named(staff, reader)
    people_of_period(staff, when, reader)


def _nobody_named(staff: Sheet, reader: Reader) -> None:
    """Refuse the rows of a people file that name nobody; one of a team, or of the company, gives nothing."""
    if "participant" not in staff or not staff.table.has(staff.index["participant"], _NOBODY):
        return
    for row in staff.rows():
        who = staff.text(row, "participant")
        if who not in _NOBODY:
            continue
        of_group = who or staff.text(row, "team")
        said = warning if of_group else error
        message = msg("this row names nobody, and a people file holds people")
        help_ = msg("write the id of the person, or take the row out")
        reader.problems.append(said("nobody-named", message, staff.place(row, "participant"), help=help_))


_NOBODY: Final = frozenset({"", EVERYBODY})
_OF_ADJUSTMENTS: Final = frozenset({"amount", "reason"})


def _halves(sheet: Sheet, reader: Reader, *, of_people: bool) -> None:
    """Tell the columns that a file lacks to be read as a long one; what it does not use is then told."""
    half = of_long_files(sheet.table, sheet.columns, of_people=of_people)
    if has_errors(half):
        reader.problems = [one for one in reader.problems if not _is_unused(one, sheet)]
    reader.problems += half


def _is_unused(problem: Diagnostic, sheet: Sheet) -> bool:
    """Whether a problem names the unused columns of a sheet: one of them is the column that it lacks."""
    return (
        problem.rule == "unused-column"
        and isinstance(problem.at, CellPlace)
        and problem.at.file == sheet.table.name
    )


def _by_columns(tables: Tables, plans: Plans) -> bool:
    """Whether facts can be read by columns: without raw rows, and where no value asks for its answers."""
    return not tables.sources and not any(kpi.sample for plan in plans.all for kpi in plan.kpis.values())


def _open(table: Table, plans: Plans, reader: Reader, *, of_people: bool = False) -> Sheet:
    sheet, problems = open_sheet(table, plans.words, of_people=of_people)
    reader.problems += problems
    return sheet


def _need_people(sheets: list[Sheet], reader: Reader) -> None:
    for sheet in sheets:
        if "participant" in sheet or "team" in sheet:
            continue
        reader.problems.append(
            error(
                "no-participant",
                msg(
                    "no column names the participant; the headers are {headers}",
                    headers=quoted(sheet.table.header),
                ),
                sheet.table.place(-1, 0),
                help=_without_people(sheet),
            )
        )


def _without_people(sheet: Sheet) -> Message:
    """Say what to write where no column is known: the separator may be one that CSV does not have."""
    header = sheet.table.header[0]
    for sign in dict.fromkeys(_PARTS.findall(header)) if len(sheet.table.header) == 1 else ():
        if any(canonical(part.strip(), ()) is not None for part in header.split(sign)):
            return msg("are the cells parted by `{sign}`? part them by `;`, `,`, a tab or `|`", sign=sign)
    return msg("name the column of the ids `participant` (or `collaborateur`)")


def _people(
    staff: Sheet | None, chosen: list[tuple[Sheet, list[int]]], plans: Plans, reader: Reader
) -> list[Stretch]:
    if staff is not None:
        people = stretches(staff, plans, reader, list(staff.rows()))
        people, doubled = repeated(people)
        reader.problems += doubled
        completed(people, chosen, plans, reader)
        if not people:
            reader.problems.append(
                error("nobody", msg("the people file names nobody"), FilePlace(staff.table.name))
            )
        return people
    found: dict[str, Stretch] = {}
    for sheet, rows in chosen:
        for one in stretches(sheet, plans, reader, rows):
            known = found.setdefault(one.participant, one)
            if known is not one:
                same_person(known, one, reader)
    if not found:
        reader.problems.append(_nobody([sheet for sheet, _ in chosen]))
    return list(found.values())


def _nobody(sheets: list[Sheet]) -> Diagnostic:
    for sheet in sheets:
        if "name" in sheet and "participant" not in sheet:
            at = sheet.place(-1, "name")
            return error(
                "nobody",
                msg(
                    "nobody is paid: the column `{name}` holds names to show, and no column holds ids",
                    name=at.header or "",
                ),
                at,
                help=msg("where no two people share a name, call it `participant`; else add a column of ids"),
            )
    return error(
        "nobody",
        msg("no row names a participant, so nobody is paid"),
        FilePlace(sheets[0].table.name if sheets else ""),
        help=msg("add rows with a participant, or a people file (`--people`)"),
    )
