"""The pipeline: one fixed order (section 10)."""

from __future__ import annotations

from collections.abc import Mapping

from .accounts import Account
from .amounts import Row
from .bonuses import Bonuses
from .facts import Facts
from .measures import Measures
from .model import Opening, Outcome
from .people import Calendar, Part, parts_of
from .plans import Node, kpis, load, overlay, section
from .pools import Pools
from .rates import Rates
from .rows import Files, measure
from .values import Refused, rate
from .windows import widened

Table = list[dict[str, str]]


def ids_of(plan: Node) -> set[str]:
    """KPI ids of the plan and of its roles."""
    found = set(kpis(widened(plan)))
    for role in section(plan, "roles"):
        found |= set(kpis(widened(overlay(plan, role))))
    return found


def _weights_of_roles(parts: list[Part], rates: Rates) -> None:
    """Where the plan gives a role no weight, all of it have own weights or none has (section 3)."""
    found: dict[str | None, set[bool]] = {}
    for part in parts:
        own = any(rates.measures.own(part, key, "weight") is not None for key in kpis(part.plan))
        said = "choose" in part.plan or any(
            rate(kpi.get("weight", "0 %")) for kpi in kpis(part.plan).values()
        )
        if own or not said:
            found.setdefault(part.role, set()).add(own)
    for role, answers in found.items():
        if len(answers) > 1:
            raise Refused(f"role {role}: some have weights of their own, and the plan gives none")


def compute(
    plan_text: str,
    kpis: Table,
    people: Table | None = None,
    adjustments: Table | None = None,
    period: str | None = None,
    *,
    openings: Mapping[str, Opening] | None = None,
    rows: Files | None = None,
) -> Outcome:
    """Pay everybody, exactly; the plan is taken to be valid.

    `openings` is what a ledger leaves, `rows` the files of sources, by source.
    """
    plan = load(plan_text)
    facts = Facts(kpis, ids_of(plan), period)
    if rows is not None:
        for (key, reach, name), one in measure(plan, rows, people or [], period or "").items():
            facts.measured(reach, name, key, (one.value, one.n))
    calendar = Calendar(plan, period)
    everybody = parts_of(plan, facts, people)
    parts = {person: calendar.counted_rows(rows) for person, rows in everybody.items()}
    for own in everybody.values():
        calendar.check(own)
    measures = Measures(parts, facts, calendar)
    measures.agree()
    rates = Rates(measures)
    _weights_of_roles([part for rows in parts.values() for part in rows], rates)
    accounts: dict[str, Account] = {
        person: Account([Row(part, rates).compute() for part in rows]) for person, rows in parts.items()
    }
    lines: list[Mapping[str, str]] = list(adjustments or [])
    for account in accounts.values():
        account.opening = (openings or {}).get(account.id)
        account.check()
        account.year_to_date()
    pools = Pools(accounts, rates)
    pools.share(replacing=True)
    Bonuses(accounts, rates).award()
    pools.share(replacing=False)
    for account in accounts.values():
        account.cap_total()
        account.draw()
        account.adjust(lines)
        account.close()
    return Outcome({person: account.person for person, account in accounts.items()})
