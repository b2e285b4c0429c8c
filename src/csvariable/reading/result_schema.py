"""The shape of a result (`compute --format json`), as JSON Schema: language, section 15."""

from typing import Any

from csvariable import SCHEMA_VERSION

_DECIMAL = {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}
_STEPS = {"type": "object", "additionalProperties": {"anyOf": [_DECIMAL, {"type": "null"}]}}
_TEXT_OR_NULL = {"type": ["string", "null"]}
_FILE = {"path": {"type": "string"}, "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"}}


def _object(properties: dict[str, Any], *, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return an object with these keys and no others, all there but the optional ones."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


_REWARD = _object(
    {
        "bonus": {"type": "string"},
        "item": {"type": "string"},
        "quantity": _DECIMAL,
        "value": {"anyOf": [_DECIMAL, {"type": "null"}]},
    }
)
_NOTE = {
    "type": "object",
    "properties": {"kind": {"type": "string"}, "kpi": _TEXT_OR_NULL, "route": {"type": "string"}},
    "required": ["kind"],
}
_PART = {
    "type": "object",
    "properties": {"role": _TEXT_OR_NULL, "team": _TEXT_OR_NULL, "steps": _STEPS},
    "required": ["steps"],
}
_CORRECTION = _object(
    {
        "amount": _DECIMAL,
        "reason": {"type": "string"},
        "period": {"type": "string"},
        "step": {"type": "string"},
    }
)
_PERSON = _object(
    {
        "id": {"type": "string"},
        "name": _TEXT_OR_NULL,
        "role": _TEXT_OR_NULL,
        "team": _TEXT_OR_NULL,
        "target_incentive": {"anyOf": [_DECIMAL, {"type": "null"}]},
        "total": _DECIMAL,
        "steps": _STEPS,
        "parts": {"type": "array", "items": _PART},
        "corrections": {"type": "array", "items": _CORRECTION},
        "rewards": {"type": "array", "items": _REWARD},
        "notes": {"type": "array", "items": _NOTE},
    },
    optional=("parts", "corrections"),
)
_DIAGNOSTIC = {
    "type": "object",
    "properties": {
        "rule": {"type": "string"},
        "severity": {"enum": ["error", "warning", "advice"]},
        "message": {"type": "string"},
        "file": _TEXT_OR_NULL,
    },
    "required": ["rule", "severity", "message"],
}
_COUNT = {"type": "string", "pattern": r"^\d+(/\d+)?$"}
_WHOLE = {"type": ["string", "null"], "pattern": r"^-?\d+$"}
_MEASURE = _object(
    {
        "kpi": {"type": "string"},
        "scope": {"enum": ["person", "team", "company"]},
        "owner": {"type": "string"},
        "value": {"anyOf": [_DECIMAL, {"type": "null"}]},
        "numerator": _WHOLE,
        "denominator": _WHOLE,
        "n": _COUNT,
        "left_out": {"type": "object", "additionalProperties": _COUNT},
        "interval": _object({"level": _DECIMAL, "low": _DECIMAL, "high": _DECIMAL}),
    },
    optional=("interval",),
)


def result_schema() -> dict[str, Any]:
    """Return the schema of a result."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "csvariable result",
        "description": "What each person is paid, and how. Amounts and rates are exact decimals in text.",
        **_object(
            {
                "schema_version": {"const": SCHEMA_VERSION},
                "tool": _object({"name": {"const": "csvariable"}, "version": {"type": "string"}}),
                "plan": _object(
                    {"path": _FILE["path"], "name": {"type": "string"}, "sha256": _FILE["sha256"]}
                ),
                "facts": {
                    "type": "array",
                    "items": _object({**_FILE, "rows": {"type": "integer", "minimum": 0}}),
                },
                "period": _TEXT_OR_NULL,
                "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
                "people": {"type": "array", "items": _PERSON},
                "totals": _object(
                    {"payout": _DECIMAL, "rewards_value": _DECIMAL, "target_incentive": _DECIMAL}
                ),
                "measures": {"type": "array", "items": _MEASURE},
                "diagnostics": {"type": "array", "items": _DIAGNOSTIC},
            },
            optional=("measures",),
        ),
    }
