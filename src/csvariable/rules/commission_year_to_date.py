"""A plan that accumulates reads values since the start of the year, so no commission is paid on them.

Its files hold the sales of the year so far, and what was already paid is taken from what the KPIs
earn, never from bonuses: a commission on those sales would be paid again, whole, each period. Write
`accumulate: true` on the bonus, or pay it from a plan of its own, by period. A prize for a rate that
is reached (`of: nrr.attainment`), a fixed amount and a share of the salary are those of one period.

```yaml
# fails
accumulate: {since: year, target: elapsed}
kpis:
  nrr: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
  upsell: {unit: money}
bonuses:
  commission: {of: upsell, marginal: [{from: 0, rate: 5 %}]}
```

```yaml
# passes
accumulate: {since: year, target: elapsed}
kpis:
  nrr: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
  upsell: {unit: money}
bonuses:
  club: {when: {upsell: {from: 10000}}, pays: 50}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, Label, PlanPlace, Route, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.parts import measured
from csvariable.text import Document

READS = ("accumulate", "kpis.*.additive", "kpis.*.measure")


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each amount that a plan since the start of the year would pay again."""
    if plan.accumulate is None:
        return
    for route, step in _amounts(plan):
        if _grows(plan, step):
            since = Label(
                PlanPlace(("accumulate",), key=True), msg("values are counted since the start of the year")
            )
            yield error(
                "commission-year-to-date",
                msg(
                    "`{step}` holds the year so far: the `{name}` on it would be paid again each period",
                    step=step,
                    name=str(route[1]),
                ),
                PlanPlace(route),
                also=(since,),
                help=msg(
                    "write `accumulate: true` on the bonus, so that what it paid before is taken off, "
                    "or pay it from a plan of its own, on the values of the period"
                ),
            )


def _amounts(plan: Plan) -> Iterator[tuple[Route, str]]:
    """Yield what an amount of a bonus or a pool is a share of, and where it is named."""
    for name, bonus in plan.bonuses.items():
        if bonus.accumulate:
            continue
        for word in ("per", "of"):
            if (step := getattr(bonus, word)) is not None:
                yield ("bonuses", name, word), step
        if bonus.share is not None:
            yield ("bonuses", name, "pays", "of"), bonus.share.of
    for name, pool in plan.pool.items():
        if pool.share is not None:
            yield ("pool", name, "amount", "of"), pool.share.of


def _grows(plan: Plan, step: str, seen: frozenset[str] = frozenset()) -> bool:
    """Whether a step adds up over the year: what is earned, and what grows with time."""
    kpi_id, _, field = step.partition(".")
    kpi = plan.kpis.get(kpi_id)
    if kpi is None:
        return step in {"earned", "target_incentive"}
    if field in {"part", "payout"}:
        return True
    if field not in {"", "actual", "target"} or kpi_id in seen:
        return False
    if kpi.is_additive or (kpi.unit == "number" and kpi.additive is None):
        return True
    parts = (part for _, part, _ in measured(("kpis", kpi_id), kpi))
    return kpi.additive is None and any(_grows(plan, part, seen | {kpi_id}) for part in parts)
