"""What can differ from an earlier run: steps with another formula, and all that read what can differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from csvariable.kernel.formula import ACROSS, Placed, across
from csvariable.kernel.step import Demand, Program, Step
from csvariable.plan import Role

Programs: TypeAlias = Mapping[Role, Program]


@dataclass(frozen=True, slots=True)
class Affected:
    """Columns of the facts, steps of rows and steps of people that can differ, in any role."""

    columns: frozenset[str]
    rows: frozenset[str]
    people: frozenset[str]

    def names(self, *, person: bool) -> frozenset[str]:
        """Return the steps of people that can differ, or those of rows."""
        return self.people if person else self.rows

    def steps(self, program: Program, *, person: bool) -> list[Step]:
        """Return the steps of a program that can differ, in its order."""
        places, steps = program.places(person=person), program.level(person=person)
        return [steps[at] for at in sorted(places[one] for one in self.names(person=person) if one in places)]

    def demands(self, before: Program, program: Program, *, person: bool) -> list[Demand]:
        """Return the demands that an earlier program did not make, or that read what can differ."""
        demands, reads = program.asked(person=person)
        places = set(reads.of(facts=self.columns, steps=self.names(person=person), parts=self.rows))
        if program is not before:
            held = [one.holds for one in before.asked(person=person)[0]]
            places |= {at for at, one in enumerate(demands) if at >= len(held) or held[at] != one.holds}
        return [demands[at] for at in sorted(places)]


def affected(before: Programs, now: Programs, columns: Iterable[str] = ()) -> Affected:
    """Return what can differ where programs do, and these columns of the facts."""
    moved = frozenset(columns)
    rows = _closure(before, now, moved, None)
    return Affected(moved, rows, _closure(before, now, moved, rows))


def counts_once(programs: Programs, moved: Affected) -> bool:
    """Whether nothing that looks across people, and can differ, looks at what rests on another that does.

    Then what others are looked at for is what it was, where the facts of one person alone are others.
    In a contest of teams it is not: one stands for all of a team.
    """
    for beyond, resting in _beyond(programs, moved):
        teams = any(isinstance(step.formula, Placed) and step.formula.teams is not None for step in beyond)
        if teams or any(name in resting for step in beyond for name in across(step.formula)):
            return False
    return True


def asks_others(programs: Programs, moved: Affected) -> bool:
    """Whether a demand rests on what looks across people and can differ, so that one of others can fail."""
    parts: frozenset[str] = frozenset()
    for person, (_, resting) in zip((False, True), _beyond(programs, moved), strict=True):
        reads = [one.asked(person=person)[1] for one in programs.values()]
        if any(list(one.of(steps=resting, parts=parts)) for one in reads):
            return True
        parts = resting
    return False


def _beyond(programs: Programs, moved: Affected) -> Iterator[tuple[Sequence[Step], frozenset[str]]]:
    """Yield, of rows and of people, steps that look across people and can differ, and what rests on them."""
    resting: frozenset[str] | None = None
    for person in (False, True):
        looking = [step for one in programs.values() for step in moved.steps(one, person=person)]
        beyond = [step for step in looking if isinstance(step.formula, ACROSS)]
        resting = _resting(programs, [step.name for step in beyond], frozenset(), resting)
        yield beyond, resting


def _closure(
    before: Programs, now: Programs, columns: frozenset[str], parts: frozenset[str] | None
) -> frozenset[str]:
    """Return the steps of a level that differ, and all that read what differs, at some remove.

    It is the level of people where the steps of rows that can differ are given.
    """
    return _resting(now, _differing(before, now, person=parts is not None), columns, parts)


def _resting(
    programs: Programs, names: Iterable[str], columns: frozenset[str], parts: frozenset[str] | None
) -> frozenset[str]:
    """Return these steps of a level and all that rest on them, on columns or on steps of rows."""
    person = parts is not None
    levels = [(one.level(person=person), one.reads(person=person)) for one in programs.values()]
    todo = list(names)
    todo += [
        steps[at].name
        for steps, reads in levels
        for at in reads.of(facts=columns, parts=parts or frozenset())
    ]
    found: set[str] = set()
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += [steps[at].name for steps, reads in levels for at in reads.of(steps=(name,))]
    return frozenset(found)


def _differing(before: Programs, now: Programs, *, person: bool) -> Iterator[str]:
    """Yield the steps that a role has with another formula, that are new, and that are gone."""
    for role, program in now.items():
        old = before[role]
        if old is not program:
            was = {step.name: step.formula for step in old.level(person=person)}
            for step in program.level(person=person):
                if was.pop(step.name, None) != step.formula:
                    yield step.name
            yield from was
