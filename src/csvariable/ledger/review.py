"""What is looked at before a period is closed (ledger, section 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from csvariable.kernel.message import Amount, Message, counted, listed, msg
from csvariable.kernel.unit import Unit
from csvariable.ledger.closed import Ledger
from csvariable.ledger.disputes import parts_told
from csvariable.ledger.lines import OF_CLOSED
from csvariable.ledger.state import Carry

POLICIES: Final[Mapping[str, Message]] = {
    "held": counted(
        "`{kpi}` is held for {count} person: {people}", "`{kpi}` is held for {count} people: {people}"
    ),
    "zero": counted(
        "`{kpi}` has no value and pays 0 % for {count} person: {people}",
        "`{kpi}` has no value and pays 0 % for {count} people: {people}",
    ),
    "at-target": counted(
        "`{kpi}` has no value and pays as at target for {count} person: {people}",
        "`{kpi}` has no value and pays as at target for {count} people: {people}",
    ),
    "reweighted": counted(
        "`{kpi}` has no value and its weight is spread for {count} person: {people}",
        "`{kpi}` has no value and its weight is spread for {count} people: {people}",
    ),
    "taken-as-reached": counted(
        "`{kpi}` has no value and `{rule}` takes it as reached for {count} person: {people}",
        "`{kpi}` has no value and `{rule}` takes it as reached for {count} people: {people}",
    ),
    "taken-as-not-reached": counted(
        "`{kpi}` has no value and `{rule}` takes it as not reached for {count} person: {people}",
        "`{kpi}` has no value and `{rule}` takes it as not reached for {count} people: {people}",
    ),
    "factor-of-missing": counted(
        "`{kpi}` has no value and `{rule}` has the factor written for that for {count} person: {people}",
        "`{kpi}` has no value and `{rule}` has the factor written for that for {count} people: {people}",
    ),
    "not-taken-back": counted(
        "`{rule}` is below 0 and is not taken back for {count} person: {people}",
        "`{rule}` is below 0 and is not taken back for {count} people: {people}",
    ),
    "owed": counted(
        "something is owed on `{rule}` for {count} person: {people}",
        "something is owed on `{rule}` for {count} people: {people}",
    ),
    "absent": counted(
        "{count} person is not present in the period: {people}",
        "{count} people are not present in the period: {people}",
    ),
}
"""What is told of each kind of note; of parts that are paid later, the amounts are told."""
_GONE = counted(
    "{count} person of {period} is not paid now: {people}",
    "{count} people of {period} are not paid now: {people}",
)
_NEW = counted(
    "{count} person was not paid in {period}: {people}", "{count} people were not paid in {period}: {people}"
)
SHOWN: Final = 8
"""Ids that a line names before it says that there are more."""


def review(
    people: Sequence[Mapping[str, Any]],
    ledger: Ledger,
    currency: str,
    limit: Fraction | None,
    left: Carry,
) -> tuple[Message, ...]:
    """Return what to look at: policies that were used, who came and left, whose pay is far from the last."""
    return (
        *_policies(people),
        *_comers(people, ledger),
        *_corrections(people, currency),
        *_deferred(left, currency),
        *_jumps(people, ledger, currency, limit),
    )


def _policies(people: Sequence[Mapping[str, Any]]) -> Iterator[Message]:
    found: dict[tuple[str, str, str], list[str]] = {}
    for one in people:
        for note in one["notes"]:
            # A route of a rule has its kind and its id: `bonuses.upsell`, `gates.quality`.
            rule = ".".join(note["route"].split(".")[:2])
            found.setdefault((note["kind"], note["kpi"] or "", rule), []).append(one["id"])
    for (kind, kpi, rule), ids in found.items():
        said = POLICIES.get(kind)
        if said is not None:
            names = list(dict.fromkeys(ids))
            yield said.given(count=len(names), kpi=kpi, rule=rule, people=_named(names))


def _comers(people: Sequence[Mapping[str, Any]], ledger: Ledger) -> Iterator[Message]:
    if not ledger.periods:
        return
    before, now = ledger.last.account.people, {one["id"] for one in people}
    for said, ids in (
        (_GONE, [name for name in before if name not in now]),
        (_NEW, [one["id"] for one in people if one["id"] not in before]),
    ):
        if ids:
            yield said.given(count=len(ids), period=ledger.last.name, people=_named(ids))


def _corrections(people: Sequence[Mapping[str, Any]], currency: str) -> Iterator[Message]:
    for one in people:
        owed, carried = (Fraction(one["steps"].get(name, "0")) for name in OF_CLOSED)
        values = {"person": one["id"], "owed": Amount(owed, Unit.MONEY, currency)}
        if carried:
            rest = Amount(carried, Unit.MONEY, currency)
            yield msg(
                "`{person}`: corrections of closed periods {owed}, of which {carried} wait for later pay",
                carried=rest,
                **values,
            )
        elif owed:
            yield msg("`{person}`: corrections of closed periods {owed}", **values)


def _deferred(left: Carry, currency: str) -> Iterator[Message]:
    """Tell what bonuses pay later: how much, of when, until when."""
    for person, carried in left.items():
        for said in parts_told(carried, currency):
            yield msg("`{person}`: {said}", person=person, said=said)


def _jumps(
    people: Sequence[Mapping[str, Any]], ledger: Ledger, currency: str, limit: Fraction | None
) -> Iterator[Message]:
    if limit is None:
        return
    for one in people:
        last = next(
            (period for period in reversed(ledger.periods) if one["id"] in period.account.people), None
        )
        if last is None:
            continue
        was, now = Fraction(last.account.people[one["id"]]["total"]), Fraction(one["total"])
        if abs(now - was) > limit * abs(was):
            yield msg(
                "`{person}` is paid {now}, and {was} in {period}: more than {limit} apart",
                person=one["id"],
                now=Amount(now, Unit.MONEY, currency),
                was=Amount(was, Unit.MONEY, currency),
                period=last.name,
                limit=Amount(limit, Unit.RATE),
            )


def _named(ids: Sequence[str]) -> Message:
    shown = listed(ids[:SHOWN])
    if len(ids) <= SHOWN:
        return msg("{people}", people=shown)
    return msg("{people} and {more} more", people=shown, more=len(ids) - SHOWN)
