"""A role as an overlay: its routes and values, the plan that results, its problems at its lines."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from csvariable.kernel.diagnostic import Diagnostic, Edits, Label, Place, PlanPlace, Route
from csvariable.kernel.message import Message, msg, texts
from csvariable.plan.values import NOTHING
from csvariable.reading.places import OF_ROLE
from csvariable.text import Document, Node, Scalar, Setting, parse_route


def role_edits(document: Document, role: str) -> Edits:
    """Return the edits of a role: the routes it names and their values, None where it removes.

    Routes that cannot be read are left out; the rules name them.
    """
    return {route: value for route, (_, value) in _lines(document, role).items()}


def role_document(document: Document, role: str, without: Collection[str] = ()) -> Document | None:
    """Return the document of a role, or None where one of its routes cannot be set.

    `without` are the lines of the role that lead nowhere: they are problems already.
    """
    edited = document
    for route, (key, value) in _lines(document, role).items():
        if key in without:
            continue
        by = Setting(f"role {role}", document, ("roles", role, key))
        try:
            edited = edited.edited({route: value}, by)
        except ValueError:
            return None
    return edited


def written_by(document: Document, role: str) -> tuple[Route, ...]:
    """Return the routes that a role writes."""
    return tuple(_lines(document, role))


def touches(at: Route, routes: Iterable[Route]) -> bool:
    """Whether a route is one of some routes, in one of them or around one."""
    return any(at[: len(one)] == one or one[: len(at)] == at for one in routes)


def brought_home(
    found: Iterable[Diagnostic], document: Document, role: str, known: Collection[tuple[str, Route, Message]]
) -> list[Diagnostic]:
    """Return the problems that a role brings, at its own lines and with its name.

    What is already a problem of the base plan is not said again.
    """
    lines = {route: key for route, (key, _) in _lines(document, role).items()}
    own = []
    for problem in found:
        route = problem.at.route if isinstance(problem.at, PlanPlace) else ()
        if (problem.rule, route, problem.message) in known and not _touched(route, lines):
            continue
        own.append(_at_home(problem, route, role, lines))
    return own


def _at_home(problem: Diagnostic, route: Route, role: str, lines: dict[Route, str]) -> Diagnostic:
    at, inside = home_of(route, role, lines)
    labels = tuple(Label(label_at_home(label.at, role, lines), label.text) for label in problem.also)
    if not inside:
        at = _removal(problem, role, lines) or at
        labels = (Label(problem.at, msg("here")), *labels)
    key = problem.at.key if inside and isinstance(problem.at, PlanPlace) else True
    return replace(
        problem,
        message=OF_ROLE.given(role=role, problem=problem.message),
        at=PlanPlace(at, key=key),
        also=labels,
        fix=None,
    )


def home_of(route: Route, role: str, lines: dict[Route, str]) -> tuple[Route, bool]:
    """Return the place of a role's document in the file, and whether the role wrote it."""
    for written, key in lines.items():
        if route[: len(written)] == written:
            return ("roles", role, key, *route[len(written) :]), True
    for written, key in lines.items():
        if written[: len(route)] == route and len(route) > 1:
            return ("roles", role, key), True
    return ("roles", role), False


def label_at_home(place: Place, role: str, lines: dict[Route, str]) -> Place:
    """Return where a label of a role stands in the file."""
    if not isinstance(place, PlanPlace):
        return place
    home, inside = home_of(place.route, role, lines)
    return PlanPlace(home, key=place.key) if inside else place


def _removal(problem: Diagnostic, role: str, lines: dict[Route, str]) -> Route | None:
    """Return the line of the role that removed what the problem still names."""
    named = tuple(texts(problem.message))
    for written, key in lines.items():
        name = str(written[-1])
        if any(text == name or text.startswith(f"{name}.") for text in named):
            return ("roles", role, key)
    return None


def _touched(route: Route, lines: dict[Route, str]) -> bool:
    return any(route[: len(written)] == written for written in lines)


def _lines(document: Document, role: str) -> dict[Route, tuple[str, Node | None]]:
    """Return the readable routes of a role with the key that wrote each and its value."""
    node = document.node(("roles", role))
    found: dict[Route, tuple[str, Node | None]] = {}
    if node is None or not isinstance(node.value, dict):
        return found
    for key, child in node.value.items():
        try:
            route = parse_route(key)
        except ValueError:
            continue
        found[route] = (key, None if removes(child) else child)
    return found


def removes(node: Node) -> bool:
    """Whether a value of an overlay is `null`: what stood at the route goes."""
    return isinstance(node.value, Scalar) and not node.value.quoted and node.value.text in NOTHING
