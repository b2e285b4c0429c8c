"""A guarantee lasts a number of months or of periods, one of the two.

```yaml
# fails
guarantee: {months: 3, periods: 1, pays: 100 %}
```

```yaml
# passes
guarantee: {months: 3, pays: 100 %}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.text import Document


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for a guarantee of two lengths, or of none."""
    guarantee = plan.guarantee
    if guarantee is None:
        return
    if guarantee.months is not None and guarantee.periods is not None:
        at = PlanPlace(("guarantee", "periods"), key=True)
        yield error("guarantee-length", msg("a guarantee lasts `months` or `periods`, not both"), at)
    elif not (guarantee.months or guarantee.periods):
        at = PlanPlace(("guarantee",), key=True)
        yield error(
            "guarantee-length",
            msg("nothing says how long the guarantee lasts"),
            at,
            help=msg("write `months: 3` or `periods: 1`"),
        )
