"""What counts mean is said of points, what a bare number means of percentages.

A percentage given as numerator and denominator is their fraction, and nothing has to be said. In
points the same counts have two readings: 16 of 31 is 51.6 points where they are a share (`reading:
share`), and 0.5 where the file holds the points themselves as a fraction (`reading: ratio`). A
bare number of points is a number of points.

```yaml
# fails
kpis:
  csat: {weight: 100 %, unit: percent, reading: share, curve: {of: actual, lookup: [{from: 9 %, pays: 9 %}]}}
```

```yaml
# passes
kpis:
  nps: {weight: 100 %, unit: points, reading: share, curve: {of: actual, lookup: [{from: 40, pays: 100 %}]}}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.text import Document

READS = ("kpis.*.unit",)


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each reading that the unit of its KPI does not have."""
    for name, kpi in plan.kpis.items():
        at = PlanPlace(("kpis", name, "reading"))
        if kpi.reading == "share" and kpi.unit != "points":
            message = msg(
                "`share` says what counts of points mean, and the unit of `{name}` is `{unit}`",
                name=name,
                unit=kpi.unit,
            )
            help_ = msg("leave `reading` out: a numerator and a denominator are a fraction")
            yield error("reading-of-counts", message, at, help=help_)
        elif kpi.reading == "percent" and kpi.unit == "points":
            message = msg(
                "`percent` says what a bare number of a percentage means, and `{name}` is in points",
                name=name,
            )
            yield error(
                "reading-of-counts", message, at, help=msg("write `share` or `ratio`, or leave it out")
            )
