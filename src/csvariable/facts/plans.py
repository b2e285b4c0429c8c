"""The plan and the plans of its roles, as the facts need them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from csvariable.facts.likeness import Vocabulary
from csvariable.kernel.unit import Unit
from csvariable.plan import Plan
from csvariable.plan.kpi import Kpi
from csvariable.plan.steps import ACCOUNTS, account_column
from csvariable.tables.folding import fold


@dataclass(frozen=True)
class Plans:
    """The base plan and the whole plan of each role."""

    base: Plan
    roles: Mapping[str, Plan]

    def of(self, role: str | None) -> Plan:
        """Return the plan of a role; the base plan for nobody's role."""
        return self.base if role is None else self.roles[role]

    @cached_property
    def all(self) -> tuple[Plan, ...]:
        """The base plan and those of the roles."""
        return (self.base, *self.roles.values())

    @cached_property
    def kpi_ids(self) -> tuple[str, ...]:
        """The ids of every KPI of any role, in the order written."""
        return tuple(dict.fromkeys(kpi for plan in self.all for kpi in plan.kpis))

    def kpi(self, kpi_id: str, role: str | None = None) -> Kpi:
        """Return a KPI as a role has it, or as the first plan that has it."""
        own = self.of(role).kpis.get(kpi_id)
        return own if own is not None else next(plan.kpis[kpi_id] for plan in self.all if kpi_id in plan.kpis)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The extra columns that the plan declares."""
        return tuple(dict.fromkeys(name for plan in self.all for name in plan.columns))

    @cached_property
    def accounts(self) -> tuple[str, ...]:
        """The columns that speak of one bonus: what was paid of it, what is owed on it."""
        bonuses = dict.fromkeys(name for plan in self.all for name in plan.bonuses)
        return tuple(account_column(word, name) for word in ACCOUNTS for name in bonuses)

    @cached_property
    def words(self) -> Vocabulary:
        """What the files may write of what the plans name."""
        shown: dict[str, set[str]] = {}
        for plan in self.all:
            for kpi_id, kpi in plan.kpis.items():
                for text in (kpi.name or {}).values():
                    shown.setdefault(fold(text), set()).add(kpi_id)
        only = {text: next(iter(ids)) for text, ids in shown.items() if len(ids) == 1}
        reasons = dict.fromkeys(reason for plan in self.all for reason in plan.absences)
        money = {one for one in self.kpi_ids if self.kpi(one).measured_in is Unit.MONEY}
        money |= {
            name for plan in self.all for name, one in plan.columns.items() if Unit(one.unit) is Unit.MONEY
        }
        units: dict[str, frozenset[Unit]] = {}
        for plan in self.all:
            written = {name: one.unit for name, one in plan.columns.items()}
            for name, unit in {**written, **{name: kpi.unit for name, kpi in plan.kpis.items()}}.items():
                units[name] = units.get(name, frozenset()) | {Unit(unit)}
        return Vocabulary(
            self.kpi_ids,
            (*self.columns, *self.accounts),
            only,
            tuple(reasons),
            self.base.currency,
            {*money, *self.accounts},
            units,
        )
