"""A simulation as a page: cost, lines, teams, periods, people, distribution, one more point."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from csvariable.documents import plot
from csvariable.documents.page import Page, Row, Tone
from csvariable.facts.plans import Plans
from csvariable.kernel.message import Filling, Message, counted, listed, msg
from csvariable.kernel.step import Step
from csvariable.kernel.unit import Unit, minor_unit, rounded
from csvariable.plan.values import text_of
from csvariable.scenario import Amounts, Comparison, Outcome, Person
from csvariable.scenario.comparison import PeriodName
from csvariable.scenario.points import Worth
from csvariable.speech.comparisons import change_text, share_text, word
from csvariable.speech.figures import points as points_text
from csvariable.speech.labels import STEPS
from csvariable.speech.language import Language
from csvariable.speech.numbers import money_text
from csvariable.speech.saying import in_language

SHOWN = 20
"""People shown without `--details`: the greatest gains and losses."""

_NAMED = 3
"""Scenarios that are named in a line; the others are counted."""


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """How a comparison is read: language, currency, names."""

    plans: Plans
    language: Language
    details: bool = False
    redacted: bool = False
    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def currency(self) -> str:
        """The currency of the plan."""
        return self.plans.base.currency

    def word(self, name: str, /, **values: Filling) -> str:
        """Return a word of the page."""
        return word(self.language, name, **values)

    def money(self, value: Fraction) -> str:
        """Return an amount."""
        return money_text(value, self.currency, language=self.language)

    def about(self, value: Fraction) -> Fraction:
        """Return an amount in minor units: for means and quartiles, never for pay."""
        return rounded(value, minor_unit(self.currency))

    def cells(self, amounts: Amounts) -> tuple[str, ...]:
        """Return before, after, change and its share."""
        return (
            self.money(amounts.before),
            self.money(amounts.after),
            change_text(amounts.change, self.currency, self.language),
            share_text(amounts.share, self.language) if amounts.change else "",
        )

    def who(self, person: Person) -> str:
        """Return a person's name, or a number where names are hidden."""
        if self.redacted:
            return self.word("somebody", number=self.numbers.setdefault(person.id, len(self.numbers) + 1))
        return person.name or person.id

    def kpi(self, kpi: str) -> str:
        """Return the name of a KPI."""
        name = self.plans.kpi(kpi).name if kpi in self.plans.kpi_ids else None
        return text_of(name, self.language, kpi) if name else kpi

    def line(self, step: Step) -> str:
        """Return what a line of a statement is called here."""
        if step.kpi is not None:
            return self.kpi(step.kpi)
        label = in_language(STEPS[step.purpose], self.language)
        return label if step.of is None else f"{label} {step.of}"

    @property
    def columns(self) -> list[tuple[str, bool]]:
        """The headers over `cells`."""
        return [(self.word(name), True) for name in ("now", "then", "change", "share")]


def simulation_page(
    outcomes: Iterable[Outcome],
    count: int,
    view: ComparisonView,
    worths: Mapping[str, Sequence[Worth]] | None = None,
    unmoved: Callable[[Outcome], Sequence[str]] = lambda _: (),
) -> Page:
    """Return the page of a simulation: a table of scenarios where there are several, then each.

    Which of several scenarios move nobody's pay, and why, stands under their table.

    Of several only the first that could be run is kept, unless all are shown in full.
    """
    page, rows = Page(), []
    shown: list[tuple[Outcome, Comparison]] = []
    several = False
    idle: dict[str, list[str]] = {}
    for one in outcomes:
        rows.append(_scenario(one, view))
        for why in unmoved(one) if count > 1 else ():
            idle.setdefault(why, []).append(one.scenario.name)
        if one.comparison is not None:
            if not shown or view.details:
                shown.append((one, one.comparison))
            else:
                several = True
    if count > 1:
        columns = [(view.word("scenario"), False), *view.columns]
        columns += [(view.word("gainers"), True), (view.word("losers"), True)]
        page.table(view.word("cost"), columns, rows)
        if idle:
            page.lines("", [_idle(names, why, view.language) for why, names in idle.items()])
    for one, found in [] if several else shown:
        comparison_blocks(page, one, found, view, several=count > 1)
    for kpis in (worths or {}).values():
        points_block(page, kpis, view)
    return page


def _idle(names: Sequence[str], why: str, language: Language) -> str:
    """Return why some scenarios move nothing: the first of them by name, the others counted."""
    first: list[Message | str] = list(names[:_NAMED])
    if len(names) > _NAMED:
        first.append(counted("{count} more", "{count} more", len(names) - _NAMED))
    return in_language(
        msg("{scenarios}: nothing moves: {why}.", scenarios=listed(first, "and"), why=why), language
    )


def _scenario(one: Outcome, view: ComparisonView) -> Row:
    """Return the row of a scenario among others."""
    if one.comparison is None:
        return Row((one.scenario.name, view.word("refused"), "", "", "", "", ""), "red")
    gain, lose, _ = map(str, one.comparison.counts)
    return Row((one.scenario.name, *view.cells(one.comparison.cost), gain, lose))


def comparison_blocks(
    page: Page, outcome: Outcome, found: Comparison, view: ComparisonView, *, several: bool = False
) -> None:
    """Add what one scenario changes."""
    scenario = outcome.scenario
    said = [scenario.description] if scenario.description else []
    said += [f"{change.figure} {change.text}" for change in scenario.fact_changes]
    if scenario.people is not None:
        hidden = "\u2026" if view.redacted else None
        said += [
            view.word("joins", count=count, person=hidden or like) for count, like in scenario.people.add
        ]
        said += [view.word("leaves", person=hidden or one) for one in scenario.people.remove]
    if several or said:
        page.lines(scenario.name, said)
    _cost(page, found, view)
    _table(page, view, "line", [(view.line(found.steps[step]), one) for step, one in found.lines.items()])
    if view.plans.roles and len(found.roles) > 1:
        roles = [(role or view.word("base-role"), one) for role, one in found.roles.items()]
        _table(page, view, "role", roles)
    if len(found.teams) > 1:
        teams = [(team or view.word("no-team"), one) for team, one in found.teams.items()]
        _table(page, view, "team", teams)
    if len(found.periods) > 1:
        _table(page, view, "period", [(_period(period), one) for period, one in found.by_period.items()])
    people_table(page, found, view)
    page.lines("", [tally(found, view)])
    _distribution(page, found, view)


def tally(found: Comparison, view: ComparisonView) -> str:
    """Return how many gain, lose and stay."""
    gain, lose, same = found.counts
    return view.word(
        "tally",
        gain=view.word("gain", count=gain),
        lose=view.word("lose", count=lose),
        same=view.word("unchanged", count=same),
    )


def _period(period: PeriodName) -> str:
    return period or "-"


def _cost(page: Page, found: Comparison, view: ComparisonView) -> None:
    rows = [Row((view.word("cash"), *view.cells(found.cash)))]
    if found.rewards.before or found.rewards.after:
        rows.append(Row((view.word("rewards"), *view.cells(found.rewards))))
        rows.append(Row((view.word("cost"), *view.cells(found.cost)), "bold"))
    if found.incentive.before or found.incentive.after:
        rows.append(Row((view.word("incentive"), *view.cells(found.incentive)), "dim"))
    page.table(view.word("cost"), [("", False), *view.columns], rows)


def _table(page: Page, view: ComparisonView, title: str, pairs: Sequence[tuple[str, Amounts]]) -> None:
    rows = [Row((name, *view.cells(one)), _tone(one.change)) for name, one in pairs]
    if rows:
        total = Amounts(
            sum((one.before for _, one in pairs), Fraction(0)),
            sum((one.after for _, one in pairs), Fraction(0)),
        )
        rows.append(Row((view.word("total"), *view.cells(total)), "bold"))
    page.table("", [(view.word(title), False), *view.columns], rows)


def _tone(change: Fraction) -> Tone:
    return "green" if change > 0 else "red" if change < 0 else ""


def people_table(page: Page, found: Comparison, view: ComparisonView, *, folded: bool = False) -> None:
    """Add the people whose pay changes, ordered, with the line that changes it and their rank."""
    ordered = found.ordered
    shown = (
        ordered
        if view.details or len(ordered) <= SHOWN
        else (*ordered[: SHOWN // 2], *ordered[-SHOWN // 2 :])
    )
    rows = [
        Row(
            (view.who(one), *view.cells(one.cash), _because(one, view), _rank(one)),
            _tone(one.change),
        )
        for one in shown
    ]
    rest = [one for one in found.people if one not in shown]
    if rest and rows:
        amounts = Amounts(
            sum((one.cash.before for one in rest), Fraction(0)),
            sum((one.cash.after for one in rest), Fraction(0)),
        )
        name = view.word("unchanged", count=len(rest)) if not amounts.change else f"+ {len(rest)}"
        rows.append(Row((name, *view.cells(amounts), "", ""), "dim"))
    if rows:
        rows.append(Row((view.word("total"), *view.cells(found.cash), "", ""), "bold"))
    columns = [(view.word("person"), False), *view.columns]
    columns += [(view.word("because"), False), (view.word("rank"), True)]
    title = view.word("changes-of-people") if folded else ""
    page.table(title, columns, rows, folded=folded)


def _because(one: Person, view: ComparisonView) -> str:
    return view.line(one.cause.step) if one.cause is not None else ""


def _rank(one: Person) -> str:
    before, after = ("–" if place is None else str(place) for place in one.rank)
    return f"{before} → {after}" if before != after else after


def _distribution(page: Page, found: Comparison, view: ComparisonView) -> None:
    before, after = found.spread
    names = ("paid-nothing", "below", "at", "above", "untold")
    counts = [
        (view.word(name), one, other)
        for name, one, other in zip(
            names,
            (before.nothing, before.below, before.at, before.above, before.untold),
            (after.nothing, after.below, after.at, after.above, after.untold),
            strict=True,
        )
        if name != "untold" or one or other
    ]
    drawn = plot.bars([number for _, one, other in counts for number in (one, other)])
    width = max(len(name) for name, _, _ in counts)
    sides = (view.word("side-now"), view.word("side-then"))
    margin = max(len(side) for side in sides)
    lines = []
    for at, (name, one, other) in enumerate(counts):
        lines.append(f"{name:<{width}}  {sides[0]:<{margin}} {one:>4} {drawn[2 * at]}".rstrip())
        lines.append(f"{'':<{width}}  {sides[1]:<{margin}} {other:>4} {drawn[2 * at + 1]}".rstrip())
    for side, spread in zip(sides, (before, after), strict=True):
        if spread.quartiles:
            least, first, median, third, most = (view.money(view.about(value)) for value in spread.quartiles)
            lines.append(
                view.word(
                    "quartiles", side=side, least=least, first=first, median=median, third=third, most=most
                )
            )
    page.lines(view.word("distribution"), lines, drawn=True)


def points_block(page: Page, worths: Sequence[Worth], view: ComparisonView) -> None:
    """Add what one more point is worth: per KPI, and with details per person."""
    rows = []
    for one in worths:
        mean = one.mean
        if mean is None:
            continue
        step = view.word("one-less" if one.falling else "one-more", unit=_point(one.unit, view))
        least, most = (
            change_text(value, view.currency, view.language) for value in (min(one.known), max(one.known))
        )
        shown = change_text(view.about(mean), view.currency, view.language)
        rows.append(Row((view.kpi(one.kpi), step, shown, least, most)))
    columns = [(view.word("kpi"), False), ("", False)]
    columns += [(view.word(name), True) for name in ("mean", "least", "most")]
    page.table(view.word("points"), columns, rows)
    if view.details and worths:
        ids = [who for who, _ in worths[0].people]
        page.table(
            "",
            [(view.word("person"), False), *((one.kpi, True) for one in worths)],
            [
                Row(
                    (
                        _name(who, view),
                        *(
                            ""
                            if (value := one.people[at][1]) is None
                            else change_text(value, view.currency, view.language)
                            for one in worths
                        ),
                    )
                )
                for at, who in enumerate(ids)
            ],
        )


def _point(unit: Unit, view: ComparisonView) -> str:
    """Return how large a point of a unit is: `1 point`, `1 h`; of money, a share of the target."""
    if unit is Unit.MONEY:
        return view.word("of-the-target")
    size = Fraction(1, 100) if unit is Unit.PERCENT else Fraction(1)
    return points_text(size, unit, currency=view.currency, language=view.language)


def _name(who: str, view: ComparisonView) -> str:
    if view.redacted:
        return view.word("somebody", number=view.numbers.setdefault(who, len(view.numbers) + 1))
    return who
