"""The files of a ledger on the disk: listed, read where they are asked for, written whole or not at all.

An entry (a closed period, a correction) is a folder. It is written beside its place, flushed to
the disk, and renamed in one step, under a lock that the system takes back from a run that ends.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import BinaryIO

from csvariable.commands import disk
from csvariable.commands.files import TABLE_LIMIT, read_bytes
from csvariable.commands.usage_error import UsageError
from csvariable.ledger.names import LOCK, is_period

BESIDE = ".closing-"
"""How folders begin that are being written; one that is left of a run that was stopped is removed."""


class LedgerFolder(Mapping[str, bytes]):
    """The files below a folder by their path, `/` between names; read where they are asked for."""

    def __init__(self, folder: Path) -> None:
        """List what is there; a folder that is not there has no files."""
        self.folder = folder
        self._names = sorted(_listed(folder))
        self._known = frozenset(self._names)

    def __getitem__(self, name: str) -> bytes:
        """Return the bytes of a file."""
        if name not in self._known:
            raise KeyError(name)
        return read_bytes(self.folder / name, limit=TABLE_LIMIT)

    def __contains__(self, name: object) -> bool:
        """Whether there is such a file, without a look into it."""
        return name in self._known

    def __iter__(self) -> Iterator[str]:
        """Yield the names in order."""
        return iter(self._names)

    def __len__(self) -> int:
        """Return how many files there are."""
        return len(self._names)


def _listed(folder: Path, inside: str = "") -> Iterator[str]:
    """Yield the files below a folder, under the names that a ledger gives them."""
    if not folder.is_dir():
        return
    names = {one.name: one for one in entries_of(folder) if not one.name.startswith(".")}
    for name, one in names.items():
        called = _called(name, folder, names)
        if one.is_dir(follow_symlinks=False):
            yield from _listed(folder / called, f"{inside}{called}/")
        elif not one.is_dir():
            yield f"{inside}{called}"


def entries_of(folder: Path) -> list[os.DirEntry[str]]:
    """Return what stands in a folder, as the file system names it."""
    with os.scandir(folder) as found:
        return list(found)


def _called(name: str, folder: Path, names: Container[str]) -> str:
    """Return the name of a period as a ledger writes it, where the file system does not tell the two apart.

    Some keep `2024-Q1` as `2024-q1`. Elsewhere that is another folder, which no closing has written.
    """
    period = name.upper()
    same = period != name and is_period(period) and period not in names and (folder / period).exists()
    return period if same else name


def open_folder(folder: Path) -> LedgerFolder:
    """Return the files of a ledger; a file in its place, or a link, is none."""
    if folder.is_symlink():
        raise UsageError("is-a-link", path=folder)
    if folder.exists() and not folder.is_dir():
        raise UsageError("not-a-folder", path=folder)
    return LedgerFolder(folder)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep another run from writing to a ledger at the same time.

    Raises:
        UsageError: where another run holds the lock, or the folder cannot be written to.
    """
    try:
        made = _made(folder)
        begun = not (folder / LOCK).exists()
        file = (folder / LOCK).open("ab")
    except OSError as problem:
        raise UsageError("cannot-write", path=folder, reason=problem.strerror or str(problem)) from None
    with file:
        if not (disk.take(file) and _is_there(file, folder / LOCK)):
            raise UsageError("ledger-locked", path=folder)
        try:
            _sweep(folder)
            yield
        finally:
            if begun and not any(is_period(one.name.upper()) for one in folder.iterdir()):
                with suppress(OSError):  # a refused first closing leaves nothing
                    (folder / LOCK).unlink()
                    if made:
                        folder.rmdir()


def _is_there(file: BinaryIO, path: Path) -> bool:
    """Whether a lock is the one that others see: a run that was refused may have taken its own away."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False


def _made(folder: Path) -> bool:
    made = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    return made


def _sweep(folder: Path) -> None:
    """Remove what runs that were stopped have left; the lock is ours, so that nobody writes there."""
    for one in folder.glob(f"{BESIDE}*"):
        if one.is_dir():
            shutil.rmtree(one, ignore_errors=True)
        else:
            one.unlink(missing_ok=True)


def write_entry(folder: Path, name: str, files: Mapping[str, bytes]) -> None:
    """Write a folder into a ledger, in one step; the lock must be held.

    Raises:
        UsageError: where the disk refuses; nothing is left then.
    """
    place = folder / name
    aside: Path | None = None
    try:
        aside = Path(mkdtemp(prefix=BESIDE, dir=folder))
        aside.chmod(0o777 & ~disk.umask())
        for one, data in files.items():
            (aside / one).parent.mkdir(parents=True, exist_ok=True)
            disk.write(aside / one, data)
        for inside in [aside, *(path for path in aside.rglob("*") if path.is_dir())]:
            disk.flush(inside)
        place.parent.mkdir(exist_ok=True)
        if place.exists():
            raise FileExistsError(17, os.strerror(17), str(place))
        aside.rename(place)
        disk.flush(place.parent)
    except OSError as problem:
        if aside is not None:
            shutil.rmtree(aside, ignore_errors=True)
        raise UsageError("cannot-write", path=place, reason=problem.strerror or str(problem)) from None


def write_note(folder: Path, name: str, data: bytes) -> None:
    """Write a file of a ledger that stands beside what is closed, or write it anew; the lock must be held.

    Raises:
        UsageError: where the disk refuses; the file is as it was then.
    """
    place, aside = folder / name, folder / f"{BESIDE}note"
    try:
        disk.write(aside, data)
        place.parent.mkdir(exist_ok=True)
        aside.replace(place)
        disk.flush(place.parent)
    except OSError as problem:
        aside.unlink(missing_ok=True)
        raise UsageError("cannot-write", path=place, reason=problem.strerror or str(problem)) from None
