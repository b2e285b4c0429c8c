"""Copies of people with other results, paid in one pass by columns: what draws are made of.

Copies of one group see each other where a rule looks across people, and nobody else: each group
is a company of its own.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm
from typing import NamedTuple

import polars as pl

from csvariable.engine.columns import evaluation as columns
from csvariable.engine.columns.draws import Wholes, series_of
from csvariable.engine.columns.facts import ColumnFacts, Lazily
from csvariable.engine.cost import COST, costed
from csvariable.engine.cross_check import looks_across
from csvariable.engine.exact.evaluation import evaluate
from csvariable.engine.groups import groups_seen
from csvariable.facts.model import Facts, Participant, Value
from csvariable.facts.ratio import Ratio, ratio_of
from csvariable.kernel.formula import (
    ACROSS,
    Formula,
    Over,
    Placed,
    Shared,
    Within,
)
from csvariable.kernel.step import Program, Step
from csvariable.plan import Role

ZERO = Fraction(0)


class Drawn(NamedTuple):
    """A column of copies: its values, and which of them each copy has."""

    values: Sequence[Value] | Ratio
    picks: Sequence[int]
    starts: pl.Series | None = None
    """From where the picks of each row of the base are counted; None for the first value."""

    def value(self, row: int, copy: int) -> Value:
        """Return the value of a copy of a row."""
        at = self.picks[copy] + (0 if self.starts is None else self.starts[row])
        return self.values.value(at) if isinstance(self.values, Ratio) else self.values[at]


@dataclass(frozen=True, slots=True)
class Paid:
    """What each copy costs, in units of 1 / `bottom` of money; nothing where it cannot be paid."""

    tops: Sequence[int | None]
    bottom: int


def shares_money(programs: Mapping[Role, Program]) -> bool:
    """Whether what one person is paid can depend on another's results: pools and podiums."""
    return any(isinstance(step.formula, Shared | Placed) for one in programs.values() for step in one.steps)


def averages(programs: Mapping[Role, Program]) -> bool:
    """Whether a rule takes the mean of what others reach: absences paid as the peers are."""
    found = (step.formula for one in programs.values() for step in one.steps)
    return any(isinstance(one, Over) and one.fold == "mean" for one in found)


def copied(
    programs: Mapping[Role, Program],
    base: ColumnFacts,
    people: Sequence[int],
    groups: Sequence[int] | None = None,
    drawn: Mapping[str, Drawn] | None = None,
) -> Paid:
    """Pay copies of people, each of them with the drawn columns in all of its rows."""
    drawn = drawn or {}
    programs = costed(programs)
    if groups is not None and _is_mixed(programs):
        return _one_by_one(programs, base, people, groups, drawn)
    try:
        return _by_columns(programs, base, people, groups, drawn)
    finally:
        gc.collect(0)  # a run refers to itself, and its columns are too large to wait for a full sweep


def _by_columns(
    programs: Mapping[Role, Program],
    base: ColumnFacts,
    people: Sequence[int],
    groups: Sequence[int] | None,
    drawn: Mapping[str, Drawn],
) -> Paid:
    copies = series_of(people)
    owners, rows = _rows(base, copies)
    facts = _facts(base, copies, owners, rows, drawn, alone=groups is None and not looks_across(programs))
    if groups is not None:
        programs, facts = _grouped(programs, facts, base, copies, series_of(groups), owners)
    return _paid(columns.evaluate(programs, facts).people[COST])


def _rows(base: ColumnFacts, people: pl.Series) -> tuple[pl.Series | None, pl.Series]:
    """Return the copy that owns each row, where copies have several, and the row each one copies."""
    if base.person_of is None:
        return None, people
    own = pl.Series([one.rows for one in base.facts.people], dtype=pl.List(pl.UInt32)).gather(people)
    copies = pl.int_range(len(people), dtype=pl.UInt32, eager=True)
    frame = pl.DataFrame([copies.alias("copy"), own.alias("row")]).explode("row")
    return frame.get_column("copy"), frame.get_column("row")


def _facts(  # noqa: PLR0913 - copies, their rows, and what they are drawn
    base: ColumnFacts,
    people: pl.Series,
    owners: pl.Series | None,
    rows: pl.Series,
    drawn: Mapping[str, Drawn],
    *,
    alone: bool,
) -> ColumnFacts:
    """Return the facts of copies; of those who are paid `alone` nobody asks who or in which team they are."""

    def column(name: str) -> Ratio:
        if name not in drawn:
            return base.columns[name].gathered(rows)
        values, picks, starts = drawn[name]
        places = series_of(picks)
        places = places if owners is None else places.gather(owners)
        places = places if starts is None else places.cast(pl.UInt32) + starts.gather(rows)
        return (values if isinstance(values, Ratio) else ratio_of(values)).gathered(places)

    last = None
    if owners is not None:
        last = owners.ne(owners.shift(-1)).fill_null(value=True).arg_true()
    return ColumnFacts(
        count=len(rows),
        columns=Lazily(tuple(dict.fromkeys((*base.columns, *drawn))), column),
        ids=nobody(len(people)) if alone else pl.int_range(len(people), eager=True).cast(pl.String),
        roles=base.roles,
        role_of=None if base.role_of is None else base.role_of.gather(rows),
        teams=None if alone or base.teams is None else base.teams.gather(rows),
        person_of=owners,
        last=last,
    )


def nobody(count: int) -> pl.Series:
    """Return ids of people whom nothing looks at."""
    return pl.Series([None], dtype=pl.String).new_from_index(0, count)


def _grouped(  # noqa: PLR0913, PLR0917 - a run, and whose copies stand together in it
    programs: Mapping[Role, Program],
    facts: ColumnFacts,
    base: ColumnFacts,
    people: pl.Series,
    groups: pl.Series,
    owners: pl.Series | None,
) -> tuple[Mapping[Role, Program], ColumnFacts]:
    """Make each group a team, or each team of a group one, so that nothing is seen across groups."""
    by_team = bool(groups_seen(programs) & TEAMS)
    named = groups.cast(pl.String)
    of_rows = named if owners is None else named.gather(owners)
    keys = of_rows
    if by_team and facts.teams is not None:
        # Who has no team is in none of another group either.
        keys = pl.select(pl.coalesce(of_rows + "|" + facts.teams, of_rows)).to_series()
    # Ties go to the smallest id: inside a group the order of ids is the one of the people.
    ids = _ids(base).gather(people) + "|" + named
    if not by_team:
        programs = {role: _inside(program) for role, program in programs.items()}
    return programs, replace(facts, teams=keys, ids=ids)


TEAMS = frozenset({"team", "role and team"})


def _is_mixed(programs: Mapping[Role, Program]) -> bool:
    """Whether rules look across teams and across the company: a group cannot stand for both."""
    seen = groups_seen(programs)
    return bool(seen & TEAMS) and bool(seen - TEAMS)


def _one_by_one(
    programs: Mapping[Role, Program],
    base: ColumnFacts,
    people: Sequence[int],
    groups: Sequence[int],
    drawn: Mapping[str, Drawn],
) -> Paid:
    """Pay the copies group after group in fractions: the long way, for plans that need it."""
    of_group: dict[int, list[int]] = {}
    for at, group in enumerate(groups):
        of_group.setdefault(group, []).append(at)
    costs: list[Value] = [None] * len(people)
    for copies in of_group.values():
        facts = _subset(base.facts, [people[at] for at in copies], copies, drawn)
        for copy, cost in zip(copies, evaluate(programs, facts).people[COST], strict=True):
            costs[copy] = cost
    bottom = lcm(*(cost.denominator for cost in costs if cost is not None))
    return Paid([None if cost is None else int(cost * bottom) for cost in costs], bottom)


def _subset(facts: Facts, people: Sequence[int], copies: Sequence[int], drawn: Mapping[str, Drawn]) -> Facts:
    rows = [
        (row, copy) for person, copy in zip(people, copies, strict=True) for row in facts.people[person].rows
    ]
    found: list[Participant] = []
    at = 0
    for person in people:
        one = facts.people[person]
        found.append(Participant(one.id, one.name, tuple(range(at, at + len(one.rows)))))
        at += len(one.rows)
    columns = {
        name: [drawn[name].value(row, copy) for row, copy in rows]
        if name in drawn
        else [facts.columns[name][row] for row, _ in rows]
        for name in dict.fromkeys((*facts.columns, *drawn))
    }
    return Facts(
        tuple(found),
        [facts.roles[row] for row, _ in rows],
        [facts.teams[row] for row, _ in rows],
        columns,
        [facts.present[row] for row, _ in rows],
        facts.place,
    )


def _ids(base: ColumnFacts) -> pl.Series:
    """Return a name for each person of the base, of one length, in the order of the ids."""
    known: list[str] = base.ids.to_list()
    places = {one: f"{at:09d}" for at, one in enumerate(sorted(known))}
    return pl.Series([places[one] for one in known], dtype=pl.String)


def _inside(program: Program) -> Program:
    """Return a program whose company is the team of its rows."""

    def step(one: Step) -> Step:
        formula: Formula = one.formula
        if isinstance(formula, ACROSS):
            inner: dict[Within, Within] = {"company": "team", "role": "role and team"}
            formula = replace(formula, within=inner.get(formula.within, formula.within))
        return replace(one, formula=formula)

    return replace(
        program,
        row_steps=tuple(step(one) for one in program.row_steps),
        person_steps=tuple(step(one) for one in program.person_steps),
    )


def _paid(ratio: Ratio) -> Paid:
    """Return a column over one denominator."""
    if isinstance(ratio.denominator, int):
        return Paid(Wholes(ratio.numerator), ratio.denominator)
    unders = ratio.denominator.to_list()
    bottom = lcm(*set(unders))
    tops = zip(ratio.numerator.to_list(), unders, strict=True)
    return Paid([None if top is None else top * (bottom // under) for top, under in tops], bottom)
