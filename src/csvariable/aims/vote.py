"""A vote on objectives that wait: relevance and feasibility, counted without names.

A ballot gives an objective two whole scores from 1 to 5. Objectives are ranked by the sum of the two
means; where it is equal the higher relevance comes first, then the higher feasibility, then the id
in code point order. One that fewer people scored than the quorum is not ranked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeAlias

from csvariable.facts.likeness import most_like
from csvariable.facts.nearest import Nearest
from csvariable.kernel.diagnostic import CellPlace, Diagnostic, Label, error, warning
from csvariable.kernel.message import counted, listed, msg, quoted
from csvariable.tables.folding import fold
from csvariable.tables.table import Table

LEAST, MOST = 1, 5
"""The scores that a ballot can give."""
QUORUM = 3
"""How many ballots an objective needs, unless it is said."""
COLUMNS = ("objective", "relevance", "feasibility")
VOTER = "voter"
_SPELLINGS: Final[Mapping[str, str]] = {
    "objective": "objective",
    "objectif": "objective",
    "relevance": "relevance",
    "pertinence": "relevance",
    "feasibility": "feasibility",
    "faisabilite": "feasibility",
    "voter": VOTER,
    "votant": VOTER,
    "votante": VOTER,
}
"""The headers of ballots, folded."""


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


Seen: TypeAlias = "dict[tuple[str, str], CellPlace]"
"""Where each voter scored each objective first, over all files."""


def read_ballots(
    table: Table, known: Collection[str], seen: Seen | None = None
) -> tuple[list[Ballot], list[Diagnostic]]:
    """Read the ballots of a table, and all that is wrong with it.

    Where a column `voter` stands, nobody scores an objective twice, in one file or in two that share
    what is `seen`; the names go no further.
    """
    at = _columns(table)
    lacking = [name for name in COLUMNS if name not in at]
    if lacking:
        return [], [_lacking(table, lacking, at.values())]
    found: list[Ballot] = []
    problems: list[Diagnostic] = _unused(table, at.values())
    seen = {} if seen is None else seen
    near = Nearest(known)
    for row, cells in enumerate(table.rows):
        objective, place = cells[at["objective"]], table.place(row, at["objective"])
        if objective not in known:
            said = msg("there is no objective `{name}` in the backlog", name=objective)
            meant = near.to(objective) if objective else None
            help_ = msg("known here: {known}", known=listed(list(known))) if known else None
            if meant is not None:
                help_ = msg("did you mean `{meant}`?", meant=meant)
            problems.append(error("ballot", said, place, help=help_))
            continue
        scores = [_score(table, row, at[name], problems) for name in COLUMNS[1:]]
        voter = cells[at[VOTER]] if VOTER in at else ""
        if voter and (first := seen.setdefault((voter.casefold(), objective), place)) is not place:
            label = Label(first, msg("scored first here"))
            message = msg("one voter scores `{name}` twice", name=objective)
            problems.append(error("ballot", message, place, also=(label,)))
        elif scores[0] is not None and scores[1] is not None:
            found.append(Ballot(objective, scores[0], scores[1]))
    return found, problems


def _columns(table: Table) -> dict[str, int]:
    """Return the columns of ballots by their one name, in either language."""
    found: dict[str, int] = {}
    for at, header in enumerate(table.header):
        name = _SPELLINGS.get(fold(header))
        if name is not None:
            found.setdefault(name, at)
    return found


def _lacking(table: Table, lacking: Sequence[str], read: Collection[int]) -> Diagnostic:
    """Refuse ballots without a column, and name the header most like it."""
    others = [header for at, header in enumerate(table.header) if at not in read]
    header = most_like(lacking[0], others)
    at = 0 if header is None else table.header.index(header)
    message = msg(
        "ballots need the columns {names}; lacking: {lacking}",
        names=listed(list(COLUMNS), "and"),
        lacking=quoted(lacking),
    )
    help_ = None
    if header is not None:
        help_ = msg("did you mean `{meant}` by the column `{header}`?", meant=lacking[0], header=header)
    return error("ballot", message, table.place(-1, at), help=help_)


def _unused(table: Table, read: Collection[int]) -> list[Diagnostic]:
    """Name the columns that nothing reads: one of them may have been meant to say who voted."""
    lost = [at for at, header in enumerate(table.header) if header and at not in read]
    if not lost:
        return []
    message = counted(
        "{count} column is not used: {names}",
        "{count} columns are not used: {names}",
        len(lost),
        names=quoted(table.header[at] for at in lost),
    )
    help_ = msg("who votes is read in a column `voter`, so that nobody is counted twice")
    return [warning("unused-column", message, table.place(-1, lost[0]), help=help_)]


def voters_in(tables: Iterable[Table]) -> int | None:
    """Return how many people voted, by the column `voter`; None where some ballots name nobody."""
    names: set[str] = set()
    for table in tables:
        at = _columns(table).get(VOTER)
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
