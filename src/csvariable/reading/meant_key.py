"""Which key of a plan was meant where an unknown one stands."""

import re
from collections.abc import Callable, Mapping, Set as AbstractSet
from typing import Final, get_args

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import Message, msg
from csvariable.plan.year import PeriodLength
from csvariable.rules.hints import key_note
from csvariable.text import Node, Scalar


def instead_of_missing(at: PlanPlace, key: str, missing: str, note: Message | None) -> Diagnostic:
    """Say in one of an unknown key and of the only one that is missing beside it."""
    return error(
        "unknown-key",
        msg("unknown key `{key}`, and the key `{missing}` is missing", key=key, missing=missing),
        at,
        help=note
        or WRITTEN_SO.get(missing)
        or msg("write `{meant}` instead of `{key}`", meant=missing, key=key),
    )


def keys_of(node: Node) -> set[str]:
    """Return the keys of a mapping; none of anything else."""
    return set(node.value) if isinstance(node.value, dict) else set()


def missing_by_value(key: str, strange: AbstractSet[str], lacking: tuple[str, ...], plan: Node) -> str | None:
    """Return the missing key of a plan whose value stands under a strange one, and under no other."""
    inside = plan.value if isinstance(plan.value, dict) else {}
    fits = [missing for missing in lacking if _FITS[missing](inside[key].value)]
    if len(fits) != 1 or [one for one in strange if _FITS[fits[0]](inside[one].value)] != [key]:
        return None
    return fits[0]


_FITS: Final[Mapping[str, Callable[[object], bool]]] = {
    "csvariable": lambda value: isinstance(value, Scalar) and value.text == "1",
    "name": lambda value: isinstance(value, Scalar) and value.text[:1].isalpha(),
    "currency": lambda value: isinstance(value, Scalar) and re.fullmatch("[A-Z]{3}", value.text) is not None,
    "period": lambda value: isinstance(value, Scalar) and value.text in get_args(PeriodLength),
    "kpis": lambda value: isinstance(value, dict) and any("unit" in keys_of(one) for one in value.values()),
}
"""Whether a value can be that of a key that every plan has."""


def note_on(key: str, candidates: tuple[str, ...]) -> Message | None:
    """Return what there is to say of a key that people write and no plan has."""
    if key in {"times", "weight"} and {"gives", "badge"} <= set(candidates):
        return _OF_BONUSES
    return key_note(key)


_OF_BONUSES = msg(
    "a bonus stands outside the weights and has no factor: write the amount it pays, and in `when` the "
    "condition that it needs"
)


WRITTEN_SO: Final[Mapping[str, Message]] = {
    "csvariable": msg("write `csvariable: 1`, the version of the language, as the first line"),
    "unit": msg("write one of: `percent`, `points`, `number`, `score`, `money`, `hours`, `minutes`, `days`"),
    "currency": msg("write the code of a currency, such as `currency: EUR`"),
    "period": msg("write `period: month`, `quarter`, `half` or `year`"),
    "name": msg("write a name that people know the plan by"),
    "of": msg("say what it applies to: `of: plan`, or a list of KPIs such as `of: [nrr]`"),
    "pays": msg("write what is paid there, such as `pays: 100 %`"),
    "rate": msg("write the rate of the band, such as `rate: 100 %`"),
    "at": msg("write where the point stands, such as `at: 90 %`"),
}
