"""A contest says one amount for each place that is paid.

```yaml
# fails
bonuses:
  podium: {rank: {by: nrr.attainment, top: 3}, pays: [500, 300]}
```

```yaml
# passes
bonuses:
  podium: {rank: {by: nrr.attainment, top: 3}, pays: [500, 300, 200]}
```
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from csvariable.kernel.diagnostic import Diagnostic, Label, PlanPlace, error
from csvariable.kernel.message import counted, msg
from csvariable.plan import Plan
from csvariable.text import Document


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each contest with more or fewer amounts than places."""
    for name, bonus in plan.bonuses.items():
        if bonus.rank is None:
            continue
        top, count = bonus.rank.top, len(bonus.gifts)
        if isinstance(bonus.pays, tuple):
            yield from _wrong(name, top, bonus.pays)
        elif bonus.gives is not None and count != top:
            message = msg(
                "`{name}` rewards the first {top}, and has {count} gifts", name=name, top=top, count=count
            )
            labels = (Label(PlanPlace(("bonuses", name, "rank", "top")), msg("places")),)
            yield error("rank-amounts", message, PlanPlace(("bonuses", name, "gives")), also=labels)


def _wrong(name: str, top: int, pays: tuple[Fraction, ...]) -> Iterator[Diagnostic]:
    route = ("bonuses", name, "pays")
    if len(pays) != top:
        message = counted(
            "`{name}` pays the first {top}, and has {count} amount",
            "`{name}` pays the first {top}, and has {count} amounts",
            len(pays),
            name=name,
            top=top,
        )
        labels = (Label(PlanPlace(("bonuses", name, "rank", "top")), msg("places")),)
        yield error("rank-amounts", message, PlanPlace(route), also=labels)
    for index, (one, two) in enumerate(pairwise(pays)):
        if two > one:
            message = msg(
                "place {next} would be paid more than place {place}", next=index + 2, place=index + 1
            )
            yield error("rank-amounts", message, PlanPlace((*route, index + 1)))
