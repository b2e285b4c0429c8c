"""A KPI is not made of itself, neither directly nor through others.

```yaml
# fails
kpis:
  a: {unit: number, measure: {sum: {b: 100 %}}}
  b: {unit: number, measure: {sum: {a: 100 %}}}
```

```yaml
# passes
kpis:
  a: {unit: number, measure: {sum: {b: 100 %}}}
  b: {unit: number}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.parts import measured
from csvariable.text import Document


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield one problem for each circle of KPIs."""
    parts = {
        name: tuple(step.partition(".")[0] for _, step, _ in measured(("kpis", name), kpi))
        for name, kpi in plan.kpis.items()
    }
    told: set[str] = set()
    for name in parts:
        circle = _circle(name, parts)
        if circle and not told & set(circle):
            told |= set(circle)
            way = " -> ".join(f"`{step}`" for step in (*circle, circle[0]))
            yield error(
                "measure-cycle",
                msg("`{name}` is made of itself: {way}", name=name, way=way),
                PlanPlace(("kpis", name, "measure"), key=True),
            )


def _circle(start: str, parts: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the way from a KPI back to itself, or nothing."""
    before: dict[str, str] = {}
    waiting = [start]
    while waiting:
        name = waiting.pop()
        for step in parts.get(name, ()):
            if step == start:
                way = [name]
                while way[-1] != start:
                    way.append(before[way[-1]])
                return tuple(reversed(way))
            if step not in before:
                before[step] = name
                waiting.append(step)
    return ()
