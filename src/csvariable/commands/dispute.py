"""`csvariable dispute`: a person says that a value was another one; it is accepted or refused."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from csvariable.commands.correcting import Prepared, Refused, prepared
from csvariable.commands.delivery import deliver, format_of
from csvariable.commands.grouped import grouped
from csvariable.commands.inputs import nearest
from csvariable.commands.ledger_files import locked, write_note
from csvariable.commands.ledger_run import read_folder
from csvariable.commands.misuse import Misuse
from csvariable.commands.options import ClosedPeriodOption, LedgerArgument
from csvariable.commands.output_options import FileOptions, LookOptions
from csvariable.commands.problem_output import print_problems
from csvariable.commands.usage_error import UsageError
from csvariable.documents.formats import Shown
from csvariable.kernel.message import Message, msg
from csvariable.speech.saying import in_language

if TYPE_CHECKING:
    from csvariable.ledger.closed import ClosedPeriod, Ledger
    from csvariable.ledger.disputes import Dispute


@grouped
def command(
    ledger: LedgerArgument,
    *,
    csm: Annotated[str, typer.Option("--csm", help="The person, by id.", metavar="ID", show_default=False)],
    period: ClosedPeriodOption,
    kpi: Annotated[str, typer.Option("--kpi", metavar="KPI", help="The KPI, by id.", show_default=False)],
    says: Annotated[
        str | None,
        typer.Option("--says", metavar="VALUE", help="What the value was, as the person says."),
    ] = None,
    because: Annotated[
        str | None, typer.Option("--because", metavar="TEXT", help="Why the person says so.")
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Make it a correction.")] = False,
    refuse: Annotated[
        str | None, typer.Option("--refuse", metavar="TEXT", help="Refuse it, with the reason that is kept.")
    ] = None,
    look: LookOptions,
) -> int:
    """Write down what a person says against a closed period, and what it would change in money.

    It is a small file in the ledger. --accept makes it a correction, which is paid with the next
    period; --refuse keeps the reason.
    """
    from csvariable.time.period import spelled

    period = spelled(period)
    opens = says is not None or because is not None
    if [opens, accept, refuse is not None].count(True) != 1 or (opens and not (says and because)):
        raise Misuse(msg("say what it was and why (--says, --because), or --accept, or --refuse"))
    with nullcontext() if not ledger.is_dir() else locked(ledger):
        found = read_folder(ledger, look, period)
        if found is None:
            return 1
        closed, files = found
        one = next(each for each in closed.periods if each.name == period)
        if csm not in one.account.people:
            raise UsageError("no-such-person", id=csm, known=nearest(csm, list(one.account.people)))
        desk = _Desk(ledger, closed, files, one, look)
        if opens:
            return desk.open(csm, kpi, says or "", because or "")
        return desk.accept(csm, kpi) if accept else desk.refuse(csm, kpi, refuse or "")


ANSWERED = {"accepted": msg("it was accepted already"), "refused": msg("it was refused already")}


def _reason(person: str, kpi: str, says: str, because: str) -> str:
    return " ".join(f"{person}, {kpi}: {says} ({because})".split())


def reason_of(dispute: Dispute) -> str:
    """Return the reason of the correction that a dispute becomes."""
    return _reason(dispute.person, dispute.kpi, dispute.says, dispute.because)


class _Desk:
    """Where disputes about one period are written and answered."""

    def __init__(
        self,
        folder: Path,
        ledger: Ledger,
        files: Mapping[str, bytes],
        period: ClosedPeriod,
        look: LookOptions,
    ) -> None:
        self.folder = folder
        self.ledger = ledger
        self.files = files
        self.period = period
        self.look = look

    def open(self, person: str, kpi: str, says: str, because: str) -> int:
        """Write a dispute with what it would change."""
        from csvariable.ledger.disputes import Dispute
        from csvariable.ledger.lines import base_of
        from csvariable.ledger.opening import as_corrected

        known = self.known(person, kpi)
        if known is not None and known.status != "open":
            return self.stop("dispute-answered", ANSWERED[known.status])
        done = self.prepared(person, kpi, says, because)
        if done is None:
            return 1
        currency = self.period.manifest.family.currency
        before = base_of(as_corrected(self.ledger, self.period).people.get(person))
        after = base_of(done.done.accounts[self.period.name].people.get(person))
        from csvariable.kernel.unit import amount_text

        dispute = Dispute(
            self.period.name,
            person,
            kpi,
            says,
            because,
            self.period.digest,
            amount_text(before, currency),
            amount_text(after - before, currency),
        )
        deliver(done.report(self.look.language), format_of(None, None, (Shown,)), FileOptions(), self.look)
        self.write(dispute)
        return 0

    def accept(self, person: str, kpi: str) -> int:
        """Make a dispute a correction."""
        known = self.waiting(person, kpi)
        if known is None:
            return 1
        if (name := self.written(known)) is not None:  # a run that was stopped has written the correction
            self.write(replace(known, status="accepted", answer=name))
            return 0
        done = self.prepared(person, kpi, known.says, known.because)
        if done is None:
            return 1
        deliver(done.report(self.look.language), format_of(None, None, (Shown,)), FileOptions(), self.look)
        said = done.write(self.folder)
        self.say(said)
        self.write(replace(known, status="accepted", answer=done.correction.name))
        return 0

    def refuse(self, person: str, kpi: str, reason: str) -> int:
        """Keep why a dispute is refused."""
        known = self.waiting(person, kpi)
        if known is None:
            return 1
        if not reason.strip():
            raise Misuse(msg("write why: the people paid are told"), "--refuse")
        self.write(replace(known, status="refused", answer=" ".join(reason.split())))
        return 0

    # ---------------------------------------------------------------------------- parts

    def known(self, person: str, kpi: str) -> Dispute | None:
        """Return the dispute of a person about a KPI of the period, if there is one."""
        from csvariable.ledger.disputes import disputes_in

        return next(
            (
                one
                for one in disputes_in(self.files)
                if (one.period, one.person, one.kpi) == (self.period.name, person, kpi)
            ),
            None,
        )

    def waiting(self, person: str, kpi: str) -> Dispute | None:
        """Return a dispute that is not answered yet; print what is wrong."""
        found = self.known(person, kpi)
        if found is None:
            self.stop(
                "no-dispute", msg("there is no dispute of `{person}` about `{kpi}`", person=person, kpi=kpi)
            )
        elif found.status != "open":
            self.stop("dispute-answered", ANSWERED[found.status])
        return found if found is not None and found.status == "open" else None

    def written(self, dispute: Dispute) -> str | None:
        """Return the correction that a dispute has become already."""
        return next(
            (one.name for one in self.ledger.corrections if one.manifest.reason == reason_of(dispute)), None
        )

    def prepared(self, person: str, kpi: str, says: str, because: str) -> Prepared | None:
        """Return the correction that a dispute would be; print what stops it."""
        from csvariable.kernel.diagnostic import Diagnostic
        from csvariable.ledger.correcting import source_of
        from csvariable.ledger.disputing import with_value
        from csvariable.ledger.opening import before, opening_of, year_of
        from csvariable.ledger.replay import replayed

        source = source_of(self.ledger, self.period, self.files)
        earlier = before(self.ledger, self.period.name)
        opening = (
            opening_of(earlier, self.period.name, year_of(self.period.manifest)) if earlier.periods else None
        )
        run = replayed(source.files, source.reading, self.period.name, opening)
        given = with_value(source, run, person, kpi, says)
        if isinstance(given, Diagnostic):
            print_problems([given], [], self.look)
            return None
        reason = _reason(person, kpi, says, because)
        done = prepared(self.ledger, self.files, self.period.name, given, source.reading, reason)
        if isinstance(done, Refused):
            print_problems(done.problems, done.documents, self.look)
            return None
        return done

    def write(self, dispute: Dispute) -> None:
        """Write the file of a dispute, and say it."""
        from csvariable.documents.formats.json_ import as_json

        write_note(self.folder, dispute.file, as_json(dispute.data()).encode())
        self.say(dispute.told(self.period.manifest.family.currency))

    def say(self, message: Message) -> None:
        """Print a sentence."""
        sys.stdout.write(in_language(message, self.look.language) + "\n")

    def stop(self, rule: str, message: Message) -> int:
        """Print why nothing is done."""
        from csvariable.kernel.diagnostic import FilePlace, error

        print_problems([error(rule, message, FilePlace(f"{self.ledger.name}/disputes"))], [], self.look)
        return 1
