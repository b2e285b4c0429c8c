"""The same people once more, with another plan or other figures: the one entrance to runs again.

Few rows are run in whole numbers, many on whole columns; either way only what can differ.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import cast

import polars as pl

from csvariable.engine.columns.evaluation import ColumnFacts, evaluate
from csvariable.engine.columns.facts import Lazily
from csvariable.engine.columns.results import ColumnResults
from csvariable.engine.refusals import refused
from csvariable.engine.rerun.columns import Earlier, only_what_differs
from csvariable.engine.rerun.exact import again, differing, unmet
from csvariable.engine.rerun.reach import Programs, affected
from csvariable.engine.results import Results
from csvariable.facts.model import Facts, Value
from csvariable.facts.pairs import added_up
from csvariable.facts.ratio import Overflow, fits
from csvariable.kernel.diagnostic import Diagnostic

FEW = 1_000
"""Rows up to which whole numbers one by one are the shorter way."""


def rerun(
    base: Results, programs: Programs, facts: Facts, earlier: Earlier | None = None
) -> tuple[Results, tuple[Diagnostic, ...]]:
    """Run programs on facts with the people of an earlier run, which `earlier` gives as columns.

    Returns the results beside an error for every demand on the facts that does not hold.
    """
    if earlier is not None and len(facts.roles) > FEW:
        return _by_columns(base, programs, facts, earlier)
    moved = affected(base.programs, programs, differing(base.facts, facts))
    results = again(base, programs, facts, moved)
    return results, tuple(refused(facts, unmet(base, results, moved)))


def _by_columns(
    base: Results, programs: Programs, facts: Facts, earlier: Earlier
) -> tuple[Results, tuple[Diagnostic, ...]]:
    """Run on whole columns, where it can be only the steps that can differ."""
    try:
        cut = only_what_differs(earlier, programs, facts)
    except Overflow:
        cut = None
    if cut is not None:
        some = lazy(cut, facts)
        results = Results(programs, facts, _over(some.rows, base.rows), _over(some.people, base.people))
        moved = "total" in cut.person_side.names
        added = partial(total, cut) if moved else lambda: base.paid
        return replace(results, added=added), tuple(refused(facts, cut.refusals()))
    found = evaluate(programs, ColumnFacts.of(facts))
    results = replace(lazy(found, facts), added=partial(total, found))
    return results, tuple(refused(facts, found.refusals()))


def _over(
    new: Mapping[str, Sequence[Value]], old: Mapping[str, Sequence[Value]]
) -> Mapping[str, Sequence[Value]]:
    """Return the steps of a run, those that were computed again before those that were not."""
    chain = [cast("MutableMapping[str, Sequence[Value]]", one) for one in (new, old)]  # only read
    return ChainMap(*chain)


def lazy(found: ColumnResults, facts: Facts) -> Results:
    """Return results whose columns are made when they are first read."""
    return Results(
        found.programs,
        facts,
        Lazily(found.row_side.names, found.row_side.values),
        Lazily(found.person_side.names, found.person_side.values),
    )


def _added(tops: pl.Series) -> int:
    """Return the sum of whole numbers: in 128 bits, or one by one where these might not hold it."""
    known = tops.drop_nulls().cast(pl.Int128)
    ends = [int(str(known.min())), int(str(known.max()))] if len(known) else []
    if fits(*(end * len(known) for end in ends)):
        return int(known.sum())
    return sum(known.to_list())


def total(results: ColumnResults, step: str = "total") -> Fraction:
    """Return the sum of a step over everybody, without making a fraction for each."""
    try:
        ratio = results.people[step]
    except Overflow:
        return added_up(results.person_side.values(step))
    if isinstance(ratio.denominator, int):
        return Fraction(_added(ratio.numerator), ratio.denominator)
    return added_up(ratio.values())
