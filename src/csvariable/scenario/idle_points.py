"""Which of the changed points of a curve pay anything: those without which it would pay otherwise.

A point above a cap, on the line of its neighbours, or under a threshold may change and pay what it
paid. What such a point says is taken back, one after the other, for as long as every curve of the
plan and of its roles pays as in the new plan: what can be taken back is idle, and the rest, done to
the old plan, gives the pay of the new one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import zip_longest
from typing import Final, TypeAlias

from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import Route
from csvariable.kernel.formula import Curve
from csvariable.kernel.purpose import Purpose
from csvariable.plan.bonus import Bonus
from csvariable.program.compilation import compile_plan
from csvariable.reading import read
from csvariable.scenario.differences import (
    Difference,
    exceeds,
    level_of,
    list_of,
    point_like,
    written_bound,
)
from csvariable.scenario.moved_curves import differing
from csvariable.text import Document, Node, Setting, parse_route

_BY: Final = Setting("a difference taken back")
_WHOLE: Final = frozenset({Purpose.BONUS_SOURCE, Purpose.BONUS_AMOUNT, Purpose.BONUS})
"""Steps of a bonus whose curve gives the amount that its cap is held against."""

_Curves: TypeAlias = Mapping[tuple[str | None, str], Curve]


def told_by(found: Sequence[Difference], old: Document, new: Document) -> tuple[Difference, ...]:
    """Return differences, of which the points are idle that leave the pay of every curve as it is."""
    paid = _curves(new) if any(list_of(one.route) for one in found) else None
    if paid is None:
        return tuple(found)
    drawn = {route for document in (old, new) for route in _holders(_curves(document) or {})}
    told = list(found)
    kept = new
    for turn in _turns(found, drawn):
        ways = {at: [*_taken_back(kept, listed, found[at])] for at, listed in turn.items()}
        kept, taken = _together(kept, turn, ways, paid) or _one_by_one(kept, turn, ways, paid)
        for at in turn:
            told[at] = replace(found[at], pays=at not in taken, idle=at in taken)
    return tuple(told)


_Turn: TypeAlias = Mapping[int, Route]
"""Differences by their places, and the list of points that each is of: one of a curve."""
_Ways: TypeAlias = Mapping[int, Sequence[Node]]
"""By place, the lists in which a difference is taken back."""


def _turns(found: Sequence[Difference], drawn: Collection[Route]) -> Iterator[_Turn]:
    """Yield the differences of points in turns: each has the next one of every curve."""
    queues: dict[Route, list[tuple[int, Route]]] = {}
    for at, one in enumerate(found):
        place = list_of(one.route)
        if place is not None and (holder := _holder(place[0])) in drawn and (one.pays or one.idle):
            queues.setdefault(holder, []).append((at, place[0]))
    for turn in zip_longest(*queues.values()):
        yield dict(one for one in turn if one is not None)


def _together(
    kept: Document, turn: _Turn, ways: _Ways, paid: _Curves
) -> tuple[Document, frozenset[int]] | None:
    """Take back what each curve can do without, all of a turn at once: no curve reads the points of another.

    None where that does not tell: a difference can be taken back in several ways, or the plan is refused.
    """
    if len(turn) < 2 or any(len(own) != 1 for own in ways.values()):
        return None
    tried = _curves(_with_lists(kept, {turn[at]: own[0] for at, own in ways.items()}))
    if tried is None or tried.keys() != paid.keys():
        return None
    moved = {one.route for name, one in tried.items() if not _pays_the_same(one, paid[name])}
    taken = frozenset(at for at, listed in turn.items() if _holder(listed) not in moved)
    return _with_lists(kept, {turn[at]: ways[at][0] for at in taken}), taken


def _one_by_one(kept: Document, turn: _Turn, ways: _Ways, paid: _Curves) -> tuple[Document, frozenset[int]]:
    """Take back one after the other what the curves can do without."""
    taken: set[int] = set()
    for at, listed in turn.items():
        documents = (_with_lists(kept, {listed: way}) for way in ways[at])
        without = next((one for one in documents if _pay_the_same(_curves(one), paid)), None)
        if without is not None:
            kept = without
            taken.add(at)
    return kept, frozenset(taken)


def _curves(document: Document) -> _Curves | None:
    """Return what every curve of a plan and of its roles pays; None for what is no plan."""
    reading = read(document, opinions=False)
    if reading.plan is None or any(one.severity == "error" for one in reading.diagnostics):
        return None
    plans = Plans(reading.plan, reading.roles)
    found: dict[tuple[str | None, str], Curve] = {}
    for role in (None, *plans.roles):
        plan = plans.of(role)
        steps = compile_plan(plan, role).steps
        changed = {step.of for step in steps if step.purpose is Purpose.BONUS_MODIFIED}
        for step in steps:
            if isinstance(step.curve, Curve):
                bonus = plan.bonuses.get(step.of or "") if step.purpose in _WHOLE - changed else None
                found[role, step.name] = _under(step.curve, bonus)
    return found


def _under(curve: Curve, bonus: Bonus | None) -> Curve:
    """Return a curve with the cap of its bonus, where that is held against what the curve gives."""
    caps = [cap for cap in (curve.cap, None if bonus is None else bonus.cap) if cap is not None]
    return replace(curve, cap=min(caps)) if caps else curve


def _holders(curves: _Curves) -> set[Route]:
    return {curve.route for curve in curves.values()}


def _holder(listed: Route) -> Route:
    """Return the route of the curve that a list of points belongs to, as its role's plan has it."""
    if listed[0] == "roles" and len(listed) > 2:
        return (*parse_route(str(listed[2])), *listed[3:])[:-1]
    return listed[:-1]


def _pay_the_same(some: _Curves | None, others: _Curves) -> bool:
    return (
        some is not None
        and some.keys() == others.keys()
        and all(_pays_the_same(one, others[name]) for name, one in some.items())
    )


def _pays_the_same(one: Curve, other: Curve) -> bool:
    if one == other:
        return True
    alike = (one.of, one.falling, one.before) == (other.of, other.falling, other.before)
    return alike and not differing(one, other)


# ------------------------------------------------------------------------------ taken back


def _taken_back(new: Document, listed: Route, one: Difference) -> Iterator[Node]:
    """Yield a list of the new plan with one point as the old plan has it; nothing where none would remain.

    Numbers have one order. A word may stand anywhere: one place of it is that of the plan's levels.
    """
    node = new.node(listed)
    items = node.value if node is not None and isinstance(node.value, tuple) else ()
    points = list(items)
    if one.point is not None:
        at = _place(one.point, points)
        points[at] = _with(points[at], str(one.route[len(listed) + 1]), one.old)
    elif one.what == "side" and one.old is not None and one.new is not None:
        at = _place(one.new, points)
        points[at] = _on_side_of(points[at], one.old)
    else:
        if one.new is not None:
            del points[_place(one.new, points)]
        if one.old is not None:
            places = range(len(points) + 1) if isinstance(level_of(one.old), str) else (len(points),)
            for place in places:
                yield _in_order(items, [*points[:place], one.old, *points[place:]])
            return
    if points:
        yield _in_order(items, points)


def _in_order(items: Sequence[Node], points: list[Node]) -> Node:
    """Return points as a list in the order in which those of a plan stand."""
    falling = len(items) > 1 and _amount(items[0]) > _amount(items[-1])
    points.sort(key=lambda point: (_amount(point) * (-1 if falling else 1), exceeds(point)))
    return Node(tuple(points))


def _with_lists(new: Document, lists: Mapping[Route, Node]) -> Document:
    """Return a plan with other lists of points."""
    return new.edited(lists, _BY) if lists else new


def _place(point: Node, points: Sequence[Node]) -> int:
    """Return where a point of the new plan stands, whichever others were taken back."""
    found = point_like(point, dict(enumerate(points)))
    if found is None:
        raise AssertionError(point)
    return found


def _amount(point: Node) -> Fraction:
    """Return where a point stands as a number, 0 where it has no bound that is one."""
    level = level_of(point)
    return level[0] if isinstance(level, tuple) else Fraction(0)


def _with(point: Node, key: str, value: Node | None) -> Node:
    """Return a point that says something else under a key, or nothing."""
    rest = {name: child for name, child in _children(point).items() if name != key}
    return Node(rest if value is None else {**rest, key: value})


def _on_side_of(point: Node, other: Node) -> Node:
    """Return a point whose bound has the word of another point."""
    words = [bound[0] for one in (point, other) if (bound := written_bound(one)) is not None]
    return Node({words[-1] if key == words[0] else key: child for key, child in _children(point).items()})


def _children(point: Node) -> dict[str, Node]:
    return point.value if isinstance(point.value, dict) else {}
