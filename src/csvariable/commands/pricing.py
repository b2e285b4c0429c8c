"""What other plans cost for `budget --solve`: on the facts at hand, or at P90 of the draws."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from csvariable.commands.budget_inputs import BudgetInputs, Wanted
    from csvariable.engine.results import Results
    from csvariable.facts.load import Tables
    from csvariable.facts.plans import Plans
    from csvariable.kernel.diagnostic import Route
    from csvariable.solve import PricedRun, Pricing
    from csvariable.text import Document

TOLD = 90
"""The percentile of the draws that is kept within the limit."""


def pricing(found: BudgetInputs, wanted: Wanted, base: Results, route: Route) -> Pricing:
    """Return what plans cost that differ at a route, on the tables that the plan itself was paid on.

    Draws from a model, and of money that is shared, are single values.
    """
    from csvariable.engine.run import once
    from csvariable.scenario.reuse import keeps_facts

    if found.tables is None or found.paid is None:
        raise AssertionError
    if wanted.draws and not found.models:
        return _of_history(found.plans, wanted, found.tables, route)
    kept, tables = keeps_facts([route], base.facts), found.paid

    def results(plans: Plans) -> Results | None:
        return _again(base, plans) if kept else once(plans, tables, base.facts.period).results

    return _of_model(found, wanted, results) if wanted.draws else _of_facts(results)


def plans_of(document: Document) -> Plans | None:
    """Read a plan; None where it is refused."""
    from csvariable.facts.plans import Plans
    from csvariable.reading import read

    reading = read(document, opinions=False)
    return None if reading.plan is None else Plans(reading.plan, reading.roles)


def _again(base: Results, plans: Plans) -> Results | None:
    """Return what another plan pays on the facts of a run: only what can differ is computed.

    None where the plan refuses them.
    """
    from csvariable.engine.refusals import without_total
    from csvariable.engine.rerun import rerun
    from csvariable.engine.run import programs_of
    from csvariable.kernel.diagnostic import has_errors

    results, problems = rerun(base, programs_of(plans, base.facts), base.facts)
    return None if has_errors([*problems, *without_total(results)]) else results


def _of_facts(paid: Callable[[Plans], Results | None]) -> Pricing:
    from csvariable.odds.history import costs_of
    from csvariable.solve import Pricing, run_of

    def runs(document: Document) -> list[PricedRun] | None:
        plans = plans_of(document)
        results = None if plans is None else paid(plans)
        return None if results is None else [run_of(results, costs_of(results))]

    return Pricing(runs, lambda costs: sum(costs[0], Fraction(0)))


def _of_model(found: BudgetInputs, wanted: Wanted, paid: Callable[[Plans], Results | None]) -> Pricing:
    from csvariable.odds import drawn_from_model, world_of
    from csvariable.solve import Pricing

    def whole(document: Document) -> Fraction | None:
        plans = plans_of(document)
        results = None if plans is None else paid(plans)
        if plans is None or results is None:
            return None
        world = world_of(plans, results.facts, found.models, wanted.draws, wanted.seed)
        return drawn_from_model(world, aimed=False).percentile(TOLD)

    return Pricing(lambda _: None, lambda costs: sum(costs[0], Fraction(0)), whole)


def _of_history(plans: Plans, wanted: Wanted, tables: Tables, route: Route) -> Pricing:
    from csvariable.odds import (
        History,
        dealt,
        drawn_from_history,
        percentile_of,
        read_history,
        run_of_cards,
        shares,
    )
    from csvariable.scenario.reuse import keeps_facts
    from csvariable.solve import PricedRun, Pricing

    def past(document: Document) -> tuple[Plans, History] | None:
        other = plans_of(document)
        if other is None:
            return None
        if base is None or not all(keeps_facts([route], one.facts) for one in base.runs.values()):
            history = read_history(other, tables)[0]
            return None if history is None else (other, history)
        again = {period: _again(one, other) for period, one in base.runs.items()}
        paid = {period: one for period, one in again.items() if one is not None}
        return (other, History(paid, base.people)) if len(paid) == len(again) else None

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
