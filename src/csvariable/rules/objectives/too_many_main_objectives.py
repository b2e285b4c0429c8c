"""A period has one or two main objectives.

What is main among three or more is no longer known; the others can wait in `backlog` or be
`priority: secondary`.

```yaml
# fails
objectives:
  a: {statement: Keep, priority: main}
  b: {statement: Grow, priority: main}
  c: {statement: Please, priority: main}
```

```yaml
# passes
objectives:
  a: {statement: Keep, priority: main}
  b: {statement: Grow, priority: main}
  c: {statement: Please, priority: secondary}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, Label, PlanPlace, warning
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.text import Document

OPINION = True
MOST = 2


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for a plan with three main objectives or more."""
    main = [name for name, objective in plan.objectives.items() if objective.priority == "main"]
    if len(main) > MOST:
        labels = tuple(Label(PlanPlace(("objectives", name, "priority")), msg("main")) for name in main)
        message = msg("{count} objectives are main: choose {most}", count=len(main), most=MOST)
        yield warning("too-many-main-objectives", message, PlanPlace(("objectives",), key=True), also=labels)
