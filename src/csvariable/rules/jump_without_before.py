"""A line that jumps just above a value says what it arrives at there: `before`.

`above: 107 %` leaves 107 % itself to the side below: at exactly 107 % the line pays what it arrives at,
just over it what the point pays. The first point needs no `before`: nothing is paid ahead of it.

```yaml
# fails
kpis:
  nrr:
    weight: 100 %
    unit: percent
    curve: {of: actual, linear: [{at: 100 %, pays: 50 %}, {above: 107 %, pays: 100 %}]}
```

```yaml
# passes
kpis:
  nrr:
    weight: 100 %
    unit: percent
    curve: {of: actual, linear: [{at: 100 %, pays: 50 %}, {above: 107 %, before: 60 %, pays: 100 %}]}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, error, warning
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.plan.curve import Kinded
from csvariable.text import Document


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each jump of a line that does not say where it comes from."""
    for name, kpi in plan.kpis.items():
        if kpi.curve is not None:
            yield from _jumps(kpi.curve, ("kpis", name, "curve"))
    for name, modifier in plan.modifiers.items():
        yield from _jumps(modifier.curve, ("modifiers", name, "curve"))
    for name, bonus in plan.bonuses.items():
        yield from _jumps(bonus, ("bonuses", name))


def _jumps(curve: Kinded, route: Route) -> Iterator[Diagnostic]:
    if not curve.kinds or not curve.kind.joined:
        return
    for at, point in enumerate(curve.points):
        inside = (*route, curve.kind.word, at)
        if at and point.word != "at" and point.before is None:
            yield error(
                "jump-without-before",
                msg("nothing says what is paid at `{text}` itself", text=point.start.text),
                PlanPlace(inside),
                help=msg(
                    "write `before:`, or `at: {text}` where the point pays at it", text=point.start.text
                ),
            )
        if not at and point.before:
            yield warning(
                "jump-without-before",
                msg("before the first point nothing is paid: its `before` changes nothing"),
                PlanPlace((*inside, "before")),
                help=msg("leave it out, or write a point before it"),
            )
