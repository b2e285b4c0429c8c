"""What a gate or a modifier comes to, and what is said where it reads nothing, for a row and for a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.figure import Figure
from csvariable.kernel.formula import (
    Choose,
    Curve,
    Fact,
    Formula,
    Given,
    Known,
)
from csvariable.kernel.message import msg
from csvariable.kernel.step import Demand, Note, NoteKind
from csvariable.program.build import NOTHING, ONE, Build
from csvariable.program.conditions import Resolve, names_in
from csvariable.program.curves import factor_curve
from csvariable.program.names import split
from csvariable.program.segments import BoundReader

if TYPE_CHECKING:
    from csvariable.plan.gate import Gate
    from csvariable.plan.modifier import Modifier


def gate_notes(
    build: Build, name: str, gate: Gate, resolve: Resolve, *, of_person: bool = False
) -> Iterator[Note]:
    """Say of each measure of a gate that the gate's word for a missing one counts."""
    kind: NoteKind = "taken-as-reached" if gate.missing == "holds" else "taken-as-not-reached"
    for read in dict.fromkeys(names_in(gate.when)):
        yield _note(build, kind, read, resolve, ("gates", name, "missing"), of_person=of_person)


def modifier_note(
    build: Build, name: str, modifier: Modifier, resolve: Resolve, *, of_person: bool = False
) -> Note:
    """Say that the factor of a modifier for a missing measure counts."""
    route = ("modifiers", name, "missing")
    return _note(build, "factor-of-missing", modifier.by, resolve, route, of_person=of_person)


def _note(  # noqa: PLR0913 - what is said, and where it is read
    build: Build, kind: NoteKind, read: str, resolve: Resolve, route: Route, *, of_person: bool
) -> Note:
    known: Formula = Known(resolve(read)[0])
    if build.prorates:
        known = Choose(Fact(Figure.PRESENT), known, ONE)
    kpi_id = split(read)[0]
    return Note(kind, kpi_id if kpi_id in build.plan.kpis else read, known, route, of_person)


def neutral_when_away(build: Build, formula: Formula) -> Formula:
    """Return a rule that is 1 where it reads what a row without presence does not owe."""
    if not build.prorates:
        return formula
    return Choose(Known(formula), formula, Choose(Fact(Figure.PRESENT), NOTHING, ONE))


def factor_of(build: Build, name: str, modifier: Modifier, resolve: Resolve) -> tuple[Formula, Curve]:
    """Return the factor of a modifier by what it reads, and its curve."""
    route: Route = ("modifiers", name)
    read, unit = resolve(modifier.by)
    kpi_id, field = split(modifier.by)
    kpi = build.plan.kpis.get(kpi_id)
    falling = kpi is not None and kpi.lower_is_better and field in {"actual", "target"}
    curve = factor_curve(
        modifier.curve, read, BoundReader(unit, build.currency), (*route, "curve"), falling=falling
    )
    factor: Formula = curve
    if modifier.missing is not None:
        factor = Choose(Known(read), factor, Given(modifier.missing, (*route, "missing")))
    return neutral_when_away(build, factor), curve


def unmeasured(name: str, what: str, read: Formula, route: Route) -> Demand:
    """Refuse whoever has no value of what a gate or a modifier reads."""
    says = msg("`missing: holds` or `missing: fails`") if what == "gate" else msg("`missing: 100 %`")
    return Demand(
        "measure-missing",
        Known(read),
        msg(
            "the {what} `{name}` reads a measure that has no value",
            what=msg("gate") if what == "gate" else msg("modifier"),
            name=name,
        ),
        route,
        help=msg("fill the value, or say what holds without it: {says}", says=says),
    )
