"""What an editor can check of a written value: the JSON Schema of each kind of scalar.

An editor reads YAML 1.2: `5` is a number there, `true` a flag, `5 %` a text. Wherever the reader
takes a value, its schema takes it too; what a pattern cannot say is left to the reader.
"""

from typing import Any, Final, TypeAlias

SchemaShape: TypeAlias = dict[str, Any]

_BLANK = "[ \u00a0\u202f\u2009]*"
_WHOLE = r"(0|[1-9]\d{0,12})"
_NUMBER = _WHOLE + r"(\.\d{1,6})?"
_RATE = rf"[+-]?{_NUMBER}{_BLANK}%|[+-]?{_WHOLE}\s*/\s*[1-9]\d{{0,12}}"
_FACTOR = rf"\+?{_NUMBER}{_BLANK}%|\+?{_WHOLE}\s*/\s*[1-9]\d{{0,12}}"
_MONEY = rf"\+?{_NUMBER}({_BLANK}[A-Z]{{3}})?"
_DURATION = rf"{_NUMBER}{_BLANK}h({_BLANK}{_NUMBER}{_BLANK}min)?|{_NUMBER}{_BLANK}min|-?{_NUMBER}{_BLANK}d"
_LEVEL = rf"{_RATE}|[+-]?{_NUMBER}({_BLANK}[A-Z]{{3}})?|{_DURATION}"


def matching(pattern: str) -> SchemaShape:
    """Return the schema of a text that is one of these, with blanks around it."""
    return {"type": "string", "pattern": rf"^\s*({pattern})\s*$"}


RATE: Final = matching(_RATE)
FACTOR: Final = matching(_FACTOR)
MONEY: Final[SchemaShape] = {"anyOf": [{"type": "number", "minimum": 0}, matching(_MONEY)]}
LEVEL: Final[SchemaShape] = {"anyOf": [{"type": "number"}, matching(_LEVEL)]}
COUNT: Final[SchemaShape] = {
    "anyOf": [{"type": "integer", "minimum": 0, "maximum": 999_999}, matching(r"0|[1-9]\d{0,5}")]
}
PLACES: Final[SchemaShape] = {
    "anyOf": [{"type": "integer", "minimum": 0, "maximum": 12}, matching(r"\d|1[0-2]")]
}
HALF_DAYS: Final[SchemaShape] = {
    "anyOf": [{"type": "number", "exclusiveMinimum": 0, "multipleOf": 0.5}, matching(r"\d+(\.[05])?")]
}
DATE: Final = matching(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
DAY_OF_YEAR: Final[SchemaShape] = {"type": "string", "pattern": r"^(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$"}
CURRENCY: Final[SchemaShape] = {"type": "string", "pattern": "^[A-Z]{3}$"}
VERSION: Final[SchemaShape] = {"enum": [1, "1"]}
FLAG: Final[SchemaShape] = {"enum": [True, False, "true", "false"]}
WORD: Final[SchemaShape] = {"type": ["string", "number", "boolean"]}
TEXT: Final[SchemaShape] = {
    "anyOf": [
        WORD,
        {"type": "object", "properties": {"fr": WORD, "en": WORD}, "additionalProperties": False},
    ]
}
WORDS: Final[SchemaShape] = {"anyOf": [WORD, {"type": "array", "items": WORD}]}
