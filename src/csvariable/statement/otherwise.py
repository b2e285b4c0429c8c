"""A person's pay with another actual: every step computed again, all else as it was.

What is computed is what the engine would compute from files in which that one value is another:
a team's for all its people, the company's for everybody. The person alone is paid again where
all others keep what they are looked at for; else those on whom the pay of the person can rest,
who share a team, a role or the company with them.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias, cast

from csvariable.engine.rerun import (
    Affected,
    OthersAsTheyWere,
    Programs,
    affected,
    again,
    counts_once,
    unmet,
)
from csvariable.engine.results import Results
from csvariable.facts.model import Facts, Value
from csvariable.facts.plans import Plans
from csvariable.kernel.formula import (
    Fact,
    Formula,
    Rounded,
    Within,
    across,
    facts_of,
    parts_of,
    refs,
)
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Program, Step

OtherValues: TypeAlias = Callable[[Results, Sequence[int]], list[Value]]
"""From results, and the rows of the person there, to a column of other values."""


class Otherwise:
    """One person's pay, to be computed again with other actuals."""

    at = 0
    """The person, who is alone in what was computed and is computed again."""

    def __init__(self, results: Results, plans: Plans, person: int) -> None:
        """Take what was computed, and the person by index."""
        self.plans = plans
        self.base = results_of(results, [person])
        self.programs = results.programs if results.withins else self.base.programs
        self._results, self._person = results, person
        self._known: dict[tuple[str, int, Fraction], Results | None] = {}
        self._moves: dict[tuple[str, int], Move | None] = {}

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows of the person."""
        return self.base.facts.people[self.at].rows

    @cached_property
    def circle(self) -> tuple[Results, int]:
        """The results of all on whom the pay of the person can rest, and the person among them."""
        people = circle_of(self._results, [self._person])
        return results_of(self._results, people), people.index(self._person)

    def computed(self, kpi: str, row: int, actual: Fraction) -> Results | None:
        """Return what there would be with another actual in a row; None where it cannot be paid.

        A KPI that is computed from others can be moved where nothing else reads those.
        """
        key = (kpi, row, actual)
        if key not in self._known:
            move = self.move(kpi, row)
            self._known[key] = None if move is None else self._again(kpi, row, move, actual)
        return self._known[key]

    def gain(self, after: Results) -> Fraction:
        """Return what is added to the total of the person."""
        return (after.people[Purpose.TOTAL][self.at] or Fraction(0)) - (
            self.base.people[Purpose.TOTAL][self.at] or Fraction(0)
        )

    def move(self, kpi: str, row: int) -> Move | None:
        """Return what another actual of a row moves; None where it cannot be moved."""
        if (kpi, row) not in self._moves:
            name = Purpose.ACTUAL.named(kpi)
            mine = [self.base.program_of(own) for own in self.rows]
            # How many answers another value would stand on is not known: so nothing is said of it.
            unknown = self.plans.of(self.base.facts.roles[row]).kpis[kpi].is_sampled
            programs = None if unknown else _freed(self.programs, kpi, mine)
            self._moves[kpi, row] = (
                None
                if programs is None
                else Move(
                    name,
                    self._alike(self.base, self.rows, kpi, row),
                    programs,
                    affected(self.programs, programs, (name,)),
                )
            )
        return self._moves[kpi, row]

    def again(
        self, programs: Programs, moved: Affected, name: str, column: OtherValues, *, alone: bool
    ) -> Results:
        """Return the person's results by other programs, or with another column.

        `alone` says that the values of nobody else are others.
        """
        if not self._results.withins or (alone and counts_once(programs, moved)):
            facts = _with(self.base, name, column(self.base, self.rows))
            return again(self.base, programs, facts, moved, OthersAsTheyWere(self._results, self._person))
        base, at = self.circle
        facts = _with(base, name, column(base, base.facts.people[at].rows))
        return results_of(again(base, programs, facts, moved), [at])

    def _alike(self, among: Results, own: Sequence[int], kpi: str, row: int) -> tuple[int, ...]:
        """Return the rows whose actual is the same value as this row's: of a person, a team, all."""
        facts = among.facts
        scope = self._scope(kpi, row)
        if scope == "person":
            places: Sequence[int] = own
        else:
            team = facts.teams[own[row]]
            places = [
                other for other in range(len(facts.roles)) if scope == "company" or facts.teams[other] == team
            ]
        specs = {role: self.plans.of(role).kpis.get(kpi) for role in dict.fromkeys(facts.roles)}
        owning = {role for role, spec in specs.items() if spec is not None and spec.scope == scope}
        return tuple(other for other in places if facts.roles[other] in owning)

    def _scope(self, kpi: str, row: int) -> str:
        return self.plans.of(self.base.facts.roles[row]).kpis[kpi].scope

    def _again(self, kpi: str, row: int, move: Move, actual: Fraction) -> Results | None:
        def column(among: Results, own: Sequence[int]) -> list[Value]:
            values = list(among.facts.columns.get(move.name) or among.rows[move.name])
            for other in self._alike(among, own, kpi, row):
                values[other] = actual
            return values

        alone = self._scope(kpi, row) == "person"
        after = self.again(move.programs, move.affected, move.name, column, alone=alone)
        refused = unmet(self.base, after, move.affected)
        return None if refused or after.people[Purpose.TOTAL][self.at] is None else after


@dataclass(frozen=True, slots=True)
class Move:
    """What another actual moves: its column in rows of the person, by programs, and what rests on it."""

    name: str
    rows: tuple[int, ...]
    programs: Programs
    affected: Affected


# ----------------------------------------------------------------------------------- who counts


def _with(results: Results, name: str, values: list[Value]) -> Facts:
    """Return the facts of results with another column."""
    facts = results.facts
    columns = cast("MutableMapping[str, Sequence[Value]]", facts.columns)  # a chain writes in front alone
    return replace(facts, columns=ChainMap({name: values}, columns))


def circle_of(results: Results, some: Sequence[int]) -> list[int]:
    """Return the people on whom the pay of some can rest, those among them, in order."""
    facts, groups = results.facts, results.groups
    withins = results.withins
    if "company" in withins:
        return list(range(len(facts.people)))
    people, seen = set(some), set[tuple[Within, object]]()
    todo = list(some)
    while todo:
        for row in facts.people[todo.pop()].rows:
            for within in withins:
                key = (within, groups.keys(within)[row])
                if key not in seen:
                    seen.add(key)
                    more = {groups.owners[other] for other in groups.alike(within, row)} - people
                    people |= more
                    todo += more
    return sorted(people)


def results_of(results: Results, people: Sequence[int]) -> Results:
    """Return the results of some people, as if nobody else were there."""
    facts = results.facts
    if len(people) == len(facts.people):
        return results
    rows = [row for at in people for row in facts.people[at].rows]
    place = {row: at for at, row in enumerate(rows)}
    roles = [facts.roles[row] for row in rows]
    programs = {role: results.programs[role] for role in dict.fromkeys(roles)}
    some = replace(
        facts,
        people=tuple(
            replace(facts.people[at], rows=tuple(place[row] for row in facts.people[at].rows))
            for at in people
        ),
        roles=roles,
        teams=[facts.teams[row] for row in rows],
        columns={name: [values[row] for row in rows] for name, values in facts.columns.items()},
        present=[facts.present[row] for row in rows],
        texts=[facts.texts[row] for row in rows] if facts.texts else (),
        place=lambda row, column: facts.place(rows[row], column),
    )
    row_names = dict.fromkeys(step.name for program in programs.values() for step in program.row_steps)
    names = dict.fromkeys(step.name for program in programs.values() for step in program.person_steps)
    return Results(
        programs,
        some,
        {name: [results.rows[name][row] for row in rows] for name in row_names},
        {name: [results.people[name][at] for at in people] for name in names},
    )


# -------------------------------------------------------------------------- KPIs made of KPIs


def _freed(programs: Programs, kpi: str, mine: Sequence[Program]) -> Programs | None:
    """Return programs in which an actual is a fact, where it is computed from other figures.

    None where the person's total reads those figures also by another way: no change of theirs
    would move this actual alone.
    """
    name = Purpose.ACTUAL.named(kpi)
    own = Fact(name)
    levels = [program.by_name[name].formula for program in mine if name in program.by_name]
    if all(facts_of(formula) == (name,) for formula in levels):
        return programs
    steps: dict[str, list[Formula]] = {}
    for step in (*(one for program in mine for one in program.row_steps), *mine[-1].person_steps):
        steps.setdefault(step.name, []).append(step.formula)
    if set(_facts_under(steps, [name], set())) & set(_facts_under(steps, [Purpose.TOTAL], {name})):
        return None
    return with_actual(
        programs, kpi, lambda formula: replace(formula, of=own) if isinstance(formula, Rounded) else own
    )


def with_actual(programs: Programs, kpi: str, change: Callable[[Formula], Formula]) -> Programs:
    """Return programs with another formula of an actual."""
    name = Purpose.ACTUAL.named(kpi)

    def changed(step: Step) -> Step:
        return replace(step, formula=change(step.formula)) if step.name == name else step

    return {
        role: replace(program, row_steps=tuple(changed(step) for step in program.row_steps))
        for role, program in programs.items()
    }


def _facts_under(
    steps: Mapping[str, Sequence[Formula]], names: Sequence[str], without: set[str]
) -> Iterator[str]:
    """Yield the columns that steps rest on, through other steps of the person, but for some of these."""
    todo, seen = list(names), set(without)
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        for formula in steps.get(name, ()):
            yield from facts_of(formula)
            todo += [*refs(formula), *across(formula), *parts_of(formula)]
