"""A day within the period: what is reached by then, and what the period may come to."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

if TYPE_CHECKING:
    from csvariable.commands.inputs import Inputs
    from csvariable.odds.projection import Projection

AsOfOption: TypeAlias = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        formats=["%Y-%m-%d"],
        metavar="DATE",
        help="Within the period: what is reached by this day, its pace, and a projection, which is no pay.",
        show_default=False,
    ),
]


def day_of(given: datetime | None) -> date | None:
    """Return the day that was given."""
    return None if given is None else given.date()


def projection_of(inputs: Inputs, day: date) -> Projection:
    """Return what the period may come to; the day was found to be of the period when files were read."""
    from csvariable.odds import read_models
    from csvariable.odds.past import past_of
    from csvariable.odds.projection import projected
    from csvariable.time.elapsed import elapsed
    from csvariable.time.period import parse_period

    plans, results = inputs.plans, inputs.results
    period = parse_period(results.facts.period or "", plans.base)
    yearly = plans.base.accumulate is not None
    until = elapsed(period, day, since_year=yearly)
    models, _ = read_models(inputs.document, plans)
    past = None
    if not yearly and not models and not until.is_over and inputs.given is not None:
        past = past_of(plans, inputs.given, period)
    return projected(plans, results, until, past, {} if yearly else models)
