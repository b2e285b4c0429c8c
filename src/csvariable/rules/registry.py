"""The list of rules, and what a plan must hold for a rule to have something to say."""

from collections.abc import Callable
from functools import partial
from typing import Final

from csvariable.plan import Plan


def _always(_: Plan) -> bool:
    return True


def _written(fields: tuple[str, ...], plan: Plan) -> bool:
    return any(getattr(kpi, field) is not None for kpi in plan.kpis.values() for field in fields)


def _any_kpi(*fields: str) -> Callable[[Plan], bool]:
    return partial(_written, fields)


def _held(fields: tuple[str, ...], plan: Plan) -> bool:
    return any(bool(getattr(plan, field)) for field in fields)


def _section(*fields: str) -> Callable[[Plan], bool]:
    return partial(_held, fields)


def _lower(plan: Plan) -> bool:
    return any(kpi.lower_is_better for kpi in plan.kpis.values())


def _one_of(tests: tuple[Callable[[Plan], bool], ...], plan: Plan) -> bool:
    return any(test(plan) for test in tests)


def _either(*tests: Callable[[Plan], bool]) -> Callable[[Plan], bool]:
    return partial(_one_of, tests)


_LADDERS = _either(_any_kpi("curve", "matrix"), _section("modifiers", "bonuses"))
_CONDITIONS = _section("gates", "bonuses")
_FRENCH = _section("profile")

RULES: Final[dict[str, Callable[[Plan], bool]]] = {
    # weights
    "weights-do-not-sum": _always,
    "weight-without-curve": _always,
    "weight-without-objective": _section("objectives"),
    # names
    "unknown-kpi": _section("gates", "modifiers", "ramp"),
    "unknown-objective": _any_kpi("objective"),
    "unknown-step": _either(_any_kpi("matrix", "measure"), _section("gates", "modifiers", "bonuses", "pool")),
    "unknown-column": _section("gates", "modifiers", "bonuses"),
    "unknown-role": _section("pool", "examples"),
    "example-names": _section("examples"),
    # curves
    "points-not-in-order": _LADDERS,
    "equal-bounds": _LADDERS,
    "wrong-bound-word": _LADDERS,
    "wrong-kind-for-direction": _lower,
    "money-curve-in-kpi": _any_kpi("curve"),
    "curve-of-unsaid": _any_kpi("curve"),
    "linear-too-short": _LADDERS,
    "beyond-without-line": _LADDERS,
    "matrix-order": _any_kpi("matrix"),
    "modifier-curve-of": _section("modifiers"),
    "modifier-kind": _section("modifiers"),
    # units and values
    "wrong-unit": _always,
    "range-unsaid": _always,
    "range-order": _any_kpi("range"),
    "value-outside-range": _always,
    "attainment-unsaid": _lower,
    "attainment-side": _any_kpi("attainment"),
    "baseline-side": _any_kpi("baseline"),
    "target-not-positive": _any_kpi("target"),
    "members-target-of-a-person": _any_kpi("target"),
    "yearly-target-of-a-ratio": _any_kpi("target"),
    "additive-unsaid": _section("proration", "ramp", "accumulate"),
    "measure-cycle": _any_kpi("measure"),
    "measure-units": _any_kpi("measure"),
    "measure-step": _any_kpi("measure"),
    # amounts
    "gate-without-effect": _section("gates"),
    "split-does-not-sum": _section("target_incentive"),
    "rate-limit-without-incentive": _section("cap", "cap_total", "floor", "guarantee"),
    "needs-proration": _section("absences"),
    "accumulate-with-earned-pool": _section("accumulate"),
    "at-most-needs-earned": _section("pool"),
    "several-earned-pools": _section("pool"),
    "pool-key": _section("pool"),
    "pool-share-scope": _section("pool"),
    "rounding-money-multiple": _either(_section("rounding"), _any_kpi("rounding")),
    "rounding-of-the-plan": _any_kpi("rounding"),
    "ramp-needs-additive": _section("ramp"),
    "guarantee-length": _section("guarantee"),
    # bonuses
    "bonus-share-of": _section("bonuses"),
    "bonus-rate-kind": _section("bonuses"),
    "rank-amounts": _section("bonuses"),
    "rank-scope": _section("bonuses"),
    "scoped-condition": _section("bonuses"),
    "unvalued-reward": _section("bonuses"),
    # roles and pardons
    "routes-overlap": _section("roles"),
    "unknown-route": _section("roles"),
    "role-route": _section("roles"),
    "allow-unknown-rule": _section("allow"),
    "allow-without-reason": _section("allow"),
    # design
    "too-many-kpis": _always,
    "all-eggs-one-basket": _always,
    "weight-too-small": _always,
    "idle-kpi": _always,
    "orphan-kpi": _section("objectives"),
    "too-many-main-objectives": _section("objectives"),
    "aspirational-paid": _section("objectives"),
    "uncontrollable-kpi": _any_kpi("controllability"),
    "only-perceived": _any_kpi("quality"),
    "speed-without-quality": _lower,
    "inverse-without-cap": _lower,
    "nps-ratio": _any_kpi("target", "curve"),
    "backward-condition": _CONDITIONS,
    "cliff": _any_kpi("curve"),
    "non-monotonic": _LADDERS,
    "target-not-100": _any_kpi("target"),
    "cap-below-top": _any_kpi("curve"),
    "uncapped": _always,
    "no-worked-example": _always,
    "late-communication": _either(_FRENCH, _section("communicated_on")),
    "not-in-french": _FRENCH,
}
"""Rules by name, in the order they run; what each needs in a plan."""

OPINIONS: Final = frozenset(
    "too-many-kpis all-eggs-one-basket weight-too-small idle-kpi orphan-kpi too-many-main-objectives "
    "aspirational-paid uncontrollable-kpi only-perceived speed-without-quality inverse-without-cap nps-ratio "
    "backward-condition cliff non-monotonic target-not-100 cap-below-top uncapped no-worked-example "
    "unvalued-reward".split()
)
"""Rules that only warn or advise: no plan is refused for them."""


def concerned(name: str, plan: Plan) -> bool:
    """Whether a rule can have something to say of a plan."""
    return RULES[name](plan)
