"""A KPI as written: unit, target, scope, curve, how it is measured (language, section 3)."""

from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, TypeAlias

from pydantic import Discriminator, Field, Tag, model_validator

from csvariable.kernel.message import msg
from csvariable.kernel.unit import Unit
from csvariable.plan.curve import RateCurve
from csvariable.plan.model import Model, apart
from csvariable.plan.shared import Name, Why
from csvariable.plan.values import (
    Factor,
    Flag,
    Level,
    Missing,
    OneOf,
    Prose,
    Scope,
    UnitWord,
    Word,
    problem,
)
from csvariable.plan.words import Levels, fitting, unit_with

if TYPE_CHECKING:
    from csvariable.plan.matrix import Matrix
    from csvariable.plan.measure import Measure
    from csvariable.plan.measure_of_rows import Rows
    from csvariable.plan.rounding import Rounding
    from csvariable.plan.sample import Sample
    from csvariable.plan.yearly_target import YearlyTarget
else:
    Matrix = apart("csvariable.plan.matrix:Matrix")
    Measure = apart("csvariable.plan.measure:Measure")
    Rounding = apart("csvariable.plan.rounding:Rounding")
    Sample = apart("csvariable.plan.sample:Sample")
    YearlyTarget = apart("csvariable.plan.yearly_target:YearlyTarget")

Direction: TypeAlias = Annotated[Literal["higher", "lower"], OneOf]


POLICIES = frozenset({"zero", "at-target", "reweight", "hold"})
"""What holds below the minimum of a sample as it does for a missing value: then there is no value."""


def _target_tag(value: Any) -> str:
    if isinstance(value, dict | Model):
        return "yearly-target"
    return "members-target" if getattr(value, "text", value) == "members" else "own-target"


Target: TypeAlias = Annotated[
    Annotated[Level, Tag("own-target")]
    | Annotated[YearlyTarget, Tag("yearly-target")]
    | Annotated[Literal["members"], OneOf, Tag("members-target")],
    Discriminator(_target_tag),
]


class Kpi(
    Model,
    title="KPI",
    json_schema_extra={
        "not": {"required": ["curve", "matrix"]},
        "examples": [
            {
                "unit": "percent",
                "weight": "100 %",
                "curve": {"of": "actual", "lookup": [{"from": "90 %", "pays": "100 %"}]},
            }
        ],
    },
):
    """One KPI of a plan."""

    name: Name = None
    why: Why = None
    objective: Word | None = Field(
        default=None,
        title="Objective",
        description="The id of the objective that it serves.",
        examples=["keep-clients"],
    )
    weight: Factor | None = Field(
        default=None,
        title="Weight",
        description="Its part of the target incentive. Weights add up to 100 %, or all are 0 %.",
        examples=["40 %"],
    )
    unit: UnitWord = Field(title="Unit", description="What its values are counted in.")
    levels: Levels = None
    range: tuple[Level, Level] | None = Field(
        default=None,
        title="Range",
        description="The lowest and the highest value that there can be; others in a file are errors.",
        examples=[["0 %", "200 %"]],
    )
    direction: Direction = Field(
        default="higher", title="Direction", description="Whether higher or lower values are better."
    )
    target: Target | None = Field(
        default=None,
        title="Target",
        description=(
            "The value to reach: of the period, of the year, or `members`, the sum of the targets "
            "of the team's people."
        ),
        examples=["100 %", {"annual": 1200000}, "members"],
    )
    baseline: Level | None = Field(
        default=None,
        title="Baseline",
        description="The value where the attainment is 0 %; at the target it is 100 %.",
        examples=["80 %"],
    )
    attainment: Annotated[Literal["ratio", "inverse", "distance"], OneOf] | None = Field(
        default=None,
        title="Attainment",
        description=(
            "`ratio`: actual by target; where lower is better `inverse`, target by actual, or "
            "`distance`, 200 % less the ratio."
        ),
    )
    scope: Scope = Field(
        default="person",
        title="Scope",
        description="Whose value it has: that of each person, of the team, of the company.",
    )
    curve: RateCurve | None = Field(
        default=None, title="Curve", description="The payout rate for each value."
    )
    matrix: Matrix | None = Field(
        default=None, title="Matrix", description="The payout rate from two measures, in place of a curve."
    )
    cap: Factor | None = Field(
        default=None, title="Cap", description="The highest payout rate of this KPI.", examples=["150 %"]
    )
    floor: Factor | None = Field(
        default=None, title="Floor", description="The lowest payout rate of this KPI.", examples=["50 %"]
    )
    missing: Missing | None = Field(
        default=None,
        title="Missing values",
        description=(
            "What holds where there is no value: an error, 0 %, 100 %, the weight spread over the "
            "other KPIs, or the line held back."
        ),
    )
    additive: Flag | None = Field(
        default=None,
        title="Additive",
        description=("Whether target and actual grow with the time present, as sales do and rates do not."),
    )
    rounding: Rounding | None = Field(
        default=None, title="Rounding", description="Rounding for this KPI alone."
    )
    reading: Annotated[Literal["percent", "ratio", "share"], OneOf] | None = Field(
        default=None,
        title="Reading",
        description=(
            "What a bare number in a file means: a percentage such as 95, or a ratio such as 0.95. Of "
            "points, what counts mean: a `share` of 100, or a `ratio` as it is."
        ),
    )
    measure: Measure | None = Field(
        default=None,
        title="Measure",
        description="How its value is computed: from other KPIs, or from raw rows.",
    )
    sample: Sample | None = Field(
        default=None,
        title="Sample",
        description="How many answers its value must stand on, and what holds where there are fewer.",
    )
    quality: Annotated[Literal["expected", "delivered", "perceived"], OneOf] | None = Field(
        default=None,
        title="Quality",
        description="What it tells of: expected, delivered or perceived quality.",
    )
    controllability: Annotated[Literal["direct", "influence", "none"], OneOf] | None = Field(
        default=None,
        title="Controllability",
        description="How far people decide its value: themselves, by influence, or not at all.",
    )
    leading: Flag | None = Field(
        default=None, title="Leading", description="Whether it tells of what is to come."
    )
    reasons: Prose | None = Field(
        default=None,
        title="Reasons",
        description="Where the reasons behind a score are read, such as the comment of a survey.",
        examples=["The comment of the survey"],
    )
    verified_by: Prose | None = Field(
        default=None,
        title="Verified by",
        description="Who checks its values.",
        examples=["Finance, each quarter"],
    )
    source: Prose | None = Field(
        default=None,
        title="Source",
        description="Where its values come from, in words.",
        examples=["Survey tool, monthly export"],
    )
    owner: Prose | None = Field(
        default=None, title="Owner", description="Who answers for it.", examples=["Head of Customer Success"]
    )

    @model_validator(mode="after")
    def _one_payment(self) -> Self:
        if self.curve is not None and self.matrix is not None:
            raise problem("one-kind", msg("a KPI has a `curve` or a `matrix`, not both"))
        fitting(self.unit, self.levels)
        return self

    @property
    def lower_is_better(self) -> bool:
        """Whether a lower actual is a better one."""
        return self.direction == "lower"

    @property
    def yearly_target(self) -> "YearlyTarget | None":
        """Its target of the whole year, where that is what is written."""
        return self.target if isinstance(self.target, Model) else None

    @property
    def is_of_steps(self) -> bool:
        """Whether its value is made of other steps, and so is no fact."""
        if self.measure is None:
            return False
        from csvariable.plan.measure import GreatestOf, LeastOf, SumOf

        return isinstance(self.measure, SumOf | LeastOf | GreatestOf)

    @property
    def rows(self) -> "Rows | None":
        """How it is measured on raw rows; None where files give its value, or other steps make it."""
        if self.measure is None:
            return None
        from csvariable.plan.measure_of_rows import Rows

        return self.measure if isinstance(self.measure, Rows) else None

    @property
    def measured_in(self) -> Unit:
        """The unit of its actual, target and baseline."""
        return unit_with(self.unit, self.levels)

    @property
    def reads_attainment(self) -> bool:
        """Whether the curve reads the attainment: said, or because the plan gives a target."""
        if self.curve is None:
            return False
        if self.curve.of is not None:
            return self.curve.of == "attainment"
        return self.target is not None and not self.is_in_words

    @property
    def reads_actual(self) -> bool:
        """Whether the curve reads the actual: said, or because words are read in no other way."""
        reads = None if self.curve is None else self.curve.of
        return reads == "actual" or (self.curve is not None and reads is None and self.is_in_words)

    @property
    def is_in_words(self) -> bool:
        """Whether its values are words: yes and no, or levels."""
        return bool(self.measured_in.words)

    @property
    def is_sampled(self) -> bool:
        """Whether the number of answers changes its value."""
        return self.sample is not None and self.sample.changes

    @property
    def is_additive(self) -> bool:
        """Whether target and actual grow with the time present (section 3)."""
        return self.additive if self.additive is not None else self.unit == "money"
