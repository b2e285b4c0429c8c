"""Which parts of a plan its examples reach: curves' stretches, gates, caps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from csvariable.cases.verdict import Verdict
from csvariable.engine.exact.curves import compare
from csvariable.engine.exact.readers import reader as formula_reader
from csvariable.engine.results import Results
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import Route
from csvariable.kernel.formula import Curve, Grid, walk
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.segment import Segment
from csvariable.kernel.step import Program
from csvariable.program.compilation import compile_plan
from csvariable.statement.used import tier_of


@dataclass(frozen=True, slots=True)
class Unused:
    """A tier, a gate's side or a role that no example exercised."""

    what: str
    """`tier`, `gate-open`, `gate-closed`, `role`, `row`, `column`."""
    name: str
    route: Route
    role: str | None = None


def coverage(verdicts: Sequence[Verdict], plans: Plans) -> tuple[int, list[Unused]]:
    """Return how many things there are to exercise, and those that no example which is paid did."""
    wanted: dict[object, Unused] = {}
    for key, unused in _wanted(plans):
        wanted.setdefault(key, unused)
    used: set[object] = set()
    for one in verdicts:
        if one.results is not None:
            used |= set(_exercised(one.results, one.case.given.get("role")))
    return len(wanted), [unused for key, unused in wanted.items() if key not in used]


def _wanted(plans: Plans) -> Iterator[tuple[object, Unused]]:
    for role in (None, *plans.roles):
        if role is not None:
            yield ("role", role), Unused("role", role, ("roles", role), role)
        program = compile_plan(plans.of(role), role)
        yield from _parts(program, role)


def _parts(program: Program, role: str | None) -> Iterator[tuple[object, Unused]]:
    for step in program.steps:
        if step.purpose is Purpose.GATE:
            gate = step.of or ""
            yield ("gate", step.name, True), Unused("gate-open", gate, step.route, role)
            yield ("gate", step.name, False), Unused("gate-closed", gate, step.route, role)
        for node in walk(step.formula):
            match node:
                case Curve(segments=segments):
                    for segment in segments:
                        yield _key(segment), Unused("tier", step.name, segment.route, role)
                case Grid(rows=rows, columns=columns, route=route):
                    for at, _ in enumerate(rows):
                        yield ("row", route, at), Unused("row", step.name, (*route, "rows", "from", at), role)
                    for at, _ in enumerate(columns):
                        yield (
                            ("column", route, at),
                            Unused("column", step.name, (*route, "columns", "from", at), role),
                        )
                case _:
                    pass


def _key(segment: Segment) -> tuple[object, ...]:
    """What makes two tiers the same: a role that changes a tier has one of its own."""
    return ("tier", segment.route, segment.start, segment.base, segment.slope)


def _exercised(results: Results, role: str | None) -> Iterator[object]:
    if role is not None:
        yield ("role", role)
    table = {name: list(values) for name, values in results.rows.items()}
    sheet = {name: list(values) for name, values in results.people.items()}
    program = results.program_of(0)
    for steps, found, parts in (
        (program.row_steps, table, None),
        (program.person_steps, sheet, (results.facts, table)),
    ):
        for step in steps:
            if step.purpose is Purpose.GATE and (flag := found[step.name][0]) is not None:
                yield ("gate", step.name, bool(flag))
            for node in walk(step.formula):
                if isinstance(node, Curve):
                    value = formula_reader(node.of, results.facts.columns, found, parts)(0)
                    if value is not None and (tier := tier_of(node, value).segment) is not None:
                        yield _key(tier)
                elif isinstance(node, Grid):
                    for word, axis, of in (
                        ("row", node.rows, node.row),
                        ("column", node.columns, node.column),
                    ):
                        value = formula_reader(of, results.facts.columns, found, parts)(0)
                        hit = [
                            at
                            for at, start in enumerate(axis)
                            if value is not None and compare(value, start.word, start.value)
                        ]
                        yield from ((word, node.route, at) for at in hit[-1:])
