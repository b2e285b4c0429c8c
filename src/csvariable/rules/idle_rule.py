"""A gate, a modifier or a limit of the plan changes what the KPIs earn, so one of them has a weight.

What bonuses pay stands outside it: a closed gate of a plan of commissions would close nothing, and
a floor would be added on top of them. A gate or a modifier may name bonuses in `of`, a bonus has
its own `when`, `cap` and `floor`, and `cap_total` binds all that is paid. The same holds for what is
said of one KPI: without a curve there is no payout rate to limit. The `scope` of a bonus says whose
values its `when` reads, so one without a condition has none. A rule is idle only where it can
change nobody's pay, whatever their role.

```yaml
# fails
csvariable: 1
name: Commissions
currency: EUR
period: month
kpis:
  sales: {unit: money}
  csat: {unit: percent}
gates:
  quality: {when: {csat: {from: 80 %}}, otherwise: {of: plan, times: 0 %}}
bonuses:
  commission: {of: sales, marginal: [{from: 0, rate: 5 %}]}
```

```yaml
# passes
csvariable: 1
name: Commissions
currency: EUR
period: month
kpis:
  sales: {unit: money}
  csat: {unit: percent}
bonuses:
  commission: {when: {csat: {from: 80 %}}, of: sales, marginal: [{from: 0, rate: 5 %}]}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, error
from csvariable.kernel.message import Message, msg
from csvariable.plan import Plan
from csvariable.rules.parts import named, weighted
from csvariable.text import Document

if TYPE_CHECKING:
    from csvariable.plan.bonus import Bonus

FOR_SOMEBODY = True
READS = ("kpis.*.weight", "kpis.*.curve", "kpis.*.matrix")


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each rule of the plan that can change nothing, and each amount nobody earns."""
    if not weighted(plan):
        yield from _gates_and_modifiers(plan)
        yield from _limits(plan)
        yield from _pools(plan)
    yield from _of_kpis(plan)
    yield from _scopes(plan)
    yield from _amounts(plan)


def _idle(message: Message, route: Route, help_: Message, *, key: bool = False) -> Diagnostic:
    return error("idle-rule", message, PlanPlace(route, key=key), help=help_)


def _gates_and_modifiers(plan: Plan) -> Iterator[Diagnostic]:
    bonus = next(iter(plan.bonuses), "upsell")
    help_ = msg(
        "name the bonuses in `of`, such as `of: [bonuses.{bonus}]`, or give the KPIs a weight", bonus=bonus
    )
    for name, gate in plan.gates.items():
        if gate.otherwise.of == "plan":
            message = msg(
                "the gate `{name}` changes nothing: no KPI has a weight, and bonuses stand outside it",
                name=name,
            )
            yield _idle(message, ("gates", name, "otherwise", "of"), help_)
    for name, modifier in plan.modifiers.items():
        if modifier.of == "plan":
            message = msg(
                "the modifier `{name}` changes nothing: no KPI has a weight, and bonuses stand outside it",
                name=name,
            )
            yield _idle(message, ("modifiers", name, "of"), help_)


def _limits(plan: Plan) -> Iterator[Diagnostic]:
    if plan.cap:
        message = msg("the cap of the plan limits nothing: no KPI has a weight, and bonuses stand outside it")
        help_ = msg("write `cap_total`, which binds all that is paid, or the `cap` of a bonus")
        yield _idle(message, ("cap",), help_, key=True)
    help_ = msg("write the `floor` of a bonus, or give the KPIs a weight")
    if plan.floor:
        message = msg("the floor of the plan would be paid on top of the bonuses: no KPI has a weight")
        yield _idle(message, ("floor",), help_, key=True)
    if plan.guarantee is not None:
        message = msg("the guarantee would be paid on top of the bonuses: no KPI has a weight")
        yield _idle(message, ("guarantee",), help_, key=True)


def _pools(plan: Plan) -> Iterator[Diagnostic]:
    for name, pool in plan.pool.items():
        field = "amount" if pool.amount == "earned" else "by" if pool.by == "earned" else None
        if field is not None:
            message = msg("the pool `{name}` shares what nobody earns: no KPI has a weight", name=name)
            help_ = msg("write an amount and another key, or give the KPIs a weight")
            yield _idle(message, ("pool", name, field), help_)


def _of_kpis(plan: Plan) -> Iterator[Diagnostic]:
    """Yield what changes the payout rate of a KPI that has none."""
    bare = {
        name for name, kpi in plan.kpis.items() if kpi.curve is None and kpi.matrix is None and not kpi.weight
    }
    places: list[tuple[str, Route]] = [
        (kpi, ("gates", name, "otherwise", "of", at))
        for name, gate in plan.gates.items()
        if gate.otherwise.of != "plan"
        for at, kpi in enumerate(gate.otherwise.of)
    ]
    places += [
        (kpi, ("modifiers", name, "of", at))
        for name, modifier in plan.modifiers.items()
        if modifier.of != "plan"
        for at, kpi in enumerate(modifier.of)
    ]
    places += [
        (name, ("kpis", name, word))
        for name, kpi in plan.kpis.items()
        for word in ("cap", "floor")
        if getattr(kpi, word) is not None
    ]
    for kpi, route in places:
        if kpi in bare:
            message = msg("`{kpi}` has neither weight nor curve: there is no payout rate to change", kpi=kpi)
            yield _idle(
                message, route, msg("give `{kpi}` a weight and a curve, or name a KPI that pays", kpi=kpi)
            )


def _scopes(plan: Plan) -> Iterator[Diagnostic]:
    """Yield the scopes of bonuses that test nothing: what a bonus pays is of the person in any case."""
    for name, bonus in plan.bonuses.items():
        if plan.proration is None and bonus.scope != "person" and bonus.when is None and _is_own(bonus):
            message = msg(
                "the scope of `{name}` changes nothing: it says whose values `when` reads, and there is none",
                name=name,
            )
            help_ = msg(
                "write `when`, or leave `scope` out; a result of the team is that of a KPI of `scope: team`"
            )
            yield _idle(message, ("bonuses", name, "scope"), help_)


def _is_own(bonus: Bonus) -> bool:
    """Whether what a bonus comes to is read of each person."""
    return bonus.source in {"of", "per", "matrix", "badge"}


def _amounts(plan: Plan) -> Iterator[Diagnostic]:
    """Yield the steps that are read and that a weight would have to make."""
    paying = set(weighted(plan))
    bare = {name for name, kpi in plan.kpis.items() if kpi.curve is None and kpi.matrix is None}
    for step in named(plan):
        if step.route[2:3] == ("measure",):
            continue  # a measure can be made of no such step, whatever the weights
        kpi, _, field = step.step.partition(".")
        of_plan = step.step in {"earned", "plan.payout_rate", "plan.attainment"}
        of_kpi = field in {"part", "payout"} and kpi in plan.kpis and kpi not in paying | bare
        if of_plan and not paying:
            message = msg("there is no `{step}` to read: no KPI has a weight", step=step.step)
        elif of_kpi:
            message = msg("there is no `{step}` to read: `{kpi}` has no weight", step=step.step, kpi=kpi)
        else:
            continue
        yield _idle(message, step.route, msg("read another step, or give the KPIs a weight"), key=step.key)
