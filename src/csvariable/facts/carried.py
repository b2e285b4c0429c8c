"""People take over what a ledger says of them (docs/spec/ledger.md, section 5)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from csvariable.facts.opening import LedgerOpening
from csvariable.facts.people import Stretch
from csvariable.facts.plans import Plans
from csvariable.facts.sheet import Sheet
from csvariable.facts.typed import Reader
from csvariable.kernel.diagnostic import FilePlace, warning
from csvariable.kernel.message import Amount, Message, counted, listed, msg
from csvariable.kernel.unit import Unit

ZERO: Final = Fraction(0)
CARRIED: Final = ("already_paid", "draw_balance")
SHOWN: Final = 8
"""Ids that a problem names before it says that there are more."""


def carry_over(
    people: list[Stretch], opening: LedgerOpening, sheets: Sequence[Sheet], plans: Plans, reader: Reader
) -> None:
    """Give people what the ledger says; a column that says otherwise is refused with both values."""
    for one in people:
        known = opening.people.get(one.participant)
        plan = plans.of(one.role)
        for name, used in zip(CARRIED, (plan.accumulate is not None, plan.draw is not None), strict=True):
            value = None if known is None or not used else getattr(known, name)
            written = one.values.get(name)
            if value is None:
                if used and written is None and not any(name in sheet for sheet in sheets):
                    one.values[name] = ZERO  # nobody has such a column, and others have the ledger's value
                continue
            if written is not None and written != value:
                _otherwise(one, name, (written, value), opening, reader)
            one.values[name] = value
            one.kept[name] = FilePlace(opening.ledger)
    _not_paid(people, opening, reader)


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


def _not_paid(people: list[Stretch], opening: LedgerOpening, reader: Reader) -> None:
    """Say who is owed something from closed periods, or owes it, and is not paid in this run."""
    there = {one.participant for one in people}
    gone = [name for name in opening.owed if name not in there]
    if not gone:
        return
    names: Message | str = msg("{people}", people=listed(gone[:SHOWN]))
    if len(gone) > SHOWN:
        names = msg("{people} and {more} more", people=listed(gone[:SHOWN]), more=len(gone) - SHOWN)
    reader.problems.append(
        warning(
            "owed-and-not-paid",
            counted(
                "corrections of {count} person wait, who is not paid in this run: {people}",
                "corrections of {count} people wait, who are not paid in this run: {people}",
                count=len(gone),
                people=names,
            ),
            FilePlace(opening.ledger),
            help=msg("add them to the people file to pay them; until then the ledger keeps what is owed"),
        )
    )
