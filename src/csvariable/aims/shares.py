"""The share of pay that each KPI and each objective carries, for each role."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from csvariable.plan import Plan, Role

ZERO = Fraction(0)


def weights_of(plan: Plan) -> Mapping[str, Fraction]:
    """Return the weight of each KPI: the product where objectives weigh; none where people choose theirs."""
    if plan.choose is not None:
        return {}
    shares = {name: one.weight for name, one in plan.objectives.items()}
    weighed = any(share is not None for share in shares.values())
    found = {}
    for name, kpi in plan.kpis.items():
        own = kpi.weight or ZERO
        found[name] = own * (shares.get(kpi.objective or "") or ZERO) if weighed else own
    return found


def shares(plans: Mapping[Role, Plan]) -> Mapping[Role, Mapping[str, Fraction]]:
    """Return the weight of each KPI for each role, those without a weight left out."""
    return {
        role: {name: weight for name, weight in weights_of(plan).items() if weight}
        for role, plan in plans.items()
    }


def of_objective(plan: Plan, objective: str | None, weights: Mapping[str, Fraction]) -> Fraction:
    """Return what the KPIs of an objective, or those without one, weigh together."""
    return sum((weight for name, weight in weights.items() if _objective(plan, name) == objective), ZERO)


def _objective(plan: Plan, kpi: str) -> str | None:
    found = plan.kpis[kpi].objective
    return found if found in plan.objectives else None
