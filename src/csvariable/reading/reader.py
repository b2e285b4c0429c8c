"""Reading a plan: its shape, its rules, then each of its roles as a plan of its own."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from csvariable import rules
from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, has_errors
from csvariable.kernel.message import Message
from csvariable.plan import Plan
from csvariable.reading.places import once, sorted_by_place
from csvariable.reading.roles import brought_home, role_document
from csvariable.reading.shape import Shape, shape
from csvariable.text import Document

_Same: TypeAlias = tuple[str, Route, Message]
"""A problem as it is told from another: its rule, its place, its message."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A plan, the whole plan of each of its roles, and what is wrong or worth saying."""

    plan: Plan | None
    """None as soon as there is one error."""
    roles: Mapping[str, Plan] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


def read(document: Document, *, opinions: bool = True) -> Reading:
    """Read a plan and say all that is wrong with it, in one run.

    The rules run on the parts that can be read, even when others cannot. Diagnostics come in
    the order of the file; a pardoned one (`allow`) is left out, and its reason stays in the plan.
    Without `opinions`, rules that can stop no plan are not asked.
    """
    base = shape(document)
    found = [*base.diagnostics, *checked(base, document, opinions=opinions)]
    known, lost = {_same(problem) for problem in found}, _lost_lines(found)
    plans: dict[str, Plan] = {}
    for role in role_ids(document):
        plan, problems = _role(document, role, known, lost.get(role, set()), opinions=opinions)
        found.extend(problems)
        if plan is not None:
            plans[role] = plan
    kept = once(sorted_by_place(pardoned(found, base.plan), document), document)
    if has_errors(kept):
        return Reading(None, {}, kept)
    return Reading(base.plan, plans, kept)


def checked(found: Shape, document: Document, *, opinions: bool, of_role: bool = False) -> list[Diagnostic]:
    """Run the rules on what could be read, and keep what does not follow from what could not."""
    if found.plan is None:
        return []
    return list(rules.check(found.plan, document, found.broken, opinions=opinions, of_role=of_role))


def role_ids(document: Document) -> tuple[str, ...]:
    """Return the ids of the roles."""
    roles = document.node(("roles",))
    if roles is None or not isinstance(roles.value, dict):
        return ()
    return tuple(roles.value)


def pardoned(found: list[Diagnostic], plan: Plan | None) -> list[Diagnostic]:
    """Leave out warnings and advice that the plan allows with a reason; never an error."""
    allowed = {rule for rule, reason in plan.allow.items() if reason.strip()} if plan is not None else set()
    return [problem for problem in found if problem.severity == "error" or problem.rule not in allowed]


def _role(
    document: Document, role: str, known: set[_Same], lost: Collection[str], *, opinions: bool
) -> tuple[Plan | None, list[Diagnostic]]:
    """Read the plan of a role: what is of the whole plan is neither read nor judged again for each."""
    edited = role_document(document, role, lost)
    if edited is None:  # pragma: no cover - lines that cannot be set are left out
        return None, []
    found = shape(edited, without=_OF_THE_WHOLE)
    said = checked(found, edited, opinions=opinions, of_role=True)
    problems = [*found.diagnostics, *said]
    return found.plan, brought_home(pardoned(problems, found.plan), document, role, known)


def _lost_lines(found: list[Diagnostic]) -> dict[str, set[str]]:
    """Return the lines that are problems by themselves, by their role."""
    lost: dict[str, set[str]] = {}
    for problem in found:
        if problem.rule in _LINE_RULES and isinstance(problem.at, PlanPlace):
            _, role, line, *_ = problem.at.route
            lost.setdefault(str(role), set()).add(str(line))
    return lost


_OF_THE_WHOLE = frozenset({"roles", "examples"})
"""Parts that grow with the roles: reading them again for each role would take the square of their number."""

_LINE_RULES = frozenset({"unknown-route", "role-route", "routes-overlap"})


def _same(problem: Diagnostic) -> _Same:
    route = problem.at.route if isinstance(problem.at, PlanPlace) else ()
    return problem.rule, route, problem.message
