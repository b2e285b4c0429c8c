"""`csvariable init --from`: a plan whose sources are the files of a folder."""

from __future__ import annotations

import os
from pathlib import Path

from csvariable.commands.files import TABLE_LIMIT, read_bytes
from csvariable.commands.usage_error import UsageError
from csvariable.inspection.file import InspectedFile, inspect
from csvariable.kernel.diagnostic import has_errors
from csvariable.kernel.message import Message
from csvariable.speech.language import Language
from csvariable.speech.started import started_plan
from csvariable.tables.written import HowWritten


def plan_from(exports: Path, target: Path, language: Language) -> str:
    """Return the text of a plan for a folder, whose sources are the exports."""
    if not exports.is_dir():
        raise UsageError("not-a-folder", path=exports)
    found: list[tuple[str, InspectedFile]] = []
    refused: list[tuple[str, Message]] = []
    for path in sorted(path for path in exports.iterdir() if path.is_file() and path.name[0] != "."):
        name = Path(os.path.relpath(path, target)).as_posix()
        looked = inspect(read_bytes(path, limit=TABLE_LIMIT), name, HowWritten())
        if isinstance(looked, InspectedFile):
            found.append((name, looked))
        else:
            refused += [(name, one.message) for one in looked if has_errors([one])][:1]
    if not found:
        raise UsageError("no-tables", path=exports)
    return started_plan(target.name or "plan", found, refused, language)
