"""What a period begins and ends with for each person (ledger, section 5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from csvariable.engine.results import Results
from csvariable.facts.accounts import reads_once
from csvariable.facts.opening import Carried
from csvariable.facts.plans import Plans
from csvariable.kernel.message import msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Step
from csvariable.kernel.unit import amount_text
from csvariable.ledger.manifest import NotOfALedger, Written
from csvariable.plan.steps import account_column
from csvariable.plan.waiting import LATER, WAITING, WaitingPart, waiting_part
from csvariable.time.period import parse_period

ZERO = Fraction(0)


Carry: TypeAlias = Mapping[str, Carried]
"""By id."""


@dataclass(frozen=True, slots=True)
class State:
    """What a period began and ended with."""

    opening: Carry
    closing: Carry

    def data(self, currency: str) -> dict[str, dict[str, Written]]:
        """Return it as it is written."""
        return {"opening": _data(self.opening, currency), "closing": _data(self.closing, currency)}


def _data(carry: Carry, currency: str) -> dict[str, Written]:
    return {
        person: {name: amount_text(value, currency) for name, value in columns.items()}
        for person, columns in carry.items()
    }


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
        person: {name: Fraction(text) for name, text in columns.items()} for person, columns in found.items()
    }


def state_of(results: Results, plans: Plans) -> State:
    """Return what a run began with, by its facts, and ended with, by its steps."""
    opening: dict[str, Carried] = {}
    closing: dict[str, Carried] = {}
    for at, person in enumerate(results.facts.people):
        last = person.rows[-1]
        before: dict[str, Fraction] = {}
        after: dict[str, Fraction] = {}
        for step in results.program_of(last).person_steps:
            column = _column_of(step)
            if column is None or not reads_once(plans.of(results.facts.roles[last]), column):
                continue
            before[column] = _fact(results, column, last)
            after[column] = _after(results, at, step, before[column])
        carried = _carried(results, plans, last)
        before |= {part.column: value for part, value in carried.items()}
        after |= _left(results, plans, at, carried)
        if before or after:
            opening[person.id], closing[person.id] = before, after
    return State(opening, closing)


def _carried(results: Results, plans: Plans, row: int) -> dict[WaitingPart, Fraction]:
    """Return the parts of bonuses that closed periods left unpaid, and the plan of a row still pays."""
    plan, columns = plans.of(results.facts.roles[row]), results.facts.columns
    found = {part: columns[part.column][row] for part in map(waiting_part, sorted(columns)) if part}
    return {part: value for part, value in found.items() if value is not None and part.is_read(plan)}


def _left(
    results: Results, plans: Plans, at: int, carried: Mapping[WaitingPart, Fraction]
) -> dict[str, Fraction]:
    """Return what a period leaves unpaid of bonuses: 0 for what it paid, then what it defers itself."""
    last = results.facts.people[at].rows[-1]
    plan, values = plans.of(results.facts.roles[last]), results.people
    found: dict[str, Fraction] = {}
    for part, value in carried.items():
        kept = value if part.kind == LATER else ZERO
        if part.kind == WAITING and values[f"{Purpose.BONUS_KEPT.named(part.bonus)}.{part.until}"][at]:
            kept = value
        found[part.as_written().column] = kept
    for step in results.program_of(last).person_steps:
        if step.purpose is not Purpose.BONUS_UNPAID or results.facts.period is None or step.of is None:
            continue
        number, value = step.name.rpartition(".")[2], values[step.name][at] or ZERO
        after = plan.bonuses[step.of].paid[int(number) - 1].after
        until = number
        if after is not None:
            until = parse_period(results.facts.period, plan).later(after.periods, plan).text
        part = WaitingPart(WAITING if after is None else LATER, step.of, results.facts.period, until)
        if value:
            found[part.column] = found.get(part.column, ZERO) + value
    return found


def _column_of(step: Step) -> str | None:
    """Return the column of the people file that a step goes on from."""
    match step.purpose:
        case Purpose.ALREADY_PAID:
            return "already_paid"
        case Purpose.BALANCE:
            return "draw_balance"
        case Purpose.BONUS_OWED:
            return account_column("owed", step.of or "")
        case Purpose.BONUS:
            return account_column("already_paid", step.of or "")
        case _:
            return None


def _fact(results: Results, name: str, row: int) -> Fraction:
    """Return a value of the files; a column that is not there is 0 (semantics, section 8)."""
    return results.facts.columns[name][row] or ZERO if name in results.facts.columns else ZERO


def _after(results: Results, at: int, step: Step, before: Fraction) -> Fraction:
    value = results.people[step.name][at] or ZERO
    match step.purpose:
        case Purpose.ALREADY_PAID:  # what was reached, less what was paid before
            rows = results.facts.people[at].rows
            return before + value + sum((results.rows[Purpose.REACHED][row] or ZERO for row in rows), ZERO)
        case Purpose.BONUS:  # what is deferred is settled too: it is not due again
            later = results.people.get(Purpose.BONUS_DEFERRED.named(step.of))
            return before + value + ((later[at] if later is not None else None) or ZERO)
        case _:
            return value
