"""A closed period computed again from corrected files, and the periods after it (ledger, section 6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from csvariable.facts.opening import LedgerOpening
from csvariable.kernel.diagnostic import Diagnostic, FilePlace, error
from csvariable.kernel.message import msg
from csvariable.ledger.closed import Account, ClosedPeriod, Correction, Ledger
from csvariable.ledger.manifest import Manifest
from csvariable.ledger.opening import as_corrected, carried_into, year_of
from csvariable.ledger.replay import Replay, RunFile, files_of, replayed
from csvariable.ledger.state import state_of
from csvariable.plan.waiting import waiting_part
from csvariable.tables.written import HowWritten

AsResult: TypeAlias = Callable[[Replay], Mapping[str, Any]]
"""Makes the result of a run that has one (semantics, section 15)."""


@dataclass(frozen=True, slots=True)
class RunSource:
    """The files that a closed period is computed from, as they are known now, and how they are read."""

    files: tuple[RunFile, ...]
    reading: HowWritten
    lacking: frozenset[str] = frozenset()
    """What was not kept: kinds of files, sources."""


@dataclass(slots=True)
class Corrected:
    """What a correction gives: accounts of the periods that change, or what stops it."""

    accounts: dict[str, Account] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    replay: Replay | None = None
    """The run of the corrected period itself."""


def source_of(ledger: Ledger, period: ClosedPeriod, files: Mapping[str, bytes]) -> RunSource:
    """Return the latest files of a closed period: those of its last correction, or its own."""
    entries: list[Correction | ClosedPeriod] = [period]
    entries += [one for one in ledger.corrections if one.manifest.period == period.name]
    return own_source(entries[-1], files)


def own_source(entry: ClosedPeriod | Correction, files: Mapping[str, bytes]) -> RunSource:
    """Return the files that a period was closed or corrected from."""
    found = tuple(files_of(entry.folder, entry.manifest, files))
    lacking = frozenset(one.role for one in entry.manifest.inputs if one.file is None)
    return RunSource(found, entry.manifest.reading, lacking)


def replaced(source: RunSource, given: Sequence[RunFile], reading: HowWritten) -> RunSource:
    """Return files in which those given stand in place of those of their kind; late ones are added.

    The files of a source stand in place of those of that source.
    """
    kinds = {one.role for one in given}
    gone = kinds - {"late"} | ({"late"} if "kpis" in kinds else set())
    kept = [one for one in source.files if one.role not in gone]
    order = ("plan", "kpis", "late", "people", "adjustments", "source")
    files = sorted((*kept, *given), key=lambda one: order.index(one.kind))
    unsaid = reading == HowWritten()
    return RunSource(tuple(files), source.reading if unsaid else reading, source.lacking - gone)


def corrected(
    ledger: Ledger, name: str, source: RunSource, files: Mapping[str, bytes], as_result: AsResult
) -> Corrected:
    """Compute a closed period from other files, and the later ones where their opening changes."""
    found = Corrected()
    history: list[tuple[Manifest, Account]] = []
    for period in ledger.periods:
        known = as_corrected(ledger, period)
        opening = _opening(ledger, history, period)
        if period.name == name:
            account = _computed(source, period, opening, as_result, found)
        elif name not in found.accounts or _same(known, opening):
            account = known
        else:
            own = source_of(ledger, period, files)
            account = _again(own, ledger, period, opening, as_result, found)
        if account is None:
            return found
        if period.name == name or not _alike(account, known):
            found.accounts[period.name] = account
        history.append((period.manifest, account))
    return found


def _opening(
    ledger: Ledger, history: Sequence[tuple[Manifest, Account]], period: ClosedPeriod
) -> LedgerOpening | None:
    """Return the state that a period begins with, and no corrections: they are paid apart."""
    if not history:
        return None
    return LedgerOpening(ledger.name, carried_into(history, period.name, year_of(period.manifest)), {})


def _same(account: Account, opening: LedgerOpening | None) -> bool:
    """Whether a period began with what it would begin with now, for everybody in it."""
    known, state = {} if opening is None else opening.people, account.state.opening
    return all(
        value == known.get(person, {}).get(name, 0)
        for person, columns in state.items()
        for name, value in columns.items()
    ) and not any(  # a part of a bonus that was not there, and waits now
        waiting_part(name) is not None and name not in state.get(person, {})
        for person in account.people
        for name in known.get(person, {})
    )


def _alike(one: Account, other: Account) -> bool:
    """Whether two accounts pay and carry the same."""
    return one is other or (one.people == other.people and one.state == other.state)


def _again(  # noqa: PLR0913, PLR0917 - a run and where it goes
    source: RunSource,
    ledger: Ledger,
    period: ClosedPeriod,
    opening: LedgerOpening | None,
    as_result: AsResult,
    found: Corrected,
) -> Account | None:
    if not source.lacking:
        return _computed(source, period, opening, as_result, found)
    found.problems.append(
        error(
            "inputs-not-kept",
            msg("what {period} began with changes, and its files were not kept", period=period.name),
            FilePlace(f"{ledger.name}/{period.folder}"),
            help=msg("correct {period} with its own files first", period=period.name),
        )
    )
    return None


def _computed(
    source: RunSource,
    period: ClosedPeriod,
    opening: LedgerOpening | None,
    as_result: AsResult,
    found: Corrected,
) -> Account | None:
    done = replayed(source.files, source.reading, period.name, opening)
    if found.replay is None:
        found.replay = done
    known = set(found.problems)
    found.problems += [one for one in done.diagnostics if one not in known]
    if done.results is None or done.plans is None:
        return None
    return Account(as_result(done), state_of(done.results, done.plans))
