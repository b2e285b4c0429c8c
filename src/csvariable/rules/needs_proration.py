"""An absence that reduces presence needs `proration`, which says what presence changes.

```yaml
# fails
absences: {illness: neutralise}
```

```yaml
# passes
absences: {illness: neutralise}
proration: {amount: calendar-days}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.text import Document

READS = ("proration",)


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each absence whose effect nothing says."""
    scaled = plan.proration
    if scaled is not None and (scaled.amount != "none" or scaled.targets != "none"):
        return
    for reason, policy in plan.absences.items():
        if policy == "neutralise":
            message = msg(
                "`{reason}` reduces presence, and nothing says what presence changes", reason=reason
            )
            help_ = msg("write `proration:` with `amount` and `targets`, or `ignore` the absence")
            yield error("needs-proration", message, PlanPlace(("absences", reason)), help=help_)
