"""`csvariable noise`: what luck alone does to pay that rests on few answers."""

from __future__ import annotations

from typing import Annotated

from csvariable.commands.csv_options import CsvOptions
from csvariable.commands.delivery import deliver, format_of
from csvariable.commands.grouped import grouped
from csvariable.commands.inputs import read_inputs
from csvariable.commands.options import form_option
from csvariable.commands.output_options import FileOptions, LookOptions
from csvariable.commands.run_options import RunOptions, SourceOptions
from csvariable.documents.formats import Paged, Shown, Structured

WRITTEN = (Shown, Structured, Paged)
"""What can be asked of LuckReport."""


@grouped
def command(
    asked: RunOptions,
    *,
    raw: SourceOptions,
    form: Annotated[str | None, form_option(WRITTEN)] = None,
    to: FileOptions,
    csv: CsvOptions,
    look: LookOptions,
) -> int:
    """What luck alone does to pay that rests on few answers, and what would leave less of it."""
    chosen = format_of(form, to.output, WRITTEN)
    inputs = read_inputs(asked, csv, look, raw)
    if inputs is None:
        return 1
    from csvariable.documents.luck import LuckReport
    from csvariable.odds.luck import noise

    deliver(LuckReport(noise(inputs.plans, inputs.results), inputs.plans, look.language), chosen, to, look)
    return 0
