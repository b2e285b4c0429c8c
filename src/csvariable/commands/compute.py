"""`csvariable compute`: what each person is paid."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from csvariable.commands.as_of import AsOfOption, day_of, projection_of
from csvariable.commands.csv_options import CsvOptions
from csvariable.commands.delivery import deliver, format_of
from csvariable.commands.files import STANDARD
from csvariable.commands.grouped import grouped
from csvariable.commands.inputs import Inputs, read_from
from csvariable.commands.options import LedgerOption, SomePeopleOption, form_option
from csvariable.commands.output_options import LookOptions
from csvariable.commands.run_options import RunOptions, SheetOptions, SourceOptions
from csvariable.documents.formats import Listed, Paged, Printed, Shown, Structured, Tabular
from csvariable.speech.language import Language

if TYPE_CHECKING:
    from csvariable.documents.payments import Payments
    from csvariable.documents.projection import ProjectionReport

WRITTEN = (Shown, Structured, Listed, Tabular, Paged, Printed)
"""What can be asked of Payments."""


@grouped
def command(
    asked: RunOptions,
    *,
    csm: SomePeopleOption = None,
    form: Annotated[str | None, form_option(WRITTEN)] = None,
    details: Annotated[
        bool | None,
        typer.Option(
            "--details/--no-details",
            help="Each person's KPIs and lines, or, in CSV, every step; else up to 5 people.",
            show_default=False,
        ),
    ] = None,
    ledger: LedgerOption = None,
    as_of: AsOfOption = None,
    to: SheetOptions,
    raw: SourceOptions,
    csv: CsvOptions,
    look: LookOptions,
) -> int:
    """What each person is paid, from a plan and files of KPIs."""
    chosen = format_of(form, to.output, WRITTEN)
    day = day_of(as_of)
    inputs = read_from(ledger, asked, csv, look, raw, until=day, later=True)
    if inputs is None:
        return 1
    shown = (csm or [], details)
    if day is not None:
        deliver(_ahead(inputs, day, shown, to.language(look)), chosen, to, look)
        return 0
    found = _payments(inputs, shown, to.language(look))
    if chosen.name != "text" or to.output not in {None, STANDARD}:
        sys.stderr.writelines(found.told())
    deliver(found, chosen, to, look)
    return 0


def _payments(inputs: Inputs, shown: tuple[Sequence[str], bool | None], language: Language) -> Payments:
    from csvariable.documents.payments import Payments

    people, details = shown
    return Payments(
        inputs.results,
        inputs.plans,
        inputs.heading(),
        inputs.document,
        (*inputs.tables, *inputs.rows.later),
        inputs.diagnostics,
        inputs.chosen(people),
        language,
        details,
    )


def _ahead(
    inputs: Inputs, day: date, shown: tuple[Sequence[str], bool | None], language: Language
) -> ProjectionReport:
    """Return what is projected of the people that are asked for."""
    from csvariable.documents.projection import ProjectionReport
    from csvariable.documents.view import view_of

    people = inputs.chosen(shown[0])
    view = view_of(inputs.results, inputs.plans, language, people)
    return ProjectionReport(view, projection_of(inputs, day), inputs.heading(), people, shown[1])
