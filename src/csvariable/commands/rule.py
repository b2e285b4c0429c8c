"""`csvariable rule`: what a rule means, with a plan that fails and one that passes."""

import sys
from typing import Annotated

import typer

from csvariable.rules import names, page
from csvariable.rules.hints import word_suggestion
from csvariable.rules.manual import page_text


def command(
    name: Annotated[
        str | None,
        typer.Argument(
            help="Name of a rule; without it, all are listed.", metavar="NAME", show_default=False
        ),
    ] = None,
) -> int:
    """Explain a rule of `validate`, or list them all."""
    if name is None:
        sys.stdout.write(_list())
        return 0
    found = page(name)
    if found is None:
        near = word_suggestion(name, names())
        raise typer.BadParameter(f"there is no rule {name}" + (f", did you mean {near}?" if near else ""))
    sys.stdout.write(page_text(name, found))
    return 0


def _list() -> str:
    every = names()
    width = max(len(name) for name in every)
    return "".join(f"{name:<{width}}  {_first(page(name) or '')}\n" for name in every)


def _first(text: str) -> str:
    return " ".join(text.partition("\n\n")[0].split())
