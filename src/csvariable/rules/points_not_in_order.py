"""The points of a curve go from the easiest to the hardest to reach.

They rise where more is better and fall where less is. A list in another order is almost always
a slip, and to sort it in silence would hide it.

```yaml
# fails
kpis:
  nrr:
    weight: 100 %
    unit: percent
    curve: {of: actual, lookup: [{from: 100 %, pays: 100 %}, {from: 98 %, pays: 130 %}]}
```

```yaml
# passes
kpis:
  nrr:
    weight: 100 %
    unit: percent
    curve: {of: actual, lookup: [{from: 98 %, pays: 100 %}, {from: 100 %, pays: 130 %}]}
```
"""

from collections.abc import Iterator
from itertools import pairwise

from csvariable.kernel.diagnostic import Diagnostic, Label, PlanPlace, error
from csvariable.kernel.message import Message, msg
from csvariable.plan import Plan
from csvariable.rules.ladders import Ladder, ladders
from csvariable.rules.parts import falls
from csvariable.rules.payout import levels
from csvariable.text import Document

RULE = "points-not-in-order"


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each point of a curve that comes too late."""
    for ladder in ladders(plan):
        if "matrix" not in ladder.route:
            yield from disorder(plan, ladder, RULE, msg("points"))


def disorder(plan: Plan, ladder: Ladder, rule: str, what: Message) -> Iterator[Diagnostic]:
    """Yield a problem for each bound that is easier to reach than the one before it."""
    found = levels(plan, ladder)
    if found is None:
        return
    lower = falls(plan, ladder.step)
    way = msg("fall, because lower is better") if lower else msg("rise")
    rows = list(zip(found, ladder.places, strict=True))
    for (one, before), (two, place) in pairwise(rows):
        swapped = two == one and {before.word, place.word} in ({"from", "above"}, {"up_to", "below"})
        late = (two > one if lower else two < one) or (swapped and place.word in {"from", "up_to"})
        if late:
            message = msg(
                "{what} {way}: `{text}` comes after `{before}`",
                what=what,
                way=way,
                text=place.level.text,
                before=before.level.text,
            )
            labels = (Label(PlanPlace(before.route), msg("the point before starts here")),)
            yield error(
                rule,
                message,
                PlanPlace(place.route),
                also=labels,
                help=msg("go from the easiest to the hardest to reach"),
            )
