"""A measure taken from the KPI catalogue: its gaps filled by the plan (language, section 16.5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from csvariable.catalog.definition import scalars
from csvariable.catalog.entry import CatalogKpi, Gap, entry, ids
from csvariable.kernel.message import Message, listed, msg, quoted
from csvariable.plan.rows import USE
from csvariable.plan.values import problem, read_word

PREFIX: Final = "catalog."


def filled_measure(value: Mapping[str, Any]) -> tuple[CatalogKpi, dict[str, Any]]:
    """Return the KPI that a measure uses, and its definition with the gaps filled.

    Raises:
        PydanticCustomError: a KPI that the catalogue has not, a gap left open or filled with a word that is
            no choice, a key that is no gap.
    """
    name = read_word(value[USE])
    if not name.startswith(PREFIX) or name.removeprefix(PREFIX) not in ids():
        advice = msg("`csvariable catalog` lists them; write `{name}`", name="catalog.nps")
        raise problem(
            "unknown-catalog-kpi",
            msg("the catalogue has no KPI `{name}`: {advice}", name=name.removeprefix(PREFIX), advice=advice),
        )
    kpi = entry(name.removeprefix(PREFIX))
    fill = {key: read_word(one) for key, one in value.items() if key != USE}
    known = [gap.name for gap in kpi.gaps]
    if strange := [key for key in fill if key not in known]:
        raise problem(
            "unknown-gap",
            msg(
                "`{kpi}` has no gap {strange}; its gaps are {known}",
                kpi=kpi.id,
                strange=quoted(strange),
                known=quoted(known),
            ),
        )
    if open_gaps := kpi.open_gaps(fill):
        said = listed([_asked(gap) for gap in open_gaps])
        raise problem(
            "open-gap", msg("`{kpi}` leaves open what a plan has to say: {gaps}", kpi=kpi.id, gaps=said)
        )
    return kpi, {key: scalars(one) for key, one in kpi.filled(fill).items()}


def _asked(gap: Gap) -> Message:
    if gap.choices:
        return msg("`{name}` ({choices})", name=gap.name, choices=quoted(gap.choices, "or"))
    return msg("`{name}`", name=gap.name)
