"""What a plan measures: objectives, and each KPI with its why, its target, its curve."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Final

from csvariable.documents.booklet.known import known_blocks
from csvariable.documents.booklet.plan_voice import PlanVoice
from csvariable.documents.booklet.precision import on_few_answers, roundings
from csvariable.documents.booklet.settled import is_gated
from csvariable.documents.paper.curve_words import as_sentence, board_of
from csvariable.documents.paper.drawing import picture
from csvariable.documents.paper.model import Board, Chapter, Items, PaperBlock, Picture, Terms, Words
from csvariable.kernel.formula import Curve, Fact, Grid, Ref
from csvariable.kernel.message import Message, listed, msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.quantity import Quantity
from csvariable.kernel.unit import Unit
from csvariable.plan.kpi import Kpi
from csvariable.plan.levels import in_unit
from csvariable.plan.measure import GreatestOf, LeastOf, SumOf
from csvariable.plan.measure_of_rows import Rows
from csvariable.plan.objective import BacklogItem, KeyResult, Objective
from csvariable.plan.values import text_of
from csvariable.plan.yearly_target import YearlyTarget
from csvariable.speech.policies import MISSING
from csvariable.speech.rows_told import RowWords, measured_by

ORIGINS: Final[Mapping[str, Message]] = {
    "top-down": msg("set by the company"),
    "bottom-up": msg("proposed by those who work for it"),
}
PRIORITIES: Final[Mapping[str, Message]] = {"main": msg("main objective"), "secondary": msg("secondary")}
COMMITMENTS: Final[Mapping[str, Message]] = {
    "committed": msg("meant to be reached"),
    "aspirational": msg("meant to stretch"),
}
SCOPES: Final[Mapping[str, Message]] = {
    "person": msg("each person's own"),
    "team": msg("the team's"),
    "company": msg("the whole company's"),
}
QUALITIES: Final[Mapping[str, Message]] = {
    "expected": msg("expected quality"),
    "delivered": msg("delivered quality"),
    "perceived": msg("perceived quality"),
}
CONTROLS: Final[Mapping[str, Message]] = {
    "direct": msg("people decide it themselves"),
    "influence": msg("people influence it"),
    "none": msg("people cannot move it"),
}
UNITS: Final[Mapping[Unit, Message]] = {
    Unit.PERCENT: msg("in percent"),
    Unit.POINTS: msg("in points"),
    Unit.NUMBER: msg("as a number"),
    Unit.SCORE: msg("as a score"),
    Unit.MONEY: msg("in money"),
    Unit.HOURS: msg("in hours"),
    Unit.MINUTES: msg("in minutes"),
    Unit.DAYS: msg("in days"),
    Unit.YES_NO: msg("as a yes or a no"),
}


def _counted(voice: PlanVoice, kpi: Kpi) -> Message:
    """Return what values are counted in; where they are levels, which there are."""
    unit = kpi.measured_in
    if unit in UNITS:
        return UNITS[unit]
    return msg("as one of {words}", words=listed((word.name(voice.language) for word in unit.words), "or"))


def objectives(voice: PlanVoice) -> Iterator[Chapter]:
    """Yield what the people work for, and what was left for later."""
    plan = voice.plan
    if plan.objectives:
        yield Chapter(voice.say(msg("What we work for")), ())
        for name, one in plan.objectives.items():
            yield _objective(voice, name, one)
    if plan.backlog:
        items = [_left(voice, name, one) for name, one in plan.backlog.items()]
        yield Chapter(voice.say(msg("Left for later")), (Items(tuple(items)),))


def _left(voice: PlanVoice, name: str, one: BacklogItem) -> str:
    """Return an objective in reserve: where it stands, and for when."""
    said = (text_of(one.statement, voice.language, name), one.status, one.cycle)
    return " · ".join(word for word in said if word)


def _objective(voice: PlanVoice, name: str, one: Objective) -> Chapter:
    language = voice.language
    rows: list[tuple[str, str]] = []
    whole = voice.plan.objectives.get(one.parent or "")
    part = None if whole is None or one.parent is None else whole.statement or {"": one.parent}
    for label, text in (
        (msg("A part of"), part),
        (msg("It serves"), one.serves),
        (msg("By when"), one.horizon),
        (msg("Answered for by"), one.owner),
    ):
        rows += [(voice.say(label), text_of(text, language, ""))] if text else []
    tags = [
        voice.say(words[key])
        for words, key in (
            (PRIORITIES, one.priority),
            (ORIGINS, one.origin),
            (COMMITMENTS, one.commitment),
        )
        if key is not None
    ]
    rows += [(voice.say(msg("Its place")), " · ".join(tags))] if tags else []
    rows += [(voice.say(msg("Weight")), voice.rate(one.weight))] if one.weight is not None else []
    kpis = [voice.voice.kpi(kpi) for kpi, spec in voice.plan.kpis.items() if spec.objective == name]
    rows += [(voice.say(msg("Measured by")), ", ".join(kpis))] if kpis else []
    why = [Words(text_of(one.why, language, ""))] if one.why else []
    results = tuple(_key_result(voice, key, result) for key, result in one.key_results.items())
    seen = (Words(voice.say(msg("It will be seen by:")), "quiet"), Items(results)) if results else ()
    return Chapter(text_of(one.statement, language, name), (*why, Terms(tuple(rows)), *seen), level=3)


def _key_result(voice: PlanVoice, name: str, result: KeyResult) -> str:
    """Return what will be seen: by when, by which KPI, who answers for it, what shows it."""
    said = [text_of(result.statement, voice.language, name)]
    said += [voice.say(msg("by {day}"), day=result.due)] if result.due is not None else []
    said += [voice.voice.kpi(result.kpi)] if result.kpi is not None and result.kpi in voice.plan.kpis else []
    said += [text_of(one, voice.language, "") for one in (result.owner, result.evidence) if one]
    return " · ".join(said)


def measures(voice: PlanVoice, read: RowWords) -> Iterator[Chapter]:
    """Yield each KPI."""
    yield Chapter(voice.say(msg("What is measured, and what it pays")), (*_weights(voice),))
    for name in voice.plan.kpis:
        yield _kpi(voice, read, name)


def _weights(voice: PlanVoice) -> Iterator[Board]:
    """Yield the table of the KPIs that are paid by weight."""
    rows = []
    for name, kpi in voice.plan.kpis.items():
        weight, worth = voice.weight(name), voice.worth(name)
        if kpi.curve is None and kpi.matrix is None:
            continue
        rows.append(
            (
                voice.voice.kpi(name),
                "" if weight is None else voice.rate(weight),
                "" if worth is None else voice.money(worth),
                target_text(voice, kpi),
            )
        )
    heads = (
        (voice.say(msg("KPI")), False),
        (voice.say(msg("Weight")), True),
        (voice.say(msg("At 100 %")), True),
        (voice.say(msg("Target")), True),
    )
    kept = [at for at in range(len(heads)) if at < 2 or any(row[at] for row in rows)]
    if rows:
        yield Board("", tuple(heads[at] for at in kept), tuple(tuple(row[at] for at in kept) for row in rows))


def _kpi(voice: PlanVoice, read: RowWords, name: str) -> Chapter:
    kpi, language = voice.plan.kpis[name], voice.language
    blocks: list[PaperBlock] = [Words(text_of(kpi.why, language, ""))] if kpi.why else []
    blocks.append(Terms(tuple(_terms(voice, read, name, kpi))))
    step = voice.program.curves.get(name)
    if step is not None and isinstance(step.curve, Curve):
        measured = voice.voice.unit(step.curve.of) or Unit.RATE
        words = voice.curve(measured, step.unit, voice.worth(name)).sentences(step.curve)
        at = voice.say(msg("Read at: {what}"), what=_read(voice, step.curve, name))
        blocks += [Words(at, "quiet"), Items(tuple(map(as_sentence, words)))]
        if not measured.words:
            blocks.append(drawn(voice, step.curve, voice.voice.kpi(name), measured, step.unit))
    elif step is not None and isinstance(step.curve, Grid):
        blocks.append(board_of(voice.voice, step.curve, voice.voice.kpi(name)))
    blocks += known_blocks(voice, name, kpi)
    return Chapter(voice.voice.kpi(name), tuple(blocks), level=3)


def _read(voice: PlanVoice, curve: Curve, kpi: str) -> str:
    """Return what a curve reads: its own KPI's actual or attainment needs no name."""
    own = replace(voice.voice, about=kpi)
    match curve.of:
        case Ref(step=step):
            return own.name(step)
        case Fact(column=column):
            return own.column(column)
        case _:
            return own.kpi(kpi)


def drawn(voice: PlanVoice, curve: Curve, name: str, measured: Unit, unit: Unit) -> Picture:
    """Return the picture of a curve on which nobody stands."""
    words = voice.curve(measured, unit).sentences(curve)
    return picture(
        curve,
        title=voice.say(msg("Payout curve of {name}"), name=name),
        alternative=" ".join(map(as_sentence, words)),
        across=lambda value: voice.voice.short(value, measured),
        up=lambda value: voice.voice.short(value, unit),
        told=True,
    )


def _terms(voice: PlanVoice, read: RowWords, name: str, kpi: Kpi) -> Iterator[tuple[str, str]]:
    """Yield what there is to know of a KPI; what the plan leaves out is left out."""
    say, language = voice.say, voice.language
    objective = voice.plan.objectives.get(kpi.objective or "")
    stated = "" if objective is None else text_of(objective.statement, language, kpi.objective or "")
    attained = Purpose.ATTAINMENT.named(name) in voice.program.by_name
    rows = (
        (msg("Objective"), stated),
        (msg("Measured"), f"{say(_counted(voice, kpi))} · {say(SCOPES[kpi.scope])}"),
        (
            msg("Direction"),
            say(msg("lower is better") if kpi.lower_is_better else msg("higher is better")),
        ),
        (msg("Computed"), _made(voice, kpi)),
        *((label, say(said)) for label, said in read.of_measure(kpi)),
        (msg("Target"), target_text(voice, kpi)),
        (msg("Attainment"), _attainment(voice, kpi) if attained else ""),
        (msg("At most"), "" if kpi.cap is None else voice.rate(kpi.cap)),
        (
            msg("At least, before gates") if is_gated(voice.plan, name) else msg("At least"),
            "" if kpi.floor is None else voice.rate(kpi.floor),
        ),
        (msg("Without a value"), "" if kpi.missing is None else say(MISSING[kpi.missing])),
        (msg("On few answers"), " ".join(on_few_answers(voice, kpi))),
        (msg("Rounded"), roundings(voice, name, kpi)),
        (msg("Source"), kpi.source),
        (msg("Its reasons"), kpi.reasons),
        (msg("Verified by"), kpi.verified_by),
        (msg("Answered for by"), kpi.owner),
        (msg("What it tells"), _tags(voice, kpi)),
    )
    for label, said in rows:
        if said:
            yield say(label), said


def _tags(voice: PlanVoice, kpi: Kpi) -> str:
    known = ((QUALITIES, kpi.quality), (CONTROLS, kpi.controllability))
    tags = [voice.say(words[key]) for words, key in known if key is not None]
    tags += [voice.say(msg("it tells of what is to come"))] if kpi.leading else []
    return " · ".join(tags)


def target_text(voice: PlanVoice, kpi: Kpi) -> str:
    """Return the target of a KPI, if the plan has one."""
    match kpi.target:
        case None:
            return ""
        case YearlyTarget(annual=annual):
            return voice.say(msg("{value} a year"), value=_level(voice, annual, kpi))
        case Quantity():
            return _level(voice, kpi.target, kpi)
        case _:
            return voice.say(msg("the sum of its members' targets"))


def _level(voice: PlanVoice, level: Quantity, kpi: Kpi) -> str:
    unit = kpi.measured_in
    return voice.voice.short(in_unit(level, unit, voice.plan.currency), unit)


def _attainment(voice: PlanVoice, kpi: Kpi) -> str:
    if kpi.baseline is not None:
        base = _level(voice, kpi.baseline, kpi)
        return voice.say(msg("(actual − {base}) ÷ (target − {base})"), base=base)
    if kpi.attainment == "distance":
        return voice.say(msg("200 % − actual ÷ target"))
    if kpi.attainment == "inverse":
        return voice.say(msg("target ÷ actual"))
    return voice.say(msg("actual ÷ target"))


def _made(voice: PlanVoice, kpi: Kpi) -> str:
    """Return how a KPI is computed from others, if it is."""
    name = voice.voice.name

    def listed(steps: tuple[str, ...]) -> str:
        return ", ".join(name(step if step in voice.program.by_name else f"{step}.actual") for step in steps)

    match kpi.measure:
        case SumOf(sum=parts):
            terms = (f"{_factor(voice, rate)}{listed((step,))}" for step, rate in parts.items())
            return " + ".join(terms)
        case LeastOf(least=steps):
            return voice.say(msg("the least of {names}"), names=listed(steps))
        case GreatestOf(greatest=steps):
            return voice.say(msg("the greatest of {names}"), names=listed(steps))
        case Rows() as rows:
            return voice.say(measured_by(rows, voice.language))
        case _:
            return ""


def _factor(voice: PlanVoice, rate: Fraction) -> str:
    return "" if rate == 1 else f"{voice.rate(rate)} × "


__all__ = ["drawn", "measures", "objectives", "target_text"]
