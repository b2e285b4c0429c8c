"""The errors of pydantic-core in plain sentences, at the places of the file."""

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, NamedTuple

from pydantic_core import ValidationError

from csvariable.kernel.diagnostic import Diagnostic, Edits, Key, PlanPlace, Route, error
from csvariable.kernel.message import Message, counted, msg, quoted
from csvariable.kernel.unit import Unit
from csvariable.plan import Plan
from csvariable.plan.ids import RESERVED_IDS
from csvariable.plan.model import keys_at
from csvariable.reading.instead import instead_of
from csvariable.reading.meant_key import WRITTEN_SO, instead_of_missing, keys_of, missing_by_value, note_on
from csvariable.rules.counted_in_words import has_no
from csvariable.rules.hints import key_suggestion, respelt, value_suggestion
from csvariable.text import Document, Scalar


class Translated(NamedTuple):
    """Diagnostics, the routes that could not be read, and the keys that are too many."""

    diagnostics: tuple[Diagnostic, ...]
    broken: frozenset[Route]
    strange: frozenset[Route]


class _Place(NamedTuple):
    """An error of pydantic-core where it stands in a plan."""

    document: Document
    loc: tuple[Key, ...]
    route: Route
    context: dict[str, Any]
    absent: dict[Route, tuple[str, ...]]
    """The keys that are missing, by the mapping that lacks them."""


_Translator = Callable[[_Place], "tuple[Diagnostic | None, Route]"]


def translated(problem: ValidationError, document: Document) -> Translated:
    """Translate all errors of one validation; nothing of pydantic's own words remains."""
    errors = problem.errors(include_url=False)
    absent = _absent(errors, document)
    renamed: set[Route] = set()
    found: list[Diagnostic] = []
    broken: set[Route] = set()
    strange: set[Route] = set()
    for item in sorted(errors, key=lambda item: item["type"] != "extra_forbidden"):
        place = _Place(
            document, tuple(item["loc"]), _route(item["loc"], document), item.get("ctx", {}), absent
        )
        said, gone = _TRANSLATORS.get(item["type"], partial(_custom, item["type"]))(place)
        if item["type"] == "missing" and gone in renamed:
            continue
        if item["type"] == "extra_forbidden":
            renamed.add(gone)
            strange.add(place.route)
        broken.add(gone)
        if said is not None:
            found.append(said)
    return Translated(tuple(found), frozenset(broken), frozenset(strange))


def _route(loc: tuple[Key, ...], document: Document) -> Route:
    inside = loc[:-1] if loc and loc[-1] == "[key]" else loc
    return document.walk(inside)[0]


def _absent(errors: Iterable[Any], document: Document) -> dict[Route, tuple[str, ...]]:
    absent: dict[Route, tuple[str, ...]] = {}
    for item in errors:
        if item["type"] == "missing":
            route, _ = document.walk(item["loc"][:-1])
            absent[route] = (*absent.get(route, ()), str(item["loc"][-1]))
    return absent


def _missing(place: _Place) -> tuple[Diagnostic | None, Route]:
    inside, node = place.document.walk(place.loc[:-1])
    if isinstance(node.value, tuple):
        return _too_few(place, inside, len(node.value))
    key = str(place.loc[-1])
    route = (*inside, key)
    where = msg(" of `{key}`", key=inside[-1]) if inside and isinstance(inside[-1], str) else ""
    message = msg("the key `{key}`{where} is missing", key=key, where=where)
    return error("missing-key", message, PlanPlace(route), help=WRITTEN_SO.get(key)), route


def _too_few(place: _Place, route: Route, there: int) -> tuple[Diagnostic | None, Route]:
    """Say once how many values a list of a given length needs: each that lacks is an error."""
    if place.loc[-1] != there:
        return None, route
    message = counted(
        "{count} value is due here", "{count} values are due here", there + len(place.absent[route])
    )
    return error("wrong-shape", message, PlanPlace(route)), route


def _unknown(place: _Place) -> tuple[Diagnostic, Route]:
    route, key = place.route, str(place.loc[-1])
    parent = route[:-1]
    candidates = keys_at(Plan, place.loc[:-1])
    _, node = place.document.walk(parent)
    present = keys_of(node)
    lacking = place.absent.get(parent, ())
    meant = key_suggestion(key, candidates, present, lacking)
    note = note_on(key, candidates)
    at = PlanPlace(route, key=True)
    strange = {one for one in present - set(candidates) if parent or not one.startswith("x-")}
    if meant is None and parent and len(lacking) == 1 and strange == {key}:
        return instead_of_missing(at, key, lacking[0], note), (*parent, lacking[0])
    missing = None if parent or meant is not None else missing_by_value(key, strange, lacking, node)
    if missing is not None:
        return instead_of_missing(at, key, missing, note), (missing,)
    if meant is None:
        help_ = note or (
            msg("keys that may stand here: {keys}", keys=quoted(candidates)) if candidates else None
        )
        return error("unknown-key", msg("unknown key `{key}`", key=key), at, help=help_), (*parent, key)
    fix: Edits | None = {route: None, (*parent, meant): place.document.node(route)}
    if respelt(key, candidates) != meant:
        fix = None
    message = msg("unknown key `{key}`, did you mean `{meant}`?", key=key, meant=meant)
    help_ = note or msg("write `{meant}` instead of `{key}`", meant=meant, key=key)
    return error("unknown-key", message, at, help=help_, fix=fix), (*parent, meant)


def _wrong_word(place: _Place) -> tuple[Diagnostic, Route]:
    words = re.findall(r"'([^']*)'", str(place.context.get("expected", "")))
    text = _text(place)
    meant = value_suggestion(text, words)
    said = (
        msg("`{text}` is not one of {words}", text=text, words=quoted(words, "or"))
        if len(words) > 1
        else msg("`{text}` is not `{word}`", text=text, word=words[0])
    )
    if meant is not None:
        message = msg("{sentence}; did you mean `{meant}`?", sentence=said, meant=meant)
        at = PlanPlace(place.route)
        return error(
            "wrong-word",
            message,
            at,
            help=msg("write `{text}`", text=meant),
            fix={place.route: meant} if respelt(text, words) == meant else None,
        ), place.route
    return error("wrong-word", said, PlanPlace(place.route)), place.route


def _text(place: _Place) -> str:
    scalar = place.document.value(place.route)
    return scalar.text if scalar is not None else "?"


def _wrong_shape(wanted: Message, place: _Place) -> tuple[Diagnostic, Route]:
    node = place.document.node(place.route)
    value = node.value if node is not None else Scalar("")
    if isinstance(value, Scalar) and not value.text and not value.quoted:
        message = msg("nothing stands here: write {wanted}", wanted=wanted)
    else:
        found = (
            msg("a list")
            if isinstance(value, tuple)
            else msg("a mapping")
            if isinstance(value, dict)
            else _quoted(value)
        )
        message = msg("{found} stands where {wanted} is due", found=found, wanted=wanted)
    return error("wrong-shape", message, PlanPlace(place.route), help=_help_for(place)), place.route


def _quoted(value: Scalar) -> Message:
    return msg("the text `{text}`", text=value.text)


def _help_for(place: _Place) -> Message | None:
    node = place.document.node(place.route)
    said = instead_of(node.value, place.route) if node is not None else None
    if said is not None:
        return said
    keys = keys_at(Plan, place.loc)
    return msg("keys that may stand here: {keys}", keys=quoted(keys)) if keys and len(keys) <= 12 else None


def _too_short(place: _Place) -> tuple[Diagnostic | None, Route]:
    node = place.document.node(place.route)
    there = 0 if node is None or isinstance(node.value, Scalar) else len(node.value)
    least = place.context["min_length"]
    if there >= least:
        return None, place.route  # entries are there; each that cannot be read is a problem of its own
    name = str(place.route[-1])
    if least > 1:
        message = msg("`{name}` is a list of {least} entries or more", name=name, least=least)
        return error("wrong-shape", message, PlanPlace(place.route, key=True)), place.route
    if name == "expect":
        message = msg("this example expects nothing, so it could never fail: write a step and its value")
        return error("empty-expect", message, PlanPlace(place.route, key=True)), place.route
    message = msg("`{name}` is empty: write at least one entry", name=name)
    return error("empty-list", message, PlanPlace(place.route, key=True)), place.route


def _too_long(place: _Place) -> tuple[Diagnostic, Route]:
    most = counted(
        "at most {count} value stands here", "at most {count} values stand here", place.context["max_length"]
    )
    return error("wrong-shape", most, PlanPlace(place.route)), place.route


def _custom(rule: str, place: _Place) -> tuple[Diagnostic, Route]:
    match place.route:
        case ("kpis", str(kpi), "target" | "baseline" as line) if rule == "wrong-number" and _worded(
            place, kpi
        ):
            return has_no(str(line), kpi), place.route
    message = place.context.get("message") or msg("this value cannot be read")
    readings = place.context.get("readings", ())
    key = place.loc[-1:] == ("[key]",)
    node = place.document.node(place.route)
    scalar = node is not None and isinstance(node.value, Scalar)
    fix = {place.route: readings[0]} if len(readings) == 1 and scalar and not key else None
    help_ = msg("write {readings}", readings=quoted(readings, "or")) if readings else _HELP.get(rule)
    name = rule if "message" in place.context else "wrong-value"
    at = PlanPlace(place.route, key=key or not (scalar or rule == "wrong-shape"))
    return error(name, message, at, help=help_, fix=fix), place.route


def _worded(place: _Place, kpi: str) -> bool:
    """Whether a KPI is counted in words: it has no number to aim at."""
    unit = place.document.value(("kpis", kpi, "unit"))
    return unit is not None and unit.text in _UNITS_OF_WORDS


_UNITS_OF_WORDS = frozenset({Unit.YES_NO.value, Unit.LEVEL.value})
_HELP = {"reserved-id": msg("words that are no ids: {words}", words=quoted(sorted(RESERVED_IDS)))}
_MAPPING = msg("a mapping of keys and values")
_LIST = msg("a list in brackets")
_TRANSLATORS: dict[str, _Translator] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "literal_error": _wrong_word,
    "model_type": partial(_wrong_shape, _MAPPING),
    "model_attributes_type": partial(_wrong_shape, _MAPPING),
    "dict_type": partial(_wrong_shape, _MAPPING),
    "mapping_type": partial(_wrong_shape, _MAPPING),
    "tuple_type": partial(_wrong_shape, _LIST),
    "list_type": partial(_wrong_shape, _LIST),
    "string_type": partial(_wrong_shape, msg("a text")),
    "is_instance_of": partial(_wrong_shape, msg("a value")),
    "too_short": _too_short,
    "too_long": _too_long,
}
