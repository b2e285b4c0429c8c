"""A line of a role leads to something that a plan has.

A misspelt route would set a value that nothing reads. New KPIs, gates or bonuses of a role are
written whole: `kpis.engagement: {weight: 20 %, ...}`.

```yaml
# fails
roles:
  senior: {kpis.nrr.taget: 108 %}
```

```yaml
# passes
roles:
  senior: {kpis.nrr.target: 108 %}
```
"""

from collections.abc import Iterator

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, error
from csvariable.kernel.message import Message, msg
from csvariable.plan import Plan
from csvariable.plan.model import keys_at
from csvariable.rules.hints import in_capitals, key_suggestion, word_suggestion
from csvariable.rules.parts import ids, renamed
from csvariable.text import Document, NotARoute, NotEditable, Setting, parse_route, route_text

ONCE = True

_BY_ID = frozenset("kpis objectives gates modifiers pool bonuses columns backlog".split())


def check(plan: Plan, document: Document) -> Iterator[Diagnostic]:
    """Yield a problem for each line of a role that leads nowhere."""
    for role in plan.roles:
        for key in ids(document, "roles", role):
            at = ("roles", role, key)
            found = _wrong(at, document)
            if found is not None:
                message, meant = found
                certain = meant is not None and in_capitals(key, [meant]) == meant
                fix = renamed(document, at, meant) if meant is not None and certain else None
                if meant:
                    message = msg("{sentence}; did you mean `{meant}`?", sentence=message, meant=meant)
                help_ = msg("write `{text}`", text=meant) if meant else _without(at, document)
                yield error("unknown-route", message, PlanPlace(at, key=True), help=help_, fix=fix)


def overlays(plan: Plan) -> Iterator[tuple[str, dict[Route, str]]]:
    """Yield the roles with their readable routes, and the key that wrote each."""
    for role, lines in plan.roles.items():
        found: dict[Route, str] = {}
        for key in lines:
            try:
                found[parse_route(key)] = key
            except ValueError:
                continue
        yield role, found


def _wrong(at: tuple[str, str, str], document: Document) -> tuple[Message, str | None] | None:
    """Return a sentence, and the route that was meant, for a line that leads nowhere."""
    try:
        route = parse_route(at[2])
    except NotARoute as problem:
        return problem.said, None
    if len(route) > 2 and route[0] in _BY_ID and document.node(route[:2]) is None:
        meant = word_suggestion(str(route[1]), ids(document, str(route[0])))
        right = route_text((route[0], meant, *route[2:])) if meant else None
        return msg("there is no `{route}` to change", route=route_text(route[:2])), right
    return _wrong_key(route, document) or _wrong_value(route, at, document)


def _without(at: tuple[str, str, str], document: Document) -> Message | None:
    """Return how a line about a part that is not there is taken out; None of other lines."""
    try:
        route = parse_route(at[2])
    except NotARoute:
        return None
    if len(route) < 2 or route[0] not in _BY_ID or document.node(route[:2]) is not None:
        return None
    return msg("take this line out of the role; in a scenario, `{route}=null` does", route=route_text(at))


def _wrong_key(route: Route, document: Document) -> tuple[Message, str | None] | None:
    """Follow a route through the keys that a plan knows, to the first that it does not."""
    for depth, key in enumerate(route):
        keys = keys_at(Plan, route[:depth])
        if not isinstance(key, str) or not keys or key in keys:
            continue
        node = document.node(route[:depth])
        if node is not None and isinstance(node.value, dict) and key in node.value:
            return None
        meant = key_suggestion(key, keys)
        right = route_text((*route[:depth], meant, *route[depth + 1 :])) if meant else None
        where = f"`{route_text(route[:depth])}`" if depth else msg("a plan")
        return msg("{where} has no key `{key}`", where=where, key=key), right
    return None


def _wrong_value(route: Route, at: Route, document: Document) -> tuple[Message, str | None] | None:
    value = document.value(at)
    if value is not None and value.text in {"null", "~"} and not value.quoted:
        there = document.node(route) is not None
        return None if there else (msg("there is no `{route}` to remove", route=route_text(route)), None)
    try:
        document.edited({route: document.node(at)}, Setting("role"))
    except NotEditable as problem:
        return problem.said, None
    return None
