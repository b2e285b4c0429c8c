"""What people say against a closed period, and what became of it (ledger, section 11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final, Literal, TypeAlias

from csvariable.facts.opening import Carried
from csvariable.kernel.message import Amount, Message, msg
from csvariable.kernel.unit import Unit
from csvariable.ledger.closed import Ledger
from csvariable.ledger.manifest import VERSION, NotOfALedger, TooNew, Written, read_json
from csvariable.ledger.names import DISPUTES, dispute_name
from csvariable.ledger.opening import as_corrected, left_by, owed_in
from csvariable.plan.waiting import DUE, LATER, WAITING, waiting_part

Status: TypeAlias = Literal["open", "accepted", "refused"]
NAMES: Final = tuple("period person kpi says because manifest total change status answer".split())
STATUSES: Final[tuple[Status, ...]] = ("open", "accepted", "refused")


@dataclass(frozen=True, slots=True)
class Dispute:
    """What a person says that a KPI was, why, and what it would change for everybody."""

    period: str
    person: str
    kpi: str
    says: str
    because: str
    manifest: str
    """SHA-256 of the manifest of the period."""
    total: str
    """What the person was paid in the period, as known when it was written."""
    change: str
    """What it would change of that."""
    status: Status = "open"
    answer: str = ""
    """Why it was refused, or the correction that it became."""

    @property
    def file(self) -> str:
        """Where it stands in the ledger."""
        return dispute_name(self.period, self.person, self.kpi)

    def data(self) -> dict[str, Written]:
        """Return it as it is written."""
        return {
            "ledger_version": VERSION,
            "kind": "dispute",
            "period": self.period,
            "person": self.person,
            "kpi": self.kpi,
            "says": self.says,
            "because": self.because,
            "manifest": self.manifest,
            "total": self.total,
            "change": self.change,
            "status": self.status,
            "answer": self.answer,
        }

    def told(self, currency: str) -> Message:
        """Return it as a sentence."""
        change = Amount(Fraction(self.change), Unit.MONEY, currency)
        said = {
            "open": msg("{period}, `{kpi}`: disputed, {says} ({because}); it would change {change}"),
            "accepted": msg(
                "{period}, `{kpi}`: disputed, {says} ({because}); accepted as correction {answer}, {change}"
            ),
            "refused": msg("{period}, `{kpi}`: disputed, {says} ({because}); refused: {answer}"),
        }[self.status]
        return said.given(
            period=self.period,
            kpi=self.kpi,
            says=self.says,
            because=self.because,
            answer=self.answer,
            change=change,
        )


def read_dispute(data: bytes) -> Dispute:
    """Return the dispute that bytes hold.

    Raises:
        NotOfALedger: for anything that csvariable does not write.
    """
    found: Any = read_json(data)
    if isinstance(found, dict) and isinstance(found.get("ledger_version"), int):
        if found["ledger_version"] > VERSION:
            raise TooNew(msg("it was written by a newer csvariable"))
        texts: list[Any] = [found.get(name) for name in NAMES]
        if all(isinstance(text, str) for text in texts) and found["status"] in STATUSES:
            Fraction(found["change"])
            return Dispute(*texts)
    raise NotOfALedger(msg("it is no dispute of a ledger"))


def disputes_in(files: Mapping[str, bytes]) -> list[Dispute]:
    """Return the disputes of a ledger in the order of their files; what is none is passed over.

    Disputes stand beside the chain: people write them, and nothing is paid for them.
    """
    found = []
    for name in sorted(files):
        if name.startswith(f"{DISPUTES}/") and name.endswith(".json"):
            try:
                found.append(read_dispute(files[name]))
            except (NotOfALedger, ValueError):
                continue
    return found


def beside_pay(ledger: Ledger, files: Mapping[str, bytes]) -> dict[str, list[Message]]:
    """Return for each person what stands beside a pay: lines and parts that wait, every dispute."""
    found: dict[str, list[Message]] = {}
    for person, period, kpi in held_lines(ledger):
        found.setdefault(person, []).append(msg("{period}, `{kpi}`: held", period=period, kpi=kpi))
    for person, carried in left_by(ledger).items():
        said = parts_told(carried, ledger.family.currency)
        if said:
            found.setdefault(person, []).extend(said)
    for dispute in disputes_in(files):
        found.setdefault(dispute.person, []).append(dispute.told(ledger.family.currency))
    return found


def open_notes(ledger: Ledger, files: Mapping[str, bytes]) -> dict[str, list[Message]]:
    """Return for each person what is open: lines held, corrections that wait, and every dispute."""
    found = beside_pay(ledger, files)
    currency = ledger.family.currency
    for person, lines in owed_in(ledger).items():
        found.setdefault(person, []).extend(
            msg(
                "{period}, `{step}`: {amount} waits for the next pay ({reason})",
                period=one.period,
                step=one.step,
                amount=Amount(one.amount, Unit.MONEY, currency),
                reason=one.reason,
            )
            for one in lines
        )
    return found


def parts_told(carried: Carried, currency: str) -> list[Message]:
    """Return what is said of parts of bonuses that are not paid yet: how much, of when, until when."""
    found = []
    for part, value in ((waiting_part(name), value) for name, value in carried.items()):
        if part is not None and value:
            found.append(
                _UNPAID[part.kind].given(
                    period=part.period,
                    bonus=part.bonus,
                    amount=Amount(value, Unit.MONEY, currency),
                    until=part.until,
                )
            )
    return found


_UNPAID: Final[Mapping[str, Message]] = {
    LATER: msg("{period}, bonus `{bonus}`: {amount} is paid with {until}"),
    DUE: msg("{period}, bonus `{bonus}`: {amount} was due with {until} and is not paid"),
    WAITING: msg("{period}, bonus `{bonus}`: {amount} waits for the condition of part {until}"),
}


def held_lines(ledger: Ledger) -> list[tuple[str, str, str]]:
    """Return person, period and KPI of the lines that are still held, oldest first."""
    return [
        (name, period.name, note["kpi"])
        for period in ledger.periods
        for name, person in as_corrected(ledger, period).people.items()
        for note in person["notes"]
        if note["kind"] == "held"
    ]
