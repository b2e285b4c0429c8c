"""The curve of a modifier is a `lookup` or a `linear`.

Its points are factors. `marginal` and `whole` multiply the measure itself, which gives no
factor.

```yaml
# fails
modifiers:
  company: {by: nrr, of: plan, curve: {whole: [{from: 0 %, rate: 80 %}]}}
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
from csvariable.plan.curve import POINT_KINDS
from csvariable.text import Document


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each modifier whose curve gives no factor."""
    for name, modifier in plan.modifiers.items():
        kind = modifier.curve.kind.word
        if modifier.curve.kind.per_unit:
            at = PlanPlace(("modifiers", name, "curve", kind), key=True)
            message = msg(
                "the points of a modifier are factors: `{kind}` would multiply `{by}` itself",
                kind=kind,
                by=modifier.by,
            )
            yield error("modifier-kind", message, at, help=msg("write one of {kinds}", kinds=POINT_KINDS))
