"""Rewards in kind in words: stars for badges, days of leave, vouchers, things."""

from __future__ import annotations

from fractions import Fraction as F
from pathlib import Path
from typing import cast

import pytest
from readers import Ran

from csvariable.cli import run
from csvariable.engine.cost import COST, costed
from csvariable.engine.exact.evaluation import evaluate
from csvariable.facts.plans import Plans
from csvariable.kernel.step import Reward
from csvariable.odds.history import costs_of
from csvariable.reading import read
from csvariable.speech.gifts import gift_words, stars
from csvariable.statement import Gift
from csvariable.text import Document, parse

PLAN = """csvariable: 1
name: Team
currency: EUR
period: quarter
target_incentive: 1000
kpis:
  csat:
    weight: 100 %
    unit: percent
    curve: {of: actual, lookup: [{from: 80 %, pays: 50 %}, {from: 90 %, pays: 100 %}]}
bonuses:
  star:
    name: Gold
    badge: {by: csat, lookup: [{from: 80 %, gives: 1}, {from: 90 %, gives: 2}, {from: 95 %, gives: 3}]}
  off: {when: {csat: {from: 85 %}}, gives: {leave_days: 1.5}}
  rest: {name: Rest, when: {csat: {from: 85 %}}, gives: {leave_days: 1}}
  shirt: {when: {csat: {from: 85 %}}, gives: {item: T-shirt, value: 20}}
  spa: {when: {csat: {from: 85 %}}, gives: {voucher: 50}}
  pin: {when: {csat: {from: 85 %}}, gives: {badge: Pin}}
  dinner: {rank: {by: csat, top: 1}, gives: [{item: Dinner, value: 300}]}
"""


@pytest.mark.parametrize(
    ("quantity", "most", "drawn"),
    [
        (F(2), 3, "★★☆"),
        (F(3), 3, "★★★"),
        (F(1), 0, "★"),
        (F(0), 0, "0 ★"),
        (F(10), 10, "★" * 10),
        (F(2), 11, "2 ★"),
        (F(12), 0, "12 ★"),
        (F(1, 2), 0, "0.5 ★"),
    ],
)
def test_stars_are_drawn_up_to_the_most_there_are(quantity: F, most: int, drawn: str) -> None:
    assert stars(quantity, most, "en") == drawn


def test_a_part_of_a_thing_keeps_its_number() -> None:
    reward = Reward("dinner", "step", {"": "Dinner"}, "item", F(1), F(0), ())
    found = read(cast("Document", parse(PLAN.encode(), "plan.yaml")[0]))
    assert found.plan is not None
    said = gift_words(Gift(reward, F(1, 2), F(0)), Plans(found.plan, {}), "fr")
    assert said.replace("\u00a0", " ").replace("\u202f", " ") == "0,5 × Dinner"


def test_what_is_given_is_said_in_natural_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in (("plan.yaml", PLAN), ("kpis.csv", "participant,csat\nana,92 %\n")):
        (tmp_path / name).write_text(text, "utf-8")
    files = [str(tmp_path / "plan.yaml"), str(tmp_path / "kpis.csv")]
    assert run(["compute", *files, "--no-details", "--width", "100"]) == 0
    said = [line.strip() for line in capsys.readouterr().out.replace("\u00a0", " ").splitlines()]
    assert [line for line in said if line.startswith("ana: ")] == [
        "ana: Gold ★★☆",
        "ana: 1.5 days of leave",
        "ana: Rest: 1 day of leave",
        "ana: T-shirt",
        "ana: 1 voucher of €50.00",
        "ana: Pin ★",
        "ana: Dinner",
    ]
    assert run(["statement", *files, "--csm", "ana", "--lang", "fr", "-f", "markdown"]) == 0
    french = capsys.readouterr().out.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")
    for words in ("Gold ★★☆", "1,5 jour de congé", "Rest : 1 jour de congé", "1 bon d'achat de 50,00 €"):
        assert words in french


def test_a_reward_that_somebody_cannot_have_is_0_of_it_and_never_unknown() -> None:
    """What a person costs is a sum of all rewards of the plan: an unknown one is no cost at all."""
    plan = PLAN.replace("unit: percent", "unit: percent\n    missing: zero")
    ran = Ran(plan, "participant,csat\nana,\nben,95 %\n")
    rewards = ran.results.program_of(0).rewards
    given = {one.step: ran.results.people[one.step] for one in rewards}
    assert {name: values[0] for name, values in given.items()} == dict.fromkeys(given, F(0))
    assert {name for name, values in given.items() if not values[1]} == set()
    assert costs_of(ran.results) == [F(0), F(1370)]
    paid = evaluate(costed(ran.results.programs), ran.results.facts)
    assert paid.people[COST] == costs_of(ran.results)
