"""A value on few answers is pooled with more: with those of the team or of the company.

`below: team` and `towards: company` need a wider scope than that of the KPI. A count or a sum has no
pooled value: that of a team is larger because a team is. A KPI made of other KPIs stands on no
answers of its own. Where both `below` and `missing` say something other than an error, they say the
same, so that a line without a value has one meaning.

```yaml
# fails
kpis:
  csat: {unit: percent, scope: team, sample: {min: 30, below: team}}
```

```yaml
# passes
kpis:
  csat: {unit: percent, scope: team, sample: {min: 30, below: company}}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.kernel.terms import SCOPES
from csvariable.plan import Plan
from csvariable.plan.kpi import POLICIES, Kpi
from csvariable.text import Document

_WIDTH = ("person", "team", "company")


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each sample that cannot be pooled, or whose line has two meanings."""
    for name, kpi in plan.kpis.items():
        if kpi.sample is not None:
            yield from _pooled(name, kpi)
            yield from _meaning(name, kpi, kpi.missing or plan.missing)


def _pooled(name: str, kpi: Kpi) -> Iterator[Diagnostic]:
    sample = kpi.sample
    if sample is None:  # pragma: no cover - the caller asks only for samples
        return
    if kpi.is_of_steps and sample.changes:
        message = msg("`{kpi}` is made of other KPIs: it stands on no answers of its own", kpi=name)
        yield error("sample-scope", message, PlanPlace(("kpis", name, "sample"), key=True))
    for key, scope in (("below", sample.below), ("towards", sample.towards)):
        if scope not in _WIDTH:
            continue
        place = PlanPlace(("kpis", name, "sample", key))
        if kpi.rows is not None and kpi.rows.adds_up:
            message = msg(
                "`{kpi}` is a {word}, and a larger group has a larger one", kpi=name, word=kpi.rows.word
            )
            yield error("sample-scope", message, place)
        elif _WIDTH.index(scope) <= _WIDTH.index(kpi.scope):
            message = msg(
                "`{kpi}` is of scope {scope}: {other} is no wider one",
                kpi=name,
                scope=SCOPES[kpi.scope],
                other=SCOPES[scope],
            )
            yield error("sample-scope", message, place)


def _meaning(name: str, kpi: Kpi, missing: str) -> Iterator[Diagnostic]:
    sample = kpi.sample
    if sample is None or sample.below not in POLICIES or missing in {"error", sample.below}:
        return
    message = msg(
        "a line of `{kpi}` without a value would mean `{below}` or `{missing}`",
        kpi=name,
        below=str(sample.below),
        missing=missing,
    )
    advice = msg("write the same under `below` and `missing`, or `missing: error`")
    yield error("sample-scope", message, PlanPlace(("kpis", name, "sample", "below")), help=advice)
