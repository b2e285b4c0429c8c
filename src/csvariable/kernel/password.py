"""Passwords in the addresses of databases: they are refused, and never shown again."""

from __future__ import annotations

import re
from typing import Final

_PASSWORDS: Final = (
    r"(://[^/@?\s:]*:)([^@?\s]+)(?=@)",
    r"(?i)((?:^|[?&])password=)([^&\s\"'}]+)",
)
"""What stands before a password, and the password."""


def has_password(address: str) -> bool:
    """Whether the address of a database holds a password."""
    return any(re.search(one, address) for one in _PASSWORDS)


def without_passwords(text: str) -> str:
    """Return a text with stars in the place of the passwords of addresses: as many as they have signs."""
    if "://" not in text and "=" not in text:
        return text
    for one in _PASSWORDS:
        text = re.sub(one, lambda found: found[1] + "*" * len(found[2]), text)
    return text
