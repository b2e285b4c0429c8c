"""`csvariable explain`: how one person's pay comes about, line by line."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from csvariable.commands.inputs import (
    AdjustmentsOption,
    Asked,
    DecimalOption,
    DelimiterOption,
    EncodingOption,
    Inputs,
    KpisArgument,
    PeopleOption,
    PeriodOption,
    PlanArgument,
    nearest,
    read_inputs,
)
from csvariable.commands.options import ColorOption, LangOption, WidthOption
from csvariable.commands.usage_error import Trouble
from csvariable.speech.catalogue import language_of


def command(  # noqa: PLR0917 - an option is a parameter
    plan: PlanArgument,
    kpis: KpisArgument,
    csm: Annotated[str, typer.Option("--csm", help="The person, by id.", metavar="ID", show_default=False)],
    why: Annotated[
        str | None,
        typer.Option("--why", help="Only this step and what it rests on, nearest first.", metavar="STEP"),
    ] = None,
    people: PeopleOption = None,
    adjustments: AdjustmentsOption = None,
    period: PeriodOption = None,
    encoding: EncodingOption = None,
    delimiter: DelimiterOption = None,
    decimal: DecimalOption = None,
    lang: LangOption = None,
    color: ColorOption = "auto",
    width: WidthOption = None,
) -> int:
    """How one person's pay comes about: each line with its sum, its plan line and its cell."""
    language = language_of(lang, os.environ)
    inputs = read_inputs(
        Asked(plan, kpis, people, adjustments, period, encoding, delimiter, decimal, color, language)
    )
    if inputs is None:
        return 1
    at = inputs.chosen([csm])[0]
    if why is not None:
        _known_step(inputs, at, csm, why)
    from csvariable.documents.console import make_console
    from csvariable.documents.explanation import show_explanation, show_why
    from csvariable.documents.origins import Origins
    from csvariable.documents.summary import View
    from csvariable.plan.values import text_of
    from csvariable.speech.screens import screen

    name = text_of(inputs.plans.base.name, language, "")
    view = View(inputs.results, inputs.plans, language, [at], name)
    origins = Origins(inputs.documents(), inputs.results.facts, screen(language, "default"))
    console = make_console(sys.stdout, os.environ, color=color, width=width)
    if why is None:
        show_explanation(console, view, at, origins)
    else:
        show_why(console, view, at, why, origins)
    return 0


def _known_step(inputs: Inputs, at: int, csm: str, step: str) -> None:
    results = inputs.results
    rows = results.facts.people[at].rows
    names = [one.name for row in rows for one in results.program_of(row).steps]
    if step not in names:
        raise Trouble("no-such-line", id=csm, step=step, known=nearest(step, list(dict.fromkeys(names))))
