"""The rules that a plan leaves to no one: missing values, rounding, presence, absences, in sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from csvariable.kernel.message import Amount, Message, msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.unit import Unit, minor_unit
from csvariable.plan import Plan
from csvariable.plan.kpi import Kpi
from csvariable.plan.rounding import Rounding
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

BELOW: Final[Mapping[str, Message]] = {
    "error": msg(
        "On fewer than {count} answers, nothing is paid until there are more: the calculation stops."
    ),
    "zero": msg("On fewer than {count} answers, it counts as 0 %."),
    "at-target": msg("On fewer than {count} answers, it counts as 100 %."),
    "reweight": msg("On fewer than {count} answers, its weight is spread over the other results."),
    "hold": msg("On fewer than {count} answers, its line is held until there are more."),
    "team": msg("On fewer than {count} answers, the value of the team stands in its place."),
    "company": msg("On fewer than {count} answers, the value of the company stands in its place."),
}
"""What holds where a value stands on fewer answers than the least."""

TOWARDS: Final[Mapping[str, Message]] = {
    "team": msg("Of n answers, the own value weighs n ÷ (n + {count}), the value of the team the rest."),
    "company": msg(
        "Of n answers, the own value weighs n ÷ (n + {count}), the value of the company the rest."
    ),
    "target": msg("Of n answers, the own value weighs n ÷ (n + {count}), the target the rest."),
}
"""What a value on few answers is drawn to."""

SO_FAR: Final[Mapping[str, Message]] = {
    "elapsed": msg("Targets and amounts are those of the periods so far."),
    "whole": msg("Targets and amounts are those of the whole year, from its first period on."),
}
BELOW_ZERO: Final[Mapping[str, Message]] = {
    "zero": msg("Where less is due than was paid already, nothing is paid."),
    "carry": msg("Where less is due than was paid already, nothing is paid, and later pay makes up for it."),
}

ABSENCES: Final[Mapping[str, Message]] = {
    "neutralise": msg("Days absent for “{reason}” are taken out of the time present."),
    "ignore": msg("Days absent for “{reason}” count as days present."),
    "peer-average": msg("Days absent for “{reason}” are paid at the mean rate of the same role and team."),
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
        yield SO_FAR[plan.accumulate.target]
        yield BELOW_ZERO[plan.accumulate.below_zero]


def policies_of(kpi: Kpi) -> Iterator[Message]:
    """Yield the policies that a KPI says for itself: without a value, and on few answers."""
    if kpi.missing is not None:
        yield MISSING[kpi.missing]
    yield from policies_of_samples(kpi)


def policies_of_samples(kpi: Kpi) -> Iterator[Message]:
    """Yield what holds for a KPI on few answers."""
    sample = kpi.sample
    if sample is None:
        return
    if sample.below is not None and sample.min is not None:
        yield BELOW[sample.below].given(count=sample.min)
    if sample.towards is not None and sample.credibility is not None:
        yield TOWARDS[sample.towards].given(count=sample.credibility)
    if sample.interval is not None:
        level = Amount(sample.interval, Unit.RATE)
        yield msg(
            "An interval stands beside it in which its true value lies with a certainty of {level}, "
            "where it can be known.",
            level=level,
        )


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
    if any(_is_intermediate(one) for one in (declared, *(kpi.rounding for kpi in plan.kpis.values()))):
        said = msg(
            "Numbers stay exact until a result becomes money, but where it is said that they are rounded; "
            "each amount is then rounded to {unit}, {mode}."
        )
    else:
        said = msg(
            "Numbers stay exact until a result becomes money; each amount is then rounded to {unit}, {mode}."
        )
    yield said.given(unit=unit, mode=mode)
    if declared is not None and declared.parts == "exact":
        yield msg("The part of a result is its weight times the whole, exactly; its payout alone is rounded.")
    if declared is not None and declared.total is not None:
        total = Amount(declared.total, Unit.MONEY, plan.currency)
        yield msg("The total is rounded to {unit}, {mode}.", unit=total, mode=mode)


def _is_intermediate(declared: Rounding | None) -> bool:
    """Whether something is rounded before it becomes money."""
    if declared is None:
        return False
    places = (declared.actual, declared.target, declared.attainment, declared.payout_rate)
    return any(one is not None for one in places)


__all__ = ["policies", "policies_of", "policies_of_samples", "policies_used"]
