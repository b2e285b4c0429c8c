"""The shape of a plan as JSON Schema (draft-07), for editors and programs.

The schema of a plan is pydantic's own, of the classes that read it: what an editor underlines is
what `validate` refuses. What a schema cannot say (sums, names, order) is left to the rules.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic.json_schema import (
    GenerateJsonSchema,
    JsonSchemaMode,
    JsonSchemaValue,
    NoDefault,
)
from pydantic_core import CoreSchema, core_schema

from csvariable.plan import Plan
from csvariable.reading.schema_examples import exemplify, retold, texts_of_examples


class PlanSchema(GenerateJsonSchema):
    """The generator, made to speak draft-07, and to say what the author of a plan writes.

    A plan has no null, a default says something or nothing, and no union has a discriminator that
    is written; the names of classes and of Python's attributes are nobody's titles.
    """

    schema_dialect = "http://json-schema.org/draft-07/schema#"

    def generate(self, schema: CoreSchema, mode: JsonSchemaMode = "validation") -> JsonSchemaValue:
        """Return the whole schema, with its definitions where draft-07 has them."""
        found = super().generate(schema, mode)
        definitions = found.pop("$defs", {})
        return {
            "$schema": self.schema_dialect,
            "title": "csvariable plan",
            "description": "A plan of variable pay, version 1 of the language.",
            **{key: value for key, value in found.items() if key != "description"},
            "definitions": dict(sorted(definitions.items())),
        }

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """Return the schema of a value that may be left out: `None` is not written."""
        return self.generate_inner(schema["schema"])

    def get_default_value(self, schema: core_schema.WithDefaultSchema) -> Any:
        """Return what holds where nothing is written, if that is a value."""
        default = super().get_default_value(schema)
        return default if isinstance(default, str | bool | int) else NoDefault

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        """Return the branches of a union that is told apart by its shape."""
        return self.get_union_of_schemas([self.generate_inner(one) for one in schema["choices"].values()])

    def tuple_schema(self, schema: core_schema.TupleSchema) -> JsonSchemaValue:
        """Return the schema of a list; draft-07 has the schemas of its places under `items`."""
        found = super().tuple_schema(schema)
        if "prefixItems" in found:
            found["items"] = found.pop("prefixItems")
        return found

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Return the schema of a mapping by name, where a name that is no id is refused."""
        found = super().dict_schema(schema)
        if "patternProperties" in found:
            found["additionalProperties"] = False
        return found

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Return the schema of a part; the name of a class is no title."""
        found = super().model_schema(schema)
        if "title" not in schema["cls"].model_config:
            found.pop("title", None)
        return found

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - pydantic's
        """Return that the name of an attribute is no title either."""
        return False

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:  # noqa: ARG002
        """Return a schema as it was put together: keys stand as in the classes."""
        return value


def plan_schema() -> dict[str, Any]:
    """Return the schema of a plan, with an example where a key has no default or list of words."""
    found = Plan.model_json_schema(ref_template="#/definitions/{model}", schema_generator=PlanSchema)
    exemplify(found, found["definitions"])
    return found


SAID = frozenset({"title", "description", "patternErrorMessage"})
"""The keys of a schema whose texts people read."""


def sentences(part: Any) -> Iterator[str]:
    """Yield the texts of a schema that people read, those of its examples among them."""
    children = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    if isinstance(part, dict):
        yield from (text for key, text in part.items() if key in SAID and isinstance(text, str))
        yield from texts_of_examples(part) if "definitions" in part else ()
    for child in children:
        yield from sentences(child)


def spoken(part: Any, translate: Callable[[str], str]) -> Any:
    """Return a schema with the texts that people read translated, those of its examples among them."""
    shown = {text: translate(text) for text in texts_of_examples(part)} if "definitions" in part else {}
    return _spoken(part, translate, shown)


def _spoken(part: Any, translate: Callable[[str], str], shown: Mapping[str, str]) -> Any:
    if isinstance(part, list):
        return [_spoken(one, translate, shown) for one in part]
    if not isinstance(part, dict):
        return part
    return {key: _value_spoken(key, value, translate, shown) for key, value in part.items()}


def _value_spoken(key: str, value: Any, translate: Callable[[str], str], shown: Mapping[str, str]) -> Any:
    if key in SAID and isinstance(value, str):
        return translate(value)
    return (
        retold(value, shown)
        if key == "examples" and isinstance(value, list)
        else _spoken(value, translate, shown)
    )
