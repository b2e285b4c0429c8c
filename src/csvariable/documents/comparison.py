"""A simulation as a page: cost, lines, teams, periods, people, distribution, one more point."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from csvariable.documents import plot
from csvariable.documents.comparison_apart import Guarded, Named, few
from csvariable.documents.comparison_points import points_block
from csvariable.documents.comparison_view import ComparisonView
from csvariable.documents.page import Page, Row, Tone
from csvariable.kernel.message import Message, counted, listed, msg
from csvariable.scenario import Amounts, Comparison, Outcome, Person
from csvariable.scenario.comparison import PeriodName
from csvariable.scenario.points import Worth
from csvariable.speech.language import Language
from csvariable.speech.saying import in_language

SHOWN = 20
"""People shown without `--details`: the greatest gains and losses."""

_NAMED = 3
"""Scenarios that are named in a line; the others are counted."""


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
    gain, lose, _ = one.comparison.counts
    if not view.redacted:
        return Row((one.scenario.name, *view.cells(one.comparison.cost), str(gain), str(lose)))
    if Guarded(one.comparison).refusal is not None:
        return Row((one.scenario.name, "", "", "", "", "", ""))
    counts = ("" if few([count]) else str(count) for count in (gain, lose))
    return Row((one.scenario.name, *view.cells(one.comparison.cost), *counts))


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
    if view.redacted:
        guarded_blocks(page, found, view)
        return
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


def guarded_blocks(page: Page, found: Comparison, view: ComparisonView) -> None:
    """Add what others may read of a scenario: sums of many, and nobody's own line."""
    guarded = Guarded(found)
    if guarded.refusal is not None:
        page.lines("", [in_language(guarded.refusal, view.language)])
        return
    _cost(page, found, view)
    for title, rows in guarded_tables(guarded, view):
        _table(page, view, title, rows)
    page.lines("", [tally(found, view)])
    if not any(few([one.nothing, one.below, one.at, one.above, one.untold]) for one in found.spread):
        _distribution(page, found, view)


def guarded_tables(guarded: Guarded, view: ComparisonView) -> Iterator[tuple[str, Named]]:
    """Yield the tables that others may read, those asked for most first: what is told of one bars others."""
    found = guarded.found
    periods = {period: _period(period) for period in found.periods}
    teams = {team: team or view.word("no-team") for team in found.teams}
    roles = {role: role or view.word("base-role") for role in found.roles}
    if len(periods) > 1:
        pairs = [(periods[period], one) for period, one in found.by_period.items()]
        yield "period", guarded.by_period(pairs, periods, view.word("other-periods"))
    if len(teams) > 1:
        pairs = [(teams[team], one) for team, one in found.teams.items()]
        yield "team", guarded.by_team(pairs, teams, view.word("smaller-teams"))
    if view.plans.roles and len(roles) > 1:
        pairs = [(roles[role], one) for role, one in found.roles.items()]
        yield "role", guarded.by_role(pairs, roles, view.word("smaller-roles"))
    yield (
        "line",
        [
            (view.word("all-else") if step is None else view.line(found.steps[step]), one)
            for step, one in guarded.by_line()
        ],
    )


def tally(found: Comparison, view: ComparisonView) -> str:
    """Return how many gain, lose and stay."""
    gain, lose, same = found.counts
    if view.redacted and few([gain, lose, same]):
        return view.word("untold-tally", count=len(found.people))
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
    told = {one.id for one in shown}
    rest = [one for one in found.people if one.id not in told]
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
        if spread.quartiles and not view.redacted:
            least, first, median, third, most = (view.money(view.about(value)) for value in spread.quartiles)
            lines.append(
                view.word(
                    "quartiles", side=side, least=least, first=first, median=median, third=third, most=most
                )
            )
    page.lines(view.word("distribution"), lines, drawn=True)
