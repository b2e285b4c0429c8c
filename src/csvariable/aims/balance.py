"""How a plan is balanced, as shares of its weight; each number with the rule that it serves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from csvariable.plan import Plan
from csvariable.plan.kpi import Kpi

Balanced: TypeAlias = Literal[
    "leading",
    "lagging",
    "time-unsaid",
    "person",
    "team",
    "company",
    "expected",
    "delivered",
    "perceived",
    "quality-unsaid",
    "top-down",
    "bottom-up",
    "origin-unsaid",
    "direct",
    "influence",
    "control-unsaid",
    "largest",
    "concentration",
]

RULES: Mapping[str, str] = {
    "perceived": "only-perceived",
    "largest": "all-eggs-one-basket",
    "concentration": "all-eggs-one-basket",
    "control-unsaid": "uncontrollable-kpi",
    "influence": "uncontrollable-kpi",
}
"""The rule that a number serves, where there is one."""


@dataclass(frozen=True, slots=True)
class WeightShare:
    """A part of the weight of a plan."""

    measure: Balanced
    share: Fraction
    rule: str | None


def balance(plan: Plan, weights: Mapping[str, Fraction]) -> tuple[WeightShare, ...]:
    """Return how the weight of a plan is shared; nothing where no KPI has a weight."""
    if not weights:
        return ()
    return tuple(
        WeightShare(measure, share, RULES.get(measure)) for measure, share in _measured(plan, weights)
    )


def _measured(plan: Plan, weights: Mapping[str, Fraction]) -> Iterator[tuple[Balanced, Fraction]]:
    def of(wanted: Callable[[Kpi], bool]) -> Fraction:
        return sum((weight for name, weight in weights.items() if wanted(plan.kpis[name])), Fraction(0))

    def origin(kpi: Kpi) -> str | None:
        objective = plan.objectives.get(kpi.objective or "")
        return None if objective is None else objective.origin

    yield "leading", of(lambda kpi: kpi.leading is True)
    yield "lagging", of(lambda kpi: kpi.leading is False)
    yield "time-unsaid", of(lambda kpi: kpi.leading is None)
    yield "person", of(lambda kpi: kpi.scope == "person")
    yield "team", of(lambda kpi: kpi.scope == "team")
    yield "company", of(lambda kpi: kpi.scope == "company")
    yield "expected", of(lambda kpi: kpi.quality == "expected")
    yield "delivered", of(lambda kpi: kpi.quality == "delivered")
    yield "perceived", of(lambda kpi: kpi.quality == "perceived")
    yield "quality-unsaid", of(lambda kpi: kpi.quality is None)
    yield "top-down", of(lambda kpi: origin(kpi) == "top-down")
    yield "bottom-up", of(lambda kpi: origin(kpi) == "bottom-up")
    yield "origin-unsaid", of(lambda kpi: origin(kpi) is None)
    yield "direct", of(lambda kpi: kpi.controllability == "direct")
    yield "influence", of(lambda kpi: kpi.controllability == "influence")
    yield "control-unsaid", of(lambda kpi: kpi.controllability is None)
    yield "largest", max(weights.values())
    yield "concentration", sum((weight * weight for weight in weights.values()), Fraction(0))
