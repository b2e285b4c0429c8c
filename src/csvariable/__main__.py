"""The door: answers `--version` before anything is imported, then hands over to `cli`."""

from __future__ import annotations

import errno
import gc
import io
import os
import sys
from contextlib import suppress
from typing import Any, NoReturn


class _Nowhere(io.RawIOBase):
    """What stands for a stream that the caller closed: the output refuses, messages are lost."""

    def __init__(self, *, refuses: bool) -> None:
        self._refuses = refuses

    def writable(self) -> bool:
        """Return that it can be asked to write."""
        return True

    def write(self, data: Any) -> int:
        """Take data for nobody.

        Raises:
            OSError: where what is lost is what was asked for.
        """
        if self._refuses:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        return len(data)


def _stand_in(*, refuses: bool) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BufferedWriter(_Nowhere(refuses=refuses)), "utf-8", "replace")


class _Messages(io.RawIOBase):
    """The standard error, of which a full disk or a reader that has gone changes no result."""

    def writable(self) -> bool:
        """Return that it can be asked to write."""
        return True

    def isatty(self) -> bool:
        """Return whether people read it as it comes."""
        return os.isatty(2)

    def fileno(self) -> int:
        """Return its number."""
        return 2

    def write(self, data: Any) -> int:
        """Write what can be written."""
        with suppress(OSError):
            os.write(2, data)
        return len(data)


def _open_streams() -> None:
    """Put something in the place of streams that the caller closed, or that can fail without harm."""
    if sys.stdout is None:
        sys.stdout = _stand_in(refuses=True)
    if sys.stderr is None:
        sys.stderr = _stand_in(refuses=False)
    else:
        kind = sys.stderr.encoding
        sys.stderr = io.TextIOWrapper(_Messages(), kind, "backslashreplace", write_through=True)


def main() -> int:
    """Run the command line and return its exit code."""
    _open_streams()
    if sys.argv[1:2] in (["--version"], ["-V"]):
        from csvariable import __version__

        try:
            sys.stdout.write(f"csvariable {__version__}\n")
            sys.stdout.flush()
        except OSError:
            return 2
        return 0
    os.environ.setdefault(
        "PYDANTIC_DISABLE_PLUGINS", "__all__"
    )  # looking for plugins reads every package there is
    gc.set_threshold(500_000, 20, 20)  # a run is short: what it made goes when it ends
    from csvariable.cli import run

    return run(sys.argv[1:])


def command() -> NoReturn:
    """Run the command line and end the process at once.

    Whatever was written is whole by now, and taking down the libraries would take a sixth of a small run.
    """
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    command()
