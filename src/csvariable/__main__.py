"""The door: answers `--version` before anything is imported, then hands over to `cli`."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Run the command line and return its exit code."""
    if sys.argv[1:2] in (["--version"], ["-V"]):
        from csvariable import __version__

        sys.stdout.write(f"csvariable {__version__}\n")
        return 0
    gc.set_threshold(500_000, 20, 20)  # a run is short: what it made goes when it ends
    from csvariable.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
