"""`csvariable schema`: the shape of a plan or of a result, for editors and programs."""

import sys
from typing import Annotated, Literal

import typer

from csvariable.commands.files import write_whole
from csvariable.commands.options import ForceOption, OutputOption
from csvariable.reading.schema import schema_text

__all__ = ["command", "schema_text"]


def command(
    kind: Annotated[
        Literal["plan", "result"],
        typer.Argument(help="Of a plan, or of what `compute --format json` writes."),
    ] = "plan",
    output: OutputOption = None,
    force: ForceOption = False,
) -> int:
    """Print a JSON Schema (draft-07).

    In an editor with YAML support, the first line of a plan names the schema:
    `# yaml-language-server: $schema=./plan.schema.json`.
    """
    text = schema_text(kind)
    if output is None:
        sys.stdout.write(text)
    else:
        write_whole(output, text.encode(), force=force)
    return 0
