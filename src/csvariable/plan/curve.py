"""Curves, thresholds, conditions and matrices as written (language, sections 4 and 5)."""

from typing import Annotated, Any, Literal, NamedTuple, Self, TypeAlias

from csvariable.kernel.quantity import Quantity
from csvariable.plan.model import BeforeValidator, Discriminator, Field, Model, Tag, model_validator
from csvariable.plan.values import (
    BoundWord,
    Factor,
    Level,
    OneOf,
    StepName,
    problem,
)

BOUND_WORDS: tuple[BoundWord, ...] = ("from", "above", "up_to", "below")


class Bound(NamedTuple):
    """A bound and its side: `from` >=, `above` >, `up_to` <=, `below` <."""

    word: BoundWord
    value: Quantity


class Bounded(Model):
    """Something that starts at a bound, written with one of the four words."""

    from_: Level | None = Field(default=None, key="from")
    above: Level | None = None
    up_to: Level | None = None
    below: Level | None = None

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """The bounds that are written."""
        found = zip(BOUND_WORDS, (self.from_, self.above, self.up_to, self.below), strict=True)
        return tuple(Bound(word, value) for word, value in found if value is not None)

    @property
    def bound(self) -> Bound:
        """The one bound."""
        return self.bounds[0]


class OneBound(Bounded):
    """Exactly one bound."""

    @model_validator
    def _one_bound(self) -> Self:
        if len(self.bounds) != 1:
            message = (
                "a bound is missing: write `from` (reached) or `above` (exceeded), or `up_to` and `below` "
                "where lower is better"
                if not self.bounds
                else "two bounds stand here; a point has one, and the next point says where it ends"
            )
            raise problem("one-bound", message)
        return self


class Point(OneBound):
    """A point of a `lookup`: what is paid once the bound is reached."""

    pays: Factor


class Band(OneBound):
    """A band of a `marginal` or `whole` curve."""

    rate: Factor


class Corner(Model):
    """A point of a `linear` curve; `before` is what the line arrives at from below."""

    at: Level
    pays: Factor
    before: Factor | None = None


def _bound_tag(value: Any) -> str:
    return "bounded" if isinstance(value, dict | Bounded) else "plain"


Threshold: TypeAlias = Annotated[
    Annotated[Level, Tag("plain")] | Annotated[OneBound, Tag("bounded")], Discriminator(_bound_tag)
]
"""A value that must be reached, or one bound."""

Kinds: TypeAlias = Literal["lookup", "linear", "marginal", "whole"]
KINDS: tuple[Kinds, ...] = ("lookup", "linear", "marginal", "whole")


def one_kind(found: tuple[Kinds, ...]) -> None:
    """Raise unless exactly one kind of curve is written."""
    if len(found) != 1:
        kinds = "`lookup`, `linear`, `marginal` or `whole`"
        message = (
            f"a curve has one kind: write {kinds}"
            if not found
            else f"this curve has two kinds: keep one of {kinds}"
        )
        raise problem("one-kind", message)


class Curve(Model):
    """From a measure to a payout rate: exactly one of four kinds."""

    of: Annotated[Literal["attainment", "actual"], OneOf] | None = None
    lookup: tuple[Point, ...] | None = Field(default=None, min_length=1)
    linear: tuple[Corner, ...] | None = Field(default=None, min_length=1)
    marginal: tuple[Band, ...] | None = Field(default=None, min_length=1)
    whole: tuple[Band, ...] | None = Field(default=None, min_length=1)
    threshold: Threshold | None = None
    cap: Factor | None = None
    beyond: Annotated[Literal["continue"], OneOf] | None = None

    @model_validator
    def _one_kind(self) -> Self:
        one_kind(tuple(kind for kind in KINDS if getattr(self, kind) is not None))
        return self

    @property
    def kind(self) -> Kinds:
        """The kind that is written."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


class Axis(Model):
    """An axis of a matrix: the step it reads and where its rows or columns start."""

    of: StepName
    from_: tuple[Threshold, ...] = Field(key="from", min_length=1)
    read: Annotated[Literal["lookup", "linear"], OneOf] = "lookup"


class Matrix(Model):
    """A payout rate from two measures, one list of rates for each row."""

    rows: Axis
    columns: Axis
    pays: tuple[tuple[Factor, ...], ...] = Field(min_length=1)

    @model_validator
    def _rectangular(self) -> Self:
        rows, columns = len(self.rows.from_), len(self.columns.from_)
        if len(self.pays) != rows:
            raise problem(
                "matrix-shape",
                f"`pays` has {_count(len(self.pays), 'list')} and the matrix {_count(rows, 'row')}",
            )
        for line in self.pays:
            if len(line) != columns:
                rates = _count(len(line), "rate")
                message = f"a list of `pays` has {rates} and the matrix {_count(columns, 'column')}"
                raise problem("matrix-shape", message)
        return self


class Test(Bounded):
    """Bounds on one step: at most one lower and one upper."""

    @model_validator
    def _sides(self) -> Self:
        words = {bound.word for bound in self.bounds}
        if not words:
            raise problem("one-bound", "a condition needs a bound: `from`, `above`, `up_to` or `below`")
        if {"from", "above"} <= words or {"up_to", "below"} <= words:
            raise problem("one-bound", "a condition has at most one lower and one upper bound")
        return self


def _split_condition(value: object) -> object:
    """Put the names of steps apart from `any` and `all`."""
    if isinstance(value, dict):
        tests = {name: bounds for name, bounds in value.items() if name not in {"any", "all"}}
        return {"tests": tests} | {word: value[word] for word in ("any", "all") if word in value}
    return value


class Condition(Model):
    """All tests hold, and one of `any`, and each of `all`."""

    rest = "tests"
    tests: dict[str, Test] = Field(default_factory=dict)
    any: "tuple[WhenField, ...] | None" = Field(default=None, min_length=1)
    all: "tuple[WhenField, ...] | None" = Field(default=None, min_length=1)

    @model_validator
    def _not_empty(self) -> Self:
        if not self.tests and self.any is None and self.all is None:
            raise problem("empty-condition", "this condition tests nothing: write a step and a bound")
        return self


WhenField: TypeAlias = Annotated[Condition, BeforeValidator(_split_condition)]
