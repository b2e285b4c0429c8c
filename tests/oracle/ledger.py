"""Closed periods and their corrections, as docs/spec/ledger.md has them: sections 5 to 8, in fractions.

Nothing is remembered but files and what was paid: each question computes every period again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from . import periods
from .model import Opening, Outcome, WaitingPart
from .pipeline import Table, compute
from .plans import load
from .values import ZERO


@dataclass
class PaidRun:
    """The files of a period."""

    plan: str
    kpis: Table
    people: Table | None
    period: str

    @property
    def year(self) -> date:
        """The first day of the plan's year that the period is of."""
        plan = load(self.plan)
        starts = plan.get("year_starts")
        if plan["period"] == "month" and starts is not None:
            starts = f"{starts.partition('-')[0]}-01"
        return periods.year_of(periods.parse(self.period, starts), starts)


@dataclass
class Books:
    """What was closed, in order: the latest files of each period, and what each person was paid in it."""

    latest: list[PaidRun] = field(default_factory=list)
    paid: list[dict[str, Fraction]] = field(default_factory=list)

    def close(self, run: PaidRun) -> Outcome:
        """Pay a period, with what the closed ones leave to it and what they owe."""
        found = self._pay(run, len(self.latest), self._known(), self.owed())
        self.latest.append(run)
        self.paid.append({name: person.steps["total"] for name, person in found.people.items()})
        return found

    def correct(self, run: PaidRun) -> None:
        """Let a closed period have other files; nothing that was paid changes."""
        at = [one.period for one in self.latest].index(run.period)
        self.latest[at] = run

    def owed(self) -> dict[str, Fraction]:
        """What the periods give with all that is known, less all that was paid; nobody for whom it is 0."""
        found: dict[str, Fraction] = {}
        for outcome, paid in zip(self._known(), self.paid, strict=True):
            for name, person in outcome.people.items():
                found[name] = found.get(name, ZERO) + person.steps["total"]
            for name, total in paid.items():
                found[name] = found.get(name, ZERO) - total
        return {name: amount for name, amount in found.items() if amount}

    def _known(self) -> list[Outcome]:
        """Every closed period, in order, from its latest files and what those before it leave."""
        found: list[Outcome] = []
        for at, run in enumerate(self.latest):
            found.append(self._pay(run, at, found, {}))
        return found

    def _pay(self, run: PaidRun, at: int, before: list[Outcome], owed: dict[str, Fraction]) -> Outcome:
        return compute(
            run.plan, run.kpis, run.people, period=run.period, openings=self._openings(run, at, before, owed)
        )

    def _openings(
        self, run: PaidRun, at: int, before: list[Outcome], owed: dict[str, Fraction]
    ) -> dict[str, Opening]:
        found = {name: Opening({}, [], ZERO) for name in owed}
        for number, outcome in enumerate(before):
            same_year = self.latest[number].year == run.year
            for name, person in outcome.people.items():
                mine = found.setdefault(name, Opening({}, [], ZERO))
                mine.columns |= {
                    column: value if same_year or not column.startswith("already_paid") else ZERO
                    for column, value in person.closing.items()
                }
                deferred = [one if one.until is None else one.due(number) for one in person.deferred]
                mine.waiting = [one for one in mine.waiting if one not in person.released] + deferred
        for name, opening in found.items():
            opening.period = at
            opening.owed = owed.get(name, ZERO)
        return found


__all__ = ["Books", "PaidRun", "WaitingPart"]
