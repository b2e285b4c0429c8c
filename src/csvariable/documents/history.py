"""What people were paid over the closed periods, and why other than the period before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from csvariable.aims.challenge import Challenge, challenges
from csvariable.aims.engagement import AttainmentFall, attained, falls
from csvariable.documents.amounts import amount_text
from csvariable.documents.closing import person_label
from csvariable.documents.page import Page, Readable, Row
from csvariable.facts.plans import Plans
from csvariable.kernel.message import Message, msg
from csvariable.kernel.purpose import Purpose
from csvariable.ledger.lines import lines_of
from csvariable.ledger.why import ComparedSide, PayCause, RolePrograms, causes, sentence
from csvariable.plan import Role
from csvariable.speech.language import Language
from csvariable.speech.numbers import effect_text, money_text, value_text
from csvariable.speech.saying import in_language


@dataclass(frozen=True)
class HistoryPeriod:
    """A closed period: its people as they were paid, and the programs that paid them."""

    name: str
    people: Mapping[str, Mapping[str, Any]]
    programs: RolePrograms


@dataclass(frozen=True)
class HistoryReport(Readable):
    """People over the closed periods, oldest first."""

    periods: Sequence[HistoryPeriod]
    chosen: Sequence[str]
    notes: Mapping[str, Sequence[Message]]
    """Of each person: what waits, what is disputed."""
    currency: str
    language: Language
    plans: Sequence[tuple[str, Plans]] = ()
    """The plan of each closed period that this version reads, oldest first."""

    def page(self, *, shared: bool) -> Page:  # noqa: ARG002 - of one person, or for who pays them
        """Return for each person a table of KPIs by period, and why each differs from the last."""
        page = Page()
        for person in self.chosen:
            self._person(page, person)
        return page

    def _person(self, page: Page, person: str) -> None:
        found = [one for one in self.periods if person in one.people]
        columns = (
            (self.said(msg("Period")), False),
            (self.said(msg("KPI")), False),
            (self.said(msg("Actual")), True),
            (self.said(msg("Attainment")), True),
            (self.said(msg("Payout")), True),
        )
        rows = [row for one in found for row in self._rows(one, person)]
        page.table(person_label(found[-1].people[person]), columns, rows)
        for before, after in pairwise(found):
            title = msg("{period}, other than {before}: {change}")
            change = _total(after, person) - _total(before, person)
            said = title.given(period=after.name, before=before.name, change=self.effect(change))
            page.lines(self.said(said), [self.said(one) for one in self._why(before, after, person)])
        told = [self.said(one.told) for one in self.challenges(found[-1].people[person]["role"])]
        if told:
            page.lines(self.said(msg("Targets")), told)
        fallen = [self.said(one.told) for one in self.falls(person)]
        if fallen:
            page.lines(self.said(msg("Where to ask first")), fallen)
        if self.notes.get(person):
            page.lines(self.said(msg("Beside the pay")), [self.said(one) for one in self.notes[person]])

    def _rows(self, period: HistoryPeriod, person: str) -> Iterator[Row]:
        side = ComparedSide(period.people[person], period.programs, self.currency)
        kpis = list(filter(None, map(Purpose.PAYOUT.kpi_of, side.steps)))
        for kpi in kpis:
            cells = (self._value(side, f"{kpi}.{field}") for field in ("actual", "attainment", "payout"))
            yield Row((period.name, kpi, *cells))
        for step, value in lines_of(period.people[person]).items():
            if value and Purpose.PAYOUT.kpi_of(step) is None:
                yield Row((period.name, step, "", "", self.effect(value)))
        total = money_text(_total(period, person), self.currency, language=self.language)
        yield Row((period.name, self.said(msg("Total")), "", "", total), "bold")

    def _value(self, side: ComparedSide, step: str) -> str:
        value = side.value(step)
        if value is None:
            return ""
        return value_text(value.value, value.unit, currency=self.currency, language=self.language)

    def _why(self, before: HistoryPeriod, after: HistoryPeriod, person: str) -> list[Message]:
        return [sentence(one, self.effect(one.change)) for one in self.causes(before, after, person)]

    def causes(self, before: HistoryPeriod, after: HistoryPeriod, person: str) -> list[PayCause]:
        """Return what makes the difference between two periods of a person."""
        programs = before.programs, after.programs
        return causes(before.people[person], after.people[person], programs, self.currency)

    def challenges(self, role: Role) -> tuple[Challenge, ...]:
        """Return what there is to say of the targets of a role over the closed periods."""
        return tuple(challenges(self.plans, role))

    def falls(self, person: str) -> tuple[AttainmentFall, ...]:
        """Return where the attainments of a person fall from one closed period to the next."""
        found = [one for one in self.periods if person in one.people]
        sides = [(one.name, ComparedSide(one.people[person], one.programs, self.currency)) for one in found]
        return tuple(falls([(name, attained(side.steps)) for name, side in sides]))

    def effect(self, change: Fraction) -> str:
        """Return a change as it is shown, with its sign."""
        return effect_text(change, self.currency, language=self.language)

    def said(self, message: Message) -> str:
        """Return a message in the reader's language."""
        return in_language(message, self.language)

    def data(self) -> list[dict[str, Any]]:
        """Return an object a person: the results of each period, and the causes of each difference."""
        return [self._data(person) for person in self.chosen]

    def _change(self, before: HistoryPeriod, after: HistoryPeriod, person: str) -> dict[str, Any]:
        causes = [
            {
                "step": one.step,
                "change": amount_text(one.change, self.currency),
                "told": [str(message) for message in one.told],
            }
            for one in self.causes(before, after, person)
        ]
        change = amount_text(_total(after, person) - _total(before, person), self.currency)
        return {"period": after.name, "before": before.name, "change": change, "causes": causes}

    def _data(self, person: str) -> dict[str, Any]:
        found = [one for one in self.periods if person in one.people]
        changes = [self._change(before, after, person) for before, after in pairwise(found)]
        return {
            "id": person,
            "periods": [{"period": one.name, **one.people[person]} for one in found],
            "changes": changes,
            "targets": [
                {
                    "kpi": one.kpi,
                    "kind": one.kind,
                    "first": one.first,
                    "last": one.last,
                    "periods": one.periods,
                    "told": str(one.told),
                }
                for one in self.challenges(found[-1].people[person]["role"])
            ],
            "falls": [
                {
                    "kpi": one.kpi,
                    "first": one.first,
                    "last": one.last,
                    "after_target": one.after_target,
                    "told": str(one.told),
                }
                for one in self.falls(person)
            ],
            "open": [str(one) for one in self.notes.get(person, ())],
        }


def _total(period: HistoryPeriod, person: str) -> Fraction:
    return Fraction(period.people[person]["total"])
