"""A plan as written (language, section 2)."""

from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from pydantic import Field, PlainValidator, WithJsonSchema

from csvariable.kernel.message import msg
from csvariable.plan import patterns
from csvariable.plan.currency import Currency, ExchangeCurrency
from csvariable.plan.example import Example
from csvariable.plan.ids import Id
from csvariable.plan.kpi import Kpi
from csvariable.plan.model import Model, apart
from csvariable.plan.patterns import named
from csvariable.plan.target_incentive import TargetIncentive
from csvariable.plan.values import (
    Date,
    Missing,
    Number,
    OneOf,
    Prose,
    Raw,
    Text,
    Word,
    problem,
    scalar,
)
from csvariable.plan.year import PERIODS_PER_YEAR, DayOfYear, PeriodLength
from csvariable.plan.zone import Zone

if TYPE_CHECKING:
    from csvariable.plan.amounts import AnnualAmount, Limits
    from csvariable.plan.balance import Accumulate, Corrections, Draw
    from csvariable.plan.bonus import Bonuses
    from csvariable.plan.consultation import Consultation
    from csvariable.plan.effective import Effective
    from csvariable.plan.gate import Gates
    from csvariable.plan.menu import Menu
    from csvariable.plan.modifier import Modifiers
    from csvariable.plan.objective import Backlog, Objectives
    from csvariable.plan.people_column import DeclaredColumns
    from csvariable.plan.pool import Pools
    from csvariable.plan.presence import Absences, Guarantee, ProrationField, RampField
    from csvariable.plan.rounding import Rounding
    from csvariable.plan.source import SourcesOfRows
else:
    Absences = apart("csvariable.plan.presence:Absences")
    Accumulate = apart("csvariable.plan.balance:Accumulate")
    Backlog = apart("csvariable.plan.objective:Backlog")
    Bonuses = apart("csvariable.plan.bonus:Bonuses")
    Consultation = apart("csvariable.plan.consultation:Consultation")
    Corrections = apart("csvariable.plan.balance:Corrections")
    DeclaredColumns = apart("csvariable.plan.people_column:DeclaredColumns")
    Draw = apart("csvariable.plan.balance:Draw")
    Effective = apart("csvariable.plan.effective:Effective")
    Gates = apart("csvariable.plan.gate:Gates")
    Guarantee = apart("csvariable.plan.presence:Guarantee")
    Limits = apart("csvariable.plan.amounts:Limits")
    Menu = apart("csvariable.plan.menu:Menu")
    Modifiers = apart("csvariable.plan.modifier:Modifiers")
    Objectives = apart("csvariable.plan.objective:Objectives")
    Pools = apart("csvariable.plan.pool:Pools")
    ProrationField = apart("csvariable.plan.presence:ProrationField")
    RampField = apart("csvariable.plan.presence:RampField")
    Rounding = apart("csvariable.plan.rounding:Rounding")
    SourcesOfRows = apart("csvariable.plan.source:SourcesOfRows")

Role: TypeAlias = str | None
"""Id of a role; None is the plan as it stands, without a role."""


def _read_version(value: object) -> int:
    text = scalar(value, msg("`1`")).text
    if text != "1":
        raise problem(
            "wrong-version",
            msg("version `{text}` of the language is not known: write `csvariable: 1`", text=text),
        )
    return 1


Version: TypeAlias = Annotated[int, PlainValidator(_read_version), WithJsonSchema(patterns.VERSION)]


class Plan(Model, json_schema_extra={"patternProperties": {"^x-": {}}}):
    """A whole plan, valid in its shape; `rules` says whether it makes sense."""

    csvariable: Version = Field(
        title="Version of the language", description="Always `1`; it tells tools what the file is."
    )
    name: Text = Field(
        title="Name",
        description="What people call the plan: a text, or one for each language.",
        examples=["Customer Success, Europe"],
    )
    currency: Currency = Field(
        title="Currency", description="The ISO code of the currency in which the plan pays, such as `EUR`."
    )
    period: Annotated[PeriodLength, OneOf] = Field(title="Period", description="How often the plan pays.")
    target_incentive: TargetIncentive | None = Field(
        default=None,
        title="Target incentive",
        description=(
            "What one person earns for the period at 100 %: an amount, a yearly amount, or a "
            "share of a salary. Without it, each person has one in a column."
        ),
    )
    kpis: dict[Id, Kpi] = Field(
        min_length=1,
        title="KPIs",
        description="What is measured and paid, by id.",
        json_schema_extra=named("nrr"),
    )
    choose: Menu | None = Field(
        default=None,
        title="Menu",
        description=(
            "KPIs of which each person chooses some: weights stand in the columns of their row, and "
            "those of the plan need not add up."
        ),
    )
    effective: Effective | None = Field(
        default=None, title="Effective", description="The dates for which this version of the plan holds."
    )
    year_starts: DayOfYear = Field(
        default="01-01",
        title="Start of the year",
        description="The month and day on which the year of the plan begins, such as `04-01`.",
    )
    communicated_on: Date | None = Field(
        default=None,
        title="Communicated on",
        description="The day on which people were told of the plan.",
        examples=["2026-01-15"],
    )
    review_by: Date | None = Field(
        default=None,
        title="Review by",
        description="The day by which the plan is to be looked at again.",
        examples=["2026-12-15"],
    )
    languages: tuple[Word, ...] | None = Field(
        default=None,
        title="Languages",
        description="The languages in which people are told of the plan.",
        examples=[["fr", "en"]],
    )
    nature: Annotated[Literal["contractual", "unilateral-commitment", "discretionary"], OneOf] | None = Field(
        default=None,
        title="Nature",
        description="What binds the employer: a contract, a promise of its own, or its discretion.",
    )
    profile: Annotated[Literal["fr"], OneOf] | None = Field(
        default=None,
        title="Profile",
        description="The country whose rules are checked: `fr` turns the French ones on.",
    )
    consultation: Consultation | None = Field(
        default=None,
        title="Consultation",
        description="Who was asked about the plan, and what that changed.",
    )
    disputes: Text | None = Field(
        default=None,
        title="Disputes",
        description="Whom to turn to, and until when, where somebody finds their pay wrong.",
        examples=["Write to People Operations within 30 days."],
    )
    objectives: Objectives = Field(
        default_factory=dict,
        title="Objectives",
        description="What people work for, by id; a KPI names the one that it serves.",
        json_schema_extra=named("keep-clients"),
    )
    gates: Gates = Field(
        default_factory=dict,
        title="Gates",
        description="Conditions that must hold, by id; otherwise something is cut.",
        json_schema_extra=named("renewals"),
    )
    modifiers: Modifiers = Field(
        default_factory=dict,
        title="Modifiers",
        description="Factors read from another measure, by id, on some KPIs or on the whole plan.",
        json_schema_extra=named("satisfaction"),
    )
    cap: Limits = Field(
        default=(),
        title="Cap",
        description=(
            "The most that the KPIs pay together, a guarantee aside: a rate of the target incentive, "
            "an amount, a share of a salary, or a list of which the lowest counts."
        ),
        examples=["150 %", 3000, {"share": "50 %", "of": "salary"}],
    )
    cap_total: Limits = Field(
        default=(),
        title="Cap on everything",
        description=(
            "The most that is paid in all, bonuses included, before a draw and adjustments: "
            "written like `cap`."
        ),
        examples=["200 %"],
    )
    floor: Limits = Field(
        default=(),
        title="Floor",
        description=(
            "The least that the KPIs pay together: written like `cap`; of a list the highest counts."
        ),
        examples=["20 %"],
    )
    guarantee: Guarantee | None = Field(
        default=None,
        title="Guarantee",
        description="The least part of the target incentive that is paid for some time after the entry.",
    )
    proration: ProrationField | None = Field(
        default=None,
        title="Proration",
        description=(
            "What is scaled by the share of the period that somebody is present. A word alone is "
            "for the amount; `none` says that nothing is scaled, on purpose."
        ),
    )
    absences: Absences = Field(
        default_factory=dict,
        title="Absences",
        description=(
            "For each reason, what becomes of its days: taken out of the presence, left in it, or "
            "paid at the mean rate of the same role and team."
        ),
        examples=[{"illness": "neutralise"}],
    )
    ramp: RampField | None = Field(
        default=None,
        title="Ramp",
        description=(
            "Lower targets in the first months after the entry: a list of factors, one for each "
            "month, or lists of values by KPI."
        ),
        examples=[["50 %", "75 %"]],
    )
    accumulate: Accumulate | None = Field(
        default=None,
        title="Accumulation",
        description="The files hold values since the start of the year, not those of the period alone.",
    )
    draw: Draw | None = Field(
        default=None,
        title="Draw",
        description="The least pay; what was lacking is owed, and repaid out of later pay.",
    )
    corrections: Corrections | None = Field(
        default=None,
        title="Corrections",
        description=(
            "How much of each pay may be taken back for a closed period that paid too much; without "
            "it, all of a pay."
        ),
    )
    pool: Pools = Field(
        default_factory=dict,
        title="Pools",
        description="Amounts that are shared among people, by id.",
        json_schema_extra=named("team-pool"),
    )
    bonuses: Bonuses = Field(
        default_factory=dict,
        title="Bonuses",
        description="What is paid or given outside the weights, by id.",
        json_schema_extra=named("upsell"),
    )
    roles: dict[Id, dict[str, Raw]] = Field(
        default_factory=dict,
        title="Roles",
        description=(
            "For each role, routes and the values that stand there for its people, such as "
            "`kpis.nrr.target`; `null` takes a part out."
        ),
        examples=[{"senior": {"kpis.nrr.target": "105 %"}}],
    )
    columns: DeclaredColumns = Field(
        default_factory=dict,
        title="Columns",
        description="Further columns of the people file that conditions may read, by name.",
        json_schema_extra=named("seniority"),
    )
    missing: Missing = Field(
        default="error",
        title="Missing values",
        description=(
            "What holds where there is no value: an error, 0 %, 100 %, the weight spread over the "
            "other KPIs, or the line held back."
        ),
    )
    rounding: Rounding | None = Field(
        default=None,
        title="Rounding",
        description=(
            "Rounding of intermediate steps and of amounts; without it, amounts alone are "
            "rounded, to the currency."
        ),
    )
    zone: Zone | None = Field(
        default=None,
        title="Time zone",
        description=(
            "Where the days of the plan begin and end, such as `Europe/Paris`; due where dates have times."
        ),
    )
    rates: dict[ExchangeCurrency, Number] = Field(
        default_factory=dict,
        title="Rates",
        description="What one unit of another currency is worth in the plan's, for amounts of sources.",
        examples=[{"USD": 0.92}],
    )
    sources: SourcesOfRows = Field(
        default_factory=dict,
        title="Sources",
        description="Where raw rows come from, by name, when KPIs are measured on exports.",
        json_schema_extra=named("surveys"),
    )
    odds: Raw = Field(
        default=None,
        title="Odds",
        description="How results are spread, by KPI, for `csvariable budget` to draw from.",
        examples=[{"nrr": {"normal": {"mean": "103 %", "sd": "6 %"}}}],
    )
    examples: dict[str, Example] = Field(
        default_factory=dict,
        title="Examples",
        description="Worked examples by name, which `csvariable test` runs.",
        json_schema_extra=named("on target"),
    )
    backlog: Backlog = Field(
        default_factory=dict,
        title="Backlog",
        description="Objectives that were not selected for this period, by id.",
        json_schema_extra=named("loyal-clients"),
    )
    allow: dict[str, Prose] = Field(
        default_factory=dict,
        title="Pardons",
        description=(
            "Warnings that the plan accepts: the name of the rule, and the reason, which is printed."
        ),
        examples=[{"non-monotonic": "More tickets than one person can answer well earn no more."}],
    )

    @property
    def is_french(self) -> bool:
        """Whether the rules of French law are checked."""
        return self.profile == "fr"

    @property
    def annual_amount(self) -> "AnnualAmount | None":
        """The yearly amount that the target incentive of a period is a part of, where one is written."""
        if not isinstance(self.target_incentive, Model):
            return None
        from csvariable.plan.amounts import AnnualAmount

        return self.target_incentive if isinstance(self.target_incentive, AnnualAmount) else None

    @property
    def menu(self) -> tuple[str, ...]:
        """The KPIs that people choose from."""
        return () if self.choose is None else self.choose.of

    @property
    def periods_per_year(self) -> int:
        """How many periods make a year: 12, 4, 2 or 1."""
        return PERIODS_PER_YEAR[self.period]
