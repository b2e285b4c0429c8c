"""A gate that leaves 100 % when it is closed, and sets no cap, changes nobody's pay.

Whoever misses its condition is paid as who meets it.

```yaml
# fails
gates:
  adoption: {when: {nrr: {from: 80 %}}, otherwise: {of: plan, times: 100 %}}
```

```yaml
# passes
gates:
  adoption: {when: {nrr: {from: 80 %}}, otherwise: {of: plan, times: 50 %}}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, warning
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.text import Document

OPINION = True
FOR_SOMEBODY = True
READS = ("gates",)


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for each gate that closes nothing."""
    for name, gate in plan.gates.items():
        if gate.otherwise.times == 1 and gate.otherwise.cap is None:
            message = msg("a closed gate `{gate}` leaves 100 %: it changes nothing", gate=name)
            help_ = msg("write the factor that remains, such as `times: 50 %`, or leave the gate out")
            place = PlanPlace(("gates", name, "otherwise", "times"))
            yield warning("idle-factor", message, place, help=help_)
