"""What is wrong with the cells of KPI files beside a plan that is wrong itself, told in the same run.

Nothing can be paid then, so only what rests on a cell alone is said: it is no number of its
unit, it is out of range, it stands twice, or it is empty where the plan names no policy. What
could follow from the faults of the plan (an unknown column, a role, a date) waits until it is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from csvariable.diagnostic import Diagnostic, Label, PlanPlace, error
from csvariable.facts.measures import Cell, Measures, read_measures
from csvariable.facts.plans import Plans
from csvariable.facts.sheet import open_sheet
from csvariable.facts.table import Table
from csvariable.facts.typed import Reader
from csvariable.plan import Plan

_OF_A_CELL = frozenset(
    "wrong-cell outside-range negative-amount half-ratio negative-denominator ratio-disagrees "
    "duplicate-row duplicate-column ambiguous-decimal missing-value".split()
)


def cell_problems(tables: Sequence[Table], plan: Plan) -> list[Diagnostic]:
    """Return what is wrong with the cells, by the part of the plan that could be read."""
    plans, reader = Plans(plan, {}), Reader(plan.currency)
    opened = [open_sheet(table, plans.kpi_ids, plans.columns) for table in tables]
    for _, problems in opened:
        reader.problems += problems
    sheets = [(sheet, list(sheet.rows())) for sheet, _ in opened]
    named = [one for one in sheets if "participant" in one[0] or "team" in one[0]]
    measures = read_measures(named, plans, {}, reader)
    places = {(problem.at) for problem in reader.problems}
    found = [*reader.problems, *(one for one in _missing(measures, plan) if one.at not in places)]
    return [problem for problem in found if problem.rule in _OF_A_CELL]


def _missing(measures: Measures, plan: Plan) -> Iterable[Diagnostic]:
    """Yield the empty cells of weighted KPIs that no policy answers for."""
    for (owner, column), cell in measures.cells.items():
        kpi_id = column.removesuffix(".actual")
        kpi = plan.kpis.get(kpi_id)
        if kpi is None or column == kpi_id or cell.value is not None or owner.kind != "person":
            continue
        if kpi.weight is not None and kpi.missing is None and kpi.scope == "person":
            yield _empty(owner.name, kpi_id, cell)


def _empty(person: str, kpi_id: str, cell: Cell) -> Diagnostic:
    asked = Label(PlanPlace(("kpis", kpi_id), key=True), "asked for here")
    at = cell.sheet.place(cell.row, cell.column)
    return error("missing-value", f"`{person[:80]}`: `{kpi_id}` has no value", at, also=(asked,))
