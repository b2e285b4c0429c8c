"""Curves, thresholds, conditions and matrices as written (language, sections 4 and 5)."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, NamedTuple, Self, TypeAlias

from pydantic import Discriminator, Field, Tag, model_validator
from typing_extensions import TypeAliasType

from csvariable.kernel.message import msg, quoted
from csvariable.kernel.quantity import Quantity
from csvariable.kernel.segment import BoundWord
from csvariable.plan.model import Model
from csvariable.plan.values import (
    Factor,
    Level,
    Mark,
    Money,
    OneOf,
    problem,
)

BOUND_WORDS: tuple[BoundWord, ...] = ("from", "above", "up_to", "below")
PlaceWord: TypeAlias = BoundWord | Literal["is"]
PLACE_WORDS: tuple[PlaceWord, ...] = (*BOUND_WORDS, "is")
"""What a point or a condition is written with: a bound, or one word of a unit that is counted in words."""


class Bound(NamedTuple):
    """A bound and its side: `from` >=, `above` >, `up_to` <=, `below` <; or the one word that holds."""

    word: PlaceWord
    value: Quantity


class Bounded(Model):
    """Something that starts at a bound, written with one of the four words, or that is one word."""

    from_: Mark | None = Field(
        default=None, alias="from", title="From", description="Reached: this value and more."
    )
    above: Mark | None = Field(default=None, title="Above", description="Exceeded: more than this value.")
    up_to: Mark | None = Field(
        default=None, title="Up to", description="Reached, where lower is better: this value and less."
    )
    below: Mark | None = Field(
        default=None, title="Below", description="Where lower is better: less than this value."
    )
    is_: Mark | None = Field(
        default=None,
        alias="is",
        title="Is",
        description="Exactly this word, of a unit that is counted in words: `yes-no` or `level`.",
    )

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """The bounds that are written."""
        values = (self.from_, self.above, self.up_to, self.below, self.is_)
        found = zip(PLACE_WORDS, values, strict=True)
        return tuple(Bound(word, value) for word, value in found if value is not None)

    @property
    def bound(self) -> Bound:
        """The one bound."""
        return self.bounds[0]


class OneBound(
    Bounded, title="Bound", json_schema_extra={"oneOf": [{"required": [word]} for word in PLACE_WORDS]}
):
    """Exactly one bound."""

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        if len(self.bounds) != 1:
            message = (
                msg(
                    "a bound is missing: write `from` (reached) or `above` (exceeded), "
                    "or `up_to` and `below` where lower is better"
                )
                if not self.bounds
                else msg("two bounds stand here; a point has one, and the next point says where it ends")
            )
            raise problem("one-bound", message)
        return self


class Point(OneBound, title="Point"):
    """A point of a `lookup`: what is paid once the bound is reached."""

    pays: Factor = Field(title="Pays", description="The payout rate from there on.")


class Band(OneBound, title="Band"):
    """A band of a `marginal` or `whole` curve."""

    rate: Factor = Field(title="Rate", description="The rate of the band that begins there.")


At: TypeAlias = Annotated[Level | None, Field(title="At", description="The value at which the point stands.")]
CORNER_WORDS = ("at", "above", "below")


class OnLine(Model, json_schema_extra={"oneOf": [{"required": [word]} for word in CORNER_WORDS]}):
    """Where a point of a line stands; with `above` or `below` the value itself is of the side before it."""

    at: At = None
    above: Level | None = Field(
        default=None,
        title="Above",
        description="The line jumps just above this value, which itself is paid `before`.",
    )
    below: Level | None = Field(
        default=None,
        title="Below",
        description="Where lower is better: the line jumps just below this value, which is paid `before`.",
    )

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if len([word for word in CORNER_WORDS if getattr(self, word) is not None]) != 1:
            raise problem(
                "one-bound",
                msg("a point of a line stands in one place: write `at`, or `above` (falling: `below`)"),
            )
        return self

    @property
    def word(self) -> str:
        """The word that it is written with."""
        return next(word for word in CORNER_WORDS if getattr(self, word) is not None)

    @property
    def start(self) -> Quantity:
        """The value where it stands."""
        found: Quantity = getattr(self, self.word)
        return found


class Corner(OnLine, title="Point of a line"):
    """A point of a `linear` curve; `before` is what the line arrives at from below."""

    pays: Factor = Field(title="Pays", description="The payout rate at this point.")
    before: Factor | None = Field(
        default=None,
        title="Before",
        description="What the line arrives at from below, where it jumps at this point.",
    )


def _bound_tag(value: Any) -> str:
    return "bounded" if isinstance(value, dict | Bounded) else "plain"


Threshold = TypeAliasType(
    "Threshold",
    Annotated[Annotated[Mark, Tag("plain")] | Annotated[OneBound, Tag("bounded")], Discriminator(_bound_tag)],
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
    title: str = ""
    says: str = ""
    """What the author of a plan reads of it."""
    known_as: tuple[str, ...] = ()
    """What other tools call it."""


KINDS: Mapping[str, CurveKind] = {
    kind.word: kind
    for kind in (
        CurveKind(
            "lookup",
            title="Lookup",
            says="The last point that is reached pays; before the first nothing is paid.",
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
            title="Linear",
            says="A straight line between points; nothing before the first, flat after the last.",
            joined=True,
            known_as=("progressif", "progressive", "line", "lineaire", "points", "interpolate", "slope"),
        ),
        CurveKind(
            "marginal",
            title="Marginal",
            says="Each rate counts for its own band alone, and the bands are added.",
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
            title="Whole",
            says="The rate of the band that is reached counts for everything.",
            per_unit=True,
            known_as=("cumulative", "cumulatif", "slab", "slabs", "retroactive", "first_dollar"),
        ),
    )
}
"""The kinds of curves (language, section 4), in the order in which they are told."""

ALL_KINDS = quoted(KINDS)
POINT_KINDS = quoted(word for word, kind in KINDS.items() if not kind.per_unit)
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
            msg("a curve has one kind: write one of {kinds}", kinds=ALL_KINDS)
            if not found
            else msg("this curve has two kinds: keep one of {kinds}", kinds=ALL_KINDS)
        )
        raise problem("one-kind", message)


def _points_of(word: str) -> Any:
    """Return the field of a kind of curve: its points, if it is the one that is written."""
    kind = KINDS[word]
    return Field(default=None, min_length=1, title=kind.title, description=kind.says)


CurveThreshold: TypeAlias = Annotated[
    Threshold | None,
    Field(title="Threshold", description="Before this value nothing is paid, whatever the curve says."),
]
Beyond: TypeAlias = Annotated[
    Annotated[Literal["continue"], OneOf] | None,
    Field(
        title="Beyond", description="`continue`: the line goes on after the last point with its last slope."
    ),
]


class RateCurve(Kinded, title="Curve", json_schema_extra={"oneOf": [{"required": [word]} for word in KINDS]}):
    """From a measure to a payout rate: exactly one of the kinds."""

    of: Annotated[Literal["attainment", "actual"], OneOf] | None = Field(
        default=None,
        title="Of",
        description="What the curve reads: how much of the target was reached, or the value itself.",
    )
    lookup: tuple[Point, ...] | None = _points_of("lookup")
    linear: tuple[Corner, ...] | None = _points_of("linear")
    marginal: tuple[Band, ...] | None = _points_of("marginal")
    whole: tuple[Band, ...] | None = _points_of("whole")
    threshold: CurveThreshold = None
    cap: Factor | None = Field(default=None, title="Cap", description="The most that the curve gives.")
    beyond: Beyond = None

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        one_kind(self.kinds)
        return self


class MoneyPoint(OneBound, title="Point"):
    """A point of a `lookup` that pays money."""

    pays: Money = Field(title="Pays", description="The amount from there on.")


class MoneyCorner(OnLine, title="Point of a line"):
    """A point of a `linear` curve that pays money."""

    pays: Money = Field(title="Pays", description="The amount at this point.")
    before: Money | None = Field(
        default=None,
        title="Before",
        description="What the line arrives at from below, where it jumps at this point.",
    )


class MoneyBand(OneBound, title="Band"):
    """A band: a rate of a step in money, or money for each unit of a count."""

    rate: Level = Field(
        title="Rate",
        description="A rate, where the step is money; an amount for each unit, where it is a count.",
    )


class MoneyCurve(Kinded):
    """From a measure to money: at most one of the kinds."""

    lookup: tuple[MoneyPoint, ...] | None = _points_of("lookup")
    linear: tuple[MoneyCorner, ...] | None = _points_of("linear")
    marginal: tuple[MoneyBand, ...] | None = _points_of("marginal")
    whole: tuple[MoneyBand, ...] | None = _points_of("whole")
    threshold: CurveThreshold = None
    beyond: Beyond = None
