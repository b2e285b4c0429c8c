"""`csvariable compute`: what each person is paid."""

from __future__ import annotations

import io
import os
import sys
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Annotated, Literal, TextIO, TypeAlias

import typer

from csvariable.commands.files import STANDARD, write_whole
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
    read_inputs,
)
from csvariable.commands.large import is_candidate, large_csv
from csvariable.commands.options import ColorOption, ForceOption, LangOption, OutputOption, WidthOption
from csvariable.commands.usage_error import Trouble
from csvariable.documents.color import Color
from csvariable.speech.catalogue import language_of
from csvariable.speech.language import Language

Format: TypeAlias = Literal["table", "json", "jsonl", "csv", "parquet", "markdown"]
SUFFIXES: dict[str, Format] = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "table",
}


@dataclass(frozen=True)
class Page:
    """How the table is shown."""

    details: bool | None
    language: Language
    color: Color
    width: int | None


FEW = 5
"""People up to whom the table shows each one's KPIs without being asked."""

CsmOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--csm", help="Only this person, by id; may be repeated.", metavar="ID", show_default=False),
]
FormatOption: TypeAlias = Annotated[
    Format | None,
    typer.Option("--format", "-f", help="Else by the suffix of --output; else a table.", show_default=False),
]
DetailsOption: TypeAlias = Annotated[
    bool | None,
    typer.Option(
        "--details/--no-details",
        help="Each person's KPIs and lines, or, in CSV, every step; else up to 5 people.",
        show_default=False,
    ),
]


def command(  # noqa: PLR0917 - an option is a parameter
    plan: PlanArgument,
    kpis: KpisArgument,
    people: PeopleOption = None,
    adjustments: AdjustmentsOption = None,
    period: PeriodOption = None,
    csm: CsmOption = None,
    form: FormatOption = None,
    output: OutputOption = None,
    details: DetailsOption = None,
    encoding: EncodingOption = None,
    delimiter: DelimiterOption = None,
    decimal: DecimalOption = None,
    lang: LangOption = None,
    color: ColorOption = "auto",
    width: WidthOption = None,
    force: ForceOption = False,
) -> int:
    """What each person is paid, from a plan and CSV files of KPIs."""
    chosen_form = form or _format_of(output)
    language = language_of(lang, os.environ)
    asked = Asked(plan, kpis, people, adjustments, period, encoding, delimiter, decimal, color, language)
    if chosen_form == "csv" and not csm and not details and is_candidate(asked):
        write = large_csv(asked)
        if write is not None:
            write_whole(output or STANDARD, write, force=force)
            return 0
    inputs = read_inputs(asked)
    if inputs is None:
        return 1
    chosen = inputs.chosen(csm or [])
    page = Page(details, language, color, width)
    if chosen_form == "table" and output in {None, STANDARD}:
        _show(inputs, chosen, page, sys.stdout)
        return 0
    write_whole(output or STANDARD, _written(inputs, chosen, chosen_form, page), force=force)
    return 0


def _format_of(output: Path | None) -> Format:
    """Find the format that a file name asks for."""
    if output is None or output == STANDARD:
        return "table"
    if output.suffix.lower() not in SUFFIXES:
        raise Trouble("unknown-suffix", path=output, known=" ".join(SUFFIXES))
    return SUFFIXES[output.suffix.lower()]


def _written(inputs: Inputs, chosen: list[int], form: Format, page: Page) -> bytes:
    """Return the whole file in a format."""
    from csvariable.documents.problems import as_data
    from csvariable.documents.result import result

    currency = inputs.plans.base.currency
    if form == "table":
        text = io.StringIO()
        _show(inputs, chosen, replace(page, color="never"), text)
        return text.getvalue().encode("utf-8", "replace")
    if form == "csv":
        from csvariable.documents.csv_ import as_csv

        return as_csv(inputs.results, chosen, currency, details=bool(page.details)).encode("utf-8", "replace")
    if form == "parquet":
        parquet = import_module("csvariable.documents.parquet")
        data: bytes = parquet.as_parquet(inputs.results, chosen, currency)
        return data
    said = as_data(inputs.diagnostics, {inputs.document.name: inputs.document})
    problems = [one for one in said if isinstance(one, dict)]
    found = result(inputs.results, inputs.heading(), chosen, problems)
    return _text(form, found).encode("utf-8", "replace")


def _text(form: Format, found: dict[str, object]) -> str:
    from csvariable.documents.json_ import as_json, as_jsonl
    from csvariable.documents.markdown import as_markdown

    match form:
        case "json":
            return as_json(found)
        case "jsonl":
            return as_jsonl(found["people"])  # type: ignore[arg-type]
        case _:
            return as_markdown(found)


def _show(inputs: Inputs, chosen: list[int], page: Page, stream: TextIO) -> None:
    """Show the table and, for a few people, their details."""
    from csvariable.documents.console import make_console
    from csvariable.documents.summary import View
    from csvariable.documents.terminal import show_compute
    from csvariable.plan.values import text_of

    name = text_of(inputs.plans.base.name, page.language, "")
    view = View(inputs.results, inputs.plans, page.language, chosen, name)
    console = make_console(stream, os.environ, color=page.color, width=page.width)
    details = page.details if page.details is not None else len(chosen) <= FEW
    show_compute(console, view, inputs.tables, inputs.diagnostics, details=details)
