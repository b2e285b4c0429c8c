"""New values for routes: the tree that results, and how two sets of edits make one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvariable.kernel.message import Told, msg
from csvariable.text.node import Node, NodeValue, Scalar, Setting, branch
from csvariable.text.routes import route_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csvariable.kernel.diagnostic import Edits, Key, Route


class NotEditable(Told):
    """A route that a document cannot have; says why."""


def merged(first: Edits, second: Edits) -> dict[Route, object]:
    """Return the edits that do what `first` and then `second` do.

    Removals of list items are the exception: their numbers count before the edits they
    stand with.
    """
    kept = {
        route: value
        for route, value in first.items()
        if not any(route[: len(later)] == later for later in second)
    }
    return {**kept, **second}


def in_order(edits: Edits) -> Iterator[tuple[Route, object]]:
    """Yield edits in the order that applies them: given order, removed items last, from the end.

    So the numbers of list items mean the list as it was.
    """
    removals: list[Route] = []
    for route, value in edits.items():
        if value is None and route and isinstance(route[-1], int):
            removals.append(route)
        else:
            yield route, value
    for route in sorted(removals, key=lambda route: (len(route), int(route[-1])), reverse=True):
        yield route, None


def apply(root: Node, edits: Edits, by: Setting) -> Node:
    """Return the tree with the edits applied; the given one is left as it is.

    Raises:
        NotEditable: for a route that cannot exist: a key of a text, an item far behind the end.
    """
    for route, value in in_order(edits):
        if not route:
            message = msg("the whole document cannot be replaced by an edit")
            raise NotEditable(message)
        root = _changed(root, route, 0, value, by)
    return root


def _changed(node: Node, route: Route, depth: int, new: object, by: Setting) -> Node:
    key = route[depth]
    children = _children(node.value, route, depth)
    old = children.get(key)
    if depth + 1 < len(route):
        if old is None and new is None:
            return node
        inner = old if old is not None else Node(Scalar(""), origin=by)
        changed: Node | None = _changed(inner, route, depth + 1, new, by)
    elif new is None:
        if old is None:
            return node
        changed = None
    else:
        changed = branch(new, by)
        if by.document is None:
            # The key is still where the author wrote it, if one did; only its value is not.
            key_span = old.key if old is not None else None
            changed = Node(changed.value, changed.span, key_span, changed.origin, changed.via)
    if changed is None:
        del children[key]
    else:
        children[key] = changed
    return Node(_value(children, route[depth]), node.span, node.key, node.origin, node.via)


def _children(value: NodeValue, route: Route, depth: int) -> dict[Key, Node]:
    """Return the children of a value as a new mapping; an empty value has none.

    Raises:
        NotEditable: when the value cannot have the child that the route names.
    """
    key = route[depth]
    if value == Scalar(""):
        value = {} if isinstance(key, str) else ()
    if isinstance(value, dict) and isinstance(key, str):
        return dict(value.items())
    if isinstance(value, tuple) and isinstance(key, int) and 0 <= key <= len(value):
        return dict(enumerate(value))
    kind = (
        msg("a text")
        if isinstance(value, Scalar)
        else msg("a list")
        if isinstance(value, tuple)
        else msg("a mapping")
    )
    held = (
        msg("`{route}` is {kind}", route=route_text(route[:depth]), kind=kind)
        if depth
        else msg("the document is a mapping")
    )
    if isinstance(value, tuple) and isinstance(key, int):
        held = msg("{held} of {count}", held=held, count=len(value))
    message = msg("`{route}` cannot be set: {held}", route=route_text(route), held=held)
    raise NotEditable(message)


def _value(children: dict[Key, Node], key: Key) -> NodeValue:
    if isinstance(key, int):
        return tuple(children.values())
    return {str(name): child for name, child in children.items()}
