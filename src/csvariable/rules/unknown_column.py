"""A condition reads columns of the people file only where the plan declares them.

What decides pay must be visible in the plan: a column that a condition reads is declared under
`columns` with its unit. The columns with a meaning of their own (`role`, `team`, `salary`,
`entry` ...) cannot be compared with a bound.

```yaml
# fails
bonuses:
  loyal: {when: {fte: {from: 5}}, pays: 100}
```

```yaml
# passes
columns:
  seniority: {unit: number}
bonuses:
  loyal: {when: {seniority: {from: 5}}, pays: 100}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.plan.steps import money_step_unit, step_unit
from csvariable.rules.parts import named
from csvariable.text import Document

PEOPLE_COLUMNS = frozenset(
    "participant name role team salary annual_salary ote entry exit fte already_paid draw_balance".split()
)


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each column of people that is named where it cannot be read."""
    for step in named(plan):
        found = money_step_unit(plan, step.step) if step.money else step_unit(plan, step.step)
        if found is None and step.step in PEOPLE_COLUMNS:
            message = msg("the column `{name}` of the people file cannot be read here", name=step.step)
            help_ = msg("declare a column of your own under `columns:`, with its unit")
            yield error("unknown-column", message, PlanPlace(step.route, key=step.key), help=help_)
