"""What an encoding cannot carry, as the nearest that it can: `€` as `EUR`, `→` as `->`, `é` as `e`."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from typing import Final
from unicodedata import normalize

NEAREST: Final = "csvariable-nearest"
"""The name by which streams and texts ask for it."""

PLAIN: Final[Mapping[str, str]] = {
    "\u00a0": " ",
    "\u202f": " ",
    "−": "-",
    "–": "-",
    "—": "-",
    "…": "...",
    "→": "->",
    "←": "<-",
    "×": "x",
    "÷": "/",
    "≥": ">=",
    "≤": "<=",
    "·": ".",
    "•": "*",
    "«": '"',
    "»": '"',
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "✓": "ok",
    "✗": "x",
    "▲": "+",
    "▼": "-",
    "★": "*",
    "☆": ".",
    "█": "#",
    "━": "=",
    "─": "-",
    "│": "|",
    **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯╶╴╷╵", "+"),
}
SIGNS: Final = frozenset("€£¥₹")
"""Signs of currencies: their codes stand apart from the digits of an amount."""


def nearest(problem: UnicodeError) -> tuple[str, int]:
    """Return what stands for characters that an encoding lacks; where nothing is near, a question mark."""
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    text = problem.object
    places = range(problem.start, problem.end)
    return "".join(_near(text[at], text[at + 1 : at + 2]) for at in places), problem.end


def _near(char: str, following: str) -> str:
    found = PLAIN.get(char, normalize("NFD", char)[0])
    if char in SIGNS and following.isdigit():
        return f"{found} "
    return found if found.isascii() else "?"


codecs.register_error(NEAREST, nearest)


def fitted(text: str, encoding: str) -> str:
    """Return a text in the characters that an encoding carries: what is measured is what is written."""
    return text if text.isascii() else text.encode(encoding, NEAREST).decode(encoding)


__all__ = ["NEAREST", "PLAIN", "SIGNS", "fitted"]
