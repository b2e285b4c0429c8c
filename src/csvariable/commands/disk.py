"""What a ledger asks of the disk: a lock, and that what is written stays written."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":  # pragma: no cover - tried on Windows alone
    import msvcrt

    def take(file: BinaryIO) -> bool:
        """Take the lock that a file is; the system takes it back from a run that ends."""
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def take(file: BinaryIO) -> bool:
        """Take the lock that a file is; the system takes it back from a run that ends."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


def write(path: Path, data: bytes) -> None:
    """Write a file that is not there yet, and wait until the disk has it."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def flush(folder: Path) -> None:
    """Flush the names of a folder to the disk, where the system knows such a thing."""
    if sys.platform == "win32":  # pragma: no cover - folders cannot be opened there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def umask() -> int:
    """Return the rights that new files of this run do not get."""
    current = os.umask(0)
    os.umask(current)
    return current
