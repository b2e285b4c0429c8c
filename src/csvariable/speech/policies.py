"""The rules that a plan leaves to no one: missing values, rounding, presence, absences, in sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from csvariable.kernel.message import Amount, Message, msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.unit import Unit, minor_unit
from csvariable.plan import Plan
from csvariable.speech.labels import ROUNDINGS

MISSING: Final[Mapping[str, Message]] = {
    "error": msg("Where a result has no value, nothing is paid until it has one: the calculation stops."),
    "zero": msg("Where a result has no value, it counts as 0 %."),
    "at-target": msg("Where a result has no value, it counts as 100 %."),
    "reweight": msg("Where a result has no value, its weight is spread over the other results."),
    "hold": msg("Where a result has no value, its line is held until it has one."),
}
"""What becomes of a KPI without a value."""

PRORATION: Final[Mapping[str, Message]] = {
    "calendar-days": msg("The target incentive follows the days present, by calendar days."),
    "months": msg("The target incentive follows the months of which at least half was present."),
    "none": msg("The target incentive does not follow the time present."),
}

ABSENCES: Final[Mapping[str, Message]] = {
    "neutralise": msg("Days absent for `{reason}` are taken out of the time present."),
    "ignore": msg("Days absent for `{reason}` count as days present."),
    "peer-average": msg("Days absent for `{reason}` are paid at the mean rate of the same role and team."),
}


def policies(plan: Plan) -> Iterator[Message]:
    """Yield every policy of a plan, whoever it concerns."""
    if not plan.kpis or any(kpi.missing is None for kpi in plan.kpis.values()):
        yield MISSING[plan.missing]  # else every KPI says its own
    yield from _rounding(plan)
    if plan.proration is not None:
        yield PRORATION[plan.proration.amount]
        if plan.proration.targets == "additive":
            yield msg("Targets of results that grow with time follow the time present as well.")
    for reason, policy in plan.absences.items():
        yield ABSENCES[policy].given(reason=reason)
    if plan.accumulate is not None:
        yield msg("Results are counted since the start of the year, and what was paid already is taken off.")


def policies_used(plan: Plan, purposes: Collection[Purpose]) -> Iterator[Message]:
    """Yield the policies of a plan that stand behind the lines of a statement."""
    for one in policies(plan):
        if one not in MISSING.values() or Purpose.ACTUAL in purposes:
            yield one


def _rounding(plan: Plan) -> Iterator[Message]:
    declared = plan.rounding
    mode = ROUNDINGS[(declared.mode if declared else None) or "half-up"]
    minor = minor_unit(plan.currency)
    unit = Amount((declared.money if declared else None) or minor, Unit.MONEY, plan.currency)
    yield msg(
        "Numbers stay exact until a result becomes money; each amount is then rounded to {unit}, {mode}.",
        unit=unit,
        mode=mode,
    )
    if declared is not None and declared.total is not None:
        total = Amount(declared.total, Unit.MONEY, plan.currency)
        yield msg("The total is rounded to {unit}, {mode}.", unit=total, mode=mode)


__all__ = ["policies", "policies_used"]
