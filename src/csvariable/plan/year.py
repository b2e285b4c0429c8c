"""The periods of a plan, and where its year starts."""

import re
from typing import Annotated, Literal, TypeAlias

from pydantic import PlainValidator, WithJsonSchema

from csvariable.kernel.message import msg
from csvariable.plan import patterns
from csvariable.plan.values import problem, scalar

PeriodLength: TypeAlias = Literal["month", "quarter", "half", "year"]

PERIODS_PER_YEAR: dict[PeriodLength, int] = {"month": 12, "quarter": 4, "half": 2, "year": 1}


def _read_year_start(value: object) -> str:
    text = scalar(value, msg("a month and a day such as `04-01`")).text
    if not re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])", text):
        raise problem("wrong-date", msg("`{text}` is not a month and a day such as `04-01`", text=text))
    return text


DayOfYear: TypeAlias = Annotated[str, PlainValidator(_read_year_start), WithJsonSchema(patterns.DAY_OF_YEAR)]
