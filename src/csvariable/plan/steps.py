"""The steps that a plan may name in conditions, measures, curves and pools (section 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvariable.kernel.unit import Unit
from csvariable.plan.plan import Plan

if TYPE_CHECKING:
    from csvariable.plan.pool import Pool

ACCOUNTS = ("already_paid", "owed")
"""Columns that speak of one bonus: what was paid of it in the year, and what is owed on it."""


def account_column(word: str, bonus: str) -> str:
    """Return the column of what was paid of a bonus, or is owed on it: `already_paid.upsell`."""
    return f"{word}.{bonus}"


def is_account(column: str) -> bool:
    """Whether a column speaks of one bonus."""
    return column.partition(".")[0] in ACCOUNTS and "." in column


PAY_COLUMNS = ("salary", "annual_salary", "ote")
AMOUNTS_OF_PEOPLE = (*PAY_COLUMNS, "target_incentive", "earned")
"""What a bonus may be a share of that no KPI measures."""
KPI_FIELDS: dict[str, Unit] = {"attainment": Unit.RATE, "payout_rate": Unit.RATE}


def step_unit(plan: Plan, name: str) -> Unit | None:
    """Return the unit of a step that conditions may name, or None where there is no such step.

    `nrr` is the actual of a KPI; `nrr.target`, `nrr.attainment`, `nrr.payout_rate`,
    `plan.attainment`, `plan.payout_rate` and the declared columns are the others.
    """
    if name in {"plan.attainment", "plan.payout_rate"}:
        return Unit.RATE
    kpi_id, _, field = name.partition(".")
    kpi = plan.kpis.get(kpi_id)
    if kpi is not None:
        if field in {"", "actual", "target"}:
            return kpi.measured_in
        return KPI_FIELDS.get(field)
    column = plan.columns.get(name)
    return column.measured_in if column is not None else None


def money_step_unit(plan: Plan, name: str) -> Unit | None:
    """Return the unit of a step that a bonus, a rank or a pool may read."""
    if name in AMOUNTS_OF_PEOPLE:
        return Unit.MONEY
    kpi_id, _, field = name.partition(".")
    if kpi_id in plan.kpis and field in {"part", "payout"}:
        return Unit.MONEY
    return step_unit(plan, name)


def step_names(plan: Plan) -> tuple[str, ...]:
    """Return the names that `step_unit` knows, for suggestions."""
    kpis = [
        name
        for kpi in plan.kpis
        for name in (kpi, f"{kpi}.target", f"{kpi}.attainment", f"{kpi}.payout_rate")
    ]
    return (*kpis, "plan.attainment", "plan.payout_rate", *plan.columns)


def key_unit(plan: Plan, pool: Pool) -> Unit:
    """Return the unit that the key of a pool is bounded in."""
    kpi = None if pool.kpi is None else plan.kpis.get(pool.kpi)
    if kpi is not None:
        return kpi.measured_in
    return Unit.RATE if pool.by in {"uniform", "presence"} else Unit.MONEY
