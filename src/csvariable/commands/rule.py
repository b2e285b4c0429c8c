"""`csvariable rule`: what a rule means, with a plan that fails and one that passes."""

import os
import sys
from typing import Annotated

import typer

from csvariable.commands.completion import rules_known
from csvariable.commands.misuse import unknown_rule
from csvariable.commands.options import LangOption
from csvariable.rules import names, page
from csvariable.speech.catalogue import language_of
from csvariable.speech.language import Language
from csvariable.speech.rule_pages import first_sentence, page_text


def command(
    name: Annotated[
        str | None,
        typer.Argument(
            help="Name of a rule; without it, all are listed.",
            metavar="NAME",
            show_default=False,
            autocompletion=rules_known,
        ),
    ] = None,
    lang: LangOption = None,
) -> int:
    """Explain a rule of `validate`, or list them all."""
    language = language_of(lang, os.environ)
    if name is None:
        sys.stdout.write(_list(language))
        return 0
    found = page(name)
    if found is None:
        raise unknown_rule(name)
    sys.stdout.write(page_text(name, found, language))
    return 0


def _list(language: Language) -> str:
    every = names()
    width = max(len(name) for name in every)
    return "".join(f"{name:<{width}}  {first_sentence(page(name) or '', language)}\n" for name in every)
