"""What `test` says of examples and of what they leave out, in English and in French."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from csvariable.cases import Mismatch, Unused
from csvariable.text import route_text

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "mismatch": {
        "en": "{step}: expected {expected}, found {found}",
        "fr": "{step} : attendu {expected}, obtenu {found}",
    },
    "nothing": {"en": "no value", "fr": "aucune valeur"},
    "summary": {
        "en": "{passed} of {count} examples passed.",
        "fr": "{passed} exemples sur {count} sont justes.",
    },
    "none": {
        "en": "No example: write some under `examples:`.",
        "fr": "Aucun exemple : écrivez-en sous `examples:`.",
    },
    "covered": {
        "en": "Coverage: {used} of {count} tiers, gates and roles exercised.",
        "fr": "Couverture : {used} paliers, conditions et rôles exercés sur {count}.",
    },
    "tier": {"en": "tier never reached: {name}", "fr": "palier jamais atteint : {name}"},
    "gate-open": {"en": "gate never open: {name}", "fr": "condition jamais remplie : {name}"},
    "gate-closed": {"en": "gate never closed: {name}", "fr": "condition jamais manquée : {name}"},
    "role": {"en": "role never used: {name}", "fr": "rôle jamais utilisé : {name}"},
    "row": {
        "en": "row of the matrix never reached: {name}",
        "fr": "ligne de la matrice jamais atteinte : {name}",
    },
    "column": {
        "en": "column of the matrix never reached: {name}",
        "fr": "colonne de la matrice jamais atteinte : {name}",
    },
    "of-role": {"en": " (role {role})", "fr": " (rôle {role})"},
}


def say(key: str, language: str, **gaps: object) -> str:
    """Return a sentence of this table."""
    return _WORDS[key][language].format(**gaps)


def mismatch_text(mismatch: Mismatch, language: str) -> str:
    """Say what was expected of a step, and what it is."""
    found = mismatch.found if mismatch.found is not None else say("nothing", language)
    return say("mismatch", language, step=mismatch.step, expected=mismatch.expected, found=found)


def summary_text(passed: int, count: int, language: str) -> str:
    """Say how many examples passed."""
    return say("summary", language, passed=passed, count=count) if count else say("none", language)


def coverage_text(
    wanted: int, unused: Sequence[Unused], places: Mapping[tuple[object, ...], str], language: str
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
