"""The plan: loading, overlays, weights, steps and their units (sections 2, 3, 8)."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import yaml

from .values import ONE, RATE_UNIT, ZERO, level_unit, minor_unit, rate, to_places, to_unit

Node = dict[str, Any]
NOTHING = {"", "~", "null"}
MONEY_STEPS = {
    "target_incentive", "earned", "modified", "floor", "gated", "cap", "guarantee",
    "already_paid", "cap_total", "adjustments", "total", "salary", "annual_salary", "ote",
}  # fmt: skip


def load(text: str) -> Node:
    """The plan with every scalar as its text."""
    plan = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - text only, no objects
    assert isinstance(plan, dict)
    return plan


def overlay(plan: Node, role: str | None) -> Node:
    """The plan of a role: each value replaces what stood at its route, null removes."""
    routes = (plan.get("roles") or {}).get(role or "") or {}
    result = copy.deepcopy(plan)
    for route, value in routes.items():
        _put(result, route, copy.deepcopy(value))
    for one in (*kpis(result).values(), *(result.get("columns") or {}).values()):
        if one.get("unit") == "level":
            one["unit"] = level_unit(one["levels"])
    return result


def _put(plan: Node, route: str, value: Any) -> None:
    """Place one value at one route such as ``kpis.nrr.curve.linear[1].pays``."""
    keys: list[str | int] = [
        int(index) if index else name for name, index in re.findall(r"([^.\[\]]+)|\[(\d+)\]", route)
    ]
    here: Any = plan
    for key in keys[:-1]:
        if isinstance(here, dict) and not isinstance(here.get(str(key)), dict | list):
            here[str(key)] = {}
        here = here[key]
    last = keys[-1]
    if isinstance(value, str) and value in NOTHING:
        if isinstance(here, list):
            del here[int(last)]
        else:
            here.pop(last, None)
    else:
        here[last] = value


def kpis(plan: Node) -> dict[str, Node]:
    """The KPIs by id."""
    return plan.get("kpis") or {}


def section(plan: Node, name: str) -> dict[str, Node]:
    """An optional mapping of ids."""
    return plan.get(name) or {}


def weights(plan: Node) -> dict[str, Fraction]:
    """Weights as written, or objective weight x KPI weight (section 2)."""
    goals = section(plan, "objectives")
    weighted = any("weight" in goal for goal in goals.values())
    result = {}
    for key, kpi in kpis(plan).items():
        weight = rate(kpi["weight"]) if "weight" in kpi else ZERO
        if weighted:
            goal = goals.get(kpi.get("objective", ""), {})
            weight *= rate(goal["weight"]) if "weight" in goal else ZERO
        result[key] = weight
    return result


def policy(plan: Node, key: str) -> str:
    """The missing policy of a KPI, else of the plan, else ``error`` (section 9)."""
    return str(kpis(plan)[key].get("missing", plan.get("missing", "error")))


def additive(kpi: Node) -> bool:
    """Whether target and actual grow with time present (section 3)."""
    if "additive" in kpi:
        return bool(kpi["additive"] == "true")
    return bool(kpi["unit"] == "money")


def scope(kpi: Node) -> str:
    """``person`` unless said."""
    return str(kpi.get("scope", "person"))


def split_step(plan: Node, step: str) -> tuple[str, str] | None:
    """(KPI, field) of a KPI's step, None for another name."""
    key, _, field = step.partition(".")
    return (key, field or "actual") if key in kpis(plan) else None


def unit_of(plan: Node, step: str) -> str:
    """The unit a bound on a step is written in (section 5)."""
    found = split_step(plan, step)
    if found:
        key, field = found
        if field in ("part", "payout"):
            return "money"
        return str(kpis(plan)[key]["unit"]) if field in ("actual", "target") else RATE_UNIT
    columns = section(plan, "columns")
    if step in columns:
        return str(columns[step].get("unit", "number"))
    if step in MONEY_STEPS or step.startswith(("bonuses.", "pool.", "draw.")):
        return "money"
    return RATE_UNIT


def lower_is_better(plan: Node, step: str) -> bool:
    """Whether the step is the actual of a KPI that goes down (section 4)."""
    found = split_step(plan, step)
    return bool(found and found[1] == "actual" and kpis(plan)[found[0]].get("direction") == "lower")


class Rounding:
    """What a plan declares to round (section 11)."""

    def __init__(self, plan: Node) -> None:
        self.plan = plan
        node: Mapping[str, str] = plan.get("rounding") or {}
        self.node = node
        self.mode = node.get("mode", "half-up")
        self.minor = minor_unit(plan.get("currency", "EUR"))
        self.unit = Fraction(node["money"]) if "money" in node else self.minor

    def money(self, value: Fraction) -> Fraction:
        """Every money step is a multiple of the declared unit."""
        return to_unit(value, self.unit, self.mode)

    def total(self, value: Fraction) -> Fraction:
        """The total has a unit of its own."""
        return to_unit(value, Fraction(self.node["total"]), self.mode)

    def step(self, key: str | None, field: str, value: Fraction) -> Fraction:
        """Actual, attainment or payout rate: the KPI's places, else the plan's."""
        own = (kpis(self.plan)[key].get("rounding") or {}) if key else {}
        places = own.get(field, self.node.get(field))
        return to_places(value, places, own.get("mode", self.mode))


def product(factors: list[Fraction]) -> Fraction:
    """The product, 1 of nothing."""
    result = ONE
    for factor in factors:
        result *= factor
    return result
