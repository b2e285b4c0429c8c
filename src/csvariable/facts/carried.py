"""People take over what a ledger says of them (docs/spec/ledger.md, section 5)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from csvariable.facts.accounts import ONCE, reads_once
from csvariable.facts.days import CountedRows
from csvariable.facts.opening import LedgerOpening
from csvariable.facts.people import Stretch
from csvariable.facts.plans import Plans
from csvariable.facts.sheet import Sheet
from csvariable.facts.typed import Reader
from csvariable.kernel.diagnostic import Diagnostic, FilePlace, warning
from csvariable.kernel.message import Amount, Message, counted, listed, msg
from csvariable.kernel.unit import Unit
from csvariable.plan.waiting import DUE, WaitingPart, waiting_part

ZERO: Final = Fraction(0)
SHOWN: Final = 8
"""Ids that a problem names before it says that there are more."""


def carry_over(
    days: CountedRows, opening: LedgerOpening, sheets: Sequence[Sheet], plans: Plans, reader: Reader
) -> None:
    """Give people what the ledger says; a column that says otherwise is refused with both values."""
    for person in days.persons:
        rows = [days.people[row] for row in days.counted(person)]
        known = opening.people.get(person)
        plan = plans.of(rows[-1].role)
        for name in dict.fromkeys((*ONCE, *plans.accounts, *(known or ()))):
            value = None if known is None else known.get(name)
            if reads_once(plan, name):
                _taken(rows, name, value, opening, sheets, reader)
            elif value:
                _unread(rows[-1], name, value, opening, reader)
    _not_paid(set(days.persons), opening, reader)


def _taken(  # noqa: PLR0913, PLR0917 - a figure of a person, and where it may stand
    rows: Sequence[Stretch],
    name: str,
    value: Fraction | None,
    opening: LedgerOpening,
    sheets: Sequence[Sheet],
    reader: Reader,
) -> None:
    """Give a figure to every row of a person; where the ledger has none, that of the files stands."""
    if value is None:
        if not any(name in sheet for sheet in sheets):
            for one in rows:
                one.values[name] = ZERO  # nobody has such a column, and others have the ledger's value
        return
    for one in rows:
        written = one.values.get(name)
        if written is not None and written != value:
            _otherwise(one, name, (written, value), opening, reader)
        one.values[name] = value
        one.kept[name] = FilePlace(opening.ledger)


def _otherwise(
    one: Stretch, name: str, values: tuple[Fraction, Fraction], opening: LedgerOpening, reader: Reader
) -> None:
    written, value = (Amount(each, Unit.MONEY, reader.currency) for each in values)
    reader.refuse(
        "other-than-ledger",
        msg(
            "`{person}`: `{name}` is {written} here and {value} in the ledger `{ledger}`",
            person=one.participant,
            name=name,
            written=written,
            value=value,
            ledger=opening.ledger,
        ),
        one.place(name),
        msg("leave the cell empty; what a closed period got wrong is mended by `csvariable correct`"),
    )


def _unread(one: Stretch, name: str, value: Fraction, opening: LedgerOpening, reader: Reader) -> None:
    """Say that the plan takes no account of what the ledger carries for a person."""
    waiting = waiting_part(name)
    if waiting is not None:
        reader.problems.append(_unpaid(one, waiting, value, opening, reader))
        return
    reader.problems.append(
        warning(
            "carried-unread",
            msg(
                "`{person}` has {amount} in `{name}` of the ledger, and the plan takes no account of it",
                person=one.participant,
                amount=Amount(value, Unit.MONEY, reader.currency),
                name=name,
            ),
            one.place("participant"),
            help=msg("nothing is paid or taken back for it; `{ledger}` keeps it", ledger=opening.ledger),
        )
    )


def _unpaid(
    one: Stretch, part: WaitingPart, value: Fraction, opening: LedgerOpening, reader: Reader
) -> Diagnostic:
    """Say that the plan no longer has the bonus, or the part, that a closed period left unpaid."""
    return warning(
        "carried-unread",
        msg(
            "{amount} of `{bonus}` from {period} wait for `{person}`, and the plan does not pay them now",
            person=one.participant,
            amount=Amount(value, Unit.MONEY, reader.currency),
            bonus=part.bonus,
            period=part.period,
        ),
        one.place("participant"),
        help=msg(
            "write the bonus and its parts in the plan to pay it; until then `{ledger}` keeps it",
            ledger=opening.ledger,
        ),
    )


_CORRECTIONS: Final = counted(
    "corrections of {count} person wait, who is not paid in this run: {people}",
    "corrections of {count} people wait, who are not paid in this run: {people}",
)
_PARTS: Final = counted(
    "parts of bonuses of {count} person are due, who is not paid in this run: {people}",
    "parts of bonuses of {count} people are due, who are not paid in this run: {people}",
)


def _not_paid(there: set[str], opening: LedgerOpening, reader: Reader) -> None:
    """Say who is owed something from closed periods, or owes it, and is not paid in this run."""
    due = [name for name, carried in opening.people.items() if any(map(_is_due, carried))]
    for said, people in ((_CORRECTIONS, opening.owed), (_PARTS, due)):
        gone = [name for name in people if name not in there]
        if not gone:
            continue
        names: Message = msg("{people}", people=listed(gone[:SHOWN]))
        if len(gone) > SHOWN:
            names = msg("{people} and {more} more", people=listed(gone[:SHOWN]), more=len(gone) - SHOWN)
        reader.problems.append(
            warning(
                "owed-and-not-paid",
                said.given(count=len(gone), people=names),
                FilePlace(opening.ledger),
                help=msg("add them to the people file to pay them; until then the ledger keeps what is owed"),
            )
        )


def _is_due(name: str) -> bool:
    part = waiting_part(name)
    return part is not None and part.kind == DUE
