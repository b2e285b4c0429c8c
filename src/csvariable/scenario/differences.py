"""Two plans side by side: what was written anew, point by point where it is a curve.

A difference is the smallest part that a reader can name: a value, a point of a curve (found by its
bound, not by its place in the list), the side of a bound, a list, or a whole part that came or went.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from csvariable.kernel.diagnostic import Route
from csvariable.plan.curve import KINDS
from csvariable.plan.point import CORNER_WORDS, PLACE_WORDS
from csvariable.scenario.in_force import has_no_jump, is_idle
from csvariable.scenario.sameness import alike, meant_by, plain_value, same
from csvariable.text import Document, Node, Scalar, flow_text, parse_route

What: TypeAlias = Literal["changed", "added", "removed", "moved", "side"]

SILENT = frozenset(
    "name why owner source verified_by statement serves description communicated_on review_by languages "
    "nature consultation disputes backlog allow examples priority origin commitment horizon "
    "quality controllability leading odds".split()
)
"""Keys that pay nothing: texts, tags, governance, examples, what `budget` draws."""
_NAMED = frozenset("kpis gates modifiers bonuses pool roles objectives columns sources".split())
_BOUNDS = frozenset(PLACE_WORDS)


@dataclass(frozen=True, slots=True)
class Difference:
    """A part of a plan that is not the same in two plans."""

    route: Route
    """In the new plan, or in the old one where it went."""
    old: Node | None
    new: Node | None
    what: What
    """A bound that has moved keeps what it pays; a side says whether the bound itself counts."""
    pays: bool
    """Whether a payout can rest on it; texts and tags never."""
    role: str | None = None
    idle: bool = False
    """A point of a curve that says nothing which its neighbours do not say."""
    point: Node | None = None
    """The point of the new plan that a value is of."""

    @property
    def before(self) -> str | None:
        """What the old plan has, on one line."""
        return None if self.old is None else flow_text(self.old)

    @property
    def after(self) -> str | None:
        """What the new plan has, on one line."""
        return None if self.new is None else flow_text(self.new)


def differences(old: Document, new: Document) -> tuple[Difference, ...]:
    """Return what differs in meaning, in the order of the new plan, what went behind its neighbours.

    `85 %` and `85%` are the same value; the order of keys is none.
    """
    first, second = old.node(()), new.node(())
    if first is None or second is None:  # pragma: no cover - a document has a root
        return ()
    return tuple(one for one in _between((), first, second) if not _hidden(one.route))


def _between(route: Route, old: Node, new: Node, *, goes_on: bool = False) -> Iterator[Difference]:
    one, other = old.value, new.value
    if isinstance(one, dict) and isinstance(other, dict):
        if _is_bounds(one) and _is_bounds(other) and set(one) != set(other):
            yield _bounds(route, old, new)
        else:
            yield from _mappings(route, one, other)
    elif isinstance(one, Scalar) and isinstance(other, Scalar):
        if not same(one, other):
            yield _found(route, old, new, "changed")
    elif _is_points(route, one) and _is_points(route, other):
        yield from _points(route, list(_items(one)), list(_items(other)), goes_on=goes_on)
    elif not alike(old, new):
        yield _found(route, old, new, "changed")


def _mappings(route: Route, one: Mapping[str, Node], other: Mapping[str, Node]) -> Iterator[Difference]:
    for key in dict.fromkeys((*other, *one)):
        here, before, after = (*route, key), one.get(key), other.get(key)
        if before is not None and after is not None:
            yield from _between(here, before, after, goes_on="beyond" in {**one, **other})
        elif len(here) == 1 and key in _NAMED:
            yield from _members(here, before, after)
        else:
            yield _found(here, before, after, "added" if before is None else "removed")


def _members(route: Route, old: Node | None, new: Node | None) -> Iterator[Difference]:
    """Yield each part of a section that came or went as a whole."""
    one = old.value if old is not None else {}
    other = new.value if new is not None else {}
    if isinstance(one, dict) and isinstance(other, dict):
        for key, child in one.items():
            yield _found((*route, key), child, None, "removed")
        for key, child in other.items():
            yield _found((*route, key), None, child, "added")
    else:
        yield _found(route, old, new, "added" if old is None else "removed")


def _found(route: Route, old: Node | None, new: Node | None, what: What, *, idle: bool = False) -> Difference:
    pays = not idle and not SILENT.intersection(str(key) for key in inner(route))
    role = str(route[1]) if route[0] == "roles" and len(route) > 1 else None
    return Difference(route, old, new, what, pays, role, idle)


def _hidden(route: Route) -> bool:
    return str(route[0]).startswith("x-")


def inner(route: Route) -> Route:
    """Return the keys of a route that are no ids, for a line of a role those of the route that it sets."""
    if route[0] == "roles" and len(route) > 2:
        try:
            return inner((*parse_route(str(route[2])), *route[3:]))
        except ValueError:
            return route
    # An id may be called as a tag is; no tag is the second key of a route.
    return (route[0], *route[2:])


# ---------------------------------------------------------------------------------------- bounds


def _is_bounds(value: Mapping[str, Node]) -> bool:
    return bool(value) and set(value) <= _BOUNDS


def _bounds(route: Route, old: Node, new: Node) -> Difference:
    one, other = written_bound(old), written_bound(new)
    side = one is not None and other is not None and one[0] != other[0] and same(one[1], other[1])
    return _found(route, old, new, "side" if side else "changed")


def written_bound(node: Node) -> tuple[str, Scalar] | None:
    """Return the word and value of the one bound of a point or a test; None where it has none or two."""
    if not isinstance(node.value, dict):
        return None
    words = [word for word in dict.fromkeys((*PLACE_WORDS, *CORNER_WORDS)) if word in node.value]
    if len(words) != 1:
        return None
    value = node.value[words[0]].value
    return (words[0], value) if isinstance(value, Scalar) else None


# ---------------------------------------------------------------------------------------- points


def _is_points(route: Route, value: object) -> bool:
    return (
        isinstance(value, tuple)
        and bool(route)
        and str(route[-1]).rpartition(".")[2] in KINDS
        and all(isinstance(item.value, dict) for item in value)
    )


def list_of(route: Route) -> tuple[Route, int] | None:
    """Return the list of points that a route lies in, and which of them; None outside of one."""
    for depth, key in enumerate(route):
        listed = str(key).rpartition(".")[2] in KINDS
        if listed and depth + 1 < len(route) and isinstance(at := route[depth + 1], int):
            return route[: depth + 1], at
    return None


def _items(value: object) -> Sequence[Node]:
    return value if isinstance(value, tuple) else ()


def _points(route: Route, old: list[Node], new: list[Node], *, goes_on: bool) -> Iterator[Difference]:
    """Yield how the points of two lists differ, each found by its bound."""
    kind = str(route[-1]).rpartition(".")[2]
    pairs = _pairs(old, new)
    taken = set(pairs.values())
    gone = [at for at in range(len(old)) if at not in taken]
    for at, node in enumerate(new):
        here = (*route, at)
        if at in pairs:
            yield from _point(here, old[pairs[at]], node, joined=has_no_jump(kind, new[:at], node))
            continue
        source = next((one for one in gone if _moves(old[one], node)), None)
        if source is None:
            yield _found(here, None, node, "added", idle=is_idle(kind, old, node, goes_on=goes_on))
        else:
            gone.remove(source)
            yield _found(here, old[source], node, "moved")
    for at in gone:
        yield _found(
            (*route, at), old[at], None, "removed", idle=is_idle(kind, new, old[at], goes_on=goes_on)
        )


def _pairs(old: Sequence[Node], new: Sequence[Node]) -> dict[int, int]:
    """Return which point of the old list each of the new one is: of its bound, else of its level."""
    pairs: dict[int, int] = {}
    there: dict[object, dict[int, Node]] = {}
    for at, node in enumerate(old):
        there.setdefault(level_of(node), {})[at] = node
    levels = [there.get(level_of(node), {}) for node in new]
    for exact in (True, False):
        for at, node in enumerate(new):
            if at not in pairs and levels[at]:
                found = point_like(node, levels[at], exact=exact)
                if found is not None:
                    pairs[at] = found
                    del levels[at][found]
    return pairs


def point_like(point: Node, among: Mapping[int, Node], *, exact: bool = False) -> int | None:
    """Return which of some points has the bound of another; unless exact, else the one at its level."""
    there = [at for at, node in sorted(among.items()) if level_of(node) == level_of(point)]
    same_side = (at for at in there if exceeds(among[at]) == exceeds(point))
    return next(same_side, None if exact or not there else there[0])


def exceeds(point: Node) -> bool:
    """Whether the bound of a point does not count itself."""
    bound = written_bound(point)
    return bound is not None and bound[0] in {"above", "below"}


def level_of(node: Node) -> object:
    """Return where a point stands: what its bound means; None where it has none."""
    bound = written_bound(node)
    return None if bound is None else meant_by(bound[1])


def _moves(old: Node, new: Node) -> bool:
    """Whether a point pays what another one paid elsewhere; with `is` each speaks for its word."""
    bounds = (written_bound(old), written_bound(new))
    alone = any(bound is not None and bound[0] == "is" for bound in bounds)
    return not alone and _payload(old) == _payload(new)


def _payload(node: Node) -> object:
    bound = written_bound(node)
    children = node.value if isinstance(node.value, dict) else {}
    return {key: plain_value(child) for key, child in children.items() if bound is None or key != bound[0]}


def _point(route: Route, old: Node, new: Node, *, joined: bool) -> Iterator[Difference]:
    one, other = written_bound(old), written_bound(new)
    if one is not None and other is not None and one[0] != other[0]:
        yield _found(route, old, new, "side", idle=joined)
    words = {bound[0] for bound in (one, other) if bound is not None}
    first, second = (
        {key: child for key, child in node.value.items() if key not in words}
        for node in (old, new)
        if isinstance(node.value, dict)
    )
    for found in _mappings(route, first, second):
        yield replace(found, point=new)


# ---------------------------------------------------------------------------------------- values
