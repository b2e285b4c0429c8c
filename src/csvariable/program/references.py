"""The proof that a program hangs together: each name has one step, and each step that is read is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from csvariable.kernel.formula import Fact, Formula, Over, Ref, across, leaves
from csvariable.kernel.step import Program, Step


class BrokenProgramError(Exception):
    """A program that reads a step nobody computes, or computes one twice: a fault of the compiler."""


def prove(program: Program) -> Program:
    """Return a program of which every reference has its step.

    Raises:
        BrokenProgramError: who reads what that is not there, and what stands there twice.
    """
    rows, people = _names(program.row_steps), _names(program.person_steps)
    found = [*_twice((*program.row_steps, *program.person_steps))]
    for step in program.row_steps:
        found += _lacking(step.formula, step.name, rows, frozenset())
    for step in program.person_steps:
        found += _lacking(step.formula, step.name, people, rows)
    for demand in program.demands:
        found += _lacking(demand.holds, demand.rule, rows, frozenset())
    for demand in program.person_demands:
        found += _lacking(demand.holds, demand.rule, people, rows)
    for note in program.notes:
        own, parts = (people, rows) if note.of_person else (rows, frozenset[str]())
        found += _lacking(note.unless, note.kind, own, parts)
    found += [(one.bonus, one.step) for one in program.rewards if one.step not in people]
    if found:
        raise BrokenProgramError(*found)
    return program


def _names(steps: Iterable[Step]) -> frozenset[str]:
    return frozenset(step.name for step in steps)


def _twice(steps: Iterable[Step]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for step in steps:
        if step.name in seen:
            yield step.name, step.name
        seen.add(step.name)


def _lacking(
    formula: Formula, where: str, same: frozenset[str], parts: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Yield what a formula reads and is not there: beside it, or in the rows of the person.

    What `Over` adds up may be a step of other roles alone, as the targets of the members of a team
    are: it has no value where nobody has one.
    """
    for leaf in leaves(formula):
        if not isinstance(leaf, Fact) and leaf.step not in (same if isinstance(leaf, Ref) else parts):
            yield where, leaf.step
    others = () if isinstance(formula, Over) else across(formula)
    yield from ((where, name) for name in others if name not in same)
