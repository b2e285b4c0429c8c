"""Curves, thresholds, conditions and matrices as written (language, sections 4 and 5)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, Self, TypeAlias

from pydantic import Discriminator, Field, Tag, model_validator
from typing_extensions import TypeAliasType

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.message import msg, quoted
from csvariable.plan.model import Model, apart
from csvariable.plan.point import Band, Bounded, Corner, OneBound, Point
from csvariable.plan.values import (
    Factor,
    Mark,
    OneOf,
    problem,
)

if TYPE_CHECKING:
    from csvariable.plan.money_point import MoneyBand, MoneyCorner, MoneyPoint
else:
    MoneyBand = apart("csvariable.plan.money_point:MoneyBand")
    MoneyCorner = apart("csvariable.plan.money_point:MoneyCorner")
    MoneyPoint = apart("csvariable.plan.money_point:MoneyPoint")


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
    adds: bool = False
    """Whether each of its points goes on from what the ones before come to."""
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
            adds=True,
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


def kind_at(route: Route) -> CurveKind | None:
    """Return the kind of the curve that a route leads into; None where it leads into none."""
    return next((KINDS[key] for key in reversed(route) if isinstance(key, str) and key in KINDS), None)


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


def _points_of(word: str, *shown: dict[str, object]) -> Any:
    """Return the field of a kind of curve: its points, if it is the one that is written; some are shown."""
    kind = KINDS[word]
    return Field(default=None, min_length=1, title=kind.title, description=kind.says, examples=[list(shown)])


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
    lookup: tuple[Point, ...] | None = _points_of(
        "lookup", {"from": "80 %", "pays": "50 %"}, {"from": "100 %", "pays": "100 %"}
    )
    linear: tuple[Corner, ...] | None = _points_of(
        "linear", {"at": "80 %", "pays": "50 %"}, {"at": "100 %", "pays": "100 %"}
    )
    marginal: tuple[Band, ...] | None = _points_of(
        "marginal", {"from": "0 %", "rate": "80 %"}, {"from": "100 %", "rate": "150 %"}
    )
    whole: tuple[Band, ...] | None = _points_of(
        "whole", {"from": "0 %", "rate": "80 %"}, {"from": "100 %", "rate": "110 %"}
    )
    threshold: CurveThreshold = None
    cap: Factor | None = Field(default=None, title="Cap", description="The most that the curve gives.")
    beyond: Beyond = None

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        one_kind(self.kinds)
        return self


class MoneyCurve(Kinded):
    """From a measure to money: at most one of the kinds."""

    lookup: tuple[MoneyPoint, ...] | None = _points_of(
        "lookup", {"from": 5, "pays": 250}, {"from": 10, "pays": 600}
    )
    linear: tuple[MoneyCorner, ...] | None = _points_of(
        "linear", {"at": 5, "pays": 250}, {"at": 10, "pays": 600}
    )
    marginal: tuple[MoneyBand, ...] | None = _points_of(
        "marginal", {"from": 0, "rate": "2 %"}, {"from": 50000, "rate": "3 %"}
    )
    whole: tuple[MoneyBand, ...] | None = _points_of(
        "whole", {"from": 0, "rate": "2 %"}, {"from": 50000, "rate": "3 %"}
    )
    threshold: CurveThreshold = None
    beyond: Beyond = None
