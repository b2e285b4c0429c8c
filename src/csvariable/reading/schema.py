"""The shapes of a plan and of a result as JSON Schema (draft-07), for editors and programs.

The schema of a plan is read off the same classes that read it: what an editor underlines is what
`validate` refuses. What a schema cannot say (sums, names, order) is left to the rules.
"""

import json
import types
import typing
from typing import Annotated, Any, Literal, TypeAlias, Union

from csvariable.plan import amounts, curve, plan as whole, values
from csvariable.plan.model import BeforeValidator, FieldInfo, Model, named
from csvariable.reading.result_schema import result_schema

Shape: TypeAlias = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"

_BLANK = "[ \u00a0\u202f\u2009]*"
_WHOLE = r"(0|[1-9]\d{0,12})"
_NUMBER = _WHOLE + r"(\.\d{1,6})?"
_RATE = rf"[+-]?{_NUMBER}{_BLANK}%|[+-]?{_WHOLE}\s*/\s*[1-9]\d{{0,12}}"
_FACTOR = rf"\+?{_NUMBER}{_BLANK}%|\+?{_WHOLE}\s*/\s*[1-9]\d{{0,12}}"
_MONEY = rf"\+?{_NUMBER}({_BLANK}[A-Z]{{3}})?"
_DURATION = rf"{_NUMBER}{_BLANK}h({_BLANK}{_NUMBER}{_BLANK}min)?|{_NUMBER}{_BLANK}min|-?{_NUMBER}{_BLANK}d"
_LEVEL = rf"{_RATE}|[+-]?{_NUMBER}({_BLANK}[A-Z]{{3}})?|{_DURATION}"
_ID = rf"^(?!({'|'.join(sorted(whole.RESERVED_IDS))})$)[a-z][a-z0-9_-]{{0,39}}$"


def _text(pattern: str) -> Shape:
    return {"type": "string", "pattern": rf"^\s*({pattern})\s*$"}


_WORD: Shape = {"type": ["string", "number", "boolean"]}
_MONEY_SHAPE: Shape = {"anyOf": [{"type": "number", "minimum": 0}, _text(_MONEY)]}
_TEXTS: Shape = {
    "anyOf": [
        _WORD,
        {"type": "object", "properties": {"fr": _WORD, "en": _WORD}, "additionalProperties": False},
    ]
}

_READERS: dict[Any, Shape] = {
    values.read_rate: _text(_RATE),
    values.read_factor: _text(_FACTOR),
    values.read_money: _MONEY_SHAPE,
    values.read_price: _MONEY_SHAPE,
    values.read_level: {"anyOf": [{"type": "number"}, _text(_LEVEL)]},
    values.read_count: {
        "anyOf": [{"type": "integer", "minimum": 0, "maximum": 999999}, _text(r"0|[1-9]\d{0,5}")]
    },
    values.read_half_days: {
        "anyOf": [{"type": "number", "exclusiveMinimum": 0, "multipleOf": 0.5}, _text(r"\d+(\.[05])?")]
    },
    values.read_date: _text(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"),
    values.read_flag: {"enum": [True, False, "true", "false"]},
    values.read_word: _WORD,
    values.read_route: _WORD,
    values.read_text: _TEXTS,
    whole._read_version: {"enum": [1, "1"]},  # noqa: SLF001 - the reader is the key of its shape
    whole._read_currency: {"type": "string", "pattern": "^[A-Z]{3}$"},  # noqa: SLF001
    whole._read_year_start: {"type": "string", "pattern": r"^(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$"},  # noqa: SLF001
    amounts.read_scope_of: {"anyOf": [_WORD, {"type": "array", "items": _WORD}]},
}

_ONE_BOUND: Shape = {"oneOf": [{"required": [word]} for word in curve.BOUND_WORDS]}
_ONE_KIND: Shape = {"oneOf": [{"required": [kind]} for kind in curve.KINDS]}
_CONDITIONS: dict[str, Shape] = {
    "_one_bound": _ONE_BOUND,
    "_one_kind": _ONE_KIND,
    "_sides": {"minProperties": 1, "maxProperties": 2},
    "_something": {"anyOf": [{"required": [key]} for key in ("item", "voucher", "leave_days", "badge")]},
    "_one_source": {
        "anyOf": [{"required": [key]} for key in ("pays", "per", "of", "rank", "gives", "badge")]
    },
    "_one_payment": {"not": {"required": ["curve", "matrix"]}},
}
"""What the checks of a class say, as far as a schema can."""


def schema_text(kind: Literal["plan", "result"] = "plan") -> str:
    """Return a schema as JSON text that ends with a line break."""
    return (
        json.dumps(plan_schema() if kind == "plan" else result_schema(), ensure_ascii=False, indent=2) + "\n"
    )


def plan_schema() -> Shape:
    """Return the schema of a plan."""
    definitions: dict[str, Shape] = {}
    found = _model(whole.Plan, definitions)
    found["patternProperties"] = {"^x-": {}}
    return {
        "$schema": DRAFT,
        "title": "csvariable plan",
        "description": "A plan of variable pay, version 1 of the language.",
        **found,
        "definitions": dict(sorted(definitions.items())),
    }


def _model(model: type[Model], definitions: dict[str, Shape]) -> Shape:
    if model is curve.Condition:
        return _condition(definitions)
    properties = {
        info.alias or name: _limited(_shape(named(kind, model), definitions), info)
        for name, (kind, info) in model.fields.items()
    }
    required = [info.alias or name for name, (_, info) in model.fields.items() if info.required]
    found: Shape = {
        "type": "object",
        "properties": properties,
        "additionalProperties": model.extra == "allow",
    }
    if required:
        found["required"] = required
    for check in model.checks:
        found |= _CONDITIONS.get(check, {})
    return found


def _condition(definitions: dict[str, Shape]) -> Shape:
    several = {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/Condition"}}
    return {
        "type": "object",
        "properties": {"any": several, "all": several},
        "additionalProperties": _shape(curve.Test, definitions),
        "minProperties": 1,
    }


def _limited(shape: Shape, info: FieldInfo) -> Shape:
    if info.min_length is not None:
        return {**shape, "minProperties" if shape.get("type") == "object" else "minItems": info.min_length}
    if info.le is not None:
        return {"type": "integer", "minimum": 0, "maximum": info.le}
    return shape


def _shape(kind: Any, definitions: dict[str, Shape]) -> Shape:
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin is Annotated:
        return _annotated(parts, definitions)
    if origin in {Union, types.UnionType}:
        return _shape(parts[0], definitions)  # `X | None`: what may be left out
    if origin is Literal:
        return {"enum": list(parts)}
    if origin is dict:
        return _mapping(parts, definitions)
    if origin is tuple:
        if Ellipsis in parts:
            return {"type": "array", "items": _shape(parts[0], definitions)}
        items = [_shape(part, definitions) for part in parts]
        return {"type": "array", "items": items, "minItems": len(items), "maxItems": len(items)}
    if isinstance(kind, type) and issubclass(kind, Model):
        return _reference(kind, definitions)
    return {}


def _reference(model: type[Model], definitions: dict[str, Shape]) -> Shape:
    name = model.__name__
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = {
            "description": (model.__doc__ or "").partition("\n")[0],
            **_model(model, definitions),
        }
    return {"$ref": f"#/definitions/{name}"}


def _mapping(parts: tuple[Any, ...], definitions: dict[str, Shape]) -> Shape:
    inner = _shape(parts[1], definitions)
    if parts[0] is whole.Id:
        return {"type": "object", "patternProperties": {_ID: inner}, "additionalProperties": False}
    return {"type": "object", "additionalProperties": inner}


def _annotated(parts: tuple[Any, ...], definitions: dict[str, Shape]) -> Shape:
    kind, *notes = parts
    reader = next((note.read for note in notes if isinstance(note, BeforeValidator)), None)
    if reader in _READERS:
        return _READERS[reader]
    if reader is amounts.read_limits:
        one: Shape = {"anyOf": [_text(_RATE), _MONEY_SHAPE, _reference(amounts.ShareOfPay, definitions)]}
        return {"anyOf": [*one["anyOf"], {"type": "array", "items": one}]}
    if reader is amounts.read_proration:
        return {"anyOf": [{"enum": ["none"]}, _reference(amounts.Proration, definitions)]}
    if reader is amounts.read_ramp:
        several = {"type": "array", "items": _READERS[values.read_level]}
        factors = {"type": "array", "items": _READERS[values.read_factor]}
        return {"anyOf": [factors, {"type": "object", "additionalProperties": several}]}
    if typing.get_origin(kind) in {Union, types.UnionType}:
        return {"anyOf": [_shape(branch, definitions) for branch in typing.get_args(kind)]}
    return _shape(kind, definitions)
