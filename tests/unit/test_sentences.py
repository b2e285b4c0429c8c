"""The sentences of rarer lines: conditions, curves that fall, bonuses, pools and groups."""
# ruff: noqa: E501 - plans and sentences stand on one line, as they are written and printed

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction as F

import pytest
from readers import HEAD, Ran
from sums import holds

from csvariable.engine.groups import Pot
from csvariable.kernel.formula import (
    Choose,
    Curve,
    Fact,
    Formula,
    Given,
    Greatest,
    Grid,
    Holds,
    Known,
    Over,
    Part,
    Product,
    Ref,
    Shared,
    Split,
    Sum,
)
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.segment import Segment
from csvariable.kernel.step import Step, Turn
from csvariable.kernel.unit import Unit
from csvariable.program.build import MINUS as OPPOSITE
from csvariable.speech.comparisons import share_text
from csvariable.speech.expressions import condition, expression, negated
from csvariable.speech.figures import points
from csvariable.speech.language import Language
from csvariable.speech.naming import Voice
from csvariable.speech.slopes import curve_sentence
from csvariable.speech.telling import core, tell
from csvariable.statement import statement
from csvariable.statement.groups import pot_of

LINE = "linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]"
NRR = f"  nrr: {{weight: 100 %, unit: percent, curve: {{of: actual, {LINE}}}}}\n"
BASE = f"target_incentive: 1000\nkpis:\n{NRR}"
CSAT = BASE + "  csat: {unit: percent}\n"


def plain(text: str) -> str:
    return re.sub("[\u00a0\u202f]", " ", text)


def said(ran: Ran, person: str, language: Language = "en") -> dict[str, str]:
    at = next(at for at, one in enumerate(ran.results.facts.people) if one.id == person)
    read, view = statement(ran.results, at), ran.view(language)
    found = {line.step.name: tell(view.voice(part.row), line) for part in read.parts for line in part.lines}
    found |= {line.step.name: tell(view.person_voice(at), line) for line in read.lines}
    return {name: plain(text) for name, text in found.items()}


def told(plan: str, kpis: str, step: str, people: str | None = None) -> dict[str, str]:
    """The sentence of a step for each person."""
    ran = Ran(HEAD + plan, kpis, people)
    return {one.id: said(ran, one.id)[step] for one in ran.results.facts.people}


# --------------------------------------------------------------------------------------- conditions

TWO = "participant,nrr,csat\nana,80 %,90 %\nben,70 %,60 %\nzoe,85 %,50 %\n"


def test_conditions_that_all_hold_or_of_which_some_fail() -> None:
    plan = (
        CSAT
        + "gates: {g: {when: {nrr: {from: 80 %}, csat: {from: 90 %}}, otherwise: {of: plan, times: 50 %}}}\n"
    )
    assert told(plan, TWO, "gates.g") == {
        "ana": "open: nrr 80 % ≥ 80 % and csat 90 % ≥ 90 %",
        "ben": "closed: nrr 70 % < 80 % and csat 60 % < 90 %",
        "zoe": "closed: csat 50 % < 90 %",
    }


def test_conditions_of_which_one_is_enough() -> None:
    plan = (
        CSAT
        + "gates: {g: {when: {any: [{nrr: {from: 80 %}}, {csat: {from: 90 %}}]}, otherwise: {of: plan, times: 50 %}}}\n"
    )
    assert told(plan, TWO, "gates.g") == {
        "ana": "open: nrr 80 % ≥ 80 % or csat 90 % ≥ 90 %",
        "ben": "closed: nrr 70 % < 80 % and csat 60 % < 90 %",
        "zoe": "open: nrr 85 % ≥ 80 %",
    }


def test_what_holds_without_a_value() -> None:
    plan = CSAT.replace("unit: percent}\n", "unit: percent, missing: hold}\n") + (
        "gates:\n  h: {when: {csat: {from: 80 %}}, missing: holds, otherwise: {of: plan, times: 50 %}}\n"
        "  f: {when: {csat: {from: 80 %}}, missing: fails, otherwise: {of: plan, times: 50 %}}\n"
        "modifiers: {m: {by: csat, of: plan, missing: 90 %, curve: {lookup: [{from: 50 %, pays: 80 %}, {from: 80 %, pays: 100 %}]}}}\n"
    )
    ran = Ran(HEAD + plan, "participant,nrr,csat\nana,80 %,\nben,70 %,40 %\nzoe,70 %,85 %\n")
    ana, ben, zoe = (said(ran, one) for one in ("ana", "ben", "zoe"))
    assert ana["csat.actual"] == "no value"
    assert ana["gates.h"] == "open: csat has no value"
    assert ana["gates.f"] == "closed: csat has no value"
    assert ana["modifiers.m"] == "90 %, because csat has no value"
    assert ana["modified"] == "€800.00 × 90 % (modifier m) = €720.00"
    assert ana["gated"] == "(€800.00 − €80.00) × 50 % = €360.00"
    assert ben["modifiers.m"] == "40 % does not reach 50 %: keeps the first factor, 80 %"
    assert ben["gated"] == "(€700.00 − €140.00) × 50 % × 50 % = €140.00"
    assert zoe["modifiers.m"] == "85 % reaches 80 %: pays 100 %"
    assert zoe["modified"] == "€700.00 × 100 % (modifier m) = €700.00"
    assert zoe["gated"] == "the gates are open: nothing changes"


# ------------------------------------------------------------------------------------------ curves


def test_curves_of_hours_and_of_money() -> None:
    plan = (
        "target_incentive: 1000\nkpis:\n"
        "  frt: {weight: 50 %, unit: hours, direction: lower, curve: {of: actual, cap: 90 %, linear: [{at: 8 h, pays: 0 %}, {at: 4 h, pays: 100 %}]}}\n"
        "  sales: {weight: 50 %, unit: money, curve: {of: actual, linear: [{at: 100, pays: 20 %}, {at: 200, pays: 10 %}]}}\n"
    )
    kpis = "participant,frt,sales\nana,5,150\nben,4.2,100\n"
    assert told(plan, kpis, "frt.payout_rate") == {
        "ana": "5 h lies between 8 h (pays 0 %) and 4 h (pays 100 %): 0 % + 3 h × 25 % = 75 %",
        "ben": "4 h 12 min lies between 8 h (pays 0 %) and 4 h (pays 100 %): 0 % + 3.8 h × 25 % = 95 %; capped at 90 %",
    }
    assert told(plan, kpis, "sales.payout_rate") == {
        "ana": "€150.00 lies between €100.00 (pays 20 %) and €200.00 (pays 10 %): 20 % − €50.00 × 0.1 % = 15 %",
        "ben": "€100.00 reaches €100.00: pays 20 %",
    }


def test_bonuses_on_lines_and_on_columns() -> None:
    plan = (
        BASE + "columns: {seniority: {unit: number}}\nbonuses:\n"
        "  lin: {of: nrr, linear: [{at: 50 %, pays: 10}, {at: 100 %, pays: 110}]}\n"
        "  col: {when: {seniority: {from: 2}}, pays: 30}\n  sal: {pays: {share: 1 %, of: salary}}\n"
    )
    kpis = "participant,nrr,seniority,salary\nana,80 %,2,1000\nben,20 %,1,2000\n"
    assert told(plan, kpis, "bonuses.lin") == {
        "ana": "80 % lies between 50 % (pays €10.00) and 100 % (pays €110.00): €10.00 + 30 points × €2.00 = €70.00",
        "ben": "20 % does not reach 50 %: pays €0.00",
    }
    assert told(plan, kpis, "bonuses.col") == {
        "ana": "€30.00, because seniority 2 ≥ 2",
        "ben": "not given: seniority 1 < 2",
    }
    assert told(plan, kpis, "bonuses.sal")["ben"] == "1 % × €2,000.00 (salary) = €20.00"


# ------------------------------------------------------------------------------- lines without a value

EFFECTS = CSAT + (
    "cap: 90 %\ngates: {g: {when: {csat: {from: 80 %}}, otherwise: {of: plan, times: 50 %}}}\n"
    "bonuses: {club: {when: {csat: {from: 80 %}}, pays: 50}}\n"
)


def test_a_line_without_a_value_says_so() -> None:
    ran = Ran(HEAD + EFFECTS, "participant,nrr,csat\nana,80 %,90 %\n")
    read, view = statement(ran.results, 0), ran.view("en")
    lines = {line.step.name: line for line in (*read.parts[0].lines, *read.lines)}
    voice, person = view.voice(0), view.person_voice(0)
    bare = replace(lines["bonuses.club"], value=None, conditions=())
    assert tell(person, bare) == "no value"
    assert tell(voice, replace(lines["cap"], value=None)) == "no value"
    gated = lines["gated"]
    assert tell(voice, gated) == "the gates are open: nothing changes"
    earned = Ref("earned")
    same = Turn(earned, earned)
    assert tell(voice, replace(gated, turn=same)) == "the gates are open: nothing changes"
    assert tell(voice, replace(lines["cap"], turn=same)) == "does not apply"
    assert plain(tell(voice, replace(gated, turn=None, used=SALARY_OF_NOBODY))) == "no value"
    assert core(voice, Choose(Fact("none"), earned, earned), Unit.MONEY) == "no value"
    pooled = replace(lines["earned"], pot=Pot(0), value=None)
    assert tell(voice, pooled) == "no value"


def test_groups_of_peers_and_members_of_none() -> None:
    ran = Ran(HEAD + EFFECTS, "participant,nrr,csat\nana,80 %,90 %\n")
    read, view = statement(ran.results, 0), ran.view("en")
    voice, earned = view.voice(0), next(one for one in read.parts[0].lines if one.step.name == "earned")
    mean = replace(
        earned,
        step=replace(earned.step, formula=Over("earned", "mean", "team")),
        value=F(5),
        pot=Pot(2, keys=F(10)),
    )
    assert plain(tell(voice, mean)) == "€10.00 ÷ 2 people = €5.00"
    one = replace(mean, pot=Pot(1, keys=F(5)))
    assert plain(tell(voice, one)) == "€5.00 ÷ 1 person = €5.00"
    outside = Shared("earned", True, "nrr.payout", "gated", "team", False, F(1, 100))
    nobody = replace(mean, step=replace(earned.step, formula=outside))
    assert tell(voice, nobody) == "not a member"
    inside = replace(
        nobody,
        step=replace(earned.step, formula=replace(outside, member="earned")),
        pot=Pot(2, F(9), F(1), F(3)),
    )
    assert plain(tell(voice, inside)) == "€9.00 shared by 2 members: €1.00 of €3.00 = €5.00"


def test_periods_are_counted_not_rated() -> None:
    plan = (
        HEAD + "accumulate: {since: year, target: elapsed, below_zero: zero}\ntarget_incentive: 1000\nkpis:\n"
        f"  sales: {{weight: 100 %, unit: money, scope: team, target: 500, curve: {{{LINE}}}}}\n"
    )
    kpis = "participant,team,already_paid,sales\nana,North,0,\n,North,,750\n"
    found = said(Ran(plan, kpis, period="2026-Q2"), "ana")
    assert found["sales.target"] == "€500.00 × 2 (periods) = €1,000.00"


# ------------------------------------------------------------------------------------------ groups


def test_the_target_of_a_lead_is_a_sum() -> None:
    plan = (
        f"target_incentive: 1000\nkpis:\n  sales: {{weight: 100 %, unit: money, curve: {{of: attainment, {LINE}}}}}\n"
        "roles:\n  lead: {kpis.sales.scope: team, kpis.sales.target: members}\n"
    )
    people = "participant,role,team,sales.target\nana,,North,600\nben,,North,400\nlea,lead,North,\n"
    found = told(plan, "participant,team,sales\nana,,300\nben,,100\n,North,700\n", "sales.target", people)
    assert found == {"ana": "€600.00", "ben": "€400.00", "lea": "sum over 2 rows = €1,000.00"}


def test_one_alone_is_not_many() -> None:
    plan = (
        BASE
        + "pool: {pot: {amount: earned, by: uniform, for: [senior]}}\nroles: {senior: {target_incentive: 2000}}\n"
    )
    kpis = "participant,role,team,nrr\nana,senior,North,100 %\nben,,North,50 %\n"
    assert told(plan, kpis, "pool.pot")["ana"] == "€2,000.00 for the only member: 1 of 1 = €2,000.00"
    lead = (
        f"target_incentive: 1000\nkpis:\n  sales: {{weight: 100 %, unit: money, curve: {{of: attainment, {LINE}}}}}\n"
        "roles:\n  lead: {kpis.sales.scope: team, kpis.sales.target: members}\n"
    )
    people = "participant,role,team,sales.target\nana,,North,600\nlea,lead,North,\n"
    found = told(lead, "participant,team,sales\nana,,300\n,North,700\n", "sales.target", people)
    assert found["lea"] == "the only row = €600.00"


def test_pools_say_who_shares_them() -> None:
    plan = BASE + (
        "  calls: {unit: number}\n"
        "pool: {pot: {amount: earned, by: uniform, for: [senior]}, fix: {amount: 300, by: calls, scope: company}}\n"
        "roles: {senior: {target_incentive: 2000}}\n"
    )
    kpis = "participant,role,team,nrr,calls\nana,senior,North,100 %,2\nben,senior,North,50 %,1\nchloe,,North,80 %,0\n"
    assert told(plan, kpis, "pool.pot") == {
        "ana": "€3,000.00 shared by 2 members: 1 of 2 = €1,500.00",
        "ben": "€3,000.00 shared by 2 members: 1 of 2 = €1,500.00",
        "chloe": "not a member",
    }
    assert told(plan, kpis, "pool.fix")["ana"] == "€300.00 shared by 3 members: 2 of 3 = €200.00"


def test_what_is_cut_in_a_coarse_unit_of_money_says_the_unit() -> None:
    plan = BASE + (
        "  calls: {unit: number}\n"
        "pool: {pot: {amount: 100, by: calls, scope: company}, most: {amount: 100, by: calls, scope: company, each_at_most: 50, excess: others}}\n"
        "rounding: {money: 10}\n"
    )
    kpis = "participant,nrr,calls\nana,100 %,4\nben,50 %,1\nchloe,80 %,1\n"
    found = told(plan, kpis, "pool.pot")
    assert found["ana"] == "€100.00 shared by 3 members: 4 of 6 = €70.00, in multiples of €10.00"
    assert told(plan, kpis, "pool.most")["ben"] == (
        "€100.00 − 1 × €50.00 = €50.00 shared by 2 members under the limit: 1 of 2 = €30.00, in multiples of €10.00"
    )
    exactly = told(plan, kpis.replace(",4", ",8"), "pool.pot")
    assert exactly["ana"] == "€100.00 shared by 3 members: 8 of 10 = €80.00"
    assert all(holds(text) for text in (*found.values(), *exactly.values()))
    assert not holds("€100.00 shared by 3 members: 4 of 6 = €70.00")


# ------------------------------------------------------------------------------ formulas one by one


@pytest.fixture(scope="module")
def ran() -> Ran:
    return Ran(
        HEAD + CSAT.replace("unit: percent}\n", "unit: percent, missing: hold}\n"),
        "participant,nrr,csat,salary\nana,80 %,,1000\n",
    )


@pytest.fixture
def voice(ran: Ran) -> Voice:
    return ran.view("en").voice(0)


SALARY_OF_NOBODY = Fact("ote")
CSAT_ACTUAL, NRR_ACTUAL, SALARY = Ref("csat.actual"), Ref("nrr.actual"), Fact("salary")


def test_an_opposite_is_written_with_a_sign(voice: Voice) -> None:
    assert negated(Product((OPPOSITE, SALARY))) == SALARY
    assert negated(Product((OPPOSITE, SALARY, NRR_ACTUAL))) == Product((SALARY, NRR_ACTUAL))
    assert negated(SALARY) is None
    assert plain(expression(voice, Product((OPPOSITE, NRR_ACTUAL)), Unit.RATE)) == "−80 %"
    total = Sum((SALARY, Product((OPPOSITE, SALARY, NRR_ACTUAL))))
    assert plain(expression(voice, total, Unit.MONEY)) == "€1,000.00 (salary) − €1,000.00 (salary) × 80 %"


@pytest.mark.parametrize(
    ("formula", "held", "text"),
    [
        (Known(NRR_ACTUAL), True, "nrr has a value"),
        (Known(Fact("csat.actual")), False, "csat has no value"),
        (Holds(CSAT_ACTUAL, "from", Given(F(1, 2))), False, "csat has no value"),
        (Given(F(1)), True, "always"),
        (Given(F(0)), False, "nothing asks for it"),
        (Fact("@present"), False, "present: no"),
        (Known(Sum((Fact("salary"), Given(F(1))))), True, "salary has a value"),
    ],
)
def test_why_a_condition_held(voice: Voice, formula: Formula, held: bool, text: str) -> None:
    assert plain(condition(voice, formula, held=held)) == text


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        (Grid(NRR_ACTUAL, NRR_ACTUAL, (), (), (), (False, False), ()), Unit.RATE),
        (Part(Split(SALARY, (NRR_ACTUAL,), ("a",), F(1, 100)), "a"), Unit.MONEY),
        (Choose(Known(NRR_ACTUAL), Given(F(1)), SALARY), Unit.MONEY),
        (Fact("@periods.all"), Unit.NUMBER),
        (Fact("@parts"), Unit.FLAG),
        (Fact("@present"), Unit.FLAG),
        (Fact("nrr.target"), Unit.PERCENT),
        (Known(SALARY), Unit.FLAG),
        (Given(F(1)), None),
    ],
)
def test_the_unit_of_a_formula(voice: Voice, formula: Formula, unit: Unit | None) -> None:
    assert voice.unit(formula) is unit


def test_names_of_steps_columns_and_of_no_value(voice: Voice, ran: Ran) -> None:
    assert voice.name("something.else") == "something.else"
    assert voice.column("nrr.actual@team") == "nrr"
    assert voice.column("nrr.target") == "nrr (target)"
    assert voice.said(None, Unit.MONEY) == "no value"
    assert ran.view("fr").voice(0).said(None, Unit.MONEY) == "sans valeur"


def test_a_curve_without_a_value_and_a_line_that_falls(voice: Voice) -> None:
    segments = (Segment(F(0), True, F(1), F(-1, 2), ()),)
    assert curve_sentence(voice, Curve(CSAT_ACTUAL, segments), Unit.RATE) == "no value"
    found = plain(curve_sentence(voice, Curve(NRR_ACTUAL, segments), Unit.RATE))
    assert found.endswith("100 % − 80 points × 0.5 = 60 %")
    price = (Segment(F(0), True, F(0), F(10000), ()),)
    assert plain(curve_sentence(voice, Curve(NRR_ACTUAL, price), Unit.MONEY)).endswith(
        "80 points × €100.00 = €8,000.00"
    )


def test_distances_and_shares_of_nothing() -> None:
    assert plain(points(F(5, 2), Unit.HOURS, currency="EUR", language="en")) == "2 h 30 min"
    assert plain(points(F(1, 40), Unit.PERCENT, currency="EUR", language="en")) == "2.5 points"
    assert share_text(None, "en") == ""
    assert plain(share_text(F(17, 1000), "en")) == "+1.7 %"
    assert plain(share_text(F(-17, 1000), "fr")) == "−1,7 %"


def test_a_sum_over_a_group_counts_the_rows_with_a_value(ran: Ran) -> None:
    reader = ran.view("en").voice(0).reader

    def pot(formula: Formula) -> Pot | None:
        return pot_of(ran.results, Step("sum", Purpose.SETTLED, Unit.NUMBER, formula, ()), reader)

    assert pot(Over("nrr.actual", "sum", "company")) == Pot(1, keys=F(4, 5))
    assert pot(Over("csat.actual", "mean", "company")) == Pot(0, keys=F(0))
    assert pot(Over("none", "sum", "company")) == Pot(0, keys=F(0))
    assert pot(Over("nrr.actual", "sum", "company", "none")) == Pot(1, keys=F(4, 5))
    assert pot(Greatest((SALARY,))) is None
    assert reader.value(Over("nrr.actual", "sum", "company")) is None
