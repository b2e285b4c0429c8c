"""What people have reached by a day and may come to, which is no pay: as data, with the notes on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from csvariable import SCHEMA_VERSION
from csvariable.documents.amounts import amount_text, value_text
from csvariable.documents.kept import Kept
from csvariable.documents.result import Heading
from csvariable.documents.row_set import CellValue, RowSet
from csvariable.documents.view import View
from csvariable.kernel.message import Message, msg
from csvariable.kernel.unit import Unit
from csvariable.odds.projection import Course, Projection
from csvariable.speech.saying import in_language

COLUMNS: Final = (
    "participant",
    "name",
    "period",
    "as_of",
    "kpi",
    "unit",
    "to_date",
    "target",
    "attainment_to_date",
    "projection_pace",
    "projection_attainment",
    "projection_low",
    "projection_high",
    "projection_total",
    "projection_total_low",
    "projection_total_high",
    "notes",
    "currency",
    "plan_sha256",
)


@dataclass(frozen=True)
class Projected(Kept):
    """What people have reached by a day, and what the period may come to for them."""

    view: View
    projection: Projection
    heading: Heading
    chosen: Sequence[int]
    """The people, by index."""
    details: bool | None = None
    redacted: bool = False

    def _say(self, message: Message) -> str:
        return in_language(message, self.view.language)

    def _notes(self, at: int) -> list[Message]:
        """Return why a person's total, or its range, is not there, and what the range is not made of."""
        paced = [] if self.projection.pay_at_pace(at) is not None else [self._unpaced(at)]
        if not self.projection.foreseen(at):
            return paced
        range_ = self._unranged()
        return [*paced, *([] if range_ is None else [range_]), *self._left_out()]

    def _unpaced(self, at: int) -> Message:
        """Return why somebody's pay is not projected."""
        if not self.projection.foreseen(at):
            return msg("No projection: not there on every day of the period.")
        problem = self._detail(self.projection.pace_refusal)
        if problem is None:
            return msg("No projection of the total: the pace cannot be paid.")
        return msg("No projection of the total: the pace cannot be paid ({problem}).", problem=problem)

    def _unranged(self) -> Message | None:
        """Return why there is no range; None where there is one."""
        found = self.projection
        if found.why is None:
            return None
        problem = self._detail(found.refusal)
        if problem is None:
            return msg("No range: {why}.", why=found.why)
        return msg("No range: {why} ({problem}).", why=found.why, problem=problem)

    def _detail(self, problem: Message | None) -> Message | None:
        """Return what the engine refuses, which names a person."""
        return None if self.redacted else problem

    def _left_out(self) -> Iterator[Message]:
        """Yield which past periods the range is not made of."""
        for period in self.projection.left_out:
            yield msg("{period} is left out: this plan cannot be paid on its files.", period=period)

    def data(self) -> dict[str, Any]:
        """Return the same as neutral data; what is projected stands under `projection`."""
        found = self.projection
        return {
            "schema_version": SCHEMA_VERSION,
            "kind": "projection",
            "is_pay": False,
            "period": self.heading.period,
            "plan_sha256": self.heading.plan.sha256,
            "currency": self.heading.currency,
            "as_of": found.elapsed.day.isoformat(),
            "days_gone": found.elapsed.gone,
            "days": found.elapsed.counted.count,
            "projection_source": found.source,
            "projection_cases": len(found.ends),
            "why_no_range": None if found.why is None else str(found.why),
            "refusal": None if (refusal := self._detail(found.refusal)) is None else str(refusal),
            "left_out": list(found.left_out),
            "people": list(self.items()),
        }

    def items(self) -> Iterator[dict[str, Any]]:
        """Yield each person."""
        results, currency = self.view.results, self.heading.currency
        for at in self.chosen:
            one = results.facts.people[at]
            pace, span = self.projection.pay_at_pace(at), self.projection.pay_range(at)
            yield {
                "id": None if self.redacted else one.id,
                "name": None if self.redacted else one.name,
                "kpis": [
                    self._course(row, course) for row in one.rows for course in self.projection.courses(row)
                ],
                "projection": {
                    "is_pay": False,
                    "total_at_pace": None if pace is None else amount_text(pace, currency),
                    "total_low": None if span is None else amount_text(span.low, currency),
                    "total_high": None if span is None else amount_text(span.high, currency),
                    "notes": [str(one) for one in self._notes(at)],
                },
            }

    def _course(self, row: int, one: Course) -> dict[str, Any]:
        role = self.view.results.facts.roles[row]
        unit, currency = self.view.plans.kpi(one.kpi, role).measured_in, self.heading.currency

        def text(value: Fraction | None, of: Unit = unit) -> str | None:
            return None if value is None else value_text(value, of, currency)

        return {
            "kpi": one.kpi,
            "grows": one.grows,
            "to_date": text(one.to_date),
            "target": text(one.target),
            "attainment_to_date": text(one.attained, Unit.RATE),
            "projection": {
                "pace": text(one.pace) if one.grows else None,
                "attainment": text(one.at_pace, Unit.RATE),
                "low": None if one.range is None else text(one.range.low),
                "high": None if one.range is None else text(one.range.high),
            },
        }

    def records(self) -> RowSet:
        """Return a row for each KPI of a person, and one with their total; what is projected says so."""
        return RowSet(tuple((name, None) for name in COLUMNS), self._rows(), self.heading.currency)

    def _rows(self) -> Iterator[list[CellValue]]:
        run = (self.heading.currency, self.heading.plan.sha256)
        for at, person in zip(self.chosen, self.items(), strict=True):
            who = (person["id"], person["name"], self.heading.period, self.projection.elapsed.day.isoformat())
            for one in person["kpis"]:
                unit = str(self.view.plans.kpi(one["kpi"]).unit)
                ahead = one["projection"]
                values = (one["kpi"], unit, one["to_date"], one["target"], one["attainment_to_date"])
                yield [
                    *who,
                    *values,
                    ahead["pace"],
                    ahead["attainment"],
                    ahead["low"],
                    ahead["high"],
                    *[None] * 4,
                    *run,
                ]
            pay = person["projection"]
            totals = (pay["total_at_pace"], pay["total_low"], pay["total_high"])
            notes = " ".join(map(self._say, self._notes(at)))
            yield [*who, *[None] * 9, *totals, notes, *run]
