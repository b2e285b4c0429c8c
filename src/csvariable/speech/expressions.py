"""Formulas as sums a reader can do again: `108 % ÷ 105 %`, `€2,500.00 × 50 % (presence)`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from csvariable.engine.exact.curves import compare
from csvariable.kernel.figure import is_counted
from csvariable.kernel.formula import (
    Choose,
    Fact,
    Formula,
    Given,
    Greatest,
    Holds,
    Known,
    Least,
    OfParts,
    Product,
    Quotient,
    Ref,
    Sum,
    walk,
)
from csvariable.kernel.message import listed
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.segment import BoundWord
from csvariable.kernel.unit import Unit
from csvariable.program.build import MINUS as OPPOSITE
from csvariable.speech.conditions import Exactly, is_end, one_word
from csvariable.speech.naming import Voice
from csvariable.speech.numbers import MINUS, NO_BREAK
from csvariable.speech.saying import value_said
from csvariable.speech.sentences import sentence
from csvariable.statement.used import as_used

_SIGNS: Final[dict[tuple[BoundWord, bool], str]] = {
    ("from", True): "≥",
    ("from", False): "<",
    ("above", True): ">",
    ("above", False): "≤",
    ("up_to", True): "≤",
    ("up_to", False): ">",
    ("below", True): "<",
    ("below", False): "≥",
}


def expression(voice: Voice, formula: Formula, unit: Unit, *, inside: bool = False) -> str:
    """Return a formula of a unit as arithmetic with values; `inside` another one it gets brackets."""
    match formula:
        case Sum(terms=terms):
            return _bracketed(_sum(voice, terms, unit), inside=inside)
        case Product(factors=factors):
            return _product(voice, factors, unit)
        case Quotient(top=top, bottom=bottom):
            measured = voice.unit(top) or voice.unit(bottom) or unit
            over = expression(voice, top, measured, inside=True)
            under = expression(voice, bottom, voice.unit(bottom) or measured, inside=True)
            return _bracketed(f"{over} ÷{NO_BREAK}{under}", inside=inside)
        case Least(of=of) | Greatest(of=of):
            several = listed((expression(voice, one, voice.unit(one) or unit) for one in of), ";")
            return sentence(
                voice.language,
                "lower-of" if isinstance(formula, Least) else "higher-of",
                list=value_said(several, voice.language),
            )
        case Fact(column=column):
            return _fact(voice, column, unit)
        case Ref(step=step) | OfParts(step=step):
            said = voice.exact(formula, voice.unit(formula) or unit)
            found = voice.steps.get(step)
            factor = found is not None and found.purpose in {Purpose.MODIFIER, Purpose.MODIFIER_OF_BONUSES}
            return f"{said} ({voice.name(step)})" if factor else said
        case _:
            return voice.exact(formula, unit)


def _bracketed(text: str, *, inside: bool) -> str:
    return f"({text})" if inside else text


def _sum(voice: Voice, terms: Iterable[Formula], unit: Unit) -> str:
    text = ""
    for term in terms:
        taken = negated(term)
        said = expression(
            voice, term if taken is None else taken, voice.unit(term) or unit, inside=taken is not None
        )
        # What takes a negative value away adds it.
        sign = MINUS if (taken is None) == said.startswith(MINUS) else "+"
        said = said.removeprefix(MINUS)
        text += f" {sign}{NO_BREAK}{said}" if text else f"{MINUS if sign == MINUS else ''}{said}"
    return text


def negated(formula: Formula) -> Formula | None:
    """Return what a formula is the opposite of; None where it is no opposite."""
    match formula:
        case Product(factors=(first, second)) if first == OPPOSITE:
            return second
        case Product(factors=(first, *rest)) if first == OPPOSITE:
            return Product(tuple(rest))
        case _:
            return None


def _product(voice: Voice, factors: tuple[Formula, ...], unit: Unit) -> str:
    if factors[0] == OPPOSITE:
        return MINUS + _product(voice, factors[1:], unit)
    text = ""
    for factor, own in zip(factors, voice.factor_units(factors, unit), strict=True):
        divisor = _divisor(factor)
        if divisor is not None and text:
            text += f" ÷{NO_BREAK}{divisor}"
        else:
            said = expression(voice, factor, own, inside=True)
            text += f" ×{NO_BREAK}{said}" if text else said
    return text


def _divisor(formula: Formula) -> int | None:
    """Return what a factor that nobody wrote divides by: 12 for a twelfth."""
    match formula:
        case Given(value=value, route=None) if value.numerator == 1 and value.denominator > 1:
            return value.denominator
        case _:
            return None


def _fact(voice: Voice, column: str, unit: Unit) -> str:
    said = voice.exact(Fact(column), voice.unit(Fact(column)) or unit)
    if not is_counted(column) and column.endswith((".actual", ".target", ".baseline")):
        return said
    counted, name = voice.counted(column), voice.column(column)
    if counted:
        return sentence(voice.language, "figure-counted", value=said, name=name, counted=counted)
    return sentence(voice.language, "figure", value=said, name=name)


# ------------------------------------------------------------------------------------ conditions


def condition(voice: Voice, formula: Formula, *, held: bool) -> str:
    """Return why a condition held, or what kept it from holding, with both sides of each test."""
    formula = _chosen(voice, formula)
    match as_used(formula, voice.reader):
        case Holds() as test:
            return _test(voice, test)
        case Given() | Product() if isinstance(formula, Product) and not held:
            # A factor that falls back says why only before it is resolved.
            return _joined(voice, "and", _factors(voice, formula.factors, held=held))
        case Product(factors=factors):
            return _joined(voice, "and", _factors(voice, factors, held=held))
        case Greatest(of=of):
            tests = formula.of if isinstance(formula, Greatest) else of
            kept = [one for one in tests if not held or voice.reader.value(one) == 1]
            return _joined(voice, "or" if held else "and", [condition(voice, one, held=held) for one in kept])
        case Known(of=of):
            return sentence(voice.language, "has-value" if held else "has-none", name=_named(voice, of))
        case Given():
            return _without_value(voice, formula, held=held)
        case other:
            return sentence(voice.language, "is-true" if held else "is-false", name=_named(voice, other))


def _chosen(voice: Voice, formula: Formula) -> Formula:
    """Return the branch that was taken; one that falls back is left whole, as it alone says why."""
    while isinstance(formula, Choose):
        flag = voice.reader.value(formula.when)
        branch = formula.then if flag else formula.otherwise
        if flag is None or isinstance(branch, Given):
            break
        formula = branch
    return formula


def _factors(voice: Voice, factors: Sequence[Formula], *, held: bool) -> list[str]:
    """Return why several tests held, or those of them that did not."""
    said = []
    for one in one_word(factors):
        parts = (one.test, one.other) if isinstance(one, Exactly) else (one,)
        if not held and all(voice.reader.value(part) == 1 for part in parts):
            continue
        said.append(
            _test(voice, one.test, equal=True)
            if isinstance(one, Exactly)
            else condition(voice, one, held=held)
        )
    return said


def _without_value(voice: Voice, formula: Formula, *, held: bool) -> str:
    """A condition that says what holds without a value, and there is none."""
    lacking = (node.of for node in walk(formula) if isinstance(node, Known) and not voice.reader.value(node))
    if (of := next(lacking, None)) is not None:
        return sentence(voice.language, "has-none", name=_named(voice, of))
    return sentence(voice.language, "always" if held else "never")


def _joined(voice: Voice, word: str, parts: list[str]) -> str:
    return sentence(voice.language, word).join(dict.fromkeys(parts))


def _test(voice: Voice, test: Holds, *, equal: bool = False) -> str:
    """Return both sides of a test, `equal` where it asks for one value; a yes or a no says all itself."""
    left, right = voice.reader.value(test.left), voice.reader.value(test.right)
    if left is None or right is None:
        lacking = test.left if left is None else test.right
        return sentence(voice.language, "has-none", name=_named(voice, lacking))
    unit = voice.unit(test.left) or voice.unit(test.right) or Unit.NUMBER
    if unit is Unit.YES_NO or (left == right and (equal or is_end(unit, test.word, test.right))):
        name = _named(voice, test.left)
        return sentence(voice.language, "is-word", name=name, value=voice.short(left, unit))
    return sentence(
        voice.language,
        "compare",
        name=_named(voice, test.left),
        left=voice.short(left, unit, right),
        sign="≠" if equal else _SIGNS[test.word, compare(left, test.word, right)],
        right=voice.short(right, unit),
    )


def _named(voice: Voice, formula: Formula) -> str:
    match formula:
        case Ref(step=step) | OfParts(step=step):
            return voice.name(step)
        case Fact(column=column):
            name, group = voice.column(column), voice.group(column)
            return name if group is None else sentence(voice.language, group[0], name=name, group=group[1])
        case _:
            found = next((node for node in walk(formula) if isinstance(node, Ref | OfParts | Fact)), None)
            return "" if found is None else _named(voice, found)
