"""Results that move on until the period ends: how each is carried to its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from csvariable.engine.results import Results
from csvariable.facts.model import Facts, Value
from csvariable.facts.plans import Plans
from csvariable.facts.typed import range_of
from csvariable.kernel.figure import Figure, of_scope
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.unit import Unit, minor_unit, rounded
from csvariable.odds.owners import Owners
from csvariable.plan import Role
from csvariable.plan.kpi import Kpi
from csvariable.plan.values import Scope


@dataclass(frozen=True, slots=True)
class MovedResult:
    """The value of a KPI in a row, or of the team or the company that some rule reads."""

    column: str
    row: int
    kpi: str
    spec: Kpi
    scope: Scope
    who: str
    """The person, or the team; empty for the company."""
    value: Fraction
    plans: Plans

    def kept(self, value: Fraction) -> Fraction:
        """Return a value as it is told and counted: within the range of the KPI, to hundredths of a point."""
        currency = self.plans.base.currency
        if value != self.value:
            value = rounded(value, _grain(self.spec, currency))
        low, high = range_of(self.spec, currency)
        value = value if low is None else max(low, value)
        return value if high is None else min(high, value)

    def paced(self, share: Fraction) -> Fraction:
        """Return what it comes to at the same pace."""
        return self.value / share if self.spec.is_additive else self.value

    def ended(self, rest: Fraction, share: Fraction) -> Fraction:
        """Return what it comes to where the rest of the days goes as a whole period of `rest`.

        A word is no number: it stays the one that it is.
        """
        return self.value if self.spec.measured_in.words else self.kept(self.with_rest(rest, share))

    def with_rest(self, rest: Fraction, share: Fraction) -> Fraction:
        """Return what was reached with the rest of the days as in a whole period of `rest`, unrounded."""
        return (self.value if self.spec.is_additive else share * self.value) + (1 - share) * rest

    def rests(self, runs: Sequence[Results], share: Fraction) -> list[Fraction]:
        """Return what it comes to with the rest of each past period; who was away takes another of theirs."""
        past = [self._in(run) for run in runs]
        own = [value for value in past if value is not None]
        if not own:
            return [self.kept(self.paced(share))] * len(past)
        turns = (own[at % len(own)] if there is None else there for at, there in enumerate(past))
        return [self.ended(rest, share) for rest in turns]

    def _in(self, then: Results) -> Value:
        """Return the value of the same owner in another period.

        The column of a KPI holds of each row what its role reads: somebody's own value is none of the
        company's, whatever the scope for others.
        """
        actual, columns = Purpose.ACTUAL.named(self.kpi), then.facts.columns
        rows = then.kept(_owners)[self.scope].get(self.who, ())
        alike = (row for row in rows if self._is_of_scope(then.facts.roles[row]))
        places = [(of_scope(actual, self.scope), rows)] if self.scope != "person" else []
        found = (
            column[row]
            for name, some in (*places, (actual, alike))
            if (column := columns.get(name)) is not None
            for row in some
        )
        return next((value for value in found if value is not None), None)

    def _is_of_scope(self, role: Role) -> bool:
        spec = self.plans.of(role).kpis.get(self.kpi)
        return spec is not None and spec.scope == self.scope


def _owners(results: Results) -> Mapping[Scope, Mapping[str, Sequence[int]]]:
    """Return the rows of each person, the last one first, of each team, and of the company."""
    facts = results.facts
    teams: dict[str, list[int]] = {}
    for row, team in enumerate(facts.teams):
        teams.setdefault(team or "", []).append(row)
    people = {one.id: one.rows[::-1] for one in facts.people}
    return {"person": people, "team": teams, "company": {"": range(len(facts.roles))}}


def moving(plans: Plans, facts: Facts) -> Iterator[MovedResult]:
    """Yield each value that the files give of a KPI; what is computed from others follows them.

    A team without a row of its own has the company's, and moves with it.
    """
    ids, owners = facts.ids(), Owners(plans, facts)
    for row, role in enumerate(facts.roles):
        for kpi, spec in plans.of(role).kpis.items():
            actual = Purpose.ACTUAL.named(kpi)
            scopes: tuple[tuple[str, Scope], ...] = (
                (actual, spec.scope),
                (of_scope(actual, "team"), "team"),
                (of_scope(actual, "company"), "company"),
            )
            for column, scope in scopes:
                value = _cell(facts.columns.get(column), row)
                if value is None:
                    continue
                if scope == "person":
                    yield MovedResult(column, row, kpi, spec, scope, ids[row], value, plans)
                    continue
                reach, who = owners.of_scope(row, kpi, scope)
                yield MovedResult(column, row, kpi, spec, reach, who, value, plans)


def _grain(spec: Kpi, currency: str) -> Fraction:
    """Return what projected values are rounded to: minor units, hundredths of a point or of a unit."""
    if spec.measured_in is Unit.MONEY:
        return minor_unit(currency)
    return Fraction(1, 10_000 if spec.measured_in is Unit.PERCENT else 100)


def value_of(results: Results, purpose: Purpose, kpi: str, row: int) -> Value:
    """Return what a step or a column of a KPI is in a row."""
    name = purpose.named(kpi)
    return _cell(results.rows.get(name) or results.facts.columns.get(name), row)


def _cell(column: Sequence[Value] | None, row: int, otherwise: Value = None) -> Value:
    return otherwise if column is None else column[row]


def is_full(facts: Facts, row: int) -> bool:
    """Whether the person of a row is there on every day of the period, by this row or by others."""
    return bool(_cell(facts.columns.get(Figure.PERSON_FULL_PERIOD), row, Fraction(1)))
