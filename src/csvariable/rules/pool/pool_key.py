"""A pool is shared by a known key, or by the actual of a KPI.

```yaml
# fails
pool:
  pot: {amount: 3000, by: headcount}
```

```yaml
# passes
pool:
  pot: {amount: 3000, by: uniform}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, error
from csvariable.kernel.message import msg, quoted
from csvariable.plan import Plan
from csvariable.rules.hints import in_capitals, word_suggestion
from csvariable.rules.parts import ids
from csvariable.text import Document


def check(plan: Plan, document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each key that a pool cannot be shared by."""
    if not plan.pool:
        return
    from csvariable.plan.pool import KEY_WORDS

    known = (*KEY_WORDS, *ids(document, "kpis"))
    for name, pool in plan.pool.items():
        if pool.by in KEY_WORDS and pool.by in plan.kpis:
            message = msg(
                "`{by}` is a key of every pool, and a KPI of this plan: which is meant?", by=pool.by
            )
            at = PlanPlace(("pool", name, "by"))
            yield error("pool-key", message, at, help=msg("give the KPI `{by}` another id", by=pool.by))
        if pool.by in known:
            continue
        alone = pool.key.word is not None
        route: Route = ("pool", name, "by") if alone else ("pool", name, "by", pool.by)
        at = PlanPlace(route, key=not alone)
        meant = word_suggestion(pool.by, known)
        said = msg("a pool cannot be shared by `{by}`", by=pool.by)
        if meant is None:
            yield error("pool-key", said, at, help=msg("write one of: {known}", known=quoted(known)))
        else:
            yield error(
                "pool-key",
                msg("{sentence}; did you mean `{meant}`?", sentence=said, meant=meant),
                at,
                help=msg("write `{text}`", text=meant),
                fix={route: meant} if alone and in_capitals(pool.by, known) == meant else None,
            )
