"""The events of a YAML text, bounded: a nesting that is too deep is met before a parser gives up on it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import yaml

from csvariable.text.texts import offset

MAX_DEPTH = 50

LOADER: type[yaml.CSafeLoader | yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C parser where it was built; the other one gives the same events, slowly."""


def events(text: str) -> Iterator[yaml.Event]:
    """Tell the events of a text; those before a nesting that the parser refuses are told as well.

    A parser looks ahead: it may refuse a place, by a limit of its own on nesting, before it has
    told the events in front of that place. Without the place it tells them.
    """
    told = 0
    try:
        for event in yaml.parse(text, Loader=LOADER):
            told += 1
            yield event
    except yaml.MarkedYAMLError as problem:
        beginning = text[: offset(problem.problem_mark)]
        if _too_deep(beginning):
            yield from islice(yaml.parse(beginning, Loader=LOADER), told, None)
        raise


def _too_deep(beginning: str) -> bool:
    """Whether the beginning of a text nests deeper than any plan may."""
    depth = 0
    try:
        for event in yaml.parse(beginning, Loader=LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                return True
    except yaml.YAMLError:
        pass
    return False
