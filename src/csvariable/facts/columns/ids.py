"""Ids as columns: who is who, who is a total, and who could be taken for somebody else."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import polars as pl

from csvariable.facts.columns.declined import Declined
from csvariable.facts.headers import held_text, look_alike, skeleton
from csvariable.tables.column_rows import LETTERED
from csvariable.tables.totals import TOTALS, begins_as_total, is_total

_CLEAR = r"^(?:[0-9]+|[a-hj-km-np-z][a-z0-9._-]*|[0-9oil]+[a-hj-km-np-z._-][a-z0-9._-]*)$"
"""Lower-case ids without blanks or marks, so that two which differ differ to the eye; and either digits
alone or with a sign that cannot be taken for a digit, as `o`, `i` and `l` can."""
_PLAIN = (*LETTERED, "^[0-9]+$")
"""Ids of one of these are clear: small letters, capitals or none before digits; no total is as short."""
_HEAD = 1_000
_MAYBE_TOTAL = rf"(?:^|[^a-z])(?:{'|'.join(sorted(TOTALS))})(?:[^a-z]|$)|^=\""
"""Lower-case ids with the word of a total or the sign of a formula: few enough to ask of each what it is."""
_UNSEEN = r"[\x00-\x20\x7f]"
_NOT_ASCII = r"[^\x00-\x7f]"


def places_in(known: pl.Series, ids: pl.Series) -> pl.Series | None:
    """Return where each id stands among known ones, which all differ; null for an unknown one.

    None where both are the same, one by one.
    """
    if known is ids or (len(known) == len(ids) and known.eq(ids).all()):
        return None
    found = pl.DataFrame({"id": known}).with_row_index("at")
    return pl.DataFrame({"id": ids}).join(found, on="id", how="left", maintain_order="left").get_column("at")


def distinct(ids: pl.Series) -> tuple[pl.Series, pl.Series | None]:
    """Return the different ids in order, and which of them each row has; None where no two are the same."""
    # Rising ids, as exports have them, are seen to differ without being gathered.
    if _rise(ids) or ids.n_unique() == len(ids):
        return ids, None
    known = ids.unique(maintain_order=True)
    return known, places_in(known, ids)


def _rise(ids: pl.Series) -> bool:
    """Whether each id is greater than the one before; each chunk is compared where it lies."""
    chunks = [chunk for chunk in ids.get_chunks() if len(chunk)]
    inside = all((chunk.head(-1) < chunk.tail(-1)).all() for chunk in chunks)
    return inside and all(one[-1] < other[0] for one, other in pairwise(chunks))


def are_plain(ids: pl.Series, all_match: Callable[[str], bool]) -> bool:
    """Whether all ids are letters and digits that nobody takes for another id, for a total or a formula.

    `all_match` says whether all texts of their column have a pattern.
    """
    return any(ids.head(_HEAD).str.contains(one).all() and all_match(one) for one in _PLAIN)


def look_alikes(ids: pl.Series) -> list[tuple[str, str]]:
    """Return pairs of different ids that a reader takes for one; raise Declined where one is no id."""
    clear = ids.str.contains(_CLEAR).all()
    lower = ids if clear else ids.str.to_lowercase()
    maybe = lower.str.contains(_MAYBE_TOTAL if clear else f"{_NOT_ASCII}|{_MAYBE_TOTAL}")
    if any(map(_is_no_id, ids.filter(maybe))):
        raise Declined
    if clear:
        return []
    seen = lower if lower.str.contains(_CLEAR).all() else _skeletons(ids, lower)
    return [] if seen.n_unique() == len(ids) else look_alike(ids.filter(seen.is_duplicated()))


def _is_no_id(text: str) -> bool:
    """Whether a reader has to look at an id: it is a total or a formula, or may be one."""
    return is_total(text) or begins_as_total(text) or held_text(text) is not None


def _skeletons(ids: pl.Series, lower: pl.Series) -> pl.Series:
    """Return what `headers.skeleton` leaves of each id; letters of ASCII all at once."""
    seen = lower.str.replace_all(_UNSEEN, "")
    digits = seen.str.replace_all("o", "0", literal=True).str.replace_all("[il]", "1")
    counted = seen.str.contains("^[0-9oil]+$") & seen.str.contains("[0-9]")
    seen = digits.zip_with(counted, seen)
    other = ids.str.contains(_NOT_ASCII)
    if other.any():
        looks = pl.Series([skeleton(one) for one in ids.filter(other)], dtype=pl.String)
        seen = seen.scatter(other.arg_true(), looks)
    return seen
