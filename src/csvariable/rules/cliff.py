"""One step of a curve does not decide more than a quarter of the target incentive.

At a cliff a hundredth of a point decides over much money. People push results over the edge
around the end of a period, or stop trying once it is out of reach.

```yaml
# fails
kpis:
  nrr: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 100 %, pays: 100 %}]}}
```

```yaml
# passes
kpis:
  nrr:
    weight: 100 %
    unit: percent
    curve: {of: actual, linear: [{at: 90 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
```
"""

from collections.abc import Iterator
from fractions import Fraction

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, advice
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.ladders import ladders
from csvariable.rules.parts import percent, weights
from csvariable.rules.payout import corners
from csvariable.text import Document

OPINION = True
READS = ("kpis.*.weight", "objectives.*.weight")
MOST = Fraction(25, 100)


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield advice for the greatest jump of each curve, where it is worth too much."""
    share = weights(plan)
    for ladder in ladders(plan):
        name = str(ladder.route[1])
        curve = plan.kpis[name].curve if ladder.route[0] == "kpis" else None
        if curve is None or name not in share:
            continue
        found = corners(plan, ladder, curve)
        steepest = max(found, key=lambda corner: corner.pays - corner.before, default=None)
        if steepest is None:
            continue
        decided = (steepest.pays - steepest.before) * share[name]
        if decided > MOST:
            message = msg(
                "one step at `{text}` decides {share} of the target incentive",
                text=steepest.text,
                share=percent(decided, MOST),
            )
            yield advice(
                "cliff",
                message,
                PlanPlace(steepest.route),
                help=None
                if plan.kpis[name].measured_in.words
                else msg("pay in proportion (`linear`), or write steps between"),
            )
