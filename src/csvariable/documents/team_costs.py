"""What the pay of a team costs: cash and rewards, by team, KPI and period, against target and budget."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any

from csvariable.documents.amounts import amount_text
from csvariable.documents.paper.model import Bars, Board, Chapter, PaperBlock, Terms, Words
from csvariable.documents.team_groups import FEW, ToldClasses, merged
from csvariable.documents.view import View
from csvariable.engine.results import Results
from csvariable.facts.pairs import added_up
from csvariable.kernel.message import Filling, Message, msg
from csvariable.kernel.purpose import Purpose
from csvariable.scenario.comparison import PeriodName
from csvariable.scenario.impact import paid_kpis
from csvariable.scenario.persons import lines_held
from csvariable.speech.saying import in_language
from csvariable.statement import gifts


@dataclass(frozen=True)
class Money:
    """What some people cost."""

    people: int
    cash: Fraction
    rewards: Fraction
    target: Fraction

    @property
    def cost(self) -> Fraction:
        """Cash and rewards."""
        return self.cash + self.rewards


def paid_people(results: Results) -> list[int]:
    """Return the people of a run who are paid something, or nothing, for certain."""
    return [at for at, total in enumerate(results.people[Purpose.TOTAL]) if total is not None]


def told_runs(runs: Mapping[PeriodName, Results], *, redacted: bool) -> dict[PeriodName, Results]:
    """Return the runs of which a page tells: none of few people where others read it."""
    return {
        label: results for label, results in runs.items() if not redacted or len(paid_people(results)) >= FEW
    }


@dataclass(frozen=True)
class TeamCosts:
    """Reads runs of several periods for what they cost."""

    view: View
    """Speaks of the last period."""
    runs: Mapping[PeriodName, Results]
    """The runs that are told, in order; at least one."""
    redacted: bool
    budget: Fraction | None = None
    """What a period may cost."""

    def _say(self, message: Message, **values: Filling) -> str:
        return in_language(message.given(**values) if values else message, self.view.language)

    # ------------------------------------------------------------------ the figures

    @staticmethod
    def money(results: Results, people: Sequence[int]) -> Money:
        """Return what some people of a run cost."""
        column = results.rows.get(Purpose.TARGET_INCENTIVE)
        rows = [row for at in people for row in results.facts.people[at].rows]
        targets = [] if column is None else [value for row in rows if (value := column[row]) is not None]
        return Money(
            len(people),
            added_up(results.people[Purpose.TOTAL][at] for at in people),
            added_up(gift.value for at in people for gift in gifts(results, at)),
            added_up(targets),
        )

    def whole(self, results: Results) -> Money:
        """Return what everybody of a run costs."""
        return self.money(results, self._everybody(results))

    def _everybody(self, results: Results) -> Sequence[int]:
        """Return those who are counted: where others read it, those who have a total."""
        return paid_people(results) if self.redacted else range(len(results.facts.people))

    def teams(self, results: Results) -> dict[str, list[int]]:
        """Return the people of each team; where it is read by others, small teams stand together."""
        found: dict[str, list[int]] = {}
        for at in self._everybody(results):
            team = results.facts.teams[results.facts.people[at].rows[-1]]
            found.setdefault(team or "", []).append(at)
        return merged(found, self._say(msg("smaller teams"))) if self.redacted else found

    @cached_property
    def told_kpis(self) -> tuple[str, ...]:
        """The KPIs whose pay is told: where others read it, those that single out few in no period."""
        told = tuple(dict.fromkeys(kpi for results in self.runs.values() for kpi in paid_kpis(results)))
        before: tuple[str, ...] = ()
        while self.redacted and told != before:
            before = told
            for results in self.runs.values():
                lost = {*paid_kpis(results)} - {*self._apart(results, told)}
                told = tuple(kpi for kpi in told if kpi not in lost)
        return told

    def _apart(self, results: Results, wanted: Sequence[str]) -> tuple[str, ...]:
        """Return which KPIs of a run can be told beside its teams, nobody being singled out."""
        people = paid_people(results)
        apart = ToldClasses([results.facts.people[at].id for at in people])
        teams = {at: team for team, some in self.teams(results).items() for at in some}
        apart.split([teams[at] for at in people])
        held = [lines_held(results, at) for at in people]
        names = {Purpose.PAYOUT.named(kpi): kpi for kpi in wanted}
        return tuple(names[line] for line in apart.lines(held, names))

    def by_kpi(self, results: Results) -> dict[str, Money]:
        """Return what each KPI paid to everybody, before what follows the KPIs, and was to pay on target."""
        people = [results.facts.people[at].rows for at in self._everybody(results)]
        found = {}
        for kpi in paid_kpis(results):
            if kpi in self.told_kpis:
                paid, part = (results.rows.get(one.named(kpi)) for one in (Purpose.PAYOUT, Purpose.PART))
                rows = [[row for row in rows if paid and paid[row] is not None] for rows in people]
                cash, target = (
                    added_up(column[row] for each in rows for row in each) if column else Fraction(0)
                    for column in (paid, part)
                )
                found[kpi] = Money(sum(map(bool, rows)), cash, Fraction(0), target)
        return found

    # ------------------------------------------------------------------ the paper

    def blocks(self) -> Iterator[PaperBlock]:
        """Yield what the last period cost, and what each team did."""
        results = self.view.results
        yield self._terms(self.whole(results))
        teams = self.teams(results)
        if len(teams) > 1:
            rows = [
                (name or self._say(msg("no team")), self.money(results, some)) for name, some in teams.items()
            ]
            yield self._board(self._say(msg("Team")), rows, self.whole(results))

    def _terms(self, money: Money) -> Terms:
        view, say = self.view, self._say
        rows = [(say(msg("Cash")), view.money(money.cash))]
        if money.rewards:
            rows += [
                (say(msg("Rewards")), view.money(money.rewards)),
                (say(msg("Together")), view.money(money.cost)),
            ]
        if money.target:
            rows += [
                (say(msg("Target incentives")), view.money(money.target)),
                (say(msg("Of target")), view.rate(money.cash / money.target)),
            ]
        if self.budget is not None:
            left = self.budget - money.cost
            said = msg("Left of the budget") if left >= 0 else msg("Over the budget")
            rows += [(say(msg("Budget")), view.money(self.budget)), (say(said), view.money(abs(left)))]
        return Terms(tuple(rows))

    def _board(self, first: str, rows: Sequence[tuple[str, Money]], foot: Money, periods: int = 1) -> Board:
        """Return a table of costs; columns in which nothing would stand are left out."""
        all_of_it = [money for _, money in rows] + [foot]
        given = any(money.rewards for money in all_of_it)
        budget = None if self.budget is None else self.budget * periods
        heads = [(first, False), (self._say(msg("People")), True), (self._say(msg("Cash")), True)]
        heads += [(self._say(msg("Rewards")), True)] if given else []
        heads += [(self._say(one), True) for one in (msg("Target incentives"), msg("Of target"))]
        heads += [(self._say(msg("Of the budget")), True)] if budget else []

        def cells(name: str, money: Money, limit: Fraction | None) -> tuple[str, ...]:
            return (
                name,
                str(money.people) if money.people else "",
                self.view.money(money.cash),
                *([self.view.money(money.rewards) if money.rewards else ""] if given else []),
                self.view.money(money.target) if money.target else "",
                self.view.rate(money.cash / money.target) if money.target else "",
                *([self.view.rate(money.cost / limit)] if limit else []),
            )

        body = tuple(cells(name, money, self.budget) for name, money in rows)
        return Board("", tuple(heads), body, cells(self._say(msg("Total")), foot, budget))

    def by_period(self) -> Board:
        """Return what each period cost, and how much more than the one before it."""
        rows = [(label or "", self.whole(results)) for label, results in self.runs.items()]
        foot = Money(
            max(money.people for _, money in rows),
            added_up(money.cash for _, money in rows),
            added_up(money.rewards for _, money in rows),
            added_up(money.target for _, money in rows),
        )
        board = self._board(self._say(msg("Period")), rows, foot, len(rows))
        costs = [money.cost for _, money in rows]
        changes = ["", *(self.view.money(now - was, signed=True) for was, now in pairwise(costs))]
        heads = (*board.heads, (self._say(msg("Against the one before")), True))
        body = tuple((*row, change) for row, change in zip(board.rows, changes, strict=True))
        return Board("", heads, body, (*board.foot, ""))

    def kpis(self) -> Chapter:
        """Return what each KPI paid in the last period; what is paid beside them makes it the whole."""
        results = self.view.results
        voice, found, whole = self.view.voice(0), self.by_kpi(results), self.whole(results)
        blocks: list[PaperBlock] = []
        if found:
            bars = tuple((voice.kpi(kpi), one.cash, self.view.money(one.cash)) for kpi, one in found.items())
            rows = [(voice.kpi(kpi), one) for kpi, one in found.items()]
            rest = whole.cash - added_up(one.cash for one in found.values())
            if rest:
                rows.append((self._say(msg("Everything else")), Money(0, rest, Fraction(0), Fraction(0))))
            foot = Money(whole.people, whole.cash, Fraction(0), whole.target)
            blocks.append(Bars(self._say(msg("What each KPI pays")), bars))
            blocks += [self._board(self._say(msg("KPI")), rows, foot)] if len(rows) > 1 else []
        if len(found) < len(paid_kpis(results)):
            few = msg("KPIs whose pay would tell of fewer than {count} people are left out.", count=FEW)
            blocks.append(Words(self._say(few), "quiet"))
        return Chapter(self._say(msg("What the results pay")), tuple(blocks))

    # ------------------------------------------------------------------ the data

    def data(self, results: Results) -> dict[str, Any]:
        """Return what a run cost as digits: whole and by team."""
        currency = self.view.currency

        def digits(one: Money) -> dict[str, Any]:
            return {
                "people": one.people,
                "cash": amount_text(one.cash, currency),
                "rewards": amount_text(one.rewards, currency),
                "target_incentive": amount_text(one.target, currency),
            }

        teams = self.teams(results)
        return {
            "total": digits(self.whole(results)),
            "teams": {name: digits(self.money(results, some)) for name, some in teams.items()},
        }


__all__ = ["Money", "TeamCosts", "paid_people", "told_runs"]
