"""Whose a value is."""

from __future__ import annotations

from typing import NamedTuple

EVERYBODY = "*"
"""The participant of a row of the whole company."""


class Owner(NamedTuple):
    """Whose a value is: a participant's, a team's, or everybody's."""

    kind: str
    """`person`, `team` or `company`."""
    name: str
