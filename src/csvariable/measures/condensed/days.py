"""When rows happened, parted into stretches of days in which nothing changes for what is measured."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import polars as pl

from csvariable.kernel.message import Message, msg
from csvariable.measures.condensed.classes import MOST, clean
from csvariable.measures.condensed.codes import Codes
from csvariable.measures.dates import ISO, Moment, WrittenTime, first_of_day, moment, read_time
from csvariable.measures.opened import OpenSource

_HOUR: Final = 13
"""Characters of a date and its hour, as in `2026-07-01 09`."""
_HOURS: Final = re.compile(
    r"[0-9]{4}[-/.][0-9]{2}[-/.][0-9]{2}[ T][0-9]{2}|[0-9]{2}[-/.][0-9]{2}[-/.][0-9]{4} [0-9]{2}"
)
_FORM: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:([ T])[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z?))?")
_DAY: Final = (
    r"[0-9]{3}[1-9]-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    r"|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
"""Days that there are in every year; others are looked at one by one."""
_MOST_CUTS: Final = 6
"""From here on days are found by their hours: each cut is compared with every row."""
_REST: Final = re.compile(r":[0-5][0-9](:[0-5][0-9])?(.*)", re.DOTALL)
_MANY: Final = 20
"""Of so many rows one may be written in another form than the others."""
_UNCLEAR: Final = msg("its dates are written in several ways, or in none that is known")


@dataclass(slots=True)
class DayClasses:
    """The stretches that the dates of a column lie in."""

    rows: OpenSource
    starts: Sequence[date]
    """The days from which something else holds, in order."""
    hours: Codes = field(default_factory=Codes)
    ends: Codes = field(default_factory=Codes)
    _length: int | None = None
    """Where the zone begins in a text, None until a time is seen."""
    _rests: set[str] = field(default_factory=set)
    _known: dict[Hashable, int] = field(default_factory=dict)
    _hours: list[int | None] = field(default_factory=list)
    _found: dict[tuple[str, str], int | None] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many stretches there are."""
        return len(self._known)

    @property
    def outside(self) -> list[int]:
        """The stretches before the first day from which something holds, and after the last."""
        return [self._known[at] for at in (0, len(self.starts)) if at in self._known]

    def codes(self, column: pl.Series) -> pl.Series | Message:
        """Return the stretch of each row, or why that is not sure."""
        ordered = self._in_order(column)
        if ordered is not None:
            return ordered
        texts = column.to_frame("text")
        parts = texts.select(
            hour=pl.col("text").str.head(_HOUR).cast(self.hours.kind),
            rest=pl.col("text").str.slice(_HOUR),
        )
        rests = [one for one in parts.to_series(1).unique().to_list() if one is not None]
        if len(self._rests) + len(rests) > MOST:
            return _UNCLEAR
        if not self._learn(rests) or not self._all_or_nothing(parts):
            return _UNCLEAR
        length = self._length
        if length is None or all(len(one) <= length - _HOUR for one in self._rests):
            stretches = self._by_hour(self.hours.of(parts.to_series(0)))
        else:
            zone = self.ends.of(column.str.slice(length).cast(self.ends.kind))
            stretches = self._by_pair(self.hours.of(parts.to_series(0)), zone)
        return stretches if isinstance(stretches, Message) else self._completed(column, stretches)

    def _in_order(self, column: pl.Series) -> pl.Series | Message | None:
        """Return the stretches of dates that are ordered as texts; None where most have another form."""
        written = self.rows.source.date_column
        form = _FORM.fullmatch(next(iter(column.head(100).drop_nulls()), ""))
        if form is None or written is None or written.format not in {None, "iso"}:
            return None
        cuts = self._cuts(form, written.zone)
        if cuts is None:
            return None
        clock = rf"{form[1]}(?:[01][0-9]|2[0-3]):[0-5][0-9]{':[0-5][0-9]' if form[2] else ''}{form[3]}"
        text = pl.col("text")
        passed = pl.sum_horizontal(pl.lit(0, pl.UInt32), *((text >= cut).cast(pl.UInt32) for cut in cuts))
        shown = pl.when(text.str.contains(f"^{_DAY}{clock if form[1] else ''}$")).then(passed)
        stretches = column.to_frame("text").select(shown).to_series()
        if stretches.null_count() > _MANY + column.len() // _MANY:
            return None
        own = [self._known.setdefault(at, len(self._known)) for at in range(len(cuts) + 1)]
        if own != list(range(len(own))):
            stretches = pl.Series(own, dtype=pl.UInt32).gather(stretches)
        return self._completed(column, stretches)

    def _cuts(self, form: re.Match[str], zone: str | None) -> list[str] | None:
        """Return the first text of each stretch, in a form of writing; None where texts do not part them."""
        if len(self.starts) > _MOST_CUTS:
            return None
        if form[1] is None:
            return [day.isoformat() for day in self.starts]
        of_plan, zone = self.rows.zone, None if form[3] else zone
        if of_plan is None or not (form[3] or zone):
            return None
        found = [first_of_day(day, of_plan, zone) for day in self.starts]
        precise = "seconds" if form[2] else "minutes"
        texts = [
            f"{one.replace(tzinfo=None).isoformat(form[1], precise)}{form[3]}"
            for one in found
            if one is not None and (form[2] or not one.second)
        ]
        return texts if len(texts) == len(found) else None

    def _completed(self, column: pl.Series, stretches: pl.Series) -> pl.Series | Message:
        """Look one by one at the rows that have no stretch yet."""
        if not stretches.null_count():
            return stretches
        own = self._one_by_one(column.filter(stretches.is_null()).fill_null(""))
        if isinstance(own, Message):
            return own
        return stretches.scatter(stretches.is_null().arg_true(), own)

    def _learn(self, rests: Sequence[str]) -> bool:
        """Whether what follows the hour is a time of one form in all rows."""
        for rest in rests:
            if rest in self._rests or not rest:
                continue
            match = _REST.fullmatch(rest)
            if match is None:
                return False
            length = _HOUR + len(rest) - len(match[2])
            if self._length not in {None, length}:
                return False
            self._length = length
            self._rests.add(rest)
        return True

    @staticmethod
    def _all_or_nothing(parts: pl.DataFrame) -> bool:
        """Whether each text either ends before the thirteenth character or goes on after it."""
        short = pl.col("hour").cast(pl.String).str.len_chars() < _HOUR
        bare = parts.filter(pl.col("rest") == "")
        return not bare.height or bool(bare.select(short.all()).item())

    def _by_hour(self, codes: pl.Series) -> pl.Series | Message:
        """Return the stretches of times that have no zone of their own."""
        for hour in self.hours.texts(len(self._hours)):
            one = self._stretch(hour, "")
            if isinstance(one, Message):
                return one
            self._hours.append(one)
        return pl.Series(self._hours, dtype=pl.UInt32).gather(codes)

    def _by_pair(self, codes: pl.Series, zones: pl.Series) -> pl.Series | Message:
        """Return the stretches of times that have zones of their own."""
        pairs = pl.DataFrame({"hour": codes, "zone": zones})
        different = pairs.unique()
        hours, ends = self.hours.texts(), self.ends.texts()
        found: list[int | None] = []
        for hour, zone in different.iter_rows():
            one = hours[hour], ends[zone]
            known = self._found[one] if one in self._found else self._stretch(*one)
            if isinstance(known, Message):
                return known
            self._found[one] = known
            found.append(known)
        return pairs.join(
            different.with_columns(stretch=pl.Series(found, dtype=pl.UInt32)),
            on=["hour", "zone"],
            how="left",
            maintain_order="left",
        ).to_series(2)

    def _one_by_one(self, texts: pl.Series) -> pl.Series | Message:
        """Return the stretches of texts of hours in which one ends and the next begins."""
        different = texts.unique().to_list()
        keys = [self._key(clean(text)) for text in different]
        if None in keys:
            return _UNCLEAR
        found = [self._known.setdefault(key, len(self._known)) for key in keys]
        return texts.replace_strict(different, found, return_dtype=pl.UInt32)

    def _stretch(self, hour: str, zone: str) -> int | Message | None:
        """Return the stretch of all times of an hour, None where they lie in several."""
        if len(hour) < _HOUR or _HOURS.fullmatch(hour) is None:
            if len(hour) == _HOUR:
                return _UNCLEAR
            key = self._key(clean(hour))
            return _UNCLEAR if key is None else self._known.setdefault(key, len(self._known))
        seconds = self._length == _HOUR + 6
        first, last = (
            self._read(f"{hour}{one}{zone}") for one in ((":00:00", ":59:59") if seconds else (":00", ":59"))
        )
        if first is None or last is None:
            return _UNCLEAR
        one, other = self._at(first.day), self._at(last.day)
        if one != other or not self._is_even(first, last, seconds=seconds):
            return None
        return self._known.setdefault(one, len(self._known))

    def _is_even(self, first: Moment, last: Moment, *, seconds: bool) -> bool:
        """Whether no clock jumps within an hour: neither that of the rows nor that of the plan."""
        due = timedelta(minutes=59, seconds=59 if seconds else 0)
        if last.instant - first.instant != due:
            return False
        zone = ZoneInfo(self.rows.zone or "UTC")
        return first.instant.astimezone(zone).utcoffset() == last.instant.astimezone(zone).utcoffset()

    def _at(self, day: date) -> int:
        return bisect_right(self.starts, day)

    def _key(self, text: str) -> Hashable:
        """Return the class of a text: its stretch, or that there is no date; None where it is no date."""
        if self.rows.is_missing(text):
            return "missing"
        found = self._read(text)
        return None if found is None else self._at(found.day)

    def _read(self, text: str) -> Moment | None:
        column = self.rows.source.date_column
        if column is None or (column.format is None and ISO.fullmatch(text) is None):
            return None
        read = read_time(text, column.format)
        found = moment(read, column.zone, self.rows.zone) if isinstance(read, WrittenTime) else None
        return found if isinstance(found, Moment) else None
