"""A menu: KPIs of which each person chooses some, by the weights of their row (language, section 3)."""

from __future__ import annotations

from fractions import Fraction

from csvariable.kernel.formula import Choose, Fact, Formula, Given, Holds, Known, Product
from csvariable.kernel.message import listed, msg
from csvariable.kernel.step import Demand
from csvariable.program.build import ONE, ZERO, Build, total
from csvariable.program.names import route_of


def weight_formula(build: Build, kpi_id: str) -> Formula:
    """Return the weight of a KPI: the person's, or the plan's, before any is spread.

    Where there is a menu the row of a person holds the weights of all their KPIs.
    """
    column = f"{kpi_id}.weight"
    if build.plan.choose is not None:
        return Choose(Known(Fact(column)), Fact(column), ZERO) if column in build.columns else ZERO
    given = Given(build.weight(build.plan.kpis[kpi_id]), route_of(kpi_id, "weight"))
    return build.column_or(column, given) or given


def is_chosen(build: Build, kpi_id: str) -> Formula:
    """Return 1 where a person has a KPI: always, but where people choose theirs by their weights."""
    if build.plan.choose is None:
        return ONE
    return Holds(weight_formula(build, kpi_id), "above", ZERO)


def if_chosen(build: Build, kpi_id: str, formula: Formula, otherwise: Formula) -> Formula:
    """Return a formula where a person has a KPI, something else where they have not chosen it."""
    chosen = is_chosen(build, kpi_id)
    return formula if chosen == ONE else Choose(chosen, formula, otherwise)


def demand_choice(build: Build) -> None:
    """Refuse whoever chooses fewer or more KPIs than the plan says."""
    menu = build.plan.choose
    if menu is None:
        return
    count = total([Choose(is_chosen(build, kpi_id), ONE, ZERO) for kpi_id in menu.of])
    within = Product(
        (
            Holds(count, "from", Given(Fraction(menu.from_))),
            Holds(count, "up_to", Given(Fraction(menu.up_to))),
        )
    )
    build.demands.append(
        Demand(
            "choice",
            within,
            msg(
                "chooses another number of KPIs than {least} to {most} of {menu}",
                least=menu.from_,
                most=menu.up_to,
                menu=listed(menu.of),
            ),
            ("choose",),
            help=msg(
                "give those chosen a weight above 0 % in columns such as `{column}.weight`", column=menu.of[0]
            ),
        )
    )
