"""Pools: an amount shared among people (section 6)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from .accounts import Account
from .amounts import Row
from .bonuses import spokesman
from .people import Calendar, Part
from .plans import Node, kpis, section
from .rates import Rates
from .values import ONE, ZERO, Refused, largest_remainder, money, of_unit, rate


def replaces(pool: Node) -> bool:
    """A pool whose amount or key is what its members earned replaces it."""
    by = pool.get("by")
    return pool["amount"] == "earned" or by == "earned" or (isinstance(by, dict) and "earned" in by)


class Pools:
    """All the pools of a plan."""

    def __init__(self, accounts: Mapping[str, Account], rates: Rates) -> None:
        self.accounts = accounts
        self.rates = rates
        self.calendar: Calendar = rates.measures.calendar

    def share(self, *, replacing: bool) -> None:
        """Give every pool of one sort; ``pool.<id>`` is the share received by a row."""
        groups: dict[tuple[str, str], list[tuple[Account, Row]]] = {}
        nodes: dict[str, Node] = {}
        for account in self.accounts.values():
            for row in account.results:
                for key, pool in section(row.part.plan, "pool").items():
                    if replaces(pool) != replacing:
                        continue
                    nodes.setdefault(key, pool)
                    put(account, row, f"pool.{key}", ZERO)
                    if replacing:
                        put(account, row, "earned_replaced", ZERO)
                    group = self._group(row, pool)
                    if group is not None:
                        groups.setdefault((key, group), []).append((account, row))
        for (key, _), members in groups.items():
            self._give(key, nodes[key], members)

    def _group(self, row: Row, pool: Node) -> str | None:
        """The team of a member, "" for the company, None for somebody outside or away."""
        if "for" in pool and row.part.role not in pool["for"]:
            return None
        if pool.get("scope", "team") == "company":
            return "" if self.calendar.here([row.part]) else None
        if not row.part.team and not row.absent:
            raise Refused(f"{row.part.person}: no team for a pool")
        return row.part.team if self.calendar.here([row.part]) else None

    def _give(self, key: str, pool: Node, members: list[tuple[Account, Row]]) -> None:
        rounding = members[0][1].part.rounding
        own = {name(row): row.reached for _, row in members}
        if pool["amount"] == "earned":
            amount = sum(own.values(), ZERO)
        else:
            amount = rounding.money(self._amount(pool, members[0][1].part))
        if pool.get("at_most") == "true":
            amount = min(amount, sum(own.values(), ZERO))
        keys = {name(row): self._key(pool, row) for _, row in members}
        shares = _within(pool, amount, keys, rounding.unit)
        for account, row in members:
            put(account, row, f"pool.{key}", shares[name(row)])
            account.reached += shares[name(row)]
            if replaces(pool):
                put(account, row, "earned_replaced", -own[name(row)])
                account.reached -= own[name(row)]

    def _amount(self, pool: Node, part: Part) -> Fraction:
        """Money, or a share of a money step of the team or the company."""
        node = pool["amount"]
        if not isinstance(node, dict):
            return money(node)
        value = self.rates.step(spokesman(part, pool.get("scope", "team")), node["of"], final=True)
        if value is None:
            raise Refused(f"pool: no value for {node['of']}")
        return rate(node["share"]) * value

    def _key(self, pool: Node, row: Row) -> Fraction:
        """The weight of a member, never below 0; who has several rows counts once."""
        by, part = pool.get("by", "uniform"), row.part
        bounds: dict[str, str] = {}
        if isinstance(by, dict):
            ((by, bounds),) = by.items()
        if by == "uniform":
            return self.calendar.share_of_days(part)
        own = by in kpis(part.plan) and by not in ("presence", "earned", "target_incentive", "salary")
        points: Fraction | None
        if by == "presence":
            points = self.calendar.presence(part, self.calendar.span, "calendar-days")
        elif by == "earned":
            points = row.reached
        elif own:
            points = self.rates.measures.actual(part, by)
        else:
            points = row.steps.get(by) if by == "target_incentive" else part.money(by)
        if points is None:
            raise Refused(f"{part.person}, {by}: missing")
        unit = kpis(part.plan)[by]["unit"] if own else "percent" if by == "presence" else "money"
        if "at_least" in bounds:
            points = max(points, of_unit(bounds["at_least"], unit))
        if "at_most" in bounds:
            points = min(points, of_unit(bounds["at_most"], unit))
        return max(ZERO, points * (self.calendar.share_of_days(part) if own else 1))


def _within(
    pool: Node, amount: Fraction, keys: dict[tuple[str, int], Fraction], unit: Fraction
) -> dict[tuple[str, int], Fraction]:
    """Shares of which none is over the limit: the excess goes to the others, or is lost."""
    if "each_at_most" not in pool or amount <= 0:
        return largest_remainder(amount, keys, unit)
    most = money(pool["each_at_most"]) // unit * unit
    if pool["excess"] == "lost":
        return {who: min(part, most) for who, part in largest_remainder(amount, keys, unit).items()}
    full: dict[tuple[str, int], Fraction] = {}
    while True:
        left = {who: key for who, key in keys.items() if who not in full}
        rest = amount - sum(full.values(), ZERO)
        weights = left if any(left.values()) else dict.fromkeys(left, ONE)
        whole = sum(weights.values(), ZERO)
        over = [who for who, key in weights.items() if rest * key / whole > most]
        if not over:
            return full | largest_remainder(rest, left, unit) if left else full
        full |= dict.fromkeys(over, most)


def name(row: Row) -> tuple[str, int]:
    """What orders the members of a pool."""
    return row.part.key


def put(account: Account, row: Row, step: str, amount: Fraction) -> None:
    """Add to a step of a row, and of its person where there are several."""
    row.steps[step] = row.steps.get(step, ZERO) + amount
    if account.steps is not row.steps:
        account.steps[step] = account.steps.get(step, ZERO) + amount
