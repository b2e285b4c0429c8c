"""What is wrong with the cells of KPI files beside a plan that is wrong itself, told in the same run.

Nothing can be paid then, so only what rests on a cell alone is said: it is no number of its
unit, it is out of range, it stands twice, or it is empty where the plan names no policy. What
could follow from the faults of the plan (an unknown column, a role, a date) waits until it is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from csvariable.facts.gathering import gathered
from csvariable.facts.measures import Cell, Measures, read_measures
from csvariable.facts.paid import paid_period
from csvariable.facts.plans import Plans
from csvariable.facts.sheet import Sheet, open_sheet
from csvariable.facts.typed import Reader
from csvariable.kernel.diagnostic import Diagnostic, Label, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.tables.table import Table

_OF_A_CELL = frozenset(
    "wrong-cell outside-range negative-amount half-ratio negative-denominator ratio-disagrees "
    "duplicate-row duplicate-column ambiguous-decimal missing-value".split()
)


def cell_problems(tables: Sequence[Table], plan: Plan, period: str | None = None) -> list[Diagnostic]:
    """Return what is wrong with the cells, by the part of the plan that could be read.

    Only the rows of the period paid are looked at; where none is named, each period by itself.
    """
    plans, reader = Plans(plan, {}), Reader(plan.currency)
    sheets: list[Sheet] = []
    for table in tables:
        sheet, problems = open_sheet(table, plans.words)
        sheets.append(sheet)
        reader.problems += problems
    empty: list[Diagnostic] = []
    for one in _periods(sheets) if period is None else [_named(period, plans)]:
        rows = [(sheet, _rows_of(sheet, one)) for sheet in sheets]
        empty += _missing(read_measures(rows, plans, lambda _, kpi_id: (plans.kpi(kpi_id),), reader), plan)
    places = {problem.at for problem in reader.problems}
    found = [*reader.problems, *(problem for problem in empty if problem.at not in places)]
    # A file without a column of periods is read once for each of them, and said once.
    return gathered(dict.fromkeys(problem for problem in found if problem.rule in _OF_A_CELL))


def _named(period: str, plans: Plans) -> str:
    """Return a period as the files write it; as it was asked for, where the plan cannot say."""
    found, _ = paid_period(period, plans)
    return period if found is None else found.text


def _periods(sheets: Sequence[Sheet]) -> list[str]:
    """Return the periods that files hold; one without a name for those without a column of them."""
    return list(dict.fromkeys(sheet.period(row) for sheet in sheets for row in sheet.rows()))


def _rows_of(sheet: Sheet, period: str) -> list[int]:
    return [row for row in sheet.rows() if "period" not in sheet or sheet.period(row) == period]


def _missing(measures: Measures, plan: Plan) -> Iterable[Diagnostic]:
    """Yield the empty cells of weighted KPIs that no policy answers for."""
    for (owner, column), cell in measures.cells.items():
        kpi_id = column.removesuffix(".actual")
        kpi = plan.kpis.get(kpi_id)
        if kpi is None or cell.value is not None or owner.kind != "person" or _of_a_role(kpi_id, plan):
            continue
        if kpi_id in plan.menu:
            continue
        if kpi.weight is not None and kpi.scope == "person" and (kpi.missing or plan.missing) == "error":
            yield _empty(owner.name, kpi_id, cell)


def _of_a_role(kpi_id: str, plan: Plan) -> bool:
    """Whether some role may take a KPI away, or have a policy for it: nothing says yet who has which role."""
    keys = (key for role in plan.roles.values() for key in role)
    return any(key in {"kpis", "missing"} or kpi_id in key.split(".") for key in keys)


def _empty(person: str, kpi_id: str, cell: Cell) -> Diagnostic:
    asked = Label(PlanPlace(("kpis", kpi_id), key=True), msg("asked for here"))
    at = cell.sheet.place(cell.row, cell.column)
    return error(
        "missing-value",
        msg("`{person}`: `{kpi}` has no value", person=person, kpi=kpi_id),
        at,
        also=(asked,),
    )
