"""Problems on their way to the standard error, for every command that runs a plan."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from csvariable.commands.output_options import LookOptions

if TYPE_CHECKING:
    from csvariable.kernel.diagnostic import Diagnostic
    from csvariable.text import Document


CAME_HERE: Final = "rows-came-here"


def to_tell(problems: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return what a run tells: all that is wrong where it stops, else warnings, and that rows came here."""
    if any(one.severity == "error" for one in problems):
        return all_but_fetching(problems)
    return [one for one in problems if one.severity == "warning" or one.rule == CAME_HERE]


def all_but_fetching(problems: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return problems; that rows of an engine were measured here only where nothing stopped that."""
    stops = any(one.severity == "error" for one in problems)
    return [one for one in problems if not stops or one.rule != CAME_HERE]


def print_problems(problems: Sequence[Diagnostic], documents: Sequence[Document], look: LookOptions) -> None:
    """Print problems on stderr; the first document is the one that plan places speak of."""
    if not problems:
        return
    from csvariable.documents.formats import Look
    from csvariable.documents.problems import ProblemReport

    sources = {document.name: document for document in documents}
    found = ProblemReport(problems, sources, look.language)
    found.show(sys.stderr, Look(look.color, environ=os.environ))
