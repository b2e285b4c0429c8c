"""What one person has reached, over all rows (sections 6 and 10)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from .amounts import Row, limits
from .model import Opening, Person
from .people import Part
from .plans import Node, section
from .values import ZERO, Refused, is_missing, money, rate

SUMMED = (
    "target_incentive", "earned", "modified", "floor", "gated", "cap", "guarantee",
)  # fmt: skip


class Account:
    """The steps of a person from the first line to the total."""

    def __init__(self, results: list[Row]) -> None:
        self.results = results
        self.rows: list[Part] = [row.part for row in results]
        last = results[-1].calendar.current(self.rows)
        self.last = last
        self.id = self.last.person
        own = next(row for row in results if row.part is last)
        self.absent, self.last_steps = own.absent, own.steps
        self.reached = sum((row.reached for row in results), ZERO)
        self.person = results[0].result if len(results) == 1 else self._together(results)
        self.steps = self.person.steps
        self.rates_of = results[-1].rates
        self.opening: Opening | None = None

    @property
    def plan(self) -> Node:
        """Bonuses and what follows are read with the last row's role (section 6)."""
        return self.last.plan

    def _together(self, results: list[Row]) -> Person:
        """Several rows: the money of the parts is added, their steps stand in ``parts``."""
        person = Person(self.id, parts=[row.result for row in results])
        for name in SUMMED:
            found = [row.steps[name] for row in results if name in row.steps]
            if found:
                person.steps[name] = sum(found, ZERO)
        person.notes = [note for row in results for note in row.result.notes]
        return person

    def column(self, name: str) -> Fraction:
        """A money column of the person, in any of the rows: the same in all that have it; or the ledger's."""
        if self.opening is not None and name in self.opening.columns:
            return self.opening.columns[name]
        found = {value for part in self.rows if (value := part.money(name)) is not None}
        if len(found) > 1:
            raise Refused(f"{self.id}: two values of {name}")
        return found.pop() if found else ZERO

    def amount(self, name: str) -> Fraction | None:
        """A money step of the person; ``salary`` is added over the rows."""
        if name == "salary":
            own = [part.money(name) for part in self.rows]
            known = [value for value in own if value is not None]
            return sum(known, ZERO) if known else None
        if name in ("annual_salary", "ote"):
            return self.last.money(name)
        return self.steps.get(name, self.last_steps.get(name))

    def effect(self, name: str, amount: Fraction) -> None:
        """A step that holds what it changed."""
        self.steps[name] = amount
        self.reached += amount

    def check(self) -> None:
        """Nothing that was paid or is owed goes unread; what a ledger carries is kept there."""
        if self.opening is not None:
            return
        for name, key in (("already_paid", "accumulate"), ("draw_balance", "draw")):
            if self.column(name) and key not in self.plan:
                raise Refused(f"{self.id}: nothing reads {name}")
        for bonus, node in section(self.plan, "bonuses").items():
            if self.column(f"already_paid.{bonus}") and node.get("accumulate") != "true":
                raise Refused(f"{self.id}: nothing reads already_paid.{bonus}")
            if self.column(f"owed.{bonus}") and node.get("below_zero") != "carry":
                raise Refused(f"{self.id}: nothing reads owed.{bonus}")

    # -- steps of the person

    def year_to_date(self) -> None:
        """- already paid, not below 0 unless the plan carries it (section 6)."""
        node = self.plan.get("accumulate")
        if node is None:
            return
        paid = self.column("already_paid")
        after = self.reached - paid
        if node.get("below_zero", "zero") == "zero":
            after = max(ZERO, after)
        self.effect("already_paid", after - self.reached)
        self.person.closing["already_paid"] = paid + after

    def cap_total(self) -> None:
        """The same as the cap, bonuses included."""
        if "cap_total" not in self.plan:
            return

        def base(name: str) -> Fraction:
            value = self.amount(name)
            if value is None:
                raise Refused(f"{self.id}: no {name}")
            return self.last_base(name)

        incentive = self.steps.get("target_incentive", ZERO)
        cap = self.last.rounding.money(min(limits(self.plan["cap_total"], incentive, base)))
        self.effect("cap_total", min(ZERO, cap - self.reached))

    def last_base(self, name: str) -> Fraction:
        """A figure for what is counted, over the rows that have it: a yearly one by their presence."""
        rows = [Row(part, self.rates_of) for part in self.rows if part.money(name) is not None]
        return sum((row.base(name) for row in rows), ZERO)

    def draw(self) -> None:
        """Pay is never below the draw; what exceeds it repays the balance (section 6)."""
        node = self.plan.get("draw")
        if node is None:
            return
        round_money = self.last.rounding.money
        drawn = round_money(money(node["amount"]))
        owed = self.column("draw_balance")
        advance = max(ZERO, drawn - self.reached)
        beyond = max(ZERO, self.reached - drawn)
        repaid = min(owed, round_money(rate(node.get("recover", "100 %")) * beyond))
        self.steps["draw.advance"] = advance
        self.steps["draw.repaid"] = repaid
        self.steps["draw.balance"] = self.person.closing["draw_balance"] = owed + advance - repaid
        self.reached += advance - repaid

    def adjust(self, rows: list[Mapping[str, str]]) -> None:
        """Lines added after everything else, outside all caps (section 8)."""
        own = [row for row in rows if row["participant"].strip() == self.id]
        if own:
            amounts = [money(row["amount"]) for row in own if not is_missing(row["amount"])]
            self.effect("adjustments", sum(amounts, ZERO))

    def close(self) -> None:
        """The total; a unit declared for it adds a line ``rounding`` (section 11)."""
        if "total" in self.last.rounding.node:
            rounded = self.last.rounding.total(self.reached)
            self.effect("rounding", rounded - self.reached)
        if self.opening is not None and self.opening.owed:
            self._corrections(self.opening.owed)
        self.steps["total"] = self.reached

    def _corrections(self, owed: Fraction) -> None:
        """What closed periods owe, or what this pay can bear to give back (ledger, section 7)."""
        recover = rate((self.plan.get("corrections") or {}).get("recover", "100 %"))
        most = max(ZERO, self.last.rounding.money(recover * self.reached))
        self.effect("corrections", owed)
        self.effect("corrections.carried", max(ZERO, -owed - most))
