"""Conditions as written: bounds on steps, and which of them must hold (language, section 5)."""

from typing import ClassVar, Self

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema

from csvariable.kernel.message import msg
from csvariable.plan.model import Model
from csvariable.plan.patterns import WORD
from csvariable.plan.point import Bounded
from csvariable.plan.signs import bound_in_words
from csvariable.plan.values import problem
from csvariable.text import Scalar


class Test(Bounded, title="Bounds", json_schema_extra={"minProperties": 1, "maxProperties": 2}):
    """Bounds on one step: at most one lower and one upper; or the word that it is."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, object]:
        """Return the schema of bounds, and of the one word that may stand in their place."""
        return {"anyOf": [handler(schema), WORD]}

    @model_validator(mode="before")
    @classmethod
    def _word(cls, value: object) -> object:
        """Read a word alone as what the step is."""
        if not isinstance(value, Scalar):
            return value
        bound = bound_in_words(value.text)
        if bound is not None:
            message = msg(
                "`{text}` stands where a bound is due: write `{bound}`", text=value.text, bound=bound
            )
            raise problem("wrong-shape", message)
        return {"is": value}

    @model_validator(mode="after")
    def _sides(self) -> Self:
        words = {bound.word for bound in self.bounds}
        if not words:
            raise problem("one-bound", msg("a condition needs a bound: `from`, `above`, `up_to` or `below`"))
        if "is" in words and len(words) > 1:
            raise problem("one-bound", msg("`is` says all: no bound stands beside it"))
        if {"from", "above"} <= words or {"up_to", "below"} <= words:
            raise problem("one-bound", msg("a condition has at most one lower and one upper bound"))
        return self


class NamedTests(Model):
    """Tests by the name of what they test, beside words that hold other conditions."""

    rest = "tests"
    words: ClassVar[tuple[str, ...]] = ()
    """What is no name: `any`, `all`."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, object]:
        """Return the schema of a condition as it is written: tests by name, beside the words."""
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
        """Put the names apart from the words."""
        if not isinstance(value, dict):
            return value
        tests = {name: test for name, test in value.items() if name not in cls.words}
        return {"tests": tests} | {word: value[word] for word in cls.words if word in value}


class Condition(NamedTests, title="Condition", json_schema_extra={"examples": [{"nrr": {"from": "100 %"}}]}):
    """All tests hold, and one of `any`, and each of `all`."""

    words = ("any", "all")
    tests: dict[str, Test] = Field(default_factory=dict)
    any: tuple["Condition", ...] | None = Field(
        default=None,
        min_length=1,
        title="Any",
        description="Conditions of which one must hold.",
        examples=[[{"nrr": {"from": "100 %"}}, {"csat": {"from": "90 %"}}]],
    )
    all: tuple["Condition", ...] | None = Field(
        default=None,
        min_length=1,
        title="All",
        description="Conditions that must all hold.",
        examples=[[{"nrr": {"from": "100 %"}}, {"csat": {"from": "90 %"}}]],
    )

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if not self.tests and self.any is None and self.all is None:
            raise problem("empty-condition", msg("this condition tests nothing: write a step and a bound"))
        return self
