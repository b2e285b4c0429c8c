"""`csvariable verify`: whether what was closed is unchanged, and still what the files give."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from csvariable.commands.delivery import deliver, format_of
from csvariable.commands.grouped import grouped
from csvariable.commands.ledger_files import open_folder
from csvariable.commands.misuse import Misuse
from csvariable.commands.options import LedgerArgument, PeriodOption, form_option
from csvariable.commands.output_options import FileOptions, LookOptions
from csvariable.documents.formats import Diagnosed, Examined, Shown, Structured
from csvariable.kernel.message import msg

if TYPE_CHECKING:
    from csvariable.documents.verification import VerifiedEntry
    from csvariable.facts.opening import LedgerOpening
    from csvariable.kernel.diagnostic import Diagnostic
    from csvariable.ledger.closed import ClosedPeriod, Correction, Ledger
    from csvariable.ledger.replay import Replay

SHOWN = 12
"""Digits of a hash that are printed, and that tell it from all others."""
WRITTEN = (Shown, Structured, Diagnosed, Examined)
"""What can be asked of Verification."""


@grouped
def command(
    ledger: LedgerArgument,
    *,
    period: PeriodOption = None,
    expect: Annotated[
        list[str] | None,
        typer.Option(
            "--expect",
            metavar="HASH",
            help="A manifest that must be there, as an earlier verify named it; repeatable.",
            show_default=False,
        ),
    ] = None,
    form: Annotated[str | None, form_option(WRITTEN)] = None,
    to: FileOptions,
    look: LookOptions,
) -> int:
    """Verify a ledger: every byte, the chain of the periods, and every amount computed again.

    With --period, amounts of that period alone; bytes and chain are those of the whole ledger. Nothing
    in a folder tells that its last period was taken out: --expect does, with a hash that was kept elsewhere.
    """
    from csvariable.documents.verification import Verification
    from csvariable.ledger.reading import lacking, no_ledger, read_ledger, whole_problems
    from csvariable.time.period import spelled

    period = None if period is None else spelled(period)
    hashes = [_hash(text) for text in expect or ()]
    chosen = format_of(form, to.output, WRITTEN)
    name, files = str(ledger), open_folder(ledger)
    found, problems = read_ledger(name, files)
    if found is not None:
        problems = no_ledger(found, period) or (*whole_problems(found, files), *lacking(found, hashes))
    entries = () if found is None or problems else verified(found, files, period)
    every = (*problems, *(problem for one in entries for problem in one.problems))
    report = Verification(name, found, entries, every, look.language)
    deliver(report, chosen, to, look)
    return 0 if report.holds else 1


def _hash(text: str) -> str:
    """Return a hash as manifests have it, or its beginning, as long as verify prints it."""
    if re.fullmatch(f"[0-9a-f]{{{SHOWN},64}}", text.casefold(), re.ASCII) is None:
        raise Misuse(
            msg("write a hash, or {count} digits of it, as `verify` prints them", count=SHOWN), "--expect"
        )
    return text.casefold()


def verified(ledger: Ledger, files: Mapping[str, bytes], period: str | None = None) -> list[VerifiedEntry]:
    """Compute every period and correction again whose files were kept, or those of one period."""
    entries = [_verified(one, ledger, files, period) for one in ledger.periods]
    return entries + [_corrected(one, ledger, files, period) for one in ledger.corrections]


def _verified(
    one: ClosedPeriod, ledger: Ledger, files: Mapping[str, bytes], period: str | None
) -> VerifiedEntry:
    """Compute a period again, where its files were kept and it was asked for."""
    from csvariable.documents.verification import VerifiedEntry
    from csvariable.ledger.replay import files_of, replayed

    if not one.manifest.has_inputs or period not in {None, one.name}:
        return VerifiedEntry(one.name, one.digest, False, ())
    run = files_of(one.folder, one.manifest, files)
    done = replayed(run, one.manifest.reading, one.name, opening_at(one, ledger))
    return VerifiedEntry(one.name, one.digest, True, tuple(_differences(one, ledger, done)))


def _corrected(
    one: Correction, ledger: Ledger, files: Mapping[str, bytes], period: str | None
) -> VerifiedEntry:
    """Compute a correction again: the period that it corrects and those that changed with it."""
    from csvariable.commands.correcting import as_result
    from csvariable.documents.verification import VerifiedEntry
    from csvariable.ledger.agreement import otherwise, told
    from csvariable.ledger.correcting import corrected, own_source
    from csvariable.ledger.opening import before_correction

    if not one.manifest.has_inputs or period not in {None, one.manifest.period}:
        return VerifiedEntry(one.folder, one.digest, False, ())
    known = before_correction(ledger, one.name)
    done = corrected(known, one.manifest.period, own_source(one, files), files, as_result)
    problems = [problem for problem in done.problems if problem.severity == "error"]
    for name in dict.fromkeys((*one.accounts, *done.accounts)) if not problems else ():
        written, now = (accounts.get(name) for accounts in (one.accounts, done.accounts))
        closed, computed = ((account.result["people"] if account else []) for account in (written, now))
        place = f"{ledger.name}/{one.folder}/{name}"
        version = one.manifest.version
        problems += [told(found, version, place) for found in otherwise(closed, computed)]
    return VerifiedEntry(one.folder, one.digest, True, tuple(problems))


def opening_at(one: ClosedPeriod, ledger: Ledger) -> LedgerOpening | None:
    """Return what the ledger left to a period when it was closed; nothing to the first."""
    from csvariable.ledger.opening import before, opening_of, year_of

    known = before(ledger, one.name)
    return opening_of(known, one.name, year_of(one.manifest)) if known.periods else None


def _differences(one: ClosedPeriod, ledger: Ledger, done: Replay) -> list[Diagnostic]:
    from csvariable.ledger.agreement import carried_otherwise, otherwise, told
    from csvariable.ledger.state import state_of

    place = f"{ledger.name}/{one.folder}"
    if done.results is None or done.plans is None:
        return [problem for problem in done.diagnostics if problem.severity == "error"]
    found = otherwise(one.account.result["people"], people_of(done))
    currency = one.manifest.family.currency
    found = found or carried_otherwise(one.account.state, state_of(done.results, done.plans), currency)
    return [told(difference, one.manifest.version, place) for difference in found]


def people_of(done: Replay) -> list[Mapping[str, Any]]:
    """Return the people of a run as a result has them."""
    from csvariable.documents.result import person_of

    if done.results is None or done.plans is None:
        return []
    everybody = range(len(done.results.facts.people))
    return [person_of(done.results, at, done.plans.base.currency) for at in everybody]
