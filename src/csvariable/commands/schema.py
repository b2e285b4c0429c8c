"""`csvariable schema`: the shape of a plan or of a result, for editors and programs."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Literal, TypeAlias

import typer

from csvariable.commands.delivery import deliver, format_of
from csvariable.commands.grouped import grouped
from csvariable.commands.options import LangOption
from csvariable.commands.output_options import FileOptions, LookOptions
from csvariable.documents.formats import Structured
from csvariable.reading.result_schema import result_schema
from csvariable.reading.schema import plan_schema, spoken
from csvariable.speech.catalogue import in_schema, language_of
from csvariable.speech.language import Language

Described: TypeAlias = Literal["plan", "result"]


WRITTEN = (Structured,)
"""What can be asked of Schema."""


@dataclass(frozen=True)
class Schema:
    """The JSON Schema (draft-07) of plans, or of results."""

    of: Described = "plan"
    language: Language = "en"

    def data(self) -> object:
        """Return the schema, with what editors show of it in the language."""
        schema = plan_schema() if self.of == "plan" else result_schema()
        return spoken(schema, partial(in_schema, language=self.language))


@grouped
def command(
    kind: Annotated[
        Described,
        typer.Argument(metavar="[plan|result]", help="Of a plan, or of what `compute --format json` writes."),
    ] = "plan",
    lang: LangOption = None,
    *,
    to: FileOptions,
) -> int:
    """Print a JSON Schema (draft-07).

    In an editor with YAML support, the first line of a plan names the schema:
    `# yaml-language-server: $schema=./plan.schema.json`.
    """
    found = Schema(kind, language_of(lang, os.environ))
    deliver(found, format_of("json", to.output, WRITTEN), to, LookOptions())
    return 0
