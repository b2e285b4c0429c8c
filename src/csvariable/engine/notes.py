"""What must be said of each person's pay: policies that were used, lines that are held, absence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from csvariable.engine.exact.readers import Readers
from csvariable.engine.results import Results
from csvariable.kernel.step import Note


def notes(results: Results) -> Mapping[int, Sequence[Note]]:
    """Return what must be said of some people, by person, in the order of their programs."""
    found: dict[int, dict[Note, None]] = {}
    whole = results.by_columns
    for at, note in _noted(results) if whole is None else whole.noted():
        found.setdefault(at, {}).setdefault(note)
    return {at: tuple(some) for at, some in found.items()}


def notes_on(results: Results, at: int) -> Sequence[Note]:
    """Return what must be said of a person."""
    return results.kept(notes).get(at, ())


def _noted(results: Results) -> Iterator[tuple[int, Note]]:
    facts, rows = results.facts, results.rows
    owners = [at for at, person in enumerate(facts.people) for _ in person.rows]
    of_rows, of_people = Readers(facts.columns, rows), Readers(facts.columns, results.people, (facts, rows))
    own, last = results.rows_of_roles, results.people_of_roles
    for role, program in results.programs.items():
        for note in program.notes:
            places = (last if note.of_person else own).get(role, [])
            cells = (of_people if note.of_person else of_rows).cells(note.unless, places)
            for at, cell in zip(places, cells, strict=True):
                if cell is None or not cell[0]:
                    yield at if note.of_person else owners[at], note
