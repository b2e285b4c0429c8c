"""What to write where a mapping is due and people write something else: a formula, a list of entries."""

from __future__ import annotations

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.message import Message, msg
from csvariable.plan.ids import ID
from csvariable.plan.signs import condition_in_words
from csvariable.text import Node, Scalar
from csvariable.text.node import NodeValue


def instead_of(value: NodeValue, route: Route) -> Message | None:
    """Return what to write instead of a value of another shape, or None where nothing special is known."""
    if isinstance(value, Scalar) and _is_condition(route):
        return _condition(value.text)
    if isinstance(value, tuple) and len(route) == 1 and route[0] in _BY_ID:
        return _by_id(str(route[0]), value)
    return None


def _is_condition(route: Route) -> bool:
    words = [key for key in route if isinstance(key, str)]
    return bool(words) and (words[-1] == "when" or (words[-1] in {"any", "all"} and route[-1] != words[-1]))


def _condition(text: str) -> Message:
    """Say how a condition is written that stands as a formula: `grr >= 88 %`."""
    written, step = condition_in_words(text), text.strip()
    if written is not None:
        return msg("write `{text}`", text=written)
    if ID.fullmatch(step):
        return msg("write a step and a bound, such as `{text}`", text=f"{{{step}: {{from: 90 %}}}}")
    return msg("write a step and a bound, such as `{{nrr: {{from: 90 %}}}}`")


_BY_ID = frozenset("kpis objectives gates modifiers pool bonuses roles columns sources examples".split())
_NAMES = ("id", "kpi", "key", "name", "nom")


def _by_id(section: str, entries: tuple[Node, ...]) -> Message:
    """Say that ids are keys, with the id of the first entry of the list that stands there."""
    first = entries[0].value if entries else Scalar("")
    name = None
    if isinstance(first, dict):
        named = (first[key].value for key in _NAMES if key in first)
        name = next((one.text for one in named if isinstance(one, Scalar)), None)
    elif isinstance(first, Scalar):
        name = first.text
    if not name or not ID.fullmatch(name):
        name = "a"
    return msg("ids are keys, no list: write `{text}`", text=f"{section}: {{{name}: {{...}}}}")
