"""From the bytes of a folder to a ledger; or everything that is wrong with them (ledger, sections 3, 9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from csvariable.kernel.diagnostic import Diagnostic, FilePlace, error
from csvariable.kernel.message import Message, msg, quoted
from csvariable.ledger.closed import ClosedPeriod, Correction, Ledger
from csvariable.ledger.manifest import (
    Link,
)
from csvariable.ledger.names import (
    CORRECTIONS,
    MANIFEST,
    correction_name,
)
from csvariable.ledger.reader import RESTORE, LedgerReader


def read_ledger(name: str, files: Mapping[str, bytes]) -> tuple[Ledger | None, tuple[Diagnostic, ...]]:
    """Return the ledger that a folder holds, whose manifests hold together; or what is wrong."""
    reader = LedgerReader(name, files)
    ledger = Ledger(name, tuple(reader.periods()), tuple(reader.corrections()))
    if not reader.problems:
        chained(ledger, reader)
    return (None if reader.problems else ledger), tuple(reader.problems)


def whole_problems(ledger: Ledger, files: Mapping[str, bytes]) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the files that a ledger is not read from: changed, missing, named nowhere."""
    reader = LedgerReader(ledger.name, files)
    entries: tuple[ClosedPeriod | Correction, ...] = (*ledger.periods, *ledger.corrections)
    for one in entries:
        reader.unnamed(one.folder, one.manifest)
    return tuple(reader.problems)


def chained(ledger: Ledger, reader: LedgerReader) -> None:
    """Refuse links that do not hold: a period that is missing, a manifest that is another one."""
    periods = ledger.periods
    if periods and periods[0].manifest.before is not None:
        _missing(periods[0].manifest.before, periods[0].folder, reader)
    for one, other in pairwise(periods):
        if other.manifest.before is None or other.manifest.before.name != one.name:
            _missing(other.manifest.before or one.link, other.folder, reader)
        else:
            _same(other.manifest.before, one.digest, one.folder, other.folder, reader)
    named = {link.name: (link, period.folder) for period in periods for link in period.manifest.corrections}
    for name, (link, folder) in named.items():
        if all(one.name != name for one in ledger.corrections):
            reader.refuse(f"{CORRECTIONS}/{name}", _gone(f"{CORRECTIONS}/{name}", folder), advice=RESTORE)
            continue
        found = next(one for one in ledger.corrections if one.name == name)
        _same(link, found.digest, found.folder, folder, reader)
    _corrections(ledger, reader)


def _corrections(ledger: Ledger, reader: LedgerReader) -> None:
    before: Correction | None = None
    for number, one in enumerate(ledger.corrections, 1):
        link, after = one.manifest.before, one.manifest.after
        if one.name != correction_name(number):
            missing = f"{CORRECTIONS}/{correction_name(number)}"
            reader.refuse(missing, _gone(missing, one.folder), advice=RESTORE)
            return
        if (before is None) != (link is None):
            _missing(link or one.link, one.folder, reader)
        elif before is not None and link is not None:
            _same(link, before.digest, before.folder, one.folder, reader)
        period = None if after is None else ledger.period(after.name)
        if after is None or period is None:
            _missing(after or one.link, one.folder, reader)
        else:
            _same(after, period.digest, period.folder, one.folder, reader)
        before = one


def _missing(link: Link, folder: str, reader: LedgerReader) -> None:
    reader.refuse(link.name, _gone(link.name, folder), advice=RESTORE)


def _gone(name: str, folder: str) -> Message:
    return msg("`{name}` is not here, and `{folder}` came after it", name=name, folder=folder)


def _same(link: Link, hashed: str, named: str, folder: str, reader: LedgerReader) -> None:
    if link.manifest != hashed:
        reader.refuse(
            f"{named}/{MANIFEST}",
            msg("`{folder}` came after another manifest of `{named}`", folder=folder, named=named),
            advice=RESTORE,
        )


def lacking(ledger: Ledger, hashes: Sequence[str]) -> tuple[Diagnostic, ...]:
    """Refuse a ledger without a manifest that must be there, by the beginning of its SHA-256.

    Whatever came before a manifest is bound by it: what is missing, or is another one, is the last of all.
    """
    known = [one.digest for one in ledger.periods] + [one.digest for one in ledger.corrections]
    return tuple(
        error(
            "not-in-the-ledger",
            msg("no period and no correction has the manifest `{hash}`", hash=text),
            FilePlace(ledger.name),
            help=msg("what was closed last was taken out or closed anew: take it back from git or a copy"),
        )
        for text in hashes
        if not any(one.startswith(text) for one in known)
    )


def no_ledger(ledger: Ledger, period: str | None = None) -> tuple[Diagnostic, ...]:
    """Refuse a folder without closed periods, and a period that is not closed there."""
    at = FilePlace(ledger.name)
    if not ledger.periods:
        return (
            error(
                "not-a-ledger",
                msg("`{ledger}` is no ledger: no period is closed there", ledger=ledger.name),
                at,
                help=msg("name the folder that `csvariable close --ledger` writes to"),
            ),
        )
    if period is not None and ledger.period(period) is None:
        names = quoted(one.name for one in ledger.periods)
        said = msg("`{period}` is not closed in `{ledger}`", period=period, ledger=ledger.name)
        return (error("not-closed", said, at, help=msg("the closed periods are {periods}", periods=names)),)
    return ()
