"""Lines of a statement in words: limits, roundings, parts, groups, rewards, and why."""
# ruff: noqa: E501 - plans and sentences stand on one line, as they are written and printed

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction as F

import pytest
from readers import HEAD, Ran

from csvariable.facts.model import Adjustment
from csvariable.kernel.diagnostic import FilePlace
from csvariable.kernel.formula import (
    Choose,
    Fact,
    Formula,
    Given,
    Greatest,
    Grid,
    Known,
    Least,
    Part,
    Product,
    Quotient,
    Ref,
    Rounded,
    Split,
    Sum,
)
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Step, Turn
from csvariable.kernel.unit import Mode, Unit
from csvariable.program.build import MINUS as OPPOSITE, turned
from csvariable.speech.language import Language
from csvariable.speech.naming import Voice
from csvariable.speech.telling import core, tell
from csvariable.statement import Decision, Line, statement

LINE = "linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]"
BASE = HEAD + (
    f"target_incentive: 1000\nkpis:\n  nrr: {{weight: 100 %, unit: percent, curve: {{of: actual, {LINE}}}}}\n"
    "  csat: {unit: percent, missing: hold}\n"
)
RAN = Ran(BASE, "participant,nrr,csat,salary\nana,80 %,,1000\n")
ENGLISH, FRENCH = (RAN.view(language).voice(0) for language in ("en", "fr"))
NRR, CSAT, PAYOUT, SALARY, NOBODYS = (
    Ref("nrr.actual"),
    Ref("csat.actual"),
    Ref("nrr.payout"),
    Fact("salary"),
    Fact("ote"),
)
RATE, MONEY = Unit.RATE, Unit.MONEY


def plain(text: str) -> str:
    return re.sub("[\u00a0\u202f]", " ", text).replace("\u2212", "-")


def given(value: str, *route: str) -> Given:
    return Given(F(value), route or None)


def written(value: str) -> Given:
    return given(value, "cap")


def minus(formula: Formula) -> Formula:
    return Product((OPPOSITE, formula))


def said(
    plan: str, kpis: str, people: str | None = None, language: Language = "en"
) -> dict[str, dict[str, str]]:
    """The sentences of each person, by step."""
    ran = Ran(plan, kpis, people)
    found: dict[str, dict[str, str]] = {}
    for at, one in enumerate(ran.results.facts.people):
        read, view = statement(ran.results, at), ran.view(language)
        lines = [(line, view.voice(part.row)) for part in read.parts for line in part.lines]
        lines += [(line, view.person_voice(at)) for line in read.lines]
        found[one.id] = {line.step.name: plain(tell(voice, line)) for line, voice in lines}
    return found


def told(plan: str, kpis: str, step: str, people: str | None = None, language: Language = "en") -> list[str]:
    """The sentence of one step, for each person."""
    return [one[step] for one in said(plan, kpis, people, language).values()]


# --------------------------------------------------------------------------------- what a value is


@pytest.mark.parametrize(
    ("formula", "unit", "text"),
    [
        (NRR, RATE, "nrr: 80 %"),
        (CSAT, RATE, "no value"),
        (Least((NRR, CSAT)), RATE, "no value"),
        (SALARY, MONEY, "€1,000.00 (salary)"),
        (given("5"), MONEY, "€5.00"),
        (Product((SALARY, NRR)), MONEY, "€1,000.00 (salary) × 80 % = €800.00"),
        (Quotient(NRR, given("0")), RATE, "no value"),
        (Choose(NOBODYS, NRR, NRR), RATE, "no value"),
        (Grid(NRR, PAYOUT, (), (), (), (False, False), ()), RATE, "80 % and €800.00 read the matrix: 0 %"),
        (Grid(given("1/2"), NRR, (), (), (), (False, False), ()), RATE, "50 % and 80 % read the matrix: 0 %"),
        (Greatest((given("0"), NRR)), RATE, "nrr: 80 %"),
        (Greatest((given("0"), Sum((NRR, given("-1"))))), RATE, "80 % - 100 % = -20 %; never below 0"),
        (Least((given("0"), Sum((NRR, given("1"))))), RATE, "80 % + 100 % = 180 %; limited to 0 %"),
        (Least((given("0"), Sum((NRR, given("-1"))))), RATE, "80 % - 100 % = -20 %"),
        (Least((NRR, written("0.9"))), RATE, "nrr: 80 %; under the limit of 90 %"),
        (Least((NRR, written("0.8"))), RATE, "nrr: 80 %; under the limit of 80 %"),
        (Least((NRR, written("0.7"))), RATE, "nrr: 80 %; limited to 70 %"),
        (Least((written("0.7"), NRR)), RATE, "nrr: 80 %; limited to 70 %"),
        (Least((NRR, written("0.7"), written("0.6"))), RATE, "nrr: 80 %; limited to 60 %"),
        (Least((NRR, written("0"))), RATE, "nrr: 80 %; limited to 0 %"),
        (Least((NRR, given("0.7"))), RATE, "nrr: 80 %; limited to 70 %"),
        (Least((PAYOUT, SALARY)), MONEY, "nrr (payout): €800.00; under the limit of €1,000.00"),
        (Least((SALARY, PAYOUT)), MONEY, "€1,000.00 (salary); limited to €800.00"),
        (Least((written("2"), written("1"))), MONEY, "€2.00; limited to €1.00"),
        (Least((PAYOUT, written("5"))), Unit.NUMBER, "nrr (payout): €800.00; limited to 5"),
        (Greatest((NRR, written("0.7"))), RATE, "nrr: 80 %; above the floor of 70 %"),
        (Greatest((NRR, written("0.8"))), RATE, "nrr: 80 %; above the floor of 80 %"),
        (Greatest((NRR, written("0.9"))), RATE, "nrr: 80 %; raised to 90 %"),
        (Greatest((NRR, written("0.9"), written("0.95"))), RATE, "nrr: 80 %; raised to 95 %"),
        (Greatest((NRR, written("0"))), RATE, "nrr: 80 %; above the floor of 0 %"),
        (Greatest((given("0"), NRR, written("0.9"))), RATE, "nrr: 80 %; raised to 90 %"),
    ],
)  # fmt: skip
def test_the_sentence_of_a_formula(formula: Formula, unit: Unit, text: str) -> None:
    assert plain(core(ENGLISH, formula, unit)) == text


@pytest.mark.parametrize(
    ("of", "step", "mode", "unit", "text"),
    [
        (PAYOUT, "0.01", "half-up", MONEY, "nrr (payout): €800.00"),
        (CSAT, "0.01", "half-up", RATE, "no value"),
        (Product((SALARY, given("1/3", "x"))), "0.01", "half-up", MONEY, "€1,000.00 (salary) × 33.333333333… % = €333.333333333…, rounded half up to the cent: €333.33"),
        (Product((SALARY, given("1/3", "x"))), "0.01", "up", MONEY, "€1,000.00 (salary) × 33.333333333… % = €333.333333333…, rounded up to the cent: €333.34"),
        (Product((SALARY, given("1/3", "x"))), "1", "down", MONEY, "€1,000.00 (salary) × 33.333333333… % = €333.333333333…, rounded down to €1.00: €333.00"),
        (NRR, "0.01", "half-even", RATE, "nrr: 80 %"),
        (NRR, "0.3", "half-even", RATE, "nrr: 80 %, rounded half to even to 30 %: 90 %"),
        (NRR, "0.3", "half-down", Unit.PERCENT, "nrr: 80 %, rounded half down to 30 %: 90 %"),
        (Ref("nrr.actual"), "3", "down", Unit.NUMBER, "nrr: 0.8, rounded down to 3: 0"),
    ],
)  # fmt: skip
def test_a_rounding_is_told_where_it_changed_something(
    of: Formula, step: str, mode: Mode, unit: Unit, text: str
) -> None:
    assert plain(core(ENGLISH, Rounded(of, F(step), mode), unit)) == text


@pytest.mark.parametrize(
    ("weights", "name", "text"),
    [
        (("0.5", "0.5"), "a", "50 % of €1,000.00 = €500.00"),
        (("0", "1"), "a", "0 % of €1,000.00 = €0.00"),
        (("1/3", "1/3", "1/3"), "a", "33.333333333… % of €1,000.00 = €333.34, the parts cut by largest remainder"),
        (("1/3", "1/3", "1/3"), "b", "33.333333333… % of €1,000.00 = €333.33, the parts cut by largest remainder"),
        (("0.3", "0.7"), "b", "70 % of €1,000.00 = €700.00"),
    ],
)  # fmt: skip
def test_a_part_says_when_cents_were_shared_out(weights: tuple[str, ...], name: str, text: str) -> None:
    names = tuple("abc"[: len(weights)])
    coarse = Part(Split(SALARY, tuple(given(one, "w") for one in weights), names, F(10)), name)
    in_tens = plain(core(ENGLISH, coarse, MONEY))
    assert in_tens.endswith("the parts cut by largest remainder, in multiples of €10.00") == (
        "1/3" in weights
    )
    part = Part(Split(SALARY, tuple(given(one, "w") for one in weights), names, F(1, 100)), name)
    assert plain(core(ENGLISH, part, MONEY)) == text


# ------------------------------------------------------------------------------------- the effects


def effect(voice: Voice, purpose: Purpose, after: Formula, before: Formula = PAYOUT) -> str:
    """The sentence of a line that leads from what was before to what is after."""
    limits = tuple(one for one in after.of if one != before) if isinstance(after, Least | Greatest) else ()
    turn = Turn(before, after, limits)
    formula = turned(turn)
    value = voice.reader.value(formula)
    step = Step(purpose.value, purpose, MONEY, formula, (), turn=turn)
    return plain(tell(voice, Line(step, value, formula, (), value, turn=turn)))


@pytest.mark.parametrize(
    ("purpose", "after", "en", "fr"),
    [
        (Purpose.CAP, Least((PAYOUT, written("700"))), "€800.00 is over the cap of €700.00", "800,00 € dépasse le plafond de 700,00 €"),
        (Purpose.CAP, Least((PAYOUT, written("800"))), "€800.00 is not over the cap of €800.00", "800,00 € ne dépasse pas le plafond de 800,00 €"),
        (Purpose.CAP_TOTAL, Least((PAYOUT, written("900"))), "€800.00 is not over the cap of €900.00", "800,00 € ne dépasse pas le plafond de 900,00 €"),
        (Purpose.CAP, Least((PAYOUT, written("900"), written("750"))), "€800.00 is over the cap of €750.00", "800,00 € dépasse le plafond de 750,00 €"),
        (Purpose.CAP, Least((PAYOUT, Rounded(written("700"), F(1), "up"))), "€800.00 is over the cap of €700.00", "800,00 € dépasse le plafond de 700,00 €"),
        (Purpose.CAP, Least((PAYOUT, Rounded(Product((written("0.7"), SALARY)), F(1), "up"))), "€800.00 is over the cap of €700.00 (70 % × €1,000.00 (salary))", "800,00 € dépasse le plafond de 700,00 € (70 % × 1 000,00 € (salaire))"),
        (Purpose.CAP, Least((PAYOUT, written("0"))), "€800.00 is over the cap of €0.00", "800,00 € dépasse le plafond de 0,00 €"),
        (Purpose.FLOOR, Greatest((PAYOUT, written("900"))), "€800.00 is under the floor of €900.00", "800,00 € est sous le plancher de 900,00 €"),
        (Purpose.FLOOR, Greatest((PAYOUT, written("800"))), "€800.00 is not under the floor of €800.00", "800,00 € n’est pas sous le plancher de 800,00 €"),
        (Purpose.FLOOR, Greatest((PAYOUT, written("900"), written("950"))), "€800.00 is under the floor of €950.00", "800,00 € est sous le plancher de 950,00 €"),
        (Purpose.GUARANTEE, Greatest((PAYOUT, written("810"))), "€800.00 is under the guaranteed €810.00", "800,00 € est sous la garantie de 810,00 €"),
        (Purpose.GUARANTEE, Greatest((PAYOUT, written("790"))), "€800.00 is not under the guaranteed €790.00", "800,00 € n’est pas sous la garantie de 790,00 €"),
        (Purpose.GUARANTEE, PAYOUT, "does not apply", "ne s’applique pas"),
        (Purpose.MODIFIED, PAYOUT, "does not apply", "ne s’applique pas"),
        (Purpose.GATED, PAYOUT, "the gates are open: nothing changes", "les conditions sont remplies : rien ne change"),
        (Purpose.MODIFIED, Rounded(PAYOUT, F(1, 100), "up"), "does not apply", "ne s’applique pas"),
        (Purpose.GATED, Rounded(PAYOUT, F(1, 100), "up"), "the gates are open: nothing changes", "les conditions sont remplies : rien ne change"),
        (Purpose.GATED, Rounded(PAYOUT, F(300), "up"), "nrr (payout): €800.00, rounded up to €300.00: €900.00", "nrr (versement) : 800,00 €, arrondi à 300,00 € (par excès) : 900,00 €"),
        (Purpose.MODIFIED, Rounded(SALARY, F(1, 100), "up"), "€1,000.00 (salary)", "1 000,00 € (salaire)"),
        (Purpose.GATED, SALARY, "€1,000.00 (salary)", "1 000,00 € (salaire)"),
        (Purpose.GATED, NOBODYS, "no value", "sans valeur"),
    ],
)  # fmt: skip
def test_what_a_rule_of_the_plan_did(purpose: Purpose, after: Formula, en: str, fr: str) -> None:
    assert effect(ENGLISH, purpose, after) == en
    assert effect(FRENCH, purpose, after) == fr


def test_an_effect_that_turns_nothing_is_a_sum() -> None:
    three = Sum((SALARY, minus(PAYOUT), PAYOUT))
    step = Step("already_paid", Purpose.ALREADY_PAID, MONEY, SALARY, ())
    assert plain(tell(ENGLISH, Line(step, F(1000), SALARY, (), F(1000)))) == "€1,000.00 (salary)"
    assert plain(tell(ENGLISH, Line(step, F(1000), three, (), F(1000)))).endswith("= €1,000.00")


def test_limits_of_a_plan_paid() -> None:
    plan = BASE + "cap: 75 %\nfloor: {share: 10 %, of: salary}\n"
    found = said(plan, "participant,nrr,csat,salary\nana,80 %,1 %,1000\nben,5 %,1 %,1000\n")
    assert found["ana"]["cap"] == "€800.00 is over the cap of €750.00 (75 % × €1,000.00)"
    assert found["ana"]["floor"] == "€800.00 is not under the floor of €100.00 (10 % × €1,000.00 (salary))"
    assert found["ben"]["floor"] == "€50.00 is under the floor of €100.00 (10 % × €1,000.00 (salary))"
    assert found["ben"]["cap"] == "€100.00 is not over the cap of €750.00 (75 % × €1,000.00)"


# ------------------------------------------------------------------------------------ why, and why not


def first_line(name: str) -> Line:
    return next(one for one in statement(RAN.results, 0).parts[0].lines if one.step.name == name)


@pytest.mark.parametrize(
    ("formula", "held", "text"),
    [
        (Known(CSAT), False, "nrr: 80 %, because csat has no value"),
        (Known(Fact("csat.actual")), False, "nrr: 80 %, because csat has no value"),
        (Known(NRR), True, "nrr: 80 %"),
        (Known(Fact("nrr.target")), False, "nrr: 80 %"),
        (Known(Sum((CSAT, NRR))), False, "nrr: 80 %"),
        (Fact("present"), True, "nrr: 80 %"),
    ],
)
def test_a_measure_without_a_value_is_why(formula: Formula, held: bool, text: str) -> None:
    line = replace(first_line("nrr.actual"), used=NRR, conditions=(Decision(formula, held),))
    line = replace(line, step=replace(line.step, kpi=None))
    assert plain(tell(ENGLISH, line)) == text
    twice = replace(line, conditions=(*line.conditions, *line.conditions))
    assert plain(tell(ENGLISH, twice)) == text


BONUSES = BASE + (
    "  calls: {unit: number}\n"
    "bonuses:\n  club: {when: {nrr: {from: 70 %}, calls: {from: 2}}, pays: 60}\n  per: {per: calls, pays: 5}\n"
    "  steps: {of: nrr, lookup: [{from: 50 %, pays: 30}]}\n"
    "  shirt: {when: {nrr: {from: 75 %}}, gives: {item: T-shirt, value: 25}}\n"
    "  stars: {badge: {by: nrr, lookup: [{from: 50 %, gives: 1}, {from: 90 %, gives: 2}]}}\n"
    "  podium: {rank: {by: calls, top: 2, at_least: {from: 1}, ties: share}, pays: [500, 300]}\n"
)
TEAM = "participant,nrr,csat,calls\nana,80 %,1 %,3\nben,70 %,1 %,1\nzoe,40 %,1 %,0\nlea,95 %,1 %,3\n"


@pytest.mark.parametrize(
    ("step", "sentences"),
    [
        ("bonuses.club", ["€60.00, because nrr 80 % ≥ 70 % and calls 3 ≥ 2", "not given: calls 1 < 2", "not given: nrr 40 % < 70 % and calls 0 < 2", "€60.00, because nrr 95 % ≥ 70 % and calls 3 ≥ 2"]),
        ("bonuses.per", ["€5.00 × 3 = €15.00", "€5.00 × 1 = €5.00", "€5.00 × 0 = €0.00", "€5.00 × 3 = €15.00"]),
        ("bonuses.steps", ["80 % reaches 50 %: pays €30.00", "70 % reaches 50 %: pays €30.00", "40 % does not reach 50 %: pays €0.00", "95 % reaches 50 %: pays €30.00"]),
        ("bonuses.shirt", ["given: nrr 80 % ≥ 75 %", "not given: nrr 70 % < 75 %", "not given: nrr 40 % < 75 %", "given: nrr 95 % ≥ 75 %"]),
        ("bonuses.stars", ["80 % lies between 50 % (★☆) and 90 % (★★): ★☆", "70 % lies between 50 % (★☆) and 90 % (★★): ★☆", "40 % does not reach 50 %: ☆☆", "95 % reaches 90 %: ★★"]),
        ("bonuses.podium", ["place 1 of 3, shared by 2, 3: €400.00", "place 3 of 3, 1: €0.00", "not ranked", "place 1 of 3, shared by 2, 3: €400.00"]),
    ],
)  # fmt: skip
def test_bonuses_say_what_was_given_and_why(step: str, sentences: list[str]) -> None:
    assert told(BONUSES, TEAM, step) == sentences


def test_who_stands_on_the_next_star_is_told_that_it_must_be_passed() -> None:
    plan = (
        BASE
        + "bonuses: {stars: {badge: {by: nrr, lookup: [{from: 50 %, gives: 1}, {above: 80 %, gives: 2}]}}}\n"
    )
    rows = "participant,nrr,csat\nana,80 %,1 %\nben,70 %,1 %\n"
    assert told(plan, rows, "bonuses.stars") == [
        "80 % does not pass 80 %: ★☆",
        "70 % lies between 50 % (★☆) and 80 % (★★): ★☆",
    ]


def test_stars_with_a_condition() -> None:
    plan = (
        BASE
        + "bonuses: {stars: {when: {csat: {from: 50 %}}, badge: {by: nrr, lookup: [{from: 50 %, gives: 1}]}}}\n"
    )
    kpis = "participant,nrr,csat\nana,80 %,50 %\nben,80 %,49 %\nzoe,40 %,50 %\nlea,40 %,40 %\n"
    assert told(plan, kpis, "bonuses.stars") == [
        "80 % reaches 50 %: ★",
        "not given: csat 49 % < 50 %",
        "40 % does not reach 50 %: ☆",
        "not given: csat 40 % < 50 %",
    ]
    assert told(plan, kpis, "bonuses.stars", None, "fr")[1:3] == [
        "non attribué : csat 49 % < 50 %",
        "40 % n’atteint pas 50 % : ☆",
    ]


@pytest.mark.parametrize(
    ("kpi", "point", "cells", "sentences"),
    [
        (
            "{unit: hours, direction: lower, missing: zero}",
            "up_to: 8 h",
            ["9", "8", ""],
            ["9 h is over 8 h: ☆", "8 h is not over 8 h: ★", "no value"],
        ),
        (
            "{unit: hours, direction: lower}",
            "below: 8 h",
            ["8", "7"],
            ["8 h is not below 8 h: ☆", "7 h is below 8 h: ★"],
        ),
        ("{unit: number}", "above: 8", ["8", "9"], ["8 does not pass 8: ☆", "9 passes 8: ★"]),
        ("{unit: level, levels: [low, high]}", "from: high", ["low", "high"], ["low: ☆", "high: ★"]),
    ],
)
def test_stars_of_other_measures(kpi: str, point: str, cells: list[str], sentences: list[str]) -> None:
    plan = BASE + f"  x: {kpi}\nbonuses: {{stars: {{badge: {{by: x, lookup: [{{{point}, gives: 1}}]}}}}}}\n"
    rows = "".join(f"p{at},80 %,50 %,{cell}\n" for at, cell in enumerate(cells))
    assert told(plan, f"participant,nrr,csat,x\n{rows}", "bonuses.stars") == sentences


def test_a_podium_without_ties() -> None:
    assert told(BONUSES, TEAM.replace("lea,95 %,1 %,3", "lea,95 %,1 %,4"), "bonuses.podium") == [
        "place 2 of 3, 3: €300.00",
        "place 3 of 3, 1: €0.00",
        "not ranked",
        "place 1 of 3, 4: €500.00",
    ]


def test_stars_with_several_conditions_name_those_that_failed() -> None:
    plan = (
        BASE + "bonuses: {stars: {when: {csat: {from: 50 %}, nrr: {from: 10 %}},"
        " badge: {by: nrr, lookup: [{from: 50 %, gives: 1}]}}}\n"
    )
    assert told(plan, "participant,nrr,csat\nana,80 %,49 %\n", "bonuses.stars") == [
        "not given: csat 49 % < 50 %"
    ]


def test_places_and_keys_are_told_in_their_units() -> None:
    plan = BASE + (
        "  sales: {unit: money}\nbonuses: {podium: {rank: {by: nrr, top: 1, ties: share}, pays: [500]}}\n"
        "pool: {pot: {amount: 300, by: sales, scope: company}}\n"
    )
    kpis = "participant,nrr,csat,sales\nana,80 %,1 %,20\nben,70 %,1 %,40\n"
    assert told(plan, kpis, "bonuses.podium") == ["place 1 of 2, 80 %: €500.00", "place 2 of 2, 70 %: €0.00"]
    assert told(plan, kpis, "pool.pot") == [
        "€300.00 shared by 2 members: €20.00 of €60.00 = €100.00",
        "€300.00 shared by 2 members: €40.00 of €60.00 = €200.00",
    ]


def test_adjustments_are_told_one_by_one() -> None:
    line = replace(first_line("earned"), value=F(5))
    line = replace(line, step=replace(line.step, purpose=Purpose.ADJUSTMENTS))
    assert plain(tell(ENGLISH, line)) == "€5.00"
    person = RAN.view("en").person_voice(0)
    assert plain(tell(person, line)) == "€5.00"
    people = RAN.results.facts.people
    assert people[0].adjustments == ()
    moved = replace(
        people[0],
        adjustments=(
            Adjustment(F(7), "a missed call", FilePlace("a.csv")),
            Adjustment(F(-2), "error", FilePlace("a.csv")),
        ),
    )
    facts = replace(RAN.results.facts, people=(moved,))
    reader = RAN.view("en").person_voice(0).reader
    reader.results = replace(RAN.results, facts=facts)
    assert plain(tell(replace(person, reader=reader), line)) == "€7.00 (a missed call); -€2.00 (error)"


def test_gates_and_flags_say_why() -> None:
    plan = BASE + "gates: {g: {when: {nrr: {from: 70 %}}, otherwise: {of: plan, times: 50 %}}}\n"
    kpis = "participant,nrr,csat\nana,80 %,1 %\nben,60 %,1 %\n"
    assert told(plan, kpis, "gates.g") == ["open: nrr 80 % ≥ 70 %", "closed: nrr 60 % < 70 %"]
    assert told(plan, kpis, "gates.g", None, "fr") == [
        "remplie : nrr 80 % ≥ 70 %",
        "non remplie : nrr 60 % < 70 %",
    ]
    line = first_line("nrr.actual")
    flag = replace(line, used=Known(NRR), step=replace(line.step, kpi=None, formula=Known(NRR)))
    assert tell(ENGLISH, flag) == "nrr has a value"
    assert tell(ENGLISH, replace(flag, value=F(0))) == "nrr has no value"
    marked = replace(line, step=replace(line.step, unit=Unit.FLAG, kpi=None, formula=Fact("present")))
    assert tell(ENGLISH, marked) == "present: yes"
    shut = replace(
        line, value=None, used=NRR, step=replace(line.step, purpose=line.step.purpose.GATE, kpi=None)
    )
    assert plain(tell(ENGLISH, shut)) == "nrr: 80 %"


POT = "pool: {pot: {scope: company, amount: 500, by: calls, each_at_most: 175, excess: EXCESS}}\n"
CALLS = f"{HEAD}kpis: {{calls: {{unit: number}}}}\n{POT}"


@pytest.mark.parametrize(
    ("excess", "calls", "sentences"),
    [
        (
            "others",
            {"ana": 3, "ben": 2, "cyd": 5},
            [
                "€500.00 shared by 3 members, €175.00 at most for each: the limit",
                "€500.00 - 2 × €175.00 = €150.00 shared by 1 member under the limit: 2 of 2 = €150.00",
                "€500.00 shared by 3 members, €175.00 at most for each: the limit",
            ],
        ),
        (
            "lost",
            {"ana": 3, "ben": 2, "cyd": 5},
            [
                "€500.00 shared by 3 members: 3 of 10 = €150.00",
                "€500.00 shared by 3 members: 2 of 10 = €100.00",
                "€500.00 shared by 3 members, €175.00 at most for each: the limit",
            ],
        ),
        ("others", {"ana": 1}, ["€500.00 for 1 member, €175.00 at most for each: the limit"]),
        (
            "others",
            {"ana": 1, "ben": 1, "cyd": 1, "dan": 1},
            ["€500.00 shared by 4 members: 1 of 4 = €125.00"] * 4,
        ),
    ],
)
def test_a_share_says_what_the_limit_of_a_member_did(
    excess: str, calls: dict[str, int], sentences: list[str]
) -> None:
    rows = "".join(f"{who},{count}\n" for who, count in calls.items())
    assert told(CALLS.replace("EXCESS", excess), f"participant,calls\n{rows}", "pool.pot") == sentences


def test_who_has_no_place_in_a_contest_for_things_is_told_so() -> None:
    plan = HEAD + (
        "kpis: {calls: {unit: number}}\n"
        "bonuses: {best: {rank: {by: calls, top: 1}, when: {calls: {from: 3}}, gives: [{item: Voucher, value: 50}]}}\n"
    )
    sentences = told(plan, "participant,calls\nana,3\nben,2\n", "bonuses.best")
    assert sentences == ["place 1 of 1, 3", "not ranked"]
