"""How exactly a KPI counts: what of it is rounded, and what holds on few answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from csvariable.documents.booklet.plan_voice import PlanVoice
from csvariable.kernel.message import Amount, listed, msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.unit import Unit
from csvariable.plan.kpi import Kpi
from csvariable.speech import labels
from csvariable.speech.policies import policies_of_samples
from csvariable.speech.saying import value_said

_STEPS: Final[Mapping[Purpose, str]] = {
    Purpose.ACTUAL: "actual",
    Purpose.TARGET: "target",
    Purpose.ATTAINMENT: "attainment",
    Purpose.PAYOUT_RATE: "payout_rate",
}
"""The lines that may be rounded before they become money, and the key that says to what."""


def roundings(voice: PlanVoice, name: str, kpi: Kpi) -> str:
    """Return which lines of a KPI are rounded before they become money, and to what."""
    said = []
    for step, key in _STEPS.items():
        places = _places(voice, kpi, key)
        if places is None or step.named(name) not in voice.program.by_name:
            continue
        unit = kpi.measured_in if step in {Purpose.ACTUAL, Purpose.TARGET} else Unit.RATE
        grain = Amount(Fraction(1, 10**places), unit, voice.plan.currency)
        said.append(msg("{what} to {unit}", what=labels.STEPS[step], unit=grain))
    return value_said(listed(said), voice.language)


def _places(voice: PlanVoice, kpi: Kpi, key: str) -> int | None:
    """Return the decimals that the KPI declares for a line, else those of the plan."""
    for declared in (kpi.rounding, voice.plan.rounding):
        found: int | None = getattr(declared, key) if declared is not None else None
        if found is not None:
            return found
    return None


def on_few_answers(voice: PlanVoice, kpi: Kpi) -> Iterator[str]:
    """Yield what holds where the value of a KPI stands on few answers."""
    yield from map(voice.say, policies_of_samples(kpi))


__all__ = ["on_few_answers", "roundings"]
