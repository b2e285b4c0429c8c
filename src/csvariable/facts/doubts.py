"""What files leave unsaid, and what is paid rests on: told once, before any cell is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Final

from csvariable.facts.accounts import ONCE, reads_once
from csvariable.facts.headers import look_alike
from csvariable.facts.plans import Plans
from csvariable.facts.sheet import Sheet
from csvariable.kernel.diagnostic import Diagnostic, FilePlace, Label, advice, error, warning
from csvariable.kernel.message import counted, msg, quoted
from csvariable.time.period import EXAMPLES, NotAPeriod, Period, parse_period

_IN_A_NAME: Final = re.compile(
    r"(?<!\d)(?:19|20)\d\d[-_ ]?(?:[QTHS][1-4]|[01]\d)(?!\d)", re.ASCII | re.IGNORECASE
)
"""What looks like a period in the name of a file."""
_DATES: Final = ("entry", "exit")
_OWN: Final = frozenset("team target_incentive salary annual_salary ote fte target".split())


def doubts(
    kpis: Sequence[Sheet], staff: Sheet | None, plans: Plans, when: Period | None, *, carried: bool = False
) -> Iterator[Diagnostic]:
    """Yield what the files of a run do not say: whose role, of which period, when somebody is there.

    What a ledger has `carried` over of former periods, no file need say.
    """
    files = [*kpis, *([staff] if staff is not None else [])]
    if plans.roles and not any(_has_values(sheet, "role") for sheet in files):
        yield _no_roles(plans, files)
    lacking = [name for name in _read(plans, carried=carried) if not any(name in sheet for sheet in files)]
    if lacking and files[0].table.name:
        yield _lacking(files[0], lacking)
    yield from _teams(kpis if staff is None else [staff])
    for sheet in files:
        empty = [
            name
            for name in sheet.index
            if _counts(name) and not any(_has_values(other, name) for other in files)
        ]
        if empty and sheet.table.name:
            yield _empty(sheet, empty)
    if when is None:
        yield from _dates(files, plans)
        return
    for sheet in kpis:
        named = _period_in(sheet.table.name, plans)
        if "period" in sheet:
            continue
        if named is not None and named.text != when.text:
            yield _other_period(sheet, named, when)
        elif named is None and sheet.table.name:
            message = msg(
                "no column of {file} says its period: its rows are paid as {period}",
                file=sheet.table.name,
                period=when.text,
            )
            yield advice("period-unsaid", message, FilePlace(sheet.table.name))


def _read(plans: Plans, *, carried: bool) -> Iterator[str]:
    """Yield the columns that the plan speaks of: without them, it pays as if there were nothing to say."""
    yield from plans.columns
    rules = [plan.proration for plan in plans.all if plan.proration is not None]
    prorated = any((rule.amount, rule.targets) != ("none", "none") for rule in rules)
    if prorated or any(plan.ramp is not None for plan in plans.all):
        yield "entry"
    if prorated:
        yield "exit"
    reasons = dict.fromkeys(reason for plan in plans.all for reason in plan.absences)
    yield from (f"absence_days.{reason}" for reason in reasons)
    if not carried:
        once = (*ONCE, *plans.accounts)
        yield from (name for name in once if any(reads_once(plan, name) for plan in plans.all))


def _lacking(sheet: Sheet, names: Sequence[str]) -> Diagnostic:
    message = counted(
        "no file has the column {columns}, which the plan speaks of",
        "no file has the columns {columns}, which the plan speaks of",
        len(names),
        columns=quoted(names),
    )
    return advice("columns-unsaid", message, FilePlace(sheet.table.name))


def _teams(sheets: Sequence[Sheet]) -> Iterator[Diagnostic]:
    """Warn of teams that a reader takes for one: each has its own results, and its own pots."""
    first = {
        team: sheet
        for sheet in reversed(sheets)
        if "team" in sheet
        for team in sheet.table.distinct(sheet.index["team"])
        if team.strip()
    }
    for one, two in look_alike(sorted(first)):
        places = []
        for team in (one, two):
            sheet = first[team]
            row = next(row for row in sheet.rows() if sheet.text(row, "team") == team)
            places.append(sheet.place(row, "team"))
        yield warning(
            "look-alike",
            msg("`{one}` and `{two}` look alike and are two teams", one=one, two=two),
            places[1],
            also=(Label(places[0], msg("the other one")),),
        )


def _has_values(sheet: Sheet, name: str) -> bool:
    return name in sheet and any(sheet.table.distinct(sheet.index[name]))


def _counts(name: str) -> bool:
    """Whether a column that holds nothing leaves something to the plan: a person's own figure, a team."""
    return name in _OWN or name.rpartition(".")[2] in {"target", "baseline", "cap", "weight"}


def _empty(sheet: Sheet, names: Sequence[str]) -> Diagnostic:
    headers = quoted(sheet.table.header[sheet.index[name]] for name in names)
    message = counted(
        "the column {headers} of {file} is empty: it counts as if it were not there",
        "the columns {headers} of {file} are empty: they count as if they were not there",
        len(names),
        headers=headers,
        file=sheet.table.name,
    )
    return advice("empty-columns", message, sheet.table.place(-1, sheet.index[names[0]]))


def _no_roles(plans: Plans, files: Sequence[Sheet]) -> Diagnostic:
    message = msg(
        "the plan has roles ({roles}), and no file says who has one: everybody is paid without a role",
        roles=quoted(plans.roles),
    )
    help_ = msg("name the people file (`--people`), or add a column `role`")
    return advice("roles-unsaid", message, FilePlace(files[0].table.name if files else ""), help=help_)


def _dates(files: Sequence[Sheet], plans: Plans) -> Iterator[Diagnostic]:
    """Ask for the period where a file says when somebody is there: whoever has left is not paid."""
    for sheet in files:
        for name in _DATES:
            if _has_values(sheet, name):
                row = next(row for row in sheet.rows() if sheet.text(row, name))
                yield error(
                    "dates-without-period",
                    msg("`{column}` has dates, and the period paid is not named", column=name),
                    sheet.place(row, name),
                    help=msg("name it, as in `--period {period}`", period=EXAMPLES[plans.base.period]),
                )
                return


def _other_period(sheet: Sheet, named: Period, when: Period) -> Diagnostic:
    return warning(
        "other-period",
        msg(
            "{file} is named after {named}, and its rows are paid as {period}",
            file=sheet.table.name,
            named=named.text,
            period=when.text,
        ),
        FilePlace(sheet.table.name),
        help=msg("pay the file of the period, or add a column `period`"),
    )


def _period_in(name: str, plans: Plans) -> Period | None:
    """Return the period of the plan that the name of a file speaks of."""
    for found in _IN_A_NAME.finditer(PurePath(name).stem):
        try:
            return parse_period(found[0], plans.base)
        except NotAPeriod:
            continue
    return None
