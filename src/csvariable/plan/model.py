"""The shape of a part of a plan: a pydantic model that is frozen, closed and read by the keys of a plan."""

import types
import typing
from collections.abc import Iterable, Sequence
from functools import cached_property
from pkgutil import resolve_name
from typing import Annotated, Any, ClassVar, Union

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    TypeAdapter,
    ValidationInfo,
)
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, core_schema
from typing_extensions import TypeAliasType


class Model(BaseModel):
    """What every part of a plan is: it does not change, and refuses keys that it does not know.

    A schema is built when a part is first read, with all that it holds.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)

    rest: ClassVar[str | None] = None
    """The field that holds the keys that are no field, where the names are the author's."""


def apart(where: str) -> Any:
    """Return the annotation of a part that few plans have, such as `csvariable.plan.pool:Pools`.

    Neither its classes nor its schema are made before a plan has the part. Whoever annotates with it
    imports the name itself for the checker of types, and for nothing else.
    """
    return Annotated[Any, Apart(where)]


class Apart:
    """How a part is read and told to editors; what it is made of is imported once it is asked for."""

    def __init__(self, where: str) -> None:
        self.where = where

    @cached_property
    def annotation(self) -> Any:
        """What the part is."""
        return resolve_name(self.where)

    @cached_property
    def adapter(self) -> TypeAdapter[Any]:
        """The reader."""
        return TypeAdapter(self.annotation)

    def read(self, value: object, info: ValidationInfo) -> Any:
        """Return the part that was written; what is wrong in it keeps its place in the plan."""
        return self.adapter.validate_python(value, context=info.context)

    def __get_pydantic_core_schema__(self, _: object, __: GetCoreSchemaHandler) -> CoreSchema:
        """Return a schema that holds nothing of the part."""
        return core_schema.with_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, _: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Return what editors are told of the part."""
        return handler(self.adapter.core_schema)


def text_or_mapping(value: Any) -> str:
    """Return which of two forms a value has: a text alone, or a mapping that says more."""
    return "mapping" if isinstance(value, dict | Model) else "text"


def keys_at(plan: type[Model], path: Iterable[str | int]) -> tuple[str, ...]:
    """Return the keys that may stand in the mapping at a path; empty where any may.

    The path is an author's route, or an error path with the tags of its unions.
    """
    kinds: list[Any] = [plan]
    for key in path:
        kinds = [found for kind in kinds for found in _below(kind, key)]
    models = [kind for whole in kinds for kind in _branches(whole) if _is_model(kind)]
    if any(kind.rest is not None for kind in models):
        return ()
    return tuple(
        dict.fromkeys(info.alias or name for kind in models for name, info in kind.model_fields.items())
    )


def _below(kind: Any, key: str | int) -> list[Any]:
    branches = _branches(kind)
    found = [of for bare in branches for of in _child_kinds(bare, key)]
    return found or ([kind] if len(branches) > 1 else [])


def _child_kinds(bare: Any, key: str | int) -> list[Any]:
    origin, parts = typing.get_origin(bare), typing.get_args(bare)
    if _is_model(bare):
        fields = bare.model_fields
        own = [_annotated(info) for name, info in fields.items() if key == (info.alias or name)]
        return own if own or bare.rest is None else _below(fields[bare.rest].annotation, key)
    if origin is dict:
        return [parts[1]]
    return [parts[0]] if origin is tuple and isinstance(key, int) else []


def _branches(kind: Any) -> list[Any]:
    """Return the annotations that one stands for: without `None`, without readers, each branch."""
    if isinstance(kind, TypeAliasType):
        return _branches(kind.__value__)
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin in {Union, types.UnionType}:
        return [branch for part in parts if part is not types.NoneType for branch in _branches(part)]
    if origin is Annotated:
        return _branches(_of_part(parts[1:], parts[0]))
    return [kind]


def _annotated(info: FieldInfo) -> Any:
    return _of_part(info.metadata, info.annotation)


def _of_part(readers: Iterable[Any], kind: Any) -> Any:
    """Return what is annotated: of a part, what it is made of."""
    return next((one.annotation for one in readers if isinstance(one, Apart)), kind)


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Model)


def title_at(plan: type[Model], path: Sequence[str | int]) -> str | None:
    """Return the title of the field at a path, not empty; None where an author's name stands there."""
    kinds: list[Any] = [plan]
    for key in path[:-1]:
        kinds = [found for kind in kinds for found in _below(kind, key)]
    models = [kind for whole in kinds for kind in _branches(whole) if _is_model(kind)]
    titles = (
        info.title
        for kind in models
        for name, info in kind.model_fields.items()
        if path[-1] == (info.alias or name)
    )
    return next((title for title in titles if title is not None), None)
