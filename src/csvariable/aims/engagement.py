"""Whether what somebody reaches falls from one closed period to the next, above all after a target.

Engagement varies over the year. A fall is no fault of anybody by itself: it is where to ask first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from csvariable.kernel.message import Amount, Message, msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.unit import Unit

FALL: Final = Fraction(25, 100)
"""The part of an attainment by which the next one may be lower before it is called a fall."""


@dataclass(frozen=True, slots=True)
class AttainmentFall:
    """The attainment of a KPI in a period, and a much lower one in the next."""

    kpi: str
    first: str
    last: str
    before: Fraction
    now: Fraction

    @property
    def after_target(self) -> bool:
        """Whether the target was reached in the period before."""
        return self.before >= 1

    @property
    def told(self) -> Message:
        """The sentence about it."""
        said = msg(
            "`{kpi}` falls from {before} of its target in {first} to {now} in {last}, by more than {part}"
        )
        if self.after_target:
            said = msg(
                "`{kpi}` falls from {before} of its target in {first}, where it was reached, "
                "to {now} in {last}, by more than {part}"
            )
        return said.given(
            kpi=self.kpi,
            before=Amount(self.before, Unit.RATE),
            first=self.first,
            now=Amount(self.now, Unit.RATE),
            last=self.last,
            part=Amount(FALL, Unit.RATE),
        )


def attained(steps: Mapping[str, str]) -> dict[str, Fraction]:
    """Return the attainments among the steps of somebody, by KPI."""
    of_kpis = {step: Purpose.ATTAINMENT.kpi_of(step) for step in steps}
    return {kpi: Fraction(steps[step]) for step, kpi in of_kpis.items() if kpi is not None}


def falls(periods: Sequence[tuple[str, Mapping[str, Fraction]]]) -> Iterator[AttainmentFall]:
    """Yield the falls of somebody's attainments by KPI, the periods from the oldest on."""
    for (first, before), (last, now) in pairwise(periods):
        for kpi, reached in before.items():
            after = now.get(kpi)
            if after is not None and reached > 0 and after < reached * (1 - FALL):
                yield AttainmentFall(kpi, first, last, reached, after)
