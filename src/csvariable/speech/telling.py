"""Lines of a statement as sentences: each can be added up again by hand.

The formula that is told is the one that was computed, with only the branches taken; nothing
here knows the rules of pay. What a number is rounded to for reading never changes a verdict.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from csvariable.kernel.formula import (
    Curve,
    Fact,
    Formula,
    Given,
    Greatest,
    Grid,
    Holds,
    Known,
    Least,
    OfParts,
    Part,
    Ref,
    Rounded,
)
from csvariable.kernel.message import listed
from csvariable.kernel.purpose import EFFECTS, Purpose
from csvariable.kernel.step import Step, Turn
from csvariable.kernel.unit import Unit, minor_units
from csvariable.speech import labels
from csvariable.speech.expressions import condition, expression
from csvariable.speech.groups_told import group_sentence, in_multiples, place_sentence
from csvariable.speech.naming import Voice
from csvariable.speech.saying import in_language, value_said
from csvariable.speech.sentences import sentence
from csvariable.speech.slopes import curve_sentence, star_sentence
from csvariable.statement import Line

_LIMITS = {
    Purpose.CAP: "cap",
    Purpose.CAP_TOTAL: "cap",
    Purpose.FLOOR: "floor",
    Purpose.GUARANTEE: "guarantee",
}
CENTS = 2
CENT = Fraction(1, 10**CENTS)
"""What currencies of two decimals are rounded to; others name their unit."""
_GATES = frozenset({Purpose.GATE, Purpose.GATE_OF_BONUSES})
_BONUSES = frozenset({Purpose.BONUS, Purpose.REWARD})


def tell(voice: Voice, line: Line) -> str:
    """Return the sentence of a line: how its value comes about for this person."""
    voice, say = replace(voice, about=line.step.kpi), voice.language
    if line.step.purpose in _GATES and line.value is not None:
        why = condition(voice, line.step.formula, held=bool(line.value))
        return sentence(say, "open" if line.value else "closed", why=why)
    if line.step.unit is Unit.FLAG or isinstance(line.used, Holds | Known):
        return condition(voice, line.step.formula, held=bool(line.value))
    if line.pot is not None:
        return group_sentence(voice, line, line.pot)
    if line.step.purpose is Purpose.ADJUSTMENTS:
        return _adjustments(voice, line)
    if line.step.purpose is Purpose.CORRECTIONS:
        return _owed(voice, line)
    if line.step.purpose is Purpose.BONUS and (thing := _thing(voice, line.step.of)) is not None:
        return place_sentence(voice, thing) if thing.purpose is Purpose.PLACE else _in_kind(voice, thing)
    if line.step.purpose is Purpose.POOL:
        return sentence(say, "no-member")
    if line.step.purpose in _BONUSES and not line.value:
        return _not_given(voice, line)
    if line.step.purpose in EFFECTS:
        return _effect(voice, line)
    return _of_team(voice, line, _with_reasons(voice, line, core(voice, line.used, line.step.unit)))


def _of_team(voice: Voice, line: Line, text: str) -> str:
    """Name the team whose value a line is."""
    kpi = voice.plan.kpis.get(line.step.kpi or "")
    team = voice.results.facts.teams[voice.reader.row]
    told = line.step.purpose is Purpose.ACTUAL and line.value is not None
    if not told or kpi is None or kpi.scope != "team" or not team:
        return text
    return sentence(voice.language, "of-team", team=team, sentence=text)


def _with_reasons(voice: Voice, line: Line, text: str) -> str:
    """Add the conditions that chose a branch because a value was missing, or because one held."""
    why = [
        condition(voice, one.formula, held=one.held)
        for one in line.conditions
        if (isinstance(one.formula, Known) and not one.held and _is_measure(one.formula.of))
        or (line.step.purpose in _BONUSES and not isinstance(one.formula, Known))
    ]
    joined = sentence(voice.language, "and").join(dict.fromkeys(why))
    return sentence(voice.language, "holds", sentence=text, why=joined) if joined else text


def _is_measure(formula: Formula) -> bool:
    """Whether something is measured, not a column that a person may have of their own."""
    return isinstance(formula, Ref) or (isinstance(formula, Fact) and formula.column.endswith(".actual"))


def _not_given(voice: Voice, line: Line) -> str:
    failed = [one for one in line.conditions if not one.held]
    if failed:
        why = condition(voice, failed[0].formula, held=False)
        return sentence(voice.language, "not-given", why=why)
    if line.value is None:
        return sentence(voice.language, "no-value")
    return core(voice, line.used, line.step.unit)


def _in_kind(voice: Voice, step: Step) -> str:
    """Return why a reward in kind was given, or not; stars are told by their curve where all else held."""
    holds = voice.reader.value(step.when) == 1
    if isinstance(step.curve, Curve) and holds:
        return star_sentence(voice, step.curve)
    why = condition(voice, step.when, held=holds)
    return sentence(voice.language, "given" if holds else "not-given", why=why)


def _thing(voice: Voice, bonus: str | None) -> Step | None:
    """Return the step that says whether a bonus in kind is given; None for one in money."""
    found = (voice.steps.get(one.named(bonus)) for one in (Purpose.PLACE, Purpose.REWARD))
    return next((step for step in found if step is not None), None)


def _adjustments(voice: Voice, line: Line) -> str:
    facts = voice.results.facts
    one = facts.people[voice.reader.at] if voice.reader.person else None
    said = [
        sentence(
            voice.language, "adjustment", amount=voice.said(entry.amount, Unit.MONEY), reason=entry.reason
        )
        for entry in (one.adjustments if one is not None else ())
    ]
    return value_said(listed(said, ";"), voice.language) or voice.said(line.value, Unit.MONEY)


def _owed(voice: Voice, line: Line) -> str:
    """Return every correction of a closed period with its reason."""
    one = voice.results.facts.people[voice.reader.at] if voice.reader.person else None
    said = [
        sentence(
            voice.language,
            "correction",
            amount=voice.said(entry.amount, Unit.MONEY),
            period=entry.period,
            step=entry.step,
            reason=entry.reason,
        )
        for entry in (one.owed if one is not None else ())
    ]
    return value_said(listed(said, ";"), voice.language) or voice.said(line.value, Unit.MONEY)


# ------------------------------------------------------------------------------- what a value is


def core(voice: Voice, formula: Formula, unit: Unit) -> str:
    """Return the sentence of a formula: its sum, its curve, its limits, its rounding."""
    say, value = voice.language, voice.reader.value(formula)
    if value is None:
        return sentence(say, "no-value")
    match formula:
        case Rounded(of=of):
            return _rounded(voice, formula, of, unit)
        case Curve():
            return curve_sentence(voice, formula, unit)
        case Least(of=of) | Greatest(of=of):
            return _limited(voice, formula, of, unit)
        case Grid(row=row, column=column):
            measured = [voice.exact(one, voice.unit(one) or Unit.RATE) for one in (row, column)]
            return sentence(say, "grid", row=measured[0], column=measured[1], value=voice.said(value, unit))
        case Part():
            return _part(voice, formula, value)
        case Ref(step=step) | OfParts(step=step):
            return sentence(say, "named", name=voice.name(step), value=voice.said(value, unit))
        case Fact() | Given():
            return expression(voice, formula, unit)
        case _:
            total, added = voice.said(value, unit), expression(voice, formula, unit)
            return total if added == total else sentence(say, "is", sum=added, value=total)


def _rounded(voice: Voice, rounding: Rounded, of: Formula, unit: Unit) -> str:
    """Return the inner sentence, with the rounding where it changed the value."""
    inner, text = voice.reader.value(of), core(voice, of, unit)
    if inner is None or (inner / rounding.unit).denominator == 1:
        return text
    cent = unit is Unit.MONEY and rounding.unit == CENT and minor_units(voice.currency) == CENTS
    to = sentence(voice.language, "to-cent" if cent else "to-unit", unit=voice.said(rounding.unit, unit))
    return sentence(
        voice.language,
        "rounded",
        sentence=text,
        mode=in_language(labels.ROUNDINGS[rounding.mode], voice.language),
        to=to,
        value=voice.exact(rounding, unit),
    )


def _part(voice: Voice, part: Part, value: Fraction) -> str:
    """Return how a part of money was cut from its whole."""
    own, whole = _worth(voice, part.weight), _worth(voice, part.split.total)
    name = "part" if whole * own == value else "part-cut"
    told = sentence(
        voice.language,
        name,
        weight=voice.said(own, Unit.RATE),
        whole=voice.said(whole, Unit.MONEY),
        value=voice.said(value, Unit.MONEY),
    )
    return in_multiples(voice, told, part.split.unit, value, whole * own)


def _limited(voice: Voice, formula: Least | Greatest, of: tuple[Formula, ...], unit: Unit) -> str:
    """Return the sentence of what is limited, and whether the limit bound it."""
    main = next((one for one in of if not isinstance(one, Given)), of[0])
    text = core(voice, main, unit if unit is Unit.MONEY else voice.unit(main) or unit)
    reached, value = voice.reader.value(main), voice.reader.value(formula)
    # Never below 0 goes without saying where it changes nothing; a most of 0 takes all away.
    silent = isinstance(formula, Greatest) or reached == value
    limits = [one for one in of if one is not main and not (silent and _is_zero(one))]
    if not limits:
        return text if reached == value else sentence(voice.language, "not-negative", sentence=text)
    known = [_worth(voice, one) for one in limits]
    if isinstance(formula, Least):
        limit, name = min(known), "within-limit" if reached == value else "limited"
    else:
        limit, name = max(known), "above-floor" if reached == value else "raised"
    return sentence(voice.language, name, sentence=text, limit=voice.said(limit, unit))


def _worth(voice: Voice, formula: Formula) -> Fraction:
    """Return the value of what a line is made of: none lacks where the line has a value."""
    value = voice.reader.value(formula)
    if value is None:
        raise AssertionError(formula)
    return value


def _is_zero(formula: Formula) -> bool:
    return isinstance(formula, Given) and formula.route is None and not formula.value


# ----------------------------------------------------------------------------------- the effects


def _effect(voice: Voice, line: Line) -> str:
    """Return what a rule of the plan did: from what to what."""
    turn, purpose = line.turn, line.step.purpose
    if line.value is None:
        return sentence(voice.language, "no-value")
    if turn is None:
        return core(voice, line.used, Unit.MONEY)
    if purpose in _LIMITS:
        return _limit(voice, _LIMITS[purpose], turn)
    after, before = turn.after, turn.before
    if after == before or (isinstance(after, Rounded) and after.of == before and not line.value):
        return sentence(voice.language, "gates-open" if purpose is Purpose.GATED else "does-not-apply")
    return core(voice, after, Unit.MONEY)


def _limit(voice: Voice, word: str, turn: Turn) -> str:
    """Return whether a cap, a floor or a guarantee was reached, and how much it is."""
    if turn.after == turn.before:
        return sentence(voice.language, "does-not-apply")
    pick = min if word == "cap" else max
    limit = pick(turn.limits, key=lambda one: _worth(voice, one))
    reached, value = _worth(voice, turn.before), _worth(voice, limit)
    binds = value < reached if word == "cap" else value > reached
    name = f"{word}-{('cuts' if word == 'cap' else 'lifts') if binds else 'open'}"
    said = voice.said(value, Unit.MONEY)
    made = limit.of if isinstance(limit, Rounded) else limit
    if not isinstance(made, Given):
        said = f"{said} ({expression(voice, made, Unit.MONEY)})"
    return sentence(voice.language, name, before=voice.said(reached, Unit.MONEY), limit=said)


__all__ = ["core", "tell"]
