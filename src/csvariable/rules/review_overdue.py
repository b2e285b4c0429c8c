"""A plan is looked at again by the day that it names itself.

What is asked of people and of customers moves with the market; `review_by` is the day by which those
whom the plan concerns look at it again. A day before the plan even starts is past from the first
day on. Commands that run a plan say it too when the day has passed by the calendar.

Source: the founding articles, on the triangle of service quality (requirement A3-17).

```yaml
# fails
effective: {from: 2026-07-01}
review_by: 2026-01-15
```

```yaml
# passes
effective: {from: 2026-07-01}
review_by: 2027-01-15
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, Label, PlanPlace, warning
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.text import Document

PARDONABLE = True
READS = ("review_by", "effective")
RULE = "review-overdue"


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a warning where the day to look at a plan again lies before its first day."""
    if plan.review_by is None or plan.effective is None or plan.review_by >= plan.effective.from_:
        return
    labels = (Label(PlanPlace(("effective", "from")), msg("the plan starts here")),)
    yield warning(
        RULE,
        msg("this plan is to be looked at again by {day}, before it starts", day=plan.review_by),
        PlanPlace(("review_by",)),
        help=msg("write a day within the time for which it holds"),
        also=labels,
    )
