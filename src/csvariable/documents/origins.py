"""Who wrote what a line rests on: the cell of a file, the line of the plan, or nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from csvariable.facts.model import Facts
from csvariable.kernel.diagnostic import CellPlace, FilePlace, Place, PlanPlace, Route
from csvariable.kernel.figure import MARK, Figure, is_counted
from csvariable.kernel.formula import Fact, Formula, Given, walk
from csvariable.kernel.purpose import STAGES, Purpose
from csvariable.plan import Role
from csvariable.statement import Line, Statement
from csvariable.text import Document

_NOWHERE: Final = frozenset(
    {
        Purpose.EARNED,
        Purpose.TOTAL,
        Purpose.PLAN_ATTAINMENT,
        Purpose.PLAN_PAYOUT_RATE,
        Purpose.ATTAINMENT,
        Purpose.PAYOUT,
    }
)
"""Lines that everything above them makes: their parts have said where they come from."""

_BY_STEP: Final = STAGES | {Purpose.PART, Purpose.WEIGHT, Purpose.PAYOUT_RATE}
_CELLS: Final[Mapping[str, str]] = dict.fromkeys((Figure.SALARY_OF_PERSON, Figure.SALARY_COUNTED), "salary")
"""Figures that are read off a cell."""


@dataclass(frozen=True)
class Origins:
    """The documents of the roles and the facts, asked for places."""

    documents: Mapping[Role, Document]
    facts: Facts
    default: str
    """What is said of a value that nobody wrote."""

    def of(self, read: Statement, line: Line) -> tuple[str, ...]:
        """Return where a line comes from, at most three places."""
        if line.step.purpose in _NOWHERE:
            return ()
        if line.step.purpose is Purpose.ADJUSTMENTS:
            return tuple(self.text(one.place) for one in read.participant.adjustments)[:3]
        if line.step.purpose is Purpose.CORRECTIONS:
            return tuple(dict.fromkeys(one.period for one in read.participant.owed))[:3]
        row = read.participant.rows[-1] if line.row is None else line.row
        found = list(dict.fromkeys(self._places(line, row)))
        if not found and line.step.route:
            found = [self.plan(line.step.route, row)]
        return tuple(found[:3])

    def _places(self, line: Line, row: int) -> Iterator[str]:
        """Yield the places of the cells, then of the segment or of the values given."""
        for operand in line.operands:
            if not isinstance(operand.node, Fact):
                continue
            column = _CELLS.get(operand.node.column, operand.node.column)
            if not is_counted(column):
                yield self.text(self.facts.place(row, column))
        for one in line.conditions:
            yield from self._of_groups(one.formula, row)
        if line.tier is not None:
            segment = line.tier.segment or line.tier.curve.segments[0]
            yield self.plan(segment.route, row)
        elif line.step.purpose not in _BY_STEP:
            for operand in line.operands:
                if isinstance(operand.node, Given) and operand.node.route:
                    yield self.plan(operand.node.route, row)

    def _of_groups(self, formula: Formula, row: int) -> Iterator[str]:
        """Yield the cells of a team's or of the company's values that a condition reads."""
        for node in walk(formula):
            if isinstance(node, Fact) and MARK in node.column and not is_counted(node.column):
                found = self.facts.columns.get(node.column)
                if found is not None and found[row] is not None:
                    yield self.text(self.facts.place(row, node.column))

    def plan(self, route: Route, row: int) -> str:
        """Return the line of the plan of a route, or that it is a default."""
        document = self.documents[self.facts.roles[row]]
        if document.node(route[:1]) is None:
            return self.default
        place = document.place(PlanPlace(route))
        return f"{_short(place.file)}:{place.line}"

    def text(self, place: Place) -> str:
        """Return a place as editors open it, with the file's own name."""
        match place:
            case CellPlace(file=file, line=line, column=column, reference=reference):
                return (
                    f"{_short(file)}:{line}:{column}" if reference is None else f"{_short(file)} {reference}"
                )
            case FilePlace(file=file):
                return _short(file)
            case PlanPlace(file=file):
                return _short(file or "")
            case _:
                return f"{_short(place.file)}:{place.line}:{place.column}"


def _short(file: str) -> str:
    return PurePath(file).name or file
