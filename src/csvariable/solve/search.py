"""The search: a value, and a proof over all others; where there is no proof, the values that were tried.

The values that the language can write are cut at the other numbers of the plan, so that what
holds of three values of a stretch (that the plan takes them, which build its program has) holds
of all of it. Stretches are judged from the goal's end on, each by its shape, and cut in halves
where their shape does not tell, down to single values, which are paid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias

from csvariable.kernel.quantity import Kind
from csvariable.solve.grid import ValueGrid, numbers
from csvariable.solve.model import Ending, Goal, PricedRun, Pricing, Solved, Tried
from csvariable.solve.shape import CostShape, Stop
from csvariable.text import Document, Setting, route_text

Judged: TypeAlias = Literal["keeps", "over", "refused"]
MOST_VALUES = 600
"""Values that are paid before the proof is given up."""
MOST_READ = 60_000
"""People whose pay is read over a stretch before the proof is given up."""
REACH = 44
"""Doublings of the distance that is looked at on each side where there is no proof."""


class GrainRange(NamedTuple):
    """Values from the first to the last multiple of the grain."""

    first: int
    last: int


class Unproved(Exception):  # noqa: N818 - no error: what was tried is told
    """More would have to be done than is allowed, or the cost has no shape."""


@dataclass(slots=True)
class ValueSearch:
    """A search over the values of one route."""

    document: Document
    grid: ValueGrid
    pricing: Pricing
    limit: Fraction
    progress: Callable[[int], None] | None
    known: dict[int, Fraction | None] = field(default_factory=dict)
    runs: dict[int, Sequence[PricedRun]] = field(default_factory=dict)
    shape: CostShape = field(init=False)

    def __post_init__(self) -> None:
        """Start without anything read."""
        self.shape = CostShape(self.pricing.fold)

    def at(self, step: int) -> Fraction | None:
        """Return what the plan costs with a value; None where it is refused."""
        if step not in self.known:
            setting = Setting(f"--solve {route_text(self.grid.route)}")
            edited = self.document.edited({self.grid.route: self.grid.text(step)}, setting)
            self.known[step] = self.priced(edited, step)
            if self.progress is not None:
                self.progress(len(self.known))
        return self.known[step]

    def priced(self, document: Document, step: int | None = None) -> Fraction | None:
        """Return what a plan costs; its runs are kept as those of a value."""
        if self.pricing.whole is not None:
            return self.pricing.whole(document)
        runs = self.pricing.runs(document)
        if runs is None:
            return None
        if step is not None:
            self.runs[step] = self._lean(runs)
        return self.pricing.fold([run.costs for run in runs])

    def _lean(self, runs: Sequence[PricedRun]) -> Sequence[PricedRun]:
        """Return runs that hold facts once where a value of the plan does not change them."""
        first = next(iter(self.runs.values()), runs)
        return [
            replace(run, facts=one.facts) if run.facts.columns == one.facts.columns else run
            for run, one in zip(runs, first, strict=True)
        ]

    def keeps(self, step: int) -> bool:
        """Whether a value is taken and keeps the limit."""
        found = self.at(step)
        return found is not None and found <= self.limit

    def judged(self, step: int) -> Judged:
        """Return what a value does."""
        found = self.at(step)
        return "refused" if found is None else "keeps" if found <= self.limit else "over"

    def tried(self, step: int) -> Tried:
        """Return a value as it is told."""
        return Tried(self.grid.text(step), self.at(step))

    def inside(self, step: int) -> int:
        """Return a step, or 0 for one below: without proof a value below 0 is tried only beside one."""
        return step if self.grid.written.value < 0 else max(step, 0)

    # ------------------------------------------------------------------------------ stretches

    def stretches(self) -> list[GrainRange]:
        """Return the stretches between the numbers of the plan, in order."""
        first, last = self.grid.first, self.grid.last
        cuts = {first, last + 1}
        values = {found.value for _, found in numbers(self.document)} | {
            Fraction(0),
            Fraction(1),
            Fraction(-1),
        }
        if self.grid.written.kind is Kind.DURATION:
            values |= {value * 60 for value in values}
        for value in values:
            at = (value / self.grid.grain).__floor__()
            cuts |= {at, at + 1}
        inside = sorted(cut for cut in cuts if first <= cut <= last + 1)
        return [GrainRange(start, end - 1) for start, end in pairwise(inside)]

    def judge(self, stretch: GrainRange) -> Judged | None:
        """Return what all values of a stretch do; None where they are not known to do the same."""
        if self.pricing.whole is not None or len(self.known) > MOST_VALUES or self.shape.read > MOST_READ:
            raise Unproved
        middle = (stretch.first + stretch.last) // 2
        steps = (stretch.first, middle, stretch.last)
        found = {self.judged(step) for step in steps}
        if len(found) > 1:
            return None
        only = found.pop()
        if only == "refused" or stretch.last - stretch.first < 2:
            return only
        span = self.shape.between(*(Stop(self.grid.value(step), self.runs[step]) for step in steps))
        if span is not None and span.low > self.limit:
            return "over"
        return "keeps" if span is not None and span.high is not None and span.high <= self.limit else None


# ----------------------------------------------------------------------------------- the proof


def solve(  # noqa: PLR0913, PLR0917 - what is looked for, and who is told
    document: Document,
    grid: ValueGrid,
    pricing: Pricing,
    limit: Fraction,
    goal: Goal = "largest",
    progress: Callable[[int], None] | None = None,
) -> Solved:
    """Return the largest, or the smallest, value of a route that keeps the cost within the limit."""
    search = ValueSearch(document, grid, pricing, limit, progress)
    outward = 1 if goal == "largest" else -1
    try:
        ending, value, further = _proved(search, outward)
        proved = True
    except Unproved:
        ending, value, further = _looked_for(search, outward)
        proved = False
    costs = [cost for _, cost in sorted(search.known.items()) if cost is not None]
    steps = list(pairwise(costs))
    return Solved(
        ending,
        grid.route,
        goal,
        limit,
        Tried(grid.written.text, search.priced(document)),
        None if value is None else search.tried(value),
        None if further is None else search.tried(further),
        all(one <= two for one, two in steps) or all(one >= two for one, two in steps),
        len(search.known),
        proved,
    )


FoundValue: TypeAlias = tuple[Ending, int | None, int | None]


def _proved(search: ValueSearch, outward: int) -> FoundValue:
    """Return the value, and the next one, by the shape of the cost over all values."""
    end = search.grid.last if outward > 0 else search.grid.first
    best: int | None = None
    over = False
    for stretch, what in _walked(search, outward):
        outer, inner = (stretch.last, stretch.first) if outward > 0 else (stretch.first, stretch.last)
        if what == "keeps":
            if best is None and outer != end:
                beyond = outer + outward
                return ("found" if search.judged(beyond) == "over" else "edge"), outer, beyond
            best = inner
        elif what == "over":
            over = True
            if best is not None:
                return "onward", best, best - outward
    if best is not None:
        return "every", None, None
    return ("none" if over else "refused"), None, None


def _walked(search: ValueSearch, outward: int) -> Iterator[tuple[GrainRange, Judged]]:
    """Yield all values in stretches that do the same, from the end of the goal on."""
    todo = search.stretches()[::outward]  # the next one stands last
    while todo:
        stretch = todo.pop()
        what = search.judge(stretch)
        if what is not None:
            yield stretch, what
            continue
        middle = (stretch.first + stretch.last) // 2
        halves = [GrainRange(stretch.first, middle), GrainRange(middle + 1, stretch.last)]
        todo += halves[::outward]


# --------------------------------------------------------------------------------- without proof


def _looked_for(search: ValueSearch, outward: int) -> FoundValue:
    """Return the value and the next one among values at ever greater distances, then between two of them."""
    for side in (outward, -outward):
        _look(search, side)
    kept = [step for step in search.known if search.keeps(step)]
    if not kept:
        taken = any(cost is not None for cost in search.known.values())
        return ("none" if taken else "refused"), None, None
    best = max(kept) if outward > 0 else min(kept)
    beyond = [step for step in search.known if (step - best) * outward > 0]
    if not beyond:
        return "every", None, None
    bad = min(beyond) if outward > 0 else max(beyond)
    while (middle := (best + bad) // 2) not in {best, bad}:
        if search.keeps(middle):
            best = middle
        else:
            bad = middle
    # One grain back as well: whether the limit is left before is seen.
    search.at(search.inside(best - outward))
    return ("edge" if search.at(bad) is None else "found"), best, bad


def _look(search: ValueSearch, side: int) -> None:
    """Try ever greater distances until the plan refuses, or costs more and more."""
    start = search.grid.start
    last = search.at(start)
    for doubling in range(REACH):
        asked = start + side * 2**doubling
        step = search.inside(asked)
        here = search.at(step)
        over = here is not None and here > search.limit
        if here is None or step != asked or (over and last is not None and here > last):
            return
        last = here
