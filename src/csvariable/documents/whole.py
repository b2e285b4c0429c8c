"""A large run by whole columns: the cells of a person's line, of everybody at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

import polars as pl

from csvariable.documents.result import SUMMED
from csvariable.engine.columns.results import ColumnResults
from csvariable.engine.results import Results
from csvariable.facts.ratio import Overflow, Ratio
from csvariable.facts.views import PeopleView, RoleColumn, TextColumn


class PlainTexts(NamedTuple):
    """Texts that are letters and digits of ASCII alone, as is known since they were read."""

    texts: pl.Series


WholeColumn: TypeAlias = "pl.Series | PlainTexts | Ratio | str | None"
"""Texts, exact values, one text for everybody, or nothing for anybody; a text that is null is empty."""


def whole_columns(
    results: Results, identity: Sequence[str], names: Sequence[str]
) -> Mapping[str, WholeColumn] | None:
    """Return who everybody is and their steps; None where people have to be read one by one."""
    columns, facts = results.by_columns, results.facts
    if not isinstance(columns, ColumnResults) or not isinstance(facts.people, PeopleView):
        return None
    if not isinstance(facts.roles, RoleColumn) or not isinstance(facts.teams, TextColumn):
        return None
    try:
        steps = {name: _step(name, columns) for name in names}
    except Overflow:
        return None
    last = facts.people.last
    texts = (_words(facts.roles), facts.teams.series)
    ids = PlainTexts(facts.people.ids) if facts.people.has_plain_ids else facts.people.ids
    who: list[WholeColumn] = [ids, facts.people.names]
    who += [text.gather(last) if isinstance(text, pl.Series) and last is not None else text for text in texts]
    return {**dict(zip(identity, who, strict=True)), **steps}


def whole_text(count: int, given: Mapping[int, str]) -> pl.Series | None:
    """Return a column of the texts of some people."""
    if not given:
        return None
    return pl.Series([None], dtype=pl.String).new_from_index(0, count).scatter([*given], [*given.values()])


def _words(roles: RoleColumn) -> pl.Series | str | None:
    if roles.codes is not None:
        return pl.Series(roles.words, dtype=pl.String).gather(roles.codes)
    return roles.words[0]


def _step(name: str, columns: ColumnResults) -> WholeColumn:
    """Return a step of each person: one of the person, or the rows' money added up."""
    of_rows, of_people = name in columns.rows, name in columns.people
    if of_rows and of_people:
        raise Overflow  # a role has it of the row and another of the person
    if not of_rows:
        return columns.people[name] if of_people else None
    ratio, owners = columns.rows[name], columns.facts.person_of
    return ratio if owners is None else _of_several(ratio, owners, summed=_is_summed(name, columns))


def _is_summed(name: str, columns: ColumnResults) -> bool:
    """Whether a step is money that the rows of a person add up."""
    steps = (step for program in columns.programs.values() for step in program.row_steps)
    found = {step.purpose in SUMMED for step in steps if step.name == name}
    if len(found) > 1:
        raise Overflow
    return found.pop()


def _of_several(ratio: Ratio, owners: pl.Series, *, summed: bool) -> Ratio:
    """Return the value of each person's only row; of several rows the sum, or nothing."""
    if not isinstance(ratio.denominator, int):
        raise Overflow
    top = pl.col("top")
    several = pl.when(top.count() > 0).then(top.sum()) if summed else None
    frame = pl.DataFrame([owners.alias("person"), ratio.numerator.cast(pl.Int128).alias("top")])
    one = pl.when(pl.len() == 1).then(top.first()).otherwise(several)
    return Ratio(frame.group_by("person").agg(one).sort("person").get_column("top"), ratio.denominator)
