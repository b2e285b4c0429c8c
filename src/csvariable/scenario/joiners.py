"""People who join or leave in a scenario: rows of the files copied under new ids, or left out."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from dataclasses import replace

from csvariable.facts.headers import match
from csvariable.facts.load import Tables
from csvariable.kernel.diagnostic import Diagnostic, error
from csvariable.kernel.message import msg
from csvariable.scenario.model import PeopleChange
from csvariable.tables.table import Table


def with_people(tables: Tables, change: PeopleChange) -> tuple[Tables, tuple[Diagnostic, ...]]:
    """Return the files as they would be with others: who joins has the rows of the person they are like.

    A new person is called `ana-2`, `ana-3`... and has no name, but team, role and results of the person.
    """
    files = [*tables.kpis, *([tables.people] if tables.people is not None else [])]
    known = dict.fromkeys(who for table in files for who in _ids(table))
    wanted = [*(like for _, like in change.add), *change.remove]
    problems = [_nobody(one, known, change) for one in dict.fromkeys(wanted) if one not in known]
    if tables.sources and change.add:
        message = msg("raw rows have no copies: people cannot be added where KPIs are measured on them")
        problems.append(error("unknown-figure", message, change.at))
    if problems:
        return tables, tuple(problems)
    names = _named(change, known)
    return (
        replace(
            tables,
            kpis=[_changed(table, names, change.remove) for table in tables.kpis],
            people=None if tables.people is None else _changed(tables.people, names, change.remove),
            adjustments=None
            if tables.adjustments is None
            else _changed(tables.adjustments, {}, change.remove),
        ),
        (),
    )


def _nobody(one: str, known: Collection[str], change: PeopleChange) -> Diagnostic:
    near = difflib.get_close_matches(one, known)
    advice = msg("did you mean `{meant}`?", meant=near[0]) if near else None
    return error(
        "unknown-figure", msg("the files hold nobody called `{person}`", person=one), change.at, help=advice
    )


def _named(change: PeopleChange, known: Collection[str]) -> Mapping[str, list[str]]:
    """Return the ids of those who join, by the person they are like; none that is there already."""
    taken, found = set(known), dict[str, list[str]]()
    for count, like in change.add:
        number = 2
        for _ in range(count):
            while f"{like}-{number}" in taken:
                number += 1
            taken.add(f"{like}-{number}")
            found.setdefault(like, []).append(f"{like}-{number}")
    return found


def _column(table: Table, name: str = "participant") -> int | None:
    columns = match(table.header, ()).columns
    return next((at for at, one in enumerate(columns) if one is not None and one.name == name), None)


def _ids(table: Table) -> list[str]:
    at = _column(table)
    return [] if at is None else [text for text in table.texts(at) if text]


def _changed(table: Table, names: Mapping[str, list[str]], gone: Collection[str]) -> Table:
    at = _column(table)
    if at is None:
        return table
    name = _column(table, "name")
    rows: list[list[str]] = []
    lines: list[int] = []
    for row, line in zip(list(table.rows), table.lines, strict=True):
        if row[at] in gone:
            continue
        copies = [{at: who} | ({} if name is None else {name: ""}) for who in names.get(row[at], ())]
        for own in ({}, *copies):
            rows.append([own.get(place, cell) for place, cell in enumerate(row)])
            lines.append(line)
    return replace(table, rows=rows, lines=lines)
