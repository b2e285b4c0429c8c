"""Conditions as a plan asks for them, before anybody's values."""

from __future__ import annotations

from fractions import Fraction

import pytest
from readers import HEAD, Ran

from csvariable.kernel.formula import Choose, Fact, Formula, Given, Greatest, Holds, Known, Product, Ref, Sum
from csvariable.speech.conditions import condition_words

ONE, ZERO = Given(Fraction(1)), Given(Fraction(0))
CSAT = Holds(Ref("csat.actual"), "from", Given(Fraction(4, 5)))
NPS = Holds(Fact("nps.actual"), "above", Given(Fraction(30)))


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        (CSAT, "csat ≥ 80 %"),
        (NPS, "nps > 30"),
        (Product((CSAT, NPS)), "csat ≥ 80 % and nps > 30"),
        (Greatest((CSAT, NPS)), "csat ≥ 80 % or nps > 30"),
        (Choose(Fact("@present"), CSAT, ONE), "csat ≥ 80 %"),
        (Choose(Known(Ref("csat.actual")), ZERO, CSAT), "csat ≥ 80 %"),
        (Known(Ref("csat.actual")), "csat has a value"),
        (Ref("csat.actual"), "csat: yes"),
        (Product((CSAT, ONE, CSAT)), "csat ≥ 80 %"),
        (ONE, ""),
        (Holds(Sum((ONE,)), "below", Ref("csat.actual")), "no value < csat"),
    ],
)
def test_a_condition_says_what_it_asks_for(formula: Formula, words: str) -> None:
    plan = HEAD + "target_incentive: 100\nkpis:\n  csat: {unit: percent, weight: 100 %,"
    plan += " curve: {of: actual, lookup: [{from: 0 %, pays: 0 %}]}}\n  nps: {unit: number}\n"
    voice = Ran(plan, "id,csat,nps\nana,1 %,1\n").view().voice(0)
    assert condition_words(voice, formula).replace("\u00a0", " ") == words
