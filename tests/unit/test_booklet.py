"""The booklet: a plan in words from the plan alone, in one language or several."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from readers import DEMO, ROOT
from sentences import english_in

from csvariable.cli import run

pytestmark = pytest.mark.slow

PLANS = sorted((ROOT / "plans").glob("*/plan.yaml"))

WHOLE = """\
csvariable: 1
name: {en: All of it, fr: Tout}
currency: EUR
period: quarter
effective: {from: 2026-01-01, to: 2026-12-31}
communicated_on: 2025-12-15
review_by: 2026-12-01
nature: contractual
consultation: {asked_on: 2025-11-03, who: the council, how: a meeting, changed: the target of csat}
disputes: HR within two months
target_incentive: 2000
objectives:
  keep:
    statement: Customers stay
    serves: the company
    why: they pay us
    owner: Zoe
    horizon: this year
    priority: main
    commitment: committed
backlog:
  later: {statement: Something for later}
kpis:
  csat:
    name: Satisfaction
    why: they tell us
    objective: keep
    weight: 60 %
    unit: percent
    range: [0 %, 100 %]
    target: 90 %
    quality: perceived
    controllability: influence
    leading: true
    source: the survey
    verified_by: finance
    reasons: the comment below
    owner: Ida
    cap: 150 %
    missing: zero
    curve: {of: attainment, linear: [{at: 80 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
  days:
    weight: 40 %
    unit: days
    direction: lower
    range: [0 d, 99 d]
    target: 30 d
    additive: true
    curve: {of: actual, lookup: [{up_to: 45 d, pays: 60 %}, {up_to: 30 d, pays: 100 %}]}
gates:
  care: {why: care first, when: {csat: {from: 70 %}}, otherwise: {of: plan, times: 50 %}}
  slow: {when: {days: {up_to: 90 d}}, otherwise: {of: [days], cap: 80 %}, missing: holds}
modifiers:
  speed: {by: days, curve: {lookup: [{up_to: 60 d, pays: 90 %}, {up_to: 20 d, pays: 110 %}]}, of: plan}
cap: 150 %
cap_total: 4000
floor: 100
guarantee: {months: 3, pays: 70 %}
ramp: [50 %, 75 %]
proration: {amount: calendar-days}
absences: {sick: neutralise}
bonuses:
  gift: {when: {csat: {from: 95 %}}, gives: {item: a shirt, value: 20}}
  each: {per: csat, pays: 1, cap: 50, floor: 5}
  contest: {rank: {by: csat, top: 2}, pays: [100, 50]}
  stars: {badge: {by: csat, lookup: [{from: 50 %, gives: 1}, {from: 90 %, gives: 2}]}}
  days-off: {when: {csat: {from: 99 %}}, gives: {leave_days: 1}, present: full-period}
pool:
  pot: {amount: 1000, by: uniform, scope: team, for: [lead]}
roles:
  lead: {target_incentive: 3000, kpis.csat.why: null}
allow:
  cliff: we want it
"""
SHOWN = """\
All of it|1 January 2026|31 December 2026|15 December 2025|1 December 2026|it is part of the contract
3 November 2025|the council|a meeting|the target of csat|HR within two months|€2,000.00 for a quarter
Customers stay|the company|they pay us|Zoe|this year|main objective|meant to be reached|Something for later
Satisfaction|they tell us|60 %|90 %|perceived quality|people influence it|it tells of what is to come
the survey|the comment below|finance|Ida|150 %|it counts as 0 %
From 80 % to 100 %: rises from 0 % to 100 %, 5 % (€60.00) for each point
lower is better|Up to 30 d: pays 100 % (€800.00)|care first|Open where Satisfaction ≥ 70 %
the whole plan pays 50 % of what it would|days pays at most 80 %|Without a value it counts as open
decides:|the factor is 110 %|never pay more than 150 % of the target incentive (€3,000.00 for a whole period)
€4,000.00 is paid at most, before adjustments|pay €100.00 at least, before gates
For 3 months after the entry, at least 70 %
targets are 50 %, 75 % of the whole|by calendar days|Days absent for “sick”|Gives: a shirt, worth €20.00
Pays €1.00 for each Satisfaction|At most €50.00|At least €5.00
the places are paid €100.00, €50.00|Stars by Satisfaction
Gives days of leave: 1|present for the whole period|€1,000.00 is shared in each team, by equal parts
Only for these roles: lead|€3,000.00|left out|Accepted: cliff|we want it|target incentive
"""


FURTHER = """\
csvariable: 1
name: More of it
currency: EUR
period: quarter
profile: fr
communicated_on: 2025-12-15
target_incentive: {annual: 4000, split: [20 %, 30 %, 20 %, 30 %]}
rounding: {attainment: 4, parts: exact}
corrections: {recover: 20 %}
accumulate: {since: year, target: whole, below_zero: carry}
objectives:
  base: {statement: All are well}
  keep:
    statement: Customers stay
    parent: base
    key_results:
      kept: {statement: Most of them stay, kpi: nrr, due: 2026-09-01, owner: Zoe}
      tour: {statement: A tour, evidence: a link}
backlog:
  later: {statement: Later on, status: parked, cycle: 2026-Q4}
kpis:
  nrr:
    objective: keep
    weight: 60 %
    unit: percent
    target: 105 %
    rounding: {actual: 3}
    curve: {linear: [{at: 90 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
  nps:
    weight: 40 %
    unit: points
    target: 40
    sample: {min: 10, below: team, credibility: 64, towards: target, interval: 90 %}
    curve: {of: actual, linear: [{at: 0, pays: 0 %}, {at: 50, pays: 100 %}]}
bonuses:
  podium: {rank: {by: nrr, top: 2, ties: share, within: team}, pays: [300, 100]}
"""
SHOWN_FURTHER = """\
€4,000.00 a year, of which the periods have 20 %, 30 %, 20 %, 30 %, one after the other
A part of|All are well|It will be seen by:|Most of them stay · by 1 September 2026 · nrr · Zoe|A tour · a link
Later on · parked · 2026-Q4|Rounded|actual to 0.1 %, attainment to 0.01 %
On fewer than 10 answers, the value of the team stands in its place.
Of n answers, the own value weighs n ÷ (n + 64), the target the rest.
An interval stands beside it in which its true value lies with a certainty of 90 %
Usual formula|sum of the revenue at the end / sum of the revenue at the start, of the same clients
What to look out for:|New clients are not in it.
Surveys after an act and surveys of the relation are two KPIs.
Of each pay at most 20 % is taken back for closed periods that paid too much.
People are compared with those of their team.
but where it is said that they are rounded; each amount is then rounded to €0.01
Targets and amounts are those of the whole year|nothing is paid, and later pay makes up for it
The part of a result is its weight times the whole, exactly|All amounts are gross pay.
"""


def booklet(plan: Path, *options: str) -> str:
    """The booklet of a plan in a file."""
    out = plan.parent / "out.txt"
    assert run(["booklet", str(plan), "-o", str(out), "--force", *options]) == 0
    return out.read_text("utf-8").replace("\u00a0", " ")


@pytest.mark.parametrize(("text", "shown"), [(WHOLE, SHOWN), (FURTHER, SHOWN_FURTHER)])
def test_what_validates_is_shown(text: str, shown: str, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(text, "utf-8")
    page = " ".join(booklet(plan).split())  # wherever lines end
    wanted = [part for line in shown.splitlines() for part in line.split("|")]
    assert [part for part in wanted if part not in page] == []


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.parent.name)
def test_every_starting_plan_has_a_booklet_in_both_languages(path: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_bytes(path.read_bytes())
    page = booklet(plan, "--lang", "en,fr")
    english, _, french = page.partition("Comment fonctionne notre prime variable")
    assert "A worked example" in english
    assert "Un exemple calculé" in french
    own = set(re.findall(r"[a-z']+", path.read_text("utf-8").lower()))
    assert [word for word in english_in(french.partition("SHA-256")[0]) if word not in own] == []


EXAMPLES = """
examples:
  nothing: {given: {retention: 80 %, csat: 70 %, nps: 10, salary: 9000, company: 90.5 %}, expect: {total: 0}}
  the best:
    given: {retention: 97.5 %, csat: 92 %, nps: 60, salary: 9000, company: 90.5 %}
    expect: {total: 3300}
"""
WORKED = """csvariable: 1
name: t
currency: EUR
period: quarter
target_incentive: 2000
kpis:
  csat: {weight: 50 %, unit: percent, curve: {of: actual, lookup: [{from: 80 %, pays: 100 %}]}}
  nps: {unit: points}
  company: {unit: percent, scope: company}
  retention:
    weight: 50 %
    unit: percent
    target: 95 %
    curve: {of: attainment, lookup: [{from: 100 %, pays: 100 %}]}
bonuses:
  shirts: {scope: team, when: {csat: {from: 90 %}}, pays: 400}
  club: {when: {nps: {above: 50}}, pays: {share: 10 %, of: salary}}
"""


@pytest.mark.parametrize(
    ("language", "given", "team", "order"),
    [
        (
            "en",
            "- retention: 97.5 % - csat: 92 % - nps: 60 - salary: €9,000.00 - company: 90.5 %",
            "because csat of the team 92 % ≥ 90 %",
            "actual → target → attainment → payout rate → target incentive",
        ),
        (
            "fr",
            "- retention : 97,5 % - csat : 92 % - nps : 60 - salaire : 9 000,00 € - company : 90,5 %",
            "car csat de l’équipe 92 % ≥ 90 %",
            "réalisé → cible → atteinte → taux de versement → prime cible",
        ),
    ],
)
def test_an_example_that_pays_is_worked_out_in_the_language_of_the_reader(
    language: str, given: str, team: str, order: str, tmp_path: Path
) -> None:
    """Its values are said with their units, its team is not named for the machine, its lines are in order."""
    plan = tmp_path / "plan.yaml"
    plan.write_text(WORKED + EXAMPLES, "utf-8")
    page = " ".join(
        re.sub("[\u00a0\u202f]", " ", booklet(plan, "--lang", language, "-f", "markdown")).split()
    )
    for said in ("the best", given, team, order):
        assert said in page
    plan.write_text(WORKED + EXAMPLES.partition("  the best")[0], "utf-8")
    assert "nothing" in booklet(plan, "--lang", language, "-f", "markdown")


def test_the_languages_stand_behind_each_other_with_their_names(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_bytes((DEMO / "plan.yaml").read_bytes())
    page = booklet(plan, "--lang", "fr,en", "-f", "html")
    assert '<main lang="fr">' in page
    assert '<article lang="en">' in page
    assert booklet(plan, "--lang", "fr", "-f", "markdown").startswith("# Prime variable CSM\n")


def test_a_poster_is_short(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(WHOLE, "utf-8")
    page = booklet(plan, "--poster")
    assert "Customers stay" in page
    assert "HR within two months" in page
    assert len(page.splitlines()) < 40


def test_a_booklet_that_no_longer_says_what_its_plan_says_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, kept = tmp_path / "plan.yaml", tmp_path / "kept.html"
    said = (DEMO / "plan.yaml").read_text("utf-8")
    plan.write_text(said, "utf-8")
    assert run(["booklet", str(plan), "-o", str(kept)]) == 0
    assert run(["booklet", str(plan), "--check", str(kept)]) == 0
    other = re.sub(r"\ntarget_incentive: .*", "\ntarget_incentive: 777", said)
    assert other != said
    plan.write_text(other, "utf-8")
    assert run(["booklet", str(plan), "--check", str(kept)]) == 1
    assert "no longer says what" in capsys.readouterr().err


def test_a_wrong_plan_has_no_booklet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(WHOLE.replace("60 %\n", "61 %\n"), "utf-8")
    assert run(["booklet", str(plan)]) == 1
    assert "weights" in capsys.readouterr().err
    assert run(["booklet", str(plan), "--lang", "fr,xx"]) == 2


def test_words_of_closed_lists_are_said_in_french_and_a_colon_stands_as_french_sets_it(
    tmp_path: Path,
) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 1000\n"
        "kpis:\n"
        "  nrr: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}\n"
        "roles: {lead: {kpis.nrr.scope: team, kpis.nrr.missing: zero, absences.leave: ignore}}\n"
        "absences: {leave: neutralise}\nproration: {amount: calendar-days, targets: none}\n"
        "examples: {here: {given: {period: 2026-Q3, nrr: 95 %}, expect: {total: 1000}}}\n",
        "utf-8",
    )
    french = booklet(plan, "--lang", "fr", "-f", "markdown").replace("\u00a0", " ")
    assert "| la portée de nrr |  | équipe |" in french
    assert "neutralisée | sans effet |" in french
    assert "| zéro |" in french
    assert "- période : 2026-Q3" in french
    assert "Un exemple calculé : 1 000,00 €" in french.replace("\u202f", " ")
    english = booklet(plan, "-f", "markdown")
    assert "| the scope of nrr |  | team |" in english
    assert "- period: 2026-Q3" in english


def test_a_share_of_a_yearly_salary_is_told_with_its_part_of_the_year_and_gives_no_amounts(
    tmp_path: Path,
) -> None:
    """Weights are the plan's although one may be spread; a cap of 140 % is no lack of a limit."""
    plan, curve = tmp_path / "plan.yaml", "lookup: [{from: 90 %, pays: 100 %}]"
    text = (
        "csvariable: 1\nname: P\ncurrency: EUR\nperiod: half\ncap: [140 %, {share: 50 %, of: ote}]\n"
        "target_incentive: {share: 15 %, of: annual_salary}\n"
        "kpis:\n"
        f"  a: {{weight: 60 %, unit: percent, curve: {{of: actual, {curve}}}}}\n"
        f"  b: {{weight: 40 %, unit: percent, missing: reweight, curve: {{of: actual, {curve}}}}}\n"
        "roles: {lead: {target_incentive: {share: 20 %, of: salary}}}\n"
    )
    plan.write_text(text, "utf-8")
    found = booklet(plan, "-f", "markdown")
    assert "15 % of the annual salary, divided by 2 for a half-year" in found
    assert "50 % of the on-target earnings, divided by 2 for a half-year" in found
    assert "| a | 60 % |" in found
    assert "| b | 40 % |" in found
    assert "| no role | €0.00 | depends | depends |" in found
    assert (
        "What depends goes with what each person has of: annual salary, on-target earnings, salary." in found
    )
    assert "no limit" not in found
    french = booklet(plan, "--lang", "fr", "-f", "markdown").replace("\u00a0", " ")
    assert "part 20 %, de salaire" in french
    endless = "linear: [{at: 0 %, pays: 0 %}, {at: 1 %, pays: 1 %}], beyond: continue"
    plan.write_text(text.replace(curve, endless).replace("cap:", "x-cap:"), "utf-8")
    assert "no limit" in booklet(plan, "-f", "markdown")


def test_a_floor_stands_before_gates_where_there_are_some(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    text = (
        "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 1000\nfloor: 100\n"
        "kpis:\n"
        "  nrr:\n    weight: 100 %\n    unit: percent\n    floor: 20 %\n"
        "    curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}\n"
        "bonuses: {b: {per: nrr, pays: 1, floor: 5}}\n"
    )
    plan.write_text(text, "utf-8")
    found = booklet(plan, "-f", "markdown")
    assert "- The results together never pay less than €100.00." in found
    assert "- At least: 20 %" in found
    assert "- At least €5.00." in found
    gate = "  {id}: {{when: {{nrr: {{from: 50 %}}}}, otherwise: {{of: {of}, times: 0 %}}}}\n"
    gates = "gates:\n" + gate.format(id="g", of="plan") + gate.format(id="h", of="[nrr, bonuses.b]")
    plan.write_text(text + gates, "utf-8")
    found = booklet(plan, "-f", "markdown")
    assert "- The results together pay €100.00 at least, before gates." in found
    assert "- At least, before gates: 20 %" in found
    assert "- At least €5.00, before gates." in found
