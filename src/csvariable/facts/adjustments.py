"""Lines added after everything else: the way to correct a closed period (language, section 8)."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction
from typing import Final

from csvariable.facts.model import Adjustment
from csvariable.facts.nearest import Nearest
from csvariable.facts.plans import Plans
from csvariable.facts.sheet import Sheet, open_sheet
from csvariable.facts.typed import Reader
from csvariable.facts.unread import read_elsewhere
from csvariable.kernel.diagnostic import Diagnostic, Label, error, warning
from csvariable.kernel.message import msg
from csvariable.tables.numerals import is_missing
from csvariable.tables.table import Table

_READ: Final = frozenset({"participant", "name", "email", "team", "role", "amount", "reason"})
"""The columns of adjustments that are read, or that say of whom a row is."""


def read_adjustments(
    table: Table | None, known: Collection[str], plans: Plans, reader: Reader
) -> dict[str, list[Adjustment]]:
    """Read the adjustments of each of the people known; nothing where there is no file of them."""
    if table is None:
        return {}
    sheet, problems = open_sheet(table, plans.words)
    reader.problems += problems
    found: dict[str, list[Adjustment]] = {}
    if "participant" not in sheet or "amount" not in sheet:
        needed = msg("adjustments need the columns `participant` and `amount`")
        reader.problems.append(error("no-participant", needed, table.place(-1, 0)))
        return {}
    reader.problems += read_elsewhere(sheet.table, sheet.columns, _READ)
    near = Nearest(known)
    first: dict[tuple[str, Fraction, str], int] = {}
    for row in sheet.rows():
        participant, reason = sheet.text(row, "participant"), sheet.text(row, "reason")
        if participant not in known:
            meant = near.to(participant)
            reader.refuse(
                "unknown-participant",
                msg("`{person}` is not paid in this run", person=participant),
                sheet.place(row, "participant"),
                msg("did you mean `{meant}`?", meant=meant) if meant is not None else None,
            )
        amount = _amount(sheet, row, reader)
        if amount is not None and reason:
            again = first.setdefault((participant, amount, reason), row)
            if again != row:
                reader.problems.append(_twice(sheet, again, row, participant))
            found.setdefault(participant, []).append(Adjustment(amount, reason, sheet.place(row, "amount")))
        elif amount is not None:
            at = sheet.place(row, "reason" if "reason" in sheet else None)
            reader.refuse("missing-value", msg("an adjustment needs a reason"), at)
    return found


def _amount(sheet: Sheet, row: int, reader: Reader) -> Fraction | None:
    """Return the amount of a row; where it has none that can be read, that is told."""
    amount = reader.money(sheet, row, "amount", signed=True)
    if amount is None and is_missing(sheet.text(row, "amount")):
        reader.refuse("missing-value", msg("an adjustment needs an amount"), sheet.place(row, "amount"))
    return amount


def _twice(sheet: Sheet, first: int, row: int, participant: str) -> Diagnostic:
    """Warn that the same adjustment stands twice: both are paid."""
    return warning(
        "same-adjustment",
        msg("`{person}` has this adjustment twice, and both are paid", person=participant),
        sheet.place(row, "amount"),
        also=(Label(sheet.place(first, "amount"), msg("first written here")),),
        help=msg("where it is meant once, delete the row; where it is meant twice, give each its own reason"),
    )
