"""Which files a source of a plan is read from: those of the command line, those that the plan names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from csvariable.commands.usage_error import UsageError
from csvariable.kernel.message import msg

if TYPE_CHECKING:
    from csvariable.kernel.diagnostic import Diagnostic, PlanPlace
    from csvariable.kernel.message import Message
    from csvariable.plan import Plan
    from csvariable.plan.source import SourceOfRows


def files_given(said: Sequence[str] | None, plan: Plan) -> dict[str, list[Path]]:
    """Return the files of the command line by source.

    Raises:
        UsageError: for what is no `NAME=FILE`, or a name that the plan does not have.
    """
    found: dict[str, list[Path]] = {}
    if not said:
        return found
    from csvariable.measures.work import files_of

    for name, path in names_and_files(said):
        if name not in files_of(plan, list(plan.sources)):
            raise UsageError("no-such-source", name=name, known=", ".join(plan.sources) or "-")
        found.setdefault(name, []).append(path)
    return found


def names_and_files(said: Sequence[str] | None) -> Iterator[tuple[str, Path]]:
    """Yield each source of the command line with its file.

    Raises:
        UsageError: for what is no `NAME=FILE`.
    """
    for text in said or ():
        name, sign, file = text.partition("=")
        if not (name and sign and file):
            raise UsageError("no-name-and-file", option="--source", value=text)
        yield name, Path(file)


def looked_for(folder: Path, name: str) -> Message:
    """Say where the file of a source is looked for, and how another is given."""
    return msg(
        "it is looked for in `{folder}`; or give one: `--source {source}=FILE`",
        folder=str(folder),
        source=name,
    )


def files_written(
    name: str, source: SourceOfRows, beside: Path
) -> tuple[dict[Path, PlanPlace], list[Diagnostic]]:
    """Return the files that the plan names, each with its place; a pattern that fits none is a problem."""
    from csvariable.kernel import diagnostic
    from csvariable.plan.rows import texts_of
    from csvariable.plan.source import OF_OPENING

    found: dict[Path, PlanPlace] = {}
    problems: list[Diagnostic] = []
    folder = beside.parent
    opening = name.endswith(OF_OPENING)
    key, said = ("opening", source.opening) if opening else ("file", source.file)
    route = ("sources", name.removesuffix(OF_OPENING), key)
    for at, text in enumerate(texts_of(said)):
        place = diagnostic.PlanPlace(route if isinstance(said, str) else (*route, at))
        if not any(sign in text for sign in "*?["):
            found.setdefault(folder / text, place)
            continue
        files = sorted(path for path in folder.glob(text) if path.is_file())
        for path in files:
            found.setdefault(path, place)
        if not files:
            message = msg("no file fits `{pattern}`", pattern=text)
            problems.append(diagnostic.error("no-file-fits", message, place, help=looked_for(folder, name)))
    return found, problems
