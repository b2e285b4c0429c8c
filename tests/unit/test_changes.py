"""A changed route in words: every kind of line, both ways and both languages, and what came or went."""
# ruff: noqa: E501 - lines of a plan stand on one line, as they are written

from __future__ import annotations

import pytest

from csvariable.scenario.differences import Difference, differences
from csvariable.speech.changes import change_sentence, change_sentences, kpi_name, quantity_text
from csvariable.speech.language import Language
from csvariable.text import Document, parse

PLAN = """\
csvariable: 1
name: T
currency: EUR
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
  arr: {unit: money, curve: {whole: [{rate: 5 %}, {from: 1000, rate: 7 %}]}}
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
        ("incentive: 1000", "incentive: 2000 EUR", "the target incentive changes from €1,000.00 to €2,000.00", "la prime cible passe de 1 000,00 € à 2 000,00 €"),
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
        ("from: 100 %, rate", "from: 101 %, rate", "the start of step 2 of Retention rises from 100 % to 101 %", "le début de l’étape 2 de Rétention passe de 100 % à 101 % (hausse)"),
        ("pays: 50 %", "pays: 40 %", "the tier of Satisfaction from 80 % falls from 50 % to 40 %", "le palier de Satisfaction à partir de 80 % passe de 50 % à 40 % (baisse)"),
        ("pays: 100 %", "pays: 110 %", "the tier of Satisfaction from 90 % rises from 100 % to 110 %", "le palier de Satisfaction à partir de 90 % passe de 100 % à 110 % (hausse)"),
        ("pays: 101 %", "pays: 102 %", "what frt pays at 4 h rises from 101 % to 102 %", "ce que frt verse à 4 h passe de 101 % à 102 % (hausse)"),
        ("at: 4 h", "at: 5 h", "the start of step 2 of frt rises from 4 h to 5 h", "le début de l’étape 2 de frt passe de 4 h à 5 h (hausse)"),
        ("rate: 5 %", "rate: 6 %", "the first rate of arr rises from 5 % to 6 %", "le premier taux de arr passe de 5 % à 6 % (hausse)"),
        ("rate: 7 %", "rate: 8 %", "the accelerator of arr above €1,000.00 rises from 7 % to 8 %", "l’accélérateur de arr au-dessus de 1 000,00 € passe de 7 % à 8 % (hausse)"),
        ("rate: 7 %", "rate: x", "the rate of arr from €1,000.00 changes from 7 % to x", "le taux de arr à partir de 1 000,00 € passe de 7 % à x"),
        ("from: 70 %", "from: 75 %", "what gate g asks of Satisfaction rises from 70 % to 75 %", "ce que la condition g demande à Satisfaction passe de 70 % à 75 % (hausse)"),
        ("times: 52 %", "times: 40 %", "`gates.g.otherwise.times` falls from 52 % to 40 %", "`gates.g.otherwise.times` passe de 52 % à 40 % (baisse)"),
        ("pays: 60", "pays: 70", "what bonus club pays rises from €60.00 to €70.00", "ce que verse le bonus club passe de 60,00 € à 70,00 € (hausse)"),
        ("pays: 60", "pays: 70 USD", "what bonus club pays changes from €60.00 to $70.00", "ce que verse le bonus club passe de 60,00 € à 70,00 $US"),
        ("from: 91 %", "from: 1/2", "`bonuses.club.when.nrr.from` falls from 91 % to 50 %", "`bonuses.club.when.nrr.from` passe de 91 % à 50 % (baisse)"),
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
        ("bonuses: {club: {when: {nrr: {from: 91 %}}, pays: 60}}\n", "", "`bonuses.club` is gone", "`bonuses.club` : supprimé"),
        ("pays: 60}}", "pays: 60}, b: {when: {nrr: {from: 95 %}}, pays: 80}}", "`bonuses.b` is new", "`bonuses.b` : nouveau"),
        (", {at: 4 h, pays: 101 %}", ", {at: 4 h, pays: 101 %}, {at: 2 h, pays: 120 %}", "`kpis.frt.curve.linear[2]` is new", "`kpis.frt.curve.linear[2]` : nouveau"),
        (", {above: 120.5%, rate: 120 %}", "", "`kpis.nrr.curve.marginal[2]` is gone", "`kpis.nrr.curve.marginal[2]` : supprimé"),
        ("frt: {", "frt: {rounding: {actual: 1}, ", "`kpis.frt.rounding` is new", "`kpis.frt.rounding` : nouveau"),
        ("csvariable: 1\n", "csvariable: 1\nmodifiers: {m: {by: nrr, of: plan}}\n", "`modifiers.m` is new", "`modifiers.m` : nouveau"),
        ("csvariable: 1\n", "csvariable: 1\nrounding: {mode: up, money: 1}\n", "`rounding` is new", "`rounding` : nouveau"),
    ],
)  # fmt: skip
def test_what_came_and_what_went(old: str, new: str, en: str, fr: str) -> None:
    assert said(old, new) == [en]
    assert said(old, new, "fr") == [fr]


@pytest.mark.parametrize("part", ["gates", "modifiers", "bonuses", "pool", "roles", "objectives", "kpis"])
def test_the_first_of_its_kind_is_told_by_its_name(part: str) -> None:
    first, second = document("name: T\n"), document(f"name: T\n{part}:\n  a: {{weight: 1 %, cap: 2 %}}\n")
    assert [told for _, told in change_sentences(differences(first, second), first, second, "en")] == [
        f"`{part}.a` is new"
    ]
    assert [told for _, told in change_sentences(differences(second, first), second, first, "en")] == [
        f"`{part}.a` is gone"
    ]


def test_texts_are_not_told_and_nothing_after_them_is_lost() -> None:
    first = document(PLAN)
    second = document(
        PLAN.replace("name: T", "name: U").replace("cap: 150 %", "cap: 140 %").replace("pays: 60", "pays: 61")
    )
    found = change_sentences(differences(first, second), first, second, "en")
    assert [one.route for one, _ in found] == [("cap",), ("bonuses", "club", "pays")]


def test_a_part_is_told_once_with_its_first_line() -> None:
    first = document(PLAN)
    second = document(PLAN.replace("pays: 60}}", "pays: 60}, b: {when: {nrr: {from: 95 %}}, pays: 80}}"))
    ((one, sentence),) = change_sentences(differences(first, second), first, second, "en")
    assert (one.route, sentence) == (("bonuses", "b", "when", "nrr", "from"), "`bonuses.b` is new")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("100 USD", "200 EUR", "changes from $100.00 to €200.00"),
        ("1000", "1000.0", "changes from 1,000 to 1,000"),
        ("1000", "999.9", "falls from 1,000 to 999.9"),
        ("1000", "1000.1", "rises from 1,000 to 1,000.1"),
        ("80 %", "9000", "changes from 80 % to 9,000"),
        ("1/3", "2/3", "rises from 1/3 to 2/3"),
        ("2 d", "3 d", "rises from 2 d to 3 d"),
        ("x", "9", "changes from x to 9"),
    ],
)
def test_only_what_can_be_compared_rises_or_falls(before: str, after: str, said: str) -> None:
    found = document(PLAN)
    sentence = change_sentence(Difference(("odd",), before, after, True), found, found, "en")
    assert sentence.replace("\u00a0", " ") == f"`odd` {said}"


def test_a_role_that_is_one_value_and_a_line_of_a_role_that_is_no_route() -> None:
    found = document(PLAN)
    whole = Difference(("roles", "tail"), None, "x", True, "tail")
    assert change_sentence(whole, found, found, "en") == "role tail: `roles.tail` is new: x"
    odd = Difference(("roles", "head", "a[", "b"), None, "2", True, "head")
    assert change_sentence(odd, found, found, "fr") == '`roles.head."a[".b`, nouveau : 2'


@pytest.mark.parametrize(
    ("text", "en", "fr"),
    [
        ("85%", "85\u00a0%", "85\u00a0%"),
        (" 85.5 % ", "85.5\u00a0%", "85,5\u00a0%"),
        ("8 h", "8\u00a0h", "8\u00a0h"),
        ("1000.50", "1,000.5", "1\u202f000,5"),
        ("", "«»", "«»"),
        ("  ", "«»", "«»"),
    ],
)
def test_a_value_is_said_as_its_reader_writes_it(text: str, en: str, fr: str) -> None:
    assert (quantity_text(text, "en"), quantity_text(text, "fr")) == (en, fr)


def test_the_name_of_a_kpi_is_that_of_the_language_else_the_only_one_else_its_id() -> None:
    found = document(PLAN)
    assert [kpi_name(found, one, "fr") for one in ("nrr", "csat", "frt", "none")] == [
        "Rétention",
        "Satisfaction",
        "frt",
        "none",
    ]
    assert kpi_name(found, "nrr", "en") == "Retention"
