"""A score of a team is never read alone: something says why people gave it.

A number tells that customers are unhappy, not of what. A short question beside the score, or the
reasons of the tickets, make it something that a team can act on.

Source: the founding articles, on the triangle of service quality (requirement A3-06).

```yaml
# fails
kpis:
  csat:
    weight: 100 %
    unit: percent
    scope: team
    quality: perceived
    curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}
```

```yaml
# passes
kpis:
  csat:
    weight: 100 %
    unit: percent
    scope: team
    quality: perceived
    reasons: the comment of the survey
    curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, advice
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.parts import weighted
from csvariable.text import Document

OPINION = True


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield advice for each score of a team that is paid and says nothing of its reasons."""
    for name, kpi in weighted(plan).items():
        if kpi.scope == "team" and kpi.quality == "perceived" and kpi.reasons is None:
            yield advice(
                "score-without-reasons",
                msg("`{name}` is a score without its reasons: nobody can act on a number alone", name=name),
                PlanPlace(("kpis", name), key=True),
                help=msg("write `reasons:`, where the reasons behind it are read"),
            )
