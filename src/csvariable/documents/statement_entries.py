"""The entries of a statement's accounts: each line with how it comes about, its amount and its places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from csvariable.documents.origins import Origins
from csvariable.documents.paper.model import Entry
from csvariable.documents.view import View
from csvariable.kernel.message import Filling, Message, msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.unit import Unit
from csvariable.speech.naming import Voice
from csvariable.speech.saying import in_language
from csvariable.speech.telling import tell
from csvariable.statement import Line, Otherwise, Statement, cost_of_gates


@dataclass(frozen=True)
class Entries:
    """How the lines of one person's statement are written."""

    view: View
    read: Statement
    pay: Otherwise
    closed: Sequence[str]
    """The gates that are closed."""
    origins: Origins | None
    """Where lines are written; None where no line says so."""

    def of(self, voice: Voice, line: Line) -> Entry:
        """Return the entry of a line: what it is called, how it comes about, what it comes to."""
        how = tell(voice, line)
        if line.step.purpose is Purpose.GATE and not line.value and line.step.of in self.closed:
            how = self._with_cost(how, line.step.of or "")
        strong = line.step.purpose in {Purpose.TOTAL, Purpose.EARNED, Purpose.PAYOUT}
        return Entry(
            voice.label(line.step), how, self._amount(voice, line), self._places(line), strong, line.step.name
        )

    def _say(self, message: Message, **values: Filling) -> str:
        return in_language(message.given(**values) if values else message, self.view.language)

    def _places(self, line: Line) -> tuple[str, ...]:
        return () if self.origins is None else self.origins.of(self.read, line)

    def _with_cost(self, how: str, gate: str) -> str:
        """Return why a gate was closed, and what that took."""
        cost = cost_of_gates(self.pay, (gate,))
        amount = self.view.money(cost)
        if len(self.closed) == 1:
            said = msg("{why}. Open, it would have added {amount} to the total.")
        else:
            said = msg("{why}. Open, it alone would have added {amount} to the total.")
        return self._say(said, why=how, amount=amount)

    def _amount(self, voice: Voice, line: Line) -> str:
        if line.value is None or line.step.unit is Unit.FLAG:
            return ""
        if line.step.unit is Unit.MONEY and line.step.purpose not in {Purpose.ACTUAL, Purpose.TARGET}:
            signed = line.effect is not None and line.step.purpose is not Purpose.PAYOUT
            return self.view.money(line.value if line.effect is None else line.effect, signed=signed)
        if line.step.kpi is not None:
            return ""  # the sentence ends with it
        return voice.short(line.value, line.step.unit)
