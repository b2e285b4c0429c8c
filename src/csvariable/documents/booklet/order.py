"""The order of the calculation: what is worked out before what, each kind of line once."""

from __future__ import annotations

from collections.abc import Mapping

from csvariable.documents.booklet.plan_voice import PlanVoice
from csvariable.kernel.formula import across, parts_of, refs
from csvariable.kernel.purpose import UNSHOWN
from csvariable.kernel.step import Step
from csvariable.speech import labels


def order_of(voice: PlanVoice) -> tuple[str, ...]:
    """Return the names of the lines, each after all that it rests on, else as a program writes them.

    Lines of the same kind of several KPIs have one name, and stand as the lines of each KPI do.
    Where such names rest on one another (a gate on one rate decides another), the one that comes
    first for any KPI stands first.
    """
    names = {step.name: _name(voice, step) for step in voice.program.steps if step.purpose not in UNSHOWN}
    rests: dict[str, set[str]] = {name: set() for name in names.values()}
    follows: dict[str, set[str]] = {name: set() for name in names.values()}
    lines: dict[str | None, list[str]] = {}
    for step in voice.program.steps:
        if step.name in names:
            own = names[step.name]
            rests[own] |= _rests_on(step, names, voice.program.by_name) - {own}
            before = lines.setdefault(step.kpi, [])
            follows[own] |= set(before) if step.kpi else set()
            before.append(own)
    found: list[str] = []
    while rests:
        left = rests.keys()
        free = [name for name, rest in rests.items() if not rest & left] or list(rests)
        found.append(next((name for name in free if not follows[name] & left - {name}), free[0]))
        del rests[found[-1]]
    return tuple(found)


def _name(voice: PlanVoice, step: Step) -> str:
    return voice.voice.label(step) if step.kpi is None else voice.say(labels.STEPS[step.purpose])


def _rests_on(step: Step, names: Mapping[str, str], steps: Mapping[str, Step]) -> set[str]:
    """Return the names of what a step reads; of a step that is not shown, of what that one reads."""
    found: set[str] = set()
    asked, seen = [step], {step.name}
    while asked:
        formula = asked.pop().formula
        for name in (*refs(formula), *parts_of(formula), *across(formula)):
            if name in names:
                found.add(names[name])
            elif name not in seen:
                seen.add(name)
                asked.append(steps[name])
    return found


__all__ = ["order_of"]
