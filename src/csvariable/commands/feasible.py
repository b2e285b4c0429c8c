"""`csvariable feasible`: how often the past reached the threshold, the target and the top of each KPI."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from csvariable.commands.csv_options import CsvOptions
from csvariable.commands.delivery import deliver, format_of
from csvariable.commands.grouped import grouped
from csvariable.commands.options import PeopleOption, PlanArgument, SomeKpisArgument, form_option
from csvariable.commands.output_options import FileOptions, LookOptions
from csvariable.commands.problem_output import print_problems, to_tell
from csvariable.commands.run_options import SourceOptions
from csvariable.documents.formats import Paged, Printed, Shown, Structured

if TYPE_CHECKING:
    from csvariable.documents.feasible import FeasibleReport

WRITTEN = (Shown, Structured, Paged, Printed)
"""What can be asked of FeasibleReport."""


@grouped
def command(
    plan: PlanArgument,
    some_kpis: SomeKpisArgument = None,
    *,
    people: PeopleOption = None,
    form: Annotated[str | None, form_option(WRITTEN)] = None,
    to: FileOptions,
    raw: SourceOptions,
    csv: CsvOptions,
    look: LookOptions,
) -> int:
    """The odds of threshold, target and top of each KPI and role, from the past periods in the files.

    Each comes with its number of results and an interval; what is too easy or too hard is named.
    Under four periods nothing is told.
    """
    chosen = format_of(form, to.output, WRITTEN)
    found = _report(plan, some_kpis or [], people, (raw, csv, look))
    if found is None:
        return 1
    deliver(found, chosen, to, look)
    return 0


def _report(
    plan: Path, kpis: list[Path], people: Path | None, how: tuple[SourceOptions, CsvOptions, LookOptions]
) -> FeasibleReport | None:
    """Look at every period; print what is wrong, and return None where something is."""
    from csvariable.commands.past_files import read_past
    from csvariable.documents.feasible import FeasibleReport
    from csvariable.kernel.diagnostic import has_errors
    from csvariable.odds.feasible import feasibility
    from csvariable.plan.values import text_of

    raw, csv, look = how
    found = read_past(plan, kpis, people, (raw, csv))
    stops = has_errors(found.problems)
    print_problems(to_tell(found.problems), [found.document] if found.document else [], look)
    if stops or found.plans is None or found.past is None:
        return None
    name = text_of(found.plans.base.name, look.language, plan.name)
    seen = feasibility(found.plans, found.past.runs)
    return FeasibleReport(name, found.plans, seen, list(found.past.runs), found.past.left_out, look.language)
