"""Formats of dates, made of signs such as `DD/MM/YYYY hh:mm` (language, section 16.1)."""

import re
from typing import Annotated, Final, TypeAlias

from pydantic import PlainValidator, WithJsonSchema

from csvariable.kernel.message import msg
from csvariable.plan import patterns
from csvariable.plan.values import problem, read_word

SIGNS: Final = re.compile("YYYY|MMM|MM|DD|hh|mm|ss|AM|Z")
"""What a format is made of; every other character stands for itself."""
_DUE: Final = {"mm": "hh", "ss": "mm", "AM": "hh", "Z": "hh"}
"""What a sign says nothing without."""


def read_format(value: object) -> str:
    """Read how dates are written: `iso`, or signs, of which each stands once and none for nothing."""
    written = read_word(value)
    signs = SIGNS.findall(written)
    has_month = ("MM" in signs) != ("MMM" in signs)
    alone = any(sign in signs and due not in signs for sign, due in _DUE.items())
    if written != "iso" and (len(set(signs)) < len(signs) or "YYYY" not in signs or not has_month or alone):
        raise problem(
            "wrong-date",
            msg(
                "`{format}` is no format of dates: it has a year, a month, and each of its signs once,"
                " such as `DD/MM/YYYY hh:mm`",
                format=written,
            ),
        )
    return written


DateFormat: TypeAlias = Annotated[
    str,
    PlainValidator(read_format),
    WithJsonSchema({**patterns.WORD, "examples": ["DD/MM/YYYY", "DD MMM YYYY hh:mm", "iso"]}),
]
