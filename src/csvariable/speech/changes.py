"""A changed route of a plan in words: «the accelerator of NRR above 105 % rises from 150 % to 200 %»."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.quantity import NotAQuantity, read_quantity
from csvariable.reading.roles import role_document
from csvariable.scenario.differences import Difference
from csvariable.speech.language import Language
from csvariable.speech.numbers import NO_BREAK
from csvariable.text import Document, parse_route, route_text

_SAID: Final[Mapping[str, Mapping[Language, str]]] = {
    "rises": {
        "en": "{what} rises from {before} to {after}",
        "fr": "{what} passe de {before} à {after} (hausse)",
    },
    "falls": {
        "en": "{what} falls from {before} to {after}",
        "fr": "{what} passe de {before} à {after} (baisse)",
    },
    "turns": {"en": "{what} changes from {before} to {after}", "fr": "{what} passe de {before} à {after}"},
    "added": {"en": "{what} is new: {after}", "fr": "{what}, nouveau : {after}"},
    "removed": {"en": "{what} is gone (it was {before})", "fr": "{what} disparaît (c'était {before})"},
    "new-part": {"en": "{what} is new", "fr": "{what} : nouveau"},
    "gone-part": {"en": "{what} is gone", "fr": "{what} : supprimé"},
    "role": {"en": "role {role}: {text}", "fr": "rôle {role} : {text}"},
    "accelerator": {
        "en": "the accelerator of {kpi} above {at}",
        "fr": "l'accélérateur de {kpi} au-dessus de {at}",
    },
    "band": {"en": "the rate of {kpi} from {at}", "fr": "le taux de {kpi} à partir de {at}"},
    "first-band": {"en": "the first rate of {kpi}", "fr": "le premier taux de {kpi}"},
    "tier": {"en": "the tier of {kpi} from {at}", "fr": "le palier de {kpi} à partir de {at}"},
    "point": {"en": "what {kpi} pays at {at}", "fr": "ce que {kpi} verse à {at}"},
    "start": {"en": "the start of step {number} of {kpi}", "fr": "le début de l'étape {number} de {kpi}"},
    "weight": {"en": "the weight of {kpi}", "fr": "le poids de {kpi}"},
    "target": {"en": "the target of {kpi}", "fr": "la cible de {kpi}"},
    "baseline": {"en": "the baseline of {kpi}", "fr": "la base de {kpi}"},
    "cap": {"en": "the cap of {kpi}", "fr": "le plafond de {kpi}"},
    "floor": {"en": "the floor of {kpi}", "fr": "le plancher de {kpi}"},
    "threshold": {"en": "the threshold of {kpi}", "fr": "le seuil de {kpi}"},
    "gate": {"en": "what gate {id} asks of {kpi}", "fr": "ce que la condition {id} demande à {kpi}"},
    "bonus": {"en": "what bonus {id} pays", "fr": "ce que verse le bonus {id}"},
    "target_incentive": {"en": "the target incentive", "fr": "la prime cible"},
    "plan-cap": {"en": "the cap of the plan", "fr": "le plafond du plan"},
    "cap_total": {"en": "the cap of the total", "fr": "le plafond du total"},
    "plan-floor": {"en": "the floor of the plan", "fr": "le plancher du plan"},
}
_STARTS: Final = ("from", "above", "at", "up_to", "below")
_FIELDS: Final = ("weight", "target", "baseline", "cap", "floor")
_NAMED: Final = frozenset("kpis gates modifiers bonuses pool roles objectives".split())
"""Parts of a plan that hold others by their id: what comes or goes is one of these."""


def change_sentences(
    found: tuple[Difference, ...], old: Document, new: Document, language: Language
) -> list[tuple[Difference, str]]:
    """Return a sentence for every difference that can pay; a part that came or went is one sentence."""
    said: dict[Route, tuple[Difference, str]] = {}
    for one in found:
        if not one.pays:
            continue
        part = _part(one, old, new)
        if part is not None:
            key = "new-part" if one.what == "added" else "gone-part"
            said.setdefault(part, (one, _say(language, key, what=f"`{route_text(part)}`")))
        else:
            said[one.route] = one, change_sentence(one, old, new, language)
    return list(said.values())


def change_sentence(one: Difference, old: Document, new: Document, language: Language) -> str:
    """Return a difference in words; what a role sets is read in the plan of that role."""
    inner, role, document = one.route, one.role, new if one.after is not None else old
    if role is not None and len(one.route) > 2:
        try:
            inner = (*parse_route(str(one.route[2])), *one.route[3:])
        except ValueError:
            role = None
        else:
            document = role_document(document, role) or document
    what = _what(inner, document, language) or f"`{route_text(inner)}`"
    text = _say(
        language,
        _way(one),
        what=what,
        before=quantity_text(one.before or "", language),
        after=quantity_text(one.after or "", language),
    )
    return _say(language, "role", role=role, text=text) if role is not None else text


def quantity_text(text: str, language: Language) -> str:
    """Return a value as its author wrote it, `85%` with the space of a printed rate."""
    bare = text.strip()
    if bare.endswith("%"):
        number = bare[:-1].strip()
        return (number.replace(".", ",") if language == "fr" else number) + NO_BREAK + "%"
    return bare or "«»"


def _way(one: Difference) -> str:
    if one.what != "changed":
        return one.what
    try:
        before, after = read_quantity(one.before or ""), read_quantity(one.after or "")
    except NotAQuantity:
        return "turns"
    alike = (before.kind, before.currency) == (after.kind, after.currency)
    if alike and after.value > before.value:
        return "rises"
    return "falls" if alike and after.value < before.value else "turns"


def _part(one: Difference, old: Document, new: Document) -> Route | None:
    """Return the KPI, gate, bonus... that came or went as a whole, or the list item that did."""
    lacking = old if one.what == "added" else new
    if one.what == "changed":
        return None
    least = 2 if one.route[0] in _NAMED else 1
    for depth in range(least, len(one.route)):
        if lacking.node(one.route[:depth]) is None:
            return one.route[:depth]
    return None


def _what(route: Route, document: Document, language: Language) -> str | None:
    match route:
        case ("kpis", str(kpi), "curve", str(kind), int(at), str(field)) if kind in POINTS:
            name = kpi_name(document, kpi, language)
            return _on_curve(document, route, (name, kind, at, field), language)
        case ("kpis", str(kpi), "curve", "threshold"):
            return _say(language, "threshold", kpi=kpi_name(document, kpi, language))
        case ("kpis", str(kpi), str(field)) if field in _FIELDS:
            return _say(language, field, kpi=kpi_name(document, kpi, language))
        case ("gates", str(gate), "when", str(kpi), *_):
            return _say(language, "gate", id=gate, kpi=kpi_name(document, kpi, language))
        case ("bonuses", str(bonus), "pays"):
            return _say(language, "bonus", id=bonus)
        case ("target_incentive" | "cap_total",):
            return _say(language, str(route[0]))
        case ("cap" | "floor",):
            return _say(language, f"plan-{route[0]}")
        case _:
            return None


def kpi_name(document: Document, kpi: str, language: Language) -> str:
    """Return the name of a KPI as a plan writes it, else its id."""
    route: Route = ("kpis", kpi, "name")
    named = document.value((*route, language)) or document.value(route)
    return named.text if named is not None else kpi


def _on_curve(
    document: Document, route: Route, step: tuple[str, str, int, str], language: Language
) -> str | None:
    kpi, kind, at, field = step
    if field in _STARTS:
        return _say(language, "start", number=at + 1, kpi=kpi)
    item = route[:-1]
    start = next(
        (value.text for name in _STARTS if (value := document.value((*item, name))) is not None), None
    )
    if start is None:
        return _say(language, "first-band", kpi=kpi) if field == "rate" else None
    shown = quantity_text(start, language)
    name = POINTS[kind]
    if name == "band" and _steeper(document, route, at, field):
        name = "accelerator"
    return _say(language, name, kpi=kpi, at=shown)


POINTS: Final[Mapping[str, str]] = {"lookup": "tier", "linear": "point", "marginal": "band", "whole": "band"}
"""What a point of each kind of curve is called."""


def _steeper(document: Document, route: Route, at: int, field: str) -> bool:
    """Whether a band pays at a higher rate than the one before it; the first has none."""
    here = document.value(route)
    before = document.value((*route[:-2], at - 1, field))
    try:
        return (
            here is not None
            and before is not None
            and read_quantity(here.text).value > read_quantity(before.text).value
        )
    except NotAQuantity:
        return False


def _say(language: Language, key: str, **gaps: object) -> str:
    return _SAID[key][language].format(**gaps)
