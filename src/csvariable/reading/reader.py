"""Reading a plan: its shape, its rules, then each of its roles as a plan of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from csvariable import rules
from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, has_errors
from csvariable.plan import Plan
from csvariable.reading.places import once, sorted_by_place
from csvariable.reading.roles import brought_home, role_document
from csvariable.reading.shape import Shape, shape
from csvariable.text import Document


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
    plans: dict[str, Plan] = {}
    for role in role_ids(document):
        plan, problems = _role(document, role, found, opinions=opinions)
        found.extend(problems)
        if plan is not None:
            plans[role] = plan
    kept = once(sorted_by_place(pardoned(found, base.plan), document), document)
    if has_errors(kept):
        return Reading(None, {}, kept)
    return Reading(base.plan, plans, kept)


def checked(found: Shape, document: Document, *, opinions: bool) -> list[Diagnostic]:
    """Run the rules on what could be read, and keep what does not follow from what could not."""
    if found.plan is None:
        return []
    return list(rules.check(found.plan, document, found.broken, opinions=opinions))


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
    document: Document, role: str, known: list[Diagnostic], *, opinions: bool
) -> tuple[Plan | None, list[Diagnostic]]:
    lost = _lost_lines(role, known)
    edited = role_document(document, role, lost)
    if edited is None:  # pragma: no cover - lines that cannot be set are left out
        return None, []
    found = shape(edited)
    rules_say = checked(found, edited, opinions=opinions)
    said = (problem for problem in rules_say if problem.rule not in _LINE_RULES)
    problems = [*found.diagnostics, *said]
    own = brought_home(pardoned(problems, found.plan), document, role, {_same(problem) for problem in known})
    return found.plan, own


def _lost_lines(role: str, known: list[Diagnostic]) -> set[str]:
    """Return the lines of a role that are problems by themselves."""
    return {
        str(problem.at.route[2])
        for problem in known
        if problem.rule in _LINE_RULES
        and isinstance(problem.at, PlanPlace)
        and problem.at.route[:2] == ("roles", role)
    }


_LINE_RULES = frozenset({"unknown-route", "role-route", "routes-overlap"})


def _same(problem: Diagnostic) -> tuple[str, Route, str]:
    route = problem.at.route if isinstance(problem.at, PlanPlace) else ()
    return problem.rule, route, problem.message
