"""Programs cut down to what can differ from an earlier run: the rest is read as if it were facts.

A step is kept where its formula is another one or where it reads, at some remove, a step that
is, in any role. Everything else it reads is a column that the earlier run has already filled.
Only for steps of the row and for people of one row each: what looks across rows is run whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from csvariable.engine.columns.evaluation import ColumnFacts, evaluate
from csvariable.engine.columns.facts import Lazily
from csvariable.engine.columns.results import ColumnResults
from csvariable.engine.rerun.rewriting import rebuilt
from csvariable.engine.results import Results
from csvariable.facts.ratio import Ratio, ratio_of
from csvariable.kernel.formula import ACROSS, Fact, Formula, OfParts, Ref, across, refs, walk
from csvariable.kernel.message import Message
from csvariable.kernel.step import Demand, Program, Step
from csvariable.plan import Role

MARK = "="
"""Before the name of a step that stands among the facts."""

Programs = Mapping[Role, Program]


@dataclass(frozen=True, slots=True)
class _Read:
    """A formula, and the steps that it reads, of its row or of others."""

    formula: Formula
    steps: frozenset[str]

    @staticmethod
    def of(formula: Formula) -> _Read:
        """Return what a formula reads."""
        parts = {node.step for node in walk(formula) if isinstance(node, OfParts)}
        return _Read(formula, frozenset({*refs(formula), *parts, *across(formula)}))


@dataclass(slots=True)
class Earlier:
    """An earlier run as later ones read it: its columns, made when they are first asked for."""

    results: Results
    columns: ColumnFacts
    """The facts of that run."""
    _known: dict[str, Ratio] = field(default_factory=dict)
    _steps: dict[Role, dict[str, _Read]] = field(default_factory=dict)
    _demands: dict[Role, dict[tuple[str, Message], _Read]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look through the programs once for all later runs."""
        for role, program in self.results.programs.items():
            self._steps[role] = {step.name: _Read.of(step.formula) for step in program.steps}
            self._demands[role] = {
                (one.rule, one.message): _Read.of(one.holds)
                for one in (*program.demands, *program.person_demands)
            }

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

    def cut(self, programs: Programs) -> Programs | None:
        """Return the steps and demands that can differ, each reading the rest as facts.

        None where all must be run.
        """
        if self.columns.last is not None:
            return None
        now: dict[Role, dict[str, _Read]] = {}
        for role, program in programs.items():
            old = self._steps[role]
            if [step.name for step in program.steps] != list(old):
                return None
            now[role] = {step.name: _read(old[step.name], step.formula) for step in program.steps}
        moved = _moved(self._steps, now)
        for reads in now.values():
            if any(name in moved and isinstance(one.formula, ACROSS) for name, one in reads.items()):
                return None
        return {role: self._kept(role, program, moved) for role, program in programs.items()}

    def _kept(self, role: Role, program: Program, moved: set[str]) -> Program:
        def settled(formula: Formula) -> Formula:
            return _settled(formula, moved)

        def steps(of: Sequence[Step]) -> tuple[Step, ...]:
            return tuple(replace(step, formula=settled(step.formula)) for step in of if step.name in moved)

        def new(demands: Sequence[Demand]) -> tuple[Demand, ...]:
            held = self._demands[role]
            found = []
            for demand in demands:
                before = held.get((demand.rule, demand.message))
                now = _read(before, demand.holds)
                if now is not before or moved & now.steps:
                    found.append(replace(demand, holds=settled(demand.holds)))
            return tuple(found)

        return replace(
            program,
            row_steps=steps(program.row_steps),
            person_steps=steps(program.person_steps),
            demands=new(program.demands),
            person_demands=new(program.person_demands),
        )


def only_what_differs(earlier: Earlier, programs: Programs) -> ColumnResults | None:
    """Run what differs from an earlier run on the same facts; None where all must be run."""
    cut = earlier.cut(programs)
    if cut is None:
        return None
    columns = Lazily(earlier.names, earlier.column)
    return evaluate(cut, replace(earlier.columns, columns=columns, given=None))


def _read(before: _Read | None, formula: Formula) -> _Read:
    """Return what a formula reads: the very same object where it is the formula of before."""
    return before if before is not None and before.formula == formula else _Read.of(formula)


def _moved(before: Mapping[Role, Mapping[str, _Read]], now: Mapping[Role, Mapping[str, _Read]]) -> set[str]:
    """Return the steps that can differ in any role, so that every role fills their columns."""
    readers: dict[str, set[str]] = {}
    for reads in now.values():
        for name, one in reads.items():
            for step in one.steps:
                readers.setdefault(step, set()).add(name)
    todo = [
        name for role, reads in now.items() for name, one in reads.items() if one is not before[role][name]
    ]
    moved: set[str] = set()
    while todo:
        name = todo.pop()
        if name not in moved:
            moved.add(name)
            todo += readers.get(name, ())
    return moved


def _settled(formula: Formula, moved: set[str]) -> Formula:
    """Return a formula in which what did not move is a fact."""
    if isinstance(formula, Ref | OfParts):
        return formula if formula.step in moved else Fact(MARK + formula.step)
    return rebuilt(formula, lambda one: _settled(one, moved))
