"""`csvariable schema`: the shape of a plan or of a result, for editors and programs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

import typer

from csvariable.commands.delivery import deliver, format_of
from csvariable.commands.options import FileOptions, LookOptions, grouped
from csvariable.documents.formats import Structured
from csvariable.reading.schema import schema_text

Described: TypeAlias = Literal["plan", "result"]


WRITTEN = (Structured,)
"""What can be asked of Schema."""


@dataclass(frozen=True)
class Schema:
    """The JSON Schema (draft-07) of plans, or of results."""

    of: Described = "plan"

    def data(self) -> object:
        """Return the schema."""
        return json.loads(schema_text(self.of))


@grouped
def command(
    kind: Annotated[
        Described, typer.Argument(help="Of a plan, or of what `compute --format json` writes.")
    ] = "plan",
    *,
    to: FileOptions,
) -> int:
    """Print a JSON Schema (draft-07).

    In an editor with YAML support, the first line of a plan names the schema:
    `# yaml-language-server: $schema=./plan.schema.json`.
    """
    deliver(Schema(kind), format_of("json", to.output, WRITTEN), to, LookOptions())
    return 0
