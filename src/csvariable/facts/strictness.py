"""What is told of the files and goes on, unless a run is strict: then it stops."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from csvariable.kernel.diagnostic import Diagnostic, Severity

UNSAID: Final = frozenset(
    {"roles-unsaid", "period-unsaid", "empty-columns", "columns-unsaid", "rows-left-out"}
)
"""What files leave unsaid and what is paid rests on: it is told beside every result."""
LOST: Final = frozenset(
    (
        "unused-column kpi-without-values group-without-value unknown-team other-period unread-period "
        "all-filtered nobody-named"
    ).split()
)
"""The warnings that something of the files, or of the plan, was perhaps lost on the way to the pay."""


def strictly(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return problems of which the warnings that something may be lost are errors."""
    return [
        replace(one, severity=Severity.ERROR)
        if one.severity is Severity.WARNING and one.rule in LOST
        else one
        for one in found
    ]
