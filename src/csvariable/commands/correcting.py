"""A correction on its way into a ledger: prepared, shown, written."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csvariable import __version__
from csvariable.commands.entries import account_files, entry, kept
from csvariable.commands.ledger_files import write_entry
from csvariable.commands.revision import repository_of
from csvariable.kernel.message import Message, msg, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csvariable.documents.correction import CorrectionReport
    from csvariable.facts.opening import Owed
    from csvariable.kernel.diagnostic import Diagnostic, FilePlace
    from csvariable.ledger.closed import ClosedPeriod, Correction, Ledger
    from csvariable.ledger.correcting import Corrected, RunSource
    from csvariable.ledger.replay import Replay, RunFile
    from csvariable.plan import Plan
    from csvariable.speech.language import Language
    from csvariable.tables.written import HowWritten
    from csvariable.text import Document


def as_result(done: Replay) -> dict[str, Any]:
    """Return the result of a run from bytes, as `compute --format json` writes it."""
    from csvariable.documents.payments import Payments
    from csvariable.documents.result import heading_of

    if done.document is None or done.plans is None or done.results is None:
        message = "a run without results has no result"
        raise ValueError(message)
    everybody = range(len(done.results.facts.people))
    heading = heading_of(done.document, done.plans, done.tables, done.results)
    return Payments(
        done.results, done.plans, heading, done.document, done.tables, done.diagnostics, everybody, "en"
    ).data()


@dataclass(frozen=True)
class Prepared:
    """A correction that could be written, and what it changes."""

    ledger: Ledger
    period: ClosedPeriod
    source: RunSource
    done: Corrected
    reason: str

    @property
    def correction(self) -> Correction:
        """The correction as a ledger will read it; its manifest has no files yet."""
        from csvariable.ledger.closed import Correction
        from csvariable.ledger.manifest import Manifest
        from csvariable.ledger.names import correction_name

        own, ledger = self.period.manifest, self.ledger
        plan, inputs, _ = kept(self.source.files, inputs=own.has_inputs)
        manifest = Manifest(
            kind="correction",
            period=own.period,
            first_day=own.first_day,
            last_day=own.last_day,
            family=own.family,
            version=__version__,
            plan=plan,
            git=repository_of(Path(plan.path)),
            inputs=inputs,
            reading=self.source.reading,
            before=ledger.corrections[-1].link if ledger.corrections else None,
            corrections=(),
            after=ledger.last.link,
            reason=self.reason,
            files={},
        )
        return Correction(correction_name(len(ledger.corrections) + 1), manifest, "", self.done.accounts)

    @property
    def lines(self) -> list[tuple[str, Owed]]:
        """What it changes, line by line."""
        from csvariable.ledger.opening import as_corrected, correction_lines

        known = {one.name: as_corrected(self.ledger, one) for one in self.ledger.periods}
        return correction_lines(self.correction, known)

    def report(self, language: Language) -> CorrectionReport:
        """Return its lines as a document."""
        from csvariable.documents.correction import CorrectionReport

        title = msg("{period}, corrected: {reason}", period=self.period.name, reason=self.reason)
        return CorrectionReport(title, self.lines, self.period.manifest.family.currency, language)

    def write(self, folder: Path) -> Message:
        """Write it into the ledger, whose lock must be held, and return what to say."""
        name, files = self.entry()
        write_entry(folder, name, files)
        return msg(
            "Correction {name} of {period} is written; it is paid with the next period that is closed",
            name=self.correction.name,
            period=self.period.name,
        )

    def entry(self) -> tuple[str, dict[str, bytes]]:
        """Return the folder of the correction, and its files."""
        from csvariable.documents.formats import Look
        from csvariable.documents.formats.csv_ import write
        from csvariable.ledger.names import LINES

        _, _, files = kept(self.source.files, inputs=self.period.manifest.has_inputs)
        lines = io.BytesIO()
        write(self.report("en"), lines, Look())
        for period, account in self.done.accounts.items():
            files |= account_files(account.result, account.state, f"{period}/")
        correction = self.correction
        return correction.folder, entry(correction.manifest, {**files, LINES: lines.getvalue()})


@dataclass(frozen=True)
class Refused:
    """What stops a correction, and the plan that it speaks of."""

    problems: Sequence[Diagnostic]
    documents: Sequence[Document] = ()


def prepared(  # noqa: PLR0917 - a ledger, what is given, and why
    ledger: Ledger,
    files: Mapping[str, bytes],
    name: str,
    given: Sequence[RunFile],
    reading: HowWritten,
    reason: str,
) -> Prepared | Refused:
    """Compute what a closed period gives with other files; or what is wrong with that.

    Without a reason it is the rows that changed.
    """
    from csvariable.kernel.diagnostic import FilePlace, error, has_errors
    from csvariable.ledger.changed import changed_rows
    from csvariable.ledger.closing import family_problems
    from csvariable.ledger.correcting import corrected, replaced, source_of

    period = next(one for one in ledger.periods if one.name == name)
    known = source_of(ledger, period, files)
    source = replaced(known, given, reading)
    if source.lacking:
        return Refused([_not_kept(name, source.lacking, FilePlace(f"{ledger.name}/{period.folder}"))])
    if _bytes(known.files) == _bytes(source.files) and known.reading == source.reading:
        said = msg("these are the files that {period} is known from: nothing is corrected", period=name)
        return Refused([error("nothing-corrected", said, FilePlace(given[0].name))])
    done = corrected(ledger, name, source, files, as_result)
    replay = done.replay
    documents = () if replay is None or replay.document is None else (replay.document,)
    if replay is not None and replay.plans is not None:
        # the plan of a correction is of the family that the period was closed with
        own = replace(ledger, periods=(period,), corrections=())
        done.problems[:0] = family_problems(own, replay.plans.base)
        done.problems += _no_source(given, replay.plans.base)
    if has_errors(done.problems):
        return Refused([one for one in done.problems if one.severity == "error"], documents)
    if not reason and replay is not None and replay.plans is not None:
        reason = changed_rows(known, given, replay.plans.base, source.reading) or ""
    if not reason:
        said = msg("no reason is given, and the rows of the files do not tell it")
        return Refused([error("no-reason", said, FilePlace(given[0].name), help=WHY)])
    return Prepared(ledger, period, source, done, reason)


WHY = msg('write why: `--reason "..."`; the people paid are told')


def _not_kept(period: str, kinds: Iterable[str], at: FilePlace) -> Diagnostic:
    from csvariable.kernel.diagnostic import error

    said = msg(
        "{period} was closed without its files: {kinds}", period=period, kinds=", ".join(sorted(kinds))
    )
    return error("inputs-not-kept", said, at, help=msg("give all of them, corrected or not"))


def _no_source(given: Sequence[RunFile], plan: Plan) -> list[Diagnostic]:
    """Refuse rows of a source that the plan does not have."""
    from csvariable.kernel.diagnostic import FilePlace, error

    names = dict.fromkeys(one.source for one in given if one.source is not None)
    return [
        error(
            "no-such-source",
            msg("the plan has no source `{source}`", source=name),
            FilePlace(""),
            help=msg("its sources are {known}", known=quoted(plan.sources))
            if plan.sources
            else msg("leave `--source` out"),
        )
        for name in names
        if name not in plan.sources
    ]


def _bytes(files: Sequence[RunFile]) -> list[tuple[str, bytes]]:
    return [(one.role, one.data) for one in files]
