"""The name that a header was perhaps meant to be."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from csvariable.facts.headers import SPELLINGS
from csvariable.kernel.unit import Unit
from csvariable.tables.folding import fold

_NEAR: Final = 0.7
"""How alike two words are (difflib) of which one may stand for the other."""

BETWEEN: Final = r"[^\w'’-]+"
"""What stands between the words of a header."""

SHORT: Final = 3
"""Letters below which a word of our own is like anything."""

_LONG: Final = 8
"""Letters from which two slips of the hand are one word still."""

_ORDINARY: Final = frozenset({"note", "notes"})
"""Usual headers of remarks that are one letter away from a word of ours."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a plan names and the files may write."""

    kpis: Collection[str]
    declared: Collection[str] = ()
    """The extra columns that the plan declares."""
    shown: Mapping[str, str] = field(default_factory=dict)
    """The names that the plan shows of its KPIs, folded, where only one KPI has each."""
    reasons: Collection[str] = ()
    """The reasons of absence that the plan declares."""
    currency: str | None = None
    """The currency of the plan, where it is known."""
    money: Collection[str] = ()
    """The KPIs and the columns that hold amounts of it."""
    units: Mapping[str, frozenset[Unit]] = field(default_factory=dict)
    """The units that KPIs and declared columns are in, for one role or another."""


def nearest(header: str, words: Vocabulary, read: Collection[str] = ()) -> str | None:
    """Return the name that a header was perhaps meant to be, rather one that no other column has."""
    text = fold(header)[:80]
    free = sorted((*words.declared, *words.kpis), key=lambda name: name in read)
    own = {**words.shown, **{fold(name): name for name in reversed(free)}}
    close = difflib.get_close_matches(text, own, n=1, cutoff=_NEAR)
    if close:
        return own[close[0]]
    for spelling, name in own.items():
        if len(spelling) >= SHORT and is_slip(text, spelling, 1):
            return name
    if text in _ORDINARY:
        return None
    for spelling in SPELLINGS:
        if len(spelling) < SHORT:
            continue
        if is_slip(text, spelling, 2 if len(spelling) >= _LONG else 1):
            return spelling.replace(" ", "_")
    return None


def most_like(name: str, headers: Sequence[str]) -> str | None:
    """Return the header that looks most like a name, if one does."""
    folded = {fold(header)[:80]: header for header in headers if header}
    close = difflib.get_close_matches(fold(name), folded, n=1, cutoff=_NEAR)
    slips = (text for text in folded if len(text) >= SHORT and is_slip(text, fold(name), 1))
    found = close[0] if close else next(slips, None) or _named_in(fold(name), folded)
    return None if found is None else folded[found]


def _named_in(name: str, folded: Mapping[str, str]) -> str | None:
    """Return the only header that has a name among its words: `nrr net`, `NRR 2026`, `nrr.actual`."""
    having = [text for text in folded if f" {name} " in f" {' '.join(re.split(BETWEEN, text))} "]
    return having[0] if len(having) == 1 else None


def is_slip(one: str, other: str, most: int) -> bool:
    """Whether at most so many letters are too many, lacking, wrong, or turned with their neighbour."""
    if abs(len(one) - len(other)) > most:
        return False
    before: list[int] = []
    line = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        above, line = line, [row]
        for at, their in enumerate(other, 1):
            least = min(line[-1] + 1, above[at] + 1, above[at - 1] + (letter != their))
            if row > 1 and at > 1 and letter == other[at - 2] and one[row - 2] == their:
                least = min(least, before[at - 2] + 1)
            line.append(least)
        before = above
    return line[-1] <= most
