"""Problems on their way to the standard error, for every command that runs a plan."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from csvariable.commands.options import LookOptions

if TYPE_CHECKING:
    from csvariable.kernel.diagnostic import Diagnostic
    from csvariable.text import Document


def print_problems(problems: Sequence[Diagnostic], documents: Sequence[Document], look: LookOptions) -> None:
    """Print problems on stderr; the first document is the one that plan places speak of."""
    if not problems:
        return
    from csvariable.documents.formats import Look
    from csvariable.documents.problems import ProblemReport

    sources = {document.name: document for document in documents}
    found = ProblemReport(problems, sources, look.language)
    found.show(sys.stderr, Look(look.color, environ=os.environ))
