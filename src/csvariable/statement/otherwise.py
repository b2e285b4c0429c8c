"""A person's pay with another actual: every step computed again, all else as it was.

What is computed is what the engine would compute from files in which that one value is another:
a team's for all its people, the company's for everybody. Only those are looked at on whom the
pay of the person can rest: alone where nothing looks across people, else those that share a
team, a role or the company with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from csvariable.engine.demands import refusals
from csvariable.engine.groups import group_keys
from csvariable.engine.rerun.again import again
from csvariable.engine.results import Results
from csvariable.facts.model import Facts, Value
from csvariable.facts.plans import Plans
from csvariable.kernel.formula import (
    ACROSS,
    Fact,
    Formula,
    OfParts,
    Rounded,
    across,
    facts_of,
    refs,
    walk,
)
from csvariable.kernel.step import Program, Purpose, Step
from csvariable.plan import Role

Programs = Mapping[Role, Program]


class Otherwise:
    """One person's pay, to be computed again with other actuals."""

    def __init__(self, results: Results, plans: Plans, person: int) -> None:
        """Take what was computed, and the person by index."""
        self.plans = plans
        people = _circle(results, person)
        self.base = _among(results, people)
        self.at = people.index(person)
        self._known: dict[tuple[str, int, Fraction], Results | None] = {}
        self._freed: dict[str, Programs | None] = {}

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows of the person among those looked at."""
        return self.base.facts.people[self.at].rows

    def computed(self, kpi: str, row: int, actual: Fraction) -> Results | None:
        """Return what there would be with another actual in a row; None where it cannot be paid.

        A KPI that is computed from others can be moved where nothing else reads those.
        """
        key = (kpi, row, actual)
        if key not in self._known:
            self._known[key] = self._again(kpi, row, actual)
        return self._known[key]

    def gain(self, after: Results) -> Fraction:
        """Return what is added to the total of the person."""
        return (after.people[Purpose.TOTAL][self.at] or Fraction(0)) - (
            self.base.people[Purpose.TOTAL][self.at] or Fraction(0)
        )

    def moved(self, kpi: str, row: int) -> list[int]:
        """Return the rows whose actual is the same value as this row's: of a person, a team, all."""
        facts = self.base.facts
        scope = self.plans.of(facts.roles[row]).kpis[kpi].scope
        ids = facts.ids()
        owners: Sequence[object] = {"person": ids, "team": facts.teams, "company": [None] * len(ids)}[scope]
        found = []
        for other, role in enumerate(facts.roles):
            spec = self.plans.of(role).kpis.get(kpi)
            if spec is not None and spec.scope == scope and owners[other] == owners[row]:
                found.append(other)
        return found

    def programs(self, kpi: str) -> Programs | None:
        """Return programs that take the actual of a KPI from the facts; None where it cannot be moved."""
        if kpi not in self._freed:
            self._freed[kpi] = _freed(
                self.base.programs, kpi, [self.base.program_of(row) for row in self.rows]
            )
        return self._freed[kpi]

    def facts(self, kpi: str, rows: Sequence[int], actual: Fraction | None = None) -> Facts:
        """Return the facts with another actual in some rows."""
        facts, name = self.base.facts, Purpose.ACTUAL.named(kpi)
        values: list[Value] = list(facts.columns.get(name) or self.base.rows[name])
        for row in rows:
            values[row] = actual
        return replace(facts, columns={**facts.columns, name: values})

    def _again(self, kpi: str, row: int, actual: Fraction) -> Results | None:
        programs = self.programs(kpi)
        if programs is None:
            return None
        facts = self.facts(kpi, self.moved(kpi, row), actual)
        after = again(self.base, programs, facts)
        mine = set(self.rows)
        refused = any(at in mine for at, _ in refusals(programs, facts, after))
        return None if refused or after.people[Purpose.TOTAL][self.at] is None else after


# ----------------------------------------------------------------------------------- who counts


def _circle(results: Results, person: int) -> list[int]:
    """Return the people on whom the pay of a person can rest, the person among them, in order."""
    facts = results.facts
    withins = {
        step.formula.within
        for program in results.programs.values()
        for step in program.steps
        if isinstance(step.formula, ACROSS) and step.formula.within != "person"
    }
    if not withins:
        return [person]
    if "company" in withins:
        return list(range(len(facts.people)))
    keys = [group_keys(within, facts) for within in sorted(withins)]
    people, seen, groups = {person}, set[tuple[int, object]](), _groups(keys, facts)
    todo = [person]
    while todo:
        for row in facts.people[todo.pop()].rows:
            for key in ((at, own[row]) for at, own in enumerate(keys)):
                if key not in seen:
                    seen.add(key)
                    todo += groups[key] - people
                    people |= groups[key]
    return sorted(people)


def _groups(keys: Sequence[Sequence[object]], facts: Facts) -> dict[tuple[int, object], set[int]]:
    found: dict[tuple[int, object], set[int]] = {}
    for at, person in enumerate(facts.people):
        for row in person.rows:
            for number, own in enumerate(keys):
                found.setdefault((number, own[row]), set()).add(at)
    return found


def _among(results: Results, people: Sequence[int]) -> Results:
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
        runs=None if facts.runs is None else [facts.runs[row] for row in rows],
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
    steps: dict[str, list[Formula]] = {}
    for step in (*(one for program in mine for one in program.row_steps), *mine[-1].person_steps):
        steps.setdefault(step.name, []).append(step.formula)
    if all(facts_of(formula) == (name,) for formula in steps.get(name, ())):
        return programs
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
            todo += [*refs(formula), *across(formula)]
            todo += [node.step for node in walk(formula) if isinstance(node, OfParts)]
