"""The second opinion on large runs: a random sample of people, paid again in exact fractions."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from csvariable.engine.exact.evaluation import evaluate
from csvariable.facts.model import Facts, Value
from csvariable.facts.pairs import ExactCell, cells_of, fraction
from csvariable.kernel.diagnostic import Diagnostic, FilePlace, error
from csvariable.kernel.formula import ACROSS
from csvariable.kernel.message import counted, msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Program
from csvariable.kernel.unit import decimal_text
from csvariable.plan import Role

CHECKED_LINES = 50_000
"""KPI lines up to which every line is computed twice."""
SAMPLE = 100
"""People of a larger run who are computed twice."""

SHOWN = 20
"""Differences that are shown before they are only counted."""


class Disagreement(NamedTuple):
    """A value on which the two evaluations do not agree."""

    step: str
    person: str
    exact: Value
    columns: Value


def is_ordinary(programs: Mapping[Role, Program], rows: int) -> bool:
    """Whether every line is computed twice: an ordinary size, no more people than a sample, or sharing."""
    lines = max(_lines(program) for program in programs.values())
    return rows <= SAMPLE or rows * lines <= CHECKED_LINES or looks_across(programs)


def _lines(program: Program) -> int:
    return max(1, sum(step.purpose is Purpose.ACTUAL for step in program.row_steps))


def looks_across(programs: Mapping[Role, Program]) -> bool:
    """Whether a step of a program looks at other rows, so that no sample stands alone."""
    return any(isinstance(step.formula, ACROSS) for program in programs.values() for step in program.steps)


def sample_of(people: int, seed: int = 1) -> list[int]:
    """Return people chosen at random: the same ones for the same seed, everywhere."""
    chosen = random.Random(seed).sample(range(people), min(SAMPLE, people))  # noqa: S311 - no secret
    return sorted(chosen)


ByColumns: TypeAlias = Callable[[str, Sequence[int]], Sequence[Value]]
"""The values of a step for some rows, or for the persons of these rows."""


def sampled(programs: Mapping[Role, Program], facts: Facts, columns: ByColumns) -> list[Disagreement]:
    """Pay a sample of people in fractions and compare."""
    chosen = sample_of(len(facts.people))
    rows = [row for at in chosen for row in facts.people[at].rows]
    return compared(programs, some(facts, chosen, rows), rows, columns)


def compared(
    programs: Mapping[Role, Program], part: Facts, rows: Sequence[int], columns: ByColumns
) -> list[Disagreement]:
    """Compare the exact values of some people with those of the columns at the same rows."""
    results = evaluate(programs, part)
    last = [rows[one.rows[-1]] for one in part.people]
    found: list[Disagreement] = []
    for steps, places, ids in (
        (results.rows, rows, part.ids()),
        (results.people, last, [one.id for one in part.people]),
    ):
        for name, values in steps.items():
            mine, other = (cells_of(one, range(len(one))) for one in (values, columns(name, places)))
            found += [
                Disagreement(name, ids[at], fraction(mine[at]), fraction(other[at]))
                for at in apart(mine, other)
            ]
    return found


def apart(one: list[ExactCell], other: list[ExactCell]) -> list[int]:
    """Return where two columns are not the same, by cross multiplication unless all pairs are equal."""
    if one == other:
        return []
    return [
        at
        for at, (mine, its) in enumerate(zip(one, other, strict=True))
        if mine is not its and (mine is None or its is None or mine[0] * its[1] != its[0] * mine[1])
    ]


def some(facts: Facts, people: Sequence[int], rows: Sequence[int]) -> Facts:
    """Return the facts of some people alone, their rows numbered anew, without words about the calendar."""
    new = {row: at for at, row in enumerate(rows)}

    def picked(values: Sequence[Fraction | None]) -> list[Fraction | None]:
        return [values[row] for row in rows]

    return replace(
        facts,
        people=tuple(
            replace(facts.people[at], rows=tuple(new[row] for row in facts.people[at].rows)) for at in people
        ),
        roles=[facts.roles[row] for row in rows],
        teams=[facts.teams[row] for row in rows],
        columns={name: picked(values) for name, values in facts.columns.items()},
        present=[facts.present[row] for row in rows],
        texts=(),
    )


def disagreement(differences: list[Disagreement]) -> list[Diagnostic]:
    """Return what the two evaluations disagree on: a fault of the program, never of its user."""
    found = []
    for one in differences[:SHOWN]:
        exact, other = (
            msg("nothing") if value is None else decimal_text(value) for value in (one.exact, one.columns)
        )
        message = msg(
            "`{person}`, `{step}`: {exact} in fractions and {other} by columns",
            person=one.person,
            step=one.step,
            exact=exact,
            other=other,
        )
        found.append(
            error(
                "evaluations-disagree", message, FilePlace(""), help=msg("please report it; nothing is paid")
            )
        )
    if len(differences) > SHOWN:
        more = counted("{count} more value differs", "{count} more values differ", len(differences) - SHOWN)
        found.append(error("evaluations-disagree", more, FilePlace("")))
    return found
