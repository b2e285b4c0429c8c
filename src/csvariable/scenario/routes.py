"""Routes that lead nowhere: refused before anything is read, with the routes that were meant."""

from __future__ import annotations

import difflib

from csvariable.kernel.diagnostic import Diagnostic, FilePlace, PlanPlace, Route, error
from csvariable.kernel.message import Message, msg, quoted
from csvariable.plan import Plan
from csvariable.plan.model import keys_at
from csvariable.rules.hints import called
from csvariable.scenario.model import Edit
from csvariable.text import Document, NotEditable, Setting, route_text

SUGGESTED = 3


def lost(edit: Edit, document: Document) -> Diagnostic | None:
    """Return an error for an edit whose route a plan cannot have, or None."""
    message = _why(edit, document)
    if message is None:
        return None
    near = suggestions(edit.route, document, removes=edit.value is None)
    advice = None
    if near:
        advice = msg("did you mean {routes}?", routes=quoted(near, "or"))
    by = edit.by
    at = PlanPlace(by.route, key=True, file=by.document.name) if by.document else FilePlace("")
    return error("unknown-route", message, at, help=advice)


def decides_rows(edit: Edit) -> Diagnostic | None:
    """Return an error for an edit of what rows are measured by: the plan itself has measured them."""
    match edit.route:
        case ("sources" | "zone" | "rates", *_) | ("kpis", str(), "measure", *_):
            by = edit.by
            at = PlanPlace(by.route, key=True, file=by.document.name) if by.document else FilePlace("")
            message = msg(
                "`{route}` decides what rows come to, and they were measured by the plan as it stands",
                route=route_text(edit.route),
            )
            advice = msg("write it in a copy of the plan, and run `csvariable compute` with both")
            return error("rows-measured", message, at, help=advice)
        case _:
            return None


def suggestions(route: Route, document: Document, *, removes: bool) -> list[str]:
    """Return the nearest routes of a document, best first; to remove, only those that are written."""
    meant = None if removes else _meant(route, document)
    if meant is not None:
        return [route_text(meant)]
    texts: set[str] = set()
    for known, _ in document.routes():
        beginnings = (known[:depth] for depth in range(len(route), len(known)))
        texts.update(map(route_text, (known, *beginnings)))
    for depth in range(len(route)):
        for key in keys_at(Plan, route[:depth]) if document.node(route[:depth]) and not removes else ():
            texts.add(route_text((*route[:depth], key)))
    return difflib.get_close_matches(route_text(route), texts, n=SUGGESTED, cutoff=0.75)


def _meant(route: Route, document: Document) -> Route | None:
    """Return the route whose first unknown key is written as this language calls it: `cible` is `target`."""
    for depth, key in enumerate(route):
        keys = keys_at(Plan, route[:depth])
        if isinstance(key, str) and keys and key not in keys:
            name = called(key, keys)
            found = None if name is None else (*route[:depth], name, *route[depth + 1 :])
            return found if found is None or document.node(found[:depth]) is not None else None
    return None


def _why(edit: Edit, document: Document) -> Message | None:
    route = edit.route
    if document.node(route) is not None:
        return None
    if edit.value is None:
        return msg("there is no `{route}` to remove", route=route_text(route))
    for depth, key in enumerate(route):
        keys = keys_at(Plan, route[:depth])
        if isinstance(key, str) and keys and key not in keys and not key.startswith("x-"):
            where = f"`{route_text(route[:depth])}`" if depth else msg("a plan")
            return msg("{where} has no key `{key}`", where=where, key=key)
        missing = document.node(route[: depth + 1]) is None
        if missing and not keys and isinstance(key, str) and depth + 1 < len(route):
            return msg("there is no `{route}` to change", route=route_text(route[: depth + 1]))
    try:
        document.edited({route: edit.value}, Setting(edit.by.by))
    except NotEditable as problem:
        return problem.said
    return None
