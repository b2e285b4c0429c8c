"""The manifest of a closed period or of a correction: what lies beside it, and after what it came."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, TypeAlias

from csvariable.kernel.message import Told, msg
from csvariable.tables.written import HowWritten

VERSION: Final = 1
"""Of the folder; grows when the name or the meaning of something in it changes."""

EntryKind: TypeAlias = Literal["period", "correction"]
Written: TypeAlias = "bool | int | str | list[Written] | dict[str, Written] | None"

_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)


class NotOfALedger(Told):
    """Bytes that no ledger has written, with what is wrong with them."""


class TooNew(NotOfALedger):
    """Bytes that a newer version has written."""


def digest(data: bytes) -> str:
    """Return the SHA-256 of some bytes."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Family:
    """What a plan keeps through its versions, and its periods have in common."""

    name: str
    currency: str
    period: str
    year_starts: str


@dataclass(frozen=True, slots=True)
class Revision:
    """The revision of the repository that a plan lay in, and whether the plan was another there."""

    revision: str
    changed: bool


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of the run: what it is, where it is kept, and what it was called."""

    kind: str
    """`plan`, `kpis`, `people`, `adjustments`, `late`, `source`."""
    file: str | None
    """Its name beside the manifest; None where it was not kept."""
    path: str
    sha256: str
    source: str | None = None
    """The source of the plan whose raw rows it holds."""

    @property
    def role(self) -> str:
        """What it is in the run: its kind; `source deals` for the rows of a source."""
        return self.kind if self.source is None else f"{self.kind} {self.source}"

    def data(self) -> dict[str, Written]:
        """Return it as it is written among the inputs."""
        own: dict[str, Written] = {} if self.source is None else {"source": self.source}
        return {"kind": self.kind, **own, "file": self.file, "path": self.path, "sha256": self.sha256}


@dataclass(frozen=True, slots=True)
class Link:
    """A manifest that this one came after."""

    name: str
    manifest: str
    """Its SHA-256."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a period was closed from, or corrected with."""

    kind: EntryKind
    period: str
    first_day: date
    last_day: date
    family: Family
    version: str
    """Of csvariable."""
    plan: KeptFile
    git: Revision | None
    inputs: tuple[KeptFile, ...]
    reading: HowWritten
    """How the files are read, where it was said."""
    before: Link | None
    """The period before; of a correction, the correction before."""
    corrections: tuple[Link, ...]
    """Of a period: the corrections written since the period before."""
    after: Link | None
    """Of a correction: the last closed period."""
    reason: str
    files: Mapping[str, str]
    """SHA-256 of every file beside the manifest, by name."""

    @property
    def has_inputs(self) -> bool:
        """Whether everything that was computed from is kept."""
        return all(one.file is not None for one in (self.plan, *self.inputs))

    def data(self) -> dict[str, Written]:
        """Return it as it is written (ledger, section 3)."""
        head: dict[str, Written] = {
            "ledger_version": VERSION,
            "kind": self.kind,
            "period": self.period,
            "first_day": self.first_day.isoformat(),
            "last_day": self.last_day.isoformat(),
            "family": {
                "name": self.family.name,
                "currency": self.family.currency,
                "period": self.family.period,
                "year_starts": self.family.year_starts,
            },
            "tool": {"name": "csvariable", "version": self.version},
            "language_version": 1,
            "plan": {
                "file": self.plan.file,
                "path": self.plan.path,
                "sha256": self.plan.sha256,
                "git": None
                if self.git is None
                else {"revision": self.git.revision, "changed": self.git.changed},
            },
            "inputs": [one.data() for one in self.inputs],
            "reading": dict(self.reading.texts()),
        }
        if self.kind == "period":
            head["before"] = _link(self.before, "period")
            head["corrections"] = [_link(one, "correction") for one in self.corrections]
        else:
            head["reason"] = self.reason
            head["before"] = _link(self.before, "correction")
            head["after"] = _link(self.after, "period")
        return head | {"files": dict(sorted(self.files.items()))}


def _link(link: Link | None, name: str) -> Written:
    return None if link is None else {name: link.name, "manifest": link.manifest}


# -------------------------------------------------------------------------------- reading


def read_json(data: bytes) -> Any:
    """Return what a JSON file of a ledger holds.

    Raises:
        NotOfALedger: for bytes that are no JSON of ours: a number that is not whole, a key twice.
    """
    try:
        return json.loads(data.decode("utf-8"), parse_float=_refuse, object_pairs_hook=_object)
    except (ValueError, RecursionError):
        raise NotOfALedger(msg("it is not the JSON that csvariable writes")) from None


def _refuse(_: str) -> Any:
    raise ValueError


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def read_manifest(data: bytes) -> Manifest:
    """Return the manifest that bytes hold.

    Raises:
        TooNew: where a newer version wrote it.
        NotOfALedger: for anything that csvariable does not write.
    """
    found = read_json(data)
    version = found.get("ledger_version") if isinstance(found, dict) else None
    if isinstance(version, int) and version > VERSION:
        raise TooNew(
            msg(
                "it is of version {version}, and this csvariable reads version {own}",
                version=version,
                own=VERSION,
            )
        )
    try:
        return _manifest(found)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise NotOfALedger(msg("it is no manifest of a ledger")) from None


def _manifest(found: Mapping[str, Any]) -> Manifest:
    if found["ledger_version"] != VERSION or found["tool"]["name"] != "csvariable":
        raise ValueError
    kind: EntryKind = "correction" if found["kind"] == "correction" else "period"
    family, plan = found["family"], found["plan"]
    for one in (plan, *found["inputs"]):
        if one["file"] is not None and found["files"][one["file"]] != one["sha256"]:
            raise ValueError
    git = plan["git"]
    return Manifest(
        kind,
        _text(found["period"]),
        date.fromisoformat(found["first_day"]),
        date.fromisoformat(found["last_day"]),
        Family(*(_text(family[key]) for key in ("name", "currency", "period", "year_starts"))),
        _text(found["tool"]["version"]),
        KeptFile("plan", _name(plan["file"]), _text(plan["path"]), _hash(plan["sha256"])),
        None if git is None else Revision(_text(git["revision"]), bool(git["changed"])),
        tuple(
            KeptFile(
                _text(one["kind"]),
                _name(one["file"]),
                _text(one["path"]),
                _hash(one["sha256"]),
                _name(one.get("source")),
            )
            for one in found["inputs"]
        ),
        HowWritten.of({_text(key): _name(value) for key, value in found["reading"].items()}),
        _read_link(found["before"], "period" if kind == "period" else "correction"),
        tuple(Link(_text(one["correction"]), _hash(one["manifest"])) for one in found.get("corrections", ())),
        _read_link(found.get("after"), "period"),
        _text(found.get("reason", "")),
        {_text(name): _hash(value) for name, value in found["files"].items()},
    )


def _text(found: object) -> str:
    if not isinstance(found, str):
        raise TypeError
    return found


def _name(found: object) -> str | None:
    return None if found is None else _text(found)


def _hash(found: object) -> str:
    if _HASH.fullmatch(_text(found)) is None:
        raise ValueError
    return str(found)


def _read_link(found: Mapping[str, Any] | None, name: str) -> Link | None:
    return None if found is None else Link(_text(found[name]), _hash(found["manifest"]))


def digest_file(hashed: str) -> bytes:
    """Return what stands in `manifest.sha256`, as `sha256sum -c` reads it."""
    return f"{hashed}  manifest.json\n".encode()


__all__ = [
    "VERSION",
    "EntryKind",
    "Family",
    "KeptFile",
    "Link",
    "Manifest",
    "NotOfALedger",
    "Revision",
    "TooNew",
    "Written",
    "digest",
    "digest_file",
    "read_json",
    "read_manifest",
]
