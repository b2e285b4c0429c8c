"""What a schema cannot say of a plan: one module for each rule.

A rule is a module: its docstring is its manual page, with one plan that fails and one that
passes; `check` yields what is wrong. A module is imported only for a plan that holds what the
rule is about, because `csvariable validate` has to answer while somebody types.
"""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import ModuleType

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route
from csvariable.plan import Plan
from csvariable.rules.registry import OPINIONS, RULES, concerned
from csvariable.text import Document


def check(
    plan: Plan, document: Document, broken: frozenset[Route], *, opinions: bool
) -> Iterator[Diagnostic]:
    """Yield what the rules find in a plan; without `opinions`, only what can stop it.

    `broken` are the routes that could not be read: a rule that needs one of them (`READS`) does
    not run, and nothing is said of a part that is broken anyway.
    """
    for name in RULES:
        if (name in OPINIONS and not opinions) or not concerned(name, plan):
            continue
        rule = module(name)
        if any(_overlap(route, pattern) for pattern in getattr(rule, "READS", ()) for route in broken):
            continue
        for problem in rule.check(plan, document):
            if not _under(problem, broken):
                yield problem


@cache
def module(name: str) -> ModuleType:
    """Return the module of a rule."""
    return import_module(f"csvariable.rules.{name.replace('-', '_')}")


def page(name: str) -> str | None:
    """Return the manual page of a rule, or None where there is no such rule."""
    if name in RULES:
        return module(name).__doc__
    from csvariable.rules.shapes import PAGES

    return PAGES.get(name)


def names() -> tuple[str, ...]:
    """Return the names of all rules on plans, those on shapes included."""
    from csvariable.rules.shapes import PAGES

    return tuple(sorted((*RULES, *PAGES)))


def _overlap(route: Route, pattern: str) -> bool:
    """Whether a broken route lies on the way of a pattern such as `kpis.*.weight`."""
    parts = pattern.split(".")
    return all(part in {"*", str(key)} for part, key in zip(parts, route, strict=False))


def _under(problem: Diagnostic, broken: frozenset[Route]) -> bool:
    at = problem.at
    return isinstance(at, PlanPlace) and any(at.route[: len(route)] == route for route in broken)
