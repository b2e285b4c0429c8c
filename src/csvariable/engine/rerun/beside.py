"""What a step that looks across people gives to one of them, where that person's values alone are others.

What all others are counted with is what it was: it is looked up, and nobody else is paid again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from csvariable.engine.exact.across import prize_beside
from csvariable.engine.groups import compared
from csvariable.engine.results import Results
from csvariable.engine.sharing import Member
from csvariable.facts.model import Value
from csvariable.facts.pairs import added_up
from csvariable.kernel.formula import Over, Placed, Shared

Table = Mapping[str, Sequence[Value]]


@dataclass(frozen=True, slots=True)
class OthersAsTheyWere:
    """Looks from one person's rows beyond them, at the results that all others have."""

    results: Results
    person: int

    def __call__(self, formula: Over | Shared | Placed, table: Table) -> Sequence[Value]:
        """Return the values of the person's rows, or of the person, whose steps are in the table."""
        if isinstance(formula, Over):
            return list(self._over(formula, table))
        if isinstance(formula, Shared):
            return self._shares(formula, table)
        return [self._prize(formula, table)]

    @property
    def _rows(self) -> tuple[int, ...]:
        return self.results.facts.people[self.person].rows

    def _over(self, formula: Over, table: Table) -> Iterator[Value]:
        """Yield sums or means: what they were, less what the person's rows were counted with, and now are."""
        groups, flags = self.results.groups, self.results.facts.columns.get(formula.where or "")
        keys = groups.keys(formula.within)
        was, now = self.results.rows.get(formula.step), table.get(formula.step)
        for row in self._rows:
            pot = groups.counted(formula, row)
            own = [
                (other, at)
                for at, other in enumerate(self._rows)
                if keys[other] == keys[row] and (flags is None or flags[other])
            ]
            old = [was[other] for other, _ in own if was is not None and was[other] is not None]
            new = [now[at] for _, at in own if now is not None and now[at] is not None]
            whole, count = (pot.keys or 0) - added_up(old) + added_up(new), pot.members - len(old) + len(new)
            yield None if not count else whole / count if formula.fold == "mean" else whole

    def _shares(self, formula: Shared, table: Table) -> Sequence[Value]:
        """Return shares: the others keep their keys, and only the person's own part is cut."""
        groups, flags = self.results.groups, table[formula.member]
        keys, own = groups.keys(formula.within), self._rows
        person = self.results.facts.people[self.person].id
        found: dict[int, Value] = {
            row: None if flag is None else Fraction(0) for row, flag in zip(own, flags, strict=True)
        }
        for row in {keys[row]: row for row in own}.values():
            sharing = groups.sharing(formula, row)
            mine = [at for at, other in enumerate(own) if keys[other] == keys[row]]
            new = {
                own[at]: Member((person, own[at]), table[formula.key][at], table[formula.amount][at])
                for at in mine
                if flags[at]
            }
            found |= sharing.beside(formula, [own[at] for at in mine if own[at] in sharing.members], new)
        return [found[row] for row in own]

    def _prize(self, formula: Placed, table: Table) -> Value:
        """Return a prize: the others keep what they are placed by, so only the place is to be found."""
        mine = compared(formula, table, 0)
        if mine is None:
            return None if table[formula.eligible][0] is None else Fraction(0)
        return prize_beside(formula, self.results.groups.beside(formula, self.person, mine))
