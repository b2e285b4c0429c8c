"""What the rules say of a small plan: the base plan of their pages, with some keys written anew."""

from __future__ import annotations

from csvariable.diagnostic import Diagnostic, PlanPlace
from csvariable.reading import read
from csvariable.rules.manual import whole
from csvariable.source import Document, parse, route_text


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
