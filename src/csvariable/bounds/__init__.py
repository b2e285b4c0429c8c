"""What a plan can pay at all: its program read over intervals of facts.

A bound holds for every fact inside the domains: `bounds` is a proof, not a simulation. It is
reached for the usual plans; where one KPI works in several places at once it may be wider.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from csvariable.bounds.columns import columns_under
from csvariable.bounds.cuts import cuts_of
from csvariable.bounds.extremes import Box, Extreme, Search
from csvariable.bounds.interval import Interval, exactly
from csvariable.bounds.reading import BoundReading, Domains
from csvariable.bounds.trail import BoxColumn
from csvariable.kernel.formula import Formula, Given, Product, facts_of
from csvariable.kernel.step import Program, Step

__all__ = ["BoxColumn", "Domains", "Extreme", "Interval", "PersonBounds", "bounds", "exactly"]


def bounds(program: Program, domains: Domains) -> dict[str, Interval]:
    """Return the values that each step of somebody with one row can take.

    `domains` gives each column of the facts an interval; a column that is not there has no
    value. What is known of steps that look at other rows stands in it too, as `told` names it; without,
    nothing is known of them.
    """
    person = PersonBounds((program,), (domains,), domains)
    reading = person.reading()
    row = (reading.rows or (reading,))[0]
    found = {step.name: row.step(step.name).interval for step in program.row_steps}
    return found | {step.name: reading.step(step.name).interval for step in program.person_steps}


class PersonBounds:
    """The programs of a person's rows over their domains."""

    def __init__(
        self, programs: Sequence[Program], domains: Sequence[Domains], others: Domains | None = None
    ) -> None:
        """Keep the program and the domains of each row; `others` tells of steps across people."""
        self.programs = tuple(programs)
        self.domains = tuple(domains)
        self.others = {} if others is None else others
        self._rows = tuple(_formulas(program.row_steps) for program in self.programs)
        self._person = _formulas(self.programs[-1].person_steps)
        self._whole: BoundReading | None = None
        self._cuts: Mapping[BoxColumn, Sequence[Fraction]] | None = None

    def reading(self, box: Box | None = None) -> BoundReading:
        """Return the steps of the person over a box; a column outside it keeps its domain."""
        if box:
            return self._read(box)
        if self._whole is None:
            self._whole = self._read({})
        return self._whole

    def _read(self, box: Box) -> BoundReading:
        domains = [dict(one) for one in self.domains]
        for (at, column), interval in box.items():
            domains[at][column] = interval
        rows = tuple(BoundReading(steps, own) for steps, own in zip(self._rows, domains, strict=True))
        return BoundReading(self._person, self.others, rows)

    def box(self) -> dict[BoxColumn, Interval]:
        """Return the columns that can have several values."""
        found: dict[BoxColumn, Interval] = {}
        for at, own in enumerate(self.domains):
            free = {column: one for column, one in own.items() if one.point is None and not one.empty}
            read = _read(self.programs[at]) if free else frozenset()
            found.update({(at, column): one for column, one in free.items() if column in read})
        return found

    def extreme(
        self, formula: Formula, *, most: bool, above: Fraction | None = None, row: int | None = None
    ) -> Extreme:
        """Return the most, or the least, that a formula over the person's steps can be.

        With `above` the search ends as soon as it is known whether the most is above that. With `row` the
        formula is one over the steps of that row, and only columns that it rests on are looked at.
        """
        target = formula if most else Product((Given(Fraction(-1)), formula))
        whole, box = self.reading(), self.box()
        if self._cuts is None:
            self._cuts = cuts_of(whole)
        if row is not None:
            whole = (whole.rows or ())[row]
            under = columns_under(whole, formula)
            box = {column: one for column, one in box.items() if column[1] in under}
        found = Search(target, self._cuts, above=above).most(box, whole)
        if most:
            return found
        paid = None if found.paid is None else -found.paid
        return Extreme(None if found.bound is None else -found.bound, found.reached, found.at, paid)


def _formulas(steps: Sequence[Step]) -> Mapping[str, Formula]:
    return {step.name: step.formula for step in steps}


def _read(program: Program) -> frozenset[str]:
    return frozenset(column for step in program.steps for column in facts_of(step.formula))
