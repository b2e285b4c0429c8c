"""Nothing is untranslated, and the sentences of an explanation can be added up again."""

from __future__ import annotations

import re
from fractions import Fraction as F

import pytest
from readers import Ran, demo

from csvariable.kernel.purpose import Purpose
from csvariable.kernel.unit import Unit
from csvariable.speech import labels
from csvariable.speech.comparisons import change_text, share_text, word
from csvariable.speech.figures import exact_money, exact_number, exact_rate, exact_value
from csvariable.speech.language import Language
from csvariable.speech.telling import tell
from csvariable.statement import statement


def test_every_purpose_of_a_step_has_a_label() -> None:
    assert set(labels.STEPS) == set(Purpose)


def said(ran: Ran, person: str, language: Language = "en") -> dict[str, str]:
    """Every sentence of a person, with plain spaces."""
    at = next(at for at, one in enumerate(ran.results.facts.people) if one.id == person)
    read, view = statement(ran.results, at), ran.view(language)
    found = {line.step.name: tell(view.voice(part.row), line) for part in read.parts for line in part.lines}
    found |= {line.step.name: tell(view.person_voice(at), line) for line in read.lines}
    return {name: re.sub("[\u00a0\u202f]", " ", text) for name, text in found.items()}


def test_the_sentences_of_the_demonstration() -> None:
    ana, chloe, david = (said(demo(), person) for person in ("ana", "chloe", "david"))
    assert ana["nrr.attainment"] == "108.37 % ÷ 105 % = 103.209523809… %"
    assert ana["nrr.curve_rate"] == (
        "108.37 % lies between 105 % (pays 100 %) and 115 % (pays 250 %): 100 % + 3.37 points × 15 = 150.55 %"
    )
    assert "100 % + 3 points × 10 ÷ 3 = 110 %" in ana["adoption.payout_rate"]
    assert ana["nrr.part"] == "50 % of €2,500.00 = €1,250.00"
    assert ana["nrr.payout"] == "€1,250.00 × 150.55 % = €1,881.875, rounded half up to the cent: €1,881.88"
    assert ana["gates.quality-first"] == "open: Customer satisfaction 92.4 % ≥ 80 %"
    assert chloe["gates.quality-first"] == "closed: Customer satisfaction 78.2 % < 80 %"
    assert chloe["nrr.gated_rate"] == "rate of the curve: 160 %; limited to 100 %"
    assert chloe["csat.payout_rate"] == "78.2 % does not reach 80 %: pays 0 %"
    assert ana["cap"] == "€3,206.88 is not over the cap of €3,750.00 (150 % × €2,500.00)"
    assert david["cap"] == "€4,225.00 is over the cap of €3,750.00 (150 % × €2,500.00)"
    assert ana["bonuses.team-retention"] == (
        "€250.00, because Gross revenue retention of the team 93.1 % ≥ 92 %"
    )
    assert david["bonuses.team-retention"] == ("not given: Gross revenue retention of the team 90.4 % < 92 %")
    assert ana["total"] == "€3,206.88 + €250.00 = €3,456.88"


def test_the_same_in_french() -> None:
    ana = said(demo(), "ana", "fr")
    assert ana["nrr.payout"] == (
        "1 250,00 € × 150,55 % = 1 881,875 €, arrondi au centime (moitiés vers le haut) : 1 881,88 €"
    )
    assert ana["gates.quality-first"] == "remplie : Satisfaction des clients 92,4 % ≥ 80 %"


def test_a_sum_in_a_sentence_is_right() -> None:
    """`a × b = c` of each payout, read back from its text."""
    for person in ("ana", "ben", "chloe", "david", "emma", "frank"):
        for name, text in said(demo(), person).items():
            if not name.endswith(".payout") or "…" in text:
                continue
            part, rate, product = re.findall(r"-?[\d,.]*\d", text)[:3]
            numbers = [F(one.replace(",", "")) for one in (part, rate, product)]
            assert numbers[0] * numbers[1] / 100 == numbers[2], text


def test_numbers_are_whole_or_say_that_they_go_on() -> None:
    assert exact_number(F(1, 8), language="en") == "0.125"
    assert exact_number(F(1, 3), language="fr") == "0,333333333…"
    assert exact_number(F(-2, 3), language="en") == "\u22120.666666666…"
    assert exact_rate(F(108, 105), language="en") == "102.857142857…\u00a0%"
    just_over = F(9, 10) + F(1, 3 * 10**12)
    assert exact_rate(just_over, language="en", against=[F(9, 10)]) == "90.00000000003…\u00a0%"
    assert exact_money(F(10, 3), "EUR", language="en") == "€3.333333333…"
    assert exact_money(F(-10, 3), "EUR", language="fr") == "\u22123,333333333…\u00a0€"
    assert exact_money(F(10, 3), "JPY", language="en") == "¥3.333333333…"
    assert exact_value(F(10, 3), Unit.HOURS, currency="EUR", language="en") == "3\u00a0h\u00a020\u00a0min"
    assert exact_value(F(1, 7), Unit.HOURS, currency="EUR", language="en") == "0.142857142…\u00a0h"
    assert exact_value(F(5, 2), Unit.DAYS, currency="EUR", language="fr") == "2,5\u00a0j"


@pytest.mark.parametrize(
    ("name", "number", "en", "fr"),
    [
        ("gain", 0, "0 gain", "0 gagne"),
        ("gain", 1, "1 gains", "1 gagne"),
        ("gain", 2, "2 gain", "2 gagnent"),
        ("lose", 1, "1 loses", "1 perd"),
        ("unchanged", 3, "3 unchanged", "3 inchangées"),
    ],
)
def test_a_count_agrees_with_its_number(name: str, number: int, en: str, fr: str) -> None:
    assert tuple(word(language, name, count=number) for language in ("en", "fr")) == (en, fr)


@pytest.mark.parametrize(
    ("share", "en", "fr"),
    [
        (None, "", ""),
        (F(0), "0 %", "0 %"),
        (F(17, 1000), "+1.7 %", "+1,7 %"),
        (F(1, 30), "+3.3 %", "+3,3 %"),
        (F(-1, 30), "\u22123.3 %", "\u22123,3 %"),
    ],
)
def test_a_change_as_a_share_has_its_sign(share: F | None, en: str, fr: str) -> None:
    assert share_text(share, "en").replace("\u00a0", " ") == en
    assert share_text(share, "fr").replace("\u00a0", " ") == fr


@pytest.mark.parametrize(
    ("value", "text"), [("0", "="), ("5", "+€5.00"), ("-5", "\u2212€5.00"), ("0.004", "+€0.004")]
)
def test_a_change_of_money_has_its_sign(value: str, text: str) -> None:
    assert change_text(F(value), "EUR", "en") == text


@pytest.mark.parametrize(
    ("name", "en", "fr"),
    [
        ("@presence.days", "days present", "jours de présence"),
        ("@time.actual", "ramp and time", "montée en charge et durée"),
        ("@ramp.target", "ramp", "montée en charge"),
        ("@step.nrr", "@step.nrr", "@step.nrr"),
        ("presence", "presence", "presence"),
        ("actual", "actual", "actual"),
        ("ote", "on-target earnings", "rémunération à objectifs atteints"),
        ("nrr.target", "target", "cible"),
        ("seniority", "seniority", "seniority"),
        ("a.b", "a.b", "a.b"),
    ],
)
def test_a_column_has_the_label_of_its_name_its_start_or_its_end(name: str, en: str, fr: str) -> None:
    assert (labels.of_column(name, "en"), labels.of_column(name, "fr")) == (en, fr)
