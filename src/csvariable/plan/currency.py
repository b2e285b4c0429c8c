"""Currencies, by their codes: that of a plan, and those that it converts."""

import re
from typing import Annotated, TypeAlias

from pydantic import PlainValidator, WithJsonSchema

from csvariable.kernel.message import msg
from csvariable.plan import patterns
from csvariable.plan.values import problem, scalar
from csvariable.text import Scalar


def _read_currency(value: object) -> str:
    text = scalar(value, msg("a currency such as `EUR`")).text
    if not re.fullmatch(r"[A-Z]{3}", text):
        upper = [text.upper()] if re.fullmatch(r"[A-Za-z]{3}", text) else []
        raise problem(
            "wrong-currency",
            msg("`{text}` is not the code of a currency, such as `EUR`", text=text),
            *upper,
        )
    return text


Currency: TypeAlias = Annotated[str, PlainValidator(_read_currency), WithJsonSchema(patterns.CURRENCY)]


def _read_exchange(value: object) -> str:
    return _read_currency(Scalar(value) if isinstance(value, str) else value)


ExchangeCurrency: TypeAlias = Annotated[
    str, PlainValidator(_read_exchange), WithJsonSchema(patterns.CURRENCY)
]
