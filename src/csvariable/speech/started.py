"""A plan started from a folder of exports: the sources as they are found, and questions as comments."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Final

from csvariable.inspection.block import block, questions, source_names
from csvariable.inspection.file import InspectedFile
from csvariable.kernel.message import Message, msg
from csvariable.speech.language import Language
from csvariable.speech.saying import in_language

_WIDTH: Final = 100
_HEAD: Final = (
    msg("Only you know these: the currency, the zone, what one person earns on target."),
    msg("`csvariable inspect FILE` says more of each file, `csvariable catalog` lists KPIs to measure."),
)
_KPIS: Final = msg("Rows are counted to begin with. Measure what matters in their place.")


def started_plan(
    name: str,
    found: Sequence[tuple[str, InspectedFile]],
    refused: Sequence[tuple[str, Message]],
    language: Language,
) -> str:
    """Return the text of a plan whose sources are these files, by their names from the plan's folder."""

    def comment(message: Message, margin: str = "") -> list[str]:
        return [f"{margin}# {line}" for line in wrap(in_language(message, language), _WIDTH - len(margin))]

    lines = ["# yaml-language-server: $schema=./plan.schema.json", "csvariable: 1", ""]
    for message in _HEAD:
        lines += comment(message)
    lines += [
        f"name: {name}",
        "currency: EUR",
        "period: quarter",
        "zone: Europe/Paris",
        "target_incentive: 1000",
    ]
    lines += ["", "sources:"]
    names = source_names([file for file, _ in found])
    for (file, one), source in zip(found, names, strict=True):
        lines += block(one, file, source).splitlines()[1:]
        for question in questions(one):
            lines += comment(question, "    ")
    for file, reason in refused:
        lines += comment(msg("`{file}` cannot be read: {reason}", file=file, reason=reason), "  ")
    lines += ["", *comment(_KPIS), "kpis:"]
    weight = f"1/{len(found)}" if len(found) > 1 else "100 %"
    for source in names:
        lines += [
            f"  {source}:",
            f"    weight: {weight}",
            "    unit: number",
            f"    measure: {{count: {source}}}",
            "    curve: {of: actual, linear: [{at: 0, pays: 0 %}, {at: 10, pays: 100 %}]}",
        ]
    return "\n".join(lines) + "\n"
