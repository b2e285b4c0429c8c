"""What a plan can cost between two values of a route: a proof over all values between them.

A figure of a program is a fraction of at most the first degree in one number of the plan, as
long as the build of the program is the same and no other number of the plan is passed: a point
of a curve, say, or the slope to the next one. So three values of a route tell, of each figure,
whether it is a line in the number written, or a line in the first figure that is none; what is
neither goes from one end to the other. The figures become facts that are free between their
ends, and the program is read over intervals: the cost of everybody lies in what comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from csvariable.bounds import Interval, PersonBounds, exactly
from csvariable.bounds.reading import BoundReading
from csvariable.engine.cost import COST, costed
from csvariable.engine.reach import fill_across, prizes_of
from csvariable.engine.rerun import Programs
from csvariable.facts.model import Facts
from csvariable.kernel.figure import told
from csvariable.kernel.formula import ACROSS, Fact, Formula, OfParts, Placed, Ref
from csvariable.kernel.rewriting import RebuiltSplits, rebuilt
from csvariable.kernel.step import Demand, Program, Step
from csvariable.solve.figures import HOLE, build_of, lifted
from csvariable.solve.lines import FigureLines, domains_between
from csvariable.solve.model import Fold, PricedRun
from csvariable.solve.spelled import spelled_out

ONE = exactly(Fraction(1))


@dataclass(frozen=True, slots=True)
class CostSpan:
    """Between two costs; no `high` is no limit."""

    low: Fraction
    high: Fraction | None


@dataclass(frozen=True)
class Stop:
    """A value of the route that was run."""

    at: Fraction
    runs: Sequence[PricedRun]

    @cached_property
    def builds(self) -> list[_Build]:
        """What the programs of each run have in common with others, and their figures."""
        return [_Build.of(run.programs) for run in self.runs]


@dataclass(frozen=True)
class _Build:
    programs: Programs
    build: Hashable
    figures: Sequence[Fraction]

    @staticmethod
    def of(programs: Programs) -> _Build:
        priced = {role: _spelled(program) for role, program in costed(programs).items()}
        return _Build(priced, *build_of(priced))


def _spelled(program: Program) -> Program:
    """Return a program that writes its matrices as comparisons."""
    splits = RebuiltSplits()

    def steps(of: Sequence[Step]) -> tuple[Step, ...]:
        return tuple(replace(step, formula=spelled_out(step.formula, splits)) for step in of)

    def demands(of: Sequence[Demand]) -> tuple[Demand, ...]:
        return tuple(replace(one, holds=spelled_out(one.holds, splits)) for one in of)

    return replace(
        program,
        row_steps=steps(program.row_steps),
        person_steps=steps(program.person_steps),
        demands=demands(program.demands),
        person_demands=demands(program.person_demands),
    )


# ------------------------------------------------------------------------------------ the cell


@dataclass(slots=True)
class CostShape:
    """Finds what a cost can be between stops; counts the people that were read."""

    fold: Fold
    read: int = 0

    def between(self, first: Stop, middle: Stop, last: Stop) -> CostSpan | None:
        """Return what the plan costs from the first to the last value; None where nothing is proved."""
        stops = (first, middle, last)
        runs: list[list[CostSpan]] = []
        for at in range(len(first.runs)):
            cell = _cell([stop.builds[at] for stop in stops], [stop.runs[at].facts for stop in stops], stops)
            spans = None if cell is None else self._run(cell)
            if spans is None:
                return None
            runs.append(spans)
        low = self.fold([[span.low for span in spans] for spans in runs])
        highs = [[span.high for span in spans if span.high is not None] for spans in runs]
        closed = all(len(own) == len(spans) for own, spans in zip(highs, runs, strict=True))
        return CostSpan(low, self.fold(highs) if closed else None)

    def _run(self, cell: _Cell) -> list[CostSpan] | None:
        """Return what each person can cost; None where somebody may be refused, or nothing is known."""
        others: list[dict[str, Interval]] = [{} for _ in cell.facts.people]
        readings = [
            PersonBounds(
                [cell.programs[cell.facts.roles[row]] for row in person.rows],
                [cell.domains[row] for row in person.rows],
                own,
            ).reading()
            for person, own in zip(cell.facts.people, others, strict=True)
        ]
        _rank(cell, readings, others)
        spans: list[CostSpan] = []
        for person, reading in zip(cell.facts.people, readings, strict=True):
            self.read += 1
            found = _cost(cell, person.rows, reading)
            if found is None:
                return None
            spans.append(found)
        return spans


def _rank(cell: _Cell, readings: Sequence[BoundReading], others: Sequence[dict[str, Interval]]) -> None:
    """Tell everybody their prize of a podium where all results of its people are known."""
    programs = [cell.programs[cell.facts.roles[person.rows[-1]]] for person in cell.facts.people]
    podiums = {
        step.name: step.formula
        for program in programs
        for step in program.person_steps
        if isinstance(step.formula, Placed)
    }
    for name, node in podiums.items():
        found = [
            ([one.step(step).interval for step, _ in node.ranks], one.step(node.eligible).interval)
            for one in readings
        ]
        prizes = prizes_of(node, found, cell.facts)
        for own, prize in zip(others, prizes or (), strict=bool(prizes)):
            own[told(name)] = prize


def _cost(cell: _Cell, rows: Sequence[int], reading: BoundReading) -> CostSpan | None:
    demands = [
        own.interval(demand.holds)
        for own, row in zip(reading.rows or (), rows, strict=True)
        if cell.facts.present[row]
        for demand in cell.programs[cell.facts.roles[row]].demands
    ]
    if cell.facts.present[rows[-1]]:
        last = cell.programs[cell.facts.roles[rows[-1]]]
        demands += [reading.interval(demand.holds) for demand in last.person_demands]
    found = reading.interval(Ref(COST))
    if any(one != ONE for one in demands) or found.absent or found.low is None:
        return None
    return CostSpan(found.low, found.high)


@dataclass(frozen=True, slots=True)
class _Cell:
    """Programs whose differing figures are facts, and what each row's facts can be."""

    programs: Programs
    facts: Facts
    domains: Sequence[dict[str, Interval]]


def _cell(builds: Sequence[_Build], facts: Sequence[Facts], stops: Sequence[Stop]) -> _Cell | None:
    """Return the programs over a cell; None where its ends are not of one build."""
    if any(one.build != builds[0].build for one in builds[1:]) or not _alike(facts):
        return None
    lines = FigureLines([stop.at for stop in stops])
    for at, values in enumerate(zip(*(one.figures for one in builds), strict=True)):
        if len(set(values)) > 1 and not lines.add(f"{HOLE}{at}", values):
            return None
    differing = frozenset(int(name.removeprefix(HOLE)) for name in lines.found)
    programs = {
        role: _filled(program, lines.found) for role, program in lifted(builds[0].programs, differing).items()
    }
    domains = domains_between(facts)
    if domains is None:
        return None
    for domain in domains:
        domain.update(lines.free)
    fill_across(programs, facts[0], domains)
    return _Cell(programs, facts[0], domains)


def _alike(facts: Sequence[Facts]) -> bool:
    first = facts[0]
    return all(
        one is first
        or (
            one.people == first.people
            and list(one.roles) == list(first.roles)
            and list(one.teams) == list(first.teams)
            and list(one.present) == list(first.present)
        )
        for one in facts
    )


def _filled(program: Program, figures: Mapping[str, Formula]) -> Program:
    """Return a program that reads figures as formulas."""
    splits = RebuiltSplits()

    def fill(formula: Formula) -> Formula:
        if isinstance(formula, Fact):
            return figures.get(formula.column, formula)
        return formula if isinstance(formula, (*ACROSS, OfParts)) else rebuilt(formula, fill, splits)

    def demands(of: Sequence[Demand]) -> tuple[Demand, ...]:
        return tuple(replace(one, holds=fill(one.holds)) for one in of)

    def steps(of: Sequence[Step], change: Callable[[Formula], Formula]) -> tuple[Step, ...]:
        return tuple(replace(step, formula=change(step.formula)) for step in of)

    return replace(
        program,
        row_steps=steps(program.row_steps, fill),
        person_steps=steps(program.person_steps, fill),
        demands=demands(program.demands),
        person_demands=demands(program.person_demands),
    )
