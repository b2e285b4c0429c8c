"""What a run gives: a value for each step of each row and person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from csvariable.facts.model import Facts, Value
from csvariable.facts.pairs import added_up
from csvariable.kernel.formula import Within
from csvariable.kernel.step import Demand, Note, Program
from csvariable.plan import Role

if TYPE_CHECKING:
    from csvariable.engine.groups import Groups

T = TypeVar("T")


class WholeResults(Protocol):
    """The values of a run as whole columns, for what has to be asked of everybody."""

    def refusals(self) -> list[tuple[int, Demand]]:
        """Return each row that does not meet a demand of its program, in the order of rows."""

    def noted(self) -> Iterable[tuple[int, Note]]:
        """Return each note of each person, in the order of the programs."""

    def measures(self, role: Role, step: str) -> bool:
        """Whether somebody of a role has a value of a step of rows."""

    def without(self, step: str) -> list[int]:
        """Return the people who have no value of a step of theirs."""


@dataclass(frozen=True)
class Results:
    """Values of row steps by row, and of person steps by person; None where a step has none."""

    programs: Mapping[Role, Program]
    facts: Facts
    rows: Mapping[str, Sequence[Value]]
    people: Mapping[str, Sequence[Value]]
    added: Callable[[], Fraction] | None = None
    """A shorter way to the sum of all totals, where there is one."""
    by_columns: WholeResults | None = field(default=None, compare=False)
    """The same values as whole columns, where a large run has them."""

    @cached_property
    def paid(self) -> Fraction:
        """What everybody is paid."""
        return added_up(self.people["total"]) if self.added is None else self.added()

    @cached_property
    def groups(self) -> Groups:
        """Who stands together where a step looks beyond its row."""
        from csvariable.engine.groups import Groups

        return Groups(self.facts, self.rows, self.people)

    def kept(self, make: Callable[[Results], T]) -> T:
        """Return what something makes of these results; it is made when it is first asked for."""
        if make not in self._kept:
            self._kept[make] = make(self)
        return cast("T", self._kept[make])

    @cached_property
    def _kept(self) -> dict[object, object]:
        return {}

    def measures(self, role: Role, step: str) -> bool:
        """Whether somebody of a role has a value of a step of rows."""
        if self.by_columns is not None:
            return self.by_columns.measures(role, step)
        values = self.rows[step]
        return any(values[row] is not None for row in self.rows_of_roles.get(role, ()))

    @cached_property
    def rows_of_roles(self) -> Mapping[Role, Sequence[int]]:
        """The rows of each role."""
        return places_of(self.facts.roles)

    @cached_property
    def people_of_roles(self) -> Mapping[Role, Sequence[int]]:
        """The people whose last row has each role."""
        roles = self.facts.roles
        return places_of([roles[person.rows[-1]] for person in self.facts.people])

    @cached_property
    def withins(self) -> frozenset[Within]:
        """The groups in which steps look at other people."""
        from csvariable.engine.groups import groups_seen

        return groups_seen(self.programs)

    def program_of(self, row: int) -> Program:
        """The program that a row ran."""
        return self.programs[self.facts.roles[row]]

    def steps_of_row(self, row: int) -> dict[str, Value]:
        """Every step of a row, in the order of the pipeline."""
        return {step.name: self.rows[step.name][row] for step in self.program_of(row).row_steps}

    def steps_of_person(self, at: int) -> dict[str, Value]:
        """Every step that is of the person, once."""
        last = self.facts.people[at].rows[-1]
        return {step.name: self.people[step.name][at] for step in self.program_of(last).person_steps}


def places_of(roles: Sequence[Role]) -> Mapping[Role, Sequence[int]]:
    """Return where each role stands; all places as they are, where there is one role."""
    if len(set(roles)) == 1:
        return {roles[0]: range(len(roles))}
    found: dict[Role, list[int]] = {}
    for at, role in enumerate(roles):
        found.setdefault(role, []).append(at)
    return found
