"""What the shell offers while a command is typed: ids of people, routes of a plan, rules, templates.

Files that cannot be read offer nothing: whoever types is never stopped by a suggestion.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from csvariable.text import Document


def people_of_files(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer the ids that stand in the files named so far."""
    given = ctx.params
    named = [given.get("people"), *(given.get("kpis") or ()), *(given.get("some_kpis") or ())]
    found = (one for path in named if path is not None for one in _ids(Path(str(path))))
    return beginning(dict.fromkeys(found), incomplete)


def routes_of_plan(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer the routes of the plan, ready for a value."""
    return [] if "=" in incomplete else [f"{route}=" for route in plain_routes_of_plan(ctx, incomplete)]


def plain_routes_of_plan(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer the routes of the plan."""
    from csvariable.text import route_text

    document = _plan(ctx)
    return (
        []
        if document is None
        else beginning((route_text(route) for route, _ in document.routes()), incomplete)
    )


def steps_of_plan(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer the steps that the plan computes for anybody, in the order of the pipeline."""
    from csvariable.program.compilation import compile_plan
    from csvariable.reading import read

    document = _plan(ctx)
    reading = None if document is None else read(document)
    if reading is None or reading.plan is None:
        return []
    plans = [(None, reading.plan), *reading.roles.items()]
    steps = (step.name for role, plan in plans for step in compile_plan(plan, role).steps)
    return beginning(dict.fromkeys(steps), incomplete)


def waiting_in_plan(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer the objectives that wait in the backlog of the plan."""
    document = _plan(ctx)
    node = None if document is None else document.node(("backlog",))
    return [] if node is None or not isinstance(node.value, dict) else beginning(node.value, incomplete)


def rules_known(incomplete: str) -> list[str]:
    """Offer the names of the rules of `validate`."""
    from csvariable.rules import names

    return beginning(names(), incomplete)


def _plan(ctx: typer.Context) -> Document | None:
    from csvariable.text import parse

    plan = ctx.params.get("plan")
    data = None if plan is None else _bytes(Path(str(plan)))
    return None if data is None else parse(data, str(plan))[0]


def _ids(path: Path) -> Iterator[str]:
    from csvariable.facts.headers import match
    from csvariable.tables.reading import read_table

    data = _bytes(path)
    table = None if data is None else read_table(data, str(path))[0]
    if table is None:
        return
    for at, column in enumerate(match(table.header, ()).columns):
        if column is not None and column.name == "participant":
            yield from filter(None, table.distinct(at))


def _bytes(path: Path) -> bytes | None:
    from csvariable.commands.files import TABLE_LIMIT, read_bytes
    from csvariable.commands.usage_error import UsageError

    try:
        return read_bytes(path, limit=TABLE_LIMIT)
    except UsageError:
        return None


def beginning(words: Iterable[Any], incomplete: str) -> list[str]:
    """Return the words that begin as what is typed does."""
    return [word for word in map(str, words) if word.startswith(incomplete)]
