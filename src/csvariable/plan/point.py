"""Points of curves as written: a bound or a place on a line, and what is paid from there on."""

from typing import Annotated, Literal, NamedTuple, Self, TypeAlias

from pydantic import Field, model_validator

from csvariable.kernel.message import msg
from csvariable.kernel.quantity import Quantity
from csvariable.kernel.segment import BoundWord
from csvariable.plan.model import Model
from csvariable.plan.values import (
    Factor,
    Level,
    Mark,
    problem,
)

PlaceWord: TypeAlias = BoundWord | Literal["is"]

BOUND_WORDS: tuple[BoundWord, ...] = ("from", "above", "up_to", "below")
PLACE_WORDS: tuple[PlaceWord, ...] = (*BOUND_WORDS, "is")
"""What a point or a condition is written with: a bound, or one word of a unit that is counted in words."""

At: TypeAlias = Annotated[Level | None, Field(title="At", description="The value at which the point stands.")]


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
