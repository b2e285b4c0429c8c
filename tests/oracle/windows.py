"""Bonuses with a window: their KPIs are KPIs of their own, over those days (section 18.6)."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

from .periods import Span
from .plans import Node, kpis, section

LINE = (
    "weight", "curve", "matrix", "cap", "floor", "target", "baseline", "attainment", "objective", "additive",
)  # fmt: skip
"""What a KPI says of its line, its target and its place in the plan."""


def widened(plan: Node) -> Node:
    """The plan with a KPI `<kpi>~<bonus>` for each that a bonus with a window names, and named so by it."""
    result = copy.deepcopy(plan)
    for name, bonus in section(result, "bonuses").items():
        if "window" in bonus:
            section(result, "bonuses")[name] = _moved(result, bonus, name)
    return result


def window_of(plan: Node, key: str) -> Span | None:
    """The days of a KPI that is one of a window."""
    _, tilde, name = key.partition("~")
    days = section(plan, "bonuses")[name]["window"] if tilde else None
    return None if days is None else Span(date.fromisoformat(days["from"]), date.fromisoformat(days["to"]))


def _moved(plan: Node, bonus: Node, name: str) -> Node:
    """The bonus with its steps renamed; what its later parts wait for stays over the whole period."""

    def own(step: str) -> str:
        key = step.partition(".")[0]
        if key not in kpis(plan) or "~" in key:
            return step
        mine = {word: said for word, said in kpis(plan)[key].items() if word not in LINE}
        kpis(plan)[f"{key}~{name}"] = mine
        return f"{key}~{name}"

    return {word: _read(word, said, own) if word in READING else said for word, said in bonus.items()}


READING = ("when", "per", "of", "badge", "rank", "pays", "matrix")
"""The words of a bonus that name steps."""


def _read(word: str, said: Any, own: Callable[[str], str]) -> Any:
    """What a word says, with other steps; the `of` of a rank is no step."""
    if word in ("per", "of"):
        return own(said)
    if word == "when":
        return _tested(said, own)
    if word == "matrix":
        sides = {side: {**said[side], "of": own(said[side]["of"])} for side in ("rows", "columns")}
        return {**said, **sides}
    if not isinstance(said, dict):
        return said
    by = said["of"] if word == "pays" else said["by"]
    renamed = [own(one) for one in by] if isinstance(by, list) else own(by)
    return {**said, ("of" if word == "pays" else "by"): renamed}


def _tested(condition: Node, own: Callable[[str], str]) -> Node:
    return {
        word if word in ("any", "all") else own(word): (
            [_tested(one, own) for one in bound] if word in ("any", "all") else bound
        )
        for word, bound in condition.items()
    }
