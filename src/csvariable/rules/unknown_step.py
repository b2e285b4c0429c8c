"""A condition, a modifier, a matrix, a bonus, a measure or a pool names a step of the plan.

Steps are the actual of a KPI (`nrr`), its `nrr.target`, `nrr.attainment` and `nrr.payout_rate`,
`plan.attainment`, `plan.payout_rate`, and the columns declared under `columns`. Bonuses and
pools may also name amounts: `nrr.payout`, `target_incentive`, `salary`.

```yaml
# fails
bonuses:
  club: {when: {nrr.attainement: {from: 120 %}}, pays: 300}
```

```yaml
# passes
bonuses:
  club: {when: {nrr.attainment: {from: 120 %}}, pays: 300}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import listed, msg
from csvariable.plan import Plan
from csvariable.plan.acts_on import OF_BONUSES
from csvariable.plan.steps import PAY_COLUMNS, money_step_unit, step_names, step_unit
from csvariable.rules.hints import in_capitals, word_suggestion
from csvariable.rules.parts import Named, ids, named, renamed
from csvariable.rules.unknown_column import PEOPLE_COLUMNS
from csvariable.text import Document


def check(plan: Plan, document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each step that is named and does not exist."""
    unread = set(ids(document, "kpis")) - set(plan.kpis)
    unread |= set(ids(document, "columns")) - set(plan.columns)
    for step in named(plan):
        found = money_step_unit(plan, step.step) if step.money else step_unit(plan, step.step)
        if found is None and step.step.partition(".")[0] not in unread and step.step not in PEOPLE_COLUMNS:
            yield _problem(plan, step, document)


def _problem(plan: Plan, step: Named, document: Document) -> Diagnostic:
    known = step_names(plan)
    if step.money:
        known = (*known, *PAY_COLUMNS, "target_incentive", *(f"{kpi}.payout" for kpi in plan.kpis))
    at = PlanPlace(step.route, key=step.key)
    if money_step_unit(plan, step.step) is not None:
        message = msg("`{step}` is an amount: it can be read by bonuses and pools, not here", step=step.step)
        return error("unknown-step", message, at)
    name = step.step.removeprefix(OF_BONUSES)
    if name.partition(".")[0] in ids(document, "bonuses"):
        message = msg("`{name}` is a bonus, and here stand results: a KPI or a step of one", name=name)
        return error(
            "unknown-step", message, at, help=msg("steps of this plan: {known}", known=listed(known[:12]))
        )
    meant = word_suggestion(step.step, known)
    if meant is None:
        help_ = msg("steps of this plan: {known}", known=listed(known[:12]))
        return error("unknown-step", msg("there is no step `{name}`", name=step.step), at, help=help_)
    fix = renamed(document, step.route, meant) if step.key else {step.route: meant}
    if in_capitals(step.step, known) != meant:
        fix = None
    return error(
        "unknown-step",
        msg("there is no step `{name}`; did you mean `{meant}`?", name=step.step, meant=meant),
        at,
        help=msg("write `{text}`", text=meant),
        fix=fix,
    )
