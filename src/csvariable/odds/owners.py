"""Whose result a value is: a person's own, a team's, or the company's.

What is shared is one value for all whom it touches, so it is drawn once for them. A team without a
row of its own has the result of the company, as the facts have it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from csvariable.facts.model import Facts
from csvariable.facts.plans import Plans
from csvariable.kernel.figure import of_scope
from csvariable.kernel.purpose import Purpose
from csvariable.plan import Role

GROUPS = ("team", "company")
HELD = ("actual", "target", "baseline")
"""The figures of a result, which belong to one period."""


class DrawnOwner(NamedTuple):
    """A team by its name, or the company."""

    kind: Literal["team", "company"]
    name: str = ""


COMPANY = DrawnOwner("company")


@dataclass(frozen=True, slots=True)
class Owners:
    """Says whose the values of facts are."""

    plans: Plans
    facts: Facts

    def of(self, row: int, kpi_id: str) -> DrawnOwner | None:
        """Return the team or the company whose result a KPI of a row is; None where it is the person's."""
        scope = self.plans.of(self.facts.roles[row]).kpis[kpi_id].scope
        return None if scope == "person" else self.of_scope(row, kpi_id, scope)

    def alone(self, role: Role) -> bool:
        """Whether the rows of a role hold no result of a team or of the company."""
        columns = self.facts.columns
        return all(
            kpi.scope == "person"
            and not any(of_scope(Purpose.ACTUAL.named(kpi_id), scope) in columns for scope in GROUPS)
            for kpi_id, kpi in self.plans.of(role).kpis.items()
        )

    def shared(self, row: int) -> Iterator[tuple[str, DrawnOwner]]:
        """Yield the columns of a row that hold a shared result, or its target, and whose it is."""
        for kpi_id in self.plans.of(self.facts.roles[row]).kpis:
            name = Purpose.ACTUAL.named(kpi_id)
            if (owner := self.of(row, kpi_id)) is not None:
                yield from ((f"{kpi_id}.{field}", owner) for field in HELD)
            for scope in GROUPS:
                column = of_scope(name, scope)
                if column in self.facts.columns:
                    yield column, self.of_scope(row, kpi_id, scope)

    def of_scope(self, row: int, kpi_id: str, scope: str) -> DrawnOwner:
        """Return whose the result is that a row has of its team, or of the company."""
        team = self.facts.teams[row]
        if scope != "team" or not team:
            return COMPANY
        if self.facts.takes_the_row_of_everybody(row, Purpose.ACTUAL.named(kpi_id)):
            return COMPANY
        return DrawnOwner("team", team)
