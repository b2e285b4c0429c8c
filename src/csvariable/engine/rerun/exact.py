"""A run once more after a change, in whole numbers: what can differ is computed, the rest is what it was.

The result is that of `exact.evaluate`, value for value; only the work is less.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from typing import TypeAlias, cast

from csvariable.engine.demands import Refusal, refusals
from csvariable.engine.exact.evaluation import LooksBeyond, RunLevel, filled
from csvariable.engine.exact.readers import Readers
from csvariable.engine.rerun.reach import Affected, Programs
from csvariable.engine.results import Results
from csvariable.facts.model import Facts, Value
from csvariable.facts.pairs import ExactCell, cells_of, minus, plus
from csvariable.kernel.formula import Sum
from csvariable.kernel.step import Demand, Step
from csvariable.plan import Role

MANY = 8
"""Terms above which a sum is not added up again: what its terms have gained is added to what it was."""

_Values: TypeAlias = Mapping[str, Sequence[Value]]


def again(
    base: Results,
    programs: Programs,
    facts: Facts,
    moved: Affected,
    beside: LooksBeyond | None = None,
) -> Results:
    """Run programs on facts of the same people and rows as an earlier run, from what it computed.

    `moved` is what can differ; `beside` knows the people who are not in the run.
    """
    rows = _run(base, programs, facts, moved, None, beside)
    return Results(programs, facts, rows, _run(base, programs, facts, moved, rows, beside))


def differing(before: Facts, now: Facts) -> Iterator[str]:
    """Yield the columns of two facts that are not the very same."""
    for name in dict.fromkeys((*before.columns, *now.columns)):
        if before.columns.get(name) is not now.columns.get(name):
            yield name


def _run(  # noqa: PLR0913, PLR0917 - two runs, and of which level
    base: Results,
    programs: Programs,
    facts: Facts,
    moved: Affected,
    rows: _Values | None,
    beside: LooksBeyond | None,
) -> _Values:
    """Run what can differ of rows; of people, where the steps of their rows are given."""
    person = rows is not None
    places = base.people_of_roles if person else base.rows_of_roles
    before = base.people if person else base.rows
    own = [program.places(person=person) for program in programs.values()]
    gone = {name for name in moved.names(person=person) if not any(name in one for one in own)}
    left = {name: column for name, column in before.items() if name not in gone} if gone else before
    behind = cast("MutableMapping[str, Sequence[Value]]", left)  # a chain writes in front alone
    level = RunLevel(places, len(facts.people if person else facts.roles), ChainMap({}, behind), beside)
    now = Readers(facts.columns, level.table, None if rows is None else (facts, rows))
    was = Readers(base.facts.columns, before, None if rows is None else (base.facts, base.rows))

    def gained(role: Role, step: Step, places: Sequence[int]) -> list[ExactCell] | None:
        formula, program = step.formula, programs[role]
        if not isinstance(formula, Sum) or len(formula.terms) <= MANY or program is not base.programs[role]:
            return None
        terms = program.reads(person=person).terms(program.places(person=person)[step.name])
        differ = terms.of(facts=moved.columns, steps=moved.names(person=person), parts=moved.rows)
        found = cells_of(before[step.name], places)
        for at in differ:
            term = formula.terms[at]
            pairs = zip(found, was.cells(term, places), now.cells(term, places), strict=True)
            found = [_gained(*three) for three in pairs]
        return None if None in found else found

    steps = {role: moved.steps(programs[role], person=person) for role in level.places}
    return filled(level, steps, facts, now, gained)


def unmet(base: Results, after: Results, moved: Affected) -> list[Refusal]:
    """Return what `demands.refusals` does of a run again, where the earlier one has met every demand.

    Only the demands that are new, or that read what can differ, are asked.
    """

    def asked(role: Role, person: bool) -> list[Demand]:  # noqa: FBT001 - as `Asked` is called
        return moved.demands(base.programs[role], after.programs[role], person=person)

    return refusals(after.programs, after.facts, after, asked)


def _gained(whole: ExactCell, was: ExactCell, now: ExactCell) -> ExactCell:
    """Return a sum after one of its terms has changed; nothing where it must be added up."""
    return None if whole is None or was is None or now is None else plus(whole, minus(now, was))
