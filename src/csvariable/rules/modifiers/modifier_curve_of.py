"""The curve of a modifier does not say `of`: a modifier reads `by` as it stands.

```yaml
# fails
modifiers:
  company: {by: nrr, of: plan, curve: {of: actual, lookup: [{from: 0 %, pays: 80 %}]}}
```

```yaml
# passes
modifiers:
  company: {by: nrr, of: plan, curve: {lookup: [{from: 0 %, pays: 80 %}]}}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.text import Document


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each modifier that says twice what it reads."""
    for name, modifier in plan.modifiers.items():
        if modifier.curve.of is None:
            continue
        at = ("modifiers", name, "curve", "of")
        kpi, _, field = modifier.by.partition(".")
        wanted = f"{kpi}.attainment" if modifier.curve.of == "attainment" else kpi
        help_ = (
            msg("leave it out")
            if wanted == modifier.by or field
            else msg("write `by: {wanted}` and leave `of` out", wanted=wanted)
        )
        message = msg("a modifier reads `by` as it stands (`{by}`): its curve has no `of`", by=modifier.by)
        yield error(
            "modifier-curve-of",
            message,
            PlanPlace(at, key=True),
            help=help_,
            fix={at: None} if wanted == modifier.by else None,
        )
