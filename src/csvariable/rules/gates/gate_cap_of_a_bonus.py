"""A closed gate multiplies a bonus; it does not limit its payout rate, for a bonus has none.

A bonus has a `cap` of its own, in money, and a gate that names a bonus says what remains of it.

```yaml
# fails
bonuses:
  upsell: {of: nrr, lookup: [{from: 100 %, pays: 500}]}
gates:
  quality: {when: {nrr: {from: 95 %}}, otherwise: {of: [bonuses.upsell], cap: 50 %}}
```

```yaml
# passes
bonuses:
  upsell: {of: nrr, lookup: [{from: 100 %, pays: 500}]}
gates:
  quality: {when: {nrr: {from: 95 %}}, otherwise: {of: [bonuses.upsell], times: 50 %}}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.plan.acts_on import bonuses_in
from csvariable.text import Document


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each gate that would limit the payout rate of a bonus."""
    for name, gate in plan.gates.items():
        bonuses = bonuses_in(gate.otherwise.of)
        if bonuses and gate.otherwise.cap is not None:
            yield error(
                "gate-cap-of-a-bonus",
                msg("the bonus `{bonus}` has no payout rate to limit", bonus=bonuses[0]),
                PlanPlace(("gates", name, "otherwise", "cap")),
                help=msg("write `times`, the `cap` of the bonus in money, or a gate of its own for the KPIs"),
            )
