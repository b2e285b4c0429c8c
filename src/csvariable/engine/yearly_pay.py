"""Salaries that look like those of a year where those of the period are read."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from csvariable.engine.results import Results
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import Diagnostic, warning
from csvariable.kernel.figure import Figure
from csvariable.kernel.formula import facts_of
from csvariable.kernel.message import Amount, counted, msg
from csvariable.kernel.terms import PERIODS
from csvariable.kernel.unit import Unit
from csvariable.time.period import MONTHS_IN

UNUSUAL: Final = Fraction(12_000)
"""A salary of a month that is more often that of a year: of the currencies below, in their unit."""
_CURRENCIES: Final = frozenset("EUR USD GBP CHF CAD AUD NZD SGD".split())
_SALARIES: Final = frozenset({"salary", Figure.SALARY_OF_PERSON, Figure.SALARY_COUNTED})


def yearly_pay(results: Results, plans: Plans) -> Iterator[Diagnostic]:
    """Yield one warning where a salary that is read of a period is as large as that of a year."""
    facts, plan = results.facts, plans.base
    salaries = facts.columns.get("salary")
    if plan.period == "year" or plan.currency not in _CURRENCIES or salaries is None:
        return
    read = {
        name
        for program in results.programs.values()
        for step in program.steps
        for name in facts_of(step.formula)
    }
    if not read & _SALARIES:
        return
    most = UNUSUAL * MONTHS_IN[plan.period]
    large = [row for row, value in enumerate(salaries) if value is not None and value > most]
    if not large:
        return
    first = large[0]
    message = counted(
        "`{person}` has a salary of {salary} a {period}, and a share of it is paid",
        "{count} people have a salary such as the {salary} of `{person}` a {period}; a share of it is paid",
        len(large),
        person=facts.ids()[first],
        salary=Amount(salaries[first] or Fraction(0), Unit.MONEY, plan.currency),
        period=PERIODS[plan.period],
    )
    help_ = msg(
        "if it is the salary of a year, call the column `annual_salary`, and write `of: annual_salary`"
    )
    yield warning("yearly-salary", message, facts.place(first, "salary"), help=help_)
