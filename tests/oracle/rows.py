"""KPIs from raw rows (section 16): which rows count, whose they are, what they come to.

One row after another, in the order of work of section 16.1, in plain fractions.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from . import periods
from .plans import Node, kpis
from .values import ONE, ZERO, Refused, fact, is_missing, of_unit

Person = Mapping[str, str]
Line = Mapping[str, str]
Key = tuple[str, str, str]
"""The KPI, the scope, and the participant, team or `*`."""


@dataclass
class Value:
    """A value, what it stands on, and the rows that were left out, by reason."""

    value: Fraction | None
    n: Fraction
    left: Counter[str] = field(default_factory=Counter)


def measure(
    plan: Node, files: Mapping[str, Sequence[str]], people: Sequence[Person], period: str
) -> dict[Key, Value]:
    """Every measured KPI, for everybody of its scope."""
    span = periods.parse(period, plan.get("year_starts"))
    found: dict[Key, Value] = {}
    for key, kpi in kpis(plan).items():
        how = kpi.get("measure") or {}
        source = _source(how)
        if source is not None:
            lines = [line for text in files[source] for line in csv.DictReader(io.StringIO(text))]
            found |= _Kpi(plan, key, plan["sources"][source], span, people).values(lines)
    return found


def _source(how: Node) -> str | None:
    for word in ("count", "share"):
        if word in how:
            return str(how[word])
    names = re.findall(r"'([a-z0-9_-]+)\.[a-z0-9_-]+'", repr({k: v for k, v in how.items() if k != "where"}))
    return names[0] if names else None


class _Kpi:
    """One KPI on one source."""

    def __init__(
        self, plan: Node, key: str, source: Node, span: periods.Span, people: Sequence[Person]
    ) -> None:
        self.plan, self.key, self.source = plan, key, source
        self.how: Node = kpis(plan)[key]["measure"]
        self.scope: str = kpis(plan)[key].get("scope", "person")
        self.span, self.people = span, people
        self.left: Counter[str] = Counter()

    def values(self, lines: Sequence[Line]) -> dict[Key, Value]:
        groups: dict[str, list[tuple[Fraction, dict[str, Fraction]]]] = {name: [] for name in self._names()}
        for line in lines:
            self._one(line, groups)
        found: dict[Key, Value] = {}
        for name, rows in groups.items():
            value, n = self._reduced(rows)
            found[self.key, self.scope, name] = Value(value, n, self.left)
        return found

    def _names(self) -> list[str]:
        if self.scope == "company":
            return ["*"]
        column = "participant" if self.scope == "person" else "team"
        return list(dict.fromkeys(one[column] for one in self.people if one.get(column)))

    def _one(self, line: Line, groups: dict[str, list[tuple[Fraction, dict[str, Fraction]]]]) -> None:
        wheres = [part["where"] for part in (self.source, self.how) if "where" in part]
        if not all(self.holds(where, line) for where in wheres):
            self.left["filtered"] += 1
            return
        day: date | None = None
        if "date" in self.source:
            day = self._day(line)
            if day is None:
                self.left["no-date"] += 1
                return
            if not self.span.first <= day <= self.span.last:
                self.left["outside"] += 1
                return
        read = self._read(line)
        if read is None:
            self.left["not-answered"] += 1
            return
        name = self._owner(line, day or self.span.last)
        if name is not None:
            groups[name].append((ONE, read))

    # -- cells

    def cell(self, line: Line, name: str) -> tuple[str, Node]:
        """The text of a column, and what the source says of it."""
        column = (self.source.get("columns") or {}).get(name, name)
        spec: Node = {"column": column} if isinstance(column, str) else column
        return (line[spec["column"]] or "").strip(), spec

    def number(self, line: Line, name: str) -> Fraction | None:
        """The value of a column that has a unit."""
        text, spec = self.cell(line, name)
        if is_missing(text):
            return None
        value = fact(text, spec["unit"], None)
        if "range" in spec:
            low, high = (of_unit(bound, spec["unit"]) for bound in spec["range"])
            if not low <= value <= high:
                raise Refused(f"{text!r} is outside the range")
        return value

    def holds(self, condition: Node, line: Line) -> bool:
        """Whether a condition holds on a row."""
        tests = [self._test(name, test, line) for name, test in condition.items() if name != "any"]
        branches = condition.get("any")
        return all(tests) and (branches is None or any(self.holds(one, line) for one in branches))

    def _test(self, name: str, test: Any, line: Line) -> bool:
        text, spec = self.cell(line, name)
        missing = is_missing(text)
        unit = spec.get("unit")
        value: Any = None if missing else self.number(line, name) if unit else text

        def one_of(words: Any) -> bool:
            listed = [words] if isinstance(words, str) else words
            return value in [of_unit(word, unit) if unit else word for word in listed]

        if not isinstance(test, dict):
            return not missing and one_of(test)
        held = True
        for word, bound in test.items():
            if word == "known":
                held &= missing == (bound == "false")
            elif word == "not":
                held &= missing or not one_of(bound)
            elif missing:
                held = False
            else:
                level = of_unit(bound, unit or "number")
                held &= {
                    "from": value >= level, "above": value > level, "up_to": value <= level,
                    "below": value < level,
                }[word]  # fmt: skip
        return held

    def _day(self, line: Line) -> date | None:
        spec = self.source["date"]
        spec = {"column": spec} if isinstance(spec, str) else spec
        text = (line[spec["column"]] or "").strip()
        if is_missing(text):
            return None
        if len(text) == len("2026-07-01"):
            return date.fromisoformat(text)
        when = datetime.fromisoformat(text)
        if when.tzinfo is None:
            when = when.replace(tzinfo=ZoneInfo(spec["zone"]))
        return when.astimezone(UTC).astimezone(ZoneInfo(self.plan["zone"])).date()

    # -- owners

    def _owner(self, line: Line, day: date) -> str | None:
        if self.scope == "company":
            return "*"
        spec = self.source["participant"]
        spec = {"column": spec} if isinstance(spec, str) else spec
        text = (line[spec["column"]] or "").strip()
        if is_missing(text):
            self.left["no-owner"] += 1
            return None
        by = spec.get("by", "id")
        column = {"id": "participant"}.get(by, by)
        same = [one for one in self.people if self._called(one.get(column, ""), by) == self._called(text, by)]
        if not same:
            self.left["unknown-owner"] += 1
            return None
        if len({one["participant"] for one in same}) > 1:
            raise Refused(f"{text!r} is two people")
        if self.scope == "person":
            return same[0]["participant"]
        person = [one for one in self.people if one["participant"] == same[0]["participant"]]
        there = [one for one in person if _from(one) <= day <= _to(one) and one.get("team")]
        if not there:
            self.left["no-team"] += 1
            return None
        return there[0]["team"]

    @staticmethod
    def _called(text: str, by: str) -> str:
        return text.casefold() if by == "email" else text

    # -- values

    def _read(self, line: Line) -> dict[str, Fraction] | None:
        found: dict[str, Fraction | None] = {}
        if "share" in self.how:
            needed = _answered(self.how["that"])
            if any(is_missing(self.cell(line, name)[0]) for name in needed):
                return None
            found["that"] = Fraction(self.holds(self.how["that"], line))
        elif "ratio" in self.how:
            found = {word: self._of(line, self.how["ratio"][word]) for word in ("of", "over")}
        elif "count" not in self.how:
            word = next(word for word in ("sum", "mean", "nps") if word in self.how)
            found[word] = self._of(line, self.how[word])
        values = {word: value for word, value in found.items() if value is not None}
        return values if len(values) == len(found) else None

    def _of(self, line: Line, what: Any) -> Fraction | None:
        if isinstance(what, str):
            return self.number(line, what.partition(".")[2])
        ((word, names),) = what.items()
        one, other = (self._of(line, name) for name in names)
        if one is None or other is None:
            return None
        return {"least": min(one, other), "greatest": max(one, other), "minus": one - other}[word]

    def _reduced(self, rows: list[tuple[Fraction, dict[str, Fraction]]]) -> tuple[Fraction | None, Fraction]:
        n = sum((weight for weight, _ in rows), ZERO)

        def total(word: str) -> Fraction:
            return sum((weight * read[word] for weight, read in rows), ZERO)

        if "count" in self.how:
            return n, n
        if "sum" in self.how:
            return total("sum"), n
        if "ratio" in self.how:
            if total("over") < 0:
                raise Refused("a denominator below 0")
            return total("of") / total("over") if total("over") else None, n
        if not n:
            return None, n
        if "nps" in self.how:
            better = sum((weight for weight, read in rows if read["nps"] >= 9), ZERO)
            worse = sum((weight for weight, read in rows if read["nps"] <= 6), ZERO)
            return 100 * (better - worse) / n, n
        return total("that" if "share" in self.how else "mean") / n, n


def _answered(condition: Node) -> list[str]:
    """The columns that `that` reads, those tested by `known` aside."""
    own = [
        name
        for name, test in condition.items()
        if name != "any" and not (isinstance(test, dict) and "known" in test)
    ]
    return own + [name for one in condition.get("any", []) for name in _answered(one)]


def _from(person: Person) -> date:
    return date.fromisoformat(person["entry"]) if person.get("entry") else date.min


def _to(person: Person) -> date:
    return date.fromisoformat(person["exit"]) if person.get("exit") else date.max
