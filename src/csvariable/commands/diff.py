"""`csvariable diff`: what changed between two plans, in words, in curves and in euros."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from csvariable.commands.csv_options import CsvOptions
from csvariable.commands.delivery import deliver, format_of, redactable
from csvariable.commands.files import PLAN_LIMIT
from csvariable.commands.grouped import grouped
from csvariable.commands.options import AdjustmentsOption, PeopleOption, PeriodsOption, form_option
from csvariable.commands.output_options import FileOptions, LookOptions
from csvariable.commands.problem_output import print_problems
from csvariable.commands.run_options import PeopleOptions
from csvariable.commands.stages import read_document, read_tables, stages_of, with_adjustments
from csvariable.commands.usage_error import UsageError
from csvariable.documents.formats import Paged, Printed, Shown, Structured

if TYPE_CHECKING:
    from csvariable.facts.plans import Plans
    from csvariable.kernel.diagnostic import Diagnostic
    from csvariable.scenario import Outcome, Stage
    from csvariable.tables.table import Table
    from csvariable.text import Document

SECONDS = 30
_REVISION = re.compile(r"(?P<revision>[^-:][^:]*):(?P<path>.+)")


WRITTEN = (Shown, Structured, Paged, Printed)
"""What can be asked of DifferenceReport."""


@grouped
def command(
    old: Annotated[str, typer.Argument(help="The old plan: a file, or REV:path of git.", metavar="OLD")],
    new: Annotated[str, typer.Argument(help="The new plan: a file, or REV:path of git.", metavar="NEW")],
    kpis: Annotated[
        list[Path] | None,
        typer.Argument(help="Files of KPIs: who gains and who loses.", metavar="KPIS", show_default=False),
    ] = None,
    *,
    people: PeopleOption = None,
    adjustments: AdjustmentsOption = None,
    period: PeriodsOption = None,
    form: Annotated[str | None, form_option(WRITTEN)] = None,
    to: FileOptions,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit code 1 where the plans differ.")
    ] = False,
    shown: PeopleOptions,
    csv: CsvOptions,
    look: LookOptions,
) -> int:
    """What changed between two plans: routes in words, payout curves, roles; with facts, the euros.

    OLD and NEW are files, or `main:plans/csm.yaml` as git names a file of a revision; Markdown
    is a comment for a pull request.
    """
    from csvariable.documents.comparison_view import ComparisonView
    from csvariable.documents.difference_report import DifferenceReport
    from csvariable.scenario.differences import differences
    from csvariable.scenario.moved_curves import curve_changes

    chosen = redactable(format_of(form, to.output, WRITTEN), shown.redact)
    both = _both(old, new, look)
    if both is None:
        return 1
    (before, older), (after, newer) = both
    outcome, failed = _outcome((before, after), kpis or [], (people, adjustments), period or [], csv, look)
    if failed:
        return 1
    view = ComparisonView(newer, look.language, shown.details, older=older)
    curves = curve_changes(older, newer)
    found = DifferenceReport(_stable(new), before, after, curves, view, outcome, shown.redacted)
    deliver(found, chosen, to, look)
    return int(exit_code and bool(differences(before, after)))


def _both(
    old: str, new: str, look: LookOptions
) -> tuple[tuple[Document, Plans], tuple[Document, Plans]] | None:
    """Return both plans, written and read; None where one is wrong, and all that is wrong is printed."""
    found = [_plan(name) for name in (old, new)]
    documents = [document for document, _ in found if document is not None]
    plans = [_read(document, look) for document in documents]
    print_problems([problem for _, problems in found for problem in problems], documents, look)
    ready = [(document, read) for document, read in zip(documents, plans, strict=True) if read is not None]
    return (ready[0], ready[1]) if len(ready) == len(found) else None


def _plan(name: str) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Read a plan from a file, or from a revision where no such file is there."""
    from csvariable.text import parse

    path = Path(name)
    found = _REVISION.fullmatch(name)
    if path.exists() or found is None:
        return read_document(path)
    return parse(at_revision(found["revision"], found["path"]), name)


def at_revision(revision: str, path: str) -> bytes:
    """Return what a revision holds at a path, as `git show` gives it; no shell is involved.

    Raises:
        UsageError: where git is not there, or knows no such file.
    """
    try:
        done = subprocess.run(  # noqa: S603 - a list of words, and the first letter is no dash
            ["git", "show", "--no-textconv", f"{revision}:{_in_tree(path)}"],  # noqa: S607 - git is found on the path
            capture_output=True,
            check=False,
            timeout=SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise UsageError("no-git", reason=type(problem).__name__) from None
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UsageError("not-in-git", name=f"{revision}:{path}", reason=reason[-1] if reason else "")
    if len(done.stdout) > PLAN_LIMIT * 1024 * 1024:
        raise UsageError("too-large", path=f"{revision}:{path}", limit=PLAN_LIMIT)
    return done.stdout


def _in_tree(path: str) -> str:
    """Return a path as git wants it: relative to this folder, unless it is told from the root by git."""
    return path if path.startswith(("./", "../", "/")) or not Path(path).exists() else f"./{path}"


def _read(document: Document, look: LookOptions) -> Plans | None:
    from csvariable.facts.plans import Plans
    from csvariable.reading import read

    reading = read(document)
    if reading.plan is not None:
        return Plans(reading.plan, reading.roles)
    print_problems([one for one in reading.diagnostics if one.severity == "error"], [document], look)
    return None


def _outcome(  # noqa: PLR0917 - two plans and the files they run on
    plans: tuple[Document, Document],
    kpis: Sequence[Path],
    beside: tuple[Path | None, Path | None],
    periods: Sequence[str],
    csv: CsvOptions,
    look: LookOptions,
) -> tuple[Outcome | None, bool]:
    """Run both plans on the facts, where there are any; also whether something was wrong."""
    from csvariable.scenario import Scenario, prepare, run

    if not kpis:
        return None, False
    before, after = plans
    people, adjustments = beside
    files = [*kpis, *([people] if people else [])]
    tables, problems = read_tables(files, csv)
    print_problems(problems, [before], look)
    if len(tables) < len(files):
        return None, True
    stages, wrong = with_adjustments(_stages(before, tables, len(kpis), periods), adjustments, csv)
    if any(one.severity == "error" for one in wrong):
        print_problems(wrong, [before], look)
        return None, True
    base, prepared = prepare(before, stages)
    found = csv.judged([*wrong, *prepared])
    stopped = base is None or any(one.severity == "error" for one in found)
    print_problems([one for one in found if stopped or one.severity == "warning"], [before], look)
    if base is None or stopped:
        return None, True
    outcome = run(base, [Scenario(after.name, plan=after)])[0]
    print_problems(outcome.diagnostics, [after], look)
    return outcome, outcome.comparison is None


def _stages(document: Document, tables: Sequence[Table], count: int, periods: Sequence[str]) -> list[Stage]:
    from csvariable.reading import read

    plan = read(document).plan
    staff = tables[count] if len(tables) > count else None
    return [] if plan is None else stages_of(tables[:count], staff, periods, plan)


def _stable(name: str) -> str:
    """Return the path without its revision: the marker of a comment is the same at each push."""
    found = _REVISION.fullmatch(name)
    return found["path"] if found is not None and not Path(name).exists() else name
