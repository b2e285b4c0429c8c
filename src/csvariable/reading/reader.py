"""Reading a plan: its shape, its rules, then each of its roles as a plan of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from csvariable import rules
from csvariable.diagnostic import Diagnostic, PlanPlace, Route, has_errors
from csvariable.plan import Plan
from csvariable.reading.places import once, sorted_by_place
from csvariable.reading.roles import brought_home, role_document
from csvariable.reading.shape import Shape, shape
from csvariable.source import Document, route_text


@dataclass(frozen=True, slots=True)
class Reading:
    """A plan, the whole plan of each of its roles, and what is wrong or worth saying."""

    plan: Plan | None
    """None as soon as there is one error."""
    roles: Mapping[str, Plan] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


def read(document: Document) -> Reading:
    """Read a plan and say all that is wrong with it, in one run.

    The rules run on the parts that can be read, even when others cannot. Diagnostics come in
    the order of the file; a pardoned one (`allow`) is left out, and its reason stays in the plan.
    """
    base = shape(document)
    found = [*base.diagnostics, *checked(base, document)]
    plans: dict[str, Plan] = {}
    for role in role_ids(document):
        plan, problems = _role(document, role, found)
        found.extend(problems)
        if plan is not None:
            plans[role] = plan
    kept = once(sorted_by_place(pardoned(found, base.plan), document), document)
    if has_errors(kept):
        return Reading(None, {}, kept)
    return Reading(base.plan, plans, kept)


def checked(found: Shape, document: Document) -> list[Diagnostic]:
    """Run the rules on what could be read, and keep what does not follow from what could not."""
    if found.plan is None:
        return []
    return list(rules.check(found.plan, document, found.broken))


def role_ids(document: Document) -> tuple[str, ...]:
    """Return the ids of the roles that are written as mappings."""
    roles = document.node(("roles",))
    if roles is None or not isinstance(roles.value, dict):
        return ()
    return tuple(role for role, node in roles.value.items() if isinstance(node.value, dict))


def pardoned(found: list[Diagnostic], plan: Plan | None) -> list[Diagnostic]:
    """Leave out warnings and advice that the plan allows with a reason; never an error."""
    allowed = {rule for rule, reason in plan.allow.items() if reason.strip()} if plan is not None else set()
    return [problem for problem in found if problem.severity == "error" or problem.rule not in allowed]


def _role(document: Document, role: str, known: list[Diagnostic]) -> tuple[Plan | None, list[Diagnostic]]:
    edited = role_document(document, role)
    if edited is None:
        return None, []
    found = shape(edited)
    problems = [*found.diagnostics, *checked(found, edited)]
    own = brought_home(problems, document, role, {_same(problem) for problem in known})
    return (None if has_errors(problems) else found.plan), own


def _same(problem: Diagnostic) -> tuple[str, Route, str]:
    route = problem.at.route if isinstance(problem.at, PlanPlace) else ()
    return problem.rule, route, problem.message


__all__ = ["Reading", "read", "route_text"]
