"""Changes of facts: the same people with other figures, inside the ranges that the plan gives.

A team's figure changes for the whole team and the company's for everybody: `only` can name a
team for the first and nobody for the second.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from csvariable.facts.accounts import salaries
from csvariable.facts.model import Facts, Value
from csvariable.facts.plans import Plans
from csvariable.facts.typed import range_of
from csvariable.kernel.diagnostic import Diagnostic, error, warning
from csvariable.kernel.figure import of_scope
from csvariable.kernel.message import Message, counted, listed, msg
from csvariable.kernel.quantity import Kind, NotAQuantity, Quantity, exact_number, read_quantity
from csvariable.kernel.terms import SCOPES
from csvariable.kernel.unit import Unit
from csvariable.plan.kpi import Kpi
from csvariable.plan.levels import in_unit
from csvariable.scenario.model import FactChange, FactShift, Scenario

_FIELDS = ("actual", "target", "baseline", "cap")
_MONEY = ("target_incentive", "salary", "annual_salary", "already_paid", "draw_balance")
_POINTS = re.compile(r"([0-9.]+)\s*(?:points?|pts?)", re.ASCII)
_TIMES = re.compile(r"[*x×]\s*([0-9.]+)\s*(%?)")


_WHO = {"team": msg("team"), "role": msg("role"), "participant": msg("participant")}
"""Whom a change of facts can be about."""


def changed(facts: Facts, scenario: Scenario, plans: Plans) -> tuple[Facts, tuple[Diagnostic, ...]]:
    """Return the facts of a scenario, beside what is wrong with its changes or worth saying."""
    rows = rows_of(facts, scenario.only)
    problems: list[Diagnostic] = _unknown(scenario, facts, rows)
    columns: dict[str, Sequence[Value]] = dict(facts.columns)
    for change in scenario.fact_changes:
        found = _column(change, facts, plans)
        if isinstance(found, Diagnostic):
            problems.append(found)
            continue
        column, kpi, unit = found
        try:
            figure = read_figure(change.text, unit, plans.base.currency)
        except NotAQuantity as problem:
            message = msg("`{person}`: {problem}", person=change.figure, problem=problem.said)
            advice = msg("write `+5 points`, `-2 %`, `*1.02` or a value")
            problems.append(error("wrong-change", message, change.at, help=advice))
            continue
        limits = range_of(kpi, plans.base.currency) if kpi and column.endswith(".actual") else (None, None)
        cells = list(_cells(column, facts, scenario, plans, rows))
        for name, moved in cells:
            columns[name], stopped = shifted(columns[name], moved, figure, limits)
            if stopped and name == column:
                count = counted("{count} value", "{count} values", stopped)
                message = msg(
                    "`{figure}`: {count} stopped at the range of the KPI", figure=change.figure, count=count
                )
                problems.append(warning("stopped-at-range", message, change.at))
        if kpi is not None and rows and not cells:
            message = msg(
                "`{figure}` is of scope {scope}: it changes for all or for none",
                figure=change.figure,
                scope=SCOPES[kpi.scope],
            )
            advice = msg("leave `only` out, or name the team for a KPI of the team")
            problems.append(error("scope-of-change", message, change.at, help=advice))
    columns.update({name: of for name, of in salaries(columns, facts.people).items() if name in columns})
    return replace(facts, columns=columns), tuple(problems)


def read_figure(text: str, unit: Unit, currency: str) -> FactShift:
    """Read a change: a factor, a sum with its sign, or a value.

    Raises:
        NotAQuantity: saying what is wrong with the text.
    """
    bare = text.strip()
    if unit.words:
        return FactShift("set", in_unit(Quantity(Fraction(0), Kind.WORD, bare), unit, currency))
    if times := _TIMES.fullmatch(bare):
        factor = exact_number(times[1]) / (100 if times[2] else 1)
        return FactShift("times", factor)
    sign = bare[:1] if bare[:1] in {"+", "-", "−"} else ""
    amount = bare[len(sign) :].strip()
    if points := _POINTS.fullmatch(amount):
        if unit not in {Unit.PERCENT, Unit.POINTS, Unit.RATE}:
            raise NotAQuantity(msg("`{text}`: points are of percentages and of points", text=text))
        value = exact_number(points[1]) / (1 if unit is Unit.POINTS else 100)
    else:
        value = in_unit(read_quantity(amount), unit, currency)
    if not sign:
        return FactShift("set", value)
    return FactShift("add", value if sign == "+" else -value)


def shifted(
    values: Sequence[Value],
    rows: Iterable[int],
    figure: FactShift,
    limits: tuple[Value, Value] = (None, None),
) -> tuple[list[Value], int]:
    """Return values changed in some rows, and how many were stopped at the limits.

    What is missing stays missing, unless a value is set.
    """
    least, most = limits
    result, stopped = list(values), 0
    for row in rows:
        old = result[row]
        if old is None and figure.operation != "set":
            continue
        new = _applied(old or Fraction(0), figure)
        kept = new if least is None else max(new, least)
        kept = kept if most is None else min(kept, most)
        stopped += kept != new
        result[row] = kept
    return result, stopped


def _applied(old: Fraction, figure: FactShift) -> Fraction:
    match figure.operation:
        case "add":
            return old + figure.amount
        case "times":
            return old * figure.amount
        case "set":  # pragma: no branch - these are all operations
            return figure.amount


def rows_of(facts: Facts, only: Mapping[str, frozenset[str]]) -> list[int]:
    """Return the rows of those that `only` names; all where it names nobody."""
    ids = facts.ids()
    return [
        row
        for row in range(len(facts.roles))
        if ("team" not in only or (facts.teams[row] or "") in only["team"])
        and ("role" not in only or (facts.roles[row] or "") in only["role"])
        and ("participant" not in only or ids[row] in only["participant"])
    ]


def _cells(
    column: str, facts: Facts, scenario: Scenario, plans: Plans, rows: list[int]
) -> Iterable[tuple[str, list[int]]]:
    """Yield the columns that a change touches, each with those of the rows that are named."""
    limited = set(scenario.only)
    mine = []
    for row in rows:
        # What is not the actual of a KPI is each person's own.
        own = plans.of(facts.roles[row]).kpis.get(column.removesuffix(".actual"))
        scope = own.scope if own is not None else "person"
        if scope == "person" or not limited or (scope == "team" and limited == {"team"}):
            mine.append(row)
    if mine:
        yield column, mine
    if limited <= {"team"} and of_scope(column, "team") in facts.columns:
        yield of_scope(column, "team"), rows
    if not limited and of_scope(column, "company") in facts.columns:
        yield of_scope(column, "company"), rows


def _column(change: FactChange, facts: Facts, plans: Plans) -> tuple[str, Kpi | None, Unit] | Diagnostic:
    """Return the column of a figure with its KPI and unit, or why it cannot change."""
    name, _, part = change.figure.partition(".")
    advice: Message | None
    if name in plans.kpi_ids:
        kpi = plans.kpi(name)
        part = part or "actual"
        column = f"{name}.{part}"
        if part in _FIELDS and column in facts.columns:
            return column, kpi, Unit.RATE if part == "cap" else kpi.measured_in
        if part == "actual" and kpi.is_of_steps:
            message = msg("`{name}` is computed from other figures; change those", name=name)
            return error("unknown-figure", message, change.at)
        advice = (
            msg("change the plan's: `kpis.{name}.{part}` under `changes`", name=name, part=part)
            if part in _FIELDS[1:]
            else None
        )
        return error(
            "unknown-figure", msg("the facts hold no `{column}`", column=column), change.at, help=advice
        )
    money = (*_MONEY, *plans.accounts)
    if change.figure in facts.columns and (change.figure in money or change.figure in plans.columns):
        if change.figure in money:
            return change.figure, None, Unit.MONEY
        return change.figure, None, plans.base.columns[change.figure].measured_in
    known = [*plans.kpi_ids, *(one for one in (*money, *plans.columns) if one in facts.columns)]
    near = difflib.get_close_matches(change.figure, known)
    advice = (
        msg("did you mean `{meant}`?", meant=near[0])
        if near
        else msg("there are: {names}", names=listed(known))
    )
    return error(
        "unknown-figure", msg("the facts hold no figure `{name}`", name=change.figure), change.at, help=advice
    )


def _unknown(scenario: Scenario, facts: Facts, rows: list[int]) -> list[Diagnostic]:
    """Say which names of `only` nobody has, or that nobody has all of them."""
    known = {
        "team": {team for team in facts.teams if team},
        "role": {role for role in facts.roles if role},
        "participant": {person.id for person in facts.people},
    }
    if not scenario.fact_changes:
        return []
    found = []
    for what, names in scenario.only.items():
        for name in sorted(names - known[what]):
            near = difflib.get_close_matches(name, known[what])
            advice = msg("did you mean `{meant}`?", meant=near[0]) if near else None
            message = msg("nobody has the {what} `{name}`", what=_WHO[what], name=name)
            found.append(error("unknown-figure", message, scenario.fact_changes[0].at, help=advice))
    if not found and not rows:
        message = msg("nobody has all that `only` names at once")
        found.append(error("unknown-figure", message, scenario.fact_changes[0].at))
    return found
