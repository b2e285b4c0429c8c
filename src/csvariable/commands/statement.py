"""`csvariable statement`: what a person keeps of their pay, one or everybody's."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from csvariable.commands.completion import people_of_files
from csvariable.commands.delivery import deliver, format_of, look_of, write_as
from csvariable.commands.files import STANDARD, file_names, write_new_folder
from csvariable.commands.inputs import Inputs, read_from
from csvariable.commands.ledger_run import LedgerOption
from csvariable.commands.options import (
    CsvOptions,
    FileOptions,
    LookOptions,
    RunOptions,
    form_option,
    grouped,
)
from csvariable.commands.progress import ProgressLine
from csvariable.commands.revision import last_change_of
from csvariable.commands.side_by_side import side_by_side
from csvariable.commands.usage_error import UsageError
from csvariable.documents.formats import Paged, Printed, Reckoned, Shown, Structured

if TYPE_CHECKING:
    from csvariable.documents.formats import Format
    from csvariable.documents.pay_statement import PayStatement

WRITTEN = (Shown, Structured, Paged, Printed, Reckoned)
"""What can be asked of PayStatement."""


@grouped
def command(
    asked: RunOptions,
    *,
    csm: Annotated[
        str | None,
        typer.Option(
            "--csm",
            help="The person, by id.",
            metavar="ID",
            show_default=False,
            autocompletion=people_of_files,
        ),
    ] = None,
    everybody: Annotated[
        bool, typer.Option("--all", help="Everybody: a file each, in the folder of --output.")
    ] = False,
    ledger: LedgerOption = None,
    redact: Annotated[
        bool, typer.Option("--redact", help="Leave the name and the id out, to show it to others.")
    ] = False,
    form: Annotated[str | None, form_option(WRITTEN)] = None,
    to: FileOptions,
    csv: CsvOptions,
    look: LookOptions,
) -> int:
    """What a person keeps: every line of their pay, its sum, its curve, its sources.

    With --all, --output is a folder that gets a file for each person: all of them, or none.
    """
    if (csm is None) == (not everybody):
        raise UsageError("one-or-all")
    if everybody and to.output in {None, STANDARD}:
        raise UsageError("all-needs-folder")
    chosen = format_of(form, None if everybody else to.output, WRITTEN)
    inputs = read_from(ledger, asked, csv, look)
    if inputs is None:
        return 1
    if csm is not None:
        deliver(next(_statements(inputs, [csm], look, redact=redact)), chosen, to, look)
        return 0
    if to.output is not None:
        write_new_folder(to.output, _files(inputs, chosen, look, redact=redact), force=to.force)
    return 0


def _statements(inputs: Inputs, ids: list[str], look: LookOptions, *, redact: bool) -> Iterator[PayStatement]:
    """Yield the statements of the people that are named, or of everybody."""
    from csvariable.documents.origins import Origins
    from csvariable.documents.pay_statement import PayStatement
    from csvariable.documents.summary import View
    from csvariable.ledger.disputes import beside_pay
    from csvariable.plan.values import text_of
    from csvariable.speech.screens import screen

    language = look.language
    chosen = inputs.chosen(ids)
    view = View(inputs.results, inputs.plans, language, chosen, text_of(inputs.plans.base.name, language, ""))
    origins = Origins(inputs.documents(), inputs.results.facts, screen(language, "default"))
    heading, revision = inputs.heading(), last_change_of(inputs.document.name)
    opened = inputs.opened
    notes = {} if opened is None else beside_pay(opened.ledger, opened.files)
    people = inputs.results.facts.people
    for at in chosen:
        beside = () if redact else tuple(notes.get(people[at].id, ()))  # what is disputed names who disputes
        yield PayStatement(view, at, heading, origins, revision, redacted=redact, beside=beside)


def _files(inputs: Inputs, form: Format, look: LookOptions, *, redact: bool) -> Iterator[tuple[str, bytes]]:
    """Yield a file for each person; what goes wrong is told with the person."""
    people = inputs.results.facts.people
    names = file_names(
        [str(at) if redact else one.id for at, one in enumerate(people, start=1)], form.endings[0]
    )
    shown, progress = look_of("never", look.width), ProgressLine()

    def made(one: PayStatement) -> bytes:
        out = io.BytesIO()
        write_as(form, one, shown, out)
        return out.getvalue()

    # A page is set outside of Python, which goes on with the next statement meanwhile.
    workers = max(2, os.cpu_count() or 1) if form.needs is Printed else 1
    statements = side_by_side(made, _statements(inputs, [], look, redact=redact), workers)
    for number, (one, result) in enumerate(statements):
        progress.part(number, len(people))
        try:
            data = result()
        except Exception as problem:
            progress.done()
            if os.environ.get("CSVARIABLE_DEBUG") or isinstance(problem, UsageError):
                raise
            raise UsageError("no-statement", id=people[one.at].id, kind=type(problem).__name__) from problem
        yield names[number], data
    progress.done()
