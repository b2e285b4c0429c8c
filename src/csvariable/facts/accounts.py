"""Figures that a person has once, whatever the number of rows: what was paid, what is owed (section 6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from csvariable.facts.days import CountedRows
from csvariable.facts.model import Participant, Value
from csvariable.facts.people import Stretch
from csvariable.facts.plans import Plans
from csvariable.facts.sheet import Sheet
from csvariable.facts.typed import Reader
from csvariable.kernel.diagnostic import Diagnostic, Label, error
from csvariable.kernel.figure import Figure
from csvariable.kernel.message import Amount, msg
from csvariable.kernel.unit import Unit
from csvariable.plan import Plan
from csvariable.plan.steps import is_account
from csvariable.plan.waiting import waiting_part
from csvariable.tables.numerals import is_missing

ONCE = ("already_paid", "draw_balance")


def once_for_each(days: CountedRows, sheets: Sequence[Sheet], plans: Plans, reader: Reader) -> None:
    """Give every row of a person the figure that one of them holds.

    Two different ones are refused, and so is an empty cell where the plan of the last row reads it:
    nothing is taken for 0.
    """
    held = [name for name in (*ONCE, *plans.accounts) if any(name in sheet for sheet in sheets)]
    for person in days.persons if held else ():
        rows = [days.people[row] for row in days.counted(person)]
        for name in held:
            _once(rows, name, plans, reader)


def _once(rows: Sequence[Stretch], name: str, plans: Plans, reader: Reader) -> None:
    written = [one for one in rows if one.values.get(name) is not None]
    last = rows[-1]
    plan = plans.of(last.role)
    reads = reads_once(plan, name)
    if written:
        first, *others = written
        amount = first.values[name] or Fraction(0)
        different = next((one for one in others if one.values[name] != amount), None)
        if different is not None:
            reader.problems.append(_two(first, different, name))
        elif amount and not reads:
            _unread(first, name, amount, reader)
        for one in rows:
            if one.values.get(name) is None:
                one.values[name] = amount
                one.elsewhere[name] = first.place(name)
    elif reads and all(name not in one.sheet or is_missing(one.sheet.text(one.row, name)) for one in rows):
        message = msg("`{name}` is empty: nothing paid is written `0`", name=name)
        reader.refuse("missing-value", message, last.place(name), msg("write 0"))


def reads_once(plan: Plan, name: str) -> bool:
    """Whether a plan takes a figure of a person into account."""
    waiting = waiting_part(name)
    if waiting is not None:
        return waiting.is_read(plan)
    word, of_bonus, bonus_id = name.partition(".")
    if not of_bonus:
        return plan.accumulate is not None if word == "already_paid" else plan.draw is not None
    bonus = plan.bonuses.get(bonus_id)
    return bonus is not None and (bonus.accumulate if word == "already_paid" else bonus.below_zero == "carry")


def _unread(one: Stretch, name: str, amount: Fraction, reader: Reader) -> None:
    """Refuse an amount that the plan of a person does not take into account."""
    said = Amount(amount, Unit.MONEY, reader.currency)
    if is_account(name):
        message = msg(
            "`{person}` has {amount} in `{column}`, and the plan takes no account of it",
            person=one.participant,
            amount=said,
            column=name,
        )
        help_ = msg(
            "write `accumulate: true` (paid before) or `below_zero: carry` (owed) on the bonus, "
            "or 0 in the file"
        )
    elif name == "already_paid":
        message = msg(
            "`{person}` has been paid {amount}, and the plan does not accumulate: nothing takes it off",
            person=one.participant,
            amount=said,
        )
        help_ = msg("write `accumulate: {{since: year, target: elapsed}}` in the plan, or 0 in the file")
    else:
        message = msg(
            "`{person}` owes {amount}, and the plan has no draw: nothing repays it",
            person=one.participant,
            amount=said,
        )
        help_ = msg("write a `draw` in the plan, or 0 in the file")
    reader.refuse("amount-unread", message, one.place(name), help_)


def _two(first: Stretch, one: Stretch, name: str) -> Diagnostic:
    return error(
        "two-values",
        msg("`{person}` has two different values of `{name}`", person=one.participant, name=name),
        one.place(name),
        also=(Label(first.place(name), msg("the other value")),),
        help=msg("it is of the person, not of a row: write it in one of the rows, or the same in each"),
    )


def salaries(columns: Mapping[str, Sequence[Value]], people: Sequence[Participant]) -> dict[str, list[Value]]:
    """Return the salary of each person, over all rows: of one period, and of the periods counted."""
    salary = columns.get("salary")
    if salary is None:
        return {}
    periods = columns.get(Figure.PERIODS, [Fraction(1)] * len(salary))
    figures = (Figure.SALARY_OF_PERSON, Figure.SALARY_COUNTED)
    found: dict[str, list[Value]] = {figure: [None] * len(salary) for figure in figures}
    for one in people:
        known = [
            (value, periods[row] or Fraction(0)) for row in one.rows if (value := salary[row]) is not None
        ]
        for row in one.rows if known else ():
            found[Figure.SALARY_OF_PERSON][row] = sum((value for value, _ in known), Fraction(0))
            found[Figure.SALARY_COUNTED][row] = sum((a * b for a, b in known), Fraction(0))
    return found
