"""Days, months and periods of a plan's year (language, section 6).

The period paid is named by its author and never taken from a clock: nothing here asks what
day it is.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from csvariable.kernel.message import Message, Told, msg
from csvariable.kernel.terms import PERIODS
from csvariable.plan import Plan
from csvariable.plan.year import PeriodLength

MONTHS_IN: dict[PeriodLength, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
EXAMPLES: dict[PeriodLength, str] = {
    "month": "2026-07",
    "quarter": "2026-Q3",
    "half": "2026-H2",
    "year": "2026",
}
_KINDS: dict[str, PeriodLength] = {"Q": "quarter", "H": "half"}

# Years in four digits that leave room on both sides for a plan's year and for tenure.
_WRITTEN = re.compile(r"((?:19|2\d)\d\d)(?:-(?:(Q)([1-4])|(H)([12])|(0[1-9]|1[0-2])))?", re.ASCII)


_LENGTHS: dict[str, str] = {
    **dict.fromkeys(("q", "t", "quarter", "trimestre"), "Q"),
    **dict.fromkeys(("h", "s", "half", "semestre", "semester"), "H"),
}
_ORDINALS = frozenset(("er", "re", "e", "eme", "nd", "nde", "st", "rd", "th", "de", "of", "year"))
_MONTHS: dict[str, int] = {
    name: at
    for at, names in enumerate(
        (
            "january janvier jan", "february fevrier feb", "march mars mar", "april avril apr", "may mai",
            "june juin jun", "july juillet jul", "august aout aug", "september septembre sep sept",
            "october octobre oct", "november novembre nov", "december decembre dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_PART = re.compile(r"[0-9]+|[a-z]+")
_BETWEEN = frozenset(" ./_-'\u2019\u2013")


class NotAPeriod(Told):
    """A text that names no period of the plan; says what to write."""

    def __init__(self, message: Message, suggestion: str, *, certain: bool) -> None:
        """Keep the sentence and the period to write instead, or one that shows how it is written."""
        said = (
            msg("{message}: write `--period {period}`", message=message, period=suggestion)
            if certain
            else msg("{message}: write one such as `--period {period}`", message=message, period=suggestion)
        )
        super().__init__(said)
        self.message = message
        self.suggestion = suggestion


@lru_cache(maxsize=2**10)  # a file repeats the few periods that it holds in every row
def spelled(text: str) -> str:
    """Return a period as this language writes it; a text that names none as it stands.

    People write `2026-q2`, `Q2 2026`, `T2 2026`, `2e trimestre 2026`, `juillet 2026`, `07/2026`:
    each of these names one period, whatever the language it is written in.
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    parts = [one for one in _PART.findall(plain) if one not in _ORDINALS]
    years = [one for one in parts if len(one) == 4 and one.isdigit()]
    if len(years) != 1 or set(_PART.sub("", plain)) - _BETWEEN:
        return text.strip()
    parts.remove(years[0])
    numbers = [one for one in parts if one.isdigit()]
    words = [one for one in parts if not one.isdigit()]
    name = None
    match (len(words), len(numbers)):
        case (0, 0):
            name = years[0]
        case (0, 1) if len(numbers[0]) <= 2:
            name = f"{years[0]}-{int(numbers[0]):02}"
        case (1, 0) if words[0] in _MONTHS:
            name = f"{years[0]}-{_MONTHS[words[0]]:02}"
        case (1, 1) if words[0] in _LENGTHS and len(numbers[0]) == 1:
            name = f"{years[0]}-{_LENGTHS[words[0]]}{numbers[0]}"
    return name if name is not None and _WRITTEN.fullmatch(name) else text.strip()


def is_period(text: str) -> bool:
    """Whether a text names a period, of whatever length."""
    return _WRITTEN.fullmatch(spelled(text)) is not None


@dataclass(frozen=True, slots=True)
class Days:
    """The days from `first` to `last`, both included; none where `last` comes before `first`."""

    first: date
    last: date

    @property
    def count(self) -> int:
        """How many days there are, never below 0."""
        return max(0, (self.last - self.first).days + 1)

    def between(self, first: date | None, last: date | None) -> Days:
        """Return the days from `first` to `last`, each of which may be open."""
        return Days(
            self.first if first is None else max(self.first, first),
            self.last if last is None else min(self.last, last),
        )

    def meet(self, other: Days) -> Days:
        """Return the days that both have."""
        return self.between(other.first, other.last)


@dataclass(frozen=True, slots=True)
class Period:
    """The period paid, and the periods of the plan's year that it stands in."""

    text: str
    """As `--period` has it: `2026-Q3`."""
    index: int
    """Its place in the plan's year, from 0."""
    year: tuple[Days, ...]
    """Every period of the plan's year, in order."""
    kind: PeriodLength

    @property
    def span(self) -> Days:
        """The days of the period."""
        return self.year[self.index]

    @property
    def first(self) -> date:
        """The first day."""
        return self.span.first

    @property
    def last(self) -> date:
        """The last day."""
        return self.span.last

    @property
    def days(self) -> int:
        """How many days it has."""
        return self.span.count

    def later(self, count: int, plan: Plan) -> Period:
        """Return the period that comes some periods of the plan later."""
        return period_of(add_months(self.first, MONTHS_IN[self.kind] * count), plan)

    def end_of(self, day: date, count: int) -> date:
        """Return the last day of the `count`-th period from the one that holds `day`.

        `guarantee: {periods: 1}` is the period of entry (language, section 6), which may lie
        years before the period paid.
        """
        size = MONTHS_IN[self.kind]
        before = _months_between(self.year[0].first, day) // size
        return day_before(add_months(self.year[0].first, size * (before + count)))


def parse_period(text: str, plan: Plan) -> Period:
    """Return the period that a text names; raise NotAPeriod, saying what to write.

    `2026`, `2026-H2` and `2026-Q3` count from `year_starts` in the year written: with 04-01,
    `2026-Q4` is January to March 2027. `2026-07` is the month of the calendar. Other ways to write
    them (`spelled`) are read as these. The period must
    be of the length that the plan pays by (language, section 6).
    """
    written = spelled(text)
    found = _WRITTEN.fullmatch(written)
    if found is None:
        written_year = re.search(r"(?<!\d)(?:19|2\d)\d\d(?!\d)", text, re.ASCII)
        example = EXAMPLES[plan.period].replace("2026", written_year[0] if written_year else "2026")
        raise NotAPeriod(msg("`{text}` is not a period", text=text), example, certain=False)
    year = int(found[1])
    letter, number = found[2] or found[4], found[3] or found[5]
    kind: PeriodLength = "month" if found[6] else _KINDS[letter] if letter else "year"
    if kind == "month":
        first = date(year, int(found[6]), 1)
    else:
        first = add_months(_year_start(plan, year), MONTHS_IN[kind] * (int(number or 1) - 1))
    period = period_of(first, plan)
    if kind != plan.period:
        message = msg(
            "`{text}` is a {kind}, and the plan is paid by the {paid}",
            text=text.strip(),
            kind=PERIODS[kind],
            paid=PERIODS[plan.period],
        )
        raise NotAPeriod(message, period.text, certain=MONTHS_IN[kind] <= MONTHS_IN[plan.period])
    return period


def period_of(day: date, plan: Plan) -> Period:
    """Return the period of the plan that holds a day."""
    kind, size = plan.period, MONTHS_IN[plan.period]
    first = _year_start(plan, day.year)
    if first > day:
        first = _year_start(plan, day.year - 1)
    starts = [add_months(first, size * n) for n in range(plan.periods_per_year + 1)]
    year = tuple(Days(start, day_before(after)) for start, after in pairwise(starts))
    index = _months_between(first, day) // size
    return Period(_name(kind, first.year, index, year[index].first), index, year, kind)


def _name(kind: PeriodLength, year: int, index: int, first: date) -> str:
    match kind:
        case "month":
            return f"{first:%Y-%m}"
        case "quarter":
            return f"{year}-Q{index + 1}"
        case "half":
            return f"{year}-H{index + 1}"
        case _:
            return f"{year}"


def _year_start(plan: Plan, year: int) -> date:
    """Return the first day of the plan's year.

    A month is one of the calendar (language, section 6), so the year of a plan paid by the
    month begins on the first day of the month of `year_starts`.
    """
    month, _, day = plan.year_starts.partition("-")
    return date(year, int(month), 1 if plan.period == "month" else int(day))


def add_months(start: date, count: int) -> date:
    """Return the same day some months later, or the last day of a shorter month.

    31 January and one month is the last day of February; two months is 31 March again. Beyond
    the years that a date can have, the end of the calendar stands for it.
    """
    month = start.month - 1 + count
    year, month = start.year + month // 12, month % 12 + 1
    if not date.min.year <= year <= date.max.year:
        return date.max if year > date.max.year else date.min
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def day_before(day: date) -> date:
    """Return the day before."""
    return date.fromordinal(max(1, day.toordinal() - 1))


def months_of(days: Days) -> tuple[Days, ...]:
    """Return the months of a period, each from the day of the month that the period starts on."""
    months: list[Days] = []
    start = days.first
    while start <= days.last:
        after = add_months(days.first, len(months) + 1)
        months.append(Days(start, day_before(after)))
        start = after
    return tuple(months)


def _months_between(first: date, day: date) -> int:
    """Return how many whole months lie from `first`, the 28th at most, to a day; negative before."""
    return (day.year - first.year) * 12 + day.month - first.month - (day.day < first.day)
