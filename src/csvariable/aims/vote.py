"""A vote on objectives that wait: relevance and feasibility, counted without names.

A ballot gives an objective two whole scores from 1 to 5. Objectives are ranked by the sum of the two
means; where it is equal the higher relevance comes first, then the higher feasibility, then the id
in code point order. One that fewer people scored than the quorum is not ranked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from csvariable.kernel.diagnostic import Diagnostic, Label, error
from csvariable.kernel.message import listed, msg
from csvariable.tables.table import Table

LEAST, MOST = 1, 5
"""The scores that a ballot can give."""
QUORUM = 3
"""How many ballots an objective needs, unless it is said."""
COLUMNS = ("objective", "relevance", "feasibility")
VOTER = "voter"


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one person says of one objective; who they are is not kept."""

    objective: str
    relevance: int
    feasibility: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What all ballots say of an objective."""

    objective: str
    ballots: int
    relevance: Fraction
    feasibility: Fraction
    place: int | None
    """From 1; None under the quorum."""

    @property
    def score(self) -> Fraction:
        """The sum of the two means."""
        return self.relevance + self.feasibility


def read_ballots(table: Table, known: Collection[str]) -> tuple[list[Ballot], list[Diagnostic]]:
    """Read the ballots of a table, and all that is wrong with it.

    Where a column `voter` stands, nobody scores an objective twice; the names go no further.
    """
    at = {name.casefold(): column for column, name in enumerate(table.header)}
    lacking = [name for name in COLUMNS if name not in at]
    if lacking:
        message = msg("ballots need the columns {names}", names=listed(list(COLUMNS), "and"))
        return [], [error("ballot", message, table.place(-1, 0))]
    found: list[Ballot] = []
    problems: list[Diagnostic] = []
    seen: dict[tuple[str, str], int] = {}
    for row, cells in enumerate(table.rows):
        objective = cells[at["objective"]]
        if objective not in known:
            said = msg("there is no objective `{name}` in the backlog", name=objective)
            help_ = msg("known here: {known}", known=listed(list(known))) if known else None
            problems.append(error("ballot", said, table.place(row, at["objective"]), help=help_))
            continue
        scores = [_score(table, row, at[name], problems) for name in COLUMNS[1:]]
        voter = cells[at[VOTER]] if VOTER in at else ""
        if voter and (first := seen.setdefault((voter.casefold(), objective), row)) != row:
            label = Label(table.place(first, at["objective"]), msg("scored first here"))
            message = msg("one voter scores `{name}` twice", name=objective)
            problems.append(error("ballot", message, table.place(row, at["objective"]), also=(label,)))
        elif scores[0] is not None and scores[1] is not None:
            found.append(Ballot(objective, scores[0], scores[1]))
    return found, problems


def voters_in(tables: Iterable[Table]) -> int | None:
    """Return how many people voted, by the column `voter`; None where some ballots name nobody."""
    names: set[str] = set()
    for table in tables:
        at = next((at for at, name in enumerate(table.header) if name.casefold() == VOTER), None)
        found = [""] if at is None else [cells[at].casefold() for cells in table.rows]
        names |= set(found)
    return None if "" in names else len(names)


def _score(table: Table, row: int, column: int, problems: list[Diagnostic]) -> int | None:
    text = table.rows[row][column]
    if text in {str(one) for one in range(LEAST, MOST + 1)}:
        return int(text)
    message = msg("`{text}` is not a score from {least} to {most}", text=text, least=LEAST, most=MOST)
    problems.append(error("ballot", message, table.place(row, column)))
    return None


def tallies(ballots: Iterable[Ballot], known: Sequence[str], quorum: int = QUORUM) -> tuple[Tally, ...]:
    """Return what the ballots say of each objective: the ranked ones first, then those under the quorum."""
    cast = list(ballots)
    found = [_tally(name, [one for one in cast if one.objective == name]) for name in known]
    enough = [one for one in found if one.ballots >= max(quorum, 1)]
    enough.sort(key=lambda one: (-one.score, -one.relevance, -one.feasibility, one.objective))
    ranked = [
        Tally(one.objective, one.ballots, one.relevance, one.feasibility, place)
        for place, one in enumerate(enough, start=1)
    ]
    rest = sorted((one for one in found if one not in enough), key=lambda one: one.objective)
    return (*ranked, *rest)


def _tally(name: str, own: Sequence[Ballot]) -> Tally:
    count = max(len(own), 1)
    return Tally(
        name,
        len(own),
        Fraction(sum(one.relevance for one in own), count),
        Fraction(sum(one.feasibility for one in own), count),
        None,
    )
