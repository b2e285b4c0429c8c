"""`Intéressement` is the name of a legal scheme in France, and not of a bonus.

The legal scheme is collective, rests on an agreement that is filed, and has its own taxes and limits.
A bonus on the objectives of a person is pay: calling it `intéressement` promises what it is not. This
is a note, and no legal advice.

What makes it the legal scheme: it is for all staff, with three months of seniority at most; its formula
is uncertain, on results of the company or of a team and never of one person, over three months at
least; it is shared equally, by salary or by presence, each key on a part of its own, and absences such as
maternity count as presence; the total and the part of each person have legal ceilings (articles L. 3314-1
and following of the Code du travail).

Source: the founding articles, on pay indexed on satisfaction (requirement A2-31).

```yaml
# fails
name: Intéressement des CSM
```

```yaml
# passes
name: Prime variable des CSM
```
"""

import re
from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, advice
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.text import Document

OPINION = True
ONCE = True

_WORD = re.compile(r"int[ée]ressement", re.IGNORECASE)


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a note for each part of a plan that is called by the name of the legal scheme."""
    named: list[tuple[Route, dict[str, str] | None]] = [(("name",), plan.name)]
    named += [(("bonuses", name), bonus.name or {"": name}) for name, bonus in plan.bonuses.items()]
    named += [(("pool", name), pool.name or {"": name}) for name, pool in plan.pool.items()]
    for route, texts in named:
        if any(_WORD.search(text) for text in (texts or {}).values()):
            yield advice(
                "profit-sharing-word",
                msg(
                    "`intéressement` is a legal scheme: collective, uncertain, by an agreement; "
                    "a bonus on one's own objectives is pay"
                ),
                PlanPlace(route, key=len(route) > 1),
                help=msg("call it a bonus or a variable pay, unless it is the legal scheme"),
            )
