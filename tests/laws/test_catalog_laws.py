"""NPS, CSAT, GRR and NRR of the catalogue on generated rows: what one line of fractions says of each.

Nothing here is shared with the product or with the oracle: answers and accounts are numbers before they are
written down. Neither the order of the rows nor how they are split into files changes anything.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from hypothesis import given, settings, strategies as st
from measuring import measured

PLAN = """\
csvariable: 1
name: P
currency: EUR
period: quarter
zone: UTC
target_incentive: 1000
sources:
  answers:
    file: answers.csv
    participant: Owner
    date: Day
    columns:
      score: {column: Score, unit: score, range: [0, 10]}
      stars: {column: Stars, unit: score, range: [1, 5]}
  accounts:
    file: accounts.csv
    participant: Owner
    columns: {open: {column: Open, unit: money}, close: {column: Close, unit: money}}
kpis:
  nps:
    weight: 100 %
    unit: points
    missing: zero
    curve: {of: actual, lookup: [{from: 0, pays: 100 %}]}
    measure: {use: catalog.nps, of: answers, score: score, respondent: Who}
  csat: {unit: percent, measure: {use: catalog.csat-top-box, of: answers, score: stars, box: 4}}
  grr:
    unit: percent
    measure: {use: catalog.grr, of: accounts, open: open, close: close, base: total, win-back: lost}
  nrr:
    unit: percent
    measure: {use: catalog.nrr, of: accounts, open: open, close: close, base: total, win-back: lost}
"""
PEOPLE = "participant\nana\nben\n"


class Answer(NamedTuple):
    """An answer; each minute of the quarter has one at most."""

    owner: str
    minute: int
    who: int
    score: int | None
    stars: int | None

    def line(self) -> str:
        """The row of the file."""
        day, minute = divmod(self.minute, 1440)
        when = f"2026-07-{day + 1:02}T{minute // 60:02}:{minute % 60:02}Z"
        texts = ("" if one is None else str(one) for one in (self.score, self.stars))
        return ",".join([self.owner, when, f"client {self.who}" if self.who else "", *texts])


class Account(NamedTuple):
    """An account in cents."""

    owner: str
    start: int
    end: int

    def line(self) -> str:
        """The row of the file."""
        return ",".join([self.owner, *(str(Decimal(one) / 100) for one in (self.start, self.end))])


owner = st.sampled_from(["ana", "ben"])
answers = st.lists(
    st.builds(
        Answer,
        owner,
        st.integers(0, 30 * 1440 - 1),
        st.integers(0, 3),
        st.none() | st.integers(0, 10),
        st.none() | st.integers(1, 5),
    ),
    max_size=20,
    unique_by=lambda one: one.minute,
)
accounts = st.lists(st.builds(Account, owner, st.integers(0, 50_000), st.integers(0, 80_000)), max_size=12)


def nps_of(some: list[Answer]) -> Fraction | None:
    given_ = sorted((one for one in some if one.score is not None), key=lambda one: one.minute)
    last = {one.who or -at: one.score or 0 for at, one in enumerate(given_, 1)}.values()
    better, worse = sum(one > 8 for one in last), sum(one < 7 for one in last)
    return Fraction(100 * (better - worse), len(last)) if last else None


def csat_of(some: list[Answer]) -> Fraction | None:
    stars = [one.stars for one in some if one.stars is not None]
    return Fraction(sum(one >= 4 for one in stars), len(stars)) if stars else None


def kept_of(some: list[Account], *, growth: bool) -> Fraction | None:
    start = sum(one.start for one in some)
    end = sum(one.end if growth else min(one.start, one.end) for one in some)
    return Fraction(end, start) if start else None


@settings(deadline=None, max_examples=40)
@given(answers, accounts, st.data())
def test_four_kpis_of_the_catalogue_are_what_their_formulas_say(
    asked: list[Answer], held: list[Account], data: st.DataObject
) -> None:
    outside = Answer("zoe", 0, 0, 5, 5).line()  # the file is the right one even where nobody answered
    lines = data.draw(st.permutations([*(one.line() for one in asked), outside]))
    cut = data.draw(st.integers(0, len(lines)))
    header = "Owner,Day,Who,Score,Stars"
    files = {
        "answers": ["\n".join([header, *part, ""]) for part in (lines[:cut], lines[cut:]) if part],
        "accounts": ["\n".join(["Owner,Open,Close", *(one.line() for one in held), "zoe,1,1", ""])],
    }
    found = measured(PLAN, files, PEOPLE)
    assert found.errors == []
    for name in ("ana", "ben"):
        own, mine = [one for one in asked if one.owner == name], [one for one in held if one.owner == name]
        assert found.of("nps", name).value == nps_of(own)
        assert found.of("csat", name).value == csat_of(own)
        assert found.of("grr", name).value == kept_of(mine, growth=False)
        assert found.of("nrr", name).value == kept_of(mine, growth=True)
