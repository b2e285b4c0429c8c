"""`csvariable close`: a period is paid, and kept so that it can be proved."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from csvariable.commands.csv_options import CsvOptions
from csvariable.commands.entries import period_files
from csvariable.commands.files import PLAN_LIMIT, read_bytes
from csvariable.commands.grouped import grouped
from csvariable.commands.inputs import Inputs, read_from
from csvariable.commands.ledger_files import locked, open_folder, write_entry
from csvariable.commands.misuse import Misuse
from csvariable.commands.options import SourceFileOption
from csvariable.commands.output_options import LookOptions
from csvariable.commands.problem_output import print_problems
from csvariable.commands.run_options import RunOptions, SourceOptions
from csvariable.kernel.message import Message, msg
from csvariable.speech.language import Language
from csvariable.speech.saying import in_language

if TYPE_CHECKING:
    from csvariable.kernel.diagnostic import Diagnostic
    from csvariable.ledger.closed import Ledger
    from csvariable.ledger.replay import RunFile
    from csvariable.text import Document


def today() -> date:
    """Return the day by the clock of the machine, which closing alone asks for."""
    return date.today()  # noqa: DTZ011 - the day where the person who closes is


@dataclass(frozen=True, kw_only=True)
class ClosingOptions:
    """Where a period is closed, and how."""

    ledger: Annotated[
        Path,
        typer.Option("--ledger", metavar="FOLDER", help="The folder of closed periods.", show_default=False),
    ]
    first: Annotated[bool, typer.Option("--first", help="Begin a ledger with this period.")] = False
    renamed: Annotated[
        bool, typer.Option("--renamed", help="The plan has another name since the last closed period.")
    ] = False
    without_inputs: Annotated[
        bool, typer.Option("--without-inputs", help="Keep the hashes of the files, not the files.")
    ] = False
    source: SourceFileOption = None
    review: Annotated[
        str | None,
        typer.Option(
            "--review",
            metavar="RATE",
            help="List people whose pay differs by more from their last: `30%`.",
            show_default=False,
        ),
    ] = None
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be closed; write nothing.")] = (
        False
    )
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Close without asking.")] = False

    @property
    def rows(self) -> SourceOptions:
        """Where raw rows are; the value of a KPI file counts before them, and is told."""
        return SourceOptions(source=self.source, prefer="files")

    @property
    def limit(self) -> Fraction | None:
        """How far pay may be from the last without being listed."""
        from csvariable.kernel.quantity import Kind, NotAQuantity, read_quantity

        if self.review is None:
            return None
        try:
            found = read_quantity(self.review)
        except NotAQuantity as problem:
            raise Misuse(problem.said, "--review") from None
        if found.kind is not Kind.RATE or found.value < 0:
            raise Misuse(msg("write a rate, as `30%`"), "--review")
        return found.value


@grouped
def command(asked: RunOptions, how: ClosingOptions, *, csv: CsvOptions, look: LookOptions) -> int:
    """Close a period: what is paid, from what, written once and never changed.

    A closed period is proved by `verify` and corrected by `correct`; what it carries over is read
    by `compute --ledger`.
    """
    limit = how.limit
    if asked.period is None:
        raise Misuse(msg("say which period is closed, as 2026-Q3"), "--period")
    if how.dry_run:
        return _close(asked, how, csv, look, limit)
    with locked(how.ledger):
        return _close(asked, how, csv, look, limit)


def _close(
    asked: RunOptions, how: ClosingOptions, csv: CsvOptions, look: LookOptions, limit: Fraction | None
) -> int:
    from csvariable.ledger.reading import read_ledger

    ledger, problems = read_ledger(str(how.ledger), open_folder(how.ledger))
    if ledger is None:
        print_problems(problems, [], look)
        return 1
    document, stops = _stops(asked, how, ledger)
    if any(one.rule == "closed-already" for one in stops):
        stops = _what_differs(stops, asked, how, ledger, csv, look)
    if stops:
        print_problems(stops, [document] if document else [], look)
        return 1
    inputs = read_from(
        how.ledger if ledger.periods else None,
        asked,
        csv,
        look,
        how.rows,
        renamed=how.renamed,
    )
    if inputs is None:
        return 1
    if inputs.rows.of_database:
        print_problems([_of_database(one) for one in inputs.rows.of_database], [inputs.document], look)
        return 1
    result = _result(inputs)
    _show(result, inputs, ledger, look, limit)
    if how.dry_run:
        said = msg("Nothing is written: this was a dry run")
    elif how.yes or not sys.stdin.isatty() or _agreed(asked.period or "", look.language):
        said = _written(inputs, result, asked, how, ledger, csv)
    else:
        said = msg("Nothing is written")
    sys.stdout.write(in_language(said, look.language) + "\n")
    return 0


def _written(  # noqa: PLR0917 - what was computed, and where it goes
    inputs: Inputs,
    result: dict[str, Any],
    asked: RunOptions,
    how: ClosingOptions,
    ledger: Ledger,
    csv: CsvOptions,
) -> Message:
    """Write the period, after what came late for others, and return what is said of it."""
    from csvariable.documents.closing import closed_message

    late = () if inputs.opened is None else inputs.opened.late
    for name, entry_files in late:
        write_entry(how.ledger, name, entry_files)
    files = period_files(
        ledger if inputs.opened is None else inputs.opened.ledger,
        run_files(asked, inputs),
        result,
        inputs.results,
        inputs.plans,
        csv.written(),
        keep=not how.without_inputs,
    )
    write_entry(how.ledger, result["period"], files)
    return closed_message(
        result["period"], len(result["people"]), result["totals"]["payout"], result["currency"]
    )


def _what_differs(  # noqa: PLR0917 - a period that is closed, and files for it
    stops: list[Diagnostic],
    asked: RunOptions,
    how: ClosingOptions,
    ledger: Ledger,
    csv: CsvOptions,
    look: LookOptions,
) -> list[Diagnostic]:
    """Say with the refusal whether the files give what was closed, and who would be paid otherwise."""
    from csvariable.kernel.message import counted
    from csvariable.ledger.agreement import NOTHING, otherwise

    inputs = read_from(how.ledger, asked, csv, look, how.rows, renamed=how.renamed)
    closed = None if inputs is None else ledger.period(inputs.results.facts.period or asked.period or "")
    if inputs is None or closed is None:
        return stops
    found = otherwise(closed.account.result["people"], _result(inputs)["people"])
    if not found:
        said = msg("these files give what was closed: nothing is to be done")
    else:
        said = counted(
            "{count} person would be paid otherwise, `{person}`: `{step}` was {closed} and is {now}; "
            "`csvariable correct` pays the difference",
            "{count} people would be paid otherwise, first `{person}`: `{step}` was {closed} and is {now}; "
            "`csvariable correct` pays the differences",
            count=len(found),
            person=found[0].person,
            step=found[0].step,
            closed=found[0].closed or NOTHING,
            now=found[0].computed or NOTHING,
        )
    return [replace(one, help=said) for one in stops]


def _of_database(source: str) -> Diagnostic:
    """Refuse to close what rests on rows of a database, of which the ledger keeps no bytes."""
    from csvariable.kernel.diagnostic import PlanPlace, error

    return error(
        "closed-on-a-database",
        msg("`{source}` is a table of a database, and a ledger keeps files", source=source),
        PlanPlace(("sources", source), key=True),
        help=msg("write the file first (`csvariable kpis ... -o kpis.csv`), and close the plan with it"),
    )


def _stops(
    asked: RunOptions, how: ClosingOptions, ledger: Ledger
) -> tuple[Document | None, list[Diagnostic]]:
    """Return why a period cannot be closed now; a plan that is wrong is told later."""
    from csvariable.kernel.diagnostic import FilePlace, error
    from csvariable.ledger.closing import family_problems, order_problem, over_problem
    from csvariable.reading import read
    from csvariable.text import parse
    from csvariable.time.period import NotAPeriod, parse_period

    document, _ = parse(read_bytes(asked.plan, limit=PLAN_LIMIT), str(asked.plan))
    plan = None if document is None else read(document).plan
    if plan is None:
        return document, []
    found = family_problems(ledger, plan, renamed=how.renamed)
    if found:
        return document, found
    try:
        period = parse_period(asked.period or "", plan)
    except NotAPeriod as problem:
        return document, [error("wrong-period", problem.said, FilePlace(""))]
    stops = (order_problem(ledger, plan, period, first=how.first), over_problem(period, today()))
    return document, [one for one in stops if one is not None][:1]


def _result(inputs: Inputs) -> dict[str, Any]:
    from csvariable.documents.payments import Payments

    everybody = range(len(inputs.results.facts.people))
    return Payments(
        inputs.results,
        inputs.plans,
        inputs.heading(),
        inputs.document,
        inputs.tables,
        inputs.diagnostics,
        everybody,
        "en",
    ).data()


def _show(
    result: dict[str, Any], inputs: Inputs, ledger: Ledger, look: LookOptions, limit: Fraction | None
) -> None:
    from csvariable.commands.delivery import deliver, format_of
    from csvariable.commands.output_options import FileOptions
    from csvariable.documents.closing import ClosingReport
    from csvariable.documents.formats import Shown
    from csvariable.ledger.review import review
    from csvariable.ledger.state import state_of

    advice = tuple(one for one in inputs.diagnostics if one.severity == "advice")
    print_problems(advice, [inputs.document], look)
    left = state_of(inputs.results, inputs.plans).closing
    lines = (
        *(INSTEAD.given(kpi=kpi) for kpi in inputs.rows.given),
        *review(result["people"], ledger, result["currency"], limit, left),
    )
    report = ClosingReport(
        result["period"], result["people"], result["totals"], result["currency"], lines, look.language
    )
    deliver(report, format_of(None, None, (Shown,)), FileOptions(), look)


def _agreed(period: str, language: Language) -> bool:
    sys.stdout.flush()
    sys.stderr.write(in_language(ASKED.given(period=period), language) + " ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in {"y", "yes", "o", "oui"}


INSTEAD: Message = msg("`{kpi}` is taken from a KPI file, and the plan measures it on rows")
ASKED: Message = msg("Close {period}? [y/N]")


def run_files(asked: RunOptions, inputs: Inputs) -> list[RunFile]:
    """Return the files of a run with what they are."""
    from csvariable.ledger.replay import RunFile
    from csvariable.tables.table import Table

    kinds = ["plan", *("kpis" for _ in asked.kpis)]
    kinds += [kind for kind, path in (("people", asked.people), ("adjustments", asked.adjustments)) if path]
    names = (inputs.document.name, *(table.name for table in inputs.tables))[: len(kinds)]
    files = [RunFile(*one) for one in zip(kinds, names, inputs.content, strict=True)]
    return files + [
        RunFile("source", table.name, table.data, source)
        for source, tables in inputs.rows.tables.items()
        for table in tables
        if isinstance(table, Table)
    ]
