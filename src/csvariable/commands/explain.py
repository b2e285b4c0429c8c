"""`csvariable explain`: how one person's pay comes about, line by line."""

from __future__ import annotations

from typing import Annotated

import typer

from csvariable.commands.completion import steps_of_plan
from csvariable.commands.csv_options import CsvOptions
from csvariable.commands.delivery import deliver, format_of
from csvariable.commands.grouped import grouped
from csvariable.commands.inputs import Inputs, nearest, read_from
from csvariable.commands.options import PERSON, LedgerOption
from csvariable.commands.output_options import FileOptions, LookOptions
from csvariable.commands.run_options import RunOptions, SourceOptions
from csvariable.commands.usage_error import UsageError
from csvariable.documents.formats import Shown

WRITTEN = (Shown,)
"""What can be asked of Explanation."""


@grouped
def command(
    asked: RunOptions,
    *,
    csm: Annotated[str, PERSON],
    why: Annotated[
        str | None,
        typer.Option(
            "--why",
            help="Only this step and what it rests on, nearest first.",
            metavar="STEP",
            autocompletion=steps_of_plan,
        ),
    ] = None,
    rows: Annotated[
        bool, typer.Option("--rows", help="List the rows that measured KPIs stand on, with file and line.")
    ] = False,
    ledger: LedgerOption = None,
    raw: SourceOptions,
    csv: CsvOptions,
    look: LookOptions,
) -> int:
    """How one person's pay comes about: each line with its sum, its plan line and its cell."""
    inputs = read_from(ledger, asked, csv, look, raw, here=rows, later=not rows)
    if inputs is None:
        return 1
    at = inputs.chosen([csm])[0]
    if why is not None:
        _known_step(inputs, at, csm, why)
    from csvariable.documents.explanation import Explanation
    from csvariable.documents.origins import Origins
    from csvariable.documents.view import View
    from csvariable.plan.values import text_of
    from csvariable.speech.screens import screen

    language = look.language
    name = text_of(inputs.plans.base.name, language, "")
    view = View(inputs.results, inputs.plans, language, [at], name, rows)
    origins = Origins(inputs.documents(), inputs.results.facts, screen(language, "default"))
    deliver(Explanation(view, at, origins, why), format_of(None, None, WRITTEN), FileOptions(), look)
    return 0


def _known_step(inputs: Inputs, at: int, csm: str, step: str) -> None:
    from csvariable.statement import statement

    names = list(dict.fromkeys(line.step.name for line in statement(inputs.results, at).every if line.told))
    if step not in names:
        raise UsageError("no-such-line", id=csm, step=step, known=nearest(step, names))
