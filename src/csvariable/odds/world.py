"""What is drawn in: the facts at hand, their programs, the models that are stated, the draws.

People are independent of one another, and so are KPIs; a result of a team or of the company is
one draw for all its people. What has no model stays as the facts have it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from csvariable.engine.drawn import averages
from csvariable.engine.exact.evaluation import evaluate
from csvariable.engine.frozen import FROZEN, frozen
from csvariable.engine.results import Results
from csvariable.engine.run import programs_of
from csvariable.facts.model import Facts, Value
from csvariable.facts.plans import Plans
from csvariable.kernel.step import Program
from csvariable.odds.aiming import Aims
from csvariable.odds.model import Models
from csvariable.odds.owners import Owners
from csvariable.plan import Role

PERSON = "person"


@dataclass(slots=True)
class World:
    """What is drawn in: the facts at hand, their programs, the models, the draws."""

    plans: Plans
    facts: Facts
    programs: Mapping[Role, Program]
    results: Results
    models: Models
    count: int
    seed: int
    owners: Owners
    aims: Aims

    def rows(self, person: int, kpi_id: str) -> list[int]:
        """Return the rows of a person whose role has a KPI; the last one has its scope, range and target."""
        rows = self.facts.people[person].rows
        return [row for row in rows if kpi_id in self.plans.of(self.facts.roles[row]).kpis]

    def owner(self, person: int, kpi_id: str) -> str:
        """Return whose result a KPI is: it names the stream of its draws."""
        owner = self.owners.of(self.rows(person, kpi_id)[-1], kpi_id)
        if owner is None:
            return f"{PERSON} {self.facts.people[person].id}"
        return f"team {owner.name}" if owner.kind == "team" else "company"

    def modelled(self, person: int) -> list[str]:
        """Return the KPIs of a person that have a model."""
        return [kpi for kpi in self.models if self.rows(person, kpi)]

    def aim(self, person: int, kpi_id: str) -> Value:
        """Return what a KPI of a person aims at."""
        return self.aims.of(self.results, self.rows(person, kpi_id)[-1], kpi_id)


def world_of(plans: Plans, facts: Facts, models: Models, count: int, seed: int) -> World:
    """Return the world of some facts; sums over other rows are kept as they are."""
    programs = programs_of(plans, facts)
    results = evaluate(programs, facts)
    if not averages(programs):
        programs, names = frozen(programs)
        kept = {FROZEN + name: results.rows[name] for name in names}
        facts = replace(facts, columns={**facts.columns, **kept})
    owners = Owners(plans, results.facts)
    return World(plans, facts, programs, results, models, count, seed, owners, Aims(plans))
