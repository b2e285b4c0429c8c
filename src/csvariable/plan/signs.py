"""Bounds as people write them in signs, `>= 90 %`, and as a plan does, `{from: 90 %}`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_WORDS: Final = {
    **dict.fromkeys((">=", "=>", "\u2265"), "from"),
    **dict.fromkeys(("<=", "=<", "\u2264"), "up_to"),
    ">": "above",
    "<": "below",
}
_BOUND: Final = (  # compiled where somebody writes signs: few do
    r"(?P<sign>>=|=>|<=|=<|>|<|\u2265|\u2264)\s*"
    r"(?P<level>[-+]?[0-9][0-9.,\u00a0\u202f ]*(?:%|[A-Za-z]{1,7})?)"
)
_FORMULA: Final = rf"(?P<step>[\w.-]+)\s*{_BOUND}"
_JOINTS: Final = (
    (r"\s+(?:and|et)\s+|\s*&&?\s*", "all"),
    (r"\s+(?:or|ou)\s+|\s*\|\|?\s*", "any"),
)


def bound_in_words(text: str) -> str | None:
    """Return a bound in signs as a plan writes it; None for another text."""
    found = re.fullmatch(_BOUND, text.strip())
    return None if found is None else f"{{{_WORDS[found['sign']]}: {found['level']}}}"


def condition_in_words(text: str) -> str | None:
    """Return tests in signs, joined by one of «and» and «or», as a plan has them; None for another text."""
    for joint, word in _JOINTS:
        parts = [re.fullmatch(_FORMULA, part.strip()) for part in re.split(joint, text, flags=re.IGNORECASE)]
        found = [part for part in parts if part is not None]
        if len(found) == len(parts):
            return _written(found, word if len(found) > 1 else "all")
    return None


def _written(parts: Sequence[re.Match[str]], word: str) -> str:
    """Return tests of which all must hold in one mapping, the bounds of one step together; else in a list."""
    tests = [(part["step"], f"{_WORDS[part['sign']]}: {part['level']}") for part in parts]
    if word == "any":
        return "{any: [" + ", ".join(f"{{{step}: {{{bound}}}}}" for step, bound in tests) + "]}"
    steps: dict[str, list[str]] = {}
    for step, bound in tests:
        steps.setdefault(step, []).append(bound)
    return "{" + ", ".join(f"{step}: {{{', '.join(said)}}}" for step, said in steps.items()) + "}"
