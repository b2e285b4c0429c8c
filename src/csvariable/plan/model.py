"""Models of pydantic-core: the classes of a plan, without the price of `pydantic.BaseModel`.

`csvariable validate` has to answer as fast as an editor types. Importing `BaseModel` and building
the forty classes of a plan with it takes longer than all the rest of the command; the validators
themselves, pydantic-core, are fast to load. So this module turns the annotations of a class into
a schema of pydantic-core, and does nothing else. It speaks pydantic's vocabulary on purpose.
"""

import sys
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Self, TypeVar, Union, dataclass_transform

from pydantic_core import SchemaValidator, ValidationError, core_schema

Schema = core_schema.CoreSchema
Found = TypeVar("Found")

_NOTHING: Any = object()


class FieldInfo(NamedTuple):
    """What is said of a field beside its type."""

    default: Any = _NOTHING
    default_factory: Callable[[], Any] | None = None
    alias: str | None = None
    min_length: int | None = None
    le: int | None = None

    @property
    def required(self) -> bool:
        """Whether the author of a plan must write it."""
        return self.default is _NOTHING and self.default_factory is None


def Field(  # noqa: N802 - pydantic's name
    default: Any = _NOTHING,
    *,
    default_factory: Callable[[], Any] | None = None,
    key: str | None = None,
    min_length: int | None = None,
    le: int | None = None,
) -> Any:
    """Describe a field: its default, its name in a plan, the least length, the greatest value."""
    return FieldInfo(default, default_factory, key, min_length, le)


class BeforeValidator(NamedTuple):
    """A function that reads the written value; it may take a `ValidationInfo` as well."""

    read: Callable[..., Any]


class Discriminator(NamedTuple):
    """A function from a written value to the tag of the branch that reads it."""

    tag: Callable[[Any], str]


class Tag(NamedTuple):
    """The tag of a branch."""

    name: str


def model_validator(method: Callable[[Found], Found]) -> Callable[[Found], Found]:
    """Mark a method that checks the whole object once its fields are read."""
    method.__checks_model__ = True  # type: ignore[attr-defined]
    return method


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(Field,))
class Model:
    """The shape of a part of a plan: frozen, and closed to unknown keys."""

    __slots__ = ("__dict__", "__pydantic_extra__", "__pydantic_fields_set__", "__pydantic_private__")

    fields: ClassVar[dict[str, tuple[Any, FieldInfo]]] = {}
    checks: ClassVar[tuple[str, ...]] = ()
    extra: ClassVar[Literal["forbid", "allow"]] = "forbid"
    rest: ClassVar[str | None] = None
    """The field that holds the keys that are no field, where the names are the author's."""
    _validator: ClassVar[SchemaValidator | None] = None

    def __init_subclass__(cls, *, extra: Literal["forbid", "allow"] = "forbid") -> None:
        """Collect the fields and checks of the class; its schema is built when it is needed."""
        own = {name: _field(cls, name, kind) for name, kind in cls.__annotations__.items()}
        cls.fields = {**cls.fields, **own}
        checks = (name for name, value in vars(cls).items() if getattr(value, "__checks_model__", False))
        cls.checks = (*cls.checks, *checks)
        cls.extra = extra
        cls._validator = None

    def __init__(self, **values: Any) -> None:
        """Make an object from values by their Python names."""
        written = {
            info.alias or name: values[name] for name, (_, info) in self.fields.items() if name in values
        }
        unknown = set(values) - set(self.fields)
        if unknown:
            raise TypeError(f"{type(self).__name__} has no field {', '.join(sorted(unknown))}")
        made = type(self).model_validate(written)
        object.__setattr__(self, "__dict__", made.__dict__)

    @classmethod
    def model_validate(cls, value: object, *, context: Mapping[str, Any] | None = None) -> Self:
        """Read an object from written values; raise `ValidationError` with all that is wrong."""
        if cls._validator is None:
            cls._validator = SchemaValidator(_whole(cls))
        found: Self = cls._validator.validate_python(value, context=dict(context or {}))
        return found

    def replaced(self, **values: Any) -> Self:
        """Return a copy with other values of some fields; they are trusted."""
        copy = object.__new__(type(self))
        object.__setattr__(copy, "__dict__", {**self.__dict__, **values})
        return copy

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a {type(self).__name__} does not change")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash(tuple(self.__dict__.items()))

    def __repr__(self) -> str:
        said = {name: value for name, value in self.__dict__.items() if value != self.fields[name][1].default}
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in said.items())})"


def _field(cls: type, name: str, kind: Any) -> tuple[Any, FieldInfo]:
    default = vars(cls).get(name, _NOTHING)
    return kind, default if isinstance(default, FieldInfo) else FieldInfo(default)


def _whole(cls: type[Model]) -> Schema:
    """Return the schema of a class, where a class that holds itself is a definition."""
    definitions: dict[str, Schema] = {}
    schema = _model(cls, definitions, ())
    return core_schema.definitions_schema(schema, list(definitions.values())) if definitions else schema


def _model(cls: type[Model], definitions: dict[str, Schema], above: tuple[type, ...]) -> Schema:
    if cls in above:
        definitions.setdefault(cls.__name__, core_schema.any_schema(ref=cls.__name__))
        return core_schema.definition_reference_schema(cls.__name__)
    if cls.__name__ in definitions:
        return core_schema.definition_reference_schema(cls.__name__)
    fields = {}
    for name, (kind, info) in cls.fields.items():
        schema = _limited(_schema(kind, definitions, (*above, cls), cls), info)
        if not info.required:
            schema = core_schema.with_default_schema(schema, **_default(info))
        fields[name] = core_schema.model_field(schema, validation_alias=info.alias)
    schema = core_schema.model_schema(cls, core_schema.model_fields_schema(fields, extra_behavior=cls.extra))
    for check in cls.checks:
        schema = core_schema.no_info_after_validator_function(getattr(cls, check), schema)
    if cls.__name__ in definitions:
        definitions[cls.__name__] = {**schema, "ref": cls.__name__}
        return core_schema.definition_reference_schema(cls.__name__)
    return schema


def _default(info: FieldInfo) -> dict[str, Any]:
    if info.default_factory is not None:
        return {"default_factory": info.default_factory}
    return {"default": info.default}


def _limited(schema: Schema, info: FieldInfo) -> Schema:
    """Put the limits of a field where the list, the mapping or the number stands."""
    if info.le is not None:
        return _at_most(schema, info.le)
    if info.min_length is None:
        return schema
    limit = {"min_length": info.min_length}
    if schema["type"] == "nullable":
        return {**schema, "schema": {**schema["schema"], **limit}}
    return {**schema, **limit}


def _at_most(schema: Schema, most: int) -> Schema:
    def check(value: Any) -> Any:
        if value is not None and value > most:
            raise core_schema_error(most)
        return value

    return core_schema.no_info_after_validator_function(check, schema)


def core_schema_error(most: int) -> Exception:
    """Return the error of a number that is too great."""
    from pydantic_core import PydanticCustomError

    message = f"at most {most} is allowed here"
    return PydanticCustomError("wrong-number", "{message}", {"message": message, "suggestion": None})


def _schema(kind: Any, definitions: dict[str, Schema], above: tuple[type, ...], owner: type) -> Schema:
    """Return the schema of an annotation; a union without a discriminator is `X | None`."""
    kind = named(kind, owner)
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin is Annotated:
        return _annotated(parts, definitions, above, owner)
    if origin in {Union, types.UnionType}:
        return core_schema.nullable_schema(_schema(parts[0], definitions, above, owner))
    if origin is Literal:
        return core_schema.literal_schema(list(parts))
    if origin is dict:
        return core_schema.dict_schema(*(_schema(part, definitions, above, owner) for part in parts))
    if origin is tuple:
        return _tuple(parts, definitions, above, owner)
    if kind is Any:
        return core_schema.any_schema()
    if _is_model(kind):
        return _model(kind, definitions, above)
    return core_schema.is_instance_schema(kind)


def _tuple(
    parts: tuple[Any, ...], definitions: dict[str, Schema], above: tuple[type, ...], owner: type
) -> Schema:
    if Ellipsis in parts:
        return core_schema.tuple_schema([_schema(parts[0], definitions, above, owner)], variadic_item_index=0)
    return core_schema.tuple_schema([_schema(part, definitions, above, owner) for part in parts])


def _annotated(
    parts: tuple[Any, ...], definitions: dict[str, Schema], above: tuple[type, ...], owner: type
) -> Schema:
    kind, *notes = parts
    discriminator = next((note for note in notes if isinstance(note, Discriminator)), None)
    if discriminator is not None:
        choices = {
            _tag(branch): _schema(branch, definitions, above, owner) for branch in typing.get_args(kind)
        }
        return core_schema.tagged_union_schema(choices, discriminator.tag)
    reader = next((note.read for note in notes if isinstance(note, BeforeValidator)), None)
    if reader is None:
        return _schema(kind, definitions, above, owner)
    return _read(reader, kind, definitions, above, owner)


def _read(
    reader: Callable[..., Any],
    kind: Any,
    definitions: dict[str, Schema],
    above: tuple[type, ...],
    owner: type,
) -> Schema:
    """Return a schema that reads with a function; only a shape is checked after it."""
    with_info = reader.__code__.co_argcount > 1
    origin = typing.get_origin(kind)
    if origin not in {Literal, tuple} and not _is_model(kind):
        return (
            core_schema.with_info_plain_validator_function(reader)
            if with_info
            else core_schema.no_info_plain_validator_function(reader)
        )
    inner = _schema(kind, definitions, above, owner)
    if with_info:
        return core_schema.with_info_before_validator_function(reader, inner)
    return core_schema.no_info_before_validator_function(reader, inner)


def _tag(branch: Any) -> str:
    return next(note.name for note in branch.__metadata__ if isinstance(note, Tag))


def keys_at(plan: type[Model], path: Iterable[str | int]) -> tuple[str, ...]:
    """Return the keys that may stand in the mapping at a path; empty where any may.

    The path is an author's route, or an error path with the tags of its unions.
    """
    kinds: list[Any] = [plan]
    for key in path:
        kinds = [found for kind in kinds for found in _below(kind, key)]
    models = [kind for whole in kinds for kind in _branches(whole) if _is_model(kind)]
    return tuple(
        dict.fromkeys(info.alias or name for kind in models for name, (_, info) in kind.fields.items())
    )


def _below(kind: Any, key: str | int) -> list[Any]:
    branches = _branches(kind)
    found = [of for bare in branches for of in _child_kinds(bare, key)]
    return found or ([kind] if len(branches) > 1 else [])


def _child_kinds(bare: Any, key: str | int) -> list[Any]:
    origin, parts = typing.get_origin(bare), typing.get_args(bare)
    if _is_model(bare):
        own = [named(of, bare) for name, (of, info) in bare.fields.items() if key == (info.alias or name)]
        if own or bare.rest is None:
            return own
        return _below(named(bare.fields[bare.rest][0], bare), key)
    if origin is dict:
        return [parts[1]]
    return [parts[0]] if origin is tuple and isinstance(key, int) else []


def _branches(kind: Any) -> list[Any]:
    """Return the annotations that one stands for: without `None`, without readers, each branch."""
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin in {Union, types.UnionType}:
        return [branch for part in parts if part is not types.NoneType for branch in _branches(part)]
    return _branches(parts[0]) if origin is Annotated else [kind]


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Model)


def named(kind: Any, owner: type[Model]) -> Any:
    """Return an annotation, evaluated where it was written as a text."""
    return eval(kind, vars(sys.modules[owner.__module__])) if isinstance(kind, str) else kind  # noqa: S307


__all__ = [
    "BeforeValidator",
    "Discriminator",
    "Field",
    "FieldInfo",
    "Model",
    "Tag",
    "ValidationError",
    "keys_at",
    "model_validator",
    "named",
]
