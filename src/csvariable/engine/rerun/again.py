"""A run once more after a change: only what can differ is computed, the rest is what it was.

A step is computed again where its formula is another one, or where something it reads has
another value in that row. Steps that look beyond their row are computed whole. The result is
the result of `exact.evaluate`, value for value; only the work is less.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from csvariable.engine.exact.across import over, placed, shared
from csvariable.engine.exact.readers import Columns, reader
from csvariable.engine.groups import group_keys
from csvariable.engine.results import Results
from csvariable.engine.schedule import schedule
from csvariable.facts.model import Facts, Value
from csvariable.kernel.formula import Formula, OfParts, Over, Placed, Shared, across, facts_of, refs, walk
from csvariable.kernel.step import Program, Step
from csvariable.plan import Role


class TooMuch(Exception):  # noqa: N818 - no error: another way is shorter
    """More values would have to be computed than the caller allows."""


@dataclass(slots=True)
class _Level:
    """Rows or people: the values before and now, and where they differ."""

    before: Mapping[str, Sequence[Value]]
    size: int
    places: dict[Role, list[int]]
    """Where the steps of each role stand."""
    left: int | None
    """How many values may still be computed one by one; None for any number."""
    now: dict[str, Sequence[Value]] = field(default_factory=dict)
    dirty: dict[str, set[int]] = field(default_factory=dict)

    def spend(self, count: int) -> None:
        """Take a number of values from what is left."""
        if self.left is not None:
            self.left -= count
            if self.left < 0:
                raise TooMuch

    def change(self, name: str, values: Mapping[int, Value]) -> None:
        """Give a step new values at some places; what it shares with the run before is never touched."""
        old = self.now.get(name) or self.before.get(name) or [None] * self.size
        differ = {at: value for at, value in values.items() if old[at] != value}
        if differ:
            column = list(old)
            for at, value in differ.items():
                column[at] = value
            old = column
            self.dirty.setdefault(name, set()).update(differ)
        self.now[name] = old


def again(base: Results, programs: Mapping[Role, Program], facts: Facts, most: int | None = None) -> Results:
    """Run programs on facts of the same people and rows as an earlier run, from what it computed.

    Raises:
        TooMuch: where more than `most` values would have to be computed one by one.
    """
    moved = _moved(base.facts, facts)
    rows = _Level(base.rows, len(facts.roles), _places(facts, person=False), most)
    for role, step in _scheduled(base, programs, rows, person=False):
        _row_step(base, step, role, rows, facts, moved)
    people = _Level(base.people, len(facts.people), _places(facts, person=True), rows.left)
    for role, step in _scheduled(base, programs, people, person=True):
        _person_step(base, step, role, (rows, people), facts, moved)
    return Results(programs, facts, rows.now, people.now)


def _moved(before: Facts, now: Facts) -> dict[str, set[int]]:
    """Return the rows in which each column of the facts differs."""
    found: dict[str, set[int]] = {}
    nothing: Sequence[Value] = [None] * len(now.roles)
    for name in dict.fromkeys((*before.columns, *now.columns)):
        old, new = before.columns.get(name, nothing), now.columns.get(name, nothing)
        if old is not new:
            found[name] = {at for at, value in enumerate(new) if value != old[at]}
    return found


def _scheduled(
    base: Results, programs: Mapping[Role, Program], level: _Level, *, person: bool
) -> Iterable[tuple[Role, Step]]:
    """Return the steps in the order they run; a step that a role has lost differs in all its places."""
    places = level.places
    steps = {role: _steps(programs[role], person=person) for role in places}
    for role, at in places.items():
        names = {step.name for step in steps[role]}
        for step in _steps(base.programs[role], person=person):
            if step.name not in names:
                level.change(step.name, dict.fromkeys(at))
    kept = {step.name for own in steps.values() for step in own}
    for name in [name for name in level.now if name not in kept]:
        del level.now[name]
    return schedule(steps)


def _steps(program: Program, *, person: bool) -> tuple[Step, ...]:
    return program.person_steps if person else program.row_steps


def _places(facts: Facts, *, person: bool) -> dict[Role, list[int]]:
    """Return the rows, or the people by the role of their last row, of each role."""
    roles = [facts.roles[one.rows[-1]] for one in facts.people] if person else facts.roles
    found: dict[Role, list[int]] = {}
    for at, role in enumerate(roles):
        found.setdefault(role, []).append(at)
    return found


def _row_step(  # noqa: PLR0913, PLR0917 - a step of a role, on this level, from these facts
    base: Results, step: Step, role: Role, rows: _Level, facts: Facts, moved: Mapping[str, set[int]]
) -> None:
    mine = rows.places[role]
    formula = step.formula
    if isinstance(formula, Over | Shared):
        if _is_new(base, step, role, person=False) or _differs(formula, rows, moved):
            values = _beyond(formula, rows, facts)
            rows.change(step.name, {at: values[at] for at in mine})
        else:
            rows.change(step.name, {})
        return
    touched = _touched(formula, moved)
    asked = _asked(base, step, role, rows, touched, person=False)
    read = reader(formula, facts.columns, _table(rows), None) if asked else None
    rows.change(step.name, {at: read(at) for at in asked} if read else {})


def _person_step(  # noqa: PLR0913, PLR0917 - a step of a role, on both levels, from these facts
    base: Results,
    step: Step,
    role: Role,
    levels: tuple[_Level, _Level],
    facts: Facts,
    moved: Mapping[str, set[int]],
) -> None:
    rows, people = levels
    mine = people.places[role]
    formula = step.formula
    if isinstance(formula, Placed):
        if _is_new(base, step, role, person=True) or _differs(formula, people, {}):
            keys = group_keys(formula.within, facts)
            last = [keys[person.rows[-1]] for person in facts.people]
            values = placed(formula, people.now, last, [person.id for person in facts.people])
            people.change(step.name, {at: values[at] for at in mine})
        else:
            people.change(step.name, {})
        return
    parts = {node.step for node in walk(formula) if isinstance(node, OfParts)}
    below = {row for name in parts for row in rows.dirty.get(name, ())}
    below |= _touched(formula, moved)
    touched = {at for at in mine if not below.isdisjoint(facts.people[at].rows)}
    asked = _asked(base, step, role, people, touched, person=True)
    read = reader(formula, facts.columns, _table(people), (facts, _table(rows))) if asked else None
    people.change(step.name, {at: read(at) for at in asked} if read else {})


def _touched(formula: Formula, moved: Mapping[str, set[int]]) -> set[int]:
    """Return the rows where a fact that a formula reads has another value."""
    return {row for name in (facts_of(formula) if moved else ()) for row in moved.get(name, ())}


def _asked(  # noqa: PLR0913 - a step of a role on its level, and where what is below it has moved
    base: Results, step: Step, role: Role, level: _Level, touched: set[int], *, person: bool
) -> set[int]:
    """Return the places where a step must be computed again."""
    found = set(level.places[role])
    if not _is_new(base, step, role, person=person):
        found &= touched.union(*(level.dirty.get(name, ()) for name in refs(step.formula)))
    level.spend(len(found))
    return found


def _is_new(base: Results, step: Step, role: Role, *, person: bool) -> bool:
    """Whether the role had no such step, or had it with another formula."""
    for other in _steps(base.programs[role], person=person):
        if other.name == step.name:
            return other.formula != step.formula
    return True


def _differs(formula: Formula, level: _Level, moved: Mapping[str, set[int]]) -> bool:
    """Whether anything that a step reads beyond its row has another value."""
    flag = formula.where if isinstance(formula, Over) else None
    return any(level.dirty.get(name) for name in across(formula)) or bool(flag and moved.get(flag))


def _beyond(formula: Over | Shared, rows: _Level, facts: Facts) -> list[Value]:
    keys = group_keys(formula.within, facts)
    if isinstance(formula, Shared):
        return shared(formula, rows.now, keys, facts.ids())
    values = rows.now.get(formula.step) or [None] * rows.size
    return over(formula, values, keys, facts)


def _table(level: _Level) -> Columns:
    """Return the values as the readers of `exact` want them; they only read."""
    return level.now
