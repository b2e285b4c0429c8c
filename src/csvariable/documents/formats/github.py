"""Annotations of GitHub: workflow commands that its runners read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO

from csvariable.documents.clean import clean
from csvariable.documents.formats import Diagnosed, Format, Look
from csvariable.kernel.diagnostic import Severity, TextPlace

if TYPE_CHECKING:
    from csvariable.documents.placed import Found

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
_SHOWN = 10
"""Annotations of one kind that GitHub shows for a step; it drops the others in silence."""


def write(found: Diagnosed, out: BinaryIO, _: Look) -> None:
    """Write a command for each problem."""
    out.write(written(found.problems()).encode("utf-8", "replace"))


def written(items: Sequence[Found]) -> str:
    """Return workflow commands, errors first; what GitHub would drop is counted instead."""
    lines: list[str] = []
    for severity, command in _COMMANDS.items():
        of_kind = [item for item in items if item.severity is severity]
        shown = of_kind if len(of_kind) <= _SHOWN else of_kind[: _SHOWN - 1]
        lines.extend(_command(command, item) for item in shown)
        if len(shown) < len(of_kind):
            lines.append(f"::{command} title=csvariable::and {len(of_kind) - len(shown)} more, see the log")
    return "".join(f"{line}\n" for line in lines)


def _command(command: str, item: Found) -> str:
    from csvariable.documents.placed import position

    properties: dict[str, str | int] = {"title": f"csvariable ({item.rule})"}
    if item.file:
        properties["file"] = item.file
    line, column = position(item.at)
    if line:
        properties |= {"line": line, "col": column}
    if isinstance(item.at, TextPlace):
        properties |= {"endLine": item.at.end_line, "endColumn": item.at.end_column}
        if item.at.end_line != item.at.line:
            # GitHub refuses columns when an annotation covers several lines.
            del properties["col"], properties["endColumn"]
    named = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    where = f"{clean(item.file)}:{line}:{column}: " if line else f"{clean(item.file)}: " if item.file else ""
    texts = [f"{where}{item.rule}: {clean(item.message)}"]
    texts += [f"  help: {clean(item.help)}"] if item.help else []
    return f"::{command} {named}::{'%0A'.join(_escaped(text) for text in texts)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Return a property; its file name must stay the true one, so it is escaped, not cleaned."""
    escaped = _escaped(text).replace(":", "%3A").replace(",", "%2C")
    return clean(escaped)


FORMAT = Format("github", Diagnosed, write)
