"""Curves, matrices and conditions (sections 4 and 5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .values import ZERO, rate

Read = Callable[[str], Fraction]
STRICT = {"above", "below"}
BOUNDS = ("from", "above", "up_to", "below", "is")
KINDS = ("lookup", "linear", "marginal", "whole")


@dataclass(frozen=True)
class Scale:
    """How the numbers of a curve are read.

    ``lower`` turns a measure round where lower is better; ``keep_first`` is the rule of modifiers
    below their first point; ``per`` counts the units in one of x for marginal and whole.
    """

    read: Read
    pays: Read = rate
    lower: bool = False
    keep_first: bool = False
    per: Fraction = Fraction(1)


def bound(node: Any, scale: Scale) -> tuple[Fraction, bool]:
    """A bound as (edge, strict), turned round where lower is better."""
    if isinstance(node, Mapping):
        word = next(word for word in BOUNDS if word in node)
        edge, strict = scale.read(node[word]), word in STRICT
    else:
        edge, strict = scale.read(node), False
    return (-edge if scale.lower else edge), strict


def reached(x: Fraction, edge: tuple[Fraction, bool]) -> bool:
    """Whether x is on the good side of a bound."""
    return x > edge[0] if edge[1] else x >= edge[0]


def _last_reached(x: Fraction, edges: list[tuple[Fraction, bool]]) -> int:
    """Index of the last bound reached, -1 before the first."""
    return max((i for i, edge in enumerate(edges) if reached(x, edge)), default=-1)


def _linear(curve: Mapping[str, Any], x: Fraction, scale: Scale) -> Fraction | None:
    """A straight line between neighbours; None before the first point.

    A point written with ``above`` (falling: ``below``) leaves its own value to the side before it.
    """
    points = curve["linear"]
    words = [next(word for word in ("at", "above", "below") if word in p) for p in points]
    at = [scale.read(p[word]) * (-1 if scale.lower else 1) for p, word in zip(points, words, strict=True)]
    leaves = [scale.pays(p["pays"]) for p in points]
    arrives = [scale.pays(p.get("before", p["pays"])) for p in points]
    last = len(at) - 1
    here = max((i for i in range(len(at)) if x > at[i] or (x == at[i] and words[i] == "at")), default=-1)
    if here < 0:
        return None
    if here < last:
        slope = (arrives[here + 1] - leaves[here]) / (at[here + 1] - at[here])
        return leaves[here] + slope * (x - at[here])
    if curve.get("beyond") != "continue" or last == 0:
        return leaves[last]
    slope = (arrives[last] - leaves[last - 1]) / (at[last] - at[last - 1])
    return leaves[last] + slope * (x - at[last])


def _marginal(x: Fraction, bands: list[Any], scale: Scale) -> Fraction:
    """Each rate on the part of x inside its band."""
    edges = [bound(band, scale)[0] for band in bands]
    total = ZERO
    for i, band in enumerate(bands):
        top = x if i + 1 == len(bands) else min(x, edges[i + 1])
        total += scale.pays(band["rate"]) * max(ZERO, top - edges[i])
    return total * scale.per


def threshold_reached(curve: Mapping[str, Any], x: Fraction, scale: Scale) -> bool:
    """True without a threshold, or on its good side."""
    if "threshold" not in curve:
        return True
    return reached(-x if scale.lower else x, bound(curve["threshold"], scale))


def value(curve: Mapping[str, Any], x: Fraction, scale: Scale) -> Fraction:
    """What a curve gives at x, before its cap, never below 0 (section 4)."""
    if not threshold_reached(curve, x, scale):
        return ZERO
    kind = next(kind for kind in KINDS if kind in curve)
    points = curve[kind]
    turned = -x if scale.lower else x
    result: Fraction | None
    if kind == "lookup":
        hit = _last_reached(turned, [bound(p, scale) for p in points])
        if "is" in points[0]:
            exact = [scale.pays(p["pays"]) for p in points if scale.read(p["is"]) == x]
            result = exact[0] if exact else None
        else:
            result = scale.pays(points[hit]["pays"]) if hit >= 0 else None
    elif kind == "linear":
        result = _linear(curve, turned, scale)
    elif kind == "marginal":
        result = _marginal(x, points, scale)
    else:
        hit = _last_reached(x, [bound(p, scale) for p in points])
        result = scale.pays(points[hit]["rate"]) * x * scale.per if hit >= 0 else None
    if result is None:
        keeps = scale.keep_first and "pays" in points[0]
        result = scale.pays(points[0]["pays"]) if keeps else ZERO
    return max(ZERO, result)


def _axis(axis: Mapping[str, Any], x: Fraction, scale: Scale) -> list[tuple[int, Fraction]]:
    """Where x falls on an axis: indices and their shares, none before the first."""
    edges = [bound(item, scale) for item in axis["from"]]
    turned = -x if scale.lower else x
    hit = _last_reached(turned, edges)
    if hit < 0:
        return []
    if axis.get("read", "lookup") == "lookup" or hit + 1 == len(edges):
        return [(hit, Fraction(1))]
    along = (turned - edges[hit][0]) / (edges[hit + 1][0] - edges[hit][0])
    return [(hit, 1 - along), (hit + 1, along)]


def matrix(
    node: Mapping[str, Any],
    row: tuple[Fraction, Scale],
    column: tuple[Fraction, Scale],
) -> Fraction:
    """The payout rate of a matrix at two measures (section 5)."""
    total = ZERO
    for i, part in _axis(node["rows"], *row):
        for j, other in _axis(node["columns"], *column):
            total += part * other * row[1].pays(node["pays"][i][j])
    return max(ZERO, total)


def within(bounds: Mapping[str, str] | str, x: Fraction, read: Read) -> bool:
    """Whether x meets every bound of one name of a condition."""
    tests: dict[str, Callable[[Fraction], bool]] = {
        "from": lambda edge: x >= edge,
        "above": lambda edge: x > edge,
        "up_to": lambda edge: x <= edge,
        "below": lambda edge: x < edge,
        "is": lambda edge: x == edge,
    }
    if isinstance(bounds, str):
        return x == read(bounds)
    return all(tests[word](read(text)) for word, text in bounds.items())


def holds(condition: Any, leaf: Callable[[str, Mapping[str, str] | str], bool]) -> bool:
    """A condition: several names mean all; ``any`` and ``all`` nest (section 5).

    Every leaf is read, so that a measure that is missing is never hidden by the others.
    """
    answers = []
    for name, node in condition.items():
        if name in ("any", "all"):
            inner = [holds(item, leaf) for item in node]
            answers.append(any(inner) if name == "any" else all(inner))
        else:
            answers.append(leaf(name, node))
    return all(answers)
