"""Programs on whole columns, exactly, for any size: the same values as `exact`, row by row.

Every value is a ratio of whole numbers whose bounds are known before it is computed. A step whose
numbers might not fit 128 bits is left to fractions, and so is what only fractions can do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import cast

import polars as pl

from csvariable.engine.columns.facts import ColumnFacts
from csvariable.engine.columns.layers import ColumnLayers
from csvariable.engine.columns.ratios import ColumnOperand
from csvariable.engine.columns.results import ColumnResults, differences
from csvariable.engine.columns.role_steps import Loose, RoleSteps
from csvariable.engine.columns.roles import RolePlaces, RoleTable, Side
from csvariable.engine.cross_check import Disagreement
from csvariable.engine.exact.readers import Columns, RowReader, reader
from csvariable.engine.schedule import schedule
from csvariable.facts.model import Value
from csvariable.facts.ratio import Overflow, Ratio
from csvariable.kernel.formula import Formula, OfParts, Over, Placed, Shared, across, facts_of
from csvariable.kernel.step import Program, Step
from csvariable.plan import Role

__all__ = ["ColumnFacts", "ColumnResults", "Disagreement", "Overflow", "Ratio", "differences", "evaluate"]


def evaluate(programs: Mapping[Role, Program], facts: ColumnFacts) -> ColumnResults:
    """Run the program of each role on its rows, then the steps of each person."""
    run = _Run(programs, facts)
    for role, step in schedule({role: programs[role].row_steps for role in run.rows.roles}):
        run.row_step(role, step)
    for role, step in schedule({role: programs[role].person_steps for role in run.people.roles}):
        run.person_step(role, step)
    return ColumnResults(programs, facts, run.rows, run.people)


class _Run:
    """The two sides of a run. Where every person has one row they share their columns."""

    def __init__(self, programs: Mapping[Role, Program], facts: ColumnFacts) -> None:
        self._programs = programs
        self._facts = facts
        self._found: dict[Formula, Ratio | list[Value]] = {}
        places = RolePlaces(facts.count, facts.roles, facts.role_of)
        self.rows = Side(places, lambda role: self._rows_of(role, places))
        if facts.last is not None:
            codes = None if facts.role_of is None else facts.role_of.gather(facts.last)
            places = RolePlaces(facts.people, facts.roles, codes)
        self.people = Side(places, lambda role: self._people_of(role, places))

    # ------------------------------------------------------------------------- sides

    def _rows_of(self, role: Role, places: RolePlaces) -> RoleSteps:
        rows = places.rows[role]
        fact = self._fact(places.all(role), rows)
        local = RoleSteps(ColumnLayers(places.size(role)), places.all(role), fact, self._row_reader)
        program = self._programs[role]
        read = [step.formula for step in program.row_steps] + [demand.holds for demand in program.demands]
        read += [note.unless for note in program.notes if not note.of_person]
        if self._facts.last is None:
            read += _of_person(program)
        local.load(_columns(read))
        return local

    def _people_of(self, role: Role, places: RolePlaces) -> RoleSteps:
        if self._facts.last is None:
            return self.rows.locals[role].beside(self._person_reader, lambda node: self._of_row(role, node))
        rows = places.rows[role]
        last = self._facts.last if rows is None else self._facts.last.gather(rows)
        fact = self._fact(last.to_list(), last)

        def of_parts(node: OfParts) -> ColumnOperand:
            return self._of_rows(local, rows, node)

        local = RoleSteps(
            ColumnLayers(places.size(role)), places.all(role), fact, self._person_reader, of_parts
        )
        local.load(_columns(_of_person(self._programs[role])))
        return local

    def _fact(self, rows: Sequence[int], at: pl.Series | None) -> Callable[[str], Ratio | Loose | None]:
        def fact(name: str) -> Ratio | Loose | None:
            if name not in self._facts.columns:
                return None
            try:
                return self._facts.columns[name].gathered(at)
            except Overflow:
                return Loose(self._facts.exact[name].__getitem__, rows)

        return fact

    # ------------------------------------------------------------------------- fractions

    def _row_reader(self, formula: Formula) -> RowReader:
        return _later(lambda: reader(formula, self._facts.exact, cast("Columns", RoleTable(self.rows)), None))

    def _person_reader(self, formula: Formula) -> RowReader:
        def make() -> RowReader:
            rows, people = cast("Columns", RoleTable(self.rows)), cast("Columns", RoleTable(self.people))
            return reader(formula, self._facts.exact, people, (self._facts.facts, rows))

        return _later(make)

    # ------------------------------------------------------------------------- steps

    def row_step(self, role: Role, step: Step) -> None:
        """Run a step of the rows of a role."""
        formula, rows, facts = step.formula, self.rows, self._facts
        if not isinstance(formula, Over | Shared):
            rows.locals[role].run(step.name, formula)
            return
        from csvariable.engine.columns.across import over_column, shared_column
        from csvariable.engine.exact.across import over, shared
        from csvariable.engine.groups import group_keys

        if isinstance(formula, Over):
            self._across(
                rows,
                role,
                step,
                lambda: over_column(formula, rows.column(formula.step), facts),
                lambda: over(
                    formula,
                    rows.values(formula.step),
                    group_keys(formula.within, facts.facts),
                    facts.facts,
                ),
            )
            return
        read = amount, key, member = formula.amount, formula.key, formula.member
        self._across(
            rows,
            role,
            step,
            lambda: shared_column(formula, rows.column(amount), rows.column(key), rows.column(member), facts),
            lambda: shared(
                formula,
                {name: rows.values(name) for name in read},
                group_keys(formula.within, facts.facts),
                facts.facts.ids(),
            ),
        )

    def person_step(self, role: Role, step: Step) -> None:
        """Run a step of the people of a role."""
        formula, people, facts = step.formula, self.people, self._facts
        if not isinstance(formula, Placed):
            people.locals[role].run(step.name, formula)
            return
        from csvariable.engine.columns.across import placed_column
        from csvariable.engine.exact.across import placed
        from csvariable.engine.groups import group_keys

        def listed() -> list[Value]:
            last = [person.rows[-1] for person in facts.facts.people]
            keys = group_keys(formula.within, facts.facts)
            sheet = {name: people.values(name) for name in across(formula)}
            return placed(formula, sheet, [keys[row] for row in last], facts.ids.to_list())

        self._across(
            people,
            role,
            step,
            lambda: placed_column(
                formula,
                [people.column(step) for step, _ in formula.ranks],
                people.column(formula.eligible),
                facts,
            ),
            listed,
        )

    def _across(
        self,
        side: Side,
        role: Role,
        step: Step,
        by_column: Callable[[], Ratio],
        listed: Callable[[], list[Value]],
    ) -> None:
        """Run a step that looks across rows, once for all roles that have it."""
        if step.formula not in self._found:
            try:
                self._found[step.formula] = by_column()
            except Overflow:
                self._found[step.formula] = listed()
        found = self._found[step.formula]
        if isinstance(found, Ratio):
            side.locals[role].add(step.name, found.gathered(side.places.rows[role]))
        else:
            side.locals[role].loosen(step.name, found.__getitem__)

    # ------------------------------------------------------------------------- parts

    def _of_row(self, role: Role, node: OfParts) -> ColumnOperand:
        """Return a step of the one row of each person: the column itself."""
        local = self.rows.locals[role]
        if node.step not in local.table:
            return None
        return local.operand(local.table, node.step)

    def _of_rows(self, local: RoleSteps, people: pl.Series | None, node: OfParts) -> ColumnOperand:
        if not self.rows.has(node.step):
            return None
        if node not in self._found:
            from csvariable.engine.columns.across import folded_parts

            column = self.rows.column(node.step)
            self._found[node] = (
                folded_parts(column, self._facts) if node.fold == "sum" else column.gathered(self._facts.last)
            )
        found = self._found[node]
        return local.sheet.add(found.gathered(people)) if isinstance(found, Ratio) else None


def _of_person(program: Program) -> list[Formula]:
    read = [step.formula for step in program.person_steps] + [one.holds for one in program.person_demands]
    return read + [note.unless for note in program.notes if note.of_person]


def _columns(formulas: Sequence[Formula]) -> list[str]:
    return list(dict.fromkeys(name for formula in formulas for name in facts_of(formula)))


def _later(make: Callable[[], RowReader]) -> RowReader:
    """Return a reader that is made when first used: mostly it never is."""
    made: list[RowReader] = []

    def read(row: int) -> Value:
        if not made:
            made.append(make())
        return made[0](row)

    return read
