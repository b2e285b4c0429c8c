"""Why a scenario moves nobody's pay: what it changes is read by nobody, or nothing lies where it counts."""

from __future__ import annotations

from collections.abc import Iterator

from csvariable.facts.plans import Plans
from csvariable.kernel.formula import Ref, walk
from csvariable.kernel.message import Message, msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Program
from csvariable.program.compilation import compile_plan
from csvariable.scenario.differences import Difference, differences
from csvariable.scenario.running import Base, Outcome

_SCALED = frozenset({"target", "baseline", "attainment"})
_LIES_ELSEWHERE = msg("no result of these files lies where the two plans differ")
_SAME_PLAN = msg("the plan stays as it is")
_SAME_FACTS = msg("no curve, gate or bonus pays otherwise for the results that are changed")


def why_unmoved(base: Base, outcome: Outcome) -> tuple[Message, ...]:
    """Return why a scenario changes nobody's pay in any period; nothing where it does, or changes nothing."""
    found = outcome.comparison
    if found is None or outcome.scenario.name == base.document.name:
        return ()
    gain, lose, _ = found.counts
    moved = gain or lose or any(one.change for one in found.by_period.values()) or found.rewards.change
    if moved or any(one.change for people in found.periods.values() for one in people):
        return ()
    return tuple(dict.fromkeys(_reasons(base, outcome)))


def _reasons(base: Base, outcome: Outcome) -> Iterator[Message]:
    if outcome.scenario.fact_changes:
        yield _SAME_FACTS
    if outcome.document is None or outcome.scenario.of_facts_only:
        return
    pays = [one for one in differences(base.document, outcome.document) if one.pays]
    if not pays:
        yield _SAME_PLAN
    unread = [_unread(one, base.plans) for one in pays]
    yield from (one for one in unread if one is not None)
    if any(one is None for one in unread):
        yield _LIES_ELSEWHERE


def _unread(one: Difference, plans: Plans) -> Message | None:
    """Say that nothing reads what a difference changes; None where something does."""
    route = one.route
    if len(route) < 3 or route[0] != "kpis" or route[2] not in _SCALED:
        return None
    kpi = str(route[1])
    if kpi not in plans.base.kpis or _reads(compile_plan(plans.base, None), f"{kpi}.attainment"):
        return None
    return msg(
        "the curve of `{kpi}` reads the value itself, so its `{key}` changes nothing",
        kpi=kpi,
        key=str(route[2]),
    )


def _reads(program: Program, step: str) -> bool:
    """Whether a step that can pay reads another one; the attainment of the plan does where it is read."""
    readers = [
        own
        for own in program.steps
        if any(isinstance(node, Ref) and node.step == step for node in walk(own.formula))
    ]
    return any(own.purpose is not Purpose.PLAN_ATTAINMENT or _reads(program, own.name) for own in readers)
