"""From large tables to facts by whole columns, or None where the reading by rows has to explain or decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from csvariable.facts.adjustments import read_adjustments
from csvariable.facts.columns.declined import Declined
from csvariable.facts.columns.gathering import Gathered, gather
from csvariable.facts.columns.measures import read_columns
from csvariable.facts.columns.people import People, named_in, staff_of
from csvariable.facts.columns.roles import Roles
from csvariable.facts.columns.scopes import scoped
from csvariable.facts.columns.selection import Selection
from csvariable.facts.columns.times import StayColumns
from csvariable.facts.columns.values import either
from csvariable.facts.model import Facts
from csvariable.facts.owners import unknown_owners
from csvariable.facts.paid import is_as_long
from csvariable.facts.plans import Plans
from csvariable.facts.ratio import Overflow, constant_ratio
from csvariable.facts.sheet import Sheet
from csvariable.facts.typed import Reader
from csvariable.kernel.diagnostic import Diagnostic, has_errors
from csvariable.kernel.figure import Figure
from csvariable.tables.table import Table
from csvariable.time.period import Period, spelled


def load_columns(
    kpis: Sequence[Sheet],
    staff: Sheet | None,
    adjustments: Table | None,
    plans: Plans,
    when: Period | None,
) -> tuple[Facts, list[Diagnostic]] | None:
    """Return the facts of a run and warnings about them; None where a cell or a person needs a word."""
    try:
        return _loaded(kpis, staff, adjustments, plans, when)
    except (Declined, Overflow):
        return None


def _loaded(
    kpis: Sequence[Sheet], staff: Sheet | None, adjustments: Table | None, plans: Plans, when: Period | None
) -> tuple[Facts, list[Diagnostic]]:
    if not all("participant" in sheet or "team" in sheet for sheet in (*kpis, *([staff] if staff else []))):
        raise Declined
    parts = [_of_period(Selection.of(sheet), when) for sheet in kpis]
    people, warnings = (
        named_in(parts, plans) if staff is None else staff_of(Selection.of(staff), parts, plans)
    )
    files = [*kpis, *([staff] if staff else [])]
    people = _full_time(people, files)
    roles = Roles.read(people.said.word("role"))
    measures = read_columns(parts, plans)
    reader = Reader(plans.base.currency)
    unknown_owners(measures.groups, (), _teams(people), reader)
    days = StayColumns(people, roles, plans, when)
    times = days.times()
    values = scoped(people, roles, times.holds(Figure.COUNTED), measures, plans)
    known = set(people.persons) if adjustments is not None else ()
    added = read_adjustments(adjustments, known, plans, reader)
    found = Gathered(people, roles, measures, values, days, times)
    facts, more = gather(found, plans, when, added)
    if has_errors(reader.problems):
        raise Declined
    return facts, [*warnings, *reader.problems, *more]


def _of_period(part: Selection, when: Period | None) -> Selection:
    """Return the rows of the period paid; raise Declined where a file holds several and none is named.

    So too where some rows say no period, or one of another length: that has to be told.
    """
    if "period" not in part:
        return part
    written = part.text("period")
    names = {text: spelled(text) for text in written.unique().to_list()}
    said = set(names.values())
    if when is None:
        if len(said) > 1:
            raise Declined
        return part
    if not all(is_as_long(text, when) for text in said):
        raise Declined
    paid = [text for text, name in names.items() if name == when.text]
    if not paid:
        raise Declined
    return part if len(paid) == len(names) else part.only(written.is_in(paid))


def _teams(people: People) -> set[str | None]:
    """Return the teams that somebody is in."""
    teams = people.said.words.get("team")
    return {None} if teams is None else set(teams.unique())


def _full_time(people: People, files: Sequence[Sheet]) -> People:
    """Take full time for who has an empty cell in a column of working time."""
    if not any("fte" in sheet for sheet in files):
        return people
    fte = either(people.said.values["fte"], constant_ratio(Fraction(1), people.count))
    return replace(people, said=replace(people.said, values={**people.said.values, "fte": fte}))
