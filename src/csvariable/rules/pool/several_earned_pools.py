"""What a person earned goes into one pool at most.

A pool whose amount or key is `earned` replaces what its members earned. Two of them would
replace it twice.

```yaml
# fails
pool:
  one: {amount: earned, by: uniform}
  two: {amount: earned, by: salary}
```

```yaml
# passes
roles:
  lead: {target_incentive: 4000}
  agent: {target_incentive: 2000}
pool:
  one: {amount: earned, by: uniform, for: [lead]}
  two: {amount: earned, by: salary, for: [agent]}
```
"""

from collections.abc import Iterator
from itertools import combinations

from csvariable.kernel.diagnostic import Diagnostic, Label, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.text import Document


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each pool that somebody of an earlier one is in as well."""
    replacing = {name: pool for name, pool in plan.pool.items() if "earned" in {pool.amount, pool.by}}
    for (one, first), (two, second) in combinations(replacing.items(), 2):
        shared = first.for_ is None or second.for_ is None or set(first.for_) & set(second.for_)
        if shared:
            message = msg(
                "the pools `{one}` and `{two}` both replace what the same people earned", one=one, two=two
            )
            labels = (Label(PlanPlace(("pool", one), key=True), msg("the other pool")),)
            at = PlanPlace(("pool", two), key=True)
            yield error(
                "several-earned-pools",
                message,
                at,
                also=labels,
                help=msg("say with `for:` which roles are in each"),
            )
