"""Bonuses and rewards, outside the weights (section 7)."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from fractions import Fraction
from functools import partial
from typing import Any

from . import curves
from .accounts import Account
from .model import WaitingPart
from .people import Part
from .plans import Node, lower_is_better, section, split_step, unit_of
from .rates import Rates, of_unit_or_number
from .values import ONE, RATE_UNIT, ZERO, Refused, largest_remainder, money, number, of_unit, rate

EACH = Mapping[str, Account]


def spokesman(part: Part, reach: str) -> Part:
    """A part that reads every KPI at the scope of a bonus, as the team itself would.

    Never a member's value (section 7); a company KPI stays one.
    """
    plan = copy.deepcopy(part.plan)
    for kpi in section(plan, "kpis").values():
        if kpi.get("scope") != "company":
            kpi["scope"] = reach
    name = f"\0{reach}/{part.team}/{part.role}"
    return Part(name, 0, {"team": part.team}, plan, part.role, part.team, None)


class Bonuses:
    """All the bonuses of everybody."""

    def __init__(self, accounts: EACH, rates: Rates) -> None:
        self.accounts = accounts
        self.rates = rates

    def award(self) -> None:
        """Money as steps ``bonuses.<id>``, things in ``rewards``."""
        self.see()
        ranked = self._ranks()
        for account in self.accounts.values():
            bonuses = section(account.plan, "bonuses")
            for key, bonus in bonuses.items():
                amount = self._paid(account, key, bonus, self._one(account, key, bonus, ranked))
                account.steps[f"bonuses.{key}"] = amount
                account.reached += amount
                self._release(account, key, bonus)
            account.person.rewards.sort(key=lambda one: [*bonuses].index(one["bonus"]))

    def _paid(self, account: Account, key: str, bonus: Node, amount: Fraction) -> Fraction:
        """What is paid now: less what was paid of the year, less what is owed, without the later parts."""
        closing = account.person.closing
        if bonus.get("accumulate") == "true":
            before = account.column(f"already_paid.{key}")
            amount = max(ZERO, amount - before)
            closing[f"already_paid.{key}"] = before + amount
        if bonus.get("below_zero") == "carry":
            owed = account.column(f"owed.{key}")
            account.steps[f"bonuses.{key}.owed"] = closing[f"owed.{key}"] = max(ZERO, owed - amount)
            amount = max(ZERO, amount - owed)
        if "paid" not in bonus:
            return amount
        shares = {str(at): rate(part["share"]) for at, part in enumerate(bonus["paid"])}
        cut = largest_remainder(amount, shares, account.last.rounding.unit)
        now = ZERO
        for at, part in enumerate(bonus["paid"]):
            if "after" not in part and self._met(account, bonus, part.get("when") or {}):
                now += cut[str(at)]
            elif cut[str(at)]:
                until = int(part["after"]["periods"]) if "after" in part else None
                account.person.deferred.append(WaitingPart(key, at, cut[str(at)], until))
        account.steps[f"bonuses.{key}.deferred"] = amount - now
        return now

    def _release(self, account: Account, key: str, bonus: Node) -> None:
        """Parts of closed periods whose time or condition has come (ledger, section 5)."""
        if account.opening is None:
            return
        parts = bonus.get("paid", [])
        mine = [one for one in account.opening.waiting if one.bonus == key]
        seen = False
        for one in mine:
            if one.until is None:
                when = parts[one.number].get("when") if one.number < len(parts) else None
                if when is None:
                    continue
                seen = True
                due = self._met(account, bonus, when)
            else:
                due = one.until <= account.opening.period
                seen = seen or due
            if due:
                account.person.released.append(one)
                account.reached += one.amount
        if seen:
            paid = [one.amount for one in account.person.released if one.bonus == key]
            account.steps[f"bonuses.{key}.released"] = sum(paid, ZERO)

    def _one(
        self, account: Account, key: str, bonus: Node, ranked: Mapping[tuple[str, str], Fraction]
    ) -> Fraction:
        self._require(account, bonus)
        place = (key, account.id)
        if "rank" in bonus:
            if place not in ranked:
                return ZERO
        elif not self._holds(account, bonus):
            return ZERO
        self._rewards(account, key, bonus)
        if "rank" in bonus and "gives" in bonus:
            return ZERO
        found = ranked[place] if "rank" in bonus else self._money(account, bonus)
        if found is None:
            return ZERO
        factor, times = self._effects(account, key)
        amount = found * factor
        if "floor" in bonus:
            amount = max(amount, money(bonus["floor"]))
        amount *= times
        if "cap" in bonus:
            amount = min(amount, money(bonus["cap"]))
        negative = bonus.get("below_zero", "zero") != "zero"
        return account.last.rounding.money(amount if negative else max(ZERO, amount))

    # -- gates and modifiers, by final rates

    def _effects(self, account: Account, key: str) -> tuple[Fraction, Fraction]:
        """The product of the modifiers, and of the factors of closed gates, on one bonus."""
        factor, times = ONE, ONE
        for name, modifier in section(account.plan, "modifiers").items():
            if f"bonuses.{key}" in modifier["of"]:
                factor *= self._factor(account, name, modifier)
        for name, gate in section(account.plan, "gates").items():
            then = gate["otherwise"]
            if f"bonuses.{key}" in then["of"] and not self._open(account, name, gate):
                times *= rate(then["times"])
        return factor, times

    def see(self) -> None:
        """Every gate and modifier of bonuses, whether somebody has the bonus or not."""
        for account in self.accounts.values():
            for name, modifier in section(account.plan, "modifiers").items():
                if any(self._is_bonus(account, one) for one in modifier["of"]):
                    self._factor(account, name, modifier)
            for name, gate in section(account.plan, "gates").items():
                if any(self._is_bonus(account, one) for one in gate["otherwise"]["of"]):
                    self._open(account, name, gate)

    @staticmethod
    def _is_bonus(account: Account, name: str) -> bool:
        return name.removeprefix("bonuses.") in section(account.plan, "bonuses") and "." in name

    def _factor(self, account: Account, name: str, modifier: Node) -> Fraction:
        try:
            factor = self.rates.factor(account.last, modifier, final=True)
        except Refused:
            if not account.absent:
                raise
            factor = ONE
        if all(one.startswith("bonuses.") for one in modifier["of"]):
            account.steps[f"modifiers.{name}"] = factor
        return factor

    def _open(self, account: Account, name: str, gate: Node) -> bool:
        try:
            is_open = self.rates.gate_open(account.last, gate, final=True)
        except Refused:
            if not account.absent:
                raise
            is_open = True
        if all(one.startswith("bonuses.") for one in gate["otherwise"]["of"]):
            account.steps[f"gates.{name}"] = ONE if is_open else ZERO
        return is_open

    # -- reading

    def _require(self, account: Account, bonus: Node) -> None:
        """A value that a bonus reads and nothing stands in for is an error, whoever gets the bonus."""
        found = [bonus.get("per"), bonus.get("of")]
        of_people = "rank" in bonus and "of" not in bonus["rank"]
        found += _several(bonus["rank"]["by"]) if of_people else []
        found += [bonus["badge"]["by"]] if "badge" in bonus else []
        found += [bonus["matrix"][side]["of"] for side in ("rows", "columns") if "matrix" in bonus]
        for part in bonus.get("paid", []):
            found += _named(part.get("when") or {})
        if isinstance(bonus.get("pays"), dict):
            found.append(bonus["pays"]["of"])
        for name in found:
            if name is not None and split_step(account.plan, name):
                self._value(account, bonus, name)

    def _reader(self, account: Account, bonus: Node) -> Part:
        reach = bonus.get("scope", "person")
        return account.last if reach == "person" else spokesman(account.last, reach)

    def _value(self, account: Account, bonus: Node, name: str) -> Fraction | None:
        """The final value of a step, None when it is missing under another policy than error."""
        reader = self._reader(account, bonus)
        if unit_of(account.plan, name) == "money" and not self._is_measure(account, name):
            return account.amount(name)
        away = reader is account.last and account.absent
        try:
            value = self.rates.step(reader, name, final=True)
        except Refused:
            if away:
                return None
            raise
        found = split_step(account.plan, name)
        measures = self.rates.measures
        if value is None and found and reader is not account.last:
            if measures.policy(account.last, found[0]) == "error":
                raise Refused(f"{reader.team or 'company'}, {found[0]}: missing")
        elif value is None and found and not account.absent:
            gone = measures.actual(reader, found[0]) is None
            if gone and measures.policy(reader, found[0]) == "error":
                raise Refused(f"{account.id}, {found[0]}: missing")
        return value

    @staticmethod
    def _is_measure(account: Account, name: str) -> bool:
        found = split_step(account.plan, name)
        declared = name in section(account.plan, "columns")
        return declared or (found is not None and found[1] not in ("part", "payout"))

    def _holds(self, account: Account, bonus: Node) -> bool:
        """The condition of a bonus; a value that is missing does not meet it.

        A bonus for a team needs presence in it.
        """
        in_kind = any(word in bonus for word in ("rank", "gives", "badge"))
        shared = bonus.get("scope", "person") != "person"
        if (in_kind or shared or "present" in bonus) and not self._present(account, bonus):
            return False

        return self._met(account, bonus, bonus.get("when") or {})

    def _met(self, account: Account, bonus: Node, condition: Node) -> bool:
        def leaf(name: str, bounds: Mapping[str, str] | str) -> bool:
            value = self._value(account, bonus, name)
            read = partial(of_unit, unit=unit_of(account.plan, name))
            return value is not None and curves.within(bounds, value, read)

        return curves.holds(condition, leaf)

    def _present(self, account: Account, bonus: Node) -> bool:
        """``present: any`` or ``full-period``."""
        calendar = self.rates.measures.calendar
        days = sum(calendar.active(part, calendar.span) for part in account.rows)
        if bonus.get("present") != "full-period" or calendar.span is None:
            return calendar.here(account.rows)
        away = sum(part.absent("neutralise") + part.absent("peer-average") for part in account.rows)
        return days == calendar.span.days and away == 0

    # -- sources

    def _money(self, account: Account, bonus: Node) -> Fraction | None:
        """``per``, ``of`` with a curve, or ``pays``; 0 in kind, None where a measure is missing."""
        if "per" in bonus:
            value = self._value(account, bonus, bonus["per"])
            percent = unit_of(account.plan, bonus["per"]) == RATE_UNIT
            price = money(bonus["pays"]) * (100 if percent else 1)
            return None if value is None else value * price
        if "of" in bonus:
            return self._curve(account, bonus)
        if "matrix" in bonus:
            return self._cell(account, bonus)
        pays = bonus.get("pays")
        if isinstance(pays, dict):
            amount = self._share_of(account, bonus, pays["of"])
            return None if amount is None else rate(pays["share"]) * amount
        return ZERO if pays is None else money(pays)

    def _share_of(self, account: Account, bonus: Node, name: str) -> Fraction | None:
        """A measure that a policy stands in for gives nothing; pay that is not known is refused."""
        value = self._value(account, bonus, name)
        if value is None and self._is_measure(account, name):
            return None
        if value is None:
            raise Refused(f"{account.id}: no {name}")
        return value

    def _cell(self, account: Account, bonus: Node) -> Fraction | None:
        """The amount of a matrix, none where one of its two measures is missing."""
        axes = []
        for side in ("rows", "columns"):
            name = bonus["matrix"][side]["of"]
            x = self._value(account, bonus, name)
            if x is None:
                return None
            read = partial(_edge, unit=unit_of(account.plan, name))
            axes.append((x, curves.Scale(read, money, lower=lower_is_better(account.plan, name))))
        return curves.matrix(bonus["matrix"], axes[0], axes[1])

    def _aim(self, account: Account, bonus: Node, value: Fraction | None) -> Fraction:
        """The target that bands are parts of; 1 without such bands, or for somebody away."""
        if "bands" not in bonus:
            return ONE
        found = split_step(account.plan, bonus["of"])
        assert found is not None
        target = self.rates.measures.target(account.last, found[0])
        if (target is None or target <= 0) and not account.absent and value is not None:
            raise Refused(f"{account.id}: no target for the bands of {bonus['of']}")
        return target or ZERO

    def _curve(self, account: Account, bonus: Node) -> Fraction | None:
        """``of`` with one curve.

        Points pay money; a band is a rate on money, a price on a count.
        """
        name = bonus["of"]
        value = self._value(account, bonus, name)
        aim = self._aim(account, bonus, value)
        if value is None or aim <= 0:
            return None
        unit = unit_of(account.plan, name)
        banded = "marginal" in bonus or "whole" in bonus
        pays = rate if banded and unit == "money" else money
        per = Fraction(100) if unit == RATE_UNIT else ONE
        lower = lower_is_better(account.plan, name)

        def read(text: str) -> Fraction:
            return rate(text) * aim if "bands" in bonus else _edge(text, unit)

        given = curves.value(bonus, value, curves.Scale(read, pays, lower=lower, per=per))
        if bonus.get("below_zero", "zero") != "zero" and value < 0:
            given += pays(bonus["marginal" if "marginal" in bonus else "whole"][0]["rate"]) * value
        return given

    # -- things in kind

    def _rewards(self, account: Account, key: str, bonus: Node) -> None:
        gives = bonus.get("gives")
        if isinstance(gives, dict) and "rank" not in bonus:
            account.person.rewards.append({"bonus": key, **_thing(gives)})
        if "badge" not in bonus:
            return
        node = bonus["badge"]
        value = self._value(account, bonus, node["by"])
        if value is None:
            return
        curve = {"lookup": [{**p, "pays": p["gives"]} for p in node["lookup"]]}
        read = partial(_edge, unit=unit_of(account.plan, node["by"]))
        lower = lower_is_better(account.plan, node["by"])
        count = curves.value(curve, value, curves.Scale(read, number, lower=lower))
        if count:
            thing = {"bonus": key, "item": "badge", "quantity": count, "value": ZERO}
            account.person.rewards.append(thing)

    # -- ranks

    def _ranks(self) -> dict[tuple[str, str], Fraction]:
        """(bonus, person) -> money, for the people who cover a place."""
        groups: dict[tuple[str, str], dict[str, Rank]] = {}
        nodes: dict[str, Node] = {}
        for account in self.accounts.values():
            for key, bonus in section(account.plan, "bonuses").items():
                if "rank" not in bonus or not self._holds(account, bonus):
                    continue
                nodes.setdefault(key, bonus)
                score = self._score(account, bonus)
                if score is not None:
                    side = "team" if "of" in bonus["rank"] else bonus["rank"].get("within")
                    group = {"team": account.last.team, "role": account.last.role}.get(side, "")
                    groups.setdefault((key, group), {})[account.id] = score
        awarded: dict[tuple[str, str], Fraction] = {}
        for key, bonus in nodes.items():
            mine = {group: scores for (name, group), scores in groups.items() if name == key}
            if "of" in bonus["rank"]:
                mine = self._of_teams(key, bonus, mine, awarded)
            for scores in mine.values():
                unit = self.accounts[next(iter(scores))].last.rounding.unit
                for person, amount in _places(scores, bonus, unit).items():
                    awarded[key, person] = amount
                    if "gives" in bonus:
                        self._given(person, key, bonus, amount, ONE)
        return awarded

    def _of_teams(
        self,
        key: str,
        bonus: Node,
        people: Mapping[str, dict[str, Rank]],
        awarded: dict[tuple[str, str], Fraction],
    ) -> dict[str, dict[str, Rank]]:
        """Teams are placed, and the prize of each is shared by its people who take part."""
        teams = {team: next(iter(scores.values())) for team, scores in people.items() if team}
        if not teams:
            return {}
        first = self.accounts[next(iter(next(iter(people.values()))))]
        unit = first.last.rounding.unit
        for team, amount in _places(teams, bonus, unit).items():
            members = list(people[team])
            if "gives" in bonus:
                for person in members:
                    awarded[key, person] = ZERO
                    self._given(person, key, bonus, amount, Fraction(1, len(members)))
                continue
            weights = {person: self._days(person, bonus) for person in members}
            for person, part in largest_remainder(amount, weights, unit).items():
                awarded[key, person] = part
        return {}

    def _days(self, person: str, bonus: Node) -> Fraction:
        calendar = self.rates.measures.calendar
        if bonus.get("by") != "presence":
            return ONE
        rows = self.accounts[person].rows
        return sum((calendar.presence(row, calendar.span, "calendar-days") for row in rows), ZERO)

    def _given(self, person: str, key: str, bonus: Node, place: Fraction, part: Fraction) -> None:
        """What the place of a person, or of their team, is given; a thing for all has a part for each."""
        gifts = bonus["gives"] if isinstance(bonus["gives"], list) else [bonus["gives"]]
        if place:
            gift = gifts[int(place) - 1]
            thing = _thing(gift)
            times = part if gift.get("one") == "true" else ONE
            self.accounts[person].person.rewards.append(
                {"bonus": key, **thing, "quantity": thing["quantity"] * times}
            )

    def _score(self, account: Account, bonus: Node) -> Rank | None:
        """What a person is ranked by, the higher the better; None when out of the race.

        Who has no value of a later step stands behind who has.
        """
        rank, found = bonus["rank"], []
        teams = {"scope": "team"} if "of" in rank else {}
        for name in _several(rank["by"]):
            value = self._value(account, bonus | teams, name)
            lower = lower_is_better(account.plan, name)
            found.append(None if value is None else -value if lower else value)
        if found[0] is None:
            return None
        if "at_least" in rank:
            first = _several(rank["by"])[0]
            read = partial(_edge, unit=unit_of(account.plan, first))
            scale = curves.Scale(read, lower=lower_is_better(account.plan, first))
            if not curves.reached(found[0], curves.bound(rank["at_least"], scale)):
                return None
        return tuple((one is not None, one or ZERO) for one in found)


Rank = tuple[tuple[bool, Fraction], ...]


def _several(by: str | list[str]) -> list[str]:
    """The steps that decide, first to last."""
    return by if isinstance(by, list) else [by]


def _named(condition: Node) -> list[str]:
    """The steps that a condition names."""
    inner = [one for word in ("any", "all") for one in condition.get(word, [])]
    own = [name for name in condition if name not in ("any", "all")]
    return own + [name for one in inner for name in _named(one)]


def _edge(text: str, unit: str) -> Fraction:
    """A bound of a bonus, in the unit of its step."""
    return of_unit_or_number(text, unit)


def _places(scores: Mapping[str, Rank], bonus: Node, unit: Fraction) -> dict[str, Fraction]:
    """Tied people share the money of the places they cover, cents as in a pool."""
    pays = bonus.get("pays")
    prizes = [money(item) for item in pays] if isinstance(pays, list) else []
    top = int(bonus["rank"].get("top", len(prizes)))
    if "gives" in bonus:
        return _numbers(scores, top)
    if isinstance(pays, str):
        prizes = [money(pays)] * top
    awarded: dict[str, Fraction] = {}
    place = 0
    for score in sorted(set(scores.values()), reverse=True):
        if place >= top:
            break
        tied = [person for person, own in scores.items() if own == score]
        pot = sum(prizes[place : min(top, place + len(tied))], ZERO)
        awarded |= largest_remainder(pot, dict.fromkeys(tied, ONE), unit)
        place += len(tied)
    return awarded


def _numbers(scores: Mapping[str, Rank], top: int) -> dict[str, Fraction]:
    """The place of each who has one: who ties has the best of the places that they cover."""
    found: dict[str, Fraction] = {}
    for person, own in scores.items():
        better = sum(1 for other in scores.values() if other > own)
        if better < top:
            found[person] = Fraction(better + 1)
    return found


def _thing(gives: Node) -> dict[str, Any]:
    """A reward in kind: an item with its value, a voucher, days of leave, a badge."""
    value = money(gives["value"]) if "value" in gives else ZERO
    quantity = number(gives["quantity"]) if "quantity" in gives else ONE
    if "item" in gives:
        return {"item": gives["item"], "quantity": quantity, "value": value}
    if "leave_days" in gives:
        days = number(gives["leave_days"])
        return {"item": "leave_days", "quantity": days, "value": ZERO}
    if "voucher" in gives:
        try:
            value = money(gives["voucher"])
        except ValueError:
            return {"item": gives["voucher"], "quantity": quantity, "value": value}
        return {"item": "voucher", "quantity": quantity, "value": value}
    return {"item": gives["badge"], "quantity": quantity, "value": ZERO}
