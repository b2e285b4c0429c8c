"""Where lower is better and a curve reads the actual, bounds are `up_to` and `below`.

`from` and `above` say that more has been reached. On a response time they would pay the slow
answers. Everywhere else, `up_to` and `below` would pay the bad results.

```yaml
# fails
kpis:
  churn:
    weight: 100 %
    unit: percent
    direction: lower
    curve: {of: actual, lookup: [{from: 5 %, pays: 50 %}, {from: 3 %, pays: 100 %}]}
```

```yaml
# passes
kpis:
  churn:
    weight: 100 %
    unit: percent
    direction: lower
    curve: {of: actual, lookup: [{up_to: 5 %, pays: 50 %}, {up_to: 3 %, pays: 100 %}]}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.rules.ladders import BoundPlace, ladders
from csvariable.rules.parts import entries, falls
from csvariable.text import Document

_TURNED = {"from": "up_to", "above": "up_to", "": "up_to", "up_to": "from", "below": "from"}
_PAST = {"up_to": "below", "from": "above"}


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each bound that looks to the wrong side."""
    for ladder in ladders(plan):
        lower = falls(plan, ladder.step)
        for place in ladder.all_places:
            yield from _wrong(place, lower=lower, point=place in ladder.places)
    for tested in entries(plan):
        for place in tested.places:
            yield from _wrong(place, lower=falls(plan, tested.step), point=False)


def _wrong(place: BoundPlace, *, lower: bool, point: bool) -> Iterator[Diagnostic]:
    if place.word not in ({"from", "above", ""} if lower else {"up_to", "below"}):
        return
    right = _TURNED[place.word]
    why = msg("lower is better here") if lower else msg("higher is better here")
    if place.word:
        message = msg("{why}: `{word}` would pay the bad results", why=why, word=place.word)
        help_ = msg("write `{right}` for reached, `{past}` for exceeded", right=right, past=_PAST[right])
        if point:
            help_ = msg(
                "{write}: a point says where its pay starts, and the next one where it ends", write=help_
            )
    else:
        message = msg(
            "{why}: say how the bound is meant, `{{up_to: {text}}}`", why=why, text=place.level.text
        )
        help_ = msg("write `{text}`", text=f"{{{right}: {place.level.text}}}")
    yield error("wrong-bound-word", message, PlanPlace(place.route, key=bool(place.word)), help=help_)
