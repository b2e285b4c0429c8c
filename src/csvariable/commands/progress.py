"""How far long work is, on a terminal only, and only when it is long."""

from __future__ import annotations

import sys
import time
from typing import Final

AFTER: Final = 1.0
"""Seconds of work before anything is shown."""
EVERY: Final = 0.1
BAR: Final = 30
"""Cells of a bar."""


class ProgressLine:
    """One line on stderr that is written over and taken away at the end."""

    def __init__(self) -> None:
        """Start the clock; a pipe never sees anything."""
        self.shown = sys.stderr.isatty()
        self.begun = time.monotonic()
        self.last = self.begun
        self.width = 0

    def say(self, text: str) -> None:
        """Show a few words, not too often."""
        now = time.monotonic()
        if not self.shown or now - self.begun < AFTER or now - self.last < EVERY:
            return
        self.last = now
        sys.stderr.write("\r" + text.ljust(self.width))
        sys.stderr.flush()
        self.width = max(self.width, len(text))

    def part(self, number: int, count: int) -> None:
        """Show a bar: how many of how many are done."""
        filled = BAR * number // max(1, count)
        self.say(f"{'━' * filled}{'─' * (BAR - filled)} {number}/{count}")

    def done(self) -> None:
        """Take the line away."""
        if self.width:
            sys.stderr.write("\r" + " " * self.width + "\r")
            sys.stderr.flush()
            self.width = 0
