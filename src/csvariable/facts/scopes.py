"""Which value is a person's: their own, their team's, or the company's (language, sections 3 and 9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from csvariable.facts.days import CountedRows
from csvariable.facts.measures import FIELDS, Cell, Measures, read_field
from csvariable.facts.model import Value
from csvariable.facts.people import EVERYBODY, Stretch
from csvariable.facts.plans import Plans
from csvariable.facts.typed import Reader
from csvariable.kernel.diagnostic import Diagnostic, Label, Place, error
from csvariable.kernel.figure import of_scope
from csvariable.kernel.message import Message, msg
from csvariable.kernel.terms import SCOPES
from csvariable.measures.owner import Owner

COMPANY = Owner("company", EVERYBODY)


@dataclass(slots=True)
class Scoped:
    """Columns of KPI values by row, and the cell that each one comes from."""

    columns: dict[str, list[Value]] = field(default_factory=dict)
    cells: dict[tuple[int, str], Cell] = field(default_factory=dict)

    def put(self, row: int, rows: int, column: str, cell: Cell | None) -> None:
        """Write a value of a row."""
        if cell is None:
            return
        values = self.columns.get(column)
        if values is None:
            values = self.columns[column] = [None] * rows
        values[row] = cell.value
        self.cells[row, column] = cell


def scoped(days: CountedRows, measures: Measures, plans: Plans, reader: Reader) -> Scoped:
    """Give every row the values of its KPIs, each from the scope that its plan says."""
    found, people = Scoped(), days.people
    personal = _personal(days, plans)
    repeated: dict[tuple[Owner, str], Cell] = {}
    for row, one in enumerate(people):
        for kpi_id, kpi in plans.of(one.role).kpis.items() if days.is_counted(row) else ():
            if kpi.scope != "person" and (one.participant, kpi_id) not in personal:
                _repeat(one, kpi_id, kpi.scope, measures, repeated, reader)
    groups = {"team", "company"} if any(owner.kind != "person" for owner in measures.rows) else set()
    for row, one in enumerate(people):
        for kpi_id, kpi in plans.of(one.role).kpis.items():
            column = f"{kpi_id}.actual"
            found.put(row, len(people), column, _given(one, column, kpi.scope, measures, repeated))
            for scope in groups:
                found.put(row, len(people), of_scope(column, scope), _of_scope(one, column, scope, measures))
            if kpi.sample is not None:
                size = f"{kpi_id}.n"
                found.put(row, len(people), size, _of_scope(one, size, kpi.scope, measures))
                for scope in groups:
                    found.put(row, len(people), of_scope(size, scope), _of_scope(one, size, scope, measures))
            mixed = kpi.scope != "person" and (one.participant, kpi_id) in personal
            _fields(found, (row, len(people)), one, (kpi_id, kpi.scope), measures, plans, reader, mixed=mixed)
    return found


def of_everybody(cells: Mapping[tuple[Owner, str], Cell]) -> dict[str, frozenset[str]]:
    """Return the columns that the row of everybody has a value of, and the teams that have their own."""
    found: dict[str, set[str]] = {
        column: set()
        for (owner, column), cell in cells.items()
        if owner == COMPANY and cell.value is not None
    }
    for owner, column in cells:
        if owner.kind == "team" and column in found:
            found[column].add(owner.name)
    return {column: frozenset(teams) for column, teams in found.items()}


def _personal(days: CountedRows, plans: Plans) -> frozenset[tuple[str, str]]:
    """Return the people and KPIs of which a value on the person's own row is theirs.

    Somebody promoted from a KPI of their own to that of the team has both: the value on their own
    row is never the team's.
    """
    return frozenset(
        (one.participant, kpi_id)
        for row, one in enumerate(days.people)
        if days.is_counted(row)
        for kpi_id, kpi in plans.of(one.role).kpis.items()
        if kpi.scope == "person"
    )


def _owner(one: Stretch, scope: str) -> Owner:
    match scope:
        case "person":
            return Owner("person", one.participant)
        case "team" if one.team:
            return Owner("team", one.team)
        case _:
            return COMPANY


def _of_scope(one: Stretch, column: str, scope: str, measures: Measures) -> Cell | None:
    """Return the cell of a scope; a team without a row of its own has the row of everybody."""
    cell = measures.cells.get((_owner(one, scope), column))
    if cell is None and scope == "team":
        return measures.cells.get((COMPANY, column))
    return cell


def _given(
    one: Stretch,
    column: str,
    scope: str,
    measures: Measures,
    repeated: dict[tuple[Owner, str], Cell],
) -> Cell | None:
    """Return the cell of a scope; where it has no value, the one that members repeat.

    A team's row may stand in a wide file for another KPI: its empty cell takes nothing back.
    """
    cell = _of_scope(one, column, scope, measures)
    if cell is not None and cell.value is not None:
        return cell
    return repeated.get((_owner(one, scope), column), cell)


def _repeat(  # noqa: PLR0913, PLR0917 - a value, its owner and where to keep it
    one: Stretch,
    kpi_id: str,
    scope: str,
    measures: Measures,
    repeated: dict[tuple[Owner, str], Cell],
    reader: Reader,
) -> None:
    """A wide file may repeat a team's value on its members; then it must be the same."""
    column = f"{kpi_id}.actual"
    own = measures.cells.get((Owner("person", one.participant), column))
    if own is None or own.value is None:
        return
    before = _given(one, column, scope, measures, repeated)
    if before is None or before.value is None:
        repeated[_owner(one, scope), column] = own
    elif before.value != own.value:
        whose = msg("the team `{team}`", team=one.team or "") if scope == "team" else msg("the company")
        reader.problems.append(
            error(
                "scope-disagrees",
                msg("`{kpi}` is of {whose}, and two different values are given", kpi=kpi_id, whose=whose),
                own.sheet.place(own.row, own.column),
                also=(Label(before.sheet.place(before.row, before.column), msg("the other value")),),
                help=msg("give the value once, or the same value on every member"),
            )
        )


def _fields(  # noqa: PLR0913, PLR0917 - a row, a KPI and the two files
    found: Scoped,
    at: tuple[int, int],
    one: Stretch,
    kpi: tuple[str, str],
    measures: Measures,
    plans: Plans,
    reader: Reader,
    *,
    mixed: bool,
) -> None:
    """Targets, baselines, caps and weights: the people file, then the KPI file.

    `mixed`: the KPI is of the person in another row, and so is a target on the person's own row of
    the KPI file.
    """
    kpi_id, scope = kpi
    for name in FIELDS:
        column = f"{kpi_id}.{name}"
        if column not in one.sheet and column not in measures.columns:
            continue
        person = measures.cells.get((Owner("person", one.participant), column))
        if mixed and name in {"target", "baseline"}:
            person = None
        same = person is not None and (person.sheet, person.row) == (one.sheet, one.row)
        own = None if same else _in_people(one, column, name, plans, reader)
        group = _of_scope(one, column, scope, measures) if scope != "person" else None
        written = [cell for cell in (own, person) if cell is not None and cell.value is not None]
        if (
            len(written) > 1
            and written[0].value != written[1].value
            and written[0].sheet is not written[1].sheet
        ):
            reader.problems.append(_disagree(one, column, written))
        if scope != "person" and name in {"target", "baseline"} and written:
            reader.problems.append(_of_a_group(kpi_id, SCOPES[scope], name, written[0]))
            continue
        found.put(*at, column, written[0] if written else group)


def _of_a_group(kpi: str, scope: Message, name: str, written: Cell) -> Diagnostic:
    return error(
        "target-of-a-group",
        msg(
            "`{kpi}` is of scope {scope}: a person has no own {name} for it", kpi=kpi, scope=scope, name=name
        ),
        written.sheet.place(written.row, written.column),
        help=msg("write it in the row of the {scope}, or in the plan", scope=scope),
    )


def _disagree(one: Stretch, column: str, written: list[Cell]) -> Diagnostic:
    first, second = written
    return error(
        "two-values",
        msg(
            "`{person}` has two different values of `{name}` in two files",
            person=one.participant,
            name=column,
        ),
        second.sheet.place(second.row, second.column),
        also=(Label(first.sheet.place(first.row, first.column), msg("the other value")),),
        help=msg("keep one of them"),
    )


def _in_people(one: Stretch, column: str, name: str, plans: Plans, reader: Reader) -> Cell | None:
    if column not in one.sheet:
        return None
    kpi = plans.kpi(column.rpartition(".")[0], one.role)
    return Cell(read_field(one.sheet, one.row, column, name, kpi, reader), one.sheet, one.row, column)


def place_of(
    scoped_: Scoped, people: Sequence[Stretch], measures: Measures, row: int, column: str | None
) -> Place:
    """Return where a value stands, or the row of its person where there is none."""
    cell = scoped_.cells.get((row, column or ""))
    if cell is not None:
        return cell.sheet.place(cell.row, cell.column)
    one = people[row]
    if column in one.kept:
        return one.kept[column]
    if column is not None and column in one.sheet:
        return one.place(column)
    kpi_id = (column or "").removesuffix(".actual")
    held = measures.rows.get(Owner("person", one.participant))
    if held is not None and column is not None and column.endswith(".actual"):
        sheet, at = held
        return sheet.place(at, kpi_id if kpi_id in sheet else "participant")
    return one.place("participant")
