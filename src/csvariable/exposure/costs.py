"""What a person costs, as a formula: what is paid and what rewards are worth."""

from __future__ import annotations

from collections.abc import Mapping

from csvariable.engine.cost import with_rewards
from csvariable.kernel.formula import Formula, Given, Greatest, Ref, Rounded, Sum, walk
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Program, Step


def cost_of(program: Program) -> Formula:
    """Return the cost of a person as the lines of a statement add up to it."""
    return with_rewards(program, Ref(Purpose.TOTAL))


def bounded_cost(program: Program) -> Formula:
    """Return the cost of a person as its bounds are best seen.

    With a draw, `before + advance - repaid` is the greater of the draw and `before - repaid`: what
    exceeds the draw is repaid in part, so that pay never falls below it. Both are the same amount
    for every result; read over ranges, only the second says so.
    """
    steps = {step.purpose: step for step in program.person_steps}
    total, draw = steps[Purpose.TOTAL].formula, _draw(steps)
    if draw is None or not isinstance(total, Sum):
        return cost_of(program)
    at = total.terms.index(Ref(Purpose.ADVANCE))
    held = Greatest((draw, Sum((*total.terms[:at], total.terms[at + 1]))))
    rest = total.terms[at + 2 :]
    if {Purpose.CORRECTIONS, Purpose.ROUNDING} <= steps.keys():  # corrections stand after the rounding
        return cost_of(program)
    rounding = steps.get(Purpose.ROUNDING)
    after = None if rounding is None or rounding.turn is None else rounding.turn.after
    if isinstance(after, Rounded):  # the last line is its effect
        return with_rewards(program, Rounded(Sum((held, *rest[:-1])), after.unit, after.mode))
    return with_rewards(program, Sum((held, *rest)))


def _draw(steps: Mapping[Purpose, Step]) -> Formula | None:
    """Return the amount of a draw of which no more is repaid than what exceeds it."""
    if Purpose.ADVANCE not in steps or not _is_repaid_in_part(steps[Purpose.REPAID]):
        return None
    match steps[Purpose.ADVANCE].formula:
        case Greatest(of=(_, Sum(terms=(draw, *_)))):  # what is lacking: 0, or the draw less what there is
            return draw
        case _:  # pragma: no cover - an advance is always what is lacking
            return None


def _is_repaid_in_part(step: Step) -> bool:
    """Whether no more of what exceeds the draw is taken back than there is."""
    given = [node for node in walk(step.formula) if isinstance(node, Given)]
    return all(node.value <= 1 for node in given if node.route == ("draw", "recover"))
