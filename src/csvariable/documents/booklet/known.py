"""What the field knows of a KPI that a plan calls by the name it has there: its formula and its traps."""

from __future__ import annotations

from collections.abc import Iterator

from csvariable.catalog.entry import CatalogKpi, entry, ids
from csvariable.documents.booklet.plan_voice import PlanVoice
from csvariable.documents.paper.model import Items, PaperBlock, Terms, Words
from csvariable.kernel.message import msg
from csvariable.plan.kpi import Kpi
from csvariable.speech.catalogue import formula_in_catalog, in_catalog


def known_of(name: str, kpi: Kpi) -> CatalogKpi | None:
    """Return the KPI of the catalogue that has the id, the unit and the direction, if there is one."""
    if name not in ids():
        return None
    found = entry(name)
    direction = "lower" if kpi.lower_is_better else "higher"
    return found if found.unit == kpi.measured_in.value and found.direction == direction else None


def known_blocks(voice: PlanVoice, name: str, kpi: Kpi) -> Iterator[PaperBlock]:
    """Yield the formula by which the field computes a KPI, and what to look out for."""
    found = known_of(name, kpi)
    if found is None:
        return
    formula = formula_in_catalog(found.formula, voice.language)
    yield Terms(((voice.say(msg("Usual formula")), formula),))
    yield Words(voice.say(msg("What to look out for:")), "quiet")
    yield Items(tuple(in_catalog(trap, voice.language) for trap in found.traps))


__all__ = ["known_blocks", "known_of"]
