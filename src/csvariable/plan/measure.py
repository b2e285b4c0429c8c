"""How the value of a KPI is computed: from other KPIs, or from rows (language, sections 3 and 16)."""

from typing import Annotated, Any, Self, TypeAlias

from pydantic import (
    Discriminator,
    Field,
    GetJsonSchemaHandler,
    PlainValidator,
    Tag,
    ValidationError,
    model_validator,
)
from pydantic_core import CoreSchema

from csvariable.kernel.message import msg, quoted
from csvariable.plan.measure_of_rows import KINDS, MeasureOfRows, Rows
from csvariable.plan.model import Model
from csvariable.plan.rows import USE
from csvariable.plan.values import Rate, StepName, problem


class SumOf(Model, title="Sum"):
    """Steps added with factors, which may be negative."""

    sum: dict[str, Rate] = Field(
        min_length=1,
        title="Sum",
        description="Steps by name, each with the factor that it is added with, which may be negative.",
        examples=[{"new_arr": "100 %", "lost_arr": "-100 %"}],
    )


class LeastOf(Model, title="Least"):
    """The least of several steps."""

    least: tuple[StepName, ...] = Field(
        min_length=1,
        title="Least",
        description="Steps of which the least counts.",
        examples=[["nrr", "csat"]],
    )


class GreatestOf(Model, title="Greatest"):
    """The greatest of several steps."""

    greatest: tuple[StepName, ...] = Field(
        min_length=1,
        title="Greatest",
        description="Steps of which the greatest counts.",
        examples=[["nrr", "csat"]],
    )


class NoKind(Model, title="Measure", extra="allow"):
    """A measure of which nothing says what kind it is: it is always refused."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, object]:
        """Return the schema that nothing fulfils."""
        return {"not": {}}

    @model_validator(mode="after")
    def _refuse(self) -> Self:
        raise problem(
            "one-kind",
            msg("a measure is one of {kinds}", kinds=quoted(dict.fromkeys((*_STEPS, *KINDS)), "or")),
        )


_STEPS = ("sum", "least", "greatest")


def _is_of_steps(word: str, value: Any) -> bool:
    """Whether a key of a measure puts steps together: `sum` with factors, never of columns of a row."""
    inner = value[word] if isinstance(value, dict) else None
    if word != "sum":
        return True
    return isinstance(inner, dict) and not any(isinstance(one, list | tuple) for one in inner.values())


def _measure_tag(value: Any) -> str:
    if not isinstance(value, dict):
        return "measure-none"
    if USE in value:
        return "measure-catalog"
    steps = next((word for word in _STEPS if word in value and _is_of_steps(word, value)), None)
    if steps is not None:
        return f"measure-{steps}"
    rows = next((word for word in KINDS if word in value), None)
    return "measure-none" if rows is None else f"measure-rows-{rows}"


def _from_catalog(value: Any) -> Rows:
    """Read the definition that the catalogue has, with what the plan fills into its gaps."""
    from csvariable.plan.from_catalog import filled_measure

    kpi, filled = filled_measure(value)
    kind = KINDS[next(word for word in KINDS if word in filled)]
    try:
        return kind.model_validate(filled)
    except ValidationError as wrong:
        first = wrong.errors(include_url=False)[0]
        reason = first.get("ctx", {}).get("message", msg("a value is missing"))
        raise problem(
            "wrong-filling",
            msg("what fills the gaps of `{kpi}` makes no measure: {reason}", kpi=kpi.id, reason=reason),
        ) from None


class _UseSchema:
    """The schema of a KPI of the catalogue: the catalogue is read where somebody asks."""

    def __get_pydantic_json_schema__(self, _: CoreSchema, __: GetJsonSchemaHandler) -> dict[str, Any]:
        from csvariable.catalog.entry import ids
        from csvariable.plan.from_catalog import PREFIX

        return {
            "title": "From the catalogue",
            "description": "A KPI of the catalogue, with what fills its gaps.",
            "type": "object",
            "required": [USE],
            "properties": {
                USE: {
                    "title": "Use",
                    "description": "A KPI that `csvariable catalog` lists, such as `catalog.nps`.",
                    "enum": [f"{PREFIX}{name}" for name in ids()],
                }
            },
            "additionalProperties": {"type": ["string", "number", "boolean"]},
            "examples": [{USE: f"{PREFIX}csat-mean", "of": "surveys", "score": "score"}],
        }


FromCatalog: TypeAlias = Annotated[Rows, PlainValidator(_from_catalog), _UseSchema()]

Measure: TypeAlias = Annotated[
    Annotated[SumOf, Tag("measure-sum")]
    | Annotated[LeastOf, Tag("measure-least")]
    | Annotated[GreatestOf, Tag("measure-greatest")]
    | MeasureOfRows
    | Annotated[FromCatalog, Tag("measure-catalog")]
    | Annotated[NoKind, Tag("measure-none")],
    Discriminator(_measure_tag),
]
