"""Presets: what is known of the files that tools write, and what only their users know."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from csvariable.catalog.definition import Shelf, Tree
from csvariable.kernel.message import Message, msg, of_data, quoted


@dataclass(frozen=True, slots=True)
class PresetGap:
    """What a preset cannot know: a sentence, and what may be written."""

    asks: str
    write: Sequence[str]


@dataclass(frozen=True, slots=True)
class Preset:
    """What the export of a tool is as a source; its texts are English, the identity of their translations."""

    id: str
    says: str
    version: str
    headers: Sequence[str]
    """Headers that its files have; a file that has them all fits."""
    source: Mapping[str, Tree]
    """Keys of a source (language, section 16)."""
    gaps: Mapping[str, PresetGap]
    """What a plan has to say, by route in the source."""

    def fits(self, headers: Collection[str]) -> bool:
        """Whether a file with these headers is one of this tool's."""
        return set(self.headers) <= set(headers)

    def texts(self) -> Iterator[str]:
        """Yield the sentences that a catalogue of messages translates."""
        yield self.says
        yield from (gap.asks for gap in self.gaps.values())

    def open_gaps(self, written: Mapping[str, object]) -> dict[str, PresetGap]:
        """Return the gaps that a source leaves open, by route."""
        return {route: gap for route, gap in self.gaps.items() if not _has(written, route.split("."))}


def _has(tree: object, route: Sequence[str]) -> bool:
    if not route:
        return True
    return isinstance(tree, Mapping) and route[0] in tree and _has(tree[route[0]], route[1:])


def preset_ids() -> list[str]:
    """Return the ids of the presets, in order."""
    return _PRESETS.ids()


def preset(name: str) -> Preset:
    """Return a preset.

    Raises:
        KeyError: there is none of this id.
    """
    return _PRESETS.definition(name)


_PRESETS: Final = Shelf("presets", Preset)


def asked(route: str, gap: PresetGap) -> Message:
    """Return what a gap asks for, as a sentence."""
    asks = of_data("catalog", gap.asks)
    return msg("`{route}`: {asks}, such as {write}", route=route, asks=asks, write=quoted(gap.write, "or"))
