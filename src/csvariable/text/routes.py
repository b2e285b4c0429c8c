"""The written form of a route: `kpis.nrr.curve.linear[1].pays`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from csvariable.kernel.diagnostic import Key, Route

from csvariable.kernel.message import Told, msg

_WORD = re.compile(r"[A-Za-z0-9_-]+")
_PART = (  # compiled where a route is read
    r"(?P<dot>\.)?(?:(?P<word>[A-Za-z0-9_-]+)|(?P<quoted>\"(?:[^\"\\]|\\.)*\"))"
    r"|\[(?P<index>0|[1-9][0-9]{0,8})\]"
)


class NotARoute(Told):
    """A text that is no route; says what to write."""


def route_text(route: Route) -> str:
    """Return the route as people read and type it; the empty route is the empty text."""
    parts: list[str] = []
    for key in route:
        if isinstance(key, int):
            parts.append(f"[{key}]")
        else:
            word = key if _WORD.fullmatch(key) else _quoted(key)
            parts.append(f".{word}" if parts else word)
    return "".join(parts)


def _quoted(key: str) -> str:
    import json  # keys are nearly always words

    return json.dumps(key, ensure_ascii=False)


def parse_route(text: str) -> Route:
    """Return the route that a text stands for.

    Raises:
        NotARoute: with a sentence for the person who typed it.
    """
    route: list[Key] = []
    position = 0
    while position < len(text):
        found = re.compile(_PART).match(text, position)
        if found is None or (not found["index"] and bool(found["dot"]) is not bool(route)):
            raise _refused(text, position)
        route.append(_key(found, text))
        position = found.end()
    if not route:
        raise _refused(text, 0)
    return tuple(route)


def _key(found: re.Match[str], text: str) -> Key:
    if found["index"]:
        return int(found["index"])
    if found["word"]:
        return found["word"]
    import json

    try:
        return str(json.loads(found["quoted"]))
    except ValueError:
        raise _refused(text, found.start()) from None


def _refused(text: str, position: int) -> NotARoute:
    if not text:
        return NotARoute(msg("the route is empty; write it like `kpis.nrr.target`"))
    read = msg("after `{text}`", text=text[:position]) if position else msg("at its beginning")
    return NotARoute(
        msg(
            "`{text}` is not a route: {read} it cannot be read; "
            "write keys with dots and items with brackets, like `kpis.nrr.curve.linear[1].pays`",
            text=text,
            read=read,
        )
    )
