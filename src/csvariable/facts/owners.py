"""Rows of persons that nobody paid is, and of teams that nobody paid is in."""

from __future__ import annotations

from collections.abc import Collection

from csvariable.facts.measures import Measures
from csvariable.facts.nearest import Nearest
from csvariable.facts.typed import Reader
from csvariable.kernel.diagnostic import warning
from csvariable.kernel.message import msg


def unknown_owners(
    measures: Measures, known: Collection[str], teams: Collection[str | None], reader: Reader
) -> None:
    """Tell the rows of persons and teams that nobody paid is or is in."""
    near, near_teams = Nearest(known), Nearest([team for team in teams if team])
    for owner, (sheet, row) in measures.rows.items():
        if owner.kind == "person" and owner.name not in known:
            meant = near.to(owner.name)
            advice = (
                msg("did you mean `{meant}`?", meant=meant)
                if meant is not None
                else msg("add the person to the people file, or remove the row")
            )
            reader.refuse(
                "unknown-participant",
                msg("`{person}` is not in the people file", person=owner.name),
                sheet.place(row, "participant"),
                advice,
            )
        elif owner.kind == "team" and owner.name not in teams:
            meant = near_teams.to(owner.name)
            reader.problems.append(
                warning(
                    "unknown-team",
                    msg("nobody paid is in the team `{team}`", team=owner.name),
                    sheet.place(row, "team"),
                    help=msg("did you mean `{meant}`?", meant=meant)
                    if meant is not None
                    else msg("say in the people file who is in it, or remove the row"),
                )
            )
