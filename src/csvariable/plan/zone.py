"""Time zones, by their names in the IANA database."""

from typing import Annotated, TypeAlias
from zoneinfo import ZoneInfo, available_timezones

from pydantic import PlainValidator, WithJsonSchema

from csvariable.kernel.message import msg
from csvariable.plan import patterns
from csvariable.plan.values import (
    problem,
    read_word,
)


def read_zone(value: object) -> str:
    """Read the name of a time zone, such as `Europe/Paris`."""
    name = read_word(value)
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        folded = {one.casefold(): one for one in available_timezones()}
        same = folded.get(name.casefold())
        close = (
            [one for one in sorted(folded.values()) if one.rpartition("/")[2].casefold() == name.casefold()]
            if same is None
            else [same]
        )
        raise problem(
            "unknown-zone",
            msg("there is no time zone `{name}`: write one such as `Europe/Paris` or `UTC`", name=name),
            *close,
        ) from None
    return name


Zone: TypeAlias = Annotated[
    str, PlainValidator(read_zone), WithJsonSchema({**patterns.WORD, "examples": ["Europe/Paris"]})
]
