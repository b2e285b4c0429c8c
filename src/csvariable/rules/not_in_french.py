"""A plan for people in France (`profile: fr`) is written in French.

Objectives that decide pay bind an employee in France only where they are written in French.
Each text is either in French alone or says its French version: `{fr: ..., en: ...}`.

```yaml
# fails
profile: fr
communicated_on: 2026-06-15
languages: [en]
```

```yaml
# passes
profile: fr
communicated_on: 2026-06-15
languages: [fr]
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.text import Document


def check(plan: Plan, _document: Document) -> Iterator[Diagnostic]:
    """Yield an error for each text that is not in French, where French is due."""
    if not plan.is_french:
        return
    if plan.languages is not None and "fr" not in plan.languages:
        message = msg("this plan is not in French (profile fr)")
        yield error(
            "not-in-french", message, PlanPlace(("languages",)), help=msg("add `fr`, and the French texts")
        )
    for route, text in _texts(plan):
        if text and "fr" not in text and "" not in text:
            yield error(
                "not-in-french",
                msg("this text has no French version (profile fr)"),
                PlanPlace(route, key=True),
                help=msg("write `fr:` beside it"),
            )


def _texts(plan: Plan) -> Iterator[tuple[Route, dict[str, str] | None]]:
    yield ("name",), plan.name
    for section in ("objectives", "kpis", "gates", "modifiers", "bonuses", "pool"):
        for name, item in getattr(plan, section).items():
            for field in ("name", "why", "statement"):
                yield (section, name, field), getattr(item, field, None)
