"""Who is paid, by whole columns: the people file, or the people of the KPI files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from csvariable.facts.columns.declined import Declined
from csvariable.facts.columns.ids import distinct, look_alikes, places_in
from csvariable.facts.columns.said import Said, agreed, completed, moved, read_said, stacked
from csvariable.facts.columns.selection import Selection
from csvariable.facts.people import taken_for
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import CellPlace, Diagnostic


@dataclass(frozen=True, slots=True)
class People:
    """One row for each stretch of a person, in the order of the files."""

    persons: pl.Series
    """The different ids, in order of first appearance."""
    person_of: pl.Series | None
    """The person of each row; None where row n is the only one of person n."""
    said: Said
    homes: tuple[Selection, ...]
    """The sheets that the rows stand in."""
    home_of: pl.Series | None
    """Which of the sheets each row stands in; None where there is one."""
    places: pl.Series
    """The index of each row in its sheet."""
    has_plain_ids: bool
    """Whether all ids are plain letters and digits."""

    @property
    def count(self) -> int:
        """Number of rows."""
        return len(self.places)

    def home(self, row: int) -> tuple[Selection, int]:
        """Return the sheet of a row, and its index there."""
        return self.homes[0 if self.home_of is None else self.home_of[row]], self.places[row]

    def place(self, row: int, column: str | None) -> CellPlace:
        """Return the place of a cell of a row."""
        part, at = self.home(row)
        return part.sheet.place(at, column)

    def person(self, row: int) -> int:
        """Return the person of a row."""
        return row if self.person_of is None else int(self.person_of[row])

    def id_of(self, row: int) -> str:
        """Return the id of the person of a row."""
        found: str = self.persons[self.person(row)]
        return found


def staff_of(staff: Selection, kpis: Sequence[Selection], plans: Plans) -> tuple[People, list[Diagnostic]]:
    """Return the people of a people file, completed by the KPI files."""
    part = staff.of_persons
    if not len(part):
        raise Declined
    persons, person_of = part.ids
    warnings = _warnings(part, persons)
    people = People(
        persons, person_of, read_said(part, plans), (part,), None, part.places, part.has_plain_ids
    )
    _check_repeated(people)
    for kpi in kpis:
        people = _completed(people, kpi.of_persons, plans)
    return people, warnings


def _check_repeated(people: People) -> None:
    """Decline a person who stands twice without any date."""
    if people.person_of is None:
        return
    said = people.said
    undated = said.word("entry", pl.Date).is_null() & said.word("exit", pl.Date).is_null()
    first = people.person_of.is_first_distinct()
    dated_first = (first & ~undated).arg_true()
    known = people.person_of.is_in(people.person_of.gather(dated_first).implode())
    if (undated & ~first & ~known).any():
        raise Declined


def _completed(people: People, part: Selection, plans: Plans) -> People:
    """Add what the rows of a KPI file say of the people, and of nobody else."""
    read = read_said(part, plans)
    said = replace(read, words={name: one for name, one in read.words.items() if name != "name"})
    if not said.words and not said.values:
        return people
    owners = places_in(people.persons, part.text("participant"))
    if owners is not None:
        known = owners.is_not_null()
        said = agreed(moved(said, known.arg_true()), owners.filter(known), len(people.persons))
    if people.person_of is None:
        return replace(people, said=completed(people.said, said))
    counts = people.person_of.to_frame("person").group_by("person").len().sort("person")
    several = counts.get_column("len").gt(1)
    columns = [*said.words.items(), *((name, ratio.numerator) for name, ratio in said.values.items())]
    if any(name != "team" and one.filter(several).is_not_null().any() for name, one in columns):
        raise Declined
    places = people.person_of.set(several.gather(people.person_of), None)
    return replace(people, said=completed(people.said, moved(said, places)))


def named_in(kpis: Sequence[Selection], plans: Plans) -> tuple[People, list[Diagnostic]]:
    """Return the people of KPI files: everybody whom a row names, once."""
    parts = [part.of_persons for part in kpis]
    warnings = [one for part in parts for one in _warnings(part, part.ids[0])]
    if not any(map(len, parts)):
        raise Declined
    one = parts[0] if len(parts) == 1 else None
    persons, owners = one.ids if one else distinct(pl.concat([part.text("participant") for part in parts]))
    said = stacked([read_said(part, plans) for part in parts])
    homes = None if one else _numbered(parts)
    places = one.places if one else pl.concat([part.places for part in parts])
    if owners is not None:
        said = agreed(said, owners, len(persons))
        first = owners.is_first_distinct()
        homes, places = None if homes is None else homes.filter(first), places.filter(first)
    plain = all(part.has_plain_ids for part in parts)
    return People(persons, None, said, tuple(parts), homes, places, plain), warnings


def _numbered(parts: Sequence[Selection]) -> pl.Series:
    """Return of each row of all parts which part it stands in."""
    numbers = [pl.Series([at], dtype=pl.UInt32).new_from_index(0, len(part)) for at, part in enumerate(parts)]
    return pl.concat(numbers)


def _warnings(part: Selection, persons: pl.Series) -> list[Diagnostic]:
    """Warn of ids that look alike."""
    pairs = [] if part.has_plain_ids else look_alikes(persons)
    if not pairs:
        return []
    ids = part.text("participant")
    found = []
    for pair in pairs:
        rows = {one: part.places.filter(ids.eq(one)).item(0) for one in pair}
        places = {one: part.sheet.place(row, "participant") for one, row in rows.items()}
        found.append(taken_for(pair, places))
    return found
