"""`csvariable routes`: every route of a plan with its value, for `--set` and for scenario files."""

from __future__ import annotations

import os
import sys
from typing import Annotated, Literal, TypeAlias

import typer

from csvariable.commands.inputs import PlanArgument
from csvariable.commands.options import ColorOption, LangOption, WidthOption
from csvariable.commands.problem_output import complain
from csvariable.commands.stages import read_document
from csvariable.speech.catalogue import language_of

RoutesFormat: TypeAlias = Literal["table", "json"]


def command(
    plan: PlanArgument,
    form: Annotated[RoutesFormat, typer.Option("--format", "-f", help="How routes are shown.")] = "table",
    lang: LangOption = None,
    color: ColorOption = "auto",
    width: WidthOption = None,
) -> int:
    """List every route of a plan with its value and its line."""
    from csvariable.documents.console import make_console
    from csvariable.documents.differences import route_rows
    from csvariable.documents.json_ import as_json
    from csvariable.documents.page import show
    from csvariable.kernel.diagnostic import PlanPlace
    from csvariable.text import route_text

    language = language_of(lang, os.environ)
    document, problems = read_document(plan)
    complain(problems, [document] if document else [], color, language)
    if document is None:
        return 1
    if form == "json":
        routes = [
            {"route": route_text(route), "value": value.text, "line": document.place(PlanPlace(route)).line}
            for route, value in document.routes()
        ]
        sys.stdout.write(as_json({"plan": document.name, "routes": routes}))
        return 0
    console = make_console(sys.stdout, os.environ, color=color, width=width)
    show(route_rows(document, language), console)
    return 0
