"""Whose result a value is: a person's own, a team's, or the company's.

What is shared is one value for all whom it touches, so it is drawn once for them. A team without a
row of its own has the result of the company, as the facts have it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from csvariable.facts.model import Facts
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import CellPlace, Place
from csvariable.kernel.figure import of_scope
from csvariable.kernel.purpose import Purpose

GROUPS = ("team", "company")
HELD = ("actual", "target", "baseline")
"""The figures of a result, which belong to one period."""


class DrawnOwner(NamedTuple):
    """A team by its name, or the company."""

    kind: Literal["team", "company"]
    name: str = ""


COMPANY = DrawnOwner("company")


@dataclass(slots=True)
class Owners:
    """Says whose the values of facts are."""

    plans: Plans
    facts: Facts
    _teams: dict[str, dict[Place, set[str | None]]] = field(default_factory=dict)

    def of(self, row: int, kpi_id: str) -> DrawnOwner | None:
        """Return the team or the company whose result a KPI of a row is; None where it is the person's."""
        scope = self.plans.of(self.facts.roles[row]).kpis[kpi_id].scope
        return None if scope == "person" else self._of_group(row, Purpose.ACTUAL.named(kpi_id), scope)

    def shared(self, row: int) -> Iterator[tuple[str, DrawnOwner]]:
        """Yield the columns of a row that hold a shared result, or its target, and whose it is."""
        for kpi_id in self.plans.of(self.facts.roles[row]).kpis:
            name = Purpose.ACTUAL.named(kpi_id)
            if (owner := self.of(row, kpi_id)) is not None:
                yield from ((f"{kpi_id}.{field}", owner) for field in HELD)
            for scope in GROUPS:
                column = of_scope(name, scope)
                if column in self.facts.columns:
                    yield column, self._of_group(row, column, scope)

    def _of_group(self, row: int, column: str, scope: str) -> DrawnOwner:
        team = self.facts.teams[row]
        if scope != "team" or not team or len(self._teams_of(row, column)) > 1:
            return COMPANY
        return DrawnOwner("team", team)

    def _teams_of(self, row: int, column: str) -> set[str | None]:
        """Return the teams that have the value of one cell."""
        if column not in self._teams:
            found: dict[Place, set[str | None]] = {}
            for at, value in enumerate(self.facts.columns.get(column, ())):
                place = self.facts.place(at, column)
                if value is not None and isinstance(place, CellPlace):
                    found.setdefault(place, set()).add(self.facts.teams[at])
            self._teams[column] = found
        return self._teams[column].get(self.facts.place(row, column), set())
