"""People, their parts, presence and target incentive (sections 6 and 8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from . import periods
from .facts import Facts, Row, says
from .periods import Span
from .plans import Node, Rounding, overlay, section
from .values import ONE, ZERO, Refused, day, is_missing, money, number, rate, share_of_time
from .windows import widened


@dataclass
class Part:
    """One row of one person, with the plan of its role."""

    person: str
    index: int
    row: Row
    plan: Node
    role: str
    team: str
    first_entry: date | None

    def __post_init__(self) -> None:
        self.siblings: list[Part] = [self]
        self.rounding = Rounding(self.plan)
        self.entry = self._date("entry")
        self.exit = self._date("exit")

    def _date(self, column: str) -> date | None:
        text = self.text(column)
        return None if text is None else day(text)

    def text(self, column: str) -> str | None:
        """A cell of the row, None when missing."""
        text = self.row.get(column)
        return None if text is None or is_missing(text) else text.strip()

    def money(self, column: str) -> Fraction | None:
        """A cell in money."""
        text = self.text(column)
        return None if text is None else money(text)

    @property
    def fte(self) -> Fraction:
        """Working time, 1 when not said."""
        text = self.text("fte")
        return ONE if text is None else share_of_time(text)

    @property
    def key(self) -> tuple[str, int]:
        """What names the part."""
        return self.person, self.index

    def absent(self, policy: str) -> Fraction:
        """Days of absence under one policy."""
        total = ZERO
        for reason, chosen in section(self.plan, "absences").items():
            text = self.text(f"absence_days.{reason}")
            if text is not None and str(chosen) == policy:
                total += number(text)
        return total

    def prorates(self, what: str) -> str:
        """``proration.amount`` or ``proration.targets``, ``none`` when not said."""
        node: Any = self.plan.get("proration") or {}
        if isinstance(node, dict):
            return str(node.get(what, "none"))
        return str(node) if what == "amount" else "none"


def parts_of(plan: Node, facts: Facts, people: list[Row] | None) -> dict[str, list[Part]]:
    """Everybody paid, in order: the people file, else the participants of the KPI file."""
    if people is None:
        rows = [dict(facts.columns[name], participant=name) for name in facts.people()]
    else:
        rows = [_merged(row, facts) for row in people]
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row["participant"].strip(), []).append(row)
    result = {}
    for person, own in grouped.items():
        entries = [day(r["entry"]) for r in own if not is_missing(r.get("entry"))]
        first = min(entries) if entries and len(entries) == len(own) else None
        own.sort(key=lambda r: r.get("entry") or "")
        parts = [_part(plan, person, i, row, first) for i, row in enumerate(own)]
        for part in parts:
            part.siblings = parts
        result[person] = parts
    return result


def _is_absence(column: str, text: str | None) -> bool:
    return column.startswith("absence_days.") and not is_missing(text)


def _merged(row: Row, facts: Facts) -> Row:
    """The people file first, then the columns of the KPI file."""
    own = {k: v for k, v in row.items() if says(k, v)}
    return {**facts.columns.get(row["participant"].strip(), {}), **own}


def _part(plan: Node, person: str, index: int, row: Row, first: date | None) -> Part:
    role, team = (row.get("role") or "").strip(), (row.get("team") or "").strip()
    return Part(person, index, row, widened(overlay(plan, role)), role, team, first)


class Calendar:
    """The period paid, and the periods counted when a plan accumulates."""

    def __init__(self, plan: Node, period: str | None) -> None:
        self.kind = str(plan["period"])
        starts = plan.get("year_starts")
        self.span = None if period is None else periods.parse(period, starts)
        self.accumulates = "accumulate" in plan
        self.year = [] if self.span is None else periods.spans_of_year(self.span, self.kind, starts)
        self.whole_year = (plan.get("accumulate") or {}).get("target") == "whole"

    def counted(self, entry: date | None = None) -> list[Span | None]:
        """The periods a target stands for: since the year's start, or the entry if later."""
        if not self.accumulates or self.span is None:
            return [self.span]
        last = self.year[-1].last if self.whole_year else self.span.last
        return [s for s in self.year if s.last <= last and (entry is None or s.last >= entry)] or [self.span]

    def active(self, part: Part, span: Span | None) -> int:
        """Days between entry and exit inside a period."""
        return 1 if span is None else span.meet(part.entry, part.exit).days

    def all_active(self, part: Part) -> int:
        """Active days over all the periods counted."""
        return sum(self.active(part, span) for span in self.counted(part.first_entry))

    def check(self, rows: list[Part]) -> None:
        """Refuse more days absent than active, and a partial stay where the plan is silent on presence."""
        inside = self.counted_rows(rows)
        if self.span is not None and len(inside) > 1 and any(map(self._in_full, inside)):
            raise Refused("several rows, each of which would be paid in full")
        for part in rows if self.span is not None else ():
            days = [number(text) for column, text in part.row.items() if _is_absence(column, text)]
            if sum(days, ZERO) > self.all_active(part):
                raise Refused("more days absent than active")
            spans = [one for one in self.counted(part.first_entry) if one is not None]
            late = part.entry is not None and part.entry > spans[0].first
            early = part.exit is not None and part.exit < spans[-1].last
            if inside == [part] and "proration" not in part.plan and (late or early):
                raise Refused("a stay of a part of the period, and no word on presence")

    @staticmethod
    def _in_full(part: Part) -> bool:
        """Whether a row is paid as if it were there all along (section 6)."""
        amount = part.plan.get("target_incentive")
        paid = amount is not None or any("weight" in kpi for kpi in section(part.plan, "kpis").values())
        of_pay = isinstance(amount, dict) and amount.get("of") == "salary"
        return "proration" not in part.plan or (part.prorates("amount") == "none" and paid and not of_pay)

    def kept(self, part: Part) -> Fraction:
        """Share of the active days left by neutralised absences."""
        days = self.all_active(part)
        if self.span is None or days == 0:
            return ONE
        return max(ZERO, 1 - part.absent("neutralise") / days)

    def presence(self, part: Part, span: Span | None, mode: str) -> Fraction:
        """Presence in one period, by calendar days or by months (section 6)."""
        if mode == "none" or span is None:
            return ONE
        share = Fraction(span.meet(part.entry, part.exit).days, span.days)
        if mode == "months":
            months = periods.months_of(span)
            share = Fraction(sum(self._holds(part, month) for month in months), len(months))
        return share * self.kept(part)

    @staticmethod
    def _holds(part: Part, month: Span) -> bool:
        """A month counts once, for the row with most of its active days."""
        days = [month.meet(one.entry, one.exit).days for one in part.siblings]
        return 2 * sum(days) >= month.days and days.index(max(days)) == part.index

    def here(self, rows: list[Part]) -> bool:
        """Whether a day of the period is left to a person, neutralised absences taken out."""
        return any(self.active(part, self.span) * self.kept(part) > 0 for part in rows)

    def share_of_days(self, part: Part) -> Fraction:
        """The row's part of the days of its person."""
        own = self.active(part, self.span) * self.kept(part)
        whole = sum((self.active(one, self.span) * self.kept(one) for one in part.siblings), ZERO)
        return own / whole if whole else ZERO

    def counted_rows(self, rows: list[Part]) -> list[Part]:
        """The rows with a day in the periods counted; where none has, all of them."""
        found = [part for part in rows if self.all_active(part) > 0] or list(rows)
        for at, part in enumerate(found):
            part.index, part.siblings = at, found
        return found

    def stands(self, part: Part, span: Span | None) -> Fraction:
        """1 for a period whose salary is due: where the plan accumulates, one in which the row has a day."""
        return ZERO if self.accumulates and self.active(part, span) == 0 else ONE

    def target_mode(self, part: Part) -> str:
        """The presence that scales targets: none unless the plan prorates them."""
        if part.prorates("targets") != "additive":
            return "none"
        amount = part.prorates("amount")
        return "calendar-days" if amount == "none" else amount

    def absent_all_along(self, part: Part) -> bool:
        """Presence 0, in a plan that prorates something."""
        amount = part.prorates("amount")
        mode = amount if amount != "none" else self.target_mode(part)
        spans = self.counted(part.first_entry)
        return all(self.presence(part, span, mode) == 0 for span in spans)

    def current(self, rows: list[Part]) -> Part:
        """The last row with an active day in the period, whose role and team count."""
        here = [part for part in rows if self.active(part, self.span) > 0]
        return (here or rows)[-1]

    def full_period(self, part: Part) -> bool:
        """Present on every day of the period, without absences that are not ignored."""
        if self.span is None:
            return True
        away = part.absent("neutralise") + part.absent("peer-average")
        return self.active(part, self.span) == self.span.days and away == 0


def base_of(part: Part, name: str, calendar: Calendar) -> tuple[Fraction, bool]:
    """(amount for one period, whether presence applies) of ``of: salary``, ... (section 6)."""
    amount = part.money(name)
    if amount is None:
        raise Refused(f"{part.person}: no {name}")
    if name == "salary":
        return amount, False
    return amount / periods.PER_YEAR[calendar.kind], True


def target_incentive(part: Part, calendar: Calendar) -> Fraction | None:
    """Person > role > plan -> presence -> fte -> rounded once (sections 6 and 10)."""
    own = part.money("target_incentive")
    node = part.plan.get("target_incentive")
    if own is None and node is None:
        return None
    total = ZERO
    for span in calendar.counted(part.first_entry):
        presence = calendar.presence(part, span, part.prorates("amount"))
        if own is not None:
            total += own * presence
        elif isinstance(node, dict) and "share" in node:
            amount, scaled = base_of(part, node["of"], calendar)
            total += rate(node["share"]) * amount * (presence if scaled else calendar.stands(part, span))
        else:
            total += _written(node, span, calendar) * presence * part.fte
    return part.rounding.money(total)


def _written(node: Any, span: Span | None, calendar: Calendar) -> Fraction:
    """The plan's figure of one period: money, or a yearly amount and its split."""
    if not isinstance(node, dict):
        return money(node)
    yearly = money(node["annual"])
    if "split" in node and span is not None:
        return yearly * rate(node["split"][calendar.year.index(span)])
    return yearly / periods.PER_YEAR[calendar.kind]
