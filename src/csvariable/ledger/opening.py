"""What the closed periods leave to the next one (ledger, sections 5 to 7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Final

from csvariable.facts.opening import Carried, LedgerOpening, Owed
from csvariable.kernel.message import msg
from csvariable.ledger.closed import Account, ClosedPeriod, Correction, Ledger
from csvariable.ledger.lines import ZERO, base_of, changed_lines
from csvariable.ledger.manifest import Manifest
from csvariable.plan.waiting import waiting_part

NOT_TAKEN: Final = msg("what an earlier pay could not bear")


def before(ledger: Ledger, name: str) -> Ledger:
    """Return the ledger as it was when a period was closed: the periods before, and what it says it paid."""
    at = next(number for number, one in enumerate(ledger.periods) if one.name == name)
    periods = ledger.periods[:at]
    known = {link.name for one in ledger.periods[: at + 1] for link in one.manifest.corrections}
    return replace(
        ledger, periods=periods, corrections=tuple(one for one in ledger.corrections if one.name in known)
    )


def before_correction(ledger: Ledger, name: str) -> Ledger:
    """Return the ledger as it was when a correction was written."""
    at = next(number for number, one in enumerate(ledger.corrections) if one.name == name)
    after = ledger.corrections[at].manifest.after
    last = next(number for number, one in enumerate(ledger.periods) if after and one.name == after.name)
    return replace(ledger, periods=ledger.periods[: last + 1], corrections=ledger.corrections[:at])


def as_corrected(ledger: Ledger, period: ClosedPeriod) -> Account:
    """Return what a closed period gives with all that is known of it."""
    return next(
        (one.accounts[period.name] for one in reversed(ledger.corrections) if period.name in one.accounts),
        period.account,
    )


def unpaid(ledger: Ledger) -> tuple[Correction, ...]:
    """Return the corrections that no closed period has taken into account."""
    taken = {link.name for one in ledger.periods for link in one.manifest.corrections}
    return tuple(one for one in ledger.corrections if one.name not in taken)


def opening_of(ledger: Ledger, period: str, year: date) -> LedgerOpening:
    """Return what the closed periods leave to a period of the plan's year that begins on a day."""
    history = [(one.manifest, as_corrected(ledger, one)) for one in ledger.periods]
    return LedgerOpening(ledger.name, carried_into(history, period, year), owed_in(ledger))


def left_by(ledger: Ledger) -> Mapping[str, Carried]:
    """Return what is carried for everybody after the last closed period, as corrected."""
    history = [(one.manifest, as_corrected(ledger, one)) for one in ledger.periods]
    return carried_into(history, ledger.last.name, year_of(ledger.last.manifest))


def year_of(manifest: Manifest) -> date:
    """Return the first day of the plan's year that a closed period is of."""
    month, day = (int(part) for part in manifest.family.year_starts.split("-"))
    if manifest.family.period == "month":
        day = 1
    first = manifest.first_day
    begun = date(first.year, month, day)
    return begun if begun <= first else date(first.year - 1, month, day)


def carried_into(
    history: Iterable[tuple[Manifest, Account]], period: str, year: date
) -> Mapping[str, Carried]:
    """Return what is carried for everybody who is in a closed period, oldest first, as corrected."""
    found: dict[str, dict[str, Fraction]] = {}
    for manifest, account in history:
        same_year = year <= manifest.first_day
        for person in account.people:
            closing = account.state.closing.get(person, {})
            found[person] = found.get(person, {}) | {
                name: value if same_year or not _of_the_year(name) else ZERO
                for name, value in closing.items()
            }
    return {person: dict(_as_seen(carried, period)) for person, carried in found.items()}


def _as_seen(carried: Carried, period: str) -> Iterator[tuple[str, Fraction]]:
    """Yield what is carried as a period sees it: parts of bonuses are due or not yet, and none are 0."""
    for name, value in carried.items():
        part = waiting_part(name)
        if part is None:
            yield name, value
        elif value:
            yield part.seen_from(period).column, value


def _of_the_year(column: str) -> bool:
    """Whether a column counts what was paid since the start of the plan's year."""
    return column.partition(".")[0] == "already_paid"


def owed_in(ledger: Ledger) -> dict[str, tuple[Owed, ...]]:
    """Return what is owed to people from closed periods, or by them, as lines; nobody for whom it is 0.

    The law: it is what the periods give as corrected, less all that was paid.
    """
    due: dict[str, Fraction] = {}
    for one in ledger.periods:
        corrected = as_corrected(ledger, one)
        for person in dict.fromkeys((*corrected.people, *one.account.people)):
            paid = one.account.people.get(person)
            total = ZERO if paid is None else Fraction(paid["total"])
            due[person] = due.get(person, ZERO) + base_of(corrected.people.get(person)) - total
    lines = _unpaid_lines(ledger)
    found: dict[str, tuple[Owed, ...]] = {}
    for person, amount in due.items():
        own = lines.get(person, [])
        rest = amount - sum((one.amount for one in own), ZERO)
        if rest:
            own = [Owed(rest, NOT_TAKEN, ledger.last.name, "corrections.carried"), *own]
        if amount:
            found[person] = tuple(own)
    return found


def _unpaid_lines(ledger: Ledger) -> dict[str, list[Owed]]:
    """Return the lines of the corrections that are not paid, by person, in their order."""
    found: dict[str, list[Owed]] = {}
    waiting = {one.name for one in unpaid(ledger)}
    known: dict[str, Account] = {one.name: one.account for one in ledger.periods}
    for correction in ledger.corrections:
        if correction.name in waiting:
            for line in correction_lines(correction, known):
                found.setdefault(line[0], []).append(line[1])
        known |= correction.accounts
    return found


def correction_lines(correction: Correction, known: Mapping[str, Account]) -> list[tuple[str, Owed]]:
    """Return the lines of a correction, each with its person: what the periods give otherwise than before."""
    reason = correction.manifest.reason
    found: list[tuple[str, Owed]] = []
    for period, account in sorted(correction.accounts.items()):
        earlier = known[period]
        for person in dict.fromkeys((*account.people, *earlier.people)):
            lines = changed_lines(person, earlier.people.get(person), account.people.get(person))
            found += [(person, Owed(line.change, reason, period, line.step)) for line in lines]
    return found
