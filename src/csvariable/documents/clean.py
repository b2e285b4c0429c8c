"""Foreign text made safe to show: what a reader cannot see becomes a visible escape."""

from __future__ import annotations

import re

# C0, DEL and C1 drive terminals; marks of direction reorder what is read; marks without
# width make different names look equal; U+FFFD says that something was lost before.
_UNSAFE = (
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def clean(text: str) -> str:
    """Return a text on one line in which every character can be seen.

    Line breaks and tabs are escaped too: a foreign text never makes a line of its own.
    """
    return text if _is_plain(text) else re.sub(_UNSAFE, _escape, text)


def visible_json(text: str) -> str:
    """Return JSON that a terminal can show: what cannot be seen is escaped, and means the same."""
    return text if _is_plain(text) else re.sub(_UNSAFE, _in_json, text)


def _is_plain(text: str) -> bool:
    """Whether nothing can be hidden in a text: it is ASCII without controls."""
    return text.isascii() and text.isprintable()


def _in_json(match: re.Match[str]) -> str:
    import json  # few need it, and it takes time to import

    # JSON itself escapes the line breaks of a value: those that remain are its layout.
    char = match[0]
    if char == "\n":
        return char
    return "\\u007f" if char == "\x7f" else json.dumps(char)[1:-1]


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
