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
from csvariable.engine.columns.facts import ColumnFacts, Lazily
from csvariable.engine.exact.evaluation import evaluate
from csvariable.facts.model import Facts, Participant, Value
from csvariable.facts.ratio import Ratio, ratio_of
from csvariable.kernel.formula import Fact, Formula, Over, Placed, Shared, Within
from csvariable.kernel.step import Program, Step
from csvariable.plan import Role

LOOKS = (Over, Shared, Placed)


class Drawn(NamedTuple):
    """A column of copies: its values, and which of them each copy has."""

    values: Sequence[Value]
    picks: Sequence[int]


@dataclass(frozen=True, slots=True)
class Paid:
    """What each copy costs, in units of 1 / `bottom` of money; nothing where it cannot be paid."""

    tops: list[int | None]
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
    owners, rows = _rows(base, people)
    facts = _facts(base, people, owners, rows, drawn)
    if groups is not None:
        programs, facts = _grouped(programs, facts, base, people, groups, owners)
    results = columns.evaluate(programs, facts)
    found = [results.people["total"]]
    for name, worths in _rewards(programs).items():
        found.append(_times(results.people[name], [worths[role] for role in _roles_of_people(facts)]))
    return _sum(found)


def _roles_of_people(facts: ColumnFacts) -> list[Role]:
    """Return the role of each person's last row, whose rewards are given."""
    if facts.role_of is None:
        return [facts.roles[0]] * facts.people
    codes = facts.role_of if facts.last is None else facts.role_of.gather(facts.last)
    return [facts.roles[code] for code in codes.to_list()]


def _rows(base: ColumnFacts, people: Sequence[int]) -> tuple[list[int] | None, pl.Series]:
    """Return the copy that owns each row, where copies have several, and the row each one copies."""
    if base.person_of is None:
        return None, pl.Series(people, dtype=pl.UInt32)
    own = [one.rows for one in base.facts.people]
    owners = [at for at, person in enumerate(people) for _ in own[person]]
    return owners, pl.Series([row for person in people for row in own[person]], dtype=pl.UInt32)


def _facts(
    base: ColumnFacts,
    people: Sequence[int],
    owners: list[int] | None,
    rows: pl.Series,
    drawn: Mapping[str, Drawn],
) -> ColumnFacts:
    tables = {name: ratio_of(list(one.values)) for name, one in drawn.items()}

    def column(name: str) -> Ratio:
        if name not in drawn:
            return base.columns[name].gathered(rows)
        picks = drawn[name].picks
        of_rows = picks if owners is None else [picks[owner] for owner in owners]
        return tables[name].gathered(pl.Series(of_rows, dtype=pl.UInt32))

    last = None
    if owners is not None:
        last = pl.Series(
            [at for at, owner in enumerate(owners) if owners[at + 1 : at + 2] != [owner]], dtype=pl.UInt32
        )
    return ColumnFacts(
        count=len(rows),
        columns=Lazily(tuple(dict.fromkeys((*base.columns, *drawn))), column),
        ids=pl.int_range(len(people), eager=True).cast(pl.String),
        roles=base.roles,
        role_of=None if base.role_of is None else base.role_of.gather(rows),
        teams=None if base.teams is None else base.teams.gather(rows),
        person_of=None if owners is None else pl.Series(owners, dtype=pl.UInt32),
        last=last,
    )


def _grouped(  # noqa: PLR0913, PLR0917 - a run, and whose copies stand together in it
    programs: Mapping[Role, Program],
    facts: ColumnFacts,
    base: ColumnFacts,
    people: Sequence[int],
    groups: Sequence[int],
    owners: list[int] | None,
) -> tuple[Mapping[Role, Program], ColumnFacts]:
    """Make each group a team, or each team of a group one, so that nothing is seen across groups."""
    by_team = bool(_withins(programs) & TEAMS)
    named = pl.Series(groups, dtype=pl.UInt32).cast(pl.String)
    of_rows = named if owners is None else named.gather(pl.Series(owners, dtype=pl.UInt32))
    keys = of_rows
    if by_team and facts.teams is not None:
        # Who has no team is in none of another group either.
        keys = pl.select(pl.coalesce(of_rows + "|" + facts.teams, of_rows)).to_series()
    # Ties go to the smallest id: inside a group the order of ids is the one of the people.
    ids = _ids(base).gather(pl.Series(people, dtype=pl.UInt32)) + "|" + named
    if not by_team:
        programs = {role: _inside(program) for role, program in programs.items()}
    return programs, replace(facts, teams=keys, ids=ids)


TEAMS = frozenset({"team", "role and team"})


def _withins(programs: Mapping[Role, Program]) -> set[str]:
    formulas = (step.formula for one in programs.values() for step in one.steps)
    looks = [one for one in formulas if isinstance(one, LOOKS)]
    found: set[str] = {one.within for one in looks if one.within != "person"}
    teams = any(isinstance(one, Placed) and one.teams is not None for one in looks)
    return found | {"company"} if teams else found


def _is_mixed(programs: Mapping[Role, Program]) -> bool:
    """Whether rules look across teams and across the company: a group cannot stand for both."""
    seen = _withins(programs)
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
        results = evaluate(programs, facts)
        for at, copy in enumerate(copies):
            total = results.people["total"][at]
            worth = [
                (results.people[one.step][at] or 0) * one.value
                for one in results.program_of(facts.people[at].rows[-1]).rewards
            ]
            costs[copy] = None if total is None else total + sum(worth, Fraction(0))
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
        name: [drawn[name].values[drawn[name].picks[copy]] for _, copy in rows]
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


FROZEN = "as it was: "
"""A column that holds what a step across rows came to before anything was drawn."""


def frozen(programs: Mapping[Role, Program]) -> tuple[Mapping[Role, Program], frozenset[str]]:
    """Return programs that take sums and means over other rows as facts, and the steps meant."""
    names: set[str] = set()

    def step(one: Step) -> Step:
        if not isinstance(one.formula, Over) or one.formula.within == "person":
            return one
        names.add(one.name)
        return replace(one, formula=Fact(FROZEN + one.name))

    made = {
        role: replace(program, row_steps=tuple(step(one) for one in program.row_steps))
        for role, program in programs.items()
    }
    return made, frozenset(names)


def _ids(base: ColumnFacts) -> pl.Series:
    """Return a name for each person of the base, of one length, in the order of the ids."""
    known: list[str] = base.ids.to_list()
    places = {one: f"{at:09d}" for at, one in enumerate(sorted(known))}
    return pl.Series([places[one] for one in known], dtype=pl.String)


def _inside(program: Program) -> Program:
    """Return a program whose company is the team of its rows."""

    def step(one: Step) -> Step:
        formula: Formula = one.formula
        if isinstance(formula, LOOKS):
            inner: dict[Within, Within] = {"company": "team", "role": "role and team"}
            formula = replace(formula, within=inner.get(formula.within, formula.within))
        return replace(one, formula=formula)

    return replace(
        program,
        row_steps=tuple(step(one) for one in program.row_steps),
        person_steps=tuple(step(one) for one in program.person_steps),
    )


def _rewards(programs: Mapping[Role, Program]) -> dict[str, dict[Role, Fraction]]:
    """Return what one of each reward in kind is worth in each role, by the step that counts them."""
    steps = dict.fromkeys(one.step for program in programs.values() for one in program.rewards if one.value)
    return {
        step: {
            role: sum((one.value for one in program.rewards if one.step == step), Fraction(0))
            for role, program in programs.items()
        }
        for step in steps
    }


def _times(ratio: Ratio, factors: Sequence[Fraction]) -> Ratio:
    values = zip(ratio.values(), factors, strict=True)
    return ratio_of([None if value is None else value * factor for value, factor in values])


def _sum(ratios: Sequence[Ratio]) -> Paid:
    """Add columns over one denominator; rewards that somebody cannot have count nothing."""
    bottom = 1
    for one in ratios:
        under = [one.denominator] if isinstance(one.denominator, int) else set(one.denominator.to_list())
        bottom = lcm(bottom, *under)
    found = _tops(ratios[0], bottom)
    for one in ratios[1:]:
        more = _tops(one, bottom)
        found = [None if top is None else top + (other or 0) for top, other in zip(found, more, strict=True)]
    return Paid(found, bottom)


def _tops(ratio: Ratio, bottom: int) -> list[int | None]:
    tops: list[int | None] = ratio.numerator.to_list()
    if isinstance(ratio.denominator, int):
        factor = bottom // ratio.denominator
        return tops if factor == 1 else [None if top is None else top * factor for top in tops]
    unders = ratio.denominator.to_list()
    return [None if top is None else top * (bottom // under) for top, under in zip(tops, unders, strict=True)]


__all__ = ["FROZEN", "Drawn", "Paid", "averages", "copied", "frozen", "shares_money"]
