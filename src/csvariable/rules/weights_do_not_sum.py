"""The weights of a plan add up to exactly 100 %.

A weight says which part of the target incentive a KPI decides. At 95 % some of it can never be
earned, at 105 % everybody on target costs more than was agreed. Where objectives have weights,
those add up to 100 %, and so do the weights of the KPIs inside each objective.

```yaml
# fails
kpis:
  nrr: {weight: 60 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
  csat: {weight: 45 %, unit: percent, curve: {of: actual, lookup: [{from: 80 %, pays: 100 %}]}}
```

```yaml
# passes
kpis:
  nrr: {weight: 60 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
  csat: {weight: 40 %, unit: percent, curve: {of: actual, lookup: [{from: 80 %, pays: 100 %}]}}
```
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from csvariable.kernel.diagnostic import Diagnostic, Label, PlanPlace, Route, error
from csvariable.kernel.message import Message, counted, listed, msg
from csvariable.kernel.unit import rounded
from csvariable.plan import Plan
from csvariable.rules.parts import percent, weighted
from csvariable.text import Document

READS = ("kpis.*.weight", "kpis.*.objective", "objectives.*.weight")


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each group of weights that is not 100 %."""
    if plan.choose is not None:
        return
    shares = {
        name: objective.weight for name, objective in plan.objectives.items() if objective.weight is not None
    }
    if not shares:
        given = {
            ("kpis", name, "weight"): kpi.weight for name, kpi in plan.kpis.items() if kpi.weight is not None
        }
        if any(given.values()):
            yield from _sum(given, msg("weights"), ("kpis",))
        return
    for name, objective in plan.objectives.items():
        if objective.weight is None:
            message = msg("the objective `{name}` has no weight, and others have one", name=name)
            yield error("weights-do-not-sum", message, PlanPlace(("objectives", name), key=True))
    yield from _sum(
        {("objectives", name, "weight"): share for name, share in shares.items()},
        msg("weights of the objectives"),
        ("objectives",),
    )
    for name, share in shares.items():
        inside = {
            ("kpis", kpi_id, "weight"): kpi.weight
            for kpi_id, kpi in weighted(plan).items()
            if kpi.objective == name and kpi.weight is not None
        }
        homeless = any(kpi.objective is None for kpi in weighted(plan).values())
        if inside or (share and not homeless):
            yield from _sum(
                inside, msg("weights of the KPIs of the objective `{name}`", name=name), ("objectives", name)
            )


def _sum(given: Mapping[tuple[str, str, str], Fraction], what: Message, at: Route) -> Iterator[Diagnostic]:
    total = sum(given.values(), Fraction(0))
    if total == 1:
        return
    off = rounded(abs(total - 1) * 100, Fraction(1, 10**6))
    help_ = (
        counted("raise them by {count} point in all", "raise them by {count} points in all", off)
        if total < 1
        else counted("lower them by {count} point in all", "lower them by {count} points in all", off)
    )
    exact = _fractions(given)
    if exact:
        help_ = msg("write {fractions}: a fraction stays exact", fractions=listed(exact, "and"))
    labels = tuple(
        Label(PlanPlace(route), msg("{example}: {problem}", example=route[1], problem=percent(weight)))
        for route, weight in given.items()
    )
    yield error(
        "weights-do-not-sum",
        msg("the {what} add up to {total}, not 100 %", what=what, total=percent(total, Fraction(1))),
        PlanPlace(at, key=True),
        also=labels,
        help=help_,
    )


NEAR = Fraction(1, 2000)
"""How far a weight lies from the fraction that it stands for: 33.3 % and 16.7 % are thirds and sixths."""
LARGEST = 12


def _fractions(given: Mapping[tuple[str, str, str], Fraction]) -> list[Message]:
    """Return the weights as the fractions that they were rounded from, where these add up to the whole."""
    meant = {route: weight.limit_denominator(LARGEST) for route, weight in given.items()}
    near = all(abs(meant[route] - weight) <= NEAR for route, weight in given.items())
    if not near or sum(meant.values()) != 1:
        return []
    return [
        msg("`weight: {share}` for `{name}`", share=f"{share.numerator}/{share.denominator}", name=route[1])
        for route, share in meant.items()
        if share != given[route]
    ]
