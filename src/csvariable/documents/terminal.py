"""The pages of `compute` and `explain` on a terminal or in a pipe."""

from __future__ import annotations

from collections.abc import Sequence

from csvariable.documents.breakdown import show_person
from csvariable.documents.console import Console
from csvariable.documents.screen import Piece, Screen
from csvariable.documents.summary import show_summary
from csvariable.documents.view import View
from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Severity
from csvariable.speech.saying import in_language
from csvariable.tables.table import FileRead


def show_compute(
    console: Console,
    view: View,
    tables: Sequence[FileRead],
    diagnostics: Sequence[Diagnostic],
    *,
    details: bool,
) -> None:
    """Show what everybody is paid, with `details` each person's lines, then the notices."""
    screen = Screen(console)
    show_summary(screen, view, details=details)
    if details:
        for at in view.chosen:
            screen.line()
            show_person(screen, view, at)
    _notices(screen, view, tables, diagnostics)


def _notices(
    screen: Screen, view: View, tables: Sequence[FileRead], diagnostics: Sequence[Diagnostic]
) -> None:
    """Say how each file was read, and what was not used; advice on the plan is for `validate`."""
    screen.line()
    for table in tables:
        said = in_language(table.dialect.sentence(), view.language)
        screen.paragraph(Piece(view.word("file-read", file=table.name, dialect=said), "dim"), 1)
    told = [
        one for one in diagnostics if one.severity is Severity.ADVICE and not isinstance(one.at, PlanPlace)
    ]
    if told:
        for problem in told:
            screen.paragraph(Piece(in_language(problem.message, view.language), "dim"), 1)
