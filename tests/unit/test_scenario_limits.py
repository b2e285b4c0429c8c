"""Limits of a what-if: what each is of, and where exactly it is crossed."""
# ruff: noqa: E501 - sentences stand on one line

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction as F
from typing import cast

import pytest

from csvariable.scenario import Amounts, Comparison
from csvariable.scenario.limits import SUBJECTS, NotALimit, parse_limit


@dataclass(frozen=True)
class One:
    """A person's cash."""

    cash: Amounts
    id: str = "x"


@dataclass(frozen=True)
class Found:
    """What limits read of a comparison."""

    cash: Amounts
    rewards: Amounts
    people: tuple[One, ...]

    @property
    def periods(self) -> dict[str | None, tuple[One, ...]]:
        return {"2026-Q1": self.people}

    @property
    def cost(self) -> Amounts:
        return self.cash + self.rewards

    @property
    def gainers(self) -> list[One]:
        return [one for one in self.people if one.cash.change > 0]

    @property
    def losers(self) -> list[One]:
        return [one for one in self.people if one.cash.change < 0]

    @property
    def counts(self) -> tuple[int, int, int]:
        gain, lose = len(self.gainers), len(self.losers)
        return gain, lose, len(self.people) - gain - lose


def amounts(before: int, after: int) -> Amounts:
    return Amounts(F(before), F(after))


PEOPLE = ((100, 110), (200, 150), (50, 50), (80, 80), (0, 30), (40, 50), (50, 45), (10, 10))
"""Three gain: 10 %, from nothing, 25 %; two lose: 25 % and 10 %; three of eight keep what they have."""
CHANGED = Found(amounts(530, 525), amounts(100, 120), tuple(One(amounts(*one)) for one in PEOPLE))
NOBODY = Found(amounts(0, 0), amounts(0, 0), ())
FROM_NOTHING = Found(amounts(0, 5), amounts(0, 0), (One(amounts(0, 5)), One(amounts(0, -5))))


def fails(text: str, found: Found = CHANGED) -> bool:
    return parse_limit(text).fails(cast("Comparison", found))


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("cost {} 645", 0),
        ("cost {} 644", 1),
        ("cost {} 646", -1),
        ("cost {} +15", 0),
        ("cost {} +14.5", 1),
        ("cost {} +2.5%", -1),
        ("cost {} 2%", 1),
        ("cash {} 525", 0),
        ("cash {} -5", 0),
        ("cash {} - 6", 1),
        ("cash {} +0", -1),
        ("rewards {} 120", 0),
        ("rewards {} +20", 0),
        ("rewards {} 20%", 0),
        ("gainers {} 3", 0),
        ("losers {} 2", 0),
        ("unchanged {} 3", 0),
        ("gainers {} 37.5%", 0),
        ("losers {} 25%", 0),
        ("unchanged {} 37.5 %", 0),
        ("losers {} 24%", 1),
    ],
)
def test_a_limit_holds_below_at_or_above_its_amount(text: str, at: int) -> None:
    """`at` says on which side of the amount the value stands."""
    held = {word: fails(text.format(word)) for word in (">", ">=", "<", "<=")}
    assert held == {">": at > 0, ">=": at >= 0, "<": at < 0, "<=": at <= 0}


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("any loss > 49", True),
        ("any loss > 50", False),
        ("any loss >= 50", True),
        ("any loss < 5", False),
        ("any loss <= 5", True),
        ("any loss > 25%", False),
        ("any loss >= 25%", True),
        ("any gain > 29", True),
        ("any gain > 30", False),
        ("any gain < 10%", False),
        ("any gain <= 10%", True),
        ("any gain >= 100000%", True),
        ("any gain > 100000%", False),
        ("anyone < -49", True),
        ("anyone < -50", False),
        ("anyone <= -50", True),
        ("anyone > +30", False),
        ("anyone >= +30", True),
        ("anyone < -25%", False),
        ("anyone <= -25%", True),
        ("  any   gain>29 ", True),
    ],
)
def test_a_limit_of_people_holds_where_one_of_them_crosses_it(text: str, held: bool) -> None:
    assert fails(text) is held


@pytest.mark.parametrize(
    ("text", "value", "person", "period"),
    [
        ("any loss > 10%", F(1, 4), "x", "2026-Q1"),
        ("any loss > 10% per period", F(1, 4), "x", "2026-Q1"),
        ("any loss > 10% in all", F(1, 4), "x", None),
        ("any gain > 1 in  all", F(30), "x", None),
        ("anyone < -1", F(-50), "x", "2026-Q1"),
        ("anyone > +1 in all", F(30), "x", None),
        ("losers > 0", F(2), None, None),
        ("cost > +5 in all", F(15), None, None),
    ],
)
def test_a_limit_tells_the_figure_that_comes_nearest(
    text: str, value: F, person: str | None, period: str | None
) -> None:
    assert parse_limit(text).figure(cast("Comparison", CHANGED)) == (value, person, period)
    assert parse_limit("any loss > 1").figure(cast("Comparison", NOBODY)) is None


def test_nobody_crosses_no_limit_and_is_no_share() -> None:
    assert not any(
        fails(f"{what} {word} 0", NOBODY) for what in ("any loss", "any gain", "anyone") for word in "<>"
    )
    assert fails("losers <= 0%", NOBODY)
    assert not fails("losers > 0%", NOBODY)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("cost >= +100000%", True),
        ("cost > +100000%", False),
        ("any loss >= 100000%", True),
        ("any loss > 100000%", False),
        ("rewards >= +0%", True),
        ("rewards > +0%", False),
        ("rewards < +0%", False),
    ],
)
def test_from_nothing_a_change_is_a_hundred_thousand_percent_and_none_is_none(text: str, held: bool) -> None:
    assert fails(text, FROM_NOTHING) is held


def test_from_nothing_a_cent_is_as_much() -> None:
    cent = Found(Amounts(F(0), F(1, 100)), amounts(0, 0), (One(Amounts(F(0), F(1, 100))),))
    assert fails("cash >= +100000%", cent)
    assert fails("any gain >= 100000%", cent)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cost", "`cost` is no limit; write it like `cost > +5%`, `losers > 0`, `any loss > 10%` or `any loss > 10% in all`"),
        ("cost = 3", "`cost = 3` is no limit; write it like `cost > +5%`, `losers > 0`, `any loss > 10%` or `any loss > 10% in all`"),
        ("any big loss > 3", "`any big loss > 3` is no limit; write it like `cost > +5%`, `losers > 0`, `any loss > 10%` or `any loss > 10% in all`"),
        ("price > 3", f"`price` cannot be limited; there are: {', '.join(f'`{word}`' for word in SUBJECTS)}"),
        ("any  loser > 3", f"`any loser` cannot be limited; there are: {', '.join(f'`{word}`' for word in SUBJECTS)}"),
        ("losers > +3", "`losers > +3`: a number of people has no sign"),
        ("unchanged < -3%", "`unchanged < -3%`: a number of people has no sign"),
        ("cost > 1.2.3", "`1.2.3` is not a number"),
        ("cost > 5 per period", "`cost > 5 per period`: only the change of a person is looked at in each period"),
    ],
)  # fmt: skip
def test_a_text_that_is_no_limit_says_what_to_write(text: str, said: str) -> None:
    with pytest.raises(NotALimit) as refused:
        parse_limit(text)
    assert str(refused.value) == said


def test_a_limit_is_shown_as_it_was_written() -> None:
    assert parse_limit("  any  loss > 10% ").text == "any  loss > 10%"
