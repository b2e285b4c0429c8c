"""`csvariable routes`: every route of a plan with its value, for `--set` and for scenario files."""

from __future__ import annotations

from typing import Annotated

from csvariable.commands.delivery import deliver, format_of
from csvariable.commands.grouped import grouped
from csvariable.commands.options import PlanArgument, form_option
from csvariable.commands.output_options import FileOptions, LookOptions
from csvariable.commands.problem_output import print_problems
from csvariable.commands.stages import read_document
from csvariable.documents.formats import Paged, Shown, Structured

WRITTEN = (Shown, Structured, Paged)
"""What can be asked of Routes."""


@grouped
def command(
    plan: PlanArgument,
    *,
    form: Annotated[str | None, form_option(WRITTEN)] = None,
    to: FileOptions,
    look: LookOptions,
) -> int:
    """List every route of a plan with its value and its line."""
    chosen = format_of(form, to.output, WRITTEN)
    document, problems = read_document(plan)
    print_problems(problems, [document] if document else [], look)
    if document is None:
        return 1
    from csvariable.documents.routes import Routes

    deliver(Routes(document, look.language), chosen, to, look)
    return 0
