"""A simulation as neutral data: JSON with exact decimal strings, CSV with one row a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any, Final, TypeAlias

from csvariable import SCHEMA_VERSION, __version__
from csvariable.documents.amounts import amount_text
from csvariable.documents.row_set import CellValue
from csvariable.kernel.unit import Unit, decimal_text
from csvariable.scenario import Amounts, Comparison, Outcome, Person, Spread
from csvariable.scenario.points import Worth
from csvariable.text import route_text

COLUMNS: Final[tuple[tuple[str, Unit | None], ...]] = (
    ("scenario", None),
    ("period", None),
    ("participant", None),
    ("name", None),
    ("team", None),
    ("role", None),
    ("before", Unit.MONEY),
    ("after", Unit.MONEY),
    ("change", Unit.MONEY),
    ("because", None),
    ("unmoved", None),
)
"""The columns of a simulation as records."""

WhyUnmoved: TypeAlias = Callable[[Outcome], Sequence[str]]
"""Says why a scenario moves nobody's pay, in the language of the reader; nothing where it does."""


def as_data(  # noqa: PLR0913 - a simulation, and what is said of it
    plan: str,
    currency: str,
    outcomes: Iterable[Outcome],
    unmoved: WhyUnmoved,
    worths: dict[str, Sequence[Worth]] | None = None,
    *,
    people: bool,
) -> dict[str, Any]:
    """Return a simulation as one object, whose scenarios are made one by one; with everybody on request."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "csvariable", "version": __version__},
        "plan": plan,
        "currency": currency,
        "scenarios": (
            _outcome(one, currency, people=people) | {"unmoved": list(unmoved(one))} for one in outcomes
        ),
        "points": {
            name: [
                {
                    "kpi": one.kpi,
                    "people": {
                        who: None if value is None else amount_text(value, currency)
                        for who, value in one.people
                    },
                }
                for one in found
            ]
            for name, found in (worths or {}).items()
        },
    }


def _outcome(outcome: Outcome, currency: str, *, people: bool) -> dict[str, Any]:
    scenario = outcome.scenario
    data: dict[str, Any] = {
        "name": scenario.name,
        "description": scenario.description,
        "changes": {route_text(edit.route): edit.written for edit in scenario.edits},
        "facts": {change.figure: change.text for change in scenario.fact_changes},
        "people_changed": None
        if scenario.people is None
        else {
            "add": [{"count": count, "like": like} for count, like in scenario.people.add],
            "remove": list(scenario.people.remove),
        },
    }
    if outcome.comparison is None:
        return data | {"refused": [one.message for one in outcome.diagnostics]}
    return data | comparison_data(outcome.comparison, currency, people=people)


def comparison_data(found: Comparison, currency: str, *, people: bool) -> dict[str, Any]:
    """Return a comparison: amounts before, after and their change; of everybody too, on request."""
    gain, lose, same = found.counts

    def amounts(one: Amounts) -> dict[str, str | None]:
        share = one.share
        return {
            "before": amount_text(one.before, currency),
            "after": amount_text(one.after, currency),
            "change": amount_text(one.change, currency),
            "share": None if share is None else decimal_text(share),
        }

    data: dict[str, Any] = {
        "cost": amounts(found.cost),
        "cash": amounts(found.cash),
        "rewards": amounts(found.rewards),
        "target_incentive": amounts(found.incentive),
        "lines": {step: amounts(one) for step, one in found.lines.items()},
        "teams": {team or "": amounts(one) for team, one in found.teams.items()},
        "roles": {role or "": amounts(one) for role, one in found.roles.items()},
        "periods": {period or "": amounts(one) for period, one in found.by_period.items()},
        "gainers": gain,
        "losers": lose,
        "unchanged": same,
        "distribution": {
            side: _spread(one, currency) for side, one in zip(("before", "after"), found.spread, strict=True)
        },
    }
    if people:
        data["people"] = [
            {"id": one.id, "name": one.name, "team": one.team, "role": one.role, **amounts(one.cash)}
            | {"because": one.cause.step.name if one.cause else None, "rank": list(one.rank)}
            for one in found.people
        ]
    return data


def _spread(spread: Spread, currency: str) -> dict[str, Any]:
    return {
        "no_payout": spread.nothing,
        "below_target": spread.below,
        "at_target": spread.at,
        "above_target": spread.above,
        "no_target": spread.untold,
        "quartiles": [_amount(value, currency) for value in spread.quartiles],
    }


def _amount(value: Fraction, currency: str) -> str:
    return amount_text(value, currency)


def rows(outcomes: Iterable[Outcome], unmoved: WhyUnmoved) -> Iterator[list[CellValue]]:
    """Yield one row for each scenario, period and person."""
    for outcome in outcomes:
        if outcome.comparison is None:
            continue
        why = "; ".join(unmoved(outcome)) or None
        for period, people in outcome.comparison.periods.items():
            for one in people:
                yield [*_row(outcome.scenario.name, period, one), why]


def _row(scenario: str, period: str | None, one: Person) -> list[CellValue]:
    cash, because = one.cash, one.cause.step.name if one.cause else None
    who = (one.id, one.name, one.team, one.role)
    return [scenario, period, *who, cash.before, cash.after, cash.change, because]
