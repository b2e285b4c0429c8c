"""The small language that the steps of a program are written in.

Every reading of a program (results, explanation, bounds, words, the exact check) is a `match`
over these nodes, closed by `assert_never`.

A value is an exact fraction or nothing (None: not measured, or held). Nothing is contagious
in every node but `Known` and `Choose`, so a missing value can never become an amount.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal, TypeAlias, assert_never

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.segment import BoundWord, Segment
from csvariable.kernel.unit import Mode

Within: TypeAlias = Literal["person", "team", "role", "role and team", "company"]


@dataclass(frozen=True, slots=True)
class Given:
    """A value written in the plan, or a neutral value nobody wrote (route None)."""

    value: Fraction
    route: Route | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A value of this row: a column of a file, or a figure of the calendar."""

    column: str


@dataclass(frozen=True, slots=True)
class Ref:
    """An earlier step of the same row."""

    step: str


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms added."""

    terms: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """Factors multiplied."""

    factors: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Quotient:
    """An exact quotient; nothing where the divisor is 0."""

    top: Formula
    bottom: Formula


@dataclass(frozen=True, slots=True)
class Least:
    """The least of several values."""

    of: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Greatest:
    """The greatest of several values."""

    of: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """A piecewise line with jumps; every kind of curve compiles to it (language, section 4).

    Before the first segment the value is `before`; `falling` where lower is better, so that
    segments start from above. Of two segments that start together the first owns its start.
    The result is never below 0 and never above `cap`.
    """

    of: Formula
    segments: tuple[Segment, ...]
    falling: bool = False
    before: Fraction = Fraction(0)
    cap: Fraction | None = None
    route: Route = ()
    """The curve of the plan."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A matrix: a value from two measures, each axis by steps or by straight lines."""

    row: Formula
    column: Formula
    rows: tuple[Start, ...]
    columns: tuple[Start, ...]
    pays: tuple[tuple[Fraction, ...], ...]
    linear: tuple[bool, bool]
    route: Route


@dataclass(frozen=True, slots=True)
class Start:
    """Where a row or a column of a matrix starts."""

    word: BoundWord
    value: Fraction


@dataclass(frozen=True, slots=True)
class Holds:
    """1 where the comparison holds, 0 where not."""

    left: Formula
    word: BoundWord
    right: Formula


@dataclass(frozen=True, slots=True)
class Known:
    """1 where there is a value, 0 where there is none."""

    of: Formula


@dataclass(frozen=True, slots=True)
class Choose:
    """`then` where `when` is 1, `otherwise` where it is 0."""

    when: Formula
    then: Formula
    otherwise: Formula


@dataclass(frozen=True, slots=True)
class Rounded:
    """A declared rounding: to a multiple of `unit`."""

    of: Formula
    unit: Fraction
    mode: Mode


@dataclass(frozen=True)
class Split:
    """A total that is cut in money by weights, by largest remainder: the same one for all its parts.

    `names` are the ids of the parts in order; ties go to the smallest id in code point order.
    """

    total: Formula
    weights: tuple[Formula, ...]
    names: tuple[str, ...]
    unit: Fraction

    def place(self, name: str) -> int:
        """Return the place of a part."""
        return self._places[name]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: at for at, name in enumerate(self.names)}

    @cached_property
    def _hash(self) -> int:
        return hash((self.total, self.weights, self.names, self.unit))

    def __hash__(self) -> int:
        """Return a number that is worked out once for all parts."""
        return self._hash

    @cached_property
    def reads(self) -> tuple[OwnLeaf, ...]:
        """What the total and the weights read, each once."""
        return tuple(dict.fromkeys(leaf for one in (self.total, *self.weights) for leaf in leaves(one)))


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a split."""

    split: Split
    name: str

    @property
    def weight(self) -> Formula:
        """The weight of this part."""
        return self.split.weights[self.split.place(self.name)]


@dataclass(frozen=True, slots=True)
class Over:
    """A sum or a mean of a step over the rows of a team, role or company.

    Only rows that have the step count, and where `where` names a column, only rows where it is 1.
    """

    step: str
    fold: Literal["sum", "mean"]
    within: Within
    where: str | None = None


@dataclass(frozen=True, slots=True)
class Shared:
    """A pool's share of this row: `amount` by the keys of the members, by largest remainder.

    `each` is the most of one member; what is over goes to the others where `again`, else to nobody.
    `amount`, `key` and `member` are steps; `pooled` where the amount is the sum of the
    members' amounts. With `at_most` the keys are awards, cut in proportion only where their
    sum is higher than the amount.
    """

    amount: str
    pooled: bool
    key: str
    member: str
    within: Within
    at_most: bool
    unit: Fraction
    each: Fraction | None = None
    again: bool = True


@dataclass(frozen=True, slots=True)
class Placed:
    """A podium's prize of this person: places by a step, ties share the places they cover.

    `then` are the steps that decide among those who are equal, each with whether lower is better;
    who has no value of one stands behind who has.
    """

    by: str
    eligible: str
    prizes: tuple[Fraction, ...]
    within: Within
    unit: Fraction
    falling: bool
    route: Route
    then: tuple[tuple[str, bool], ...] = ()
    teams: str | None = None
    """Where teams are placed: the step that a team's prize is shared by among its people."""
    tells: Literal["prize", "place", "members"] = "prize"
    """What it gives: money; the place, 0 without a prize; how many of the team take part."""

    @property
    def ranks(self) -> tuple[tuple[str, bool], ...]:
        """The steps that decide, first to last, and whether lower is better in each."""
        return ((self.by, self.falling), *self.then)


@dataclass(frozen=True, slots=True)
class OfParts:
    """A step of a person's rows in the plan: their sum, or the value of the last row."""

    step: str
    fold: Literal["sum", "last"]


Formula: TypeAlias = (
    Given
    | Fact
    | Ref
    | Sum
    | Product
    | Quotient
    | Least
    | Greatest
    | Curve
    | Grid
    | Holds
    | Known
    | Choose
    | Rounded
    | Part
    | Over
    | Shared
    | Placed
    | OfParts
)


def operands(formula: Formula) -> tuple[Formula, ...]:
    """Return the formulas that a formula is directly made of."""
    match formula:
        case Given() | Fact() | Ref() | Over() | Shared() | Placed() | OfParts():
            return ()
        case Sum(parts) | Product(parts) | Least(parts) | Greatest(parts):
            return parts
        case Quotient(top, bottom):
            return (top, bottom)
        case Curve(of=of) | Known(of) | Rounded(of=of):
            return (of,)
        case Grid(row=row, column=column):
            return (row, column)
        case Holds(left, _, right):
            return (left, right)
        case Choose(when, then, otherwise):
            return (when, then, otherwise)
        case Part(split=split):
            return (split.total, *split.weights)
        case _:
            assert_never(formula)


ACROSS = (Over, Shared, Placed)
"""Nodes that look beyond their own row; each stands alone as the formula of a step."""


def walk(formula: Formula) -> Iterator[Formula]:
    """Yield a formula and all that it is made of."""
    yield formula
    for operand in operands(formula):
        yield from walk(operand)


OwnLeaf: TypeAlias = Fact | Ref | OfParts
"""What a formula reads of its own row, or of the rows of its person."""


def leaves(formula: Formula) -> Sequence[OwnLeaf]:
    """Return what a formula reads, in order; of a split that many parts share, each thing once."""
    found: list[OwnLeaf] = []
    _gather(formula, found)
    return found


def _gather(formula: Formula, found: list[OwnLeaf]) -> None:
    if isinstance(formula, Fact | Ref | OfParts):
        found.append(formula)
    elif isinstance(formula, Part):
        found += formula.split.reads
    else:
        for operand in operands(formula):
            _gather(operand, found)


def refs(formula: Formula) -> tuple[str, ...]:
    """Return the steps of the same row that a formula reads, in order."""
    return tuple(dict.fromkeys(leaf.step for leaf in leaves(formula) if isinstance(leaf, Ref)))


def parts_of(formula: Formula) -> tuple[str, ...]:
    """Return the steps of the rows of a person that a formula of the person reads."""
    return tuple(dict.fromkeys(leaf.step for leaf in leaves(formula) if isinstance(leaf, OfParts)))


def across(formula: Formula) -> tuple[str, ...]:
    """Return the steps of other rows that a formula reads."""
    match formula:  # such a node stands alone
        case Over(step=step):
            return (step,)
        case Shared(amount=amount, key=key, member=member):
            return tuple(dict.fromkeys((amount, key, member)))
        case Placed(eligible=eligible) as placed:
            shared = () if placed.teams is None else (placed.teams,)
            return tuple(dict.fromkeys((*(step for step, _ in placed.ranks), eligible, *shared)))
        case _:
            return ()


def facts_of(formula: Formula) -> tuple[str, ...]:
    """Return the columns that a formula reads."""
    return tuple(dict.fromkeys(leaf.column for leaf in leaves(formula) if isinstance(leaf, Fact)))
