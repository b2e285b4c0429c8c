"""Which value of a plan keeps its cost within a limit: the largest, or the smallest, at its grain.

The law: the value found was paid, and stays within the limit; the value one grain further was
tried as well, and does not, or the plan refuses it. Nothing is interpolated.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Literal, TypeAlias

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.quantity import Kind, NotAQuantity, Quantity, decimal_text, read_quantity
from csvariable.text import Document, Scalar, Setting, route_text

Cost: TypeAlias = Callable[[Document], Fraction | None]
"""What a plan costs; None where the plan, or the facts with it, are refused."""
Goal: TypeAlias = Literal["largest", "smallest"]
Ending: TypeAlias = Literal["found", "edge", "free", "none"]

REACH = 44
"""Doublings of the distance that is looked at on each side."""
SUGGESTED = 5


class NotSolvable(ValueError):  # noqa: N818 - a request, not a fault
    """A route that has no number to look for; says what to write."""

    def __init__(self, message: str, suggestions: tuple[str, ...] = ()) -> None:
        """Keep the sentence and the routes that may have been meant."""
        super().__init__(message)
        self.suggestions = suggestions


@dataclass(frozen=True, slots=True)
class Grid:
    """The values of a route that are tried: multiples of a grain, written as their author does."""

    route: Route
    written: Quantity
    grain: Fraction

    def text(self, step: int) -> str:
        """Return a value as it would be written in the plan."""
        value = step * self.grain
        match self.written.kind:
            case Kind.RATE:
                return f"{decimal_text(value * 100)} %"
            case Kind.MONEY:
                return f"{decimal_text(value)} {self.written.currency}"
            case Kind.DURATION:
                hours = value / 60
                return f"{decimal_text(hours)} h" if hours.denominator == 1 else f"{decimal_text(value)} min"
            case Kind.DAYS:
                return f"{decimal_text(value)} d"
            case _:
                return decimal_text(value)

    @property
    def start(self) -> int:
        """The multiple at, or just below, what is written."""
        return (self.written.value / self.grain).__floor__()


@dataclass(frozen=True, slots=True)
class Tried:
    """A value and what the plan costs with it."""

    text: str
    cost: Fraction | None
    """None where the plan refuses it."""


@dataclass(frozen=True, slots=True)
class Solved:
    """What was found.

    `found`: one grain further costs more than the limit. `edge`: one grain further is no plan.
    `free`: no value that was tried, as far as the language goes, leaves the limit. `none`: no
    value that was tried keeps it.
    """

    ending: Ending
    route: Route
    goal: Goal
    limit: Fraction
    written: Tried
    value: Tried | None
    further: Tried | None
    steady: bool
    """Whether the cost only rises, or only falls, over all that was tried."""
    tried: int


@dataclass(slots=True)
class _Search:
    document: Document
    grid: Grid
    cost: Cost
    limit: Fraction
    progress: Callable[[int], None] | None
    known: dict[int, Fraction | None] = field(default_factory=dict)

    def at(self, step: int) -> Fraction | None:
        if step not in self.known:
            setting = Setting(f"--solve {route_text(self.grid.route)}")
            edited = self.document.edited({self.grid.route: self.grid.text(step)}, setting)
            self.known[step] = self.cost(edited)
            if self.progress is not None:
                self.progress(len(self.known))
        return self.known[step]

    def inside(self, step: int) -> int:
        """Return a step, or 0 for one below: a value below 0 is tried only beside one that is written."""
        return step if self.grid.written.value < 0 else max(step, 0)

    def keeps(self, step: int) -> bool:
        found = self.at(step)
        return found is not None and found <= self.limit

    def tried(self, step: int) -> Tried:
        return Tried(self.grid.text(step), self.at(step))


def solve(  # noqa: PLR0913, PLR0917 - what is looked for, and who is told
    document: Document,
    grid: Grid,
    cost: Cost,
    limit: Fraction,
    goal: Goal = "largest",
    progress: Callable[[int], None] | None = None,
) -> Solved:
    """Return the largest, or the smallest, value of a route that keeps the cost within the limit."""
    search = _Search(document, grid, cost, limit, progress)
    start = grid.start
    largest = goal == "largest"
    outward = 1 if largest else -1
    for side in (outward, -outward):
        _look(search, start, side)
    kept = [step for step in search.known if search.keeps(step)]
    if not kept:
        return _told(search, "none", goal, None, None)
    best = max(kept) if largest else min(kept)
    beyond = [step for step in search.known if (step > best if largest else step < best)]
    if not beyond:
        return _told(search, "free", goal, best, None)
    bad = min(beyond) if largest else max(beyond)
    while (middle := (best + bad) // 2) not in {best, bad}:
        if search.keeps(middle):
            best = middle
        else:
            bad = middle
    # One grain further on both sides: beyond it the limit is left, and it is not left before.
    search.at(search.inside(best - outward))
    return _told(search, "edge" if search.at(bad) is None else "found", goal, best, bad)


def _look(search: _Search, start: int, side: int) -> None:
    """Try ever greater distances until the plan refuses, or costs more and more."""
    last = search.at(start)
    for doubling in range(REACH):
        asked = start + side * 2**doubling
        step = search.inside(asked)
        here = search.at(step)
        over = here is not None and here > search.limit
        if here is None or step != asked or (over and last is not None and here > last):
            return
        last = here


def _told(search: _Search, ending: Ending, goal: Goal, best: int | None, bad: int | None) -> Solved:
    costs = [cost for _, cost in sorted(search.known.items()) if cost is not None]
    steps = list(pairwise(costs))
    steady = all(one <= two for one, two in steps) or all(one >= two for one, two in steps)
    return Solved(
        ending,
        search.grid.route,
        goal,
        search.limit,
        Tried(search.grid.written.text, search.cost(search.document)),
        None if best is None else search.tried(best),
        None if bad is None else search.tried(bad),
        steady,
        len(search.known),
    )


# ---------------------------------------------------------------------------------- routes


def grid_of(document: Document, route: Route, grain: str | None = None) -> Grid:
    """Return the values of a route that can be tried.

    Without a grain it is the last decimal that is written: `150 %` goes by 1 %, `2500.50` by 0.01.

    Raises:
        NotSolvable: where the route is not there, or holds no number.
    """
    node = document.node(route)
    if node is None:
        near = _near(document, route)
        raise NotSolvable(f"the plan has no `{route_text(route)}`", near)
    if not isinstance(node.value, Scalar):
        inside = tuple(route_text(one) for one in _numbers(document) if one[: len(route)] == route)
        raise NotSolvable(f"`{route_text(route)}` holds several values", inside[:SUGGESTED])
    try:
        written = read_quantity(node.value.text)
    except NotAQuantity:
        near = _near(document, route)
        raise NotSolvable(f"`{route_text(route)}` is `{node.value.text}`, not a number", near) from None
    return Grid(route, written, _grain(written, grain))


def _grain(written: Quantity, text: str | None) -> Fraction:
    if text is None:
        return written.grain
    try:
        found = read_quantity(text)
    except NotAQuantity as problem:
        raise NotSolvable(f"the grain: {problem}") from None
    alike = (found.kind, found.currency) == (written.kind, written.currency)
    same = alike or {found.kind, written.kind} == {Kind.NUMBER, Kind.MONEY}
    if not same or found.value <= 0:
        raise NotSolvable(f"the grain `{text}` is not a step of `{written.text}`")
    return found.value


def _numbers(document: Document) -> Iterator[Route]:
    """Yield the routes of a plan that hold a number that pays, examples left out."""
    for route, scalar in document.routes():
        if route[0] in {"csvariable", "examples", "odds", "effective", "year_starts"}:
            continue
        try:
            read_quantity(scalar.text)
        except NotAQuantity:
            continue
        yield route


def _near(document: Document, route: Route) -> tuple[str, ...]:
    texts = [route_text(one) for one in _numbers(document)]
    return tuple(difflib.get_close_matches(route_text(route), texts, n=3, cutoff=0.6))
