"""A KPI as written: unit, target, scope, curve, how it is measured (language, section 3)."""

from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import Discriminator, Field, PlainValidator, Tag, WithJsonSchema, model_validator

from csvariable.kernel.unit import Unit
from csvariable.plan import patterns
from csvariable.plan.curve import Matrix, RateCurve
from csvariable.plan.model import Model
from csvariable.plan.values import (
    Count,
    Factor,
    Flag,
    Level,
    Missing,
    Money,
    OneOf,
    Rate,
    Scope,
    StepName,
    Text,
    Word,
    problem,
    read_count,
)

UnitWord: TypeAlias = Annotated[
    Literal["percent", "points", "number", "score", "money", "hours", "minutes", "days"], OneOf
]
Direction: TypeAlias = Annotated[Literal["higher", "lower"], OneOf]


MOST_PLACES = 12


def read_places(value: object) -> int:
    """Read a number of decimal places."""
    places = read_count(value)
    if places > MOST_PLACES:
        raise problem("wrong-number", f"at most {MOST_PLACES} is allowed here")
    return places


Places: TypeAlias = Annotated[
    int,
    PlainValidator(read_places),
    WithJsonSchema(patterns.PLACES),
]


class Rounding(Model):
    """Declared rounding: places of intermediate steps, units of money and of the total."""

    actual: Places | None = None
    attainment: Places | None = None
    payout_rate: Places | None = None
    money: Money | None = None
    total: Money | None = None
    mode: Annotated[Literal["half-up", "half-even", "half-down", "up", "down"], OneOf] | None = None


class SumOf(Model):
    """Steps added with factors, which may be negative."""

    sum: dict[str, Rate] = Field(min_length=1)


class LeastOf(Model):
    """The least of several steps."""

    least: tuple[StepName, ...] = Field(min_length=1)


class GreatestOf(Model):
    """The greatest of several steps."""

    greatest: tuple[StepName, ...] = Field(min_length=1)


class RawRows(Model, extra="allow"):
    """A measure from raw rows: it is kept, and not computed yet."""

    from_: Word = Field(alias="from")


def _measure_tag(value: Any) -> str:
    if isinstance(value, dict):
        return next(
            (f"measure-{word}" for word in ("sum", "least", "greatest") if word in value), "measure-rows"
        )
    return "measure-rows"


Measure: TypeAlias = Annotated[
    Annotated[SumOf, Tag("measure-sum")]
    | Annotated[LeastOf, Tag("measure-least")]
    | Annotated[GreatestOf, Tag("measure-greatest")]
    | Annotated[RawRows, Tag("measure-rows")],
    Discriminator(_measure_tag),
]


class Sample(Model):
    """The least number of answers, and what holds below it: kept, and not computed yet."""

    min: Count
    below: Missing | None = None
    interval: Rate | None = None


class YearlyTarget(Model):
    """A target of the whole year: a period has its share of it (language, section 6)."""

    annual: Level


def _target_tag(value: Any) -> str:
    if isinstance(value, dict | YearlyTarget):
        return "yearly-target"
    return "members-target" if getattr(value, "text", value) == "members" else "own-target"


Target: TypeAlias = Annotated[
    Annotated[Level, Tag("own-target")]
    | Annotated[YearlyTarget, Tag("yearly-target")]
    | Annotated[Literal["members"], OneOf, Tag("members-target")],
    Discriminator(_target_tag),
]


class Kpi(Model, json_schema_extra={"not": {"required": ["curve", "matrix"]}}):
    """One KPI of a plan."""

    name: Text | None = None
    why: Text | None = None
    objective: Word | None = None
    weight: Factor | None = None
    unit: UnitWord
    range: tuple[Level, Level] | None = None
    direction: Direction = "higher"
    target: Target | None = None
    baseline: Level | None = None
    attainment: Annotated[Literal["ratio", "inverse", "distance"], OneOf] | None = None
    scope: Scope = "person"
    curve: RateCurve | None = None
    matrix: Matrix | None = None
    cap: Factor | None = None
    floor: Factor | None = None
    missing: Missing | None = None
    additive: Flag | None = None
    rounding: Rounding | None = None
    reading: Annotated[Literal["percent", "ratio"], OneOf] | None = None
    measure: Measure | None = None
    sample: Sample | None = None
    quality: Annotated[Literal["expected", "delivered", "perceived"], OneOf] | None = None
    controllability: Annotated[Literal["direct", "influence", "none"], OneOf] | None = None
    leading: Flag | None = None
    verified_by: Word | None = None
    source: Word | None = None
    owner: Word | None = None

    @model_validator(mode="after")
    def _one_payment(self) -> Self:
        if self.curve is not None and self.matrix is not None:
            raise problem("one-kind", "a KPI has a `curve` or a `matrix`, not both")
        return self

    @property
    def lower_is_better(self) -> bool:
        """Whether a lower actual is a better one."""
        return self.direction == "lower"

    @property
    def measured_in(self) -> Unit:
        """The unit of its actual, target and baseline."""
        return Unit(self.unit)

    @property
    def reads_attainment(self) -> bool:
        """Whether the curve reads the attainment: said, or because the plan gives a target."""
        if self.curve is None:
            return False
        if self.curve.of is not None:
            return self.curve.of == "attainment"
        return self.target is not None

    @property
    def is_additive(self) -> bool:
        """Whether target and actual grow with the time present (section 3)."""
        return self.additive if self.additive is not None else self.unit == "money"
