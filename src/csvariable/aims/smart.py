"""Whether key results are specific, measurable, attainable, relevant and bound to a date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from csvariable.kernel.message import Message, msg
from csvariable.plan import Plan
from csvariable.plan.kpi import Kpi
from csvariable.plan.objective import KeyResult

Letter: TypeAlias = Literal["S", "M", "A", "R", "T"]


@dataclass(frozen=True, slots=True)
class Lack:
    """A letter that a key result lacks, and what would give it."""

    letter: Letter
    why: Message


def lacking(plan: Plan, result: KeyResult) -> tuple[Lack, ...]:
    """Return the letters that a key result lacks, in their order.

    `S`: a statement. `M`: a KPI with a number to reach, or evidence that a thing is done. `A`: a
    baseline, or a curve that pays before the top is reached, so that it can be told from where one
    starts. `R`: somebody who answers for it. `T`: a date.
    """
    return tuple(_lacks(plan, result))


def _lacks(plan: Plan, result: KeyResult) -> Iterator[Lack]:
    kpi = plan.kpis.get(result.kpi or "")
    if not result.statement:
        yield Lack("S", msg("no `statement` says what will be seen"))
    if kpi is None and not result.evidence:
        yield Lack("M", msg("no `kpi` measures it, and no `evidence` shows that it is done"))
    elif kpi is not None and not _has_number(kpi):
        yield Lack("M", msg("its KPI has no target, and no curve says what is enough"))
    if kpi is not None and not _has_start(kpi):
        yield Lack("A", msg("nothing says where it starts: no `baseline`, and no curve with several points"))
    if not result.owner:
        yield Lack("R", msg("no `owner` answers for it"))
    if result.due is None:
        yield Lack("T", msg("no date: `due`"))


def _has_number(kpi: Kpi) -> bool:
    return kpi.target is not None or kpi.curve is not None


def _has_start(kpi: Kpi) -> bool:
    return kpi.baseline is not None or (kpi.curve is not None and len(kpi.curve.points) > 1)
