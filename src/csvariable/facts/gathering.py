"""One cause, one problem: what is wrong in the same way with many cells is said once, with a count."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from csvariable.kernel.diagnostic import CellPlace, Diagnostic, Label, Place
from csvariable.kernel.message import counted, msg

FIRST = 3
"""How many further places of one cause are shown."""
OF_A_COLUMN = frozenset({"wrong-cell"})
"""Problems of a column: the same sentence of two of its cells has one cause."""
OF_A_FILE = frozenset(
    {"unknown-participant", "unknown-team", "duplicate-row", "duplicate-person", "two-values", "other-period"}
)
"""Problems of a file, when there are many: another file was meant, or a column of ids is another one."""
MANY = 4
_GATHERED = OF_A_COLUMN | OF_A_FILE


_NOBODY = frozenset({"total-row", "formula-id"})
"""Why a row is nobody's."""


def gathered(problems: Iterable[Diagnostic], besides: Collection[str] = ()) -> list[Diagnostic]:
    """Return the problems in their order, those of one cause as the first of them.

    The problems of some files (`besides`) stay as they are.
    """
    problems = list(problems)
    nobody = {_row(one.at) for one in problems if one.rule in _NOBODY and one.severity == "error"}
    kept: list[list[Diagnostic]] = []
    groups: dict[tuple[object, ...], list[Diagnostic]] = {}
    for problem in problems:
        at = problem.at
        if problem.rule == "unknown-participant" and _row(at) in nobody:
            continue  # that has been said
        if not isinstance(at, CellPlace) or problem.rule not in _GATHERED or at.file in besides:
            kept.append([problem])
            continue
        key = (problem.rule, problem.severity, problem.message.text, at.file, at.header)
        group = groups.setdefault(key, [])
        if not group:
            kept.append(group)
        group.append(problem)
    return [one for group in kept for one in _told(group)]


def once_in_all(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the problems of several periods in their order, the same sentence of one file only once."""
    groups: dict[tuple[object, ...], list[Diagnostic]] = {}
    for problem in dict.fromkeys(problems):
        file = getattr(problem.at, "file", None)
        groups.setdefault((problem.rule, problem.severity, problem.message, file), []).append(problem)
    return tuple(_first_of(group) for group in groups.values())


def _first_of(group: list[Diagnostic]) -> Diagnostic:
    first, *others = group
    if not others:
        return first
    message = counted(
        "{problem} (the same at {count} more place)",
        "{problem} (the same at {count} more places)",
        len(others),
        problem=first.message,
    )
    return replace(first, message=message, also=(*first.also, *_labels(others)))


def _labels(others: list[Diagnostic]) -> tuple[Label, ...]:
    return tuple(Label(one.at, msg("the same here")) for one in others[:FIRST])


def _row(at: Place) -> tuple[str, int] | None:
    return (at.file, at.line) if isinstance(at, CellPlace) else None


def _told(group: list[Diagnostic]) -> list[Diagnostic]:
    first, *others = group
    if not others or (first.rule in OF_A_FILE and len(group) < MANY):
        return group
    message = counted(
        "{problem} (the same with {count} more row of this column)",
        "{problem} (the same with {count} more rows of this column)",
        len(others),
        problem=first.message,
    )
    return [replace(first, message=message, also=(*first.also, *_labels(others)))]
