"""The lines of a statement as data: what each rests on and where that is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from csvariable.documents.amounts import amount_text, value_text
from csvariable.documents.origins import Origins
from csvariable.documents.view import View
from csvariable.kernel.formula import Fact, Given, OfParts, Ref
from csvariable.kernel.purpose import UNSHOWN, Purpose
from csvariable.kernel.unit import Unit
from csvariable.speech.naming import Voice
from csvariable.statement import (
    Line,
    Operand,
    Statement,
    StatementPart,
)


def lines_data(
    view: View, at: int, read: Statement, origins: Origins | None, part: StatementPart | None
) -> Iterator[dict[str, Any]]:
    """Yield the lines of a part of the period, or of the person, as digits; without origins, no places."""
    currency, lines = view.currency, read.lines if part is None else part.lines
    voice = view.person_voice(at) if part is None else view.voice(part.row)
    for line in lines:
        if is_shown(line):
            yield {
                "step": line.step.name,
                "part": None if part is None else read.parts.index(part) + 1,
                "value": None if line.value is None else value_text(line.value, line.step.unit, currency),
                "effect": None if line.effect is None else amount_text(line.effect, currency),
                "rests_on": list(_operands(voice, line.operands, currency)),
                "places": [] if origins is None else list(origins.of(read, line)),
            }


def _operands(voice: Voice, operands: Sequence[Operand], currency: str) -> Iterator[dict[str, str | None]]:
    for one in operands:
        unit = voice.unit(one.node) or Unit.NUMBER
        value = None if one.value is None else value_text(one.value, unit, currency)
        match one.node:
            case Fact(column=column):
                yield {"column": column, "value": value}
            case Ref(step=step) | OfParts(step=step):
                yield {"step": step, "value": value}
            case Given():
                yield {"given": value}
            case _:
                continue


_SUMMED: Final = frozenset({Purpose.TARGET_OF_ROW, Purpose.TARGET_OF_ALL})
"""What a target that is scaled row by row comes from."""


def is_shown(line: Line) -> bool:
    """Whether a line says something that the others do not: of a sum over rows, what this one adds."""
    summed = line.step.purpose in _SUMMED and line.value is not None
    return line.told and (summed or line.step.purpose not in UNSHOWN)
