"""Gates and modifiers as bonuses see them: by final rates, once for each person (section 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.formula import Ref
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.unit import Unit
from csvariable.plan.acts_on import bonuses_in, only_bonuses
from csvariable.program.build import Build
from csvariable.program.conditions import condition
from csvariable.program.factors import factor_of, gate_notes, modifier_note, neutral_when_away, unmeasured
from csvariable.program.names import as_paid

if TYPE_CHECKING:
    from csvariable.plan.gate import Gate
    from csvariable.plan.modifier import Modifier


def flag_of_bonuses(build: Build, name: str) -> Ref:
    """Return the step that tells whether a gate is open, as bonuses see it."""
    only = only_bonuses(build.plan.gates[name].otherwise.of)
    return Ref((Purpose.GATE if only else Purpose.GATE_OF_BONUSES).named(name))


def factor_of_bonuses(build: Build, name: str) -> Ref:
    """Return the step that holds the factor of a modifier, as bonuses see it."""
    only = only_bonuses(build.plan.modifiers[name].of)
    return Ref((Purpose.MODIFIER if only else Purpose.MODIFIER_OF_BONUSES).named(name))


def bonus_effect_steps(build: Build) -> None:
    """Add each gate and each modifier that acts on a bonus, as it is for the person."""
    for name, gate in build.gates.items():
        if bonuses_in(gate.otherwise.of):
            _gate(build, name, gate)
    for name, modifier in build.modifiers.items():
        if bonuses_in(modifier.of):
            _modifier(build, name, modifier)


def _gate(build: Build, name: str, gate: Gate) -> None:
    route: Route = ("gates", name)
    formula = condition(build, gate.when, as_paid(build), gate.missing)
    formula = neutral_when_away(build, formula)
    purpose = Purpose.GATE if only_bonuses(gate.otherwise.of) else Purpose.GATE_OF_BONUSES
    flag = build.person_step(purpose, formula, route, unit=Unit.FLAG, of=name)
    if gate.missing is None:
        build.person_demands.append(unmeasured(name, "gate", flag, (*route, "when")))
    elif purpose is Purpose.GATE:
        build.notes += gate_notes(build, name, gate, as_paid(build), of_person=True)


def _modifier(build: Build, name: str, modifier: Modifier) -> None:
    route: Route = ("modifiers", name)
    factor, curve = factor_of(build, name, modifier, as_paid(build))
    purpose = Purpose.MODIFIER if only_bonuses(modifier.of) else Purpose.MODIFIER_OF_BONUSES
    step = build.person_step(purpose, factor, route, unit=Unit.RATE, of=name, curve=curve)
    if modifier.missing is None:
        build.person_demands.append(unmeasured(name, "modifier", step, (*route, "by")))
    elif purpose is Purpose.MODIFIER:
        build.notes.append(modifier_note(build, name, modifier, as_paid(build), of_person=True))
