"""Programs cut down to what can differ from an earlier run: the rest is read as if it were facts.

A step is kept where its formula is another one or where it reads, at some remove, a step that
is. Everything else it reads is a column that the earlier run has already filled. Only for
steps of the row and for people of one row each: what looks across rows is run whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from csvariable.evaluate.columns import ColumnFacts, evaluate
from csvariable.evaluate.columns_facts import Lazily
from csvariable.evaluate.columns_results import ColumnResults
from csvariable.evaluate.ratio import Ratio, ratio_of
from csvariable.evaluate.results import Results
from csvariable.facts.model import Role
from csvariable.formula import (
    ACROSS,
    Fact,
    Formula,
    OfParts,
    Program,
    Ref,
    Step,
    across,
    operands,
    refs,
    walk,
)

MARK = "="
"""Before the name of a step that stands among the facts."""


def only_what_differs(
    base: Results | ColumnResults,
    programs: Mapping[Role, Program],
    facts: ColumnFacts,
    known: dict[str, Ratio],
) -> ColumnResults | None:
    """Run what differs from an earlier run on the same facts; None where all must be run.

    `known` keeps the columns of the earlier run that were asked for.
    """
    if facts.last is not None or facts.people != facts.count:
        return None
    cut: dict[Role, Program] = {}
    for role, program in programs.items():
        found = _cut(base.programs[role], program)
        if found is None:
            return None
        cut[role] = found

    def column(name: str) -> Ratio:
        if not name.startswith(MARK):
            return facts.columns[name]
        step = name.removeprefix(MARK)
        if step not in known:
            values = base.rows[step] if step in base.rows else base.people[step]
            known[step] = values if isinstance(values, Ratio) else ratio_of(values)
        return known[step]

    steps = [MARK + name for name in (*base.rows, *base.people)]
    return evaluate(cut, replace(facts, columns=Lazily((*facts.columns, *steps), column), given=None))


def _cut(before: Program, now: Program) -> Program | None:
    """Return the steps and demands that can differ, each reading the rest as facts."""
    if _names(before.steps) != _names(now.steps):
        return None
    old = {step.name: step.formula for step in before.steps}
    moved = {step.name for step in now.steps if step.formula != old[step.name]}
    for step in now.steps:
        if moved.intersection(_read(step.formula)):
            moved.add(step.name)
    kept = [step for step in now.steps if step.name in moved]
    if any(isinstance(node, ACROSS) for step in kept for node in walk(step.formula)):
        return None
    if any(
        isinstance(step.formula, ACROSS) and moved.intersection(across(step.formula)) for step in now.steps
    ):
        return None

    def settled(formula: Formula) -> Formula:
        return _settled(formula, moved)

    def steps(of: Sequence[Step]) -> tuple[Step, ...]:
        return tuple(replace(step, formula=settled(step.formula)) for step in of if step.name in moved)

    held = {
        (demand.rule, demand.message): demand.holds for demand in (*before.demands, *before.person_demands)
    }

    def new(demands: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(
            replace(demand, holds=settled(demand.holds))
            for demand in demands
            if held.get((demand.rule, demand.message)) != demand.holds
            or moved.intersection(_read(demand.holds))
        )

    return replace(
        now,
        row_steps=steps(now.row_steps),
        person_steps=steps(now.person_steps),
        demands=new(now.demands),
        person_demands=new(now.person_demands),
    )


def _names(steps: Sequence[Step]) -> list[str]:
    return [step.name for step in steps]


def _read(formula: Formula) -> set[str]:
    """Return the steps that a formula reads, of the row or of the person's row."""
    parts = {node.step for node in walk(formula) if isinstance(node, OfParts)}
    return {*refs(formula), *parts}


def _settled(formula: Formula, moved: set[str]) -> Formula:
    """Return a formula in which what did not move is a fact."""
    if isinstance(formula, Ref | OfParts):
        return formula if formula.step in moved else Fact(MARK + formula.step)
    if not operands(formula):
        return formula
    changed: dict[str, Any] = {}
    for one in fields(formula):
        value = getattr(formula, one.name)
        if _is_formula(value):
            changed[one.name] = _settled(value, moved)
        elif isinstance(value, tuple) and value and all(_is_formula(item) for item in value):
            changed[one.name] = tuple(_settled(item, moved) for item in value)
    return replace(formula, **changed)


def _is_formula(value: object) -> bool:
    return type(value) in _NODES


_NODES = frozenset(Formula.__args__)
