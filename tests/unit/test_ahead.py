"""What is promised of another actual: in the KPI's own unit, inside its range, after every rule."""
# ruff: noqa: E501 - plans stand on one line

from __future__ import annotations

from fractions import Fraction as F

import pytest
from readers import HEAD, Ran

from csvariable.documents.ahead import Ahead
from csvariable.plan.kpi import Kpi
from csvariable.speech.language import Language
from csvariable.statement import statement
from csvariable.statement.actuals import readable
from csvariable.statement.points import point_of, whole_point

THOUSAND = HEAD + "target_incentive: 1000\n"


def ahead(found: Ran, kpi: str, person: str | None = None, language: Language = "en") -> list[str]:
    """The sentences of a KPI, with plain blanks."""
    people = found.results.facts.people
    at = 0 if person is None else next(at for at, one in enumerate(people) if one.id == person)
    view, read = found.view(language), statement(found.results, at)
    words = [
        text
        for part in read.parts
        for text in Ahead(view, at).words(view.voice(part.row), read.parts, part, kpi)
    ]
    return [text.replace("\u00a0", " ").replace("\u202f", " ") for text in words]


def test_a_contest_of_teams_is_held_against_the_other_teams() -> None:
    """Second behind the north: one point more brings no place, one past 90 % the first."""
    linear = "linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]"
    plan = THOUSAND + (
        f"kpis:\n  sat: {{weight: 100 %, unit: percent, scope: team, range: [0 %, 100 %], curve: {{of: actual, {linear}}}}}\n"
        "bonuses:\n  cup: {rank: {of: team, by: sat, top: 2}, pays: [500, 300]}\n"
    )
    found = Ran(plan, "id,team,sat\na,South,\nb,North,\n,South,50 %\n,North,90 %\n")
    assert ahead(found, "sat", "a") == ["1 point more (51 %): +€10.00", "at 100 %: +€700.00"]
    assert ahead(found, "sat", "b") == ["1 point more (91 %): +€10.00", "at 100 %: +€100.00"]


# ------------------------------------------------------------------------------- the KPI's own unit


def test_a_point_is_one_of_the_kpi_and_not_of_its_attainment() -> None:
    """104 % to 105 % of a target of 105 %: 904.76 to 1,000.00."""
    plan = THOUSAND + (
        "kpis:\n  nrr: {weight: 100 %, unit: percent, target: 105 %, "
        "curve: {linear: [{at: 90 %, pays: 0 %}, {at: 110 %, pays: 200 %}]}}\n"
    )
    found = Ran(plan, "participant,nrr\na,104 %\n")
    assert ahead(found, "nrr") == ["1 point more (105 %): +€95.24", "at 115.5 %: +€1,095.24"]
    assert ahead(found, "nrr", language="fr") == [
        "1 point de plus (105 %) : +95,24 €",
        "à 115,5 % : +1 095,24 €",
    ]


@pytest.mark.parametrize(
    ("kpi", "actual", "said"),
    [
        ("unit: hours, direction: lower, curve: {of: actual, linear: [{at: 8 h, pays: 50 %}, {at: 4 h, pays: 100 %}]}", "6", "1 h less (5 h): +€125.00"),
        ("unit: minutes, direction: lower, curve: {of: actual, linear: [{at: 60 min, pays: 0 %}, {at: 10 min, pays: 100 %}]}", "30", "1 min less (29 min): +€20.00"),
        ("unit: number, curve: {of: actual, linear: [{at: 0, pays: 0 %}, {at: 100, pays: 100 %}]}", "42", "1 more (43): +€10.00"),
        ("unit: money, target: 20000, curve: {linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}", "5000", "1 % of the target more (€5,200.00): +€10.00"),
        ("unit: money, target: 20000, range: [0, 20000], curve: {linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}", "19950", "0.1 % of the target more (€19,970.00): +€1.00"),
    ],
)  # fmt: skip
def test_a_point_is_named_in_its_unit(kpi: str, actual: str, said: str) -> None:
    plan = f"{THOUSAND}kpis:\n  x: {{weight: 100 %, {kpi}}}\n"
    assert ahead(Ran(plan, f"participant,x\na,{actual}\n"), "x")[0] == said


def test_a_step_stays_inside_the_range() -> None:
    """5.3 of 5 is no grade: a tenth is; at the end there is none."""
    plan = THOUSAND + (
        "kpis:\n  grade: {weight: 100 %, unit: score, range: [1, 5], "
        "curve: {of: actual, linear: [{at: 4, pays: 0 %}, {at: 5, pays: 100 %}]}}\n"
    )
    assert ahead(Ran(plan, "participant,grade\na,4.3\n"), "grade") == [
        "0.1 more (4.4): +€100.00",
        "at 5: +€700.00",
    ]
    assert ahead(Ran(plan, "participant,grade\na,4.95\n"), "grade") == [
        "0.01 more (4.96): +€10.00",
        "at 5: +€50.00",
    ]
    assert ahead(Ran(plan, "participant,grade\na,5\n"), "grade") == []
    assert ahead(Ran(plan, "participant,grade\na,4.9999\n"), "grade") == ["at 5: +€0.10"]


def test_a_tier_outside_the_range_is_not_promised() -> None:
    plan = THOUSAND + (
        "kpis:\n  grade: {weight: 100 %, unit: number, range: [0, 4], target: 4, "
        "curve: {lookup: [{from: 50 %, pays: 50 %}, {from: 120 %, pays: 100 %}]}}\n"
    )
    assert Ran(plan, "participant,grade\na,3\n").tier("grade") is None


# -------------------------------------------------------------------------- the rules of the plan

GATED = THOUSAND + (
    "cap: 100 %\nkpis:\n"
    "  nrr: {weight: 60 %, unit: percent, curve: {of: actual, linear: [{at: 95 %, pays: 0 %}, {at: 115 %, pays: 200 %}]}}\n"
    "  grr: {weight: 40 %, unit: percent, curve: {of: actual, linear: [{at: 80 %, pays: 0 %}, {at: 90 %, pays: 100 %}]}}\n"
    "gates:\n  g: {when: {grr: {from: 88 %}}, otherwise: {of: plan, times: 0 %}}\n"
)


def test_caps_and_gates_count_and_what_is_near_is_named() -> None:
    found = Ran(GATED, "participant,nrr,grr\ncapped,112 %,90 %\ngated,105 %,87.5 %\n")
    assert ahead(found, "nrr", "capped") == [
        "1 point more (113 %): nothing more (cap)",
        "at 115 %: nothing more (cap)",
    ]
    assert ahead(found, "grr", "gated") == [
        "1 point more (88.5 %): +€940.00",
        "with 0.5 points more (88 %), gate g opens: +€920.00",
        "at 90 %: +€1,000.00",
    ]
    assert (
        ahead(found, "grr", "gated", "fr")[1]
        == "avec 0,5 point de plus (88 %), condition g remplie : +920,00 €"
    )


def test_the_cap_of_the_total_counts_for_a_tier() -> None:
    plan = THOUSAND + (
        "cap_total: 900\nkpis:\n  csat: {weight: 100 %, unit: percent, "
        "curve: {of: actual, lookup: [{from: 80 %, pays: 80 %}, {from: 90 %, pays: 120 %}]}}\n"
    )
    assert ahead(Ran(plan, "participant,csat\na,85 %\n"), "csat") == ["at 90 %: +€100.00"]


SLOPE = "curve: {of: actual, linear: [{at: 0, pays: 0 %}, {at: 100, pays: 100 %}]}"


def test_bonuses_and_modifiers_that_are_near_are_named() -> None:
    """A bound that must be passed says so, also where the value stands on it."""
    plan = THOUSAND + (
        f"kpis:\n  nps: {{weight: 100 %, unit: points, {SLOPE}}}\n"
        "modifiers:\n  m: {by: nps, of: plan, curve: {lookup: [{from: 0, pays: 100 %}, {from: 60, pays: 120 %}]}}\n"
        "bonuses:\n  club: {when: {nps: {above: 70}}, pays: 450}\n"
    )
    found = Ran(plan, "participant,nps\na,55\nb,68\nc,70\nd,90\n")
    assert ahead(found, "nps", "a") == [
        "1 more (56): +€10.00",
        "with 5 more (60), modifier m is 120 %: +€170.00",
        "at 100: +€1,100.00",
    ]
    assert ahead(found, "nps", "b")[:2] == [
        "1 more (69): +€12.00",
        "with 2 more (above 70), bonus club is due: +€474.00",
    ]
    assert ahead(found, "nps", "c")[:2] == [
        "1 more (71): +€462.00",
        "with more than 70, bonus club is due: +€450.00",
    ]
    assert ahead(found, "nps", "d") == ["1 more (91): +€12.00", "at 100: +€120.00"]


def test_where_a_tier_opens_a_gate_it_is_told_once() -> None:
    plan = THOUSAND + (
        "kpis:\n  x: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 50 %, pays: 50 %}, {from: 80 %, pays: 100 %}]}}\n"
        "gates:\n  g: {when: {x: {from: 80 %}}, otherwise: {of: plan, times: 50 %}}\n"
    )
    assert ahead(Ran(plan, "participant,x\na,70 %\n"), "x") == [
        "with 10 points more (80 %), gate g opens: +€750.00"
    ]


def test_a_bound_that_does_not_read_at_a_glance_is_rounded_to_its_good_side() -> None:
    """A third of 10: 3.34 reaches it, 3.33 does not; of lower times 46 min reaches 46.15..."""
    plan = THOUSAND + (
        "kpis:\n  x: {weight: 100 %, unit: number, target: 10, curve: {lookup: [{from: 1/3, pays: 100 %}]}}\n"
    )
    tier = Ran(plan, "participant,x\na,3\n").tier("x")
    assert tier is not None
    assert (tier.needed, tier.step, tier.adds) == (F("3.34"), F("0.34"), F(1000))
    lower = THOUSAND + (
        "kpis:\n  x: {weight: 100 %, unit: hours, direction: lower, target: 1 h, attainment: inverse, "
        "curve: {cap: 200 %, lookup: [{above: 130 %, pays: 100 %}]}}\n"
    )
    found = Ran(lower, "participant,x\na,2 h\n")
    tier = found.tier("x")
    assert tier is not None
    assert (tier.needed, tier.exceeded) == (F(46, 60), False)
    assert ahead(found, "x") == ["at 46 min: +€1,000.00"]


def test_past_a_bound_of_money_lies_the_next_minor_unit() -> None:
    plan = THOUSAND + (
        "kpis:\n  x: {weight: 100 %, unit: money, target: 100, curve: {lookup: [{above: 50 %, pays: 100 %}]}}\n"
    )
    tier = Ran(plan, "participant,x\na,40\n").tier("x")
    assert tier is not None
    assert (tier.needed, tier.exceeded, tier.adds) == (F("50.01"), False, F(1000))
    turned = plan.replace("unit: money,", "unit: money, direction: lower, attainment: distance,").replace(
        "50 %", "70 %"
    )
    tier = Ran(turned, "participant,x\na,140\n").tier("x")
    assert tier is not None
    assert (tier.needed, tier.exceeded, tier.adds) == (F("129.99"), False, F(1000))


# ------------------------------------------------------------------------------------ whose value


def test_a_team_value_moves_for_the_whole_team() -> None:
    """A pool by what the team earned: one more point of the team raises everybody's key alike."""
    plan = THOUSAND + (
        f"kpis:\n  x: {{weight: 100 %, unit: number, scope: team, {SLOPE}}}\n"
        "pool: {pot: {amount: 600, by: x, scope: company}}\n"
    )
    people = "participant,team\na,North\nb,North\nc,South\n"
    found = Ran(plan, "participant,team,x\n,North,50\n,South,20\n", people)
    # a has 50 of 120 of the pool, then 51 of 122; alone it would have been 51 of 121.
    point = found.point("x")
    assert point is not None
    assert point.adds == 10 + F("250.82") - F("250.00")


def test_only_those_are_computed_whose_pay_can_matter() -> None:
    plan = THOUSAND + f"kpis:\n  x: {{weight: 100 %, unit: number, {SLOPE}}}\n"
    people = "participant,team\na,North\nb,North\nc,South\nd,\n"
    kpis = "participant,x\na,50\nb,30\nc,20\nd,10\n"
    assert len(Ran(plan, kpis, people).pay(1).base.facts.people) == 1
    pool = "pool: {pot: {amount: 600, by: x, for: [one, two]}}\nroles: {one: {}, two: {}}\n"
    roles = "participant,team,role\na,North,one\nb,North,two\nc,South,one\nd,,\n"
    pay = Ran(plan + pool, kpis, roles).pay(1)
    assert [one.id for one in pay.base.facts.people] == ["b"]
    circle, at = pay.circle
    assert [one.id for one in circle.facts.people] == ["a", "b"]
    assert at == 1
    company = pool.replace("by: x", "by: x, scope: company")
    assert len(Ran(plan + company, kpis, roles).pay(1).circle[0].facts.people) == 4


def test_a_computed_kpi_is_moved_where_nothing_else_reads_its_figures() -> None:
    """Of two figures added the sum is one more; where one of them pays by itself nothing is said."""
    plan = THOUSAND + (
        "kpis:\n  a: {unit: number}\n  b: {unit: number}\n"
        f"  x: {{weight: 100 %, unit: number, measure: {{sum: {{a: 100 %, b: 100 %}}}}, {SLOPE}}}\n"
    )
    kpis = "participant,a,b\nana,20,30\nben,0,7\n"
    assert ahead(Ran(plan, kpis), "x")[0] == "1 more (51): +€10.00"
    rounded = Ran(plan + "rounding: {actual: 0}\n", kpis).point("x")
    assert rounded is not None
    assert rounded.adds == 10
    also = plan + "bonuses: {extra: {per: a, pays: 2}}\n"
    assert ahead(Ran(also, kpis), "x") == []
    steps = plan.replace("SLOPE", "").replace(
        SLOPE, "target: 60, curve: {lookup: [{from: 50 %, pays: 50 %}, {from: 100 %, pays: 100 %}]}"
    )
    assert ahead(Ran(steps, kpis), "x") == ["at 60: +€500.00"]
    both = steps + "bonuses: {extra: {per: a, pays: 2}}\n"
    assert Ran(both, kpis).tier("x") is None


def test_of_several_parts_the_last_says_what_the_person_would_gain() -> None:
    plan = THOUSAND + (
        f"proration: calendar-days\nkpis:\n  x: {{weight: 100 %, unit: number, {SLOPE}}}\n"
        "roles: {senior: {target_incentive: 2000}}\n"
    )
    people = "participant,role,entry,exit\nana,,2026-07-01,2026-08-15\nana,senior,2026-08-16,\n"
    found = Ran(plan, "participant,x\nana,50\n", people, "2026-Q3")
    # Half the quarter at 1,000 and half at 2,000: one point is worth 5 and 10.
    assert ahead(found, "x")[0] == "1 more (51): +€15.00"
    assert len(ahead(found, "x")) == 2


def test_a_kpi_of_an_earlier_part_alone_is_told_in_that_part() -> None:
    plan = THOUSAND + (
        f"proration: calendar-days\nkpis:\n  x: {{weight: 100 %, unit: number, {SLOPE}}}\n"
        f"roles: {{senior: {{kpis.x.weight: 0 %, kpis.y: {{weight: 100 %, unit: number, {SLOPE}}}}}}}\n"
    )
    people = "participant,role,entry,exit\nana,,2026-07-01,2026-08-15\nana,senior,2026-08-16,\n"
    found = Ran(plan, "participant,x,y\nana,50,20\n", people, "2026-Q3")
    assert ahead(found, "x")[0] == "1 more (51): +€5.00"
    assert ahead(found, "y")[0] == "1 more (21): +€5.00"


def test_what_cannot_be_paid_is_not_promised() -> None:
    """At 0 hours there is no attainment, and a bonus reads it; at 48 min it is 500 %."""
    plan = THOUSAND + (
        "kpis:\n  x: {weight: 100 %, unit: hours, direction: lower, target: 4 h, attainment: inverse, "
        "curve: {linear: [{at: 50 %, pays: 50 %}, {at: 100 %, pays: 100 %}]}}\n"
        "bonuses: {b: {when: {x.attainment: {from: 500 %}}, pays: 10}}\n"
    )
    found = Ran(plan, "participant,x\nana,1 h\n")
    assert found.point("x") is None
    assert ahead(found, "x") == ["with 12 min less (48 min), bonus b is due: +€10.00"]


# ---------------------------------------------------------------------------------- points and grids


def kpi_of(unit: str, more: str = "") -> Kpi:
    plan = f"{THOUSAND}kpis:\n  y: {{weight: 100 %, unit: number, {SLOPE}}}\n  x: {{unit: {unit}{more}}}\n"
    return Ran(plan, "participant,y\na,1\n").plans.base.kpis["x"]


def test_points_of_units() -> None:
    for unit, size in (("percent", F(1, 100)), ("number", F(1)), ("days", F(1)), ("points", F(1))):
        assert whole_point(kpi_of(unit), "EUR", None) == size
    assert whole_point(kpi_of("hours", ", direction: lower"), "EUR", None) == -1
    money = kpi_of("money")
    assert whole_point(money, "EUR", None) is None
    assert whole_point(money, "EUR", F("333.33")) == F("3.33")
    assert whole_point(money, "JPY", F(333)) == 3
    assert whole_point(money, "EUR", F(-500)) == 5
    assert point_of(money, "EUR", F(1), F("0.1")) is None
    assert point_of(money, "EUR", F(1), F(33)) == F("0.33")
    # A tenth of 0.33 is no amount of money.
    assert point_of(kpi_of("money", ", range: [0, 1]"), "EUR", F(1), F(33)) is None


@pytest.mark.parametrize(
    ("unit", "lower", "value", "told"),
    [
        ("percent", False, F(1, 3), F("0.3334")),
        ("percent", True, F(1, 3), F("0.3333")),
        ("percent", False, F("0.12345"), F("0.1235")),
        ("hours", False, F(3, 2), F(3, 2)),
        ("hours", False, F(1, 7), F(9, 60)),
        ("minutes", True, F(100, 7), F(14)),
        ("minutes", True, F("14.25"), F("14.25")),
        ("money", False, F(1, 3), F("0.34")),
        ("number", False, F(1, 3), F("0.34")),
    ],
)
def test_what_is_told_reads_at_a_glance_and_is_on_the_good_side(
    unit: str, lower: bool, value: F, told: F
) -> None:
    assert readable(kpi_of(unit, ", direction: lower" if lower else ""), "EUR", value) == told


def test_what_a_held_kpi_hides_leaves_the_promises_of_the_others() -> None:
    """The weighted rate has no value while `y` is held; the step of `x` is worth 250.00 all the same."""
    steps = (
        "unit: percent, curve: {of: actual, lookup: [{from: 80 %, pays: 50 %}, {from: 90 %, pays: 100 %}]}"
    )
    plan = (
        THOUSAND + f"kpis:\n  x: {{weight: 50 %, {steps}}}\n  y: {{weight: 50 %, missing: hold, {steps}}}\n"
    )
    files = "participant,x,y\nana,82 %,\nben,95 %,85 %\n"
    assert ahead(Ran(plan, files), "x", "ana") == ["at 90 %: +€250.00"]
    gated = plan + (
        "gates:\n  base: {when: {plan.payout_rate: {from: 10 %}}, otherwise: {of: plan, times: 0 %}, missing: holds}\n"
    )
    assert ahead(Ran(gated, files), "x", "ana") == ["at 90 %: +€250.00"]
