"""Pools: an amount shared among people (section 6)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from .accounts import Account
from .bonuses import spokesman
from .people import Calendar
from .plans import Node, kpis, section
from .rates import Rates
from .values import ONE, ZERO, Refused, largest_remainder, money, rate


def replaces(pool: Node) -> bool:
    """A pool whose amount or key is what its members earned replaces it."""
    return pool["amount"] == "earned" or pool.get("by") == "earned"


class Pools:
    """All the pools of a plan."""

    def __init__(self, accounts: Mapping[str, Account], rates: Rates) -> None:
        self.accounts = accounts
        self.rates = rates
        self.calendar: Calendar = rates.measures.calendar

    def share(self, *, replacing: bool) -> None:
        """Give every pool of one sort; ``pool.<id>`` is the share received."""
        earned = {key: account.reached for key, account in self.accounts.items()}
        groups: dict[tuple[str, str], dict[str, Account]] = {}
        nodes: dict[str, Node] = {}
        for account in self.accounts.values():
            for key, pool in section(account.plan, "pool").items():
                if replaces(pool) != replacing:
                    continue
                nodes.setdefault(key, pool)
                account.steps[f"pool.{key}"] = ZERO
                if replacing:
                    account.steps.setdefault("earned_replaced", ZERO)
                group = self._group(account, pool)
                if group is not None:
                    groups.setdefault((key, group), {})[account.id] = account
        for (key, _), members in groups.items():
            self._give(key, nodes[key], members, earned)

    @staticmethod
    def _group(account: Account, pool: Node) -> str | None:
        """The team of a member, "" for the company, None for somebody outside."""
        if "for" in pool and account.last.role not in pool["for"]:
            return None
        if pool.get("scope", "team") == "company":
            return ""
        return account.last.team or None

    def _give(
        self,
        key: str,
        pool: Node,
        members: Mapping[str, Account],
        earned: Mapping[str, Fraction],
    ) -> None:
        rounding = next(iter(members.values())).last.rounding
        own = {person: earned[person] for person in members}
        if pool["amount"] == "earned":
            amount = sum(own.values(), ZERO)
        else:
            amount = rounding.money(self._amount(pool, members))
        if pool.get("at_most") == "true":
            amount = min(amount, sum(own.values(), ZERO))
        keys = {person: self._key(pool, account, own) for person, account in members.items()}
        if not any(keys.values()):
            keys = {person: self._here(account) for person, account in members.items()}
        for person, award in largest_remainder(amount, keys, rounding.unit).items():
            account = members[person]
            account.effect(f"pool.{key}", award)
            if replaces(pool):
                account.effect("earned_replaced", -own[person])

    def _amount(self, pool: Node, members: Mapping[str, Account]) -> Fraction:
        """Money, or a share of a money step of the team or the company."""
        node = pool["amount"]
        if not isinstance(node, dict):
            return money(node)
        reach = pool.get("scope", "team")
        reader = spokesman(next(iter(members.values())).last, reach)
        value = self.rates.step(reader, node["of"], final=True)
        if value is None:
            raise Refused(f"pool: no value for {node['of']}")
        return rate(node["share"]) * value

    def _here(self, account: Account) -> Fraction:
        """1 for somebody with at least one active day, else 0."""
        days = sum(self.calendar.active(part, self.calendar.span) for part in account.rows)
        return ONE if days > 0 else ZERO

    def _presence(self, account: Account) -> Fraction:
        """Presence in the period, by months when the amount is, else by days."""
        total = ZERO
        for part in account.rows:
            mode = "months" if part.prorates("amount") == "months" else "calendar-days"
            total += self.calendar.presence(part, self.calendar.span, mode)
        return total

    def _key(self, pool: Node, account: Account, own: Mapping[str, Fraction]) -> Fraction:
        """The weight of a member, never below 0."""
        by = pool.get("by", "uniform")
        if by == "uniform":
            return self._here(account)
        if by == "presence":
            return self._presence(account)
        if by == "earned":
            return max(ZERO, own[account.id])
        if by in kpis(account.plan):
            points = self.rates.measures.actual(account.last, by)
            if points is None and not account.absent:
                raise Refused(f"{account.id}, {by}: missing")
            return max(ZERO, points or ZERO)
        return max(ZERO, account.amount(by) or ZERO)
