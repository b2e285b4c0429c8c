"""The door: answers `--version` before anything is imported, then hands over to `cli`."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn


def main() -> int:
    """Run the command line and return its exit code."""
    if sys.argv[1:2] in (["--version"], ["-V"]):
        from csvariable import __version__

        sys.stdout.write(f"csvariable {__version__}\n")
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
