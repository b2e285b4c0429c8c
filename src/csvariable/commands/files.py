"""Files, the only module that opens them: read whole, written whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import SpooledTemporaryFile, mkdtemp
from typing import BinaryIO, Final, TypeAlias, cast

from csvariable.commands.usage_error import UsageError

STANDARD = Path("-")
"""The standard input or output."""

_MIB = 1024 * 1024
PLAN_LIMIT = 6
TABLE_LIMIT = 512
"""MiB of a file; the readers refuse less, with a better sentence."""

_WAITING = 16 * _MIB
"""Bytes of an output that wait in memory."""

Content: TypeAlias = bytes | memoryview | Callable[[BinaryIO], None]
"""The bytes of a file, or what writes them."""


_READ: set[tuple[int, int]] = set()
"""The files that this run has read, by device and number: they are never written over."""


def forget() -> None:
    """Begin a run, which has read nothing yet."""
    _READ.clear()


def read_bytes(path: Path, *, limit: int | None = None) -> bytes:
    """Read a file, or the standard input; `limit` is in MiB."""
    try:
        if path == STANDARD:
            _need_input()
            data = sys.stdin.buffer.read(limit * _MIB + 1 if limit else -1)
        else:
            with path.open("rb") as file:
                _READ.add(_identity(os.fstat(file.fileno())))
                data = file.read(limit * _MIB + 1 if limit else -1)
    except FileNotFoundError:
        raise UsageError("no-such-file", path=path) from None
    except IsADirectoryError:
        raise UsageError("is-a-folder", path=path) from None
    except (OSError, ValueError) as problem:
        if path.is_dir():  # Windows says «permission denied»
            raise UsageError("is-a-folder", path=path) from None
        raise UsageError("cannot-read", path=path, reason=_reason(problem)) from None
    if limit and len(data) > limit * _MIB:
        raise UsageError("too-large", path=path, limit=limit)
    return data


def _need_input() -> None:
    """Refuse a standard input that the caller closed."""
    if sys.stdin is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def _identity(found: os.stat_result) -> tuple[int, int]:
    return found.st_dev, found.st_ino


def write_whole(path: Path, data: Content, *, force: bool = False, mends: bool = False) -> None:
    """Write a file beside its place and rename it, so that nobody ever reads half of it.

    A file that exists is replaced only by `force`, a link never, and what the run has read only
    where it is mended; a device is written as it is.
    """
    if path == STANDARD:
        sys.stdout.flush()
        _once_whole(data, sys.stdout.buffer)
        return
    if is_device(path):
        _guarded(path, lambda: _write(path, partial(_once_whole, data), os.O_WRONLY))
        return
    _refuse(path, force=force, mends=mends)
    if not path.parent.is_dir():
        raise UsageError("no-folder", path=path.parent)
    _guarded(path, lambda: _replace(path, data, force=force or mends))


def write_folder(folder: Path, files: Mapping[str, bytes], *, force: bool = False) -> None:
    """Write several files into a folder, made if need be: all of them or none."""
    if folder.is_symlink():
        raise UsageError("is-a-link", path=folder)
    if folder.exists() and not folder.is_dir():
        raise UsageError("not-a-folder", path=folder)
    for name in files:
        _refuse(folder / name, force=force)
    _guarded(folder, lambda: _place_all(folder, files))


def _place_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all files aside, then move them in; put everything back if one does not move."""
    made = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    aside: Path | None = None
    moves: list[tuple[Path, Path]] = []
    try:
        aside = Path(mkdtemp(prefix=".csvariable-", dir=folder))
        for number, (name, data) in enumerate(files.items()):
            _write(aside / f"{number}.new", data, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
            if (folder / name).exists():
                moves.append((folder / name, aside / f"{number}.old"))
            moves.append((aside / f"{number}.new", folder / name))
        _move_all(moves)
    except OSError:
        if made:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    finally:
        if aside is not None:
            shutil.rmtree(aside, ignore_errors=True)


def _move_all(moves: list[tuple[Path, Path]]) -> None:
    done: list[tuple[Path, Path]] = []
    try:
        for old, new in moves:
            old.rename(new)
            done.append((old, new))
    except OSError:
        for old, new in reversed(done):
            new.rename(old)
        raise


def _replace(path: Path, data: Content, *, force: bool) -> None:
    aside = path.with_name(f".{path.name}.{os.getpid()}.csvariable")
    try:
        _write(aside, data, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        if force or not _linked(aside, path):
            aside.replace(path)
    except BaseException:  # what writes computes too: whatever ends it, no half of a file stays
        with suppress(OSError):
            aside.unlink()
        raise


def _linked(aside: Path, path: Path) -> bool:
    """Give a new file its name, where a disk can do so without ever replacing another one.

    Of two runs that write one new file at once, the second is refused.
    """
    try:
        os.link(aside, path)
    except FileExistsError:
        raise UsageError("exists", path=path) from None
    except OSError:
        return False
    aside.unlink()
    return True


def _write(path: Path, data: Content, flags: int) -> None:
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o666), "wb") as file:
        if callable(data):
            data(file)
        else:
            file.write(data)


def _once_whole(data: Content, out: BinaryIO) -> None:
    """Write content once there is all of it: a pipe that breaks must break here, not inside of what writes.

    What is long waits on the disk.
    """
    if not callable(data):
        out.write(data)
        return
    with SpooledTemporaryFile(max_size=_WAITING) as gathered:
        data(cast("BinaryIO", gathered))
        gathered.seek(0)
        shutil.copyfileobj(gathered, out)


def _refuse(path: Path, *, force: bool, mends: bool = False) -> None:
    if path.is_symlink():
        raise UsageError("is-a-link", path=path)
    if path.is_dir():
        raise UsageError("is-a-folder", path=path)
    if not path.exists():
        return
    if not mends and _identity(path.stat()) in _READ:
        raise UsageError("is-an-input", path=path)
    if not force:
        raise UsageError("exists", path=path)


def is_device(path: Path) -> bool:
    """Whether what is written there is no file: `/dev/null`, a pipe."""
    try:
        mode = path.lstat().st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)


def _guarded(path: Path, write: Callable[[], None]) -> None:
    try:
        write()
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as problem:
        raise UsageError("cannot-write", path=path, reason=_reason(problem)) from None


def _reason(problem: Exception) -> str:
    return getattr(problem, "strerror", None) or str(problem)


# ----------------------------------------------------------------------- a folder of files


def write_new_folder(folder: Path, files: Iterator[tuple[str, bytes]], *, force: bool = False) -> None:
    """Write files into a folder that is made beside its place and renamed: all of them, or nothing.

    Where the folder exists it must be empty; `force` puts the files into it, in the place of those
    that have their names.
    """
    if folder.is_symlink():
        raise UsageError("is-a-link", path=folder)
    if folder.exists() and not folder.is_dir():
        raise UsageError("not-a-folder", path=folder)
    if folder.is_dir() and any(folder.iterdir()):
        if not force:
            raise UsageError("folder-exists", path=folder)
        write_folder(folder, dict(files), force=True)
        return
    if not folder.absolute().parent.is_dir():
        raise UsageError("no-folder", path=folder.parent)
    _guarded(folder, lambda: _rename_whole(folder, files))


def _rename_whole(folder: Path, files: Iterator[tuple[str, bytes]]) -> None:
    aside = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.absolute().parent))
    try:
        for name, data in files:
            _write(aside / name, data, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        aside.chmod(0o777 & ~_umask())
        if folder.is_dir():
            folder.rmdir()
        aside.rename(folder)
    except BaseException:  # what is written is computed too: whatever ends it, nothing stays
        shutil.rmtree(aside, ignore_errors=True)
        raise


def _umask() -> int:
    found = os.umask(0)
    os.umask(found)
    return found


_KEPT: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.@+")
_DEVICES: Final = r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)"
_LONGEST: Final = 120


def file_names(ids: Sequence[str], ending: str) -> list[str]:
    """Return a name of a file for each id: safe on every system, and no two alike in any case of letters."""
    taken: set[str] = set()
    names: list[str] = []
    for one in ids:
        safe = "".join(char if char in _KEPT else f"%{ord(char):x}" for char in one)[:_LONGEST]
        safe = f"_{safe}" if safe[:1] in {".", "-", ""} or re.match(_DEVICES, safe) else safe
        number, name = 1, safe
        while name.casefold() in taken:
            number += 1
            name = f"{safe}~{number}"
        taken.add(name.casefold())
        names.append(name + ending)
    return names
