"""Large plain files, from bytes to pay by whole columns; what is not plain is left to `run`.

Nothing is explained here: as soon as a cell, a person or a demand is out of order this module
declines, and the reading by rows says what is wrong and where.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from csvariable.engine.columns import evaluation as columns
from csvariable.engine.cross_check import Disagreement, compared, is_ordinary, looks_across, sample_of
from csvariable.engine.exact.evaluation import evaluate
from csvariable.facts.plans import Plans
from csvariable.facts.ratio import Ratio
from csvariable.facts.wide import Wide, read_wide
from csvariable.kernel.step import Program
from csvariable.plan import Role
from csvariable.program.compilation import compile_plan
from csvariable.time.stays import needs_period


@dataclass(frozen=True, slots=True)
class Large:
    """A large run: who, and every step by columns."""

    wide: Wide
    programs: Mapping[Role, Program]
    results: columns.ColumnResults
    differences: tuple[Disagreement, ...]
    """What the people paid again in fractions, all or a sample, disagree on."""


def run_large(data: bytes, name: str, plans: Plans) -> Large | None:
    """Pay everybody in a large plain file, or decline with None."""
    if needs_period(plans.base) is not None:
        return None
    wide = read_wide(data, name, plans)
    if wide is None:
        return None
    programs: dict[Role, Program] = {None: compile_plan(plans.base, None, wide.numerators)}
    if looks_across(programs):
        return None
    facts = columns.ColumnFacts(
        count=wide.rows,
        columns={one: Ratio(top, wide.denominators[one]) for one, top in wide.numerators.items()},
        ids=wide.frame.get_column("participant"),
    )
    results = columns.evaluate(programs, facts)
    if results.refusals():
        return None
    return Large(wide, programs, results, tuple(_checked(programs, facts, results)))


def _checked(
    programs: Mapping[Role, Program], facts: columns.ColumnFacts, results: columns.ColumnResults
) -> list[Disagreement]:
    """Pay everybody again in fractions in a run of ordinary size, a sample in a larger one."""
    if is_ordinary(programs, facts.count):
        return columns.differences(evaluate(programs, facts.facts), results)
    rows = sample_of(facts.count)
    places = pl.Series(rows, dtype=pl.UInt32)
    part = columns.ColumnFacts(
        count=len(rows),
        columns={name: ratio.gathered(places) for name, ratio in facts.columns.items()},
        ids=facts.ids.gather(places),
    )
    return compared(programs, part.facts, rows, results.values)
