"""The role of each row, as a column."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from csvariable.facts.plans import Plans
from csvariable.plan import Plan, Role


@dataclass(frozen=True, slots=True)
class Roles:
    """Which of some roles each row has."""

    of: tuple[Role, ...]
    """Roles, in order of first appearance."""
    codes: pl.Series | None
    """Index into `of` of each row; None where there is one role."""

    @staticmethod
    def read(texts: pl.Series) -> Roles:
        """Return roles from their names, null for none."""
        if texts.null_count() == len(texts):
            return Roles((None,), None)
        distinct = texts.unique(maintain_order=True)
        if len(distinct) == 1:
            return Roles((distinct[0],), None)
        codes = pl.int_range(len(distinct), dtype=pl.UInt32, eager=True)
        return Roles(tuple(distinct), texts.replace_strict(distinct, codes, return_dtype=pl.UInt32))

    def where(self, chosen: list[int]) -> pl.Series | None:
        """Return which rows have one of the roles chosen by index; None for all rows."""
        if self.codes is None or len(chosen) == len(self.of):
            return None
        return self.codes.is_in(chosen)

    def plans(self, plans: Plans) -> list[Plan]:
        """Return the plan of each role."""
        return [plans.of(role) for role in self.of]

    def by_scope(self, kpi_id: str, plans: Plans) -> list[tuple[str, pl.Series | None]]:
        """Return the scopes that a KPI has, each with the rows whose roles say so; None for all rows."""
        scopes: dict[str, list[int]] = {}
        for at, plan in enumerate(self.plans(plans)):
            if kpi_id in plan.kpis:
                scopes.setdefault(plan.kpis[kpi_id].scope, []).append(at)
        return [(scope, self.where(chosen)) for scope, chosen in scopes.items()]
