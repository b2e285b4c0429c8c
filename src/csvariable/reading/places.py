"""The order of problems, and one problem where an alias would repeat it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import cast

from csvariable.kernel.diagnostic import Diagnostic, Label, PlanPlace, Route, Severity, TextPlace
from csvariable.kernel.message import Message, counted, msg
from csvariable.text import Document

_RANK = tuple(Severity)
OF_ROLE = msg("role `{role}`: {problem}")
"""What is wrong with the plan of a role."""


def place_of(problem: Diagnostic, document: Document) -> TextPlace:
    """Return where a problem of a plan or of its text stands."""
    at = problem.at
    return at if isinstance(at, TextPlace) else document.place(cast("PlanPlace", at))


def sorted_by_place(found: Iterable[Diagnostic], document: Document) -> list[Diagnostic]:
    """Sort by place, then severity, then name."""

    def key(problem: Diagnostic) -> tuple[int, int, int, str, str]:
        place = place_of(problem, document)
        return place.line, place.column, _RANK.index(problem.severity), problem.rule, str(problem.message)

    return sorted(found, key=key)


FIRST = 3
"""How many further places of one cause are shown."""


def once_for_roles(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Say once what is wrong in the same way under several roles, with a count and the first places."""
    kept: list[list[Diagnostic]] = []
    groups: dict[tuple[str, Message, Route, bool], list[Diagnostic]] = {}
    for problem in found:
        at = problem.at
        if isinstance(at, PlanPlace) and at.route[:1] == ("roles",) and len(at.route) > 2:
            key = problem.rule, _without_role(problem.message), at.route[2:], at.key
            group = groups.setdefault(key, [])
            if not group:
                kept.append(group)
            group.append(problem)
        else:
            kept.append([problem])
    return [_for_roles(group) for group in kept]


def _without_role(message: Message) -> Message:
    inner = dict(message.values).get("problem") if message.text == OF_ROLE.text else None
    return inner if isinstance(inner, Message) else message


def _for_roles(group: list[Diagnostic]) -> Diagnostic:
    first, *others = group
    if not others:
        return first
    labels = tuple(Label(one.at, msg("the same here")) for one in others[:FIRST])
    message = counted(
        "{problem} (the same in {count} more role)",
        "{problem} (the same in {count} more roles)",
        len(others),
        problem=first.message,
    )
    return replace(first, message=message, also=(*first.also, *labels), fix=None)


def once(found: Sequence[Diagnostic], document: Document) -> tuple[Diagnostic, ...]:
    """Say a problem of aliased content once, with the places that use it as labels."""
    kept: dict[tuple[str, Message, TextPlace], Diagnostic] = {}
    uses: dict[tuple[str, Message, TextPlace], dict[TextPlace, None]] = {}
    for problem in found:
        key = problem.rule, problem.message, place_of(problem, document)
        kept.setdefault(key, problem)
        if isinstance(problem.at, PlanPlace):
            uses.setdefault(key, {}).update(dict.fromkeys(document.uses(problem.at.route)))
    return tuple(_with_uses(problem, uses.get(key, {})) for key, problem in kept.items())


def _with_uses(problem: Diagnostic, uses: Iterable[TextPlace]) -> Diagnostic:
    labels = tuple(Label(use, msg("also used here, through an alias")) for use in uses)
    if not labels:
        return problem
    return replace(problem, also=(*problem.also, *labels), fix=None)
