"""A budget as neutral data: amounts as exact decimal strings, null where there is no limit."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from csvariable import SCHEMA_VERSION, __version__
from csvariable.bounds import Extreme
from csvariable.documents.amounts import amount_text
from csvariable.documents.budget import Budget
from csvariable.exposure import Exposure
from csvariable.kernel.unit import decimal_text
from csvariable.odds import Outcomes
from csvariable.solve import Solved, Tried
from csvariable.text import route_text


def as_data(budget: Budget) -> dict[str, Any]:
    """Return a budget as one object, its keys in a fixed order."""
    currency = budget.currency
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "csvariable", "version": __version__},
        "plan": budget.plan,
        "currency": currency,
        "period": budget.period,
        "paid": _amount(budget.paid, currency),
        "limit": _amount(budget.limit, currency),
        "bounds": _bounds(budget.exposure, currency),
        "odds": None if budget.odds is None else _odds(budget.odds, budget.limit, currency),
        "solve": None if budget.solved is None else _solved(budget.solved, currency),
    }


def _amount(value: Fraction | None, currency: str) -> str | None:
    return None if value is None else amount_text(value, currency)


def _extreme(extreme: Extreme, currency: str) -> dict[str, Any]:
    return {"amount": _amount(extreme.bound, currency), "reached": extreme.reached}


def _bounds(found: Exposure, currency: str) -> dict[str, Any]:
    people = [
        {
            "id": one.id if found.of_facts else None,
            "name": one.name,
            "role": one.role,
            "target_incentive": _amount(one.incentive, currency),
            "least": _extreme(one.least, currency),
            "at_threshold": _amount(one.at_threshold, currency),
            "at_target": _amount(one.at_target, currency),
            "most": _extreme(one.most, currency),
        }
        for one in found.people
    ]
    total = {
        "target_incentive": _amount(found.incentive, currency),
        "least": _extreme(found.least, currency),
        "at_threshold": _amount(found.at_threshold, currency),
        "at_target": _amount(found.at_target, currency),
        "most": _extreme(found.most, currency),
    }
    return {
        "people": people,
        "total": total if found.of_facts else None,
        "caps": [
            {"role": role, "route": route_text(cap.route), "binds": cap.binds}
            for role, caps in found.caps.items()
            for cap in caps
        ],
        "open": [
            {
                "role": role,
                "what": one.what,
                "route": route_text(one.route) or None,
                "column": one.column or None,
            }
            for role, opens in found.open_.items()
            for one in opens
        ],
    }


def _odds(odds: Outcomes, limit: Fraction | None, currency: str) -> dict[str, Any]:
    return {
        "source": odds.source,
        "draws": len(odds.costs),
        "seed": odds.seed,
        "periods": list(odds.periods),
        "draw": odds.way,
        "other": None
        if odds.other is None
        else {
            "draw": odds.other.way,
            "p10": _amount(odds.other.spread[0], currency),
            "p90": _amount(odds.other.spread[1], currency),
        },
        "percentiles": {f"p{percent}": _amount(cost, currency) for percent, cost in odds.percentiles.items()},
        "mean": _amount(odds.mean, currency),
        "within_limit": None if limit is None else decimal_text(odds.within(limit)),
        "unpaid": odds.unpaid,
        "people": [
            {
                "id": one.id,
                "name": one.name,
                "target_incentive": _amount(one.incentive, currency),
                "mean": _amount(one.drawn, currency),
                "truly_on_target": _amount(one.on_target, currency),
                "truly_on_target_refused": one.is_refused,
                "of_target": None if one.share is None else decimal_text(one.share),
            }
            for one in odds.people
        ],
    }


def _solved(solved: Solved, currency: str) -> dict[str, Any]:
    def tried(one: Tried | None) -> dict[str, Any] | None:
        return None if one is None else {"value": one.text, "cost": _amount(one.cost, currency)}

    return {
        "route": route_text(solved.route),
        "goal": solved.goal,
        "ending": solved.ending,
        "proved": solved.proved,
        "written": tried(solved.written),
        "value": tried(None if solved.ending == "onward" else solved.value),
        "from": tried(solved.value if solved.ending == "onward" else None),
        "further": tried(solved.further),
        "steady": solved.steady,
        "tried": solved.tried,
    }
