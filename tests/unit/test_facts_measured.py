"""Whose measured value a row has: its person's, its team's, or everybody's."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from csvariable.facts.model import Facts, Participant
from csvariable.kernel.diagnostic import FilePlace
from csvariable.measures.model import Measured
from csvariable.measures.owner import EVERYBODY, Owner


def measured(owner: Owner) -> Measured:
    """A value that was measured for somebody."""
    return Measured("csat", owner, "survey", 1, 2, Fraction(2), {}, (), "share")


def test_a_row_has_what_was_measured_for_its_person_its_team_or_everybody() -> None:
    owners = [Owner("person", "ben"), Owner("team", "North"), Owner("company", EVERYBODY)]
    facts = Facts(
        (Participant("ana", None, (0,)), Participant("ben", None, (1,))),
        [None, None],
        ["North", None],
        {},
        [True, True],
        lambda _row, _column: FilePlace(""),
        measured={("csat", owner): measured(owner) for owner in owners},
    )

    def owner_of(row: int, scope: str) -> Owner | None:
        found = facts.measured_of(row, "csat", scope)
        return None if found is None else found.owner

    assert [owner_of(row, "person") for row in (0, 1)] == [None, owners[0]]
    assert [owner_of(row, "team") for row in (0, 1)] == [owners[1], None]
    assert [owner_of(row, "company") for row in (0, 1)] == [owners[2], owners[2]]
    assert facts.measured_of(1, "nps", "person") is None
    assert replace(facts, measured={}).measured_of(1, "csat", "person") is None
