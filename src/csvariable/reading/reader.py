"""Reading a plan: its shape, its rules, then each of its roles as a plan of its own."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from csvariable import rules
from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, has_errors
from csvariable.kernel.message import Message
from csvariable.plan import Plan
from csvariable.plan.windows import with_windows
from csvariable.reading.places import once, once_for_roles, sorted_by_place
from csvariable.reading.roles import brought_home, role_document, touches, written_by
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
    base = _Checked(document, shape(document), opinions=opinions)
    known, lost = {_same(problem) for problem in base.problems}, _lost_lines(base.problems)
    roles = {
        role: checked
        for role in role_ids(document)
        if (checked := _role(document, role, lost.get(role, set()), opinions=opinions)) is not None
    }
    anybody = _Anybody((base, *roles.values()))
    found = [problem for problem in base.problems if not anybody.is_concerned(problem)]
    for role, one in roles.items():
        own = written_by(document, role)
        said = [
            problem
            for problem in pardoned(one.problems, one.plan)
            if not anybody.is_concerned(problem) or touches(_route(problem), own)
        ]
        found += brought_home(said, document, role, known)
    plans = {role: one.plan for role, one in roles.items() if one.plan is not None}
    placed = sorted_by_place(pardoned(found, base.plan), document)
    kept = once(once_for_roles(placed), document)
    if has_errors(kept):
        return Reading(None, {}, kept)
    opened = {role: with_windows(plan) for role, plan in plans.items()}
    return Reading(None if base.plan is None else with_windows(base.plan), opened, kept)


class _Checked:
    """The plan of everybody, or of a role, with what its shape and the rules say."""

    def __init__(self, document: Document, found: Shape, *, opinions: bool, of_role: bool = False) -> None:
        """Run the rules on what could be read, and keep what does not follow from what could not."""
        said: Iterable[Diagnostic] = ()
        if found.plan is not None:
            said = rules.check(found.plan, document, found.broken, opinions=opinions, of_role=of_role)
        self.document = document
        self.plan = found.plan
        self.problems = (*found.diagnostics, *said)

    def is_at_work(self, rule: str, route: Route) -> bool:
        """Whether what stands at a route does something in this plan."""
        if self.document.node(route) is None:
            return False
        return (rule, route) not in ((one.rule, _route(one)) for one in self.problems)


class _Anybody:
    """The plans of all, asked whether what does nothing in one does something in another."""

    def __init__(self, plans: Sequence[_Checked]) -> None:
        self.plans = plans
        self._known: dict[tuple[str, Route], bool] = {}

    def is_concerned(self, problem: Diagnostic) -> bool:
        """Whether a rule that asks only for somebody finds one for the place of a problem."""
        if not rules.for_somebody(problem.rule):
            return False
        key = (problem.rule, _route(problem))
        if key not in self._known:
            self._known[key] = any(one.is_at_work(*key) for one in self.plans)
        return self._known[key]


def role_ids(document: Document) -> tuple[str, ...]:
    """Return the ids of the roles."""
    roles = document.node(("roles",))
    if roles is None or not isinstance(roles.value, dict):
        return ()
    return tuple(roles.value)


def pardoned(found: Iterable[Diagnostic], plan: Plan | None) -> list[Diagnostic]:
    """Leave out warnings and advice that the plan allows with a reason; never an error."""
    allowed = {rule for rule, reason in plan.allow.items() if reason.strip()} if plan is not None else set()
    return [problem for problem in found if problem.severity == "error" or problem.rule not in allowed]


def _role(document: Document, role: str, lost: Collection[str], *, opinions: bool) -> _Checked | None:
    """Read the plan of a role: what is of the whole plan is neither read nor judged again for each."""
    edited = role_document(document, role, lost)
    if edited is None:  # pragma: no cover - lines that cannot be set are left out
        return None
    found = shape(edited, without=_OF_THE_WHOLE)
    return _Checked(edited, found, opinions=opinions, of_role=True)


def _lost_lines(found: Iterable[Diagnostic]) -> dict[str, set[str]]:
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


def _route(problem: Diagnostic) -> Route:
    return problem.at.route if isinstance(problem.at, PlanPlace) else ()


def _same(problem: Diagnostic) -> _Same:
    return problem.rule, _route(problem), problem.message
