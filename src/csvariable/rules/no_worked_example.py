"""A plan shows what it pays in an example.

People believe a plan that they can recompute, and `csvariable test` then finds each change that
would pay them something else.

```yaml
# fails
name: A plan without examples
```

```yaml
# passes
examples:
  on target: {given: {nrr: 100 %}, expect: {total: 1000}}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, advice
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.text import Document

OPINION = True
ONCE = True


def check(_plan: Plan, document: Document) -> Iterator[Diagnostic]:
    """Yield advice for a plan without an example."""
    if document.node(("examples",)) is None:
        at = PlanPlace(("name",), key=True)
        help_ = msg(
            "write for instance `examples: {{at target: {{given: {{...}}, expect: {{total: 2500}}}}}}`"
        )
        yield advice("no-worked-example", msg("no example shows what this plan pays"), at, help=help_)
