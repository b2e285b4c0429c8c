"""What `test` says of examples and of what they leave out, in English and in French."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from csvariable.cases import Mismatch, Unused
from csvariable.kernel.message import Filling, Message, counted, msg
from csvariable.speech.language import Language
from csvariable.speech.saying import in_language
from csvariable.text import route_text

_WORDS: Final[Mapping[str, Message]] = {
    "mismatch": msg("{step}: expected {expected}, found {found}"),
    "nothing": msg("no value"),
    "summary": counted("{passed} of {count} example passed.", "{passed} of {count} examples passed."),
    "none": msg("No example: write some under `examples:`."),
    "covered": msg("Coverage: {used} of {count} tiers, gates and roles exercised."),
    "tier": msg("tier never reached: {name}"),
    "gate-open": msg("gate never open: {name}"),
    "gate-closed": msg("gate never closed: {name}"),
    "role": msg("role never used: {name}"),
    "row": msg("row of the matrix never reached: {name}"),
    "column": msg("column of the matrix never reached: {name}"),
    "of-role": msg(" (role {role})"),
}


def say(key: str, language: Language, **gaps: Filling) -> str:
    """Return a sentence of this table."""
    return in_language(_WORDS[key].given(**gaps), language)


def mismatch_text(mismatch: Mismatch, language: Language) -> str:
    """Say what was expected of a step, and what it is."""
    found = mismatch.found if mismatch.found is not None else say("nothing", language)
    return say("mismatch", language, step=mismatch.step, expected=mismatch.expected, found=found)


def summary_text(passed: int, count: int, language: Language, waiting: int = 0) -> str:
    """Say how many examples passed, or that some are waiting for a plan without errors."""
    if waiting:
        return in_language(
            counted(
                "{count} example was not run, because the plan has errors.",
                "{count} examples were not run, because the plan has errors.",
                waiting,
            ),
            language,
        )
    return say("summary", language, passed=passed, count=count) if count else say("none", language)


def coverage_text(
    wanted: int, unused: Sequence[Unused], places: Mapping[tuple[object, ...], str], language: Language
) -> str:
    """Say what no example exercised, each with its line in the plan."""
    lines = [say("covered", language, used=wanted - len(unused), count=wanted)]
    for gap in unused:
        role = say("of-role", language, role=gap.role) if gap.role and gap.what != "role" else ""
        name = gap.name if gap.what.startswith(("gate", "role")) else route_text(gap.route)
        lines.append(f"  {say(gap.what, language, name=name)}{role}   [{_place(gap, places)}]")
    return "\n".join(lines) + "\n"


def _place(gap: Unused, places: Mapping[tuple[object, ...], str]) -> str:
    for route, place in places.items():
        if route[: len(gap.route)] == gap.route:
            return place
    return route_text(gap.route)
