"""What a pool, a podium, a contest or a sum over a group counted, as sentences."""

from __future__ import annotations

from fractions import Fraction

from csvariable.engine.groups import Pot
from csvariable.facts.model import Value
from csvariable.kernel.formula import (
    Formula,
    Greatest,
    Over,
    Placed,
    Ref,
    Shared,
)
from csvariable.kernel.step import Step
from csvariable.kernel.unit import Unit, minor_unit
from csvariable.speech.naming import Voice
from csvariable.speech.sentences import sentence
from csvariable.statement import Line
from csvariable.statement.groups import pot_of


def place_sentence(voice: Voice, step: Step) -> str:
    """Return the place of a person, or of their team, in a contest for things."""
    pot = pot_of(voice.results, step, voice.reader)
    if pot is None or pot.place is None or not isinstance(step.formula, Placed):
        return sentence(voice.language, "not-placed")
    return sentence(
        voice.language, "place", place=pot.place, count=pot.members, key=_ranked(voice, step.formula)
    )


def _ranked(voice: Voice, formula: Placed) -> str:
    """Return what a person is ranked by, the steps one after the other."""
    ranks = [Ref(step) for step, _ in formula.ranks]
    return sentence(voice.language, "then").join(
        voice.said(voice.reader.value(one), voice.unit(one) or Unit.NUMBER) for one in ranks
    )


def group_sentence(voice: Voice, line: Line, pot: Pot) -> str:
    """Return what a pool, a podium or a sum over a group counted."""
    formula, say = line.step.formula, voice.language
    value = voice.said(line.value, line.step.unit)
    if line.value is None:
        return sentence(say, "no-value")
    alone = "-alone" if pot.members == 1 else ""
    match formula:
        case Over(fold="mean"):
            keys = voice.said(pot.keys, line.step.unit)
            return sentence(say, "mean-over", keys=keys, count=pot.members, value=value)
        case Over():
            return sentence(say, f"sum-over{alone}", count=pot.members, value=value)
        case Shared():
            return _share(voice, line, formula, pot)
        case Placed():
            if pot.place is None:
                return sentence(say, "not-placed")
            name = "placed" if pot.tied == 1 else "placed-tied"
            key = _ranked(voice, formula)
            return sentence(
                say, name, place=pot.place, count=pot.members, tied=pot.tied, key=key, value=value
            )
        case _:  # pragma: no cover - only these three count a group
            raise AssertionError(formula)


def _share(voice: Voice, line: Line, formula: Shared, pot: Pot) -> str:
    """Return what a member has of a pool: by the keys of all, at the limit, or of what that leaves."""
    say, value = voice.language, voice.said(line.value, line.step.unit)
    if not voice.reader.value(Ref(formula.member)):
        return sentence(say, "no-member")
    unit = Unit.NUMBER if pot.evenly else voice.unit(_key_of(voice, formula.key)) or Unit.NUMBER
    amount = voice.said(pot.amount, Unit.MONEY)
    key, keys = voice.said(pot.key, unit), voice.said(pot.keys, unit)
    if pot.full:
        limit = voice.said(pot.limit, Unit.MONEY)
        if line.value == pot.limit:
            return sentence(say, "shared-full", amount=amount, count=pot.members, limit=limit)
        if formula.again:
            rest = voice.said(pot.left, Unit.MONEY)
            below = sentence(
                say,
                "shared-below",
                amount=amount,
                full=pot.full,
                limit=limit,
                rest=rest,
                count=pot.members - pot.full,
                key=key,
                keys=keys,
                value=value,
            )
            return in_multiples(voice, below, formula.unit, line.value, _exactly(pot.left, pot))
    alone = "-alone" if pot.members == 1 else ""
    count = pot.members
    shared = sentence(say, f"shared{alone}", amount=amount, count=count, key=key, keys=keys, value=value)
    shared = in_multiples(voice, shared, formula.unit, line.value, _exactly(pot.amount, pot))
    return sentence(say, "shared-equally", shared=shared) if pot.evenly else shared


def _exactly(amount: Value, pot: Pot) -> Value:
    """Return what a member would have of an amount if it were not cut in units of money."""
    return amount * pot.key / pot.keys if amount is not None and pot.key is not None and pot.keys else None


def in_multiples(voice: Voice, told: str, unit: Fraction, value: Value, exact: Value) -> str:
    """Return the sentence of a share, with the unit that it was cut in where that shows and is coarse."""
    if value == exact or unit == minor_unit(voice.currency):
        return told
    return sentence(voice.language, "in-multiples", sentence=told, unit=voice.said(unit, Unit.MONEY))


def _key_of(voice: Voice, step: str) -> Formula:
    """Return what the key of a pool reads, for its unit."""
    found = voice.steps.get(step)
    match None if found is None else found.formula:
        case Greatest(of=(_, key)):
            return key
        case _:
            return Ref(step)
