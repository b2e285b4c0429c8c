"""A run once more after a change, on whole columns: what can differ is run, the rest is read as facts.

Only for people of one row each, and where no step that looks across rows can differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from csvariable.engine.columns.evaluation import ColumnFacts, evaluate
from csvariable.engine.columns.facts import Lazily
from csvariable.engine.columns.results import ColumnResults
from csvariable.engine.rerun.exact import differing
from csvariable.engine.rerun.reach import Affected, Programs, affected
from csvariable.engine.results import Results
from csvariable.facts.model import Facts
from csvariable.facts.ratio import Ratio, ratio_of
from csvariable.kernel.formula import ACROSS, Fact, Formula, OfParts, Ref
from csvariable.kernel.rewriting import RebuiltSplits, rebuilt
from csvariable.kernel.step import Demand, Program, Step

MARK = "="
"""Before the name of a step that stands among the facts."""


@dataclass(slots=True)
class Earlier:
    """An earlier run as later ones read it: its columns, made when they are first asked for."""

    results: Results
    columns: ColumnFacts
    """The facts of that run."""
    _known: dict[str, Ratio] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that a program cut down may read."""
        steps = [MARK + name for name in (*self.results.rows, *self.results.people)]
        return (*self.columns.columns, *steps)

    def column(self, name: str) -> Ratio:
        """Return a column of the facts, or a step of the run. Raises Overflow where it is too long."""
        if not name.startswith(MARK):
            return self.columns.columns[name]
        if name not in self._known:
            step = name.removeprefix(MARK)
            found = self.results.rows if step in self.results.rows else self.results.people
            self._known[name] = ratio_of(found[step])
        return self._known[name]

    def cut(self, programs: Programs, columns: Iterable[str] = ()) -> Programs | None:
        """Return the steps and demands that can differ, each reading the rest as facts.

        `columns` of the facts differ as well. None where all must be run.
        """
        before = self.results.programs
        same = all(
            [step.name for step in program.steps] == [step.name for step in before[role].steps]
            for role, program in programs.items()
        )
        if self.columns.last is not None or not same:
            return None
        moved = affected(before, programs, columns)
        if any(isinstance(step.formula, ACROSS) for one in programs.values() for step in _of(one, moved)):
            return None
        return {role: _cut(before[role], program, moved) for role, program in programs.items()}


def only_what_differs(earlier: Earlier, programs: Programs, facts: Facts) -> ColumnResults | None:
    """Run what differs from an earlier run of the same people and rows; None where all must be run."""
    moved = frozenset(differing(earlier.results.facts, facts))
    cut = earlier.cut(programs, moved)
    if cut is None:
        return None

    def column(name: str) -> Ratio:
        return ratio_of(facts.columns[name]) if name in moved else earlier.column(name)

    names = (*earlier.names, *(name for name in facts.columns if name in moved))
    return evaluate(cut, replace(earlier.columns, columns=Lazily(names, column), given=None))


def _of(program: Program, moved: Affected) -> list[Step]:
    return [*moved.steps(program, person=False), *moved.steps(program, person=True)]


def _cut(before: Program, program: Program, moved: Affected) -> Program:
    names, splits = moved.rows | moved.people, RebuiltSplits()

    def steps(*, person: bool) -> tuple[Step, ...]:
        found = moved.steps(program, person=person)
        return tuple(replace(step, formula=_settled(step.formula, names, splits)) for step in found)

    def demands(*, person: bool) -> tuple[Demand, ...]:
        asked = moved.demands(before, program, person=person)
        return tuple(replace(one, holds=_settled(one.holds, names, splits)) for one in asked)

    return replace(
        program,
        row_steps=steps(person=False),
        person_steps=steps(person=True),
        demands=demands(person=False),
        person_demands=demands(person=True),
    )


def _settled(formula: Formula, moved: frozenset[str], splits: RebuiltSplits) -> Formula:
    """Return a formula in which what did not move is a fact."""
    if isinstance(formula, Ref | OfParts):
        return formula if formula.step in moved else Fact(MARK + formula.step)
    return rebuilt(formula, lambda one: _settled(one, moved, splits), splits)
