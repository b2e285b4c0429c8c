"""Whether a period can be closed now (ledger, sections 4 and 12)."""

from __future__ import annotations

from datetime import date, timedelta

from csvariable.kernel.diagnostic import Diagnostic, FilePlace, PlanPlace, error
from csvariable.kernel.message import msg
from csvariable.ledger.closed import Ledger
from csvariable.ledger.manifest import Family
from csvariable.plan import Plan
from csvariable.plan.values import text_of
from csvariable.time.period import Period, period_of


def family_of(plan: Plan) -> Family:
    """Return what a plan has in common with its other versions."""
    return Family(text_of(plan.name, "en", ""), plan.currency, plan.period, plan.year_starts)


def family_problems(ledger: Ledger, plan: Plan, *, renamed: bool = False) -> list[Diagnostic]:
    """Refuse a plan that is no version of the one whose periods are closed here."""
    if not ledger.periods:
        return []
    closed, own = ledger.family, family_of(plan)
    found = []
    for key, one, other in (
        ("name", closed.name, own.name),
        ("currency", closed.currency, own.currency),
        ("period", closed.period, own.period),
        ("year_starts", closed.year_starts, own.year_starts),
    ):
        if one == other or (key == "name" and renamed):
            continue
        help_ = msg("name the ledger of this plan, or begin one with `--first` in another folder")
        if key == "name":
            help_ = msg(
                "name the ledger of this plan; a plan that was renamed on purpose is closed with `--renamed`"
            )
        found.append(
            error(
                "another-family",
                msg(
                    "`{ledger}` is the ledger of a plan whose `{key}` is `{closed}`, and here it is `{own}`",
                    ledger=ledger.name,
                    key=key,
                    closed=one,
                    own=other,
                ),
                PlanPlace((key,)),
                help=help_,
            )
        )
    return found


def next_period(ledger: Ledger, plan: Plan) -> Period:
    """Return the period after the last closed one."""
    return period_of(ledger.last.manifest.last_day + timedelta(days=1), plan)


def order_problem(ledger: Ledger, plan: Plan, period: Period, *, first: bool) -> Diagnostic | None:
    """Refuse a period that is closed, or is not the one to close now."""
    at = FilePlace(ledger.name)
    if not ledger.periods:
        if first:
            return None
        return error(
            "not-begun",
            msg("no period is closed in `{ledger}`", ledger=ledger.name),
            at,
            help=msg("`--first` begins a ledger there with {period}", period=period.text),
        )
    if ledger.period(period.text) is not None:
        return error(
            "closed-already",
            msg("{period} is closed, and what is closed is never written again", period=period.text),
            FilePlace(f"{ledger.name}/{period.text}"),
            help=msg("`csvariable correct` pays what should have been paid otherwise"),
        )
    if first:
        return error(
            "begun-already",
            msg("`{ledger}` begins with {period} already", ledger=ledger.name, period=ledger.periods[0].name),
            at,
            help=msg("leave `--first` out"),
        )
    due = next_period(ledger, plan)
    if due.text == period.text:
        return None
    return error(
        "not-the-next",
        msg("{last} is the last closed period, and {due} comes next", last=ledger.last.name, due=due.text),
        at,
        help=msg("close {due} before {period}", due=due.text, period=period.text)
        if period.first > due.first
        else msg("periods before the first closed one cannot be added"),
    )


def over_problem(period: Period, today: date) -> Diagnostic | None:
    """Refuse a period whose last day is not over."""
    if today > period.last:
        return None
    return error(
        "period-not-over",
        msg(
            "{period} ends on {last}, and today is {today}", period=period.text, last=period.last, today=today
        ),
        FilePlace(""),
        help=msg("close it from the day after; `compute` shows what it would pay so far"),
    )
