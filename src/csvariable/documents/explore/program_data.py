"""A program and its facts as data: nodes by short names, every number in one list, so that it can move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, assert_never

from csvariable.documents.clean import clean
from csvariable.documents.team_groups import FEW
from csvariable.engine.results import Results
from csvariable.engine.schedule import schedule
from csvariable.facts.model import Value
from csvariable.kernel.figure import told
from csvariable.kernel.formula import (
    ACROSS,
    Choose,
    Curve,
    Fact,
    Formula,
    Given,
    Greatest,
    Grid,
    Holds,
    Known,
    Least,
    OfParts,
    Over,
    Part,
    Placed,
    Product,
    Quotient,
    Ref,
    Rounded,
    Shared,
    Split,
    Sum,
)
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.segment import Segment
from csvariable.kernel.step import Program, Step
from csvariable.plan import Role
from csvariable.plan.curve import kind_at
from csvariable.statement import is_told, is_with_peers

Data = dict[str, Any]


def text(value: Fraction) -> str:
    """Return a fraction as the page reads it."""
    return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


@dataclass
class ProgramData:
    """Programs on their way to a page: their shape, and their numbers in order."""

    numbers: list[Fraction] = field(default_factory=list)
    splits: list[Data] = field(default_factory=list)
    _known: dict[int, int] = field(default_factory=dict)
    _kept: list[Split] = field(default_factory=list)

    def programs(self, programs: Mapping[Role, Program], *, alone: bool) -> Data:
        """Return the programs of roles; `alone` leaves out what looks at other people: its value is told."""
        return {role or "": self._program(one, alone=alone) for role, one in programs.items()}

    def _program(self, program: Program, *, alone: bool) -> Data:
        return {
            "rows": [self._step(step, alone=alone) for step in program.row_steps],
            "people": [self._step(step, alone=alone) for step in program.person_steps],
            "demands": [self.node(demand.holds) for demand in program.demands],
            "person_demands": [self.node(demand.holds) for demand in program.person_demands],
        }

    def _step(self, step: Step, *, alone: bool) -> Data:
        formula: Formula = step.formula
        if alone and isinstance(formula, ACROSS):
            formula = Fact(told(step.name))
        return {"name": step.name, "formula": self.node(formula)}

    def number(self, value: Fraction) -> int:
        """Put a number into the list and return its place."""
        self.numbers.append(value)
        return len(self.numbers) - 1

    def node(self, formula: Formula) -> list[Any]:  # noqa: C901, PLR0912 - a line a node
        """Return a node by its short name, with what it is made of."""
        match formula:
            case Given(value=value):
                return ["g", self.number(value)]
            case Fact(column=column):
                return ["f", column]
            case Ref(step=step):
                return ["r", step]
            case OfParts(step=step, fold=fold):
                return ["o", step, fold]
            case Sum(terms=many):
                return ["+", [self.node(one) for one in many]]
            case Product(factors=many):
                return ["*", [self.node(one) for one in many]]
            case Least(of=many):
                return ["min", [self.node(one) for one in many]]
            case Greatest(of=many):
                return ["max", [self.node(one) for one in many]]
            case Quotient(top=top, bottom=bottom):
                return ["/", self.node(top), self.node(bottom)]
            case Curve():
                return self._curve(formula)
            case Grid():
                return self._grid(formula)
            case Holds(left=left, word=word, right=right):
                return ["h", self.node(left), word, self.node(right)]
            case Known(of=of):
                return ["k", self.node(of)]
            case Choose(when=when, then=then, otherwise=otherwise):
                return ["?", self.node(when), self.node(then), self.node(otherwise)]
            case Rounded(of=of, unit=unit, mode=mode):
                return ["~", self.node(of), self.number(unit), mode]
            case Part(split=split, name=name):
                return ["p", self._split(split), split.place(name)]
            case Over(step=step, fold=fold, within=within, where=where):
                return ["O", step, fold, within, where]
            case Shared():
                return ["S", self._shared(formula)]
            case Placed():
                return ["P", self._placed(formula)]
            case _:
                assert_never(formula)

    def _curve(self, curve: Curve) -> list[Any]:
        """Return a curve; a height or a slope that its neighbours give is none of its numbers.

        A band that goes on from the one before rests on it, and a line that arrives where the next
        begins has its slope from both: so a bound can move, and what hangs on it moves along.
        """
        segments = []
        befores, afters = (None, *curve.segments), (*curve.segments[1:], None)
        for before, one, after in zip(befores, curve.segments, afters, strict=False):
            kind = kind_at(one.route)
            adds, line = kind is not None and kind.adds, kind is not None and kind.joined
            goes_on = before is not None and adds and _arrives(before, one)
            joined = after is not None and line and _arrives(one, after)
            base = None if goes_on else self.number(one.base)
            # Behind the last point of a line that continues, the slope is that of the stretch before.
            continued = after is None and before is not None and line and one.slope != 0
            slope = "before" if continued else None if joined else self.number(one.slope)
            segments.append([self.number(one.start), one.owns_start, base, slope])
        cap = None if curve.cap is None else self.number(curve.cap)
        return ["c", self.node(curve.of), curve.falling, self.number(curve.before), cap, segments]

    def _grid(self, grid: Grid) -> list[Any]:
        axes = [[[one.word, self.number(one.value)] for one in axis] for axis in (grid.rows, grid.columns)]
        pays = [[self.number(value) for value in row] for row in grid.pays]
        return ["m", self.node(grid.row), self.node(grid.column), *axes, pays, list(grid.linear)]

    def _split(self, split: Split) -> int:
        """Return the place of a split; the same one is told once."""
        if id(split) not in self._known:
            self._kept.append(split)  # so that no other has its id
            self._known[id(split)] = len(self.splits)
            self.splits.append({})
            self.splits[self._known[id(split)]] = {
                "total": self.node(split.total),
                "weights": [self.node(one) for one in split.weights],
                "names": list(split.names),
                "unit": self.number(split.unit),
            }
        return self._known[id(split)]

    def _shared(self, pool: Shared) -> Data:
        return {
            "amount": pool.amount,
            "pooled": pool.pooled,
            "key": pool.key,
            "member": pool.member,
            "within": pool.within,
            "at_most": pool.at_most,
            "unit": self.number(pool.unit),
            "each": None if pool.each is None else self.number(pool.each),
            "again": pool.again,
        }

    def _placed(self, podium: Placed) -> Data:
        return {
            "eligible": podium.eligible,
            "prizes": [self.number(one) for one in podium.prizes],
            "within": podium.within,
            "unit": self.number(podium.unit),
            "ranks": [list(one) for one in podium.ranks],
            "teams": podium.teams,
            "tells": podium.tells,
        }


def _arrives(one: Segment, following: Segment) -> bool:
    """Whether a stretch ends at the height at which the next one begins."""
    return one.base + (following.start - one.start) * one.slope == following.base and not following.on_all


def orders(programs: Mapping[Role, Program]) -> Data:
    """Return in which order the steps of the roles run, on rows and on people."""
    found: Data = {}
    for level in ("rows", "people"):
        own = {role: one.level(person=level == "people") for role, one in programs.items()}
        places = {role: {step.name: at for at, step in enumerate(steps)} for role, steps in own.items()}
        found[level] = [[role or "", places[role][step.name]] for role, step in schedule(own)]
    return found


def facts_data(results: Results, people: Sequence[int], *, alone: bool) -> Data:
    """Return the rows of some people, and nobody else's: their columns, roles and teams.

    `alone` gives beside them what steps came to that look at other people.
    """
    facts = results.facts
    rows = [row for at in people for row in facts.people[at].rows]
    place = {row: at for at, row in enumerate(rows)}
    columns = {name: [_text(values[row]) for row in rows] for name, values in facts.columns.items()}
    if alone:
        columns |= _told(results, rows, people)
    return {
        "people": [
            {
                "id": facts.people[at].id,
                "said": clean(facts.people[at].name or facts.people[at].id),
                "rows": [place[row] for row in facts.people[at].rows],
            }
            for at in people
        ],
        "roles_of": [facts.roles[row] or "" for row in rows],
        "teams": [facts.teams[row] for row in rows],
        "present": [bool(facts.present[row]) for row in rows],
        "columns": columns,
    }


def _told(results: Results, rows: Sequence[int], people: Sequence[int]) -> dict[str, list[str | None]]:
    found: dict[str, list[str | None]] = {}
    last = {results.facts.people[at].rows[-1]: at for at in people}
    for program in results.programs.values():
        for step in program.row_steps:
            if isinstance(step.formula, ACROSS):
                asked = {row for row in rows if is_told(results, step, row)}
                column = results.rows[step.name]
                found[told(step.name)] = [_text(column[row]) if row in asked else None for row in rows]
        for step in program.person_steps:
            if isinstance(step.formula, ACROSS):
                column = results.people[step.name]
                found[told(step.name)] = [_text(column[last[row]]) if row in last else None for row in rows]
    return found


def given_away(results: Results, people: Sequence[int]) -> list[int]:
    """Return who of some people is paid by a mean of so few peers that it tells what one of them has."""
    return [at for at in people if any(_is_of_few(results, row) for row in results.facts.people[at].rows)]


def _is_of_few(results: Results, row: int) -> bool:
    means = [
        step.formula
        for step in results.program_of(row).row_steps
        if step.purpose is Purpose.PEERS_RATE and isinstance(step.formula, Over)
    ]
    return is_with_peers(results, row) and any(
        results.groups.counted(one, row).members < FEW for one in means
    )


def _text(value: Value) -> str | None:
    return None if value is None else text(value)


__all__ = ["Data", "ProgramData", "facts_data", "given_away", "orders", "text"]
