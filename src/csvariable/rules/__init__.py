"""What a schema cannot say of a plan: one module for each rule.

A rule is a module: its docstring is its manual page, with one plan that fails and one that
passes; `check` yields what is wrong, and nothing of a plan that it is not about. It may say
`READS`, the routes that it cannot do without; `OPINION` where it only warns or advises, so that
no plan is refused for it; `PARDONABLE` where its findings are not always errors; `ONCE` where it
judges what the whole plan has for all roles; `FOR_SOMEBODY` where it asks that something concerns
anybody at all: what does something for one role is no problem of another.

A rule on a part that few plans have stands in a folder that is called as the key of that part,
such as `pool`: a plan without the key is not read for it, and its modules are not imported.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Final, TypeAlias

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route
from csvariable.plan import Plan
from csvariable.text import Document

NO_RULES: Final = frozenset({"hints", "ladders", "manual", "parts", "payout", "rows", "shapes"})
"""The modules of this folder that are no rules."""

PARDONED_OF_FACTS: Final = frozenset(
    {"leading-apostrophe", "unused-column", "kpi-without-values", "group-without-value", "yearly-salary"}
)
"""The warnings and advice on facts that `allow` can pardon."""


def check(
    plan: Plan,
    document: Document,
    broken: frozenset[Route],
    *,
    opinions: bool,
    of_role: bool = False,
) -> Iterator[Diagnostic]:
    """Yield what the rules find in a plan; without `opinions`, only what can stop it.

    The plan of a role is not asked what a rule says `ONCE` of the whole plan.
    `broken` are the routes that could not be read: a rule that needs one of them (`READS`) does
    not run, and nothing is said of a part that is broken anyway.
    """
    written = frozenset(part for part in _parts() if document.node((part,)) is not None)
    for rule, reads in _asked(written, opinions=opinions, of_role=of_role):
        if any(_overlap(route, pattern) for pattern in reads for route in broken):
            continue
        for problem in rule(plan, document):
            if not _under(problem, broken):
                yield problem


_Check: TypeAlias = Callable[[Plan, Document], Iterator[Diagnostic]]


@cache
def _asked(
    written: frozenset[str], *, opinions: bool, of_role: bool
) -> Sequence[tuple[_Check, Sequence[str]]]:
    """Return the rules that are asked, with the routes that each cannot do without.

    `written` are the parts with rules of their own that the plan has.
    """
    found = (_rule(name) for name, part in _parts_of_rules().items() if part is None or part in written)
    return [
        (rule.check, getattr(rule, "READS", ()))
        for rule in found
        if (opinions or not getattr(rule, "OPINION", False))
        and not (of_role and getattr(rule, "ONCE", False))
    ]


@cache
def _parts_of_rules() -> Mapping[str, str | None]:
    """Return the rules on plans in the order of their names, each with the part whose folder it is in."""
    found: dict[str, str | None] = {}
    for one in iter_modules(__path__):
        if one.ispkg:
            inside = iter_modules([f"{root}/{one.name}" for root in __path__])
            found |= dict.fromkeys((rule.name for rule in inside), one.name)
        elif one.name not in NO_RULES:
            found[one.name] = None
    return {name.replace("_", "-"): found[name] for name in sorted(found)}


@cache
def _parts() -> frozenset[str]:
    """Return the keys of the parts that have rules of their own."""
    return frozenset(part for part in _parts_of_rules().values() if part is not None)


@cache
def _rule(name: str) -> ModuleType:
    part = _parts_of_rules()[name]
    return import_module(".".join(filter(None, (__name__, part, name.replace("-", "_")))))


@cache
def rules() -> Mapping[str, ModuleType]:
    """Return the rules on plans by name, in the order of their names."""
    return {name: _rule(name) for name in _parts_of_rules()}


def for_somebody(name: str) -> bool:
    """Whether a rule asks only that something concerns one role or another."""
    return name in _parts_of_rules() and getattr(_rule(name), "FOR_SOMEBODY", False)


def opinions() -> frozenset[str]:
    """Return the rules that only warn or advise."""
    return frozenset(name for name, rule in rules().items() if getattr(rule, "OPINION", False))


def pardoned() -> frozenset[str]:
    """Return the rules that `allow` can pardon: those whose findings are not always errors."""
    milder = (name for name, rule in rules().items() if getattr(rule, "PARDONABLE", False))
    return opinions() | PARDONED_OF_FACTS | frozenset(milder)


def page(name: str) -> str | None:
    """Return the manual page of a rule, or None where there is no such rule."""
    from csvariable.rules.shapes import PAGES

    return _rule(name).__doc__ if name in _parts_of_rules() else PAGES.get(name)


def names() -> tuple[str, ...]:
    """Return the names of all rules on plans, those on shapes included."""
    from csvariable.rules.shapes import PAGES

    return tuple(sorted((*_parts_of_rules(), *PAGES)))


def _overlap(route: Route, pattern: str) -> bool:
    """Whether a broken route lies on the way of a pattern such as `kpis.*.weight`."""
    parts = pattern.split(".")
    return all(part in {"*", str(key)} for part, key in zip(parts, route, strict=False))


def _under(problem: Diagnostic, broken: frozenset[Route]) -> bool:
    at = problem.at
    return isinstance(at, PlanPlace) and any(at.route[:size] in broken for size in range(len(at.route) + 1))
