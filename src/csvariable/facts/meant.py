"""Which KPI a value of the files is for: as each part of its person, team or company has it.

Scope, range and reading are of a role, and a person may have several roles in one period.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from csvariable.facts.days import CountedRows
from csvariable.facts.plans import Plans
from csvariable.measures.owner import Owner
from csvariable.plan import Role
from csvariable.plan.kpi import Kpi


@dataclass(slots=True)
class Meant:
    """Finds the KPIs of an owner; roles are few, so what they have is kept."""

    plans: Plans
    days: CountedRows
    _groups: dict[str | None, list[Role]] = field(default_factory=dict)
    """The roles of the people of each team, and of everybody (None)."""
    _roles: dict[Owner, tuple[Role, ...]] = field(default_factory=dict)
    _known: dict[tuple[tuple[Role, ...], str, str], tuple[Kpi, ...]] = field(default_factory=dict)

    def kpis(self, owner: Owner, kpi_id: str) -> Sequence[Kpi]:
        """Return the KPI as the roles of an owner have it at the owner's scope; at least one."""
        if owner not in self._roles:
            self._roles[owner] = tuple(dict.fromkeys(self._of(owner)))
        key = (self._roles[owner], owner.kind, kpi_id)
        if key not in self._known:
            self._known[key] = self._found(*key)
        return self._known[key]

    def _of(self, owner: Owner) -> Iterable[Role]:
        people = self.days.people
        if owner.kind == "person":
            return (people[row].role for row in self.days.counted(owner.name))
        if not self._groups:
            for row, one in enumerate(people):
                if self.days.is_counted(row):
                    self._groups.setdefault(None, []).append(one.role)
                    self._groups.setdefault(one.team or "", []).append(one.role)
        return self._groups.get(owner.name if owner.kind == "team" else None, ())

    def _found(self, roles: tuple[Role, ...], scope: str, kpi_id: str) -> tuple[Kpi, ...]:
        all_ = [kpi for role in roles if (kpi := self.plans.of(role).kpis.get(kpi_id)) is not None]
        same = [kpi for kpi in all_ if kpi.scope == scope]
        found = same or all_[:1] or [self.plans.kpi(kpi_id)]
        return tuple(one for at, one in enumerate(found) if one not in found[:at])
