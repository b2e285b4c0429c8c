"""Whom a bonus is for: its condition, as the person or the team reads it (language, section 7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.figure import Figure, of_scope
from csvariable.kernel.formula import Choose, Fact, Formula, Given, Known
from csvariable.kernel.message import msg
from csvariable.kernel.quantity import Quantity
from csvariable.kernel.step import Demand, Note
from csvariable.kernel.unit import Unit
from csvariable.program.attainment import attainment_formula
from csvariable.program.build import ONE, ZERO, Build, product
from csvariable.program.conditions import Resolve, condition, names_in
from csvariable.program.names import as_paid, split
from csvariable.program.rates import policy

if TYPE_CHECKING:
    from csvariable.plan.bonus import Bonus
    from csvariable.plan.condition import Condition


def condition_of(build: Build, bonus: Bonus, route: Route) -> Formula:
    """1 where the condition of the bonus holds for this person, or for the team it looks at."""
    there: list[Formula] = []
    if bonus.present == "full-period":
        there.append(Fact(Figure.PERSON_FULL_PERIOD))
    elif build.plan.proration is not None and (
        bonus.present == "any" or bonus.scope != "person" or bonus.source in {"rank", "gives", "badge"}
    ):
        there.append(Fact(Figure.PERSON_PRESENT))
    if bonus.when is None:
        return product(there)
    resolve = as_paid(build)
    if bonus.scope != "person":
        resolve = as_a_group(build, bonus.scope)
        _demand_values_of_the_group(build, bonus.scope, bonus.when, resolve, route)
    return product([*there, condition(build, bonus.when, resolve, "fails")])


def missing_notes(build: Build, bonus: Bonus, route: Route) -> Iterator[Note]:
    """Say of each KPI that a bonus reads, and that may be missing, that it then counts as not reached."""
    paid = as_paid(build)
    tests = paid if bonus.scope == "person" else as_a_group(build, bonus.scope)
    reads = [(name, tests) for name in (() if bonus.when is None else names_in(bonus.when))]
    inner = [bonus.badge.by] if bonus.badge else []
    if bonus.rank is not None:
        ranked = paid if bonus.rank.of is None else as_a_group(build, bonus.rank.of)
        reads += [(name, ranked) for name in bonus.rank.by]
    if bonus.matrix is not None:
        inner += [bonus.matrix.rows.of, bonus.matrix.columns.of]
    reads += [(name, paid) for name in (bonus.per, bonus.of, *inner) if name is not None]
    for name, resolve in dict.fromkeys(reads):
        read = split(name)[0]
        kpi = build.plan.kpis.get(read)
        if name not in build.plan.columns and (kpi is None or policy(build, kpi) == "error"):
            continue
        known: Formula = Known(resolve(name)[0])
        if build.prorates:
            known = Choose(Fact(Figure.PRESENT), known, ONE)
        yield Note("taken-as-not-reached", read, known, route, of_person=True)


def _demand_values_of_the_group(
    build: Build, scope: Literal["team", "company"], when: Condition, resolve: Resolve, route: Route
) -> None:
    for read in dict.fromkeys(names_in(when)):
        kpi = build.plan.kpis[split(read)[0]]
        if policy(build, kpi) == "error":
            of: Literal["team", "company"] = "company" if kpi.scope == "company" else scope
            actual = f"{split(read)[0]}.actual"
            whose = msg("the team") if of == "team" else msg("the company")
            build.person_demands.append(
                Demand(
                    "measure-missing",
                    Known(resolve(read)[0]),
                    msg(
                        "the bonus `{name}` reads `{step}` of {whose}, which has no value",
                        name=route[1],
                        step=read,
                        whose=whose,
                    ),
                    (*route, "when"),
                    column=actual if kpi.scope in {scope, "company"} else of_scope(actual, scope),
                    help=msg("add the row of {whose} to the KPI file", whose=whose),
                    scope=of,
                )
            )


def as_a_group(build: Build, scope: str) -> Resolve:
    """Return the reading of names for a bonus whose condition is the team's or the company's.

    Such a condition names KPIs alone: what else there is belongs to one person.
    """
    mine = as_paid(build)

    def resolve(name: str) -> tuple[Formula, Unit]:
        kpi_id, field = split(name)
        kpi = build.plan.kpis[kpi_id]
        if kpi.scope in {scope, "company"}:
            return mine(name)
        actual = Fact(of_scope(f"{kpi_id}.actual", scope))
        if field == "actual":
            return actual, kpi.measured_in
        written = kpi.target if isinstance(kpi.target, Quantity) else None
        target: Formula = ZERO if written is None else Given(build.level(written, kpi.measured_in))
        target = build.rounded(target, build.places(kpi, "target"))
        if field == "target":
            return target, kpi.measured_in
        baseline = None if kpi.baseline is None else Given(build.level(kpi.baseline, kpi.measured_in))
        return attainment_formula(kpi, actual, target, baseline), Unit.RATE

    return resolve
