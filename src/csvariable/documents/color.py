"""Whether to use colours: the option, then the environment, then the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

Color: TypeAlias = Literal["auto", "always", "never"]


def wants_color(choice: Color, *, terminal: bool, environ: Mapping[str, str]) -> bool:
    """Decide for one stream: `--color`, NO_COLOR, FORCE_COLOR, TERM=dumb, then what the stream is."""
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return terminal and environ.get("TERM") != "dumb"
