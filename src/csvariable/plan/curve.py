"""Curves, thresholds, conditions and matrices as written (language, sections 4 and 5)."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import Discriminator, Field, GetJsonSchemaHandler, Tag, model_validator
from pydantic_core import CoreSchema
from typing_extensions import TypeAliasType

from csvariable.kernel.formula import BoundWord
from csvariable.kernel.quantity import Quantity
from csvariable.plan.model import Model
from csvariable.plan.values import (
    Factor,
    Level,
    Money,
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

    from_: Level | None = Field(default=None, alias="from")
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


class OneBound(Bounded, json_schema_extra={"oneOf": [{"required": [word]} for word in BOUND_WORDS]}):
    """Exactly one bound."""

    @model_validator(mode="after")
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


Threshold = TypeAliasType(
    "Threshold",
    Annotated[
        Annotated[Level, Tag("plain")] | Annotated[OneBound, Tag("bounded")], Discriminator(_bound_tag)
    ],
)
"""A value that must be reached, or one bound."""


class CurveKind(NamedTuple):
    """A way to write a curve: what reads, checks, pays, tells or draws one asks it of its kind."""

    word: str
    """The key that its points stand under."""
    joined: bool = False
    """Whether its points are joined by lines, so that two of them make a slope."""
    per_unit: bool = False
    """Whether it pays a rate of what was reached, not what its points say."""
    known_as: tuple[str, ...] = ()
    """What other tools call it."""


KINDS: Mapping[str, CurveKind] = {
    kind.word: kind
    for kind in (
        CurveKind(
            "lookup",
            known_as=(
                "step",
                "steps",
                "stepped",
                "tier",
                "tiers",
                "palier",
                "paliers",
                "table",
                "ladder",
                "levels",
                "bareme",
            ),
        ),
        CurveKind(
            "linear",
            joined=True,
            known_as=("progressif", "progressive", "line", "lineaire", "points", "interpolate", "slope"),
        ),
        CurveKind(
            "marginal",
            per_unit=True,
            known_as=(
                "tranche",
                "tranches",
                "band",
                "bands",
                "bracket",
                "brackets",
                "graduated",
                "progressive_bands",
            ),
        ),
        CurveKind(
            "whole",
            per_unit=True,
            known_as=("cumulative", "cumulatif", "slab", "slabs", "retroactive", "first_dollar"),
        ),
    )
}
"""The kinds of curves (language, section 4), in the order in which they are told."""

ALL_KINDS = ", ".join(f"`{word}`" for word in KINDS)
POINT_KINDS = ", ".join(f"`{word}`" for word, kind in KINDS.items() if not kind.per_unit)
"""The kinds whose points say what is paid: as factors and as amounts these alone have a sense."""


class Kinded(Model):
    """Something that is written as one of the kinds of curves."""

    @property
    def kinds(self) -> tuple[CurveKind, ...]:
        """The kinds that are written."""
        return tuple(kind for kind in KINDS.values() if getattr(self, kind.word) is not None)

    @property
    def kind(self) -> CurveKind:
        """The one kind that is written."""
        return self.kinds[0]

    @property
    def points(self) -> tuple[Any, ...]:
        """The points, corners or bands; none where there is no curve."""
        return next((getattr(self, kind.word) for kind in self.kinds), ())


def one_kind(found: tuple[CurveKind, ...]) -> None:
    """Raise unless exactly one kind of curve is written."""
    if len(found) != 1:
        message = (
            f"a curve has one kind: write one of {ALL_KINDS}"
            if not found
            else f"this curve has two kinds: keep one of {ALL_KINDS}"
        )
        raise problem("one-kind", message)


class RateCurve(Kinded, json_schema_extra={"oneOf": [{"required": [word]} for word in KINDS]}):
    """From a measure to a payout rate: exactly one of the kinds."""

    of: Annotated[Literal["attainment", "actual"], OneOf] | None = None
    lookup: tuple[Point, ...] | None = Field(default=None, min_length=1)
    linear: tuple[Corner, ...] | None = Field(default=None, min_length=1)
    marginal: tuple[Band, ...] | None = Field(default=None, min_length=1)
    whole: tuple[Band, ...] | None = Field(default=None, min_length=1)
    threshold: Threshold | None = None
    cap: Factor | None = None
    beyond: Annotated[Literal["continue"], OneOf] | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        one_kind(self.kinds)
        return self


class MoneyPoint(OneBound):
    """A point of a `lookup` that pays money."""

    pays: Money


class MoneyCorner(Model):
    """A point of a `linear` curve that pays money."""

    at: Level
    pays: Money
    before: Money | None = None


class MoneyBand(OneBound):
    """A band: a rate of a step in money, or money for each unit of a count."""

    rate: Level


class MoneyCurve(Kinded):
    """From a measure to money: at most one of the kinds."""

    lookup: tuple[MoneyPoint, ...] | None = Field(default=None, min_length=1)
    linear: tuple[MoneyCorner, ...] | None = Field(default=None, min_length=1)
    marginal: tuple[MoneyBand, ...] | None = Field(default=None, min_length=1)
    whole: tuple[MoneyBand, ...] | None = Field(default=None, min_length=1)
    threshold: Threshold | None = None
    beyond: Annotated[Literal["continue"], OneOf] | None = None


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


class Axis(Model):
    """An axis of a matrix: the step it reads and where its rows or columns start."""

    of: StepName
    from_: tuple[Threshold, ...] = Field(alias="from", min_length=1)
    read: Annotated[Literal["lookup", "linear"], OneOf] = "lookup"


class Matrix(Model):
    """A payout rate from two measures, one list of rates for each row."""

    rows: Axis
    columns: Axis
    pays: tuple[tuple[Factor, ...], ...] = Field(min_length=1)

    @model_validator(mode="after")
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


class Test(Bounded, json_schema_extra={"minProperties": 1, "maxProperties": 2}):
    """Bounds on one step: at most one lower and one upper."""

    @model_validator(mode="after")
    def _sides(self) -> Self:
        words = {bound.word for bound in self.bounds}
        if not words:
            raise problem("one-bound", "a condition needs a bound: `from`, `above`, `up_to` or `below`")
        if {"from", "above"} <= words or {"up_to", "below"} <= words:
            raise problem("one-bound", "a condition has at most one lower and one upper bound")
        return self


class Condition(Model):
    """All tests hold, and one of `any`, and each of `all`."""

    rest = "tests"
    tests: dict[str, Test] = Field(default_factory=dict)
    any: tuple["Condition", ...] | None = Field(default=None, min_length=1)
    all: tuple["Condition", ...] | None = Field(default=None, min_length=1)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, object]:
        """Return the schema of a condition as it is written: tests by name, beside `any` and `all`."""
        whole = handler(schema)
        properties = handler.resolve_ref_schema(whole)["properties"]
        tests = properties.pop("tests")
        handler.resolve_ref_schema(whole).update(
            minProperties=1, additionalProperties=tests["additionalProperties"]
        )
        return whole

    @model_validator(mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        """Put the names of steps apart from `any` and `all`."""
        if not isinstance(value, dict):
            return value
        tests = {name: bounds for name, bounds in value.items() if name not in {"any", "all"}}
        return {"tests": tests} | {word: value[word] for word in ("any", "all") if word in value}

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if not self.tests and self.any is None and self.all is None:
            raise problem("empty-condition", "this condition tests nothing: write a step and a bound")
        return self
