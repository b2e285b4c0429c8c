"""The page of a team's weekly ritual: moves, next steps, contests, streaks; nobody's pay unless asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

from csvariable import SCHEMA_VERSION, __version__
from csvariable.documents.amounts import amount_text, value_text
from csvariable.documents.kept import Kept
from csvariable.documents.paper.curve_words import stars
from csvariable.documents.paper.model import Board, Chapter, Items, Paper, Words
from csvariable.documents.view import View, next_at
from csvariable.engine.results import Results
from csvariable.kernel.message import Message, counted, msg
from csvariable.kernel.purpose import Purpose
from csvariable.plan.values import text_of
from csvariable.speech.saying import in_language
from csvariable.statement import NextTier, Otherwise, next_tier
from csvariable.statement.team import Standings, Streak, TierMove, standings, streaks, tier_moves
from csvariable.statement.used import Tier

NEAREST: Final = 10
"""Steps that are told, the nearest first."""


@dataclass(frozen=True)
class TeamProgress(Kept):
    """Where a team stands, for all of it to see."""

    view: View
    before: Results | None = None
    """The results of the week before, where they are given."""
    past: Sequence[Results] = ()
    """The results of the periods before, in order, since the last one that could not be paid."""
    with_pay: bool = False
    """Whether euros stand beside the steps."""
    left_out: tuple[str, ...] = ()
    """The periods before that could not be paid: no streak goes past them."""

    def _say(self, message: Message) -> str:
        return in_language(message, self.view.language)

    # ------------------------------------------------------------------ the figures

    @cached_property
    def moves(self) -> tuple[TierMove, ...]:
        """Who moved to another tier since the week before."""
        if self.before is None:
            return ()
        return tuple(tier_moves(self.view.plans, self.before, self.view.results))

    @cached_property
    def ahead(self) -> tuple[tuple[int, NextTier], ...]:
        """The nearest next tiers, by how far they are as a part of what is needed."""
        results, plans = self.view.results, self.view.plans
        found: list[tuple[Fraction, int, NextTier]] = []
        for at, one in enumerate(results.facts.people):
            pay, row = Otherwise(results, plans, at), one.rows[-1]
            for kpi, spec in plans.of(results.facts.roles[row]).kpis.items():
                tier = next_tier(pay, pay.rows[-1], kpi) if spec.curve is not None else None
                if tier is not None and tier.needed:
                    found.append((abs(tier.step / tier.needed), at, tier))
        found.sort(key=lambda one: one[:2])
        return tuple((at, tier) for _, at, tier in found[:NEAREST])

    @cached_property
    def contests(self) -> tuple[Standings, ...]:
        """The contests of the plan, as they stand."""
        return tuple(standings(self.view.results))

    @cached_property
    def lasting(self) -> tuple[Streak, ...]:
        """Who reached a target several periods in a row."""
        return streaks(self.view.plans, [*self.past, self.view.results])

    # ------------------------------------------------------------------ the paper

    def paper(self) -> Paper:
        """Return the page."""
        count = len(self.view.results.facts.people)
        people = self._say(counted("{count} person", "{count} people", count=count))
        under = " · ".join(word for word in (self.view.results.facts.period or "", people) if word)
        return Paper(
            self.view.language,
            self.view.name,
            self._say(msg("How the team is doing")),
            "",
            under,
            tuple(self._chapters()),
            (self._say(msg("Made by csvariable {version}.").given(version=__version__)),),
        )

    def _chapters(self) -> Iterator[Chapter]:
        if self.before is not None:
            yield self._moved()
        yield self._nearest()
        for one in self.contests:
            yield self._contest(one)
        if self.past or self.left_out:
            yield self._streaks()
        if self.with_pay:
            yield self._pay()

    def _board(
        self,
        title: Message,
        heads: Sequence[tuple[Message, bool]],
        rows: Sequence[tuple[str, ...]],
        otherwise: Message,
    ) -> Chapter:
        if not rows:
            return Chapter(self._say(title), (Words(self._say(otherwise), "quiet"),))
        columns = tuple((self._say(head), right) for head, right in heads)
        return Chapter(self._say(title), (Board("", columns, tuple(rows)),))

    def _moved(self) -> Chapter:
        heads = (
            (msg("Person"), False),
            (msg("KPI"), False),
            (msg("The week before"), False),
            (msg("This week"), False),
        )
        rows = [
            (
                self.view.person(one.person, short=True),
                self._kpi(one.person, one.kpi),
                self._tier(one.person, one.before),
                f"{'↑' if one.is_up else '↓'} {self._tier(one.person, one.now)}",
            )
            for one in self.moves
        ]
        return self._board(
            msg("Who moved to another tier"), heads, rows, msg("Nobody moved to another tier.")
        )

    def _kpi(self, at: int, kpi: str) -> str:
        return self.view.voice(self.view.results.facts.people[at].rows[-1]).kpi(kpi)

    def _tier(self, at: int, tier: Tier) -> str:
        """Return the stars of a tier with the value that stands on it."""
        voice = self.view.voice(self.view.results.facts.people[at].rows[-1])
        unit = voice.unit(tier.curve.of)
        value = (
            "" if unit is None else voice.short(tier.at, unit, *(one.start for one in tier.curve.segments))
        )
        return " · ".join(word for word in (stars(tier, self.view.language), value) if word)

    def _nearest(self) -> Chapter:
        heads = [
            (msg("Person"), False),
            (msg("KPI"), False),
            (msg("Stands at"), True),
            (msg("Next tier at"), True),
        ]
        rows = []
        for at, tier in self.ahead:
            row = self.view.results.facts.people[at].rows[-1]
            voice = self.view.voice(row)
            unit = voice.steps[Purpose.ACTUAL.named(tier.kpi)].unit
            cells = (
                self.view.person(at, short=True),
                voice.kpi(tier.kpi),
                voice.short(tier.needed - tier.step, unit, tier.needed),
                next_at(self.view, voice, tier),
            )
            rows.append((*cells, self.view.money(tier.adds, signed=True)) if self.with_pay else cells)
        if self.with_pay:
            heads.append((msg("Worth"), True))
        return self._board(msg("Nearest next steps"), heads, rows, msg("Nobody has a next tier."))

    def _contest(self, one: Standings) -> Chapter:
        bonus = self.view.plans.base.bonuses.get(one.bonus)
        name = one.bonus if bonus is None else text_of(bonus.name, self.view.language, one.bonus)
        title = msg("Contest: {name}", name=" · ".join(word for word in (name, one.within) if word))
        heads = ((msg("Place"), True), (msg("Who"), False), (msg("With"), True))
        rows = [
            (
                str(place.place),
                place.who if isinstance(place.who, str) else self.view.person(place.who, short=True),
                self._value(one, place.value),
            )
            for place in one.places
        ]
        return self._board(title, heads, rows, msg("Nobody takes part yet."))

    def _value(self, one: Standings, value: Fraction) -> str:
        return self.view.person_voice(0).short(value, one.by.unit)

    def _streaks(self) -> Chapter:
        people = {one.id: at for at, one in enumerate(self.view.results.facts.people)}
        heads = ((msg("Person"), False), (msg("KPI"), False), (msg("Target reached"), False))
        rows = [
            (
                self.view.person(people[one.person], short=True),
                self._kpi(people[one.person], one.kpi),
                self._say(counted("{count} period in a row", "{count} periods in a row", count=one.periods)),
            )
            for one in self.lasting
        ]
        board = self._board(msg("Streaks"), heads, rows, msg("Nobody has reached a target twice in a row."))
        lost = msg("{period} is left out: this plan cannot be paid on its files.")
        told = tuple(self._say(lost.given(period=period)) for period in self.left_out)
        return replace(board, blocks=(*board.blocks, Items(told))) if told else board

    def _pay(self) -> Chapter:
        heads = ((msg("Person"), False), (msg("As it stands"), True))
        totals = self.view.results.people[Purpose.TOTAL]
        rows = [
            (self.view.person(at, short=True), self.view.money(total))
            for at, total in enumerate(totals)
            if total is not None
        ]
        title = msg("What would be paid if the period ended as it stands")
        return self._board(title, heads, rows, msg("Nobody is paid."))

    # ------------------------------------------------------------------ for programs

    def data(self) -> dict[str, Any]:
        """Return the same as neutral data; money stands in it only where it was asked for."""
        results, currency = self.view.results, self.view.currency
        ids = [one.id for one in results.facts.people]
        found: dict[str, Any] = {
            "schema_version": SCHEMA_VERSION,
            "period": results.facts.period,
            "moves": [
                {
                    "id": ids[one.person],
                    "kpi": one.kpi,
                    "before": one.before.reached,
                    "now": one.now.reached,
                    "tiers": len(one.now.curve.segments),
                    "up": one.is_up,
                }
                for one in self.moves
            ],
            "next": [self._next(ids[at], at, tier) for at, tier in self.ahead],
            "contests": [self._contest_data(one, ids) for one in self.contests],
            "streaks": [{"id": one.person, "kpi": one.kpi, "periods": one.periods} for one in self.lasting],
            "left_out": list(self.left_out),
        }
        if self.with_pay:
            totals = results.people[Purpose.TOTAL]
            found["as_it_stands"] = {
                one: amount_text(total, currency)
                for one, total in zip(ids, totals, strict=True)
                if total is not None
            }
        return found

    def _contest_data(self, one: Standings, ids: Sequence[str]) -> dict[str, Any]:
        places = [
            {
                "place": place.place,
                "who": place.who if isinstance(place.who, str) else ids[place.who],
                "value": value_text(place.value, one.by.unit, self.view.currency),
            }
            for place in one.places
        ]
        return {"bonus": one.bonus, "within": one.within or None, "by": one.by.name, "places": places}

    def _next(self, who: str, at: int, tier: NextTier) -> dict[str, Any]:
        role = self.view.results.facts.roles[self.view.results.facts.people[at].rows[-1]]
        unit, currency = self.view.plans.kpi(tier.kpi, role).measured_in, self.view.currency
        found = {
            "id": who,
            "kpi": tier.kpi,
            "now": value_text(tier.needed - tier.step, unit, currency),
            "needed": value_text(tier.needed, unit, currency),
            "exceeded": tier.exceeded,
        }
        return found | ({"adds": amount_text(tier.adds, currency)} if self.with_pay else {})
