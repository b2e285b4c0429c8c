"""`csvariable report`: the page of a team, for who leads it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from csvariable.commands.delivery import deliver, format_of
from csvariable.commands.options import (
    CsvOptions,
    FileOptions,
    LookOptions,
    PeopleOption,
    PeopleOptions,
    PeriodsOption,
    PlanArgument,
    SomeKpisArgument,
    SourceOptions,
    form_option,
    grouped,
)
from csvariable.commands.problem_output import print_problems
from csvariable.commands.stages import read_document, read_tables, stages_of
from csvariable.documents.formats import Paged, Printed, Shown, Structured

if TYPE_CHECKING:
    from csvariable.scenario import Base

WRITTEN = (Shown, Structured, Paged, Printed)
"""What can be asked of TeamReport."""


@grouped
def command(
    plan: PlanArgument,
    some_kpis: SomeKpisArgument = None,
    *,
    people: PeopleOption = None,
    period: PeriodsOption = None,
    form: Annotated[str | None, form_option(WRITTEN)] = None,
    to: FileOptions,
    shown: PeopleOptions,
    raw: SourceOptions,
    csv: CsvOptions,
    look: LookOptions,
) -> int:
    """What a team's pay costs: by period, team and KPI, who is near a tier, how results moved.

    Several periods, in one file or in several, stand beside each other.
    """
    chosen = format_of(form, to.output, WRITTEN)
    base = _base(plan, some_kpis or [], people, period or [], (raw, csv, look))
    if base is None:
        return 1
    from csvariable.documents.team_report import TeamReport
    from csvariable.plan.values import text_of

    name = text_of(base.plans.base.name, look.language, base.document.name)
    deliver(TeamReport(name, base.plans, base.results, look.language, shown.redacted), chosen, to, look)
    return 0


def _base(
    plan: Path,
    kpis: list[Path],
    people: Path | None,
    periods: list[str],
    how: tuple[SourceOptions, CsvOptions, LookOptions],
) -> Base | None:
    """Run every period; print what is wrong, and return None where something is."""
    from csvariable.commands.source_files import no_kpis, with_rows
    from csvariable.facts.load import Tables
    from csvariable.facts.plans import Plans
    from csvariable.kernel.diagnostic import has_errors
    from csvariable.reading import read
    from csvariable.scenario import prepare

    raw, csv, look = how
    document, problems = read_document(plan)
    tables, found = read_tables([*kpis, *([people] if people else [])], csv)
    found = [*problems, *found]
    reading = None if document is None else read(document)
    found += [] if reading is None else [one for one in reading.diagnostics if one.severity == "error"]
    base = None
    if document is not None and reading is not None and reading.plan is not None and not has_errors(found):
        staff = tables.pop() if people is not None else None
        plans = Plans(reading.plan, reading.roles)
        whole, more = with_rows(plans, plan, raw, csv, Tables(tables, staff), periods)
        found += [*more, *no_kpis(plans, whole.kpis)]
        if not has_errors(found):
            base, more = prepare(document, stages_of(whole.kpis, staff, periods, reading.plan))
            found += more
    found = csv.judged(found)
    stops = has_errors(found)
    shown = found if stops or base is None else [one for one in found if one.severity == "warning"]
    print_problems(shown, [document] if document else [], look)
    return None if stops else base
