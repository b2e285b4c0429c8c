"""Versions of a plan: which of them pays a period, by the dates for which each holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from csvariable.commands.misuse import Misuse
from csvariable.kernel.message import msg

if TYPE_CHECKING:
    from csvariable.documents.team_impact import PlanVersion
    from csvariable.facts.plans import Plans
    from csvariable.scenario import Stage
    from csvariable.text import Document

OPTION = "--before"


def in_force(
    known: Sequence[tuple[Document, Plans]], stages: Sequence[Stage]
) -> list[tuple[Document, Plans, list[Stage]]]:
    """Return the versions that pay some of the periods, the oldest first, with these.

    Raises:
        Misuse: for a version without a first day, two with the same, a period that is none.
    """
    dated = [(_since(document, plans), document, plans) for document, plans in known]
    dated.sort(key=lambda one: one[0])
    for (first, one, _), (second, other, _) in pairwise(dated):
        if first == second:
            said = msg("{one} and {other} begin on the same day", one=one.name, other=other.name)
            raise Misuse(said, OPTION)
    parted: list[tuple[Document, Plans, list[Stage]]] = [(one, plans, []) for _, one, plans in dated]
    for stage in stages:
        day = _first_day(stage, dated[-1][2])
        place = max((at for at, (since, *_) in enumerate(dated) if since <= day), default=0)
        parted[place][2].append(stage)
    return [one for one in parted if one[2]]


def versions_of(parted: Sequence[tuple[Document, Plans, list[Stage]]]) -> tuple[PlanVersion, ...]:
    """Return the versions as a report names them."""
    from csvariable.documents.team_impact import PlanVersion

    return tuple(
        PlanVersion(
            document.name, _since(document, plans).isoformat(), plans, tuple(one.label for one in stages)
        )
        for document, plans, stages in parted
    )


def _since(document: Document, plans: Plans) -> date:
    dates = plans.base.effective
    if dates is None:
        said = msg(
            "{name} does not say from when it holds: write `{example}`",
            name=document.name,
            example="effective: {from: 2026-01-01}",
        )
        raise Misuse(said, OPTION)
    return dates.from_


def _first_day(stage: Stage, plans: Plans) -> date:
    from csvariable.time.period import NotAPeriod, parse_period

    try:
        return parse_period(stage.label or "", plans.base).first
    except NotAPeriod:
        said = msg(
            "it is not known when `{name}` is: name the periods, as in `2026-Q1`", name=stage.label or ""
        )
        raise Misuse(said, OPTION) from None


__all__ = ["in_force", "versions_of"]
