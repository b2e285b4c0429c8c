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
from csvariable.facts.ratio import Overflow, Ratio, RatioPairs, constant_ratio, fits
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
        return None if self._codes is None else (self._codes, self._codes.rank("ordinal") - 1)

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
        tops = [_times(ratio.numerator, scale // one) for ratio, one in zip(ratios, scales, strict=True)]
        return Ratio(pl.concat(tops).gather(order), scale)


def _bottom(ratio: Ratio) -> pl.Series:
    if not isinstance(ratio.denominator, int):
        return ratio.denominator.cast(pl.Int128)
    if not fits(ratio.denominator):
        raise Overflow
    return pl.Series([ratio.denominator], dtype=pl.Int128).new_from_index(0, len(ratio.numerator))


def _times(series: pl.Series, factor: int) -> pl.Series:
    wide = series.cast(pl.Int128)
    if factor == 1:
        return wide
    # Of zeros alone the factor itself must fit.
    sizes = [abs(int(str(one or 1))) * factor for one in (series.min(), series.max())]
    if not fits(*sizes):
        raise Overflow
    return wide.to_frame("x").select(pl.col("x") * pl.lit(factor, dtype=pl.Int128)).to_series()


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

    def picked(self, name: str, rows: Sequence[int]) -> list[Value]:
        """Return the values of a step for some rows."""
        if any(found is None for found in self.places.rows.values()):
            (local,) = self.locals.values()
            return local.picked(name, pl.Series(rows, dtype=pl.UInt32))
        return [self.value(name, row) for row in rows]

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
