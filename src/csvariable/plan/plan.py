"""A plan as written (language, section 2)."""

import re
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, PlainValidator, WithJsonSchema

from csvariable.plan import patterns
from csvariable.plan.amounts import (
    AbsencePolicy,
    Accumulate,
    Draw,
    Gate,
    Guarantee,
    Limits,
    Modifier,
    Pool,
    ProrationField,
    RampField,
    TargetIncentive,
)
from csvariable.plan.bonus import Bonus
from csvariable.plan.kpi import Kpi, Rounding, UnitWord
from csvariable.plan.model import Model
from csvariable.plan.values import (
    Date,
    Factor,
    Missing,
    OneOf,
    Raw,
    Text,
    Word,
    problem,
    read_word,
    scalar,
)

PeriodLength: TypeAlias = Literal["month", "quarter", "half", "year"]
Role: TypeAlias = str | None
"""Id of a role; None is the plan as it stands, without a role."""
PERIODS_PER_YEAR: dict[PeriodLength, int] = {"month": 12, "quarter": 4, "half": 2, "year": 1}

ID = re.compile(r"[a-z][a-z0-9_-]{0,39}")

RESERVED_IDS = frozenset(
    "plan any all earned total target_incentive cap cap_total floor guarantee gates modifiers bonuses "
    "pool draw already_paid adjustments modified gated participant collaborateur name nom role team "
    "equipe salary salaire annual_salary salaire_annuel ote entry entree exit sortie fte etp "
    "absence_days draw_balance kpi indicateur value valeur target cible baseline weight poids n "
    "numerator numerateur denominator denominateur period periode amount montant reason motif "
    "prime_cible".split()
)
"""Words that are steps or columns: no KPI, role, gate, pool or bonus may take them."""


def read_id(value: object) -> str:
    """Read the id of a KPI, objective, role, gate, modifier, pool or bonus."""
    name = read_word(value)
    if not ID.fullmatch(name):
        raise problem(
            "wrong-id", f"`{name[:60]}` is not an id: a lower-case letter, then letters, digits, `_` or `-`"
        )
    if name in RESERVED_IDS:
        raise problem("reserved-id", f"`{name}` is the name of a step or of a column")
    return name


_ID_SHAPE: patterns.SchemaShape = {
    "type": "string",
    "pattern": rf"^(?!({'|'.join(sorted(RESERVED_IDS))})$){ID.pattern}$",
}
Id: TypeAlias = Annotated[str, PlainValidator(read_id), WithJsonSchema(_ID_SHAPE)]


class Effective(Model):
    """The dates for which this version of the plan holds."""

    from_: Date = Field(alias="from")
    to: Date | None = None


class Objective(Model):
    """What the people work for; KPIs serve it."""

    statement: Text | None = None
    serves: Text | None = None
    weight: Factor | None = None
    origin: Annotated[Literal["top-down", "bottom-up"], OneOf] | None = None
    priority: Annotated[Literal["main", "secondary"], OneOf] | None = None
    commitment: Annotated[Literal["committed", "aspirational"], OneOf] | None = None
    why: Text | None = None
    horizon: Text | None = None
    owner: Text | None = None


class BacklogItem(Objective):
    """An objective that was not selected for this period."""

    status: Word | None = None
    cycle: Word | None = None


class DeclaredColumn(Model):
    """An extra column of the people file that conditions may read."""

    unit: UnitWord
    name: Text | None = None


class Example(Model):
    """A worked example inside the plan (section 12)."""

    given: dict[str, Word]
    expect: dict[str, Word] = Field(min_length=1)


def _read_version(value: object) -> int:
    text = scalar(value, "`1`").text
    if text != "1":
        raise problem(
            "wrong-version", f"version `{text[:20]}` of the language is not known: write `csvariable: 1`", "1"
        )
    return 1


def _read_currency(value: object) -> str:
    text = scalar(value, "a currency such as `EUR`").text
    if not re.fullmatch(r"[A-Z]{3}", text):
        upper = text.upper() if re.fullmatch(r"[A-Za-z]{3}", text) else None
        raise problem("wrong-currency", f"`{text[:20]}` is not the code of a currency, such as `EUR`", upper)
    return text


def _read_year_start(value: object) -> str:
    text = scalar(value, "a month and a day such as `04-01`").text
    if not re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])", text):
        raise problem("wrong-date", f"`{text[:20]}` is not a month and a day such as `04-01`")
    return text


Version: TypeAlias = Annotated[int, PlainValidator(_read_version), WithJsonSchema(patterns.VERSION)]
Currency: TypeAlias = Annotated[str, PlainValidator(_read_currency), WithJsonSchema(patterns.CURRENCY)]
DayOfYear: TypeAlias = Annotated[str, PlainValidator(_read_year_start), WithJsonSchema(patterns.DAY_OF_YEAR)]


class Plan(Model, json_schema_extra={"patternProperties": {"^x-": {}}}):
    """A whole plan, valid in its shape; `rules` says whether it makes sense."""

    csvariable: Version
    name: Text
    currency: Currency
    period: Annotated[PeriodLength, OneOf]
    target_incentive: TargetIncentive | None = None
    kpis: dict[Id, Kpi] = Field(min_length=1)
    effective: Effective | None = None
    year_starts: DayOfYear = "01-01"
    communicated_on: Date | None = None
    review_by: Date | None = None
    languages: tuple[Word, ...] | None = None
    nature: Annotated[Literal["contractual", "unilateral-commitment", "discretionary"], OneOf] | None = None
    profile: Annotated[Literal["fr"], OneOf] | None = None
    consultation: Raw = None
    objectives: dict[Id, Objective] = Field(default_factory=dict)
    gates: dict[Id, Gate] = Field(default_factory=dict)
    modifiers: dict[Id, Modifier] = Field(default_factory=dict)
    cap: Limits = ()
    cap_total: Limits = ()
    floor: Limits = ()
    guarantee: Guarantee | None = None
    proration: ProrationField | None = None
    absences: dict[str, AbsencePolicy] = Field(default_factory=dict)
    ramp: RampField | None = None
    accumulate: Accumulate | None = None
    draw: Draw | None = None
    pool: dict[Id, Pool] = Field(default_factory=dict)
    bonuses: dict[Id, Bonus] = Field(default_factory=dict)
    roles: dict[Id, dict[str, Raw]] = Field(default_factory=dict)
    columns: dict[Id, DeclaredColumn] = Field(default_factory=dict)
    missing: Missing = "error"
    rounding: Rounding | None = None
    sources: Raw = None
    odds: Raw = None
    examples: dict[str, Example] = Field(default_factory=dict)
    backlog: dict[Id, BacklogItem] = Field(default_factory=dict)
    allow: dict[str, Word] = Field(default_factory=dict)

    @property
    def periods_per_year(self) -> int:
        """How many periods make a year: 12, 4, 2 or 1."""
        return PERIODS_PER_YEAR[self.period]
