"""What other plans cost for `budget --solve`: on the facts at hand, or at P90 of the draws."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from csvariable.commands.budget_inputs import BudgetInputs, Wanted
    from csvariable.facts.load import Tables
    from csvariable.facts.plans import Plans
    from csvariable.odds import History
    from csvariable.solve import PricedRun, Pricing
    from csvariable.text import Document

TOLD = 90
"""The percentile of the draws that is kept within the limit."""


def pricing(found: BudgetInputs, wanted: Wanted, tables: Tables, period: str | None) -> Pricing:
    """Return what plans cost; draws from a model, and of money that is shared, are single values."""
    if not wanted.draws:
        return _of_facts(tables, period)
    if found.models:
        return _of_model(found, wanted, tables, period)
    return _of_history(found.plans, wanted, tables)


def plans_of(document: Document) -> Plans | None:
    """Read a plan; None where it is refused."""
    from csvariable.facts.plans import Plans
    from csvariable.reading import read

    reading = read(document)
    return None if reading.plan is None else Plans(reading.plan, reading.roles)


def _of_facts(tables: Tables, period: str | None) -> Pricing:
    from csvariable.engine.run import once
    from csvariable.odds import tables_of_period
    from csvariable.odds.history import costs_of
    from csvariable.solve import Pricing, run_of

    def runs(document: Document) -> list[PricedRun] | None:
        plans = plans_of(document)
        if plans is None:
            return None
        now = tables if period is None else tables_of_period(plans, tables, period)
        results = once(plans, now, period).results
        return None if results is None else [run_of(results, costs_of(results))]

    return Pricing(runs, lambda costs: sum(costs[0], Fraction(0)))


def _of_model(found: BudgetInputs, wanted: Wanted, tables: Tables, period: str | None) -> Pricing:
    from csvariable.engine.run import once
    from csvariable.odds import drawn_from_model, tables_of_period, world_of
    from csvariable.solve import Pricing

    def whole(document: Document) -> Fraction | None:
        plans = plans_of(document)
        if plans is None:
            return None
        now = tables if period is None else tables_of_period(plans, tables, period)
        results = once(plans, now, period).results
        if results is None:
            return None
        world = world_of(plans, results.facts, found.models, wanted.draws, wanted.seed)
        return drawn_from_model(world, aimed=False).percentile(TOLD)

    return Pricing(lambda _: None, lambda costs: sum(costs[0], Fraction(0)), whole)


def _of_history(plans: Plans, wanted: Wanted, tables: Tables) -> Pricing:
    from csvariable.odds import (
        dealt,
        drawn_from_history,
        percentile_of,
        read_history,
        run_of_cards,
        shares,
    )
    from csvariable.solve import PricedRun, Pricing

    def past(document: Document) -> tuple[Plans, History] | None:
        other = plans_of(document)
        history = None if other is None else read_history(other, tables)[0]
        return None if other is None or history is None else (other, history)

    way = wanted.way or "periods"
    base = read_history(plans, tables)[0]
    hands = [] if base is None else dealt(plans, base, way, wanted.draws, wanted.seed)

    def runs(document: Document) -> list[PricedRun] | None:
        then = past(document)
        if then is None:
            return None
        programs, facts, costs = run_of_cards(*then, hands)
        return [PricedRun(programs, facts, tuple(costs))]

    def whole(document: Document) -> Fraction | None:
        then = past(document)
        if then is None:
            return None
        return drawn_from_history(*then, wanted.draws, wanted.seed, None, way).percentile(TOLD)

    shared = base is not None and shares(base)
    return Pricing(runs, lambda costs: percentile_of(hands, costs[0], TOLD), whole if shared else None)
