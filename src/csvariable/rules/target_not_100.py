"""A curve pays 100 % at the target.

That is what a target is: the result for which the target incentive is due. A curve that pays
something else there makes the amount that people were promised a different one.

```yaml
# fails
kpis:
  nrr:
    weight: 100 %
    unit: percent
    target: 105 %
    curve: {linear: [{at: 80 %, pays: 0 %}, {at: 110 %, pays: 100 %}]}
```

```yaml
# passes
kpis:
  nrr:
    weight: 100 %
    unit: percent
    target: 105 %
    curve: {linear: [{at: 80 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
```
"""

from collections.abc import Iterator
from fractions import Fraction

from csvariable.kernel.diagnostic import Diagnostic, Label, PlanPlace, warning
from csvariable.kernel.message import msg
from csvariable.kernel.quantity import NotAQuantity, Quantity
from csvariable.plan import Plan
from csvariable.plan.kpi import Kpi
from csvariable.plan.levels import in_unit
from csvariable.rules.ladders import ladders
from csvariable.rules.parts import percent, weighted
from csvariable.rules.payout import paid_at
from csvariable.text import Document

OPINION = True
READS = ("kpis.*.target",)


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for each curve with another rate at the target."""
    curves = {ladder.route: ladder for ladder in ladders(plan)}
    for name, kpi in weighted(plan).items():
        ladder, target = curves.get(("kpis", name, "curve")), _target(plan, kpi)
        if kpi.curve is None or ladder is None or target is None:
            continue
        paid = paid_at(plan, ladder, kpi.curve, target if ladder.step == name else Fraction(1))
        if paid is not None and paid != 1:
            message = msg(
                "at its target, `{name}` pays {rate}, not 100 %", name=name, rate=percent(paid, Fraction(1))
            )
            labels = (Label(PlanPlace(("kpis", name, "target")), msg("target")),)
            yield warning("target-not-100", message, PlanPlace(ladder.route, key=True), also=labels)


def _target(plan: Plan, kpi: Kpi) -> Fraction | None:
    if not isinstance(kpi.target, Quantity):
        return None
    try:
        return in_unit(kpi.target, kpi.measured_in, plan.currency)
    except NotAQuantity:
        return None
