"""An example gives KPIs and columns, and expects steps, that exist.

An expectation with a misspelt name would never be compared with anything: the example would
pass by being empty.

```yaml
# fails
examples:
  on target: {given: {nrr: 100 %}, expect: {totl: 1000}}
```

```yaml
# passes
examples:
  on target: {given: {nrr: 100 %}, expect: {total: 1000}}
```
"""

from collections.abc import Iterable, Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, error
from csvariable.kernel.message import Message, msg
from csvariable.plan import Plan
from csvariable.plan.steps import ACCOUNTS, account_column
from csvariable.rules.hints import word_suggestion
from csvariable.rules.parts import ids, ids_of_roles
from csvariable.text import Document

ONCE = True

_COLUMNS = (
    "participant name role team target_incentive salary annual_salary ote entry exit fte already_paid "
    "draw_balance period adjustments"
).split()
_KPI_COLUMNS = "target baseline cap weight numerator denominator n".split()
_KPI_STEPS = "actual target attainment payout_rate part payout".split()
_STEPS = (
    "target_incentive plan.attainment plan.payout_rate earned modified gated floor cap guarantee "
    "already_paid earned_replaced cap_total draw.advance draw.repaid draw.balance adjustments rounding total"
).split()


_LEFT_OUT = msg("take it out of the example; in a scenario, `examples=null` leaves them all out")


def check(plan: Plan, document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each unknown name of an example."""
    kpis = _ids(document, "kpis")
    given = {
        *kpis,
        *_COLUMNS,
        *ids(document, "columns"),
        *(f"{kpi}.{field}" for kpi in kpis for field in _KPI_COLUMNS),
    }
    bonuses = _ids(document, "bonuses")
    of_bonuses = {account_column(word, bonus) for bonus in bonuses for word in ACCOUNTS}
    of_bonuses |= {f"bonuses.{name}.{word}" for name in bonuses for word in ("deferred", "owed")}
    expected = {*_STEPS, *(f"{kpi}.{field}" for kpi in kpis for field in _KPI_STEPS)}
    for section in ("modifiers", "gates", "bonuses", "pool"):
        expected.update(f"{section}.{name}" for name in _ids(document, section))
    for name, example in plan.examples.items():
        written = [key for key in example.given if not key.startswith("absence_days.")]
        written = [key for key in written if key not in of_bonuses]
        yield from _unknown(("examples", name, "given"), written, given, msg("column or KPI"))
        yield from _unknown(
            ("examples", name, "expect"),
            [key for key in example.expect if key not in of_bonuses],
            expected,
            msg("step"),
        )


def _ids(document: Document, section: str) -> tuple[str, ...]:
    """Return the ids of a section, those that roles add included."""
    return (*ids(document, section), *ids_of_roles(document, section))


def _unknown(route: Route, names: Iterable[str], known: set[str], what: Message) -> Iterator[Diagnostic]:
    for name in names:
        if name in known:
            continue
        meant = word_suggestion(name, sorted(known))
        tail = msg("; did you mean `{meant}`?", meant=meant) if meant else ""
        at = PlanPlace((*route, name), key=True)
        yield error(
            "example-names",
            msg("there is no {what} `{name}`{tail}", what=what, name=name, tail=tail),
            at,
            help=msg("write `{text}`", text=meant) if meant else _LEFT_OUT,
        )
