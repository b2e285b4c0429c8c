"""What a period begins and ends with for each person (ledger, section 5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from csvariable.engine.results import Results
from csvariable.facts.opening import Carried
from csvariable.kernel.message import msg
from csvariable.kernel.step import Purpose
from csvariable.kernel.unit import amount_text
from csvariable.ledger.manifest import NotOfALedger, Written

ZERO = Fraction(0)


Carry: TypeAlias = Mapping[str, Carried]
"""By id."""


@dataclass(frozen=True, slots=True)
class State:
    """What a period began and ended with."""

    opening: Carry
    closing: Carry

    def data(self, currency: str) -> dict[str, Written]:
        """Return it as it is written."""
        return {"opening": _data(self.opening, currency), "closing": _data(self.closing, currency)}


def _data(carry: Carry, currency: str) -> dict[str, Written]:
    found: dict[str, Written] = {}
    for person, one in carry.items():
        values: dict[str, Written] = {}
        if one.already_paid is not None:
            values["already_paid"] = amount_text(one.already_paid, currency)
        if one.draw_balance is not None:
            values["draw_balance"] = amount_text(one.draw_balance, currency)
        if values:
            found[person] = values
    return found


def read_state(found: Any) -> State:
    """Return the state that a file holds.

    Raises:
        NotOfALedger: for anything that csvariable does not write.
    """
    try:
        return State(_carry(found["opening"]), _carry(found["closing"]))
    except (KeyError, TypeError, ValueError, AttributeError):
        raise NotOfALedger(msg("it is no state of a ledger")) from None


def _carry(found: Mapping[str, Mapping[str, str]]) -> Carry:
    return {
        person: Carried(*(_amount(values.get(name)) for name in ("already_paid", "draw_balance")))
        for person, values in found.items()
    }


def _amount(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def state_of(results: Results) -> State:
    """Return what a run began with, by its facts, and ended with, by its steps."""
    opening: dict[str, Carried] = {}
    closing: dict[str, Carried] = {}
    for at, person in enumerate(results.facts.people):
        last = person.rows[-1]
        steps = {step.purpose for step in results.program_of(last).person_steps}
        paid = _column(results, "already_paid", last) if Purpose.ALREADY_PAID in steps else None
        owed = _column(results, "draw_balance", last) if Purpose.BALANCE in steps else None
        opening[person.id] = Carried(paid, owed)
        closing[person.id] = Carried(
            None if paid is None else paid + _accumulated(results, at, person.rows),
            None if owed is None else results.people[Purpose.BALANCE][at],
        )
    return State(opening, closing)


def _column(results: Results, name: str, row: int) -> Fraction:
    """Return a value of the files; a column that is not there is 0 (semantics, section 8)."""
    return results.facts.columns[name][row] or ZERO if name in results.facts.columns else ZERO


def _accumulated(results: Results, at: int, rows: Iterable[int]) -> Fraction:
    """Return what was paid of the accumulated line: what was reached, less what was paid before."""
    reached = sum((results.rows[Purpose.REACHED][row] or ZERO for row in rows), ZERO)
    return reached + (results.people[Purpose.ALREADY_PAID][at] or ZERO)
