"""The period paid: named by its author, held by the plan, and the rows of a file that are of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from csvariable.facts.people import total_row
from csvariable.facts.plans import Plans
from csvariable.facts.sheet import Sheet
from csvariable.facts.typed import Reader
from csvariable.kernel.diagnostic import Diagnostic, FilePlace, PlanPlace, error, warning
from csvariable.kernel.message import msg, quoted
from csvariable.tables.totals import is_total
from csvariable.time.elapsed import NotWithin, elapsed
from csvariable.time.period import NotAPeriod, Period, is_period, parse_period
from csvariable.time.stays import needs_period, say_period


def paid_period(
    text: str | None, plans: Plans, until: date | None = None
) -> tuple[Period | None, Diagnostic | None]:
    """Read the period paid; a plan that needs one and has none, or another one, is a problem.

    So is a day that a run looks at it from, and that is not within it.
    """
    if text is None:
        reasons = [reason for plan in plans.all if (reason := needs_period(plan)) is not None]
        if not reasons:
            return None, None if until is None else _not_within(None, until, plans)
        return None, error("period-missing", reasons[0], FilePlace(""), help=say_period(plans.base))
    try:
        found = parse_period(text, plans.base)
        outside = None if until is None else _not_within(found, until, plans)
        return found, outside or _effective(found, plans)
    except NotAPeriod as problem:
        return None, error("wrong-period", problem.said, FilePlace(""))


def _not_within(when: Period | None, day: date, plans: Plans) -> Diagnostic | None:
    """Refuse a day that is not of the period paid, or where no period is named."""
    if when is None:
        message = msg("a day within the period is given, and no period")
        return error("outside-period", message, FilePlace(""), help=say_period(plans.base))
    try:
        elapsed(when, day)
    except NotWithin as problem:
        return error("outside-period", problem.said, FilePlace(""), help=msg("give a day of the period paid"))
    return None


def _effective(period: Period, plans: Plans) -> Diagnostic | None:
    """Refuse a period that this version of the plan does not hold for from its first to its last day."""
    dates = plans.base.effective
    if dates is None or (dates.from_ <= period.first and (dates.to is None or dates.to >= period.last)):
        return None
    until = msg(" to {end}", end=dates.to) if dates.to is not None else ""
    asked = msg("{period} is {first} to {last}", period=period.text, first=period.first, last=period.last)
    message = msg(
        "this version of the plan holds from {start}{until}, and {asked}",
        start=dates.from_,
        until=until,
        asked=asked,
    )
    return error(
        "outside-effective-dates",
        message,
        PlanPlace(("effective",), key=True),
        help=msg(
            "pay a period with the version that holds for all of it; where two versions share a period, "
            "run each one with a people file whose `entry` and `exit` are its own days"
        ),
    )


def rows_of_period(sheet: Sheet, when: Period | None, text: str | None, reader: Reader) -> list[int]:
    """Return the rows of the period paid; where none is named, the file may hold one period only."""
    rows = list(sheet.rows())
    if "period" not in sheet:
        return rows
    written = dict.fromkeys(period for row in rows if (period := sheet.period(row)))
    _period_unsaid(sheet, rows, written, reader)
    if text is None:
        if len(written) > 1:
            reader.problems.append(_several_periods(sheet, written))
        return rows
    if when is not None:
        reader.problems += _no_period(sheet, when, written)
    kept = [row for row in rows if sheet.period(row) == (when.text if when else text)]
    if not kept and rows:
        said = quoted(written)
        reader.problems.append(
            error(
                "period-not-found",
                msg("no row of the period `{period}`; the file holds {periods}", period=text, periods=said),
                sheet.place(0, "period"),
            )
        )
    return kept


def _period_unsaid(sheet: Sheet, rows: Sequence[int], written: Mapping[str, None], reader: Reader) -> None:
    """Refuse rows without a period beside others that say theirs; a total is told as one."""
    unsaid = next((row for row in rows if not sheet.period(row)), None)
    totals = [row for row in rows if not sheet.period(row) and is_total(sheet.text(row, "participant"))]
    if totals and written:
        reader.problems += [total_row(sheet, row) for row in totals]
        unsaid = next((row for row in rows if not sheet.period(row) and row not in totals), None)
    if unsaid is not None and written:
        reader.problems.append(
            error(
                "period-empty",
                msg("this row does not say its period, and others of the file do"),
                sheet.place(unsaid, "period"),
                help=msg("write its period, such as `{period}`", period=next(iter(written))),
            )
        )


def _several_periods(sheet: Sheet, written: Mapping[str, None]) -> Diagnostic:
    """Ask which of several periods is paid."""
    said = quoted(written)
    named = next(filter(is_period, written), None)
    help_ = (
        msg("name the period paid: `--period {period}`", period=named)
        if named
        else msg("write periods as `2026-Q3`, `2026-07`, `2026-H2` or `2026`, and name the one paid")
    )
    return error(
        "period-needed",
        msg("the file holds several periods: {periods}", periods=said),
        sheet.place(0, "period"),
        help=help_,
    )


def people_of_period(staff: Sheet, when: Period | None, reader: Reader) -> None:
    """Tell the rows of people that say another period than the one paid: their figures are of then.

    They are refused where others of the file are of the period paid; else the file is that of another one.
    """
    if "period" not in staff or when is None:
        return
    others = [row for row in staff.rows() if staff.period(row) not in {"", when.text}]
    mixed = any(staff.period(row) == when.text for row in staff.rows())
    for row in others if mixed else others[:1]:
        said = error if mixed else warning
        reader.problems.append(
            said(
                "other-period",
                msg(
                    "this row is of {named}, and {period} is paid", named=staff.period(row), period=when.text
                ),
                staff.place(row, "period"),
                help=msg("keep the rows of the period paid"),
            )
        )


def _no_period(sheet: Sheet, when: Period, written: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield a warning for each text that is no period of this length: the rows that say it are not read."""
    for text in written:
        if not is_as_long(text, when):
            row = next(row for row in sheet.rows() if sheet.period(row) == text)
            yield warning(
                "unread-period",
                msg(
                    "`{text}` is no period such as {period}: the rows that say it are not paid",
                    text=text,
                    period=when.text,
                ),
                sheet.place(row, "period"),
                help=msg("write the period that they are of, or take them out"),
            )


def is_as_long(text: str, when: Period) -> bool:
    """Whether a text names a period of this length."""
    return is_period(text) and _shape(text) == _shape(when.text)


def _shape(period: str) -> str:
    return re.sub(r"[0-9]", "0", period)
