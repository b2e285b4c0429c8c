"""What the rules say of a small plan: the base plan of their pages, with some keys written anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from csvariable.kernel.diagnostic import Diagnostic, Label, PlanPlace
from csvariable.kernel.message import Message, msg
from csvariable.reading import read
from csvariable.rules.manual import whole
from csvariable.text import Document, Node, Scalar, parse, route_text


def document(plan: str) -> Document:
    """The whole plan that some keys stand for."""
    found, problems = parse(whole(plan), "plan.yaml")
    assert found is not None, problems
    return found


def problems(plan: str, *rules: str) -> list[Diagnostic]:
    """What some rules find, in the order of the file; all errors where no rule is named."""
    found = read(document(plan)).diagnostics
    return [one for one in found if one.rule in rules or (not rules and one.severity == "error")]


def place(problem: Diagnostic) -> str:
    """The address of a problem."""
    assert isinstance(problem.at, PlanPlace)
    return route_text(problem.at.route)


def said(plan: str, *rules: str) -> list[str]:
    """What is said of a plan by some rules, each with its address."""
    return [f"{place(one)}: {one.message}" for one in problems(plan, *rules)]


def told(plan: str, *rules: str) -> list[str]:
    """All that is told of a plan by some rules: places, other places, advice, and what a fix writes."""
    return [line for one in problems(plan, *rules) for line in _told(one)]


def _told(problem: Diagnostic) -> Iterator[str]:
    severity = "" if problem.severity == "error" else f"{problem.severity} "
    yield f"{severity}{place(problem)}{_key(problem.at)}: {problem.message}"
    for label in problem.also:
        assert isinstance(label.at, PlanPlace)
        yield f"  {route_text(label.at.route)}{_key(label.at)}: {label.text}"
    if plain(problem.help) is not None:
        yield f"  help: {problem.help}"
    for route, value in (problem.fix or {}).items():
        yield f"  fix: {route_text(route)} {_written(value)}"


def _key(at: object) -> str:
    assert isinstance(at, PlanPlace)
    return " (key)" if at.key else ""


def _written(value: object) -> str:
    """What a fix writes: a text, something that stood elsewhere, or nothing."""
    if isinstance(value, Node):
        return f"= {value.value.text}" if isinstance(value.value, Scalar) else "moves here"
    return "goes" if value is None else f"= {value}"


def plain(text: Message | str | None) -> str | None:
    """Return a message in plain English, or nothing where there is none."""
    return None if text is None else str(text)


def english(value: Any) -> Any:
    """Return values with every message in them as plain English: diagnostics, labels, and rows of them."""
    if isinstance(value, Message):
        return msg("{said}", said=str(value))
    if isinstance(value, list | tuple):
        return type(value)(english(one) for one in value)
    if isinstance(value, Diagnostic):
        told = {"message": english(value.message), "help": english(value.help), "also": english(value.also)}
        return replace(value, **told)
    return replace(value, text=english(value.text)) if isinstance(value, Label) else value
