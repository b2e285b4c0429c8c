"""`csvariable objectives`: what a plan aims at, what each aim weighs, what is lacking, how it is balanced."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from csvariable.commands.csv_options import CsvOptions
from csvariable.commands.delivery import deliver, format_of
from csvariable.commands.grouped import grouped
from csvariable.commands.options import PeopleOption, PlanArgument, form_option
from csvariable.commands.output_options import FileOptions, LookOptions
from csvariable.commands.problem_output import print_problems
from csvariable.commands.run_options import SourceOptions
from csvariable.commands.stages import plans_alone
from csvariable.documents.formats import Paged, Shown, Structured

if TYPE_CHECKING:
    from csvariable.facts.plans import Plans
    from csvariable.odds.past import Past

WRITTEN = (Shown, Structured, Paged)
"""What can be asked of ObjectivesReport."""


LookedAtOption: TypeAlias = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        formats=["%Y-%m-%d"],
        metavar="DATE",
        help="The day from which it is looked at; today without it.",
        show_default=False,
    ),
]


@grouped
def command(
    plan: PlanArgument,
    some_kpis: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Files of past KPIs: how often the target of each was reached stands beside it.",
            metavar="KPIS",
            show_default=False,
        ),
    ] = None,
    *,
    people: PeopleOption = None,
    form: Annotated[str | None, form_option(WRITTEN)] = None,
    as_of: LookedAtOption = None,
    to: FileOptions,
    raw: SourceOptions,
    csv: CsvOptions,
    look: LookOptions,
) -> int:
    """Company goals, objectives, key results and KPIs; shares of pay; SMART letters; balance."""
    from csvariable.documents.objectives import ObjectivesReport
    from csvariable.odds.feasible import feasibility

    chosen = format_of(form, to.output, WRITTEN)
    today = date.today() if as_of is None else as_of.date()  # noqa: DTZ011 - the day where the reader is
    if some_kpis or people or raw.source:
        found = _past(plan, (some_kpis or [], people), (raw, csv, look))
        if found is None:
            return 1
        plans, past = found
        report = ObjectivesReport(
            plans, look.language, today, feasibility(plans, past.runs), tuple(past.runs)
        )
    else:
        alone = plans_alone(plan, look)
        if alone is None:
            return 1
        report = ObjectivesReport(alone[1], look.language, today)
    deliver(report, chosen, to, look)
    return 0


def _past(
    path: Path, files: tuple[list[Path], Path | None], how: tuple[SourceOptions, CsvOptions, LookOptions]
) -> tuple[Plans, Past] | None:
    """Read a plan and its past; print what is wrong, and return None where errors are."""
    from csvariable.commands.past_files import read_past
    from csvariable.kernel.diagnostic import has_errors

    raw, csv, look = how
    found = read_past(path, *files, (raw, csv))
    print_problems(found.problems, [found.document] if found.document else [], look)
    if has_errors(found.problems) or found.plans is None or found.past is None:
        return None
    return found.plans, found.past
