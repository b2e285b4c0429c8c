"""A gate, a modifier or a ramp that leaves 100 % whatever happens changes nobody's pay.

A closed gate of `times: 100 %` without a cap pays whoever misses its condition as who meets it. A gate
whose condition every result meets is never closed. A modifier of 100 % at every value, and a ramp of 100 %
in every month, are lines that do nothing.

```yaml
# fails
gates:
  adoption: {when: {nrr: {from: 80 %}}, otherwise: {of: plan, times: 100 %}}
```

```yaml
# passes
gates:
  adoption: {when: {nrr: {from: 80 %}}, otherwise: {of: plan, times: 50 %}}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, warning
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.ladders import ladders
from csvariable.rules.payout import is_whole_everywhere
from csvariable.rules.value_outside_range import in_unit_of, limits
from csvariable.text import Document

if TYPE_CHECKING:
    from csvariable.plan.condition import Condition, Test

OPINION = True
FOR_SOMEBODY = True
READS = ("gates", "modifiers", "ramp")


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for each gate that closes nothing, and for each factor that is always 100 %."""
    yield from _gates(plan)
    for ladder in ladders(plan):
        section, name = ladder.route[:2]
        if section != "modifiers" or not is_whole_everywhere(plan, ladder):
            continue
        if plan.modifiers[str(name)].missing in {None, 1}:
            message = msg(
                "the modifier `{modifier}` is 100 % at every value: it changes nothing", modifier=name
            )
            help_ = msg("write another factor at one of its points, or leave the modifier out")
            yield warning("idle-factor", message, PlanPlace((section, name), key=True), help=help_)
    if plan.ramp is not None and plan.ramp.factors and set(plan.ramp.factors) == {1}:
        message = msg("a ramp of 100 % in every month changes nothing")
        help_ = msg("write the part of the target that is due in the first months, such as `25 %`")
        yield warning("idle-factor", message, PlanPlace(("ramp",), key=True), help=help_)


def _gates(plan: Plan) -> Iterator[Diagnostic]:
    for name, gate in plan.gates.items():
        if gate.otherwise.times == 1 and gate.otherwise.cap is None:
            message = msg("a closed gate `{gate}` leaves 100 %: it changes nothing", gate=name)
            help_ = msg("write the factor that remains, such as `times: 50 %`, or leave the gate out")
            place = PlanPlace(("gates", name, "otherwise", "times"))
            yield warning("idle-factor", message, place, help=help_)
        elif gate.missing != "fails" and _always(plan, gate.when):
            message = msg(
                "every value meets the condition of the gate `{gate}`: it is never closed", gate=name
            )
            help_ = msg("ask for more than the least value that there can be, or leave the gate out")
            yield warning("idle-factor", message, PlanPlace(("gates", name, "when"), key=True), help=help_)


def _always(plan: Plan, condition: Condition) -> bool:
    """Whether every value inside the ranges of the KPIs meets a condition."""
    return (
        all(_met_by_all(plan, step, test) for step, test in condition.tests.items())
        and (condition.any is None or any(_always(plan, one) for one in condition.any))
        and all(_always(plan, one) for one in condition.all or ())
    )


def _met_by_all(plan: Plan, step: str, test: Test) -> bool:
    """Whether every actual of a KPI that files give meets a test; computed ones are bound by no range."""
    kpi = plan.kpis.get(step.removesuffix(".actual"))
    if kpi is None or kpi.measure is not None or kpi.measured_in.words:
        return False
    least, most = limits(plan, kpi)
    for bound in test.bounds:
        value = in_unit_of(plan, kpi, bound.value)
        lower = bound.word in {"from", "above"}
        end = least if lower else most
        if value is None or end is None or (value > end if lower else value < end):
            return False
        if value == end and bound.word in {"above", "below"}:
            return False
    return True
