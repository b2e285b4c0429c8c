"""What a run on columns gives, and how it differs from a run in fractions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from csvariable.engine.columns.facts import ColumnFacts, Lazily
from csvariable.engine.columns.roles import Side
from csvariable.engine.cross_check import Disagreement, apart
from csvariable.engine.results import Results
from csvariable.facts.model import Value
from csvariable.facts.pairs import ExactCell, Pairs, cells_of, fraction
from csvariable.facts.ratio import Overflow, Ratio
from csvariable.kernel.step import Demand, Note, Program
from csvariable.plan import Role


@dataclass(frozen=True)
class ColumnResults:
    """Values of row steps by row, and of person steps by person; null where a step has none."""

    programs: Mapping[Role, Program]
    facts: ColumnFacts
    row_side: Side
    person_side: Side

    @cached_property
    def rows(self) -> Mapping[str, Ratio]:
        """Steps of the rows. Raises Overflow on a step that only `values` can give."""
        return Lazily(self.row_side.names, self.row_side.column)

    @cached_property
    def people(self) -> Mapping[str, Ratio]:
        """Steps of the people, likewise."""
        return Lazily(self.person_side.names, self.person_side.column)

    def values(self, step: str, rows: Sequence[int]) -> Sequence[Value]:
        """Return the values of a step for some rows, or for the persons of the rows."""
        if step in self.rows:
            return Pairs(self.row_side.picked(step, rows))
        return Pairs(self.person_side.picked(step, [self.person_of(row) for row in rows]))

    def person_of(self, row: int) -> int:
        """Return the person of a row."""
        return row if self.facts.person_of is None else int(self.facts.person_of[row])

    def to_results(self) -> Results:
        """Return the same values in fractions, each step made when it is first read."""
        rows = Lazily(self.row_side.names, self.row_side.values)
        people = Lazily(self.person_side.names, self.person_side.values)
        return Results(self.programs, self.facts.facts, rows, people, by_columns=self)

    def without(self, step: str) -> list[int]:
        """Return the people who have no value of a step of theirs."""
        try:
            found: list[int] = self.people[step].numerator.is_null().arg_true().to_list()
        except Overflow:
            found = [at for at, value in enumerate(self.person_side.values(step)) if value is None]
        return found

    def measures(self, role: Role, step: str) -> bool:
        """Whether somebody of a role has a value of a step of rows."""
        local = self.row_side.locals[role]
        try:
            column = local.ratio(step).numerator
        except Overflow:
            return any(local.value(step, at) is not None for at in range(len(local.rows)))
        return column.null_count() < len(column)

    def noted(self) -> Iterator[tuple[int, Note]]:
        """Yield each note of each person, in the order of the programs."""
        for side in (self.row_side, self.person_side):
            person = side is self.person_side
            for role, local in side.locals.items():
                notes = [note for note in self.programs[role].notes if note.of_person is person]
                for note, places in zip(notes, local.failing([note.unless for note in notes]), strict=True):
                    rows = (local.rows[at] for at in places)
                    yield from ((row if person else self.person_of(row), note) for row in rows)

    # ------------------------------------------------------------------------- demands

    def refusals(self) -> list[tuple[int, Demand]]:
        """Return each row that does not meet a demand of its program, in the order of rows.

        A demand on the person is refused at the person's last row.
        """
        found: list[tuple[int, Demand]] = []
        for role in self.row_side.roles:
            found += self._refused(self.row_side, role, self.programs[role].demands, None)
        for role in self.person_side.roles:
            demands = self.programs[role].person_demands
            found += self._refused(self.person_side, role, demands, self.facts.last)
        return sorted(found, key=lambda one: one[0])

    def _refused(
        self, side: Side, role: Role, demands: Sequence[Demand], last: pl.Series | None
    ) -> list[tuple[int, Demand]]:
        local = side.locals[role]
        failing = local.failing([demand.holds for demand in demands])
        found: list[tuple[int, Demand]] = []
        for demand, places in zip(demands, failing, strict=True):
            for at in places:
                row = local.rows[at] if last is None else int(last[local.rows[at]])
                if self.facts.present is None or self.facts.present[row]:
                    found.append((row, demand))
        return found


def differences(exact: Results, columns: ColumnResults) -> list[Disagreement]:
    """Compare every step of all rows and all people; a step that only one side has is compared to nothing."""
    facts = columns.facts
    owners = range(facts.count) if facts.person_of is None else facts.person_of.to_list()
    found: list[Disagreement] = []
    for side, table, people in (
        (columns.row_side, exact.rows, owners),
        (columns.person_side, exact.people, range(facts.people)),
    ):
        count = len(people)
        for step in dict.fromkeys((*table, *side.names)):
            nothing: list[ExactCell] = [None] * count
            expected = cells_of(table[step], range(count)) if step in table else nothing
            given = side.cells(step) if side.has(step) else nothing
            for at in apart(expected, given):
                one, other = fraction(expected[at]), fraction(given[at])
                found.append(Disagreement(step, facts.ids[people[at]], one, other))
    return found
