"""What the KPI files say of each person, team and the company (language, section 9)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple, TypeAlias

from csvariable.facts.headers import suggest
from csvariable.facts.model import Value
from csvariable.facts.people import EVERYBODY
from csvariable.facts.plans import Plans
from csvariable.facts.sheet import Sheet
from csvariable.facts.typed import Reader
from csvariable.kernel.diagnostic import Diagnostic, Label, error
from csvariable.kernel.message import listed, msg, quoted
from csvariable.measures.owner import Owner
from csvariable.plan.kpi import Kpi
from csvariable.tables.folding import fold

FIELDS = ("target", "baseline", "cap", "weight")


KpisOf: TypeAlias = Callable[[Owner, str], Sequence[Kpi]]
"""Finds the KPI that a value of an owner is read for, as each role has it."""


class Cell(NamedTuple):
    """A value and where it stands."""

    value: Value
    sheet: Sheet
    row: int
    column: str


@dataclass(slots=True)
class Measures:
    """Values by owner and column: `nrr.actual`, `nrr.target`..."""

    cells: dict[tuple[Owner, str], Cell] = field(default_factory=dict)
    rows: dict[Owner, tuple[Sheet, int]] = field(default_factory=dict)
    """The first row of each owner."""
    columns: set[str] = field(default_factory=set)
    """Every column that some owner has a cell of."""


def is_long(sheet: Sheet) -> bool:
    """Whether a sheet has one row for each person and KPI."""
    return "kpi" in sheet and ("value" in sheet or "numerator" in sheet)


def owner_of(sheet: Sheet, row: int) -> Owner | None:
    """Return whose row it is; None where neither a participant nor a team is named."""
    participant, team = sheet.text(row, "participant"), sheet.text(row, "team")
    if participant and participant != EVERYBODY:
        return Owner("person", participant)
    if team:
        return Owner("team", team)
    return Owner("company", EVERYBODY) if participant == EVERYBODY else None


def read_measures(
    sheets: list[tuple[Sheet, list[int]]], plans: Plans, kpis: KpisOf, reader: Reader
) -> Measures:
    """Read the values of every sheet; `kpis` gives the KPIs that a value of an owner is for."""
    found = Measures()
    for sheet, rows in sheets:
        for row in rows:
            owner = owner_of(sheet, row)
            if owner is None:
                reader.refuse(
                    "nobody",
                    msg("this row names neither a participant nor a team"),
                    sheet.place(row),
                    msg("write a participant, a team, or `*` for the whole company"),
                )
                continue
            found.rows.setdefault(owner, (sheet, row))
            read = _long_row if is_long(sheet) else _wide_row
            clashes: list[tuple[str, Cell, Cell]] = []
            for column, cell in read(sheet, row, plans, partial(kpis, owner), reader):
                found.columns.add(column)
                before = found.cells.setdefault((owner, column), cell)
                if before is not cell and not _both_empty(column, before, cell):
                    clashes.append((column, before, cell))
            if clashes:
                reader.problems.append(_twice(owner, clashes))
    return found


def fill(found: Measures, late: Measures, reader: Reader) -> None:
    """Put values that came late where there are none; one that is there already is not another one."""
    for at, cell in late.cells.items():
        before = found.cells.get(at)
        if cell.value is None:
            continue
        if before is None or before.value is None:
            found.cells[at] = cell
            found.columns.add(at[1])
            found.rows.setdefault(at[0], (cell.sheet, cell.row))
        elif before.value != cell.value:
            reader.problems.append(_twice(at[0], [(at[1], before, cell)]))


def _both_empty(column: str, before: Cell, cell: Cell) -> bool:
    """Whether two cells without a value say nothing; of a KPI's own value even that is too much."""
    return before.value is None and cell.value is None and not column.endswith(".actual")


def _twice(owner: Owner, clashes: list[tuple[str, Cell, Cell]]) -> Diagnostic:
    """Refuse a row that repeats values: one problem, however many they are."""
    valued = [one for one in clashes if one[1].value is not None and one[2].value is not None]
    _, before, cell = (valued or clashes)[0]
    who = msg("the company") if owner.kind == "company" else f"`{owner.name}`"
    names = quoted(column.removesuffix(".actual") for column, _, _ in valued or clashes)
    message = msg("{who} has two values of {names}", who=who, names=names)
    if not valued:
        message = msg("{who} has two rows, and of {names} one value or none", who=who, names=names)
    return error(
        "duplicate-row",
        message,
        cell.sheet.place(cell.row, cell.column),
        also=(Label(before.sheet.place(before.row, before.column), msg("first written here")),),
        help=msg(
            "keep one of the rows; where they are parts of one result, such as deals, add them up, or name "
            "the file under `sources` and say with `measure` how they count"
        ),
    )


def _wide_row(
    sheet: Sheet, row: int, plans: Plans, kpis: Callable[[str], Sequence[Kpi]], reader: Reader
) -> Iterator[tuple[str, Cell]]:
    for kpi_id in plans.kpi_ids:
        kpi, *others = kpis(kpi_id)
        if any(name in sheet for name in (kpi_id, f"{kpi_id}.numerator", f"{kpi_id}.denominator")):
            written = kpi_id if kpi_id in sheet else f"{kpi_id}.numerator"
            value = reader.actual(sheet, row, kpi_id, kpi)
            for other in others:
                value = reader.in_range(sheet, row, written, other, value)
            yield f"{kpi_id}.actual", Cell(value, sheet, row, written)
            if kpi.sample is not None:
                size = reader.sample_size(sheet, row, f"{kpi_id}.n", f"{kpi_id}.denominator")
                yield (
                    f"{kpi_id}.n",
                    Cell(size, sheet, row, f"{kpi_id}.n" if f"{kpi_id}.n" in sheet else written),
                )
        for name in FIELDS:
            column = f"{kpi_id}.{name}"
            if column in sheet:
                yield column, Cell(read_field(sheet, row, column, name, kpi, reader), sheet, row, column)


def read_field(  # noqa: PLR0913, PLR0917 - a cell, and what it means
    sheet: Sheet, row: int, column: str, name: str, kpi: Kpi, reader: Reader
) -> Value:
    """Read a person's own target, baseline, cap or weight."""
    if name in {"target", "baseline"}:
        return reader.level(sheet, row, column, kpi)
    return reader.rate(sheet, row, column)


def _long_row(
    sheet: Sheet, row: int, plans: Plans, kpis: Callable[[str], Sequence[Kpi]], reader: Reader
) -> Iterator[tuple[str, Cell]]:
    written = sheet.text(row, "kpi")
    kpi_id = written if written in plans.kpi_ids else suggest_exact(written, plans)
    if kpi_id is None:
        meant = suggest(written, (*plans.kpi_ids, *plans.words.shown))
        close = plans.words.shown.get(meant or "", meant)
        advice = (
            msg("did you mean `{meant}`?", meant=close)
            if close
            else msg("the KPIs of the plan are: {known}", known=listed(plans.kpi_ids))
        )
        reader.refuse(
            "unknown-kpi",
            msg("`{name}` is not a KPI of the plan", name=written),
            sheet.place(row, "kpi"),
            advice,
        )
        return
    kpi, *others = kpis(kpi_id)
    value = long_value(sheet, row, kpi, reader)
    at = "value" if "value" in sheet else "numerator"
    for other in others:
        value = reader.in_range(sheet, row, at, other, value)
    yield f"{kpi_id}.actual", Cell(value, sheet, row, at)
    if kpi.sample is not None:
        size = reader.sample_size(sheet, row, "n", "denominator")
        yield f"{kpi_id}.n", Cell(size, sheet, row, "n" if "n" in sheet else at)
    if sheet.text(row, "target"):
        yield f"{kpi_id}.target", Cell(reader.level(sheet, row, "target", kpi), sheet, row, "target")


def long_value(sheet: Sheet, row: int, kpi: Kpi, reader: Reader) -> Value:
    """Read the value of a row that has one KPI: as it stands, or as numerator and denominator."""
    value = reader.level(sheet, row, "value", kpi) if "value" in sheet else None
    parts = (reader.count(sheet, row, "numerator"), reader.count(sheet, row, "denominator"))
    value = reader.ratio(sheet, row, parts, ("value", value), kpi)
    return reader.in_range(sheet, row, "value" if "value" in sheet else "numerator", kpi, value)


def suggest_exact(written: str, plans: Plans) -> str | None:
    """Return the KPI whose id a text is, but for case and the kind of blank; else whose name it is."""
    same = [kpi_id for kpi_id in plans.kpi_ids if fold(kpi_id) == fold(written)]
    return same[0] if len(same) == 1 else plans.words.shown.get(fold(written))
