"""What of a draw can be paid beforehand, once for each value that a result can be drawn.

A step that reads no drawn result has one value in all draws of a row. One that reads a single
drawn result has one value for each value of it; rows that are alike in all else that it reads
share them. Both are paid before anything is drawn, and looked up in each draw. What is left for
the draws themselves reads several drawn results, or other rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import polars as pl

from csvariable.engine.columns.evaluation import evaluate
from csvariable.engine.columns.facts import ColumnFacts, Lazily
from csvariable.engine.columns.layers import ColumnLayers
from csvariable.engine.columns.roles import RolePlaces
from csvariable.engine.cost import costed
from csvariable.engine.drawn import nobody
from csvariable.engine.wanted import WantedSteps, wanted_steps
from csvariable.facts.model import Value
from csvariable.facts.ratio import Overflow, Ratio, constant_ratio, ratio_of
from csvariable.kernel.formula import ACROSS, Fact, facts_of, refs
from csvariable.kernel.step import Program, Step
from csvariable.plan import Role

AHEAD = "beforehand: "
"""A column that holds what a step comes to."""
FEWER = 2
"""So many times fewer cards than draws there are at least of a step that is paid beforehand."""


class ColumnLuck(NamedTuple):
    """What a column can be drawn: the values of all tables, and for each person where theirs stand."""

    values: Sequence[Value]
    starts: Sequence[int]
    sizes: Sequence[int]


class Looked(NamedTuple):
    """A column of draws: which drawn column picks a value, and from where it is counted in each row."""

    of: str
    values: Ratio
    starts: pl.Series


@dataclass(frozen=True, slots=True)
class Beforehand:
    """What is left for each draw: its programs, its facts, and the columns that are looked up."""

    programs: Mapping[Role, Program]
    base: ColumnFacts
    looked: Mapping[str, Looked]


def beforehand(
    programs: Mapping[Role, Program], base: ColumnFacts, luck: Mapping[str, ColumnLuck], count: int
) -> Beforehand:
    """Pay what can be paid before so many draws of some columns.

    Where a value is too long for a column, nothing is paid beforehand.
    """
    programs = costed(programs)
    places = RolePlaces(base.count, base.roles, base.role_of)
    luck_of = {name: _LuckOfRows.of(base, name, one) for name, one in luck.items()}
    roles = [_OfRole(programs[role], base, luck_of, rows, count) for role, rows in places.rows.items()]
    wanted = wanted_steps([one.program for one in roles], [one.kinds for one in roles])
    looked = {name: Looked(name, one.values, one.starts) for name, one in luck_of.items()}
    try:
        more, constant = _paid(roles, luck_of, places, wanted.rows)
    except Overflow:
        return Beforehand(programs, base, looked)
    names = (*base.columns, *constant)
    columns = Lazily(names, lambda name: constant[name] if name in constant else base.columns[name])
    rest = {role: one.rest(wanted) for role, one in zip(places.rows, roles, strict=True)}
    return Beforehand(rest, replace(base, columns=columns, given=None), {**looked, **more})


@dataclass(frozen=True, slots=True)
class _LuckOfRows:
    """What a column can be drawn in each row: where its table starts, and how long it is."""

    name: str
    values: Ratio
    starts: pl.Series
    sizes: pl.Series

    @staticmethod
    def of(base: ColumnFacts, name: str, luck: ColumnLuck) -> _LuckOfRows:
        starts = pl.Series(luck.starts, dtype=pl.UInt32)
        sizes = pl.Series(luck.sizes, dtype=pl.UInt32)
        if base.person_of is not None:
            starts, sizes = starts.gather(base.person_of), sizes.gather(base.person_of)
        return _LuckOfRows(name, ratio_of(luck.values), starts, sizes)


class _Kind(NamedTuple):
    """What a step is made of, however far: at most one drawn column, and facts."""

    drawn: str | None
    facts: frozenset[str]


class _OfRole:
    """The program of a role on its rows, and which of its steps can be paid beforehand."""

    def __init__(
        self,
        program: Program,
        base: ColumnFacts,
        luck: Mapping[str, _LuckOfRows],
        rows: pl.Series | None,
        count: int,
    ) -> None:
        self.program = program
        self._base = base
        self._luck = luck
        self.rows = pl.int_range(base.count, dtype=pl.UInt32, eager=True) if rows is None else rows
        self._most = len(self.rows) * count // FEWER
        self._cards: dict[_Kind, _Cards] = {}

    @cached_property
    def kinds(self) -> Mapping[str, _Kind]:
        """The steps that can be paid beforehand, each with all that it reads."""
        found: dict[str, _Kind] = {}
        for step in self.program.row_steps:
            kind = self._kind(step, found)
            if kind is not None and (kind.drawn is None or self.cards(kind).count <= self._most):
                found[step.name] = kind
        return found

    def _kind(self, step: Step, before: Mapping[str, _Kind]) -> _Kind | None:
        """Return what a step reads; None where it reads several drawn columns, or other rows."""
        read = refs(step.formula)
        if isinstance(step.formula, ACROSS) or any(name not in before for name in read):
            return None
        columns = facts_of(step.formula)
        drawn = {one for name in read if (one := before[name].drawn) is not None}
        drawn.update(name for name in columns if name in self._luck)
        if len(drawn) > 1:
            return None
        facts = {name for name in columns if name in self._base.columns and name not in self._luck}
        return _Kind(next(iter(drawn), None), frozenset(facts.union(*(before[one].facts for one in read))))

    def cards(self, kind: _Kind) -> _Cards:
        """Return the cards of a kind of steps."""
        if kind not in self._cards:
            self._cards[kind] = _Cards(self._alike(kind))
        return self._cards[kind]

    def _alike(self, kind: _Kind) -> pl.DataFrame:
        luck = self._luck[kind.drawn or ""]
        columns = [luck.starts.gather(self.rows).alias("start"), luck.sizes.gather(self.rows).alias("size")]
        for at, name in enumerate(sorted(kind.facts)):
            ratio = self._base.columns[name].gathered(self.rows)
            columns.append(ratio.numerator.alias(f"top {at}"))
            if not isinstance(ratio.denominator, int):
                columns.append(ratio.denominator.alias(f"bottom {at}"))
        frame = pl.DataFrame([*columns, self.rows.alias("row")])
        alike = [column.name for column in columns]
        return frame.group_by(alike, maintain_order=True).agg(pl.col("row"))

    def paid(self, kind: _Kind, names: Iterable[str]) -> Mapping[str, Ratio]:
        """Pay some steps of a kind: one value for each row, or each card."""
        program = self._made_of(set(names))
        if kind.drawn is None:
            rows, own = self.rows, dict[str, Ratio]()
        else:
            cards, luck = self.cards(kind), self._luck[kind.drawn]
            rows, own = cards.rows, {kind.drawn: luck.values.gathered(cards.places)}
        columns = {**{name: self._base.columns[name].gathered(rows) for name in kind.facts}, **own}
        facts = ColumnFacts(count=len(rows), columns=columns, ids=nobody(len(rows)))
        return evaluate({None: program}, facts).rows

    def _made_of(self, wanted: set[str]) -> Program:
        """Return a program of some steps and those that they read."""
        steps: list[Step] = []
        for step in reversed(self.program.row_steps):
            if step.name in wanted:
                steps.append(step)
                wanted.update(refs(step.formula))
        return Program(tuple(reversed(steps)), ())

    def wanted(self, names: set[str]) -> Mapping[_Kind, Sequence[str]]:
        """Return those of some steps that are paid beforehand, by kind."""
        found: dict[_Kind, list[str]] = {}
        for name, kind in self.kinds.items():
            if name in names:
                found.setdefault(kind, []).append(name)
        return found

    def _ahead(self, step: Step) -> Step:
        kind = self.kinds.get(step.name)
        return step if kind is None else replace(step, formula=Fact(_column(kind, step.name)))

    def rest(self, wanted: WantedSteps) -> Program:
        """Return what is left for each draw."""
        rows = (one for one in self.program.row_steps if one.name in wanted.rows)
        return Program(
            tuple(self._ahead(one) for one in rows),
            tuple(one for one in self.program.person_steps if one.name in wanted.people),
        )


@dataclass(frozen=True, slots=True)
class _Cards:
    """Rows that are alike, as one, with each value that it can be drawn."""

    alike: pl.DataFrame
    """Where their table starts, how long it is, what else is read, and which rows they are."""

    @property
    def count(self) -> int:
        """The number of cards."""
        return int(self.alike.get_column("size").cast(pl.UInt64).sum())

    @property
    def places(self) -> pl.Series:
        """The place of each card among the drawn values."""
        ends = pl.int_ranges("start", pl.col("start") + pl.col("size"), dtype=pl.UInt32)
        return self.alike.select(ends.explode()).to_series()

    @property
    def rows(self) -> pl.Series:
        """A row whose facts each card has."""
        return self.alike.select(pl.col("row").list.first().repeat_by("size").explode()).to_series()

    @property
    def starts(self) -> pl.DataFrame:
        """Where the cards of each row start."""
        first = pl.col("size").cum_sum() - pl.col("size")
        return self.alike.select("row", first.alias("start")).explode("row")


def _paid(
    roles: Sequence[_OfRole], luck: Mapping[str, _LuckOfRows], places: RolePlaces, wanted: set[str]
) -> tuple[dict[str, Looked], dict[str, Ratio]]:
    """Return the columns that are looked up, and those that stay the same in all draws."""
    looked: dict[str, list[tuple[Ratio, pl.DataFrame]]] = {}
    constant: dict[str, dict[int, Ratio]] = {}
    drawn: dict[str, str] = {}
    for at, role in enumerate(roles):
        for kind, names in role.wanted(wanted).items():
            paid = role.paid(kind, names)
            for name in names:
                column = _column(kind, name)
                if kind.drawn is None:
                    constant.setdefault(column, {})[at] = paid[name]
                else:
                    looked.setdefault(column, []).append((paid[name], role.cards(kind).starts))
                    drawn[column] = kind.drawn
    sizes = [len(one.rows) for one in roles]
    return (
        {name: _looked(luck[drawn[name]], parts) for name, parts in looked.items()},
        {
            name: _slim(
                places.joined(
                    [own[at] if at in own else constant_ratio(None, size) for at, size in enumerate(sizes)]
                )
            )
            for name, own in constant.items()
        },
    )


def _column(kind: _Kind, name: str) -> str:
    """Return the column that holds what a step comes to."""
    return f"{AHEAD}{name}" if kind.drawn is None else f"{AHEAD}{name} by {kind.drawn}"


def _looked(of: _LuckOfRows, parts: Sequence[tuple[Ratio, pl.DataFrame]]) -> Looked:
    """Put the cards of several roles one behind the other, and last nothing, for the rows of other roles."""
    sizes = [len(ratio.numerator) for ratio, _ in parts]
    starts = pl.zeros(len(of.starts), dtype=pl.UInt32, eager=True) + sum(sizes)
    first = 0
    for (_, own), size in zip(parts, sizes, strict=True):
        starts.scatter(own.get_column("row"), own.get_column("start") + first)
        first += size
    nothing = constant_ratio(None, int(of.sizes.max() or 0))  # type: ignore[arg-type]
    ratios = [*(ratio for ratio, _ in parts), nothing]
    codes = [pl.zeros(len(one.numerator), dtype=pl.UInt32, eager=True) + at for at, one in enumerate(ratios)]
    several = RolePlaces(
        first + len(nothing.numerator), tuple(map(str, range(len(ratios)))), pl.concat(codes)
    )
    return Looked(of.name, _slim(several.joined(ratios)), starts)


def _slim(ratio: Ratio) -> Ratio:
    """Return a column in 64 bits where it fits them."""
    layers = ColumnLayers(len(ratio.numerator))
    return layers.ratio(layers.add(ratio))
