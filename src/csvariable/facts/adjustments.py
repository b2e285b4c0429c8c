"""Lines added after everything else: the way to correct a closed period (language, section 8)."""

from __future__ import annotations

from collections.abc import Collection

from csvariable.facts.model import Adjustment
from csvariable.facts.nearest import Nearest
from csvariable.facts.plans import Plans
from csvariable.facts.sheet import open_sheet
from csvariable.facts.typed import Reader
from csvariable.kernel.diagnostic import error
from csvariable.kernel.message import msg
from csvariable.tables.numerals import is_missing
from csvariable.tables.table import Table


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
        reader.problems.append(
            error(
                "no-participant",
                msg("adjustments need the columns `participant` and `amount`"),
                table.place(-1, 0),
            )
        )
        return {}
    near = Nearest(known)
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
        amount = reader.money(sheet, row, "amount", signed=True)
        if amount is None and not is_missing(sheet.text(row, "amount")):
            continue
        if amount is None:
            reader.refuse("missing-value", msg("an adjustment needs an amount"), sheet.place(row, "amount"))
        elif not reason:
            reader.refuse(
                "missing-value",
                msg("an adjustment needs a reason"),
                sheet.place(row, "reason" if "reason" in sheet else None),
            )
        else:
            found.setdefault(participant, []).append(Adjustment(amount, reason, sheet.place(row, "amount")))
    return found
