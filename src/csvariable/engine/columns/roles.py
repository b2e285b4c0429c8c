"""The columns of every role together: which rows are whose, and how they join."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from math import lcm

import polars as pl

from csvariable.engine.columns.facts import Peek
from csvariable.engine.columns.role_steps import RoleSteps
from csvariable.facts.model import Value
from csvariable.facts.pairs import ExactCell
from csvariable.facts.ratio import Overflow, Ratio, RatioPairs, constant_ratio, fits, multiplied, of_one_width
from csvariable.plan import Role


class RolePlaces:
    """Which rows (or people) belong to which role."""

    def __init__(self, count: int, roles: Sequence[Role], codes: pl.Series | None) -> None:
        self.count = count
        self._codes = codes
        self._roles = roles
        self.rows: dict[Role, pl.Series | None] = {}
        """The rows of each role that has any; None for all rows."""
        if codes is None:
            self.rows = {roles[0]: None} if count else {}
            return
        for code, role in enumerate(roles):
            rows = codes.eq(code).arg_true()
            if len(rows):
                self.rows[role] = rows

    @cached_property
    def _order(self) -> tuple[pl.Series, pl.Series] | None:
        """The role of each row, and where the row stands when the roles are put one behind the other."""
        if self._codes is None:
            return None
        rows = pl.concat([rows for rows in self.rows.values() if rows is not None])
        return self._codes, pl.zeros(self.count, pl.UInt32, eager=True).scatter(rows, _numbers(self.count))

    @cached_property
    def _starts(self) -> dict[Role, int]:
        starts, at = {}, 0
        for role in self.rows:
            starts[role] = at
            at += self.size(role)
        return starts

    def at(self, row: int) -> tuple[Role, int]:
        """Return the role of a row, and its place among the rows of the role."""
        if self._order is None:
            return self._roles[0], row
        codes, order = self._order
        role = self._roles[codes[row]]
        return role, order[row] - self._starts[role]

    def parted(self, rows: pl.Series) -> Iterator[tuple[Role, pl.Series, pl.Series]]:
        """Yield each role, where its rows stand among some, and their places among all rows of the role."""
        if self._order is None:
            yield from ((role, _numbers(len(rows)), rows) for role in self.rows)
            return
        codes, order = (column[rows] for column in self._order)
        for role, start in self._starts.items():
            is_own = codes.eq(self._roles.index(role))
            yield role, _numbers(len(rows)).filter(is_own), order.filter(is_own) - start

    def size(self, role: Role) -> int:
        """Return the number of rows of a role."""
        rows = self.rows[role]
        return self.count if rows is None else len(rows)

    def all(self, role: Role) -> Sequence[int]:
        """Return the rows of a role."""
        rows = self.rows[role]
        return range(self.count) if rows is None else rows.to_list()

    def joined(self, ratios: Sequence[Ratio]) -> Ratio:
        """Join the columns of the roles, given in their order."""
        if not ratios:
            return constant_ratio(None, 0)
        if self._order is None:
            return ratios[0]
        _, order = self._order
        scales = [ratio.denominator for ratio in ratios if isinstance(ratio.denominator, int)]
        if len(scales) < len(ratios):
            tops = [ratio.numerator.cast(pl.Int128) for ratio in ratios]
            bottoms = [_bottom(ratio) for ratio in ratios]
            return Ratio(pl.concat(tops).gather(order), pl.concat(bottoms).gather(order))
        scale = lcm(*scales)
        tops = [multiplied(ratio.numerator, scale // one) for ratio, one in zip(ratios, scales, strict=True)]
        return Ratio(pl.concat(of_one_width(tops)).gather(order), scale)


def _numbers(count: int) -> pl.Series:
    return pl.int_range(count, dtype=pl.UInt32, eager=True)


def _bottom(ratio: Ratio) -> pl.Series:
    if not isinstance(ratio.denominator, int):
        return ratio.denominator.cast(pl.Int128)
    if not fits(ratio.denominator):
        raise Overflow
    return pl.Series([ratio.denominator], dtype=pl.Int128).new_from_index(0, len(ratio.numerator))


class Side:
    """The rows of a run, or its people: the columns of each role, and of all."""

    def __init__(self, places: RolePlaces, make: Callable[[Role], RoleSteps]) -> None:
        self.places = places
        self.locals = {role: make(role) for role in places.rows}

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles that have any rows."""
        return tuple(self.places.rows)

    @property
    def names(self) -> tuple[str, ...]:
        """The steps that any role has."""
        return tuple(dict.fromkeys(name for local in self.locals.values() for name in local.table))

    def has(self, name: str) -> bool:
        """Whether any role has a step."""
        return any(name in local.table for local in self.locals.values())

    def column(self, name: str) -> Ratio:
        """Return a step of all rows; raise Overflow where its fractions are too long for a column."""
        return self.places.joined([local.ratio(name) for local in self.locals.values()])

    def value(self, name: str, row: int) -> Value:
        """Return the value of a step for a row."""
        role, at = self.places.at(row)
        return self.locals[role].value(name, at)

    def picked(self, name: str, rows: Sequence[int]) -> list[ExactCell]:
        """Return the values of a step for some rows, as pairs."""
        found: list[ExactCell] = [None] * len(rows)
        for role, own, places in self.places.parted(pl.Series(rows, dtype=pl.UInt32)):
            for at, cell in zip(own, self.locals[role].picked(name, places), strict=True):
                found[at] = cell
        return found

    def values(self, name: str) -> RatioPairs:
        """Return the values of a step for all rows."""
        return RatioPairs(self.places.count, lambda: self.column(name), lambda: self.cells(name))

    def cells(self, name: str) -> list[ExactCell]:
        """Return the values of a step for all rows, as pairs."""
        found: list[ExactCell] = [None] * self.places.count
        for role, local in self.locals.items():
            if self.places.rows[role] is None:
                return local.cells(name)
            for row, cell in zip(self.places.all(role), local.cells(name), strict=True):
                found[row] = cell
        return found


class RoleTable(Mapping[str, Sequence[Value]]):
    """The steps of a side as the readers of fractions want them."""

    def __init__(self, side: Side) -> None:
        self._side = side

    def __getitem__(self, name: str) -> Sequence[Value]:
        if not self._side.has(name):
            raise KeyError(name)
        return Peek(self._side.places.count, lambda row: self._side.value(name, row))

    def __iter__(self) -> Iterator[str]:
        return iter(self._side.names)

    def __len__(self) -> int:
        return len(self._side.names)
