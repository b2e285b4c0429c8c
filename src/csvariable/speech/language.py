"""The language of a run: chosen once, at the edge, then passed on."""

from __future__ import annotations

from typing import TypeAlias

Language: TypeAlias = str
"""A code such as `fr`: English, or a language that has a catalogue."""
