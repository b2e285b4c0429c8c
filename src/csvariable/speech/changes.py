"""A changed route of a plan in words: «the accelerator of NRR above 105 % rises from 150 % to 200 %»."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.message import Filling, Message, msg
from csvariable.kernel.quantity import Kind, NotAQuantity, read_quantity
from csvariable.reading.roles import role_document
from csvariable.scenario.differences import Difference
from csvariable.speech.figures import LONGEST, ends
from csvariable.speech.language import Language
from csvariable.speech.numbers import NO_BREAK, days_text, duration_text, money_text, number_text
from csvariable.speech.saying import in_language
from csvariable.text import Document, parse_route, route_text

_SAID: Final[Mapping[str, Message]] = {
    "rises": msg("{what} rises from {before} to {after}"),
    "falls": msg("{what} falls from {before} to {after}"),
    "turns": msg("{what} changes from {before} to {after}"),
    "added": msg("{what} is new: {after}"),
    "removed": msg("{what} is gone (it was {before})"),
    "new-part": msg("{what} is new"),
    "gone-part": msg("{what} is gone"),
    "role": msg("role {role}: {text}"),
    "accelerator": msg("the accelerator of {kpi} above {at}"),
    "band": msg("the rate of {kpi} from {at}"),
    "first-band": msg("the first rate of {kpi}"),
    "tier": msg("the tier of {kpi} from {at}"),
    "point": msg("what {kpi} pays at {at}"),
    "start": msg("the start of step {number} of {kpi}"),
    "weight": msg("the weight of {kpi}"),
    "target": msg("the target of {kpi}"),
    "baseline": msg("the baseline of {kpi}"),
    "cap": msg("the cap of {kpi}"),
    "floor": msg("the floor of {kpi}"),
    "threshold": msg("the threshold of {kpi}"),
    "gate": msg("what gate {id} asks of {kpi}"),
    "bonus": msg("what bonus {id} pays"),
    "target_incentive": msg("the target incentive"),
    "plan-cap": msg("the cap of the plan"),
    "cap_total": msg("the cap of the total"),
    "plan-floor": msg("the floor of the plan"),
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
        before=quantity_text(one.before or "", language, inner, document),
        after=quantity_text(one.after or "", language, inner, document),
    )
    return _say(language, "role", role=role, text=text) if role is not None else text


def quantity_text(text: str, language: Language, route: Route = (), document: Document | None = None) -> str:
    """Return a value that a plan writes as its reader writes it: `85 %`, `€12,000.00`, `1 h 30 min`.

    A bare number is money where the route takes money. What is no quantity, and a fraction whose
    decimals do not end, is shown as it is written.
    """
    bare = text.strip()
    try:
        found = read_quantity(bare)
    except NotAQuantity:
        return bare or "«»"
    if not ends(found.value * 100):
        return bare
    match found.kind:
        case Kind.RATE:
            return number_text(found.value * 100, language=language, places=LONGEST) + NO_BREAK + "%"
        case Kind.DURATION:
            return duration_text(found.value, language=language)
        case Kind.DAYS:
            return days_text(found.value, language=language)
        case Kind.MONEY | Kind.NUMBER:
            currency = found.currency or _currency_of(route, document)
            if currency is None:
                return number_text(found.value, language=language, places=LONGEST)
            return money_text(found.value, currency, language=language)


def _currency_of(route: Route, document: Document | None) -> str | None:
    """Return the currency of a bare number of a plan; None where it counts something else."""
    if document is None:
        return None
    unit = document.value(("kpis", route[1], "unit")) if len(route) > 1 else None
    match route:
        case ("target_incentive" | "cap_total" | "cap" | "floor", *_) | ("bonuses", _, "pays" | "cap", *_):
            money = True
        case ("kpis", _, "target" | "baseline", *_) | ("kpis", _, "curve", _, int(), *_):
            money = unit is not None and unit.text == "money" and route[-1] in {*_STARTS, *_FIELDS, "annual"}
        case _:
            money = False
    written = document.value(("currency",))
    return written.text if money and written is not None else None


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
    start = next(((name, value.text) for name in _STARTS if (value := document.value((*item, name)))), None)
    if start is None:
        return _say(language, "first-band", kpi=kpi) if field == "rate" else None
    shown = quantity_text(start[1], language, (*item, start[0]), document)
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


def _say(language: Language, key: str, **gaps: Filling) -> str:
    return in_language(_SAID[key].given(**gaps), language)
