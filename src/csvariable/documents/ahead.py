"""What is ahead of a person, in words: one more point, what is near and closed, the next tier."""

from __future__ import annotations

from csvariable.documents.view import View
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.unit import Unit
from csvariable.speech.figures import points
from csvariable.speech.naming import Voice
from csvariable.statement import (
    Gain,
    Opening,
    Otherwise,
    StatementPart,
    next_opening,
    next_tier,
    one_more_point,
)
from csvariable.statement.points import whole_point


class Ahead:
    """Says what other actuals of a person's KPIs would add to the total."""

    def __init__(self, view: View, at: int, pay: Otherwise | None = None) -> None:
        """Look at a person by index; `pay` is what was computed of them already."""
        self._view = view
        self._pay = pay or Otherwise(view.results, view.plans, at)

    def words(
        self, voice: Voice, parts: tuple[StatementPart, ...], part: StatementPart, kpi: str
    ) -> list[str]:
        """Return the sentences of a KPI; of a person with several parts, in the last one that has it."""
        line = Purpose.PAYOUT.named(kpi)
        mine = [number for number, one in enumerate(parts) if one.line(line) is not None]
        if not mine or parts[mine[-1]] is not part:
            return []
        row = self._pay.rows[mine[-1]]
        point, tier = one_more_point(self._pay, row, kpi), next_tier(self._pay, row, kpi)
        opening = next_opening(self._pay, row, kpi)
        found = []
        counted = not self._pay.plans.of(self._pay.base.facts.roles[row]).kpis[kpi].measured_in.words
        if counted and point is not None and (point.adds or point.takes):
            head = self._step(voice, point, self._share(row, point))
            found.append(self._view.word("ahead", how=head, worth=self._worth(voice, point)))
        if opening is not None:
            found.append(self._opening(voice, opening))
        same = opening is not None and tier is not None and tier.needed == opening.needed
        if tier is not None and not same and (tier.adds or tier.takes):
            head = self._reached(voice, tier, "next")
            found.append(self._view.word("ahead", how=head, worth=self._worth(voice, tier)))
        return found

    def _worth(self, voice: Voice, gain: Gain) -> str:
        if gain.takes is not None:
            return self._view.word("nothing-more", line=voice.label(gain.takes))
        return self._view.money(gain.adds, signed=True)

    def _opening(self, voice: Voice, one: Opening) -> str:
        name = {Purpose.GATE: "gate-opens", Purpose.BONUS: "bonus-due"}.get(
            one.opens.purpose, "modifier-rises"
        )
        return self._view.word(
            name,
            how=self._step(voice, one),
            line=voice.label(one.opens),
            value=self._view.rate(one.value),
            worth=self._worth(voice, one),
        )

    def _share(self, row: int, point: Gain) -> str | None:
        """Return the part of its target that a point of money is; None for other points."""
        target = self._pay.base.rows.get(Purpose.TARGET.named(point.kpi))
        at = None if target is None else target[row]
        plan = self._pay.plans.of(self._pay.base.facts.roles[row])
        whole = whole_point(plan.kpis[point.kpi], plan.currency, at)
        if plan.kpis[point.kpi].measured_in is not Unit.MONEY or whole is None:
            return None
        return self._view.word("of-the-target", share=self._view.rate(point.step / whole / 100))

    def _step(self, voice: Voice, gain: Gain, size: str | None = None) -> str:
        """Return how far it is and where it leads: `1 point more (105 %)`."""
        unit = voice.steps[Purpose.ACTUAL.named(gain.kpi)].unit
        size = size or points(abs(gain.step), unit, currency=voice.currency, language=voice.language)
        lower = voice.plan.kpis[gain.kpi].lower_is_better
        if unit.words:
            return self._reached(voice, gain, "past")
        if not gain.step:  # a bound that is reached and must be passed
            name = "less-than" if lower else "more-than"
            return self._view.word(name, value=voice.short(gain.needed, unit))
        name = "step-less" if lower else "step-more"
        return self._view.word(name, size=size, reached=self._reached(voice, gain, "past"))

    def _reached(self, voice: Voice, gain: Gain, words: str) -> str:
        value = voice.short(gain.needed, voice.steps[Purpose.ACTUAL.named(gain.kpi)].unit)
        if not gain.exceeded:
            return self._view.word("at", value=value) if words == "next" else value
        lower = voice.plan.kpis[gain.kpi].lower_is_better
        return self._view.word("below" if lower else "above", value=value)
