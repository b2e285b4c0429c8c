"""`csvariable statement`: what a person keeps of their pay, one or everybody's."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from csvariable.commands.as_of import AsOfOption, day_of, projection_of
from csvariable.commands.csv_options import CsvOptions
from csvariable.commands.delivery import deliver, format_of, look_of, write_as
from csvariable.commands.files import STANDARD, file_names, write_new_folder
from csvariable.commands.grouped import grouped
from csvariable.commands.inputs import Inputs, read_from
from csvariable.commands.misuse import Misuse
from csvariable.commands.options import PERSON, LedgerOption, form_option
from csvariable.commands.output_options import FileOptions, LookOptions
from csvariable.commands.progress import ProgressLine
from csvariable.commands.revision import last_change_of
from csvariable.commands.run_options import RunOptions
from csvariable.commands.side_by_side import side_by_side
from csvariable.commands.usage_error import UsageError
from csvariable.documents.formats import Paged, Printed, Reckoned, Shown, Structured
from csvariable.kernel.message import msg

if TYPE_CHECKING:
    from datetime import date

    from csvariable.documents.formats import Format
    from csvariable.documents.paper.model import Paper
    from csvariable.documents.pay_statement import PayStatement
    from csvariable.documents.projection import ProjectionReport

WRITTEN = (Shown, Structured, Paged, Printed, Reckoned)
"""What can be asked of PayStatement."""


@grouped
def command(
    asked: RunOptions,
    *,
    csm: Annotated[str | None, PERSON] = None,
    everybody: Annotated[
        bool, typer.Option("--all", help="Everybody: a file each, in the folder of --output.")
    ] = False,
    ledger: LedgerOption = None,
    as_of: AsOfOption = None,
    redact: Annotated[
        bool, typer.Option("--redact", help="Leave out what tells whose it is, to show it to others.")
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
    day = day_of(as_of)
    if day is not None and chosen.name == "xlsx":
        raise Misuse(
            msg("a projection has no workings to recalculate: write it in another format"), "--as-of"
        )
    inputs = read_from(ledger, asked, csv, look, until=day)
    if inputs is None:
        return 1
    papers = _papers(inputs, [] if csm is None else [csm], day, look, redact=redact)
    if csm is not None:
        deliver(next(papers), chosen, to, look)
    elif to.output is not None:
        write_new_folder(to.output, _files(inputs, chosen, look, papers, redact=redact), force=to.force)
    return 0


def _papers(
    inputs: Inputs, ids: list[str], day: date | None, look: LookOptions, *, redact: bool
) -> Iterator[PayStatement | ProjectionReport]:
    """Return what each of some people keeps; with a day, how far each is by then."""
    if day is not None:
        return _projections(inputs, ids, day, look, redact=redact)
    return _statements(inputs, ids, look, redact=redact)


def _projections(
    inputs: Inputs, ids: list[str], day: date, look: LookOptions, *, redact: bool
) -> Iterator[ProjectionReport]:
    """Yield what each person that is named has reached by a day, and what the period may come to."""
    from csvariable.documents.projection import ProjectionReport
    from csvariable.documents.view import view_of

    chosen, projection = inputs.chosen(ids), projection_of(inputs, day)
    view = view_of(inputs.results, inputs.plans, look.language, chosen)
    for at in chosen:
        yield ProjectionReport(view, projection, inputs.heading(), [at], redacted=redact)


def _statements(inputs: Inputs, ids: list[str], look: LookOptions, *, redact: bool) -> Iterator[PayStatement]:
    """Yield the statements of the people that are named, or of everybody."""
    from csvariable.documents.origins import Origins
    from csvariable.documents.pay_statement import PayStatement
    from csvariable.documents.unnamed import unnamed, unnamed_files
    from csvariable.documents.view import view_of
    from csvariable.ledger.disputes import beside_pay
    from csvariable.speech.screens import screen

    language = look.language
    chosen = inputs.chosen(ids)
    results, heading = inputs.results, inputs.heading()
    if redact:
        results, heading = unnamed(results, language), unnamed_files(heading)
    view = view_of(results, inputs.plans, language, chosen)
    origins = Origins(inputs.documents(), inputs.results.facts, screen(language, "default"))
    revision = last_change_of(inputs.document.name)
    opened = inputs.opened
    notes = {} if opened is None else beside_pay(opened.ledger, opened.files)
    people = inputs.results.facts.people
    for at in chosen:
        beside = () if redact else tuple(notes.get(people[at].id, ()))  # what is disputed names who disputes
        yield PayStatement(view, at, heading, origins, revision, redacted=redact, beside=beside)


@dataclass(frozen=True, slots=True)
class SetPage:
    """A document whose page is made already: what is left is to set it."""

    made: Paper

    @classmethod
    def of(cls, one: Printed) -> SetPage:
        """Make the page of a document."""
        return cls(one.paper())

    def paper(self) -> Paper:
        """Return the page."""
        return self.made


def _files(
    inputs: Inputs,
    form: Format,
    look: LookOptions,
    papers: Iterator[PayStatement | ProjectionReport],
    *,
    redact: bool,
) -> Iterator[tuple[str, bytes]]:
    """Yield a file for each person; what goes wrong is told with the person."""
    people = inputs.results.facts.people
    names = file_names(
        [str(at) if redact else one.id for at, one in enumerate(people, start=1)], form.endings[0]
    )
    shown, progress = look_of("never", look.width), ProgressLine()

    def written(one: object) -> bytes:
        out = io.BytesIO()
        write_as(form, one, shown, out)
        return out.getvalue()

    statements: Iterable[tuple[PayStatement | ProjectionReport, Callable[[], bytes]]]
    if form.name == "pdf":
        # Pages are set outside of Python, which goes on with the next statement meanwhile.
        statements = side_by_side(SetPage.of, written, papers, max(2, os.cpu_count() or 1))
    else:
        statements = ((one, partial(written, one)) for one in papers)
    for number, (_, result) in enumerate(statements):
        progress.part(number, len(people))
        try:
            data = result()
        except Exception as problem:
            progress.done()
            if os.environ.get("CSVARIABLE_DEBUG") or isinstance(problem, UsageError):
                raise
            raise UsageError("no-statement", id=people[number].id, kind=type(problem).__name__) from problem
        yield names[number], data
    progress.done()
