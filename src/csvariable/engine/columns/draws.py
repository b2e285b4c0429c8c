"""Where many draws fall among a few marks: whole numbers of 64 bits, all at once."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl


def fallen(draws: Sequence[int], marks: Sequence[int]) -> list[int]:
    """Return for each draw how many marks, in order, are at or below it."""
    if not marks:
        return [0] * len(draws)
    places = pl.Series(marks, dtype=pl.UInt64).search_sorted(pl.Series(draws, dtype=pl.UInt64), side="right")
    return places.to_list()
