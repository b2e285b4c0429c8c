"""Problems on their way to the standard error, for every command that runs a plan."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from csvariable.documents.color import Color, wants_color
from csvariable.speech.language import Language

if TYPE_CHECKING:
    from csvariable.kernel.diagnostic import Diagnostic
    from csvariable.text import Document


def complain(
    problems: Sequence[Diagnostic], documents: Sequence[Document], color: Color, language: Language
) -> None:
    """Print problems on stderr; the first document is the one that plan places speak of."""
    from csvariable.documents.problems import render

    if not problems:
        return
    colored = wants_color(color, terminal=sys.stderr.isatty(), environ=os.environ)
    sources = {document.name: document for document in documents}
    sys.stderr.write(render(problems, sources, color=colored, language=language))
