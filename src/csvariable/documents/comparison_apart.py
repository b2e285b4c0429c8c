"""What others may read of a comparison: sums of many, from which nobody's pay can be found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from csvariable.documents.team_groups import FEW, ToldClasses
from csvariable.kernel.message import Message, msg
from csvariable.scenario import Amounts, Comparison
from csvariable.scenario.persons import lines_held

Named = Sequence[tuple[str, Amounts]]
"""The rows of a table: what it is of, and what that costs."""


@dataclass(frozen=True)
class Guarded:
    """Reads a comparison for others; what is asked for first is told first."""

    found: Comparison

    @cached_property
    def refusal(self) -> Message | None:
        """Why no amount is told; None where sums of everybody are."""
        if len(self.found.people) < FEW:
            return msg("Fewer than {count} people were paid: nothing is said of them to others.", count=FEW)
        moved = [
            sum(one.there != (True, True) for one in people)
            for people in (*self.found.periods.values(), self.found.people)
        ]
        if any(0 < count < FEW for count in moved):
            return msg(
                "Fewer than {count} people join or leave: what they cost is not said to others.", count=FEW
            )
        return None

    @cached_property
    def _cells(self) -> list[tuple[str, str | None, str | None, str | None, frozenset[str]]]:
        """Everybody in each period: who, when, in which team and role, with which lines."""
        return [
            (one.id, period, one.team, one.role, held[one.id])
            for period, people in self.found.periods.items()
            for held in [self._held(period)]
            for one in people
        ]

    def _held(self, period: str | None) -> Mapping[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for runs in (self.found.before, self.found.after):
            run = runs.get(period)
            for at, one in enumerate(() if run is None else run.facts.people):
                found[one.id] = found.get(one.id, frozenset()) | lines_held(run, at)  # type: ignore[arg-type]
        return found

    @cached_property
    def _apart(self) -> ToldClasses:
        return ToldClasses([who for who, *_ in self._cells])

    def by_period(self, pairs: Named, names: Mapping[str | None, str], rest: str) -> Named:
        """Return the rows of periods that can be told."""
        return self._rows(pairs, [names[period] for _, period, *_ in self._cells], rest)

    def by_team(self, pairs: Named, names: Mapping[str | None, str], rest: str) -> Named:
        """Return the rows of teams that can be told."""
        return self._rows(pairs, [names[team] for _, _, team, *_ in self._cells], rest)

    def by_role(self, pairs: Named, names: Mapping[str | None, str], rest: str) -> Named:
        """Return the rows of roles that can be told."""
        return self._rows(pairs, [names[role] for *_, role, _ in self._cells], rest)

    def _rows(self, pairs: Named, groups: Sequence[str], rest: str) -> Named:
        places = self._apart.rows(groups, rest)
        if places is None:
            return ()
        found: dict[str, Amounts] = {}
        for name, amounts in pairs:
            place = places[name]
            found[place] = found.get(place, Amounts()) + amounts
        return tuple(found.items()) if len(found) > 1 else ()

    def by_line(self) -> Iterator[tuple[str | None, Amounts]]:
        """Yield the lines that can be told, then (None) what is left of the cash."""
        lines = self.found.lines
        told = self._apart.lines([held for *_, held in self._cells], lines)
        left = self.found.cash
        for line in told:
            yield line, lines[line]
            left += Amounts(-lines[line].before, -lines[line].after)
        if told and (left.before or left.after):
            yield None, left


def few(counts: Sequence[int]) -> bool:
    """Whether a count is of so few that it says too much of them."""
    return any(0 < count < FEW for count in counts)


__all__ = ["Guarded", "Named", "few"]
