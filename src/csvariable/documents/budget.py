"""A budget as a page: bounds, caps, odds, and the value that fits a limit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from csvariable.bounds import Extreme
from csvariable.documents.page import Page, Row
from csvariable.documents.team_groups import FEW
from csvariable.exposure import Exposure, Open
from csvariable.kernel.message import Filling, msg
from csvariable.kernel.unit import minor_unit, rounded
from csvariable.odds import Outcomes
from csvariable.plan import Role
from csvariable.solve import Ending, Solved
from csvariable.speech.budget import word
from csvariable.speech.language import Language
from csvariable.speech.numbers import money_text, rate_text
from csvariable.speech.saying import in_language
from csvariable.text import route_text

SHOWN = 20
"""People shown without `--details`."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What was found out about the cost of a plan."""

    plan: str
    currency: str
    period: str | None
    exposure: Exposure
    paid: Fraction | None
    """The cost on the facts at hand."""
    limit: Fraction | None = None
    odds: Outcomes | None = None
    solved: Solved | None = None


@dataclass(frozen=True, slots=True)
class BudgetView:
    """How a budget is read."""

    language: Language
    currency: str
    details: bool = False
    redacted: bool = False
    """Whether others read it: no names, and nothing that is of few people."""

    def word(self, name: str, /, **values: Filling) -> str:
        """Return words of the page."""
        return word(self.language, name, **values)

    def money(self, value: Fraction) -> str:
        """Return an amount; a mean is shown in minor units."""
        unit = minor_unit(self.currency)
        return money_text(rounded(value, unit), self.currency, language=self.language)

    def amount(self, value: Fraction | None) -> str:
        """Return an amount, or that it depends on what is not known."""
        return self.word("unknown") if value is None else self.money(value)

    def end(self, extreme: Extreme, sign: str) -> str:
        """Return a bound: as it is where it is paid somewhere, with a sign where it may not be."""
        if extreme.bound is None:
            return self.word("no-limit")
        return self.money(extreme.bound) if extreme.reached else f"{sign} {self.money(extreme.bound)}"

    def who(self, one: str, name: str | None) -> str:
        """Return a name."""
        return name or one


def budget_page(budget: Budget, view: BudgetView) -> Page:
    """Return the page of a budget."""
    page = Page()
    if view.redacted and budget.exposure.of_facts and len(budget.exposure.people) < FEW:
        few = msg("Fewer than {count} people were paid: nothing is said of them to others.", count=FEW)
        page.lines("", [in_language(few, view.language)])
        _caps(page, budget.exposure, view)
        page.lines("", [view.word("names-hidden")])
        return page
    _bounds(page, budget, view)
    _caps(page, budget.exposure, view)
    if budget.odds is not None:
        _odds(page, budget, budget.odds, view)
    if budget.solved is not None:
        page.lines(view.word("solve"), _solved(budget.solved, view, drawn=budget.odds is not None))
    if view.redacted:
        page.lines("", [view.word("names-hidden")])
    return page


def _bounds(page: Page, budget: Budget, view: BudgetView) -> None:
    found = budget.exposure
    roles = any(one.role for one in found.people)
    first = "person" if found.of_facts else "role"
    columns = [(view.word(first), False)]
    if found.of_facts and roles:
        columns.append((view.word("role"), False))
    columns += [(view.word(name), True) for name in ("least", "threshold", "target", "most")]
    rows = []
    shown = found.people if view.details or not found.of_facts else found.people[:SHOWN]
    hidden = view.redacted and found.of_facts
    for one in () if hidden else shown:
        head = [view.who(one.id, one.name)] if found.of_facts else [one.role or view.word("no-role")]
        if found.of_facts and roles:
            head.append(one.role or "")
        cells = _cells(one.least, one.at_threshold, one.at_target, one.most, view)
        if not found.of_facts and found.waits(one.role):
            cells = (*cells[:-1], view.word("unknown"))
        rows.append(Row((*head, *cells)))
    blank = [""] * (len(columns) - 5)
    if len(shown) < len(found.people) and not hidden:
        more = view.word("more", count=len(found.people) - len(shown))
        rows.append(Row((more, *blank, "", "", "", ""), "dim"))
    if found.of_facts:
        cells = _cells(found.least, found.at_threshold, found.at_target, found.most, view)
        rows.append(Row((view.word("total"), *blank, *cells), "bold"))
    page.table(view.word("bounds" if found.of_facts else "each-role"), columns, rows)
    lines = list(_said(budget, view))
    if lines:
        page.lines("", lines)


def _cells(
    least: Extreme, threshold: Fraction | None, target: Fraction | None, most: Extreme, view: BudgetView
) -> tuple[str, ...]:
    return (view.end(least, "≥"), view.amount(threshold), view.amount(target), view.end(most, "≤"))


def _said(budget: Budget, view: BudgetView) -> Iterator[str]:
    """Say what the table cannot: loose ends, the cost of these facts, the limit."""
    found = budget.exposure
    if not found.of_facts:
        yield view.word("as-planned")
    ends = [end for one in found.people for end in (one.least, one.most)]
    ends += [found.least, found.most] if found.of_facts else []
    if any(end.bound is not None and not end.reached for end in ends):
        yield view.word("loose")
    if budget.paid is not None:
        cost = view.money(budget.paid)
        if budget.period is None:
            yield view.word("on-facts", cost=cost)
        else:
            yield view.word("on-facts-of", cost=cost, period=budget.period)
    if budget.limit is not None and found.of_facts:
        limit, most = view.money(budget.limit), found.most.bound
        shown = found.most.paid is not None and found.most.paid > budget.limit
        if most is None:
            yield view.word("limit-open" if shown else "limit-open-perhaps", limit=limit)
        elif most <= budget.limit:
            yield view.word("limit-most", limit=limit)
        else:
            excess = view.money(most - budget.limit)
            yield view.word("limit-passed" if shown else "limit-perhaps", limit=limit, excess=excess)


def _caps(page: Page, exposure: Exposure, view: BudgetView) -> None:
    caps = {
        role: [(route_text(cap.route), cap.binds) for cap in found] for role, found in exposure.caps.items()
    }
    lines = list(
        _by_role(
            {role: [_cap(route, view, binds=binds) for route, binds in own] for role, own in caps.items()},
            view,
        )
    )
    if lines:
        page.lines(view.word("caps"), lines)
    opens = {role: [_open(one, view) for one in found] for role, found in exposure.open_.items()}
    if opens:
        page.lines(view.word("open"), _by_role(opens, view))


def _by_role(found: Mapping[Role, list[str]], view: BudgetView) -> Iterator[str]:
    """Yield each line once, with the roles it is of where it is not of all."""
    lines: dict[str, list[Role]] = {}
    for role, own in found.items():
        for line in own:
            lines.setdefault(line, []).append(role)
    for line, roles in lines.items():
        if len(roles) == len(found):
            yield line
        else:
            said = ", ".join(role or view.word("no-role") for role in roles)
            yield view.word("for-role", line=line, role=said)


def _cap(route: str, view: BudgetView, *, binds: bool | None) -> str:
    return view.word("may-cut" if binds is None else "binds" if binds else "never-cuts", route=route)


def _open(one: Open, view: BudgetView) -> str:
    return view.word(f"open-{one.what}", route=route_text(one.route), column=one.column)


def _odds(page: Page, budget: Budget, odds: Outcomes, view: BudgetView) -> None:
    title = view.word("odds", count=len(odds.costs))
    rows = [
        Row((rate_text(Fraction(percent, 100), language=view.language), view.money(cost)))
        for percent, cost in odds.percentiles.items()
    ]
    rows.append(Row((view.word("mean"), view.money(odds.mean)), "bold"))
    page.table(title, [(view.word("chance"), False), (view.word("cost"), True)], rows)
    lines = [_source(odds, view), *_way(odds, view)]
    if budget.limit is not None:
        chance = odds.within(budget.limit)
        shown = rate_text(chance, language=view.language, against=(Fraction(0), Fraction(1)))
        lines.append(view.word("within", limit=view.money(budget.limit), chance=shown))
    if odds.unpaid:
        lines.append(view.word("unpaid", count=odds.unpaid))
    fixed = sum(one.kinds == 1 for one in odds.people)
    if fixed and odds.way == "people":
        lines.append(view.word("one-period", count=fixed))
    page.lines("", lines)
    _expected(page, odds, view)


def _way(odds: Outcomes, view: BudgetView) -> Iterator[str]:
    """Say how the history is drawn, and what the other way gives where it is another spread."""
    if odds.way is None:
        return
    yield view.word(f"way-{odds.way}")
    late = sum(one.kinds < len(odds.periods) for one in odds.people)
    if late and odds.way == "periods":
        yield view.word("not-always-there", count=late)
    if odds.other is not None and odds.differs:
        low, high = map(view.money, odds.spread)
        other_low, other_high = map(view.money, odds.other.spread)
        yield view.word(
            f"beside-{odds.other.way}", low=low, high=high, other_low=other_low, other_high=other_high
        )


def _source(odds: Outcomes, view: BudgetView) -> str:
    if odds.source == "model":
        return view.word("from-model", seed=odds.seed)
    return view.word(
        "from-history",
        count=len(odds.periods),
        first=odds.periods[0],
        last=odds.periods[-1],
        seed=odds.seed,
    )


def _expected(page: Page, odds: Outcomes, view: BudgetView) -> None:
    columns = [(view.word("person"), False)]
    mean = "drawn" if odds.way is None else "in-the-past"
    columns += [(view.word(name), True) for name in ("incentive", mean, "on-target", "of-target")]
    rows = []
    shown = odds.people if view.details else odds.people[:SHOWN]
    for one in () if view.redacted else shown:
        incentive = "" if one.incentive is None else view.money(one.incentive)
        aimed = "" if one.on_target is None else view.money(one.on_target)
        share = "" if one.share is None else rate_text(one.share, language=view.language, places=1)
        rows.append(Row((view.who(one.id, one.name), incentive, view.money(one.drawn), aimed, share)))
    if len(shown) < len(odds.people) and not view.redacted:
        rows.append(Row((view.word("more", count=len(odds.people) - len(shown)), "", "", "", ""), "dim"))
    page.table(view.word("expected"), columns, rows)
    told = any(one.on_target is not None for one in odds.people) and not view.redacted
    lines = [view.word("truly")] if told else []
    refused = sum(one.is_refused for one in odds.people)
    if refused:
        lines.append(view.word("truly-refused", count=refused))
    if lines:
        page.lines("", lines)


def _solved(solved: Solved, view: BudgetView, *, drawn: bool) -> Iterator[str]:
    value, further = solved.value, solved.further
    yield view.word(
        f"solve-{SENTENCES[solved.ending]}" + ("" if solved.proved else "-tried"),
        route=route_text(solved.route),
        limit=view.money(solved.limit),
        goal=view.word(solved.goal),
        far=view.word(f"{solved.goal}-end"),
        value="" if value is None else value.text,
        cost="" if value is None or value.cost is None else view.money(value.cost),
        count=solved.tried,
    )
    if further is not None:
        onward = solved.ending == "onward"
        if further.cost is None:
            yield view.word("solve-before-edge" if onward else "solve-edge", value=further.text)
        else:
            name = "solve-before" if onward else "solve-further"
            yield view.word(name, value=further.text, cost=view.money(further.cost))
    now = solved.written
    if now.cost is None:
        yield view.word("solve-refused", value=now.text)
    else:
        yield view.word("solve-now", value=now.text, cost=view.money(now.cost))
    if drawn:
        yield view.word("solve-p90")
    if not solved.steady:
        yield view.word("solve-unsteady")


SENTENCES: Mapping[Ending, str] = {
    "found": "found",
    "edge": "found",
    "onward": "onward",
    "every": "every",
    "none": "none",
    "refused": "takes-none",
}
"""The sentence of each ending."""
