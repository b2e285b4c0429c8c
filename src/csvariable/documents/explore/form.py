"""A program and how its steps are shown, as data: what changes where the plan takes another form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from csvariable.documents.clean import clean
from csvariable.documents.explore.program_data import Data, ProgramData, orders, text
from csvariable.documents.view import View
from csvariable.kernel.formula import Fact
from csvariable.kernel.purpose import UNSHOWN, Purpose
from csvariable.kernel.step import Step
from csvariable.kernel.unit import Unit
from csvariable.speech.naming import Voice

_STRONG: Final = frozenset({Purpose.TOTAL, Purpose.EARNED, Purpose.PAYOUT})


def form_data(view: View, people: Sequence[int], *, alone: bool) -> Data:
    """Return the programs of those on the page, and how each step is shown."""
    facts = view.results.facts
    rows = [row for at in people for row in facts.people[at].rows]
    programs = {role: view.results.programs[role] for role in dict.fromkeys(facts.roles[row] for row in rows)}
    made = ProgramData()
    shaped = made.programs(programs, alone=alone)
    return {
        "roles": shaped,
        "schedule": orders(programs),
        "numbers": [text(one) for one in made.numbers],
        "splits": made.splits,
        "shows": {role or "": _shows(view, rows, role) for role in programs},
        "units": _units(view, rows),
    }


def _shows(view: View, rows: Sequence[int], role: str | None) -> Data:
    """Return how each step of a role is shown."""
    facts = view.results.facts
    row = next(row for row in rows if facts.roles[row] == role)
    voice, program = view.voice(row), view.results.programs[role]
    return {
        "rows": [_look(voice, step) for step in program.row_steps],
        "people": [_look(voice, step) for step in program.person_steps],
    }


def _look(voice: Voice, step: Step) -> Data:
    """Return how a step is shown; the lines of each KPI stand together."""
    kpis = list(voice.plan.kpis)
    label = clean(voice.label(step))
    named = f"{clean(voice.kpi(step.kpi))} · {label}" if step.kpi is not None else label
    return {
        "name": step.name,
        "label": named,
        "unit": shown_in(step.unit),
        "shown": step.purpose not in UNSHOWN,
        "strong": step.purpose in _STRONG,
        "rank": kpis.index(step.kpi) if step.kpi is not None else len(kpis),
    }


def _units(view: View, rows: Sequence[int]) -> dict[str, str]:
    """Return the unit of each column."""
    found: dict[str, str] = {}
    for row in rows:
        voice = view.voice(row)
        for column in view.results.facts.columns:
            unit = voice.unit(Fact(column))
            if unit is not None:
                found.setdefault(column, shown_in(unit))
    return found


def shown_in(unit: Unit) -> str:
    """Return the name that the page knows a unit by; levels are told apart by their words."""
    return " ".join((unit.value, *(word.id for word in unit.words)))


__all__ = ["form_data", "shown_in"]
