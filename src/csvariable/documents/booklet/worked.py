"""The worked example of a booklet: one of the plan's, or everything exactly on target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Final

from csvariable.cases import Case, cases_in, verdict
from csvariable.documents.booklet.plan_voice import PlanVoice
from csvariable.documents.origins import Origins
from csvariable.documents.paper.model import Chapter, Terms, Words
from csvariable.documents.pay_statement import PayStatement
from csvariable.documents.result import Heading, PlanFile
from csvariable.documents.view import View
from csvariable.engine.results import Results
from csvariable.facts.plans import Plans
from csvariable.kernel.formula import Curve, Fact, Ref
from csvariable.kernel.message import msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.quantity import NotAQuantity, Quantity, read_quantity
from csvariable.kernel.unit import Unit, decimal_text
from csvariable.plan.levels import in_unit
from csvariable.program.compilation import compile_plan
from csvariable.reading.roles import role_document
from csvariable.speech.naming import Voice
from csvariable.speech.numbers import date_text
from csvariable.text import Document

_SIGNS: Mapping[Unit, tuple[int, str]] = {
    Unit.PERCENT: (100, " %"),
    Unit.HOURS: (1, " h"),
    Unit.MINUTES: (1, " min"),
    Unit.DAYS: (1, " d"),
}
"""What a value is written with, as a plan writes it."""


_NAMES: Final = frozenset({"participant", "name", "role", "team", "period"})
"""What an example gives that is a name, whatever it looks like."""


@dataclass(frozen=True)
class Worked:
    """An example that the engine ran: its name where the plan gave it one, what was given, the results."""

    name: str | None
    given: Mapping[str, str]
    results: Results
    document: Document


def worked_example(document: Document, plans: Plans) -> Worked | None:
    """Return the first example of a plan that is right and pays something, else the first that is right.

    Where the plan has none, all is on target; None where that cannot be paid.
    """
    right: list[Worked] = []
    for case in cases_in(document):
        found = verdict(case, plans)
        if found.passed and found.results is not None:
            right.append(Worked(case.name, case.given, found.results, document))
            if found.results.steps_of_person(0)[Purpose.TOTAL.value]:
                return right[-1]
    if right:
        return right[0]
    given = _on_target(plans)
    made = verdict(Case("on target", given, {Purpose.TOTAL.value: "0"}, ("examples",)), plans)
    return None if made.results is None else Worked(None, given, made.results, document)


def _on_target(plans: Plans) -> dict[str, str]:
    """Return values of the KPIs that pay 100 %: their targets, or where their curves reach it."""
    plan, program = plans.base, compile_plan(plans.base, None, plans.columns)
    found: dict[str, str] = {}
    for name, kpi in plan.kpis.items():
        step = program.curves.get(name)
        value: Fraction | None = None
        if isinstance(kpi.target, Quantity):
            value = in_unit(kpi.target, kpi.measured_in, plan.currency)
        elif step is not None and isinstance(step.curve, Curve) and _reads_actual(step.curve, name):
            value = next((one.start for one in step.curve.segments if one.base >= 1), None)
        if value is not None:
            times, sign = _SIGNS.get(kpi.measured_in, (1, ""))
            word = kpi.measured_in.word(value)
            found[name] = f"{decimal_text(value * times)}{sign}" if word is None else word.id
    return found


def _reads_actual(curve: Curve, kpi: str) -> bool:
    name = Purpose.ACTUAL.named(kpi)
    return curve.of in {Ref(name), Fact(name)}


def worked_chapters(worked: Worked | None, plans: Plans, voice: PlanVoice) -> Iterator[Chapter]:
    """Yield what was given and the lines that it pays."""
    if worked is None:
        return
    language = voice.language
    results = worked.results
    if "team" not in worked.given:  # an example need not name one
        results = replace(results, facts=replace(results.facts, teams=[voice.say(msg("the team"))]))
    view = View(results, plans, language, [0], "")
    documents = {
        role: worked.document if role is None else role_document(worked.document, role) or worked.document
        for role in dict.fromkeys(results.facts.roles)
    }
    origins = Origins(documents, results.facts, "")
    heading = Heading(PlanFile(worked.document.name, ""), "", (), None, plans.base.currency)
    paid = PayStatement(view, 0, heading, origins, placed=False)
    lead = (
        msg("The engine computed this example of the plan, «{name}».", name=worked.name)
        if worked.name is not None
        else msg("The engine computed what is paid when every result is on target.")
    )
    own = view.voice(0)
    given = Terms(tuple((_name(own, name), _given(own, name, text)) for name, text in worked.given.items()))
    total = view.money(paid.read.total)
    yield Chapter(voice.say(msg("A worked example")), (Words(voice.say(lead)), given), total)
    for chapter in paid.account():
        yield replace(chapter, level=3)


def _name(voice: Voice, given: str) -> str:
    step = given if given in voice.steps else Purpose.ACTUAL.named(given)
    return voice.name(step) if step in voice.steps else voice.column(given)


def _given(voice: Voice, name: str, text: str) -> str:
    """Return what an example gives, with its unit and as the language writes it."""
    if name in _NAMES:
        return text
    step = voice.steps.get(name) or voice.steps.get(Purpose.ACTUAL.named(name))
    unit = (voice.unit(Fact(name)) or Unit.NUMBER) if step is None else step.unit
    try:
        return voice.said(in_unit(read_quantity(text), unit, voice.currency), unit)
    except NotAQuantity:
        pass
    try:
        return date_text(date.fromisoformat(text), language=voice.language)
    except ValueError:
        return text


__all__ = ["Worked", "worked_chapters", "worked_example"]
