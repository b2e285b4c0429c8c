"""A run as one neutral object: exact decimal strings, keys in a fixed order (language, section 15)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from csvariable import SCHEMA_VERSION, __version__
from csvariable.documents.amounts import amount_text, value_text
from csvariable.engine.notes import notes_on
from csvariable.engine.results import Results
from csvariable.facts.model import Value
from csvariable.facts.plans import Plans
from csvariable.kernel.purpose import EFFECTS, Purpose
from csvariable.kernel.step import Note, Program, Step
from csvariable.kernel.unit import decimal_text, rounded
from csvariable.measures.owner import EVERYBODY
from csvariable.plan.values import text_of
from csvariable.tables.table import FileRead
from csvariable.text import Document, route_text

if TYPE_CHECKING:
    from csvariable.measures.model import Measured

_FIELDS = ("actual", "target", "attainment", "payout_rate", "part", "payout")


@dataclass(frozen=True, slots=True)
class PlanFile:
    """Which plan was computed: its name and hash, for the head of a result."""

    path: str
    sha256: str


@dataclass(frozen=True)
class FactsFile:
    """A file that was computed from; hash and rows are found when somebody writes them, and once."""

    path: str
    file: FileRead

    @cached_property
    def rows(self) -> int:
        """How many rows it has."""
        return self.file.height

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of its bytes, in hexadecimal digits."""
        return self.file.sha256


@dataclass(frozen=True, slots=True)
class Heading:
    """Plan, files, period and currency of a run."""

    plan: PlanFile
    name: str
    facts: tuple[FactsFile, ...]
    period: str | None
    currency: str
    intervals: Mapping[str, Fraction] = field(default_factory=dict)
    """How certain the intervals of KPIs are that are shown beside their values."""


def heading_of(document: Document, plans: Plans, tables: Sequence[FileRead], results: Results) -> Heading:
    """Return plan, files, period and currency of a run."""
    plan = plans.base
    return Heading(
        PlanFile(document.name, document.sha256),
        text_of(plan.name, "", document.name),
        tuple(FactsFile(table.name, table) for table in tables),
        results.facts.period,
        plan.currency,
        {
            kpi: spec.sample.interval
            for one in plans.all
            for kpi, spec in one.kpis.items()
            if spec.sample is not None and spec.sample.interval is not None
        },
    )


def in_print_order(steps: Sequence[Step], kpis: Sequence[str]) -> list[Step]:
    """Return the public steps: KPI by KPI, then the plan's rates, earned, and what follows."""
    ranks = {name: at for at, name in enumerate(f"{kpi}.{field}" for kpi in kpis for field in _FIELDS)}
    heads = ("plan.attainment", "plan.payout_rate", "earned")
    ranks |= {name: len(ranks) + at for at, name in enumerate(heads)}
    public = [step for step in steps if step.public and step.purpose is not Purpose.TARGET_INCENTIVE]
    return sorted(public, key=lambda step: ranks.get(step.name, len(ranks)))


def kpis_of(program: Program) -> list[str]:
    """Return the KPIs of a program in the order of the plan."""
    return list(dict.fromkeys(step.kpi for step in program.row_steps if step.kpi is not None))


def step_texts(steps: Sequence[Step], values: Mapping[str, Value], currency: str) -> dict[str, str]:
    """Return the public steps that have a value, as texts, in print order."""
    kpis = list(dict.fromkeys(step.kpi for step in steps if step.kpi is not None))
    return {
        step.name: value_text(value, step.unit, currency)
        for step in in_print_order(steps, kpis)
        if (value := values.get(step.name)) is not None
    }


def all_steps(results: Results, at: int) -> list[Step]:
    """Return the steps of a person: of every row, whatever its role, then those of the person."""
    rows = results.facts.people[at].rows
    own = {step.name: step for row in rows for step in results.program_of(row).row_steps}
    return [*own.values(), *results.program_of(rows[-1]).person_steps]


def rewards_of(results: Results, at: int, currency: str) -> list[dict[str, str]]:
    """Return what a person is given in kind."""
    found = []
    for reward in results.program_of(results.facts.people[at].rows[-1]).rewards:
        count = results.people[reward.step][at]
        if not count:
            continue
        item = next(iter(reward.item.values())) if reward.item else reward.kind
        found.append(
            {
                "bonus": reward.bonus,
                "item": item if reward.kind in {"item", "badge"} else reward.kind,
                "quantity": decimal_text(count * reward.quantity),
                "value": amount_text(
                    count * reward.quantity * reward.value
                    if reward.kind != "leave_days"
                    else count * reward.value,
                    currency,
                ),
            }
        )
    return found


def notes_text(notes: Iterable[Note]) -> str:
    """Return notes as a file says them: `csat: at-target; bonuses.club: csat taken-as-not-reached`."""
    return "; ".join(map(_coded, notes))


def _coded(note: Note) -> str:
    if note.route[0] == "kpis":
        return f"{note.kpi}: {note.kind}"
    if note.kind == "absent":
        return note.kind
    said = note.kind if note.kpi is None else f"{note.kpi} {note.kind}"
    return f"{route_text(note.route[:2])}: {said}"


def notes_of(results: Results, at: int) -> list[dict[str, str | None]]:
    """Return what must be said of a person's lines: policies used, held lines, absence."""
    return [
        {"kind": note.kind, "kpi": note.kpi, "route": route_text(note.route)}
        for note in notes_on(results, at)
    ]


def person_of(results: Results, at: int, currency: str) -> dict[str, Any]:
    """Return one person: steps, parts where there are several, rewards, notes."""
    facts, one = results.facts, results.facts.people[at]
    last = one.rows[-1]
    own = results.steps_of_person(at)
    total = own["total"]
    if total is None:  # a run refuses it before; a person is never printed as 0 for a missing total
        message = f"`{one.id}` has no total"
        raise ValueError(message)
    sums = summed(results, at)
    values = {**results.steps_of_row(last), **own} if len(one.rows) == 1 else {**sums, **own}
    incentive = sums.get("target_incentive")
    person: dict[str, Any] = {
        "id": one.id,
        "name": one.name,
        "role": facts.roles[last],
        "team": facts.teams[last],
        "target_incentive": None if incentive is None else amount_text(incentive, currency),
        "total": amount_text(total, currency),
        "steps": step_texts(all_steps(results, at), values, currency),
    }
    if len(one.rows) > 1:
        person["parts"] = [_part(results, row, currency) for row in one.rows]
    if one.owed:
        person["corrections"] = [
            {
                "amount": amount_text(part.amount, currency),
                "reason": str(part.reason),
                "period": part.period,
                "step": part.step,
            }
            for part in one.owed
        ]
    person["rewards"] = rewards_of(results, at, currency)
    person["notes"] = notes_of(results, at)
    return person


def _part(results: Results, row: int, currency: str) -> dict[str, Any]:
    values = results.steps_of_row(row)
    incentive = values.get("target_incentive")
    program = results.program_of(row)
    return {
        "role": results.facts.roles[row],
        "team": results.facts.teams[row],
        "target_incentive": None if incentive is None else amount_text(incentive, currency),
        "steps": step_texts(program.row_steps, values, currency),
    }


SUMMED = EFFECTS | {Purpose.TARGET_INCENTIVE, Purpose.EARNED, Purpose.POOL}


def summed(results: Results, at: int) -> dict[str, Value]:
    """Return the money of a person's rows, added over the rows."""
    found: dict[str, Value] = {}
    for row in results.facts.people[at].rows:
        for step in results.program_of(row).row_steps:
            value = results.rows[step.name][row]
            if step.purpose in SUMMED and value is not None:
                found[step.name] = (found.get(step.name) or Fraction(0)) + value
    return found


def result(
    results: Results, heading: Heading, chosen: Sequence[int], problems: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Return the whole object of a run for the chosen people."""
    people = [person_of(results, at, heading.currency) for at in chosen]
    measures = measures_of(results, chosen, heading.intervals)
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "csvariable", "version": __version__},
        "plan": {"path": heading.plan.path, "name": heading.name, "sha256": heading.plan.sha256},
        "facts": [{"path": one.path, "sha256": one.sha256, "rows": one.rows} for one in heading.facts],
        "period": heading.period,
        "currency": heading.currency,
        "people": people,
        "totals": totals(people, heading.currency),
        **({"measures": measures} if measures else {}),
        "diagnostics": list(problems),
    }


def measures_of(
    results: Results, chosen: Sequence[int], intervals: Mapping[str, Fraction]
) -> list[dict[str, Any]]:
    """Return what was measured on rows for people, their teams and the company, with the rows left out."""
    facts = results.facts
    people = {facts.people[at].id for at in chosen}
    teams = {facts.teams[row] for at in chosen for row in facts.people[at].rows}
    shown: dict[str, set[str | None]] = {"person": {*people}, "team": teams, "company": {EVERYBODY}}
    return [
        {
            "kpi": one.kpi,
            "scope": one.owner.kind,
            "owner": one.owner.name,
            "value": None if one.value is None else decimal_text(one.value),
            "numerator": str(one.top) if one.bottom else None,
            "denominator": str(one.bottom) if one.bottom else None,
            "n": str(one.n),
            "left_out": {reason.value: str(count) for reason, count in one.left.items()},
            **_interval(one, intervals.get(one.kpi)),
        }
        for one in facts.measured.values()
        if one.owner.name in shown[one.owner.kind]
    ]


def _interval(one: Measured, level: Fraction | None) -> dict[str, Any]:
    """Return the ends between which the true value lies, where a plan asks for them and they are known."""
    if level is None:
        return {}
    from csvariable.odds.intervals import GRAIN, interval_of

    ends = interval_of(one, level)
    if ends is None:
        return {}
    shown = {"level": level, "low": ends.low, "high": ends.high}
    return {"interval": {name: decimal_text(rounded(value, GRAIN)) for name, value in shown.items()}}


def totals(people: Sequence[Mapping[str, Any]], currency: str) -> dict[str, str]:
    """Return what the people cost: cash, rewards valued, and their target incentives."""
    payout = sum((Fraction(one["total"]) for one in people), Fraction(0))
    valued = sum((Fraction(reward["value"]) for one in people for reward in one["rewards"]), Fraction(0))
    incentive = sum(
        (Fraction(one["target_incentive"]) for one in people if one["target_incentive"]), Fraction(0)
    )
    return {
        "payout": amount_text(payout, currency),
        "rewards_value": amount_text(valued, currency),
        "target_incentive": amount_text(incentive, currency),
    }
