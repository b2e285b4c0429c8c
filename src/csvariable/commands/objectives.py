"""`csvariable objectives`: what a plan aims at, what each aim weighs, what is lacking, how it is balanced."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import typer

from csvariable.commands.delivery import deliver, format_of
from csvariable.commands.options import FileOptions, LookOptions, PlanArgument, form_option, grouped
from csvariable.commands.problem_output import print_problems
from csvariable.commands.stages import read_document
from csvariable.documents.formats import Paged, Shown, Structured

WRITTEN = (Shown, Structured, Paged)
"""What can be asked of ObjectivesReport."""


@grouped
def command(
    plan: PlanArgument,
    *,
    form: Annotated[str | None, form_option(WRITTEN)] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            "--as-of",
            formats=["%Y-%m-%d"],
            metavar="DATE",
            help="The day from which it is looked at; today without it.",
            show_default=False,
        ),
    ] = None,
    to: FileOptions,
    look: LookOptions,
) -> int:
    """Company goals, objectives, key results and KPIs; shares of pay; SMART letters; balance."""
    from csvariable.documents.objectives import ObjectivesReport
    from csvariable.facts.plans import Plans
    from csvariable.kernel.diagnostic import Severity, has_errors
    from csvariable.reading import read

    chosen = format_of(form, to.output, WRITTEN)
    document, problems = read_document(plan)
    reading = None if document is None else read(document)
    found = [*problems, *(() if reading is None else reading.diagnostics)]
    if has_errors(found):
        shown = [one for one in found if one.severity is Severity.ERROR]
        print_problems(shown, [document] if document else [], look)
        return 1
    if reading is None or reading.plan is None:
        return 1
    today = date.today() if as_of is None else as_of.date()  # noqa: DTZ011 - the day where the reader is
    deliver(ObjectivesReport(Plans(reading.plan, reading.roles), look.language, today), chosen, to, look)
    return 0
