"""`csvariable report`: the page of a team, for who leads it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from csvariable.commands.amount import amount_of
from csvariable.commands.csv_options import CsvOptions
from csvariable.commands.delivery import deliver, format_of
from csvariable.commands.grouped import grouped
from csvariable.commands.options import (
    form_option,
)
from csvariable.commands.output_options import FileOptions, LookOptions
from csvariable.commands.problem_output import print_problems, to_tell
from csvariable.commands.run_options import PeopleOptions, RunsOptions, SourceOptions
from csvariable.commands.stages import read_document, read_tables, stages_of, with_adjustments
from csvariable.commands.versions import in_force, versions_of
from csvariable.documents.formats import Paged, Printed, Shown, Structured

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csvariable.documents.team_impact import PlanVersion
    from csvariable.engine.results import Results
    from csvariable.facts.plans import Plans
    from csvariable.kernel.diagnostic import Diagnostic
    from csvariable.scenario.comparison import PeriodName
    from csvariable.text import Document

WRITTEN = (Shown, Structured, Paged, Printed)
"""What can be asked of TeamReport."""


BeforeOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--before",
        metavar="PLAN",
        help="An earlier version of the plan, repeatable: each period is paid by the one in force.",
        show_default=False,
    ),
]


@grouped
def command(
    *,
    asked: RunsOptions,
    before: BeforeOption = None,
    budget: Annotated[
        str | None,
        typer.Option("--budget", metavar="AMOUNT", help="What a period may cost.", show_default=False),
    ] = None,
    form: Annotated[str | None, form_option(WRITTEN)] = None,
    to: FileOptions,
    shown: PeopleOptions,
    raw: SourceOptions,
    csv: CsvOptions,
    look: LookOptions,
) -> int:
    """What a team's pay costs: by period, team and KPI, who is near a tier, how results moved.

    Several periods, in one file or in several, stand beside each other. With --before, levels,
    pay and what a point cost stand before and after each version of the plan.
    """
    chosen, limit = format_of(form, to.output, WRITTEN), amount_of(budget, "--budget")
    found = _runs([*(before or []), asked.plan], asked, (raw, csv, look))
    if found is None:
        return 1
    from csvariable.documents.team_report import TeamReport
    from csvariable.plan.values import text_of

    plans, runs, versions = found
    name = text_of(plans.base.name, look.language, str(asked.plan))
    report = TeamReport(name, plans, runs, look.language, shown.redacted, versions, limit)
    deliver(report, chosen, to, look)
    return 0


def _versions(paths: Sequence[Path]) -> tuple[list[tuple[Document, Plans]], list[Diagnostic]]:
    """Read the versions of a plan; those that cannot be read are told alone."""
    from csvariable.facts.plans import Plans
    from csvariable.reading import read

    found: list[Diagnostic] = []
    known: list[tuple[Document, Plans]] = []
    for path in paths:
        document, told = read_document(path)
        reading = None if document is None else read(document)
        found += told
        found += [] if reading is None else [one for one in reading.diagnostics if one.severity == "error"]
        if document is not None and reading is not None and reading.plan is not None:
            known.append((document, Plans(reading.plan, reading.roles)))
    return known, found


def _runs(
    paths: Sequence[Path], files: RunsOptions, how: tuple[SourceOptions, CsvOptions, LookOptions]
) -> tuple[Plans, dict[PeriodName, Results], tuple[PlanVersion, ...]] | None:
    """Run every period by the version in force; print what is wrong, and return None where something is."""
    from csvariable.commands.source_files import no_kpis, with_rows
    from csvariable.facts.load import Tables
    from csvariable.kernel.diagnostic import has_errors
    from csvariable.scenario import prepare

    raw, csv, look = how
    known, found = _versions(paths)
    tables, problems = read_tables(files.tables, csv)
    found += problems
    runs: dict[PeriodName, Results] = {}
    versions: tuple[PlanVersion, ...] = ()
    if len(known) == len(paths) and not has_errors(found):
        staff = tables.pop() if files.people is not None else None
        newest = known[-1][1]
        whole, more = with_rows(newest, files.plan, raw, csv, Tables(tables, staff), files.periods)
        found += [*more, *no_kpis(newest, whole.kpis)]
        if not has_errors(found):
            stages = stages_of(whole.kpis, staff, files.periods, newest.base)
            stages, more = with_adjustments(stages, files.adjustments, csv)
            found += more
            parted = [(*known[-1], stages)] if len(known) == 1 else in_force(known, stages)
            bases = [prepare(document, some) for document, _, some in parted]
            found += [one for _, more in bases for one in more]
            runs = {
                label: one for base, _ in bases if base is not None for label, one in base.results.items()
            }
            versions = versions_of(parted) if len(parted) > 1 else ()
    found = csv.judged(found)
    stops = has_errors(found)
    print_problems(to_tell(found), [document for document, _ in known], look)
    return None if stops else (known[-1][1], runs, versions)
