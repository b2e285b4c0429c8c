"""What is near and closed: the nearest actual at which a gate opens, a bonus is due, a modifier rises."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from csvariable.engine.results import Results
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Step
from csvariable.statement.actuals import actual_of, changes, spec_of
from csvariable.statement.otherwise import Move, Otherwise
from csvariable.statement.prospects import PAST, Gain, gain_at, just_past, worded

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Opening(Gain):
    """The nearest better actual at which a rule that is closed opens, and adds to the total."""

    opens: Step
    value: Fraction
    """The value of that step then."""


def next_opening(pay: Otherwise, row: int, kpi: str) -> Opening | None:
    """Return the nearest better actual at which a gate opens, a bonus is due or a modifier rises.

    The values looked at are those at which a formula of the person changes its line; each is
    computed, and so is the value just before it. There, and as it is now, the rule must be closed: one
    that holds now, and again beyond a gap, does not open.
    """
    now, move = actual_of(pay, row, kpi), pay.move(kpi, row)
    if now is None or move is None or not any(_rules(pay, move)):
        return None
    for value in changes(pay, row, kpi, move, now):
        for exceeded in (False, True):
            if value != now or exceeded:
                found = _opened(pay, row, move, kpi, value, exceeded=exceeded)
                if found is not None:
                    return found
    return None


def _opened(  # noqa: PLR0913 - a move, and where it leads
    pay: Otherwise, row: int, move: Move, kpi: str, edge: Fraction, *, exceeded: bool
) -> Opening | None:
    """Return the rule that opens at a value, or just past it, and neither before nor now."""
    needed, strict = worded(pay, row, kpi, edge, exceeded=exceeded)
    gain = gain_at(pay, row, kpi, needed, exceeded=strict)
    if gain is None or gain.adds <= 0:
        return None
    spec = spec_of(pay, row, kpi)
    short = edge if exceeded else edge + PAST if spec.lower_is_better else edge - PAST
    runs = [pay.computed(kpi, row, at) for at in (short, just_past(spec, needed) if strict else needed)]
    for step, was, is_ in _changed(pay, move, [pay.base, *(one for one in runs if one is not None)]):
        if is_ > was and (step.purpose is Purpose.MODIFIER or not was):
            return Opening(kpi, needed, strict, gain.step, gain.adds, None, step, is_)
    return None


def _rules(pay: Otherwise, move: Move) -> Iterator[tuple[Step, int, bool]]:
    """Yield gates, modifiers and bonuses of the person that a move can change: where, and of which level."""
    for row in pay.rows:
        for step in move.affected.steps(pay.base.program_of(row), person=False):
            if step.purpose in {Purpose.GATE, Purpose.MODIFIER}:
                yield step, row, False
    for step in move.affected.steps(pay.base.program_of(pay.rows[-1]), person=True):
        if step.purpose in {Purpose.BONUS, Purpose.GATE, Purpose.MODIFIER}:
            yield step, pay.at, True


def _changed(
    pay: Otherwise, move: Move, runs: Sequence[Results]
) -> Iterator[tuple[Step, Fraction, Fraction]]:
    """Yield these rules with the most they are before the last run, and with their values in it."""
    for step, at, person in _rules(pay, move):
        *before, last = ((one.people if person else one.rows)[step.name][at] or ZERO for one in runs)
        yield step, max(before), last
