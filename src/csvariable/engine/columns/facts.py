"""Facts as columns: what the files say, for the evaluator of whole columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar, overload

import polars as pl

from csvariable.facts.model import Facts, Participant, Value
from csvariable.facts.pairs import Pairs
from csvariable.facts.ratio import Ratio, ratio_of
from csvariable.facts.views import FlagColumn, PeopleView, RoleColumn, TextColumn, ValueColumn
from csvariable.kernel.diagnostic import FilePlace
from csvariable.plan import Role

Made = TypeVar("Made")


class Lazily(Mapping[str, Made], Generic[Made]):
    """A mapping whose values are made when first asked for."""

    def __init__(self, names: tuple[str, ...], make: Callable[[str], Made]) -> None:
        self._names = dict.fromkeys(names)
        self._make = make
        self._made: dict[str, Made] = {}

    def __getitem__(self, name: str) -> Made:
        if name not in self._made:
            if name not in self._names:
                raise KeyError(name)
            self._made[name] = self._make(name)
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Peek(Sequence[Value]):
    """A step as the readers of fractions want it: its values are read one by one."""

    def __init__(self, count: int, read: Callable[[int], Value]) -> None:
        self._count = count
        self._read = read

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Value: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Value]: ...

    def __getitem__(self, at: int | slice) -> Value | Sequence[Value]:
        if isinstance(at, slice):
            return [self._read(one) for one in range(self._count)[at]]
        if at >= self._count:
            raise IndexError(at)
        return self._read(at)


@dataclass(frozen=True)
class ColumnFacts:
    """Rows and people as columns. Rows stand in the order of the files, people likewise.

    `columns[name]` raises Overflow where the values of a column cannot stand in one.
    """

    count: int
    """Number of rows."""
    columns: Mapping[str, Ratio]
    ids: pl.Series
    """Id of each person, as text."""
    roles: tuple[Role, ...] = (None,)
    role_of: pl.Series | None = None
    """Index into `roles` of each row; None when there is one role."""
    teams: pl.Series | None = None
    """Team of each row, as text; None when nobody has one."""
    present: pl.Series | None = None
    """Whether each row has any active day; None when all have."""
    person_of: pl.Series | None = None
    """Index of the person of each row; None when row n is the only row of person n."""
    last: pl.Series | None = None
    """Last row of each person, in order of entry; given with `person_of`."""
    given: Facts | None = None
    """The same facts in fractions, where there are any already."""

    @staticmethod
    def of(facts: Facts) -> ColumnFacts:
        """Return facts as columns; a column is made when first read."""
        roles, role_of = roles_of(facts.roles)
        ids, person_of, last = people_of(facts.people)
        return ColumnFacts(
            count=len(facts.roles),
            columns=Lazily(tuple(facts.columns), lambda name: _ratio(facts.columns[name])),
            ids=ids,
            roles=roles,
            role_of=role_of,
            teams=facts.teams.series
            if isinstance(facts.teams, TextColumn)
            else pl.Series(facts.teams, dtype=pl.String),
            present=facts.present.series
            if isinstance(facts.present, FlagColumn)
            else pl.Series(facts.present, dtype=pl.Boolean),
            person_of=person_of,
            last=last,
            given=facts,
        )

    @property
    def people(self) -> int:
        """Number of people."""
        return len(self.ids)

    @cached_property
    def exact(self) -> Mapping[str, Sequence[Value]]:
        """The columns as fractions, each column made when first read."""
        if self.given is not None:
            return self.given.columns
        return Lazily(tuple(self.columns), lambda name: Pairs(self.columns[name].cells()))

    @cached_property
    def facts(self) -> Facts:
        """The same facts in fractions; a column is made when first read."""
        if self.given is not None:
            return self.given
        rows: list[list[int]] = [[] for _ in range(self.people)]
        owners = range(self.count) if self.person_of is None else self.person_of.to_list()
        for row, owner in enumerate(owners):
            rows[owner].append(row)
        if self.last is not None:
            for own, last in zip(rows, self.last.to_list(), strict=True):
                own.remove(last)
                own.append(last)
        people = zip(self.ids.to_list(), rows, strict=True)
        codes = [0] * self.count if self.role_of is None else self.role_of.to_list()
        return Facts(
            people=tuple(Participant(id_, None, tuple(own)) for id_, own in people),
            roles=[self.roles[code] for code in codes],
            teams=[None] * self.count if self.teams is None else self.teams.to_list(),
            columns=self.exact,
            present=[True] * self.count if self.present is None else self.present.to_list(),
            place=lambda _row, _column: FilePlace("facts"),
        )


def _ratio(values: Sequence[Value]) -> Ratio:
    return values.ratio if isinstance(values, ValueColumn) else ratio_of(values)


def roles_of(roles: Sequence[Role]) -> tuple[tuple[Role, ...], pl.Series | None]:
    """Return the different roles in order, and which of them each row has; None where there is one."""
    if isinstance(roles, RoleColumn):
        return roles.words, roles.codes
    different = tuple(dict.fromkeys(roles)) or (None,)
    codes = {role: at for at, role in enumerate(different)}
    return different, None if len(different) == 1 else pl.Series([codes[role] for role in roles])


def people_of(people: Sequence[Participant]) -> tuple[pl.Series, pl.Series | None, pl.Series | None]:
    """Return ids, the person of each row and the last row of each person; None where each has one row."""
    if isinstance(people, PeopleView):
        return people.ids, people.person_of, people.last
    ids = pl.Series([person.id for person in people], dtype=pl.String)
    if all(person.rows == (at,) for at, person in enumerate(people)):
        return ids, None, None
    owners = {row: at for at, person in enumerate(people) for row in person.rows}
    person_of = pl.Series([owners[row] for row in range(len(owners))], dtype=pl.UInt32)
    return ids, person_of, pl.Series([person.rows[-1] for person in people], dtype=pl.UInt32)
