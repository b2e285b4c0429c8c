"""A reader of a ledger's folder: each file as its manifest says it is, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from csvariable.kernel.diagnostic import Diagnostic, FilePlace, error
from csvariable.kernel.message import Message, msg
from csvariable.ledger.closed import Account, ClosedPeriod, Correction
from csvariable.ledger.manifest import (
    Manifest,
    NotOfALedger,
    TooNew,
    digest,
    digest_file,
    read_json,
    read_manifest,
)
from csvariable.ledger.names import (
    CORRECTIONS,
    DIGEST,
    MANIFEST,
    RESULT,
    STATE,
    is_period,
)
from csvariable.ledger.shape import is_result, newer_schema
from csvariable.ledger.state import read_state


@dataclass
class LedgerReader:
    """Reads the files of a ledger; what is wrong is gathered, each at its file."""

    name: str
    files: Mapping[str, bytes]
    """By path inside the ledger, `/` between folders; read where they are asked for."""
    problems: list[Diagnostic] = field(default_factory=list)

    def refuse(
        self, file: str, message: Message, rule: str = "broken-ledger", advice: Message | None = None
    ) -> None:
        """Note what is wrong with a file."""
        self.problems.append(error(rule, message, self.place(file), help=advice))

    def place(self, file: str) -> FilePlace:
        """Return the place of a file of the ledger."""
        return FilePlace(f"{self.name}/{file}" if file else self.name)

    def within(self, folder: str) -> list[str]:
        """Return the names of the files of a folder, as its manifest has them."""
        return sorted(name.removeprefix(f"{folder}/") for name in self.files if name.startswith(f"{folder}/"))

    # ------------------------------------------------------------------ one folder

    def manifest(self, folder: str) -> tuple[Manifest, str] | None:
        """Return the manifest of a folder and its SHA-256, checked against the file beside it."""
        file, beside = f"{folder}/{MANIFEST}", f"{folder}/{DIGEST}"
        lacking = [one for one in (file, beside) if one not in self.files]
        for one in lacking:
            self.refuse(one, msg("the file is missing"))
        if lacking:
            return None
        data = self.files[file]
        hashed = digest(data)
        if self.files[beside] != digest_file(hashed):
            self.refuse(
                file,
                msg(
                    "the manifest is not the one that `{file}` names: one of the two was changed", file=DIGEST
                ),
                advice=RESTORE,
            )
            return None
        try:
            return read_manifest(data), hashed
        except TooNew as problem:
            self.refuse(file, problem.said, "newer-ledger", advice=msg("install a newer csvariable"))
        except NotOfALedger as problem:
            self.refuse(file, problem.said)
        return None

    def bytes_of(self, folder: str, name: str, manifest: Manifest) -> bytes | None:
        """Return a file that a manifest names, where it is the one that was written."""
        file = f"{folder}/{name}"
        if file not in self.files:
            self.refuse(file, msg("the file is missing"), advice=RESTORE)
            return None
        data = self.files[file]
        if digest(data) != manifest.files.get(name):
            self.refuse(
                file, msg("the file is not the one that was written: its bytes were changed"), advice=RESTORE
            )
            return None
        return data

    def account(self, folder: str, inside: str, manifest: Manifest) -> Account | None:
        """Return the result and the state that stand in a folder."""
        names = [f"{inside}{one}" for one in (RESULT, STATE)]
        data = [self.bytes_of(folder, name, manifest) for name in names]
        try:
            result, state = (None if one is None else read_json(one) for one in data)
            if result is None or state is None:
                return None
            newer = newer_schema(result)
            if newer is not None:
                advice = msg("install a newer csvariable")
                self.refuse(f"{folder}/{names[0]}", newer, "newer-ledger", advice=advice)
                return None
            if not is_result(result):
                self.refuse(f"{folder}/{names[0]}", msg("it is no result of csvariable"))
                return None
            return Account(result, read_state(state))
        except NotOfALedger as problem:
            self.refuse(f"{folder}/{names[0]}", problem.said)
            return None

    def unnamed(self, folder: str, manifest: Manifest) -> None:
        """Refuse the files of a folder that its manifest does not name, and those that were changed."""
        known = {*manifest.files, MANIFEST, DIGEST}
        for name in self.within(folder):
            if name not in known:
                self.refuse(
                    f"{folder}/{name}",
                    msg("no manifest names this file"),
                    advice=msg("move it out of the ledger: nothing is added to what is closed"),
                )
        for name in manifest.files:
            if name.rpartition("/")[2] not in {RESULT, STATE}:
                self.bytes_of(folder, name, manifest)

    # ------------------------------------------------------------------ all of them

    def folders(self) -> Iterator[str]:
        """Yield the folders of periods; refuse what is no part of a ledger."""
        tops = dict.fromkeys(name.partition("/")[0] for name in self.files)
        for top in tops:
            inside = any(name.startswith(f"{top}/") for name in self.files)
            if inside and is_period(top):
                yield top
            elif inside and is_period(top.upper()):
                self.refuse(
                    top,
                    msg("the folder of a period is called `{name}`", name=top.upper()),
                    advice=msg("rename the folder"),
                )

    def periods(self) -> list[ClosedPeriod]:
        """Return the closed periods, oldest first."""
        found = []
        for folder in self.folders():
            read = self.manifest(folder)
            if read is None:
                continue
            manifest, hashed = read
            account = self.account(folder, "", manifest)
            if manifest.kind != "period" or manifest.period != folder:
                self.refuse(
                    f"{folder}/{MANIFEST}",
                    msg(
                        "the manifest is of `{period}`, not of `{folder}`",
                        period=manifest.period,
                        folder=folder,
                    ),
                )
            elif account is not None:
                found.append(ClosedPeriod(manifest, hashed, account))
        return sorted(found, key=lambda one: one.manifest.first_day)

    def corrections(self) -> list[Correction]:
        """Return the corrections in the order of their numbers."""
        names = {name.split("/")[1] for name in self.files if name.startswith(f"{CORRECTIONS}/")}
        found = []
        for name in sorted(names, key=lambda one: (len(one), one)):
            folder = f"{CORRECTIONS}/{name}"
            read = self.manifest(folder)
            if read is None:
                continue
            manifest, hashed = read
            periods = sorted(
                one.removesuffix(f"/{RESULT}") for one in manifest.files if one.endswith(f"/{RESULT}")
            )
            accounts = {period: self.account(folder, f"{period}/", manifest) for period in periods}
            if manifest.kind != "correction":
                self.refuse(f"{folder}/{MANIFEST}", msg("it is no manifest of a correction"))
            else:
                known = {period: one for period, one in accounts.items() if one is not None}
                found.append(Correction(name, manifest, hashed, known))
        return found


RESTORE = msg("take it back from git or a copy: what is closed is never changed, only corrected")
