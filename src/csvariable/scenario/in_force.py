"""What a list of points says around a bound: whether a further point would change anything."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from csvariable.kernel.quantity import read_quantity
from csvariable.plan.curve import KINDS
from csvariable.plan.point import CORNER_WORDS, PLACE_WORDS
from csvariable.text import Node, Scalar

_PAYS = ("pays", "rate", "gives")


class _Point(NamedTuple):
    """A point of a list as exact numbers."""

    level: Fraction
    owns: bool
    pays: Fraction
    before: Fraction | None


def is_idle(kind: str, others: Sequence[Node], point: Node, *, goes_on: bool) -> bool:
    """Whether a list of points says the same with a further point; False where that cannot be told."""
    try:
        points = [_read(one) for one in others]
        extra = _read(point)
    except ValueError:
        return False
    falling = len(points) > 1 and points[0].level > points[-1].level
    sign = -1 if falling else 1
    points = [one._replace(level=one.level * sign) for one in points]
    extra = extra._replace(level=extra.level * sign)
    before = [one for one in points if one.level < extra.level]
    after = [one for one in points if one.level > extra.level]
    if KINDS[kind].joined:
        return _on_line(before, after, extra, goes_on=goes_on)
    return bool(before) and before[-1].pays == extra.pays


def has_no_jump(kind: str, before: Sequence[Node], point: Node) -> bool:
    """Whether a list pays the same on both sides of one of its points: bands that add up always do."""
    if KINDS[kind].adds:
        return True
    try:
        return bool(before) and not KINDS[kind].joined and _read(before[-1]).pays == _read(point).pays
    except ValueError:
        return False


def _on_line(before: list[_Point], after: list[_Point], point: _Point, *, goes_on: bool) -> bool:
    if not before or point.before is not None:
        return False
    if not after:
        return not goes_on and before[-1].pays == point.pays
    left, right = before[-1], after[0]
    arrives = right.pays if right.before is None else right.before
    share = (point.level - left.level) / (right.level - left.level)
    return left.pays + (arrives - left.pays) * share == point.pays


def _read(node: Node) -> _Point:
    """Read a point; raise ValueError where it is none."""
    if not isinstance(node.value, dict):
        raise ValueError  # noqa: TRY004 - as for a mapping that is no point
    children = node.value
    texts = {key: child.value for key, child in children.items() if isinstance(child.value, Scalar)}
    words = [word for word in dict.fromkeys((*PLACE_WORDS, *CORNER_WORDS)) if word in texts]
    pays = [key for key in _PAYS if key in texts]
    if len(words) != 1 or len(pays) != 1:
        raise ValueError
    before = texts.get("before")
    return _Point(
        read_quantity(texts[words[0]].text).value,
        words[0] in {"from", "up_to", "at", "is"},
        read_quantity(texts[pays[0]].text).value,
        None if before is None else read_quantity(before.text).value,
    )
