"""What-if from the command line: `--set ROUTE=VALUE` and `--sweep ROUTE=A..B:STEP`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, product
from typing import NamedTuple

from csvariable.kernel.diagnostic import Diagnostic, FilePlace, PlanPlace, Route, error
from csvariable.kernel.message import Message, msg
from csvariable.kernel.quantity import Kind, NotAQuantity, Quantity, read_quantity
from csvariable.kernel.unit import decimal_text
from csvariable.reading.roles import removes
from csvariable.scenario.model import Edit, FactChange, Scenario
from csvariable.text import Document, NotARoute, Scalar, Setting, parse, parse_route, route_text

FLAG = "--set"
SWEEP = "--sweep"
MOST_POINTS = 10_000
"""Points of a grid of sweeps."""


def parse_sets(texts: Sequence[str]) -> tuple[Scenario | None, Document | None, tuple[Diagnostic, ...]]:
    """Read `ROUTE=VALUE` options as one scenario, with the document that shows them in problems.

    A value is written as in a plan, flow YAML included; `null` removes. `facts.nrr=+2 points`
    changes facts instead.
    """
    if not texts:
        return None, None, ()
    pairs: list[tuple[Route, str]] = []
    problems: list[Diagnostic] = []
    for text in texts:
        found = split(text)
        if isinstance(found, Message):
            problems.append(
                error(
                    "wrong-option",
                    msg("`{option} {text}`: {problem}", option=FLAG, text=text, problem=found),
                    FilePlace(""),
                )
            )
        else:
            pairs.append(found)
    routes = Counter(_asked_route(route) for route, _ in pairs)
    problems += [
        error("wrong-option", _lost((FLAG, route), (FLAG, route)), FilePlace(""))
        for route, count in routes.items()
        if count > 1
    ]
    if problems:
        return None, None, tuple(problems)
    lines = [f"{route_text(route)}: {_yaml(route, value)}" for route, value in pairs]
    document, more = parse("".join(f"{line}\n" for line in lines), FLAG)
    problems += more
    if document is None or problems:
        return None, document, tuple(problems)
    edits, changes = _edits_of(pairs, document, problems)
    name = ", ".join(f"{route_text(route)}={value}" for route, value in pairs)
    return Scenario(name, None, tuple(edits), tuple(changes)), document, tuple(problems)


def _edits_of(
    pairs: Sequence[tuple[Route, str]], document: Document, problems: list[Diagnostic]
) -> tuple[list[Edit], list[FactChange]]:
    """Return what is set in the plan and in the facts; what cannot be set is a problem."""
    edits: list[Edit] = []
    changes: list[FactChange] = []
    for route, _ in pairs:
        key = route_text(route)
        node = document.node((key,))
        if node is None:
            message = msg("`{key}` cannot be set from the command line; write it in a scenario file", key=key)
            problems.append(error("wrong-option", message, FilePlace("")))
        elif route[0] == "facts":
            text = node.value.text if isinstance(node.value, Scalar) else ""
            changes.append(FactChange(route_text(route[1:]), text, PlanPlace((key,), file=FLAG)))
        else:
            value = None if removes(node) else node
            edits.append(Edit(route, value, Setting(FLAG, document, (key,))))
    return edits, changes


def _asked_route(route: Route) -> Route:
    """Return a route as it is compared and told; a figure of the facts is one name, whatever dots it has."""
    return ("facts", route_text(route[1:])) if route[0] == "facts" and len(route) > 1 else route


def _yaml(route: Route, value: str) -> str:
    """Return a value as YAML; `*1.02` is a factor for facts, not an alias."""
    return json.dumps(value, ensure_ascii=False) if route[0] == "facts" and value[0] == "*" else value


def split(text: str) -> tuple[Route, str] | Message:
    """Return route and value of `ROUTE=VALUE`, or a sentence that says what is wrong."""
    said = msg("write a route, `=` and a value, like `kpis.nrr.target=105 %`")
    for at, char in enumerate(text):
        if char != "=":
            continue
        try:
            route = parse_route(text[:at].strip())
        except NotARoute as problem:
            said = problem.said
            continue
        value = text[at + 1 :].strip()
        if "\n" in value or "\r" in value:
            return msg("the value stands on one line")
        return (route, value) if value else msg("the value is missing; `null` removes what stands there")
    return said


def parse_sweeps(texts: Sequence[str]) -> tuple[tuple[Scenario, ...], tuple[Diagnostic, ...]]:
    """Read sweeps as scenarios; two sweeps make a grid, the first one varying slowest."""
    axes: list[list[tuple[Route, str]]] = []
    problems: list[Diagnostic] = []
    for text in texts:
        axis = _axis(text)
        if isinstance(axis, Message):
            problems.append(
                error(
                    "wrong-option", msg("`--sweep {text}`: {problem}", text=text, problem=axis), FilePlace("")
                )
            )
        else:
            axes.append(axis)
    size = 1
    for axis in axes:
        size *= len(axis)
    if size > MOST_POINTS:
        message = msg("the sweeps make {size} scenarios; {most} are the most", size=size, most=MOST_POINTS)
        problems.append(error("wrong-option", message, FilePlace("")))
    if problems or not axes:
        return (), tuple(problems)
    return tuple(_point(values) for values in product(*axes)), ()


def _point(values: Sequence[tuple[Route, str]]) -> Scenario:
    edits = tuple(Edit(route, text, Setting(SWEEP)) for route, text in values if route[0] != "facts")
    changes = tuple(
        FactChange(route_text(route[1:]), text, FilePlace(""))
        for route, text in values
        if route[0] == "facts"
    )
    return Scenario(", ".join(f"{route_text(route)}={text}" for route, text in values), None, edits, changes)


def written_over(
    flags: Scenario | None, points: Sequence[Scenario], named: Sequence[Scenario] = ()
) -> tuple[Diagnostic, ...]:
    """Tell each option, and each line of a named scenario, that a later option writes over.

    What it asks for would be lost without a word.
    """
    asked = [(FLAG, one) for one in _asked(flags)] if flags is not None else []
    asked += [(SWEEP, one) for one in _asked(points[0])] if points else []
    lost = [
        _lost((option, first.route), (over, later.route))
        for (option, first), (over, later) in combinations(asked, 2)
        if later.replaces(first)
    ]
    lost += [
        msg(
            "`{later}` writes over `{route}` of the scenario `{name}`: leave one of the two out",
            later=f"{over} {_name(later.route)}",
            route=_name(first.route),
            name=scenario.name,
        )
        for scenario in named
        for first in _asked(scenario)
        for over, later in asked
        if later.replaces(first)
    ]
    return tuple(error("wrong-option", message, FilePlace("")) for message in lost)


class _Asked(NamedTuple):
    """What is changed; a figure of the facts is one name, whatever dots it has."""

    route: Route
    relative: bool = False
    """Whether it changes what stands there, such as `+2 points`."""

    def replaces(self, first: _Asked) -> bool:
        """Whether nothing of an earlier one is left: it is this one, or inside it."""
        return not self.relative and first.route[: len(self.route)] == self.route


def _asked(scenario: Scenario) -> list[_Asked]:
    return [_Asked(edit.route) for edit in scenario.edits] + [
        _Asked(("facts", change.figure), change.text.startswith(("+", "-", "*")))
        for change in scenario.fact_changes
    ]


def _lost(first: tuple[str, Route], later: tuple[str, Route]) -> Message:
    if first == later:
        return msg(
            "two options `{option} {route}`: leave one of them out", option=first[0], route=_name(first[1])
        )
    before, after = (f"{option} {_name(route)}" for option, route in (first, later))
    return msg(
        "`{later}` writes over `{first}`, which would change nothing: leave `{first}` out",
        later=after,
        first=before,
    )


def _name(route: Route) -> str:
    return f"facts.{route[1]}" if route[0] == "facts" and len(route) > 1 else route_text(route)


def _axis(text: str) -> list[tuple[Route, str]] | Message:
    found = split(text)
    if isinstance(found, Message):
        return found
    route, span = found
    ends, _, step = span.partition(":")
    first, dots, last = ends.partition("..")
    if not dots or not step:
        return msg("write the first and the last value and the step, like `kpis.csat.target=80%..95%:1%`")
    try:
        start, end, by = (read_quantity(part) for part in (first, last, step))
    except NotAQuantity as problem:
        return problem.said
    if len({(one.kind, one.currency) for one in (start, end, by)}) > 1:
        return msg("`{first}`, `{last}` and `{step}` are not of one kind", first=first, last=last, step=step)
    if by.value <= 0:
        return msg("the step is above 0")
    count = abs(end.value - start.value) / by.value
    if count >= MOST_POINTS:
        return msg("that makes more than {most} values", most=MOST_POINTS)
    way = by.value if end.value >= start.value else -by.value
    return [(route, _text(start, start.value + way * at)) for at in range(int(count) + 1)]


def _text(like: Quantity, value: Fraction) -> str:
    """Write a value as the first one of its sweep is written."""
    match like.kind:
        case Kind.RATE:
            ratio = f"{value.numerator}/{value.denominator}"
            return f"{decimal_text(value * 100)} %" if "%" in like.text else ratio
        case Kind.MONEY:
            return f"{decimal_text(value)} {like.currency}"
        case Kind.DURATION:
            return f"{decimal_text(value)} min"
        case Kind.DAYS:
            return f"{decimal_text(value)} d"
        case _:
            return decimal_text(value)
