"""What a plan aims at: tree, shares of pay, SMART letters and balance, in whatever format it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

from csvariable import SCHEMA_VERSION
from csvariable.aims.balance import Balanced, balance
from csvariable.aims.shares import of_objective, shares
from csvariable.aims.smart import lacking
from csvariable.aims.tree import Aim, CompanyGoal, every, goals, homeless
from csvariable.documents.page import Page, Readable, Row, Tone
from csvariable.facts.plans import Plans
from csvariable.kernel.message import Message, listed, msg
from csvariable.kernel.unit import decimal_text, rounded
from csvariable.odds.feasible import Feasibility, MarkOdds
from csvariable.plan import Plan, Role
from csvariable.plan.values import text_of
from csvariable.speech.language import Language
from csvariable.speech.numbers import rate_text
from csvariable.speech.saying import in_language

BALANCE: Final[Mapping[Balanced, Message]] = {
    "leading": msg("leading: tells of what is to come"),
    "lagging": msg("lagging: tells of what was"),
    "time-unsaid": msg("leading or lagging: not said"),
    "person": msg("of each person"),
    "team": msg("of the team"),
    "company": msg("of the company"),
    "expected": msg("expected quality"),
    "delivered": msg("delivered quality"),
    "perceived": msg("perceived quality"),
    "quality-unsaid": msg("quality: not said"),
    "top-down": msg("from above"),
    "bottom-up": msg("from the people"),
    "origin-unsaid": msg("origin: not said"),
    "direct": msg("decided by the people themselves"),
    "influence": msg("within their influence"),
    "control-unsaid": msg("who decides it: not said"),
    "largest": msg("the largest single weight"),
    "concentration": msg("concentration: the weights squared and added, 100 % for a single KPI"),
}
"""What each number of the balance is, in words."""

ORIGINS: Final[Mapping[str, Message]] = {
    "top-down": msg("from above"),
    "bottom-up": msg("from the people"),
}


@dataclass(frozen=True)
class ObjectivesReport(Readable):
    """The objectives of a plan and of its roles."""

    plans: Plans
    language: Language
    today: date | None = None
    """The day on which it is looked at, where that is known."""
    seen: Sequence[Feasibility] = ()
    """How often the past reached the marks of each KPI; empty where no past is given."""
    periods: Sequence[str] = ()
    """The past periods that were looked at, in order."""

    @property
    def plan(self) -> Plan:
        """The plan without a role."""
        return self.plans.base

    @property
    def weights(self) -> Mapping[Role, Mapping[str, Fraction]]:
        """The weight of each KPI, for nobody's role and for each role."""
        plans: dict[Role, Plan] = {None: self.plans.base}
        plans.update(self.plans.roles)
        return shares(plans)

    # ------------------------------------------------------------------------ for people

    def page(self, *, shared: bool) -> Page:  # noqa: ARG002 - nobody is named here
        """Return the tree, the shares of pay, what is lacking, and the balance."""
        page = Page()
        found, weights = goals(self.plan), self.weights
        if found or homeless(self.plan):
            heads = [(msg("Objective"), False), (msg("From"), False), (msg("Share of pay"), True)]
            heads += [(msg("Target reached before"), True)] if self.seen else []
            page.table(self._say(msg("Objectives")), self._heads(*heads), self._tree(found, weights[None]))
        page.table(self._say(msg("Share of pay")), self._columns(), self._matrix(weights))
        smart = self._heads((msg("Key result"), False), (msg("Lacks"), False), (msg("Why"), False))
        page.table(self._say(msg("SMART")), smart, self._smart(found))
        roles = [(self._role(role), True) for role in weights]
        columns = self._heads((msg("Balance"), False), *roles, (msg("Rule"), False))
        page.table(self._say(msg("Balance")), columns, self._balance(weights))
        said = [self._say(one) for one in (*self._before(), *self._dates())]
        if said:
            page.lines("", said)
        return page

    def _say(self, message: Message) -> str:
        return in_language(message, self.language)

    def _heads(self, *heads: tuple[Message | str, bool]) -> tuple[tuple[str, bool], ...]:
        return tuple((one if isinstance(one, str) else self._say(one), right) for one, right in heads)

    def _rate(self, share: Fraction) -> str:
        return rate_text(share, language=self.language) if share else ""

    def _role(self, role: Role) -> str:
        return self._say(msg("no role")) if role is None else role

    def _tree(self, found: tuple[CompanyGoal, ...], weights: Mapping[str, Fraction]) -> Iterator[Row]:
        for goal in found:
            serves = msg("no goal of the company is named")
            yield self._row((text_of(goal.serves, self.language, self._say(serves)), "", ""), style="bold")
            for depth, aim in every((goal,)):
                yield from self._aim(aim, depth, weights)
        alone = homeless(self.plan)
        if alone:
            yield self._row((self._say(msg("without an objective")), "", ""), style="bold")
            for kpi in alone:
                yield self._of_kpi("  ", kpi, weights)

    def _row(self, cells: tuple[str, ...], reached: str = "", style: Tone = "") -> Row:
        """Return a row, with how often a target was reached where a past is given."""
        return Row((*cells, reached) if self.seen else cells, style)

    def _of_kpi(self, inside: str, kpi: str, weights: Mapping[str, Fraction]) -> Row:
        cells = (f"{inside}{self._kpi(kpi)}", "", self._rate(weights.get(kpi, Fraction(0))))
        odds = self.reached.get(kpi)
        if odds is None:
            return self._row(cells)
        share = rate_text(rounded(odds.share, Fraction(1, 100)), language=self.language)
        return self._row(cells, self._say(msg("{share} of {n}", share=share, n=odds.n)))

    @cached_property
    def reached(self) -> Mapping[str, MarkOdds]:
        """How often the target of each KPI was reached, whatever the role."""
        found: dict[str, MarkOdds] = {}
        for one in self.seen:
            for odds in one.odds:
                if odds.mark == "target":
                    before = found.get(one.kpi, MarkOdds("target", 0, 0))
                    found[one.kpi] = MarkOdds("target", before.reached + odds.reached, before.n + odds.n)
        return found

    def _before(self) -> Iterator[Message]:
        if self.seen:
            yield msg(
                "Target reached before: the share of the past results in which the curve paid the whole "
                "weight, over {periods}.",
                periods=listed(list(self.periods)),
            )

    def _aim(self, aim: Aim, depth: int, weights: Mapping[str, Fraction]) -> Iterator[Row]:
        inside = "  " * (depth + 1)
        share = of_objective(self.plan, aim.id, weights)
        said = text_of(aim.objective.statement, self.language, aim.id)
        origin = ORIGINS.get(aim.objective.origin or "")
        yield self._row((f"{inside}{said}", "" if origin is None else self._say(origin), self._rate(share)))
        for name, result in aim.objective.key_results.items():
            due = f" · {result.due.isoformat()}" if result.due is not None else ""
            text = text_of(result.statement, self.language, name)
            yield self._row((f"{inside}  → {text}{due}", "", ""), style="dim")
        for kpi in aim.kpis:
            yield self._of_kpi(f"{inside}  ", kpi, weights)

    def _kpi(self, kpi: str) -> str:
        return text_of(self.plans.kpi(kpi).name, self.language, kpi)

    def _columns(self) -> tuple[tuple[str, bool], ...]:
        roles = [(self._role(role), True) for role in self.weights]
        return self._heads((msg("Objective"), False), (msg("KPI"), False), *roles)

    def _matrix(self, weights: Mapping[Role, Mapping[str, Fraction]]) -> Iterator[Row]:
        for objective in (*self.plan.objectives, None):
            mine = [kpi for kpi in self.plans.kpi_ids if self._objective(kpi) == objective]
            paid = [kpi for kpi in mine if any(kpi in own for own in weights.values())]
            label = self._say(msg("without an objective"))
            if objective is not None:
                label = text_of(self.plan.objectives[objective].statement, self.language, objective)
            for at, kpi in enumerate(paid):
                own = [self._rate(one.get(kpi, Fraction(0))) for one in weights.values()]
                yield Row(("" if at else label, self._kpi(kpi), *own))

    def _objective(self, kpi: str) -> str | None:
        found = self.plans.kpi(kpi).objective
        return found if found in self.plan.objectives else None

    def _smart(self, found: tuple[CompanyGoal, ...]) -> Iterator[Row]:
        for _, aim in every(found):
            for name, result in aim.objective.key_results.items():
                lacks = lacking(self.plan, result)
                why = " · ".join(
                    self._say(msg("{letter}: {why}", letter=one.letter, why=one.why)) for one in lacks
                )
                letters = " ".join(one.letter for one in lacks)
                yield Row((text_of(result.statement, self.language, name), letters, why))

    def _balance(self, weights: Mapping[Role, Mapping[str, Fraction]]) -> Iterator[Row]:
        found = {role: balance(self.plans.of(role), own) for role, own in weights.items()}
        shares_of = {role: {one.measure: one for one in own} for role, own in found.items()}
        for measure, label in BALANCE.items():
            own = [one.get(measure) for one in shares_of.values()]
            if any(one is not None and one.share for one in own):
                rule = next((one.rule for one in own if one is not None and one.rule), "")
                texts = ("" if one is None else self._rate(one.share) for one in own)
                yield Row((self._say(label), *texts, rule))

    def _dates(self) -> Iterator[Message]:
        asked = self.plan.consultation
        if asked is None:
            yield msg("Nothing says who was asked: `consultation`.")
        else:
            if asked.asked_on is not None:
                yield msg("People were asked on {day}.", day=asked.asked_on)
            for label, text in (
                (msg("Who was asked: {text}."), asked.who),
                (msg("How: {text}."), asked.how),
                (msg("What it changed: {text}."), asked.changed),
            ):
                if text is not None:
                    yield label.given(text=text_of(text, self.language, "").rstrip("."))
        due = self.plan.review_by
        if due is not None and self.today is not None and due < self.today:
            yield msg("The plan was to be looked at again by {due}: that day is past.", due=due)
        for _, aim in every(goals(self.plan)):
            for name, result in aim.objective.key_results.items():
                if result.due is not None and self.today is not None and result.due < self.today:
                    said = text_of(result.statement, self.language, name)
                    yield msg("{result} was due on {due}.", result=said, due=result.due)

    # ------------------------------------------------------------------------ for programs

    def data(self) -> dict[str, Any]:
        """Return the same as neutral data."""
        weights = self.weights
        return {
            "schema_version": SCHEMA_VERSION,
            "goals": [
                {"serves": goal.serves, "objectives": [self._data(one, weights[None]) for one in goal.aims]}
                for goal in goals(self.plan)
            ],
            "without_objective": list(homeless(self.plan)),
            "consultation": self._consultation(),
            "shares": {
                role or "": {kpi: decimal_text(share) for kpi, share in own.items()}
                for role, own in weights.items()
            },
            "balance": {
                role or "": [
                    {"measure": one.measure, "share": decimal_text(one.share), "rule": one.rule}
                    for one in balance(self.plans.of(role), own)
                ]
                for role, own in weights.items()
            },
            "periods": list(self.periods),
            "reached": {
                kpi: {
                    "reached": one.reached,
                    "n": one.n,
                    "share": decimal_text(one.share, 4),
                    "low": decimal_text(one.ends.low, 4),
                    "high": decimal_text(one.ends.high, 4),
                }
                for kpi, one in self.reached.items()
            },
            "past": [in_language(one, "en") for one in self._dates()],
        }

    def _consultation(self) -> dict[str, Any] | None:
        asked = self.plan.consultation
        if asked is None:
            return None
        return {
            "asked_on": None if asked.asked_on is None else asked.asked_on.isoformat(),
            "who": asked.who,
            "how": asked.how,
            "changed": asked.changed,
        }

    def _data(self, aim: Aim, weights: Mapping[str, Fraction]) -> dict[str, Any]:
        one = aim.objective
        return {
            "id": aim.id,
            "statement": one.statement,
            "origin": one.origin,
            "priority": one.priority,
            "share": decimal_text(of_objective(self.plan, aim.id, weights)),
            "kpis": list(aim.kpis),
            "key_results": [
                {
                    "id": name,
                    "statement": result.statement,
                    "kpi": result.kpi,
                    "due": None if result.due is None else result.due.isoformat(),
                    "lacks": [
                        {"letter": lack.letter, "why": str(lack.why)} for lack in lacking(self.plan, result)
                    ],
                }
                for name, result in one.key_results.items()
            ],
            "parts": [self._data(part, weights) for part in aim.parts],
        }
