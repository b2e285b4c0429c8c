"""KPIs from raw rows (section 16): which rows count, whose they are, what they come to.

One row after another, in the order of work of section 16.1, in plain fractions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from . import cells, periods, windows
from .plans import Node, kpis, section
from .values import ONE, ZERO, Refused, is_missing, of_unit, rate

Person = Mapping[str, str]
Line = Mapping[str, str]
Files = Mapping[str, Sequence[str]]
Key = tuple[str, str, str]
"""The KPI, the scope, and the participant, team or `*`."""
ORDER = {"person": "participant", "team": "team"}
ABSENT = "\0absent"
"""Under this a row says on which of two days it is not there: `before` or `now`."""
NEVER = datetime(1, 1, 2, tzinfo=UTC)


@dataclass
class Value:
    """A value, what it stands on, and the rows that were left out, by reason."""

    value: Fraction | None
    n: Fraction
    left: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Counted:
    """A row that counts for somebody, with the part of it and what is read."""

    line: Line
    weight: Fraction
    read: Mapping[str, Fraction]
    when: datetime


def lines_of(files: Files, source: str, how: Node) -> list[Line]:
    """The rows of all files of a source, one after the other."""
    return [line for text in files[source] for line in cells.framed(text, how)[0]]


def measure(plan: Node, files: Files, people: Sequence[Person], period: str) -> dict[Key, Value]:
    """Every measured KPI, for everybody of its scope, and for the teams or the company that a bonus reads."""
    plan = windows.widened(plan)
    whole = periods.parse(period, plan.get("year_starts"))
    found: dict[Key, Value] = {}
    for key, kpi in kpis(plan).items():
        source = source_of(plan, kpi)
        if source is None:
            continue
        rows = _Rows(plan, plan["sources"][source], files, people)
        span = windows.window_of(plan, key) or whole
        if not whole.first <= span.first <= span.last <= whole.last:
            raise Refused("the window is not inside the period")
        for reach in {kpi.get("scope", "person"), *_read_by_bonuses(plan, key)}:
            found |= _Kpi(rows, key, span, reach).values(rows.lines(source))
    return found


def _read_by_bonuses(plan: Node, key: str) -> set[str]:
    """The scopes of the bonuses that name a KPI, where those are of the team or the company."""
    found = set()
    for bonus in section(plan, "bonuses").values():
        reach = "team" if "of" in bonus.get("rank", {}) else bonus.get("scope", "person")
        if reach != "person" and f"'{key}'" in repr(bonus):
            found.add(reach)
    return found


def source_of(plan: Node, kpi: Node) -> str | None:
    """The source that a KPI is measured on; None for one of a file, or made of KPIs."""
    found = _source(kpi.get("measure") or {})
    return found if found in section(plan, "sources") else None


def _source(how: Node) -> str | None:
    for word in ("count", "share"):
        if word in how:
            return str(how[word]).partition(".")[0]
    if "growth" in how:
        return _source(how["growth"])
    kind = {
        word: how[word]
        for word in ("sum", "mean", "median", "percentile", "nps", "ratio", "only")
        if word in how
    }
    names = re.findall(r"'([a-z0-9_-]+)\.[a-z0-9_-]+'", repr(kind))
    return names[0] if names else None


class _Rows:
    """One source: its cells, its days, its owners."""

    def __init__(self, plan: Node, source: Node, files: Files, people: Sequence[Person]) -> None:
        self.plan, self.source, self.files, self.people = plan, source, files, people
        more = source.get("missing", [])
        self.below = 0
        self.words = {one.lower() for one in ([more] if isinstance(more, str) else more)}

    def lines(self, source: str) -> list[Line]:
        """The rows of the source; those of the first day beside them, and below where they are gone."""
        self.below = sum(cells.framed(text, self.source)[1] for text in self.files[source])
        now = [dict(line) for line in lines_of(self.files, source, self.source)]
        if "opening" not in self.source:
            return list(now)
        key = self.source["key"]
        first = {
            self.id_of(line, key): line for line in lines_of(self.files, f"{source}.opening", self.source)
        }
        before = [first.pop(self.id_of(line, key), None) for line in now]
        beside = [{ABSENT: "before"} if one is None else _as_opening(one) for one in before]
        paired = [{**line, **more} for line, more in zip(now, beside, strict=True)]
        return [*paired, *({**line, **_as_opening(line), ABSENT: "now"} for line in first.values())]

    def absent(self, line: Line, name: str) -> bool:
        """Whether a row is not there on the day of a column."""
        return line.get(ABSENT) == ("before" if name.startswith("opening.") else "now")

    def missing(self, text: str) -> bool:
        """Whether a text is no value here."""
        return is_missing(text) or text.lower() in self.words

    def cell(self, line: Line, name: str) -> tuple[str, Node]:
        """The text of a column, and what the source says of it."""
        opened = "opening" in self.source and name.startswith("opening.")
        called = name.removeprefix("opening.") if opened else name
        column = (self.source.get("columns") or {}).get(called, called)
        spec: Node = {"column": column} if isinstance(column, str) else column
        if "unit" in spec and self.absent(line, name):
            return "", spec
        header = cells.header_of(spec, line)
        return (line.get(f"opening.{header}" if opened else header) or "").strip(), spec

    def id_of(self, line: Line, name: str) -> str:
        """The text of a column that names something: an account, a respondent, a row."""
        text, spec = self.cell(line, name)
        return cells.same_id(text, spec)

    def number(self, line: Line, name: str) -> Fraction | None:
        """The value of a column that has a unit."""
        text, spec = self.cell(line, name)
        if self.missing(text):
            return None
        value = cells.value(text, spec, line, self.plan, self.source.get("decimal"))
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
        missing = self.missing(text)
        unit = spec.get("unit")
        inside = [cells.same_id(one, spec) for one in cells.texts(text, spec)]
        value: Any = None if missing else self.number(line, name) if unit else cells.same_id(text, spec)

        def one_of(words: Any) -> bool:
            listed = [words] if isinstance(words, str) else words
            return value in [of_unit(word, unit) if unit else cells.same_id(word, spec) for word in listed]

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
            elif word == "has":
                held &= any(one in inside for one in ([bound] if isinstance(bound, str) else bound))
            else:
                level = of_unit(bound, unit or "number")
                held &= {
                    "from": value >= level, "above": value > level, "up_to": value <= level,
                    "below": value < level,
                }[word]  # fmt: skip
        return held

    def when(self, line: Line) -> datetime | None:
        """The instant of a row; a day without a time is its midnight in the plan's zone."""
        spec = self.source.get("date")
        if spec is None:
            return None
        spec = {"column": spec} if isinstance(spec, str) else spec
        text = (line[spec["column"]] or "").strip()
        if self.missing(text):
            return None
        return cells.instant(text, spec, ZoneInfo(self.plan["zone"]) if "zone" in self.plan else UTC)

    # -- owners: pairs of a person and the part of the row, or of a reason and the part

    def owners(self, line: Line, day: date, span: periods.Span) -> list[tuple[Person | str, Fraction]]:
        """Whose a row is."""
        if "assign" in self.source:
            return self._assigned(line, day, span)
        if "owner_from" in self.source:
            return self._found_elsewhere(line, day, span)
        spec = self.source["participant"]
        spec = {"column": spec} if isinstance(spec, str) else spec
        by = spec.get("by", "id")
        if "columns" in spec:
            pairs = [
                (self._person((line[name] or "").strip(), by), rate(share))
                for name, share in zip(spec["columns"], spec["shares"], strict=True)
            ]
            named = [(who, share) for who, share in pairs if who != "no-owner"]
            whole = sum((share for _, share in named), ZERO)
            return [(who, share / whole) for who, share in named] or [("no-owner", ONE)]
        return [(self._person((line[spec["column"]] or "").strip(), by), ONE)]

    def _found_elsewhere(
        self, line: Line, day: date, span: periods.Span
    ) -> list[tuple[Person | str, Fraction]]:
        """The owner of the first row of another source that has the same text under one header."""
        name, by = self.source["owner_from"]["source"], self.source["owner_from"]["by"]
        other = _Rows(self.plan, self.plan["sources"][name], self.files, self.people)
        wanted = self.id_of(line, by)
        same = [one for one in other.lines(name) if other.id_of(one, by) == wanted]
        if self.missing(wanted) or not same:
            return [("no-owner", ONE)]
        found = [other.owners(one, day, span) for one in same]
        if any(one != found[0] for one in found):
            raise Refused(f"{wanted!r} has two owners")
        return found[0]

    def _person(self, text: str, by: str) -> Person | str:
        nobody = self.source.get("nobody", [])
        if self.missing(text) or text in ([nobody] if isinstance(nobody, str) else nobody):
            return "no-owner"
        column = {"id": "participant"}.get(by, by)
        same = [one for one in self.people if _called(one.get(column, ""), by) == _called(text, by)]
        if len({one["participant"] for one in same}) > 1:
            raise Refused(f"{text!r} is two people")
        return same[0] if same else "unknown-owner"

    def _assigned(self, line: Line, day: date, span: periods.Span) -> list[tuple[Person | str, Fraction]]:
        account, held = self.id_of(line, self.source["account"]), self._held()
        held = [one for one in held if one["account"] == account]
        how = self.source.get("owner", "at-date")
        if how == "days":
            each = [self._on(held, one) for one in span.each()]
            return [
                (
                    self._person(one[0]["participant"], "id") if one else self._unowned(),
                    Fraction(1, span.days),
                )
                for one in each
            ]
        there = self._on(held, span.first if how == "at-start" else day)
        if not there:
            return [(self._unowned(), ONE)]
        if how == "share":
            parts = [rate(one["share"]) if one.get("share") else ONE for one in there]
            if sum(parts, ZERO) != 1:
                raise Refused("shares do not add up")
            return [
                (self._person(one["participant"], "id"), part) for one, part in zip(there, parts, strict=True)
            ]
        return [(self._person(there[0]["participant"], "id"), ONE)]

    def _held(self) -> list[Line]:
        """The rows of the portfolio, whose accounts are ids like those of the source."""
        name = self.source["assign"]
        other = _Rows(self.plan, self.plan["sources"][name], self.files, self.people)
        return [{**line, "account": other.id_of(line, "account")} for line in other.lines(name)]

    def _unowned(self) -> str:
        if self.source.get("unowned") != "company":
            raise Refused("nobody has the account")
        return "no-owner"

    @staticmethod
    def _on(held: Sequence[Line], day: date) -> list[Line]:
        return [
            one
            for one in held
            if (not one.get("from") or date.fromisoformat(one["from"]) <= day)
            and (not one.get("to") or day <= date.fromisoformat(one["to"]))
        ]

    # -- the later of two rows

    def later(self, row: Counted) -> tuple[datetime, str]:
        """What orders rows: the instant, then the key."""
        key = self.source.get("key")
        return (row.when, self.id_of(row.line, key) if key else "")


def _as_opening(line: Line) -> dict[str, str]:
    return {f"opening.{header}": text for header, text in line.items()}


def _called(text: str, by: str) -> str:
    return text.casefold() if by == "email" else text


class _Kpi:
    """One KPI on one source."""

    def __init__(self, rows: _Rows, key: str, span: periods.Span, reach: str) -> None:
        self.rows, self.key, self.span, self.scope = rows, key, span, reach
        self.how: Node = kpis(rows.plan)[key]["measure"]
        self.left: Counter[str] = Counter()

    def values(self, lines: Sequence[Line]) -> dict[Key, Value]:
        self.left["footer"] += self.rows.below
        lines = self._keyed(lines)
        spans = [self.span]
        if "growth" in self.how:
            spans.append(periods.Span(*_before(self.span, in_days="~" in self.key)))
        groups: dict[tuple[str, int], list[Counted]] = {}
        for line in lines:
            self._one(line, spans, groups)
        found: dict[Key, Value] = {}
        for name in self._names():
            left = Counter(self.left)
            some = [self._kept(groups.get((name, at), []), left) for at in range(len(spans))]
            value, n = self._growth(*some) if "growth" in self.how else self._reduced(self.how, some[0])
            found[self.key, self.scope, name] = Value(value, n, +left)
        return found

    def _names(self) -> list[str]:
        if self.scope == "company":
            return ["*"]
        return list(
            dict.fromkeys(one[ORDER[self.scope]] for one in self.rows.people if one.get(ORDER[self.scope]))
        )

    def _keyed(self, lines: Sequence[Line]) -> list[Line]:
        """One row for each key."""
        key, keep = self.rows.source.get("key"), self.rows.source.get("keep")
        if key is None:
            return list(lines)
        found: dict[str, Line] = {}
        alone: list[Line] = []
        for line in lines:
            text = self.rows.id_of(line, key)
            if self.rows.missing(text):
                alone.append(line)
            elif text not in found:
                found[text] = line
            else:
                self.left["duplicate-key"] += 1
                if keep is None:
                    raise Refused(f"two rows of {text!r}")
                one, other = (self.rows.when(each) or NEVER for each in (found[text], line))
                if one == other and found[text] != line:
                    raise Refused("one instant")
                if (other > one) == (keep == "latest") and one != other:
                    found[text] = line
        return [*found.values(), *alone]

    def _one(
        self, line: Line, spans: list[periods.Span], groups: dict[tuple[str, int], list[Counted]]
    ) -> None:
        wheres = [part["where"] for part in (self.rows.source, self.how) if "where" in part]
        if not all(self.rows.holds(where, line) for where in wheres):
            self.left["filtered"] += 1
            return
        when, at = self.rows.when(line), 0
        if "date" in self.rows.source:
            if when is None:
                self.left["no-date"] += 1
                return
            inside = [at for at, span in enumerate(spans) if span.first <= when.date() <= span.last]
            if not inside:
                self.left["outside"] += 1
                return
            at = inside[0]
        read = self._read(self.how, line)
        if read is None:
            self.left["not-answered"] += 1
            return
        day = when.date() if when is not None else spans[at].last
        for name, part in self._whose(line, day, spans[at]).items():
            groups.setdefault((name, at), []).append(Counted(line, part, read, when or NEVER))

    def _whose(self, line: Line, day: date, span: periods.Span) -> dict[str, Fraction]:
        if self.scope == "company":
            return {"*": ONE}
        found: dict[str, Fraction] = {}
        for who, part in self.rows.owners(line, day, span):
            name = who if isinstance(who, str) else self._name(who, day)
            if isinstance(who, str) or name == "no-team":
                self.left[name] += part  # type: ignore[assignment]
            else:
                found[name] = found.get(name, ZERO) + part
        return found

    def _name(self, who: Person, day: date) -> str:
        if self.scope == "person":
            return who["participant"]
        person = [one for one in self.rows.people if one["participant"] == who["participant"]]
        there = [one for one in person if _from(one) <= day <= _to(one) and one.get("team")]
        return there[0]["team"] if there else "no-team"

    # -- one row for each respondent, the latest ones of each client

    def _kept(self, rows: list[Counted], left: Counter[str]) -> list[Counted]:
        if "distinct" in self.how:
            kept: dict[Any, Counted] = {}
            for at, row in enumerate(rows):
                text = self.rows.id_of(row.line, self.how["distinct"])
                before = kept.setdefault(at if self.rows.missing(text) else text, row)
                if before is not row:
                    left["duplicate"] += 1
                    kept[text] = self._one_of(before, row)
            rows = list(kept.values())
        if "cap_per" in self.how:
            by, most = self.how["cap_per"]["by"], int(self.how["cap_per"]["most"])
            name = self.rows.source["account"] if by == "account" and "account" in self.rows.source else by
            clients: dict[Any, list[Counted]] = {}
            for at, row in enumerate(rows):
                text = self.rows.id_of(row.line, name)
                clients.setdefault(at if self.rows.missing(text) else text, []).append(row)
            rows = []
            for some in clients.values():
                some.sort(key=self.rows.later, reverse=True)
                if len(some) > most and self.rows.later(some[most]) == self.rows.later(some[most - 1]):
                    edge = [one.read for one in some if self.rows.later(one) == self.rows.later(some[most])]
                    if any(read != edge[0] for read in edge):
                        raise Refused("one instant")
                left["over-cap"] += len(some[most:])
                rows += some[:most]
        return rows

    def _one_of(self, one: Counted, other: Counted) -> Counted:
        keep = self.how.get("keep")
        if keep is None:
            if one.read != other.read:
                raise Refused("two rows of one respondent differ")
            return one
        if self.rows.later(one) == self.rows.later(other):
            if one.read != other.read:
                raise Refused("one instant")
            return one
        first, last = sorted((one, other), key=self.rows.later)
        return last if keep == "latest" else first

    # -- values

    def _read(self, how: Node, line: Line) -> dict[str, Fraction] | None:
        if "growth" in how:
            return self._read(how["growth"], line)
        found: dict[str, Fraction | None] = {}
        if "share" in how:
            needed = _answered(how["that"])
            if any(self.rows.missing(self.rows.cell(line, name)[0]) for name in needed):
                return None
            found["that"] = Fraction(self.rows.holds(how["that"], line))
            if "." in how["share"]:
                found["share"] = self._of(line, how["share"])
        elif "ratio" in how:
            found = {word: self._of(line, how["ratio"][word]) for word in ("of", "over")}
        elif "percentile" in how:
            found["of"] = self._of(line, how["percentile"]["of"])
        elif "count" not in how:
            word = next(word for word in ("sum", "mean", "nps", "median", "only") if word in how)
            found[word] = self._of(line, how[word])
        values = {word: value for word, value in found.items() if value is not None}
        return values if len(values) == len(found) else None

    def _of(self, line: Line, what: Any) -> Fraction | None:
        if isinstance(what, str):
            name = what.partition(".")[2]
            return ZERO if self.rows.absent(line, name) else self.rows.number(line, name)
        ((word, names),) = what.items()
        one, other = (self._of(line, name) for name in names)
        if one is None or other is None:
            return None
        return {"least": min(one, other), "greatest": max(one, other), "minus": one - other}[word]

    def _growth(self, now: list[Counted], before: list[Counted]) -> tuple[Fraction | None, Fraction]:
        (one, n), (other, m) = (self._reduced(self.how["growth"], rows) for rows in (now, before))
        return (None if one is None or other is None or other <= 0 else one / other - 1), n + m

    def _reduced(self, how: Node, rows: list[Counted]) -> tuple[Fraction | None, Fraction]:
        n = sum((row.weight for row in rows), ZERO)

        def total(word: str) -> Fraction:
            return sum((row.weight * row.read[word] for row in rows), ZERO)

        if "count" in how:
            return n, n
        if "sum" in how:
            return total("sum"), n
        if "ratio" in how:
            return _quotient(total("of"), total("over")), n
        if not n:
            return None, n
        if "share" in how and "." in how["share"]:
            inside = sum((row.weight * row.read["share"] for row in rows if row.read["that"]), ZERO)
            return _quotient(inside, total("share")), n
        if "nps" in how:
            better = sum((row.weight for row in rows if row.read["nps"] >= 9), ZERO)
            worse = sum((row.weight for row in rows if row.read["nps"] <= 6), ZERO)
            return 100 * (better - worse) / n, n
        if any(word in how for word in ("only", "median", "percentile")):
            return _ranked(how, rows), n
        return total("that" if "share" in how else "mean") / n, n


def _ranked(how: Node, rows: list[Counted]) -> Fraction:
    """A value of a row, or the mean of the two in the middle."""
    values = sorted(next(iter(row.read.values())) for row in rows)
    if "only" in how:
        if len(values) > 1:
            raise Refused("two rows")
        return values[0]
    if "median" in how:
        return (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2
    part = rate(how["percentile"]["at"])
    return next(one for one in values if sum(each <= one for each in values) >= part * len(values))


def _quotient(top: Fraction, bottom: Fraction) -> Fraction | None:
    if bottom < 0:
        raise Refused("a denominator below 0")
    return top / bottom if bottom else None


def _before(span: periods.Span, *, in_days: bool) -> tuple[date, date]:
    """The period before: as many months; of a window, as many days."""
    if in_days:
        return span.first - timedelta(span.days), span.first - timedelta(1)
    months = round(span.days / 30)
    return periods.add_months(span.first, -months), span.first - timedelta(1)


def _answered(condition: Node) -> list[str]:
    """The columns that `that` reads, those tested by `known` aside."""
    tested = _tested(condition)
    return [name for name, _ in tested if (name, True) not in tested]


def _tested(condition: Node) -> list[tuple[str, bool]]:
    own = [
        (name, isinstance(test, dict) and "known" in test)
        for name, test in condition.items()
        if name != "any"
    ]
    return own + [one for branch in condition.get("any", []) for one in _tested(branch)]


def _from(person: Person) -> date:
    return date.fromisoformat(person["entry"]) if person.get("entry") else date.min


def _to(person: Person) -> date:
    return date.fromisoformat(person["exit"]) if person.get("exit") else date.max
