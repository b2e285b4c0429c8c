"""Sentences about a value that was measured on rows: how many, of which files, what was left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import PurePath
from typing import Final, NamedTuple

from csvariable.kernel.message import Filling, Message, counted, listed, msg
from csvariable.measures.model import Measured, Reason

_LEFT: Final[Mapping[Reason, Message]] = {
    Reason.DUPLICATE_KEY: counted(
        "{count} with a key that another row has", "{count} with keys that other rows have"
    ),
    Reason.FOOTER: counted("{count} below the end of the rows", "{count} below the end of the rows"),
    Reason.FILTERED: counted("{count} filtered out", "{count} filtered out"),
    Reason.NO_DATE: counted("{count} without a date", "{count} without a date"),
    Reason.OUTSIDE: counted("{count} outside the dates counted", "{count} outside the dates counted"),
    Reason.NOT_ANSWERED: counted("{count} without an answer", "{count} without an answer"),
    Reason.NO_OWNER: counted("{count} without an owner", "{count} without an owner"),
    Reason.UNKNOWN_OWNER: counted("{count} of nobody who is paid", "{count} of nobody who is paid"),
    Reason.NO_TEAM: counted("{count} of nobody in a team", "{count} of nobody in a team"),
    Reason.DUPLICATE: counted("{count} by the same respondent", "{count} by the same respondents"),
    Reason.OVER_CAP: counted("{count} over the cap of a client", "{count} over the caps of clients"),
}


class SaidKind(NamedTuple):
    """What a kind of measures is called."""

    value: Message
    """A value of it, with how many rows it stands on."""
    taken: Message
    """What it takes of the rows that count, as a plan says it."""


SAID_KINDS: Final[Mapping[str, SaidKind]] = {
    "count": SaidKind(counted("{count} row", "{count} rows"), msg("the number of rows of `{source}`")),
    "sum": SaidKind(counted("sum of {count} row", "sum of {count} rows"), msg("the sum of {read}")),
    "share": SaidKind(
        counted("share of {count} row", "share of {count} rows"), msg("a part of the rows of `{source}`")
    ),
    "ratio": SaidKind(
        counted("ratio of sums of {count} row", "ratio of sums of {count} rows"),
        msg("the sum of {of}, divided by the sum of {over}"),
    ),
    "mean": SaidKind(counted("mean of {count} row", "mean of {count} rows"), msg("the mean of {read}")),
    "median": SaidKind(
        counted("median of {count} row", "median of {count} rows"), msg("the median of {read}")
    ),
    "percentile": SaidKind(
        counted("percentile of {count} row", "percentile of {count} rows"),
        msg("the value of {read} that {share} of the rows do not exceed"),
    ),
    "nps": SaidKind(
        counted("NPS of {count} answer", "NPS of {count} answers"),
        msg("the part of the answers from 9 less the part up to 6, times 100, of {read}"),
    ),
    "growth": SaidKind(
        counted("growth over {count} row of two periods", "growth over {count} rows of two periods"),
        msg("the growth over the period before of {what}"),
    ),
    "only": SaidKind(counted("{count} row", "{count} rows"), msg("the value of {read} in the one row")),
}
FILES_SHOWN: Final = 2


def measured_on(one: Measured) -> Message:
    """Say what a value stands on: `85 of 92 rows from csat.csv (7 rows left out: ...)`."""
    what = counted_rows(one)
    tables = [place.table for place in one.rows]
    tables += [place.before[0] for place in one.rows if place.before is not None]
    files = list(dict.fromkeys(PurePath(table.name).name for table in tables))
    if files:
        what = msg("{what} from {files}", what=what, files=_files(files))
    if one.elsewhere is not None:
        what = msg(
            "{what} from {table} in {engine}",
            what=what,
            table=one.elsewhere.table,
            engine=one.elsewhere.engine,
        )
    left = [(reason, count) for reason, count in one.left.items() if count]
    if not left:
        return what
    whole = sum((count for _, count in left), Fraction(0))
    reasons = listed([_LEFT[reason].given(count=_number(count)) for reason, count in left])
    out = counted("{count} row left out: {reasons}", "{count} rows left out: {reasons}", reasons=reasons)
    return msg("{what} ({left})", what=what, left=out.given(count=_number(whole)))


def counted_rows(one: Measured) -> Message:
    """Say on how many rows a value stands: `85 of 92 rows`, `NPS of 15 answers`."""
    if one.word == "share" and one.bottom == one.n:
        of = counted("{part} of {count} row", "{part} of {count} rows", part=one.top)
        return of.given(count=_number(one.n))
    return SAID_KINDS[one.word].value.given(count=_number(one.n))


def _number(count: Fraction) -> Filling:
    return int(count) if count.denominator == 1 else count


def _files(files: Sequence[str]) -> Filling:
    if len(files) <= FILES_SHOWN:
        return listed(files, "and")
    more = len(files) - 1
    return counted("{first} and {count} more file", "{first} and {count} more files", first=files[0]).given(
        count=more
    )
