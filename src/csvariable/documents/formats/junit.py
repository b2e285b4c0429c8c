"""JUnit: one test case for each thing that was examined, as continuous integration collects them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO

from csvariable.documents.clean import clean
from csvariable.documents.formats import Examined, Format, Look

if TYPE_CHECKING:
    from csvariable.documents.placed import Found


def write(found: Examined, out: BinaryIO, _: Look) -> None:
    """Write a suite with a case for each thing; its problems are its failure."""
    cases = list(found.examined())
    failed = sum(_wrong(problems) for _, problems in cases)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites><testsuite name="csvariable" tests="{len(cases)}" failures="{failed}">',
        *(_case(name, problems) for name, problems in cases),
        "</testsuite></testsuites>",
    ]
    out.write(("\n".join(lines) + "\n").encode("utf-8", "replace"))


def _wrong(problems: Sequence[Found]) -> bool:
    return any(one.severity == "error" for one in problems)


def _case(name: str, problems: Sequence[Found]) -> str:
    from xml.sax.saxutils import escape, quoteattr  # it imports what reads the web

    head = f'<testcase classname="csvariable" name={quoteattr(clean(name))}'
    if not _wrong(problems):
        return f"{head}/>"
    said = [
        f"{clean(one.file)}: {one.rule}: {clean(one.message)}" + (f" ({clean(one.help)})" if one.help else "")
        for one in problems
    ]
    return f"{head}><failure message={quoteattr(said[0])}>{escape(chr(10).join(said))}</failure></testcase>"


FORMAT = Format("junit", Examined, write, (".xml",))
