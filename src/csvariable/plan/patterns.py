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


def matching(pattern: str, wanted: str) -> SchemaShape:
    """Return the schema of a text that is one of these, with blanks around it, and what to write instead."""
    return {"type": "string", "pattern": rf"^\s*({pattern})\s*$", "patternErrorMessage": wanted}


def _number_or(text: SchemaShape, *examples: object, **limits: object) -> SchemaShape:
    return {"anyOf": [{"type": "number", **limits}, text], "examples": list(examples)}


RATE: Final[SchemaShape] = {**matching(_RATE, "Write a rate such as `85 %`."), "examples": ["85 %", "1/3"]}
FACTOR: Final[SchemaShape] = {
    **matching(_FACTOR, "Write a rate of 0 or more, such as `85 %`."),
    "examples": ["100 %"],
}
MONEY: Final = _number_or(
    matching(_MONEY, "Write an amount such as `2500` or `2500.50`."), 2500, "2500.50", minimum=0
)
NUMBER: Final = _number_or(
    matching(_NUMBER, "Write a number such as `12` or `0.92`."), 12, "0.92", exclusiveMinimum=0
)
LEVEL: Final = _number_or(
    matching(_LEVEL, "Write a value such as `90 %`, `42`, `4 h` or `30 d`."), "90 %", 42, "4 h"
)
MARK: Final[SchemaShape] = {
    "anyOf": [
        {"type": ["number", "boolean"]},
        matching(
            _LEVEL + r"|[^\W\d].*",
            "Write a value such as `90 %`, `42` or `4 h`, or a word of the KPI's unit.",
        ),
    ],
    "examples": ["90 %", 42, "4 h", "meets"],
}
SEVERAL: Final[SchemaShape] = {
    "anyOf": [
        {"type": "integer", "minimum": 1, "maximum": 999_999},
        matching(r"[1-9]\d{0,5}", "Write a whole number of 1 or more."),
    ],
    "examples": [3],
}
COUNT: Final[SchemaShape] = {
    "anyOf": [
        {"type": "integer", "minimum": 0, "maximum": 999_999},
        matching(r"0|[1-9]\d{0,5}", "Write a whole number such as `3`."),
    ],
    "examples": [3],
}
PLACES: Final[SchemaShape] = {
    "anyOf": [
        {"type": "integer", "minimum": 0, "maximum": 12},
        matching(r"\d|1[0-2]", "Write a whole number up to 12."),
    ],
    "examples": [4],
}
HALF_DAYS: Final[SchemaShape] = {
    "anyOf": [
        {"type": "number", "exclusiveMinimum": 0, "multipleOf": 0.5},
        matching(r"\d+(\.[05])?", "Write a number of days such as `1` or `0.5`."),
    ],
    "examples": [0.5, 1],
}
DATE: Final[SchemaShape] = {
    **matching(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "Write a date such as `2026-07-01`."),
    "examples": ["2026-07-01"],
}
DAY_OF_YEAR: Final[SchemaShape] = {
    **matching(r"(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])", "Write a month and a day such as `04-01`."),
    "examples": ["04-01"],
}
CURRENCY: Final[SchemaShape] = {
    **matching("[A-Z]{3}", "Write the code of a currency, such as `EUR`."),
    "examples": ["EUR", "USD"],
}
VERSION: Final[SchemaShape] = {"enum": [1, "1"]}
FLAG: Final[SchemaShape] = {"enum": [True, False, "true", "false"], "examples": [True, False]}
WORD: Final[SchemaShape] = {"type": ["string", "number", "boolean"]}
LANGUAGES: Final = {"fr": "French", "en": "English"}
"""The languages that a plan's texts may be written in, and what these are called."""
_SHOWN: Final = {"fr": "Fidélité des clients", "en": "Loyalty of clients"}
TEXT: Final[SchemaShape] = {
    "anyOf": [
        WORD,
        {
            "type": "object",
            "properties": {
                language: {
                    "title": name,
                    "description": f"What {name} readers are shown.",
                    **WORD,
                    "examples": [_SHOWN[language]],
                }
                for language, name in LANGUAGES.items()
            },
            "additionalProperties": False,
        },
    ]
}
STEP: Final[SchemaShape] = {**WORD, "examples": ["nrr", "nrr.attainment"]}
WORDS: Final[SchemaShape] = {"anyOf": [WORD, {"type": "array", "items": WORD}]}
ID_WANTED: Final = "Write a lower-case letter, then letters, digits, `_` or `-`; no name of a step."

EXAMPLE_NAME: Final = "exampleName"


def named(name: str) -> SchemaShape:
    """Return what a field of parts by name says beside: what one is called, where an example is shown."""
    return {EXAMPLE_NAME: name}
