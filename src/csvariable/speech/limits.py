"""What a limit of `simulate` sees: the figure that crosses it, or comes nearest, and whose it is."""

from __future__ import annotations

from typing import Final

from csvariable.kernel.message import Message, msg
from csvariable.kernel.unit import Unit
from csvariable.scenario.limits import Figured, OutcomeLimit
from csvariable.speech.language import Language
from csvariable.speech.numbers import value_text
from csvariable.speech.saying import in_language

_CROSSED = msg("limit crossed: {limit} (scenario {scenario}): {figure}")
_HELD = msg("limit held: {limit}: {figure}")
_NOBODY = msg("nobody is concerned")
_EACH = msg("each period by itself, ")
_SUM = msg("all periods together, ")
_OF_PERSON = msg("{scope}{value} for {person}")
_IN_PERIOD = msg("{scope}{value} for {person} in {period}")
_COUNTS: Final = frozenset({"gainers", "losers", "unchanged"})


def limit_crossed(
    limit: OutcomeLimit, scenario: str, figure: Figured, language: Language, currency: str
) -> str:
    """Say that a scenario crosses a limit, and by which figure."""
    said = _figure(limit, figure, language, currency)
    return in_language(_CROSSED.given(limit=limit.text, scenario=scenario, figure=said), language)


def limit_held(
    limit: OutcomeLimit, nearest: tuple[str, Figured] | None, language: Language, currency: str
) -> str:
    """Say that a limit holds, and what comes nearest to crossing it."""
    said = _NOBODY if nearest is None else _figure(limit, nearest[1], language, currency)
    return in_language(_HELD.given(limit=limit.text, figure=said), language)


def _figure(limit: OutcomeLimit, figure: Figured, language: Language, currency: str) -> Message:
    unit = Unit.RATE if limit.percent else Unit.NUMBER if limit.subject in _COUNTS else Unit.MONEY
    value = value_text(figure.value, unit, currency=currency, language=language, against=(limit.amount,))
    if figure.person is None:
        return msg("{value}", value=value)
    scope = _EACH if limit.per_period else _SUM
    if figure.period is None:
        return _OF_PERSON.given(scope=scope, value=value, person=figure.person)
    return _IN_PERIOD.given(scope=scope, value=value, person=figure.person, period=figure.period)
