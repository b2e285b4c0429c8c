"""Two points of a curve do not start at the same bound.

Two amounts for one bound leave open which of them is paid. The one exception says it: `from`
is reached, `above` is exceeded, and likewise `up_to` and `below`.

```yaml
# fails
kpis:
  nrr:
    weight: 100 %
    unit: percent
    curve: {of: actual, lookup: [{from: 85 %, pays: 50 %}, {from: 85 %, pays: 80 %}]}
```

```yaml
# passes
kpis:
  nrr:
    weight: 100 %
    unit: percent
    curve: {of: actual, lookup: [{from: 85 %, pays: 50 %}, {above: 85 %, pays: 80 %}]}
```
"""

from collections.abc import Iterator
from itertools import pairwise

from csvariable.kernel.diagnostic import Diagnostic, Label, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.ladders import ladders
from csvariable.rules.payout import levels
from csvariable.text import Document

_PAIRS = ({"from", "above"}, {"up_to", "below"})


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each bound that is there twice."""
    for ladder in ladders(plan):
        found = levels(plan, ladder)
        for (one, before), (two, place) in pairwise(zip(found or (), ladder.places, strict=False)):
            if one == two and {before.word or "from", place.word or "from"} not in _PAIRS:
                help_ = (
                    msg("write `before:` on one point where the line jumps")
                    if ladder.kind.joined
                    else msg("keep one of them")
                )
                labels = (Label(PlanPlace(before.route), msg("the same bound")),)
                yield error(
                    "equal-bounds",
                    msg("two points start at `{text}`", text=place.level.text),
                    PlanPlace(place.route),
                    also=labels,
                    help=help_,
                )
