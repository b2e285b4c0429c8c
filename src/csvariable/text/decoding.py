"""Bytes to text: UTF-8 within a limit, without invisible characters."""

from __future__ import annotations

import contextlib
import re
from fractions import Fraction

from csvariable.kernel.diagnostic import Diagnostic, FilePlace, TextPlace, error
from csvariable.kernel.message import msg
from csvariable.kernel.unit import rounded
from csvariable.text.document import Document
from csvariable.text.node import Span
from csvariable.text.texts import hidden

MAX_BYTES = 5 * 1024 * 1024


def decoded(source: bytes | str, name: str) -> str | Diagnostic:
    """Return the text without its mark of byte order, or why it is none."""
    size = len(source) if isinstance(source, bytes) else len(source.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        message = msg(
            "the file is larger than 5 MiB ({size} MiB)",
            size=rounded(Fraction(size, 2**20), Fraction(1, 10)),
        )
        return error(
            "too-large",
            message,
            FilePlace(name),
            help=msg("a plan is a few kilobytes; is this the right file?"),
        )
    if isinstance(source, str):
        return source.removeprefix("\ufeff")
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        # The problem counts without the mark of byte order: its own bytes fit its numbers.
        return _not_utf8(problem.object, problem.start, name)


def _not_utf8(source: bytes, at: int, name: str) -> Diagnostic:
    """Say which character is not UTF-8 and what the file seems to be instead."""
    advice = msg("save the file as UTF-8")
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        return error(
            "not-utf8", msg("the file is UTF-16, not UTF-8"), TextPlace(name, 1, 1, 1, 1), help=advice
        )
    before = source[:at].decode("utf-8", "replace")
    lines = re.split(r"\r\n|\n|\r", before)
    line, column = len(lines), len(lines[-1]) + 1
    message = msg(
        "the file is not UTF-8: line {line} holds the byte 0x{byte}",
        line=str(line),
        byte=f"{source[at]:02X}",
    )
    with contextlib.suppress(UnicodeDecodeError):
        likely = source[at : at + 1].decode("cp1252")
        message = msg("{said}, it looks like Windows-1252: `{char}`", said=message, char=likely)
    return error("not-utf8", message, TextPlace(name, line, column, line, column + 1), help=advice)


def hidden_characters(document: Document) -> list[Diagnostic]:
    """Return one problem per kind of character that no text may hold, at its first place."""
    problems: dict[str, Diagnostic] = {}
    for found in hidden(document.text):
        if found[0] not in problems:
            problems[found[0]] = error(
                "control-character",
                msg(
                    "the text holds an invisible character, U+{code}",
                    code=f"{ord(found[0]):04X}",
                ),
                document.locate(Span(*found.span())),
                help=msg("delete it; some editors show such characters on request"),
            )
    return list(problems.values())
