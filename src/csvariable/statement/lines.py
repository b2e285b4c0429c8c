"""The statement of a person: the program read back with one person's values.

Nothing was recorded while the program ran, so nothing here can differ from it: each line is
a step, the value it has, and the formula as it was really used, with only the branches that
were taken. The law: the effects of the lines add up to the total, exactly.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final, TypeAlias

from csvariable.engine.groups import Pot
from csvariable.engine.results import Results
from csvariable.facts.model import Participant, Value
from csvariable.kernel.figure import Figure
from csvariable.kernel.formula import (
    Curve,
    Fact,
    Formula,
    Given,
    OfParts,
    Over,
    Part,
    Placed,
    Ref,
    Shared,
    operands,
    walk,
)
from csvariable.kernel.purpose import ADDS, Purpose
from csvariable.kernel.step import Reward, Step, Turn
from csvariable.statement.groups import pot_of
from csvariable.statement.used import Decision, Tier, ValueReader, as_used, tier_of

Leaf: TypeAlias = Given | Fact | Ref | OfParts | Over | Shared | Placed


@dataclass(frozen=True, slots=True)
class Operand:
    """A step, a fact or a given value that a line really used, with what it was."""

    node: Leaf
    value: Value


@dataclass(frozen=True, slots=True)
class Line:
    """A step with one person's value, and what it was made of."""

    step: Step
    value: Value
    used: Formula
    """The formula with only the branches that were taken."""
    operands: tuple[Operand, ...]
    effect: Fraction | None
    """What the line adds to the total, negative where it takes away; None where it counts nothing."""
    row: int | None = None
    """The row of the facts; None for a line of the person."""
    conditions: tuple[Decision, ...] = ()
    tier: Tier | None = None
    pot: Pot | None = None
    turn: Turn | None = None
    """The two sides of an effect and its limits, with only the branches that were taken."""
    told: bool = True
    """Whether it is the person's to read: the mean of others counts for some, an adjustment some have."""


@dataclass(frozen=True)
class StatementPart:
    """The lines of one row: a person with one role and one team, for all or a part of the period."""

    row: int
    role: str | None
    team: str | None
    lines: tuple[Line, ...]

    def line(self, name: str) -> Line | None:
        """Return the line of a step."""
        return self._by_name.get(name)

    @cached_property
    def _by_name(self) -> Mapping[str, Line]:
        return {line.step.name: line for line in self.lines}

    def lines_of(self, kpi: str) -> Sequence[Line]:
        """Return the lines of a KPI."""
        return self._of_kpis.get(kpi, ())

    @cached_property
    def _of_kpis(self) -> Mapping[str | None, Sequence[Line]]:
        found: dict[str | None, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.step.kpi, []).append(line)
        return found

    def curve_of(self, kpi: str) -> Line | None:
        """Return the line in which a KPI is paid by its curve or matrix."""
        return self._curves.get(kpi)

    @cached_property
    def _curves(self) -> Mapping[str | None, Line]:
        return {line.step.kpi: line for line in reversed(self.lines) if line.step.curve}

    def value(self, name: str) -> Value:
        """Return the value of a step; None where the plan has no such step."""
        line = self.line(name)
        return None if line is None else line.value


@dataclass(frozen=True, slots=True)
class Gift:
    """A reward in kind that was given: what, how much of it, and its value for the cost."""

    reward: Reward
    quantity: Fraction
    value: Fraction


@dataclass(frozen=True)
class Statement:
    """All lines of a person: of each part, then of the person once."""

    participant: Participant
    parts: tuple[StatementPart, ...]
    lines: tuple[Line, ...]
    """The lines that are of the person."""
    gifts: tuple[Gift, ...]

    @property
    def total(self) -> Fraction:
        """What is paid; 0 where nothing could be computed."""
        return self.value("total") or Fraction(0)

    @cached_property
    def every(self) -> tuple[Line, ...]:
        """The lines of all parts, then those of the person."""
        return tuple(line for part in self.parts for line in part.lines) + self.lines

    def value(self, name: str) -> Value:
        """Return the value of a step of the person."""
        return next((line.value for line in self._by_name.get(name, ()) if line.row is None), None)

    def lines_of(self, name: str, row: int | None) -> Sequence[Line]:
        """Return the lines of a step that a line of a row can rest on: its own part's; all, of the person."""
        return [line for line in self._by_name.get(name, ()) if row is None or line.row == row]

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[Line]]:
        found: dict[str, list[Line]] = {}
        for line in self.every:
            found.setdefault(line.step.name, []).append(line)
        return found

    def target_incentive(self) -> Value:
        """Return the target incentive over all parts; None where the plan has none."""
        found = [part.value("target_incentive") for part in self.parts]
        known = [value for value in found if value is not None]
        return sum(known, Fraction(0)) if known else None


def statement(results: Results, person: int) -> Statement:
    """Read the program back for one person, by index in `results.facts.people`."""
    facts = results.facts
    one = facts.people[person]
    parts = tuple(
        StatementPart(
            row,
            facts.roles[row],
            facts.teams[row],
            tuple(_lines(results, ValueReader(results, row, person=False), row)),
        )
        for row in one.rows
    )
    lines = tuple(_lines(results, ValueReader(results, person, person=True), None))
    return Statement(one, parts, lines, tuple(gifts(results, person)))


def _lines(results: Results, reader: ValueReader, row: int | None) -> Iterator[Line]:
    program = results.program_of(reader.row)
    for step in program.person_steps if row is None else program.row_steps:
        yield _line(results, reader, step, row)


_OF_SOME: Final = frozenset(
    {Purpose.ADJUSTMENTS, Purpose.CORRECTIONS, Purpose.CORRECTIONS_CARRIED, Purpose.BONUS_RELEASED}
)
"""Steps that are of whoever has one (language, section 15)."""


def _has_one(reader: ValueReader, step: Step) -> bool:
    return step.purpose not in _OF_SOME or reader.table[step.name][reader.at] is not None


def is_told(results: Results, step: Step, row: int) -> bool:
    """Whether a row is told a step: the mean of its peers is what others reached."""
    return step.purpose is not Purpose.PEERS_RATE or is_with_peers(results, row)


def is_with_peers(results: Results, row: int) -> bool:
    """Whether a row is paid by the mean of its peers for some days."""
    column = results.facts.columns.get(Figure.WITH_PEERS)
    return column is not None and bool(column[row])


def _line(results: Results, reader: ValueReader, step: Step, row: int | None) -> Line:
    value = reader.table[step.name][reader.at]
    conditions: list[Decision] = []
    used = as_used(step.formula, reader, conditions)
    return Line(
        step,
        value,
        used,
        tuple(_operands(used, reader, value)),
        effect_of(step, value),
        row,
        tuple(conditions),
        _tier(used, reader) if step.curve is not None else None,
        pot_of(results, step, reader),
        None if step.turn is None else _turn(step.turn, reader),
        told=is_told(results, step, row) if row is not None else _has_one(reader, step),
    )


def _turn(turn: Turn, reader: ValueReader) -> Turn:
    limits = tuple(dict.fromkeys(as_used(limit, reader) for limit in turn.limits))
    return Turn(as_used(turn.before, reader), as_used(turn.after, reader), limits)


def effect_of(step: Step, value: Value) -> Fraction | None:
    """Return what a step adds to the total: its value, its opposite for a repayment, or None."""
    if step.purpose in ADDS:
        return value or Fraction(0)
    return -(value or Fraction(0)) if step.purpose is Purpose.REPAID else None


def _operands(used: Formula, reader: ValueReader, value: Value) -> Iterator[Operand]:
    """Yield the leaves of a formula once each, in order; who looks beyond its row stands for itself."""
    seen: set[Formula] = set()
    for node in _nodes(used):
        if isinstance(node, Over | Shared | Placed):
            yield Operand(node, value)
        elif isinstance(node, Given | Fact | Ref | OfParts) and node not in seen:
            seen.add(node)
            if not (isinstance(node, Given) and node.route is None):
                yield Operand(node, reader.value(node))


def _nodes(formula: Formula) -> Iterator[Formula]:
    """Yield a formula and all that it is made of; of what is cut by weights, the whole and its own weight."""
    yield formula
    own = (formula.split.total, formula.weight) if isinstance(formula, Part) else operands(formula)
    for one in own:
        yield from _nodes(one)


def _tier(used: Formula, reader: ValueReader) -> Tier | None:
    """Return the place on the curve of a step, if its formula used it."""
    curve = next((node for node in walk(used) if isinstance(node, Curve)), None)
    at = None if curve is None else reader.value(curve.of)
    return None if curve is None or at is None else tier_of(curve, at)


def gifts(results: Results, person: int) -> Iterator[Gift]:
    """Yield the rewards in kind that a person is given, in the order of the plan."""
    program = results.program_of(results.facts.people[person].rows[-1])
    for reward in program.rewards:
        times = results.people[reward.step][person]
        if times:
            yield Gift(reward, times * reward.quantity, times * reward.value)


# ------------------------------------------------------------------------------------------- why


def why(read: Statement, step: str) -> tuple[Line, ...]:
    """Return the line of a step and the lines it rests on, nearest first, each once.

    A step of a person with several parts is the line of each part. An unknown step has no line.
    """
    todo = deque(line for line in read.lines_of(step, None) if line.told)
    found: dict[tuple[str, int | None], Line] = {}
    while todo:
        line = todo.popleft()
        key = (line.step.name, line.row)
        if key not in found:
            found[key] = line
            todo += _rests_on(read, line)
    return tuple(found.values())


def _rests_on(read: Statement, line: Line) -> Iterator[Line]:
    names = dict.fromkeys(name for formula in (line.used, *_asked(line)) for name in _names(formula))
    for name in names:
        yield from read.lines_of(name, line.row)


def _asked(line: Line) -> Iterator[Formula]:
    return (condition.formula for condition in line.conditions)


def _names(formula: Formula) -> Iterator[str]:
    match formula:
        case Ref(step=step) | OfParts(step=step) | Over(step=step):
            yield step
        case Shared(amount=amount, key=key, member=member):
            yield from (amount, key, member)
        case Placed(eligible=eligible):
            yield from (*(step for step, _ in formula.ranks), eligible)
            if formula.teams is not None:
                yield formula.teams
        case _:
            for one in operands(formula):
                yield from _names(one)
