"""Small plans, paid in one line: for tests that go from a plan and facts to exact amounts."""

from __future__ import annotations

from engine import Ran, compute

from csvariable.facts.model import Facts, Participant, Value
from csvariable.kernel.diagnostic import FilePlace

HEAD = "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\n"
PAID = HEAD + "target_incentive: 1000\n"
LINE = "linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]"
FAR = "linear: [{at: 0 %, pays: 0 %}, {at: 200 %, pays: 200 %}]"
DAYS = "proration: {amount: calendar-days}\n"
TWO_ROWS = "participant,role,entry,exit\nana,,2026-07-01,2026-08-15\nana,senior,2026-08-16,\n"
"""Somebody with another role from the middle of the third quarter."""
NRR = f"  nrr: {{weight: 100 %, unit: percent, curve: {{of: actual, {LINE}}}}}\n"
PLAN = f"{PAID}kpis:\n{NRR}"
"""Pays 10 for each point of the nrr."""


def facts(count: int, **columns: list[Value]) -> Facts:
    """Facts of some people, all of one team, by columns."""
    return Facts(
        people=tuple(Participant(f"p{at}", None, (at,)) for at in range(count)),
        roles=[None] * count,
        teams=["n"] * count,
        columns=columns,
        present=[True] * count,
        place=lambda _row, _column: FilePlace("facts"),
    )


def of_two(first: str, second: str, weights: tuple[int, int] = (50, 50)) -> str:
    """A plan of the KPIs a and b, which pay what they are; more may be said of each."""
    kpis = [
        f"  {name}: {{weight: {weight} %, unit: percent, {more} curve: {{of: actual, {FAR}}}}}\n"
        for name, weight, more in zip("ab", weights, (first, second), strict=True)
    ]
    return f"{PAID}kpis:\n{''.join(kpis)}"


def ran(plan: str, kpis: str, people: str | None = None, period: str | None = None) -> Ran:
    """Compute from texts."""
    return compute(plan, [kpis.encode()], None if people is None else people.encode(), period=period)


def everybody(
    plan: str, kpis: str, people: str | None = None, period: str | None = None
) -> dict[str, dict[str, str]]:
    """The steps of each person."""
    done = ran(plan, kpis, people, period)
    assert done.results is not None, [(one.rule, str(one.message)) for one in done.diagnostics]
    return {one.id: done.steps(one.id) for one in done.results.facts.people}


def steps(plan: str, kpis: str, people: str | None = None, period: str | None = None) -> dict[str, str]:
    """The steps of the only person."""
    (found,) = everybody(plan, kpis, people, period).values()
    return found


def totals(plan: str, kpis: str, people: str | None = None, period: str | None = None) -> dict[str, str]:
    """The total of each person."""
    return {who: found["total"] for who, found in everybody(plan, kpis, people, period).items()}


def refused(
    plan: str, kpis: str, people: str | None = None, period: str | None = None
) -> list[tuple[str, str]]:
    """Rule and message of each error of a run that pays nothing."""
    done = ran(plan, kpis, people, period)
    assert done.results is None
    return [(one.rule, str(one.message)) for one in done.diagnostics if one.severity == "error"]
