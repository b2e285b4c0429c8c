"""A changed route in words: every kind of line, both ways and both languages, and what came or went."""
# ruff: noqa: E501 - lines of a plan stand on one line, as they are written

from __future__ import annotations

import pytest

from csvariable.scenario.differences import Difference, differences
from csvariable.speech.changes import change_sentence, change_sentences, kpi_name
from csvariable.speech.language import Language
from csvariable.speech.written import PlanWords
from csvariable.text import Document, Node, Scalar, parse

PLAN = """\
csvariable: 1
name: T
target_incentive: 1000
cap: 150 %
cap_total: 9000
floor: 10 %
kpis:
  nrr:
    name: {en: Retention, fr: Rétention}
    weight: 50 %
    target: 100 %
    baseline: 20 %
    cap: 180 %
    floor: 5 %
    curve: {threshold: 80 %, marginal: [{from: 0 %, rate: 100 %}, {from: 100 %, rate: 150 %}, {above: 120.5%, rate: 120 %}]}
  csat: {name: Satisfaction, curve: {lookup: [{from: 80 %, pays: 50 %}, {above: 90 %, pays: 100 %}]}}
  frt: {curve: {linear: [{at: 8 h, pays: 51 %}, {at: 4 h, pays: 101 %}]}}
  arr: {curve: {whole: [{rate: 5 %}, {from: 1000, rate: 7 %}]}}
gates:
  g: {when: {csat: {from: 70 %}}, otherwise: {of: plan, times: 52 %}}
bonuses: {club: {when: {nrr: {from: 91 %}}, pays: 60}}
roles:
  head: {kpis.nrr.target: 110 %, "kpis.nrr.curve.marginal[1].rate": 160 %, kpis.frt.curve: {linear: [{at: 6 h, pays: 53 %}, {at: 3 h, pays: 103 %}]}}
"""


def document(text: str) -> Document:
    found, problems = parse(text, "plan.yaml")
    assert found is not None, problems
    return found


def said(old: str, new: str, language: Language = "en") -> list[str]:
    """The sentences of a change of the plan."""
    assert PLAN.count(old) == 1
    first, second = document(PLAN), document(PLAN.replace(old, new))
    found = change_sentences(differences(first, second), first, second, language)
    return [sentence.replace("\u00a0", " ").replace("\u202f", " ") for _, sentence in found]


@pytest.mark.parametrize(
    ("old", "new", "en", "fr"),
    [
        ("cap: 150 %", "cap: 160 %", "the cap of the plan rises from 150 % to 160 %", "le plafond du plan passe de 150 % à 160 % (hausse)"),
        ("floor: 10 %", "floor: 5 %", "the floor of the plan falls from 10 % to 5 %", "le plancher du plan passe de 10 % à 5 % (baisse)"),
        ("cap_total: 9000", "cap_total: 9999", "the cap of the total rises from €9,000.00 to €9,999.00", "le plafond du total passe de 9 000,00 € à 9 999,00 € (hausse)"),
        ("incentive: 1000", "incentive: 900", "the target incentive falls from €1,000.00 to €900.00", "la prime cible passe de 1 000,00 € à 900,00 € (baisse)"),
        ("incentive: 1000", "incentive: 2000 EUR", "the target incentive rises from €1,000.00 to €2,000.00", "la prime cible passe de 1 000,00 € à 2 000,00 € (hausse)"),
        ("weight: 50 %", "weight: 60 %", "the weight of Retention rises from 50 % to 60 %", "le poids de Rétention passe de 50 % à 60 % (hausse)"),
        ("target: 100 %", "target: 99.5%", "the target of Retention falls from 100 % to 99.5 %", "la cible de Rétention passe de 100 % à 99,5 % (baisse)"),
        ("baseline: 20 %", "baseline: 21 %", "the baseline of Retention rises from 20 % to 21 %", "la base de Rétention passe de 20 % à 21 % (hausse)"),
        ("cap: 180 %", "cap: 170 %", "the cap of Retention falls from 180 % to 170 %", "le plafond de Rétention passe de 180 % à 170 % (baisse)"),
        ("floor: 5 %", "floor: 6 %", "the floor of Retention rises from 5 % to 6 %", "le plancher de Rétention passe de 5 % à 6 % (hausse)"),
        ("threshold: 80 %", "threshold: 70 %", "the threshold of Retention falls from 80 % to 70 %", "le seuil de Rétention passe de 80 % à 70 % (baisse)"),
        ("rate: 100 %", "rate: 140 %", "the rate of Retention from 0 % rises from 100 % to 140 %", "le taux de Rétention à partir de 0 % passe de 100 % à 140 % (hausse)"),
        ("from: 100 %, rate: 150 %", "from: 100 %, rate: 155 %", "the accelerator of Retention above 100 % rises from 150 % to 155 %", "l’accélérateur de Rétention au-dessus de 100 % passe de 150 % à 155 % (hausse)"),
        ("from: 100 %, rate: 150 %", "from: 100 %, rate: 100 %", "the rate of Retention from 100 % falls from 150 % to 100 %", "le taux de Rétention à partir de 100 % passe de 150 % à 100 % (baisse)"),
        ("rate: 120 %", "rate: 110 %", "the rate of Retention from 120.5 % falls from 120 % to 110 %", "le taux de Rétention à partir de 120,5 % passe de 120 % à 110 % (baisse)"),
        ("from: 100 %, rate", "from: 101 %, rate", "the band of Retention that pays 150 % starts from 101 %, not from 100 %", "la tranche de Rétention qui verse 150 % commence à partir de 101 %, et non à partir de 100 %"),
        ("pays: 50 %", "pays: 40 %", "the tier of Satisfaction from 80 % falls from 50 % to 40 %", "le palier de Satisfaction à partir de 80 % passe de 50 % à 40 % (baisse)"),
        ("pays: 100 %", "pays: 110 %", "the tier of Satisfaction from 90 % rises from 100 % to 110 %", "le palier de Satisfaction à partir de 90 % passe de 100 % à 110 % (hausse)"),
        ("pays: 101 %", "pays: 102 %", "what frt pays at 4 h rises from 101 % to 102 %", "ce que frt verse à 4 h passe de 101 % à 102 % (hausse)"),
        ("at: 4 h", "at: 5 h", "the point of frt that pays 101 % starts at 5 h, not at 4 h", "le point de frt qui verse 101 % commence à 5 h, et non à 4 h"),
        ("rate: 5 %", "rate: 6 %", "the first rate of arr rises from 5 % to 6 %", "le premier taux de arr passe de 5 % à 6 % (hausse)"),
        ("rate: 7 %", "rate: 8 %", "the accelerator of arr above 1,000 rises from 7 % to 8 %", "l’accélérateur de arr au-dessus de 1 000 passe de 7 % à 8 % (hausse)"),
        ("rate: 7 %", "rate: x", "the rate of arr from 1,000 changes from 7 % to x", "le taux de arr à partir de 1 000 passe de 7 % à x"),
        ("from: 70 %", "from: 75 %", "what gate g asks of Satisfaction rises from 70 % to 75 %", "ce que la condition g demande à Satisfaction passe de 70 % à 75 % (hausse)"),
        ("times: 52 %", "times: 40 %", "the factor of gate g falls from 52 % to 40 %", "le facteur de la condition g passe de 52 % à 40 % (baisse)"),
        ("pays: 60", "pays: 70", "what bonus club pays rises from €60.00 to €70.00", "ce que verse le bonus club passe de 60,00 € à 70,00 € (hausse)"),
        ("pays: 60", "pays: 70 USD", "what bonus club pays changes from €60.00 to $70.00", "ce que verse le bonus club passe de 60,00 € à 70,00 $US"),
        ("from: 91 %", "from: 1/2", "what bonus club asks of Retention falls from 91 % to 50 %", "ce que le bonus club demande à Rétention passe de 91 % à 50 % (baisse)"),
        ("target: 110 %", "target: 120 %", "role head: the target of Retention rises from 110 % to 120 %", "rôle head : la cible de Rétention passe de 110 % à 120 % (hausse)"),
        ('"kpis.nrr.curve.marginal[1].rate": 160 %', '"kpis.nrr.curve.marginal[1].rate": 170 %', "role head: the accelerator of Retention above 100 % rises from 160 % to 170 %", "rôle head : l’accélérateur de Rétention au-dessus de 100 % passe de 160 % à 170 % (hausse)"),
        ("pays: 103 %", "pays: 104 %", "role head: what frt pays at 3 h rises from 103 % to 104 %", "rôle head : ce que frt verse à 3 h passe de 103 % à 104 % (hausse)"),
    ],
)  # fmt: skip
def test_a_change_of_a_value(old: str, new: str, en: str, fr: str) -> None:
    assert said(old, new) == [en]
    assert said(old, new, "fr") == [fr]


@pytest.mark.parametrize(
    ("old", "new", "en", "fr"),
    [
        ("cap: 150 %\n", "", "the cap of the plan is gone (it was 150 %)", "le plafond du plan disparaît (c’était 150 %)"),
        ("    floor: 5 %\n", "", "the floor of Retention is gone (it was 5 %)", "le plancher de Rétention disparaît (c’était 5 %)"),
        ("frt: {", "frt: {target: 8 h, ", "the target of frt is new: 8 h", "la cible de frt, nouveau : 8 h"),
        ("bonuses: {club: {when: {nrr: {from: 91 %}}, pays: 60}}\n", "", "bonus club is gone (it was when (Retention from 91 %), pays €60.00)", "le bonus club disparaît (c’était quand (Rétention à partir de 91 %), paie 60,00 €)"),
        ("pays: 60}}", "pays: 60}, b: {when: {nrr: {from: 95 %}}, pays: 80}}", "bonus b is new: when (Retention from 95 %), pays €80.00", "le bonus b, nouveau : quand (Rétention à partir de 95 %), paie 80,00 €"),
        (", {at: 4 h, pays: 101 %}", ", {at: 4 h, pays: 101 %}, {at: 2 h, pays: 120 %}", "what frt pays at 2 h is new: 120 %", "ce que frt verse à 2 h, nouveau : 120 %"),
        (", {above: 120.5%, rate: 120 %}", "", "the rate of Retention from 120.5 % is gone (it was 120 %)", "le taux de Rétention à partir de 120,5 % disparaît (c’était 120 %)"),
        ("frt: {", "frt: {rounding: {actual: 1}, ", "frt, rounding is new: actual 1", "frt, arrondi, nouveau : réalisé 1"),
        ("csvariable: 1\n", "csvariable: 1\nmodifiers: {m: {by: nrr, of: plan}}\n", "modifier m is new: by nrr, of plan", "le modulateur m, nouveau : selon nrr, de plan"),
        ("csvariable: 1\n", "csvariable: 1\nrounding: {mode: up, money: 1}\n", "the rounding is new: mode up, money 1", "l’arrondi, nouveau : mode vers le haut, argent 1"),
    ],
)  # fmt: skip
def test_what_came_and_what_went(old: str, new: str, en: str, fr: str) -> None:
    assert said(old, new) == [en]
    assert said(old, new, "fr") == [fr]


@pytest.mark.parametrize("part", ["gates", "modifiers", "bonuses", "pool", "roles", "objectives", "kpis"])
def test_the_first_of_its_kind_is_told_by_its_name(part: str) -> None:
    first, second = document("name: T\n"), document(f"name: T\n{part}:\n  a: {{weight: 1 %, cap: 2 %}}\n")
    whole = {"kpis": "a", "pool": "pool a", "bonuses": "bonus a"}.get(part, f"{part[:-1]} a")
    held = "weight 1\u00a0%, cap 2\u00a0%"
    if part == "roles":
        held = "weight 1\u00a0%, the cap of the plan 2\u00a0%"
    assert [told for _, told in change_sentences(differences(first, second), first, second, "en")] == [
        f"{whole} is new: {held}"
    ]
    assert [told for _, told in change_sentences(differences(second, first), second, first, "en")] == [
        f"{whole} is gone (it was {held})"
    ]


def test_texts_are_not_told_and_nothing_after_them_is_lost() -> None:
    first = document(PLAN)
    second = document(
        PLAN.replace("name: T", "name: U").replace("cap: 150 %", "cap: 140 %").replace("pays: 60", "pays: 61")
    )
    found = change_sentences(differences(first, second), first, second, "en")
    assert [one.route for one, _ in found] == [("cap",), ("bonuses", "club", "pays")]


def test_a_part_is_told_once_with_all_that_stands_in_it() -> None:
    first = document(PLAN)
    second = document(PLAN.replace("pays: 60}}", "pays: 60}, b: {when: {nrr: {from: 95 %}}, pays: 80}}"))
    ((one, sentence),) = change_sentences(differences(first, second), first, second, "en")
    assert (one.route, sentence.replace("\u00a0", " ")) == (
        ("bonuses", "b"),
        "bonus b is new: when (Retention from 95 %), pays €80.00",
    )


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ("100 USD", "200 EUR", "changes"),
        ("1000", "1000 EUR", "changes"),
        ("1000", "999.9", "falls"),
        ("1000", "1000.1", "rises"),
        ("80 %", "9000", "changes"),
        ("x", "9", "changes"),
    ],
)
def test_only_what_can_be_compared_rises_or_falls(before: str, after: str, word: str) -> None:
    found = document(PLAN)
    one, other = (Node(Scalar(text)) for text in (before, after))
    sentence = change_sentence(Difference(("odd",), one, other, "changed", pays=True), found, found, "en")
    assert sentence.startswith(f"odd {word} from ")


def test_a_role_that_is_one_value_and_a_line_of_a_role_that_is_no_route() -> None:
    found = document(PLAN)
    whole = Difference(("roles", "tail"), None, Node(Scalar("x")), "added", pays=True, role="tail")
    assert change_sentence(whole, found, found, "en") == "role tail is new: x"
    odd = Difference(("roles", "head", "a[", "b"), None, Node(Scalar("2")), "added", pays=True, role="head")
    assert change_sentence(odd, found, found, "fr") == "le rôle head, a[, b, nouveau\u00a0: 2"


def test_the_name_of_a_kpi_is_that_of_the_language_else_the_only_one_else_its_id() -> None:
    found = document(PLAN)
    assert [kpi_name(found, one, "fr") for one in ("nrr", "csat", "frt", "none")] == [
        "Rétention",
        "Satisfaction",
        "frt",
        "none",
    ]
    assert kpi_name(found, "nrr", "en") == "Retention"


def test_the_unit_of_a_number_is_unknown_where_nothing_is_measured() -> None:
    found = PlanWords(document("bonuses: {club: {lookup: [{from: 3, pays: 60}]}}\n"), "en")
    assert found.unit(("bonuses", "club", "lookup", 0, "from")) is None
