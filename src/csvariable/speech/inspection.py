"""What a file holds, said in a language."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import indent
from typing import Final

from csvariable.catalog.preset import preset
from csvariable.inspection.block import block, questions
from csvariable.inspection.file import InspectedFile
from csvariable.inspection.kinds import ColumnKind, InspectedColumn
from csvariable.kernel.message import Message, counted, in_context, msg, of_data, quoted
from csvariable.speech.language import Language
from csvariable.speech.saying import in_language

_KINDS: Final = {
    ColumnKind.EMPTY: in_context("column", "empty"),
    ColumnKind.ID: in_context("column", "id"),
    ColumnKind.EMAIL: in_context("column", "email"),
    ColumnKind.DATE: in_context("column", "date"),
    ColumnKind.TIME: in_context("column", "date and time"),
    ColumnKind.DURATION: in_context("column", "length of time"),
    ColumnKind.PERCENT: in_context("column", "percent"),
    ColumnKind.MONEY: in_context("column", "money"),
    ColumnKind.NUMBER: in_context("column", "number"),
    ColumnKind.YES_NO: in_context("column", "yes or no"),
    ColumnKind.WORDS: in_context("column", "words"),
    ColumnKind.TEXT: in_context("column", "text"),
}
_EXAMPLE: Final = 40


def inspection_page(found: InspectedFile, file: str, language: Language) -> str:
    """Return what a file holds, for a terminal, with the block to paste."""

    def said(message: Message) -> str:
        return in_language(message, language)

    named = file if found.database is None else " ".join(found.database)
    lines = [said(msg("{name}: {value}", name=named, value=found.table.dialect.sentence()))]
    lines += [f"  {said(message)}" for message in _layout(found)]
    lines.append("")
    lines += _columns(found, language)
    if found.presets:
        known = preset(found.presets[0])
        fits = msg(
            "It fits the preset `{name}` (version {version}): {says}",
            name=known.id,
            version=known.version,
            says=of_data("catalog", known.says),
        )
        lines += ["", said(fits)]
    lines += ["", said(msg("In a plan:")), "", indent(block(found, file).rstrip(), "    ")]
    asked = questions(found)
    if asked:
        lines += ["", said(msg("What the file does not say:")), ""]
        lines += [f"- {said(question)}" for question in asked]
    return "\n".join(lines) + "\n"


def _layout(found: InspectedFile) -> Iterator[Message]:
    yield counted("{count} row", "{count} rows", found.rows)
    if found.skip:
        yield counted(
            "{count} line of title above the headers", "{count} lines of title above the headers", found.skip
        )
    if found.header_rows > 1:
        yield msg("the headers have {count} lines", count=found.header_rows)
    if found.blank_end:
        yield msg("the rows end at a blank line; what stands below is no row")
    if found.total is not None:
        yield msg(
            "the last row is a total: `{text}` under `{header}`", header=found.total[0], text=found.total[1]
        )


def _columns(found: InspectedFile, language: Language) -> list[str]:
    kinds = [in_language(_KINDS[one.kind], language) for one in found.columns]
    wide = max(len(one.header) for one in found.columns)
    kind_wide = max(map(len, kinds))
    lines: list[str] = []
    for one, kind in zip(found.columns, kinds, strict=True):
        shown = ", ".join(in_language(message, language) for message in _facts(one))
        lines.append(f"  {one.header:<{wide}}  {kind:<{kind_wide}}  {shown}".rstrip())
        lines += [f"  {'':<{wide}}  ! {in_language(note, language)}" for note in one.notes]
    return lines


def _facts(one: InspectedColumn) -> Iterator[Message]:
    if one.empty and one.filled:
        yield counted("{count} empty", "{count} empty", one.empty)
    if one.words:
        yield msg("{words}", words=quoted(one.words, "or"))
    elif one.example:
        text = one.example if len(one.example) <= _EXAMPLE else f"{one.example[: _EXAMPLE - 3]}..."
        yield msg("such as `{text}`", text=text)
    if one.unit is not None and one.kind is not ColumnKind.DURATION:
        yield msg("in `{unit}`, by its header", unit=one.unit)
    if one.zone is not None:
        yield msg("times of `{zone}`, by its header", zone=one.zone)
