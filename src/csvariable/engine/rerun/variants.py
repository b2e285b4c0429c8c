"""Several runs that differ little: the same people again, or several runs in one frame.

Plans that differ are run from what the first run computed (`again`), or on whole columns where
that is more work than computing everything. Facts that differ, under one plan, are stacked into
one frame: each run is a group of its rows, and no pool, rank or team reaches into another one.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import NamedTuple, TypeAlias

import polars as pl

from csvariable.engine.columns.evaluation import ColumnFacts, evaluate
from csvariable.engine.columns.facts import Lazily
from csvariable.engine.columns.results import ColumnResults
from csvariable.engine.demands import refusals
from csvariable.engine.refusals import refused as told
from csvariable.engine.rerun.again import TooMuch, again
from csvariable.engine.rerun.lifted import HOLE, build_of, lifted
from csvariable.engine.rerun.reduced import Earlier, only_what_differs
from csvariable.engine.results import Results
from csvariable.facts.model import Facts, Value
from csvariable.facts.ratio import Overflow, Ratio, fits, ratio_of
from csvariable.kernel.diagnostic import Diagnostic, Place
from csvariable.kernel.step import Demand, Program
from csvariable.plan import Role

Programs: TypeAlias = Mapping[Role, Program]


def variant(
    base: Results, programs: Programs, facts: Facts, earlier: Earlier | None = None
) -> tuple[Results, tuple[Diagnostic, ...]]:
    """Run programs on facts with the people of an earlier run, which `earlier` gives as columns.

    Returns the results beside an error for every demand on the facts that does not hold.
    """
    if earlier is None:
        return _by_values(base, programs, facts, None)
    height = len(facts.roles)
    if height <= FRAME // 2:
        with suppress(TooMuch):
            # Half the rows one by one cost as much as all of them by columns.
            return _by_values(base, programs, facts, height // 2)
    return _by_columns(base, programs, facts, earlier)


def _by_values(
    base: Results, programs: Programs, facts: Facts, most: int | None
) -> tuple[Results, tuple[Diagnostic, ...]]:
    """Compute again what can differ, value by value."""
    results = again(base, programs, facts, most)
    return results, tuple(told(facts, refusals(programs, facts, results)))


def _by_columns(
    base: Results, programs: Programs, facts: Facts, earlier: Earlier
) -> tuple[Results, tuple[Diagnostic, ...]]:
    """Run on whole columns, where it can be only the steps that can differ."""
    if base.facts is facts:
        try:
            cut = only_what_differs(earlier, programs)
        except Overflow:
            cut = None
        if cut is not None:
            moved = "total" in cut.person_side.names
            some = _beside(base, programs, lazy(cut, facts))
            added = partial(total, cut) if moved else lambda: base.paid
            return replace(some, added=added), refused(cut, [facts])[0]
    found = evaluate(programs, ColumnFacts.of(facts))
    return lazy(found, facts), refused(found, [facts])[0]


def _beside(base: Results, programs: Programs, some: Results) -> Results:
    """Return the results of a run of which only some steps were computed again."""
    rows, people = _over(some.rows, base.rows), _over(some.people, base.people)
    return Results(programs, some.facts, rows, people)


# ---------------------------------------------------------------------------------- many plans


def variants(
    base: Results, plans: Sequence[Programs], earlier: Earlier | None = None
) -> list[tuple[Results, tuple[Diagnostic, ...]]]:
    """Run many programs on the facts of an earlier run; those of one build run in one frame."""
    found = {} if earlier is None else _together(base, plans, earlier)
    return [
        found[at] if at in found else variant(base, programs, base.facts, earlier)
        for at, programs in enumerate(plans)
    ]


def _together(
    base: Results, plans: Sequence[Programs], earlier: Earlier
) -> dict[int, tuple[Results, tuple[Diagnostic, ...]]]:
    """Run plans of one build, as many as a frame holds at a time; what stands alone is left out."""
    most = FRAME // max(1, len(base.facts.roles))
    found: dict[int, tuple[Results, tuple[Diagnostic, ...]]] = {}
    if most < 2:
        return found
    groups: dict[Hashable, list[_Cut]] = {}
    for at, programs in enumerate(plans):
        cut = earlier.cut(programs)
        if cut is not None:
            build, figures = build_of(cut)
            groups.setdefault(build, []).append(_Cut(at, cut, figures))
    for group in groups.values():
        for first in range(0, len(group), most):
            some = group[first : first + most]
            if len(some) > 1:
                found.update(_framed(base, plans, earlier, some))
    return found


FRAME = 60_000
"""The most rows of a frame of plans: enough that its columns cost more than their formulas."""


class _Cut(NamedTuple):
    """One of many plans: its place among them, what can differ, the figures of that."""

    at: int
    programs: Programs
    figures: Sequence[Fraction]


def _framed(
    base: Results, plans: Sequence[Programs], earlier: Earlier, some: Sequence[_Cut]
) -> dict[int, tuple[Results, tuple[Diagnostic, ...]]]:
    """Run plans of one build in one frame; nothing where numbers are too long for it."""
    facts = base.facts
    differing = frozenset(
        at
        for at, values in enumerate(zip(*(one.figures for one in some), strict=True))
        if len(set(values)) > 1
    )
    try:
        found = evaluate(lifted(some[0].programs, differing), _frame(earlier, some, differing))
    except Overflow:
        return {}
    failing: list[list[tuple[int, Demand]]] = [[] for _ in some]
    height = len(facts.roles)
    for row, demand in found.refusals():
        run, own = divmod(row, height)
        program = some[run].programs[facts.roles[own]]
        failing[run].append((own, (*program.demands, *program.person_demands)[int(str(demand.message))]))
    whole = lazy(found, facts)
    return {
        one.at: (
            _beside(base, plans[one.at], _slice(whole, facts, at)),
            tuple(told(facts, failing[at])),
        )
        for at, one in enumerate(some)
    }


def _frame(earlier: Earlier, some: Sequence[_Cut], differing: Iterable[int]) -> ColumnFacts:
    """Return the facts once for each plan, one after the other, with the figures that differ.

    What is run on them looks across no rows: neither teams nor runs are needed.
    """
    base, count = earlier.columns, len(some)
    places = pl.int_range(count * base.count, dtype=pl.UInt32, eager=True)
    runs, rows = places // base.count, places % base.count

    def column(name: str) -> Ratio:
        if name.startswith(HOLE):
            at = int(name.removeprefix(HOLE))
            return ratio_of([one.figures[at] for one in some]).gathered(runs)
        return earlier.column(name).gathered(rows)

    return ColumnFacts(
        count=len(rows),
        columns=Lazily((*earlier.names, *(f"{HOLE}{at}" for at in differing)), column),
        ids=places.cast(pl.String),
        roles=base.roles,
        role_of=None if base.role_of is None else base.role_of.gather(rows),
        present=None if base.present is None else base.present.gather(rows),
    )


def _over(
    new: Mapping[str, Sequence[Value]], old: Mapping[str, Sequence[Value]]
) -> Mapping[str, Sequence[Value]]:
    """Return the steps of a run, those that were computed again before those that were not."""
    return Lazily(tuple(dict.fromkeys((*old, *new))), lambda name: new[name] if name in new else old[name])


def stacked(programs: Programs, runs: Sequence[Facts]) -> list[tuple[Results, tuple[Diagnostic, ...]]]:
    """Run facts of the same people, under one plan, in one frame; each gets its own results."""
    frame = one_frame(runs)
    found = evaluate(programs, ColumnFacts.of(frame))
    whole = lazy(found, frame)
    return [
        (_slice(whole, facts, at), problems)
        for at, (facts, problems) in enumerate(zip(runs, refused(found, runs), strict=True))
    ]


def one_frame(runs: Sequence[Facts]) -> Facts:
    """Return facts of the same people, one after the other, each row marked with its run."""
    first = runs[0]
    height, count = len(first.roles), len(runs)
    people = [
        replace(person, rows=tuple(row + at * height for row in person.rows))
        for at in range(count)
        for person in first.people
    ]
    names = dict.fromkeys(name for facts in runs for name in facts.columns)
    nothing: Sequence[Value] = [None] * height

    def place(row: int, column: str | None) -> Place:
        return runs[row // height].place(row % height, column)

    return Facts(
        people=tuple(people),
        roles=list(first.roles) * count,
        teams=list(first.teams) * count,
        columns={
            name: [value for facts in runs for value in facts.columns.get(name, nothing)] for name in names
        },
        present=list(first.present) * count,
        place=place,
        period=first.period,
        runs=[at for at in range(count) for _ in range(height)],
    )


def lazy(found: ColumnResults, facts: Facts) -> Results:
    """Return results whose columns become fractions when they are first read."""
    return Results(
        found.programs,
        facts,
        Lazily(found.row_side.names, found.row_side.values),
        Lazily(found.person_side.names, found.person_side.values),
    )


def _slice(whole: Results, facts: Facts, at: int) -> Results:
    """Return the results of one run of a frame."""

    def part(table: Mapping[str, Sequence[Value]], size: int, name: str) -> Sequence[Value]:
        return table[name][at * size : (at + 1) * size]

    return Results(
        whole.programs,
        facts,
        Lazily(tuple(whole.rows), partial(part, whole.rows, len(facts.roles))),
        Lazily(tuple(whole.people), partial(part, whole.people, len(facts.people))),
    )


def refused(found: ColumnResults, runs: Sequence[Facts]) -> list[tuple[Diagnostic, ...]]:
    """Return, for each run of a frame, an error for every demand that does not hold."""
    height = len(runs[0].roles)
    failing: list[list[tuple[int, Demand]]] = [[] for _ in runs]
    for row, demand in found.refusals():
        failing[row // height].append((row % height, demand))
    return [tuple(told(facts, own)) for facts, own in zip(runs, failing, strict=True)]


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
        return sum((value for value in results.person_side.values(step) if value is not None), Fraction(0))
    if isinstance(ratio.denominator, int):
        return Fraction(_added(ratio.numerator), ratio.denominator)
    return sum((value for value in ratio.values() if value is not None), Fraction(0))
