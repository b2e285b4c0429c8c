"""One weight is swept and the others give way: what they had is scaled to what is left."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.quantity import NotAQuantity, read_quantity
from csvariable.scenario.model import Edit, Scenario
from csvariable.text import Document, Node, Scalar

_WEIGHTS = ("kpis", "objectives")


def sweeps_a_weight(scenario: Scenario, by: Collection[str]) -> bool:
    """Whether one of some options (`by`) gives a weight in a scenario."""
    return any(_is_weight(edit.route) for edit in scenario.edits if edit.by.by in by)


def others_follow(scenario: Scenario, base: Document, by: Collection[str]) -> Scenario:
    """Return a scenario in which the weights that nobody gives share what is left, in proportion.

    The weights of a plan add up to 100 %, and those inside an objective that has a weight: the
    others are those of the same sum. Where nothing is left to share, the scenario stays as it is, and
    its weights are refused as they would be in a plan.
    """
    document = scenario.plan or base
    given = {edit.route: edit for edit in scenario.edits if edit.by.by in by and _is_weight(edit.route)}
    more: list[Edit] = []
    for group in _groups(document):
        fixed = {route: value for route in group if (value := _of_edit(given.get(route))) is not None}
        others = {route: weight for route, weight in group.items() if route not in fixed and weight}
        left, had = 1 - sum(fixed.values(), Fraction(0)), sum(others.values(), Fraction(0))
        if not fixed or not had or left < 0:
            continue
        setting = next(given[route].by for route in fixed)
        more += [Edit(route, _written(weight * left / had), setting) for route, weight in others.items()]
    return replace(scenario, edits=(*scenario.edits, *more)) if more else scenario


def _is_weight(route: Route) -> bool:
    return len(route) == 3 and route[0] in _WEIGHTS and route[2] == "weight"


def _groups(document: Document) -> Iterable[Mapping[Route, Fraction]]:
    """Yield the weights that add up to 100 % together."""
    objectives = _weights(document, "objectives")
    kpis = _weights(document, "kpis")
    if not objectives:
        yield kpis
        return
    yield objectives
    homes: dict[str, dict[Route, Fraction]] = {}
    for route, weight in kpis.items():
        home = document.value((*route[:2], "objective"))
        homes.setdefault("" if home is None else home.text, {})[route] = weight
    yield from homes.values()


def _weights(document: Document, section: str) -> dict[Route, Fraction]:
    node = document.node((section,))
    ids = node.value if node is not None and isinstance(node.value, dict) else {}
    found: dict[Route, Fraction] = {}
    for name in ids:
        route = (section, name, "weight")
        value = document.value(route)
        weight = None if value is None else _read(value.text)
        if weight is not None:
            found[route] = weight
    return found


def _of_edit(edit: Edit | None) -> Fraction | None:
    if edit is None or edit.value is None:
        return None
    value = edit.value
    if isinstance(value, Node):
        return _read(value.value.text) if isinstance(value.value, Scalar) else None
    return _read(value)


def _read(text: str) -> Fraction | None:
    try:
        return read_quantity(text).value
    except NotAQuantity:
        return None


def _written(weight: Fraction) -> str:
    return f"{weight.numerator}/{weight.denominator}"
