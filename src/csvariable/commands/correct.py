"""`csvariable correct`: what a closed period should have paid otherwise, paid with the next one."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from csvariable.commands.correcting import Refused, prepared
from csvariable.commands.csv_options import CsvOptions
from csvariable.commands.delivery import deliver, format_of
from csvariable.commands.files import PLAN_LIMIT, TABLE_LIMIT, read_bytes
from csvariable.commands.grouped import grouped
from csvariable.commands.ledger_files import locked
from csvariable.commands.ledger_run import read_folder
from csvariable.commands.misuse import Misuse
from csvariable.commands.options import LedgerArgument, PeopleOption, SourceFileOption, form_option
from csvariable.commands.output_options import FileOptions, LookOptions
from csvariable.commands.problem_output import print_problems
from csvariable.commands.source_paths import names_and_files
from csvariable.documents.formats import Shown, Structured, Tabular
from csvariable.kernel.message import msg
from csvariable.speech.saying import in_language

if TYPE_CHECKING:
    from csvariable.ledger.replay import RunFile

WRITTEN = (Shown, Structured, Tabular)
"""What can be asked of CorrectionReport."""


@dataclass(frozen=True, kw_only=True)
class CorrectedFiles:
    """The files that a closed period should have been computed from; the others stay as they are."""

    kpis: Annotated[
        list[Path] | None,
        typer.Argument(help="KPI files in place of those of the period.", metavar="KPIS", show_default=False),
    ] = None
    people: PeopleOption = None
    plan: Annotated[
        Path | None,
        typer.Option("--plan", metavar="FILE", help="The plan, as it should have been.", show_default=False),
    ] = None
    adjustments: Annotated[
        Path | None,
        typer.Option("--adjustments", metavar="FILE", help="File of adjustments.", show_default=False),
    ] = None
    late: Annotated[
        list[Path] | None,
        typer.Option(
            "--late", metavar="FILE", help="Values that came late, beside the KPI files; repeatable."
        ),
    ] = None

    source: SourceFileOption = None

    def files(self) -> list[RunFile]:
        """Read those that are given."""
        from csvariable.ledger.replay import RunFile

        kinds = (
            *(("kpis", path) for path in self.kpis or ()),
            *(("late", path) for path in self.late or ()),
            ("people", self.people),
            ("adjustments", self.adjustments),
        )
        found = [] if self.plan is None else [RunFile("plan", *_read(self.plan, PLAN_LIMIT))]
        found += [RunFile(kind, *_read(path, TABLE_LIMIT)) for kind, path in kinds if path is not None]
        rows = names_and_files(self.source)
        return found + [RunFile("source", *_read(path, TABLE_LIMIT), name) for name, path in rows]


def _read(path: Path, limit: int) -> tuple[str, bytes]:
    return str(path), read_bytes(path, limit=limit)


CorrectedPeriod: TypeAlias = Annotated[
    str, typer.Option("--period", metavar="PERIOD", help="The closed period to correct.", show_default=False)
]
ReasonOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--reason",
        metavar="TEXT",
        help="Why, for the people paid; without it, the rows that changed.",
        show_default=False,
    ),
]


@grouped
def command(
    ledger: LedgerArgument,
    given: CorrectedFiles,
    *,
    period: CorrectedPeriod,
    reason: ReasonOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be corrected; write nothing.")
    ] = False,
    form: Annotated[str | None, form_option(WRITTEN)] = None,
    to: FileOptions,
    csv: CsvOptions,
    look: LookOptions,
) -> int:
    """Correct a closed period: what its people should have been paid otherwise, line by line.

    Nothing that was closed changes. The period is computed again from the files given and, for the
    rest, its own; so are later periods whose balances or year to date change with it. The differences
    are paid with the next period that is closed.
    """
    from csvariable.time.period import spelled

    period = spelled(period)
    chosen = format_of(form, to.output, WRITTEN)
    files = given.files()
    if not files:
        raise Misuse(msg("name the files that the period should have been computed from"))
    if reason is not None and not reason.strip():
        raise Misuse(msg("write why: the people paid are told"), "--reason")
    with nullcontext() if dry_run or not ledger.is_dir() else locked(ledger):
        found = read_folder(ledger, look, period)
        if found is None:
            return 1
        done = prepared(*found, period, files, csv.written(), " ".join((reason or "").split()))
        if isinstance(done, Refused):
            print_problems(done.problems, done.documents, look)
            return 1
        deliver(done.report(look.language), chosen, to, look)
        said = msg("Nothing is written: this was a dry run") if dry_run else done.write(ledger)
    stream = sys.stdout if chosen.name == "text" and to.output is None else sys.stderr
    stream.write(in_language(said, look.language) + "\n")
    return 0
